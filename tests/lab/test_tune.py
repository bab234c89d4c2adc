"""`lab tune` on real clips: what is measured, on what, and what comes of bad input."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.front import Front, Stop
from app.lab.clips import ClipSpec, make
from app.lab.rehearsal import ClipRehearsal, Rehearsal
from app.lab.tune import made_clips, named_clips, tune
from app.lab.tune_aims import AIMS
from app.lab.tune_space import space_of
from app.runtime.job import Cancelled, Job
from app.stages import register_all
from app.store.fronts import our_fronts, read_front, write_front
from app.store.presets import find_preset

register_all()
pytestmark = [pytest.mark.gl, pytest.mark.slow]
ALL = AIMS["all"]


class Once(ClipRehearsal):
    """Counts how often the pixels are looked at."""

    looks = 0

    def _pictures(self):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super()._pictures()


def clip(motion: str, seed: int) -> Once:
    spec = ClipSpec(motion=motion, camera="clean", size=(480, 270), fps=20.0, seconds=1.5)
    return Once(spec.name, clip=make(spec, seed))


@pytest.fixture(scope="module")
def clips() -> list[Once]:
    return [clip("still", 1), clip("slow-sway", 1)]


def opened(clips: list[Once]) -> list[Callable[[], Rehearsal]]:
    return [partial(lambda one: one, one) for one in clips]


def test_a_spring_is_tuned_on_clips_that_are_looked_at_once(clips: list[Once]) -> None:
    job = Job()
    found = tune(space_of("spring"), ALL, opened(clips), [], budget=10, seed=4, job=job)
    assert found.tried == 10 and job.done == job.total
    assert [one.looks for one in clips] == [1, 1]
    assert found.start.knobs["steady"]["spring_hz"] == 12.0
    calm, close = found.way[0], found.way[-1]
    assert calm.jitter_percent < close.jitter_percent and calm.error_percent > close.error_percent
    assert calm.lag_ms is not None and close.lag_ms is not None and calm.lag_ms > close.lag_ms + 20.0
    assert float(calm.knobs["steady"]["spring_hz"]) < float(close.knobs["steady"]["spring_hz"])
    again = tune(space_of("spring"), ALL, opened(clips), [], budget=10, seed=4, job=Job())
    assert again == found


def test_what_was_found_is_measured_on_others_that_had_no_say(clips: list[Once]) -> None:
    others = [clip("still", 2), clip("slow-sway", 2)]
    alone = tune(space_of("spring"), ALL, opened(clips), [], budget=5, seed=4, job=Job())
    found = tune(space_of("spring"), ALL, opened(clips), opened(others), budget=5, seed=4, job=Job())
    assert found.way == alone.way and found.start == alone.start
    assert [one.knobs for one in found.validated] == [one.knobs for one in (found.start, *found.way)]
    assert all(
        a.error_percent != b.error_percent for a, b in zip(found.way, found.validated[1:], strict=True)
    )


def test_it_can_be_given_up(clips: list[Once]) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        tune(space_of("spring"), ALL, opened(clips), [], budget=5, seed=4, job=job)


def test_a_clip_without_a_face_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="gone"):
        tune(
            space_of("flow"), ALL, named_clips([str(tmp_path / "gone.mkv")]), [], budget=2, seed=0, job=Job()
        )


def test_no_clip_that_is_made_to_tune_on_has_a_seed_of_those_measured_in_public() -> None:
    with pytest.raises(UserError, match="seed -1000"):
        made_clips(ALL, -1000)


@pytest.mark.parametrize("method", ["flow", "one-euro"])
def test_our_fronts_are_fronts_and_their_ends_are_the_presets(method: str) -> None:
    front = our_fronts()[method]
    assert len(front.stops) >= 2
    for one, other in zip(front.stops[:-1], front.stops[1:], strict=True):
        assert one.jitter_percent <= other.jitter_percent and one.error_percent >= other.error_percent
        assert one.knobs["steady"]["method"] == method
    if method == "flow":
        ends = (find_preset(name).knobs["steady"] for name in ("steady", "responsive"))
        assert [dict(front.stops[at].knobs["steady"]) for at in (0, -1)] == [dict(end) for end in ends]


def test_a_front_is_read_as_it_was_written(tmp_path: Path) -> None:
    stops = (
        Stop(0.02, 0.4, 3.25, {"steady": {"method": "spring", "spring_hz": 8.0}}),
        Stop(0.05, 0.3, None, {"steady": {"method": "spring", "spring_hz": 20.0}}),
    )
    front = Front("spring", stops, "a clip")
    write_front(tmp_path / "front.json", front)
    assert read_front(tmp_path / "front.json") == front


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"lookglass": "preset", "version": 1}', "is not a front"),
        ('{"lookglass": "front", "version": 9}', "newer"),
        ('{"lookglass": "front", "version": 1, "method": "flow", "points": []}', "points"),
        (
            '{"lookglass": "front", "version": 1, "method": "flow", "points": [{"jitter_percent": 1.0, '
            '"error_percent": 1.0, "lag_ms": null, "knobs": {"steady": {"gone": 1.0}}}]}',
            "no knob 'gone'",
        ),
    ],
)
def test_a_front_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "front.json").write_text(text)
    with pytest.raises(UserError, match=why) as said:
        read_front(tmp_path / "front.json")
    assert "\n" not in str(said.value)

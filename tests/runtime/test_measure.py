"""What is gathered from pictures that are shown, told with made-up times."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.document import View
from app.core.frame import Frame
from app.core.missing import Missing
from app.core.scene import Scene
from app.core.tracks import FaceTrack
from app.runtime.events import Position
from app.runtime.measure import DRAWING, WAITING, Measure
from app.runtime.metrics import Drops
from app.runtime.pipeline import FrameResult
from app.runtime.screen import Pane, Shown
from tests.stages.faces import points_at, track_of

MS = 1_000_000
PICTURE = np.zeros((4, 4, 3), np.uint8)
PANE = Pane(4, 4, View())


def track(seen_ns: int, *, present: bool = True) -> FaceTrack:
    return replace(track_of(points_at(2.0, 2.0), present=present), seen_ns=seen_ns)


def shown(
    number: int, *, taken_ns: int, tracks: tuple[FaceTrack, ...] = (), index: int | None = None
) -> Shown:
    """The n-th frame of 30 a second, detected in 10 ms and drawn in 5."""
    frame = Frame.from_rgb(PICTURE, t_ns=number * 33 * MS, index=number if index is None else index)
    result = FrameResult(
        frame, 0, (), tracks, Scene(frame), {"detect": 10.0}, "onnx", "CPU", taken_ns, "asked for"
    )
    return Shown(result, PANE, np.zeros((4, 4, 4), np.uint8), 5.0, 40, number)


def run(measure: Measure, numbers: list[int], *, age_ms: int = 30) -> int:
    """Show these frames as they come, `age_ms` after they left their source; the time afterwards."""
    now_ns = 0
    for number in numbers:
        taken_ns = 10**9 + number * 33 * MS
        now_ns = taken_ns + age_ms * MS
        picture = shown(number, taken_ns=taken_ns, tracks=(track(number * 33 * MS),))
        measure.painted_picture(picture, now_ns=now_ns)
    return now_ns


def test_ages_rates_and_what_is_left_over_between_the_stages() -> None:
    measure = Measure()
    figures = measure.figures(now_ns=run(measure, list(range(60))), gl_name="a driver")
    assert figures.fps == pytest.approx(1000 / 33) and figures.source_fps == pytest.approx(1000 / 33)
    assert figures.frame_age.p50_ms == pytest.approx(30.0)
    assert figures.pose_age is not None and figures.pose_age.p50_ms == pytest.approx(30.0)
    assert {name: stage.p50_ms for name, stage in figures.stages.items()} == pytest.approx(
        {"detect": 10.0, DRAWING: 5.0, WAITING: 15.0}
    )
    assert figures.whole_ms == pytest.approx(figures.frame_age.p50_ms)
    assert (figures.gl_calls, figures.gl_name, figures.why) == (40, "a driver", "asked for")
    assert figures.busiest == WAITING and figures.found == 1


def test_a_held_face_makes_the_landmarks_older_than_the_frame() -> None:
    measure = Measure()
    for number in range(10):
        held = track(min(number, 4) * 33 * MS, present=number <= 4)
        picture = shown(number, taken_ns=number * 33 * MS, tracks=(held,))
        measure.painted_picture(picture, now_ns=(number * 33 + 20) * MS)
    figures = measure.figures(now_ns=330 * MS)
    assert figures.frame_age.p95_ms == pytest.approx(20.0)
    assert figures.pose_age is not None
    assert figures.pose_age.p95_ms > 20.0 + 4 * 33
    nobody = Measure()
    nobody.painted_picture(shown(0, taken_ns=0), now_ns=MS)
    assert nobody.figures(now_ns=MS).pose_age is None


def test_a_picture_shown_again_ages_nobody_and_is_no_frame_a_second() -> None:
    measure = Measure()
    now_ns = run(measure, list(range(30)))
    before = measure.figures(now_ns=now_ns)
    last = shown(29, taken_ns=10**9 + 29 * 33 * MS)
    for later in range(1, 20):  # another size, another knob: the same frame, half a second later each time
        measure.painted_picture(last, now_ns=now_ns + later * MS)
        measure.painted_picture(replace(last, result=replace(last.result)), now_ns=now_ns + later * MS)
    after = measure.figures(now_ns=now_ns)
    assert (after.fps, after.frame_age, measure.painted) == (before.fps, before.frame_age, 30)
    assert after.stages["detect"] == before.stages["detect"]


def test_a_picture_that_stands_still_has_no_frames_a_second() -> None:
    measure = Measure()
    now_ns = run(measure, list(range(30)))
    measure.source_stands(Position(0, False, Drops()))
    figures = measure.figures(now_ns=now_ns + 3 * 10**9)
    assert figures.fps == 0.0 and not figures.playing and figures.stages["detect"].p50_ms == 10.0


def test_every_loss_is_counted_under_its_cause() -> None:
    measure = Measure()
    measure.figures(now_ns=0)
    now_ns = run(measure, [0, 1, 2, 5, 6, 9])  # 3, 4, 7 and 8 were handed to the screen and never painted
    measure.source_stands(Position(0, True, Drops(late=3, unstepped=7)))
    measure.recording_lost(2)
    figures = measure.figures(now_ns=now_ns)
    assert figures.drops == Drops(late=3, unstepped=7, undrawn=4, unrecorded=2)
    assert (figures.drops.unshown, figures.drops.total) == (14, 16)
    assert figures.lost == figures.drops and figures.painted == 6


def test_losses_of_long_ago_are_kept_in_the_sum_and_forgotten_for_the_advice() -> None:
    measure = Measure()
    measure.source_stands(Position(0, True, Drops(late=3)))
    for second in range(12):
        figures = measure.figures(now_ns=second * 10**9)
    assert figures.drops.late == 3 and figures.lost == Drops()
    # A recording that begins anew counts from its own beginning.
    assert Drops(unrecorded=1).since(Drops(unrecorded=5)) == Drops(unrecorded=1)


def test_the_history_adds_up_and_holds_a_picture_for_half_a_second() -> None:
    measure = Measure()
    now_ns = run(measure, list(range(90)))
    history = measure.history(now_ns=now_ns + 10**9)
    assert history.stages == ("detect", DRAWING, WAITING)
    whole = history.ms.sum(axis=0)
    seen = whole > 0.0
    assert np.allclose(whole[seen], 30.0) and np.allclose(history.age_ms[seen], 30.0)
    # Three seconds of pictures, and half a second during which the last was still the newest.
    assert seen.sum() == pytest.approx(35, abs=2)
    assert np.isnan(history.age_ms[-3:]).all() and history.fps.max() == pytest.approx(30, abs=2)
    assert history.ago_s[0] < -19.9 and history.ago_s[-1] > -0.1


def test_a_history_of_nothing_can_be_drawn() -> None:
    history = Measure().history(now_ns=5)
    assert history.ms.shape == (0, 200) and not history.fps.any()


def test_absence_is_no_age() -> None:
    lost = replace(track(0), opacity=0.0, pose=Missing("gone"))
    measure = Measure()
    measure.painted_picture(shown(0, taken_ns=0, tracks=(lost,)), now_ns=MS)
    assert measure.figures(now_ns=MS).pose_age is None

"""Who is who, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.observations import Crop, FaceObservation
from app.core.params import controls_of
from app.core.tracks import FaceTrack
from app.stages.track import Plan, TrackParams, TrackState, associate, plan

from .faces import FRAME, MS, seen_at

PARAMS = TrackParams()


class Scene:
    """Plays frames through the stage; crops are simply where each track was seen last."""

    def __init__(self, max_subjects: int = 2, params: TrackParams = PARAMS, *, still: bool = False) -> None:
        self.state = TrackState()
        self.crops: dict[int, Crop] = {}
        self.t_ns = 0
        self.epoch = 0
        self.max_subjects, self.params, self.still = max_subjects, params, still
        self.plan: Plan | None = None

    def ask(self, after_ns: int = FRAME) -> Plan:
        self.t_ns += after_ns
        self.plan = plan(
            self.state,
            self.crops,
            t_ns=self.t_ns,
            epoch=self.epoch,
            max_subjects=self.max_subjects,
            still=self.still,
            params=self.params,
        )
        return self.plan

    def answer(self, seen: Sequence[FaceObservation]) -> tuple[FaceTrack, ...]:
        assert self.plan is not None
        tracks, self.state = associate(self.state, self.plan, seen, params=self.params)
        self.crops = {track.id: track.crop for track in tracks}
        return tracks

    def show(self, *at: float, after_ns: int = FRAME) -> tuple[FaceTrack, ...]:
        """One frame: every crop is answered by the face nearest to it, and a search by all the rest."""
        request = self.ask(after_ns).request
        seen: list[FaceObservation] = []
        rest = list(at)
        for place, crop in enumerate(request.crops):
            near = [x for x in at if abs(x - crop.cx) < 60.0]
            if near:
                x = min(near, key=lambda x: abs(x - crop.cx))
                seen.append(seen_at(x, place=place))
                rest = [other for other in rest if other != x]
        if request.search:
            seen += [seen_at(x) for x in rest][: request.max_new]
        return self.answer(seen)


def ids(tracks: tuple[FaceTrack, ...]) -> list[int]:
    return [t.id for t in tracks if t.present]


def test_the_first_frame_is_searched_and_a_full_house_is_not() -> None:
    scene = Scene(max_subjects=1)
    assert scene.ask().request.search
    assert ids(scene.answer([seen_at(100.0)])) == [0]
    for _ in range(60):
        request = scene.ask().request
        assert not request.search and len(request.crops) == 1
        scene.answer([seen_at(100.0, place=0)])


def test_an_empty_place_is_searched_at_most_twice_a_second_in_video() -> None:
    scene = Scene(max_subjects=2)
    searched = []
    for _ in range(150):
        if scene.ask().request.search:
            searched.append(scene.t_ns)
        scene.answer([seen_at(100.0, place=0 if scene.state.people else None)])
    assert min(np.diff(searched)) >= 500 * MS
    assert len(searched) >= 8


def test_a_still_is_searched_thoroughly_every_time_and_keeps_its_ids_when_shown_again() -> None:
    scene = Scene(max_subjects=10, still=True)
    for _ in range(3):
        request = scene.ask(after_ns=0).request
        assert request.search and request.thorough and request.max_new == 10 and request.crops == ()
        assert ids(scene.answer([seen_at(100.0), seen_at(300.0)])) == [0, 1]


def test_columns_are_given_in_order_and_at_most_max_subjects() -> None:
    scene = Scene(max_subjects=2)
    scene.ask()
    tracks = scene.answer([seen_at(100.0), seen_at(300.0), seen_at(500.0)])
    assert [(t.id, t.column) for t in tracks] == [(0, 0), (1, 1)]


def test_a_lost_face_is_held_then_faded_then_gone_within_300_ms() -> None:
    scene = Scene(max_subjects=1)
    (first,) = scene.show(100.0)
    opacities = []
    lost_ns = scene.t_ns
    while tracks := scene.show(after_ns=10 * MS):
        (held,) = tracks
        assert not held.present and held.id == 0
        np.testing.assert_array_equal(held.raw, first.raw)
        opacities.append(held.opacity)
    assert scene.t_ns - lost_ns <= 300 * MS
    assert opacities[:9] == [1.0] * 9
    assert opacities == sorted(opacities, reverse=True) and opacities[-1] < 0.1


def test_no_setting_of_the_knobs_shows_a_lost_face_longer_than_300_ms() -> None:
    hold, fade = (controls_of(TrackParams)[name] for name in ("hold_ms", "fade_ms"))
    assert hold.high + fade.high <= 300.0  # type: ignore[union-attr]


def test_a_short_loss_keeps_id_and_column_even_when_the_face_moved_on_meanwhile() -> None:
    scene = Scene(max_subjects=2)
    for i in range(10):
        scene.show(100.0 + 5 * i, 500.0)
    for _ in range(20):
        scene.show(500.0)
    for _ in range(20):
        tracks = scene.show(185.0, 500.0)
    assert [(t.id, t.column, t.present) for t in tracks] == [(0, 0, True), (1, 1, True)]


def test_somebody_else_far_away_is_somebody_new() -> None:
    scene = Scene(max_subjects=1)
    scene.show(100.0)
    for _ in range(30):
        tracks = scene.show(500.0)
    assert [(t.id, t.column) for t in tracks] == [(1, 0)]


def test_a_face_of_another_size_is_somebody_new() -> None:
    scene = Scene(max_subjects=1)
    scene.show(100.0)
    for _ in range(30):
        scene.ask()
        tracks = scene.answer([seen_at(100.0, size_px=300.0)])
    assert [t.id for t in tracks] == [1]


def test_after_remember_ms_nobody_is_remembered() -> None:
    scene = Scene(max_subjects=1, params=replace(PARAMS, remember_ms=1000.0))
    scene.show(100.0)
    scene.show(after_ns=1100 * MS)
    assert scene.state.people == ()
    assert ids(scene.show(100.0)) == [1]


def test_ids_survive_a_crossing() -> None:
    scene = Scene(max_subjects=2)
    for i in range(100):
        left, right = 100.0 + 6.0 * i, 700.0 - 6.0 * i
        hidden = abs(left - right) < 60.0  # the face in front hides the other
        tracks = scene.show(*((left,) if hidden else (left, right)))
    by_id = {t.id: t for t in tracks if t.present}
    assert set(by_id) == {0, 1}
    assert by_id[0].raw[:, 0].mean() > by_id[1].raw[:, 0].mean()


def test_two_tracks_on_one_face_become_the_elder_one() -> None:
    scene = Scene(max_subjects=2)
    scene.show(100.0, 160.0)
    for _ in range(5):
        scene.ask()
        tracks = scene.answer([seen_at(120.0, place=0), seen_at(121.0, place=1)])
    assert [(t.id, t.present) for t in tracks] == [(0, True)], "the other is not even held"


def test_swapped_answers_go_to_whom_they_fit() -> None:
    """Each crop caught the other's face: motion tells."""
    scene = Scene(max_subjects=2)
    scene.show(100.0, 300.0)
    for i in range(5):
        scene.show(100.0 + 10 * i, 300.0 - 10 * i)
    scene.ask()
    tracks = scene.answer([seen_at(250.0, place=0), seen_at(150.0, place=1)])
    assert [(t.id, round(float(t.raw[[234, 454], 0].mean()))) for t in tracks] == [(0, 150), (1, 250)]


def test_a_new_epoch_starts_from_nobody() -> None:
    scene = Scene(max_subjects=1)
    scene.show(100.0)
    scene.epoch = 1
    scene.t_ns = 0
    assert scene.ask().request.search and scene.plan and scene.plan.ids == ()
    (track,) = scene.answer([seen_at(400.0)])
    assert (track.id, track.column, track.opacity) == (0, 0, 1.0)


def test_unsure_broken_and_departed_faces_are_left_out() -> None:
    scene = Scene(max_subjects=4)
    scene.ask()
    broken = seen_at(200.0)
    points = broken.points.copy()
    points[7] = np.nan
    outside = replace(seen_at(-500.0), visible=np.zeros(478, np.float32))
    assert scene.answer([seen_at(100.0, score=0.4), replace(broken, points=points), outside]) == ()


def test_fewer_subjects_end_the_tracks_in_the_last_columns() -> None:
    scene = Scene(max_subjects=2)
    scene.show(100.0, 300.0)
    scene.max_subjects = 1
    assert [t.id for t in scene.show(100.0, 300.0)] == [0]


def test_a_newcomer_takes_the_place_of_somebody_lost_when_there_is_no_other() -> None:
    scene = Scene(max_subjects=1)
    scene.show(100.0)
    scene.show(after_ns=600 * MS)
    assert [(t.id, t.column) for t in scene.show(500.0)] == [(1, 0)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 400), st.lists(st.integers(0, 12).map(lambda i: 60.0 * i), max_size=5, unique=True)
        ),
        max_size=25,
    ),
    st.integers(1, 4),
)
def test_whatever_comes_ids_and_columns_are_unique_and_opacity_is_sane(
    frames: list[tuple[int, list[float]]], max_subjects: int
) -> None:
    scene = Scene(max_subjects=max_subjects)
    column_of: dict[int, int] = {}
    for gap_ms, faces in frames:
        tracks = scene.show(*faces, after_ns=(gap_ms + 1) * MS)
        columns = [t.column for t in tracks]
        assert columns == sorted(set(columns)) and all(0 <= c < max_subjects for c in columns)
        assert len({t.id for t in tracks}) == len(tracks)
        for t in tracks:
            assert column_of.setdefault(t.id, t.column) == t.column
            assert 0.0 <= t.opacity <= 1.0 and (t.opacity == 1.0 or not t.present)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**15))
def test_the_origin_of_time_changes_nothing(origin_ns: int) -> None:
    def play(start_ns: int) -> list[list[tuple[int, bool, float]]]:
        scene = Scene(max_subjects=2)
        scene.t_ns = start_ns
        steps: list[tuple[float, ...]] = [(100.0, 300.0)] * 5 + [(100.0,)] * 12 + [(110.0, 310.0)] * 20
        return [[(t.id, t.present, round(t.opacity, 6)) for t in scene.show(*at)] for at in steps]

    assert play(0) == play(origin_ns)


@pytest.mark.parametrize("name", list(controls_of(TrackParams)))
def test_every_default_lies_in_its_range(name: str) -> None:
    assert controls_of(TrackParams)[name].parse(getattr(PARAMS, name)) == getattr(PARAMS, name)

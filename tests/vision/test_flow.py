"""The surface is found again to some hundredths of a pixel, and what is not seen says nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.face_parts import FACE_KEYPOINTS
from app.core.flow import Flow
from app.core.keypoints import KeypointSet
from app.vision.flow import FlowMeter

from .textures import F32, F64, FRAME_NS, SIDE, Rgb, Texture, face, frame_of, motion, moved, rgb_of, rms

STILL = motion()
SKIN, BOARD = Texture(1), Texture(2)
ME = 5  # the subject's id


def watch(pictures: Sequence[Rgb], points: Sequence[F32 | None]) -> list[Flow | None]:
    """One subject through a clip; None where it is not found, or its flow not known."""
    meter = FlowMeter()
    flows = []
    for i, (rgb, at) in enumerate(zip(pictures, points, strict=True)):
        found = {} if at is None else {ME: at}
        flows.append(meter.measure(frame_of(rgb, i), found, FACE_KEYPOINTS).get(ME))
    return flows


def last(pictures: Sequence[Rgb], points: Sequence[F32 | None]) -> Flow:
    flow = watch(pictures, points)[-1]
    assert flow is not None
    return flow


def trembling(points: F32, seed: int, share: float = 0.0025) -> F32:
    """As a landmark network sees them: each coordinate off by a share of the face's size."""
    size = float(np.ptp(points[:, :2], axis=0).mean())
    noise = np.random.default_rng(seed).normal(0.0, share * size, points.shape)
    return (points + noise).astype(np.float32)


def seen(flow: Flow) -> NDArray[np.bool_]:
    return np.asarray(flow.precision[:, 0, 0] > 0.0)


def miss(flow: Flow, now_from_reference: F64) -> float:
    """px rms of the sites that say something."""
    which = seen(flow)
    return rms(flow.at[which] - moved(flow.site, now_from_reference)[which])


MOTIONS = {
    "still": STILL,
    "shifted by less than a pixel": motion(0.37, -0.61),
    "shifted": motion(3.37, -2.61),
    "turned": motion(turn_rad=0.06),
    "nearer": motion(scale=1.05),
    "further": motion(scale=0.95),
    "all at once": motion(-4.2, 3.3, turn_rad=-0.05, scale=0.96),
}


@pytest.mark.parametrize("by", MOTIONS.values(), ids=MOTIONS.keys())
def test_sites_are_found_to_a_twentieth_of_a_pixel(by: F64) -> None:
    flow = last([SKIN.rgb(STILL), SKIN.rgb(by)], [face(), trembling(moved(face(), by), 1)])
    assert len(flow.site) > 50
    assert seen(flow).mean() > 0.9
    assert miss(flow, by) < 0.05


def test_noise_of_the_camera_does_not_make_it_surer_than_it_is() -> None:
    """Errors are as large as claimed, within a factor of two."""
    by = motion(1.3, -0.8, turn_rad=0.02)
    pictures = [rgb_of(SKIN.grey(m), noise=4.0, seed=i) for i, m in enumerate((STILL, by))]
    flow = last(pictures, [face(), trembling(moved(face(), by), 1)])
    error = flow.at - moved(flow.site, by)[:, :2]
    claimed = np.einsum("mi,mij,mj->m", error, flow.precision, error)[seen(flow)]
    assert seen(flow).mean() > 0.9
    assert miss(flow, by) < 0.15
    assert np.sqrt(claimed.mean() / 2.0) < 2.0


@pytest.mark.parametrize("gain, offset", [(0.8, 0.0), (1.0, 35.0), (1.4, -50.0), (0.5, 90.0)])
def test_more_or_less_light_is_no_motion(gain: float, offset: float) -> None:
    """A cloud, or an exposure that jumps from one frame to the next."""
    by = motion(1.6, 0.7)
    there = trembling(moved(face(), by), 1)
    plain = last([SKIN.rgb(STILL), SKIN.rgb(by)], [face(), there])
    lit = last([SKIN.rgb(STILL), rgb_of(gain * SKIN.grey(by) + offset)], [face(), there])
    assert miss(lit, by) < 0.05
    assert np.array_equal(seen(lit), seen(plain))
    assert rms(lit.at - plain.at) < 0.04


def test_a_lamp_from_the_side_is_no_motion() -> None:
    by = motion(1.6, 0.7)
    lamp = np.linspace(0.6, 1.4, SIDE, dtype=np.float32)
    flow = last([SKIN.rgb(STILL), rgb_of(SKIN.grey(by) * lamp)], [face(), moved(face(), by)])
    assert seen(flow).mean() > 0.9
    assert miss(flow, by) < 0.15


BOARDS = {"flat": np.full((SIDE, SIDE), 90.0, np.float32), "textured": BOARD.grey(STILL)}


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())
def test_what_is_covered_says_nothing_and_is_found_again(board: F32) -> None:
    steps = [motion(0.4 * i, -0.3 * i) for i in range(12)]
    covered = range(4, 9)
    pictures = []
    for i, by in enumerate(steps):
        grey = SKIN.grey(by)
        if i in covered:
            grey[:, : SIDE // 2] = board[:, : SIDE // 2]
        pictures.append(rgb_of(grey))
    flows = watch(pictures, [trembling(moved(face(), by), i) for i, by in enumerate(steps)])
    for i, (flow, by) in enumerate(zip(flows, steps)):
        if flow is None:
            assert i == 0
            continue
        x = moved(flow.site, by)[:, 0]
        hidden, open_ = x < SIDE / 2 - 8.0, x > SIDE / 2 + 8.0
        assert flow.reference_ns == 0
        if i in covered:
            # A freely moving lip may meet its like by chance, and then says next to nothing.
            told = flow.precision[:, 0, 0]
            assert seen(flow)[hidden].mean() < 0.1
            assert told[hidden].max() < 0.01 * np.median(told[open_])
            assert hidden.sum() > 15 and seen(flow)[open_].mean() > 0.9
        else:
            assert seen(flow).mean() > 0.9
        right = seen(flow) & (open_ if i in covered else hidden | open_)
        assert rms((flow.at - moved(flow.site, by))[right]) < 0.05


def test_a_covered_face_for_long_gets_a_new_reference() -> None:
    board = rgb_of(BOARD.grey(STILL))
    pictures = [SKIN.rgb(STILL)] * 3 + [board] * 25
    flows = watch(pictures, [face()] * len(pictures))
    assert flows[3] is not None and seen(flows[3]).mean() < 0.05
    flow = flows[-1]
    assert flow is not None and flow.reference_ns > 0 and seen(flow).mean() > 0.9


@pytest.mark.parametrize("speed_px", [0.0, 1.0])
def test_a_detector_that_leaps_does_not_lead_the_flow_astray(speed_px: float) -> None:
    """A tenth of the face away for some frames, as behind a hand."""
    steps = [motion(speed_px * i, 0.3 * speed_px * i) for i in range(12)]
    points = [trembling(moved(face(), by), i) for i, by in enumerate(steps)]
    astray = range(4, 8)
    for i in astray:
        points[i] = points[i] + np.float32([16.0, -8.0, 0.0])
    flows = watch([SKIN.rgb(by) for by in steps], points)
    for flow, by in list(zip(flows, steps))[1:]:
        assert flow is not None and flow.reference_ns == 0
        assert seen(flow).mean() > 0.9
        assert miss(flow, by) < 0.05


def test_a_still_clip_has_no_motion_and_one_reference() -> None:
    flows = watch([SKIN.rgb(STILL)] * 8, [face()] * 8)
    assert flows[0] is None, "nothing is known of a new face"
    for flow in flows[1:]:
        assert flow is not None and flow.reference_ns == 0
        assert seen(flow).all()
        assert np.abs(flow.at - flow.site).max() < 1e-3
        assert np.abs(flow.step).max() < 1e-3


def test_however_long_a_face_holds_still_it_does_not_drift() -> None:
    """Nothing adds up, however the detector trembles and the camera rustles."""
    clean = SKIN.grey(STILL)
    pictures = [rgb_of(clean, noise=2.0, seed=i) for i in range(40)]
    flows = [f for f in watch(pictures, [trembling(face(), i) for i in range(40)]) if f is not None]
    assert {flow.reference_ns for flow in flows} == {0}
    shift = np.array([(flow.at - flow.site)[seen(flow)].mean(axis=0) for flow in flows])
    early, late = shift[:10].mean(axis=0), shift[-10:].mean(axis=0)
    assert np.abs(late - early).max() < 0.01


@pytest.mark.parametrize("turn_rad, growth", [(0.02, 1.0), (0.0, 1.02), (0.0, 0.98)])
def test_what_turns_or_grows_gets_new_references_that_fit_on_each_other(
    turn_rad: float, growth: float
) -> None:
    steps = [motion(turn_rad=turn_rad * i, scale=growth**i) for i in range(16)]
    size = 130.0
    flows = watch(
        [SKIN.rgb(by) for by in steps], [trembling(moved(face(size), by), i) for i, by in enumerate(steps)]
    )
    references = []
    for i, flow in enumerate(flows[1:], 1):
        assert flow is not None
        since = flow.reference_ns // FRAME_NS
        assert since < i
        reference = np.vstack([steps[since], [0, 0, 1]])
        assert miss(flow, steps[i] @ np.linalg.inv(reference)) < 0.05
        references.append(since)
    assert 1 < len(set(references)) < 8
    assert references == sorted(references)


@pytest.mark.parametrize("absent, remembered", [(5, True), (40, False)])
def test_who_is_gone_for_a_moment_is_remembered(absent: int, remembered: bool) -> None:
    there = SKIN.rgb(STILL)
    points: list[F32 | None] = [face(), face(), *[None] * absent, face(), face()]
    flows = watch([there] * len(points), points)
    assert (flows[-2] is not None) == remembered
    assert flows[-1] is not None
    assert (flows[-1].reference_ns == 0) == remembered


def test_two_people_move_as_each_of_them_does() -> None:
    left, right = face(100.0, 80.0), face(100.0, 210.0)
    by_left, by_right = motion(2.3, 1.1), motion(-1.7, 0.4)
    grey = SKIN.grey(by_left)
    grey[:, SIDE // 2 :] = BOARD.grey(by_right)[:, SIDE // 2 :]
    before = SKIN.grey(STILL)
    before[:, SIDE // 2 :] = BOARD.grey(STILL)[:, SIDE // 2 :]
    meter = FlowMeter()
    assert not meter.measure(frame_of(rgb_of(before), 0), {3: left, 8: right}, FACE_KEYPOINTS)
    now = {3: moved(left, by_left), 8: moved(right, by_right)}
    flows = meter.measure(frame_of(rgb_of(grey), 1), now, FACE_KEYPOINTS)
    assert set(flows) == {3, 8}
    for subject_id, by in ((3, by_left), (8, by_right)):
        assert seen(flows[subject_id]).mean() > 0.8
        assert miss(flows[subject_id], by) < 0.05


def test_a_thing_of_a_few_points_none_of_them_soft_is_measured_too() -> None:
    """As a foot has."""
    angle = np.linspace(0.0, 2.0 * np.pi, 8, endpoint=False)
    foot = np.column_stack([60.0 * np.cos(angle), 40.0 * np.sin(angle), 5.0 * np.cos(3.0 * angle)])
    points = (foot + [SIDE / 2, SIDE / 2, 0.0]).astype(np.float32)
    every, none = np.ones(8, np.bool_), np.zeros(8, np.bool_)
    rigid = np.full(8, 0.003)
    keypoints = KeypointSet("foot", ("foot",), np.zeros(8, np.int64), rigid, np.zeros(8), every, none)
    by = motion(1.4, -2.3, turn_rad=0.03)
    meter = FlowMeter()
    meter.measure(frame_of(SKIN.rgb(STILL), 0), {ME: points}, keypoints)
    flow = meter.measure(frame_of(SKIN.rgb(by), 1), {ME: moved(points, by)}, keypoints)[ME]
    assert seen(flow).mean() > 0.8
    assert miss(flow, by) < 0.05
    assert flow.step.shape == (0, 2)


def test_a_huge_face_is_measured_in_a_coarser_picture() -> None:
    side = 760
    texture = Texture(1, waves=60)
    by = motion(5.37, -3.61, turn_rad=0.03, about=(side / 2, side / 2))
    here = face(600.0, side / 2, side / 2)
    flow = last([texture.rgb(m, side, side) for m in (STILL, by)], [here, moved(here, by)])
    assert len(flow.site) > 50 and seen(flow).mean() > 0.9
    assert miss(flow, by) < 0.1


ODD_FACES = {
    "half out of the picture": face(160.0, 0.0, SIDE / 2),
    "in a corner": face(160.0, SIDE, SIDE),
    "all out of the picture": face(160.0, -400.0, SIDE / 2),
    "far away": face(12.0),
    "a point": np.full((478, 3), 100.0, np.float32),
    "larger than the picture": face(2000.0),
    "at the end of the world": face(160.0, 1e6, -1e6),
    "turned inside out": face()[::-1].copy(),
    "without depth": face() * np.float32([1, 1, 0]),
    "a line": face() * np.float32([1, 0, 0]) + np.float32([0, 100, 0]),
    "a slanting line": face()[:, [0, 0, 2]],
    "not a number": np.full((478, 3), np.nan, np.float32),
}


@pytest.mark.parametrize("odd", ODD_FACES.values(), ids=ODD_FACES.keys())
def test_odd_faces_are_measured_or_left_alone(odd: F32) -> None:
    """Whether it was there from the start, comes in the middle or goes: numbers, or nothing."""
    points = [odd, odd, odd + np.float32(0.5), face(), face(), odd, odd, face(), face()]
    for flow in watch([SKIN.rgb(motion(0.5 * i)) for i in range(len(points))], points):
        if flow is not None:
            for values in (flow.site, flow.at, flow.precision, flow.depth, flow.step, flow.step_variance):
                assert np.isfinite(values).all()
            assert (np.linalg.eigvalsh(flow.precision.astype(np.float64)) > -1e-3).all()


def test_a_wall_without_texture_is_left_alone() -> None:
    wall = rgb_of(np.full((SIDE, SIDE), 128.0, np.float32))
    assert watch([wall] * 4, [face()] * 4) == [None] * 4


def test_the_same_clip_gives_the_same_flow_bit_for_bit() -> None:
    steps = [motion(1.1 * i, turn_rad=0.02 * i) for i in range(8)]
    pictures = [rgb_of(SKIN.grey(by), noise=3.0, seed=i) for i, by in enumerate(steps)]
    points = [trembling(moved(face(), by), i) for i, by in enumerate(steps)]
    for one, other in zip(watch(pictures, points)[1:], watch(pictures, points)[1:]):
        assert one is not None and other is not None
        assert one.reference_ns == other.reference_ns
        for name in ("site", "at", "precision", "step", "step_variance"):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name

"""Flow fused with the detector: still when still, without lag when moving, and told off by neither alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.face_parts import FACE_KEYPOINTS
from app.core.flow import Flow
from app.core.keypoints import KeypointSet
from app.stages.stabilise import SteadyParams, SteadyState, stabilise
from app.store.face_mesh import load_face_mesh

from .faces import FRAME, track_of
from .flows import blind, flow_of, nobody

F32 = NDArray[np.float32]
SIZE = 200.0
NOISE_PX = 0.0025 * SIZE  # a landmark network trembles so
FLOW = SteadyParams(method="flow")
SKULL = FACE_KEYPOINTS.part == FACE_KEYPOINTS.parts.index("skull")


def face(size_px: float = SIZE) -> F32:
    points = load_face_mesh().vertices_mm * [1.0, -1.0, -1.0]
    scale = size_px / float(np.ptp(points[:, :2], axis=0).mean())
    return (points * scale + [320.0, 240.0, 0.0]).astype(np.float32)


HERE = face()


def foot() -> tuple[F32, KeypointSet]:
    angle = np.linspace(0.0, 2.0 * np.pi, 8, endpoint=False)
    points = np.column_stack([90.0 * np.cos(angle), 60.0 * np.sin(angle), 5.0 * np.cos(3.0 * angle)])
    every = np.ones(8, np.bool_)
    rigid = np.full(8, 0.003)
    return (points + [300.0, 200.0, 0.0]).astype(np.float32), KeypointSet(
        "foot", ("foot",), np.zeros(8, np.int64), rigid, np.zeros(8), every, ~every
    )


def shifted(x: float, y: float = 0.0, points: F32 = HERE) -> F32:
    return points + np.float32([x, y, 0.0])


def seen(truth: Sequence[F32], noise_px: float = NOISE_PX, seed: int = 0) -> list[F32]:
    """As the detector sees it: new noise in every frame."""
    rng = np.random.default_rng(seed)
    return [(t + rng.normal(0.0, noise_px, t.shape)).astype(np.float32) for t in truth]


def told(
    truth: Sequence[F32], dt_ns: int = FRAME, keypoints: KeypointSet = FACE_KEYPOINTS, sure_px: float = 0.03
) -> list[Flow | None]:
    """As flow tells it, with errors of its own; of the first frame it knows nothing."""
    flows = [
        flow_of(truth[0], now, before, keypoints, reference_ns=0, sure_px=sure_px, seed=i)
        for i, (before, now) in enumerate(zip(truth, truth[1:]), 1)
    ]
    return [None, *flows]


def play(
    raw: Sequence[F32],
    flows: Sequence[Flow | None],
    *,
    dt_ns: int = FRAME,
    keypoints: KeypointSet = FACE_KEYPOINTS,
    params: SteadyParams = FLOW,
) -> F32:
    """(n, K, 3) smooth points."""
    state = SteadyState()
    smooth = []
    for i, (points, flow) in enumerate(zip(raw, flows, strict=True)):
        known = {} if flow is None else {0: flow}
        (track,), state = stabilise(
            state,
            [track_of(points)],
            t_ns=i * dt_ns,
            epoch=0,
            params=params,
            flows=known,
            keypoints=keypoints,
        )
        smooth.append(track.points)
    return np.array(smooth)


def rms(values: F32) -> float:
    return float(np.sqrt(np.mean(np.square(values, dtype=np.float64))))


def test_detector_noise_on_a_still_face_is_averaged_away() -> None:
    """More than five times within two seconds, in what trembles from frame to frame and in what wanders."""
    truth = [HERE] * 120
    raw = seen(truth)
    smooth, noisy = play(raw, told(truth))[60:, :, :2], np.array(raw)[60:, :, :2]
    assert rms(smooth - smooth.mean(axis=0)) < rms(noisy - noisy.mean(axis=0)) / 5.0
    assert rms(np.diff(smooth, axis=0)) < rms(np.diff(noisy, axis=0)) / 5.0
    skull = smooth[:, SKULL]
    assert rms(skull - skull.mean(axis=0)) < NOISE_PX / 10.0


def test_what_the_flow_tells_is_followed_without_lag() -> None:
    shift = 80.0 * np.sin(2.0 * np.pi * np.arange(120) * FRAME * 1e-9)
    truth = [shifted(s, 0.3 * s) for s in shift]
    smooth = play(seen(truth), told(truth))
    x = (smooth - HERE)[30:, :, 0].mean(axis=1)
    speed = np.gradient(shift, FRAME * 1e-9)[30:]
    lag_s = float(((shift[30:] - x) * speed).sum() / (speed**2).sum())
    assert abs(lag_s) < 1e-3
    error = (smooth - np.array(truth))[60:, :, :2]
    assert rms(error - error.mean(axis=0)) < 0.4 * NOISE_PX, "nor does it tremble in motion"


def rolling(points: F32, deg_per_frame: float, frames: int) -> list[F32]:
    """Rigidly turning in the picture, about their middle."""
    centre = points[:, :2].mean(axis=0)
    about = (points[:, :2] - centre) @ np.array([1.0, 1j])
    turned = []
    for i in range(frames):
        now = about * np.exp(1j * np.deg2rad(deg_per_frame * i))
        turned.append(np.column_stack([now.real + centre[0], now.imag + centre[1], points[:, 2]]))
    return [points.astype(np.float32) for points in turned]


@pytest.mark.parametrize("subject", ["face", "foot"])
def test_a_roll_of_120_degrees_a_second_is_followed_exactly(subject: str) -> None:
    """Its outermost points go faster against the middle than a point may leave what is seen around it."""
    points, keypoints = (HERE, FACE_KEYPOINTS) if subject == "face" else foot()
    truth = rolling(points, 120.0 * FRAME * 1e-9, 20)
    smooth = play(truth, told(truth, keypoints=keypoints, sure_px=1e-3), keypoints=keypoints)
    off = np.linalg.norm((smooth - np.array(truth))[3:, :, :2], axis=2)
    assert off.max() < 0.002 * SIZE


def test_a_leap_that_both_see_is_followed_at_once() -> None:
    truth = [HERE] * 30 + [shifted(40.0, -25.0)] * 5
    smooth = play(seen(truth), told(truth))
    assert rms((smooth[30] - truth[30])[:, :2]) < NOISE_PX
    assert rms((smooth[31] - smooth[30])[SKULL, :2]) < NOISE_PX / 5.0


def test_a_first_frame_that_was_off_is_made_good() -> None:
    truth = [HERE] * 120
    raw = seen(truth)
    raw[0] = shifted(0.01 * SIZE)
    off = (play(raw, told(truth)) - HERE)[:, SKULL, 0].mean(axis=1)
    assert off[0] == pytest.approx(0.01 * SIZE, abs=1e-3)
    assert abs(off[-1]) < 0.0015 * SIZE
    assert np.abs(np.diff(off[2:])).max() < 0.002 * SIZE, "without a jump that one would see"


def test_what_the_detector_says_from_now_on_is_believed_in_the_end() -> None:
    """One per cent to the side, as the light from another side makes it."""
    truth = [HERE] * 400
    raw = seen(truth)
    for i in range(100, 400):
        raw[i] = raw[i] + np.float32([0.01 * SIZE, 0.0, 0.0])
    off = (play(raw, told(truth), dt_ns=100_000_000) - HERE)[:, SKULL, 0].mean(axis=1) / (0.01 * SIZE)
    assert abs(off[99]) < 0.1 and off[103] < 0.3
    assert off[-1] > 0.7


def test_a_longer_settling_time_settles_later() -> None:
    truth = [HERE] * 60
    raw = [HERE + np.float32([2.0, 0.0, 0.0]), *truth[1:]]

    def left(settle_s: float) -> float:
        smooth = play(raw, told(truth), params=replace(FLOW, flow_settle_s=settle_s))
        return float((smooth[-1] - HERE)[SKULL, 0].mean())

    assert left(0.2) < 0.7 * left(2.0) and left(2.0) < left(8.0)


def without_flow(truth: Sequence[F32]) -> list[Flow | None]:
    return [None] * len(truth)


def test_without_a_flow_noise_is_calmed_and_motion_followed() -> None:
    still = [HERE] * 90
    raw = seen(still)
    assert (
        rms(np.diff(play(raw, without_flow(still))[30:], axis=0)) < rms(np.diff(np.array(raw), axis=0)) / 2.0
    )
    moving = [shifted(40.0 * np.sin(0.1 * i)) for i in range(90)]
    assert rms(play(moving, without_flow(moving)) - np.array(moving)) < 0.02 * 40.0


def test_without_a_flow_fast_motion_is_followed_too() -> None:
    """More than a face a second: nobody measures a flow here, so nothing says that the face is covered."""
    moving = [shifted(80.0 * np.sin(0.2 * i)) for i in range(90)]
    assert rms(play(moving, without_flow(moving)) - np.array(moving)) < 0.02 * 80.0


def test_where_nothing_is_seen_fast_motion_is_followed_after_a_moment() -> None:
    """Blurred beyond recognition, or covered and carried along: the points wait once, and not again."""
    truth = [shifted(8.0 * i) for i in range(80)]
    flows = [flow if flow is None or i < 20 else blind(flow) for i, flow in enumerate(told(truth))]
    smooth = play(truth, flows)
    off = np.linalg.norm((smooth - np.array(truth))[..., :2], axis=2).max(axis=1)
    assert off[:20].max() < 0.02 * SIZE
    assert off[38:].max() < 0.02 * SIZE, "from half a second after on"


@pytest.mark.parametrize("speed_px", [0.0, 2.0])
@pytest.mark.parametrize("gone", ["no flow", "nothing seen", "another reference"])
def test_nothing_jumps_when_the_flow_goes_or_comes(gone: str, speed_px: float) -> None:
    truth = [shifted(speed_px * i) for i in range(120)]
    ways: dict[str, Callable[[Flow], Flow | None]] = {
        "no flow": lambda flow: None,
        "nothing seen": blind,
        "another reference": lambda flow: replace(flow, reference_ns=5),
    }
    flows = told(truth)
    for i in range(40, 80):
        flow = flows[i]
        assert flow is not None
        flows[i] = ways[gone](flow)
    # The one that comes again has a reference of its own: the frame before.
    for i in range(80, 120):
        flows[i] = flow_of(truth[79], truth[i], truth[i - 1], FACE_KEYPOINTS, reference_ns=79 * FRAME, seed=i)
    smooth = play(seen(truth), flows)
    steps = np.diff(smooth - np.array(truth), axis=0)[..., :2]
    for event in (39, 79):
        jump = np.sqrt(np.mean(steps[event - 1 : event + 4] ** 2, axis=(1, 2)))
        assert jump.max() < 1.5 * NOISE_PX
    assert np.isfinite(smooth).all()
    assert rms((smooth - np.array(truth))[..., :2]) < 2.0 * NOISE_PX


def test_who_was_hidden_is_back_in_place_within_200_ms_and_never_leaps() -> None:
    """While a hand is before the face the detector makes up a wider one, and longer than it is waited for."""
    truth, hidden = [HERE] * 100, range(60, 80)
    raw = seen(truth)
    middle = HERE.mean(axis=0)
    for i in hidden:
        raw[i] = (raw[i] + (HERE - middle) * np.float32([0.10, -0.06, 0.0])).astype(np.float32)
    flows = told(truth)
    for i in hidden:
        flow = flows[i]
        assert flow is not None
        flows[i] = blind(flow)
    smooth = play(raw, flows)[:, :, :2]
    step = np.linalg.norm(np.diff(smooth[60:], axis=0), axis=2)
    assert step.max() < 0.02 * SIZE, "over and back again by and by"
    off = np.linalg.norm(smooth[[79, 86], :, :] - smooth[59], axis=2)
    assert off[0].max() > 0.03 * SIZE, "there is something to come back from"
    assert rms(off[1]) < NOISE_PX, "and where it came from has not been forgotten"


def test_a_new_reference_does_not_show() -> None:
    """It begins at the frame before, where the last one has led."""
    truth = [shifted(0.7 * i) for i in range(120)]
    flows = told(truth)
    for i in range(60, 120):
        flows[i] = flow_of(truth[59], truth[i], truth[i - 1], FACE_KEYPOINTS, reference_ns=59 * FRAME, seed=i)
    steps = np.diff(play(seen(truth), flows) - np.array(truth), axis=0)[:, SKULL, :2]
    assert rms(steps[59]) < 4.0 * rms(steps[40:58])  # some hundredths of a px
    assert rms(steps[60:]) < NOISE_PX / 5.0


def astray(truth: list[F32], frames: range, share: float = 0.1) -> list[F32]:
    raw = seen(truth)
    for i in frames:
        raw[i] = raw[i] + np.float32([share * SIZE, -0.5 * share * SIZE, 0.0])
    return raw


@pytest.mark.parametrize("speed_px", [0.0, 1.5])
def test_a_detector_that_goes_astray_for_a_moment_moves_nothing(speed_px: float) -> None:
    """A tenth of the face for 0.3 s, as a hand makes it, while the skin is seen all the time."""
    truth = [shifted(speed_px * i) for i in range(60)]
    plain = play(seen(truth), told(truth))
    led = play(astray(truth, range(30, 39)), told(truth))
    assert rms((led - plain)[30:, SKULL, :2]) < 0.002 * SIZE
    assert np.abs((led - plain)[30:, SKULL, :2]).max() < 0.01 * SIZE


def test_a_detector_that_insists_is_believed() -> None:
    truth = [HERE] * 150
    led = play(astray(truth, range(30, 150)), told(truth))
    off = (led - HERE)[:, SKULL, 0].mean(axis=1)
    assert abs(off[38]) < 0.01 * SIZE, "after a third of a second: not yet"
    assert off[-1] > 0.08 * SIZE, "after four seconds: yes"


def test_one_part_that_the_detector_sees_elsewhere_leaves_the_others_alone() -> None:
    truth = [HERE] * 60
    raw = seen(truth)
    brow = FACE_KEYPOINTS.part == FACE_KEYPOINTS.parts.index("brow left")
    wrong = [points.copy() for points in raw]
    for points in wrong[30:]:
        points[brow, 1] -= 0.02 * SIZE
    plain, led = play(raw, told(truth)), play(wrong, told(truth))
    assert np.abs((led - plain)[:, SKULL]).max() < 1e-3


def test_of_a_flow_that_is_not_sure_the_detector_has_the_last_word() -> None:
    """A surface that slips by 10 % of the face while it says itself that it may err by as much."""
    truth = [HERE] * 60
    slipped = [HERE] * 30 + [shifted(0.1 * SIZE)] * 30
    smooth = play(seen(truth), told(slipped, sure_px=0.1 * SIZE))
    assert rms((smooth - HERE)[45:, :, :2]) < 0.05 * SIZE


def test_a_lid_that_shuts_is_followed_within_two_frames() -> None:
    """The detector and the steps say so; the reference does not find an open lid on a shut eye."""
    lid = FACE_KEYPOINTS.part == FACE_KEYPOINTS.parts.index("upper lid left")
    shut = HERE.copy()
    shut[lid, 1] += 0.04 * SIZE
    truth = [HERE] * 40 + [shut] * 6
    flows = told(truth)
    for i in range(40, 46):
        flow = flows[i]
        assert flow is not None
        precision = flow.precision.copy()
        precision[np.isin(flow.part, FACE_KEYPOINTS.part[lid])] = 0.0
        flows[i] = replace(flow, precision=precision)
    smooth = play(seen(truth), flows)
    gone = (smooth[:, lid, 1] - HERE[lid, 1]).mean(axis=1) / (0.04 * SIZE)
    assert abs(gone[39]) < 0.1 and gone[41] > 0.8


@pytest.mark.parametrize("dt_ns", [8 * FRAME // 33, FRAME, 4 * FRAME])
def test_whatever_the_frame_rate_motion_is_followed(dt_ns: int) -> None:
    truth = [shifted(60.0 * np.sin(5.0 * i * dt_ns * 1e-9)) for i in range(60)]
    smooth = play(seen(truth), told(truth), dt_ns=dt_ns)
    assert rms((smooth - np.array(truth))[20:, :, :2]) < 1.5 * NOISE_PX


@pytest.mark.parametrize("t_ns, epoch", [(5 * FRAME, 0), (30 * FRAME, 1)], ids=["backwards", "new epoch"])
def test_time_that_runs_backwards_or_a_new_epoch_starts_afresh_also_with_a_flow(
    t_ns: int, epoch: int
) -> None:
    truth = [shifted(0.5 * i) for i in range(20)]
    state = SteadyState()
    flows = told(truth)
    for i, points in enumerate(seen(truth)):
        known = {0: flow} if (flow := flows[i]) is not None else {}
        _, state = stabilise(state, [track_of(points)], t_ns=i * FRAME, epoch=0, params=FLOW, flows=known)
    elsewhere = shifted(90.0)
    stale = flows[-1]
    assert stale is not None
    (track,), state = stabilise(
        state, [track_of(elsewhere)], t_ns=t_ns, epoch=epoch, params=FLOW, flows={0: stale}
    )
    np.testing.assert_array_equal(track.points, elsewhere)
    (track,), _ = stabilise(
        state, [track_of(elsewhere)], t_ns=t_ns + FRAME, epoch=epoch, params=FLOW, flows={0: stale}
    )
    # The old flow says nothing of the new place; at most its last step counts where a mouth may open.
    assert np.abs(track.points - elsewhere).max() < 0.5
    assert np.abs(track.points - elsewhere)[SKULL].max() < 1e-3


def test_a_held_track_waits_and_goes_on_where_the_flow_leads() -> None:
    truth = [shifted(2.0 * i) for i in range(60)]
    raw, flows = seen(truth), told(truth)
    state = SteadyState()
    smooth = []
    for i, points in enumerate(raw):
        held = 30 <= i < 34
        known = {} if held or (flow := flows[i]) is None else {0: flow}
        (track,), state = stabilise(
            state, [track_of(points, present=not held)], t_ns=i * FRAME, epoch=0, params=FLOW, flows=known
        )
        smooth.append(track.points)
    for i in range(30, 34):
        np.testing.assert_array_equal(smooth[i], smooth[29])
    assert rms((smooth[34] - truth[34])[SKULL, :2]) < 2.0 * NOISE_PX
    assert rms((smooth[40] - truth[40])[SKULL, :2]) < NOISE_PX


def test_a_foot_of_eight_points_is_steadied_too() -> None:
    here, keypoints = foot()
    shift = 60.0 * np.sin(2.0 * np.pi * np.arange(120) * FRAME * 1e-9)
    truth = [shifted(s, points=here) for s in shift]
    raw = seen(truth)
    smooth = play(raw, told(truth, keypoints=keypoints), keypoints=keypoints)
    assert smooth.shape == (120, 8, 3)
    error = (smooth - np.array(truth))[60:, :, :2]
    assert rms(error - error.mean(axis=0)) < NOISE_PX / 4.0


@pytest.mark.parametrize("scale", [0.2, 4.0])
def test_near_and_far_faces_are_fused_alike(scale: float) -> None:
    truth = [shifted(1.5 * i) for i in range(40)]
    raw = seen(truth)
    one = play(raw, told(truth))
    k = np.float32(scale)
    grown = play([k * p for p in raw], told([k * p for p in truth], sure_px=0.03 * scale))
    assert np.abs(grown / k - one)[..., :2].max() < 0.1


@settings(max_examples=40, deadline=None)
@given(
    gaps_ms=st.lists(st.integers(1, 5000), min_size=4, max_size=10),
    seed=st.integers(0, 9999),
)
def test_whatever_the_flow_says_points_are_numbers(gaps_ms: list[int], seed: int) -> None:
    """Wild faces, wild flows, certain or blind, of any reference: never NaN."""
    rng = np.random.default_rng(seed)
    state, t_ns = SteadyState(), 0
    known_times = [0]
    for gap_ms in gaps_ms:
        t_ns += gap_ms * 1_000_000
        here = face(float(rng.choice([1.0, 40.0, 300.0]))) * np.float32(rng.choice([0.0, 1.0, 1.0, 1.0]))
        raw = here + rng.normal(0.0, rng.choice([0.0, 1.0, 100.0]), (478, 3)).astype(np.float32)
        flow = flow_of(
            shifted(float(rng.uniform(-500.0, 500.0)), points=here),
            raw,
            here,
            FACE_KEYPOINTS,
            reference_ns=int(rng.choice(known_times)),
            sure_px=float(rng.choice([1e-3, 0.03, 50.0])),
            seed=seed,
        )
        seen_here = rng.random(len(flow.site)) < rng.choice([0.0, 0.1, 1.0])
        flow = replace(flow, precision=flow.precision * seen_here[:, None, None].astype(np.float32))
        flow = [flow, flow, blind(flow)][rng.integers(3)]
        (track,), state = stabilise(
            state,
            [track_of(raw.astype(np.float32))],
            t_ns=t_ns,
            epoch=0,
            params=FLOW,
            flows={0: flow} if rng.random() < 0.8 else {},
        )
        known_times.append(t_ns)
        assert np.isfinite(track.points).all()


def test_a_flow_without_a_site_is_no_flow() -> None:
    truth = [shifted(0.5 * i) for i in range(30)]
    raw, flows = seen(truth), told(truth)
    empty = [flow if flow is None or i < 15 else nobody(flow) for i, flow in enumerate(flows)]
    gone = [flow if i < 15 else None for i, flow in enumerate(flows)]
    np.testing.assert_array_equal(play(raw, empty), play(raw, gone))

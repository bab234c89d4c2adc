"""Points go where the surface under them goes, and nobody is sure of what was not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.face_parts import FACE_KEYPOINTS
from app.core.flow import Flow
from app.stages.carry import Carrier
from app.store.face_mesh import load_face_mesh

from .flows import flow_of

F32 = NDArray[np.float32]
SIZE = 200.0
LIPS = np.isin(FACE_KEYPOINTS.part, [FACE_KEYPOINTS.parts.index(p) for p in ("upper lip", "lower lip")])
LOWER_LIP = FACE_KEYPOINTS.part == FACE_KEYPOINTS.parts.index("lower lip")
SKULL = FACE_KEYPOINTS.part == FACE_KEYPOINTS.parts.index("skull")


def face() -> F32:
    points = load_face_mesh().vertices_mm * [1.0, -1.0, -1.0]
    scale = SIZE / float(np.ptp(points[:, :2], axis=0).mean())
    return (points * scale + [320.0, 240.0, 0.0]).astype(np.float32)


HERE = face()


def flow_to(now: F32) -> Flow:
    return flow_of(HERE, now, HERE, FACE_KEYPOINTS, reference_ns=0)


def carried(flow: Flow) -> tuple[F32, F32]:
    return Carrier.of(flow, HERE, FACE_KEYPOINTS, SIZE).carry(flow)


def gone(now: F32) -> F32:
    return (now - HERE)[:, :2]


def mouth_open() -> F32:
    """The lower lip goes 10 px down in its middle, and its corners stay."""
    now = HERE.copy()
    x = HERE[LOWER_LIP, 0] - HERE[LOWER_LIP, 0].mean()
    now[LOWER_LIP, 1] += 10.0 * (1.0 - (x / np.abs(x).max()) ** 2)
    return now


def test_a_shift_of_all_sites_carries_every_point_by_it() -> None:
    moved, variance = carried(flow_to(HERE + np.float32([12.5, -7.25, 0.0])))
    assert np.abs(moved - np.float32([12.5, -7.25])).max() < 0.02
    assert (variance > 0.0).all()


def test_no_motion_is_no_motion() -> None:
    moved, _ = carried(flow_to(HERE))
    assert np.abs(moved).max() < 1e-5


def test_a_turning_growing_head_carries_points_between_its_sites_too() -> None:
    centre = HERE.mean(axis=0)
    linear = np.array([[1.03, -0.08, 0.0], [0.08, 1.03, 0.0], [0.0, 0.0, 1.03]], np.float32)
    now = (HERE - centre) @ linear.T + centre
    now[:, 0] += 0.05 * (HERE[:, 2] - centre[2])  # and to the side: what is near goes further
    moved, _ = carried(flow_to(now))
    assert np.abs(moved - gone(now))[SKULL].max() < 0.0025 * SIZE
    assert np.abs(moved - gone(now)).max() < 0.005 * SIZE


def test_a_lower_lip_goes_by_itself() -> None:
    now = mouth_open()
    moved, _ = carried(flow_to(now))
    miss = np.linalg.norm(moved - gone(now), axis=1)[LOWER_LIP]
    assert np.median(miss) < 1.5
    assert np.abs(moved[SKULL]).max() < 0.5
    assert np.abs(moved[SKULL]).max() < 0.5


def test_a_twitch_of_one_site_leaves_what_is_far_alone() -> None:
    flow = flow_to(HERE)
    at = flow.at.copy()
    at[0] += np.float32([4.0, 0.0])
    moved, _ = carried(replace(flow, at=at))
    far = np.linalg.norm(HERE[:, :2] - flow.site[0], axis=1) > 0.6 * SIZE
    assert far.any() and np.abs(moved[far]).max() < 0.1


def test_where_no_site_is_seen_nobody_is_sure() -> None:
    """The lower half of the face is covered: what it does is the head's motion, as far as that may differ."""
    now = HERE + np.float32([5.0, 0.0, 0.0])
    flow = flow_to(now)
    precision = flow.precision.copy()
    precision[flow.site[:, 1] > np.median(HERE[:, 1])] = 0.0
    moved, variance = carried(replace(flow, precision=precision))
    _, with_all = carried(flow)
    assert (variance[LIPS] > 10.0 * with_all[LIPS]).all()
    upper = HERE[:, 1] < np.median(HERE[:, 1]) - 0.1 * SIZE
    assert np.median(variance[upper & SKULL] / with_all[upper & SKULL]) < 2.0
    assert np.abs(moved - np.float32([5.0, 0.0])).max() < 0.5


def test_where_nothing_is_seen_a_point_may_be_anywhere_that_it_is_free_to_go() -> None:
    flow = flow_to(HERE + np.float32([5.0, 0.0, 0.0]))
    moved, variance = carried(replace(flow, precision=np.zeros_like(flow.precision)))
    assert np.isfinite(moved).all()
    free2 = (FACE_KEYPOINTS.freedom * SIZE) ** 2
    assert (variance > 0.3 * free2 * np.minimum(1.0, free2 / (0.01 * SIZE) ** 2)).all()


def test_what_is_less_sure_carries_less() -> None:
    """Of two sites in one place that disagree, the surer one is heard."""
    flow = flow_to(HERE)
    lip = int(np.flatnonzero(np.isin(flow.part, FACE_KEYPOINTS.part[LOWER_LIP]))[0])
    at, precision = flow.at.copy(), flow.precision.copy()
    at[lip] += np.float32([0.0, 6.0])
    keypoint = int(np.argmin(np.linalg.norm(HERE[:, :2] - flow.site[lip], axis=1)))
    sure, _ = carried(replace(flow, at=at))
    precision[lip] *= 1e-6
    unsure, _ = carried(replace(flow, at=at, precision=precision))
    assert sure[keypoint, 1] > 4.0 * abs(unsure[keypoint, 1])


def test_an_edge_tells_only_what_goes_across_it() -> None:
    """Sites that know x and nothing of y: y is told by nobody, and their wrong word on it is not heard."""
    flow = flow_to(HERE + np.float32([3.0, 0.0, 0.0]))
    lips = np.isin(flow.part, np.unique(FACE_KEYPOINTS.part[LIPS]))
    at, precision = flow.at.copy(), flow.precision.copy()
    at[lips, 1] += 4.0
    precision[lips, 1, 1] *= 1e-5
    moved, _ = carried(replace(flow, at=at, precision=precision))
    assert np.abs(moved[LIPS, 1]).max() < 0.5
    assert np.abs(moved[LIPS, 0] - 3.0).max() < 0.5


@pytest.mark.parametrize("scale", [0.25, 4.0])
def test_near_and_far_subjects_are_carried_alike(scale: float) -> None:
    now = mouth_open()
    small, grown = np.float32(scale) * HERE, np.float32(scale) * now
    moved, variance = carried(flow_to(now))
    flow = flow_of(small, grown, small, FACE_KEYPOINTS, reference_ns=0, sure_px=0.03 * scale)
    scaled, wide = Carrier.of(flow, small, FACE_KEYPOINTS, SIZE * scale).carry(flow)
    assert np.abs(scaled / scale - moved).max() < 0.05
    assert np.allclose(wide / scale**2, variance, rtol=0.05)

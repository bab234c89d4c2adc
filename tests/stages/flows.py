"""Made-up flows: sites on a subject that go where a formula takes them, as exactly as they claim."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.flow import Flow
from app.core.keypoints import KeypointSet

F32 = NDArray[np.float32]
SURE_PX = 0.03


def sites_of(keypoints: KeypointSet) -> NDArray[np.intp]:
    """Some keypoints on the surface: many of those that move freely, as lips do, a few of the rest."""
    free = np.flatnonzero(keypoints.on_surface & (keypoints.freedom > 0.03))
    rest = np.flatnonzero(keypoints.on_surface & (keypoints.freedom <= 0.03))
    return np.concatenate([free[::2], rest[:: max(len(rest) // 50, 1)]])


def flow_of(
    reference: F32,
    now: F32,
    before: F32,
    keypoints: KeypointSet,
    *,
    reference_ns: int,
    sure_px: float = SURE_PX,
    seed: int | None = None,
) -> Flow:
    """What flow would say of true points (K, 3) that lay at `reference`, in the last frame at `before`.

    With a seed it errs as much as it says that it may; without it is exact.
    """
    rng = np.random.default_rng(seed)
    index, soft = sites_of(keypoints), np.flatnonzero(keypoints.soft)
    off = 0.0 if seed is None else sure_px
    precision = np.tile(np.eye(2, dtype=np.float32) / np.float32(sure_px**2), (len(index), 1, 1))
    step = (now - before)[soft, :2]
    return Flow(
        reference_ns,
        reference[index, :2],
        (now[index, :2] + off * rng.normal(size=(len(index), 2))).astype(np.float32),
        precision,
        keypoints.part[index],
        reference[index, 2],
        soft,
        (step + off * rng.normal(size=step.shape)).astype(np.float32),
        np.full(len(soft), (2.0 * sure_px) ** 2, np.float32),
    )


def blind(flow: Flow) -> Flow:
    """The same where nothing is seen."""
    return Flow(
        flow.reference_ns,
        flow.site,
        flow.at,
        np.zeros_like(flow.precision),
        flow.part,
        flow.depth,
        flow.stepped,
        flow.step,
        np.full(len(flow.stepped), 1e6, np.float32),
    )


def nobody(flow: Flow) -> Flow:
    """The same of a subject without a site or a soft point."""
    return Flow(
        flow.reference_ns,
        flow.site[:0],
        flow.at[:0],
        flow.precision[:0],
        flow.part[:0],
        flow.depth[:0],
        flow.stepped[:0],
        flow.step[:0],
        flow.step_variance[:0],
    )

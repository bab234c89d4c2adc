"""Where a surface carries the points that lie on it, from what was measured at some sites of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.flow import Flow
from ..core.keypoints import KeypointSet
from ..core.shared_motion import OFF, motion_basis, shared_motion, trust_of

F32 = NDArray[np.float32]

# How far the word of a site reaches, as a share of the subject's size: in its own part, and in the others.
REACH, REACH_ACROSS = 0.12, 0.04
# How differently two points of a part move for each px between them, against the square of how free it is:
# skin some thousandths of a px, the chin half a px, a lip, which bends as one piece, a tenth. And how exactly
# a site is usually measured, as a share of size.
_STRAIN, _STRAIN_SOFT, _MEASURED = 250.0, 30.0, 0.001
# Deformed by less than this share of size, a part is nearly at rest and what lies between its sites is, too.
_AT_REST = 0.010
# Steps of a soft part are alike over this share of size; shapes that add less than this to how one point
# steps are left out.
_SMOOTH, _FAINT = 0.09, 0.02
# No site is surer of its neighbourhood than this share: what lies between two sites is not measured.
_BETWEEN = 0.0007


@dataclass(frozen=True, slots=True, eq=False)
class Carrier:
    """What stays the same as long as a flow's sites do: `near` (K, m), how much each site's word counts at
    each point, the bases of the shared motion at sites and points, `stiff` (K,), how strongly a point is held
    to the shared motion, 1/px². `soft` (s,) are the keypoints that step from frame to frame, `bends` (s, r)
    the smooth shapes in which they do, and `stepped` those (f,) of them whose step is measured."""

    reference_ns: int
    near: F32
    around: F32
    site_basis: F32
    point_basis: F32
    stiff: F32
    soft: NDArray[np.intp]
    bends: F32
    stepped: NDArray[np.intp]
    size_px: float

    @classmethod
    def of(cls, flow: Flow, points: F32, keypoints: KeypointSet, size_px: float) -> Carrier:
        """For points (K, 3) as they lay in the reference frame, px."""
        centre = flow.site.mean(axis=0)
        place = points[:, :2]
        apart2 = ((place[:, None] - flow.site[None]) ** 2).sum(axis=2) / np.float32(size_px**2)
        own = keypoints.part[:, None] == flow.part[None]
        reach = np.where(own, np.float32(REACH), np.float32(REACH_ACROSS))
        freedom_px = keypoints.freedom.astype(np.float32) * np.float32(size_px)
        strain = np.where(keypoints.soft, _STRAIN_SOFT, _STRAIN) * keypoints.freedom**2
        around = np.exp(np.float32(-0.5) * apart2 / reach**2)
        # A lip says nothing of the other one, however close they lie: they come apart.
        on_soft = np.isin(flow.part, keypoints.part[keypoints.soft])
        around *= own | ~(keypoints.soft[:, None] & on_soft)
        soft = np.flatnonzero(keypoints.soft)
        near = around / (1.0 + (strain.astype(np.float32)[:, None] / np.float32(_MEASURED)) ** 2 * apart2)
        return cls(
            flow.reference_ns,
            near.astype(np.float32),
            around.astype(np.float32),
            motion_basis(flow.site, flow.depth, centre, size_px),
            motion_basis(place, points[:, 2], centre, size_px),
            freedom_px**-2,
            soft,
            _bends(place[soft] / np.float32(size_px), keypoints.part[soft]),
            np.searchsorted(soft, flow.stepped),
            size_px,
        )

    def carry(self, flow: Flow) -> tuple[F32, F32]:
        """How far each point has been carried since the reference frame, (K, 2) px, and the variance of
        that, (K,) px²: the shared motion, and on top what the sites nearby do besides, each by its
        precision."""
        step = flow.at - flow.site
        xx, xy, yy = flow.precision[:, 0, 0], flow.precision[:, 0, 1], flow.precision[:, 1, 1]
        trust = trust_of(flow.precision)
        # A site is no surer than its neighbourhood is even: shrink what it claims, in proportion.
        least = np.float32((_BETWEEN * self.size_px) ** 2)
        shrink = 1.0 / (1.0 + least * np.maximum(xx, yy))
        motion = shared_motion(self.site_basis, step, trust * shrink, OFF * self.size_px)
        rest = step - self.site_basis @ motion
        a, b, d = xx * shrink, xy * shrink, yy * shrink
        moved2 = np.einsum("ij,ij->i", rest, rest)
        told = np.stack(
            [
                a,
                b,
                d,
                a * rest[:, 0] + b * rest[:, 1],
                b * rest[:, 0] + d * rest[:, 1],
            ],
            axis=1,
        )
        a, b, d, e, f = (self.near @ told).T
        weight = trust * shrink
        heard, stirred = (self.around @ np.stack([weight, weight * moved2], axis=1)).T
        # Where nobody says anything a point may have moved by as much as it is free to.
        stirred = (stirred + 1.0) / (heard + self.stiff)
        a = a + self.stiff
        d = d + self.stiff
        determinant = a * d - b * b
        local = np.stack([d * e - b * f, a * f - b * e], axis=1) / determinant[:, None]
        variance = np.float32(0.5) * (a + d) / determinant
        variance *= stirred / (stirred + np.float32((_AT_REST * self.size_px) ** 2))
        return self.point_basis @ motion + local, variance


def _bends(place: F32, part: NDArray[np.int64]) -> F32:
    """(s, r): how soft points at `place` (s, 2), in sizes, step together, as shapes whose shares are equally
    likely. Points of one part step alike the nearer they are."""
    apart2 = ((place[:, None] - place[None]) ** 2).sum(axis=2)
    alike = np.exp(apart2 / np.float32(-2.0 * _SMOOTH**2)) * (part[:, None] == part[None])
    strength, shape = np.linalg.eigh(alike)
    heard = strength > _FAINT
    return np.asarray(shape[:, heard] * np.sqrt(strength[heard]), np.float32)

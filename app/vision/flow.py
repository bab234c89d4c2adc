"""How the surface of a subject moves in the picture, to some hundredths of a pixel.

Small patches of a reference frame are found again in each new one. Each is laid into the new picture with the
subject's own turn, scale and shear, so one reference serves for long, and while it does nothing adds up: a
face that holds still has no drift. What is covered does not match its patch and says nothing; it is found
again when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.flow import Flow
from ..core.frame import Frame
from ..core.keypoints import KeypointSet
from .crowd import Crowd
from .patches import PATCH_PX, Patches, Picture, cut
from .patches import step as find
from .steps import Strip, follow_steps, to_follow

F32 = NDArray[np.float32]

# Before the fine picture the coarse one bridges some pixels.
_COARSE_STEPS, _FINE_STEPS = 1, 2
# At most so many sites: one in each cell of this share of the subject's size.
_CELL, _FREE_CELL, _FREE = 0.075, 0.045, 0.03
_MOST_SITES, _LEAST_SITES = 80, 6
# The picture's own trembling, in grey levels, below which no residual is believed to be.
_LEAST_NOISE = 1.0
# Residuals of neighbouring pixels are alike, so a patch knows less than its number of pixels says.
_ALIKE = 4.0
_LEAST_CORRELATION = 0.8
# A site with less texture than this (grey levels per px, rms along its weaker direction) is not worth it.
_LEAST_TEXTURE = 1.0
# A patch lies no further than this share of the subject's size from where it is expected, and not much
# further from where the detector puts it, which may be wrong for a while: behind a hand, say.
_REACH, _FAR = 0.015, 0.1
# Further than this share from the sites that are seen, the detector is wrong.
_ASTRAY = 0.025
# Where the detector leaps by more than this share, going on as before is tried, too.
_LEAP = 0.012
# So far beside the rim of a mouth a window lies, px of the picture looked at: half of it, and the blur.
_OFF_RIM_PX = 8.0
# A reference is replaced when its surface has turned, grown or sheared by more than this.
_MOST_CHANGE = 0.1
# With less than this share of it found, for so many frames in a row: something may be passing over it.
_MOSTLY, _WAIT = 0.6, 3
# Less than this share of it found for so many frames, and the subject is not what it was.
_LEAST_FOUND, _PATIENCE = 0.5, 15
# Less than this share tells nothing of the subject's turn.
_HARDLY_ANY = 0.35
_AT_REST = np.eye(2, 3, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    """The frame that sites were chosen in. `solver` (3, K) takes the points of another frame to the motion
    since; `followed` (f,) keypoints step besides, each looked at towards the one `inward` (f,)."""

    t_ns: int
    points: F32
    solver: F32
    keypoint: NDArray[np.intp]
    site: F32
    part: NDArray[np.int64]
    fine: Patches
    coarse: Patches
    crowd: Crowd
    depth: F32
    px: float
    followed: NDArray[np.intp]
    inward: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Subject:
    """One subject in the last frame.

    `points` (K, 3) of the detector, `at` (m, 2) px where the sites were and `drift` (2,) how far most of them
    had come there, its `strip`, and for how many frames in a row most of it has been `lost` from sight and
    the reference `outlived`.
    """

    reference: _Reference
    points: F32
    at: F32
    strip: Strip
    drift: F32
    lost: int
    outlived: int


class FlowMeter:
    """Follows the surface of every subject from frame to frame; use it from one thread."""

    def __init__(self) -> None:
        self._subjects: dict[int, _Subject] = {}

    def measure(self, frame: Frame, found: Mapping[int, F32], keypoints: KeypointSet) -> Mapping[int, Flow]:
        """The flow of each subject found in the frame, by id; none for one that is new.

        `found` holds the detector's points (K, 3), x and y in picture px. Who is not in it is remembered for
        a while.
        """
        flows: dict[int, Flow] = {}
        subjects: dict[int, _Subject] = {}
        for subject_id, points in found.items():
            before = self._subjects.get(subject_id)
            picture = Picture(frame.rgb, points[:, :2], before.reference.px if before is not None else None)
            if not picture.usable:
                continue
            if before is not None:
                flow, turned = _follow(before, picture, points)
                flows[subject_id] = flow
                seen = np.count_nonzero(flow.precision[:, 0, 0] > 0.0)
                lost = before.lost + 1 if seen < _LEAST_FOUND * len(flow.at) else 0
                outlived = before.outlived + 1 if turned else 0
                over = turned and (seen >= _MOSTLY * len(flow.at) or outlived > _WAIT)
                if lost < _PATIENCE and not over and picture.suits:
                    drift = _middle(flow.at - before.at)
                    subjects[subject_id] = _Subject(
                        before.reference, points, flow.at, picture.strip, drift, lost, outlived
                    )
                    continue
                if not picture.suits:
                    picture = Picture(frame.rgb, points[:, :2])
                    if not picture.usable:
                        continue
            reference = _reference(picture, points, keypoints, frame.t_ns)
            if reference is not None:
                still = np.zeros(2, np.float32)
                subjects[subject_id] = _Subject(reference, points, reference.site, picture.strip, still, 0, 0)
        for subject_id, before in self._subjects.items():
            if subject_id not in found and before.lost < _PATIENCE:
                subjects[subject_id] = replace(before, lost=before.lost + 1)
        self._subjects = subjects
        return flows


def _follow(before: _Subject, picture: Picture, points: F32) -> tuple[Flow, bool]:
    """Where the reference's sites are now, and whether the subject has turned, grown or sheared too far
    for it."""
    reference = before.reference
    motion = (reference.solver @ points[:, :2]).T
    linear = motion[:, :2]
    # The detector's own points say roughly how far each site has gone, also where a lip leaves the rest.
    own = points[reference.keypoint, :2]
    expected = _expected(before, picture, own, linear)
    detected = reference.site + own - reference.points[reference.keypoint, :2]
    at, patches = expected, reference.coarse
    for _ in range(_COARSE_STEPS):
        at, error, shared = find(patches, picture, True, at, linear)
    patches = reference.fine
    for _ in range(_FINE_STEPS):
        at, error, shared = find(patches, picture, False, at, linear)
    strayed = np.maximum(_longer_side(at - expected), np.float32(_FAR) * _longer_side(at - detected))
    seen = (shared > _LEAST_CORRELATION) & (strayed < _REACH * picture.size_px) & picture.holds(at)
    # What a patch knows, from the reference's px to the picture's.
    weight = seen / (_ALIKE * np.maximum(error, np.float32(_LEAST_NOISE**2)))
    precision = ((patches.hessian * weight[:, None]) @ _in_picture(linear)).reshape(-1, 2, 2)
    precision *= reference.crowd.belief(at - reference.site, precision)[:, None, None]
    found = precision[:, 0, 0] > 0.0
    at = np.where(found[:, None], at, detected)
    drift = _middle(at - before.at)
    followed = reference.followed
    start, end = (_off_rims(reference, p, picture.px) for p in (before.points, points))
    step, step_variance = follow_steps(before.strip, picture.strip, start, end, drift, picture.size_px)
    flow = Flow(
        reference.t_ns,
        reference.site,
        at.astype(np.float32, copy=False),
        precision.astype(np.float32, copy=False),
        reference.part,
        reference.depth,
        followed,
        step,
        step_variance,
    )
    change = float(np.abs(motion - _AT_REST).max())
    if change <= _MOST_CHANGE or np.count_nonzero(found) < _HARDLY_ANY * len(found):
        return flow, False
    # The detector says how far the surface has turned, by its depths, unless it says otherwise than what is
    # seen: then something lies over the subject, and that is no turn.
    astray = np.median(_longer_side(at - detected)[found])
    return flow, bool(astray < _ASTRAY * picture.size_px)


def _off_rims(reference: _Reference, points: F32, px: float) -> F32:
    """The followed ones (f, 3) of the points (K, 3), those at the rim of what opens so far beside it that a
    window shows the surface alone: that moves, and what is bared does not."""
    off = points[reference.followed]
    away = points[reference.inward, :2] - off[:, :2]
    far = np.sqrt(np.einsum("ij,ij->i", away, away))[:, None]
    off[:, :2] += away * np.minimum(np.float32(_OFF_RIM_PX * px) / np.maximum(far, np.float32(1e-6)), 1.0)
    return off


def _expected(before: _Subject, picture: Picture, own: F32, linear: F32) -> F32:
    """Where to look for the sites, (m, 2) px.

    As far along as the detector's own points `own` (m, 2) have gone, also where a lip leaves the rest; or on
    as before, where the detector has leapt and the picture has not.
    """
    reference = before.reference
    told = before.at + own - before.points[reference.keypoint, :2]
    as_before = before.at + before.drift
    leapt = _longer_side(told - as_before) > np.float32(_LEAP * picture.size_px)
    if 2 * np.count_nonzero(leapt) < len(leapt):
        return told
    fits = [find(reference.coarse, picture, True, at, linear)[2] for at in (told, as_before)]
    return told if np.median(fits[0]) >= np.median(fits[1]) else as_before


def _longer_side(apart: F32) -> F32:
    """(m,) of (m, 2)."""
    apart = np.abs(apart)
    return np.maximum(apart[:, 0], apart[:, 1])


def _middle(steps: F32) -> F32:
    """(2,): the (upper) medians of (m, 2), a tenth of np.median's time on so few."""
    half = len(steps) // 2
    return np.asarray(np.partition(steps, half, axis=0)[half])


def _solver(points: F32) -> F32:
    """(3, K): times the points of another frame, how x, y there change with x, y and depth here; least
    squares."""
    about = points - points.mean(axis=0)
    gram = about.T @ about
    gram[2, 2] += np.float32(0.01) * np.trace(gram)
    return np.asarray(np.linalg.solve(gram, about.T), np.float32)


def _in_picture(linear: F32) -> F32:
    """(3, 4): takes hessians (m, 3) of patches to the picture in which they lie turned by `linear` (2, 2), as
    matrices."""
    (a, b), (c, d) = linear.astype(np.float64).tolist()
    scale = 1.0 / (a * d - b * c)
    a, b, c, d = d * scale, -b * scale, -c * scale, a * scale
    return np.array(
        [
            [a * a, a * b, a * b, b * b],
            [2.0 * a * c, a * d + b * c, a * d + b * c, 2.0 * b * d],
            [c * c, c * d, c * d, d * d],
        ],
        np.float32,
    )


def _reference(picture: Picture, points: F32, keypoints: KeypointSet, t_ns: int) -> _Reference | None:
    """A new reference: in each cell of the subject the site with the most texture."""
    keypoint = _candidates(points, keypoints, 0.6 * PATCH_PX * picture.px)
    site = points[keypoint, :2]
    inside = picture.holds(site)
    keypoint, site = keypoint[inside], site[inside]
    if not len(site):
        return None
    part = keypoints.part[keypoint]
    fine = cut(picture, site, coarse=False)
    xx, xy, yy = fine.hessian.T
    weaker = 0.5 * (xx + yy - np.sqrt((xx - yy) ** 2 + 4.0 * xy**2))
    texture = np.sqrt(np.maximum(weaker, 0.0) / fine.offset.shape[1])
    width = np.where(keypoints.freedom[keypoint] > _FREE, _FREE_CELL, _CELL) * picture.size_px
    cell = np.floor((site - site.min(axis=0)) / width[:, None]).astype(np.int64)
    key = (part * 1000 + cell[:, 0]) * 1000 + cell[:, 1]
    order = np.lexsort((-texture, key))
    first = np.append(True, key[order][1:] != key[order][:-1])
    chosen = order[first]
    chosen = chosen[texture[chosen] > _LEAST_TEXTURE]
    # The free parts first: the others are told by the motion of the whole besides.
    held = keypoints.freedom[keypoint[chosen]] <= _FREE
    chosen = chosen[np.lexsort((-texture[chosen], held))[:_MOST_SITES]]
    if len(chosen) < _LEAST_SITES:
        return None
    site = np.ascontiguousarray(site[chosen])
    coarse = cut(picture, site, coarse=True)
    keypoint = keypoint[chosen]
    crowd = Crowd.of(site, points[keypoint, 2], part[chosen], keypoints.freedom[keypoint], picture.size_px)
    followed = to_follow(points, keypoints, picture.size_px)
    inward = np.arange(len(points))
    if keypoints.rims:
        rim, inner = np.array(keypoints.rims).T
        inward[rim] = inner
    return _Reference(
        t_ns,
        points.copy(),
        _solver(points),
        keypoint,
        site,
        part[chosen],
        fine[chosen],
        coarse,
        crowd,
        points[keypoint, 2],
        picture.px,
        followed,
        inward[followed],
    )


def _candidates(points: F32, keypoints: KeypointSet, least_px: float) -> NDArray[np.intp]:
    """The keypoints whose surroundings move with them."""
    index = np.flatnonzero(keypoints.on_surface)
    edge = points[~keypoints.on_surface, :2]
    if len(edge):
        apart2 = ((points[index, None, :2] - edge[None]) ** 2).sum(axis=2).min(axis=1)
        index = index[apart2 > least_px**2]
    return index

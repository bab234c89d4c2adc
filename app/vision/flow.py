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
from .steps import Strip, follow_steps

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
# A reference is replaced when its surface has turned, grown or sheared by more than this.
_MOST_CHANGE = 0.12
# Less than this share of it found for so many frames, and the subject is not what it was.
_LEAST_FOUND, _PATIENCE = 0.5, 15
# Less than this share tells nothing of the subject's turn.
_HARDLY_ANY = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    t_ns: int
    points: F32
    keypoint: NDArray[np.intp]
    site: F32
    part: NDArray[np.int64]
    px: float
    fine: Patches
    coarse: Patches
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class _Subject:
    """One subject in the last frame.

    `points` (K, 3) of the detector, `at` (m, 2) px where the sites were and `last_step` (m, 2) how they had
    come there, its `strip`, and for how many frames in a row most of it has been `lost` from sight.
    """

    reference: _Reference
    points: F32
    at: F32
    strip: Strip
    last_step: F32
    lost: int


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
        soft = np.flatnonzero(keypoints.soft)
        for subject_id, points in found.items():
            before = self._subjects.get(subject_id)
            picture = Picture(frame.rgb, points[:, :2], before.reference.px if before is not None else None)
            if not picture.usable:
                continue
            if before is not None:
                flow, outlived = _follow(before, picture, points, soft)
                flows[subject_id] = flow
                seen = float(np.mean(flow.precision[:, 0, 0] > 0.0))
                lost = before.lost + 1 if seen < _LEAST_FOUND else 0
                if lost < _PATIENCE and not outlived and picture.suits:
                    subjects[subject_id] = _Subject(
                        before.reference, points, flow.at, picture.strip, flow.at - before.at, lost
                    )
                    continue
                if not picture.suits:
                    picture = Picture(frame.rgb, points[:, :2])
                    if not picture.usable:
                        continue
            reference = _reference(picture, points, keypoints, frame.t_ns)
            if reference is not None:
                still = np.zeros_like(reference.site)
                subjects[subject_id] = _Subject(reference, points, reference.site, picture.strip, still, 0)
        for subject_id, before in self._subjects.items():
            if subject_id not in found and before.lost < _PATIENCE:
                subjects[subject_id] = replace(before, lost=before.lost + 1)
        self._subjects = subjects
        return flows


def _follow(before: _Subject, picture: Picture, points: F32, soft: NDArray[np.intp]) -> tuple[Flow, bool]:
    """Where the reference's sites are now, and whether it has outlived itself: turned, grown or sheared too
    far."""
    reference = before.reference
    motion = _motion(reference.points, points)
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
    strayed = np.maximum(np.abs(at - expected).max(axis=1), _FAR * np.abs(at - detected).max(axis=1))
    inside = ((at > picture.low) & (at < picture.high)).all(axis=1)
    seen = inside & (shared > _LEAST_CORRELATION) & (strayed < _REACH * picture.size_px)
    # What a patch knows, from the reference's px to the picture's.
    weight = seen / (_ALIKE * np.maximum(error, _LEAST_NOISE**2))
    xx, xy, yy = (patches.hessian * weight[:, None]).T
    inverse = np.linalg.inv(linear)
    precision = inverse.T @ np.stack([xx, xy, xy, yy], axis=1).reshape(-1, 2, 2) @ inverse
    precision *= reference.crowd.belief(at - reference.site, precision)[:, None, None]
    at = np.where((precision[:, 0, 0] > 0.0)[:, None], at, detected)
    step, step_variance = follow_steps(
        before.strip, picture.strip, before.points[soft], points[soft], picture.size_px
    )
    flow = Flow(
        reference.t_ns,
        reference.site,
        at.astype(np.float32),
        precision.astype(np.float32),
        reference.part,
        reference.points[reference.keypoint, 2],
        soft,
        step,
        step_variance,
    )
    # The detector says how far the surface has turned, by its depths, unless it says otherwise than what is
    # seen: then something lies over the subject, and that is no turn.
    found = precision[:, 0, 0] > 0.0
    if np.mean(found) < _HARDLY_ANY:
        return flow, False
    astray = np.median(np.abs(at - detected)[found].max(axis=1))
    change = float(np.abs(motion - np.eye(2, 3, dtype=np.float32)).max())
    return flow, bool(change > _MOST_CHANGE and astray < _ASTRAY * picture.size_px)


def _expected(before: _Subject, picture: Picture, own: F32, linear: F32) -> F32:
    """Where to look for the sites, (m, 2) px.

    As far along as the detector's own points `own` (m, 2) have gone, also where a lip leaves the rest; or on
    as before, where the detector has leapt and the picture has not.
    """
    reference = before.reference
    told = before.at + own - before.points[reference.keypoint, :2]
    as_before = (before.at + np.median(before.last_step, axis=0)).astype(np.float32)
    if np.median(np.abs(told - as_before).max(axis=1)) < _LEAP * picture.size_px:
        return told
    fits = [find(reference.coarse, picture, True, at, linear)[2] for at in (told, as_before)]
    return told if np.median(fits[0]) >= np.median(fits[1]) else as_before


def _motion(before: F32, now: F32) -> F32:
    """(2, 3): how x, y now change with x, y and depth before; least squares over all points."""
    a, b = before - before.mean(axis=0), now[:, :2] - now[:, :2].mean(axis=0)
    gram = a.T @ a
    gram[2, 2] += np.float32(0.01) * np.trace(gram)
    return np.asarray(np.linalg.solve(gram, a.T @ b).T, np.float32)


def _reference(picture: Picture, points: F32, keypoints: KeypointSet, t_ns: int) -> _Reference | None:
    """A new reference: in each cell of the subject the site with the most texture."""
    keypoint = _candidates(points, keypoints, 0.6 * PATCH_PX * picture.px)
    site = points[keypoint, :2]
    inside = ((site > picture.low) & (site < picture.high)).all(axis=1)
    keypoint, site = keypoint[inside], site[inside]
    if not len(site):
        return None
    part = keypoints.part[keypoint]
    fine = cut(picture, site, coarse=False)
    xx, xy, yy = fine.hessian.T
    weaker = 0.5 * (xx + yy - np.sqrt((xx - yy) ** 2 + 4.0 * xy**2))
    texture = np.sqrt(np.maximum(weaker, 0.0) / fine.value.shape[1])
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
    return _Reference(
        t_ns, points.copy(), keypoint, site, part[chosen], picture.px, fine[chosen], coarse, crowd
    )


def _candidates(points: F32, keypoints: KeypointSet, least_px: float) -> NDArray[np.intp]:
    """The keypoints whose surroundings move with them."""
    index = np.flatnonzero(keypoints.on_surface)
    edge = points[~keypoints.on_surface, :2]
    if len(edge):
        apart2 = ((points[index, None, :2] - edge[None]) ** 2).sum(axis=2).min(axis=1)
        index = index[apart2 > least_px**2]
    return index

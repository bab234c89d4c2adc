"""How the surface of a subject moves in the picture, to some hundredths of a pixel.

Small patches of a reference frame are found again in each new one by inverse compositional Gauss-Newton (Baker
and Matthews 2004) on brightness with its mean and gain taken out, so that neither a cloud nor the camera's
exposure counts as motion. Each patch is laid into the new picture with the subject's own turn, scale and shear,
so one reference serves for long, and while it does nothing adds up: a face that holds still has no drift. What
is covered does not match its patch and says nothing; it is found again when it comes back.
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
from .cv import cv2
from .steps import Strip, follow_steps

F32 = NDArray[np.float32]

# A patch is this wide at a face of usual size; larger faces are looked at in a coarser picture.
_PATCH_PX = 11
_COARSEST_FACE_PX = 420.0
_SMOOTH_PX = 0.8
_CELL_PX = 8
# Before that, patches with fewer and wider spaced samples in a coarser picture bridge some pixels.
_COARSE_PATCH_PX, _COARSE_SPACING = 7, 4.0
_COARSE_STEPS, _FINE_STEPS = 2, 2
# At most so many sites: one in each cell of this share of the subject's size.
_CELL, _FREE_CELL, _FREE = 0.075, 0.045, 0.03
_MOST_SITES, _LEAST_SITES = 100, 6
# The picture's own trembling, in grey levels, below which no residual is believed to be.
_LEAST_NOISE = 1.0
# Residuals of neighbouring pixels are alike, so a patch knows less than its number of pixels says.
_ALIKE = 4.0
_LEAST_CORRELATION = 0.8
# A site with less texture than this (grey levels per px, rms along its weaker direction) is not worth following.
_LEAST_TEXTURE = 1.0
# A patch lies no further than this share of the subject's size from where it is expected, and not much further from
# where the detector puts it, which may be wrong for a while: behind a hand, say.
_REACH, _FAR = 0.015, 0.1
# Further than this share from the sites that are seen, the detector is wrong.
_ASTRAY = 0.025
# Where the detector leaps by more than this share, going on as before is tried, too.
_LEAP = 0.012
# A reference is replaced when its surface has turned, grown or sheared by more than this and still this share of its
# sites are found.
_MOST_CHANGE = 0.12
_LEAST_FOUND = 0.5
# Less than that for so many frames, and the subject is not what it was: a new reference.
_PATIENCE = 15
# And less than this tells nothing of the subject's turn.
_HARDLY_ANY = 0.35
_MARGIN = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class _Patches:
    """What is looked for around each of m sites, at one resolution.

    `value` (m, n) and its slopes `dx`, `dy` (m, n) per picture px, with what mean and gain explain taken out;
    `energy` (m,); `hessian` (m, 3) as xx, xy, yy and its `determinant` (m,); `offset_x`, `offset_y` (n,) px.
    """

    value: F32
    dx: F32
    dy: F32
    energy: F32
    hessian: F32
    determinant: F32
    offset_x: F32
    offset_y: F32

    def __getitem__(self, chosen: NDArray[np.intp]) -> _Patches:
        own = (self.value, self.dx, self.dy, self.energy, self.hessian, self.determinant)
        return _Patches(*(values[chosen] for values in own), self.offset_x, self.offset_y)


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    t_ns: int
    points: F32
    keypoint: NDArray[np.intp]
    site: F32
    part: NDArray[np.int64]
    fine: _Patches
    coarse: _Patches
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class _Subject:
    """`points` (K, 3) of the detector and where the sites were (m, 2) in the last frame, how they had come there
    (m, 2), and for how many frames hardly any has been seen."""

    reference: _Reference
    points: F32
    at: F32
    strip: Strip
    last_step: F32
    lost: int


class _Picture:
    """The grey picture around one subject, fine and coarse. Places are px of the whole picture."""

    def __init__(self, rgb: NDArray[np.uint8], points: F32) -> None:
        low, high = points.min(axis=0), points.max(axis=0)
        self.size_px = float((high - low).mean())
        self.px = 1.0
        while self.size_px / self.px > _COARSEST_FACE_PX:
            self.px *= 2.0
        margin = _MARGIN * self.size_px + 2 * _PATCH_PX * self.px
        height, width = rgb.shape[:2]
        # Whole cells, so that pictures of neighbouring frames lie on one grid.
        left, top = (int(max(0.0, v - margin)) // _CELL_PX * _CELL_PX for v in low)
        right, bottom = int(min(width, high[0] + margin)), int(min(height, high[1] + margin))
        right, bottom = (
            low_px + (far - low_px) // _CELL_PX * _CELL_PX for low_px, far in ((left, right), (top, bottom))
        )
        least = 4 * _PATCH_PX * self.px
        self.usable = right - left > least and bottom - top > least
        if not self.usable:
            return
        grey = cv2.cvtColor(rgb[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
        if self.px > 1.0:
            size = (round((right - left) / self.px), round((bottom - top) / self.px))
            grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        # Bilinear sampling blurs by where it falls between the pixels; in a picture that is smooth it does not.
        grey = cv2.GaussianBlur(grey, (5, 5), _SMOOTH_PX)
        self.strip = Strip(grey, left, top, self.px)
        self.fine = grey.astype(np.float32)
        self.coarse = cv2.pyrDown(cv2.GaussianBlur(grey, (5, 5), 1.2)).astype(np.float32)
        self._left, self._top = left, top
        border = _PATCH_PX * self.px
        self.low = np.array([left + border, top + border], np.float32)
        self.high = np.array([right - border, bottom - border], np.float32)

    def sample(self, coarse: bool, x: F32, y: F32) -> F32:
        """Values at places of the whole picture; x and y are (m, n) and used up."""
        # pyrDown keeps the middle of the first pixel where it was; cv2 counts from there.
        px = self.px * (2.0 if coarse else 1.0)
        first = 0.5 * self.px
        x -= np.float32(self._left + first)
        y -= np.float32(self._top + first)
        if px != 1.0:
            x *= np.float32(1.0 / px)
            y *= np.float32(1.0 / px)
        picture = self.coarse if coarse else self.fine
        return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


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
            picture = _Picture(frame.rgb, points[:, :2])
            if not picture.usable:
                continue
            before = self._subjects.get(subject_id)
            if before is not None:
                flow, outlived = _follow(before, picture, points, soft)
                flows[subject_id] = flow
                seen = float(np.mean(flow.precision[:, 0, 0] > 0.0))
                lost = before.lost + 1 if seen < _LEAST_FOUND else 0
                if lost < _PATIENCE and not outlived:
                    subjects[subject_id] = _Subject(
                        before.reference, points, flow.at, picture.strip, flow.at - before.at, lost
                    )
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


def _follow(before: _Subject, picture: _Picture, points: F32, soft: NDArray[np.intp]) -> tuple[Flow, bool]:
    """Where the reference's sites are now, and whether the surface has turned, grown or sheared too much for it."""
    reference = before.reference
    motion = _motion(reference.points, points)
    linear = motion[:, :2]
    # The detector's own points say roughly how far each site has gone, also where a lip leaves the rest.
    own = points[reference.keypoint, :2]
    expected = _expected(before, picture, own, linear)
    detected = reference.site + own - reference.points[reference.keypoint, :2]
    at, patches = expected, reference.coarse
    for _ in range(_COARSE_STEPS):
        at, error, shared = _step(patches, picture, True, at, linear)
    patches = reference.fine
    for _ in range(_FINE_STEPS):
        at, error, shared = _step(patches, picture, False, at, linear)
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
    # The detector says how far the surface has turned, by its depths, unless it says otherwise than what is seen: then
    # something lies over the subject, and that is no turn.
    found = precision[:, 0, 0] > 0.0
    if np.mean(found) < _HARDLY_ANY:
        return flow, False
    astray = np.median(np.abs(at - detected)[found].max(axis=1))
    change = float(np.abs(motion - np.eye(2, 3, dtype=np.float32)).max())
    return flow, bool(change > _MOST_CHANGE and astray < _ASTRAY * picture.size_px)


def _expected(before: _Subject, picture: _Picture, own: F32, linear: F32) -> F32:
    """Where to look for the sites (m, 2): as far along as the detector's own points `own` (m, 2) have gone, also
    where a lip leaves the rest; or as before, where the detector has leapt and the picture has not."""
    reference = before.reference
    told = before.at + own - before.points[reference.keypoint, :2]
    as_before = before.at + np.median(before.last_step, axis=0)
    if np.median(np.abs(told - as_before).max(axis=1)) < _LEAP * picture.size_px:
        return told
    fits = [_step(reference.coarse, picture, True, at, linear)[2] for at in (told, as_before)]
    return told if np.median(fits[0]) >= np.median(fits[1]) else as_before


def _step(patches: _Patches, picture: _Picture, coarse: bool, at: F32, linear: F32) -> tuple[F32, F32, F32]:
    """One Gauss-Newton step: new places (m, 2), mean squared error (m,) in grey levels² and correlation (m,)."""
    (a, b), (c, d) = linear
    along_x = a * patches.offset_x + b * patches.offset_y
    along_y = c * patches.offset_x + d * patches.offset_y
    value = picture.sample(coarse, at[:, :1] + along_x, at[:, 1:] + along_y)
    value -= value.mean(axis=1, keepdims=True)
    power = np.einsum("mn,mn->m", value, value)
    shared = np.einsum("mn,mn->m", value, patches.value)
    gain = np.maximum(shared / patches.energy, np.float32(0.1))
    # The slopes hold nothing of the patch itself, so its value need not be taken off before.
    pull_x = np.einsum("mn,mn->m", patches.dx, value) / gain
    pull_y = np.einsum("mn,mn->m", patches.dy, value) / gain
    xx, xy, yy = patches.hessian.T
    step_x = (yy * pull_x - xy * pull_y) / patches.determinant
    step_y = (xx * pull_y - xy * pull_x) / patches.determinant
    longest = np.float32((4.0 if coarse else 1.5) * picture.px)
    step = np.clip(np.column_stack([step_x, step_y]), -longest, longest)
    error = np.maximum(power / gain**2 - 2.0 * shared / gain + patches.energy, 0.0) / value.shape[1]
    correlation = shared / np.sqrt(np.maximum(power * patches.energy, 1e-6))
    return at - step @ linear.T, error, correlation


def _motion(before: F32, now: F32) -> F32:
    """(2, 3): how x, y now change with x, y and depth before; least squares over all points."""
    a, b = before - before.mean(axis=0), now[:, :2] - now[:, :2].mean(axis=0)
    gram = a.T @ a
    gram[2, 2] += np.float32(0.01) * np.trace(gram)
    return np.asarray(np.linalg.solve(gram, a.T @ b).T, np.float32)


def _reference(picture: _Picture, points: F32, keypoints: KeypointSet, t_ns: int) -> _Reference | None:
    """A new reference: in each cell of the subject the site with the most texture."""
    keypoint = _candidates(points, keypoints, 0.6 * _PATCH_PX * picture.px)
    site = points[keypoint, :2]
    inside = ((site > picture.low) & (site < picture.high)).all(axis=1)
    keypoint, site = keypoint[inside], site[inside]
    if not len(site):
        return None
    part = keypoints.part[keypoint]
    fine = _patches(picture, site, coarse=False)
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
    chosen = chosen[np.argsort(-texture[chosen], kind="stable")[:_MOST_SITES]]
    if len(chosen) < _LEAST_SITES:
        return None
    site = np.ascontiguousarray(site[chosen])
    coarse = _patches(picture, site, coarse=True)
    keypoint = keypoint[chosen]
    crowd = Crowd.of(site, points[keypoint, 2], part[chosen], keypoints.freedom[keypoint], picture.size_px)
    return _Reference(t_ns, points.copy(), keypoint, site, part[chosen], fine[chosen], coarse, crowd)


def _candidates(points: F32, keypoints: KeypointSet, least_px: float) -> NDArray[np.intp]:
    """The keypoints whose surroundings move with them."""
    index = np.flatnonzero(keypoints.on_surface)
    edge = points[~keypoints.on_surface, :2]
    if len(edge):
        apart2 = ((points[index, None, :2] - edge[None]) ** 2).sum(axis=2).min(axis=1)
        index = index[apart2 > least_px**2]
    return index


def _patches(picture: _Picture, site: F32, *, coarse: bool) -> _Patches:
    width = _COARSE_PATCH_PX if coarse else _PATCH_PX
    spacing = picture.px * (_COARSE_SPACING if coarse else 1.0)
    along = (np.arange(width, dtype=np.float32) - width // 2) * np.float32(spacing)
    offset_x, offset_y = (grid.ravel() for grid in np.meshgrid(along, along))

    def sampled(shift_x: float = 0.0, shift_y: float = 0.0) -> F32:
        x = site[:, :1] + (offset_x + np.float32(shift_x))
        return picture.sample(coarse, x, site[:, 1:] + (offset_y + np.float32(shift_y)))

    h = picture.px * (1.0 if coarse else 0.5)
    value = sampled()
    value -= value.mean(axis=1, keepdims=True)
    energy = np.maximum(np.einsum("mn,mn->m", value, value), 1e-3)

    def projected(slope: F32) -> F32:
        slope = slope - slope.mean(axis=1, keepdims=True)
        shared = np.einsum("mn,mn->m", slope, value) / energy
        return slope - shared[:, None] * value

    dx = projected((sampled(shift_x=h) - sampled(shift_x=-h)) / np.float32(2.0 * h))
    dy = projected((sampled(shift_y=h) - sampled(shift_y=-h)) / np.float32(2.0 * h))
    xx, yy = np.einsum("mn,mn->m", dx, dx) + 1e-3, np.einsum("mn,mn->m", dy, dy) + 1e-3
    xy = np.einsum("mn,mn->m", dx, dy)
    hessian = np.stack([xx, xy, yy], axis=1)
    return _Patches(value, dx, dy, energy, hessian, xx * yy - xy * xy, offset_x, offset_y)

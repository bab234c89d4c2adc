"""Finds a sheet of paper or a bank card on the floor: its four corners, to a fraction of a pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array
from .cv import cv2

# Searched at this size; the corners are then measured in the picture itself.
_SEARCH_PX = 800
# A quadrilateral covers at least this share of the picture, and at most that.
_SMALLEST, _LARGEST = 0.0007, 0.6
# How far a contour may leave the straight line between two corners, as a share of its length.
_STRAIGHT = 0.02
# Of its bounding quadrilateral a sheet fills at least so much: a foot may cover a piece of it.
_FILLED = 0.9
# Sides of rectangles seen by a camera: neither needles nor opposite sides of very different lengths.
_LONGEST, _TAPER = 4.0, 2.2
# An edge is measured on so many places between the corners, along so many px across it.
_PLACES, _ACROSS_PX = 40, 6.0
_ROUNDS = 3
# A side whose places disagree with a straight line by more than this on average is no edge of paper.
_CROOKED_PX = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Quad:
    """`corners` (4, 2) px, clockwise in the picture, the first one nearest to its top left. `sigma_px` is how
    unsure each coordinate is, `contrast` how much brighter it is than around it, in grey levels."""

    corners: Array
    sigma_px: float
    contrast: float


def find_quads(rgb: NDArray[np.uint8]) -> list[Quad]:
    """Quadrilaterals that may be sheets or cards seen at an angle, those of most contrast and size first."""
    height, width = rgb.shape[:2]
    scale = min(_SEARCH_PX / max(height, width), 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    back = np.array([width / size[0], height / size[1]])
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    found: list[Quad] = []
    for rough in _rough(small):
        quad = _measured(grey, rough * back)
        if quad is not None and not any(_same(quad, known) for known in found):
            found.append(quad)
    return sorted(found, key=lambda quad: -abs(quad.contrast) * np.sqrt(_area(quad.corners)))


def _rough(small: NDArray[np.uint8]) -> list[Array]:
    """(4, 2) corners in px of the small picture, from the outlines of what differs from its surroundings."""
    grey = np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0), np.uint8)
    pictures = [
        cv2.morphologyEx(cv2.Canny(grey, low, 3 * low), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        for low in (15, 40)
    ]
    # A card may be brighter, or darker, than all of the floor: between the most and the utmost, too.
    lowest, low, middle, high, highest = np.percentile(grey, (0.05, 20, 50, 80, 99.95))
    levels = np.array([(lowest + low) / 2, low, middle, high, (high + highest) / 2])
    for level in np.unique(levels.astype(int)):
        over = (grey > level).astype(np.uint8) * 255
        pictures += [over, 255 - over]
    area = grey.size
    quads = []
    for binary in pictures:
        contours, _ = cv2.findContours(binary, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            inside = cv2.contourArea(contour)
            if not _SMALLEST * area < inside < _LARGEST * area:
                continue
            for outline in (contour, cv2.convexHull(contour)):
                around = cv2.arcLength(outline, True)
                corners = cv2.approxPolyDP(outline, _STRAIGHT * around, True)[:, 0].astype(np.float64)
                if len(corners) == 4 and _is_sheet(corners) and inside > _FILLED * _area(corners):
                    quads.append(_clockwise(corners + 0.5))
                    break
    return quads


def _is_sheet(corners: Array) -> bool:
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    if sides.min() < 8.0 or sides.max() > _LONGEST * sides.min():
        return False
    if max(sides[0], sides[2]) > _TAPER * min(sides[0], sides[2]):
        return False
    if max(sides[1], sides[3]) > _TAPER * min(sides[1], sides[3]):
        return False
    return bool(cv2.isContourConvex(np.round(corners).astype(np.int32)))


def _measured(grey: NDArray[np.uint8], corners: Array) -> Quad | None:
    """The corners as the crossings of straight lines through the steepest places of each side."""
    spread = np.inf
    contrast = 0.0
    for turn in range(_ROUNDS):
        reach = _ACROSS_PX * max(1.0, np.sqrt(_area(corners)) / 300.0) / (1 + turn)
        lines, spreads, steps = [], [], []
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            edge = _edge(grey, start, end, reach)
            if edge is None:
                return None
            line, off, step = edge
            lines.append(line)
            spreads.append(off)
            steps.append(step)
        crossings = [np.cross(a, b) for a, b in zip(np.roll(lines, 1, axis=0), lines, strict=True)]
        if min(abs(c[2]) for c in crossings) < 1e-9:
            return None
        corners = np.array([c[:2] / c[2] for c in crossings])
        spread, contrast = float(np.max(spreads)), float(np.mean(steps))
        # All sides go the same way, from paper to floor.
        if min(steps) * max(steps) <= 0.0:
            return None
    if spread > _CROOKED_PX * max(1.0, np.sqrt(_area(corners)) / 300.0) or not _is_sheet(corners):
        return None
    return Quad(corners, max(spread / np.sqrt(_PLACES / 4.0), 0.05), contrast)


def _edge(
    grey: NDArray[np.uint8], start: Array, end: Array, reach_px: float
) -> tuple[Array, float, float] | None:
    """The homogeneous line (3,) of a side, how far its places lie off it (rms px), and the step of brightness
    from outside to inside; None where there is hardly one."""
    along = end - start
    length = float(np.linalg.norm(along))
    if length < 8.0:
        return None
    along /= length
    outward = np.array([along[1], -along[0]])
    at = np.linspace(0.08, 0.92, _PLACES)[:, None] * length
    across = np.arange(-reach_px, reach_px + 0.25, 0.5)
    base = start + at * along
    x = (base[:, 0:1] + across * outward[0] - 0.5).astype(np.float32)
    y = (base[:, 1:2] + across * outward[1] - 0.5).astype(np.float32)
    values = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float64)
    slope = np.gradient(values, axis=1)
    step = float(
        np.median(values[:, : len(across) // 3].mean(axis=1) - values[:, -len(across) // 3 :].mean(axis=1))
    )
    if abs(step) < 6.0:
        return None
    power = np.maximum(-np.sign(step) * slope, 0.0) ** 2
    total = power.sum(axis=1)
    places = (power * across).sum(axis=1) / np.maximum(total, 1e-9)
    keep = total > 0.1 * np.median(total)
    t = at[:, 0]
    for _ in range(4):  # what lies over the edge, a toe or a heel, is left out
        if keep.sum() < _PLACES // 3:
            return None
        fit = np.polyfit(t[keep], places[keep], 1)
        off = np.abs(places - np.polyval(fit, t))
        keep = (total > 0.1 * np.median(total)) & (off < max(3.0 * np.median(off[keep]), 0.3))
    rms = float(np.sqrt(np.mean((places - np.polyval(fit, t))[keep] ** 2)))
    first = start + np.polyval(fit, 0.0) * outward
    last = end + np.polyval(fit, length) * outward
    line = np.cross([*first, 1.0], [*last, 1.0])
    return line / np.linalg.norm(line[:2]), rms, step


def _clockwise(corners: Array) -> Array:
    middle = corners.mean(axis=0)
    angle = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(angle)]
    return np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0)


def _area(corners: Array) -> float:
    x, y = corners.T
    return 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))


def _same(a: Quad, b: Quad) -> bool:
    return float(np.abs(a.corners - b.corners).max()) < 0.1 * np.sqrt(max(_area(a.corners), 1.0))

"""Variants of one portrait: the fringe painted over, the smile relaxed, then light, blur, turn and scale."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """The square that the network is shown: centre and side in px of the picture, roll, mirrored or not."""

    cx: float
    cy: float
    side: float
    roll_rad: float = 0.0
    mirrored: bool = False

    def crop(self, image: Image, side_px: int = 192) -> Image:
        """(side_px, side_px, 3) as the network wants it."""
        scale = self.side / side_px
        flip = -1.0 if self.mirrored else 1.0
        c, s, half = np.cos(self.roll_rad) * scale, np.sin(self.roll_rad) * scale, side_px / 2.0
        turn = np.array([[flip * c, -s], [flip * s, c]])
        centre = np.array([self.cx, self.cy]) - turn @ [half, half]
        matrix = np.hstack([turn, centre[:, None]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(image, matrix, (side_px, side_px), flags=flags, borderMode=cv2.BORDER_REPLICATE)

    def picture_points(self, points: Points, side_px: int = 192) -> Points:
        """Network points (n, 3) in px of the picture (those of a mirrored window keep their numbering)."""
        scale = self.side / side_px
        centred = points - [side_px / 2, side_px / 2, 0.0]
        x, y = centred[:, 0] * (-1.0 if self.mirrored else 1.0), centred[:, 1]
        c, s = np.cos(self.roll_rad), np.sin(self.roll_rad)
        turned = np.column_stack([c * x - s * y, s * x + c * y, centred[:, 2]])
        return turned * scale + [self.cx, self.cy, 0.0]


def without_fringe(image: Image, points: Points) -> Image:
    """Forehead skin where hair hides it: otherwise the network sets the upper contour at the fringe's
    edge."""
    eyes = (points[468, :2] + points[473, :2]) / 2
    unit = float(np.linalg.norm(points[468, :2] - points[473, :2]))
    above_brows = points[[70, 63, 105, 66, 107, 336, 296, 334, 293, 300], :2] - [0.0, 0.09 * unit]
    below = np.concatenate([above_brows, eyes + np.array([[2.0, 3.0], [-2.0, 3.0]]) * unit])
    mask = np.zeros(image.shape[:2], np.float32)
    centre = (int(eyes[0]), int(eyes[1] - 0.09 * unit))
    cv2.ellipse(mask, centre, (int(1.12 * unit), int(1.35 * unit)), 0, 180, 360, 1.0, -1)
    cv2.fillPoly(mask, [below.astype(np.int32)], 0.0)
    mask = cv2.GaussianBlur(mask, (0, 0), 0.06 * unit)[..., None]
    rows = slice(int(points[151, 1]) + 2, int(points[9, 1]))
    skin = np.median(image[rows, int(points[107, 0]) : int(points[336, 0])].reshape(-1, 3), axis=0)
    across = (np.arange(image.shape[1]) - eyes[0]) / (1.05 * unit)
    shade = np.clip(1.0 - 0.25 * across**2, 0.5, 1.0)[None, :, None]
    return (image * (1 - mask) + mask * skin * shade).astype(np.float32)


def less_smile(image: Image, points: Points, amount: float) -> Image:
    """The corners of the mouth drawn in and down; 1 takes 20 % off the width near it."""
    centre = (points[13, :2] + points[14, :2]) / 2
    unit = float(np.linalg.norm(points[468, :2] - points[473, :2])) / 63.0
    y, x = np.mgrid[: image.shape[0], : image.shape[1]].astype(np.float32)
    dx, dy = x - centre[0], y - centre[1]
    near = np.exp(-1.2 * ((dx / (34 * unit)) ** 2 + (dy / (24 * unit)) ** 2)) * amount
    moved_x, moved_y = -0.2 * dx * near, 0.36 * np.abs(dx) * near
    maps = ((x - moved_x).astype(np.float32), (y - moved_y).astype(np.float32))
    return cv2.remap(image, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def other_light(image: Image, rng: np.random.Generator) -> Image:
    """Another exposure, contrast and sharpness."""
    blur = float(rng.uniform(0.0, 2.5))
    blurred = cv2.GaussianBlur(image, (0, 0), blur) if blur > 0.3 else image
    return np.clip(blurred ** rng.uniform(0.7, 1.4) * rng.uniform(0.8, 1.1), 0, 1).astype(np.float32)


def tilted(image: Image, centre: tuple[float, float], rng: np.random.Generator) -> Image:
    """The picture as a flat print seen a little from the side."""
    a, b = rng.uniform(-4e-4, 4e-4, 2)
    to_centre = np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1.0]])
    tilt = np.array([[1, 0, 0], [0, 1, 0], [a, b, 1.0]])
    matrix = np.linalg.inv(to_centre) @ tilt @ to_centre
    return cv2.warpPerspective(image, matrix, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)

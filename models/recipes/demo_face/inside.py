"""What shows through the openings of the face: eyeballs, teeth and the hollow of the mouth, as small
pictures."""

from __future__ import annotations

import cv2
import numpy as np
from layers import UP, Image, filled, polygon
from numpy.typing import NDArray
from points import Lifted

from app.core import face

Array = NDArray[np.float64]

EYE_SIDE_MM, EYE_SIDE_PX = 46.0, 256
IRIS_MM, PUPIL_MM = 6.4, 2.3  # radii, a little over the usual 5.9 and 2: so the photograph shows them
LASHES_PX = 0.95
TEETH_BOX = (196.0, 132.0, 250.0, 160.0)  # px of the photograph


def openings(lifted: Lifted, shape: tuple[int, int]) -> Image:
    """Coverage of eyes and mouth on the enlarged photograph: where the head layer is open.

    The landmarks run through the lashes, which stay with the lids; and just inside the lips, where a rim
    of tooth
    would be left.
    """
    hole = np.zeros(shape, np.float32)
    for rim in (face.EYE_RIGHT, face.EYE_LEFT):
        edge = lifted.px[list(rim), :2].copy()
        half = len(rim) // 2
        edge[1:half, 1] += LASHES_PX * np.sin(np.linspace(0, np.pi, half + 1)[1:-1]) ** 0.5
        edge[half + 1 :, 1] -= 0.25
        hole = np.maximum(hole, polygon(_rounded(edge), shape, 0.22))
    mouth = polygon(_rounded(lifted.px[list(face.LIPS_INNER), :2]), shape, 0.3)
    return np.maximum(hole, np.clip((mouth - 0.1) / 0.5, 0, 1))


def lip_line(lifted: Lifted, shape: tuple[int, int]) -> Image:
    """Brightness (h, w) that darkens the lips' inner rim: closed, they meet in a shadow and not in a
    shine."""
    rim = np.round(_rounded(lifted.px[list(face.LIPS_INNER), :2]) * UP * 16 - 8).astype(np.int32)
    stroke = np.zeros(shape, np.uint8)
    cv2.polylines(stroke, [rim], True, 255, round(1.3 * UP), cv2.LINE_AA, 4)
    return 1.0 - 0.42 * cv2.GaussianBlur(stroke.astype(np.float32) / 255, (0, 0), 0.45 * UP)


def _rounded(rim: Array) -> Array:
    """A closed contour of 16 or 20 points, its corners cut once (Chaikin)."""
    following = np.roll(rim, -1, axis=0)
    return np.stack([0.75 * rim + 0.25 * following, 0.25 * rim + 0.75 * following], axis=1).reshape(-1, 2)


def eyeball() -> Image:
    """(EYE_SIDE_PX, EYE_SIDE_PX, 3): an eye looking straight out, its light as in the photograph."""
    side = EYE_SIDE_PX
    mm = (np.arange(side) + 0.5 - side / 2) * EYE_SIDE_MM / side
    x, y = np.meshgrid(mm, mm)
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    rng = np.random.default_rng(5)
    white = np.array([0.76, 0.69, 0.67]) * (1 - 0.34 * np.clip(np.abs(x) / 13, 0, 1.35) ** 2)[..., None]
    shadow = (1 - 0.62 * _step(-y, -0.8, 4.6))[..., None]  # of the upper lid and its lashes
    fibres = cv2.GaussianBlur(rng.normal(0, 1, (64, 720)).astype(np.float32), (0, 0), sigmaX=1.2, sigmaY=9)
    u = ((angle + np.pi) / (2 * np.pi) * 719).astype(np.float32)
    v = np.clip(r / IRIS_MM * 63, 0, 63).astype(np.float32)
    fibre = cv2.remap(fibres, u, v, cv2.INTER_LINEAR)
    inner = np.clip((r - PUPIL_MM) / (IRIS_MM - PUPIL_MM), 0, 1)
    brown = np.array([0.33, 0.205, 0.125]) * (0.62 + 0.5 * inner * (1 - inner) * 2 + 0.35 * fibre)[..., None]
    brown *= (1 + 0.45 * np.clip(y / IRIS_MM, -0.6, 1))[..., None]  # light gathers opposite the lamp
    brown *= (1 - 0.65 * _step(r, IRIS_MM - 0.9, IRIS_MM))[..., None]
    eye = white + (brown - white) * (1 - _step(r, IRIS_MM - 0.35, IRIS_MM + 0.45))[..., None]
    eye = (
        eye
        + (np.array([0.025, 0.02, 0.02]) - eye) * (1 - _step(r, PUPIL_MM - 0.3, PUPIL_MM + 0.3))[..., None]
    )
    eye = cv2.GaussianBlur(eye * shadow, (0, 0), 0.28 * side / EYE_SIDE_MM)  # as soft as the photograph
    glint = np.exp(-((((x + 1.9) / 0.75) ** 2 + ((y + 2.0) / 0.8) ** 2) ** 2))
    eye = eye + (np.array([0.97, 0.96, 0.95]) - eye) * (0.75 * glint)[..., None]
    return np.clip(eye, 0, 1).astype(np.float32)


def _step(x: Array, low: float, high: float) -> Array:
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def teeth(up: Image, lifted: Lifted) -> tuple[Image, Image]:
    """The upper teeth as the smile shows them, carried on behind the lip; (h, w, 3) and coverage, at
    TEETH_BOX."""
    shape = up.shape[:2]
    inner = lifted.px[list(face.LIPS_INNER), :2]
    seen = (polygon(inner, shape, 0.05) > 0.99).astype(np.uint8)
    seen = cv2.erode(seen, np.ones((3, 3), np.uint8)).astype(np.float32)
    colour = filled(up, seen)
    lower = np.concatenate([inner[10:], inner[:1]]) - [0.0, 0.35]  # their edge is just above the lower lip
    above = lower[::-1] + [0.0, 0.0]
    above = np.stack([above[:, 0], np.full(len(above), lifted.px[13, 1] - 5.0)], axis=1)
    cover = polygon(np.concatenate([lower, above]), shape, 0.3)
    gum = np.clip((lifted.px[13, 1] + 0.2 - (np.arange(shape[0]) / UP)[:, None, None]) / 2.5, 0, 1)
    colour = colour * (1 - 0.7 * gum) + 0.7 * gum * np.array([0.62, 0.34, 0.33])
    left, top, right, bottom = (int(v * UP) for v in TEETH_BOX)
    return colour[top:bottom, left:right].astype(np.float32), cover[top:bottom, left:right]


def hollow(side: int = 96) -> Image:
    """(side, side, 3): the mouth's inside, dark above, the tongue below."""
    y, x = np.mgrid[:side, :side] / (side - 1.0)
    dark = np.array([0.10, 0.035, 0.035])
    tongue = np.array([0.50, 0.22, 0.21])
    ridge = np.exp(-(((x - 0.5) / 0.28) ** 2)) * _step(y, 0.52, 0.80)
    groove = 1 - 0.35 * np.exp(-(((x - 0.5) / 0.02) ** 2))
    return (dark + (tongue * groove[..., None] - dark) * (0.8 * ridge)[..., None]).astype(np.float32)

"""The photograph taken apart: what lies behind her, the neck, the head; colour and coverage of each.

Everything is worked out at UP times the photograph's size. Curves are in px of the photograph, read off it
by eye.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.store.resource_path import model_path

Image = NDArray[np.float32]

UP = 4
# The jaw from below the viewer's left ear round the chin to the right one, and where the neck enters the
# collar.
JAW = (
    (182.0, 137), (182.6, 142), (184.4, 148), (187.6, 154.5), (192.5, 161.5), (199, 168.3), (207, 173.8),
    (216, 177.3),
    (225.5, 178.4), (235, 176.9), (243.5, 172.3), (251, 165.3), (257, 158.3), (261.6, 151), (264.8, 144.5),
    (266.6, 138),
)  # fmt: skip
COLLAR = (
    (150, 174), (170, 175.5), (180, 176.5), (185, 178.8), (188, 180.7), (195, 184.5), (205, 186.2), (215,
    187.4),
    (225, 189.2), (235, 190.4), (245, 188.6), (253.4, 185.7), (258, 181), (268, 178), (290, 178),
)  # fmt: skip
# The far rim of the collar ring, hidden behind the neck: its outer edge, and where it is still seen at
# both ends.
RING = (
    (179.0, 148.0),
    (186.0, 148.4),
    (205, 151.2),
    (225, 157.0),
    (242, 165.4),
    (255.4, 172.8),
    (262.0, 177.3),
)
RING_ENDS = (181.0, 259.5)
# Ear lobes: skin before a backdrop of nearly the same colour, which no matting can tell apart.
EARS = (
    ((168.5, 108), (170.6, 116), (172.4, 123), (176, 129.3), (180, 131.8), (184, 131.0), (186, 112)),
    ((265, 137.2), (270, 136.8), (275.5, 133.6), (279.5, 127.5), (280.5, 123.5), (264, 124)),
)


@dataclass(frozen=True)
class Layers:
    """UP-sized (h, w, 3) and (h, w) float32 pictures in 0..1."""

    plate: Image
    neck: Image
    neck_alpha: Image
    collar_alpha: Image
    head: Image
    head_alpha: Image


def enlarged(picture: Image) -> Image:
    """Lanczos, then a little of the sharpness that it lost."""
    up = cv2.resize(picture, None, fx=UP, fy=UP, interpolation=cv2.INTER_LANCZOS4)
    soft = cv2.GaussianBlur(up, (0, 0), 0.55 * UP)
    return np.clip(up + 0.55 * (up - soft), 0, 1)


def grainy(image: Image, strength: float) -> Image:
    """Film grain, the same every time: what is enlarged would otherwise look waxen."""
    noise = np.random.default_rng(11).normal(0, 1, image.shape[:2]).astype(np.float32)
    return image + 2.2 * strength * cv2.GaussianBlur(noise, (0, 0), 1.1)[..., None]


def filled(image: Image, known: Image) -> Image:
    """`image` where `known` (0..1) is 1, and the colours around carried into the rest (pull-push)."""
    if min(known.shape) <= 2:
        mean = (image * known[..., None]).sum((0, 1)) / max(float(known.sum()), 1e-6)
        return np.broadcast_to(mean, image.shape).astype(np.float32)
    half = (max(1, known.shape[1] // 2), max(1, known.shape[0] // 2))
    weight = cv2.resize(known, half, interpolation=cv2.INTER_AREA)
    colour = cv2.resize(image * known[..., None], half, interpolation=cv2.INTER_AREA)
    colour = colour / np.maximum(weight, 1e-6)[..., None]
    coarse = filled(colour, np.clip(weight * 4, 0, 1))
    up = cv2.resize(coarse, known.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return image * known[..., None] + up * (1 - known[..., None])


def polygon(points: NDArray[np.float64], shape: tuple[int, int], soft_px: float) -> Image:
    """Coverage of a polygon given in px of the photograph, its edge softened by soft_px of the photograph."""
    mask = np.zeros(shape, np.uint8)
    corners = np.round(points * UP * 16 - 8).astype(np.int32)  # pixel centres, 4 bits of fraction
    cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, 4)
    return cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), soft_px * UP)


def curve(points: tuple[tuple[float, float], ...], steps: int = 12) -> NDArray[np.float64]:
    """A Catmull-Rom curve through the points."""
    p = np.array(points, float)
    p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:])
    ]
    return np.concatenate([*pieces, p[-2:-1]])


def person_mask(picture: Image, size: tuple[int, int]) -> Image:
    """The segmentation network's probability of a person, at `size` (width, height)."""
    network = onnxruntime.InferenceSession(str(model_path("selfie_segmentation.onnx")))
    mask = network.run(None, {"image": cv2.resize(picture, (256, 256))[None]})[0][0, :, :, 0]
    return cv2.resize(mask, size, interpolation=cv2.INTER_CUBIC)


def _round(radius_px: float) -> NDArray[np.uint8]:
    size = 2 * int(radius_px * UP) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


def hair_matte(up: Image, person: Image) -> tuple[Image, Image]:
    """Coverage of the person against the backdrop, and the backdrop filled in.

    In the band where the segmentation is unsure each pixel is a mixture of the nearest sure colours on
    both sides.
    """
    sure = cv2.erode((person > 0.9).astype(np.uint8), _round(3.5)).astype(np.float32)
    maybe = cv2.dilate((person > 0.2).astype(np.uint8), _round(5.0)).astype(np.float32)
    behind = filled(up, 1 - maybe)
    own = filled(up, sure)
    across = own - behind
    alpha = ((up - behind) * across).sum(2) / np.maximum((across**2).sum(2), 4e-3)
    alpha = np.clip((alpha - 0.12) / 0.62, 0, 1)
    alpha = np.where(sure > 0, 1, np.where(maybe > 0, alpha, 0)).astype(np.float32)
    solid = cv2.morphologyEx(alpha, cv2.MORPH_CLOSE, _round(1.2))
    return np.maximum(alpha, np.where(cv2.erode(solid, _round(1.0)) > 0.9, 1, 0)), behind


def take_apart(picture: Image) -> Layers:
    """All layers of the photograph, without the openings of eyes and mouth."""
    up = enlarged(picture)
    h, w = up.shape[:2]
    person = person_mask(picture, (w, h))
    alpha, behind = hair_matte(up, person)
    jaw = curve(JAW)
    around = np.array([(330.0, 137), (330, 0), (120, 0), (120, 137)])
    upper = polygon(np.concatenate([jaw, around]), (h, w), 0.35)
    row = (np.arange(h) / UP)[:, None]
    below = np.clip(
        (row - 143) / 4, 0, 1
    )  # from there on collar and neck lie behind the jaw, not the backdrop
    for ear in (*EARS, [*JAW, (267.0, 112), (183.5, 112)]):
        alpha = np.maximum(alpha, polygon(np.array(ear), (h, w), 0.3))
    head_alpha = upper * (alpha * (1 - below) + below)
    edge = np.clip(1.5 * head_alpha - 0.5, 0, 1)
    core = cv2.erode((head_alpha > 0.98).astype(np.float32), _round(0.8))
    head = filled(up, core)
    head = up * edge[..., None] ** 2 + head * (1 - edge[..., None] ** 2)
    collar = np.concatenate([curve(COLLAR), [(400.0, 178), (400, 300), (100, 300), (100, 174)]])
    collar_alpha = polygon(collar, (h, w), 0.3)
    neck, neck_alpha = _neck(up, head_alpha)
    return Layers(_plate(up, behind, alpha, collar_alpha), neck, neck_alpha, collar_alpha, head, head_alpha)


def _neck(up: Image, head_alpha: Image) -> tuple[Image, Image]:
    """The neck, carried upwards behind the jaw and darkened there."""
    h, w = up.shape[:2]
    sides = np.array(
        [(186.8, 196.0), (186.6, 178), (187.2, 150), (192, 128), (252, 128), (255.2, 150), (255.4, 196)]
    )
    inside = polygon(sides, (h, w), 0.45)
    seen = (head_alpha < 0.02) & (cv2.erode(inside, _round(1.2)) > 0.98)
    above_collar = np.concatenate([curve(COLLAR), [(400.0, 0), (100, 0)]])
    seen &= polygon(above_collar, (h, w), 0.1) > 0.98
    seen = cv2.erode(seen.astype(np.uint8), _round(1.0)).astype(np.float32)
    neck = filled(up, seen)
    soft = cv2.GaussianBlur(seen, (0, 0), 1.0 * UP)[..., None] * seen[..., None]
    neck = cv2.GaussianBlur(neck, (0, 0), 2.0 * UP) * (1 - soft) + up * soft
    distance = cv2.distanceTransform((head_alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 5) / UP
    shade = cv2.GaussianBlur(1 - 0.5 * (1 - np.exp(-distance / 8.0)), (0, 0), 1.0 * UP)
    return neck * shade[..., None], inside


def _plate(up: Image, behind: Image, alpha: Image, collar: Image) -> Image:
    """The photograph without her head and neck: backdrop, the far rim of the ring, the dark inside of it."""
    h, w = up.shape[:2]
    rim = curve(RING)
    above = polygon(
        np.concatenate([[(100.0, 148.0)], rim, [(290.0, 198), (400, 190), (400, 0), (100, 0)]]), (h, w), 0.25
    )
    hidden = polygon(
        np.array(
            [
                (180.6, 100),
                (181.0, 146.6),
                (184.0, 148.2),
                (185.2, 176),
                (188, 196),
                (254.0, 196),
                (256.4, 176),
                (258.5, 166),
                (266, 156),
                (270, 144),
                (270, 100),
            ]
        ),
        (h, w),
        0.4,
    )
    rng = np.random.default_rng(3)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (h, w, 1)).astype(np.float32), (0, 0), 2.2)[..., None]
    backdrop = behind + 0.035 * grain
    inside = _rim(up, rim)
    fill = backdrop * above[..., None] + inside * (1 - above[..., None])
    row = (np.arange(h) / UP)[:, None]
    # Above the ring the whole head goes, hair's fringe of mixed pixels included; further down only face
    # and neck.
    gone = cv2.dilate((alpha > 0.02).astype(np.uint8), _round(3.0)).astype(np.float32) * (row < 147)
    gone = np.maximum(
        cv2.GaussianBlur(gone, (0, 0), 1.0 * UP) * np.clip((150 - row) / 6, 0, 1) * above, hidden
    )
    gone *= 1 - cv2.erode(collar, _round(0.8))
    return up * (1 - gone[..., None]) + fill * gone[..., None]


def _rim(up: Image, rim: NDArray[np.float64]) -> Image:
    """The ring's far rim and the dark below it: its cross-sections at both visible ends, one turning into
    the other."""
    h, w = up.shape[:2]
    y, x = np.mgrid[:h, :w].astype(np.float32) / UP
    line = np.interp(x, rim[:, 0], rim[:, 1]).astype(np.float32)
    slope = np.gradient(rim[:, 1], rim[:, 0])
    steep = np.interp(x, rim[:, 0], slope).astype(np.float32)
    offset = (y - line) / np.sqrt(1 + steep**2)  # distance below the rim's outer edge
    sections = []
    for at in RING_ENDS:
        tilt = float(np.interp(at, rim[:, 0], slope))
        normal = np.array([-tilt, 1.0]) / np.hypot(1.0, tilt)
        foot = np.array([at, float(np.interp(at, rim[:, 0], rim[:, 1]))])
        map_x, map_y = ((foot[k] + offset * normal[k]) * UP for k in (0, 1))
        sections.append(cv2.remap(up, map_x.astype(np.float32), map_y.astype(np.float32), cv2.INTER_LINEAR))
    share = np.clip((x - RING_ENDS[0]) / (RING_ENDS[1] - RING_ENDS[0]), 0, 1)[..., None]
    rim_colours = sections[0] * (1 - share) + sections[1] * share
    deep = np.clip((offset - 7.0) / 3.0, 0, 1)[..., None]  # below, the sections would show what lies there
    return rim_colours * (1 - deep) + deep * np.array([0.012, 0.01, 0.012], np.float32)

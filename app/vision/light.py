"""The light on a face, measured on patches of its skin.

Skin tone and light cannot be told apart from one picture: a dark face in bright light and a fair one in dim
light give the same pixels. The measured exposure and cast are therefore only half believed (in the logarithm)
against a reference skin; the direction comes from how brightness changes over the face, where skin tone
cancels out.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.face import SKIN_PATCHES
from ..core.maths import linear_from_srgb
from ..core.missing import Missing
from ..core.scene import Light
from ..stages.boxes import Box

# A medium skin tone, correctly exposed: sRGB about (178, 145, 126), in linear light.
_REFERENCE_SKIN = (0.45, 0.28, 0.21)
_LUMA = np.array([0.2126, 0.7152, 0.0722])
# How much of what is measured is put down to the light, the rest to the skin: half, in the logarithm.
_BELIEF = 0.5
_DARKEST, _BRIGHTEST = 0.2, 2.0
# Three by three samples a patch, over this share of the face's width.
_PATCH = 0.04
_GRID = (np.stack(np.divmod(np.arange(9), 3), axis=1)[None] - 1).astype(np.float32) / 2.0
# Fewer patches than this in the picture say nothing of a direction, or of anything.
_LEAST_PATCHES = 6
# Darker than this share of the median patch: hair or a frame lies over it, no shadow.
_HAIR = 0.35
# Ridge of the fit: how many patches' worth the assumption "the light comes as usual" counts.
_RIDGE = 3.0
# The usual light: from above and in front (Light's own default), this strong against the ambient.
_USUAL = 0.5 * np.array(Light().direction) / np.linalg.norm(Light().direction)
# The head's middle lies behind the face by this share of its width: normals point away from it.
_HEAD_DEPTH = 0.45
_LINEAR = np.asarray(linear_from_srgb(np.arange(256) / 255.0))
_PATCH_POINTS = np.array(SKIN_PATCHES)


def measure_light(rgb: NDArray[np.uint8], points: NDArray[np.float32]) -> Light | Missing:
    """The light on the face whose points (478, 3) px these are, in rgb (height, width, 3) uint8 sRGB.

    Missing where too little of the face's skin is in the picture. Takes about 0.1 ms.
    """
    height, width = rgb.shape[:2]
    box = Box.around(points)
    centres = points[_PATCH_POINTS]
    inside = (
        (centres[:, 0] > 1) & (centres[:, 0] < width - 2) & (centres[:, 1] > 1) & (centres[:, 1] < height - 2)
    )
    if int(inside.sum()) < _LEAST_PATCHES:
        return Missing("too little of the face is in the picture")
    centres = centres[inside]
    at = (centres[:, None, :2] + _GRID * np.float32(_PATCH * box.width)).astype(np.intp)
    np.maximum(at, 0, out=at)
    np.minimum(at, (width - 1, height - 1), out=at)
    patches = _LINEAR[rgb[at[..., 1], at[..., 0]]].sum(axis=1) / 9.0
    # The middle half by brightness: highlights, hair and beards drop out.
    brightness = patches @ _LUMA + 1e-4
    order = np.argsort(brightness)
    quarter = len(order) // 4
    ambient = _ambient(patches[order[quarter:-quarter]].sum(axis=0) / (len(order) - 2 * quarter))
    skin = brightness > _HAIR * brightness[order[len(order) // 2]]
    return Light(ambient, _direction(centres[skin], brightness[skin], box.width))


def _ambient(skin: NDArray[np.float64]) -> tuple[float, float, float]:
    """Linear RGB of the light that makes the reference skin look half-way like this."""
    red, green, blue = (
        min(max((max(seen, 1e-4) / usual) ** _BELIEF, _DARKEST), _BRIGHTEST)
        for seen, usual in zip(skin.tolist(), _REFERENCE_SKIN, strict=True)
    )
    return red, green, blue


def _direction(
    centres: NDArray[np.float32], brightness: NDArray[np.float64], face_px: float
) -> tuple[float, float, float]:
    """Unit vector in camera space towards the light: brightness is fitted as a + b . normal."""
    count = len(centres)
    normals = centres - centres.sum(axis=0) / np.float32(count)
    normals[:, 2] -= _HEAD_DEPTH * face_px
    normals /= np.sqrt(np.einsum("ij,ij->i", normals, normals))[:, None]
    relative = brightness * (count / brightness.sum()) - 1.0
    about = normals - normals.sum(axis=0) / np.float32(count)
    slope = np.linalg.solve(about.T @ about + _RIDGE * np.eye(3), about.T @ relative + _RIDGE * _USUAL)
    # From behind the face no light reaches it: what looks so is beard or shadow.
    x, y, z = slope.tolist()
    z = min(z, -0.3 * math.hypot(x, y), -1e-3)
    length = math.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length

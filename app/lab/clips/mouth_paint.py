"""Drawing a photographed mouth with its jaw down: lip, teeth and the dark between them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array, Float32
from .mouth import NECK, Mouth
from .smooth import smooth_step

Sample = Callable[[NDArray[np.floating]], Float32]

# Linear light, relative to the skin beside the mouth: throat, tongue, teeth.
_DARK, _TONGUE, _TEETH = (
    np.array([0.05, 0.018, 0.015]),
    np.array([0.28, 0.10, 0.09]),
    np.array([0.75, 0.72, 0.66]),
)
_TEETH_TALL = 0.045  # face widths
_EDGE_PX = 1.4  # over so much one thing gives way to the next


def open_mouth(
    drawn: Float32, places: Array, mouth: Mouth, opening: float, px: float, sample: Sample
) -> None:
    """Redraw, in `drawn` (h, w, 4), what lies below the lips' parting. `places` (h, w, 2) as in Photograph, `px`
    the size of a px in face widths."""
    window = _window(places, mouth, opening)
    if window is None:
        return
    inner = mouth.to_mouth(places[window])
    x, y = inner[..., 0], inner[..., 1]
    upper, lower = mouth.upper_edge(x), mouth.lower_edge(x)
    edge = lower + mouth.down(x, lower, opening)
    jaw = sample(mouth.from_mouth(np.stack([x, mouth.came_from(x, y, opening)], axis=-1)))
    skin = _skin(mouth, sample)
    width = _EDGE_PX * px
    # What the photograph shows between the lips stays; below it, down to the lip that went, is the mouth's inside.
    below_inside = np.clip((y - lower) / width + 0.5, 0.0, 1.0) * (np.abs(x) < mouth.half)
    cavity = _cavity(x, y, upper, lower, edge, mouth.half, skin)
    below_lip = np.clip((y - edge) / width + 0.5, 0.0, 1.0)
    region = drawn[window]
    opened = region + below_inside[..., None] * (cavity - region)
    drawn[window] = opened + below_lip[..., None] * (jaw - opened)


def _window(places: Array, mouth: Mouth, opening: float) -> tuple[slice, slice] | None:
    """The px that the jaw can reach."""
    middle = mouth.from_mouth(np.array([0.0, (mouth.chin + NECK) / 2.0]))
    reach = np.array([mouth.jaw_half, (mouth.chin + NECK) / 2.0 + 0.1 + opening])
    reach = np.abs(mouth.axes.T) @ reach + 0.02
    # Rows and columns by the picture's own corners: a turned face has a larger window, never a smaller one.
    inside = np.all(np.abs(places - middle) < reach, axis=-1)
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _skin(mouth: Mouth, sample: Sample) -> float:
    """How light the skin is above and below the lips."""
    spots = np.array([[-0.4, -0.75], [0.4, -0.75], [-0.3, 1.0], [0.3, 1.0]]) * mouth.half
    return float(np.median(sample(mouth.from_mouth(spots)[None])[0, :, :3].mean(axis=-1)))


def _cavity(x: Array, y: Array, upper: Array, lower: Array, edge: Array, half: float, skin: float) -> Float32:
    """(h, w, 4) of the mouth's inside: dark, the tongue on its floor, the edge of the upper teeth."""
    # Exposed with the face: the teeth of somebody in the shade are in the shade.
    light = 0.35 + 0.65 * skin
    u = np.clip(x / half, -1.0, 1.0)
    deep = np.clip((y - lower) / np.maximum(edge - lower, 1e-6), 0.0, 1.0)
    tongue = smooth_step((deep - 0.45) / 0.5) * np.sqrt(np.maximum(1.0 - (u / 0.8) ** 2, 0.0))
    colour = _DARK + tongue[..., None] * 0.6 * (_TONGUE - _DARK)
    shown = np.clip(1.0 - (lower - upper) / _TEETH_TALL, 0.0, 1.0)  # where the photograph shows none
    tall = _TEETH_TALL * shown * np.maximum(1.0 - (u / 0.85) ** 2, 0.0)
    teeth = smooth_step((upper + tall - y) / 0.012) * (1.0 - 0.75 * u * u)
    colour = colour + teeth[..., None] * (_TEETH - colour)
    return np.concatenate([light * colour, np.ones_like(colour[..., :1])], axis=-1).astype(np.float32)

"""Drawing a photographed mouth with its jaw down: lip, teeth and the dark between them."""

from __future__ import annotations

import numpy as np

from ...core.maths import Array, Float32
from .lids import EDGE_PX, Light16, Sample, places_in, window_of
from .mouth import NECK, Mouth
from .portrait import WHITE
from .smooth import smooth_step

# Linear light, relative to the skin beside the mouth: throat, tongue, teeth.
_DARK, _TONGUE, _TEETH = (
    np.array([0.05, 0.018, 0.015]),
    np.array([0.28, 0.10, 0.09]),
    np.array([0.75, 0.72, 0.66]),
)
_TEETH_TALL = 0.045  # face widths


def open_mouth(
    drawn: Light16, places: Float32, mouth: Mouth, opening: float, px: float, sample: Sample
) -> None:
    """Redraw, in `drawn` (h, w, 4), what lies below the lips' parting. `places` (2, h, w) and `sample` as in
    Photograph; `px` is the size of a px in face widths."""
    tall = (mouth.chin + NECK) / 2.0
    window = window_of(places, mouth.from_mouth(np.array([0.0, tall])), max(tall, mouth.jaw_half) + 0.1)
    if window is None:
        return
    placed = mouth.to_mouth(places_in(places, window))
    x, y = placed[..., 0], placed[..., 1]
    upper, lower = mouth.upper_edge(x), mouth.lower_edge(x)
    edge = lower + mouth.down(x, lower, opening)
    jaw = sample(mouth.from_mouth(np.stack([x, mouth.came_from(x, y, opening)], axis=-1)))
    width = EDGE_PX * px
    # What the photograph shows between the lips stays; below it, down to the lip that went, is the inside.
    below_inside = np.clip((y - lower) / width + 0.5, 0.0, 1.0) * (np.abs(x) < mouth.half)
    cavity = _cavity(x, y, upper, lower, edge, mouth.half, _skin(mouth, sample))
    below_lip = np.clip((y - edge) / width + 0.5, 0.0, 1.0)
    region = drawn[window].astype(np.float32)
    opened = region + below_inside[..., None].astype(np.float32) * (cavity - region)
    drawn[window] = opened + below_lip[..., None].astype(np.float32) * (jaw - opened)


def _skin(mouth: Mouth, sample: Sample) -> float:
    """How light the skin is above and below the lips."""
    spots = np.array([[-0.4, -0.75], [0.4, -0.75], [-0.3, 1.0], [0.3, 1.0]]) * mouth.half
    return float(np.median(sample(mouth.from_mouth(spots)[None])[0, :, :3].mean(axis=-1))) / WHITE


def _cavity(x: Array, y: Array, upper: Array, lower: Array, edge: Array, half: float, skin: float) -> Float32:
    """(h, w, 4) of the mouth's inside: dark, the tongue on its floor, the edge of the upper teeth."""
    # Exposed with the face: the teeth of somebody in the shade are in the shade.
    light = min(2.0 * skin, 1.0)
    u = np.clip(x / half, -1.0, 1.0)
    deep = np.clip((y - lower) / np.maximum(edge - lower, 1e-6), 0.0, 1.0)
    tongue = smooth_step((deep - 0.45) / 0.5) * np.sqrt(np.maximum(1.0 - (u / 0.8) ** 2, 0.0))
    colour = _DARK + tongue[..., None] * 0.6 * (_TONGUE - _DARK)
    shown = np.clip(1.0 - (lower - upper) / _TEETH_TALL, 0.0, 1.0)  # where the photograph shows none
    tall = _TEETH_TALL * shown * np.maximum(1.0 - (u / 0.85) ** 2, 0.0)
    teeth = smooth_step((upper + tall - y) / 0.012) * (1.0 - 0.75 * u * u)
    colour = colour + teeth[..., None] * (_TEETH - colour)
    whole = np.concatenate([light * colour, np.ones_like(colour[..., :1])], axis=-1)
    return np.asarray(whole * WHITE, np.float32)

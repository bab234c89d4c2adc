"""Drawing a photographed eye with its lid down."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...core.maths import Array, Float32
from .eyes import Eye

Light16 = NDArray[np.uint16]
Sample = Callable[[Array], Light16]
Window = tuple[slice, slice]
EDGE_PX = 1.4  # over so much one thing gives way to the next


def shut_eye(drawn: Light16, places: Float32, eye: Eye, blink: float, px: float, sample: Sample) -> None:
    """Redraw, in `drawn` (h, w, 4), the lid over the eye. `places` (2, h, w) and `sample` are as in
    Photograph, `px` is the size of a px in face widths."""
    high, low = -eye.reach - eye.half, 0.6 * eye.half
    window = window_of(
        places, eye.from_eye(np.array([0.0, (high + low) / 2.0])), eye.half + (low - high) / 2.0
    )
    if window is None:
        return
    placed = eye.to_eye(places_in(places, window))
    x, y = placed[..., 0], placed[..., 1]
    skin = sample(eye.from_eye(np.stack([x, eye.came_from(x, y, blink)], axis=-1)))
    over = (np.abs(x) < eye.half) * np.clip((eye.shut_edge(x, blink) - y) / (EDGE_PX * px) + 0.5, 0.0, 1.0)
    region = drawn[window].astype(np.float32)
    drawn[window] = region + over[..., None].astype(np.float32) * (skin - region)


def window_of(places: Float32, middle: Array, reach: float) -> Window | None:
    """The rows and columns of px whose places (2, h, w) are within `reach` of `middle` along either axis."""
    x, y = (np.abs(places[axis] - np.float32(middle[axis])) < reach for axis in range(2))
    inside = x & y
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def places_in(places: Float32, window: Window) -> Array:
    """(h, w, 2): those of a window."""
    return np.asarray(np.moveaxis(places[:, *window], 0, -1), np.float64)


def put_places(places: Float32, window: Window, new: Array) -> None:
    """The other way round."""
    places[:, *window] = np.moveaxis(new, -1, 0)

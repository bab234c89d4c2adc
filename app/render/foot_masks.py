"""What a mask says about one worn shoe, enlarged smoothly and on the graphics card."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.maths import Array
from ..core.observations import FootMask
from ..core.scene import WornShoe
from . import gl
from .buffers import Texture
from .floor_colours import upsampler
from .foot_region import own_foot, standing_leg

# The mask's cells are several px wide; enlarged by that, bilinear sampling no longer shows them.
_FINER = 3
# One look of nine on screen has fewer feet.
_MOST = 8


class FootMasks:
    """Textures of the masks of a scene's shoes: red leg, green this foot (to be hidden), blue what is neither
    floor nor this foot nor leg. Made once for each shoe and picture, though several passes read them."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[WornShoe, Texture]] = {}
        self._free: dict[int, list[Texture]] = {}

    def texture(self, shoe: WornShoe, others: tuple[WornShoe, ...], camera: Intrinsics) -> Texture:
        """The texture of a shoe whose mask is known, among the other shoes of the scene."""
        found = self._made.get(id(shoe))
        if found is not None and found[0] is shoe:
            return found[1]
        assert shoe.mask is not None
        pixels = mask_pixels(shoe.mask, shoe, others, camera)
        texture = self._take(pixels.shape[0])
        texture.upload(pixels)
        self._made[id(shoe)] = (shoe, texture)
        while len(self._made) > _MOST:
            _, oldest = self._made.pop(next(iter(self._made)))
            self._free.setdefault(oldest.width, []).append(oldest)
        return texture

    def _take(self, side: int) -> Texture:
        free = self._free.get(side)
        return free.pop() if free else Texture(side, side, gl.GL_RGBA8)

    def release(self) -> None:
        for _, texture in self._made.values():
            texture.release()
        for textures in self._free.values():
            for texture in textures:
                texture.release()
        self._made.clear()
        self._free.clear()


def mask_pixels(
    mask: FootMask, shoe: WornShoe, others: tuple[WornShoe, ...], camera: Intrinsics
) -> NDArray[np.uint8]:
    """(n, n, 4) uint8 for a mask and the shoe it goes with."""
    own = own_foot(mask, shoe, others, camera)
    foreign = np.maximum(mask.foot / 255.0 - own, 0.0)
    own = _widened(own) * (1.0 - standing_leg(mask, shoe, camera))
    planes = np.stack([mask.leg / 255.0, own, foreign, np.zeros_like(own)]).astype(np.float32)
    up = upsampler(mask.foot.shape[0], _FINER)
    fine = np.moveaxis(up @ planes @ up.T, 0, -1)
    return np.round(np.clip(fine, 0.0, 1.0) * 255.0).astype(np.uint8)


def _widened(cells: Array) -> Array:
    """Half way to the largest neighbour, so that no rim of what is to be hidden stays."""
    padded = np.pad(cells, 1)
    rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    widest = np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    result: Array = 0.5 * (cells + widest)
    return result


def mask_from_picture(mask: FootMask) -> Array:
    """(3, 3) affine: picture px to the mask's texture, 0..1."""
    picture_from_mask = np.eye(3)
    picture_from_mask[:2] = mask.crop.picture_from_crop(1)
    affine: Array = np.linalg.inv(picture_from_mask)
    return affine

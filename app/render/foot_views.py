"""What the picture shows round one worn shoe: its mask, the floor behind the real foot, the leg's colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.frame import Frame
from ..core.maths import Array, srgb_from_linear
from ..core.observations import FootMask
from ..core.scene import WornShoe
from . import gl
from .buffers import Texture
from .floor_colours import cell_means, filled, floor_weight, upsampler
from .foot_region import near_ankle, own_foot, standing

# The mask's cells are several px wide; enlarged by that, bilinear sampling no longer shows them.
_FINER = 3
# One look of nine on screen has fewer feet.
_MOST = 8
# Where no leg is to be seen: a dark sock.
_DARK_SOCK = np.array([0.03, 0.03, 0.035])
# So many cells of leg must be seen for their colour to count fully.
_ENOUGH_CELLS = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class FootView:
    """Two textures over a mask's crop, and a colour.

    `mask`: red leg, green what of this foot is to be hidden, blue other feet, alpha this foot. `floor`: the
    floor's colour, behind the foot as well. `leg_colour` is linear RGB of what is seen of the leg near the
    ankle.
    """

    mask: Texture
    floor: Texture
    leg_colour: Array


class FootViews:
    """The views of a scene's shoes, made once for each shoe and picture though several passes read them."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[WornShoe, FootView]] = {}
        self._free: dict[int, list[tuple[Texture, Texture]]] = {}

    def view(self, shoe: WornShoe, others: tuple[WornShoe, ...], frame: Frame) -> FootView:
        """The view of a shoe whose mask is known, among the other shoes of the scene.

        May leave its textures bound to unit 0 or to the unit in use.
        """
        found = self._made.get(id(shoe))
        if found is not None and found[0] is shoe:
            return found[1]
        assert shoe.mask is not None
        colour, inside = cell_means(frame.rgb, shoe.mask)
        floor = srgb_from_linear(filled(colour, floor_weight(shoe.mask) * inside))
        mask_texture, floor_texture = self._take(shoe.mask.foot.shape[0])
        mask_texture.upload(mask_pixels(shoe.mask, shoe, others, frame.camera))
        floor_texture.upload(np.round(floor * 255.0).astype(np.uint8))
        view = FootView(
            mask_texture, floor_texture, _leg_colour(colour, inside, shoe.mask, shoe, frame.camera)
        )
        self._made[id(shoe)] = (shoe, view)
        while len(self._made) > _MOST:
            _, oldest = self._made.pop(next(iter(self._made)))
            self._free.setdefault(oldest.floor.width, []).append((oldest.mask, oldest.floor))
        return view

    def _take(self, side: int) -> tuple[Texture, Texture]:
        free = self._free.get(side)
        if free:
            return free.pop()
        fine = side * _FINER
        return Texture(fine, fine, gl.GL_RGBA8), Texture(side, side, gl.GL_SRGB8_ALPHA8)

    def release(self) -> None:
        views = [(view.mask, view.floor) for _, view in self._made.values()]
        for textures in (*views, *(pair for pairs in self._free.values() for pair in pairs)):
            for texture in textures:
                texture.release()
        self._made.clear()
        self._free.clear()


class BareFrame:
    """The frame itself as a texture, whatever has been drawn over it since."""

    def __init__(self) -> None:
        self._texture: Texture | None = None
        self._holds: Frame | None = None

    def texture(self, frame: Frame) -> Texture:
        texture = self._texture
        if texture is None or (texture.width, texture.height) != (frame.width, frame.height):
            self.release()
            texture = self._texture = Texture(frame.width, frame.height, gl.GL_SRGB8_ALPHA8)
        if self._holds is not frame:
            texture.upload(frame.rgb)
            self._holds = frame
        return texture

    def release(self) -> None:
        if self._texture is not None:
            self._texture.release()
        self._texture = self._holds = None


def mask_pixels(
    mask: FootMask, shoe: WornShoe, others: tuple[WornShoe, ...], camera: Intrinsics
) -> NDArray[np.uint8]:
    """(n, n, 4) uint8 of FootView.mask."""
    own = own_foot(mask, shoe, others, camera)
    foreign = np.maximum(mask.foot / 255.0 - own, 0.0)
    hidden = _widened(own) * (1.0 - standing(mask, shoe, camera))
    planes = np.stack([mask.leg / 255.0, hidden, foreign, own]).astype(np.float32)
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


def _leg_colour(
    colour: NDArray[np.float32],
    inside: NDArray[np.float32],
    mask: FootMask,
    shoe: WornShoe,
    camera: Intrinsics,
) -> Array:
    """Linear RGB of the cells that are surely leg, the nearest to the ankle first."""
    weight = np.clip(mask.leg / 127.5 - 1.0, 0.0, 1.0) * inside * near_ankle(mask, shoe, camera)
    total = float(weight.sum())
    mean = np.einsum("ij,ijc->c", weight, colour) / max(total, 1e-6)
    share = min(total / _ENOUGH_CELLS, 1.0)
    return np.asarray(_DARK_SOCK + (mean - _DARK_SOCK) * share, np.float64)


def mask_from_picture(mask: FootMask) -> Array:
    """(3, 3) affine: picture px to the mask's crop, 0..1."""
    picture_from_mask = np.eye(3)
    picture_from_mask[:2] = mask.crop.picture_from_crop(1)
    return np.asarray(np.linalg.inv(picture_from_mask), np.float64)

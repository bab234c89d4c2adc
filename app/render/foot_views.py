"""What the picture shows round one worn shoe: its mask, the floor behind the real foot, the leg's colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.floor import cell_means, floor_weight
from ..core.frame import Frame
from ..core.maths import Array, Float32
from ..core.observations import FootMask
from ..core.scene import WornShoe
from . import gl
from .buffers import Texture
from .floor_colours import enlarged, filled
from .foot_region import near_ankle, own_foot, standing

# The mask's cells are several px wide; enlarged by that, bilinear sampling no longer shows them.
_FINER = 2
# One look of nine on screen has fewer feet.
_MOST = 8
# Where no leg is to be seen: a dark sock.
_DARK_SOCK = np.array([0.03, 0.03, 0.035])
# How far what is to be hidden reaches into the cells around it.
_WIDENED = 0.3
# A leg is bare whose colour differs from the foot's by less: log of the light, and more so of one colour.
_OTHER_LIGHT, _OTHER_HUE, _DOUBT = 1.5, 0.42, 0.08
_SURELY = 200
_BYTE = np.float32(1.0 / 255.0)
# So many cells of leg or of floor must be seen for their colour to count fully.
_ENOUGH_CELLS = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class FootView:
    """Two textures over a mask's crop, and what their cells say.

    `mask`: red leg, green what of this foot is to be hidden, blue other feet, alpha this foot. `floor`: the
    square root of the floor's linear colour, behind the foot as well. `leg_colour` is linear RGB of what is
    seen of the leg near the ankle, `leg_bare` 0..1 how much it looks like the foot. `floor_known` 0..1 says
    whether there is any floor to go by, and `hidden_px` (4, 2) are the corners in the picture of what is to
    be hidden; None when nothing is.
    """

    mask: Texture
    floor: Texture
    leg_colour: Array
    leg_bare: float
    floor_known: float
    hidden_px: Array | None


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
        weight = floor_weight(shoe.mask) * inside
        floor = np.sqrt(np.clip(filled(colour, weight), 0.0, 1.0))
        mask_texture, floor_texture = self._take(shoe.mask.foot.shape[0])
        pixels = mask_pixels(shoe.mask, shoe, others, frame.camera)
        mask_texture.upload(pixels)
        floor_texture.upload((floor * 255.0 + 0.5).astype(np.uint8))
        leg_colour = _leg_colour(colour, inside, shoe.mask, shoe, frame.camera)
        view = FootView(
            mask_texture,
            floor_texture,
            leg_colour,
            _alike(leg_colour, colour, inside * (shoe.mask.foot > _SURELY)),
            min(float(weight.sum()) / _ENOUGH_CELLS, 1.0),
            _corners_px(pixels[..., 1] > 0, shoe.mask),
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
        return Texture(fine, fine, gl.GL_RGBA8), Texture(side, side, gl.GL_RGBA8)

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
    foreign = np.maximum(mask.foot * _BYTE - own, np.float32(0.0))
    hidden = _widened(own) * (1.0 - standing(mask, shoe, camera))
    planes = np.stack([mask.leg * _BYTE, hidden, foreign, own])
    fine = np.moveaxis(enlarged(planes, _FINER), 0, -1)
    return (np.clip(fine, 0.0, 1.0) * np.float32(255.0) + np.float32(0.5)).astype(np.uint8)


def _widened(cells: Float32) -> Float32:
    """Some of the way to the largest neighbour, so that no rim of what is to be hidden stays."""
    padded = np.pad(cells, 1)
    rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    widest = np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    return cells + np.float32(_WIDENED) * (widest - cells)


def _corners_px(cells: NDArray[np.bool_], mask: FootMask) -> Array | None:
    """(4, 2) the corners in the picture of the rectangle round the cells that are set."""
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    if not len(rows):
        return None
    affine = mask.crop.picture_from_crop(cells.shape[0])
    corners = np.array([[x, y, 1.0] for x in (columns[0], columns[-1] + 1) for y in (rows[0], rows[-1] + 1)])
    return np.asarray(corners @ affine.T, np.float64)


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


def _alike(leg: Array, colour: NDArray[np.float32], foot: NDArray[np.float32]) -> float:
    """0..1: whether the leg's colour (linear RGB) is that of the foot's cells, in light and shade alike."""
    total = float(foot.sum())
    if total < _ENOUGH_CELLS:
        return 0.0
    mean = np.einsum("ij,ijc->c", foot, colour) / total
    tones = np.log(np.maximum(np.stack([leg, mean]), 1e-3))
    apart = tones[0] - tones[1]
    light = float(apart.mean())
    hue = float(np.abs(apart - light).max())
    nearest = min(_OTHER_HUE - hue, _OTHER_LIGHT - abs(light))
    return float(np.clip(nearest / _DOUBT, 0.0, 1.0))


def mask_from_picture(mask: FootMask) -> Array:
    """(3, 3) affine: picture px to the mask's crop, 0..1."""
    picture_from_mask = np.eye(3)
    picture_from_mask[:2] = mask.crop.picture_from_crop(1)
    return np.asarray(np.linalg.inv(picture_from_mask), np.float64)

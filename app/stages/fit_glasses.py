"""Glasses on a face: placed by the product's datum, resting on the nose, repainted as chosen.

The datum of a glasses model is the head's origin (pupils on y = 0, lens front near z = +12 mm). How far a
frame really sits forward is the nose's business: it is moved along z until it touches our metric face.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..core.face import FaceMesh
from ..core.maths import Array, linear_from_srgb, read_only, srgb_from_hex
from ..core.missing import Missing
from ..core.model3d import Model3D, Primitive
from ..core.params import Choice, Colour, Knob, Main, Needs, Toggle
from ..core.products import WornItem
from ..core.scene import Layer, WornModel
from ..core.tracks import FaceTrack
from .compose import FitContext, fitter

FINISHES = ("as made", "plain", "tortoise", "crystal")
# Over this length the temples vanish; an ear is about as thick.
FADE_MM = 13.0
# Pads and bridges press that far into the skin.
SINK_MM = 1.5
# Beyond that something is wrong with the model or with its datum, and it stays where it was made to be.
MOST_FORWARD_MM, MOST_BACK_MM = 9.0, 6.0
CRYSTAL_ALPHA = 0.3


@dataclass(frozen=True, slots=True)
class GlassesSettings:
    """What one can change about worn glasses."""

    size: Annotated[
        float, Knob(0.8, 1.25, 0.01, "x", "how large the glasses are; 1 is their real size"), Main
    ] = 1.0
    up_mm: Annotated[
        float, Knob(-15.0, 15.0, 0.5, "mm", "how high they sit: up to the brows, down the nose"), Main
    ] = 0.0
    forward_mm: Annotated[
        float,
        Knob(-8.0, 12.0, 0.5, "mm", "how far before the eyes the lenses stand, against where they rest"),
    ] = 0.0
    tilt: Annotated[
        float, Knob(-12.0, 12.0, 0.5, "°", "tips the front: more brings the lower rims nearer to the cheeks")
    ] = 0.0
    rest_on_nose: Annotated[
        bool, Toggle("moves them until they touch the nose; off leaves them where the product's file says")
    ] = True
    finish: Annotated[
        str,
        Choice(FINISHES, "the frame's material: as made, one colour, tortoiseshell, clear tinted crystal"),
        Main,
    ] = "as made"
    colour: Annotated[
        str,
        Colour("the frame's colour when its finish is plain or crystal"),
        Needs("finish", ("plain", "crystal")),
    ] = "#1b1b1e"
    lens_colour: Annotated[str, Colour("the colour of tinted lenses"), Needs("lens_density")] = "#4a3525"
    lens_density: Annotated[
        float, Knob(0.0, 1.0, 0.01, "", "how dark the lenses are: 0 is clear, 1 the full lens colour")
    ] = 0.0
    lens_gradient: Annotated[
        float,
        Knob(0.0, 1.0, 0.01, "", "how much the tint clears towards the lower rim; 0 is even"),
        Needs("lens_density"),
    ] = 0.0
    temple_mm: Annotated[
        float, Knob(40.0, 130.0, 1.0, "mm", "how far behind the eyes the temples vanish behind the ears")
    ] = 73.0
    shadow: Annotated[float, Knob(0.0, 1.0, 0.01, "", "how dark the frame's shadow on the skin is")] = 0.5


@fitter("glasses")
class GlassesFitter:
    """Glasses follow the head's pose."""

    Settings: ClassVar[type[GlassesSettings]] = GlassesSettings

    def fit(self, item: WornItem, track: FaceTrack, context: FitContext) -> tuple[Layer, ...]:
        """One WornModel, or nothing while the pose is unknown."""
        settings = item.settings
        assert isinstance(settings, GlassesSettings)
        if item.model is None or isinstance(track.pose, Missing):
            return ()
        head_from_glasses = head_from_model(item.model, context.mesh, settings)
        tinted = settings.lens_density > 0.0
        painted = settings.finish in ("plain", "crystal")
        return (
            WornModel(
                subject=track.id,
                model=in_finish(item.model, settings.finish),
                camera_from_model=track.pose.matrix @ head_from_glasses,
                opacity=context.opacity,
                fade_from_mm=settings.temple_mm,
                fade_to_mm=settings.temple_mm + FADE_MM,
                colour=_linear(settings.colour) if painted else None,
                tint=(*_linear(settings.lens_colour), settings.lens_density) if tinted else None,
                tint_gradient=settings.lens_gradient,
                shadow=settings.shadow,
            ),
        )


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (float(v) for v in linear_from_srgb(srgb_from_hex(colour)))
    return red, green, blue


def head_from_model(model: Model3D, mesh: FaceMesh, settings: GlassesSettings) -> Array:
    """(4, 4): model mm to head mm, scale included."""
    placed = _placement(settings.size, settings.tilt, settings.up_mm)
    placed[2, 3] = settings.forward_mm
    if settings.rest_on_nose:
        placed[2, 3] += resting_mm(model, mesh, settings.size, settings.tilt, settings.up_mm)
    return placed


def _placement(size: float, tilt_deg: float, up_mm: float) -> Array:
    angle = np.deg2rad(tilt_deg)
    c, s = np.cos(angle) * size, np.sin(angle) * size
    return np.array([[size, 0, 0, 0], [0, c, -s, up_mm], [0, s, c, 0], [0, 0, 0, 1]], np.float64)


@lru_cache(maxsize=64)
def resting_mm(model: Model3D, mesh: FaceMesh, size: float, tilt_deg: float, up_mm: float) -> float:
    """How far along z the front touches the face (positive: forward), 0 where no sensible place is near.

    The farthest that any point of the front lies behind the skin, less SINK_MM: pads, bridge, rims and the
    brow are all taken into account.
    """
    points = np.concatenate([primitive.positions for primitive in model.primitives]).astype(np.float64)
    placed = _placement(size, tilt_deg, up_mm)
    points = points @ placed[:3, :3].T + placed[:3, 3]
    front = points[(points[:, 2] > -12.0) & (np.abs(points[:, 0]) < _HALF_WIDTH_MM - 1.0)]
    front = front[np.abs(front[:, 1]) < _HALF_HEIGHT_MM - 1.0]
    if not len(front):
        return 0.0
    skin = _skin_depth(mesh)
    column = np.round((front[:, 0] + _HALF_WIDTH_MM) / _GRID_MM).astype(np.int64)
    row = np.round((front[:, 1] + _HALF_HEIGHT_MM) / _GRID_MM).astype(np.int64)
    offset = float(np.max(skin[row, column] - front[:, 2])) - SINK_MM
    return offset if -MOST_BACK_MM <= offset <= MOST_FORWARD_MM else 0.0


_GRID_MM, _HALF_WIDTH_MM, _HALF_HEIGHT_MM = 0.5, 60.0, 40.0


@lru_cache(maxsize=4)
def _skin_depth(mesh: FaceMesh) -> NDArray[np.float64]:
    """(rows, columns): z of the skin over a grid of x, y about the pupils; -inf beside the face."""
    x = np.arange(-_HALF_WIDTH_MM, _HALF_WIDTH_MM + _GRID_MM / 2, _GRID_MM)
    y = np.arange(-_HALF_HEIGHT_MM, _HALF_HEIGHT_MM + _GRID_MM / 2, _GRID_MM)
    depth = np.full((len(y), len(x)), -np.inf)
    for a, b, c in mesh.vertices_mm[mesh.triangles]:
        area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
        columns = np.flatnonzero((x >= low[0]) & (x <= high[0]))
        rows = np.flatnonzero((y >= low[1]) & (y <= high[1]))
        if area <= 1e-9 or not len(columns) or not len(rows):
            continue
        px, py = x[columns][None, :], y[rows][:, None]
        v = ((px - a[0]) * (c[1] - a[1]) - (py - a[1]) * (c[0] - a[0])) / area
        w = ((b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0])) / area
        z = np.where(
            (v >= 0) & (w >= 0) & (v + w <= 1), a[2] + v * (b[2] - a[2]) + w * (c[2] - a[2]), -np.inf
        )
        block = np.ix_(rows, columns)
        depth[block] = np.maximum(depth[block], z)
    return depth


@lru_cache(maxsize=32)
def in_finish(model: Model3D, finish: str) -> Model3D:
    """The model with its "frame" materials in another finish; the same object where nothing changes."""
    if finish not in ("tortoise", "crystal"):
        return model
    change = _as_tortoise if finish == "tortoise" else _as_crystal
    painted = tuple(change(p) if p.material.name.lower().startswith("frame") else p for p in model.primitives)
    return replace(model, key=f"{model.key}/{finish}", primitives=painted)


def _as_crystal(primitive: Primitive) -> Primitive:
    """Clear acetate: the picture shines through, and its edges catch the light."""
    colour = (*primitive.material.base_colour[:3], CRYSTAL_ALPHA)
    material = replace(
        primitive.material, base_colour=colour, alpha_mode="BLEND", metallic=0.0, roughness=0.08
    )
    return replace(primitive, material=material)


def _as_tortoise(primitive: Primitive) -> Primitive:
    """Amber acetate with dark clouds, as colours of the vertices."""
    cloud = _clouds(primitive.positions.astype(np.float64))
    dark, amber, honey = (
        np.array(c) for c in ((0.016, 0.007, 0.004), (0.2, 0.062, 0.014), (0.42, 0.17, 0.045))
    )
    warm = amber + (honey - amber) * np.clip(cloud[:, 1:], 0.0, 1.0)
    share = np.clip(cloud[:, :1] * 1.6 + 0.42, 0.0, 1.0)
    colours = np.ones((len(cloud), 4), np.float32)
    colours[:, :3] = dark + (warm - dark) * share * share * (3.0 - 2.0 * share)
    material = replace(
        primitive.material, name="tortoise", base_colour=(1.0, 1.0, 1.0, 1.0), metallic=0.0, roughness=0.14
    )
    return replace(primitive, material=material, colours=read_only(colours))


def _clouds(positions: Array) -> Array:
    """(n, 2) smooth noise of about -1..1: a sum of bent waves 9 to 30 mm long, without any random state."""
    x, y, z = positions.T
    bent = np.stack(
        [x + 3.0 * np.sin(0.21 * y + 0.4), y + 2.5 * np.sin(0.27 * x), z + 3.0 * np.sin(0.19 * y)]
    )
    waves = np.array([[0.31, 0.22, 0.17], [-0.24, 0.43, 0.21], [0.53, -0.31, 0.34], [-0.19, -0.37, 0.55]])
    phases = np.array([[0.7], [2.1], [4.4], [5.2]])
    angle = waves @ bent + phases
    first = (np.array([0.4, 0.32, 0.22, 0.2]) @ np.sin(angle))[:, None]
    second = (np.array([0.3, 0.3, 0.3, 0.3]) @ np.sin(1.7 * angle + 1.0))[:, None]
    return np.hstack([first, second])

"""Shoes on feet: to size, mirrored to the left, behind the leg, on the floor.

A shoe's model lies in foot space (sole on y = 0, heel at the origin, toe towards +z) and is a right shoe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, ClassVar

import numpy as np

from ..core.foot import LEFT, PARIS_POINT_MM
from ..core.maths import Array, linear_from_srgb, read_only, srgb_from_hex
from ..core.missing import Missing
from ..core.model3d import Material, Model3D, Primitive
from ..core.params import Choice, Colour, Knob, Main, Needs, Toggle
from ..core.products import WornItem
from ..core.scene import Layer, ShoeGround, WornShoe
from ..core.tracks import FootTrack
from .compose import FitContext, fitter

AS_SEEN, A_SHOE, A_BARE_FOOT = "as seen", "a shoe", "a bare foot or sock"
# What the tracker may see on a foot that leaves a shoe the room that a bare foot does.
_BARE = ("bare", "sock", "sandal")
TO_THE_FOOT, FIXED = "to the foot", "EU size"
IN_FRONT, INSIDE = "in front", "in the shaft"
AS_MADE, CHOSEN = "as made", "chosen"
# What upper and sole add to the last's length, heel and toe together.
WALLS_MM = 10.0
# A shoe is longer than the foot in it by room for the toes and by its walls.
OUTSIDE_OF_FOOT_MM = 12.0 + WALLS_MM
# A model shorter than this has no length that one could scale by.
_SHORTEST_MM = 1.0


@dataclass(frozen=True, slots=True)
class ShoeSettings:
    """What one can change about worn shoes."""

    over: Annotated[
        str,
        Choice(
            (AS_SEEN, A_SHOE, A_BARE_FOOT),
            "what is really worn now: it decides the room inside, and what one sees there",
        ),
        Main,
    ] = AS_SEEN
    sizing: Annotated[
        str, Choice((TO_THE_FOOT, FIXED), "as long as the foot asks for, or true to one size"), Main
    ] = TO_THE_FOOT
    eu_size: Annotated[
        float,
        Knob(16.0, 52.0, 0.5, "EU", "the size worn, to scale with the foot's length as it is known"),
        Needs("sizing", (FIXED,)),
    ] = 42.0
    size: Annotated[
        float, Knob(0.8, 1.25, 0.01, "x", "how large the shoe is; 1 is the length chosen above"), Main
    ] = 1.0
    forward_mm: Annotated[float, Knob(-30.0, 30.0, 0.5, "mm", "towards the toe, or back to the heel")] = 0.0
    outward_mm: Annotated[
        float, Knob(-20.0, 20.0, 0.5, "mm", "away from the other foot; both shoes move alike")
    ] = 0.0
    up_mm: Annotated[float, Knob(-15.0, 15.0, 0.5, "mm", "off the floor, or into it")] = 0.0
    turn: Annotated[float, Knob(-15.0, 15.0, 0.5, "°", "turns the toes outwards; both shoes turn alike")] = (
        0.0
    )
    colours: Annotated[
        str, Choice((AS_MADE, CHOSEN), "the colours of the file, or those chosen for its parts")
    ] = AS_MADE
    upper_colour: Annotated[
        str, Colour('the colour of the materials named "upper"'), Needs("colours", (CHOSEN,))
    ] = "#26262a"
    accent_colour: Annotated[
        str, Colour('the colour of the materials named "accent"'), Needs("colours", (CHOSEN,))
    ] = "#c8452f"
    sole_colour: Annotated[
        str, Colour('the colour of the materials named "sole"'), Needs("colours", (CHOSEN,))
    ] = "#f2f0ea"
    laces_colour: Annotated[
        str, Colour('the colour of the materials named "laces"'), Needs("colours", (CHOSEN,))
    ] = "#f2f0ea"
    leg: Annotated[
        str,
        Choice(
            (IN_FRONT, INSIDE),
            "trousers and leg hang over the shoe, or stand in its shaft as in a boot's",
        ),
    ] = IN_FRONT
    hide: Annotated[
        float, Knob(0.0, 1.0, 0.01, "", "how well the real shoe vanishes where the worn one is smaller")
    ] = 1.0
    shadow: Annotated[float, Knob(0.0, 1.0, 0.01, "", "how dark the shoe's shadow on the floor is")] = 0.8
    mirrored: Annotated[
        bool,
        Toggle("the left shoe is the right one's mirror image; off wears the model as it is made on both"),
    ] = True


@fitter("shoe")
class ShoeFitter:
    """A shoe follows the pose of its foot."""

    Settings: ClassVar[type[ShoeSettings]] = ShoeSettings

    def fit(self, item: WornItem, track: FootTrack, context: FitContext) -> tuple[Layer, ...]:
        """The ground and the shoe on it, or nothing while the pose is unknown."""
        settings = item.settings
        assert isinstance(settings, ShoeSettings)
        if item.model is None or isinstance(track.pose, Missing) or not isinstance(track, FootTrack):
            return ()
        left = track.side == LEFT
        if settings.over == AS_SEEN:
            settings = replace(settings, over=A_BARE_FOOT if track.footwear in _BARE else A_SHOE)
        model = mirrored(item.model) if left and settings.mirrored else item.model
        model = painted(model, chosen_colours(settings))
        shoe = WornShoe(
            subject=track.id,
            model=model,
            camera_from_model=track.pose.matrix
            @ foot_from_model(model, track.length_mm, settings, left=left),
            camera_from_foot=track.pose.matrix,
            foot_mm=track.length_mm,
            mask=track.mask,
            opacity=context.opacity,
            leg_in_front=settings.leg == IN_FRONT,
            bare=settings.over == A_BARE_FOOT,
        )
        return ShoeGround(shoe, settings.hide, settings.shadow), shoe


def foot_from_model(model: Model3D, length_mm: float, settings: ShoeSettings, *, left: bool) -> Array:
    """(4, 4): model mm to foot mm, scale included, for a real foot of that outer length."""
    scale = settings.size * outer_length_mm(length_mm, settings) / model_length_mm(model)
    outward = 1.0 if left else -1.0  # x points to the wearer's left
    angle = np.deg2rad(settings.turn) * outward
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    return np.array(
        [
            [c, 0.0, s, settings.outward_mm * outward],
            [0.0, scale, 0.0, settings.up_mm],
            [-s, 0.0, c, settings.forward_mm],
            [0.0, 0.0, 0.0, 1.0],
        ]
    )


def outer_length_mm(length_mm: float, settings: ShoeSettings) -> float:
    """How long the worn shoe is outside, on a foot (or in a shoe) of outer length `length_mm`."""
    if settings.sizing == FIXED:
        return settings.eu_size * PARIS_POINT_MM + WALLS_MM
    return length_mm + (OUTSIDE_OF_FOOT_MM if settings.over == A_BARE_FOOT else 0.0)


def model_length_mm(model: Model3D) -> float:
    """From heel to toe."""
    low, high = _bounds(model)
    return max(float(high[2] - low[2]), _SHORTEST_MM)


@lru_cache(maxsize=64)
def _bounds(model: Model3D) -> tuple[Array, Array]:
    low, high = model.bounds_mm()
    return low.astype(np.float64), high.astype(np.float64)


def chosen_colours(settings: ShoeSettings) -> tuple[tuple[str, str], ...]:
    """(part, '#rrggbb') of the parts to be painted; none where the shoe is as made."""
    if settings.colours != CHOSEN:
        return ()
    return (
        ("upper", settings.upper_colour),
        ("accent", settings.accent_colour),
        ("sole", settings.sole_colour),
        ("laces", settings.laces_colour),
    )


@lru_cache(maxsize=64)
def painted(model: Model3D, colours: tuple[tuple[str, str], ...]) -> Model3D:
    """The model with the materials whose names begin with a part's word in that part's colour.

    Their pictures, grain and shade stay.
    """
    if not colours:
        return model
    chosen = dict(colours)
    return replace(
        model,
        key="/".join([model.key, *(f"{part}={colour}" for part, colour in colours)]),
        primitives=tuple(_painted(primitive, chosen) for primitive in model.primitives),
    )


def _painted(primitive: Primitive, colours: dict[str, str]) -> Primitive:
    material = primitive.material
    word = material.name.lower().split(" ")[0]
    if word not in colours:
        return primitive
    wanted = linear_from_srgb(srgb_from_hex(colours[word])) / _mean_albedo(material)
    red, green, blue = (float(v) for v in np.minimum(wanted, 1.0))
    return replace(
        primitive, material=replace(material, base_colour=(red, green, blue, material.base_colour[3]))
    )


def _mean_albedo(material: Material) -> float:
    """The linear brightness of a material's picture, which its factor has to make up for."""
    if material.base_texture is None:
        return 1.0
    rgb = material.base_texture.rgba[..., :3].astype(np.float64) / 255.0
    return max(float(linear_from_srgb(rgb).mean()), 0.05)


@lru_cache(maxsize=32)
def mirrored(model: Model3D) -> Model3D:
    """The shoe of the other foot: x to -x, triangles turned over so that outside stays outside."""
    return replace(
        model,
        key=f"{model.key}/mirrored",
        primitives=tuple(_mirrored(primitive) for primitive in model.primitives),
    )


def _mirrored(primitive: Primitive) -> Primitive:
    across = np.array([-1.0, 1.0, 1.0], np.float32)
    return replace(
        primitive,
        positions=read_only(primitive.positions * across),
        normals=read_only(primitive.normals * across),
        indices=read_only(np.ascontiguousarray(primitive.indices[:, ::-1])),
    )

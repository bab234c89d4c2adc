"""The seam between deciding and drawing.

A Scene is the picture and, in drawing order, the layers to lay over it. A layer says what is to be seen in
picture px, camera millimetres and linear light; how it is drawn is the renderer's business. Each layer type
has one pass in app/render/passes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .frame import Frame
from .maths import Array
from .model3d import Model3D
from .observations import FootMask
from .pattern import Pattern


@dataclass(frozen=True, slots=True)
class Light:
    """The light on the face, as measured from the picture.

    `ambient` is linear RGB, 1.0 where skin of average albedo would look correctly exposed; `direction` is a
    unit vector in camera space towards the main light.
    """

    ambient: tuple[float, float, float] = (1.0, 1.0, 1.0)
    direction: tuple[float, float, float] = (0.0, -0.6, -0.8)


@dataclass(frozen=True, slots=True, eq=False)
class LipPaint:
    """Lipstick on one mouth.

    `outer` and `inner` (20, 2) float32 px: the lips' closed contours in the order of core.face.LIPS_OUTER
    and LIPS_INNER. `colour` is linear RGB; `coverage` 0..1 (0 shows bare lips); `gloss` 0..1 strength and
    `gloss_roughness` 0..1 of the highlight; `matte` 0..1 takes away the lips' own shine. `opacity` 0..1
    fades the whole layer. `face_px` is the face's width, the scale of everything soft.
    """

    subject: int
    outer: NDArray[np.float32]
    inner: NDArray[np.float32]
    colour: tuple[float, float, float]
    coverage: float
    matte: float
    gloss: float
    gloss_roughness: float
    opacity: float
    face_px: float


@dataclass(frozen=True, slots=True, eq=False)
class HeadOccluder:
    """A depth-only head: hides worn things behind it and paints nothing.

    `points_camera_mm` (478, 3) is the face mesh in camera space, laid through the landmarks; `triangles`
    (m, 3). `camera_from_head` (4, 4) places the skull and the ears behind it.
    """

    subject: int
    points_camera_mm: NDArray[np.float32]
    triangles: NDArray[np.int32]
    camera_from_head: Array


@dataclass(frozen=True, slots=True, eq=False)
class WornModel:
    """A model worn on a rigid part.

    `camera_from_model` (4, 4) takes model millimetres to the camera (scale included). Between `fade_from_mm`
    and `fade_to_mm` along model -z (distance behind the datum) the model fades out: temples behind the ears.
    `tint` is linear RGBA multiplied into transmitting materials, and `tint_gradient` 0..1 clears their lower
    part; `colour` (linear RGB) repaints materials named "frame" where given.
    """

    subject: int
    model: Model3D
    camera_from_model: Array
    opacity: float
    fade_from_mm: float = 1e6
    fade_to_mm: float = 1e6 + 1.0
    colour: tuple[float, float, float] | None = None
    tint: tuple[float, float, float, float] | None = None
    tint_gradient: float = 0.0
    shadow: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class FacePattern:
    """A drawing laid on the face like make-up.

    `points_camera_mm` (478, 3) is the face mesh in camera space, laid through the landmarks; `triangles`
    (m, 3) counter-clockwise from outside; `uv` (478, 2) says where each point lies on the pattern and
    `cover` (478,) 0..1 how much of it shows there. `coverage` 0..1 is that of the pigment; `texture` 0..1
    how far the skin's own light and shade show through it. `opacity` 0..1 fades the whole layer.
    """

    subject: int
    points_camera_mm: NDArray[np.float32]
    triangles: NDArray[np.int32]
    uv: NDArray[np.float32]
    cover: NDArray[np.float32]
    pattern: Pattern
    coverage: float
    texture: float
    opacity: float


@dataclass(frozen=True, slots=True, eq=False)
class WornShoe:
    """A shoe worn on one foot, behind the leg and round the ankle.

    `camera_from_model` (4, 4) takes model millimetres to the camera (scale included; a left shoe's model is
    mirrored already). `camera_from_foot` (4, 4) is the rigid pose of the real foot of outer length
    `foot_mm`, its sole plane y = 0. `mask` says what is leg and what is foot in the picture; None where
    nobody looked. `leg_in_front`: whatever is leg in the mask hides the shoe; else the near side of the shaft
    covers it. `bare`: the real foot has no shoe on, so it is what one sees where the worn one is open.
    """

    subject: int
    model: Model3D
    camera_from_model: Array
    camera_from_foot: Array
    foot_mm: float
    mask: FootMask | None
    opacity: float
    leg_in_front: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ShoeGround:
    """What a worn shoe does to the picture around it, drawn before any shoe.

    `hide` 0..1: the real foot or shoe gives way to the floor's colour (where there is a mask). `shadow` 0..1:
    how dark the worn shoe's shadow on the floor is.
    """

    shoe: WornShoe
    hide: float
    shadow: float


Layer = LipPaint | FacePattern | HeadOccluder | WornModel | ShoeGround | WornShoe


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture and everything that is to be seen on it. Without layers the picture stays bit-identical."""

    frame: Frame
    layers: tuple[Layer, ...] = ()
    light: Light = field(default_factory=Light)

"""Pictures of products for the catalogue: make-up on the demo subject's face, worn things by themselves.

Drawn by the renderer that draws the mirror, so that a picture promises what one gets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .. import __version__
from ..core.camera import Intrinsics
from ..core.document import Snapshot, Worn
from ..core.errors import UserError
from ..core.face import FACE_OVAL, FACE_POINTS, LIPS_OUTER
from ..core.frame import Frame
from ..core.maths import frozen, rotation_from_euler
from ..core.missing import Missing
from ..core.observations import Crop
from ..core.pose import CAMERA_FROM_FACING_HEAD, Pose
from ..core.products import Product, WornItem
from ..core.scene import Light, Scene, WornModel
from ..core.tracks import FaceTrack
from ..render.context import open_context
from ..render.renderer import Renderer
from ..scenes.demo_face import DemoFace
from ..scenes.demo_motion import Motion
from ..stages.compose import FitContext, compose, fitters
from ..store.face_mesh import load_face_mesh
from ..store.model_files import files_of_model
from ..store.products import Catalogue, resolve_item, settings_of
from ..store.resource_path import resource_path
from ..vision.light import measure_light
from .shoe_portrait import shoe_alone

Pixels = NDArray[np.uint8]

# Raised whenever pictures come out differently for another reason than a shader or a product.
_RECIPE = 1
# Drawn larger and made smaller: smooth edges from a photograph that is coarse this close.
_OVERSAMPLING = 2
# A little from the side and from above: glasses show their front and a temple.
_YAW_RAD, _PITCH_RAD = -0.5, 0.14
_FOV_RAD = 0.3
# The picture's width over the product's.
_ROOM = 1.22
# Behind the shoe of a look: whatever the theme is, it is kept.
_LOOK_GROUND = (150, 150, 150)


@dataclass(frozen=True, slots=True)
class CloseUp:
    """The part of the face that a kind of make-up is shown on.

    `points` are the landmarks that fill the picture; its width is `room` times theirs, and their middle lies
    at `height` 0..1 from its top. `motion` is the expression that shows the product best.
    """

    points: tuple[int, ...]
    room: float
    height: float
    motion: Motion


# The photograph smiles with thin lips: without the smile, and closed, they are full.
_MOUTH = CloseUp(tuple(LIPS_OUTER), 1.14, 0.46, Motion(relaxed=1.25, lips_closed=1.12))
_FACE = CloseUp(tuple(FACE_OVAL), 1.1, 0.47, Motion())
CLOSE_UPS: Mapping[str, CloseUp] = {"lipstick": _MOUTH, "lip-liner": _MOUTH, "pattern": _FACE}


@dataclass(frozen=True, slots=True, eq=False)
class _Sitter:
    """A close-up of the demo subject, ready to be made up."""

    frame: Frame
    track: FaceTrack
    light: Light


class PortraitStudio:
    """Draws pictures of products, in one GL context of its own; used in one thread, as a context manager.

    Entering raises UserError where there is no OpenGL without a window.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._sitters: dict[tuple[str, int, int], _Sitter] = {}

    def __enter__(self) -> PortraitStudio:
        with ExitStack() as stack:
            self._context = stack.enter_context(open_context())
            self._renderer = stack.enter_context(Renderer())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def picture(
        self, worn: Worn, catalogue: Catalogue, *, size: tuple[int, int], ground: tuple[int, int, int]
    ) -> Pixels:
        """A product in one variant, (height, width, 3) sRGB for `size` (width, height).

        `ground` is the colour behind worn things. Raises UserError for a product that cannot be worn, or
        that has nothing to show.
        """
        item = resolve_item(worn, catalogue)
        width, height = size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING
        if item.product.kind == "shoe":
            scene = shoe_alone(item, width, height, ground)
        elif item.model is not None:
            scene = _alone(item, width, height, ground)
        else:
            scene = self._on_face(item, width, height)
        self._context.make_current()  # other work of this thread may have had a context of its own
        drawn = Image.fromarray(self._renderer.picture(scene))
        return np.asarray(drawn.resize(size, Image.Resampling.BOX))

    def prepare_look(self, *, size: tuple[int, int]) -> None:
        """What `look` of that size would else do first: it takes as long as several looks."""
        width, height = size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING
        if ("", width, height) not in self._sitters:
            self._sitters["", width, height] = _sit(_FACE, width, height)

    def look(self, worn: Iterable[Worn], catalogue: Catalogue, *, size: tuple[int, int]) -> Pixels:
        """A whole look on the demo subject's face, or its shoe alone: (height, width, 3) sRGB for `size`
        (width, height).

        What cannot be worn any more is left out.
        """
        items = []
        for one in worn:
            with suppress(UserError):
                items += [resolve_item(one, catalogue)] if one.enabled else []
        width, height = size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING
        shoe = next((item for item in items if item.product.kind == "shoe"), None)
        if shoe is not None:  # feet would be followed
            scene = shoe_alone(shoe, width, height, _LOOK_GROUND)
        else:
            self.prepare_look(size=size)
            sitter = self._sitters["", width, height]
            snapshot = Snapshot(0, "", 1, 1.0, frozen({}), tuple(items), frozen({}))
            scene = compose(sitter.frame, (sitter.track,), snapshot, load_face_mesh(), sitter.light)
        self._context.make_current()
        drawn = Image.fromarray(self._renderer.picture(scene))
        return np.asarray(drawn.resize(size, Image.Resampling.BOX))

    def _on_face(self, item: WornItem, width: int, height: int) -> Scene:
        kind = item.product.kind
        key = (kind, width, height)
        if key not in self._sitters:
            self._sitters[key] = _sit(CLOSE_UPS[kind], width, height)
        sitter = self._sitters[key]
        context = FitContext(sitter.frame.camera, load_face_mesh(), 1.0)
        return Scene(sitter.frame, fitters()[kind].fit(item, sitter.track, context), sitter.light)


def can_be_drawn(product: Product) -> bool:
    """Whether there is a way to show this product."""
    return product.model_path is not None or product.kind in CLOSE_UPS


def picture_key(
    worn: Worn, catalogue: Catalogue, *, size: tuple[int, int], ground: tuple[int, int, int]
) -> str:
    """A name for everything that makes the picture: equal keys, equal pictures.

    Raises UserError or OSError for a product whose files cannot be read.
    """
    product = catalogue.get(worn.product_id)
    settings = settings_of(product, product.variant(worn.variant_id), worn.settings)
    parts = [_RECIPE, __version__, _looks_of_renderer(), product.kind, asdict(settings), size]
    if product.model_path is not None:
        parts += [ground, _model_digest(Path(product.model_path)), product.guess_datum]
    if product.pattern_path is not None:
        parts += [hashlib.sha256(Path(product.pattern_path).read_bytes()).hexdigest()]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def look_key(worn: Iterable[Worn], catalogue: Catalogue, *, size: tuple[int, int]) -> str:
    """As `picture_key`, for a whole look; what cannot be read any more is no part of the picture."""
    parts = []
    for one in worn:
        with suppress(UserError, OSError):
            parts += [picture_key(one, catalogue, size=size, ground=(0, 0, 0))] if one.enabled else []
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:32]


def _model_digest(path: Path) -> str:
    digest = hashlib.sha256()
    for file in files_of_model(path):
        digest.update(file.path.read_bytes())
    return digest.hexdigest()


@cache
def _looks_of_renderer() -> str:
    """The shaders and the photograph, as one digest."""
    digest = hashlib.sha256()
    for folder in ("shaders", "face/demo"):
        for file in sorted(resource_path(folder).iterdir()):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _sit(close_up: CloseUp, width: int, height: int) -> _Sitter:
    """The demo subject's face, cut out and enlarged, with its landmarks."""
    face = DemoFace()
    try:
        rgb, truth = face.render_motion(close_up.motion)
    finally:
        face.close()
    light = measure_light(rgb, truth.points)
    at = truth.points[list(close_up.points), :2]
    low, high = at.min(axis=0), at.max(axis=0)
    scale = width / (float(high[0] - low[0]) * close_up.room)
    left = float(low[0] + high[0]) / 2 - width / scale / 2
    top = float(low[1] + high[1]) / 2 - height / scale * close_up.height
    box = (left, top, left + width / scale, top + height / scale)
    enlarged = Image.fromarray(rgb).resize((width, height), Image.Resampling.LANCZOS, box=box)
    points = ((truth.points - [left, top, 0.0]) * scale).astype(np.float32)
    c = truth.camera
    middle = (c.cx - left) * scale, (c.cy - top) * scale
    camera = Intrinsics(width, height, c.fx * scale, c.fy * scale, *middle)
    frame = Frame.from_rgb(np.asarray(enlarged), camera=camera)
    track = _track(points, truth.pose)
    return _Sitter(frame, track, Light() if isinstance(light, Missing) else light)


def _alone(item: WornItem, width: int, height: int, ground: tuple[int, int, int]) -> Scene:
    """The product alone, filling the picture, placed by its own fitter on a head that is not drawn."""
    assert item.model is not None
    low, high = item.model.bounds_mm()
    # The front is what is looked at; the temples run out of the middle.
    centre = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, high[2] - 0.3 * (high[2] - low[2])])
    camera = Intrinsics.from_vertical_fov(width, height, _FOV_RAD)
    rotation = CAMERA_FROM_FACING_HEAD @ rotation_from_euler(yaw_rad=_YAW_RAD, pitch_rad=_PITCH_RAD)
    # What is higher than wide must fit as well.
    extent = max(float(high[0] - low[0]), float(high[1] - low[1]) * width / height)
    pose = Pose(rotation, np.array([0.0, 0.0, extent * _ROOM * camera.fx / width]) - rotation @ centre)
    nobody = _track(np.zeros((FACE_POINTS, 3), np.float32), pose)
    layers = fitters()[item.product.kind].fit(item, nobody, FitContext(camera, load_face_mesh(), 1.0))
    alone = tuple(_whole(layer) for layer in layers if isinstance(layer, WornModel))
    backdrop = np.full((height, width, 3), ground, np.uint8)
    return Scene(Frame.from_rgb(backdrop, camera=camera), alone)


def _whole(layer: WornModel) -> WornModel:
    """Without what only a head explains: vanishing temples, shadows on skin."""
    return replace(layer, fade_from_mm=1e6, fade_to_mm=1e6 + 1.0, shadow=0.0)


def _track(points: NDArray[np.float32], pose: Pose) -> FaceTrack:
    return FaceTrack(
        id=0,
        column=0,
        raw=points,
        points=points,
        visible=np.ones(FACE_POINTS, np.float32),
        score=1.0,
        present=True,
        opacity=1.0,
        crop=Crop(0.0, 0.0, 1.0),
        pose=pose,
    )

"""Pictures of products: a lipstick drawn in its shade and finish, a worn thing rendered from its GLB."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPixmap

from ..core.camera import Intrinsics
from ..core.document import Worn
from ..core.face import FACE_POINTS
from ..core.frame import Frame
from ..core.maths import rotation_from_euler
from ..core.observations import Crop
from ..core.pose import CAMERA_FROM_FACING_HEAD, Pose
from ..core.products import Product, Variant
from ..core.scene import Scene, WornModel
from ..core.tracks import FaceTrack
from ..render.context import open_context
from ..render.renderer import Renderer
from ..stages.compose import FitContext, fitters
from ..store.face_mesh import load_face_mesh
from ..store.products import Catalogue, resolve_item
from .icons import drawn
from .theme import colours

# Where a thumbnail is not drawn yet, or cannot be: an icon of the kind.
_ICONS = {"glasses": "glasses"}
_FALLBACK = "product"
_GROUND = QColor(colours().tile)
BACKGROUND = (_GROUND.red(), _GROUND.green(), _GROUND.blue())
# A little from the side and from above: glasses show their front and a temple.
_YAW_RAD, _PITCH_RAD = -0.5, 0.14
_FOV_RAD = 0.3
# The picture's width over the product's.
_ROOM = 1.22


def painted(product: Product, variant: Variant | None, size: int) -> QPixmap:
    """What can be shown at once: a drawn lipstick, or the kind's icon; size x size px."""
    if product.kind == "lipstick" and variant is not None:
        settings = {**product.settings, **variant.settings}
        return _lipstick(variant.swatch, str(settings.get("finish", "satin")), size)
    return drawn(_ICONS.get(product.kind, _FALLBACK), size)


@lru_cache(maxsize=256)
def _lipstick(shade: str, finish: str, size: int) -> QPixmap:
    """A bullet in its case; the sheen on it tells the finish."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64.0, size / 64.0)
    painter.setPen(Qt.PenStyle.NoPen)
    _case(painter)
    _bullet(painter, QColor(shade), finish)
    painter.end()
    return pixmap


def _case(painter: QPainter) -> None:
    for x, width, top, height, dark, light in (
        (19.0, 26.0, 45.0, 17.0, "#161616", "#4b4b4b"),
        (21.5, 21.0, 38.0, 8.0, "#8b8b8b", "#e2e2e2"),
    ):
        metal = QLinearGradient(x, 0, x + width, 0)
        metal.setColorAt(0.0, QColor(dark))
        metal.setColorAt(0.32, QColor(light))
        metal.setColorAt(0.55, QColor(dark).lighter(125))
        metal.setColorAt(1.0, QColor(dark).darker(115))
        painter.setBrush(metal)
        painter.drawRoundedRect(QRectF(x, top, width, height), 1.8, 1.8)


def _bullet(painter: QPainter, shade: QColor, finish: str) -> None:
    # A cylinder cut aslant, its tip rounded.
    body = QPainterPath(QPointF(24.0, 38.5))
    body.lineTo(24.0, 17.5)
    body.cubicTo(24.0, 9.0, 33.5, 1.5, 37.5, 3.2)
    body.cubicTo(40.2, 4.4, 40.0, 9.0, 40.0, 13.0)
    body.lineTo(40.0, 38.5)
    body.closeSubpath()
    sheen = {"matte": 108, "satin": 128, "gloss": 150}.get(finish, 128)
    round_body = QLinearGradient(24.0, 0, 40.0, 0)
    round_body.setColorAt(0.0, shade.darker(135))
    round_body.setColorAt(0.3, shade.lighter(sheen))
    round_body.setColorAt(0.55, shade)
    round_body.setColorAt(1.0, shade.darker(150))
    painter.setBrush(round_body)
    painter.drawPath(body)
    cut = QPainterPath(QPointF(24.0, 18.0))
    cut.cubicTo(24.0, 9.0, 33.5, 1.5, 37.5, 3.2)
    cut.cubicTo(39.0, 9.0, 33.0, 19.5, 24.0, 18.0)
    painter.setBrush(shade.lighter(112 if finish == "matte" else 122))
    painter.drawPath(cut)
    if finish == "matte":
        return
    glint = QColor(255, 255, 255, 235 if finish == "gloss" else 90)
    painter.setBrush(glint)
    width = 2.4 if finish == "gloss" else 3.2
    painter.drawRoundedRect(QRectF(27.2, 20.5, width, 14.5), width / 2, width / 2)
    if finish == "gloss":
        painter.drawEllipse(QPointF(34.4, 7.6), 1.5, 2.3)


def rendered(
    products: tuple[Product, ...], catalogue: Catalogue, width: int, height: int
) -> dict[str, QImage]:
    """Pictures of worn things by product id, in a GL context of its own; for a worker thread.

    Raises UserError where there is no GL without a window; a product whose model is broken is left out.
    """
    pictures = {}
    with open_context(), Renderer() as renderer:
        for product in products:
            scene = _portrait(product, catalogue, width, height)
            if scene is not None:
                pictures[product.id] = _image(renderer.picture(scene))
    return pictures


def _portrait(product: Product, catalogue: Catalogue, width: int, height: int) -> Scene | None:
    """The product alone, filling the picture, placed by its own fitter on a head that is not drawn."""
    item = resolve_item(Worn(product.id), catalogue)
    if item.model is None:
        return None
    low, high = item.model.bounds_mm()
    # The front is what is looked at; the temples run out of the middle.
    centre = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, high[2] - 0.3 * (high[2] - low[2])])
    camera = Intrinsics.from_vertical_fov(width, height, _FOV_RAD)
    rotation = CAMERA_FROM_FACING_HEAD @ rotation_from_euler(yaw_rad=_YAW_RAD, pitch_rad=_PITCH_RAD)
    distance_mm = float(high[0] - low[0]) * _ROOM * camera.fx / width
    pose = Pose(rotation, np.array([0.0, 0.0, distance_mm]) - rotation @ centre)
    layers = fitters()[product.kind].fit(item, _nobody(pose), FitContext(camera, load_face_mesh(), 1.0))
    alone = tuple(_whole(layer) for layer in layers if isinstance(layer, WornModel))
    return Scene(Frame.from_rgb(np.full((height, width, 3), BACKGROUND, np.uint8), camera=camera), alone)


def _whole(layer: WornModel) -> WornModel:
    """Without what only a head explains: vanishing temples, shadows on skin."""
    return replace(layer, fade_from_mm=1e6, fade_to_mm=1e6 + 1.0, shadow=0.0)


def _nobody(pose: Pose) -> FaceTrack:
    points = np.zeros((FACE_POINTS, 3), np.float32)
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


def _image(rgb: NDArray[np.uint8]) -> QImage:
    height, width = rgb.shape[:2]
    return QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()

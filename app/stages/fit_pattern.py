"""A pattern: a designer's own drawing on the face's sheet becomes one FacePattern."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..core.face import FaceMesh
from ..core.face_uv import face_uv, skin_cover
from ..core.missing import Missing
from ..core.params import Knob
from ..core.products import WornItem
from ..core.scene import FacePattern, Layer
from ..core.tracks import FaceTrack
from .compose import FitContext, fitter

# Where a face without a pose is taken to be: only what lies before what depends on it.
_USUAL_DEPTH_MM = 600.0


@dataclass(frozen=True, slots=True)
class PatternSettings:
    """How a drawing lies on the skin."""

    coverage: Annotated[float, Knob(0, 1, 0.01, "", "how much of the skin the drawing hides")] = 0.9
    texture: Annotated[
        float, Knob(0, 1, 0.01, "", "how far the skin's own light and shade show through it")
    ] = 0.85


@fitter("pattern")
class PatternFitter:
    """Fits drawings to the stabilised landmarks."""

    Settings: ClassVar[type[Any]] = PatternSettings

    def fit(self, item: WornItem, track: FaceTrack, context: FitContext) -> tuple[Layer, ...]:
        """One FacePattern; nothing at coverage 0."""
        settings: PatternSettings = item.settings
        if item.pattern is None or settings.coverage <= 0.0 or context.opacity <= 0.0:
            return ()
        uv, cover = _sheet(context.mesh)
        layer = FacePattern(
            subject=track.id,
            points_camera_mm=_points_camera_mm(track, context),
            triangles=context.mesh.triangles,
            uv=uv,
            cover=cover,
            pattern=item.pattern,
            coverage=settings.coverage,
            texture=settings.texture,
            opacity=context.opacity,
        )
        return (layer,)


@cache
def _sheet(mesh: FaceMesh) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return face_uv(mesh), skin_cover()


def _points_camera_mm(track: FaceTrack, context: FitContext) -> NDArray[np.float32]:
    """(478, 3): the landmarks' x, y in the picture, the posed mesh's depth."""
    depth_mm = (
        _USUAL_DEPTH_MM
        if isinstance(track.pose, Missing)
        else track.pose.apply(context.mesh.vertices_mm)[:, 2]
    )
    points = context.camera.unproject(track.points[:, :2], depth_mm)
    return points.astype(np.float32)

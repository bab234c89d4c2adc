"""Compose: what each person wears becomes layers of a Scene.

Every product kind is one file that registers a fitter here: it declares the kind's settings (knobs) and turns
a worn item on a tracked face into layers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np

from ..core.camera import Intrinsics
from ..core.document import Snapshot
from ..core.face import FaceMesh
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.products import WornItem
from ..core.scene import HeadOccluder, Layer, Light, Scene, ShoeGround, WornModel, WornShoe
from ..core.tracks import FaceTrack, Track


@dataclass(frozen=True, slots=True, eq=False)
class FitContext:
    """What every fitter may know: the camera, our metric face, and 0..1 how strongly to show the product."""

    camera: Intrinsics
    mesh: FaceMesh
    opacity: float


class Fitter(Protocol):
    """Fits products of one kind. `Settings` is the frozen dataclass of the kind's knobs."""

    Settings: ClassVar[type[Any]]

    def fit(self, item: WornItem, track: Any, context: FitContext) -> tuple[Layer, ...]: ...


F = TypeVar("F", bound=type[Any])
_fitters: dict[str, Fitter] = {}


def fitter(kind: str) -> Callable[[F], F]:
    """Class decorator: the class fits products of `kind`."""

    def register(cls: F) -> F:
        _fitters[kind] = cls()
        return cls

    return register


def fitters() -> Mapping[str, Fitter]:
    """All registered fitters by product kind."""
    return dict(_fitters)


def compose(frame: Frame, tracks: Iterable[Track], snapshot: Snapshot, mesh: FaceMesh, light: Light) -> Scene:
    """The scene of one frame. At strength 0 it has no layers, so the picture stays bit-identical."""
    layers: list[Layer] = []
    for track in tracks:
        opacity = track.opacity * snapshot.strength
        if opacity <= 0.0:
            continue
        context = FitContext(frame.camera, mesh, opacity)
        fitted = [
            layer
            for item in snapshot.look_of(track.id)
            for layer in _fitters[item.product.kind].fit(item, track, context)
        ]
        if isinstance(track, FaceTrack) and any(isinstance(layer, WornModel) for layer in fitted):
            layers += _occluder(track, context)
        layers += fitted
    return Scene(frame, tuple(sorted(layers, key=_order)), light)


def _order(layer: Layer) -> tuple[int, float]:
    """Feet stand on one floor: what shoes do to it comes before any shoe, and the farther shoe first."""
    match layer:
        case ShoeGround():
            return 0, 0.0
        case WornShoe():
            return 1, -float(layer.camera_from_foot[2, 3])
        case _:
            return 2, 0.0


def _occluder(track: FaceTrack, context: FitContext) -> list[Layer]:
    """The head laid through the landmarks: their x, y in the picture, the posed mesh's depth."""
    if isinstance(track.pose, Missing):
        return []
    depth_mm = track.pose.apply(context.mesh.vertices_mm)[:, 2]
    points = context.camera.unproject(track.points[:, :2], depth_mm)
    return [
        HeadOccluder(track.id, points.astype(np.float32), context.mesh.triangles, track.pose.matrix),
    ]

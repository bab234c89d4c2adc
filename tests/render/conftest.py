"""A headless renderer, and the one face that golden pictures may show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.frame import Frame
from app.core.missing import Missing
from app.core.observations import Crop
from app.core.params import with_values
from app.core.products import Product, WornItem
from app.core.scene import Scene
from app.core.tracks import FaceTrack
from app.render.context import open_context
from app.render.renderer import Renderer
from app.stages.compose import FitContext
from app.stages.fit_lipstick import LipstickFitter, LipstickSettings
from app.store.face_mesh import load_face_mesh
from app.store.resource_path import resource_path

LANDMARKS = Path(__file__).resolve().parent / "astronaut_landmarks.npy"


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    """A renderer in a headless context of its own."""
    with open_context(), Renderer() as renderer:
        yield renderer


@pytest.fixture(scope="session")
def astronaut() -> Frame:
    """scikit-image's astronaut, 512x512."""
    with Image.open(resource_path("face/astronaut.png")) as picture:
        return Frame.from_rgb(np.asarray(picture.convert("RGB")).copy())


@pytest.fixture(scope="session")
def astronaut_points() -> NDArray[np.float32]:
    """(478, 3) her landmarks in px, as MediaPipe's refined face mesh sees them."""
    points: NDArray[np.float32] = np.load(LANDMARKS)
    return points


def track_of(points: NDArray[np.float32]) -> FaceTrack:
    """A track of these landmarks, without a pose."""
    visible = np.ones(len(points), np.float32)
    crop = Crop(float(points[:, 0].mean()), float(points[:, 1].mean()), 250.0)
    return FaceTrack(0, 0, points, points, visible, 1.0, True, 1.0, crop, Missing("not asked for"))


# Settings of a lipstick to a scene with it on the astronaut; `opacity` and `points` may be given.
Wearing = Callable[..., Scene]


@pytest.fixture
def wearing(astronaut: Frame, astronaut_points: NDArray[np.float32]) -> Wearing:
    """wearing(colour="#a8243a", finish="matte") is a Scene with that lipstick on the astronaut."""

    def scene(
        *, frame: Frame = astronaut, points: NDArray[np.float32] = astronaut_points, opacity: float = 1.0,
        **settings: object,
    ) -> Scene:  # fmt: skip
        item = WornItem(
            Product("test", "lipstick", "Test"), None,
            with_values(LipstickSettings(), settings, where="test"), None,
        )  # fmt: skip
        context = FitContext(frame.camera, load_face_mesh(), opacity)
        return Scene(frame, LipstickFitter().fit(item, track_of(points), context))

    return scene

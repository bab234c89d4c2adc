"""Where resources/ and models/ lie. No other place knows.

Inside the package in a wheel or a frozen app (app/resources, app/models), at the top in a checkout.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from ..core.errors import UserError

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(name: str = "") -> Path:
    """The file or folder `name` ("shaders/quad.vert.glsl", "products") of resources/.

    Raises UserError when it is not there.
    """
    return _inside("resources", name)


def model_path(name: str = "") -> Path:
    """The file or folder `name` ("face_landmarks.onnx") of models/. Raises UserError when it is not there."""
    return _inside("models", name)


def _inside(folder: str, name: str) -> Path:
    path = _root(folder) / name
    if not path.exists():
        raise UserError(f"{folder}/{name} is missing from this installation; install Lookglass again.")
    return path


@cache
def _root(folder: str) -> Path:
    # The package comes first: beside an installed package, "resources" may be anybody's.
    places = [_PACKAGE / folder, _PACKAGE.parent / folder]
    frozen = getattr(sys, "_MEIPASS", None)  # where PyInstaller has unpacked a frozen app
    if frozen:
        places = [Path(frozen) / "app" / folder, Path(frozen) / folder, *places]
    return next((place for place in places if place.is_dir()), places[0])

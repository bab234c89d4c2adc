"""Our metric face mesh, read from resources/face/face_mesh.json (made by models/recipes/face_mesh)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from ..core.face import FaceMesh
from .resource_path import resource_path


@cache
def load_face_mesh() -> FaceMesh:
    """The mesh of an average adult at rest: read once, arrays read-only."""
    data = json.loads(resource_path("face/face_mesh.json").read_text("utf-8"))

    def array(name: str, dtype: DTypeLike) -> NDArray[Any]:
        values = np.array(data[name], dtype)
        values.flags.writeable = False
        return values

    return FaceMesh(
        vertices_mm=array("vertices_mm", np.float64),
        triangles=array("triangles", np.int32),
        rigid_weight=array("rigid_weight", np.float64),
        mirror=array("mirror", np.int64),
    )

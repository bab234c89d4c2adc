"""The sheet that make-up is drawn on."""

from __future__ import annotations

import numpy as np

from app.core.face import EYE_LEFT, FACE_OVAL, LIPS_INNER
from app.core.face_uv import SHEET_MM, face_uv, skin_cover
from app.store.face_mesh import load_face_mesh


def test_no_triangle_of_the_face_is_folded_over_on_the_sheet() -> None:
    mesh = load_face_mesh()
    a, b, c = (face_uv(mesh)[mesh.triangles[:, corner]] * SHEET_MM for corner in range(3))
    # v runs downwards, so what is counter-clockwise on the face is clockwise here.
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    area_mm2 = -0.5 * (ux * vy - uy * vx)
    assert area_mm2.min() > 0.1


def test_the_sheet_holds_the_whole_face_and_is_symmetric() -> None:
    mesh = load_face_mesh()
    uv = face_uv(mesh)
    assert uv.min() > 0.01 and uv.max() < 0.99
    twins = uv[mesh.mirror]
    np.testing.assert_allclose(twins[:, 0], 1.0 - uv[:, 0], atol=2e-3)
    np.testing.assert_allclose(twins[:, 1], uv[:, 1], atol=2e-3)


def test_the_middle_of_the_face_keeps_its_proportions() -> None:
    mesh = load_face_mesh()
    uv_mm = face_uv(mesh) * SHEET_MM
    forehead, chin, inner_right, inner_left = 9, 152, 133, 362
    high = uv_mm[chin, 1] - uv_mm[forehead, 1]
    wide = uv_mm[inner_left, 0] - uv_mm[inner_right, 0]
    real = mesh.vertices_mm
    assert abs(high / (real[forehead, 1] - real[chin, 1]) - 1.0) < 0.05
    assert abs(wide / (real[inner_left, 0] - real[inner_right, 0]) - 1.0) < 0.2


def test_nothing_shows_on_eyes_teeth_and_the_rim() -> None:
    cover = skin_cover()
    assert not cover[[*EYE_LEFT, *LIPS_INNER, *FACE_OVAL]].any()
    assert cover[[50, 280, 4, 9]].all()

"""The metric face mesh: axes, symmetry, surface, weights, and its likeness to MediaPipe's own."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.core import face
from app.core.face import FaceMesh
from app.store.face_mesh import load_face_mesh


@pytest.fixture(scope="module")
def mesh() -> FaceMesh:
    return load_face_mesh()


def test_the_pupils_are_63_mm_apart_about_the_origin(mesh: FaceMesh) -> None:
    assert np.allclose(mesh.vertices_mm[face.PUPIL_LEFT], [31.5, 0, 0], atol=0.01)
    assert np.allclose(mesh.vertices_mm[face.PUPIL_RIGHT], [-31.5, 0, 0], atol=0.01)


def test_the_axes_point_left_up_and_out(mesh: FaceMesh) -> None:
    nose, chin, forehead, left_cheek = (mesh.vertices_mm[i] for i in (1, 152, 10, 454))
    assert nose[2] > 25 and chin[1] < -90 and forehead[1] > 40 and left_cheek[0] > 55


def test_it_is_symmetric(mesh: FaceMesh) -> None:
    assert np.array_equal(mesh.mirror[mesh.mirror], np.arange(face.FACE_POINTS))
    assert np.abs(mesh.vertices_mm[mesh.mirror] * [-1, 1, 1] - mesh.vertices_mm).max() < 0.002
    assert np.array_equal(mesh.rigid_weight[mesh.mirror], mesh.rigid_weight)


def test_mirror_twins_bear_the_names_of_the_other_side(mesh: FaceMesh) -> None:
    assert set(mesh.mirror[list(face.EYE_RIGHT)]) == set(face.EYE_LEFT)
    assert set(mesh.mirror[list(face.BROW_RIGHT)]) == set(face.BROW_LEFT)
    assert set(mesh.mirror[list(face.IRIS_RIGHT)]) == set(face.IRIS_LEFT)


def test_the_triangles_are_one_sheet_facing_outwards(mesh: FaceMesh) -> None:
    edges = [(a, b) for t in mesh.triangles.tolist() for a, b in (*pairwise(t), (t[2], t[0]))]
    assert len(mesh.triangles) == 898
    assert len(set(edges)) == len(edges), "neighbours are wound the same way"
    rim = {a for a, b in edges if (b, a) not in set(edges)}
    assert rim == set(face.FACE_OVAL)
    a, b, c = (mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3))
    assert (np.cross(b - a, c - a)[:, 2] > 0).mean() > 0.95  # all but what the closed lips and lids fold


def test_what_moves_with_the_face_has_no_weight(mesh: FaceMesh) -> None:
    loose = [*face.LIPS_OUTER, *face.LIPS_INNER, *face.IRIS_LEFT, 152, 159, 386]
    assert (mesh.rigid_weight[loose] == 0).all()
    assert (mesh.rigid_weight[[168, 6, 151, 33, 263]] >= 0.5).all()


def test_the_mouth_is_closed(mesh: FaceMesh) -> None:
    gap = mesh.vertices_mm[list(face.LIPS_INNER[1:10])] - mesh.vertices_mm[list(face.LIPS_INNER[:10:-1])]
    assert np.abs(gap[:, 1]).max() < 0.5


def test_it_lies_within_3_mm_of_mediapipes_own_after_alignment(mesh: FaceMesh, shared_data: Path) -> None:
    text = (shared_data / "reference" / "canonical_face_model.obj").read_text("utf-8")
    rows = [line.split()[1:4] for line in text.splitlines() if line.startswith("v ")]
    theirs = np.array(rows, float) * 10.0  # cm
    ours = mesh.vertices_mm[: len(theirs)]
    p, q = ours - ours.mean(axis=0), theirs - theirs.mean(axis=0)
    u, s, vt = np.linalg.svd(p.T @ q)
    assert np.linalg.det(u @ vt) > 0
    aligned = s.sum() / (p**2).sum() * p @ u @ vt
    assert np.sqrt(((aligned - q) ** 2).sum(axis=1).mean()) < 3.0

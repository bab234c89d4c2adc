"""GLB and glTF files, whole and hostile."""

from __future__ import annotations

import base64
import io
import json
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.errors import UserError
from app.store import gltf_container, gltf_materials
from app.store.gltf import load_model_file
from app.store.resource_path import resource_path

SHARED_GLASSES = Path(__file__).resolve().parents[3] / "shared/data/products/glasses/scene.gltf"
OURS = ("glasses-square-acetate", "glasses-rimless", "glasses-round-gold", "glasses-sun-gradient")
POINTS = np.array([[0, 0, 0], [0.1, 0, 0], [0, 0.1, 0], [0.1, 0.1, 0]], "<f4")
INDICES = np.array([0, 1, 2, 1, 3, 2], "<u2")

Change = Callable[[dict[str, Any]], None]


def document() -> dict[str, Any]:
    """Two triangles in metres, one material."""
    return {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "materials": [{"name": "frame", "pbrMetallicRoughness": {"metallicFactor": 0.25}}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 6, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 48},
            {"buffer": 0, "byteOffset": 48, "byteLength": 12},
        ],
        "buffers": [{"byteLength": 60}],
    }


def glb(content: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(content).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    chunks = (
        struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def written(folder: Path, change: Change | None = None, points: np.ndarray = POINTS) -> Path:
    content = document()
    if change:
        change(content)
    path = folder / "model.glb"
    path.write_bytes(glb(content, points.tobytes() + INDICES.tobytes()))
    return path


def test_metres_become_millimetres_and_normals_are_made(tmp_path: Path) -> None:
    model = load_model_file(written(tmp_path))
    (primitive,) = model.primitives
    assert np.allclose(primitive.positions, POINTS * 1000.0)
    assert np.allclose(primitive.normals, [0.0, 0.0, 1.0])
    assert np.allclose(primitive.colours, 1.0)
    assert primitive.material.name == "frame" and primitive.material.metallic == 0.25
    assert not primitive.positions.flags.writeable


def test_nodes_are_applied_parents_first(tmp_path: Path) -> None:
    def nested(content: dict[str, Any]) -> None:
        quarter = [0.0, 0.0, 0.5**0.5, 0.5**0.5]  # 90 degrees about z
        content["nodes"] = [
            {"children": [1], "translation": [1.0, 0.0, 0.0], "rotation": quarter},
            {"mesh": 0, "scale": [2.0, 2.0, 2.0]},
        ]

    (primitive,) = load_model_file(written(tmp_path, nested)).primitives
    turned = np.column_stack([-POINTS[:, 1], POINTS[:, 0], POINTS[:, 2]]) * 2.0 + [1.0, 0.0, 0.0]
    assert np.allclose(primitive.positions, turned * 1000.0, atol=1e-2)


def test_a_mirroring_node_keeps_the_outside_outside(tmp_path: Path) -> None:
    def mirrored(content: dict[str, Any]) -> None:
        content["nodes"][0]["scale"] = [-1.0, 1.0, 1.0]

    (primitive,) = load_model_file(written(tmp_path, mirrored)).primitives
    assert np.allclose(primitive.normals, [0.0, 0.0, 1.0])


def test_primitives_of_one_material_are_merged(tmp_path: Path) -> None:
    def twice(content: dict[str, Any]) -> None:
        content["nodes"].append({"mesh": 0, "translation": [0.0, 0.0, 0.5]})
        content["scenes"][0]["nodes"] = [0, 1]

    (primitive,) = load_model_file(written(tmp_path, twice)).primitives
    assert len(primitive.positions) == 8 and len(primitive.indices) == 4
    assert int(primitive.indices.max()) == 7


def test_equal_files_have_equal_keys_and_other_colours_another(tmp_path: Path) -> None:
    first = load_model_file(written(tmp_path)).key
    assert load_model_file(written(tmp_path)).key == first

    def recoloured(content: dict[str, Any]) -> None:
        content["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] = [1, 0, 0, 1]

    assert load_model_file(written(tmp_path, recoloured)).key != first


def test_a_text_file_may_use_a_buffer_in_its_own_folder(tmp_path: Path) -> None:
    content = document()
    content["buffers"][0]["uri"] = "the%20mesh.bin"
    (tmp_path / "the mesh.bin").write_bytes(POINTS.tobytes() + INDICES.tobytes())
    path = tmp_path / "model.gltf"
    path.write_text(json.dumps(content))
    assert len(load_model_file(path).primitives[0].indices) == 2


def test_many_buffers_of_one_file_count_as_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gltf_container, "LARGEST_FILE_BYTES", 4000)
    content = document()
    content["buffers"] = [{"byteLength": 60, "uri": "mesh.bin"}] * 3
    (tmp_path / "mesh.bin").write_bytes((POINTS.tobytes() + INDICES.tobytes()).ljust(1500, b"\0"))
    path = tmp_path / "model.gltf"
    path.write_text(json.dumps(content))
    with pytest.raises(UserError, match="allowed"):
        load_model_file(path)


@pytest.mark.parametrize("product", OURS)
def test_our_glasses_lie_on_their_datum_and_are_light(product: str) -> None:
    path = resource_path(f"products/{product}/model.glb")
    model = load_model_file(Path(path))
    low, high = model.bounds_mm()
    assert 138.0 <= high[0] - low[0] <= 158.0
    assert abs(high[0] + low[0]) < 0.01
    assert -130.0 < low[2] < -105.0 and 10.0 < high[2] < 22.0
    assert sum(len(p.indices) for p in model.primitives) <= 30_000
    assert Path(path).stat().st_size <= 600_000
    lens = next(p for p in model.primitives if p.material.transmission > 0.5)
    pupil = np.array([31.5, 0.0])
    front = lens.positions[lens.normals[:, 2] > 0.5]
    nearest = front[np.argmin(np.linalg.norm(front[:, :2] - pupil, axis=1))]
    assert abs(nearest[2] - 12.0) < 2.5  # the lens has few vertices, none right before the pupil


@pytest.mark.parametrize("product", OURS)
def test_trimesh_reads_the_same_shape_as_we_do(product: str) -> None:
    path = resource_path(f"products/{product}/model.glb")
    ours = load_model_file(Path(path)).bounds_mm()
    theirs = trimesh.load_scene(path).bounds * 1000.0
    assert np.allclose(ours, theirs, atol=0.01)


@pytest.mark.skipif(not SHARED_GLASSES.exists(), reason="no shared data beside the checkout")
def test_a_file_from_elsewhere_is_read() -> None:
    model = load_model_file(SHARED_GLASSES)
    assert sum(len(p.indices) for p in model.primitives) == 412
    assert {p.material.name for p in model.primitives} == {"black", "white"}


def _set(path: str, value: object) -> Change:
    """Sets one place of the document: "accessors.0.count"."""

    def change(content: dict[str, Any]) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = content
        for parent in parents:
            place = place[parent]
        place[last] = value

    return change


def _without_scenes(change: Change) -> Change:
    def changed(content: dict[str, Any]) -> None:
        content.pop("scenes", None)
        content.pop("scene", None)
        change(content)

    return changed


HOSTILE = {
    "a count beyond the data": _set("accessors.0.count", 5),
    "a gigantic count": _set("accessors.0.count", 2**40),
    "a gigantic count without data": _set(
        "accessors.0", {"componentType": 5126, "count": 10**9, "type": "VEC3"}
    ),
    "a negative offset": _set("accessors.0.byteOffset", -4),
    "a view beyond the buffer": _set("bufferViews.0.byteLength", 4096),
    "a buffer longer than the file": _set("buffers.0.byteLength", 2**33),
    "a missing accessor": _set("meshes.0.primitives.0.indices", 7),
    "a missing buffer": _set("buffers", []),
    "a missing material": _set("meshes.0.primitives.0.material", 3),
    "text where numbers belong": _set("nodes.0.translation", ["a", "b", "c"]),
    "a node that holds itself": _set("nodes.0.children", [0]),
    "a path upwards": _set("buffers.0.uri", "../secret.bin"),
    "an encoded path upwards": _set("buffers.0.uri", "%2e%2e/secret.bin"),
    "an absolute path": _set("buffers.0.uri", "/etc/passwd"),
    "an address": _set("buffers.0.uri", "https://example.org/mesh.bin"),
    "a broken data URI": _set("buffers.0.uri", "data:;base64,@@@"),
    "an unknown type": _set("accessors.0.componentType", 1),
    "indices that are not whole": _set("accessors.1.componentType", 5126),
    "a version to come": _set("asset.version", "3.0"),
    "no triangles": _set("meshes.0.primitives", []),
    "nonsense for nodes": _set("nodes", 5),
    "an infinite matrix": _set("nodes.0.matrix", [1e300] * 16),
    "an unknown extension": _set("extensionsRequired", ["ACME_secret_sauce"]),
    "a whole number beyond any float for a place": _set("nodes.0.translation", [10**400, 0, 0]),
    "a whole number beyond any float for a material": _set("materials.0.alphaCutoff", 10**400),
    "a list for a component type": _set("accessors.0.componentType", []),
    "a sparse accessor without values": _set(
        "accessors.0.sparse",
        {"count": 1, "indices": {"bufferView": 0, "componentType": 5121}, "values": {}},
    ),
    "a sparse accessor of lists": _set(
        "accessors.0.sparse", {"count": 1, "indices": {"componentType": []}, "values": {}}
    ),
    "nothing for a primitive's extensions": _set("meshes.0.primitives.0.extensions", None),
    "nothing for a node's children, without a scene": _without_scenes(_set("nodes.0.children", None)),
    "a file name without end": _set("buffers.0.uri", "a" * 5000),
    "a file name that is no text": _set("buffers.0.uri", "\ud800"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence_and_little_memory(tmp_path: Path, what: str) -> None:
    (tmp_path / "secret.bin").write_bytes(b"\0" * 60)
    folder = tmp_path / "in"
    folder.mkdir()
    path = written(folder, HOSTILE[what])
    tracemalloc.start()
    try:
        with pytest.raises(UserError) as refused:
            load_model_file(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".")
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("extension", "name"),
    [
        ("KHR_draco_mesh_compression", "Draco"),
        ("KHR_texture_basisu", "KTX2"),
        ("EXT_meshopt_compression", "meshopt"),
    ],
)
def test_compression_is_named(tmp_path: Path, extension: str, name: str) -> None:
    with pytest.raises(UserError, match=name):
        load_model_file(written(tmp_path, _set("extensionsRequired", [extension])))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_refused(tmp_path: Path, bad: float) -> None:
    points = POINTS.copy()
    points[2, 1] = bad
    with pytest.raises(UserError, match="not finite"):
        load_model_file(written(tmp_path, points=points))


def test_an_index_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="vertex 3 of 3"):
        load_model_file(written(tmp_path, _set("accessors.0.count", 3)))


def test_a_texture_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")

    def textured(content: dict[str, Any]) -> None:
        uri = "data:image/png;base64," + base64.b64encode(bomb).decode()
        content["images"] = [{"uri": uri}]
        content["textures"] = [{"source": 0}]
        content["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] = {"index": 0}

    with pytest.raises(UserError, match=r"too large|damaged"):
        load_model_file(written(tmp_path, textured))


def test_many_textures_are_refused_that_would_each_be_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gltf_materials, "ALL_PIXELS", 3 * 64 * 64)
    picture = io.BytesIO()
    Image.new("RGB", (64, 64)).save(picture, "PNG")
    uri = "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()

    def textured(count: int) -> Callable[[dict[str, Any]], None]:
        def write(content: dict[str, Any]) -> None:
            content["images"] = [{"uri": uri} for _ in range(count)]
            content["textures"] = [{"source": index} for index in range(count)]
            material = content["materials"][0]
            material["pbrMetallicRoughness"]["baseColorTexture"] = {"index": 0}
            kinds = ("normalTexture", "emissiveTexture", "occlusionTexture")
            for index, kind in enumerate(kinds[: count - 1], 1):
                material[kind] = {"index": index}

        return write

    load_model_file(written(tmp_path, textured(3)))
    with pytest.raises(UserError, match="too large together"):
        load_model_file(written(tmp_path, textured(4)))


@pytest.mark.parametrize("suffix", [".glb", ".gltf"])
@pytest.mark.parametrize(
    "content", [b"", b"glTF", b"not a model at all", b"\0" * 4096, b"{}", b"[" * 100_000]
)
def test_garbage_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"model{suffix}"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"model\.gl"):
        load_model_file(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.glb"):
        load_model_file(tmp_path / "none.glb")


_WHOLE = glb(document(), POINTS.tobytes() + INDICES.tobytes())


@given(st.integers(0, len(_WHOLE) - 1))
def test_a_file_cut_anywhere_is_refused(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.glb"
    path.write_bytes(_WHOLE[:length])
    with pytest.raises(UserError):
        load_model_file(path)


@given(st.integers(20, len(_WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_byte_never_does_more_than_refuse(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    damaged = bytearray(_WHOLE)
    damaged[at] = value
    path = tmp_path_factory.getbasetemp() / "damaged.glb"
    path.write_bytes(damaged)
    try:
        model = load_model_file(path)
    except UserError:
        return
    assert all(np.isfinite(p.positions).all() and np.isfinite(p.normals).all() for p in model.primitives)


def test_vertices_that_no_triangle_uses_are_paid_for(tmp_path: Path) -> None:
    """A few hundred bytes that ask for gigabytes of vertices, a thousand times over, and hold no triangle."""

    def hollow(content: dict[str, Any]) -> None:
        content["accessors"] = [
            {"componentType": 5126, "count": 6_000_000, "type": "VEC3"},
            {"componentType": 5123, "count": 0, "type": "SCALAR"},
        ]
        content["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}] * 1000}]

    tracemalloc.start()
    try:
        with pytest.raises(UserError, match="too many triangles"):
            load_model_file(written(tmp_path, hollow))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 500e6


def test_a_file_of_countless_empty_pieces_is_refused(tmp_path: Path) -> None:
    def crowded(content: dict[str, Any]) -> None:
        content["meshes"][0]["primitives"] = [{"mode": 0}] * 300
        content["nodes"] = [{"mesh": 0}] * 300
        content["scenes"] = [{"nodes": list(range(300))}]

    with pytest.raises(UserError, match="more than 20000 pieces"):
        load_model_file(written(tmp_path, crowded))

"""Makes the shoes of the catalogue: resources/products/shoe-*/model.glb.

    python models/recipes/shoes/make_shoes.py [folder of products] [--only ID]

Runs in the app's own environment; the same versions of numpy and Pillow give the same bytes. See README.md.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "models" / "recipes" / "shared"), str(Path(__file__).resolve().parent)]

import numpy as np  # noqa: E402
from designs import DESIGNS  # noqa: E402
from finishes import Finishes  # noqa: E402
from glb import Glb  # noqa: E402
from occlusion import openness  # noqa: E402
from simplify import Mesh, simplified  # noqa: E402

from app.scenes.feet.footwear import Footwear  # noqa: E402
from app.scenes.feet.mesh import Surface, concat  # noqa: E402
from app.scenes.feet.shell import Look  # noqa: E402

# What is never seen openly still gets some light from its surroundings.
_DARKEST = 0.3
# Software GL pays for every triangle: so many in a shoe, and how much some stuffs matter if others do by 1.
_TRIANGLES = 6000
_MATTERS = {"lining": 0.6, "tread": 0.3, "laces": 0.5, "eyelets": 0.5, "metal": 0.5}
# Even the open side of a shoe sees a little less than its whole half of the sky.
_GAIN = 1.12


def write_shoe(path: Path, name: str, worn: Footwear) -> tuple[int, int]:
    """One GLB, one primitive per material. Returns (triangles, bytes)."""
    file = Glb()
    finishes = Finishes(file, zlib.crc32(name.encode()))
    whole = concat(list(worn.surfaces))
    open_ = openness(whole.positions.astype(float), whole.normals.astype(float), whole.indices.astype(int))
    worn, open_ = _coarser(worn, whole, open_)
    parts: dict[str, list[Surface]] = {}
    for surface in worn.surfaces:
        parts.setdefault(surface.stuff, []).append(surface)
    light = dict(
        zip(
            map(id, worn.surfaces), np.split(open_, np.cumsum([len(s.positions) for s in worn.surfaces])[:-1])
        )
    )
    primitives: list[dict[str, Any]] = []
    materials: list[dict[str, Any]] = []
    for stuff, surfaces in parts.items():
        first = surfaces[0]
        assert first.colour is not None and first.roughness is not None
        look = Look(stuff, first.colour, first.roughness, first.texture)
        part = concat(surfaces)
        shade = _DARKEST + (1 - _DARKEST) * np.minimum(
            _GAIN * np.concatenate([light[id(s)] for s in surfaces]), 1
        )
        primitives.append(_primitive(file, part, shade, finishes.sheet_mm(look), len(materials)))
        materials.append(finishes.material(stuff, look))
    path.parent.mkdir(parents=True, exist_ok=True)
    size = file.write(path, name, "Lookglass shoe recipe", primitives, materials)
    return sum(len(s.indices) for s in worn.surfaces), size


def _coarser(worn: Footwear, whole: Surface, open_: np.ndarray) -> tuple[Footwear, np.ndarray]:
    """The shoe with few triangles and without what nobody ever sees, and its openness."""
    stuff = np.repeat(
        [_MATTERS.get(s.stuff, 1.0) for s in worn.surfaces], [len(s.indices) for s in worn.surfaces]
    )
    seen = open_[whole.indices]
    # The few directions of the light may all miss an insole; whoever looks down into a shaft does not.
    shown = (seen.max(axis=1) > 0.0) | (whole.normals[whole.indices, 1].mean(axis=1) > 0.6)
    mesh = Mesh(
        whole.positions, whole.normals, whole.indices[shown], (stuff * (0.1 + seen.mean(axis=1)))[shown]
    )
    triangles = simplified(mesh, _TRIANGLES)
    surfaces, kept_open = [], []
    start = 0
    for surface in worn.surfaces:
        end = start + len(surface.positions)
        own = triangles[(triangles[:, 0] >= start) & (triangles[:, 0] < end)]
        if len(own):
            kept, indices = np.unique(own, return_inverse=True)
            local = kept - start
            surfaces.append(
                replace(
                    surface,
                    positions=surface.positions[local],
                    normals=surface.normals[local],
                    uvs=surface.uvs[local],
                    indices=indices.reshape(-1, 3).astype(np.uint32),
                    tint=None,
                )
            )
            kept_open.append(open_[kept])
        start = end
    return replace(worn, surfaces=tuple(surfaces)), np.concatenate(kept_open)


def _primitive(file: Glb, part: Surface, shade: np.ndarray, sheet_mm: float, material: int) -> dict[str, Any]:
    normals = part.normals.astype(np.float64)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    level = np.round(np.clip(shade, 0.0, 1.0) * 255.0).astype(np.uint8)
    colours = np.stack([level, level, level, np.full_like(level, 255)], axis=1)
    attributes = {
        "POSITION": file.attribute((part.positions * 0.001).astype("<f4")),
        "NORMAL": file.attribute(normals.astype("<f4")),
        "TEXCOORD_0": file.attribute((part.uvs * (100.0 / sheet_mm)).astype("<f4")),
        "COLOR_0": file.attribute(colours, normalized=True),
    }
    indices = file.indices(part.indices, len(part.positions))
    return {"attributes": attributes, "indices": indices, "material": material}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "resources" / "products")
    parser.add_argument("--only", choices=sorted(DESIGNS))
    options = parser.parse_args()
    for name, make in DESIGNS.items():
        if options.only in (None, name):
            target = options.folder / name / "model.glb"
            triangles, size = write_shoe(target, name, make())
            print(f"{target}: {triangles} triangles, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

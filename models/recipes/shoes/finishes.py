"""What the catalogue's shoes are made of: materials with small repeating pictures of grain, weave and nap."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from glb import Glb
from PIL import Image

from app.scenes.feet.shell import Look
from app.scenes.feet.textures import STUFFS

_SIDE_PX = 256
_HEIGHT_MM = 8.0  # of a stuff's whole range of heights where its bump is 1, as on the stage
# Steeper than life, so that it still shows where a shoe is some hundred pixels long.
_RELIEF = {
    "leather": 1.6,
    "grain": 1.3,
    "suede": 1.0,
    "canvas": 1.0,
    "knit": 0.55,
    "mesh": 0.8,
    "patent": 0.0,
}
# How much of a stuff's wear and blotches stays: shoes in a shop are new.
_WEAR = {"leather": 0.35, "grain": 0.6, "canvas": 0.9, "suede": 0.7}
_PLAIN = ("", "rubber", "metal", "plain", "patent", "wood")


@dataclass(frozen=True, slots=True)
class Tile:
    """A stuff's pictures in a file, and the mean of its albedo, which a material's factor makes up for."""

    base: int
    normal: int
    mean: float
    sheet_mm: float


class Finishes:
    """Materials of one file; each stuff's pictures are written once."""

    def __init__(self, file: Glb, seed: int) -> None:
        self._file = file
        self._seed = seed
        self._tiles: dict[str, Tile] = {}

    def sheet_mm(self, look: Look) -> float:
        """How long a picture's side is on the surface."""
        tile = self._tile(look.texture)
        return 100.0 if tile is None else tile.sheet_mm

    def material(self, name: str, look: Look) -> dict[str, Any]:
        """A glTF material for a look; seen from outside only, since linings are surfaces of their own."""
        tile = self._tile(look.texture)
        gain = 1.0 if tile is None else 1.0 / tile.mean
        colour = [round(min(c * gain, 1.0), 5) for c in look.colour]
        pbr: dict[str, Any] = {
            "baseColorFactor": [*colour, 1.0],
            "metallicFactor": 1.0 if look.texture == "metal" else 0.0,
            "roughnessFactor": round(look.roughness, 4),
        }
        entry: dict[str, Any] = {"name": name, "pbrMetallicRoughness": pbr, "doubleSided": False}
        if tile is not None:
            pbr["baseColorTexture"] = {"index": tile.base}
            entry["normalTexture"] = {"index": tile.normal}
        return entry

    def _tile(self, kind: str) -> Tile | None:
        if kind in _PLAIN:
            return None
        if kind not in self._tiles:
            self._tiles[kind] = self._drawn(kind)
        return self._tiles[kind]

    def _drawn(self, kind: str) -> Tile:
        stuff = STUFFS[kind]
        # Half a sheet, as finely as a whole one is drawn elsewhere: it is seen from nearer.
        albedo, height = stuff.draw(2 * _SIDE_PX, np.random.default_rng(self._seed))
        albedo = albedo.mean(axis=2) if albedo.ndim == 3 else albedo
        albedo, height = _halved(albedo), _halved(height)
        albedo = albedo.mean() + (albedo - albedo.mean()) * _WEAR.get(kind, 1.0)
        light = np.clip(albedo / np.quantile(albedo, 0.995), 0.0, 1.0)
        slope = height * stuff.bump * _HEIGHT_MM * _RELIEF.get(kind, 1.0) / (stuff.sheet_mm / _SIDE_PX)
        across = (np.roll(slope, -1, 1) - np.roll(slope, 1, 1)) / 2
        down = (np.roll(slope, -1, 0) - np.roll(slope, 1, 0)) / 2
        normal = np.stack([-across, down, np.ones_like(slope)], axis=-1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
        return Tile(
            self._file.texture(_jpeg(srgb, 86), "image/jpeg"),
            self._file.texture(_jpeg(normal * 0.5 + 0.5, 88), "image/jpeg"),
            float(light.mean()),
            stuff.sheet_mm,
        )


def _halved(values: np.ndarray) -> np.ndarray:
    side = len(values) // 2
    return values.reshape(side, 2, side, 2).mean(axis=(1, 3))


def _jpeg(values: np.ndarray, quality: int) -> bytes:
    """A picture (h, w) or (h, w, 3) of 0..1 as JPEG, its colours at full resolution."""
    out = io.BytesIO()
    picture = Image.fromarray(np.round(np.clip(values, 0.0, 1.0) * 255.0).astype(np.uint8))
    picture.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
    return out.getvalue()

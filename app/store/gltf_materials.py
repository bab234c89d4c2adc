"""glTF materials and their pictures."""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
from PIL import Image

from ..core.model3d import Material, Texture
from .gltf_container import Container

LARGEST_PIXELS = 64_000_000
# Of all textures together, as their headers claim: a dozen of 4096 px.
ALL_PIXELS = 220_000_000
# Worn things cover some hundred px of the picture; larger textures only cost memory.
_LARGEST_SIDE = 2048


class Materials:
    """Reads each material and each picture of a file once."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._materials: dict[int, Material] = {}
        self._textures: dict[tuple[int, bool], Texture] = {}
        self._pixels_left = ALL_PIXELS
        self.notices: list[str] = []

    def get(self, index: object) -> Material:
        """The material of a primitive (None: glTF's default). Raises UserError."""
        if index is None:
            return Material()
        entry = self._container.item("materials", index)
        assert isinstance(index, int)
        if index not in self._materials:
            self._materials[index] = self._read(entry)
        return self._materials[index]

    def _read(self, entry: dict[str, Any]) -> Material:
        extensions = self._table(entry, "extensions")
        pbr = self._table(entry, "pbrMetallicRoughness")
        old = self._table(extensions, "KHR_materials_pbrSpecularGlossiness")
        colour = self._numbers(pbr, "baseColorFactor", (1.0, 1.0, 1.0, 1.0))
        metallic, roughness = (
            self._number(pbr, "metallicFactor", 1.0),
            self._number(pbr, "roughnessFactor", 1.0),
        )
        base_texture = self._texture(pbr.get("baseColorTexture"), srgb=True)
        if old:
            colour = self._numbers(old, "diffuseFactor", (1.0, 1.0, 1.0, 1.0))
            metallic, roughness = 0.0, 1.0 - self._number(old, "glossinessFactor", 1.0)
            base_texture = self._texture(old.get("diffuseTexture"), srgb=True)
        transmission = self._table(extensions, "KHR_materials_transmission")
        mode = str(entry.get("alphaMode", "OPAQUE"))
        if mode not in {"OPAQUE", "MASK", "BLEND"}:
            raise self._container.problem(f"a material has the unknown alpha mode {mode!r}")
        return Material(
            name=str(entry.get("name", "")),
            base_colour=(colour[0], colour[1], colour[2], colour[3]),
            metallic=metallic,
            roughness=roughness,
            emissive=self._numbers(entry, "emissiveFactor", (0.0, 0.0, 0.0))[:3],  # type: ignore[arg-type]
            transmission=self._number(transmission, "transmissionFactor", 0.0),
            alpha_mode=mode,
            alpha_cutoff=self._number(entry, "alphaCutoff", 0.5),
            double_sided=bool(entry.get("doubleSided", False)),
            base_texture=base_texture,
            metallic_roughness_texture=self._texture(pbr.get("metallicRoughnessTexture"), srgb=False),
            normal_texture=self._texture(entry.get("normalTexture"), srgb=False),
            emissive_texture=self._texture(entry.get("emissiveTexture"), srgb=True),
            occlusion_texture=self._texture(entry.get("occlusionTexture"), srgb=False),
        )

    def _table(self, entry: dict[str, Any], key: str) -> dict[str, Any]:
        value = entry.get(key, {})
        if not isinstance(value, dict):
            raise self._container.problem(f"a material's {key} is not an object")
        return value

    def _number(self, entry: dict[str, Any], key: str, default: float) -> float:
        return self._numbers({key: [entry.get(key, default)]}, key, (default,))[0]

    def _numbers(self, entry: dict[str, Any], key: str, default: tuple[float, ...]) -> tuple[float, ...]:
        """As many finite numbers as the default has, brought to 0..1."""
        value = entry.get(key, default)
        sound = isinstance(value, list | tuple) and len(value) == len(default)
        if not sound or not all(isinstance(v, int | float) and _is_finite(v) for v in value):
            raise self._container.problem(f"a material's {key} is {str(value)[:60]}")
        return tuple(min(max(float(v), 0.0), 1.0) for v in value)

    def _texture(self, reference: object, *, srgb: bool) -> Texture | None:
        if reference is None:
            return None
        if not isinstance(reference, dict):
            raise self._container.problem("a material's texture is not an object")
        if reference.get("texCoord", 0) != 0:
            self._notice("A texture with its own second set of coordinates is left out.")
            return None
        if "KHR_texture_transform" in self._table(reference, "extensions"):
            self._notice("A texture's shift or turn (KHR_texture_transform) is ignored.")
        source = self._container.item("textures", reference.get("index")).get("source")
        if source is None:
            self._notice("A texture in a format that Lookglass does not read is left out.")
            return None
        self._container.item("images", source)
        key = (int(source), srgb)
        if key not in self._textures:
            self._textures[key] = Texture(self._pixels(int(source)), srgb)
        return self._textures[key]

    def _notice(self, sentence: str) -> None:
        if sentence not in self.notices:
            self.notices.append(sentence)

    def _pixels(self, index: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """(height, width, 4) uint8 of an image, its header checked before it is decoded."""
        entry = self._container.item("images", index)
        if "bufferView" in entry:
            data = bytes(self._container.view(entry["bufferView"])[0])
        else:
            data = self._container.external(entry.get("uri"))
        if data[:8] == b"\xabKTX 20\xbb":
            raise self._container.problem(
                "it uses KTX2 textures, which Lookglass cannot read; export it with PNG or JPEG"
            )
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
                width, height = picture.size
                if width * height > LARGEST_PIXELS:
                    raise self._container.problem(f"a texture of {width}x{height} px is too large")
                self._pixels_left -= width * height
                if self._pixels_left < 0:
                    raise self._container.problem("its textures are too large together")
                picture.draft("RGB", (_LARGEST_SIDE, _LARGEST_SIDE))
                rgba = picture.convert("RGBA")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            raise self._container.problem(f"texture {index} is damaged or in an unknown format") from None
        if max(rgba.size) > _LARGEST_SIDE:
            rgba.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
        return np.asarray(rgba, np.uint8).copy()


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond any float
        return False

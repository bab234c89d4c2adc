"""The linter of the catalogue: what keeps a product from being worn, and what makes it a poor one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ..core.errors import UserError
from ..core.maths import linear_from_srgb, srgb_from_hex
from ..core.model3d import Material, Model3D, Texture
from ..core.products import Product, Variant
from .own_model import glasses_faults
from .own_shoe import shoe_faults
from .pattern_file import PATTERN_SUFFIX, pattern_faults
from .product_file import KINDS_WITH_MODEL, MODEL_SUFFIXES, read_product
from .products import (
    load_product_model,
    own_product,
    product_files,
)

Severity = Literal["error", "warning"]

# One worn thing among several, at 20 frames a second on software GL.
TRIANGLE_BUDGET = 60_000
# Larger than any face in a 4K picture needs.
TEXTURE_BUDGET_PX = 2048


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `where` names the file (and field), `message` is a sentence without it."""

    severity: Severity
    where: str
    message: str


def lint_path(path: Path) -> list[Finding]:
    """Check a product folder, a product.toml, a model, a drawing or a folder of products.

    Returns findings, none for a sound path. Raises UserError when there is nothing at the path to check.
    """
    if path.suffix.lower() in MODEL_SUFFIXES:
        return _lint_model(own_product(path))
    if path.suffix.lower() == PATTERN_SUFFIX:
        return _lint_pattern(own_product(path))
    if path.name == "product.toml":
        return _lint_product(path)
    if os.path.isfile(path / "product.toml"):  # which, unlike Path.is_file, never raises
        return _lint_product(path / "product.toml")
    if not os.path.exists(path):
        raise UserError(f"There is no file or folder {path}.")
    if not os.path.isdir(path) or not product_files([path]):
        raise UserError(
            f"{path} is neither a product folder, a product.toml, a model (GLB, glTF), a drawing (PNG) "
            "nor a catalogue."
        )
    return _lint_catalogue(path)


def not_looked_at(path: str) -> Finding:
    """What is said of a file whose check ended in a fault of ours."""
    return Finding("error", path, "This file could not be checked: something went wrong inside Lookglass.")


def _lint_catalogue(folder: Path) -> list[Finding]:
    findings = [finding for file in product_files([folder]) for finding in _lint_product(file)]
    bare = [
        one for one in sorted(folder.iterdir()) if one.is_dir() and not os.path.isfile(one / "product.toml")
    ]
    findings += [Finding("warning", str(one), "This folder has no product.toml.") for one in bare]
    return findings


def _lint_product(file: Path) -> list[Finding]:
    try:
        product = read_product(file)
    except UserError as problem:
        return [Finding("error", str(file), str(problem).removeprefix(f"{file}: "))]
    findings = [Finding("warning", str(file), message) for message in _shade_faults(product)]
    if product.model_path is not None:
        findings += _lint_model(product)
    if product.pattern_path is not None:
        findings += _lint_pattern(product)
    return findings


def _shade_faults(product: Product) -> list[str]:
    """What is odd about names and swatches."""
    faults = []
    if not product.variants and product.model_path is None and product.pattern_path is None:
        faults.append("variants: there are no shades.")
    names = [variant.name for variant in product.variants]
    faults += [f"variants: two are named {name!r}." for name in sorted(set(names)) if names.count(name) > 1]
    for variant in product.variants:
        if _swatch_misleads(product, variant):
            faults.append(f"variants.{variant.id}.swatch: it looks unlike the colour in its settings.")
    return faults


def _swatch_misleads(product: Product, variant: Variant) -> bool:
    painted = variant.settings.get("colour")
    # A pair of glasses has a frame and lenses: either may be what tells the variants apart.
    if product.kind in KINDS_WITH_MODEL or not isinstance(painted, str):
        return False
    shown, worn = (linear_from_srgb(srgb_from_hex(text)) for text in (variant.swatch, painted))
    return bool(np.abs(shown - worn).max() > 0.1)


def _lint_model(product: Product) -> list[Finding]:
    where = str(product.model_path)
    try:
        model = load_product_model(product)
    except UserError as problem:
        message = str(problem).removeprefix(f"{where}: ").removeprefix(f"{Path(where).name}: ")
        return [Finding("error", where, message)]
    faults = [*model.notices, *_budget_faults(model)] if model else []
    if model and product.kind == "glasses":
        faults += glasses_faults(model)
    if model and product.kind == "shoe":
        faults += shoe_faults(model)
    return [Finding("warning", where, fault) for fault in dict.fromkeys(faults)]


def _lint_pattern(product: Product) -> list[Finding]:
    where = str(product.pattern_path)
    try:
        faults = pattern_faults(Path(where))
    except UserError as problem:
        return [Finding("error", where, str(problem).removeprefix(f"{where}: "))]
    return [Finding("warning", where, fault) for fault in faults]


def _budget_faults(model: Model3D) -> list[str]:
    faults = []
    triangles = sum(len(primitive.indices) for primitive in model.primitives)
    if triangles > TRIANGLE_BUDGET:
        faults.append(f"{triangles} triangles are more than {TRIANGLE_BUDGET}.")
    sides = {max(t.rgba.shape[:2]) for p in model.primitives for t in _textures(p.material)}
    if sides and max(sides) > TEXTURE_BUDGET_PX:
        faults.append(f"A texture is {max(sides)} px wide or high, more than {TEXTURE_BUDGET_PX}.")
    return faults


def _textures(material: Material) -> list[Texture]:
    candidates = (
        material.base_texture,
        material.metallic_roughness_texture,
        material.normal_texture,
        material.emissive_texture,
        material.occlusion_texture,
    )
    return [texture for texture in candidates if texture is not None]

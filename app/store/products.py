"""The catalogue: product folders, read and checked.

A broken product is left out with a notice and never stops the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..core.document import Worn
from ..core.errors import UserError
from ..core.model3d import Model3D
from ..core.params import Value, with_values
from ..core.products import KINDS, Product, Variant, WornItem
from .gltf import load_model_file
from .own_model import placed_as_glasses
from .places import data_folder
from .product_file import MODEL_SUFFIXES, default_settings, read_product
from .resource_path import resource_path
from .words import did_you_mean


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products that can be worn, in order, and a sentence for each that cannot."""

    products: tuple[Product, ...] = ()
    notices: tuple[str, ...] = ()

    def get(self, product_id: str) -> Product:
        """The product of that id, or the GLB at that path. Raises UserError with the nearest ids."""
        for product in self.products:
            if product.id == product_id:
                return product
        if product_id.lower().endswith(MODEL_SUFFIXES):
            return own_model_product(Path(product_id))
        near = did_you_mean(product_id, (product.id for product in self.products))
        raise UserError(f"There is no product {product_id!r}.{near}")

    def of_kind(self, kind: str) -> tuple[Product, ...]:
        return tuple(product for product in self.products if product.kind == kind)


def catalogue_folders() -> tuple[Path, ...]:
    """Our own products first, then the person's (which may not exist)."""
    return resource_path("products"), data_folder() / "products"


def load_catalogue(folders: Iterable[Path] | None = None) -> Catalogue:
    """Every sound product of the folders (default: ours and the person's), sorted by kind, then by id."""
    products: dict[str, Product] = {}
    notices: list[str] = []
    for file in product_files(catalogue_folders() if folders is None else folders):
        try:
            product = read_product(file)
        except UserError as problem:
            notices.append(str(problem))
            continue
        if product.id in products:
            notices.append(f"{file}: there is already a product {product.id!r}; this one is left out.")
        else:
            products[product.id] = product
    ordered = sorted(products.values(), key=lambda product: (KINDS.index(product.kind), product.id))
    return Catalogue(tuple(ordered), tuple(notices))


def product_files(folders: Iterable[Path]) -> list[Path]:
    """The product.toml of every product folder, folder by folder, by name."""
    return [file for folder in folders for file in sorted(folder.glob("*/product.toml"))]


def resolve_wear(text: str, catalogue: Catalogue) -> Worn:
    """What "PRODUCT", "PRODUCT:VARIANT" or the path of a GLB stands for. Raises UserError.

    A person's own GLB is worn under its absolute path, which `Catalogue.get` understands, too.
    """
    if text.lower().endswith(MODEL_SUFFIXES):
        path = Path(os.path.expanduser(text)).absolute()
        return Worn(catalogue.get(str(path)).id)
    product_id, colon, variant_id = text.partition(":")
    product = catalogue.get(product_id)
    worn = Worn(product.id, variant_id if colon else None)
    _variant(product, worn.variant_id)
    return worn


def resolve_item(worn: Worn, catalogue: Catalogue) -> WornItem:
    """A worn product ready to be fitted. Raises UserError for an unknown product, variant, knob or value.

    Settings: the kind's defaults, then the product's, the variant's and the person's own.
    """
    product = catalogue.get(worn.product_id)
    variant = _variant(product, worn.variant_id)
    settings = settings_of(product, variant, worn.settings)
    return WornItem(product, variant, settings, load_product_model(product))


def settings_of(product: Product, variant: Variant | None, own: Mapping[str, Value] | None = None) -> Any:
    """The knobs of a product in one variant, with a person's own values laid over them."""
    layers = [product.settings, variant.settings if variant else {}, own or {}]
    settings = default_settings(product.kind)
    for values in layers:
        settings = with_values(settings, values, where=product.id)
    return settings


def _variant(product: Product, variant_id: str | None) -> Variant | None:
    variant = product.variant(variant_id)
    if variant is None and variant_id is not None:
        ids = [variant.id for variant in product.variants]
        known = f"it has {', '.join(ids)}" if ids else "it has none"
        raise UserError(f"{product.id} has no variant {variant_id!r}; {known}.")
    return variant


def own_model_product(path: Path) -> Product:
    """A person's own GLB as a product. Raises UserError when there is no such file.

    Glasses are the only kind of model that is worn so far, so that is what it becomes.
    """
    if not os.path.isfile(path):
        raise UserError(f"There is no file {path}.")
    path = path.absolute()
    return Product(id=str(path), kind="glasses", name=path.stem, model_path=path)


def load_product_model(product: Product) -> Model3D | None:
    """The product's model, None where it has none; kept in memory while the file stays as it is.

    Raises UserError for a file that is missing or broken.
    """
    if product.model_path is None:
        return None
    path = Path(product.model_path)
    try:
        stat = path.stat()
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror or problem}.") from None
    return _cached_model(path, stat.st_mtime_ns, stat.st_size, product.id == str(path))


# One wardrobe's worth: a model has some megabytes, and a grid of nine looks shows at most that many.
@lru_cache(maxsize=24)
def _cached_model(path: Path, mtime_ns: int, size: int, own: bool) -> Model3D:
    model = load_model_file(path)
    return placed_as_glasses(model) if own else model

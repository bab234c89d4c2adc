"""The catalogue: product folders, read and checked.

A broken product is left out with a notice and never stops the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..core.document import Worn
from ..core.errors import UserError
from ..core.model3d import Model3D
from ..core.params import Value, with_values
from ..core.products import KINDS, Product, Variant, WornItem
from .gltf import load_model_file
from .own_kind import OWN_KINDS, chosen_kind, kind_by_shape, placed
from .pattern_file import PATTERN_SUFFIX, load_pattern
from .places import data_folder
from .product_file import MODEL_SUFFIXES, default_settings, read_product
from .resource_path import resource_path
from .words import did_you_mean, folded

# What a person's own product may be, worn straight from its file.
OWN_SUFFIXES = (*MODEL_SUFFIXES, PATTERN_SUFFIX)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products that can be worn, in order, and a sentence for each that cannot.

    `own` holds the ids of those that a person has kept in the library.
    """

    products: tuple[Product, ...] = ()
    notices: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()

    def get(self, product_id: str) -> Product:
        """The product of that id, or the GLB at that path. Raises UserError with the nearest ids."""
        for product in self.products:
            if product.id == product_id:
                return product
        if product_id.lower().endswith(OWN_SUFFIXES):
            return own_product(Path(product_id))
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
    own: set[str] = set()
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
            if file.is_relative_to(data_folder()):
                own.add(product.id)
    ordered = sorted(products.values(), key=lambda product: (KINDS.index(product.kind), product.id))
    return Catalogue(tuple(ordered), tuple(notices), frozenset(own))


def product_files(folders: Iterable[Path]) -> list[Path]:
    """The product.toml of every product folder, folder by folder, by name."""
    return [file for folder in folders for file in sorted(folder.glob("*/product.toml"))]


def resolve_wear(text: str, catalogue: Catalogue) -> Worn:
    """What "PRODUCT", "PRODUCT:VARIANT" or the path of a GLB or PNG stands for. Raises UserError.

    A person's own file is worn under its absolute path, which `Catalogue.get` understands, too.
    """
    if text.lower().endswith(OWN_SUFFIXES):
        path = Path(os.path.expanduser(text)).absolute()
        return Worn(catalogue.get(str(path)).id)
    product_id, colon, variant_id = text.partition(":")
    product = catalogue.get(product_id)
    return Worn(product.id, _variant_called(product, variant_id).id if colon else None)


def resolve_item(worn: Worn, catalogue: Catalogue) -> WornItem:
    """A worn product ready to be fitted. Raises UserError for an unknown product, variant, knob or value.

    Settings: the kind's defaults, then the product's, the variant's and the person's own.
    """
    product = catalogue.get(worn.product_id)
    variant = _variant(product, worn.variant_id)
    settings = settings_of(product, variant, worn.settings)
    pattern = load_pattern(Path(product.pattern_path)) if product.pattern_path else None
    return WornItem(product, variant, settings, load_product_model(product), pattern)


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


def _variant_called(product: Product, text: str) -> Variant:
    """The variant of that id or name. Raises UserError with the nearest ones."""
    by_id = next((variant for variant in product.variants if variant.id == text), None)
    if by_id is not None:
        return by_id
    wanted = folded(text)
    called = [v for v in product.variants if wanted in map(folded, (v.id, v.name, *v.names.values()))]
    if len(called) == 1:
        return called[0]
    if called:
        raise UserError(f"{product.id} has several variants {text!r}: {', '.join(v.id for v in called)}.")
    if not product.variants:
        raise UserError(f"{product.id} has no variant {text!r}; it has none.")
    known = ", ".join(f"{v.id} ({v.name})" for v in product.variants)
    by_word = {folded(word): v.id for v in product.variants for word in (v.id, v.name)}
    near = dict.fromkeys(by_word[word] for word in get_close_matches(wanted, by_word, n=3, cutoff=0.6))
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UserError(f"{product.id} has no variant {text!r}; it has {known}.{hint}")


def own_product(path: Path) -> Product:
    """A person's own GLB or PNG as a product. Raises UserError when there is no such file.

    Whether a GLB is glasses or a shoe, its shape says, unless the person has chosen it.
    """
    if not os.path.isfile(path):
        raise UserError(f"There is no file {path}.")
    path = path.absolute()
    if path.suffix.lower() == PATTERN_SUFFIX:
        return Product(id=str(path), kind="pattern", name=path.stem, pattern_path=path)
    kind = chosen_kind(path) or _guessed_kind(path)
    return Product(id=str(path), kind=kind, name=path.stem, model_path=path, guess_datum=True)


def _guessed_kind(path: Path) -> str:
    """By the model's shape; what cannot be read is told of where it is loaded."""
    try:
        stat = path.stat()
    except OSError:
        return OWN_KINDS[0]
    return _cached_kind(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _cached_kind(path: Path, mtime_ns: int, size: int) -> str:
    model = _cached_model(path, mtime_ns, size, "")
    return OWN_KINDS[0] if isinstance(model, UserError) else kind_by_shape(model)


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
    guessed = product.kind if product.guess_datum else ""
    loaded = _cached_model(path, stat.st_mtime_ns, stat.st_size, guessed)
    if isinstance(loaded, UserError):
        raise UserError(str(loaded))
    return loaded


# One wardrobe's worth: a model has some megabytes, and a grid of nine looks shows at most that many.
@lru_cache(maxsize=24)
def _cached_model(path: Path, mtime_ns: int, size: int, guessed_kind: str) -> Model3D | UserError:
    """A model that cannot be read is kept as such, too: a slider asks sixty times a second.

    `guessed_kind` lays it onto that kind's datum; "" leaves it as it is.
    """
    try:
        model = load_model_file(path)
    except UserError as problem:
        return problem
    return placed(model, guessed_kind)

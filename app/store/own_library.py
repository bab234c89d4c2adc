"""A person's own products: files taken into the data folder, renamed, removed and put back.

Each is a folder like any other product's. A folder appears under its name when all of it has been written;
removing moves it into a trash folder beside the products.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import stat
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..core.document import Worn
from ..core.errors import UserError, reason_of
from ..core.products import Product
from .files import write_text
from .model_files import ModelFile, files_of_model
from .places import data_folder
from .product_file import read_product
from .products import Catalogue, own_product, resolve_item
from .words import folded

_LONGEST_NAME, _LONGEST_ID = 80, 60
_LARGEST_BYTES = 512 * 1024 * 1024
# What was removed can be had back by hand for a month.
_TRASH_S = 30 * 24 * 3600.0
_NAME_LINE = re.compile(r"^name\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Removed:
    """A product that lies in the trash, until it is put back."""

    product_id: str
    name: str
    folder: Path


def library_folder() -> Path:
    """Where a person's own products lie; it may not exist yet."""
    return data_folder() / "products"


def keep(path: Path, *, name: str = "") -> str:
    """Copy a model (with the files that it refers to) or a pattern into the library; its new product id.

    Raises UserError for one that cannot be worn, that refers to files outside its folder, or that there is no
    room for; nothing is left behind then.
    """
    product = own_product(path)
    shown = _clean_name(name or product.name)
    files = _files_of(product)
    if sum(_size(file.path) for file in files) > _LARGEST_BYTES:
        raise UserError(f"{path.name}: its files are larger than {_LARGEST_BYTES / 1e6:.0f} MB in all.")
    product_id = _free_id(shown)
    partial = data_folder() / "partial" / product_id
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for file in files:
            _copy(file, partial)
        write_text(partial / "product.toml", _product_toml(product_id, product, shown, str(files[0].name)))
        kept = read_product(partial / "product.toml")
        resolve_item(Worn(product_id), Catalogue((kept,)))
        library_folder().mkdir(parents=True, exist_ok=True)
        os.rename(partial, library_folder() / product_id)
    except OSError as problem:
        raise UserError(f"{path.name} cannot be kept: {reason_of(problem)}.") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        with suppress(OSError):
            partial.parent.rmdir()
    return product_id


def rename_own(product_id: str, name: str) -> None:
    """Call a product of the library something else. Raises UserError for an unusable name."""
    file = _own_file(product_id)
    shown = _clean_name(name)
    try:
        text = file.read_text("utf-8")
        head, bracket, tables = _before_tables(text)
        renamed = _NAME_LINE.sub(lambda _: f"name = {_quoted(shown)}", head, count=1) + bracket + tables
        if tomllib.loads(renamed) != {**tomllib.loads(text), "name": shown}:
            raise UserError(f"{file}: its name is written in a way that only an editor can change.")
    except OSError as problem:
        raise UserError(f"Cannot read {file}: {reason_of(problem)}.") from None
    except ValueError:
        raise UserError(f"{file} is not valid TOML.") from None
    write_text(file, renamed)


def remove_own(product_id: str) -> Removed:
    """Move a product of the library into the trash. Raises UserError."""
    folder = _own_file(product_id).parent
    try:
        name = read_product(folder / "product.toml").name
    except UserError:
        name = product_id  # a broken one can go, too
    trash = _trash_folder()
    try:
        trash.mkdir(parents=True, exist_ok=True)
        places = (trash / f"{product_id}.{number}" for number in itertools.count(1))
        place = next(place for place in places if not place.exists())
        os.rename(folder, place)
        with suppress(OSError):  # its month begins now
            os.utime(place)
    except OSError as problem:
        raise UserError(f"{name} cannot be removed: {reason_of(problem)}.") from None
    return Removed(product_id, name, place)


def put_back(removed: Removed) -> None:
    """Take a product out of the trash. Raises UserError when its place is taken or it has gone."""
    place = library_folder() / removed.product_id
    try:
        if place.exists():
            raise UserError(f"There is another product {removed.product_id!r} by now.")
        library_folder().mkdir(parents=True, exist_ok=True)
        os.rename(removed.folder, place)
    except OSError as problem:
        raise UserError(f"{removed.name} cannot be put back: {reason_of(problem)}.") from None


def empty_trash(*, now_s: float) -> None:
    """Delete what has lain in the trash for a month; what cannot be deleted stays."""
    with suppress(OSError):
        for folder in _trash_folder().iterdir():
            found = folder.lstat()
            # The later one: a folder that was moved keeps the time of its content on some systems.
            if now_s - max(found.st_mtime, found.st_ctime) > _TRASH_S and stat.S_ISDIR(found.st_mode):
                shutil.rmtree(folder, ignore_errors=True)


def _trash_folder() -> Path:
    return data_folder() / "trash"


def _own_file(product_id: str) -> Path:
    file = library_folder() / product_id / "product.toml"
    if Path(product_id).name != product_id or not os.path.isfile(file):
        raise UserError(f"{product_id!r} is not among your own products.")
    return file


def _clean_name(name: str) -> str:
    """The name on one line without what cannot be written. Raises UserError when nothing is left of it."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:_LONGEST_NAME].strip()
    if not shown:
        raise UserError("A product needs a name.")
    return shown


def _free_id(name: str) -> str:
    """An id made of the name, in small letters, digits and hyphens, that no product of the library has."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name))[:_LONGEST_ID].strip("-") or "model"
    ids = itertools.chain([f"own-{slug}"], (f"own-{slug}-{number}" for number in itertools.count(2)))
    return next(one for one in ids if not (library_folder() / one).exists())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {reason_of(problem)}.") from None


def _files_of(product: Product) -> tuple[ModelFile, ...]:
    """The product's own file under a plain name, then what it refers to."""
    if product.pattern_path is not None:
        return (ModelFile(Path(product.pattern_path), PurePosixPath("pattern.png")),)
    assert product.model_path is not None
    model = Path(product.model_path)
    _, *beside = files_of_model(model)
    return ModelFile(model, PurePosixPath(f"model{model.suffix.lower()}")), *beside


def _copy(file: ModelFile, folder: Path) -> None:
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with file.path.open("rb") as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def _product_toml(product_id: str, product: Product, name: str, file: str) -> str:
    field = "pattern" if product.pattern_path else "model"
    texts = {"id": product_id, "kind": product.kind, "name": name, field: file}
    lines = [f"{key} = {_quoted(value)}" for key, value in texts.items()]
    if product.guess_datum:
        lines.append("guess_datum = true  # unit, axes and origin are guessed when it is worn")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: for printable text, JSON's is the same."""
    return json.dumps(text, ensure_ascii=False)


def _before_tables(text: str) -> tuple[str, str, str]:
    """What stands before the first table header, the bracket, and the rest."""
    found = re.search(r"^\[", text, re.MULTILINE)
    return (text[: found.start()], "[", text[found.end() :]) if found else (text, "", "")

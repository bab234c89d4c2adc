"""The files that one model is made of: the GLB or glTF itself, and what it refers to beside it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .gltf_container import Container, open_container


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file, and the name by which the model refers to it, relative to the model's own folder."""

    path: Path
    name: PurePosixPath


def files_of_model(path: Path) -> tuple[ModelFile, ...]:
    """The model's own file first, then every buffer and picture that it keeps in files of its own.

    Raises UserError for a file that is no model, and for one that refers to something missing or outside its
    folder.
    """
    container = open_container(Path(path))
    entries = [*container.items("buffers"), *container.items("images")]
    uris = [entry["uri"] for entry in entries if isinstance(entry.get("uri"), str)]
    beside = [_beside(container, uri) for uri in uris if not uri.startswith("data:")]
    return tuple(dict.fromkeys([ModelFile(Path(path), PurePosixPath(Path(path).name)), *beside]))


def model_in_folder(folder: Path) -> Path | None:
    """The model that a folder is about: its only one, or the one named "scene" or "model"; else None."""
    try:
        models = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".glb", ".gltf") and p.is_file())
    except OSError:
        return None
    named = [p for p in models if p.stem.lower() in ("scene", "model")]
    found = models if len(models) == 1 else named
    return found[0] if len(found) == 1 else None


def _beside(container: Container, uri: str) -> ModelFile:
    path = container.beside(uri)
    name = posixpath.normpath(unquote(uri))
    if name.startswith(("../", "/")):  # it comes back into the folder by a way that a copy would not have
        raise container.problem(f"it wants {uri[:80]!r}, which lies outside its folder")
    return ModelFile(path, PurePosixPath(name))

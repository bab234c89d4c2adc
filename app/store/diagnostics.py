"""A text about this installation that a person can hand on: what runs, how fast, what is set. No names."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from .. import __version__
from ..core.document import Document, Worn
from ..core.errors import UserError
from .models import verify_models
from .products import Catalogue, catalogue_folders, load_catalogue
from .scrub import scrub_all

_PACKAGES = (
    "numpy", "opencv-python", "PySide6-Essentials", "PyOpenGL", "av", "onnxruntime", "onnxruntime-gpu",
    "mediapipe",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the running window knows. `stages` maps a stage to its median and 95th percentile in ms."""

    drawn_by: str = ""
    followed: str = "face"
    found_by: str = ""
    screen: str = ""
    toolkit: str = ""
    fps: float = 0.0
    stages: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    dropped: int = 0


def diagnostics(
    facts: Facts,
    document: Document,
    catalogue: Catalogue,
    *,
    log_lines: Iterable[str] = (),
    private: Iterable[str] = (),
) -> str:
    """The whole text, without the names of a person's own products, files, cameras (`private`) and so on.

    Reads every network: some tenths of a second.
    """
    ours = {product.id for product in load_catalogue(catalogue_folders()[:1]).products}
    own = [word for p in catalogue.products if p.id not in ours for word in (p.id, p.name)]
    own += [
        PurePath(worn.product_id).stem for worn in document.default_look.worn if worn.product_id not in ours
    ]
    lines = [*_installation(), *_running(facts), *_chosen(document, ours), "", "Log", *log_lines]
    return scrub_all("\n".join(lines), [*private, *own]) + "\n"


def _installation() -> Iterator[str]:
    yield f"Lookglass {__version__}"
    yield f"Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield f"{os.cpu_count() or 0} processors"
    packages = {name: _version(name) for name in _PACKAGES}
    yield ", ".join(f"{name} {number}" for name, number in packages.items() if number)
    try:
        for model_id, sound, message in verify_models():
            yield f"{model_id}: verified" if sound else f"{model_id}: {message}"
    except UserError as problem:
        yield str(problem)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _running(facts: Facts) -> Iterator[str]:
    yield ""
    yield "Running"
    yield f"screen: {facts.screen}, {facts.toolkit}"
    yield f"draws with: {facts.drawn_by or 'nothing yet'}"
    what = "feet" if facts.followed == "feet" else "faces"
    yield f"{what} are found by: {facts.found_by or 'nobody yet'}"
    yield f"{facts.fps:.1f} frames a second, {facts.dropped} dropped"
    for stage, (p50_ms, p95_ms) in facts.stages.items():
        yield f"{stage}: median {p50_ms:.1f} ms, 95th percentile {p95_ms:.1f} ms"


def _chosen(document: Document, ours: set[str]) -> Iterator[str]:
    """What differs from the defaults; of sources their kind only, of a person's own products only that."""
    plain = Document()
    yield ""
    yield "Chosen"
    yield f"source: {source_kind(document.source)}"
    for name in ("provider", "max_subjects", "max_feet", "follow", "strength"):
        if getattr(document, name) != getattr(plain, name):
            yield f"{name}: {getattr(document, name)}"
    for worn in document.default_look.worn:
        yield f"worn: {_worn(worn, ours)}"
    for group, values in document.knobs.items():
        for knob, value in values.items():
            yield f"{group}.{knob}: {value}"
    view = document.view
    yield f"view: split {view.split}, mirror {view.mirror}, landmarks {view.landmarks}"


def source_kind(spec: str) -> str:
    """What kind of source it is: "demo:face", "camera", or a file's ending."""
    scheme, colon, _ = spec.partition(":")
    if colon and len(scheme) > 1:  # one letter is a drive
        return spec if scheme == "demo" else scheme
    return f"a file {os.path.splitext(spec)[1].lower()}".rstrip()


def _worn(worn: Worn, ours: set[str]) -> str:
    if worn.product_id not in ours:
        return "a product of one's own"
    settings = "".join(f", {knob} {value}" for knob, value in worn.settings.items())
    off = "" if worn.enabled else ", switched off"
    return f"{worn.product_id}:{worn.variant_id or 'as it is'}{settings}{off}"

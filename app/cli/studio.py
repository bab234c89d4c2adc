"""`lookglass [studio] [SOURCE]`: the window, or a picture of it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ..core.document import Document, Look
from ..core.errors import UserError
from ..runtime.resolve import resolve
from ..store.presets import find_look, usable_look
from ..store.products import Catalogue, load_catalogue
from ..store.settings import load_settings, settings_file
from .choices import SOURCE_HELP, add_look_arguments, add_stage_arguments, document_of
from .output import DONE, Output

# What the demo subject wears the first time: it shows paint, gloss, metal and glass at once.
FIRST_LOOK = "evening"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--shot", type=Path, metavar="OUT.png", help="save a picture of the window and quit")
    parser.add_argument(
        "--after", type=float, default=2.0, metavar="SECONDS", help="how long after the first picture"
    )
    parser.add_argument("--language", choices=("en", "zh"), help="the language of the window, this time")
    add_look_arguments(parser)
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    if args.shot is not None:
        _check_shot(args.shot, args.after)
    catalogue = load_catalogue()
    document = document_of(args, catalogue, output)
    resolve(document, catalogue)  # an unknown product, variant or knob is said before the window opens
    # A shot shows what the command line says and nothing of last time, so that two of them can be compared.
    if args.shot is None and settings_file().exists():
        document = _as_last_time(document, args, catalogue, output)
    elif not args.look and not args.wear:
        document = replace(document, default_look=_first_look(catalogue))
    from ..gui.app import run_studio

    code = run_studio(document, shot=args.shot, after_s=args.after, language=args.language)
    if args.shot is not None and code == DONE:
        output.say(f"{args.shot}")
        output.result({"shot": str(args.shot)})
    return code


def _check_shot(path: Path, after_s: float) -> None:
    """Say before anything is opened what would fail at the end."""
    from ..sinks.files import check_writable

    if path.suffix.lower() not in (".png", ".jpg", ".jpeg", ".webp"):
        raise UserError(f"--shot {path}: expected a name that ends with .png, .jpg or .webp.")
    if not 0.0 <= after_s <= 3600.0:
        raise UserError(f"--after: expected 0 to 3600 seconds, got {after_s:g}.")
    check_writable(path)


def _first_look(catalogue: Catalogue) -> Look:
    look, _ = usable_look(find_look(FIRST_LOOK), catalogue)
    return look


def _as_last_time(
    document: Document, args: argparse.Namespace, catalogue: Catalogue, output: Output
) -> Document:
    """What was chosen last time, wherever the command line says nothing."""
    settings, notices = load_settings()
    changes: dict[str, object] = {"view": replace(document.view, mirror=settings.mirror)}
    if not args.source and settings.source:
        changes["source"] = settings.source
    if args.provider is None and _can_run(settings.provider):
        changes["provider"] = settings.provider
    if not args.look and not args.wear:
        changes["default_look"], more = usable_look(settings.look, catalogue)
        notices += more
    if not args.preset and not args.set:
        changes["knobs"] = settings.knobs
    for notice in notices:
        output.notice(notice)
    return replace(document, **changes)  # type: ignore[arg-type]


def _can_run(provider: str) -> bool:
    """Whether the provider of last time is still there; "" was never chosen."""
    if not provider:
        return False
    from ..vision.registry import providers

    return any(known.name == provider and known.available for known in providers())

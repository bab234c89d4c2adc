"""`lookglass [studio] [SOURCE]`: the window, or a picture of it."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from ..core.document import Document, Look, View
from ..core.errors import UserError
from ..gui.start import Start
from ..runtime.resolve import resolve
from ..store.logs import Log, logger
from ..store.presets import find_look, usable_look
from ..store.products import Catalogue, load_catalogue
from ..store.sentinel import Sentinel
from ..store.settings import AppSettings, load_settings, settings_file
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
    parser.add_argument(
        "--safe-mode", action="store_true", help="open on the demo subject, with nothing of last time"
    )
    parser.add_argument("--language", choices=("en", "zh"), help="the language of the window, this time")
    add_look_arguments(parser)
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    if args.shot is None:
        return _open_window(args, output)
    _check_shot(args.shot, args.after)
    from ..gui.app import run_studio

    # A shot shows what the command line says and nothing of last time, so that two of them can be compared.
    document = _as_told(args, load_catalogue(), output)
    code = run_studio(document, shot=args.shot, after_s=args.after, language=args.language)
    if code == DONE:
        output.say(f"{args.shot}")
        output.result({"shot": str(args.shot)})
    return code


def _open_window(args: argparse.Namespace, output: Output) -> int:
    """With a sentinel and a log: a fault that ends this leaves the sentinel behind for the next start."""
    sentinel, log = Sentinel(), Log()
    try:
        code = _run_window(args, output, sentinel, log)
    except (UserError, KeyboardInterrupt):
        sentinel.remove()
        raise
    except Exception:
        logger().exception("The window could not go on")
        raise
    else:
        sentinel.remove()
        return code
    finally:
        log.close()


def _run_window(args: argparse.Namespace, output: Output, sentinel: Sentinel, log: Log) -> int:
    catalogue = load_catalogue()
    remembered = os.path.exists(settings_file())
    settings, notices = load_settings()
    document = _as_told(args, catalogue, output)
    if remembered:
        document, more = _as_last_time(document, settings, args, catalogue)
        notices += more
    start = Start(
        safe=args.safe_mode or sentinel.last_time.wants_safe_mode,
        settings=settings,
        last_time=sentinel.last_time,
        notices=notices,
        log=log,
        settle=sentinel.settle,
        note_recording=sentinel.note_recording,
    )
    from ..gui.app import run_studio

    return run_studio(document, language=args.language, start=start)


def _as_told(args: argparse.Namespace, catalogue: Catalogue, output: Output) -> Document:
    """What the command line says; where it says nothing of a look, the first one."""
    document = document_of(args, catalogue, output)
    resolve(document, catalogue)  # an unknown product, variant or knob is said before the window opens
    if args.look or args.wear:
        return document
    return replace(document, default_look=_first_look(catalogue))


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
    document: Document, settings: AppSettings, args: argparse.Namespace, catalogue: Catalogue
) -> tuple[Document, tuple[str, ...]]:
    """What was chosen last time, wherever the command line says nothing; and what cannot be had any more."""
    view = View(settings.split, settings.mirror, settings.landmarks, settings.compare)
    changes: dict[str, object] = {"view": view}
    notices: tuple[str, ...] = ()
    if not args.source and settings.source:
        changes["source"] = settings.source
    if args.provider is None and _can_run(settings.provider):
        changes["provider"] = settings.provider
    if not args.look and not args.wear:
        changes["default_look"], notices = usable_look(settings.look, catalogue)
        if args.strength == 1.0:
            changes["strength"] = settings.strength
    if args.max_subjects is None:
        changes["max_subjects"], changes["max_feet"] = settings.people, settings.feet
    if not args.source and not args.look and not args.wear:
        changes["follow"] = settings.follow
    if not args.preset and not args.set:
        changes["knobs"], changes["preset"] = settings.knobs, settings.preset
    if settings.other is not None:
        look, more = usable_look(settings.other.default_look, catalogue)
        changes["other"], changes["on_b"] = replace(settings.other, default_look=look), settings.on_b
        notices += more
    return replace(document, **changes), notices  # type: ignore[arg-type]


def _can_run(provider: str) -> bool:
    """Whether the provider of last time is still there; "" was never chosen."""
    if not provider:
        return False
    from ..vision.registry import providers

    return any(known.name == provider and known.available for known in providers())

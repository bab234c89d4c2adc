"""`lookglass render SOURCE --sheet OUT.png`: the look as a grid of small pictures with captions."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from functools import partial

from ..core.clock import clock
from ..core.document import Document
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..runtime.export import refuse_to_overwrite
from ..runtime.job import Job
from ..runtime.sheet import Cell, contact_sheet, moments, saved_looks, variants
from ..runtime.sources import open_any
from ..sinks.still import check_still, save_still
from ..store.presets import list_looks
from ..store.products import Catalogue, load_catalogue
from .choices import document_of
from .output import DONE, NOTHING_FOUND, Output, Progress

_OF = ("moments", "variants", "looks")


def add_sheet_arguments(parser: argparse.ArgumentParser) -> None:
    """--sheet-of, --count, --close-up; --sheet itself stands beside --output."""
    parser.add_argument(
        "--sheet-of",
        choices=_OF,
        default=_OF[0],
        help="moments of SOURCE (default), variants of what is worn last, or all saved looks",
    )
    parser.add_argument("--count", type=int, default=12, metavar="N", help="moments on a sheet (default 12)")
    parser.add_argument("--close-up", action="store_true", help="the faces alone on a sheet")


def run_sheet(args: argparse.Namespace, output: Output) -> int:
    if not 1 <= args.count <= 200:
        raise UserError(f"--count: expected 1 to 200, got {args.count}.")
    catalogue = load_catalogue()
    document = document_of(args, catalogue, output)
    check_still(args.sheet)
    refuse_to_overwrite(document.source, args.sheet)
    cells, count, title = _cells(args.sheet_of, args.count, document, catalogue)
    job = _Counted(Progress("sheet", count))
    sheet = contact_sheet(cells, catalogue, job, count=count, title=title, close_up=args.close_up)
    job.progress.done()
    save_still(args.sheet, sheet.rgb)
    height, width = sheet.rgb.shape[:2]
    output.say(f"{args.sheet}: {sheet.pictures} pictures, {width}x{height} px")
    if not sheet.found:
        output.notice("No face was found in any picture.")
    result = {"output": str(args.sheet), "files": [str(args.sheet)], "size": [width, height]}
    output.result(result | {"pictures": sheet.pictures, "pictures_with_face": sheet.found})
    return DONE if sheet.found else NOTHING_FOUND


class _Counted(Job):
    """A job that counts on standard error."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def step(self) -> None:
        self.progress.step()
        super().step()


def _cells(
    of: str, count: int, document: Document, catalogue: Catalogue
) -> tuple[Generator[Cell, None, None], int, str]:
    """What is on the sheet, about how many that are, and its title."""
    look = document.default_look
    if of == "moments":
        return moments(document, count, partial(clock, places=1)), count, look.name
    frame = _first_frame(document.source)
    if of == "looks":
        return saved_looks(document, catalogue, frame, str), len(list_looks()), ""
    if not look.worn:
        raise UserError("--sheet-of variants: nothing is worn; say what with --wear or --look.")
    product = catalogue.get(look.worn[-1].product_id)
    cells = variants(document, product, frame, lambda variant: variant.name)
    return cells, len(product.variants), product.name


def _first_frame(spec: str) -> Frame:
    source = open_any(spec)
    try:
        while isinstance(frame := source.read(), Missing):
            continue
    finally:
        source.close()
    if frame is None:
        raise UserError(f"There is no frame in {spec} that can be read.")
    return frame

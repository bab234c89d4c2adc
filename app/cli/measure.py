"""`lookglass measure SOURCE`: length and width of a foot in millimetres, by paper or a card beside it."""

from __future__ import annotations

import argparse
from contextlib import closing
from itertools import islice

from ..core.foot import SIDES
from ..core.missing import Missing
from ..core.products import SUBJECTS
from ..runtime.batch import frames
from ..runtime.measure_feet import FootMeter
from ..runtime.pipeline import Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..stages.measure_foot import REFERENCES
from ..store.products import Catalogue
from .choices import SOURCE_HELP, add_stage_arguments, document_of, refuse_nothing
from .output import DONE, NOTHING_FOUND, Output, Progress

_MOST_FRAMES = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument(
        "--reference",
        choices=("auto", *REFERENCES),
        default="auto",
        help="what lies on the floor beside the foot (default: told by its shape)",
    )
    parser.set_defaults(kind=SUBJECTS[1])
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    snapshot = resolve(document_of(args, Catalogue(), output), Catalogue())
    meter = FootMeter(reference=args.reference)
    with closing(open_any(args.source)) as source, closing(Pipeline()) as pipeline:
        progress = Progress("measure", min(source.info.frame_count or _MOST_FRAMES, _MOST_FRAMES))
        for frame in islice(frames(source, output.notice), _MOST_FRAMES):
            meter.add(pipeline.step(frame, snapshot, still=source.info.still))
            progress.step()
    count, _ = progress.done()
    refuse_nothing(count, args.source)
    sizes = meter.sizes()
    found = {}
    for side, size in sizes.items():
        if isinstance(size, Missing):
            output.notice(f"The {SIDES[side]} foot could not be measured: {size.reason}.")
            continue
        found[SIDES[side]] = {
            "length_mm": round(size.length_mm, 1),
            "length_band_mm": round(size.length_band_mm, 1),
            "width_mm": round(size.width_mm, 1),
            "width_band_mm": round(size.width_band_mm, 1),
            "reference": size.reference,
        }
        output.say(
            f"{SIDES[side]} foot: {size.length_mm:.0f} mm long (give or take {size.length_band_mm:.0f}), "
            f"{size.width_mm:.0f} mm wide (give or take {size.width_band_mm:.0f}), EU {size.eu_size:.1f} "
            f"if it is bare; by {size.reference}"
        )
    if not sizes:
        output.notice("No foot was seen beside a sheet of paper or a card.")
    output.result({"frames": count, "feet": found})
    return DONE if found else NOTHING_FOUND

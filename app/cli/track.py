"""`lookglass track SOURCE -o TRACK.npz`: landmarks and poses of every frame, as a file."""

from __future__ import annotations

import argparse
from contextlib import closing
from functools import partial
from pathlib import Path

from ..runtime.batch import frames, overlapped
from ..runtime.pipeline import DETECT_TO_FIT, FrameResult, Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..sinks.track_file import TrackWriter
from ..store.products import Catalogue
from .choices import SOURCE_HELP, add_stage_arguments, document_of, refuse_nothing
from .output import DONE, NOTHING_FOUND, Output, Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="TRACK.npz")
    parser.add_argument("--kind", choices=("face", "feet"), default="face", help="what to track")
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    document = document_of(args, Catalogue(), output)
    snapshot = resolve(document, Catalogue())
    thing = "foot" if args.kind == "feet" else "face"
    meta = {"provider": document.provider, "preset": args.preset or "default"}
    with closing(open_any(document.source)) as source, closing(Pipeline()) as pipeline:
        writer = TrackWriter(args.output, snapshot.max_subjects, args.kind, meta)
        progress = Progress("track", source.info.frame_count)

        def take(result: FrameResult) -> None:
            writer.add(result.frame, result.tracks, sum(result.ms.get(stage, 0.0) for stage in DETECT_TO_FIT))
            progress.step()

        step = partial(pipeline.step, snapshot=snapshot, still=source.info.still)
        refuse_nothing(overlapped(frames(source, output.notice), step, take), document.source)
        writer.meta |= {"provider": pipeline.provider, "execution_provider": pipeline.runs_on}
        writer.close()
    count, seconds = progress.done()
    found = writer.frames_with_subject
    output.say(
        f"{args.output}: a {thing} in {found} of {count} frames, {count / max(seconds, 1e-9):.1f} a second"
    )
    output.result(
        {"output": str(args.output), "frames": count, f"frames_with_{thing}": found, "seconds": seconds}
        | writer.meta
    )
    if not found:
        output.notice(f"No {thing} was found in any frame.")
    return DONE if found else NOTHING_FOUND

"""`lookglass render SOURCE -o OUT`: a clip, picture or folder with everything worn, without a window."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from ..core.ports import Sink
from ..render.context import describe, open_context
from ..render.renderer import Renderer
from ..runtime.batch import frames, overlapped
from ..runtime.metrics import Metrics
from ..runtime.pipeline import FrameResult, Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..sinks import open_sink
from ..store.products import load_catalogue
from .choices import SOURCE_HELP, add_look_arguments, add_stage_arguments, document_of
from .output import Output, Progress

HELP = "render a source with products worn, to a video or pictures"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.mp4|.png")
    parser.add_argument("--split", action="store_true", help="left half before, right half after")
    parser.add_argument("--frames", type=int, metavar="N", help="stop after N frames")
    add_look_arguments(parser)
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    catalogue = load_catalogue()
    document = document_of(args, catalogue)
    snapshot = resolve(document, catalogue)
    source = open_any(document.source, max_frames=args.frames)
    metrics = Metrics(window=1 << 20)
    found = 0
    try:
        with open_context(), Renderer() as renderer:
            pipeline = Pipeline()
            sink = open_sink(args.output, source.info)
            progress = Progress("render", args.frames or source.info.frame_count)

            def consume(result: FrameResult) -> None:
                nonlocal found
                picture = renderer.split_picture(result.scene) if args.split else renderer.picture(result.scene)
                sink.write(picture, t_ns=result.frame.t_ns)
                found += any(track.present for track in result.tracks)
                metrics.add_stages(result.ms)
                progress.step()

            step = partial(pipeline.step, snapshot=snapshot, still=source.info.still)
            _encode(sink, lambda: overlapped(frames(source, args.frames), step, consume))
            count, seconds = progress.done()
            _tell(output, args.output, count, found, seconds, describe(), pipeline.runs_on, metrics)
    finally:
        source.close()
    return 0 if found else 3

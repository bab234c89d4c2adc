"""`lookglass render SOURCE -o OUT`: a clip, picture or folder with everything worn, without a window."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..core.ports import Sink
from ..core.scene import Scene
from ..render.context import describe, open_context
from ..render.present import SplitPicture
from ..render.renderer import Renderer
from ..runtime.batch import frames, overlapped
from ..runtime.export import refuse_to_overwrite
from ..runtime.metrics import figures
from ..runtime.pipeline import FrameResult, Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..sinks import BehindSink, open_sink
from ..store.products import load_catalogue
from .choices import SOURCE_HELP, add_look_arguments, add_stage_arguments, document_of, refuse_nothing
from .output import DONE, NOTHING_FOUND, Output, Progress
from .sheet import add_sheet_arguments, run_sheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    outputs = parser.add_mutually_exclusive_group(required=True)
    outputs.add_argument("-o", "--output", type=Path, metavar="OUT.mp4|.png")
    outputs.add_argument("--sheet", type=Path, metavar="OUT.png", help="a contact sheet instead")
    parser.add_argument("--split", action="store_true", help="left half before, right half after")
    add_sheet_arguments(parser)
    add_look_arguments(parser)
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    if args.sheet is not None:
        return run_sheet(args, output)
    catalogue = load_catalogue()
    document = document_of(args, catalogue, output)
    snapshot = resolve(document, catalogue)
    for notice in snapshot.notices:
        output.notice(notice)
    refuse_to_overwrite(document.source, args.output)
    with closing(open_any(document.source)) as source, open_context(), _drawing(args.split) as draw:
        info = source.info
        size = (info.width, info.height)
        sink = BehindSink(
            open_sink(args.output, frame_rate=info.frame_rate, size=size, frame_count=info.frame_count)
        )
        with closing(Pipeline()) as pipeline, closing(sink):
            take = _Take(draw, sink, Progress("render", info.frame_count))
            step = partial(pipeline.step, snapshot=snapshot, still=info.still)
            refuse_nothing(overlapped(frames(source, output.notice), step, take), document.source)
            runs_on = f"{pipeline.runs_on}; {describe()}"
    take.tell(output, args.output, runs_on)
    return DONE if take.found else NOTHING_FOUND


@contextmanager
def _drawing(split: bool) -> Iterator[Callable[[Scene], NDArray[np.uint8]]]:
    """From a scene to its picture, (height, width, 3) uint8 sRGB, in the current context."""
    with Renderer() as renderer:
        if not split:
            yield renderer.picture
            return
        halves = SplitPicture(renderer)
        try:
            yield halves.picture
        finally:
            halves.release()


class _Take:
    """Draws each result and hands the picture to the sink; runs on the thread of the GL context."""

    def __init__(self, draw: Callable[[Scene], NDArray[np.uint8]], sink: Sink, progress: Progress) -> None:
        self._draw = draw
        self._sink = sink
        self._progress = progress
        self._samples: dict[str, list[float]] = {}
        self.found = 0

    def __call__(self, result: FrameResult) -> None:
        began_s = time.perf_counter()
        picture = self._draw(result.scene)
        drawn_s = time.perf_counter()
        self._sink.write(picture, t_ns=result.frame.t_ns)
        ended_s = time.perf_counter()
        own = {"render": (drawn_s - began_s) * 1e3, "wait for the encoder": (ended_s - drawn_s) * 1e3}
        for stage, ms in {**result.ms, **own}.items():
            self._samples.setdefault(stage, []).append(ms)
        self.found += any(track.present for track in result.tracks)
        self._progress.step()

    def tell(self, output: Output, path: Path, runs_on: str) -> None:
        """Where the result lies, how fast it went, and what ran."""
        count, seconds = self._progress.done()
        stages = {stage: figures(samples) for stage, samples in self._samples.items()}
        rate = count / seconds if seconds > 0 else 0.0
        written = _span(self._sink.paths) or str(path)
        frames = "1 frame" if count == 1 else f"{count} frames"
        output.say(f"{written}: {frames} in {seconds:.1f} s, {rate:.1f} a second, decoding to encoding")
        output.say(
            "median ms a frame: " + ", ".join(f"{stage} {f.p50_ms:.1f}" for stage, f in stages.items())
        )
        output.say(f"ran on {runs_on}")
        if not self.found:
            output.notice("No face was found in any frame.")
        output.result(
            {
                "output": str(path),
                "files": [str(file) for file in self._sink.paths],
                "frames": count,
                "frames_with_face": self.found,
                "seconds": seconds,
                "frames_per_second": rate,
                "p50_ms": {stage: f.p50_ms for stage, f in stages.items()},
                "p95_ms": {stage: f.p95_ms for stage, f in stages.items()},
                "runs_on": runs_on,
            }
        )


def _span(paths: tuple[Path, ...]) -> str:
    """The first and the last of the files, as one says it."""
    return " to ".join(dict.fromkeys(str(path) for path in (*paths[:1], *paths[-1:])))

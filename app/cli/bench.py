"""`lookglass bench [SOURCE] [--against mediapipe]`: time of detect..fit, and of a peer on the same frames."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.frame import Frame
from ..runtime.batch import frames
from ..runtime.metrics import figures
from ..runtime.pipeline import DETECT_TO_FIT, Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..store.products import Catalogue
from .choices import SOURCE_HELP, add_stage_arguments, document_of, refuse_nothing
from .output import Output, Progress

# Networks, filters and the processor's clock settle within a second.
WARM_UP_FRAMES = 30
# Frames are held in memory: 300 of 720p fit, of larger ones fewer.
MOST_BYTES = 1 << 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", nargs="?", default="demo:face", help=SOURCE_HELP)
    parser.add_argument(
        "--against", metavar="PROVIDER", help="a second provider on the same frames: mediapipe"
    )
    parser.add_argument("--frames", type=int, default=300, metavar="N", help="how many frames (default 300)")
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    if args.frames < 1:
        raise UserError(f"--frames: expected at least 1, got {args.frames}.")
    document = document_of(args, Catalogue(), output)
    clip, still = _load(document.source, args.frames, output)
    names = [document.provider, *([args.against] if args.against else [])]
    samples = _race(clip, [_snapshot(document, name) for name in names], still)
    found = {name: figures(ms) for name, ms in zip(names, samples, strict=True)}
    for name, figure in found.items():
        output.say(f"{name:10} detect..fit  p50 {figure.p50_ms:6.2f} ms   p95 {figure.p95_ms:6.2f} ms")
    ratio = None
    if args.against:
        ratio = found[names[0]].p50_ms / found[names[1]].p50_ms
        output.say(
            f"ratio of p50  {ratio:.3f}  ({names[0]} / {names[1]}, {len(samples[0])} frames, alternating)"
        )
    output.result(
        {
            "source": document.source,
            "frames": len(samples[0]),
            "size": [clip[0].width, clip[0].height],
            "p50_ms": {name: figure.p50_ms for name, figure in found.items()},
            "p95_ms": {name: figure.p95_ms for name, figure in found.items()},
            "ratio_p50": ratio,
        }
    )
    return 0


def _snapshot(document: Document, provider: str) -> Snapshot:
    return resolve(replace(document, provider=provider), Catalogue())


def _load(spec: str, count: int, output: Output) -> tuple[list[Frame], bool]:
    """The frames in memory, so that no decoding runs beside what is timed."""
    with closing(open_any(spec)) as source:
        progress = Progress("load", source.info.frame_count)
        clip = []
        for frame in islice(frames(source, output.notice), count):
            clip.append(frame)
            progress.step()
            if (len(clip) + 1) * frame.rgb.nbytes > MOST_BYTES:
                output.notice(
                    f"Only the first {len(clip)} frames are timed: more would take too much memory."
                )
                break
        progress.done()
    refuse_nothing(len(clip), spec)
    return clip, source.info.still


def _race(clip: Sequence[Frame], entrants: Sequence[Snapshot], still: bool) -> list[list[float]]:
    """Milliseconds of detect..fit of each entrant for each frame; they take turns, also at being first."""
    pipelines = [Pipeline() for _ in entrants]
    samples: list[list[float]] = [[] for _ in entrants]
    warm_up = min(WARM_UP_FRAMES, len(clip) // 2)
    for number, frame in enumerate(clip):
        for turn in range(len(entrants)):
            entrant = (number + turn) % len(entrants)
            result = pipelines[entrant].step(frame, entrants[entrant], still=still)
            if number >= warm_up:
                samples[entrant].append(float(np.sum([result.ms[stage] for stage in DETECT_TO_FIT])))
    for pipeline in pipelines:
        pipeline.close()
    return samples

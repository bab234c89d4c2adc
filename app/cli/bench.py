"""`lookglass bench [SOURCE] [--against mediapipe]`: time of detect..fit, and of a peer on the same frames.

With --stability, too, how still and how late the points are, on short clips made for it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..lab.clips import ClipSpec
from ..lab.scores_table import promised_table
from ..lab.scores_text import text
from ..lab.scoring import PROMISED, QUICK_S, made, ours, peers, score_footage, subjects
from ..runtime.batch import frames
from ..runtime.metrics import StageFigures, figures
from ..runtime.pipeline import DETECT_TO_FIT, Pipeline
from ..runtime.resolve import resolve
from ..runtime.sources import open_any
from ..store.products import Catalogue
from .choices import SOURCE_HELP, add_stage_arguments, document_of, refuse_nothing
from .output import Output, Progress

# What keeping still costs, beside finding.
STEADYING = ("flow", "steady")
# Networks, filters and the processor's clock settle within a second.
WARM_UP_FRAMES = 30
# Frames are held in memory: 300 of 720p fit, of larger ones fewer.
MOST_BYTES = 1 << 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", nargs="?", default="demo:face", help=SOURCE_HELP)
    parser.add_argument(
        "--against", metavar="PROVIDER", help="a second provider on the same frames: mediapipe"
    )
    parser.add_argument(
        "--stability", action="store_true", help="a short table of jitter, error in motion and lag as well"
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
    timed = dict(zip(names, samples, strict=True))
    found = {name: _figures(ms, DETECT_TO_FIT) for name, ms in timed.items()}
    steadying = _figures(timed[names[0]], STEADYING)
    for name, figure in found.items():
        output.say(f"{name:10} detect..fit  p50 {figure.p50_ms:6.2f} ms   p95 {figure.p95_ms:6.2f} ms")
    output.say(f"{names[0]:10} steadying    p50 {steadying.p50_ms:6.2f} ms   p95 {steadying.p95_ms:6.2f} ms")
    ratio = own_step = to_own_step = None
    if args.against:
        ours, peer = found[names[0]], found[names[1]]
        own_step = _figures(timed[names[1]], ("detect",))
        ratio, to_own_step = ours.p50_ms / peer.p50_ms, ours.p50_ms / own_step.p50_ms
        output.say(
            f"{names[1]:10} its own step p50 {own_step.p50_ms:6.2f} ms   p95 {own_step.p95_ms:6.2f} ms"
        )
        output.say(
            f"ratio of p50  {ratio:.3f}  ({names[0]} / {names[1]}, {len(samples[0])} frames, alternating); "
            f"to its own step {to_own_step:.3f}"
        )
    output.result(
        {
            "source": document.source,
            "frames": len(samples[0]),
            "size": [clip[0].width, clip[0].height],
            "p50_ms": {name: figure.p50_ms for name, figure in found.items()},
            "p95_ms": {name: figure.p95_ms for name, figure in found.items()},
            "steadying_p50_ms": steadying.p50_ms,
            "steadying_p95_ms": steadying.p95_ms,
            "own_step_p50_ms": own_step.p50_ms if own_step else None,
            "ratio_p50": ratio,
            "ratio_to_own_step_p50": to_own_step,
            "stability": _stability(document, args.against, output) if args.stability else None,
        }
    )
    return 0


def _figures(samples: Sequence[Mapping[str, float]], stages: Iterable[str]) -> StageFigures:
    """Of several stages together; one that did not run took no time."""
    return figures([float(np.sum([ms.get(stage, 0.0) for stage in stages])) for ms in samples])


def _stability(document: Document, against: str | None, output: Output) -> dict[str, dict[str, float | None]]:
    """The promised figures of ours and of a peer, by the names of the lines and columns."""
    entrants = {**peers(against, None), document.provider: ours(document, document.knobs)}
    scored = []
    for subject in subjects(quick=True):
        for motion in PROMISED:
            footage = made(ClipSpec(subject, motion, seconds=QUICK_S))
            progress = Progress(footage.name, footage.count)
            scored.append(score_footage(footage, entrants, progress.step))
            progress.done()
    table = promised_table(scored)
    if isinstance(table, Missing):
        return {}
    output.say(f"\n{text(table)}")
    return {row.name: dict(zip(table.columns, row.values, strict=True)) for row in table.rows}


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


def _race(
    clip: Sequence[Frame], entrants: Sequence[Snapshot], still: bool
) -> list[list[Mapping[str, float]]]:
    """Milliseconds of each stage of each entrant for each frame; they take turns, also at being first."""
    pipelines = [Pipeline() for _ in entrants]
    samples: list[list[Mapping[str, float]]] = [[] for _ in entrants]
    warm_up = min(WARM_UP_FRAMES, len(clip) // 2)
    for number, frame in enumerate(clip):
        for turn in range(len(entrants)):
            entrant = (number + turn) % len(entrants)
            result = pipelines[entrant].step(frame, entrants[entrant], still=still)
            if number >= warm_up:
                samples[entrant].append(result.ms)
    for pipeline in pipelines:
        pipeline.close()
    return samples

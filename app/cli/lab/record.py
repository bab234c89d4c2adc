"""`lookglass lab record SOURCE -o FILE`: what is seen of every frame, to be replayed."""

from __future__ import annotations

import argparse
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import takewhile
from pathlib import Path

from ...core.errors import UserError
from ...core.products import SUBJECTS
from ...lab.recording import About, RecordingWriter
from ...runtime.batch import frames, overlapped
from ...runtime.export import refuse_to_overwrite
from ...runtime.pipeline import FrameResult, Pipeline
from ...runtime.resolve import resolve
from ...runtime.sources import open_any
from ...sinks.files import check_writable
from ...sources.kinds import kind_of, lasting
from ...sources.recorded_frames import reference_to
from ...store.products import load_catalogue
from ...store.recordings import Reference
from ..choices import SOURCE_HELP, add_look_arguments, add_stage_arguments, document_of, refuse_nothing
from ..output import DONE, NOTHING_FOUND, Output, Progress

_SYNC_EVERY_S = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the recording")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--frames",
        action="store_true",
        help="put the pictures, compressed, into the recording (cameras, demo)",
    )
    where.add_argument(
        "--reference", action="store_true", help="refer to the clip instead (default for clips and pictures)"
    )
    parser.add_argument("--kind", choices=SUBJECTS, help="what to follow (default: what is worn says)")
    add_look_arguments(parser)
    add_stage_arguments(parser)


def run(args: argparse.Namespace, output: Output) -> int:
    catalogue = load_catalogue()
    document = document_of(args, catalogue, output)
    snapshot = resolve(document, catalogue)
    check_writable(args.output)
    with closing(open_any(document.source)) as source, closing(Pipeline()) as pipeline:
        refuse_to_overwrite(lasting(document.source), args.output)
        info = source.info
        about = About(document.source, info.still, info.frame_rate, _reference(args))
        writer = RecordingWriter(args.output, about)
        progress = Progress("record", info.frame_count)
        synced_s, found = time.monotonic(), 0

        def take(result: FrameResult) -> None:
            nonlocal synced_s, found
            writer.add(result, document)
            found += any(track.present for track in result.tracks)
            if time.monotonic() - synced_s >= _SYNC_EVERY_S:
                synced_s = time.monotonic()
                writer.sync()
            progress.step()

        step = partial(pipeline.step, snapshot=snapshot, still=info.still)
        try:
            with _interrupts() as stop:
                until_then = takewhile(lambda _: not stop.is_set(), frames(source, output.notice))
                refuse_nothing(overlapped(until_then, step, take), document.source)
        except BaseException:
            writer.close(whole=False)
            raise
        writer.close()
    count, seconds = progress.done()
    thing = "foot" if snapshot.subject == "feet" else "face"
    output.say(f"{args.output}: a {thing} in {found} of {count} frames, {writer.bytes / 1e6:.1f} MB")
    output.say(f"digest {writer.digest}")
    output.result(
        {
            "output": str(args.output),
            "frames": count,
            f"frames_with_{thing}": found,
            "bytes": writer.bytes,
            "seconds": seconds,
            "pictures": "reference" if about.reference else "frames",
            "digest": writer.digest,
        }
    )
    if not found:
        output.notice(f"No {thing} was found in any frame.")
    return DONE if found else NOTHING_FOUND


@contextmanager
def _interrupts() -> Iterator[threading.Event]:
    """Set by Ctrl+C, which is how a camera's recording ends; a second one ends everything as usual."""
    stop = threading.Event()

    def stop_once(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop_once)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _reference(args: argparse.Namespace) -> Reference | None:
    """How the recording refers to its clip; None where it holds the pictures itself. Raises UserError."""
    is_file = kind_of(args.source) in ("clip", "picture")
    if args.reference and not is_file:
        raise UserError(f"{args.source} is not a clip or a picture that a recording can refer to.")
    return reference_to(Path(args.source)) if is_file and not args.frames else None

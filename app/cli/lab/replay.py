"""`lookglass lab replay FILE`: every stage after vision once more, with other knobs if wished."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from ...core.document import Snapshot
from ...lab.recording import Recording, open_recording
from ...lab.replay import Replayed, replay, why_again
from ...runtime.pipeline import DETECT_TO_FIT, FrameResult
from ...sinks.track_file import TrackWriter
from ...store.products import load_catalogue
from ..choices import add_stage_arguments, changed
from ..output import DONE, NOTHING_FOUND, Output, Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a recording")
    parser.add_argument("-o", "--output", type=Path, metavar="TRACK.npz", help="write what came of it")
    add_stage_arguments(parser, as_recorded=True)


def run(args: argparse.Namespace, output: Output) -> int:
    with closing(open_recording(args.file)) as recording:
        for notice in recording.notices:
            output.notice(notice)
        snapshots = _snapshots(recording, args, output)
        again = why_again(recording, snapshots)
        if again:
            output.notice(again)
        writer = _writer(args, snapshots)
        progress, found = Progress("replay", len(recording)), 0

        def take(result: FrameResult) -> None:
            nonlocal found
            found += any(track.present for track in result.tracks)
            if writer is not None:
                writer.add(result.frame, result.tracks, sum(result.ms.get(s, 0.0) for s in DETECT_TO_FIT))
                writer.meta["execution_provider"] = result.runs_on
            progress.step()

        replayed = replay(recording, snapshots, each=take)
        if writer is not None:
            writer.close()
        count, _ = progress.done()
        _tell(args, output, recording, replayed, count, found)
    return DONE if found else NOTHING_FOUND


def _snapshots(recording: Recording, args: argparse.Namespace, output: Output) -> list[Snapshot]:
    """The recording's Documents with what the arguments change, resolved."""
    catalogue = load_catalogue()
    documents = [changed(document, args, catalogue, output) for document in recording.documents]
    snapshots = [recording.snapshot_for(document, catalogue=catalogue) for document in documents]
    for notice in dict.fromkeys(notice for snapshot in snapshots for notice in snapshot.notices):
        output.notice(notice)
    return snapshots


def _writer(args: argparse.Namespace, snapshots: list[Snapshot]) -> TrackWriter | None:
    if args.output is None:
        return None
    meta = {"provider": snapshots[0].provider, "preset": args.preset or "as recorded"}
    people = max(snapshot.max_subjects for snapshot in snapshots)
    return TrackWriter(args.output, people, snapshots[0].subject, meta)


def _tell(
    args: argparse.Namespace,
    output: Output,
    recording: Recording,
    replayed: Replayed,
    count: int,
    found: int,
) -> None:
    faster = recording.duration_ns * 1e-9 / max(replayed.seconds, 1e-9)
    same = replayed.digest == recording.digest
    pace = f", {faster:.1f} times as fast as they came" if recording.duration_ns else ""
    output.say(f"{recording.path}: a face in {found} of {count} frames{pace}")
    output.say("Everything is as it was recorded." if same else "Not everything is as it was recorded.")
    output.say(f"digest {replayed.digest}")
    output.result(
        {
            "output": str(args.output) if args.output else None,
            "frames": count,
            "frames_with_face": found,
            "seconds": replayed.seconds,
            "times_real_time": faster,
            "again": replayed.again,
            "digest": replayed.digest,
            "recorded_digest": recording.digest,
        }
    )

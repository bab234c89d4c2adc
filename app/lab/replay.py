"""Running the stages after vision again on what was recorded: bit for bit, and far faster than real time.

What looking at the pixels told is in the recording, so another stabiliser or product needs no pixels. Another
provider, more people, or another knob of crop or track would have looked elsewhere: then the faces are found
again in the recording's pictures, and that is said. (Steadied points lead the crop, too. A replay keeps the
crops of the recording, so that two stabilisers are compared on the same raw points.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.document import Snapshot
from ..core.errors import UserError
from ..runtime.pipeline import DETECT_TO_FIT, FrameResult, Pipeline, wants_flow
from ..sinks.track_file import TrackTable
from .digest import Digester, digest_of
from .recording import Recording

Progress = Callable[[int, int], None]
# The groups of knobs that say where the provider looks.
_LOOKING = ("crop", "track")
# What a replay keeps of one face in one frame: points and raw (478, 3) and visible (478,), all float32, and
# twice, for rows become arrays at the end. So 5 GiB are 1.8 hours of one face at thirty frames a second.
_BYTES_A_FACE = 2 * 478 * 4 * 7
_MOST_BYTES = 5 << 30


@dataclass(frozen=True, slots=True, eq=False)
class Replayed:
    """What came of it, for n frames and s columns (see DESIGN's TRACK.npz for their meaning).

    `t_ns`, `epoch` (n,), `present`, `id` (n, s), `points`, `raw` (n, s, 478, 3), `pose` (n, s, 4, 4), `ms`
    (n,) the wall time of the stages. `digest` is over all outputs. `again` is "" or says in one sentence why
    faces had to be found again. `seconds` is the wall time of it all.
    """

    t_ns: NDArray[np.int64]
    epoch: NDArray[np.int64]
    present: NDArray[np.bool_]
    id: NDArray[np.int64]
    points: NDArray[np.float32]
    raw: NDArray[np.float32]
    visible: NDArray[np.float32]
    score: NDArray[np.float32]
    pose: NDArray[np.float32]
    ms: NDArray[np.float32]
    digest: str
    again: str
    seconds: float


def replay(
    recording: Recording,
    snapshot: Snapshot | Sequence[Snapshot] | None = None,
    *,
    progress: Progress = lambda done, total: None,
    each: Callable[[FrameResult], None] = lambda result: None,
) -> Replayed:
    """Run all frames again with one Snapshot, or with one for each of the recording's Documents (None: those
    that it was made with). `progress` may raise to give up; `each` is handed every result.

    Raises UserError where faces must be found again and cannot be.
    """
    snapshots = snapshots_of(recording, snapshot)
    if len({one.subject for one in snapshots}) > 1:
        raise UserError(
            f"{recording.path} follows faces and feet in turn: it cannot be replayed in one piece."
        )
    people = max(one.max_subjects for one in snapshots)
    if len(recording) * people * _BYTES_A_FACE > _MOST_BYTES:
        raise UserError(f"{recording.path} is too long to be replayed in one piece.")
    again = why_again(recording, snapshots)
    began = time.perf_counter()
    table = TrackTable(people, snapshots[0].subject)
    digester = Digester()
    for done, result in enumerate(_results(recording, snapshots, again), 1):
        digester.add(digest_of(result))
        table.add(result.frame, result.tracks, sum(result.ms.get(stage, 0.0) for stage in DETECT_TO_FIT))
        each(result)
        progress(done, len(recording))
    arrays: dict[str, Any] = table.arrays()
    del arrays["side"]
    seconds = time.perf_counter() - began
    return Replayed(**arrays, digest=digester.hexdigest, again=again, seconds=seconds)


def results(recording: Recording, snapshots: Sequence[Snapshot]) -> Iterator[FrameResult]:
    """The frames' results one by one; without pictures unless faces are found again."""
    return _results(recording, snapshots, why_again(recording, snapshots))


def _results(recording: Recording, snapshots: Sequence[Snapshot], again: str) -> Iterator[FrameResult]:
    with closing(Pipeline()) as pipeline:
        yield from (_detected if again else _replayed)(recording, snapshots, pipeline)


def snapshots_of(
    recording: Recording, snapshot: Snapshot | Sequence[Snapshot] | None = None
) -> tuple[Snapshot, ...]:
    """One Snapshot for each of the recording's Documents."""
    if snapshot is None:
        return tuple(recording.snapshot_for(document) for document in recording.documents)
    if isinstance(snapshot, Snapshot):
        return (snapshot,) * len(recording.documents)
    if len(snapshot) != len(recording.documents):
        raise ValueError(f"snapshots: expected {len(recording.documents)}, got {len(snapshot)}")
    return tuple(snapshot)


def why_again(recording: Recording, snapshots: Sequence[Snapshot]) -> str:
    """Why faces must be found again, in one sentence; "" where what was recorded will do."""
    changed: dict[str, None] = {}
    for document, wanted in zip(recording.documents, snapshots, strict=True):
        recorded = recording.snapshot_for(document)
        changed |= dict.fromkeys(_looks_elsewhere(recorded, wanted))
    if not changed:
        return ""
    pictures = "its clip" if recording.is_reference else "its compressed pictures"
    return (
        f"Faces are found again in {pictures}, because the recording was made with another {_and(changed)}."
    )


def _looks_elsewhere(recorded: Snapshot, wanted: Snapshot) -> list[str]:
    """What of a Snapshot changes what the provider is asked or what is measured."""
    changed = []
    if wanted.provider != recorded.provider:
        changed.append("provider")
    if wanted.max_subjects != recorded.max_subjects:
        changed.append("number of people")
    if wanted.subject != recorded.subject:
        changed.append("kind of subject")
    if wanted.subject == "feet" and wanted.params["feet"].looking != recorded.params["feet"].looking:
        changed.append("setting of feet")
    for group in _LOOKING:
        if wanted.params[group] != recorded.params[group]:
            changed.append(f"setting of {group}")
    if wants_flow(wanted) and not wants_flow(recorded):
        changed.append("stabiliser, for which no flow was measured")
    return changed


def _replayed(
    recording: Recording, snapshots: Sequence[Snapshot], pipeline: Pipeline
) -> Iterator[FrameResult]:
    for number, (row, seen) in enumerate(zip(recording.rows, recording.seen, strict=True)):
        yield pipeline.replay(recording.blank(number), seen, snapshots[row.document])


def _detected(
    recording: Recording, snapshots: Sequence[Snapshot], pipeline: Pipeline
) -> Iterator[FrameResult]:
    found = False
    for number, frame in recording.numbered():
        found = True
        yield pipeline.step(frame, snapshots[recording.rows[number].document], still=recording.still)
    if not found:
        raise UserError(f"{recording.path} holds no pictures in which faces could be found again.")


def _and(words: Sequence[str] | dict[str, None]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last

"""A clip or a recording on which one set of knobs after the other is tried: its pixels are looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from ..core.document import Document, Snapshot
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.maths import Array, frozen
from ..runtime.batch import frames as frames_of
from ..runtime.job import Job
from ..runtime.pipeline import FrameResult, Pipeline, Seen
from ..runtime.sources import open_any
from ..scenes.demo_face import DemoFaceSource, DemoTruth
from ..stages.stabilise import WITH_FLOW
from ..store.recording_file import is_recording
from .clips import Clip, StoredClip, Truth, read_clip
from .clips.files import truth_path
from .demo_truth import demo_truth
from .overlay import Still, take_still
from .recording import Recording, open_recording
from .replay import results, snapshots_of, why_again
from .tracks import Track, TrackTaker

# A minute at 30 a second: enough for every figure, and what is kept of it fits into memory.
MOST_FRAMES = 1800
# What changes where the pixels are looked at, and not just what is made of the answers.
_LOOKING = ("track", "crop")


class Rehearsal(Protocol):
    """`name` is for people; `document` says who looked and for how many; `frames` is 0 until their number is
    known, `truth` None where nobody knows it. `stills` of the face are there after the first `play`."""

    @property
    def name(self) -> str: ...
    @property
    def document(self) -> Document: ...
    @property
    def frames(self) -> int: ...
    @property
    def truth(self) -> Truth | None: ...
    @property
    def stills(self) -> tuple[Still, ...]: ...

    def looks_again(self, snapshot: Snapshot) -> bool:
        """Whether `play` must look at the pixels for this one."""
        ...

    def play(self, snapshot: Snapshot, job: Job) -> Track:
        """The track of the first person; one step of the job a frame. Raises UserError and Cancelled."""
        ...

    def close(self) -> None: ...


def open_rehearsal(spec: str, *, most_stills: int = 0, follow: str = "") -> Rehearsal:
    """A recording (with or without "recording:" before its path), or any source that ends.

    `follow` says what is followed in a clip ("face", "feet"); a recording knows that itself.

    Raises UserError for what cannot be opened.
    """
    path = Path(spec.removeprefix("recording:")).expanduser()
    if spec.startswith("recording:") or is_recording(path):
        return RecordingRehearsal(open_recording(path), most_stills=most_stills)
    return ClipRehearsal(spec, most_stills=most_stills, follow=follow)


@dataclass(slots=True)
class StillTaker:
    """Keeps as many stills as it may: when there are too many, every other one goes."""

    most: int
    every: int = 1
    stills: list[Still] = field(default_factory=list)

    def take(self, index: int, frame: Frame, points: Array | None) -> None:
        """The face with those points (478, 2) in frame number `index`; None: there is none."""
        if points is None or self.most == 0 or index % self.every:
            return
        self.stills.append(take_still(index, frame.rgb, points))
        self.thin()

    def thin(self) -> None:
        """Let every other one go while there are too many."""
        if len(self.stills) > self.most:
            self.every *= 2
            self.stills = [still for still in self.stills if still.frame % self.every == 0]


class ClipRehearsal:
    """Any source that ends; the first minute of it.

    The first snapshot played decides where is looked. Flow is always measured, so that any stabiliser can be
    played afterwards.
    """

    def __init__(
        self,
        spec: str,
        *,
        most_stills: int = 0,
        clip: Clip | StoredClip | None = None,
        follow: str = "",
    ) -> None:
        """`clip` is one that has just been made; `spec` is its name then."""
        self._spec = spec
        self.document = Document(follow=follow or ("feet" if spec == "demo:feet" else ""))
        self._taker = StillTaker(most_stills)
        self._first: Snapshot | None = None
        self._still = False
        self._bare: list[Frame] = []
        self._seen: list[Seen] = []
        self._demo: list[DemoTruth] = []
        self._clip = clip or (read_clip(Path(spec)) if truth_path(Path(spec)).is_file() else None)

    @property
    def name(self) -> str:
        return Path(self._spec).name

    @property
    def frames(self) -> int:
        return len(self._bare) or (len(self._clip) if self._clip else 0)

    @property
    def truth(self) -> Truth | None:
        if self.document.follow == "feet":  # what is known of clips is known of faces
            return None
        if self._clip is not None:
            return self._clip.truth
        whole = len(self._demo) == len(self._bare) > 0
        return demo_truth(self._bare, self._demo) if whole else None

    @property
    def stills(self) -> tuple[Still, ...]:
        return tuple(self._taker.stills)

    def looks_again(self, snapshot: Snapshot) -> bool:
        first = self._first
        return (
            first is None
            or (first.provider, first.max_subjects) != (snapshot.provider, snapshot.max_subjects)
            or first.subject != snapshot.subject
            or any(first.params[group] != snapshot.params[group] for group in _LOOKING)
        )

    def play(self, snapshot: Snapshot, job: Job) -> Track:
        if self._first is None:
            return _track_of(self._watched(snapshot), job)
        with closing(Pipeline()) as pipeline:
            if not self.looks_again(snapshot):
                rows = zip(self._bare, self._seen, strict=True)
                return _track_of((pipeline.replay(frame, seen, snapshot) for frame, seen in rows), job)
            again = (pipeline.step(frame, snapshot, still=self._still) for frame in self._pictures())
            return _track_of(again, job)

    def close(self) -> None:
        """Nothing is held open."""

    def _watched(self, snapshot: Snapshot) -> Iterator[FrameResult]:
        """The first play, which keeps what is seen, and pictures."""
        flowing = replace(snapshot.params["steady"], method=WITH_FLOW[0])
        other = replace(snapshot, side="flow", params=frozen({**snapshot.params, "steady": flowing}))
        with_flow = replace(snapshot, other=other)
        bare, seen = [], []
        with closing(Pipeline()) as pipeline:
            for index, frame in enumerate(self._pictures()):
                result = pipeline.step(frame, with_flow, still=self._still)
                assert result.seen is not None, "step always looks"
                seen.append(result.seen)
                bare.append(replace(frame, rgb=np.broadcast_to(np.uint8(0), frame.rgb.shape)))
                self._taker.take(index, frame, _raw_of(result))
                yield result
        self._first, self._bare, self._seen = snapshot, bare, seen

    def _pictures(self) -> Iterator[Frame]:
        """Of a clip with its truth as it was made, of anything else as it is."""
        if self._clip is not None:
            yield from islice(self._clip.frames, MOST_FRAMES)
            return
        with closing(open_any(self._spec)) as source:
            if source.info.live:
                raise UserError("A camera has no end; record it first and compare on the recording.")
            self._still = source.info.still
            self._demo = []
            for frame in islice(frames_of(source), MOST_FRAMES):
                if isinstance(source, DemoFaceSource):
                    self._demo.append(source.truth(frame.index))
                yield frame


class RecordingRehearsal:
    """A recording: what was seen is in it, pixels are looked at only where that will not do."""

    def __init__(self, recording: Recording, *, most_stills: int = 0) -> None:
        self._recording = recording
        subject = recording.snapshot_for(recording.document).subject
        self.document = replace(recording.document, follow=subject)
        self._taker = StillTaker(most_stills)
        self._taken = most_stills == 0
        clip = Path(recording.source)
        known = subject == "face" and truth_path(clip).is_file()
        self.truth = read_clip(clip).truth if known else None

    @property
    def name(self) -> str:
        return self._recording.path.name

    @property
    def frames(self) -> int:
        return len(self._recording)

    @property
    def stills(self) -> tuple[Still, ...]:
        return tuple(self._taker.stills)

    def looks_again(self, snapshot: Snapshot) -> bool:
        return bool(why_again(self._recording, snapshots_of(self._recording, snapshot)))

    def play(self, snapshot: Snapshot, job: Job) -> Track:
        track = _track_of(results(self._recording, snapshots_of(self._recording, snapshot)), job)
        if not self._taken:
            self._taken = True
            self._take_stills(track, job)
        return track

    def close(self) -> None:
        self._recording.close()

    def _take_stills(self, track: Track, job: Job) -> None:
        for index, frame in self._recording.numbered():
            if index < len(track) and track.present[index]:
                self._taker.take(index, frame, track.raw[index])
            job.check()


def _track_of(played: Iterator[FrameResult], job: Job) -> Track:
    """Raises UserError where nothing was played."""
    taker, some = TrackTaker(), False
    for result in played:
        some = True
        taker.take(result)
        job.step()
    if not some:
        raise UserError("There is no frame in it that can be read.")
    return taker.track()


def _raw_of(result: FrameResult) -> Array | None:
    """Where the first person's points (478, 2) were found; None where nobody is."""
    track = next((one for one in result.tracks if one.column == 0 and one.present), None)
    return None if track is None else track.raw[:, :2].astype(float)

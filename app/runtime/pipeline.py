"""One way through the stages: a Frame and a Snapshot in, a FrameResult out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from ..core.document import Snapshot
from ..core.face import FaceMesh
from ..core.flow import Flow
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.observations import Observation
from ..core.ports import Provider
from ..core.scene import Light, Scene
from ..core.tracks import Track
from ..stages.compose import compose
from ..stages.crop import CropState, next_crops
from ..stages.light import LightState, smooth_light
from ..stages.stabilise import NO_FLOWS, WITH_FLOW, SteadyState, stabilise
from ..stages.track import Plan, TrackParams, TrackState, associate, plan
from ..store.face_mesh import load_face_mesh
from ..vision.flow import FlowMeter
from ..vision.registry import create_feet_provider, create_provider
from .subject import Subject
from .subject_face import FaceSubject
from .subject_feet import FeetSubject

# The stages that `bench` and the `ms` of a track file add up.
DETECT_TO_FIT = ("detect", "track", "flow", "steady", "fit")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """All that looking at one frame's pixels told: with it, every later stage can be run again.

    `plan` is what was asked, `observations` the provider's raw answers, `flows` the motion of each track's
    surface by id (empty where no stabiliser wanted it), `light` that on the largest face.
    """

    plan: Plan
    observations: tuple[Observation, ...]
    flows: Mapping[int, Flow]
    light: Light | Missing
    provider: str
    runs_on: str
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dressed:
    """The same people in the same frame, steadied and dressed by another setup."""

    tracks: tuple[Track, ...]
    scene: Scene


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """Everything known of one frame. The scene holds the very frame that the tracks come from.

    `seen` is what looking at the pixels told; None where nothing could look. `ms` is the wall time of each
    stage in order; `generation` is that of the Snapshot used; `runs_on` is what the provider really runs on
    and `why` says why there. `taken_ns` is the engine's monotonic time at which the frame left its source; 0
    where nothing is live. `side` names the setup that made tracks and scene; `other` is what the second one
    makes of the same observations, where both are to be seen. `subject` is what was followed: "face", "feet".
    """

    frame: Frame
    generation: int
    seen: Seen | None
    tracks: tuple[Track, ...]
    scene: Scene
    ms: Mapping[str, float]
    provider: str
    runs_on: str
    taken_ns: int = 0
    why: str = ""
    side: str = "A"
    other: Dressed | None = None
    subject: str = "face"


@dataclass(frozen=True, slots=True, eq=False)
class _Memory:
    """What the stages after the finder remember from frame to frame, for one setup."""

    steady: SteadyState = field(default_factory=SteadyState)
    light: LightState = field(default_factory=LightState)
    fit: Any = None


class Pipeline:
    """Holds the state between frames; use it from one thread. `close` when done.

    `make_provider` and `make_feet_provider` take a provider's name and may raise UserError; the provider is
    remade when the Snapshot names another, or another kind of subject, and states start afresh then.
    """

    def __init__(
        self,
        *,
        make_provider: Callable[[str], Provider] = create_provider,
        make_feet_provider: Callable[[str], Provider] = create_feet_provider,
        mesh: FaceMesh | None = None,
    ) -> None:
        self._mesh = mesh or load_face_mesh()
        face = FaceSubject(make_provider, self._mesh)
        self._subjects: Mapping[str, Subject] = {"face": face, "feet": FeetSubject(make_feet_provider)}
        self._subject: Subject = face
        self._provider: Provider | None = None
        self._chosen = ("", "")
        # Who saw what was replayed last.
        self._seen_by = ("", "")
        self._reset()

    def _reset(self) -> None:
        self._flow = FlowMeter()
        self._track = TrackState()
        self._crop = CropState()
        self._memories: dict[str, _Memory] = {}
        self._epoch: int | None = None

    def step(self, frame: Frame, snapshot: Snapshot, *, still: bool = False) -> FrameResult:
        """Run every stage on one frame. `still` says that the frame stands alone (a picture).

        Raises UserError when the Snapshot's provider cannot be made; the state is unharmed then.
        """
        provider = self._provider_for(snapshot)
        self._begin(frame)
        clock = _StageClock()
        with clock("detect"):
            planned = plan(
                self._track,
                self._crop.crops,
                t_ns=frame.t_ns,
                epoch=frame.epoch,
                max_subjects=snapshot.max_subjects,
                still=still,
                params=self._track_params(snapshot),
            )
            observations = provider.observe(frame, planned.request)
        with clock("track"):
            tracks, self._track = associate(
                self._track, planned, observations, params=self._track_params(snapshot)
            )
        flows = NO_FLOWS
        if not still and wants_flow(snapshot):
            with clock("flow"):
                flows = self._subject.flows(self._flow, frame, tracks)
        with clock("light"):
            light = self._subject.light(frame, tracks)
        seen = Seen(planned, observations, flows, light, provider.name, provider.runs_on, provider.why)
        return self._finish(frame, snapshot, seen, tracks, clock)

    def replay(self, frame: Frame, seen: Seen, snapshot: Snapshot) -> FrameResult:
        """Run every stage after those that look at pixels on what was `seen` of the frame before.

        Nothing of the frame but its time, its size and its camera is used. Frames in order, from the first
        of an epoch on, give what `step` gave, bit for bit, as long as the knobs of track are the same.
        """
        subject = self._subjects[snapshot.subject]
        seen_by = (subject.name, seen.provider)
        if self._seen_by not in (("", ""), seen_by):  # `step` starts afresh with another provider, too
            self._reset()
        self._seen_by, self._subject = seen_by, subject
        self._begin(frame)
        clock = _StageClock()
        with clock("track"):
            tracks, self._track = associate(
                self._track, seen.plan, seen.observations, params=self._track_params(snapshot)
            )
        return self._finish(frame, snapshot, seen, tracks, clock)

    def _track_params(self, snapshot: Snapshot) -> TrackParams:
        params: TrackParams = snapshot.params["track"]
        least = self._subject.least_score(snapshot.params)
        return params if least is None else replace(params, min_score=least)

    def _begin(self, frame: Frame) -> None:
        if frame.epoch != self._epoch:
            self._reset()
            self._epoch = frame.epoch

    def _finish(
        self,
        frame: Frame,
        snapshot: Snapshot,
        seen: Seen,
        tracks: tuple[Track, ...],
        clock: _StageClock,
    ) -> FrameResult:
        before = self._memories
        self._memories = {}
        present = self._dressed(frame, tracks, snapshot, seen, before, clock)
        with clock("steady"):
            self._crop = next_crops(
                self._crop,
                present.tracks,
                t_ns=frame.t_ns,
                epoch=frame.epoch,
                params=self._subject.crop_params(snapshot.params),
                around=self._subject.crop_around,
            )
        other = None
        if snapshot.other is not None:
            other = self._dressed(frame, tracks, snapshot.other, seen, before, clock)
        return FrameResult(
            frame=frame,
            generation=snapshot.generation,
            seen=seen,
            tracks=present.tracks,
            scene=present.scene,
            ms=clock.ms,
            provider=seen.provider,
            runs_on=seen.runs_on,
            why=seen.why,
            side=snapshot.side,
            other=other,
            subject=snapshot.subject,
        )

    @property
    def runs_on(self) -> str:
        """What the provider really runs on; empty before the first step."""
        return self._provider.runs_on if self._provider else ""

    @property
    def provider(self) -> str:
        """Who looks; empty before the first step."""
        return self._provider.name if self._provider else ""

    def close(self) -> None:
        if self._provider is not None:
            self._provider.close()
            self._provider = None

    def _provider_for(self, snapshot: Snapshot) -> Provider:
        subject, name = self._subjects[snapshot.subject], snapshot.provider
        if self._provider is None or self._chosen != (subject.name, name):
            provider = subject.make_provider(name)
            self.close()
            self._provider, self._chosen = provider, (subject.name, name)
            self._subject = subject
            self._reset()
        return self._provider

    def _dressed(
        self,
        frame: Frame,
        tracks: tuple[Track, ...],
        snapshot: Snapshot,
        seen: Seen,
        before: Mapping[str, _Memory],
        clock: _StageClock,
    ) -> Dressed:
        """Every stage after the finder for one setup.

        A setup that is new goes on from where another stands, so that nothing jumps.
        """
        memory = before.get(snapshot.side) or next(iter(before.values()), _Memory())
        t_ns, epoch, params = frame.t_ns, frame.epoch, snapshot.params
        with clock("steady"):
            tracks, steady = stabilise(
                memory.steady,
                tracks,
                t_ns=t_ns,
                epoch=epoch,
                params=params["steady"],
                flows=seen.flows,
                keypoints=self._subject.keypoints,
            )
        with clock("fit"):
            tracks, fit = self._subject.fit(frame, tracks, params, memory.fit)
        with clock("light"):
            light, light_state = smooth_light(
                memory.light, seen.light, t_ns=t_ns, epoch=epoch, params=params["light"]
            )
        with clock("compose"):
            scene = compose(frame, tracks, snapshot, self._mesh, light)
        self._memories[snapshot.side] = _Memory(steady, light_state, fit)
        return Dressed(tracks, scene)


def wants_flow(snapshot: Snapshot | None) -> bool:
    """Whether a setup that is seen steadies by flow."""
    return snapshot is not None and (
        snapshot.params["steady"].method in WITH_FLOW or wants_flow(snapshot.other)
    )


class _StageClock:
    """Wall time of each stage, for the figures only: no stage ever sees it."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began_ns = time.perf_counter_ns()
        yield
        self.ms[stage] = self.ms.get(stage, 0.0) + (time.perf_counter_ns() - began_ns) * 1e-6

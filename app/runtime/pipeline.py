"""One way through the stages: a Frame and a Snapshot in, a FrameResult out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ..core.document import Snapshot
from ..core.face import FaceMesh
from ..core.face_parts import FACE_KEYPOINTS
from ..core.flow import Flow
from ..core.frame import Frame
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.observations import FaceObservation
from ..core.ports import FaceProvider
from ..core.pose import Pose
from ..core.scene import Light, Scene
from ..core.tracks import FaceTrack
from ..stages.compose import compose
from ..stages.crop import CropState, next_crops
from ..stages.fit_face import fit_face
from ..stages.light import LightState, smooth_light
from ..stages.stabilise import NO_FLOWS, WITH_FLOW, SteadyState, stabilise
from ..stages.track import Plan, TrackState, associate, plan
from ..store.face_mesh import load_face_mesh
from ..vision.flow import FlowMeter
from ..vision.light import measure_light
from ..vision.registry import create_provider

_NOT_YET = Missing("not seen yet")
# The stages that `bench` and the `ms` of a track file add up.
DETECT_TO_FIT = ("detect", "track", "flow", "steady", "fit")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """All that looking at one frame's pixels told: with it, every later stage can be run again.

    `plan` is what was asked, `observations` the provider's raw answers, `flows` the motion of each track's
    surface by id (empty where no stabiliser wanted it), `light` that on the largest face.
    """

    plan: Plan
    observations: tuple[FaceObservation, ...]
    flows: Mapping[int, Flow]
    light: Light | Missing
    provider: str
    runs_on: str
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dressed:
    """The same people in the same frame, steadied and dressed by another setup."""

    tracks: tuple[FaceTrack, ...]
    scene: Scene


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """Everything known of one frame. The scene holds the very frame that the tracks come from.

    `seen` is what looking at the pixels told; None where nothing could look. `ms` is the wall time of each
    stage in order; `generation` is that of the Snapshot used; `runs_on` is what the provider really runs on
    and `why` says why there. `taken_ns` is the engine's monotonic time at which the frame left its source; 0
    where nothing is live. `side` names the setup that made tracks and scene; `other` is what the second one
    makes of the same observations, where both are to be seen.
    """

    frame: Frame
    generation: int
    seen: Seen | None
    tracks: tuple[FaceTrack, ...]
    scene: Scene
    ms: Mapping[str, float]
    provider: str
    runs_on: str
    taken_ns: int = 0
    why: str = ""
    side: str = "A"
    other: Dressed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Memory:
    """What the stages after the finder remember from frame to frame, for one setup."""

    steady: SteadyState = field(default_factory=SteadyState)
    light: LightState = field(default_factory=LightState)
    poses: Mapping[int, Pose | Missing] = field(default_factory=lambda: frozen({}))


class Pipeline:
    """Holds the state between frames; use it from one thread. `close` when done.

    `make_provider` takes a provider's name and may raise UserError; the provider is remade when the Snapshot
    names another, and states start afresh then.
    """

    def __init__(
        self,
        *,
        make_provider: Callable[[str], FaceProvider] = create_provider,
        mesh: FaceMesh | None = None,
    ) -> None:
        self._make_provider = make_provider
        self._mesh = mesh or load_face_mesh()
        self._provider: FaceProvider | None = None
        # Who saw what was replayed last.
        self._seen_by = ""
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
        provider = self._provider_for(snapshot.provider)
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
                params=snapshot.params["track"],
            )
            observations = provider.observe(frame, planned.request)
        with clock("track"):
            tracks, self._track = associate(
                self._track, planned, observations, params=snapshot.params["track"]
            )
        flows = NO_FLOWS
        if not still and wants_flow(snapshot):
            with clock("flow"):
                found = {track.id: track.raw for track in tracks if track.present}
                flows = self._flow.measure(frame, found, FACE_KEYPOINTS)
        with clock("light"):
            light = _light_on(frame, tracks)
        seen = Seen(planned, observations, flows, light, provider.name, provider.runs_on, provider.why)
        return self._finish(frame, snapshot, seen, tracks, clock)

    def replay(self, frame: Frame, seen: Seen, snapshot: Snapshot) -> FrameResult:
        """Run every stage after those that look at pixels on what was `seen` of the frame before.

        Nothing of the frame but its time, its size and its camera is used. Frames in order, from the first
        of an epoch on, give what `step` gave, bit for bit, as long as the knobs of track are the same.
        """
        if self._seen_by not in ("", seen.provider):  # `step` starts afresh with another provider, too
            self._reset()
        self._seen_by = seen.provider
        self._begin(frame)
        clock = _StageClock()
        with clock("track"):
            tracks, self._track = associate(
                self._track, seen.plan, seen.observations, params=snapshot.params["track"]
            )
        return self._finish(frame, snapshot, seen, tracks, clock)

    def _begin(self, frame: Frame) -> None:
        if frame.epoch != self._epoch:
            self._reset()
            self._epoch = frame.epoch

    def _finish(
        self,
        frame: Frame,
        snapshot: Snapshot,
        seen: Seen,
        tracks: tuple[FaceTrack, ...],
        clock: _StageClock,
    ) -> FrameResult:
        before = self._memories
        self._memories = {}
        present = self._dressed(frame, tracks, snapshot, seen, before, clock)
        with clock("steady"):
            self._crop = next_crops(
                self._crop, present.tracks, t_ns=frame.t_ns, epoch=frame.epoch, params=snapshot.params["crop"]
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
        )

    @property
    def runs_on(self) -> str:
        """What the provider really runs on; empty before the first step."""
        return self._provider.runs_on if self._provider else ""

    def close(self) -> None:
        if self._provider is not None:
            self._provider.close()
            self._provider = None

    def _provider_for(self, name: str) -> FaceProvider:
        if self._provider is None or self._provider.name != name:
            provider = self._make_provider(name)
            self.close()
            self._provider = provider
            self._reset()
        return self._provider

    def _dressed(
        self,
        frame: Frame,
        tracks: tuple[FaceTrack, ...],
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
                memory.steady, tracks, t_ns=t_ns, epoch=epoch, params=params["steady"], flows=seen.flows
            )
        with clock("fit"):
            tracks, poses = self._fit(frame, tracks, snapshot, memory.poses)
        with clock("light"):
            light, light_state = smooth_light(
                memory.light, seen.light, t_ns=t_ns, epoch=epoch, params=params["light"]
            )
        with clock("compose"):
            scene = compose(frame, tracks, snapshot, self._mesh, light)
        self._memories[snapshot.side] = _Memory(steady, light_state, poses)
        return Dressed(tracks, scene)

    def _fit(
        self,
        frame: Frame,
        tracks: tuple[FaceTrack, ...],
        snapshot: Snapshot,
        before: Mapping[int, Pose | Missing],
    ) -> tuple[tuple[FaceTrack, ...], Mapping[int, Pose | Missing]]:
        """The head pose of each track from its smooth points; a held track keeps its last."""
        poses: dict[int, Pose | Missing] = {}
        for track in tracks:
            previous = before.get(track.id, _NOT_YET)
            poses[track.id] = (
                fit_face(
                    track.points,
                    camera=frame.camera,
                    mesh=self._mesh,
                    previous=previous,
                    params=snapshot.params["pose"],
                )
                if track.present or isinstance(previous, Missing)
                else previous
            )
        return tuple(replace(track, pose=poses[track.id]) for track in tracks), frozen(poses)


def _light_on(frame: Frame, tracks: tuple[FaceTrack, ...]) -> Light | Missing:
    """One light for the picture: that on the face which shows most skin, the largest."""
    present = [track for track in tracks if track.present]
    if not present:
        return Missing("no face")
    largest = max(present, key=lambda track: track.crop.size_px)
    return measure_light(frame.rgb, largest.raw)


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

"""One way through the stages: a Frame and a Snapshot in, a FrameResult out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ..core.document import Snapshot
from ..core.face import FaceMesh
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
from ..stages.stabilise import SteadyState, stabilise
from ..stages.track import TrackState, associate, plan
from ..store.face_mesh import load_face_mesh
from ..vision.light import measure_light
from ..vision.registry import create_provider

_NOT_YET = Missing("not seen yet")
# The stages that `bench` and the `ms` of a track file add up.
DETECT_TO_FIT = ("detect", "track", "steady", "fit")


@dataclass(frozen=True, slots=True, eq=False)
class Dressed:
    """The same people in the same frame, steadied and dressed by another setup."""

    tracks: tuple[FaceTrack, ...]
    scene: Scene


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """Everything known of one frame. The scene holds the very frame that the tracks come from.

    `observations` are the provider's raw answers; `ms` is the wall time of each stage in order;
    `generation` is that of the Snapshot used; `runs_on` is what the provider really runs on and `why` says
    why there. `taken_ns` is the engine's monotonic time at which the frame left its source; 0 where nothing
    is live. `side` names the setup that made tracks and scene; `other` is what the second one makes of the
    same observations, where both are to be seen.
    """

    frame: Frame
    generation: int
    observations: tuple[FaceObservation, ...]
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
        self._reset()

    def _reset(self) -> None:
        self._track = TrackState()
        self._crop = CropState()
        self._memories: dict[str, _Memory] = {}
        self._epoch: int | None = None

    def step(self, frame: Frame, snapshot: Snapshot, *, still: bool = False) -> FrameResult:
        """Run every stage on one frame. `still` says that the frame stands alone (a picture).

        Raises UserError when the Snapshot's provider cannot be made; the state is unharmed then.
        """
        provider = self._provider_for(snapshot.provider)
        if frame.epoch != self._epoch:
            self._reset()
            self._epoch = frame.epoch
        clock = _StageClock()
        at = {"t_ns": frame.t_ns, "epoch": frame.epoch}
        with clock("detect"):
            planned = plan(
                self._track,
                self._crop.crops,
                max_subjects=snapshot.max_subjects,
                still=still,
                params=snapshot.params["track"],
                **at,
            )
            observations = provider.observe(frame, planned.request)
        with clock("track"):
            tracks, self._track = associate(
                self._track, planned, observations, params=snapshot.params["track"]
            )
        before = self._memories
        self._memories = {}
        present, measured = self._dressed(frame, tracks, snapshot, before, clock)
        with clock("steady"):
            self._crop = next_crops(self._crop, present.tracks, params=snapshot.params["crop"], **at)
        other = None
        if snapshot.other is not None:
            other, _ = self._dressed(frame, tracks, snapshot.other, before, clock, measured)
        return FrameResult(
            frame=frame,
            generation=snapshot.generation,
            observations=observations,
            tracks=present.tracks,
            scene=present.scene,
            ms=clock.ms,
            provider=provider.name,
            runs_on=provider.runs_on,
            why=provider.why,
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
        before: Mapping[str, _Memory],
        clock: _StageClock,
        measured: Light | Missing | None = None,
    ) -> tuple[Dressed, Light | Missing]:
        """Every stage after the finder for one setup, and the light, which is measured once a frame.

        A setup that is new goes on from where another stands, so that nothing jumps.
        """
        memory = before.get(snapshot.side) or next(iter(before.values()), _Memory())
        at = {"t_ns": frame.t_ns, "epoch": frame.epoch}
        with clock("steady"):
            tracks, steady = stabilise(memory.steady, tracks, params=snapshot.params["steady"], **at)
        with clock("fit"):
            tracks, poses = self._fit(frame, tracks, snapshot, memory.poses)
        with clock("light"):
            measured = _light_on(frame, tracks) if measured is None else measured
            light, light_state = smooth_light(memory.light, measured, params=snapshot.params["light"], **at)
        with clock("compose"):
            scene = compose(frame, tracks, snapshot, self._mesh, light)
        self._memories[snapshot.side] = _Memory(steady, light_state, poses)
        return Dressed(tracks, scene), measured

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
    return measure_light(frame.rgb, largest.points)


class _StageClock:
    """Wall time of each stage, for the figures only: no stage ever sees it."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began_ns = time.perf_counter_ns()
        yield
        self.ms[stage] = self.ms.get(stage, 0.0) + (time.perf_counter_ns() - began_ns) * 1e-6

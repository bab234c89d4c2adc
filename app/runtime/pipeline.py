"""One way through the stages: a Frame and a Snapshot in, a FrameResult out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from ..core.document import Snapshot
from ..core.face import FaceMesh
from ..core.frame import Frame
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
class FrameResult:
    """Everything known of one frame. The scene holds the very frame that the tracks come from.

    `observations` are the provider's raw answers; `ms` is the wall time of each stage in order;
    `generation` is that of the Snapshot used; `runs_on` is what the provider really runs on. `taken_ns` is
    the engine's monotonic time at which the frame left its source; 0 where nothing is live.
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
        self._steady = SteadyState()
        self._light = LightState()
        self._poses: dict[int, Pose | Missing] = {}
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
        with clock("steady"):
            tracks, self._steady = stabilise(self._steady, tracks, params=snapshot.params["steady"], **at)
            self._crop = next_crops(self._crop, tracks, params=snapshot.params["crop"], **at)
        with clock("fit"):
            tracks = self._fit(frame, tracks, snapshot)
        with clock("light"):
            measured = _light_on(frame, tracks)
            light, self._light = smooth_light(self._light, measured, params=snapshot.params["light"], **at)
        with clock("compose"):
            scene = compose(frame, tracks, snapshot, self._mesh, light)
        return FrameResult(
            frame, snapshot.generation, observations, tracks, scene, clock.ms, provider.name, provider.runs_on
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

    def _fit(self, frame: Frame, tracks: tuple[FaceTrack, ...], snapshot: Snapshot) -> tuple[FaceTrack, ...]:
        """The head pose of each track from its smooth points; a held track keeps its last."""
        poses: dict[int, Pose | Missing] = {}
        for track in tracks:
            previous = self._poses.get(track.id, _NOT_YET)
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
        self._poses = poses
        return tuple(replace(track, pose=poses[track.id]) for track in tracks)


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
        self.ms[stage] = (time.perf_counter_ns() - began_ns) * 1e-6

"""Making a clip: moments drawn through an exposure by a camera, with the truth of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ...core.camera import Intrinsics
from ...core.face import FACE_OVAL
from ...core.frame import Frame
from ...core.maths import Array
from ...scenes.demo_face import DemoFace
from .camera import CAMERA_OF, Linear, exposure_offsets
from .demo import DemoSubject
from .motions import Moment, path_of
from .occluder import Occluder
from .photograph import Photograph
from .portrait import portrait_of
from .spec import DEMO, VERSION, ClipSpec
from .timing import times_ns
from .truth import FrameTruth, Truth

Seconds = Callable[[float], Moment]


class Subject(Protocol):
    """Who is in the picture."""

    def truth(self, moment: Moment) -> FrameTruth: ...

    def light(self, moments: Sequence[Moment]) -> Linear: ...


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One frame as it comes from the camera; `jpeg` is what a webcam sent, None where nothing was packed."""

    frame: Frame
    jpeg: bytes | None


class Clip:
    """A clip that is made while it is read: `frames` can be iterated any number of times, always the same.

    Nothing but the present frame is in memory. `truth` is worked out at once, without pictures.
    """

    def __init__(
        self, spec: ClipSpec, seed: int, t_ns: np.ndarray, path: Seconds, truth: Truth, camera: Intrinsics
    ) -> None:
        self.spec, self.seed, self.truth, self.camera = spec, seed, truth, camera
        self._t_ns, self._path = t_ns, path

    @property
    def name(self) -> str:
        return self.spec.name

    def __len__(self) -> int:
        return len(self._t_ns)

    @property
    def frames(self) -> Iterator[Frame]:
        return (shot.frame for shot in self.shots())

    def shots(self) -> Iterator[Shot]:
        """The frames with what a webcam would have sent."""
        camera = CAMERA_OF[self.spec.camera]()
        exposure_s = self.spec.exposure_share / self.spec.fps
        with closing(Stage(self.spec, self.seed)) as stage:
            for index, t_ns in enumerate(self._t_ns.tolist()):
                moments = _moments(self._path, stage.subject, t_ns * 1e-9, exposure_s)
                noise = np.random.default_rng([self.seed, 2, index])
                rgb, jpeg = camera.take(stage.light(moments), noise)
                yield Shot(Frame(0, t_ns, index, rgb, self.camera), jpeg)


def make(spec: ClipSpec, seed: int = 0) -> Clip:
    """The clip of a spec. Raises UserError for a photograph without a face, or for want of OpenGL."""
    t_ns = times_ns(spec.timing, spec.fps, spec.seconds, np.random.default_rng([seed, 0]))
    path = path_of(spec.motion, np.random.default_rng([seed, 1]))
    with closing(Stage(spec, seed)) as stage:
        truths = [stage.truth(path(t * 1e-9)) for t in t_ns.tolist()]
        camera = stage.camera
    meta: dict[str, Any] = {"version": VERSION, "seed": seed, "spec": spec.to_json(), "name": spec.name}
    return Clip(spec, seed, t_ns, path, Truth.of(t_ns, truths, meta), camera)


class Stage:
    """A spec's subject, made, and what has to be closed after it."""

    def __init__(self, spec: ClipSpec, seed: int) -> None:
        self._face: DemoFace | None = None
        self.subject: Subject
        if spec.subject == DEMO:
            self._face = DemoFace()
            self.subject = demo = DemoSubject(self._face, spec)
            self.camera = demo.camera
        else:
            room = np.random.default_rng([seed, 3])
            self.subject = Photograph(portrait_of(Path(spec.subject)), spec, room)
            self.camera = Intrinsics.from_vertical_fov(*spec.size)

        middle = self.subject.truth(Moment()).points[list(FACE_OVAL)].mean(axis=0)
        self._occluder = Occluder.of(spec.face_width_px, middle, np.random.default_rng([seed, 4]))
        self._size = spec.size

    def light(self, moments: Sequence[Moment]) -> Linear:
        """What falls onto the sensor, with what passes before the face."""
        light = self.subject.light(moments)
        passing = [moment for moment in moments if moment.occluder is not None]
        if not passing:
            return light
        board = np.zeros((*light.shape[:2], 4), np.float32)
        for moment in passing:
            board += self._occluder.light(moment.occluder or 0.0, self._size)
        board /= np.float32(len(moments))
        return np.asarray(light * (1.0 - board[..., 3:]) + board[..., :3])

    def truth(self, moment: Moment) -> FrameTruth:
        """The subject's, but for what is hidden."""
        truth = self.subject.truth(moment)
        if moment.occluder is None:
            return truth
        return replace(truth, valid=truth.valid & ~self._occluder.covers(moment.occluder, truth.points))

    def close(self) -> None:
        if self._face is not None:
            self._face.close()


def _moments(path: Seconds, subject: Subject, second: float, exposure_s: float) -> list[Moment]:
    """The moments of an exposure whose middle is `second`."""
    if exposure_s <= 0.0:
        return [path(second)]
    moved_px = _moved(subject, path(second - exposure_s / 2), path(second + exposure_s / 2))
    return [path(second + float(offset)) for offset in exposure_offsets(exposure_s, moved_px)]


def _moved(subject: Subject, before: Moment, after: Moment) -> float:
    """The largest movement of a point, px."""
    if before == after:
        return 0.0
    earlier = subject.truth(before)
    apart: Array = subject.truth(after).points - earlier.points
    moved_px = float(np.linalg.norm(apart, axis=1).max())
    if before.occluder is None or after.occluder is None:
        return moved_px
    return max(moved_px, abs(after.occluder - before.occluder) * earlier.face_px)

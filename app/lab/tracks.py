"""The landmarks of one face or foot over a whole clip, as arrays: what the scores are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.errors import UserError
from ..core.face import FACE_POINTS
from ..core.foot import KEYPOINTS
from ..core.frame import Frame
from ..core.maths import expect_shape
from ..core.pose import Pose
from ..runtime.pipeline import DETECT_TO_FIT, FrameResult

_POINTS = {"face": FACE_POINTS, "feet": len(KEYPOINTS)}


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """What somebody said about one face, or one foot where `subject` is "feet", in n frames.

    `t_ns` (n,) int64, `epoch` (n,) int64, `present` (n,) bool, `ids` (n,) int64 the person's number.
    `points` and `raw` (n, k, 2) float64 in picture px, k 478 or 8; `raw` is what they were before steadying,
    and the points themselves where nobody knows (`knows_raw`). `pose` (n, 4, 4) camera_from_head or
    camera_from_foot, mm, where `has_pose` (n,) bool. `ms` (n,) the time of detect..fit. Rows of absent frames
    repeat the last; nothing is NaN. `camera` is that of the first frame.
    """

    camera: Intrinsics
    t_ns: NDArray[np.int64]
    epoch: NDArray[np.int64]
    present: NDArray[np.bool_]
    ids: NDArray[np.int64]
    points: NDArray[np.float64]
    raw: NDArray[np.float64]
    pose: NDArray[np.float64]
    has_pose: NDArray[np.bool_]
    ms: NDArray[np.float64]
    knows_raw: bool = True
    subject: str = "face"

    def __post_init__(self) -> None:
        count = len(self.t_ns)
        for name in ("epoch", "present", "ids", "has_pose", "ms"):
            expect_shape(name, getattr(self, name), (count,))
        expect_shape("points", self.points, (count, _POINTS[self.subject], 2))
        expect_shape("raw", self.raw, (count, _POINTS[self.subject], 2))
        expect_shape("pose", self.pose, (count, 4, 4))

    def __len__(self) -> int:
        return len(self.t_ns)

    @property
    def t_s(self) -> NDArray[np.float64]:
        """(n,) seconds since the first frame."""
        return np.asarray((self.t_ns - self.t_ns[0]) * 1e-9)

    @property
    def unsteadied(self) -> Track:
        """The raw points as a track of their own; nobody has fitted a pose to them."""
        return replace(self, points=self.raw, has_pose=np.zeros(len(self), np.bool_))


class TrackTaker:
    """Collects the results of one clip: the face or foot of column 0, one row for each frame.

    Raises UserError where faces and feet are followed in turn.
    """

    def __init__(self, *, knows_raw: bool = True) -> None:
        self._knows_raw = knows_raw
        self._camera: Intrinsics | None = None
        self._subject = "face"
        self._rows: list[tuple[int, int, bool, int, float]] = []
        self._points: list[NDArray[np.float32]] = []
        self._raw: list[NDArray[np.float32]] = []
        self._pose: list[NDArray[np.float64] | None] = []

    def take(self, result: FrameResult) -> None:
        """One more frame."""
        if self._rows and result.subject != self._subject:
            raise UserError("Faces and feet are followed in it in turn; only one of them can be compared.")
        self._subject = result.subject
        ms = sum(result.ms.get(stage, 0.0) for stage in DETECT_TO_FIT)
        track = next((one for one in result.tracks if one.column == 0 and one.present), None)
        if track is None:
            self.take_nobody(result.frame, ms)
            return
        pose = track.pose.matrix if isinstance(track.pose, Pose) else None
        self.take_points(result.frame, track.points, track.raw, id_=track.id, pose=pose, ms=ms)

    def take_points(
        self,
        frame: Frame,
        points: NDArray[np.float32],
        raw: NDArray[np.float32],
        *,
        id_: int = 0,
        pose: NDArray[np.float64] | None = None,
        ms: float = 0.0,
    ) -> None:
        """A frame in which it was found: points and raw (k, 2 or 3) px."""
        self._begin(frame, True, id_, ms)
        self._points.append(points[:, :2].copy())
        self._raw.append(raw[:, :2].copy())
        self._pose.append(pose)

    def take_nobody(self, frame: Frame, ms: float = 0.0) -> None:
        """A frame in which nobody was found; its row repeats the one before, zeros before the first."""
        nothing = np.zeros((_POINTS[self._subject], 2), np.float32)
        self._begin(frame, False, self._rows[-1][3] if self._rows else 0, ms)
        self._points.append(self._points[-1] if self._points else nothing)
        self._raw.append(self._raw[-1] if self._raw else nothing)
        self._pose.append(None)

    def _begin(self, frame: Frame, present: bool, id_: int, ms: float) -> None:
        self._camera = self._camera or frame.camera
        self._rows.append((frame.t_ns, frame.epoch, present, id_, ms))

    def track(self) -> Track:
        """All rows so far. Raises UserError where there is none."""
        if self._camera is None:
            raise UserError("There is no frame that can be read.")
        t_ns, epoch, present, ids, ms = zip(*self._rows, strict=True)
        return Track(
            self._camera,
            np.array(t_ns, np.int64),
            np.array(epoch, np.int64),
            np.array(present, np.bool_),
            np.array(ids, np.int64),
            np.stack(self._points).astype(np.float64),
            np.stack(self._raw).astype(np.float64),
            np.stack([np.eye(4) if pose is None else pose for pose in self._pose]),
            np.array([pose is not None for pose in self._pose], np.bool_),
            np.array(ms, np.float64),
            self._knows_raw,
            self._subject,
        )

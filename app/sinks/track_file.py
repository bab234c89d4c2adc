"""TRACK.npz: what was found in each frame, for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..core.face import FACE_POINTS
from ..core.foot import KEYPOINTS
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.pose import Pose
from ..core.tracks import FootTrack
from .files import check_writable, replacing

POINTS_OF_KIND = MappingProxyType({"face": FACE_POINTS, "feet": len(KEYPOINTS)})
# What a row of one subject holds, per point (K) or alone.
_COLUMNS: dict[str, tuple[tuple[int | str, ...], type]] = {
    "id": ((), np.int64),
    "points": (("K", 3), np.float32),
    "raw": (("K", 3), np.float32),
    "visible": (("K",), np.float32),
    "score": ((), np.float32),
    "pose": ((4, 4), np.float32),
    "side": ((), np.int64),
}


class Tracked(Protocol):
    """What a row needs of a subject: core.tracks.Track has it."""

    @property
    def id(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def raw(self) -> NDArray[np.float32]: ...
    @property
    def points(self) -> NDArray[np.float32]: ...
    @property
    def visible(self) -> NDArray[np.float32]: ...
    @property
    def score(self) -> float: ...
    @property
    def present(self) -> bool: ...
    @property
    def pose(self) -> Pose | Missing: ...


class TrackTable:
    """Collects rows and gives them as arrays.

    (n frames, s = max_subjects): t_ns, epoch, present, id, points, raw, visible, score, pose, side, ms. In
    each epoch column 0 is the subject with the largest mean box. Absent rows repeat the column's last value,
    zeros before the first; nothing is ever NaN. `kind` is "face" (478 points) or "feet" (8).
    """

    def __init__(self, max_subjects: int, kind: str = "face") -> None:
        if kind not in POINTS_OF_KIND:
            raise ValueError(f"kind: expected one of {', '.join(POINTS_OF_KIND)}, got {kind!r}")
        if max_subjects < 1:
            raise ValueError(f"max_subjects: expected at least 1, got {max_subjects}")
        self._subjects = max_subjects
        self._points = POINTS_OF_KIND[kind]
        self._t_ns: list[int] = []
        self._epoch: list[int] = []
        self._ms: list[float] = []
        self._rows: list[dict[int, dict[str, Any]]] = []

    @property
    def frames(self) -> int:
        """Rows so far."""
        return len(self._rows)

    @property
    def frames_with_subject(self) -> int:
        """Rows in which someone is present."""
        return sum(1 for row in self._rows if row)

    def add(self, frame: Frame, tracks: Sequence[Tracked], ms: float) -> None:
        """One row: `ms` is the wall time of detect..fit. Tracks held after a loss count as absent."""
        self._t_ns.append(frame.t_ns)
        self._epoch.append(frame.epoch)
        self._ms.append(float(np.nan_to_num(ms)))
        row = {}
        for track in tracks:
            if track.present and 0 <= track.column < self._subjects and _finite(track):
                row[track.column] = self._values(track)
        self._rows.append(row)

    def _values(self, track: Tracked) -> dict[str, Any]:
        expected = (self._points, 3)
        for name, points in (("points", track.points), ("raw", track.raw)):
            if points.shape != expected:
                raise ValueError(f"{name}: expected {expected}, got {points.shape}")
        values: dict[str, Any] = {
            "id": track.id,
            "points": track.points.astype(np.float32),
            "raw": track.raw.astype(np.float32),
            "visible": track.visible.astype(np.float32),
            "score": track.score,
        }
        if isinstance(track, FootTrack):
            values["side"] = track.side
        if isinstance(track.pose, Pose) and np.isfinite(track.pose.matrix).all():
            values["pose"] = track.pose.matrix.astype(np.float32)
        return values

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All rows so far, by name."""
        count, subjects = len(self._rows), self._subjects
        arrays: dict[str, NDArray[Any]] = {
            "t_ns": np.array(self._t_ns, np.int64),
            "epoch": np.array(self._epoch, np.int64),
            "present": np.zeros((count, subjects), np.bool_),
            "ms": np.array(self._ms, np.float32),
        }
        for name, (shape, dtype) in _COLUMNS.items():
            sizes = [self._points if size == "K" else int(size) for size in shape]
            arrays[name] = np.zeros((count, subjects, *sizes), dtype)
        places = self._places()
        for i, row in enumerate(self._rows):
            if i:
                for name in _COLUMNS:
                    arrays[name][i] = arrays[name][i - 1]
            for column, values in row.items():
                place = places[self._epoch[i]].index(column)
                arrays["present"][i, place] = True
                for name, value in values.items():
                    arrays[name][i, place] = value
        return arrays

    def _places(self) -> dict[int, list[int]]:
        """For each epoch, the tracker's columns in the file's order: the largest mean box first."""
        sums: dict[int, np.ndarray] = {}
        for epoch, row in zip(self._epoch, self._rows, strict=True):
            area_and_count = sums.setdefault(epoch, np.zeros((2, self._subjects)))
            for column, values in row.items():
                area_and_count[:, column] += (_box_area(values["points"]), 1.0)
        order = {}
        for epoch, (area, seen) in sums.items():
            largest = int(np.argmax(area / np.maximum(seen, 1.0)))
            order[epoch] = [largest, *(c for c in range(self._subjects) if c != largest)]
        return order


class TrackWriter:
    """Collects rows (see TrackTable) and writes them in one step when closed, with meta, a JSON string.

    `meta` says provider, execution provider and preset; version and kind are added. Raises UserError when
    `path` cannot be written, at once and not after the work.
    """

    def __init__(
        self, path: str | Path, max_subjects: int, kind: str = "face", meta: Mapping[str, Any] | None = None
    ) -> None:
        self._table = TrackTable(max_subjects, kind)
        self._path = Path(path)
        check_writable(self._path)
        self.meta: dict[str, Any] = {"version": __version__, "kind": kind, **(meta or {})}
        self._closed = False

    @property
    def frames(self) -> int:
        """Rows so far."""
        return self._table.frames

    @property
    def frames_with_subject(self) -> int:
        """Rows in which someone is present."""
        return self._table.frames_with_subject

    def add(self, frame: Frame, tracks: Sequence[Tracked], ms: float) -> None:
        """One row; see TrackTable.add."""
        if self._closed:
            raise ValueError("add: the track file is closed")
        self._table.add(frame, tracks, ms)

    def close(self) -> None:
        """Writes the file. Raises UserError and leaves nothing behind when that fails."""
        if self._closed:
            return
        self._closed = True
        meta = np.array(json.dumps(self.meta, sort_keys=True))
        with replacing(self._path) as file:
            np.savez(file, allow_pickle=False, **self._table.arrays(), meta=meta)


def _box_area(points: NDArray[np.float32]) -> float:
    """Area in px² of the upright box around (K, 3) points."""
    width, height = np.ptp(points[:, :2], axis=0)
    return float(width) * float(height)


def _finite(track: Tracked) -> bool:
    arrays = (track.points, track.raw, track.visible)
    return bool(np.isfinite(track.score) and all(np.isfinite(array).all() for array in arrays))

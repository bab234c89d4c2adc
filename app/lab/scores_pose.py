"""The head's pose against the truth, and where it takes the temples of worn glasses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, vector_from_rotation
from ..core.missing import Missing
from .face_frame import Complex, FaceFrame, as_complex
from .signals import slow_part
from .tracks import Track

# Where the temples of our glasses vanish behind the ears, head space (stages.fit_glasses, temple_mm): the
# place of worn glasses that a trembling pose moves most.
TEMPLE_TIPS_MM = np.array([[71.0, 2.0, -73.0], [-71.0, 2.0, -73.0]])


@dataclass(frozen=True, slots=True)
class PoseScores:
    """The pose: `jitter_deg` and `jitter_mm` are the rms of turn and place above 1 Hz, `error_deg` and
    `error_mm` of their whole error without its constant bias. Missing where the truth knows no pose: then the
    head is taken to turn only in the picture, and its place is not judged."""

    jitter_deg: float
    error_deg: float | Missing
    jitter_mm: float | Missing
    error_mm: float | Missing


class Posed(Protocol):
    """What is needed of a truth."""

    @property
    def points(self) -> NDArray[np.float32]: ...
    @property
    def pose(self) -> NDArray[np.floating]: ...
    @property
    def has_pose(self) -> NDArray[np.bool_]: ...


def pose_scores(
    track: Track, truth: Posed, rows: NDArray[np.int64], frame: FaceFrame, runs: Sequence[slice], t_s: Array
) -> PoseScores | Missing:
    """`rows` (n,) are the truth's rows of the track's frames, `runs` stretches of frames with a pose.

    The turn's error is the rotation vector of R_truth^T R_track, without its mean; the place's is that of the
    head's origin in camera space, as a share of its distance, at the truth's distance.
    """
    if not runs:
        return Missing("no pose was fitted")
    exact = bool(truth.has_pose[rows].all())
    expected = truth.pose[rows] if exact else _turned_in_picture(frame)
    relative = np.einsum("nji,njk->nik", expected[:, :3, :3], track.pose[:, :3, :3])
    seen = np.zeros(len(track), np.bool_)
    for run in runs:
        seen[run] = True
    middle = relative[int(np.argmax(seen))]
    turn = np.degrees([vector_from_rotation(middle.T @ one) for one in relative])
    turn = turn - turn[seen].mean(axis=0)
    jitter_deg = _rms(_fast(turn, runs, t_s), seen)
    if not exact:
        unknown = Missing("the true pose is not known")
        return PoseScores(jitter_deg, unknown, unknown, unknown)
    distance = np.linalg.norm(expected[:, :3, 3], axis=1)[:, None]
    place = (track.pose[:, :3, 3] - expected[:, :3, 3]) / distance
    place = (place - place[seen].mean(axis=0)) * distance
    return PoseScores(jitter_deg, _rms(turn, seen), _rms(_fast(place, runs, t_s), seen), _rms(place, seen))


def temple_error(
    track: Track, truth: Posed, rows: NDArray[np.int64], frame: FaceFrame
) -> tuple[Complex, NDArray[np.bool_]] | Missing:
    """Where the temples' tips are drawn against where they belong, (n, 2) face widths in the face's own
    frame, and which frames tell (n, 2). Without a true pose they belong to one place of that frame: right for
    a face that moves, turns and grows in the picture only."""
    told = track.has_pose & track.present & frame.known
    if np.count_nonzero(told) < 2:
        return Missing("no pose was fitted")
    drawn = _tips(track.pose, track)
    if truth.has_pose[rows].all():
        own = (drawn - _tips(truth.pose[rows], track)) / frame.turn[:, None]
    else:
        own = (drawn - frame.origin[:, None]) / frame.turn[:, None]
    return np.where(told[:, None], own, 0.0), np.repeat(told[:, None], 2, axis=1)


def _tips(poses: NDArray[np.floating], track: Track) -> Complex:
    """(n, 2) picture px."""
    at = np.einsum("nij,kj->nki", poses[:, :3, :3], TEMPLE_TIPS_MM) + poses[:, None, :3, 3]
    # A row without a pose holds anything: it may lie in the camera's plane, and is not looked at.
    at[..., 2] = np.where(at[..., 2] > 1.0, at[..., 2], 1.0)
    return as_complex(track.camera.project(at))


def _turned_in_picture(frame: FaceFrame) -> Array:
    """(n, 3, 3) rotations about the camera's axis."""
    c, s = np.cos(np.angle(frame.turn)), np.sin(np.angle(frame.turn))
    rotation = np.zeros((len(c), 3, 3))
    rotation[:, 0, 0], rotation[:, 0, 1], rotation[:, 1, 0], rotation[:, 1, 1] = c, -s, s, c
    rotation[:, 2, 2] = 1.0
    return rotation


def _fast(values: Array, runs: Sequence[slice], t_s: Array) -> Array:
    fast = np.zeros_like(values)
    for run in runs:
        fast[run] = values[run] - slow_part(t_s[run], values[run])
    return fast


def _rms(values: Array, seen: NDArray[np.bool_]) -> float:
    return float(np.sqrt(np.mean(np.sum(values[seen] ** 2, axis=1))))

"""The head's pose against the truth, and where it takes the temples of worn glasses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..core.maths import Array, vector_from_rotation
from ..core.missing import Missing
from .face_frame import Complex, FaceFrame, as_complex
from .scores_figures import Errors, PoseScores, RegionScores, figures, runs_of, tells, without_bias
from .signals import slow_part
from .tracks import Track

# Where the temples of our glasses vanish behind the ears, head space (stages.fit_glasses, temple_mm): the
# place of worn glasses that a trembling pose moves most.
TEMPLE_TIPS_MM = np.array([[71.0, 2.0, -73.0], [-71.0, 2.0, -73.0]])


def pose_scores(
    track: Track, frame: FaceFrame, seen: NDArray[np.bool_], true_pose: NDArray[np.floating] | None
) -> PoseScores | Missing:
    """`seen` (n,) are the frames that count, `true_pose` (n, 4, 4) camera_from_head where it is known.

    The turn's error is the rotation vector of R_truth^T R_track, without its mean; the place's is that of the
    head's origin in camera space, as a share of its distance, at the truth's distance.
    """
    runs = [run for run in runs_of(track.t_s, track.epoch, seen & track.has_pose) if tells(track.t_s[run])]
    if not runs:
        return Missing("no pose was fitted for long enough")
    rows = np.concatenate([np.arange(run.start, run.stop) for run in runs])
    expected = _turned_in_picture(frame) if true_pose is None else true_pose
    relative = np.einsum("nji,njk->nik", expected[:, :3, :3], track.pose[:, :3, :3])
    turn = np.degrees([vector_from_rotation(relative[rows[0]].T @ one) for one in relative])
    turn -= turn[rows].mean(axis=0)
    jitter_deg = _rms(_fast(turn, runs, track.t_s)[rows])
    if true_pose is None:
        unknown = Missing("the true pose is not known")
        return PoseScores(jitter_deg, unknown, unknown, unknown)
    distance = np.linalg.norm(true_pose[:, :3, 3], axis=1)[:, None]
    place = (track.pose[:, :3, 3] - true_pose[:, :3, 3]) / distance
    place = (place - place[rows].mean(axis=0)) * distance
    return PoseScores(
        jitter_deg, _rms(turn[rows]), _rms(_fast(place, runs, track.t_s)[rows]), _rms(place[rows])
    )


def temple_scores(
    track: Track,
    frame: FaceFrame,
    seen: NDArray[np.bool_],
    units: Array,
    true_pose: NDArray[np.floating] | None,
) -> dict[str, RegionScores]:
    """The region "temples", where poses were fitted: where the temples' tips are drawn against where they
    belong.

    Without a true pose they belong to one place of the face's own frame: right for a face that moves, turns
    and grows in the picture only.
    """
    told = np.repeat((track.has_pose & seen)[:, None], len(TEMPLE_TIPS_MM), axis=1)
    if np.count_nonzero(told) < 2:
        return {}
    belongs = frame.origin[:, None] if true_pose is None else _tips(true_pose, track)
    own, told = without_bias((_tips(track.pose, track) - belongs) / frame.turn[:, None], told)
    errors = Errors(track.t_s, own, told, runs_of(track.t_s, track.epoch, told[:, 0]), units)
    return {"temples": figures(errors, Missing("they move with the head"))}


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


def _rms(values: Array) -> float:
    return float(np.sqrt(np.mean(np.sum(values**2, axis=1))))

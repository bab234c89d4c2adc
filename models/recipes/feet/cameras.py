"""Where people hold cameras that look at feet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.camera import Intrinsics

Rng = np.random.Generator
Floats = NDArray[np.floating]
SIDE = 384
# The widest view kept, 80 degrees over the whole side; closer crops of such a picture are narrower.
_SHORTEST_PX = SIDE / 2 / np.tan(np.radians(40.0))
_LONGEST_PX = SIDE * 7.0

# Names with their weights; "own" needs its person's body, seen from its own eyes.
KINDS = {"own": 0.36, "other": 0.22, "knee": 0.2, "floor": 0.1, "above": 0.06, "any": 0.06}
# A foot's usual share of the picture's side: others' feet are mostly seen with the whole person.
_SHARES = {"own": 0.28, "other": 0.18, "floor": 0.32}


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A camera in the world."""

    kind: str
    camera: Intrinsics
    camera_from_world: Floats


def look_at(eye: Floats, target: Floats, up: Floats, roll: float = 0.0) -> Floats:
    """(4, 4) camera_from_world (x right, y down, z forward)."""
    forward = target - eye
    forward = forward / np.linalg.norm(forward)
    right = np.cross(forward, up)
    length = np.linalg.norm(right)
    right = np.array([1.0, 0.0, 0.0]) if length < 1e-6 else right / length
    down = np.cross(forward, right)
    c, s = np.cos(roll), np.sin(roll)
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([c * right + s * down, c * down - s * right, forward])
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


def eye_of(kind: str, rng: Rng, *, seated: bool) -> tuple[Floats, Floats, float]:
    """Eye, up and roll about a person at the origin who faces +z."""
    azimuth = rng.uniform(-np.pi, np.pi) if rng.random() < 0.6 else rng.normal(0.0, 0.7)
    direction = np.array([np.sin(azimuth), 0.0, np.cos(azimuth)])
    up = np.array([0.0, 1.0, 0.0])
    roll = np.radians(rng.normal(0, 5))
    if kind == "own":
        height = rng.uniform(780, 1250) if seated else rng.uniform(1150, 1750)
        ahead = rng.uniform(0, 210) if rng.random() < 0.6 else rng.uniform(120, 520)
        eye = np.array([rng.normal(0, 70), height, ahead + (-180 if seated else 0)])
        turn = rng.choice([0.0, np.pi / 2, -np.pi / 2, np.pi], p=[0.88, 0.04, 0.04, 0.04])
        return eye, np.array([0.0, 0.15, 1.0]), float(np.radians(rng.normal(0, 9)) + turn)
    if kind == "close":
        # From near a face or a hand, any side of it, mostly its front and a little from above.
        azimuth = rng.normal(0, 0.7) if rng.random() < 0.8 else rng.uniform(-np.pi, np.pi)
        elevation = rng.normal(0.12, 0.3)
        away = np.array([np.sin(azimuth), np.tan(np.clip(elevation, -1.1, 1.2)), np.cos(azimuth)])
        turn = rng.normal(0, 9) if rng.random() < 0.85 else rng.uniform(-180, 180)
        return away * np.exp(rng.uniform(np.log(330), np.log(1700))), up, float(np.radians(turn))
    if kind == "over":
        # Looking down at one's own hands or lap.
        eye = np.array([rng.normal(0, 80), rng.uniform(280, 800), -rng.uniform(60, 420)])
        return eye, np.array([0.0, 0.3, 1.0]), float(np.radians(rng.normal(0, 10)))
    if kind == "other":
        return (
            direction * np.exp(rng.uniform(np.log(550), np.log(3500))) + up * rng.uniform(1050, 1800),
            up,
            roll,
        )
    if kind == "knee":
        return (
            direction * np.exp(rng.uniform(np.log(380), np.log(2000))) + up * rng.uniform(240, 850),
            up,
            roll,
        )
    if kind == "floor":
        return (
            direction * np.exp(rng.uniform(np.log(330), np.log(1800))) + up * rng.uniform(25, 230),
            up,
            roll,
        )
    if kind == "above":
        turn = rng.uniform(-np.pi, np.pi)
        eye = np.array([rng.normal(0, 150), rng.uniform(600, 2200), rng.normal(100, 150)])
        return eye, np.array([np.sin(turn), 0.0, np.cos(turn)]), 0.0
    elevation = np.arcsin(rng.uniform(0.02, 0.99))
    eye = (direction * np.cos(elevation) + up * np.sin(elevation)) * rng.uniform(400, 1800)
    return eye, up if elevation < 1.2 else direction, float(rng.uniform(-np.pi, np.pi))


def before(rng: Rng, eye: Floats, body: Floats) -> Floats:
    """An eye not high over a body (n, 3) that ends at the neck; or where a telephone is held that looks as
    one: before the body, not inside it."""
    eye = np.array([eye[0], min(float(eye[1]), float(body[:, 1].max()) + 140.0), eye[2]])
    level = (np.abs(body[:, 1] - eye[1]) < 130.0) & (np.abs(body[:, 0] - eye[0]) < 150.0)
    if not level.any():
        return eye
    ahead = min(float(body[level, 2].max()), 450.0) + rng.uniform(60, 220)
    return np.array([eye[0], eye[1], max(float(eye[2]), ahead)])


def view(
    rng: Rng,
    target: Floats,
    points: Floats,
    kind: str,
    *,
    seated: bool,
    share: float | None = None,
    body: Floats | None = None,
) -> View:  # fmt: skip
    """A camera of a kind that looks at a target, so that the points (n, 3) of one foot span a share of the
    side (0.08 to 0.75 unless given), from outside the body (m, 3) where one is given; the picture may be an
    off-centre crop of what the camera saw."""
    eye, up, roll = eye_of(kind, rng, seated=seated)
    stays = {"own": (0.0, 0.0, 0.0), "close": (1.0, 1.0, 1.0), "over": (1.0, 1.0, 1.0)}.get(
        kind, (1.0, 0.0, 1.0)
    )
    eye = eye + target * stays
    if body is not None:
        eye = before(rng, eye, body)
    if share is None:
        share = float(np.clip(np.exp(rng.normal(np.log(_SHARES.get(kind, 0.27)), 0.5)), 0.08, 0.75))
    aimed = target + rng.normal(0, 50, 3)
    matrix = look_at(eye, aimed, up, roll)
    seen = points @ matrix[:3, :3].T + matrix[:3, 3]
    flat = seen[:, :2] / np.maximum(seen[:, 2:], 50.0)
    extent = float(np.linalg.norm(flat[:, None] - flat[None], axis=2).max())
    focal = float(np.clip(share * SIDE / max(extent, 1e-3), _SHORTEST_PX, _LONGEST_PX))
    middle = matrix[:3, :3] @ target + matrix[:3, 3]
    if rng.random() < (0.9 if kind in ("close", "over") else 0.75):
        wanted = SIDE * np.clip(rng.normal((0.5, 0.52), 0.14, 2), 0.12, 0.88)
    else:
        wanted = SIDE * rng.uniform(-0.05, 1.05, 2)
    principal = np.clip(wanted - focal * middle[:2] / max(middle[2], 50.0), -0.6 * SIDE, 1.6 * SIDE)
    squeeze = 1.0 if rng.random() < 0.9 else float(rng.uniform(0.93, 1.07))
    camera = Intrinsics(SIDE, SIDE, focal, focal * squeeze, float(principal[0]), float(principal[1]))
    return View(kind, camera, matrix)

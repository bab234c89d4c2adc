"""A person's own shoe: told from glasses by its shape, and laid into foot space by guesses that it says.

Foot space: sole on y = 0, the back of the heel at z = 0, the toe towards +z, a right shoe, millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from ..core.maths import Array
from ..core.model3d import Model3D
from ..stages.fit_shoe import mirrored
from .own_model import UNITS, moved

# From a child's to the largest that are made, boots' soles included.
SHOE_LENGTH_MM = (150.0, 380.0)
# As shares of the length: from a narrow pump to a wide boot, from a slipper to a riding boot.
_WIDTH, _HEIGHT = (0.2, 0.62), (0.16, 1.9)
_USUAL_LENGTH_MM = 285.0
# Glasses have nothing but their bridge in the middle: cut there, they reach along one axis no further than
# this share. A shoe cut anywhere in the middle is nearly as large as it is.
_BRIDGE = 0.4
# So much of what one sees from below is sole.
_LEAST_SOLE = 0.45
# glTF has y up, so another axis must be clearly better.
_Y_UP_BONUS = 0.12
_POINTS = 6000
_CELLS = 14
# The tip lies so far beside the middle of the ball, as a share of the length, or nobody can tell which foot.
_LEFT_TIP = 0.025


@dataclass(frozen=True, slots=True, eq=False)
class _Stand:
    """A way to stand: `turn` (3, 3) takes the file's axes to foot axes; `sole` 0..1 is how well it stands."""

    turn: Array
    sole: float


def looks_like_a_shoe(model: Model3D) -> bool:
    """Whether it is full in the middle, longer than wide, and has a sole to stand on."""
    points = _sampled(model)
    extent = np.ptp(points, axis=0)
    if (extent <= 0.0).any() or _least_cut(points) < _BRIDGE:
        return False
    stand = _best_stand(points)
    width, height, length = np.ptp(points @ stand.turn.T, axis=0)
    return (
        stand.sole >= _LEAST_SOLE
        and _WIDTH[0] <= width / length <= _WIDTH[1]
        and _HEIGHT[0] <= height / length <= _HEIGHT[1]
    )


def placed_as_shoe(model: Model3D) -> Model3D:
    """The model in foot space, of a plausible size, as a right shoe; its notices say what was guessed."""
    notices = ["It is taken for a shoe."]
    points = _sampled(model)
    stand = _best_stand(points)
    if not np.allclose(stand.turn, np.eye(3)):
        notices.append("It is turned so that it stands on its sole with the toe in front.")
    points = points @ stand.turn.T
    length = float(np.ptp(points[:, 2]))
    factor, said = _scale(length)
    if said:
        notices.append(said)
    points = points * factor
    low, high = points.min(axis=0), points.max(axis=0)
    heel = points[points[:, 2] < low[2] + 0.2 * (high[2] - low[2])]
    middle_x = float(heel[:, 0].min() + heel[:, 0].max()) / 2.0
    shift = -np.array([middle_x, low[1], low[2]])
    placed = moved(model, stand.turn * factor, shift)
    if _is_left(points + shift):
        placed = mirrored(placed)
        notices.append("It looks like a left shoe, so the right one is its mirror image.")
    return replace(placed, notices=(*model.notices, *notices))


def shoe_faults(model: Model3D) -> list[str]:
    """What speaks against a model being a shoe that lies right: length, sole, heel, middle."""
    low, high = model.bounds_mm()
    length = float(high[2] - low[2])
    faults = []
    if not SHOE_LENGTH_MM[0] <= length <= SHOE_LENGTH_MM[1]:
        faults.append(
            f"{length:.0f} mm is no length of a shoe; expected {SHOE_LENGTH_MM[0]:g} to "
            f"{SHOE_LENGTH_MM[1]:g} mm from heel to toe, along z."
        )
    if abs(float(low[1])) > 4.0:
        faults.append(f"The sole lies at y = {low[1]:.0f} mm; the datum wants 0.")
    if abs(float(low[2])) > 6.0:
        faults.append(f"The heel lies at z = {low[2]:.0f} mm; the datum wants 0.")
    if not low[0] < 0.0 < high[0]:
        faults.append(f"The heel's middle x = 0 is outside the shoe ({low[0]:.0f} to {high[0]:.0f} mm).")
    return faults


def _scale(length_mm: float) -> tuple[float, str]:
    """What to scale by, and what to say of it."""
    for unit, factor in {"": 1.0, **UNITS}.items():
        if SHOE_LENGTH_MM[0] <= length_mm * factor <= SHOE_LENGTH_MM[1]:
            return factor, f"Its numbers are taken to be {unit}." if unit else ""
    factor = _USUAL_LENGTH_MM / max(length_mm, 1e-9)
    return factor, f"It is scaled by {factor:.3g} to a length of {_USUAL_LENGTH_MM:g} mm."


def _sampled(model: Model3D) -> Array:
    """(n, 3) points evenly on the surface: vertices are many at details and few on a plain sole."""
    corners = np.concatenate(
        [primitive.positions[primitive.indices] for primitive in model.primitives]
    ).astype(np.float64)
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    rng = np.random.default_rng(0)
    total = float(area.sum())
    if total <= 0.0:
        return corners.reshape(-1, 3)
    chosen = corners[rng.choice(len(corners), _POINTS, p=area / total)]
    u, v = rng.random((2, _POINTS, 1))
    over = u + v > 1.0
    u, v = np.where(over, 1.0 - u, u), np.where(over, 1.0 - v, v)
    return np.asarray(chosen[:, 0] + u * (chosen[:, 1] - chosen[:, 0]) + v * (chosen[:, 2] - chosen[:, 0]))


def _least_cut(points: Array) -> float:
    """Of all cuts through the middle, across each axis: the least share of an extent that one reaches."""
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    shares: list[float] = []
    for axis in range(3):
        inside = points[np.abs(points[:, axis] - low[axis] - extent[axis] / 2.0) < 0.08 * extent[axis]]
        others = [other for other in range(3) if other != axis]
        shares += (np.ptp(inside[:, others], axis=0) / extent[others]).tolist() if len(inside) > 8 else [0.0]
    return min(shares)


def _best_stand(points: Array) -> _Stand:
    """Of all upright turns by right angles the one with most sole; its toe, the lower end, in front."""
    extent = np.ptp(points, axis=0)
    stands = []
    for up, along in permutations(range(3), 2):
        across = 3 - up - along
        if extent[along] <= extent[across]:
            continue  # a shoe is longer than wide
        for sign in (1.0, -1.0):
            rows = np.zeros((3, 3))
            rows[1, up], rows[2, along] = sign, 1.0
            rows[0] = np.cross(rows[1], rows[2])
            bonus = _Y_UP_BONUS if up == 1 and sign > 0.0 else 0.0
            stands.append((_sole_share(points @ rows.T) + bonus, _sole_share(points @ rows.T), rows))
    if not stands:
        return _Stand(np.eye(3), 0.0)
    _, sole, turn = max(stands, key=lambda one: one[0])
    if _toe_is_behind(points @ turn.T):
        turn = np.diag([-1.0, 1.0, -1.0]) @ turn
    return _Stand(turn, sole)


def _sole_share(points: Array) -> float:
    """Of the cells that the shoe covers seen from below, the share in which something lies near the floor."""
    low, extent = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-9)
    cells = np.minimum(((points[:, [0, 2]] - low[[0, 2]]) / extent[[0, 2]] * _CELLS).astype(int), _CELLS - 1)
    cell = cells[:, 0] * _CELLS + cells[:, 1]
    near = points[:, 1] - low[1] < 0.08 * extent[2]
    return len(np.unique(cell[near])) / max(len(np.unique(cell)), 1)


def _toe_is_behind(points: Array) -> bool:
    """Whether the lower end lies at -z."""
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    back = points[points[:, 2] < low[2] + 0.25 * extent[2], 1]
    front = points[points[:, 2] > low[2] + 0.75 * extent[2], 1]
    return bool(np.percentile(back, 95) < np.percentile(front, 95))


def _is_left(points: Array) -> bool:
    """Whether the toe's tip lies clearly to the side of the little toe of a right foot, -x."""
    length = float(points[:, 2].max())
    tip = points[points[:, 2] > 0.97 * length, 0]
    ball = points[(points[:, 2] > 0.6 * length) & (points[:, 2] < 0.75 * length), 0]
    if not len(tip) or not len(ball):
        return False
    return bool(np.median(tip) - (ball.min() + ball.max()) / 2.0 < -_LEFT_TIP * length)

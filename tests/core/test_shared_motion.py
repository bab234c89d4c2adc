"""The motion that most points share is found, whatever the rest does."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.shared_motion import motion_basis, shared_motion

F32 = NDArray[np.float32]
SIZE, CENTRE = 150.0, np.array([400.0, 250.0], np.float32)
OFF_PX = 1.5


def places(count: int = 80, seed: int = 0) -> tuple[F32, F32]:
    rng = np.random.default_rng(seed)
    at = CENTRE + rng.uniform(-0.5, 0.5, (count, 2)) * SIZE
    return at.astype(np.float32), (rng.uniform(-0.3, 0.3, count) * SIZE).astype(np.float32)


def found(at: F32, depth: F32, step: F32, weight: F32 | None = None) -> F32:
    """The shared motion at the same places."""
    basis = motion_basis(at, depth, CENTRE, SIZE)
    weight = np.ones(len(at), np.float32) if weight is None else weight
    return basis @ shared_motion(basis, step, weight, OFF_PX)


def worst(difference: F32) -> float:
    return float(np.linalg.norm(difference, axis=1).max())


def of_a_head(at: F32, depth: F32, *, bend_px: float = 0.0) -> F32:
    """Shift, turn on the screen, growth, a turn to the side by depth, and the bend of a near one."""
    x, y = ((at - CENTRE) / SIZE).T
    z = depth / SIZE
    step = np.column_stack(
        [
            5.0 - 6.0 * y + 4.0 * x + 8.0 * z + bend_px * (x * x + x * y),
            -3.0 + 6.0 * x + 4.0 * y - 2.0 * z + bend_px * (x * y + y * y),
        ]
    )
    return step.astype(np.float32)


MOTIONS = {
    "none": lambda at, depth: np.zeros_like(at),
    "shift": lambda at, depth: np.zeros_like(at) + np.float32([30.0, -20.0]),
    "a head's": of_a_head,
    "a near head's": lambda at, depth: of_a_head(at, depth, bend_px=1.0),
}


@pytest.mark.parametrize("name", MOTIONS)
def test_what_a_rigid_thing_does_is_found(name: str) -> None:
    at, depth = places()
    truth = MOTIONS[name](at, depth)
    assert worst(found(at, depth, truth) - truth) < 0.15


@pytest.mark.parametrize("name", MOTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_a_third_that_is_off_does_not_matter(name: str, seed: int) -> None:
    at, depth = places(seed=seed)
    truth = MOTIONS[name](at, depth)
    rng = np.random.default_rng(seed)
    outliers = rng.choice(len(at), int(0.3 * len(at)), replace=False)
    step = truth + rng.normal(0.0, 0.05, truth.shape)
    step[outliers] += rng.uniform(-10.0, 10.0, (len(outliers), 2))
    assert worst(found(at, depth, step.astype(np.float32)) - truth) < 0.5


def test_a_lip_that_moves_does_not_move_the_head() -> None:
    """A fifth of all, close together, all the same way."""
    at, depth = places()
    truth = of_a_head(at, depth)
    lip = np.argsort(np.linalg.norm(at - CENTRE - np.float32([0.0, 40.0]), axis=1))[:16]
    step = truth.copy()
    step[lip, 1] += 9.0
    assert worst(found(at, depth, step) - truth) < 0.5


def test_who_has_no_weight_has_no_say() -> None:
    at, depth = places()
    truth = of_a_head(at, depth)
    step, weight = truth.copy(), np.ones(len(at), np.float32)
    step[:40], weight[:40] = 500.0, 0.0
    assert worst((found(at, depth, step, weight) - truth)[40:]) < 0.1


def test_weights_count_by_their_ratio_only() -> None:
    at, depth = places()
    rng = np.random.default_rng(1)
    step = (of_a_head(at, depth) + rng.normal(0.0, 0.3, at.shape)).astype(np.float32)
    weight = rng.uniform(0.5, 2.0, len(at)).astype(np.float32)
    few = found(at, depth, step, weight)
    assert np.abs(found(at, depth, step, 1e3 * weight) - few).max() < 1e-2


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_sites_tell_a_shift_and_nothing_wild(count: int) -> None:
    at, depth = places(count)
    step = np.zeros_like(at) + np.float32([3.0, -2.0])
    basis = motion_basis(at, depth, CENTRE, SIZE)
    motion = shared_motion(basis, step, np.ones(count, np.float32), OFF_PX)
    everywhere = motion_basis(*places(50, seed=3), CENTRE, SIZE) @ motion
    assert np.isfinite(everywhere).all()
    if count:
        assert worst(everywhere - np.float32([3.0, -2.0])) < 0.1


def test_nobody_with_any_weight_is_no_motion() -> None:
    at, depth = places()
    basis = motion_basis(at, depth, CENTRE, SIZE)
    assert np.allclose(shared_motion(basis, of_a_head(at, depth), np.zeros(len(at), np.float32), OFF_PX), 0.0)


def test_where_the_picture_is_cut_changes_nothing() -> None:
    at, depth = places()
    there = np.float32([1000.0, 600.0])
    one = motion_basis(at, depth, CENTRE, SIZE)
    assert np.abs(motion_basis(at + there, depth, CENTRE + there, SIZE) - one).max() < 1e-4

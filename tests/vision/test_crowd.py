"""Whom of many sites to believe."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.vision.crowd import Crowd

F32 = NDArray[np.float32]
SIZE = 200.0
SITES = 60
SKULL, LIP = 0, 1
SURE_PX = 0.05


def sites(seed: int = 0) -> tuple[F32, F32]:
    """Places (60, 2) all over a face of 200 px, and its depths as of a ball."""
    rng = np.random.default_rng(seed)
    grid = np.stack(np.meshgrid(np.linspace(-0.45, 0.45, 10), np.linspace(-0.45, 0.45, 6)), axis=-1)
    place = grid.reshape(-1, 2) + rng.uniform(-0.02, 0.02, (SITES, 2))
    depth = -np.sqrt(0.6 - (place**2).sum(axis=1)) * SIZE
    return (place * SIZE + 300.0).astype(np.float32), depth.astype(np.float32)


def whole(place: F32, depth: F32) -> F32:
    """Shifted, turned on the screen and to the side: what a head does."""
    x, y = (place - 300.0).T
    return np.column_stack([7.0 - 0.03 * y + 0.05 * depth, -4.0 + 0.03 * x]).astype(np.float32)


def precise(sure_px: float = SURE_PX, count: int = SITES) -> F32:
    return np.tile(np.eye(2, dtype=np.float32) / np.float32(sure_px**2), (count, 1, 1))


def believed(step: F32, precision: F32, part: NDArray[np.int64], freedom: F32) -> F32:
    place, depth = sites()
    return Crowd.of(place, depth, part, freedom, SIZE).belief(step, precision)


def skin() -> tuple[NDArray[np.int64], F32]:
    return np.full(SITES, SKULL, np.int64), np.full(SITES, 0.003, np.float32)


def test_a_head_that_moves_as_one_is_believed_everywhere() -> None:
    noise = np.random.default_rng(1).normal(0.0, SURE_PX, (SITES, 2)).astype(np.float32)
    belief = believed(whole(*sites()) + noise, precise(), *skin())
    assert belief.min() > 0.5 and belief.max() <= 1.0
    assert np.median(belief) > 0.9


@pytest.mark.parametrize("liar", range(0, SITES, 7))
@pytest.mark.parametrize("lie", [(6.0, 0.0), (-3.0, -3.0)])
def test_one_liar_gets_no_belief_and_costs_the_others_nothing(liar: int, lie: tuple[float, float]) -> None:
    step = whole(*sites())
    step[liar] += np.float32(lie)
    belief = believed(step, precise(), *skin())
    assert belief[liar] == 0.0
    assert np.delete(belief, liar).min() > 0.5


def test_a_fifth_that_lies_each_in_its_own_way_is_found_out() -> None:
    rng = np.random.default_rng(2)
    step = whole(*sites())
    liars = rng.choice(SITES, SITES // 5, replace=False)
    angle = rng.uniform(0.0, 2.0 * np.pi, len(liars))
    step[liars] += (5.0 * np.column_stack([np.cos(angle), np.sin(angle)])).astype(np.float32)
    belief = believed(step, precise(), *skin())
    assert (belief[liars] == 0.0).all()
    assert np.delete(belief, liars).min() > 0.3


def lip() -> tuple[NDArray[np.int64], F32, NDArray[np.bool_]]:
    """Part and freedom of sites whose eight in the middle below are a lip, and which those are."""
    place, _ = sites()
    x, y = (place - 300.0).T
    is_lip = (np.abs(x) < 0.22 * SIZE) & (y > 0.1 * SIZE) & (y < 0.4 * SIZE)
    freedom = np.where(is_lip, 0.06, 0.003).astype(np.float32)
    return np.where(is_lip, LIP, SKULL).astype(np.int64), freedom, is_lip


def test_a_lip_that_moves_by_itself_is_believed() -> None:
    part, freedom, is_lip = lip()
    assert 6 <= is_lip.sum() <= 10
    step = whole(*sites())
    step[is_lip] += np.float32([0.5, 8.0])
    belief = believed(step, precise(), part, freedom)
    assert belief[is_lip].min() > 0.5 and belief[~is_lip].min() > 0.5


def test_skin_that_moves_so_by_itself_is_not() -> None:
    """The same motion of the same places: a hand, where a skull cannot bend."""
    _, _, is_lip = lip()
    step = whole(*sites())
    step[is_lip] += np.float32([0.5, 8.0])
    belief = believed(step, precise(), *skin())
    assert np.median(belief[is_lip]) < 0.1
    assert belief[~is_lip].min() > 0.3


def test_who_lies_within_a_lip_is_found_out_by_the_rest_of_it() -> None:
    part, freedom, is_lip = lip()
    step = whole(*sites())
    step[is_lip] += np.float32([0.5, 8.0])
    liar = int(np.flatnonzero(is_lip)[3])
    step[liar] = whole(*sites())[liar] - np.float32([0.0, 12.0])
    belief = believed(step, precise(), part, freedom)
    assert belief[liar] < 0.2
    assert belief[is_lip & (np.arange(SITES) != liar)].min() > 0.3


def test_who_says_nothing_is_not_believed() -> None:
    precision = precise()
    precision[:10] = 0.0
    belief = believed(whole(*sites()), precision, *skin())
    assert (belief[:10] == 0.0).all() and belief[10:].min() > 0.5


def test_when_nobody_says_anything_nobody_is_believed() -> None:
    belief = believed(whole(*sites()), np.zeros((SITES, 2, 2), np.float32), *skin())
    assert np.array_equal(belief, np.zeros(SITES, np.float32))

"""Shoes as triangles: they stand on the floor, their keypoints lie on them, and no two are alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from app.core.foot import (
    ACHILLES,
    ANKLE_LATERAL,
    ANKLE_MEDIAL,
    BALL_LATERAL,
    BALL_MEDIAL,
    HEEL_BACK,
    INSTEP,
    TOE_TIP,
)
from app.scenes.feet.boot import BUILDS as BOOTS
from app.scenes.feet.boot import BootStyle, boot
from app.scenes.feet.footwear import Footwear
from app.scenes.feet.heel import HEELS, HeelStyle, heel
from app.scenes.feet.last import Last, LastShape
from app.scenes.feet.loafer import BUILDS as LOAFERS
from app.scenes.feet.loafer import LoaferStyle, loafer
from app.scenes.feet.mesh import FOOT, Surface
from app.scenes.feet.sneaker import BUILDS as SNEAKERS
from app.scenes.feet.sneaker import SneakerStyle, sneaker
from app.scenes.feet.textures import STUFFS


def a_sneaker(seed: int, detail: float = 0.0) -> Footwear:
    rng = np.random.default_rng(seed)
    return sneaker(Last(LastShape.sample(rng)), SneakerStyle.sample(rng), detail=detail)


def a_loafer(seed: int, detail: float = 0.0) -> Footwear:
    rng = np.random.default_rng(seed)
    return loafer(Last(LastShape.sample(rng)), LoaferStyle.sample(rng), detail=detail)


def a_boot(seed: int, detail: float = 0.0) -> Footwear:
    rng = np.random.default_rng(seed)
    return boot(Last(LastShape.sample(rng)), BootStyle.sample(rng), detail=detail)


def a_heel(seed: int, detail: float = 0.0) -> Footwear:
    rng = np.random.default_rng(seed)
    shape = LastShape.sample(rng)
    style = HeelStyle.sample(rng)
    return heel(style.last(shape), style, detail=detail)


MAKERS: tuple[Callable[..., Footwear], ...] = (a_sneaker, a_loafer, a_boot, a_heel)
EVERY = [pytest.param(make, seed, id=f"{make.__name__}-{seed}") for make in MAKERS for seed in range(5)]


def all_points(worn: Footwear) -> np.ndarray:
    return np.concatenate([s.positions for s in worn.surfaces]).astype(float)


def faces_agree(surface: Surface) -> float:
    """The share of triangles, by area, whose winding says the same as their normals."""
    a, b, c = (surface.positions[surface.indices[:, k]].astype(float) for k in range(3))
    face = np.cross(b - a, c - a)
    meant = surface.normals[surface.indices].astype(float).sum(1)
    area = np.linalg.norm(face, axis=1)
    return float(area[np.einsum("ij,ij->i", face, meant) > 0].sum() / area.sum())


def nearest_mm(point: np.ndarray, worn: Footwear) -> float:
    """From a point to the nearest place sampled on the triangles, about 1.5 mm apart where they are large."""
    best = np.inf
    weights = np.array([(i / 6, j / 6, (6 - i - j) / 6) for i in range(7) for j in range(7 - i)])
    for surface in worn.surfaces:
        corners = surface.positions[surface.indices].astype(float)
        close = np.linalg.norm(corners.mean(1) - point, axis=1) < 30.0
        if close.any():
            places = np.einsum("kw,twc->tkc", weights, corners[close])
            best = min(best, float(np.linalg.norm(places - point, axis=2).min()))
    return best


@pytest.mark.parametrize(("make", "seed"), EVERY)
def test_it_is_made_of_sound_triangles(make: Callable[..., Footwear], seed: int) -> None:
    for surface in make(seed).surfaces:
        assert np.isfinite(surface.positions).all() and np.isfinite(surface.uvs).all()
        assert surface.indices.max() < len(surface.positions)
        assert np.allclose(np.linalg.norm(surface.normals, axis=1), 1.0, atol=0.12)
        assert surface.part == FOOT
        assert surface.colour is not None and all(0.0 <= c <= 1.0 for c in surface.colour)
        assert surface.texture in STUFFS or surface.texture == ""
        assert faces_agree(surface) > 0.93, surface.stuff


@pytest.mark.parametrize(("make", "seed"), EVERY)
def test_it_stands_on_the_floor_with_its_heel_over_the_origin(
    make: Callable[..., Footwear], seed: int
) -> None:
    worn = make(seed)
    points = all_points(worn)
    assert abs(points[:, 1].min()) < 1e-3
    assert np.allclose(worn.keypoints_mm[HEEL_BACK, [0, 2]], 0.0, atol=1e-6)
    # It touches under the ball, too, and not by a point only.
    ball = (points[:, 2] > 0.5 * worn.length_mm) & (points[:, 2] < 0.8 * worn.length_mm)
    assert points[ball, 1].min() < 2.5


@pytest.mark.parametrize(("make", "seed"), EVERY)
def test_its_keypoints_lie_on_it(make: Callable[..., Footwear], seed: int) -> None:
    worn = make(seed)
    which = range(8) if worn.kind != "heel" else (TOE_TIP, HEEL_BACK, BALL_MEDIAL, BALL_LATERAL)
    far = {k: nearest_mm(worn.keypoints_mm[k], worn) for k in which}
    assert max(far.values()) < 4.0, far


@pytest.mark.parametrize(("make", "seed"), EVERY)
def test_its_keypoints_are_the_extremes_of_the_sole(make: Callable[..., Footwear], seed: int) -> None:
    worn = make(seed)
    keys = worn.keypoints_mm
    sole = np.concatenate([s.positions for s in worn.surfaces if s.stuff in ("sole", "midsole")]).astype(
        float
    )
    assert sole[:, 2].max() - keys[TOE_TIP, 2] < 3.0
    assert keys[HEEL_BACK, 2] - sole[:, 2].min() < 3.0
    ahead = sole[sole[:, 2] > 0.5 * worn.length_mm]
    assert ahead[:, 0].max() - keys[BALL_MEDIAL, 0] < 4.0
    assert keys[BALL_LATERAL, 0] - ahead[:, 0].min() < 4.0
    assert keys[BALL_MEDIAL, 0] > 20.0 > -20.0 > keys[BALL_LATERAL, 0]
    assert keys[ANKLE_MEDIAL, 0] > 8.0 > -8.0 > keys[ANKLE_LATERAL, 0]
    assert (
        keys[HEEL_BACK, 2] - 15
        < keys[ACHILLES, 2]
        < keys[ANKLE_LATERAL, 2]
        < keys[INSTEP, 2]
        < keys[TOE_TIP, 2]
    )


@pytest.mark.parametrize("make", MAKERS)
def test_a_foot_fits_in_and_the_leg_goes_through_its_collar(make: Callable[..., Footwear]) -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        shape = LastShape.sample(rng)
        worn = make(seed)
        # A pitched foot is shorter from above, by up to a fifth.
        shortest = shape.length_mm * (0.75 if worn.kind == "heel" else 1.0)
        assert shortest < worn.length_mm < shape.length_mm + 50.0
        ring = worn.collar
        assert ring[:, 1].min() > 15.0
        middle = ring.mean(0)
        angle = np.unwrap(np.arctan2(ring[:, 0] - middle[0], middle[2] - ring[:, 2]))
        assert abs(angle[-1] - angle[0]) > 5.5  # once round, from the back over the medial side
        assert (np.diff(angle) > -0.05).all()
        assert worn.ankle_mm[1] > 40.0


def test_the_left_one_is_the_mirror_of_the_right() -> None:
    right = a_sneaker(3)
    left = right.mirrored()
    assert np.allclose(left.keypoints_mm[:, 0], -right.keypoints_mm[:, 0])
    assert min(faces_agree(s) for s in left.surfaces) > 0.93


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_draw_gives_the_same_shoe(make: Callable[..., Footwear]) -> None:
    one, other = make(5), make(5)
    for a, b in zip(one.surfaces, other.surfaces, strict=True):
        assert np.array_equal(a.positions, b.positions) and a.colour == b.colour


def test_styles_draw_every_build() -> None:
    rng = np.random.default_rng(0)
    assert {SneakerStyle.sample(rng).build for _ in range(120)} == set(SNEAKERS)
    assert {LoaferStyle.sample(rng).build for _ in range(200)} == set(LOAFERS)
    assert {BootStyle.sample(rng).build for _ in range(160)} == set(BOOTS)
    assert {HeelStyle.sample(rng).heel for _ in range(120)} == set(HEELS)


def test_uppers_come_in_many_colours_heights_and_soles() -> None:
    rng = np.random.default_rng(1)
    styles = [SneakerStyle.sample(rng) for _ in range(200)]
    light = np.array([np.mean(s.upper_look.colour) for s in styles])
    assert np.percentile(light, 15) < 0.08 and np.percentile(light, 85) > 0.5
    assert 0.1 < np.mean([s.collar_mm > 88 for s in styles]) < 0.5
    assert np.ptp([s.heel_mm for s in styles]) > 30
    assert len({s.mark for s in styles}) >= 6 and len({s.closure for s in styles}) == 3


@pytest.mark.parametrize("make", MAKERS)
def test_detail_makes_it_finer_and_no_other_shoe(make: Callable[..., Footwear]) -> None:
    coarse, fine = make(2), make(2, 1.0)
    assert len(all_points(coarse)) < 6000 < 10000 < len(all_points(fine)) < 60000
    assert np.abs(coarse.keypoints_mm - fine.keypoints_mm).max() < 8.0


def test_a_pump_lifts_its_seat_by_its_heel() -> None:
    style = replace(HeelStyle(), heel_height_mm=90.0)
    worn = heel(style.last(LastShape()), style)
    low = heel(replace(style, heel_height_mm=35.0).last(LastShape()), style)
    assert 78 < worn.keypoints_mm[HEEL_BACK, 1] < 100
    assert 30 < low.keypoints_mm[HEEL_BACK, 1] < 45
    assert worn.keypoints_mm[BALL_MEDIAL, 1] < 15


def test_a_boots_ankle_points_stay_at_the_ankle_however_tall_its_shaft() -> None:
    low = boot(Last(LastShape()), replace(BootStyle(), shaft_mm=130.0))
    tall = boot(Last(LastShape()), replace(BootStyle(), shaft_mm=340.0))
    assert np.allclose(low.keypoints_mm, tall.keypoints_mm, atol=1.0)
    assert all_points(tall)[:, 1].max() > all_points(low)[:, 1].max() + 180

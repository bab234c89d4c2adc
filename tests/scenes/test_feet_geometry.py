"""Feet as triangles: keypoints on the skin, outside outside, right and left mirrored, people's sizes."""

from __future__ import annotations

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
from app.scenes.feet.bare import BareStyle, bare
from app.scenes.feet.footwear import Footwear
from app.scenes.feet.last import Last, LastShape
from app.scenes.feet.leg import LegStyle, Trousers, bend_ankle, leg
from app.scenes.feet.mesh import FOOT, LEG, Surface, concat, loft, mirror, reversed_, transform, tube
from app.scenes.feet.sandal import KINDS, SandalStyle, sandal
from app.scenes.feet.sock import SockStyle, sock


def a_last(seed: int, **change: float) -> Last:
    return Last(replace(LastShape.sample(np.random.default_rng(seed)), **change))


def any_foot(seed: int) -> tuple[Last, Footwear]:
    """Bare, in a sock or a sandal, in turn."""
    rng = np.random.default_rng(seed)
    last = Last(LastShape.sample(rng))
    makers = (
        lambda: bare(last, BareStyle.sample(rng)),
        lambda: sock(last, SockStyle.sample(rng)),
        lambda: sandal(last, SandalStyle.sample(rng)),
    )
    return last, makers[seed % 3]()


def volume(surface: Surface) -> float:
    a, b, c = (surface.positions[surface.indices[:, k]].astype(float) for k in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def faces_agree(surface: Surface) -> float:
    """The share of triangles whose winding says the same as their normals."""
    a, b, c = (surface.positions[surface.indices[:, k]].astype(float) for k in range(3))
    face = np.cross(b - a, c - a)
    sized = np.linalg.norm(face, axis=1) > 1e-3
    meant = surface.normals[surface.indices].sum(1)
    return float((np.einsum("ij,ij->i", face, meant)[sized] > 0).mean())


def gap_to_surface(points: np.ndarray, surfaces: tuple[Surface, ...]) -> np.ndarray:
    """How far each point is from the nearest place on the triangles, mm, to half a millimetre."""
    corners = np.concatenate([s.positions[s.indices] for s in surfaces])
    i, j = (k.ravel() for k in np.meshgrid(np.arange(9), np.arange(9)))
    share = np.stack([i, j, 8 - i - j], 1)[i + j <= 8] / 8
    gaps = []
    for p in points:
        nearest = np.argsort(np.linalg.norm(corners.mean(1) - p, axis=1))[:40]
        gaps.append(np.linalg.norm(share @ corners[nearest] - p, axis=2).min())
    return np.array(gaps)


@pytest.mark.parametrize("detail", [0.0, 0.5])
def test_keypoints_lie_on_the_skin(detail: float) -> None:
    for seed in range(4):
        foot = bare(a_last(seed), BareStyle.sample(np.random.default_rng(seed)), detail=detail)
        assert gap_to_surface(foot.keypoints_mm, foot.surfaces).max() < 3.0


def test_keypoints_are_the_extremes_of_a_bare_foot() -> None:
    foot = bare(a_last(1), BareStyle())
    skin, keys = foot.surfaces[0].positions, foot.keypoints_mm
    assert keys[TOE_TIP, 2] == pytest.approx(skin[:, 2].max(), abs=1.0)
    assert keys[HEEL_BACK, 2] == pytest.approx(0.0, abs=0.5)
    low = skin[skin[:, 1] < 30]
    assert keys[BALL_MEDIAL, 0] == pytest.approx(low[:, 0].max(), abs=1.0)
    assert keys[BALL_LATERAL, 0] == pytest.approx(low[:, 0].min(), abs=1.0)


@pytest.mark.parametrize("seed", range(12))
def test_medial_is_left_of_a_right_foot_and_its_ankle_higher_and_further_forward(seed: int) -> None:
    keys = any_foot(seed)[1].keypoints_mm
    assert keys[BALL_MEDIAL, 0] > 20 > -20 > keys[BALL_LATERAL, 0]
    assert keys[ANKLE_MEDIAL, 0] > 10 > -10 > keys[ANKLE_LATERAL, 0]
    assert keys[BALL_MEDIAL, 2] > keys[BALL_LATERAL, 2]
    assert keys[ANKLE_MEDIAL, 1] > keys[ANKLE_LATERAL, 1]
    assert keys[ANKLE_MEDIAL, 2] > keys[ANKLE_LATERAL, 2]
    assert keys[INSTEP, 2] > keys[ANKLE_MEDIAL, 2] > keys[ACHILLES, 2]


def test_two_hundred_feet_are_finite_and_of_peoples_sizes() -> None:
    for seed in range(200):
        last, foot = any_foot(seed)
        for surface in foot.surfaces:
            assert np.isfinite(surface.positions).all()
            assert np.allclose(np.linalg.norm(surface.normals, axis=1), 1, atol=1e-3)
            assert surface.indices.max() < len(surface.positions)
            assert surface.part == FOOT
        every = np.concatenate([s.positions for s in foot.surfaces])
        assert -1.0 < every[:, 1].min() < 2.5
        assert 150 < foot.length_mm < 350
        assert foot.length_mm >= last.shape.length_mm - 1
        width = np.ptp(foot.keypoints_mm[[BALL_MEDIAL, BALL_LATERAL], 0])
        assert 0.30 < width / foot.length_mm < 0.48
        assert 0.15 < foot.keypoints_mm[INSTEP, 1] / foot.length_mm < 0.52


@pytest.mark.parametrize("seed", range(6))
def test_triangles_face_outward_and_the_left_foot_does_too(seed: int) -> None:
    foot = any_foot(seed)[1]
    for surface in (*foot.surfaces, *foot.mirrored().surfaces):
        assert faces_agree(surface) > 0.97
    # The body's volume is positive: outward, not all of it inside out. It is open at the ankle only.
    body = foot.surfaces[0]
    assert 2e5 < volume(body) < 3e6
    assert volume(mirror(body)) == pytest.approx(volume(body), rel=1e-4)
    assert np.allclose(foot.mirrored().mirrored().collar, foot.collar)


def test_the_skin_is_closed_but_for_the_ankle() -> None:
    foot = bare(a_last(3), BareStyle())
    skin = foot.surfaces[0]
    t = skin.indices.astype(np.int64)
    edges = np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
    code, back = (edges[:, a] * len(skin.positions) + edges[:, b] for a, b in ((0, 1), (1, 0)))
    open_edges = edges[~np.isin(code, back)]
    at_the_rim = skin.positions[open_edges].mean(1)[:, 1] > foot.collar[:, 1].min() - 1
    assert at_the_rim.sum() == len(foot.collar)
    assert (~at_the_rim).sum() < 0.004 * len(edges)  # specks where a fold is thinner than a cell


def test_toes_follow_their_style() -> None:
    last = a_last(2)
    plain = bare(last, BareStyle()).keypoints_mm
    valgus = bare(last, BareStyle(splay=(0.4, 0, 0, 0, 0))).keypoints_mm
    greek = bare(last, BareStyle(longer=(-6, 6, 0, 0, 0))).keypoints_mm
    assert valgus[TOE_TIP, 0] < plain[TOE_TIP, 0] - 5
    assert greek[TOE_TIP, 0] < plain[TOE_TIP, 0] - 5
    raised = bare(last, BareStyle(lift=(0.5,) * 5))
    assert raised.keypoints_mm[TOE_TIP, 1] > plain[TOE_TIP, 1] + 6


def test_an_arch_stands_off_the_floor_and_a_flat_foot_does_not() -> None:
    def under_arch(arch_mm: float) -> float:
        p = bare(a_last(5, arch_mm=arch_mm, length_mm=260.0), BareStyle()).surfaces[0].positions
        return float(p[(np.abs(p[:, 2] - 108) < 12) & (np.abs(p[:, 0] - 18) < 8), 1].min())

    assert under_arch(24.0) > under_arch(12.0) + 4 > under_arch(0.0) + 8
    assert under_arch(0.0) < 6


def test_a_pitched_last_lifts_the_heel_and_leaves_the_ball_down() -> None:
    for height in (0.0, 40.0, 90.0):
        last = Last(LastShape(heel_height_mm=height))
        heel, ball = last.outline(np.array([0.0, float(last.t_at(0.72, medial=True))]))
        assert heel[1] == pytest.approx(height, abs=0.05 * height + 0.1)
        assert abs(ball[1]) < 1.0
        assert heel[2] == pytest.approx(0.0, abs=0.1)
    assert bare(Last(LastShape(heel_height_mm=70.0)), BareStyle()).keypoints_mm[HEEL_BACK, 1] > 60


def test_the_last_is_wider_at_the_ball_further_forward_inside() -> None:
    last = Last(LastShape())
    outline = last.outline(np.linspace(0, 1, 400, endpoint=False), flat=True)
    assert outline[outline[:, 0].argmax(), 2] > outline[outline[:, 0].argmin(), 2]
    assert np.ptp(outline[:, 0]) == pytest.approx(98, abs=2)
    assert np.ptp(outline[:, 2]) == pytest.approx(270, abs=0.5)
    t = np.linspace(0, 1, 96, endpoint=False)
    body = loft(last.upper(t[None], np.linspace(0, 1, 24)[:, None]), stuff="upper")
    assert faces_agree(body) > 0.97


def test_a_place_at_a_height_is_at_that_height() -> None:
    last = Last(LastShape())
    t = np.linspace(0, 1, 40)
    v = last.v_at_height(t, 35.0)
    found = last.upper(t, v, flat=True)[:, 1]
    assert np.abs(found[v < 1] - 35).max() < 0.5


@pytest.mark.parametrize("seed", range(6))
def test_the_leg_goes_on_where_the_foot_ends_and_leans_as_asked(seed: int) -> None:
    last, foot = any_foot(seed)
    flexion = (-0.4, 0.0, 0.4)[seed % 3]
    bent = bend_ankle(foot, flexion, 0.1)
    parts = leg(
        bent, last, LegStyle(sock=80.0 if foot.kind == "sock" else 0.0), flexion=flexion, inversion=0.1
    )
    assert {p.part for p in parts} == {LEG}
    assert gap_to_surface(bent.collar, parts).max() < 0.5
    every = np.concatenate([p.positions for p in parts])
    top = every[every[:, 1] > every[:, 1].max() - 60].mean(0) - bent.ankle_mm
    straight = leg(foot, last, LegStyle())
    up = np.concatenate([p.positions for p in straight])
    way = top[2] - (up[up[:, 1] > up[:, 1].max() - 60].mean(0) - foot.ankle_mm)[2]
    assert np.sign(np.round(way / 20)) == np.sign(flexion)
    assert top[0] < 0  # inversion leans to the lateral side
    for part in parts:
        assert faces_agree(part) > 0.85  # a sock's edge turns in
        assert np.isfinite(part.positions).all()


def test_bending_the_ankle_leaves_the_sole_where_it_is() -> None:
    foot = bare(a_last(7), BareStyle())
    bent = bend_ankle(foot, 0.4, -0.1)
    moved = np.linalg.norm(bent.surfaces[0].positions - foot.surfaces[0].positions, axis=1)
    low = foot.surfaces[0].positions[:, 1] < 0.15 * foot.length_mm
    assert moved[low].max() < 1.0
    assert moved.max() > 10.0
    assert gap_to_surface(bent.keypoints_mm, bent.surfaces).max() < 3.0


@pytest.mark.parametrize("seed", range(8))
def test_trousers_hang_to_their_hem_and_stay_above_the_floor(seed: int) -> None:
    rng = np.random.default_rng(seed)
    last, foot = any_foot(seed)
    cut = Trousers.sample(rng)
    parts = leg(foot, last, LegStyle(trousers=cut))
    cloth = next(p for p in parts if p.stuff == "trousers")
    assert cloth.part == LEG
    size = last.shape.length_mm / 260
    assert cloth.positions[:, 1].min() > 0.0
    back = cloth.positions[cloth.positions[:, 2] < foot.ankle_mm[2] - 20]
    assert back[:, 1].min() > (cut.hem - 25) * size
    assert faces_agree(cloth) > 0.9
    # The leg stays inside its trousers.
    skin = next(p for p in parts if p.stuff == "skin").positions
    for y in np.arange(cloth.positions[:, 1].min() + 60, skin[:, 1].max() - 10, 40.0):
        at = np.abs(cloth.positions[:, 1] - y) < 16
        inside = np.abs(skin[:, 1] - y) < 16
        if at.any() and inside.any():
            assert np.ptp(cloth.positions[at, 0]) > np.ptp(skin[inside, 0]) - 2


def test_every_sandal_has_its_straps_on_the_foot() -> None:
    last = a_last(4)
    for kind in KINDS:
        worn = sandal(last, SandalStyle(kind=kind))
        straps = [s for s in worn.surfaces if s.stuff == "strap"]
        assert straps
        skin = worn.surfaces[0].positions
        for strap in straps:
            gap = np.array([np.linalg.norm(skin - p, axis=1).min() for p in strap.positions[::7]])
            assert np.median(gap) < 9.0
    with pytest.raises(ValueError, match="flip-flop"):
        sandal(last, SandalStyle(kind="clog"))


def test_a_tube_is_closed_and_outward_and_survives_being_moved() -> None:
    path = np.stack([np.linspace(0, 40, 9), np.zeros(9), np.linspace(0, 10, 9) ** 2 / 10], 1)
    cord = tube(path, 2.5, stuff="lace", sides=12)
    assert volume(cord) == pytest.approx(np.pi * 2.5**2 * 42, rel=0.25)
    turned = transform(cord, [[0, 0, 1, 5], [0, 1, 0, 6], [-1, 0, 0, 7], [0, 0, 0, 1]])
    assert volume(turned) == pytest.approx(volume(cord), rel=1e-3)
    assert volume(mirror(cord)) == pytest.approx(volume(cord), rel=1e-3)
    assert volume(reversed_(cord)) == pytest.approx(-volume(cord), rel=1e-3)
    both = concat([cord, turned])
    assert volume(both) == pytest.approx(2 * volume(cord), rel=1e-3)


def test_what_does_not_fit_together_is_said() -> None:
    cord = tube(np.eye(3) * 20, 2, stuff="lace")
    with pytest.raises(ValueError, match="normals: expected"):
        replace(cord, normals=cord.normals[:4])
    with pytest.raises(ValueError, match="tint: expected"):
        replace(cord, tint=np.ones((2, 3), np.float32))
    foot = bare(a_last(0), BareStyle())
    with pytest.raises(ValueError, match="kind: expected one of"):
        replace(foot, kind="clog")

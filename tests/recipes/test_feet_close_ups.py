"""The generator's pictures without a foot: heads, hands, trunks and laps close up."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from app.render.context import open_context
from app.scenes.feet.mesh import FOOT

pytestmark = [pytest.mark.gl, pytest.mark.slow]

SIDE = 384


def module(recipe: ModuleType, name: str) -> Any:
    """Another module of the recipe that `recipe` has made importable."""
    assert recipe is not None
    return importlib.import_module(name)


@pytest.fixture(scope="module")
def studio(recipe: ModuleType) -> Iterator[Any]:
    with open_context():
        studio = recipe.Studio(without_feet=1.0, close_ups=1.0)
        refill(studio)
        yield studio
        studio.release()


def refill(studio: Any) -> None:
    studio.refill(
        np.random.default_rng(3), people_count=3, things_count=6, floor_count=2, cloth_count=2, bust_count=5
    )


@pytest.fixture(scope="module")
def cast(recipe: ModuleType, studio: Any) -> Any:
    """A cast of its own, made with the studio's sheets."""
    closeups, people, distractors = (module(recipe, name) for name in ("closeups", "people", "distractors"))
    rng, bank = np.random.default_rng(5), studio.bank
    return closeups.Cast(
        busts=[closeups.bust(rng, bank) for _ in range(4)],
        arms=[closeups.arm(rng, bank) for _ in range(4)],
        people=[people.person(rng, bank, kind="bare") for _ in range(2)],
        things=[distractors.thing(rng, bank, kind) for kind in ("paw", "small", "pedestal")],
    )


def projected(shot: Any, view: Any) -> np.ndarray:
    seen = shot.points @ view.camera_from_world[:3, :3].T + view.camera_from_world[:3, 3]
    return view.camera.project(seen)


def test_no_close_up_shows_a_foot(studio: Any) -> None:
    for i in range(10):
        shot = studio.sample(np.random.default_rng((4, i)))
        assert shot.feet == () and not (shot.mask & 3 == FOOT).any()


def test_the_same_seed_gives_the_same_close_up(studio: Any) -> None:
    first = studio.sample(np.random.default_rng((4, 2)))
    refill(studio)
    again = studio.sample(np.random.default_rng((4, 2)))
    np.testing.assert_array_equal(first.rgb, again.rgb)
    np.testing.assert_array_equal(first.mask, again.mask)


def test_faces_fill_a_share_of_the_picture_and_mostly_lie_in_it(
    recipe: ModuleType, studio: Any, cast: Any
) -> None:
    closeups, cameras = module(recipe, "closeups"), module(recipe, "cameras")
    inside, heights = [], []
    for i in range(60):
        rng = np.random.default_rng((6, i))
        shot = closeups.scene(rng, studio.bank, cast, "face")
        at = projected(
            shot, cameras.view(rng, shot.target, shot.points, shot.camera, seated=False, share=shot.share)
        )
        middle = at.mean(0)
        inside.append(bool((middle > 0).all() and (middle < SIDE).all()))
        heights.append(float(np.linalg.norm(np.ptp(at, axis=0))) / SIDE)
    assert np.mean(inside) > 0.75
    assert min(heights) > 0.15 and max(heights) > 0.8
    assert np.quantile(heights, 0.25) < 0.6


def test_every_kind_of_close_up_aims_at_what_it_shows(recipe: ModuleType, studio: Any, cast: Any) -> None:
    closeups = module(recipe, "closeups")
    for kind in closeups.KINDS:
        shot = closeups.scene(np.random.default_rng(8), studio.bank, cast, kind)
        spots = np.concatenate([mesh.vertices["position"] for mesh in shot.meshes])
        assert (shot.target > spots.min(0) - 150).all() and (shot.target < spots.max(0) + 150).all()
        assert kind == shot.kind and 0.1 < shot.share < 1.5


def test_a_head_is_as_large_as_heads_are_and_its_nose_is_foremost(recipe: ModuleType) -> None:
    heads = module(recipe, "heads")
    for i in range(20):
        form = heads.face_form(np.random.default_rng((9, i)))
        wide, high, deep = np.ptp(form.points.reshape(-1, 3), axis=0)
        assert 125 < wide < 190 and 185 < high < 275 and 175 < deep < 265
        nose = form.points.reshape(-1, 3)[form.points[..., 2].argmax()]
        assert abs(nose[0]) < 8 and -60 < nose[1] < -15
        # Normals point outwards: hair and caps are shells outside the skin.
        out = ((form.points - form.points.mean((0, 1))) * form.normals).sum(-1)
        assert (out > 0).mean() > 0.97
        again = heads.face_form(np.random.default_rng((9, i)))
        np.testing.assert_array_equal(form.points, again.points)


def test_eyes_lie_in_their_sockets(recipe: ModuleType) -> None:
    """The skin is farther back at the eyes than at the brows above them."""
    points = module(recipe, "heads").face_form(np.random.default_rng(11)).points.reshape(-1, 3)

    def front(x: float, y: float) -> float:
        return float(points[np.abs(points[:, :2] - (x, y)).max(1) < 6, 2].max())

    for x in (-31.5, 31.5):
        assert front(x, 8.0) < front(x, 30.0) - 5.0


def test_a_fist_is_short_and_a_flat_hand_long(recipe: ModuleType) -> None:
    hands = module(recipe, "hands")

    def reach(name: str) -> float:
        skin, _ = hands.hand(np.random.default_rng(1), hands.GRASPS[name])
        return float(skin.positions[:, 2].max())

    assert 165 < reach("flat") < 205
    assert reach("fist") < 130
    assert reach("pointing") > reach("fist") + 40


def test_fingers_bend_towards_the_palm_and_the_thumb_is_beside(recipe: ModuleType) -> None:
    hands = module(recipe, "hands")
    flat, nails = hands.hand(np.random.default_rng(1), hands.GRASPS["flat"])
    round_, _ = hands.hand(np.random.default_rng(1), hands.GRASPS["round"])
    assert round_.positions[:, 1].min() < flat.positions[:, 1].min() - 25
    assert flat.positions[:, 0].min() < -60 < 60 > flat.positions[:, 0].max()
    # Nails are on the back of the fingers.
    tips = [part.positions[part.positions[:, 2] > 150, 1].mean() for part in (nails, flat)]
    assert tips[0] > tips[1] + 2


def test_a_hand_goes_where_it_is_sent(recipe: ModuleType) -> None:
    frame = module(recipe, "hands").towards((1.0, 2.0, 3.0), (0.0, -1.0, 0.2), (0.0, 0.3, 1.0))
    np.testing.assert_allclose(frame[:3, :3] @ frame[:3, :3].T, np.eye(3), atol=1e-9)
    assert np.linalg.det(frame[:3, :3]) > 0
    np.testing.assert_allclose(frame[:3, 3], (1, 2, 3))
    assert frame[:3, 2] @ (0.0, -1.0, 0.2) > 1.0 and frame[:3, 1] @ (0.0, 0.3, 1.0) > 0


def test_arms_are_as_long_as_two_bones(recipe: ModuleType) -> None:
    """The elbow is one bone from the shoulder and one from the wrist, wherever the hand should be."""
    busts = module(recipe, "busts")
    rng = np.random.default_rng(2)
    for _ in range(30):
        shoulder, wrist = np.array([160.0, -50.0, 0.0]), rng.normal(0, 400, 3)
        elbow, reached = busts.bent_arm(rng, shoulder, wrist, 1.0, 290.0, 255.0)
        assert np.linalg.norm(elbow - shoulder) == pytest.approx(290.0, abs=1e-6)
        assert np.linalg.norm(reached - elbow) == pytest.approx(255.0, abs=1e-6)


def test_skin_of_all_tones_is_drawn(recipe: ModuleType) -> None:
    people = module(recipe, "people")
    rng = np.random.default_rng(3)
    tones = np.array([people.skin_colour(rng) for _ in range(200)])
    assert tones.min() < 0.2 and tones.max() > 0.9
    assert (tones[:, 0] > tones[:, 2]).mean() > 0.98


def test_a_backdrop_takes_the_place_of_what_is_far_only(recipe: ModuleType) -> None:
    rgb = np.full((40, 40, 3), 200, np.uint8)
    depth = np.full((40, 40), 500.0, np.float32)
    depth[:, 20:], depth[:10, 20:] = 3000.0, 0.0
    painted = np.full((40, 40, 3), 20, np.uint8)
    out = recipe.out_of_focus(rgb, depth, 1000.0, 4.0, painted)
    assert (out[:, :15] == 200).all() and (out[:, 26:] == 20).all()
    blurred = recipe.out_of_focus(rgb, depth, 1000.0, 4.0, None)
    assert (abs(blurred.astype(int) - 200) <= 1).all()


def test_backdrops_are_seeded_and_differ(recipe: ModuleType) -> None:
    backdrops = module(recipe, "backdrops")
    drawn = [backdrops.backdrop(np.random.default_rng(i), 64) for i in range(12)]
    assert all(d.shape == (64, 64, 3) and d.dtype == np.uint8 for d in drawn)
    np.testing.assert_array_equal(drawn[0], backdrops.backdrop(np.random.default_rng(0), 64))
    assert len({d.tobytes() for d in drawn}) == 12


def test_nobody_looks_from_inside_their_own_body(recipe: ModuleType) -> None:
    cameras = module(recipe, "cameras")
    rng = np.random.default_rng(4)
    body = rng.uniform((-150, 900, -110), (150, 1450, 110), (4000, 3))
    for height in (950.0, 1200.0, 1400.0):
        eye = cameras.before(rng, np.array([0.0, height, 0.0]), body)
        assert eye[1] == height and eye[2] > 150.0
    high = cameras.before(rng, np.array([0.0, 1900.0, 20.0]), body)
    assert body[:, 1].max() < high[1] < body[:, 1].max() + 150


def test_the_neck_under_ones_own_eye_is_not_drawn(recipe: ModuleType, cast: Any) -> None:
    people = module(recipe, "people")
    body = cast.busts[0].body
    spots = body.vertices["position"]
    eye = spots[spots[:, 1].argmax()] + np.float32([0, 130, 0])
    seen = people.seen_past(body, eye)
    assert 0 < len(seen.indices) < len(body.indices)
    drawn = spots[np.unique(seen.indices)]
    below = drawn[drawn[:, 1] < eye[1] - 60]
    assert np.linalg.norm(below - eye, axis=1).min() >= 260


def test_a_room_stands_on_its_floor(recipe: ModuleType, studio: Any, cast: Any) -> None:
    rooms = module(recipe, "rooms")
    for i in range(5):
        rng = np.random.default_rng((12, i))
        pieces = rooms.furniture(rng, cast.things, 3, 800.0)
        low = [mesh.vertices["position"][:, 1].min() for mesh in pieces]
        assert len(pieces) == 3 and max(low) < 15.0 and min(low) > -60.0
        ground, sheet, beyond = rooms.ground(rng, studio.bank, np.array([200.0, 1300.0, -400.0]))
        floor = ground[0].vertices["position"]
        np.testing.assert_allclose(floor[:, 1], 0.0, atol=1e-3)
        assert sheet in studio.bank.floors and len(beyond) == 3

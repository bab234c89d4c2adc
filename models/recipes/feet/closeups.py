"""Close-ups without a foot: faces, hands over tables, trunks and elbows, laps and knees, paws and loaves.

What a network is quick to take for a foot: a chin and a nose for a toe cap, a fist, a forearm for a leg.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import busts
import hands
import numpy as np
import people
from bank import Bank
from numpy.typing import NDArray
from things import box, limb, rigid

from app.render.stage_canvas import Finish, StageMesh, stage_mesh

Rng = np.random.Generator
Floats = NDArray[np.floating]
KINDS = {"face": 0.42, "body": 0.14, "hands": 0.22, "lap": 0.14, "thing": 0.08}
_CLOSE_THINGS = ("paw", "small", "ball", "bag", "bottle", "crate", "beast", "hand", "pedestal", "slab")


@dataclass(frozen=True, slots=True, eq=False)
class Bust:
    """Somebody from below the knees up, hips at the origin, facing +z, and the middle of the head."""

    body: StageMesh
    head: StageMesh
    middle: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Who and what may be seen."""

    busts: Sequence[Bust]
    arms: Sequence[StageMesh]
    people: Sequence[people.Person]
    things: Sequence[tuple[str, StageMesh]]


@dataclass(frozen=True, slots=True, eq=False)
class CloseUp:
    """Meshes, what the camera aims at, points of which it frames a share of the picture, and from where."""

    kind: str
    meshes: list[StageMesh]
    target: Floats
    points: Floats
    share: float
    camera: str


def bust(rng: Rng, bank: Bank) -> Bust:
    """Anybody."""
    look = people.wardrobe(rng, bank, "bare")
    body, face = busts.bust(rng, bank, look.skin, look.top, np.zeros(3))
    body += busts.thighs(rng, bank.stuff("skin", look.skin) if rng.random() < 0.15 else look.trousers)
    # The head's skin comes first.
    return Bust(
        people.merged(body), people.merged(face), face[0].vertices["position"].mean(0).astype(np.float64)
    )


def arm(rng: Rng, bank: Bank) -> StageMesh:
    """An arm with its hand: wrist at the origin, fingers along +z, the elbow bent any way."""
    cloth = people.wardrobe(rng, bank, "bare").top if rng.random() < 0.5 else None
    held = str(rng.choice(list(hands.HELD))) if rng.random() < 0.35 else None
    skin, length = people.skin_colour(rng), rng.uniform(225, 280)
    parts = hands.forearm(rng, bank, skin, sleeve=cloth, holding=held, length=length)
    elbow = np.array([0.0, 3.0, -length + 8])
    shoulder = elbow + 280 * _unit(np.array([rng.normal(0, 0.5), rng.normal(0.1, 0.7), -1.0]))
    upper = limb(np.linspace(elbow, shoulder, 4), [44, 47, 52, 50], stuff="skin", sides=14)
    parts.append((upper, bank.stuff("skin", skin)))
    if cloth is not None or rng.random() < 0.6:
        start = 0.0 if cloth is not None else rng.uniform(0.1, 0.6)
        way = np.linspace(elbow + start * (shoulder - elbow), shoulder, 4)
        loose = limb(way, np.array([50, 52, 57, 56]) + rng.uniform(0, 12), stuff="cloth", sides=14)
        parts.append((loose, people.wardrobe(rng, bank, "bare").top if cloth is None else cloth))
    return people.merged([stage_mesh(part, finish) for part, finish in parts])


def scene(rng: Rng, bank: Bank, cast: Cast, kind: str | None = None) -> CloseUp:
    """A close-up of a kind, or of any."""
    kind = kind or str(rng.choice(list(KINDS), p=list(KINDS.values())))
    return _MAKERS[kind](rng, bank, cast)


def _somebody(rng: Rng, cast: Cast) -> Bust:
    return cast.busts[int(rng.integers(len(cast.busts)))]


def _face(rng: Rng, bank: Bank, cast: Cast) -> CloseUp:
    """A head that fills 20 to 95 % of the picture, now and then one of two."""
    who = _somebody(rng, cast)
    up = np.array([0.0, rng.uniform(450, 950), 0.0])
    frame = rigid(at=up)
    meshes = [people.moved(part, frame) for part in (who.body, who.head)]
    middle = who.middle + up
    if rng.random() < 0.25:
        other, side = _somebody(rng, cast), rng.choice([-1.0, 1.0])
        beside = rigid(
            at=up + (side * rng.uniform(280, 620), rng.normal(0, 70), rng.normal(0, 220)),
            yaw=rng.normal(0, 0.6),
        )
        meshes += [people.moved(part, beside) for part in (other.body, other.head)]
    if rng.random() < 0.12:
        meshes += reaching(rng, cast.arms, middle + (0, -60, 120), 60.0, count=1)
    span = np.array([[x, y, z] for x in (-78, 78) for y in (-110, 118) for z in (-60, 95)], np.float64)
    share = float(np.exp(rng.uniform(np.log(0.25), np.log(1.3))))
    return CloseUp("face", meshes, middle + rng.normal(0, 45, 3), middle + span, share, "close")


def _body(rng: Rng, bank: Bank, cast: Cast) -> CloseUp:
    """A shoulder, an elbow, a chest, a hand, from close by."""
    who = _somebody(rng, cast)
    up = np.array([0.0, rng.uniform(450, 950), 0.0])
    frame = rigid(at=up, yaw=rng.normal(0, 0.7))
    meshes = [people.moved(part, frame) for part in (who.body, who.head)]
    spots = meshes[0].vertices["position"]
    # Not the shins: they end before the foot.
    spots = spots[spots[:, 1] > up[1] - 120.0]
    target = spots[int(rng.integers(len(spots)))].astype(np.float64)
    share = float(np.exp(rng.uniform(np.log(0.16), np.log(0.6))))
    return CloseUp("body", meshes, target, target + rng.normal(0, 70, (8, 3)), share, "close")


def _hands(rng: Rng, bank: Bank, cast: Cast) -> CloseUp:
    """Hands over a table, on the floor or in the air; perhaps somebody's trunk behind them."""
    table = rng.random() < 0.55
    level = rng.uniform(650, 800) if table else (0.0 if rng.random() < 0.5 else rng.uniform(300, 1300))
    meshes: list[StageMesh] = []
    middle = np.array([0.0, level + rng.uniform(25, 90 if level < 900 else 200), 0.0])
    if table:
        top = box(rng.uniform(900, 1800), 35.0, rng.uniform(600, 1000))
        meshes.append(
            stage_mesh(top, _surface(rng, bank), rigid(at=(0, level - 35, 0), yaw=rng.normal(0, 0.3)))
        )
        meshes += _laid(rng, cast, level)
    if rng.random() < 0.3:
        who, back = _somebody(rng, cast), rng.uniform(250, 480)
        frame = rigid(at=(rng.normal(0, 60), max(level - rng.uniform(150, 300), 0.0), -back))
        meshes += [people.moved(part, frame) for part in (who.body, who.head)]
    own = rng.random() < 0.45
    meshes += reaching(
        rng, cast.arms, middle, 110.0, count=int(rng.choice([1, 2, 3], p=[0.45, 0.47, 0.08])), own=own
    )
    points = middle + rng.uniform(-90, 90, (10, 3)) * (1, 0.4, 1)
    share = float(np.exp(rng.uniform(np.log(0.25), np.log(0.95))))
    return CloseUp(
        "hands", meshes, middle, points, share, "over" if own else str(rng.choice(["close", "over", "any"]))
    )


def _surface(rng: Rng, bank: Bank) -> Finish:
    if rng.random() < 0.45:
        tone = np.array([0.62, 0.45, 0.32]) * np.exp(rng.normal(0, 0.35)) * (1 + rng.normal(0, 0.08, 3))
        return bank.stuff(
            "wood", tuple(float(v) for v in np.clip(tone, 0.05, 1)), roughness=rng.uniform(0.1, 0.8)
        )
    plain = bank.stuff(
        str(rng.choice(["plain", "leather", "patent"])),
        tuple(float(v) for v in np.clip(rng.uniform(0.1, 1) + rng.normal(0, 0.06, 3), 0.03, 1)),
    )
    if rng.random() < 0.35:
        return bank.patterned(
            plain, bank.cloths[int(rng.integers(len(bank.cloths)))], scale=rng.uniform(0.3, 1)
        )
    return plain


def _laid(rng: Rng, cast: Cast, level: float) -> list[StageMesh]:
    """Small things on a table."""
    meshes = []
    for _ in range(int(rng.integers(0, 5))):
        thing = cast.things[int(rng.integers(len(cast.things)))][1]
        if np.ptp(thing.vertices["position"], axis=0).max() < 380:
            at = (rng.normal(0, 220), level, rng.normal(0, 180))
            meshes.append(people.moved(thing, rigid(at=at, yaw=rng.uniform(-3, 3))))
    return meshes


def reaching(
    rng: Rng,
    arms: Sequence[StageMesh],
    middle: Floats,
    spread: float,
    *,
    count: int,
    own: bool = False,
) -> list[StageMesh]:
    """Forearms whose hands are near a place; `own`: they come from where the camera is, at -z."""
    meshes = []
    start = rng.uniform(-np.pi, np.pi)
    for k in range(count):
        turn = rng.normal(0, 0.5) if own else start + k * rng.normal(0.5, 0.5)
        ahead = np.array([np.sin(turn), rng.normal(-0.25, 0.3), np.cos(turn)])
        up = (
            np.array([rng.normal(0, 0.7), 1.0, rng.normal(0, 0.4)])
            if rng.random() < 0.75
            else rng.normal(size=3)
        )
        at = middle + rng.normal(0, spread, 3) * (1, 0.15, 1) - ahead * 90
        if own and count > 1:
            at[0] += (k - (count - 1) / 2) * rng.uniform(90, 240)
        chosen = arms[int(rng.integers(len(arms)))]
        meshes.append(people.moved(chosen, hands.towards(at, ahead, up)))
    return meshes


def _lap(rng: Rng, bank: Bank, cast: Cast) -> CloseUp:
    """Knees, thighs, hands on them: somebody whose feet are outside the picture."""
    who = cast.people[int(rng.integers(len(cast.people)))]
    own = rng.random() < 0.3
    meshes, _ = who.placed(np.eye(4), 1, own=own)
    spots = meshes[0].vertices["position"]
    high = spots[:, 1]
    legs = spots[(spots[:, 1] > 0.35 * high.max()) & (spots[:, 1] < 0.95 * high.max())]
    target = legs[int(rng.integers(len(legs)))].astype(np.float64)
    share = float(np.exp(rng.uniform(np.log(0.16), np.log(0.6))))
    return CloseUp(
        "lap", meshes, target, target + rng.normal(0, 60, (8, 3)), share, "over" if own else "close"
    )


def _thing(rng: Rng, bank: Bank, cast: Cast) -> CloseUp:
    """A paw, a ball, a loaf, a bag, a bottle."""
    near = [mesh for name, mesh in cast.things if name in _CLOSE_THINGS] or [cast.things[0][1]]
    mesh = people.moved(near[int(rng.integers(len(near)))], rigid(yaw=rng.uniform(-3, 3)))
    spots = mesh.vertices["position"].astype(np.float64)
    middle = (spots.min(0) + spots.max(0)) / 2
    share = float(np.exp(rng.uniform(np.log(0.15), np.log(0.9))))
    camera = str(rng.choice(["close", "over", "knee", "floor"]))
    some = spots[rng.integers(0, len(spots), 12)]
    return CloseUp("thing", [mesh], middle, some, share, camera)


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v)


_MAKERS = {"face": _face, "body": _body, "hands": _hands, "lap": _lap, "thing": _thing}

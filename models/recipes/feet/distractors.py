"""What lies and stands about and is no foot: furniture, boxes, bottles, bags, cloths, hands, empty shoes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import hands
import numpy as np
import people
from bank import Bank, srgb
from numpy.typing import NDArray
from things import box, ellipsoid, lathe, limb, rigid, smooth_path

from app.render.stage_canvas import Finish, StageMesh, stage_mesh
from app.scenes.feet import palette
from app.scenes.feet.mesh import BACKGROUND, Surface, loft, transform

Rng = np.random.Generator
Floats = NDArray[np.floating]
Parts = list[tuple[Surface, Finish]]


def _paint(rng: Rng, bank: Bank, *stuffs: str) -> Finish:
    """Any of the stuffs in any colour, or a pattern."""
    finish = bank.stuff(str(rng.choice(stuffs)), srgb(palette.scheme(rng).main))
    if rng.random() < 0.25:
        return bank.patterned(
            finish, bank.cloths[int(rng.integers(len(bank.cloths)))], scale=rng.uniform(0.1, 0.6)
        )
    return finish


def _wood(rng: Rng, bank: Bank) -> Finish:
    tone = srgb(np.array([0.45, 0.25, 0.12]) * np.exp(rng.normal(0, 0.6)) * (1 + rng.normal(0, 0.1, 3)))
    return bank.stuff("wood", tone, roughness=rng.uniform(0.15, 0.9))


def crate(rng: Rng, bank: Bank) -> Parts:
    """A box, a book, a parcel, a block."""
    size = np.exp(rng.normal(np.log([230, 130, 190]), 0.6))
    return [(box(*size, stuff="plain"), _paint(rng, bank, "plain", "cloth", "wood", "leather", "rubber"))]


def bottle(rng: Rng, bank: Bank) -> Parts:
    """A bottle, a can, a vase, a pot, a glass, a candle."""
    height, radius = rng.uniform(80, 330), rng.uniform(22, 70)
    shape = np.array(
        [[0.0, 0.0], [1.0, 0.0], [1.0, 0.05], [1.0, 0.6], [0.9, 0.7], [0.4, 0.85], [0.38, 1.0], [0.0, 1.0]]
    )
    if rng.random() < 0.5:
        shape[1:7, 0] = np.clip(1 + np.cumsum(rng.normal(0, 0.22, 6)), 0.25, 2.0)
    body = lathe(shape * (radius, height))
    return [(body, _paint(rng, bank, "plain", "patent", "metal", "leather"))]


def legs(rng: Rng, bank: Bank) -> Parts:
    """The legs of a table, chair or stool with their rails and a seat."""
    width, depth, height = rng.uniform(260, 900), rng.uniform(260, 700), rng.uniform(380, 750)
    thick, finish = (
        rng.uniform(9, 38),
        _wood(rng, bank) if rng.random() < 0.6 else _paint(rng, bank, "metal", "plain"),
    )
    splay = rng.uniform(0, 0.12)
    parts: Parts = []
    for x in (-1, 1):
        for z in (-1, 1):
            foot = np.array([x * width / 2 * (1 + splay), 0.0, z * depth / 2 * (1 + splay)])
            top = np.array([x * width / 2, height, z * depth / 2])
            path = np.linspace(foot, top, 3)
            taper = np.linspace(rng.uniform(0.5, 1.0), 1.0, 3) * thick
            parts.append((limb(path, taper, stuff="plain", sides=int(rng.choice([4, 8, 12]))), finish))
    seat = box(width * 1.1, rng.uniform(15, 60), depth * 1.1)
    parts.append((_moved(seat, (0, height, 0)), _paint(rng, bank, "leather", "cloth", "wood", "plain")))
    if rng.random() < 0.5:
        level = rng.uniform(0.15, 0.5) * height
        rail = limb(
            [[-width / 2, level, depth / 2], [width / 2, level, depth / 2]], [thick * 0.5] * 2, stuff="plain"
        )
        parts.append((rail, finish))
    return parts


def ball(rng: Rng, bank: Bank) -> Parts:
    radius = rng.uniform(25, 120)
    return [
        (
            _moved(ellipsoid((radius,) * 3, rows=14, sides=20), (0, radius, 0)),
            _paint(rng, bank, "leather", "rubber", "knit", "patent"),
        )
    ]


def bag(rng: Rng, bank: Bank) -> Parts:
    """A handbag, rucksack, cushion or sack with a strap."""
    size = (rng.uniform(70, 220), rng.uniform(60, 200), rng.uniform(40, 130))
    finish = _paint(rng, bank, "leather", "canvas", "cloth", "suede", "grain", "fur")
    parts = [
        (_moved(ellipsoid(size, rows=12, sides=18, lumps=0.12, rng=rng), (0, size[1] * 0.85, 0)), finish)
    ]
    if rng.random() < 0.7:
        arch = [
            [-size[0] * 0.7, size[1] * 1.4, 0],
            [-30, size[1] * rng.uniform(1.6, 2.6), rng.normal(0, 60)],
            [size[0] * 0.7, size[1] * 1.4, 0],
        ]
        parts.append(
            (
                limb(smooth_path(arch, 9), [rng.uniform(4, 12)] * 9, stuff="plain", sides=6),
                _paint(rng, bank, "leather", "canvas"),
            )
        )
    return parts


def heap(rng: Rng, bank: Bank) -> Parts:
    """A garment or towel dropped on the floor."""
    n = 22
    x, z = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n))
    rim = np.clip(1 - np.hypot(x, z) ** 2, 0, 1)
    y = np.zeros_like(x)
    for _ in range(7):
        k = rng.normal(0, 4.5, 2)
        y += np.abs(np.sin(k[0] * x + k[1] * z + rng.uniform(0, 6.3)))
    wide = rng.uniform(150, 420)
    y = y / 7 * rng.uniform(40, 160) * rim**0.5
    twist = 1 + 0.15 * np.sin(3 * np.arctan2(z, x) + rng.uniform(0, 6))
    grid = np.stack([x * wide * twist, y, z * wide * rng.uniform(0.5, 1.0) * twist], -1)
    sheet = loft(grid[::-1], stuff="cloth", part=BACKGROUND, closed=False)
    return [(sheet, _paint(rng, bank, "cloth", "denim", "knit", "fur", "canvas"))]


def cable(rng: Rng, bank: Bank) -> Parts:
    """A cable, rope, hose or belt along the floor."""
    radius = rng.uniform(2, 14)
    path = np.cumsum(rng.normal(0, 170, (7, 3)), 0)
    path[:, 1] = radius
    count = 40
    return [
        (
            limb(smooth_path(path, count), [radius] * count, stuff="plain", sides=6),
            _paint(rng, bank, "rubber", "canvas", "leather"),
        )
    ]


def plant(rng: Rng, bank: Bank) -> Parts:
    """A pot with long leaves."""
    radius = rng.uniform(50, 150)
    parts = [
        (
            lathe(np.array([[0, 0], [0.7, 0], [1.0, 1.2], [0.9, 1.2], [0.0, 1.1]]) * radius),
            _paint(rng, bank, "plain", "leather", "patent"),
        )
    ]
    leaf = bank.stuff("leather", srgb(np.array([0.06, 0.2, 0.04]) * np.exp(rng.normal(0, 0.5, 3) * 0.5)))
    for _ in range(int(rng.integers(6, 16))):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(1.0, 3.5) * radius
        out = np.array([np.sin(angle), 0, np.cos(angle)])
        path = smooth_path(
            [
                [0, radius, 0],
                out * reach * 0.5 + [0, radius * rng.uniform(1.5, 4), 0],
                out * reach + [0, radius * rng.uniform(0.8, 3), 0],
            ],
            7,
        )
        parts.append(
            (limb(path, np.array([2, 12, 20, 24, 20, 11, 1]) * radius / 110, stuff="plain", sides=4), leaf)
        )
    return parts


def beast(rng: Rng, bank: Bank) -> Parts:
    """A cat or a small dog, more or less."""
    fur = bank.stuff("fur", srgb(np.array([0.4, 0.28, 0.18]) * np.exp(rng.normal(-0.3, 0.9))))
    s = rng.uniform(0.7, 1.6)
    parts = [
        (_moved(ellipsoid((75 * s, 70 * s, 150 * s), rows=10, lumps=0.06, rng=rng), (0, 170 * s, 0)), fur),
        (_moved(ellipsoid((52 * s, 50 * s, 58 * s)), (rng.normal(0, 20), 260 * s, 160 * s)), fur),
    ]
    for x in (-1, 1):
        for z in (-1, 1):
            path = [
                [x * 40 * s, 150 * s, z * 95 * s],
                [x * 42 * s, 70 * s, z * 105 * s],
                [x * 42 * s, 14 * s, z * 110 * s],
            ]
            parts.append(
                (limb(smooth_path(path, 4), np.array([34, 24, 19, 20]) * s, stuff="plain", sides=8), fur)
            )
    tail = smooth_path(
        [[0, 190 * s, -140 * s], [40, 240 * s, -220 * s], [rng.normal(0, 90), 330 * s, -240 * s]], 8
    )
    parts.append((limb(tail, np.linspace(17, 8, 8) * s, stuff="plain", sides=6), fur))
    return parts


def empty_shoe(rng: Rng, bank: Bank) -> Parts:
    """A shoe without a foot in it; tipped over now and then."""
    kinds = [k for k in people.available() if k not in ("bare", "sock")]
    if not kinds:
        return crate(rng, bank)
    worn, _ = people.footwear(rng, str(rng.choice(kinds)), 0.0)
    if rng.random() < 0.5:
        worn = worn.mirrored()
    matrix = rigid(roll=np.pi / 2, at=(0, 45, 0)) if rng.random() < 0.15 else np.eye(4)
    colours = srgb(palette.scheme(rng).main)
    return [
        (replace(transform(s, matrix), part=BACKGROUND), bank.finish(s, colours))
        for s in worn.surfaces
        if s.stuff not in ("skin", "nail")
    ]


def loose_hand(rng: Rng, bank: Bank) -> Parts:
    """A hand and its forearm coming down to the floor or into the picture."""
    pose = rigid(
        at=(0, rng.uniform(20, 320), 0),
        yaw=rng.uniform(-3, 3),
        pitch=rng.normal(0.3, 0.9),
        roll=rng.normal(0, 1.2),
    )
    sleeve = None if rng.random() < 0.5 else _paint(rng, bank, "cloth", "knit")
    held = str(rng.choice(list(hands.HELD))) if rng.random() < 0.3 else None
    arm = hands.forearm(
        rng, bank, people.skin_colour(rng), sleeve=sleeve, holding=held, length=rng.uniform(240, 420)
    )
    return [(transform(part, pose), finish) for part, finish in arm]


def paw(rng: Rng, bank: Bank) -> Parts:
    """An animal's leg that ends in a paw with toes, stretched out on the floor or standing."""
    fur = bank.stuff("fur", srgb(np.array([0.4, 0.28, 0.18]) * np.exp(rng.normal(-0.3, 0.9))))
    white = bank.stuff("fur", (0.85, 0.83, 0.8)) if rng.random() < 0.3 else fur
    s = rng.uniform(0.6, 1.7)
    ahead = rng.uniform(60, 200) * s
    leg_path = [
        [0, 26, 0],
        [0, rng.uniform(30, 200), -ahead * 0.6],
        [rng.normal(0, 30), rng.uniform(60, 320), -ahead * 1.8],
    ]
    parts: Parts = [(limb(smooth_path(leg_path, 7), np.linspace(25, 42, 7) * s, stuff="plain"), fur)]
    parts.append((_moved(ellipsoid((34 * s, 22 * s, 40 * s)), (0, 22 * s, 18 * s)), white))
    for x in (-24, -8, 9, 25):
        toe = ellipsoid((10.5 * s, 12 * s, 17 * s), rows=8, sides=10)
        parts.append((_moved(toe, (x * s, 13 * s, (52 - abs(x) * 0.35) * s)), white))
    return parts


def small(rng: Rng, bank: Bank) -> Parts:
    """A computer's mouse, a loaf, a potato, a bun, a stone, an iron: as round as a toe cap."""
    size = np.array([rng.uniform(28, 70), rng.uniform(16, 50), rng.uniform(50, 160)])
    body = ellipsoid((size[0], size[1], size[2]), rows=14, sides=18, lumps=rng.uniform(0, 0.12), rng=rng)
    low = np.maximum(body.positions[:, 1], -size[1] * 0.45)
    flat = np.stack([body.positions[:, 0], low + size[1] * 0.45, body.positions[:, 2]], 1).astype(np.float32)
    parts = [
        (replace(body, positions=flat), _paint(rng, bank, "plain", "leather", "knit", "rubber", "suede"))
    ]
    if rng.random() < 0.3:
        arch = [[0, size[1], -size[2] * 0.6], [0, size[1] * 2.6, -20], [0, size[1] * 1.4, size[2] * 0.5]]
        parts.append((limb(smooth_path(arch, 8), [rng.uniform(6, 14)] * 8, stuff="plain"), parts[0][1]))
    return parts


def pedestal(rng: Rng, bank: Bank) -> Parts:
    """A table, stool or lamp on one column with a plate or three to five splayed feet below."""
    high, reach = rng.uniform(420, 1150), rng.uniform(140, 380)
    finish = _wood(rng, bank) if rng.random() < 0.3 else _paint(rng, bank, "metal", "plain", "rubber")
    column = rng.uniform(12, 42)
    parts: Parts = [
        (limb([[0, 30, 0], [0, high, 0]], [column, column * rng.uniform(0.6, 1.0)], stuff="plain"), finish)
    ]
    if rng.random() < 0.3:
        parts.append(
            (lathe([[0, 0], [reach, 0], [reach, 8], [column, rng.uniform(15, 45)]], sides=26), finish)
        )
    else:
        count, thick = int(rng.integers(3, 6)), rng.uniform(14, 34)
        rise = rng.uniform(30, 130)
        for k in range(count):
            turn = rigid(yaw=2 * np.pi * k / count)
            way = [[0, rise, column * 0.5], [0, rise * 0.7, reach * 0.5], [0, thick * 0.6, reach]]
            taper = np.linspace(1.0, rng.uniform(0.5, 1.1), 6) * thick
            toe = limb(smooth_path(way, 6), taper, stuff="plain", sides=8)
            parts.append((transform(toe, turn), finish))
            if rng.random() < 0.25:
                parts.append((transform(_moved(ellipsoid((26, 26, 26)), (0, 26, reach)), turn), finish))
    top = rng.uniform(0.6, 1.6) * reach
    plate = lathe([[0, 0], [top, 0], [top, rng.uniform(15, 45)], [0, 46]], sides=26)
    if rng.random() < 0.3:
        plate = _moved(box(top * 2, rng.uniform(15, 60), top * rng.uniform(1.2, 2)), (0, 0, 0))
    parts.append(
        (_moved(plate, (0, high, 0)), _paint(rng, bank, "wood", "plain", "leather", "cloth", "patent"))
    )
    return parts


def slab(rng: Rng, bank: Bank) -> Parts:
    """A mat, a paper, a telephone, a plate, a drain cover: flat on the floor."""
    if rng.random() < 0.3:
        radius = rng.uniform(40, 260)
        return [
            (
                lathe([[0, 0], [radius, 0], [radius, 6], [radius * 0.9, 9], [0, 7]], sides=28),
                _paint(rng, bank, "plain", "metal", "patent", "rubber"),
            )
        ]
    w, d = np.exp(rng.normal(np.log(220), 0.7, 2))
    return [
        (box(w, rng.uniform(1, 14), d), _paint(rng, bank, "plain", "rubber", "patent", "canvas", "metal"))
    ]


KINDS: dict[str, tuple[Callable[[Rng, Bank], Parts], float]] = {
    "crate": (crate, 2.0),
    "bottle": (bottle, 1.6),
    "legs": (legs, 2.2),
    "ball": (ball, 0.7),
    "bag": (bag, 1.3),
    "heap": (heap, 1.0),
    "cable": (cable, 1.0),
    "plant": (plant, 0.5),
    "beast": (beast, 0.4),
    "shoe": (empty_shoe, 0.5),
    "hand": (loose_hand, 0.8),
    "slab": (slab, 1.2),
    "paw": (paw, 0.4),
    "small": (small, 0.8),
    "pedestal": (pedestal, 0.9),
}


def thing(rng: Rng, bank: Bank, kind: str | None = None) -> tuple[str, StageMesh]:
    """One thing, its middle over the origin, and its kind."""
    if kind is None:
        weights = np.array([weight for _, weight in KINDS.values()])
        kind = str(rng.choice(list(KINDS), p=weights / weights.sum()))
    parts = KINDS[kind][0](rng, bank)
    return kind, people.merged([stage_mesh(part, finish, part=BACKGROUND) for part, finish in parts])


def _moved(surface: Surface, by: tuple[float, float, float]) -> Surface:
    return replace(surface, positions=(surface.positions + np.asarray(by, np.float32)).astype(np.float32))

"""Heads: faces fill many pictures in which there is no foot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from bank import Bank, Colour, srgb
from numpy.typing import NDArray
from things import ellipsoid, lathe, limb, rigid, smooth_path

from app.render.stage_canvas import Finish, StageMesh, stage_mesh
from app.scenes.feet import palette
from app.scenes.feet.mesh import BACKGROUND, Surface

Rng = np.random.Generator
Floats = NDArray[np.floating]
Piece = tuple[Surface, Finish]


def head(rng: Rng, bank: Bank, skin: Colour, at: Floats) -> list[StageMesh]:
    """A head that looks along +z more or less, its middle at a place, with a neck down to the shoulders."""
    frame = np.eye(4)
    frame[:3, :3] = rigid(yaw=rng.normal(0, 0.35), pitch=rng.normal(0.1, 0.25), roll=rng.normal(0, 0.12))[
        :3, :3
    ]
    frame[:3, 3] = at
    flesh = bank.stuff("skin", skin)
    hair = bank.stuff("fur", srgb(np.array([0.4, 0.22, 0.1]) * np.exp(rng.normal(-1.2, 1.2))))
    pieces = [*_face(rng, bank, skin, flesh), *_eyes(rng, bank, flesh, hair), *_hair(rng, bank, hair)]
    if rng.random() < 0.25:
        pieces += _beard(rng, hair)
    if rng.random() < 0.25:
        pieces += _glasses(rng, bank)
    neck = limb([[0, -70, -12], [0, -130, -18], [0, -200, -22]], [54, 52, 66], stuff="skin", sides=16)
    return [stage_mesh(part, finish, frame, part=BACKGROUND) for part, finish in [*pieces, (neck, flesh)]]


def _face(rng: Rng, bank: Bank, skin: Colour, flesh: Finish) -> list[Piece]:
    wide = rng.uniform(64, 78)
    lips = bank.stuff("leather", (skin[0] * 0.85, skin[1] * rng.uniform(0.45, 0.75), skin[2] * 0.62))
    pieces = [
        (_at(ellipsoid((wide, 86, 92), stuff="skin", rows=18, sides=24), 0, 34, -4), flesh),
        (_at(ellipsoid((wide * 0.84, 74, 74), stuff="skin", rows=18, sides=24), 0, -38, 6), flesh),
        (_at(ellipsoid((26, 20, 22), stuff="skin"), 0, -92, 42), flesh),
        (_at(ellipsoid((rng.uniform(11, 17), 12, 15), stuff="skin"), 0, -22, 88), flesh),
        (limb([[0, 16, 78], [0, -4, 86], [0, -20, 96]], [8, 8, 10], stuff="skin", sides=10), flesh),
        (_at(ellipsoid((rng.uniform(20, 28), 5, 8), stuff="skin"), 0, -54, 76), lips),
        (_at(ellipsoid((rng.uniform(18, 25), 6, 8), stuff="skin"), 0, -62, 75), lips),
    ]
    if rng.random() < 0.3:
        teeth = bank.stuff("patent", (0.9, 0.88, 0.82))
        pieces.append((_at(ellipsoid((17, 5, 7), stuff="skin"), 0, -58, 79), teeth))
    for x in (-1, 1):
        pieces.append((_at(ellipsoid((27, 22, 14), stuff="skin"), x * 34, -26, 56), flesh))
        pieces.append((_at(ellipsoid((7, 27, 15), stuff="skin"), x * wide, -4, -8), flesh))
    return pieces


def _eyes(rng: Rng, bank: Bank, flesh: Finish, hair: Finish) -> list[Piece]:
    white = bank.stuff("patent", (0.88, 0.86, 0.84))
    iris = bank.stuff("patent", srgb(np.array([0.12, 0.1, 0.08]) * np.exp(rng.normal(0, 0.8, 3))))
    black = bank.stuff("patent", (0.02, 0.02, 0.02))
    open_by, look = rng.uniform(5.0, 9.0), rng.normal(0, 3.0)
    pieces = []
    for x in (-1, 1):
        pieces.append((_at(ellipsoid((14, open_by, 9), stuff="skin"), x * 31, 12, 76), white))
        pieces.append(
            (_at(ellipsoid((6.5, min(6.5, open_by), 4), stuff="skin"), x * 31 + look, 12, 82), iris)
        )
        pieces.append((_at(ellipsoid((3, 3, 3), stuff="skin"), x * 31 + look, 12, 84), black))
        pieces.append((_at(ellipsoid((16, 4, 8), stuff="skin"), x * 31, 12 + open_by + 2, 77), flesh))
        brow = limb(
            [[x * 14, 28, 85], [x * 30, 33, 82], [x * 48, 27, 70]], [3.5, 4, 2.5], stuff="skin", sides=6
        )
        pieces.append((brow, hair))
    return pieces


def _hair(rng: Rng, bank: Bank, hair: Finish) -> list[Piece]:
    """Bald, short, long, a bun, a hat or a scarf."""
    kind = rng.choice(["bald", "short", "long", "bun", "hat", "scarf"], p=[0.12, 0.34, 0.3, 0.08, 0.1, 0.06])
    if kind == "bald":
        return []
    if kind == "scarf":
        cloth = bank.patterned(hair, bank.cloths[int(rng.integers(len(bank.cloths)))], scale=0.2)
        return [
            (_at(ellipsoid((88, 106, 100), rows=14, sides=20), 0, 22, -22), cloth),
            (_at(ellipsoid((100, 70, 90), rows=12, sides=18), 0, -130, -10), cloth),
        ]
    cap = _at(ellipsoid((82, 88, 96), rows=14, sides=20, lumps=0.05, rng=rng), 0, rng.uniform(44, 56), -16)
    pieces = [(cap, hair)]
    if kind == "long":
        reach = rng.uniform(90, 330)
        for x in (-1, 1):
            path = smooth_path(
                [[x * 60, 70, 0], [x * 84, 0, -10], [x * 80, -reach * 0.6, 0], [x * 70, -reach, 10]], 9
            )
            pieces.append((limb(path, np.linspace(26, rng.uniform(12, 36), 9), stuff="plain"), hair))
        pieces.append((_at(ellipsoid((78, 60 + reach * 0.45, 50)), 0, -reach * 0.35, -48), hair))
    elif kind == "bun":
        pieces.append((_at(ellipsoid((38, 36, 36)), 0, 100, -70), hair))
    elif kind == "hat":
        felt = bank.stuff(
            str(rng.choice(["cloth", "denim", "knit", "straw"])), srgb(palette.scheme(rng).main)
        )
        crown = rng.uniform(70, 120)
        pieces = [(_at(ellipsoid((88, crown, 102), rows=14, sides=20), 0, 56, -10), felt)]
        if rng.random() < 0.7:
            brim = rng.uniform(105, 170)
            pieces.append((_at(lathe([[0, 0], [brim, 0], [brim, 5], [0, 6]], sides=24), 0, 62, 20), felt))
        pieces.append((_at(ellipsoid((78, 60, 80)), 0, 0, -22), hair))
    return pieces


def _beard(rng: Rng, hair: Finish) -> list[Piece]:
    size = rng.uniform(0.9, 1.25)
    return [
        (
            _at(ellipsoid((56 * size, 46 * size, 56), rows=10, sides=16, lumps=0.06, rng=rng), 0, -84, 24),
            hair,
        ),
        (_at(ellipsoid((26, 5, 8)), 0, -46, 82), hair),
    ]


def _glasses(rng: Rng, bank: Bank) -> list[Piece]:
    dark = (
        bank.stuff("patent", srgb(palette.scheme(rng).main))
        if rng.random() < 0.5
        else bank.stuff("patent", (0.04,) * 3)
    )
    turn = np.linspace(0, 2 * np.pi, 15)
    wide, high = rng.uniform(21, 28), rng.uniform(14, 24)
    pieces = []
    for x in (-1, 1):
        rim = np.stack(
            [x * 32 + wide * np.cos(turn), 10 + high * np.sin(turn), 90 - 8 * np.abs(np.cos(turn))], 1
        )
        pieces.append((limb(rim, [rng.uniform(1.5, 3.5)] * 15, stuff="plain", sides=6), dark))
        pieces.append((limb([[x * 58, 14, 82], [x * 78, 14, 0]], [2.5, 2.5], stuff="plain", sides=6), dark))
        if rng.random() < 0.3:
            pieces.append(
                (
                    _at(ellipsoid((wide, high, 2), rows=6), x * 32, 10, 86),
                    bank.stuff("patent", (0.05, 0.05, 0.06)),
                )
            )
    pieces.append((limb([[-12, 14, 92], [12, 14, 92]], [2.5, 2.5], stuff="plain", sides=6), dark))
    return pieces


def _at(surface: Surface, x: float, y: float, z: float) -> Surface:
    return replace(surface, positions=(surface.positions + np.float32([x, y, z])).astype(np.float32))

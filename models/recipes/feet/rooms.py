"""Floors with rugs, walls with what hangs on them, and the furniture of a room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import people
from bank import Bank, Sheet
from numpy.typing import NDArray
from things import box, quad, rigid

from app.core.maths import Array
from app.render.stage_canvas import Finish, StageMesh, stage_mesh

Rng = np.random.Generator


def furniture(
    rng: Rng, things: Sequence[tuple[str, StageMesh]], count: int, spread_mm: float
) -> list[StageMesh]:
    """Tables, chairs and stools about the origin."""
    chosen = [mesh for name, mesh in things if name in ("legs", "pedestal")] or [things[0][1]]
    meshes = []
    for _ in range(count):
        at = (rng.normal(0, spread_mm), 0.0, rng.normal(0, spread_mm))
        frame = rigid(at=at, yaw=rng.uniform(-np.pi, np.pi))
        meshes.append(people.moved(chosen[int(rng.integers(len(chosen)))], frame))
    return meshes


def ground(rng: Rng, bank: Bank, eye: Array) -> tuple[list[StageMesh], Sheet, tuple[float, float, float]]:
    """The floor, perhaps a rug on it and walls round it; and the colour of what lies beyond."""
    sheet = bank.floors[int(rng.integers(len(bank.floors)))]
    wide = 9000.0
    lie = rigid(at=(rng.uniform(-400, 400), 0, rng.uniform(-400, 400)), yaw=rng.uniform(-np.pi, np.pi))
    floor = quad([[-wide, 0, wide], [wide, 0, wide], [wide, 0, -wide], [-wide, 0, -wide]])
    tone = np.clip(rng.normal(0.96, 0.06) + rng.normal(0, 0.02, 3), 0.6, 1.0)
    if rng.random() < 0.35:
        # The same floor in another colour.
        tone = tone * np.exp(rng.normal(0, 0.22, 3))
        tone = tone / max(1.0, float(tone.max())) * rng.uniform(0.6, 1.0)
    size = sheet.sheet_mm * np.exp(rng.normal(0, 0.2))
    finish = Finish(_colour(tone), sheet.index, size, sheet.roughness, sheet.specular, sheet.bump, 0.2)
    ground = [stage_mesh(floor, finish, lie)]
    if not sheet.outdoors and rng.random() < 0.25:
        ground.append(_rug(rng, bank))
    if rng.random() < (0.35 if sheet.outdoors else 0.75):
        ground += _walls(rng, bank, eye)
    beyond = (0.62, 0.7, 0.8) if sheet.outdoors else tuple(float(v) for v in rng.uniform(0.2, 0.8, 3))
    return ground, sheet, (beyond[0], beyond[1], beyond[2])


def _rug(rng: Rng, bank: Bank) -> StageMesh:
    cloth = bank.cloths[int(rng.integers(len(bank.cloths)))]
    w, d = rng.uniform(400, 1400), rng.uniform(300, 1000)
    rug = quad([[-w, 1.5, d], [w, 1.5, d], [w, 1.5, -d], [-w, 1.5, -d]])
    finish = Finish(
        (1, 1, 1), cloth.index, cloth.sheet_mm * rng.uniform(0.6, 1.5), 1.0, 0.05, cloth.bump, 0.3
    )
    return stage_mesh(
        rug, finish, rigid(at=(rng.normal(0, 400), 0, rng.normal(0, 400)), yaw=rng.uniform(-3, 3))
    )


def _walls(rng: Rng, bank: Bank, eye: Array) -> list[StageMesh]:
    meshes = []
    paint = bank.stuff(
        "plain", tuple(float(v) for v in rng.uniform(0.3, 0.95) * (1 + rng.normal(0, 0.08, 3)))
    )
    skirting = bank.stuff("plain", tuple(float(v) for v in np.full(3, rng.uniform(0.1, 0.95))))
    turn = rng.uniform(-np.pi, np.pi)
    for side in range(4):
        frame = rigid(yaw=turn + side * np.pi / 2)
        # Whoever looks is in the room, too.
        away = max(rng.uniform(450, 4500), rng.uniform(150, 900) - float(eye @ frame[:3, 2]))
        frame[:3, 3] = frame[:3, 2] * -away
        wall = quad([[-9000, 0, 0], [9000, 0, 0], [9000, 3500, 0], [-9000, 3500, 0]])
        finish = paint
        if rng.random() < 0.3:
            picked = (bank.cloths + bank.floors)[int(rng.integers(len(bank.cloths) + len(bank.floors)))]
            finish = Finish((1, 1, 1), picked.index, picked.sheet_mm * 1.5, 0.8, 0.2, 0.0)
        meshes.append(stage_mesh(wall, finish, frame))
        if rng.random() < 0.35:
            meshes += _hung(rng, bank, frame)
        if rng.random() < 0.6:
            high = rng.uniform(40, 160)
            meshes.append(
                stage_mesh(
                    quad([[-9000, 0, 12], [9000, 0, 12], [9000, high, 12], [-9000, high, 12]]),
                    skirting,
                    frame,
                )
            )
    return meshes


def _hung(rng: Rng, bank: Bank, wall: NDArray[np.floating]) -> list[StageMesh]:
    """Windows, doors, screens, pictures, radiators, pillars, cupboards: boxes flat against a wall."""
    meshes = []
    for _ in range(int(rng.integers(1, 5))):
        size = np.exp(rng.normal(np.log([700, 800, 40]), [0.6, 0.7, 0.8]))
        low = 0.0 if rng.random() < 0.35 else rng.uniform(100, 1500)
        kind = str(rng.choice(["plain", "patent", "wood", "metal"]))
        tone = np.clip(rng.uniform(0.03, 1.0) + rng.normal(0, 0.05, 3), 0.02, 1)
        place = wall @ rigid(at=(rng.normal(0, 1500), low, size[2] / 2))
        glow = float(rng.choice([0.0, 0.1], p=[0.85, 0.15]))
        meshes.append(stage_mesh(box(*size), bank.stuff(kind, _colour(tone), glow=glow), place))
    return meshes


def _colour(rgb: NDArray[np.floating]) -> tuple[float, float, float]:
    return float(rgb[0]), float(rgb[1]), float(rgb[2])

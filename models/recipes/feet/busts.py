"""Trunks with arms, hands and heads: people from the hips up, from close by."""

from __future__ import annotations

import hands
import heads
import numpy as np
from bank import Bank, Colour, srgb
from numpy.typing import NDArray
from things import ellipsoid, limb, rigid, smooth_path

from app.render.stage_canvas import Finish, StageMesh, stage_mesh
from app.scenes.feet import palette
from app.scenes.feet.mesh import BACKGROUND, LEG, grid_normals, loft

Rng = np.random.Generator
Floats = NDArray[np.floating]

# Sections of a trunk from the hips to the neck: height against the shoulders, half the width and the depth,
# how far ahead, in mm, of an adult, by eye.
_SECTIONS = np.array(
    [
        [-560, 168, 112, 0], [-500, 172, 118, -2], [-400, 146, 104, 4], [-300, 150, 106, 4],
        [-200, 168, 116, 2], [-120, 180, 114, -4], [-70, 184, 100, -10], [-40, 172, 86, -16],
        [-15, 128, 72, -20], [8, 80, 60, -18], [30, 60, 56, -10], [60, 55, 55, -4], [120, 55, 56, 6],
    ]
)  # fmt: skip
_COLUMNS = 40
_SLEEVES = {"none": 0.16, "short": 0.38, "rolled": 0.1, "long": 0.36}
_NECKS = {"crew": 0.4, "vee": 0.2, "tank": 0.14, "high": 0.1, "shirt": 0.14, "bare": 0.02}
# Where a hand is, by the name of what it does: middle and spread of its wrist against its own shoulder, x
# outward, z ahead.
_REACHES = {
    "hanging": ((20, -500, 60), 50), "lap": ((-110, -430, 230), 50), "waist": ((-30, -300, 130), 40),
    "folded": ((-250, -190, 190), 30), "desk": ((-60, -290, 370), 60), "raised": ((70, 60, 240), 110),
    "face": ((-130, 40, 200), 35), "camera": ((-40, -20, 480), 80), "wide": ((420, -100, 130), 120),
    "screen": ((-110, -120, 330), 50),
}  # fmt: skip
# The first two are how arms rest.
_REACH_WEIGHTS = (0.26, 0.12, 0.06, 0.08, 0.14, 0.09, 0.08, 0.06, 0.05, 0.06)
_REACHES_AT_REST = (0.7, 0.3, *(0.0,) * (len(_REACH_WEIGHTS) - 2))


def bust(
    rng: Rng, bank: Bank, skin: Colour, top: Finish, hips: Floats, *, at_rest: float = 0.0
) -> tuple[list[StageMesh], list[StageMesh]]:
    """A trunk with arms over the hips, and a head; facing +z. `at_rest`: the share of arms that hang or lie
    in the lap for certain."""
    lean = rigid(yaw=rng.normal(0, 0.08), pitch=rng.normal(0.05, 0.12), roll=rng.normal(0, 0.06))
    shoulders = np.asarray(hips, np.float64) + lean[:3, :3] @ (0.0, rng.uniform(455, 520), 0.0)
    frame = lean.copy()
    frame[:3, 3] = shoulders
    wide, deep = rng.uniform(0.86, 1.16), rng.uniform(0.82, 1.3)
    sleeve = str(rng.choice(list(_SLEEVES), p=list(_SLEEVES.values())))
    neck = str(rng.choice(list(_NECKS), p=list(_NECKS.values())))
    if neck in ("tank", "bare"):
        sleeve = "none"
    body = _trunk(rng, bank, skin, top, neck, wide, deep)
    for side in (1.0, -1.0):
        weights = _REACHES_AT_REST if rng.random() < at_rest else _REACH_WEIGHTS
        reach = str(rng.choice(list(_REACHES), p=weights))
        body += _arm(rng, bank, skin, top, side, wide, sleeve, reach)
    look = frame[:3, :3] @ heads.nod(rng)
    # A head turns about where it sits on the neck.
    middle = shoulders + frame[:3, :3] @ (0.0, 95.0, 2.0) + look @ (0.0, 82.0, 18.0)
    face = heads.head(rng, bank, skin, middle, turn=look)
    return [_placed(mesh, frame) for mesh in body], face


def thighs(rng: Rng, finish: Finish) -> list[StageMesh]:
    """What goes down from hips at the origin as far as below the knee: of somebody who sits or stands."""
    seated = rng.random() < 0.6
    apart, size = rng.uniform(0.02, 0.4), rng.uniform(0.85, 1.2)
    meshes = []
    for side in (1.0, -1.0):
        hip = np.array([side * 84.0, -40.0, 0.0])
        ahead = (
            np.array([side * apart, rng.normal(0.05, 0.12), 1.0])
            if seated
            else np.array([side * 0.04, -1.0, 0.06])
        )
        knee = hip + 430 * ahead / np.linalg.norm(ahead)
        shin = knee + 330 * np.array(
            [side * rng.normal(0, 0.15), -1.0, rng.normal(-0.1 if seated else 0.0, 0.2)]
        )
        path = smooth_path([hip, (hip + knee) / 2 + (0, 8, 0), knee, shin], 14)
        radii = np.interp(np.linspace(0, 1, 14), [0, 0.33, 0.62, 0.7, 1], [92, 82, 64, 60, 48]) * size
        cloth = limb(path, radii + rng.normal(0, 1.2, 14), stuff="trousers", part=LEG, sides=16)
        meshes.append(stage_mesh(cloth, finish, instance=1))
    return meshes


def _placed(mesh: StageMesh, frame: Floats) -> StageMesh:
    vertices = mesh.vertices.copy()
    turn = frame.astype(np.float32)
    vertices["position"] = mesh.vertices["position"] @ turn[:3, :3].T + turn[:3, 3]
    vertices["normal"] = mesh.vertices["normal"] @ turn[:3, :3].T
    return StageMesh(vertices, mesh.indices)


def _trunk(
    rng: Rng, bank: Bank, skin: Colour, top: Finish, neck: str, wide: float, deep: float
) -> list[StageMesh]:
    points = _form(rng, wide, deep)
    # Rows go up and columns to the left: the grid faces inwards.
    normals = -grid_normals(points)
    x, y, z = np.moveaxis(points, -1, 0)
    flesh = bank.stuff("skin", skin)
    meshes = []
    if neck != "high":
        meshes.append(stage_mesh(loft(points, stuff="skin", part=BACKGROUND), flesh))
    ahead = z > -15
    rim = {"crew": 14.0, "vee": 16.0, "tank": 10.0, "high": 75.0, "shirt": 22.0, "bare": -420.0}[neck]
    edge = np.full(x.shape, rim)
    if neck in ("vee", "shirt"):
        depth = rng.uniform(40, 150)
        edge = edge - depth * np.clip(1 - np.abs(x) / (0.45 * depth), 0, 1) * ahead
    if neck == "tank":
        strap = np.clip((np.abs(np.abs(x) - 78) - rng.uniform(16, 36)) / 8, 0, 1)
        edge = np.where(strap > 0, np.minimum(edge, -rng.uniform(45, 120)), edge)
        edge = edge - np.clip((np.abs(x) - 120) / 4, 0, 1) * (y > -150) * 200
    cover = np.clip((edge - y) / 7, 0, 1)
    folds = sum(
        rng.uniform(0, 3) * np.sin(points @ (rng.normal(size=3) / rng.uniform(14, 60)) + rng.uniform(0, 6))
        for _ in range(4)
    )
    cloth = points + normals * (-5 + cover * (11 + rng.uniform(0, 10) * (y < -150) + folds))[..., None]
    tint = _stripes(rng, y)
    meshes.append(stage_mesh(loft(cloth, stuff="cloth", part=BACKGROUND, tint=tint), top))
    return meshes + _collar(rng, bank, skin, top, neck, points)


def _form(rng: Rng, wide: float, deep: float) -> Floats:
    """(rows, columns, 3) of a trunk with its neck."""
    rows = smooth_path(_SECTIONS[:, [0, 1, 2]], 34)
    front = np.interp(rows[:, 0], _SECTIONS[:, 0], _SECTIONS[:, 3])
    turn = np.linspace(0, 2 * np.pi, _COLUMNS, endpoint=False)
    c, s = np.cos(turn), np.sin(turn)
    grid = np.empty((len(rows), _COLUMNS, 3))
    fat, bosom = max(0.0, rng.normal(0.0, 35.0)), rng.choice([0.0, 1.0]) * rng.uniform(15, 50)
    for i, (y, w, d) in enumerate(rows):
        grow = wide if y < 10 else 0.5 + 0.5 * wide
        grid[i, :, 0] = np.sign(s) * np.abs(s) ** 0.85 * w * grow
        grid[i, :, 1] = y
        grid[i, :, 2] = front[i] + np.sign(c) * np.abs(c) ** 0.9 * d * (deep if y < 0 else 1)
        belly = fat * np.exp(-(((y + 390) / 130) ** 2)) * np.clip(c, 0, 1)
        breast = bosom * np.exp(-(((y + 190) / 50) ** 2) - ((np.abs(grid[i, :, 0]) - 78) / 45) ** 2) * (c > 0)
        grid[i, :, 2] += belly + breast
    return grid


def _stripes(rng: Rng, y: Floats) -> Floats | None:
    """Bands across, a block of colour, or nothing."""
    kind = rng.random()
    if kind > 0.22:
        return None
    other = np.exp(rng.normal(0, 0.9, 3))
    wave = np.sin(y / rng.uniform(8, 40) + rng.uniform(0, 6)) if kind < 0.13 else y + rng.uniform(60, 320)
    return np.where(wave[..., None] > 0, 1.0, other)


def _collar(rng: Rng, bank: Bank, skin: Colour, top: Finish, neck: str, points: Floats) -> list[StageMesh]:
    """What lies round the neck: a shirt's collar, a rib, a rolled neck; a scarf, towel, tie or chain."""
    meshes = []
    turn = np.linspace(0.35, 2 * np.pi - 0.35, 25)
    if neck == "shirt":
        rows = []
        for high, out in ((14, 2), (48, 6), (46, 9), (8, 22)):
            tip = 1 + 0.5 * np.exp(-(((np.minimum(turn, 2 * np.pi - turn) - 0.35) / 0.3) ** 2)) * (out > 20)
            rows.append(
                np.stack(
                    [
                        (62 + out) * np.sin(turn),
                        np.full(25, high) - 22 * (tip - 1),
                        (58 + out) * np.cos(turn) * tip - 8,
                    ],
                    1,
                )
            )
        meshes.append(stage_mesh(loft(np.array(rows), stuff="cloth", part=BACKGROUND, closed=False), top))
    if neck == "crew" or neck == "high":
        high, thick = (16, 5) if neck == "crew" else (70, rng.uniform(8, 16))
        whole = np.linspace(0, 2 * np.pi, 25)
        wide, deep = (78, 60) if neck == "crew" else (56, 56)
        ring = np.stack(
            [
                wide * np.sin(whole),
                high - 14 * (np.cos(whole) > 0) * (neck == "crew") * np.cos(whole),
                deep * np.cos(whole) - 10,
            ],
            1,
        )
        other = top if rng.random() < 0.6 else bank.stuff("cloth", srgb(palette.scheme(rng).pop))
        meshes.append(stage_mesh(limb(ring, [thick] * 25, stuff="cloth", sides=8), other))
    extra = rng.random()
    if extra < 0.07:
        cloth = bank.stuff(str(rng.choice(["knit", "fur", "cloth"])), srgb(palette.scheme(rng).main))
        whole, thick = np.linspace(0, 2 * np.pi, 19), rng.uniform(20, 38)
        ring = np.stack([82 * np.sin(whole), 30 - 12 * np.cos(whole), 74 * np.cos(whole) - 6], 1)
        hang = smooth_path([[30, 20, 70], [36, -60, 120], [40, -rng.uniform(150, 380), 130]], 8)
        meshes += [stage_mesh(limb(p, [thick] * len(p), stuff="cloth"), cloth) for p in (ring, hang)]
    elif extra < 0.2:
        metal = bank.stuff("metal", srgb(np.array([0.7, 0.5, 0.2]) * rng.uniform(0.3, 1.3)))
        low = rng.uniform(40, 190)
        line = smooth_path([[-70, 20, -10], [-52, -20, 62], [0, -low, 122], [52, -20, 62], [70, 20, -10]], 17)
        meshes.append(stage_mesh(limb(line, [rng.uniform(1.2, 4)] * 17, stuff="plain", sides=6), metal))
    elif extra < 0.25 and neck == "shirt":
        tie = smooth_path([[0, 10, 62], [0, -60, 112], [0, -200, 136], [0, -380, 140]], 9)
        silk = bank.stuff("suede", srgb(palette.scheme(rng).main))
        meshes.append(
            stage_mesh(limb(tie, [12, 10, 12, 15, 19, 23, 26, 28, 16], stuff="cloth", sides=4), silk)
        )
    return meshes


def _arm(
    rng: Rng, bank: Bank, skin: Colour, top: Finish, side: float, wide: float, sleeve: str, name: str
) -> list[StageMesh]:
    """An arm that reaches somewhere: shoulder and wrist are given, the elbow lies where two bones allow."""
    shoulder = np.array([side * 158 * wide, -48.0, -12.0])
    goal, spread = _REACHES[name]
    wrist = shoulder + np.array(goal) * (side, 1, 1) + rng.normal(0, spread, 3)
    upper, lower = 290.0, 255.0
    elbow, wrist = bent_arm(rng, shoulder, wrist, side, upper, lower)
    flesh, thick = bank.stuff("skin", skin), rng.uniform(0.85, 1.2)
    path = smooth_path(
        [shoulder - (side * 35, 6, 0), shoulder + (side * 8, -8, 0), (shoulder + elbow) / 2, elbow], 10
    )
    arm = limb(
        path,
        np.interp(np.linspace(0, 1, 10), [0, 0.3, 0.6, 1], [50, 55, 49, 42]) * thick,
        stuff="skin",
        sides=16,
    )
    meshes = [stage_mesh(arm, flesh), _joint(elbow, 42 * thick, flesh)]
    cover = {"none": 0.0, "short": rng.uniform(0.35, 0.85), "rolled": 1.0, "long": 1.0}[sleeve]
    if cover:
        count = max(3, round(12 * cover))
        way = smooth_path([path[0], path[3], path[6], path[9]], 12)[:count]
        loose = rng.uniform(5, 16) + rng.uniform(0, 8) * np.linspace(0, 1, count) + rng.normal(0, 1.5, count)
        girth = np.interp(np.linspace(0, 1, 12)[:count], [0, 0.3, 0.6, 1], [50, 55, 49, 42]) * thick + loose
        meshes.append(stage_mesh(limb(way, girth, stuff="cloth", sides=16), top))
    forward = wrist - elbow
    frame = hands.towards(wrist, forward, _back_of_hand(rng, name, side))
    held = str(rng.choice(list(hands.HELD))) if rng.random() < 0.22 else None
    cloth = top if sleeve == "long" or (sleeve == "rolled" and rng.random() < 0.5) else None
    parts = hands.forearm(
        rng, bank, skin, sleeve=cloth, holding=held, length=float(np.linalg.norm(forward)), left=side > 0
    )
    return meshes + [stage_mesh(part, finish, frame, part=BACKGROUND) for part, finish in parts]


def _joint(at: Floats, radius: float, finish: Finish) -> StageMesh:
    return stage_mesh(ellipsoid((radius,) * 3, stuff="skin"), finish, rigid(at=at))


def bent_arm(
    rng: Rng, shoulder: Floats, wrist: Floats, side: float, upper: float, lower: float
) -> tuple[Floats, Floats]:
    """Elbow and wrist: the elbow hangs down and outward off the line between shoulder and wrist."""
    line = wrist - shoulder
    far = float(np.linalg.norm(line))
    reach = float(np.clip(far, 130.0, 0.985 * (upper + lower)))
    along = line / far
    share = (upper**2 - lower**2 + reach**2) / (2 * reach)
    off = np.sqrt(max(upper**2 - share**2, 0.0))
    hang = np.array([side * rng.uniform(0.1, 0.9), -1.0, rng.uniform(-0.7, 0.1)])
    hang -= along * (hang @ along)
    elbow = shoulder + along * share + hang / np.linalg.norm(hang) * off
    return elbow, shoulder + along * reach


def _back_of_hand(rng: Rng, name: str, side: float) -> Floats:
    outward = np.array([side, 0.1, 0.2])
    ways = {
        "hanging": outward,
        "lap": (0, 1, 0.3),
        "desk": (0, 1, 0.1),
        "folded": (0, 0.3, 1),
        "face": (side, -0.2, 0.6),
    }
    return np.asarray(ways.get(name, rng.normal(size=3)), np.float64) + rng.normal(0, 0.35, 3)

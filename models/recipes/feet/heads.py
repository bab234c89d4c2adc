"""Heads: faces fill many pictures in which there is no foot, and a chin and a nose look like a toe cap.

A head lies in mm round the middle between its ears, x to its left, y up, the face towards +z. Skull and face
are one surface: a star-shaped form of smoothly joined ellipsoids with brow, nose, cheeks and chin pushed out
of it. Hair, beards, caps and masks are shells over the same grid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from bank import Bank, Colour, srgb
from numpy.typing import NDArray
from things import ellipsoid, lathe, limb, rigid, smooth_path

from app.render.stage_canvas import Finish, StageMesh, stage_mesh
from app.scenes.feet import palette
from app.scenes.feet.mesh import BACKGROUND, Surface, grid_normals, loft, transform

Rng = np.random.Generator
Floats = NDArray[np.floating]
Piece = tuple[Surface, Finish]

_ROWS, _COLUMNS = 58, 72
_ORIGIN = np.array([0.0, -15.0, 5.0])
# Middle and radii of what a head is joined of: skull, face, jaw.
_FORMS = np.array(
    [
        [[0.0, 35.0, -12.0], [77.0, 86.0, 97.0]],
        [[0.0, -16.0, 20.0], [64.0, 84.0, 70.0]],
        [[0.0, -52.0, 20.0], [56.0, 53.0, 62.0]],
    ]
)
_JOIN_MM = 7.0
_EYE = np.array([31.5, 8.0, 71.0])
_EYEBALL_MM = 12.5
# Azimuth from the face in radians to the height of the hair's edge: forehead, temple, ear, nape.
_HAIRLINE = np.array(
    [[0, 78], [0.45, 74], [0.8, 60], [1.1, 26], [1.3, -4], [1.5, 12], [1.85, -18], [2.4, -52], [3.2, -58]]
)
HAIRSTYLES = {
    "bald": 0.08, "shaven": 0.1, "short": 0.24, "tousled": 0.1, "curly": 0.1, "long": 0.22, "bun": 0.06,
    "tail": 0.05, "locks": 0.05,
}  # fmt: skip
HEADWEAR = {
    "none": 0.76, "cap": 0.07, "beanie": 0.05, "hat": 0.03, "scarf": 0.05, "hood": 0.02, "helmet": 0.02,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A head's skin: points and normals (rows, columns, 3), azimuth from the face (rows, columns)."""

    points: Floats
    normals: Floats
    azimuth: Floats

    def shell(
        self, thickness: NDArray[np.floating], *, stuff: str = "plain", tint: Floats | None = None
    ) -> Surface:
        """A skin so many mm (rows, columns) outside this one; below 0 it is hidden inside."""
        return loft(
            self.points + self.normals * thickness[..., None], stuff=stuff, part=BACKGROUND, tint=tint
        )


def head(
    rng: Rng, bank: Bank, skin: Colour, at: Floats, *, hair: Colour | None = None, turn: Floats | None = None
) -> list[StageMesh]:
    """A head with what it wears, its middle at a place; it looks along +z more or less unless a `turn` (3, 3)
    is given."""
    frame = np.eye(4)
    frame[:3, :3] = nod(rng) if turn is None else turn
    frame[:3, 3] = at
    return [
        stage_mesh(part, finish, frame, part=BACKGROUND) for part, finish in pieces(rng, bank, skin, hair)
    ]


def nod(rng: Rng) -> Floats:
    """(3, 3) a head's turn on its neck."""
    return rigid(yaw=rng.normal(0, 0.4), pitch=rng.normal(0.08, 0.22), roll=rng.normal(0, 0.13))[:3, :3]


def hair_colour(rng: Rng) -> Colour:
    """sRGB of anybody's hair: black to blond, grey, now and then dyed."""
    if rng.random() < 0.05:
        return srgb(palette.scheme(rng).pop)
    if rng.random() < 0.16:
        return srgb(np.full(3, rng.uniform(0.12, 0.75)) * (1.0, 0.98, 0.94))
    dark = rng.random() ** 1.7
    return srgb(np.array([0.012, 0.009, 0.008]) * (1 - dark) + np.array([0.5, 0.31, 0.14]) * dark)


def pieces(rng: Rng, bank: Bank, skin: Colour, hair: Colour | None = None) -> list[Piece]:
    """A head's surfaces and what they look like."""
    flesh = bank.stuff("skin", skin, roughness=rng.uniform(0.4, 0.7))
    hair = hair_colour(rng) if hair is None else hair
    locks = bank.stuff("fur", hair)
    form = face_form(rng)
    style = str(rng.choice(list(HAIRSTYLES), p=list(HAIRSTYLES.values())))
    wear = str(rng.choice(list(HEADWEAR), p=list(HEADWEAR.values())))
    stubble = rng.uniform(0.0, 0.5) if rng.random() < 0.35 else 0.0
    tint = _complexion(rng, form, skin, hair, shaven=style == "shaven", stubble=stubble)
    parts: list[Piece] = [(form.shell(np.zeros(form.azimuth.shape), stuff="skin", tint=tint), flesh)]
    parts += _eyes(rng, bank, form, flesh, locks) + _mouth(rng, bank, form, skin)
    parts += _nostrils(bank, form, skin)
    if wear not in ("scarf", "hood"):
        parts += _ears(rng, flesh)
        parts += _hair(rng, form, locks, style, under=wear != "none")
    if rng.random() < 0.2:
        parts += _beard(rng, form, locks)
    if wear != "none":
        parts += _HEADWEAR[wear](rng, bank, form)
    return parts + _worn_on_the_face(rng, bank, form)


def _worn_on_the_face(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    parts = []
    if rng.random() < 0.28:
        parts += _glasses(rng, bank, form)
    if rng.random() < 0.05:
        parts += _mask(rng, bank, form)
    if rng.random() < 0.06:
        parts += _headphones(rng, bank)
    return parts


def face_form(rng: Rng) -> Form:
    """Anybody's skull and face."""
    u = np.linspace(-0.5, 0.5, _COLUMNS, endpoint=False)
    # Columns lie closest at the face.
    turn = 2 * np.pi * u - 0.62 * np.sin(2 * np.pi * u)
    polar = np.linspace(0.0, np.pi, _ROWS)
    way = np.stack(
        [
            np.sin(polar)[:, None] * np.sin(turn),
            np.broadcast_to(-np.cos(polar)[:, None], (_ROWS, _COLUMNS)),
            np.sin(polar)[:, None] * np.cos(turn),
        ],
        -1,
    )
    points = _ORIGIN + way * _joined(way, rng)[..., None]
    points = points + _features(points, rng)
    points = points * np.array([rng.normal(1, 0.045), rng.normal(1, 0.04), rng.normal(1, 0.03)])
    azimuth = np.broadcast_to(np.abs(turn), (_ROWS, _COLUMNS))
    # Rows go up and columns to the left: the grid faces inwards.
    return Form(points, -grid_normals(points), azimuth)


def _joined(way: Floats, rng: Rng) -> Floats:
    """(rows, columns) how far the outermost of the forms lies along each way, their seams rounded."""
    reach = []
    for middle, radii in _FORMS:
        size = radii * np.exp(rng.normal(0, 0.045, 3))
        d, o = way / size, (_ORIGIN - middle) / size
        a, b, c = (d * d).sum(-1), (d * o).sum(-1), (o * o).sum() - 1.0
        reach.append((-b + np.sqrt(np.maximum(b * b - a * c, 0.0))) / a)
    far = np.array(reach)
    top = far.max(0)
    return top + _JOIN_MM * np.log(np.exp((far - top) / _JOIN_MM).sum(0))


def _features(points: Floats, rng: Rng) -> Floats:
    """(rows, columns, 3) what brow, eyes, nose, cheeks, lips and chin add to the smooth form."""
    x, y, z = np.moveaxis(points, -1, 0)
    side = np.abs(x)
    strong = np.exp(rng.normal(0, 0.3, 8))

    def bump(cx: float, cy: float, wx: float, wy: float) -> Floats:
        return np.exp(-(((side - cx) / wx) ** 2) - ((y - cy) / wy) ** 2)

    out = 4.0 * strong[0] * bump(26, 27, 20, 8) - 12.0 * bump(31, 8, 16, 12)
    out += 5.0 * strong[1] * bump(48, -16, 17, 15) - 3.5 * strong[2] * bump(46, -50, 13, 18)
    out += 7.0 * bump(0, -62, 27, 19) - 4.0 * bump(0, -82, 24, 6) - 2.0 * bump(0, -48, 4, 6)
    out += 7.0 * strong[3] * bump(0, -97, 20, 12)
    length, high = rng.uniform(-44, -34), rng.uniform(15, 25)
    down = np.clip((16 - y) / (16 - length), 0, 1.3)
    # A straight, hooked or turned-up bridge, and its end under the tip.
    bridge = high * (0.12 + 0.88 * down ** rng.uniform(0.75, 1.6)) * (y < 30)
    bridge *= 1 / (1 + np.exp(-(y - length + 5) / 2.2)) / (1 + np.exp((y - 20) / 4))
    wide = (8.0 + 6.5 * down**2) * strong[4] ** 0.6
    out += bridge * np.exp(-((x / wide) ** 2))
    out += rng.uniform(6, 12) * bump(14 * strong[4] ** 0.5, length + 4, 7, 7)
    before = np.clip((z - 5) / 45, 0, 1)
    out *= before * before * (3 - 2 * before)
    aside = -4.0 * strong[5] * bump(62, 34, 22, 22) * np.clip((z + 10) / 50, 0, 1)
    aside += 3.0 * strong[6] * np.exp(-(((y + 66) / 16) ** 2)) * np.clip((side - 35) / 20, 0, 1) * (z > -30)
    return np.stack([np.sign(x) * aside, np.zeros_like(out), out], -1)


def _complexion(rng: Rng, form: Form, skin: Colour, hair: Colour, *, shaven: bool, stubble: float) -> Floats:
    """(rows, columns, 3) redder cheeks, nose and ears, darker eyes; stubble and a shaven scalp."""
    x, y, z = np.moveaxis(form.points, -1, 0)
    side, before = np.abs(x), np.clip(z / 40, 0, 1)
    red = np.exp(-(((side - 45) / 18) ** 2) - ((y + 28) / 18) ** 2) + np.exp(
        -((x / 14) ** 2) - ((y + 30) / 14) ** 2
    )
    tint = 1.0 - (red * before * rng.uniform(0.1, 0.9))[..., None] * np.array([0.03, 0.24, 0.22])
    dark = np.exp(-(((side - 31) / 17) ** 2) - ((y - 4) / 11) ** 2) * before * rng.uniform(0.1, 0.45)
    tint = tint * (1.0 - dark[..., None] * np.array([0.7, 1.0, 0.9]))
    towards_hair = (np.array(hair) / np.maximum(skin, 0.05)) ** 2
    if stubble:
        chin = _beard_cover(form) * stubble
        tint = tint * (1 - chin[..., None]) + tint * chin[..., None] * np.minimum(towards_hair * 1.6, 1.0)
    if shaven:
        cover = _hair_cover(form, rng.uniform(-6, 8)) * rng.uniform(0.35, 0.85)
        tint = tint * (1 - cover[..., None]) + cover[..., None] * np.minimum(towards_hair * 1.4, 1.3)
    return tint


def _hair_cover(form: Form, higher: float, soft: float = 9.0) -> Floats:
    """(rows, columns) 0..1 where hair grows; `higher`: a receding front, below 0 a fringe."""
    edge = np.interp(form.azimuth, _HAIRLINE[:, 0], _HAIRLINE[:, 1])
    edge = edge + higher * np.clip(1.2 - form.azimuth, 0, 1)
    return np.clip((form.points[..., 1] - edge) / soft, 0.0, 1.0)


def _beard_cover(form: Form) -> Floats:
    x, y, z = np.moveaxis(form.points, -1, 0)
    cheek = np.clip((-34 - y + 0.35 * np.maximum(np.abs(x) - 28, 0)) / 8, 0, 1) * (z > -8)
    lips = np.exp(-((x / 25) ** 2) - ((y + 62) / 10) ** 2) * 1.2
    return np.clip(cheek - lips, 0, 1)


def _eyes(rng: Rng, bank: Bank, form: Form, flesh: Finish, locks: Finish) -> list[Piece]:
    """Eyeballs with iris and pupil under spherical lids, lashes and brows."""
    stretch = form.points[..., 2].max() / 116.0
    iris = np.array([0.13, 0.1, 0.08]) * np.exp(rng.normal(-0.4, 0.8)) * np.exp(rng.normal(0, 0.3, 3))
    white = bank.stuff("patent", (0.86, 0.83, 0.81))
    black = bank.stuff("plain", (0.05, 0.035, 0.03))
    wide_open = rng.uniform(0.16, 0.52) if rng.random() > 0.08 else 0.01
    gaze = rigid(yaw=rng.normal(0, 0.25), pitch=rng.normal(0, 0.12))
    heavy, arch = rng.uniform(2.2, 4.2), rng.uniform(0, 6)
    parts: list[Piece] = []
    for x in (-1, 1):
        middle = np.array([x * _EYE[0], _EYE[1], _EYE[2] * stretch])
        ball = transform(_eyeball(iris), rigid(at=middle) @ gaze)
        upper, lower, lash = _lids(wide_open)
        parts += [(ball, white)]
        parts += [(_at(lid, *middle), flesh) for lid in (upper, lower)]
        parts.append((_at(lash, *middle), black))
        high = 28 + rng.normal(0, 1)
        line = np.array(
            [[12, high - 2, 0], [24, high + 1 + arch / 2, 0], [38, high + arch, 0], [49, high - 4, 0]]
        )
        line[:, 0] *= x
        brow = smooth_path(line, 8)
        brow[:, 2] = _front(form, brow[:, 0], brow[:, 1]) - 0.5
        parts.append((limb(brow, np.linspace(heavy, heavy * 0.5, 8), stuff="plain", sides=6), locks))
    return parts


def _eyeball(iris: Floats) -> Surface:
    polar = np.concatenate(
        [np.linspace(0.01, 0.19, 3), [0.21], np.linspace(0.48, 0.5, 2), np.linspace(0.56, 1.7, 6)]
    )
    turn = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    grid = _EYEBALL_MM * np.stack(
        [np.sin(polar)[:, None] * np.cos(turn), np.sin(polar)[:, None] * np.sin(turn),
         np.repeat(np.cos(polar)[:, None], 18, 1)], -1,
    )  # fmt: skip
    ring = np.where(polar < 0.2, 0, np.where(polar < 0.49, 1, 2))
    tint = np.array([[0.01] * 3, iris, [1.0] * 3])[ring]
    return loft(grid, stuff="plain", part=BACKGROUND, tint=np.repeat(tint[:, None], 18, 1))


def _lids(wide_open: float) -> tuple[Surface, Surface, Surface]:
    """Upper and lower lid about the eyeball's middle, and the upper one's lashes."""
    along = np.linspace(-1.15, 1.15, 13)
    almond = np.clip(1 - (along / 1.08) ** 2, 0, 1) ** 0.6
    lids = []
    for sign, opening in ((1, wide_open), (-1, wide_open * 0.62)):
        edge = sign * opening * almond + 0.02
        rise = edge + (sign * 1.15 - edge) * np.linspace(0, 1, 5)[:, None]
        radius = _EYEBALL_MM + 1.3 + 1.2 * np.linspace(0, 1, 5)[:, None] ** 0.5
        lids.append(
            radius[..., None]
            * np.stack([np.sin(along) * np.cos(rise), np.sin(rise), np.cos(along) * np.cos(rise)], -1)
        )
    upper, lower = (loft(lid, stuff="skin", part=BACKGROUND, closed=False) for lid in lids)
    lash = limb(lids[0][0][1:-1] * 1.02, [0.9] * 11, stuff="plain", sides=4)
    return upper, lower, lash


def _mouth(rng: Rng, bank: Bank, form: Form, skin: Colour) -> list[Piece]:
    wide, full = rng.uniform(20, 29), rng.uniform(2.6, 5.2)
    smile, parted = rng.normal(1.5, 2.5), max(0.0, rng.normal(-2, 6))
    deep = rng.uniform(0.5, 0.85) if rng.random() < 0.8 else rng.uniform(0.25, 0.5)
    lips = bank.stuff("leather", (skin[0] * 0.93, skin[1] * deep, skin[2] * (deep + 0.03)))
    t = np.linspace(-1, 1, 11)
    taper = np.clip(1 - t**2, 0.02, 1) ** 0.5
    parts: list[Piece] = []
    for sign, bow in ((1, 1.6 * np.exp(-(((np.abs(t) - 0.25) / 0.18) ** 2))), (-1, 0.0)):
        y = -61 + sign * (0.62 * full * taper + parted * 0.5 * taper) + smile * t**2 + bow
        line = np.stack([wide * t, y, np.zeros(11)], 1)
        line[:, 2] = _front(form, line[:, 0], line[:, 1]) - full * 0.35
        parts.append((limb(line, full * taper * (0.85 if sign > 0 else 1.1), stuff="skin", sides=8), lips))
    z = float(_front(form, np.zeros(1), np.full(1, -61.0))[0])
    inside = _at(ellipsoid((wide * 0.9, 1.0 + parted * 0.6, 4), rows=8), 0, -61 + smile * 0.3, z - 2.0)
    parts.append((inside, bank.stuff("plain", (0.16, 0.05, 0.05))))
    if parted > 3:
        teeth = _at(ellipsoid((wide * 0.72, parted * 0.33, 4), rows=8), 0, -60 + parted * 0.25, z - 0.8)
        parts.append((teeth, bank.stuff("patent", (0.9, 0.87, 0.8))))
    return parts


def _nostrils(bank: Bank, form: Form, skin: Colour) -> list[Piece]:
    tip = form.points[..., 2].argmax()
    _, y, z = form.points.reshape(-1, 3)[tip]
    dark = bank.stuff("plain", (skin[0] * 0.4, skin[1] * 0.28, skin[2] * 0.26))
    return [(_at(ellipsoid((4.5, 3.0, 6), rows=6, sides=8), x * 8, y - 8.5, z - 11), dark) for x in (-1, 1)]


def _ears(rng: Rng, flesh: Finish) -> list[Piece]:
    size, out = rng.uniform(0.85, 1.2), rng.uniform(0.15, 0.6)
    parts = []
    for x in (-1, 1):
        rim = np.array(
            [
                [0, -26, 8],
                [2, -10, 2],
                [4, 14, 6],
                [6, 28, 0],
                [8, 26, -14],
                [8, 8, -19],
                [5, -12, -13],
                [1, -27, 3],
            ]
        )
        rim = rim * (x * size, size, size)
        frame = rigid(at=(x * 73.0, -2.0, -6.0), yaw=-x * out)
        shell = _at(ellipsoid((3.0, 24 * size, 13 * size), stuff="skin"), x * 3, 2, -6)
        edge = limb(smooth_path(rim, 16), np.linspace(4.5, 5.5, 16) * size, stuff="skin", sides=8)
        parts += [(transform(part, frame), flesh) for part in (shell, edge)]
    return parts


def _hair(rng: Rng, form: Form, locks: Finish, style: str, *, under: bool) -> list[Piece]:
    """`under`: beneath a cap, where it cannot stand up."""
    if style in ("bald", "shaven"):
        return []
    higher = rng.uniform(-42, -5) if style in ("long", "tousled") and rng.random() < 0.4 else rng.normal(0, 8)
    thick = {"short": rng.uniform(4, 16), "tousled": rng.uniform(14, 32), "curly": rng.uniform(22, 55)}.get(
        style, rng.uniform(7, 18)
    )
    thick = min(thick, 7.0) if under else thick
    cover = _hair_cover(form, higher)
    height = np.clip((form.points[..., 1] + 40) / 120, 0.25, 1) ** (1.2 if style == "short" else 0.4)
    grown = -3 + cover * (
        3 + thick * height * _lumpy(form, rng, {"curly": 0.16, "tousled": 0.3}.get(style, 0.06))
    )
    parts: list[Piece] = [(form.shell(grown, tint=_strands(form, rng)), locks)]
    if style == "curly" and not under:
        parts += _curls(rng, form, locks, grown)
    if style == "long":
        parts += _long_hair(rng, locks, thick)
    if style == "bun":
        size = rng.uniform(24, 45)
        parts.append(
            (_at(ellipsoid((size, size, size), lumps=0.1, rng=rng), 0, rng.uniform(20, 120), -95), locks)
        )
    if style == "tail":
        reach = rng.uniform(120, 320)
        path = smooth_path(
            [
                [0, 60, -95],
                [10, 65, -130],
                [rng.normal(0, 40), 0, -140],
                [rng.normal(0, 50), 60 - reach, -115],
            ],
            10,
        )
        parts.append((limb(path, [15, 20, 26, 29, 30, 29, 27, 23, 16, 7], stuff="plain"), locks))
    if style == "locks":
        parts += _ropes(rng, form, locks, cover)
    return parts


def _lumpy(form: Form, rng: Rng, amount: float) -> Floats:
    p = form.points / 100.0
    return 1 + amount * sum(np.sin(p @ (rng.normal(size=3) * k) + rng.uniform(0, 6)) for k in (3, 6, 9, 14))


def _strands(form: Form, rng: Rng) -> Floats:
    """(rows, columns, 3) lighter and darker streaks down the head."""
    streak = rng.normal(0, 0.22, form.points.shape[1]) * np.ones((form.points.shape[0], 1))
    tip = np.clip(form.points[..., 1] / 120, -0.5, 1) * rng.uniform(-0.2, 0.3)
    return np.repeat(np.exp(streak + tip)[..., None], 3, 2)


def _curls(rng: Rng, form: Form, locks: Finish, grown: Floats) -> list[Piece]:
    at = np.argwhere(grown > 0.35 * grown.max())
    parts = []
    for i, j in at[rng.choice(len(at), min(70, len(at)), replace=False)]:
        size = rng.uniform(8, 20)
        middle = form.points[i, j] + form.normals[i, j] * grown[i, j] * rng.uniform(0.6, 0.95)
        parts.append((_at(ellipsoid((size,) * 3, rows=6, sides=8), *middle), locks))
    return parts


def _long_hair(rng: Rng, locks: Finish, thick: float) -> list[Piece]:
    """A curtain from the crown down behind, beside and perhaps before the shoulders."""
    reach, gap = rng.uniform(90, 400), rng.uniform(0.75, 1.35)
    y = np.concatenate([[100, 80, 40], np.linspace(0, -reach, 12)])
    t = np.linspace(0, 1, 40)
    wave = rng.uniform(0, 5) * np.sin(y / rng.uniform(12, 40) + rng.uniform(0, 6))
    grid = []
    phases = rng.normal(0, 3.0, 40)
    low = gap * rng.uniform(0.45, 1.1)
    for k, height in enumerate(y):
        open_by = np.interp(height, [-160, -40, 60, 100], [low, gap, gap + 0.25, gap + 0.6])
        turn = open_by + (2 * np.pi - 2 * open_by) * t
        wide = np.interp(height, [-400, -120, -40, 40, 80, 100], [95, 92, 80, 84, 72, 50]) + thick
        deep = np.interp(height, [-400, -120, -60, 40, 80, 100], [80, 80, 84, 100, 88, 60]) + thick
        back = np.interp(height, [-200, -60, 40], [-25, -10, -14])
        grow = 1 + (phases * min(1, k / 5) + wave[k]) / 90
        grid.append(
            np.stack([wide * grow * np.sin(turn), np.full(40, height), back + deep * grow * np.cos(turn)], 1)
        )
    tint = np.repeat(np.exp(rng.normal(0, 0.25, 40))[None, :, None], len(y), 0) * np.ones(3)
    sheet = loft(np.array(grid), stuff="plain", part=BACKGROUND, closed=False, tint=tint)
    return [(sheet, locks)]


def _ropes(rng: Rng, form: Form, locks: Finish, cover: Floats) -> list[Piece]:
    at = np.argwhere(cover > 0.8)
    reach = rng.uniform(30, 260)
    parts = []
    for i, j in at[rng.choice(len(at), min(45, len(at)), replace=False)]:
        start, out = form.points[i, j], form.normals[i, j]
        middle = start + out * rng.uniform(12, 40) + (0, -0.2 * reach, 0)
        end = (
            middle
            + out * rng.uniform(0, 20)
            + (rng.normal(0, 10), -reach * rng.uniform(0.4, 0.9), rng.normal(0, 10))
        )
        thick = rng.uniform(4, 8)
        parts.append(
            (
                limb(
                    smooth_path([start, middle, end], 7),
                    np.linspace(thick, thick * 0.6, 7),
                    stuff="plain",
                    sides=6,
                ),
                locks,
            )
        )
    return parts


def _beard(rng: Rng, form: Form, locks: Finish) -> list[Piece]:
    thick = rng.uniform(3, 12) if rng.random() < 0.7 else rng.uniform(12, 40)
    low = np.clip((-40 - form.points[..., 1]) / 50, 0, 1)
    grown = -3 + _beard_cover(form) * (3 + thick * (0.3 + low) * _lumpy(form, rng, 0.08))
    return [(form.shell(grown, tint=_strands(form, rng)), locks)]


def _cloth(rng: Rng, bank: Bank, *stuffs: str) -> Finish:
    finish = bank.stuff(str(rng.choice(stuffs)), srgb(palette.scheme(rng).main))
    if rng.random() < 0.3:
        return bank.patterned(
            finish, bank.cloths[int(rng.integers(len(bank.cloths)))], scale=rng.uniform(0.1, 0.3)
        )
    return finish


def _cap(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    """A cap with a visor, now and then turned round."""
    felt = _cloth(rng, bank, "cloth", "denim", "canvas", "leather")
    edge = rng.uniform(44, 62)
    cover = np.clip((form.points[..., 1] - edge + 22 * (1 - np.cos(form.azimuth)) / 2) / 4, 0, 1)
    crown = form.shell(-4 + cover * (rng.uniform(13, 22) + 14 * np.clip(form.points[..., 1] / 120, 0, 1)))
    turn = np.linspace(-1.15, 1.15, 15)
    reach = rng.uniform(55, 85)
    rows = []
    for out in (0.0, 0.5, 1.0):
        rim = np.stack([(84 + 4 * out) * np.sin(turn), np.full(15, edge + 2.0), 86 * np.cos(turn)], 1)
        rim[:, 2] += out * reach * np.cos(turn * 1.25) - 4
        rim[:, 1] -= 8 * (turn / 1.15) ** 2 * (0.4 + out) + 6 * out
        rows.append(rim)
    visor = loft(np.array(rows), stuff="plain", part=BACKGROUND, closed=False)
    brim = felt if rng.random() < 0.6 else _cloth(rng, bank, "cloth", "canvas")
    around = rigid(yaw=np.pi if rng.random() < 0.2 else rng.normal(0, 0.08))
    return [(crown, felt), (transform(visor, around), brim)]


def _beanie(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    wool = _cloth(rng, bank, "knit", "cloth", "fur")
    edge = rng.uniform(28, 52)
    cover = np.clip((form.points[..., 1] - edge + 45 * (1 - np.cos(form.azimuth)) / 2) / 4, 0, 1)
    high = np.clip((form.points[..., 1] - 60) / 60, 0, 1) * rng.uniform(0, 40)
    roll = 6 * np.exp(-(((form.points[..., 1] - edge + 45 * (1 - np.cos(form.azimuth)) / 2 - 16) / 14) ** 2))
    parts: list[Piece] = [(form.shell(-4 + cover * (14 + high + roll)), wool)]
    if rng.random() < 0.25:
        parts.append(
            (_at(ellipsoid((30, 30, 30), lumps=0.08, rng=rng), 0, 165, -20), _cloth(rng, bank, "fur"))
        )
    return parts


def _hat(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    felt = _cloth(rng, bank, "cloth", "straw", "suede", "denim")
    high, brim = rng.uniform(70, 120), rng.uniform(115, 190)
    profile = [[brim, rng.normal(0, 12)], [92, 0], [90, 10], [82, high * 0.8], [66, high], [0, high * 0.94]]
    body = lathe(np.array(profile, np.float64), sides=28)
    oval = replace(body, positions=(body.positions * np.float32([1, 1, 1.14])).astype(np.float32))
    return [(transform(oval, rigid(at=(0, 62, -8), pitch=rng.normal(-0.1, 0.12))), felt)]


def _scarf(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    """A headscarf round the face and over the neck."""
    cloth = _cloth(rng, bank, "cloth", "knit")
    x, y, z = np.moveaxis(form.points, -1, 0)
    oval = (x / rng.uniform(50, 60)) ** 2 + ((y + 14) / rng.uniform(80, 95)) ** 2
    face = np.clip((1.0 - oval) * 6, 0, 1) * (z > 0)
    shell = form.shell(-4 + (1 - face) * (13 * _lumpy(form, rng, 0.06)))
    drape = limb(
        smooth_path([[0, -60, -10], [0, -110, -8], [0, -160, 0], [0, -230, 6]], 9),
        [64, 70, 74, 80, 92, 108, 120, 128, 120], stuff="cloth", sides=20,
    )  # fmt: skip
    return [(shell, cloth), (drape, cloth)]


def _hood(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    cloth = _cloth(rng, bank, "cloth", "knit", "fur")
    opening = np.clip((form.azimuth - rng.uniform(0.75, 1.05)) * 5, 0, 1)
    over = np.maximum(opening, np.clip((form.points[..., 1] - 78) / 10, 0, 1))
    shell = form.shell(-4 + over * (24 * _lumpy(form, rng, 0.08)))
    turn = np.linspace(0, 2 * np.pi, 17)
    fold = np.stack([95 * np.cos(turn), -130 - 15 * np.sin(turn), -15 + 85 * np.sin(turn)], 1)
    ring = limb(fold, [30] * 17, stuff="cloth")
    return [(shell, cloth), (ring, cloth)]


def _helmet(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    paint = bank.stuff(str(rng.choice(["patent", "plain", "rubber"])), srgb(palette.scheme(rng).main))
    cover = np.clip((form.points[..., 1] - rng.uniform(25, 55)) / 4, 0, 1)
    shell = form.shell(-4 + cover * rng.uniform(22, 36))
    strap = [[-74, 20, -5], [-60, -70, 25], [0, -112, 45], [60, -70, 25], [74, 20, -5]]
    return [
        (shell, paint),
        (limb(smooth_path(strap, 13), [4] * 13, stuff="plain", sides=6), bank.stuff("canvas", (0.1,) * 3)),
    ]


_HEADWEAR = {"cap": _cap, "beanie": _beanie, "hat": _hat, "scarf": _scarf, "hood": _hood, "helmet": _helmet}


def _glasses(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    """Any frame, with dark glasses half of the time."""
    tone = srgb(palette.scheme(rng).main) if rng.random() < 0.5 else (0.05,) * 3
    rim_finish = bank.stuff(str(rng.choice(["patent", "metal"])), tone)
    turn = np.linspace(0, 2 * np.pi, 19)
    wide, high = rng.uniform(22, 30), rng.uniform(15, 26)
    boxy, thick = rng.uniform(0.55, 1.0), rng.uniform(1.0, 3.4)
    z = float(form.points[..., 2].max()) - 20.0
    c, s = np.cos(turn), np.sin(turn)
    parts: list[Piece] = []
    dark = rng.random() < 0.45
    glass = bank.stuff("patent", srgb(np.array([0.01, 0.01, 0.012]) * np.exp(rng.normal(0, 0.8, 3))))
    for x in (-1, 1):
        rim = np.stack(
            [x * 33 + wide * np.sign(c) * np.abs(c) ** boxy, 4 + high * np.sign(s) * np.abs(s) ** boxy,
             np.zeros(19)], 1,
        )  # fmt: skip
        rim[:, 2] = z - np.abs(rim[:, 0]) ** 2 / 420
        parts.append((limb(rim, [thick] * 19, stuff="plain", sides=6), rim_finish))
        temple = [[x * (33 + wide), 10, rim[0, 2] - 3], [x * 79, 10, 0], [x * 80, -8, -18]]
        parts.append((limb(temple, [thick] * 3, stuff="plain", sides=6), rim_finish))
        if dark:
            middle = np.array([x * 33.0, 4.0, z - 33**2 / 420])
            parts.append(
                (
                    loft(
                        np.stack([rim[:-1], 0.02 * rim[:-1] + 0.98 * middle]), stuff="plain", part=BACKGROUND
                    ),
                    glass,
                )
            )
    parts.append(
        (limb([[-12, 8, z], [0, 10, z + 2], [12, 8, z]], [thick] * 3, stuff="plain", sides=6), rim_finish)
    )
    return parts


def _mask(rng: Rng, bank: Bank, form: Form) -> list[Piece]:
    cloth = bank.stuff("cloth", srgb(palette.scheme(rng).main))
    x, y, z = np.moveaxis(form.points, -1, 0)
    cover = np.clip((-22 - y) / 6, 0, 1) * np.clip((62 - np.abs(x)) / 6, 0, 1) * np.clip((z - 10) / 8, 0, 1)
    parts: list[Piece] = [(form.shell(-3 + cover * rng.uniform(9, 13)), cloth)]
    for side in (-1, 1):
        strap = smooth_path([[side * 58, -35, 40], [side * 72, -18, 5], [side * 76, 5, -18]], 6)
        parts.append((limb(strap, [1.5] * 6, stuff="plain", sides=4), cloth))
    return parts


def _headphones(rng: Rng, bank: Bank) -> list[Piece]:
    finish = bank.stuff(str(rng.choice(["plain", "rubber", "leather"])), srgb(palette.scheme(rng).main))
    turn = np.linspace(0, np.pi, 15)
    band = np.stack([88 * np.cos(turn), 138 * np.sin(turn) - 5, np.full(15, -8.0)], 1)
    parts: list[Piece] = [(limb(band, [7] * 15, stuff="plain", sides=8), finish)]
    for x in (-1, 1):
        parts.append((_at(ellipsoid((16, 38, 32)), x * 88, -5, -8), finish))
    return parts


def _front(form: Form, x: NDArray[np.floating], y: NDArray[np.floating]) -> Floats:
    """How far forward the face reaches at each x, y."""
    ahead = form.points[form.points[..., 2] > 20]
    away = (ahead[:, 0] - np.asarray(x)[:, None]) ** 2 + (ahead[:, 1] - np.asarray(y)[:, None]) ** 2
    weight = np.exp(-away / 18.0) + 1e-9 * np.exp(-away / 400.0)
    return (weight * ahead[:, 2]).sum(1) / weight.sum(1)


def _at(surface: Surface, x: float, y: float, z: float) -> Surface:
    return replace(surface, positions=(surface.positions + np.float32([x, y, z])).astype(np.float32))

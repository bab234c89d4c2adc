"""The sheets on the stage: the stuffs, and a shard's own floors and cloths; and what a surface looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace

import floors
import numpy as np

from app.render.stage_canvas import Finish, StageCanvas
from app.scenes.feet.mesh import Surface
from app.scenes.feet.textures import OF_PART, STUFFS, sheet

FLOOR_SHEETS, CLOTH_SHEETS = 40, 14
_NAMES = tuple(STUFFS)
SHEETS = len(_NAMES) + FLOOR_SHEETS + CLOTH_SHEETS
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a floor or cloth lies in the canvas, and how it takes the light."""

    index: int
    kind: str
    sheet_mm: float
    roughness: float
    specular: float
    bump: float
    outdoors: bool


class Bank:
    """Fills a canvas's sheets: the stuffs once, floors and cloths anew with every `refill`."""

    def __init__(self, canvas: StageCanvas) -> None:
        self._canvas = canvas
        rng = np.random.default_rng(0)
        for index, name in enumerate(_NAMES):
            canvas.sheets.upload(index, sheet(name, rng))
        self.floors: list[Sheet] = []
        self.cloths: list[Sheet] = []

    def refill(self, rng: np.random.Generator, floor_count: int, cloth_count: int) -> None:
        """New floors and cloths, at most FLOOR_SHEETS and CLOTH_SHEETS."""
        first = len(_NAMES)
        self.floors = [self._laid(first + i, floors.floor(rng)) for i in range(floor_count)]
        first += FLOOR_SHEETS
        kinds = [str(rng.choice(floors.CLOTHS)) for _ in range(cloth_count)]
        self.cloths = [self._laid(first + i, floors.floor(rng, kind)) for i, kind in enumerate(kinds)]

    def _laid(self, index: int, floor: floors.Floor) -> Sheet:
        self._canvas.sheets.upload(index, floor.pixels)
        return Sheet(
            index, floor.kind, floor.sheet_mm, floor.roughness, floor.specular, floor.bump, floor.outdoors
        )

    def stuff(self, kind: str, tint: Colour, *, roughness: float | None = None, glow: float = 0.0) -> Finish:
        """The finish of a stuff in an sRGB colour."""
        made = STUFFS[kind]
        rough = made.roughness if roughness is None else roughness
        return Finish(
            tint, _NAMES.index(kind), made.sheet_mm, rough, made.specular, made.bump, made.soft, glow
        )

    def finish(self, surface: Surface, fallback: Colour) -> Finish:
        """What a surface's maker has chosen, or its stuff in the fallback colour."""
        kind = surface.texture if surface.texture in STUFFS else OF_PART.get(surface.stuff, "plain")
        chosen = surface.colour
        tint = fallback if chosen is None else srgb(chosen)
        return self.stuff(kind, tint, roughness=surface.roughness)

    def patterned(self, base: Finish, cloth: Sheet, *, scale: float = 0.3) -> Finish:
        """A finish with a cloth's pattern in place of its own sheet; `scale`: against its size on a floor."""
        return replace(
            base, tint=(1.0, 1.0, 1.0), sheet=cloth.index, sheet_mm=cloth.sheet_mm * scale, bump=0.03
        )


def srgb(linear: Colour | np.ndarray) -> Colour:
    """Linear to the tint's square-root coding, which the stage squares again."""
    r, g, b = np.sqrt(np.clip(np.asarray(linear, np.float64), 0.0, 1.0))
    return float(r), float(g), float(b)

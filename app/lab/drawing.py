"""Small drawings of lines, dots, text and pictures, as SVG for a page or as pixels for a picture.

Places are in px from the upper left corner. Colours are named by what they stand for, and each outcome has
its own: a page its two themes, a picture ours on white.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ..core.maths import Array
from ..runtime.sheet import Lettering, latin

Ink = Literal["text", "quiet", "line", "a", "b", "raw", "truth", "other"]
Anchor = Literal["start", "middle", "end"]

# On white: far from each other for people who see fewer colours, too (Okabe and Ito's blue and vermilion).
ON_WHITE: dict[Ink, str] = {
    "text": "#1a1a1a",
    "quiet": "#5c5c5c",
    "line": "#d0d0d0",
    "a": "#0072b2",
    "b": "#d55e00",
    "raw": "#9a9a9a",
    "truth": "#1a1a1a",
    "other": "#8a8a8a",
}
ON_BLACK: dict[Ink, str] = {
    "text": "#e8e8e8",
    "quiet": "#ababab",
    "line": "#3f3f3f",
    "a": "#6db3e8",
    "b": "#f39c55",
    "raw": "#7d7d7d",
    "truth": "#e8e8e8",
    "other": "#909090",
}
# Pixels are drawn so much larger and made small again: Pillow's lines have no soft edges.
_FINER = 2
# A letter's width over the size of the text, about: to choose the room that a label gets.
_LETTER = 0.62


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """`points` (n, 2); NaN leaves a gap."""

    points: Array
    ink: Ink
    width: float = 1.5
    dashed: bool = False

    def runs(self) -> Iterator[Array]:
        """The pieces between the gaps."""
        known = np.isfinite(self.points).all(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(np.int8)))
        for first, last in zip(edges[::2], edges[1::2]):
            if last - first > 1:
                yield self.points[first:last]


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    ink: Ink
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """`y` is the base line; `size` in px."""

    x: float
    y: float
    text: str
    ink: Ink = "text"
    size: float = 12.0
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG file's content."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes


Shape = Line | Dot | Text | Picture


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, from the bottom up, and cut off at its edges.

    `name` says to a screen reader what it shows. What is drawn `on_picture` has the bright inks in any theme.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    name: str = ""
    on_picture: bool = False

    @property
    def inks(self) -> Mapping[Ink, str]:
        """Those on white, or on a picture."""
        return ON_BLACK if self.on_picture else ON_WHITE


def svg(drawing: Drawing) -> str:
    """An <svg> element whose inks are classes ("ink-a"); lines have the class "stroke" beside it."""
    name = html.escape(drawing.name, quote=True)
    head = (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" width="{drawing.width:g}" '
        f'height="{drawing.height:g}" role="img" aria-label="{name}">'
    )
    return f"{head}{elements(drawing.shapes)}</svg>"


def elements(shapes: Iterable[Shape]) -> str:
    """The elements of shapes, for an <svg> or a <g>."""
    return "".join(_element(shape) for shape in shapes)


def _element(shape: Shape) -> str:
    match shape:
        case Line():
            dash = ' stroke-dasharray="4 4"' if shape.dashed else ""
            runs = " ".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in run) for run in shape.runs())
            return f'<path class="stroke ink-{shape.ink}" d="{runs}" stroke-width="{shape.width:g}"{dash}/>'
        case Dot():
            kind = "ring" if shape.hollow else "fill"
            place = f'cx="{shape.x:.2f}" cy="{shape.y:.2f}" r="{shape.radius:g}"'
            return f'<circle class="{kind} ink-{shape.ink}" {place}/>'
        case Text():
            place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}"'
            said = html.escape(shape.text)
            return f'<text class="fill ink-{shape.ink}" {place} text-anchor="{shape.anchor}">{said}</text>'
        case Picture():
            box = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}"'
            return f'<image {box} href="{data_address(shape.jpeg)}"/>'


def data_address(jpeg: bytes) -> str:
    """A JPEG as an address that holds all of it."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing at its place on a sheet."""

    x: float
    y: float
    drawing: Drawing


def pixels(
    placed: Iterable[Placed], width: int, height: int, *, scale: float = 2.0, lettering: Lettering = latin
) -> NDArray[np.uint8]:
    """The drawings on white, (height * scale, width * scale, 3) uint8 sRGB."""
    sheet = np.full((round(height * scale), round(width * scale), 3), 255, np.uint8)
    for one in placed:
        tile = _tile(one.drawing, scale, lettering)
        x, y = round(one.x * scale), round(one.y * scale)
        place = sheet[y : y + tile.shape[0], x : x + tile.shape[1]]
        place[:] = tile[: place.shape[0], : place.shape[1]]
    return sheet


def _tile(drawing: Drawing, scale: float, lettering: Lettering) -> NDArray[np.uint8]:
    size = round(drawing.width * scale), round(drawing.height * scale)
    finer = scale * _FINER
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    brush = ImageDraw.Draw(large)
    for shape in drawing.shapes:
        match shape:
            case Picture():
                _paste(large, shape, finer)
            case Line():
                _draw_line(brush, shape, drawing.inks[shape.ink], finer)
            case Dot():
                _draw_dot(brush, shape, drawing.inks[shape.ink], finer)
    tile = np.array(large.resize(size, Image.Resampling.BOX))
    for shape in drawing.shapes:  # letters are sharp by themselves
        if isinstance(shape, Text):
            _write(tile, shape, drawing.inks[shape.ink], scale, lettering)
    return tile


def _draw_line(brush: ImageDraw.ImageDraw, line: Line, ink: str, scale: float) -> None:
    width = max(1, round(line.width * scale))
    for run in line.runs():
        scaled = run * scale
        for piece in _dashes(scaled, 4.0 * scale) if line.dashed else [scaled]:
            brush.line([(float(x), float(y)) for x, y in piece], fill=ink, width=width, joint="curve")


def _draw_dot(brush: ImageDraw.ImageDraw, dot: Dot, ink: str, scale: float) -> None:
    x, y, r = dot.x * scale, dot.y * scale, dot.radius * scale
    box = (x - r, y - r, x + r, y + r)
    if dot.hollow:
        brush.ellipse(box, outline=ink, width=round(1.5 * scale))
    else:
        brush.ellipse(box, fill=ink)


def _dashes(run: Array, length: float) -> list[Array]:
    """Straight pieces of that length with gaps as long."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(run, axis=0), axis=1))])
    starts = np.arange(0.0, along[-1], 2.0 * length)

    def at(d: Array) -> Array:
        return np.stack([np.interp(d, along, run[:, k]) for k in (0, 1)], axis=1)

    return [at(np.array([start, min(start + length, along[-1])])) for start in starts]


def _paste(sheet: Image.Image, picture: Picture, scale: float) -> None:
    with Image.open(io.BytesIO(picture.jpeg)) as opened:
        size = round(picture.width * scale), round(picture.height * scale)
        at = round(picture.x * scale), round(picture.y * scale)
        sheet.paste(opened.resize(size, Image.Resampling.BILINEAR), at)


def _write(tile: NDArray[np.uint8], text: Text, ink: str, scale: float, lettering: Lettering) -> None:
    """Text in one ink over what is there."""
    size = max(round(text.size * scale), 1)
    cover = lettering(text.text, tile.shape[1], size)
    used = np.flatnonzero(cover.any(axis=0))
    if not used.size:
        return
    cover = cover[:, : used[-1] + 1]
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * cover.shape[1]
    x = max(round(text.x * scale - before), 0)
    # Both kinds of lettering stand their base line about so far below the top.
    y = max(round(text.y * scale - 1.1 * size), 0)
    place = tile[y : y + cover.shape[0], x : x + cover.shape[1]]
    share = cover[: place.shape[0], : place.shape[1], None].astype(np.float32) / 255.0
    colour = np.array([int(ink[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    place[:] = np.rint(place * (1.0 - share) + colour * share).astype(np.uint8)


def width_of(text: str, size: float) -> float:
    """About how wide a text will be: Chinese characters are as wide as they are high."""
    return sum(1.0 if ord(letter) > 0x2E80 else _LETTER for letter in text) * size

"""A contact sheet: small pictures of looks in a grid, each with its caption."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ..core.commands import WearLook
from ..core.document import Document
from ..core.errors import UserError, reason_of
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Seekable, Source
from ..core.products import Product, Variant
from ..render.context import open_context
from ..render.renderer import Renderer
from ..sources.images import natural_order
from ..sources.pictures import PICTURE_SUFFIXES
from ..store.presets import find_look, list_looks, usable_look
from ..store.products import Catalogue
from .export import scaled
from .job import Job
from .pipeline import FrameResult, Pipeline
from .resolve import resolve
from .sources import open_any

# On white, as it is printed; greys without a tint.
_GROUND, _INK, _QUIET = 255, 34, 110
_MARGIN, _GAP, _CAPTION, _TITLE = 0.055, 0.04, 0.082, 0.13  # of a picture's width
# A close-up's side over that of the crop that the network looks at: hair, ears and chin are in it.
_AROUND_FACE = 1.25
# And over the larger extent of all feet's points: ankles and the floor around them are in it.
_AROUND_FEET = 1.5
# A sheet that no printer needs and no viewer opens.
_LARGEST_PX = 16_384


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture of a sheet: what `document` wears on `frame`."""

    caption: str
    document: Document
    frame: Frame


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """`rgb` (height, width, 3) uint8 sRGB with so many `pictures`; in how many somebody was `found`."""

    rgb: NDArray[np.uint8]
    pictures: int
    found: int


# A text as coverage 0..255, at most `width` px wide and about `height` px high: (h, w) uint8. What draws it
# knows fonts; ours knows Latin letters only, the window brings one that knows all.
Lettering = Callable[[str, int, int], NDArray[np.uint8]]


def columns_for(count: int, aspect: float) -> int:
    """So many that the sheet is near 4:3 and few places are empty, for pictures of that width over height."""

    def unease(columns: int) -> float:
        rows = -(-count // columns)
        empty = rows * columns - count
        return abs(math.log(columns * aspect / rows * 3 / 4)) + 2.0 * empty / count

    return min(range(1, count + 1), key=unease, default=1)


def sheet_size(count: int, *, columns: int, width: int, aspect: float, titled: bool) -> tuple[int, int]:
    """(width, height) in px of a sheet of `count` pictures, each `width` px wide."""
    layout = _Layout(columns, width, max(round(width / aspect), 1), titled)
    return layout.size(count)


def contact_sheet(
    cells: Generator[Cell, None, None],
    catalogue: Catalogue,
    job: Job,
    *,
    count: int,
    width: int = 480,
    columns: int = 0,
    close_up: bool = False,
    title: str = "",
    lettering: Lettering | None = None,
) -> Sheet:
    """Draws the cells. Pictures are `width` px wide; `columns` 0 chooses by itself.

    `close_up` shows the largest face, or all feet, in a square. `count` is how many cells are expected.
    Raises UserError where there is none or the sheet would be too large, Cancelled when given up.
    """
    job.begin(count)
    drawn: list[tuple[str, NDArray[np.uint8]]] = []
    found = 0
    with closing(cells), open_context(), Renderer() as renderer, closing(Pipeline()) as pipeline:
        for number, cell in enumerate(cells):
            snapshot = resolve(replace(cell.document, other=None), catalogue)
            # Each picture stands alone: whoever is in it is looked for anew.
            result = pipeline.step(replace(cell.frame, epoch=number), snapshot, still=True)
            found += any(track.present for track in result.tracks)
            picture = renderer.picture(result.scene)
            if close_up:
                picture = _close_up(result, picture)
            drawn.append((cell.caption, scaled(picture, width)))
            _layout_of(drawn, width=width, columns=columns, titled=bool(title))
            job.step()
    if not drawn:
        raise UserError("There is no picture for the contact sheet.")
    rgb = _laid_out(drawn, width=width, columns=columns, title=title, lettering=lettering or latin)
    return Sheet(rgb, len(drawn), found)


# -- what can be on a sheet


def moments(document: Document, count: int, clock: Callable[[int], str]) -> Generator[Cell, None, None]:
    """The look at `count` moments of the Document's source, or on pictures of a folder, evenly chosen."""
    if os.path.isdir(document.source):
        yield from pictures(document, _spread(_pictures_in(Path(document.source)), count))
        return
    with closing(open_any(document.source)) as source:
        info = source.info
        if info.live:
            raise UserError("A camera has no moments to choose from: save pictures of it instead.")
        if info.still or not info.duration_ns or not isinstance(source, Seekable):
            yield from _first_of(source, Path(info.name).stem, document)
            return
        for i in range(count):
            source.seek(round(info.duration_ns * (i + 0.5) / count))
            frame = _next(source)
            if frame is not None:
                yield Cell(clock(frame.t_ns), document, frame)


def pictures(document: Document, paths: Iterable[Path]) -> Generator[Cell, None, None]:
    """The look on the first frame of each file. Raises UserError for one that cannot be read."""
    for path in paths:
        with closing(open_any(str(path))) as source:
            yield from _first_of(source, path.stem, document)


def variants(
    document: Document, product: Product, frame: Frame, name: Callable[[Variant], str]
) -> Generator[Cell, None, None]:
    """Every variant of a worn product on one frame."""
    look = document.default_look
    for variant in product.variants:
        worn = tuple(
            replace(one, variant_id=variant.id) if one.product_id == product.id else one for one in look.worn
        )
        yield Cell(name(variant), replace(document, default_look=replace(look, worn=worn)), frame)


def saved_looks(
    document: Document, catalogue: Catalogue, frame: Frame, name: Callable[[str], str]
) -> Generator[Cell, None, None]:
    """Every saved look on one frame; what of it cannot be worn here is left out. `name` is given its own."""
    for saved in list_looks():
        try:
            look, _ = usable_look(find_look(saved.name), catalogue)
        except UserError:
            continue  # a damaged file is told of where looks are chosen
        yield Cell(name(look.name or saved.name), WearLook(look).apply(document), frame)


def _pictures_in(folder: Path) -> list[Path]:
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES]
    except OSError as problem:
        raise UserError(f"{folder} cannot be opened: {reason_of(problem)}.") from None
    seen = [p for p in found if not p.name.startswith(".")]
    return sorted(seen, key=lambda p: (natural_order(p.name), p.name))


def _spread(items: list[Path], count: int) -> list[Path]:
    """`count` of the items, evenly; all where there are no more."""
    if len(items) <= count:
        return items
    return [items[int((i + 0.5) * len(items) / count)] for i in range(count)]


def _first_of(source: Source, caption: str, document: Document) -> Generator[Cell, None, None]:
    frame = _next(source)
    if frame is not None:
        yield Cell(caption, document, frame)


def _next(source: Source) -> Frame | None:
    for _ in range(10):  # what is damaged may be passed over
        got = source.read()
        if not isinstance(got, Missing):
            return got
    return None


# -- the sheet itself


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: int
    width: int
    height: int
    titled: bool

    @property
    def margin(self) -> int:
        return round(self.width * _MARGIN)

    @property
    def gap(self) -> int:
        return round(self.width * _GAP)

    @property
    def caption(self) -> int:
        return round(self.width * _CAPTION)

    @property
    def top(self) -> int:
        return self.margin + (round(self.width * _TITLE) if self.titled else 0)

    def size(self, count: int) -> tuple[int, int]:
        rows = -(-count // self.columns)
        columns = min(self.columns, count)
        row = self.height + self.caption + self.gap
        return (
            2 * self.margin + columns * self.width + (columns - 1) * self.gap,
            self.top + rows * row - self.gap + self.margin,
        )

    def place(self, number: int) -> tuple[int, int]:
        """(x, y) of a picture's corner."""
        row, column = divmod(number, self.columns)
        return (
            self.margin + column * (self.width + self.gap),
            self.top + row * (self.height + self.caption + self.gap),
        )


def _close_up(result: FrameResult, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A square around the largest face, or around all feet; the whole picture where there is none."""
    present = [track for track in result.tracks if track.present]
    if not present:
        return picture
    if result.subject == "feet":
        points = np.concatenate([track.points[:, :2] for track in present])
        low, high = points.min(axis=0), points.max(axis=0)
        (cx, cy), wanted = (low + high) / 2.0, float((high - low).max()) * _AROUND_FEET
    else:
        crop = max((track.crop for track in present), key=lambda crop: crop.size_px)
        cx, cy, wanted = crop.cx, crop.cy, crop.size_px * _AROUND_FACE
    height, width = picture.shape[:2]
    side = min(round(wanted), height, width)
    x = min(max(round(cx - side / 2), 0), width - side)
    y = min(max(round(cy - side / 2), 0), height - side)
    return np.ascontiguousarray(picture[y : y + side, x : x + side])


def _layout_of(
    drawn: list[tuple[str, NDArray[np.uint8]]], *, width: int, columns: int, titled: bool
) -> _Layout:
    """Raises UserError as soon as what has been drawn is too much for a sheet."""
    height = max(picture.shape[0] for _, picture in drawn)
    layout = _Layout(columns or columns_for(len(drawn), width / height), width, height, titled)
    sheet_width, sheet_height = layout.size(len(drawn))
    if max(sheet_width, sheet_height) > _LARGEST_PX:
        raise UserError(
            f"The sheet would have {sheet_width}x{sheet_height} px; choose smaller or fewer pictures."
        )
    return layout


def _laid_out(
    drawn: list[tuple[str, NDArray[np.uint8]]],
    *,
    width: int,
    columns: int,
    title: str,
    lettering: Lettering,
) -> NDArray[np.uint8]:
    layout = _layout_of(drawn, width=width, columns=columns, titled=bool(title))
    sheet_width, sheet_height = layout.size(len(drawn))
    sheet = np.full((sheet_height, sheet_width, 3), _GROUND, np.uint8)
    if title:
        words = lettering(title, sheet_width - 2 * layout.margin, round(width * 0.06))
        _write(sheet, words, layout.margin, layout.margin, _INK)
    for number, (caption, picture) in enumerate(drawn):
        x, y = layout.place(number)
        below = y + layout.height
        y += layout.height - picture.shape[0]  # pictures of other shapes stand on one line
        sheet[y:below, x : x + width] = picture
        words = lettering(caption, width, round(width * 0.042))
        _write(sheet, words, x, below + (layout.caption - words.shape[0]) // 2, _QUIET)
    return sheet


def _write(sheet: NDArray[np.uint8], words: NDArray[np.uint8], x: int, y: int, grey: int) -> None:
    h, w = words.shape
    place = sheet[y : y + h, x : x + w]
    cover = words[: place.shape[0], : place.shape[1], None].astype(np.float32) / 255.0
    place[:] = np.rint(place * (1.0 - cover) + grey * cover).astype(np.uint8)


def latin(text: str, width: int, height: int) -> NDArray[np.uint8]:
    """Pillow's own font; a text that is too wide ends in dots."""
    font = _font(height)
    while text and font.getlength(text) > width:
        text = text.rstrip("…")[:-1].rstrip() + "…" if len(text) > 1 else ""
    mask = Image.new("L", (width, round(height * 1.4)), 0)
    ImageDraw.Draw(mask).text((0, round(height * 1.1)), text, fill=255, font=font, anchor="ls")
    return np.asarray(mask, np.uint8)


@cache
def _font(height: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(height)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font

"""A comparison as a page or a picture that says everything by itself: no network, nothing from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..core.errors import UserError
from ..runtime.sheet import Lettering, latin
from ..sinks.files import check_writable, replacing
from ..sinks.still import save_still
from ..store.resource_path import resource_path
from .chart_drawing import draw_chart
from .charts import Chart
from .comparison import Comparison, Side
from .comparison_charts import error_chart, front_chart, landmarks_of, signal_chart, spectrum_chart
from .drawing import ON_BLACK, ON_WHITE, Drawing, Ink, Line, Placed, Shape, Text, elements, pixels, svg
from .overlay import Still, Trail, draw_overlay
from .report_words import Words
from .verdict import Row

ENDINGS = (".html", ".png")
# So many moments can be looked at on a page; more would make it heavy.
MOMENTS = 16
_PANEL, _CHART_WIDE, _CHART_HIGH = 360.0, 560.0, 260.0
_BELOW = ' class="below"'
# The picture's width in px before it is drawn at twice that.
_WIDTH, _EDGE, _GAP = 1200, 40, 24


def save_report(
    path: Path, comparison: Comparison, words: Words | None = None, *, lettering: Lettering = latin
) -> None:
    """Writes the report by the ending of `path`, .html or .png, whole or not at all. Raises UserError."""
    check_report(path)
    words = words or Words()
    if path.suffix.lower() == ".png":
        save_still(path, report_picture(comparison, words, lettering=lettering))
        return
    with replacing(path) as file:
        file.write(report_page(comparison, words).encode("utf-8"))


def check_report(path: Path) -> None:
    """Raises UserError, before any work, when `save_report` could not write there."""
    if path.suffix.lower() not in ENDINGS:
        raise UserError(f"{path} has an ending that a report cannot have; use one of {', '.join(ENDINGS)}.")
    check_writable(path)


# -- what both have


def charts_of(comparison: Comparison, words: Words) -> tuple[Chart, ...]:
    """The signal of nose or toe and its error, the spectrum and the front, as far as there are any."""
    axis = _livelier_axis(comparison)
    landmark = next(iter(landmarks_of(comparison.subject)))
    whole = signal_chart(comparison, words, landmark, axis)
    near = error_chart(comparison, words, landmark, axis)
    found = (whole, near, spectrum_chart(comparison, words), front_chart(comparison, words))
    return tuple(chart for chart in found if chart is not None)


def furthest(comparison: Comparison) -> int:
    """The frame in which A and B lie furthest apart."""
    return int(np.argmax(comparison.apart_px()))


def moments(comparison: Comparison) -> tuple[tuple[Still, ...], int]:
    """Stills spread over the recording, and which of them is nearest to where A and B lie furthest apart."""
    stills = comparison.stills
    if not stills:
        return (), 0
    nearest = min(stills, key=lambda still: abs(still.frame - furthest(comparison)))
    chosen = {round(index) for index in np.linspace(0, len(stills) - 1, min(MOMENTS, len(stills)))}
    kept = tuple(still for index, still in enumerate(stills) if index in chosen or still is nearest)
    return kept, kept.index(nearest)


def trails(comparison: Comparison, which: str = "ab") -> list[Trail]:
    """Those of A, of B, or of both."""
    inks: dict[str, Trail] = {
        "a": Trail("a", comparison.shown("a")),
        "b": Trail("b", comparison.shown("b")),
    }
    return [inks[letter] for letter in which]


def _sides_of(comparison: Comparison) -> tuple[tuple[str, Ink, Side], ...]:
    return (("A", "a", comparison.a), ("B", "b", comparison.b))


def _livelier_axis(comparison: Comparison) -> int:
    """0 where the nose, or the toe, goes more from side to side, else 1."""
    path = comparison.path("raw", next(iter(landmarks_of(comparison.subject).values())))
    spread = np.nanstd(path, axis=0) if np.isfinite(path).any() else np.zeros(2)
    return int(spread[1] > spread[0])


# -- the page


def report_page(comparison: Comparison, words: Words) -> str:
    """One HTML document with its style, pictures and drawings in it."""
    title = words.title.format(recording=comparison.recording)
    style = resource_path("lab/report.css").read_text("utf-8")
    body = "\n".join(_page_parts(comparison, words, title))
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{_ink_rules()}{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _page_parts(comparison: Comparison, words: Words, title: str) -> Iterator[str]:
    yield f"<h1>{html.escape(title)}</h1>"
    yield f'<p class="verdict">{html.escape(words.sentence(comparison.verdict))}</p>'
    yield f'<p class="facts">{html.escape(words.join.join(words.facts_of(comparison)))}</p>'
    yield "<main>"
    yield _sides(comparison, words)
    yield '<div class="tables">'
    yield _table(words.figure, comparison.rows, words)
    yield _table(words.by_part, comparison.parts, words)
    yield "</div>"
    yield from _moments(comparison, words)
    yield '<div class="charts">'
    for chart in charts_of(comparison, words):
        yield f"<figure>{svg(draw_chart(chart, _CHART_WIDE, _CHART_HIGH))}</figure>"
    yield "</div>"
    yield "</main>"
    yield f"<footer>{html.escape(words.made_with.format(version=__version__))}</footer>"


def _ink_rules() -> str:
    """The inks as custom properties: on a light page, on a dark one, and over pictures."""
    light = "".join(f"--{name}:{colour};" for name, colour in ON_WHITE.items())
    dark = "".join(f"--{name}:{colour};" for name, colour in ON_BLACK.items())
    classes = "".join(f".ink-{name}{{color:var(--{name})}}\n" for name in ON_WHITE)
    return (
        f":root{{{light}--page:#ffffff;--card:#f6f6f6}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}--page:#1c1c1c;--card:#262626}}}}\n"
        f".on-picture{{{dark}}}\n{classes}"
    )


def _sides(comparison: Comparison, words: Words) -> str:
    cells = [
        f'<section><h2 class="ink-{ink}">{letter}: {html.escape(side.name)}</h2>'
        f"<p>{html.escape(words.settings_of(side))}</p></section>"
        for letter, ink, side in _sides_of(comparison)
    ]
    return f'<div class="sides">{"".join(cells)}</div>'


def _table(head: str, rows: Sequence[Row], words: Words) -> str:
    lines = [
        f'<tr><th scope="col">{html.escape(head)}</th><th scope="col" class="ink-a">A</th>'
        '<th scope="col" class="ink-b">B</th></tr>'
    ]
    for row in rows:
        cells = "".join(_cell(row, which, words) for which in "ab")
        help_text = html.escape(words.helps.get(row.name, ""), quote=True)
        lines.append(
            f'<tr><th scope="row" title="{help_text}">{html.escape(words.row_name(row))}</th>{cells}</tr>'
        )
    return f"<table>{''.join(lines)}</table>"


def _cell(row: Row, which: str, words: Words) -> str:
    text = html.escape(words.figure_of(row, which))
    if row.better != which:
        return f"<td>{text}</td>"
    return f'<td class="better">{text} <span title="{html.escape(words.better)}">✓</span></td>'


def _moments(comparison: Comparison, words: Words) -> Iterator[str]:
    """Three panels of one moment, a slider to choose it, and the pictures of all moments to choose from."""
    stills, first = moments(comparison)
    if not stills:
        return
    yield f"<h2>{html.escape(words.trails)}</h2>"
    yield '<svg class="store" aria-hidden="true"><defs>'
    for number, still in enumerate(stills):
        picture = draw_overlay(still, (), comparison.t_s, size=_PANEL)
        yield f'<g id="m{number}">{elements(picture.shapes)}</g>'
        for trail in trails(comparison):
            drawn = draw_overlay(still, [trail], comparison.t_s, size=_PANEL).shapes[1:]
            yield f'<g class="trail" id="m{number}{trail.ink}">{elements(drawn)}</g>'
    yield "</defs></svg>"
    yield '<div class="panels on-picture">'
    for inks, name in (
        ("a", f"A: {comparison.a.name}"),
        ("b", f"B: {comparison.b.name}"),
        ("ab", words.both),
    ):
        # A lies below B in the picture of both: it is drawn wider there.
        below = "a" if len(inks) > 1 else "none"
        uses = "".join(
            f'<use data-part="{part}"{_BELOW if part == below else ""} href="#m{first}{part}"/>'
            for part in ("", *inks)
        )
        said = html.escape(name, quote=True)
        yield (
            f'<figure><svg viewBox="0 0 {_PANEL:g} {_PANEL:g}" role="img" aria-label="{said}">{uses}</svg>'
            f"<figcaption>{said}</figcaption></figure>"
        )
    yield "</div>"
    seconds = ",".join(f'"{comparison.t_s[still.frame]:.2f} s"' for still in stills)
    yield (
        f'<p class="moment"><label for="moment">{html.escape(words.moment)}</label>'
        f'<input id="moment" type="range" min="0" max="{len(stills) - 1}" value="{first}">'
        f'<output for="moment">{comparison.t_s[stills[first].frame]:.2f} s</output></p>'
    )
    script = resource_path("lab/report.js").read_text("utf-8")
    yield f"<script>\nconst seconds = [{seconds}];\n{script}</script>"


# -- the picture


def report_picture(
    comparison: Comparison, words: Words, *, lettering: Lettering = latin, scale: float = 2.0
) -> NDArray[np.uint8]:
    """All that the page has, at the moment in which A and B lie furthest apart: (height, width, 3) sRGB."""
    sheet = _Sheet()
    sheet.text(words.title.format(recording=comparison.recording), 24.0, "text")
    sheet.text(words.sentence(comparison.verdict), 18.0, "text")
    for line in words.facts_of(comparison):
        sheet.text(line, 13.0, "quiet")
    sheet.skip()
    for letter, ink, side in _sides_of(comparison):
        sheet.text(f"{letter}: {side.name}", 15.0, ink)
        sheet.text(words.settings_of(side), 12.0, "quiet")
    sheet.skip()
    half = (_WIDTH - 2 * _EDGE - _GAP) / 2.0
    sheet.row(
        _drawn_table(words.figure, comparison.rows, words, half),
        _drawn_table(words.by_part, comparison.parts, words, half),
    )
    stills, first = moments(comparison)
    if stills:
        sheet.text(f"{words.trails} ({comparison.t_s[stills[first].frame]:.2f} s)", 15.0, "text")
        third = (_WIDTH - 2 * _EDGE - 2 * _GAP) / 3.0
        panels = (
            draw_overlay(stills[first], trails(comparison, which), comparison.t_s, size=third)
            for which in ("a", "b", "ab")
        )
        sheet.row(*panels)
        sheet.under(f"A: {comparison.a.name}", f"B: {comparison.b.name}", words.both)
    charts = [draw_chart(chart, half, _CHART_HIGH) for chart in charts_of(comparison, words)]
    for index in range(0, len(charts), 2):
        sheet.row(*charts[index : index + 2])
    sheet.text(words.made_with.format(version=__version__), 11.0, "quiet")
    return pixels(sheet.placed, _WIDTH, round(sheet.y) + _EDGE, scale=scale, lettering=lettering)


class _Sheet:
    """Puts drawings below each other."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.y = float(_EDGE)

    def text(self, said: str, size: float, ink: Ink) -> None:
        """One line; what is too long for it ends in dots."""
        width = float(_WIDTH - 2 * _EDGE)
        line = Drawing(width, size * 1.6, (Text(0.0, size * 1.2, said, ink, size),))
        self.placed.append(Placed(_EDGE, self.y, line))
        self.y += line.height

    def row(self, *drawings: Drawing) -> None:
        """Beside each other, as far apart as everything here."""
        x = float(_EDGE)
        for drawing in drawings:
            self.placed.append(Placed(x, self.y, drawing))
            x += drawing.width + _GAP
        self.y += max(drawing.height for drawing in drawings) + _GAP

    def under(self, *captions: str) -> None:
        """Captions of the row above."""
        self.y -= _GAP - 4.0
        width = (_WIDTH - 2 * _EDGE - (len(captions) - 1) * _GAP) / len(captions)
        texts = (Drawing(width, 18.0, (Text(0.0, 13.0, said, "quiet", 12.0),)) for said in captions)
        self.row(*texts)

    def skip(self) -> None:
        self.y += _GAP / 2.0


def _drawn_table(head: str, rows: Sequence[Row], words: Words, width: float) -> Drawing:
    """Names on the left, A and B on the right, the better one marked."""
    line, size = 24.0, 13.0
    right_a, right_b = width - 120.0, width - 20.0
    shapes: list[Shape] = [
        Text(0.0, 16.0, head, "text", size),
        Text(right_a, 16.0, "A", "a", size, "end"),
        Text(right_b, 16.0, "B", "b", size, "end"),
    ]
    for number, row in enumerate(rows, 1):
        base = number * line
        shapes.append(Line(np.array([[0.0, base], [width, base]]), "line", 1.0))
        shapes.append(Text(0.0, base + 16.0, words.row_name(row), "quiet", size))
        for which, right in (("a", right_a), ("b", right_b)):
            better = row.better == which
            shapes.append(
                Text(
                    right,
                    base + 16.0,
                    words.figure_of(row, which),
                    "text" if better else "quiet",
                    size,
                    "end",
                )
            )
            if better:
                shapes.append(Line(np.array([[4, 11], [7, 14], [13, 7]]) + (right, base), "text", 1.6))
    return Drawing(width, (len(rows) + 1) * line, tuple(shapes))

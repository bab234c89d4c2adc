"""Tables of scores as text, Markdown and a page of HTML that stands by itself."""

from __future__ import annotations

import html
from collections.abc import Sequence

from .scores_table import Row, Table, Value

NOT_MEASURED = "–"
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color:
#1d1f24; } table { border-collapse: collapse; margin: 0 0 1.6rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
th, td { padding: .25rem .8rem; border-bottom: 1px solid #dfe2e8; text-align: right; font-variant-numeric:
tabular-nums; } th:first-child, td:first-child { text-align: left; font-weight: 400; }
td.kept { color: #176639; } td.missed { color: #a3271b; } td.promise { color: #5b616e; }
@media (prefers-color-scheme: dark) {
  body { background: #17191e; color: #e6e8ec; } th, td { border-color: #33373f; }
  td.kept { color: #77cf9b; } td.missed { color: #f0968b; } td.promise { color: #9aa1ad; }
}
""".strip()


def text(table: Table) -> str:
    """Lines of aligned columns, for a terminal."""
    grid = _grid(table)
    widths = [max(len(line[column]) for line in grid) for column in range(len(grid[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if not i else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in grid
    ]
    return "\n".join([table.title, *(line.rstrip() for line in lines)])


def markdown(tables: Sequence[Table], title: str) -> str:
    """All tables under one heading."""
    return "\n\n".join([f"# {title}", *(_markdown(table) for table in tables)]) + "\n"


def page(tables: Sequence[Table], title: str) -> str:
    """One HTML page that needs nothing else; what is promised is green where it is kept and red where not."""
    body = "\n".join(_html(table) for table in tables)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
        f"<style>\n{_STYLE}\n</style></head>\n<body><h1>{html.escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _grid(table: Table) -> list[list[str]]:
    """The heads and every row as cells."""
    promised = ["at most", "aim"] if table.promises else []
    rows = []
    for row in table.rows:
        cells = [row.name, *(_number(value, row.digits) for value in row.values)]
        if table.promises:
            cells += [_promise(row.at_most), _promise(row.aim)]
        rows.append(cells)
    return [["", *table.columns, *promised], *rows]


def _number(value: Value, digits: int) -> str:
    if value is None:
        return NOT_MEASURED
    shown = f"{value:.{digits}f}"
    return shown.removeprefix("-") if float(shown) == 0.0 else shown  # no minus before nothing


def _promise(value: Value) -> str:
    return "" if value is None else f"{value:g}"


def _markdown(table: Table) -> str:
    heads, *rows = _grid(table)
    rule = ["---", *("--:" for _ in heads[1:])]
    lines = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in [heads, rule, *rows]]
    return "\n".join([f"**{table.title}**", "", *(f"| {line} |" for line in lines)])


def _html(table: Table) -> str:
    heads, *lines = _grid(table)
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heads)
    body = "\n".join(_html_row(row, cells) for row, cells in zip(table.rows, lines, strict=True))
    return f"<table><caption>{html.escape(table.title)}</caption>\n<tr>{head}</tr>\n{body}\n</table>"


def _html_row(row: Row, cells: Sequence[str]) -> str:
    kinds = ["", *(_kept(value, row) for value in row.values)]
    kinds += ["promise"] * (len(cells) - len(kinds))
    made = (
        f'<td class="{kind}">{html.escape(cell)}</td>' if kind else f"<td>{html.escape(cell)}</td>"
        for cell, kind in zip(cells, kinds, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def _kept(value: Value, row: Row) -> str:
    if value is None or row.at_most is None:
        return ""
    return "kept" if abs(value) <= row.at_most else "missed"

"""Tables of scores: the few figures that the product promises, and everything else behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..core.missing import Missing
from .scores import Figure, RegionScores, Scores

Found = Scores | Missing
Value = float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """One clip: `motion` is "" for one whose truth nobody knows; the scores by the names of the trackers."""

    clip: str
    motion: str
    scores: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a figure of each column, None where it could not be measured. `at_most` is what is promised
    and `aim` what is aimed at, both of the figure's size without its sign; None: nothing is."""

    name: str
    values: tuple[Value, ...]
    at_most: Value = None
    aim: Value = None
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Table:
    """`title` says what and in which unit."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def promises(self) -> bool:
        """Whether any line says what is promised."""
        return any(row.at_most is not None for row in self.rows)


def jitter(region: str) -> Callable[[Scores], Value]:
    return lambda scores: scores.regions[region].jitter.percent


def error(region: str) -> Callable[[Scores], Value]:
    return lambda scores: scores.regions[region].error.percent


def lag(scores: Scores) -> Value:
    return _known(scores.lag_ms)


# What the product promises: name, the motions that it is measured on, figure, at most, aim, digits.
PROMISES: tuple[tuple[str, tuple[str, ...], Callable[[Scores], Value], float, float, int], ...] = (
    ("still, %", ("still",), jitter("all"), 0.035, 0.020, 3),
    ("slow sway, %", ("slow-sway",), error("all"), 0.20, 0.12, 3),
    ("fast sway, %", ("fast-sway",), error("all"), 0.20, 0.12, 3),
    ("talking, mouth points, %", ("talking",), error("lips"), 0.13, 0.08, 3),
    ("lag, slow sway, ms", ("slow-sway",), lag, 2.0, 0.0, 1),
    ("lag, fast sway, ms", ("fast-sway",), lag, 2.0, 0.0, 1),
)


def promised_table(scored: Sequence[Scored]) -> Table | Missing:
    """The figures that are promised; several clips of one motion count as one, by the mean of their squares
    (of lags: the farthest from 0)."""
    rows = []
    for name, motions, figure, at_most, aim, digits in PROMISES:
        clips = [one for one in scored if one.motion in motions]
        if clips:
            pool = _farthest if figure is lag else _together
            values = _per_column(clips, _pooled(figure, pool))
            rows.append(Row(name, values, at_most, aim, digits))
    if not rows:
        return Missing("none of these clips is one that something is promised for")
    return Table("Percent of the face's width; lag in milliseconds", columns_of(scored), tuple(rows))


def motions_table(scored: Sequence[Scored]) -> Table | Missing:
    """What happens in all clips whose truth is known: one line a figure, over all clips."""
    clips = [one for one in scored if one.motion]
    if not clips:
        return Missing("no clip's truth is known")
    rows = [
        Row(
            "largest jump of a point, %", _worst(clips, lambda s: s.regions["all"].jump.percent), 3.0, None, 2
        ),
        Row("largest error of a point, %", _worst(clips, lambda s: s.regions["all"].peak.percent), digits=2),
        Row("overshoot, %", _worst(clips, lambda s: _percent(s.overshoot)), digits=2),
        Row("found again after, ms", _worst(clips, lambda s: s.losses.reacquire_ms), 200.0, None, 0),
        Row("frames lost", _sum(clips, lambda s: s.losses.frames), digits=0),
        Row("identities swapped", _sum(clips, lambda s: s.losses.swaps), digits=0),
        Row(
            "detect..fit, ms",
            _per_column(clips, lambda found: float(np.median([s.ms for s in found]))),
            digits=1,
        ),
    ]
    return Table("Over all clips", columns_of(scored), tuple(rows))


def clip_tables(one: Scored) -> tuple[Table, ...]:
    """Everything of one clip: each region in three units, then what the whole face does."""
    columns = tuple(one.scores)
    share = "% of the foot's length" if _are_feet(one) else "% of the face's width"
    return (
        *(
            Table(f"{one.clip}: {kind}, {unit_name}", columns, _region_rows(one, kind, unit))
            for kind in ("jitter", "error")
            for unit, unit_name in (
                ("percent", share),
                ("px", "px"),
                ("mm", "mm"),
            )
        ),
        Table(f"{one.clip}: the whole", columns, _whole_rows(one)),
    )


def blind_table(scored: Sequence[Scored]) -> Table | Missing:
    """Clips whose truth nobody knows: what is left after similarity alignment, and the lag after the raw
    points."""
    clips = [one for one in scored if not one.motion]
    if not clips:
        return Missing("every clip's truth is known")
    rows = []
    for one in clips:
        rows += [
            Row(f"{one.clip}: residual, %", _per_column([one], _first(error("all")))),
            Row(f"{one.clip}: jitter, %", _per_column([one], _first(jitter("all")))),
            Row(f"{one.clip}: above 5 Hz, %", _per_column([one], _first(lambda s: s.tremble.percent))),
            Row(f"{one.clip}: lag after raw, ms", _per_column([one], _first(lag)), 2.0, 0.0, 1),
            Row(f"{one.clip}: frames lost", _per_column([one], _first(lambda s: s.losses.frames)), digits=0),
        ]
    return Table("Against the raw points, of which nobody knows the truth", columns_of(clips), tuple(rows))


def columns_of(scored: Sequence[Scored]) -> tuple[str, ...]:
    """Everybody who tracked, in order."""
    return tuple(dict.fromkeys(name for one in scored for name in one.scores))


def _are_feet(one: Scored) -> bool:
    return any(isinstance(scores, Scores) and "toe" in scores.regions for scores in one.scores.values())


def _region_rows(one: Scored, kind: str, unit: str) -> tuple[Row, ...]:
    found = [scores for scores in one.scores.values() if isinstance(scores, Scores)]
    names = dict.fromkeys(name for scores in found for name in scores.regions)

    def figure_of(name: str) -> Callable[[Scores], Value]:
        return lambda scores: _in_unit(scores.regions.get(name), kind, unit)

    return tuple(Row(name, _per_column([one], _first(figure_of(name)))) for name in names)


def _in_unit(region: RegionScores | None, kind: str, unit: str) -> Value:
    return None if region is None else float(getattr(getattr(region, kind), unit))


def _lag_at(speed: str) -> Callable[[Scores], Value]:
    return lambda scores: _known(scores.lag_at[speed])


def _lag_of(region: str) -> Callable[[Scores], Value]:
    return lambda scores: _known(scores.regions[region].lag_ms)


def _whole_rows(one: Scored) -> tuple[Row, ...]:
    def row(name: str, figure: Callable[[Scores], Value], digits: int = 3) -> Row:
        return Row(name, _per_column([one], _first(figure)), digits=digits)

    whose = "foot" if _are_feet(one) else "head"
    speeds = dict.fromkeys(
        name for scores in one.scores.values() if isinstance(scores, Scores) for name in scores.lag_at
    )
    rows = [
        row("lag, ms", lag, 1),
        *(row(f"lag at {speed} speed, ms", _lag_at(speed), 1) for speed in speeds),
        *(
            row(f"lag of the {part}, ms", _lag_of(part), 1)
            for part in ("lips", "eyes", "toe", "heel")
            if all(part in s.regions for s in one.scores.values() if isinstance(s, Scores))
        ),
        row("error above 5 Hz, %", lambda s: s.tremble.percent),
        row("flicker, %", lambda s: s.regions["all"].flicker.percent),
        row("largest error, %", lambda s: s.regions["all"].peak.percent, 2),
        row("largest jump, %", lambda s: s.regions["all"].jump.percent, 2),
        row("overshoot, %", lambda s: _percent(s.overshoot), 2),
        row(f"turn of the {whose} above 1 Hz, degrees", lambda s: _pose(s, "jitter_deg")),
        row(f"turn of the {whose}, error, degrees", lambda s: _pose(s, "error_deg")),
        row(f"place of the {whose} above 1 Hz, mm", lambda s: _pose(s, "jitter_mm"), 2),
        row(f"place of the {whose}, error, mm", lambda s: _pose(s, "error_mm"), 2),
        row("frames lost", lambda s: s.losses.frames, 0),
        row("found again after, ms", lambda s: s.losses.reacquire_ms, 0),
        row("identities swapped", lambda s: s.losses.swaps, 0),
        row("taken for the other foot, % of frames", lambda s: _percent_of(s.wrong_side), 1),
        row("detect..fit, ms", lambda s: s.ms, 1),
    ]
    return tuple(row for row in rows if any(value is not None for value in row.values))


def _known(value: float | Missing) -> Value:
    return None if isinstance(value, Missing) else value


def _percent_of(share: float | None) -> Value:
    return None if share is None else 100.0 * share


def _percent(figure: Figure | Missing) -> Value:
    return None if isinstance(figure, Missing) else figure.percent


def _pose(scores: Scores, name: str) -> Value:
    return None if isinstance(scores.pose, Missing) else _known(getattr(scores.pose, name))


def _per_column(clips: Sequence[Scored], of: Callable[[list[Scores]], Value]) -> tuple[Value, ...]:
    """A value for everybody who tracked; None where somebody found no face in any of these clips."""
    found = []
    for name in columns_of(clips):
        scores = [one.scores.get(name) for one in clips]
        known = [one for one in scores if isinstance(one, Scores)]
        found.append(of(known) if known else None)
    return tuple(found)


def _first(figure: Callable[[Scores], Value]) -> Callable[[list[Scores]], Value]:
    return lambda found: figure(found[0])


def _pooled(
    figure: Callable[[Scores], Value], pool: Callable[[list[float]], Value]
) -> Callable[[list[Scores]], Value]:
    """One value of several clips, from those that have one."""
    return lambda found: pool([value for value in map(figure, found) if value is not None])


def _worst(clips: Sequence[Scored], figure: Callable[[Scores], Value]) -> tuple[Value, ...]:
    return _per_column(clips, _pooled(figure, lambda values: max(values, default=None)))


def _sum(clips: Sequence[Scored], figure: Callable[[Scores], Value]) -> tuple[Value, ...]:
    return _per_column(clips, _pooled(figure, lambda values: float(sum(values))))


def _together(values: list[float]) -> Value:
    return float(np.sqrt(np.mean(np.square(values)))) if values else None


def _farthest(values: list[float]) -> Value:
    return max(values, key=abs, default=None)

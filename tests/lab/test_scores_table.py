"""Tables of scores: what is taken together, what is promised, and how they look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.missing import Missing
from app.lab.scores import Scores, score
from app.lab.scores_table import (
    Row,
    Scored,
    Table,
    blind_table,
    clip_tables,
    motions_table,
    promised_table,
)
from app.lab.scores_text import markdown, page, text
from tests.lab.scored import FACE_PX, moved, times, track_of, truth_of


def scores(noise_px: float, lag_ms: float = 0.0) -> Scores:
    t_s = times(4.0)
    noise = np.random.default_rng(1).normal(0.0, noise_px, (len(t_s), 478, 2))
    shown = moved(t_s, x=40.0 * np.sin(4.0 * (t_s - lag_ms * 1e-3))) + noise
    found = score(track_of(t_s, shown), truth_of(t_s, moved(t_s, x=40.0 * np.sin(4.0 * t_s))))
    assert isinstance(found, Scores)
    return found


def row(table: Table | Missing, begins: str) -> Row:
    assert isinstance(table, Table)
    return next(row for row in table.rows if row.name.startswith(begins))


def test_clips_of_one_motion_count_as_one() -> None:
    calm, wild = scores(0.1, 1.0), scores(0.7, -6.0)
    table = promised_table([Scored("a", "slow-sway", {"x": calm}), Scored("b", "slow-sway", {"x": wild})])
    errors = [one.regions["all"].error.percent for one in (calm, wild)]
    assert row(table, "slow sway").values[0] == pytest.approx(np.sqrt(np.mean(np.square(errors))))
    lag = row(table, "lag, slow").values[0]
    assert lag == pytest.approx(-6.0, abs=0.3)
    assert not any(one.name.startswith("still") for one in table.rows)  # type: ignore[union-attr]


def test_a_column_that_found_nobody_is_empty_and_the_others_are_not() -> None:
    found = scores(0.2)
    one = Scored("a", "still", {"x": Missing("nobody"), "y": found})
    table = promised_table([one])
    assert row(table, "still").values == (None, found.regions["all"].jitter.percent)
    assert isinstance(table, Table) and "–" in text(table)
    assert row(motions_table([one]), "frames lost").values == (None, 0.0)
    assert all(len(line.values) == 2 for each in clip_tables(one) for line in each.rows)


def test_the_worst_clip_tells_the_largest_jump_and_losses_add_up() -> None:
    calm, wild = scores(0.1), scores(0.7)
    lossy = replace(wild, losses=replace(wild.losses, frames=3))
    table = motions_table([Scored("a", "nodding", {"x": calm}), Scored("b", "turning", {"x": lossy})])
    assert row(table, "largest jump").values == (wild.regions["all"].jump.percent,)
    assert row(table, "frames lost").values == (3.0,)


def test_clips_without_a_truth_have_a_table_of_their_own() -> None:
    blind, known = Scored("film.mp4", "", {"x": scores(0.2)}), Scored("a", "still", {"x": scores(0.2)})
    assert len([row for row in blind_table([blind, known]).rows if "film" in row.name]) == 5  # type: ignore[union-attr]
    assert isinstance(blind_table([known]), Missing)
    assert isinstance(promised_table([blind]), Missing) and isinstance(motions_table([blind]), Missing)


def test_px_and_millimetres_stand_beside_percent() -> None:
    tables = clip_tables(Scored("a", "still", {"x": scores(0.2)}))
    percent, px = (
        row(next(t for t in tables if t.title == f"a: jitter, {unit}"), "lips").values[0]
        for unit in ("% of the face's width", "px")
    )
    assert percent is not None and px == pytest.approx(percent * FACE_PX / 100.0)


@pytest.fixture
def table() -> Table:
    rows = (
        Row("still <a|b>", (0.02, 0.5, None), 0.035, 0.02),
        Row("lag, ms", (-0.04, -9.0, 1.0), 2.0, 0.0, 1),
    )
    return Table("A & B", ("ours", "theirs", "none"), rows)


def test_text_is_aligned_and_nothing_has_no_minus(table: Table) -> None:
    lines = text(table).splitlines()
    assert len({line.index("at most") + 7 for line in lines if "at most" in line}) == 1
    assert "  0.0" in lines[3] and "-0.0" not in lines[3] and "-9.0" in lines[3]


def test_markdown_escapes_bars(table: Table) -> None:
    made = markdown([table, table], "Stability")
    assert made.startswith("# Stability\n\n**A & B**") and made.count("still <a\\|b>") == 2
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in rows}) == 1


def test_the_page_stands_by_itself_and_colours_what_is_kept(table: Table) -> None:
    made = page([table], "Stability <1>")
    assert "still &lt;a|b&gt;" in made and "Stability &lt;1&gt;" in made and "A &amp; B" in made
    assert made.count('class="kept"') == 3 and made.count('class="missed"') == 2
    assert "http" not in made and "<script" not in made

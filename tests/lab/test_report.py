"""The report stands by itself, and says what the figures say."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.errors import UserError
from app.lab.chart_drawing import draw_chart, name_places, ticks
from app.lab.charts import Chart, Mark, Series
from app.lab.comparison import FrontPoint
from app.lab.comparison_charts import error_chart, front_chart, signal_chart, spectrum_chart
from app.lab.drawing import Line, Text
from app.lab.overlay import PLACES, draw_overlay
from app.lab.report import MOMENTS, charts_of, moments, report_page, report_picture, save_report, trails
from app.lab.report_words import Words, figure_text
from app.lab.spectrum import spectrum
from app.lab.verdict import Row, Verdict, verdict
from tests.lab.compared import LATE_S, compared

WORDS = Words()


class Tags(HTMLParser):
    """Every tag with its attributes, and whether each is closed."""

    EMPTY = ("meta", "input", "br", "img")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags_of(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    return tags


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = report_page(compared(), WORDS)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", page)
    for tag, attributes in tags_of(page).found:
        assert tag not in ("link", "iframe", "object", "embed")
        for name in ("src", "href", "srcset", "action"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:", "#")), (tag, value)


def test_the_page_has_both_names_and_all_figures() -> None:
    found = compared()
    page = report_page(found, WORDS)
    assert "A: default" in page and "B: mine &lt;1&gt;" in page and "steady.method = spring" in page
    for row in (*found.rows, *found.parts):
        assert WORDS.figure_of(row, "a") in page and WORDS.figure_of(row, "b") in page, row.name
    assert WORDS.sentence(found.verdict) in page


def test_every_picture_that_is_shown_is_on_the_page() -> None:
    found = compared()
    tags = tags_of(report_page(found, WORDS)).found
    there = {attributes["id"] for tag, attributes in tags if tag == "g" and "id" in attributes}
    used = {str(attributes["href"])[1:] for tag, attributes in tags if tag == "use"}
    assert used and used <= there
    kept, _ = moments(found)
    assert len(there) == 3 * len(kept) and len(kept) <= MOMENTS + 1


@pytest.mark.parametrize("known", [True, False])
def test_the_picture_is_drawn_with_and_without_truth(known: bool, tmp_path: Path) -> None:
    save_report(tmp_path / "report.png", compared(known=known))
    with Image.open(tmp_path / "report.png") as picture:
        assert picture.width == 2400 and picture.height > 2000
        colours = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    for ink in ((0, 114, 178), (213, 94, 0)):  # A's and B's
        assert (np.abs(colours.astype(int) - ink).max(axis=1) < 12).sum() > 500


def test_another_ending_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.html, \.png"):
        save_report(tmp_path / "report.pdf", compared())
    assert not list(tmp_path.iterdir())


def test_names_that_look_like_tags_stay_text() -> None:
    page = report_page(compared(name='<script>alert("x")</script>'), WORDS)
    assert [tag for tag, _ in tags_of(page).found].count("script") == 1


def test_the_sentence_says_what_the_figures_say() -> None:
    found = compared()
    said = WORDS.sentence(found.verdict)
    assert found.verdict.calmer_percent == pytest.approx(50.0, abs=3.0)
    assert found.verdict.later_ms == pytest.approx(1e3 * LATE_S, abs=1.0)
    assert said.startswith("B is calmer by") and "ms later" in said and "further from the truth" in said
    assert WORDS.sentence(Verdict(-4.0, -2.0)) == "B trembles 4 % more and comes 2 ms earlier."
    assert WORDS.sentence(Verdict(0.0)) == "B is as calm as A."
    assert WORDS.sentence(Verdict()) == WORDS.unknown


def test_without_the_truth_nothing_is_said_of_it() -> None:
    found = compared(known=False)
    assert found.verdict.closer_percent is None
    assert "truth" not in WORDS.sentence(found.verdict)
    assert signal_chart(found, WORDS, "nose", 0).series[-1].name == "B"


def test_the_better_one_is_the_one_nearer_to_nought() -> None:
    assert Row("lag", "ms", -1.0, 4.0).better == "a"
    assert Row("jitter", "%", 0.2, 0.1).better == "b"
    assert Row("jitter", "%", 0.2, 0.2).better == Row("lag", "ms", None, 1.0).better == ""
    assert verdict({"jitter": Row("jitter", "%", 0.0, 0.1)}).calmer_percent is None


def test_figures_are_read_without_minus_nought() -> None:
    assert [figure_text(value, "ms") for value in (-0.04, 7.36, None)] == ["0.0", "7.4", "–"]
    assert [figure_text(value, "%") for value in (0.0351, 1.234, -0.5)] == ["0.035", "1.23", "−0.500"]
    assert figure_text(3.0, "") == "3"


def test_a_late_landmark_errs_most_where_it_is_fastest() -> None:
    found = compared()
    chart = error_chart(found, WORDS, "nose", 0)
    late = next(series for series in chart.series if series.ink == "b")
    speed = 60.0 * 4.0 * np.cos(4.0 * late.x)
    assert np.corrcoef(late.y, -speed)[0, 1] > 0.95


def test_the_spectrum_of_what_trembles_twice_as_much_is_twice_as_high() -> None:
    chart = spectrum_chart(compared(), WORDS)
    assert chart is not None
    heights = {series.ink: series.y[series.x > 6.0].mean() for series in chart.series}
    assert heights["a"] / heights["b"] == pytest.approx(2.0, rel=0.15)


def test_the_spectrum_holds_all_of_the_power() -> None:
    t_s = np.arange(300) / 30.0
    rng = np.random.default_rng(2)
    own = rng.normal(0.0, 1.0, (300, 40)) + 1j * rng.normal(0.0, 1.0, (300, 40))
    found = spectrum(t_s, own)
    assert found is not None
    hertz, density = found
    assert np.sqrt(np.sum(density**2) * (hertz[1] - hertz[0])) == pytest.approx(np.sqrt(2.0), rel=0.05)
    tone = spectrum(t_s, 0.1 * np.exp(2j * np.pi * 5.0 * t_s)[:, None])
    assert tone is not None and tone[0][np.argmax(tone[1])] == pytest.approx(5.0)
    assert spectrum(t_s[:10], own[:10]) is None


def test_the_front_has_both_points_and_every_stabiliser() -> None:
    chart = front_chart(compared(), Words(methods={"one-euro": "One-euro"}))
    assert chart is not None
    assert {mark.name: mark.main for mark in chart.marks} == {
        "A": True, "B": True, "One-euro": False, "none": False,
    }  # fmt: skip


def test_a_tuned_front_is_a_line_by_its_lag() -> None:
    tuned = tuple(FrontPoint("", "tuned", 0.3 / (1.0 + lag), lag) for lag in (4.0, 0.0, 2.0))
    found = compared()
    chart = front_chart(replace(found, front=(*found.front, *tuned)), WORDS)
    assert chart is not None and len(chart.marks) == len(found.front)
    assert chart.series[0].x.tolist() == [0.0, 2.0, 4.0]
    assert (np.diff(chart.series[0].y) < 0.0).all()


def test_names_of_points_cover_neither_each_other_nor_points() -> None:
    rng = np.random.default_rng(5)
    marks = tuple(Mark(f"setting {n}", "other", 0.0, 0.0, n < 2) for n in range(7))
    for _ in range(50):
        places = rng.uniform((20.0, 20.0), (380.0, 180.0), (7, 2))
        found = name_places(marks, places, [70.0] * 7, (0.0, 0.0, 400.0, 200.0))
        boxes = [(x, y) for x, y in (place for place in found if place is not None)]
        assert len(boxes) >= 2
        for (x1, y1), (x2, y2) in combinations(boxes, 2):
            assert abs(x1 - x2) >= 70.0 or abs(y1 - y2) >= 12.0
        for x, y in boxes:
            assert 0.0 <= x <= 330.0 and 6.0 <= y <= 194.0


def test_a_chart_stays_in_its_box() -> None:
    x = np.linspace(-3.0, 7.0, 50)
    wild = Series("wild", "a", x, np.where(x > 0, 1e3 * np.sin(9 * x), np.nan))
    drawing = draw_chart(Chart("title", "s", (wild,)), 500.0, 240.0)
    for shape in drawing.shapes:
        points = shape.points if isinstance(shape, Line) else np.array([[shape.x, shape.y]])  # type: ignore[union-attr]
        known = points[np.isfinite(points).all(axis=1)]
        assert (known >= 0.0).all() and (known <= (500.0, 240.0)).all(), shape
    assert any(isinstance(shape, Text) and shape.text == "title" for shape in drawing.shapes)


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.035), (-1.3, 12.0), (480.0, 662.0), (0.0, 1e-3)])
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    found = ticks(low, high, 6)
    assert 2 <= len(found) <= 12
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in found)
    assert all(len(f"{tick:g}") <= 6 for tick in found)


@pytest.mark.parametrize("place", list(PLACES))
def test_the_overlay_shows_where_the_points_are(place: str) -> None:
    found = compared()
    still = found.stills[4]
    around = found.a.track.raw[still.frame]
    drawing = draw_overlay(still, trails(found), found.t_s, around=around, place=place, size=300.0)
    dots = [shape for shape in drawing.shapes if hasattr(shape, "radius")]
    assert len(dots) == 2 * len(PLACES[place])
    inside = [0.0 <= dot.x <= 300.0 and 0.0 <= dot.y <= 300.0 for dot in dots]  # type: ignore[union-attr]
    assert np.mean(inside) > 0.95


def test_all_charts_have_titles_of_their_own() -> None:
    for known in (True, False):
        titles = [chart.title for chart in charts_of(compared(known=known), WORDS)]
        assert len(titles) == len(set(titles)) == 4


def test_the_picture_can_be_lettered_by_somebody_who_knows_more_letters() -> None:
    asked: list[str] = []

    def lettering(text: str, width: int, height: int) -> np.ndarray:
        asked.append(text)
        return np.zeros((height, width), np.uint8)

    report_picture(compared(), Words(title="两组设置 {recording}"), lettering=lettering, scale=1.0)
    assert "两组设置 a clip.mkv" in asked

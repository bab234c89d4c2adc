"""Measurements of people whose jitter and lag are known."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from app.core.maths import Array
from app.core.missing import Missing
from app.lab.measurement import NOBODY, PARTS, TOO_SLOW, Recorder
from app.lab.table import measurements_csv
from tests.lab.people import FACE_PX, FPS, face_points, measured, result


def test_a_known_trembling_is_measured_in_px_and_in_percent_of_the_face() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(0.0, 0.6, (151, 478, 2))
    found = measured("still", noise, 0.25 * noise)
    for part in PARTS:
        figures = found.parts[part]
        assert figures.raw_px == pytest.approx(0.6 * np.sqrt(2), rel=0.1), part
        assert figures.steady_px == pytest.approx(0.25 * figures.raw_px, rel=1e-3)
        assert figures.raw_percent == pytest.approx(figures.raw_px / FACE_PX * 100, rel=0.01)
    assert found.frames == 151 and found.lost == 0
    assert found.fps == pytest.approx(FPS) and not found.restless


def test_a_known_lag_is_measured_while_moving_and_not_while_still() -> None:
    t_s = np.arange(181) / FPS

    def swing(at_s: Array) -> Array:
        x = 30.0 * np.sin(2 * np.pi * 0.8 * at_s) + 10.0 * np.sin(2 * np.pi * 1.7 * at_s)
        return np.asarray(np.stack([x, 0.3 * x], axis=-1)[:, None, :] * np.ones((1, 478, 1)))

    moving = measured("move", swing(t_s), swing(t_s - 0.05))
    for part in moving.parts.values():
        assert part.lag_ms == pytest.approx(50.0, abs=3.0)
    still = measured("still", swing(t_s), swing(t_s))
    assert isinstance(still.parts["all"].lag_ms, Missing) and still.restless


def test_frames_without_a_face_are_counted_and_split_the_run() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.6, (151, 478, 2))
    found = measured("still", noise, noise, absent=frozenset(range(70, 85)))
    assert found.lost == 15
    assert found.parts["all"].raw_px == pytest.approx(0.6 * np.sqrt(2), rel=0.1)
    assert np.isnan(found.raw).sum() == 1


def test_a_jump_between_epochs_is_no_jitter() -> None:
    recorder = Recorder("still", 4.0)
    face = face_points()
    for index in range(121):
        recorder.take(result(index, face + 100.0 * (index > 60), face, epoch=int(index > 60)))
    found = recorder.measurement()
    assert not isinstance(found, Missing) and found.parts["all"].raw_px < 1e-3


def test_a_frame_that_is_looked_at_twice_counts_once_and_nobody_gives_nothing() -> None:
    recorder, empty = Recorder("still", 3.0), Recorder("still", 3.0)
    face = face_points()
    for index in range(60):
        empty.take(result(index, face, face, present=False))
    assert empty.measurement() == NOBODY
    for index in (0, 0, 1, 1):
        recorder.take(result(index, face, face))
    found = recorder.measurement()
    assert found == TOO_SLOW
    assert recorder.done_share == pytest.approx(1 / 90)


def test_the_table_has_a_line_for_each_part() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.6, (151, 478, 2))
    found = replace(measured("still", noise, noise), settings="steady.method = one-euro")
    lines = list(csv.DictReader(io.StringIO(measurements_csv([found, found]))))
    assert [line["part"] for line in lines] == 2 * list(PARTS)
    assert {line["settings"] for line in lines} == {"steady.method = one-euro"}
    assert float(lines[-1]["raw_px"]) == pytest.approx(found.parts["all"].raw_px, abs=1e-3)
    assert lines[0]["lag_ms"] == ""

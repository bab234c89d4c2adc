"""A cut begins a new epoch; what merely moves, flashes or fades does not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.frame import Frame
from app.sources import open_source
from app.sources.cuts import arrangement, is_cut

Rgb = NDArray[np.uint8]
WIDTH, HEIGHT = 320, 180


def scene(seed: int) -> Rgb:
    """Smooth patches of light and dark, another arrangement for every seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 8))
    rows = np.linspace(0, 4, HEIGHT).round().astype(int)
    columns = np.linspace(0, 7, WIDTH).round().astype(int)
    return np.repeat(coarse[rows][:, columns, None], 3, axis=2).astype(np.uint8)


def cut_between(a: Rgb, b: Rgb) -> bool:
    return is_cut(arrangement(a), arrangement(b))


def test_another_scene_is_a_cut_at_any_size() -> None:
    for step in (1, 2, 5):
        assert cut_between(scene(1)[::step, ::step], scene(2)[::step, ::step])


def test_the_same_scene_moved_by_a_twentieth_is_none() -> None:
    assert not cut_between(scene(1), np.roll(scene(1), WIDTH // 20, axis=1))


@pytest.mark.parametrize("gain", [0.3, 0.6, 1.6])
def test_a_change_of_light_is_none(gain: float) -> None:
    lit = np.clip(scene(1) * 0.5 * gain, 0, 255).astype(np.uint8)
    assert not cut_between((scene(1) * 0.5).astype(np.uint8), lit)


def test_black_after_black_is_none_and_a_scene_after_black_is_one() -> None:
    black = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    assert not cut_between(black, black + 3)
    assert cut_between(black, scene(1))


def test_a_clip_of_three_shots_has_three_epochs(make_clip) -> None:
    def paint(index: int) -> Rgb:
        return np.roll(scene(index // 8), 2 * index, axis=1)

    times_ms = range(0, 24 * 40, 40)
    source = open_source(str(make_clip(size=(WIDTH, HEIGHT), times_ms=times_ms, paint=paint)))
    frames = []
    while isinstance(frame := source.read(), Frame):
        frames.append(frame)
    source.close()
    assert [frame.epoch for frame in frames] == [index // 8 for index in range(24)]
    assert all(b.t_ns > a.t_ns for a, b in pairwise(frames))


@pytest.mark.slow
def test_no_development_clip_is_cut(shared_data: Path) -> None:
    clips = ["faces/webcam_talking_360p.mp4", "faces/two_people_head_turns.gif", "feet/dancer_600.mp4"]
    for clip in [*clips, "faces/walking_up_to_camera.gif", "feet/first_person_sneakers.gif"]:
        source = open_source(str(shared_data / clip))
        epochs = set()
        while isinstance(frame := source.read(), Frame):
            epochs.add(frame.epoch)
        source.close()
        assert epochs == {0}, clip

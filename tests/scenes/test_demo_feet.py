"""demo:feet: what is drawn is what is said to be true."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from app.core.foot import LEFT, RIGHT, TOE_TIP
from app.scenes.demo_feet import HEIGHT, WIDTH, DemoFeet, DemoFeetSource
from app.scenes.demo_feet_motion import LOOP_FRAMES, STILL


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoFeet]:
    feet = DemoFeet()
    yield feet
    feet.close()


def test_a_foot_is_where_its_keypoints_say(demo: DemoFeet) -> None:
    for index in (0, 84, 129, 183, 204):
        rgb, truth = demo.start(demo.motion(index)).result()
        assert rgb.shape == (HEIGHT, WIDTH, 3)
        assert truth.part is not None
        for foot in truth.feet:
            x, y = foot.points[TOE_TIP].round().astype(int)
            around = truth.part[y - 4 : y + 5, x - 4 : x + 5]
            assert (around == 2).any() and (around == 0).any()  # the tip of a toe is at an outline


def test_the_window_that_is_drawn_anew_holds_all_of_the_feet(demo: DemoFeet) -> None:
    for index in range(0, LOOP_FRAMES, 12):
        points = np.concatenate([foot.points for foot in demo.truth(demo.motion(index)).feet])
        assert (points > 0).all() and (points < (WIDTH, HEIGHT)).all()
    bare, _ = demo.start(demo.motion(0)).result()
    stepped, truth = demo.start(demo.motion(84)).result()
    changed = np.abs(bare.astype(int) - stepped).max(axis=2) > 24
    ys, xs = np.nonzero(changed)
    assert truth.part is not None and len(xs) > 1000
    # A seam would show as a straight edge of changes: none of them lies at the window's own border.
    assert xs.min() > 182 and xs.max() < 778 and ys.max() < 508


def test_the_left_foot_stands_to_the_right_in_the_picture_of_who_faces_it(demo: DemoFeet) -> None:
    left, right = demo.truth(demo.motion(0)).feet
    assert (left.side, right.side) == (LEFT, RIGHT)
    assert left.points[:, 0].mean() > right.points[:, 0].mean()


def test_the_picture_is_the_same_whether_or_not_somebody_asks_what_it_shows(demo: DemoFeet) -> None:
    quick = DemoFeet(parts=False)
    try:
        rgb, truth = quick.start(quick.motion(84)).result()
    finally:
        quick.close()
    assert truth.part is None
    assert np.array_equal(rgb, demo.start(demo.motion(84)).result()[0])


def test_feet_that_stand_still_are_the_same_picture(demo: DemoFeet) -> None:
    first, last = STILL[0]
    a, _ = demo.start(demo.motion(first)).result()
    demo.start(demo.motion(100)).result()
    b, _ = demo.start(demo.motion(last - 1)).result()
    assert np.array_equal(a, b)
    for start, end in STILL:
        points = [demo.truth(demo.motion(i)).feet[1].points for i in (start, end - 1)]
        assert np.array_equal(*points)


def test_the_loop_closes(demo: DemoFeet) -> None:
    last, first = (demo.truth(demo.motion(i)) for i in (LOOP_FRAMES - 1, 0))
    for a, b in zip(last.feet, first.feet, strict=True):
        assert np.abs(a.points - b.points).max() < 0.5


def test_the_source_gives_every_frame_with_its_truth() -> None:
    source = DemoFeetSource()
    try:
        assert source.info.frame_count == LOOP_FRAMES
        source.seek(3_000_000_000)
        frame = source.read()
        assert frame is not None and frame.t_ns == 3_000_000_000
        feet = source.truth(90).feet
        assert feet[0].length_mm == pytest.approx(feet[1].length_mm)
        assert 200.0 < feet[0].length_mm < 300.0
        assert feet[0].pose.translation_mm[2] > 800.0
    finally:
        source.close()
    assert source.read() is None

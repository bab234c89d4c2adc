"""A foot is shown once looks that differ agree that there is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.core.frame import Frame
from app.core.maths import Float32
from app.core.observations import Crop, Request
from app.stages.crop import foot_crop
from app.vision.foot_belief import Belief, believed, beside, log_odds, probability, shaken
from app.vision.foot_net import OUTSIDE
from app.vision.onnx_feet import OnnxFeet
from app.vision.ort import Device, Net

# A right foot seen from above, toe up, by hand, in px about its middle.
FOOT = np.array([[2, -50], [0, 50], [-18, -20], [20, -12], [0, 5], [-14, 30], [13, 34], [0, 48]], np.float32)
PICTURE = np.full((360, 640, 3), OUTSIDE, np.uint8)


class Said(Net):
    """A network that sees one foot in the middle of whatever it is shown, as sure as it is told to be: the
    first score for searches, the others for looks in turn; the last one lasts."""

    def __init__(self, search: float, looks: Sequence[float]) -> None:
        self.device = Device("cpu", "CPU", "", 1.0)
        self.search, self.looks, self.asked = search, list(looks), []

    def run(self, image: np.ndarray) -> list[Float32]:
        _, height, width, _ = image.shape
        self.asked.append((width, height))
        score = (
            self.search if width != height else self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        )
        rows, columns = height // 8, width // 8
        centre = np.zeros((1, 1, rows, columns), np.float32)
        centre[0, 0, rows // 2, columns // 2] = score
        at = np.array([columns // 2, rows // 2]) * 8 + 4.0
        vectors = np.zeros((1, 16, rows, columns), np.float32)
        ends = FOOT + np.array([width, height]) / 2.0 - at
        vectors[0, :, rows // 2, columns // 2] = ends.reshape(-1)
        nothing = [np.zeros((1, n, rows, columns), np.float32) for n in (1, 8, 8)]
        fine = [np.zeros((1, n, 2 * rows, 2 * columns), np.float32) for n in (8, 3)]
        return [centre, vectors, *nothing, *fine]


def seen_by(net: Said, frames: int = 1, crops: tuple[Crop, ...] = ()) -> list[list[float]]:
    """The scores of what is shown in each frame; only the first is searched."""
    feet = OnnxFeet(net=net)
    shown = []
    for index in range(frames):
        frame = Frame(0, index * 33_000_000, index, PICTURE, Frame.from_rgb(PICTURE).camera)
        request = Request(crops, search=index == 0 and not crops, max_new=1, min_score=0.35)
        shown.append([foot.score for foot in feet.observe(frame, request)])
    return shown


def test_what_every_look_sees_is_shown_at_once() -> None:
    (scores,) = seen_by(Said(0.7, [0.8]))
    assert len(scores) == 1 and 0.6 < scores[0] < 0.8


def test_what_only_one_crop_shows_is_no_foot() -> None:
    assert seen_by(Said(0.7, [0.8, 0.15, 0.8])) == [[]]


def test_a_doubtful_foot_is_looked_at_until_it_is_sure() -> None:
    shown = seen_by(Said(0.45, [0.45, 0.45, 0.9]), frames=6)
    assert shown[0] == [] and any(shown), "no search came after the first"


def test_a_doubtful_foot_is_forgotten_where_nothing_more_is_seen() -> None:
    net = Said(0.45, [0.45, 0.45, 0.0])
    assert seen_by(net, frames=6) == [[]] * 6
    assert len(net.asked) <= 5, "nothing is left to look at"


def test_a_followed_foot_may_be_less_sure_than_a_new_one() -> None:
    assert seen_by(Said(0.4, [0.4])) == [[]]
    crop = foot_crop(FOOT + np.float32([320, 180]))
    assert seen_by(Said(0.4, [0.4]), crops=(crop,)) == [[pytest.approx(0.4)]]


def test_looks_at_a_suspect_differ() -> None:
    suspect = Belief(FOOT, 0.0)
    crops = []
    for score in (0.5, 0.6, 0.7):
        crops.append(suspect.crop)
        suspect = suspect.told(FOOT, score, 1.0, 0)
    assert len(set(crops)) == 3
    assert all(abs(np.log(crop.size_px / crops[0].size_px)) < 0.2 for crop in crops)


def test_the_other_foot_and_size_speak_for_a_foot() -> None:
    foot, odds = FOOT + np.float32([300, 200]), log_odds(0.5)
    alone = believed(foot, odds, [], 640.0)
    with_mate = believed(foot, odds, [(foot + np.float32([90, 0]), log_odds(0.8))], 640.0)
    with_itself = believed(foot, odds, [(foot + np.float32([5, 0]), log_odds(0.8))], 640.0)
    assert with_mate > odds > alone == pytest.approx(with_itself)
    assert believed(foot, odds, [], 4000.0) < alone, "in a large picture it is a small thing"


def test_the_other_foot_is_looked_for_around_the_one() -> None:
    crop = beside(FOOT + np.float32([300, 200]))
    assert abs(crop.cx - 300) < 5 and abs(crop.cy - 200) < 5 and crop.size_px > 300 and crop.roll_rad == 0.0


def test_log_odds_come_back_and_keep_within_bounds() -> None:
    assert probability(log_odds(0.3)) == pytest.approx(0.3)
    assert log_odds(1.0) == -log_odds(0.0) < 5.0


def test_a_shaken_crop_still_shows_the_foot() -> None:
    crop = foot_crop(FOOT)
    for number in (0, 1):
        other = shaken(crop, number)
        assert other != crop and np.hypot(other.cx - crop.cx, other.cy - crop.cy) < 0.1 * crop.size_px

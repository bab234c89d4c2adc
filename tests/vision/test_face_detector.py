"""Decoding, merging and tiling, without a network; OpenCV and Qt."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.vision.face_detector import FULL_RANGE, SHORT_RANGE, Detections, drop_duplicates, merge, overlap
from app.vision.ort import devices, open_net
from app.vision.registry import providers
from app.vision.tiles import _starts, tile_sides


def detections(*boxes: tuple[float, float, float, float, float]) -> Detections:
    """From (x0, y0, x1, y1, score)."""
    values = np.array(boxes, np.float32).reshape(-1, 5)
    keypoints = np.repeat(values[:, None, :2], 6, axis=1)
    return Detections(values[:, :4], keypoints, values[:, 4])


def test_anchors_are_as_many_as_the_networks_answer_for() -> None:
    assert SHORT_RANGE.centres_px().shape == (896, 2)
    assert FULL_RANGE.centres_px().shape == (2304, 2)
    np.testing.assert_allclose(SHORT_RANGE.centres_px()[[0, 2, 895]], [[4, 4], [12, 4], [120, 120]])


def test_overlapping_detections_become_their_weighted_mean() -> None:
    found = merge(detections((0, 0, 10, 10, 0.5), (2, 0, 12, 10, 0.75), (100, 0, 110, 10, 0.6)))
    np.testing.assert_allclose(found.scores, [0.75, 0.6])
    np.testing.assert_allclose(found.boxes[0], [1.2, 0, 11.2, 10], rtol=1e-5)
    np.testing.assert_allclose(found.keypoints[0], np.tile([1.2, 0.0], (6, 1)), rtol=1e-5)


def test_of_a_face_and_its_cut_part_the_surer_one_stays() -> None:
    found = drop_duplicates(detections((0, 0, 40, 40, 0.9), (0, 20, 40, 40, 0.6), (200, 0, 240, 40, 0.7)))
    np.testing.assert_allclose(found.scores, [0.9, 0.7])


def test_nothing_merges_to_nothing() -> None:
    assert len(merge(Detections.none())) == len(drop_duplicates(Detections.none())) == 0
    assert Detections.none().crops() == []


def test_overlap_of_equal_apart_and_empty_boxes() -> None:
    boxes = detections((0, 0, 2, 2, 1), (0, 0, 1, 2, 1), (5, 5, 6, 6, 1), (0, 0, 0, 0, 1)).boxes
    iou, inside = overlap(boxes[:1], boxes)
    np.testing.assert_allclose(iou[0], [1.0, 0.5, 0.0, 0.0])
    np.testing.assert_allclose(inside[0], [1.0, 1.0, 0.0, 0.0])


def test_a_tilted_pair_of_eyes_tilts_the_crop() -> None:
    found = detections((0, 0, 20, 40, 1.0))
    keypoints = found.keypoints.copy()
    keypoints[0, 0], keypoints[0, 1] = (5, 10), (15, 20)
    (crop,) = Detections(found.boxes, keypoints, found.scores).crops()
    assert (crop.cx, crop.cy, crop.size_px) == (10.0, 20.0, 60.0)
    assert crop.roll_rad == pytest.approx(np.pi / 4)


@given(st.integers(1, 9000))
def test_tiles_cover_a_length_and_overlap(length: int) -> None:
    starts = _starts(length, 512)
    assert starts[0] == 0 and starts[-1] == max(length - 512, 0)
    assert all(b - a <= 512 * 0.7 + 1 for a, b in zip(starts, starts[1:]))


def test_small_pictures_need_no_tiles_and_large_ones_several_levels() -> None:
    assert [tile_sides(side) for side in (480, 1280, 4000)] == [[], [512], [2048, 512]]


def test_the_cpu_is_always_there_and_last() -> None:
    assert devices()[-1] == "cpu"


def test_a_file_that_is_no_network_is_refused_in_one_sentence() -> None:
    with pytest.raises(UserError, match="model cannot be loaded"):
        open_net(b"this is no network", device="cpu")


def test_the_default_provider_is_listed_first() -> None:
    assert [p.name for p in providers()] == ["onnx", "mediapipe"]


def test_importing_opencv_leaves_qts_variables_alone() -> None:
    code = (
        "import os; os.environ.pop('QT_QPA_PLATFORM_PLUGIN_PATH', None);"
        "os.environ['QT_QPA_FONTDIR'] = 'mine';"
        "import app.vision.cv;"
        "print(os.environ.get('QT_QPA_PLATFORM_PLUGIN_PATH'), os.environ['QT_QPA_FONTDIR'])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ)
    assert answer.stdout.split() == ["None", "mine"], answer.stderr


def test_naming_the_providers_imports_neither_onnxruntime_nor_mediapipe() -> None:
    code = (
        "import sys; from app.vision.registry import providers; providers();"
        "print(sorted({'onnxruntime', 'mediapipe'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr

"""Our landmarks beside MediaPipe's own, crop by crop and from end to end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.observations import Crop, Request
from app.core.ports import Provider
from app.store.models import load_model
from app.vision.face_mesh import FaceLandmarker, mediapipe_shift_px
from app.vision.ort import open_net
from app.vision.registry import create_provider, providers

from .conftest import Follow, Rgb, box_width

LANDMARK_GRAPH = "mediapipe/modules/face_landmark/face_landmark_front_cpu.binarypb"


@pytest.fixture(scope="module")
def mediapipe() -> Iterator[Provider]:
    info = next(p for p in providers() if p.name == "mediapipe")
    if not info.available:
        pytest.skip(f"the provider mediapipe cannot run here: {info.absent}")
    provider = create_provider("mediapipe")
    yield provider
    provider.close()


def test_given_the_same_crop_our_points_are_mediapipes(mediapipe: Provider, webcam: list[Frame]) -> None:
    from mediapipe.python.solution_base import SolutionBase

    landmarker = FaceLandmarker(open_net(load_model("face_landmarks"), device="cpu"))
    graph = SolutionBase(
        binary_graph_path=LANDMARK_GRAPH,
        side_inputs={"num_faces": 1, "with_attention": True, "use_prev_landmarks": False},
        outputs=["multi_face_landmarks", "face_rects_from_detections"],
    )
    squares = []
    for frame in webcam[::15]:
        result = graph.process(frame.rgb)
        theirs = _marks(result.multi_face_landmarks[0], frame)
        crop = _crop(result.face_rects_from_detections[0], frame)
        # The crop that reads the very pixels which MediaPipe reads, taking pixel indices for coordinates.
        shift = mediapipe_shift_px(crop)
        same = Crop(crop.cx + float(shift[0]), crop.cy + float(shift[1]), crop.size_px, crop.roll_rad)
        ours, _ = landmarker.landmarks(frame.rgb, same)
        squares.append(((ours[:, :2] - shift - theirs[:, :2]) ** 2).sum(axis=1))
        assert np.abs(ours[:, 2] - theirs[:, 2]).max() < 1.0
    graph.close()
    assert np.sqrt(np.mean(squares)) < 0.2
    assert np.sqrt(np.mean(np.array(squares)[:, 468:])) < 0.2, "irises"


def test_end_to_end_we_agree_within_a_hundredth_of_the_face(
    mediapipe: Provider, onnx: Provider, webcam: list[Frame]
) -> None:
    ours, theirs = Follow(onnx), Follow(mediapipe)
    misses = []
    for frame in webcam:
        a, b = ours(frame)[0].raw, theirs(frame)[0].raw
        misses.append(np.sqrt(((a - b)[:, :2] ** 2).sum(axis=1).mean()) / box_width(b))
    assert np.sqrt(np.mean(np.square(misses))) < 0.01
    assert np.percentile(misses, 95) < 0.01


def test_mediapipe_answers_for_the_place_whose_crop_the_face_fills(
    mediapipe: Provider, webcam: list[Frame]
) -> None:
    frame = webcam[0]
    (found,) = mediapipe.observe(frame, Request((), search=True, max_new=1, thorough=True))
    assert found.place is None
    elsewhere = Crop(found.crop.cx - 200.0, found.crop.cy, found.crop.size_px)
    request = Request((elsewhere, found.crop), search=False, max_new=0, thorough=True)
    assert [seen.place for seen in mediapipe.observe(frame, request)] == [1]


def test_mediapipe_finds_nobody_where_nobody_is_asked_for(mediapipe: Provider, astronaut: Rgb) -> None:
    assert mediapipe.observe(Frame.from_rgb(astronaut), Request((), search=False, max_new=0)) == ()


def test_mediapipe_does_not_look_for_more_people_because_one_is_lost(
    mediapipe: Provider, astronaut: Rgb
) -> None:
    fresh = create_provider("mediapipe")
    twins = np.concatenate([astronaut[:256, 96:352]] * 2, axis=1)
    nobody = np.zeros_like(twins)
    anybody = Request((), search=True, max_new=1)
    (found,) = fresh.observe(Frame.from_rgb(twins), anybody)
    for request in (Request((found.crop,), False, 0), Request((found.crop,), True, 1)):
        assert fresh.observe(Frame.from_rgb(nobody), request) == ()
    assert len(fresh.observe(Frame.from_rgb(twins), anybody)) == 1
    two = fresh.observe(Frame.from_rgb(twins), Request((found.crop,), search=True, max_new=1))
    assert len(two) == 2  # and does when another one is wanted
    fresh.close()


def test_mediapipe_keeps_quiet(
    mediapipe: Provider, astronaut: Rgb, capfd: pytest.CaptureFixture[str]
) -> None:
    fresh = create_provider("mediapipe")
    fresh.observe(Frame.from_rgb(astronaut), Request((), search=True, max_new=1))
    fresh.close()
    assert capfd.readouterr() == ("", "")


def test_without_its_package_it_is_listed_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    monkeypatch.setattr("app.vision.mediapipe_face.find_spec", lambda name: None)
    info = next(p for p in providers() if p.name == "mediapipe")
    assert not info.available and info.absent
    with pytest.raises(UserError, match="'mediapipe' cannot run here"):
        create_provider("mediapipe")


def _marks(face: Any, frame: Frame) -> np.ndarray:
    return np.array([(p.x * frame.width, p.y * frame.height, p.z * frame.width) for p in face.landmark])


def _crop(rect: Any, frame: Frame) -> Crop:
    return Crop(
        rect.x_center * frame.width, rect.y_center * frame.height, rect.width * frame.width, rect.rotation
    )

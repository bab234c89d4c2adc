"""The default provider and the stages behind it, on real pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import UserError
from app.core.face import EYE_LEFT, EYE_RIGHT, IRIS_LEFT, IRIS_RIGHT, LIPS_INNER, LIPS_OUTER
from app.core.frame import Frame
from app.core.observations import Crop, FaceObservation, Request
from app.core.ports import Provider
from app.vision.cv import cv2
from app.vision.registry import create_provider

from .conftest import Follow, Rgb, box_width, centre_of, clip_of, moved, read_rgb

SEARCH = Request((), search=True, max_new=10)
THOROUGH = Request((), search=True, max_new=10, thorough=True)


def only_face(provider: Provider, rgb: Rgb) -> FaceObservation:
    (seen,) = provider.observe(Frame.from_rgb(rgb), THOROUGH)
    return seen


def test_it_says_what_it_runs_on(onnx: Provider) -> None:
    assert (onnx.name, onnx.runs_on) == ("onnx", "CPU")
    assert onnx.why == "it was asked for"


def test_a_face_is_found_with_lips_inside_lips_and_irises_inside_eyes(onnx: Provider, astronaut: Rgb) -> None:
    seen = only_face(onnx, astronaut)
    assert seen.points.shape == (478, 3) and seen.points.dtype == np.float32
    assert seen.place is None and seen.score > 0.9 and seen.visible.min() == 1.0

    def contour(indices: tuple[int, ...]) -> np.ndarray:
        return seen.points[list(indices), :2].reshape(-1, 1, 2)

    for index in LIPS_INNER:
        depth = cv2.pointPolygonTest(contour(LIPS_OUTER), seen.points[index, :2].tolist(), True)
        assert depth > -0.5
    for iris, eye in ((IRIS_RIGHT, EYE_RIGHT), (IRIS_LEFT, EYE_LEFT)):
        assert cv2.pointPolygonTest(contour(eye), seen.points[iris[0], :2].tolist(), True) > 0.0
    assert seen.points[1, 2] < seen.points[234, 2], "the nose is nearer to the camera than the cheek"


def test_points_do_not_depend_on_where_and_how_large_the_picture_shows_the_face(
    onnx: Provider, astronaut: Rgb
) -> None:
    """Half a pixel of a wrong convention would show as a shift that grows with the scale."""
    small = only_face(onnx, astronaut).points
    for scale in (0.5, 2.0):
        large = moved(astronaut, np.array([[scale, 0.0, 0.0], [0.0, scale, 0.0]]), *[int(512 * scale)] * 2)
        back = only_face(onnx, large).points / scale
        assert abs(float((back - small)[:, :2].mean())) < 0.004 * box_width(small)


def test_a_mirrored_picture_has_mirrored_faces(onnx: Provider, astronaut: Rgb) -> None:
    ours = centre_of(only_face(onnx, astronaut).points)
    mirrored = centre_of(only_face(onnx, np.ascontiguousarray(astronaut[:, ::-1])).points)
    assert ours[0] + mirrored[0] == pytest.approx(512.0, abs=1.5)
    assert ours[1] == pytest.approx(mirrored[1], abs=1.5)


def test_a_crop_asked_for_is_answered_with_its_place(onnx: Provider, astronaut: Rgb) -> None:
    frame = Frame.from_rgb(astronaut)
    found = only_face(onnx, astronaut)
    nobody = Crop(400.0, 400.0, 120.0)
    answers = onnx.observe(frame, Request((nobody, found.crop), search=True, max_new=10))
    assert [a.place for a in answers] == [1], "the empty crop is silent, the known face not found again"
    np.testing.assert_allclose(answers[0].points, found.points, atol=1e-3)


def test_an_earlier_answer_is_not_changed_by_the_next(onnx: Provider, astronaut: Rgb) -> None:
    first = only_face(onnx, astronaut)
    kept = first.points.copy()
    only_face(onnx, np.ascontiguousarray(astronaut[:, ::-1]))
    np.testing.assert_array_equal(first.points, kept)


def test_nobody_is_found_in_noise_or_in_a_plain_picture(onnx: Provider) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (360, 640, 3), np.uint8)
    for rgb in (noise, np.full((360, 640, 3), 128, np.uint8), np.zeros((1, 1, 3), np.uint8)):
        assert onnx.observe(Frame.from_rgb(rgb), THOROUGH) == ()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (720, 1280)])
def test_faces_from_30_px_upwards_are_found_once_each_in_a_picture(
    onnx: Provider, astronaut: Rgb, size: tuple[int, int]
) -> None:
    face = only_face(onnx, astronaut)
    wide, centre = box_width(face.points), centre_of(face.points)
    width, height = size
    canvas = np.full((height, width, 3), 110, np.uint8)
    places = []
    for face_px, x, y in ((30, 0.1, 0.15), (35, 0.55, 0.9), (60, 0.9, 0.2), (150, 0.4, 0.45)):
        scale = face_px / wide
        at = np.array([x * width, y * height])
        offset = at - scale * centre
        patch = moved(astronaut, np.column_stack([np.eye(2) * scale, offset]), width, height)
        low, high = (at - 1.1 * face_px).astype(int).clip(0), (at + 1.1 * face_px).astype(int)
        window = np.s_[low[1] : high[1], low[0] : high[0]]
        canvas[window] = patch[window]
        places.append(at)
    found = onnx.observe(Frame.from_rgb(canvas), THOROUGH)
    assert len(found) == len(places)
    for at in places:
        assert min(np.linalg.norm(centre_of(seen.points) - at) for seen in found) < 6.0
    widths = [box_width(seen.points) for seen in found]
    assert widths == sorted(widths, reverse=True), "the largest comes first"


def test_all_portraits_hold_exactly_one_face(onnx: Provider, shared_data: Path) -> None:
    """Beards, caps, sunglasses, profile, low light, closed eyes."""
    for path in sorted((shared_data / "faces" / "portraits").glob("*.jpg")):
        assert len(onnx.observe(Frame.from_rgb(read_rgb(path)), THOROUGH)) == 1, path.name


def test_a_talking_person_is_tracked_through_the_whole_clip(onnx: Provider, webcam: list[Frame]) -> None:
    follow = Follow(onnx)
    tracks = [follow(frame) for frame in webcam]
    present = [bool(found) and found[0].present for found in tracks]
    assert np.mean(present) >= 0.99
    assert {track.id for found in tracks for track in found} == {0}
    assert sum(planned.request.search for planned in follow.plans) == 1, "a full house is not searched"


def test_a_still_picture_with_camera_noise_stays_still(onnx: Provider, astronaut: Rgb) -> None:
    noise = np.random.default_rng(0)
    noisy = [
        np.clip(astronaut + noise.normal(0.0, 3.0, astronaut.shape), 0, 255).astype(np.uint8)
        for _ in range(40)
    ]
    follow = Follow(onnx)
    tracks = [follow(frame)[0] for frame in clip_of(noisy)][15:]

    def tremble(points: list[np.ndarray]) -> float:
        """rms over all points of the step from frame to frame, as a share of the face's width."""
        steps = np.diff(np.array(points)[..., :2], axis=0)
        return float(np.sqrt((steps**2).sum(axis=-1).mean())) / box_width(points[0])

    smooth, raw = tremble([t.points for t in tracks]), tremble([t.raw for t in tracks])
    assert smooth < 0.0006
    assert smooth < raw / 3.0


def test_fast_motion_is_followed_within_a_frame(onnx: Provider, astronaut: Rgb) -> None:
    """Half a face to and fro once a second: the smooth points lag far less than a frame."""
    shifts = 55.0 * np.sin(2.0 * np.pi * np.arange(60) / 30.0)
    pictures = [moved(astronaut, np.array([[1.0, 0.0, s], [0.0, 1.0, 0.0]]), 512, 512) for s in shifts]
    follow = Follow(onnx)
    tracks = [follow(frame)[0] for frame in clip_of(pictures)]
    at = np.array([track.points[:, 0].mean() for track in tracks])
    at -= at.mean()
    speed = np.gradient(shifts, 1.0 / 30.0)
    lag_s = -float(((at - shifts) * speed)[10:].sum() / (speed**2)[10:].sum())
    assert abs(lag_s) < 0.5 / 30.0


def test_two_people_keep_their_ids_while_they_tilt_their_heads(
    onnx: Provider, read_gif: Callable[[str], list[Frame]]
) -> None:
    follow = Follow(onnx, max_subjects=4)
    for frame in read_gif("two_people_head_turns.gif"):
        tracks = follow(frame)
        assert [(t.id, t.column, t.present) for t in tracks] == [(0, 0, True), (1, 1, True)]
        assert tracks[0].raw[:, 0].mean() < 240 < tracks[1].raw[:, 0].mean()


def test_people_who_walk_up_are_found_and_an_empty_corridor_is_empty(
    onnx: Provider, read_gif: Callable[[str], list[Frame]]
) -> None:
    frames = read_gif("walking_up_to_camera.gif")
    follow = Follow(onnx, max_subjects=4)
    last = [follow(frame) for frame in frames][-1]
    assert [(t.id, t.present) for t in last] == [(0, True), (1, True)]
    # The left half of the picture is wall and window throughout.
    for frame in frames[::5]:
        empty = np.ascontiguousarray(frame.rgb[:, :180])
        assert onnx.observe(Frame.from_rgb(empty), THOROUGH) == ()


def test_people_who_cross_keep_their_ids(onnx: Provider, astronaut: Rgb, shared_data: Path) -> None:
    front = astronaut
    back = read_rgb(shared_data / "faces" / "portraits" / "pexels_4853097.jpg")
    back_points, front_points = only_face(onnx, back).points, only_face(onnx, front).points
    pictures = []
    for step in np.linspace(0.0, 1.0, 70):
        canvas = _pasted(np.full((360, 640, 3), 120.0), back, back_points, 520 - 400 * step, 185)
        canvas = _pasted(canvas, front, front_points, 120 + 400 * step, 175)
        pictures.append(canvas.astype(np.uint8))
    follow = Follow(onnx, max_subjects=2)
    tracks = [follow(frame) for frame in clip_of(pictures)]
    left_first = min(tracks[0], key=lambda t: float(t.raw[:, 0].mean())).id
    by_id = {t.id: t for t in tracks[-1] if t.present}
    assert set(by_id) == {0, 1}
    assert by_id[left_first].raw[:, 0].mean() > 400, "who came from the left has gone to the right"


def _pasted(canvas: np.ndarray, rgb: Rgb, points: np.ndarray, x: float, y: float) -> np.ndarray:
    """The canvas with a head of 110 px laid over it at (x, y), softly cut out."""
    scale = 110.0 / box_width(points)
    to_canvas = np.column_stack([np.eye(2) * scale, np.array([x, y]) - scale * centre_of(points)])
    head = moved(rgb, to_canvas, canvas.shape[1], canvas.shape[0])
    ellipse = np.zeros(canvas.shape[:2], np.float32)
    cv2.ellipse(ellipse, (int(x), int(y) - 5), (82, 110), 0.0, 0.0, 360.0, 1.0, -1)
    mask = np.asarray(cv2.GaussianBlur(ellipse, (0, 0), 2.0))[..., None]
    return np.asarray(canvas * (1.0 - mask) + head * mask)


def test_an_unknown_provider_or_device_is_named_in_one_sentence() -> None:
    with pytest.raises(UserError, match=r"no face provider 'tea'; there are mediapipe, onnx"):
        create_provider("tea")
    with pytest.raises(UserError, match=r"no device 'tea'"):
        create_provider("onnx", device="tea")


def test_a_device_that_is_not_there_falls_back_to_the_cpu_and_says_why() -> None:
    provider = create_provider("onnx", device="cuda")
    assert provider.runs_on.startswith("CUDA") or (provider.runs_on, provider.why) == (
        "CPU",
        "CUDA was tried (not in this build of ONNX Runtime)",
    )
    provider.close()


def test_the_request_says_how_sure_an_answer_must_be(onnx: Provider, astronaut: Rgb) -> None:
    frame = Frame.from_rgb(astronaut)
    (found,) = onnx.observe(frame, SEARCH)
    doubting = replace(SEARCH, min_score=found.score + 1e-3)
    assert onnx.observe(frame, doubting) == ()
    again = Request((found.crop,), search=False, max_new=0, min_score=2.0)
    assert onnx.observe(frame, again) == ()

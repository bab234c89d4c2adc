"""The converted models give what MediaPipe gives for the same input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from .mediapipe_reference import LandmarkReference, to_picture

Array = npt.NDArray[Any]
Frames = list[Array]
OpenSession = Callable[[str], Any]

pytest.importorskip("mediapipe", reason="MediaPipe is not installed here")

REFINED = {"lips": (0, 13, 14, 17, 61, 291), "eyes": (33, 133, 159, 145, 263, 362), "irises": range(468, 478)}


@pytest.fixture(scope="module")
def reference() -> Iterator[LandmarkReference]:
    reference = LandmarkReference()
    yield reference
    reference.close()


@pytest.fixture(scope="module")
def landmark_pairs(clip_frames: Frames, open_session: OpenSession, reference: LandmarkReference) -> Array:
    """(n, 2, 478, 3): ours and MediaPipe's points in picture px, found in the same crop."""
    session = open_session("face_landmarks")
    pairs = []
    for rgb in clip_frames:
        mesh = reference.find(rgb)
        if mesh is None:
            continue
        landmarks, flag = session.run(None, {"image": mesh.crop.image[None].astype(np.float32) / 255})
        assert flag[0, 0] > 0.5
        pairs.append((to_picture(landmarks[0], mesh.crop), mesh.points))
    assert len(pairs) >= 0.9 * len(clip_frames)
    return np.array(pairs)


def test_landmarks_in_the_same_crop_equal_mediapipes(landmark_pairs: Array) -> None:
    ours, theirs = landmark_pairs[:, 0], landmark_pairs[:, 1]
    distance_px = np.linalg.norm((ours - theirs)[..., :2], axis=-1)
    assert np.sqrt(np.mean(distance_px**2)) <= 0.02  # the product's promise is 0.2; measured 0.0005
    assert distance_px.max() <= 0.2


@pytest.mark.parametrize("region", REFINED)
def test_refined_regions_equal_mediapipes_in_depth_too(region: str, landmark_pairs: Array) -> None:
    ours, theirs = landmark_pairs[:, 0, REFINED[region]], landmark_pairs[:, 1, REFINED[region]]
    assert np.abs(ours - theirs).max() <= 0.2


def test_no_face_in_a_blank_crop(open_session: OpenSession) -> None:
    _, flag = open_session("face_landmarks").run(None, {"image": np.full((1, 192, 192, 3), 0.5, np.float32)})
    assert flag[0, 0] < 0.5


def test_segmentation_equals_mediapipes(clip_frames: Frames, open_session: OpenSession) -> None:
    from mediapipe.python.solutions.selfie_segmentation import SelfieSegmentation

    session = open_session("selfie_segmentation")
    with SelfieSegmentation(model_selection=0) as theirs:
        for rgb in clip_frames[::4]:
            square = cv2.resize(rgb, (256, 256), interpolation=cv2.INTER_AREA)
            (mask,) = session.run(None, {"image": square[None].astype(np.float32) / 255})
            assert np.abs(mask[0, ..., 0] - theirs.process(square).segmentation_mask).max() <= 1e-3


# (id, MediaPipe's model_selection, input px, grid cells and anchors per cell, score threshold)
DETECTORS = [
    ("face_detector_short", 0, 128, ((16, 2), (8, 6)), 0.5),
    ("face_detector_full", 1, 192, ((48, 1),), 0.6),
]


@pytest.mark.parametrize(("model_id", "selection", "side", "grids", "threshold"), DETECTORS)
def test_detections_decoded_as_documented_equal_mediapipes(
    model_id: str,
    selection: int,
    side: int,
    grids: tuple[tuple[int, int], ...],
    threshold: float,
    clip_frames: Frames,
    open_session: OpenSession,
) -> None:
    from mediapipe.python.solutions.face_detection import FaceDetection

    session = open_session(model_id)
    with FaceDetection(min_detection_confidence=threshold, model_selection=selection) as theirs:
        for rgb in clip_frames[::6]:
            square = np.ascontiguousarray(rgb[:, 140:500])
            image = cv2.resize(square, (side, side), interpolation=cv2.INTER_LINEAR)
            boxes, scores = session.run(None, {"image": image[None].astype(np.float32) / 127.5 - 1})
            score, face = _best_face(boxes[0], scores[0, :, 0], side, grids, threshold)
            # The same pixels go to MediaPipe, so that nothing but the network and the decoding is compared.
            detection = theirs.process(image).detections[0]
            location = detection.location_data
            box = location.relative_bounding_box
            expected = [box.xmin + box.width / 2, box.ymin + box.height / 2, box.width, box.height]
            expected += [v for k in location.relative_keypoints for v in (k.x, k.y)]
            assert score == pytest.approx(detection.score[0], abs=1e-3)
            np.testing.assert_allclose(face, np.array(expected) * side, atol=0.05)


def _best_face(
    boxes: Array, logits: Array, side: int, grids: tuple[tuple[int, int], ...], threshold: float
) -> tuple[float, Array]:
    """The best score and its 16 numbers in input px, merged as models/recipes/mediapipe/README.md says."""
    anchors = np.concatenate([np.repeat(_cell_centres(n), per_cell, axis=0) for n, per_cell in grids])
    faces = boxes.astype(np.float64)
    positions = faces.reshape(len(boxes), 8, 2)  # a view: centre, size, six keypoints
    positions[:, [0, 2, 3, 4, 5, 6, 7]] += anchors[:, None] * side
    scores = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -100, 100)))
    best = int(scores.argmax())
    near = (scores >= threshold) & (_overlap(faces, faces[best]) > 0.3)
    return float(scores[best]), np.average(faces[near], axis=0, weights=scores[near])


def _cell_centres(n: int) -> Array:
    y, x = (np.mgrid[:n, :n] + 0.5) / n
    return np.column_stack([x.ravel(), y.ravel()])


def _overlap(faces: Array, best: Array) -> Array:
    """Intersection over union of boxes (centre, size) with one of them."""
    low, high = faces[:, :2] - faces[:, 2:4] / 2, faces[:, :2] + faces[:, 2:4] / 2
    best_low, best_high = best[:2] - best[2:4] / 2, best[:2] + best[2:4] / 2
    sides = np.clip(np.minimum(high, best_high) - np.maximum(low, best_low), 0, None)
    shared = sides.prod(axis=1)
    union = faces[:, 2:4].prod(axis=1) + best[2:4].prod() - shared
    overlap: Array = shared / union
    return overlap

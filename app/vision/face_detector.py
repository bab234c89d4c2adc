"""Finding faces: MediaPipe's BlazeFace detectors (short and full range), on a whole picture or on tiles.

Decoding follows models/recipes/mediapipe/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..core.observations import Crop
from .cv import cv2
from .ort import Net

Boxes = NDArray[np.float32]

# The weighted NMS threshold of MediaPipe's face_detection graphs.
_MERGE_IOU = 0.3
# A box mostly inside another one is a part of the same face (a tile's border cut it).
_MERGE_INSIDE = 0.7
# MediaPipe: the landmark crop is the detection's longer side x 1.5, level with the eyes.
_CROP_SCALE = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """n faces, the surest first.

    `boxes` (n, 4): x0, y0, x1, y1. `keypoints` (n, 6, 2): the eyes at the picture's left and right, nose tip,
    mouth, the ears at left and right. Both float32 picture px. `scores` (n,) 0..1.
    """

    boxes: Boxes
    keypoints: NDArray[np.float32]
    scores: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.scores)

    @classmethod
    def none(cls) -> Detections:
        return cls(np.empty((0, 4), np.float32), np.empty((0, 6, 2), np.float32), np.empty(0, np.float32))

    @classmethod
    def joined(cls, parts: list[Detections]) -> Detections:
        return cls(
            np.concatenate([p.boxes for p in parts]),
            np.concatenate([p.keypoints for p in parts]),
            np.concatenate([p.scores for p in parts]),
        )

    @property
    def sizes_px(self) -> NDArray[np.float32]:
        """(n,) the longer side of each box."""
        sides: NDArray[np.float32] = (self.boxes[:, 2:] - self.boxes[:, :2]).max(axis=1, initial=0.0)
        return sides

    def take(self, which: NDArray[np.generic]) -> Detections:
        return Detections(self.boxes[which], self.keypoints[which], self.scores[which])

    def moved(self, dx: float, dy: float) -> Detections:
        by = np.array([dx, dy], np.float32)
        return replace(self, boxes=self.boxes + np.tile(by, 2), keypoints=self.keypoints + by)

    def crops(self) -> list[Crop]:
        """Where to look for each face's landmarks, as MediaPipe does it."""
        centres = (self.boxes[:, 2:] + self.boxes[:, :2]) / 2.0
        eyes = self.keypoints[:, 1] - self.keypoints[:, 0]
        rolls = np.arctan2(eyes[:, 1], eyes[:, 0])
        sides = self.sizes_px * _CROP_SCALE
        return [
            Crop(float(c[0]), float(c[1]), float(s), float(r))
            for c, s, r in zip(centres, sides, rolls, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The layout of one detector: its square input's side and its grids as (cells, anchors a cell).

    `min_score` is the threshold that MediaPipe ships for it.
    """

    side_px: int
    grids: tuple[tuple[int, int], ...]
    min_score: float

    def centres_px(self) -> NDArray[np.float32]:
        """(n, 2) float32 in px of the input, read-only, the same array each time."""
        return _centres_px(self)


SHORT_RANGE = Anchors(128, ((16, 2), (8, 6)), 0.5)
FULL_RANGE = Anchors(192, ((48, 1),), 0.6)


@cache
def _centres_px(anchors: Anchors) -> NDArray[np.float32]:
    parts = []
    for cells, each in anchors.grids:
        y, x = np.divmod(np.arange(cells * cells), cells)
        centres = (np.stack([x, y], axis=1) + 0.5) / cells * anchors.side_px
        parts.append(np.repeat(centres, each, axis=0))
    centres_px = np.concatenate(parts).astype(np.float32)
    centres_px.flags.writeable = False
    return centres_px


class FaceDetector:
    """One detector network. `detect` may be called from one thread at a time: it reuses its input buffer."""

    def __init__(self, net: Net, anchors: Anchors) -> None:
        self._net = net
        self._anchors = anchors
        self._input = np.full((1, anchors.side_px, anchors.side_px, 3), -1.0, np.float32)

    def detect(self, rgb: NDArray[np.uint8], *, min_score: float | None = None) -> Detections:
        """All faces in rgb (height, width, 3), merged. `min_score` replaces the detector's own threshold."""
        side = self._anchors.side_px
        height, width = rgb.shape[:2]
        scale = side / max(width, height)
        inner_w, inner_h = max(1, round(width * scale)), max(1, round(height * scale))
        left, top = (side - inner_w) // 2, (side - inner_h) // 2
        # Area averaging: a face of few px would otherwise depend on which of them the sampling hits.
        small = cv2.resize(
            rgb, (inner_w, inner_h), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        )
        self._input.fill(-1.0)
        window = self._input[0, top : top + inner_h, left : left + inner_w]
        np.multiply(small, np.float32(1 / 127.5), out=window)
        window -= 1.0
        boxes, logits = self._net.run(self._input)
        found = merge(_decode(boxes[0], logits[0, :, 0], self._anchors, min_score or self._anchors.min_score))
        stretch = np.array([width / inner_w, height / inner_h], np.float32)
        offset = np.array([left, top], np.float32)
        return Detections(
            ((found.boxes.reshape(-1, 2, 2) - offset) * stretch).reshape(-1, 4),
            (found.keypoints - offset) * stretch,
            found.scores,
        )


def _decode(
    raw: NDArray[np.float32], logits: NDArray[np.float32], anchors: Anchors, min_score: float
) -> Detections:
    """The sure enough ones among all anchors, in px of the net's input, not yet merged."""
    threshold = float(np.log(min_score / (1.0 - min_score)))
    sure = np.flatnonzero(logits > threshold)
    if len(sure) == 0:
        return Detections.none()
    values = raw[sure]
    at = anchors.centres_px()[sure]
    centre, half = at + values[:, 0:2], values[:, 2:4] / 2.0
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits[sure], -100.0, 100.0)))
    return Detections(
        np.concatenate([centre - half, centre + half], axis=1),
        values[:, 4:16].reshape(-1, 6, 2) + at[:, None],
        scores.astype(np.float32),
    )


def overlap(boxes: Boxes, others: Boxes) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, m) intersection over union, and intersection over the smaller area."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    both = np.prod(np.clip(high - low, 0.0, None), axis=2)
    area = np.prod(np.clip(boxes[:, 2:] - boxes[:, :2], 0.0, None), axis=1)[:, None]
    other_area = np.prod(np.clip(others[:, 2:] - others[:, :2], 0.0, None), axis=1)[None]
    union = np.maximum(area + other_area - both, 1e-9)
    return both / union, both / np.maximum(np.minimum(area, other_area), 1e-9)


def merge(found: Detections) -> Detections:
    """Weighted non-maximum suppression: overlapping detections become their score-weighted mean, with the
    best one's score (Bazarevsky et al. 2019, as in MediaPipe). The surest first."""
    order = np.argsort(-found.scores, kind="stable")
    merged: list[Detections] = []
    while len(order):
        iou, _ = overlap(found.boxes[order[:1]], found.boxes[order])
        same = iou[0] > _MERGE_IOU
        same[0] = True
        group = found.take(order[same])
        weight = group.scores / group.scores.sum()
        merged.append(
            Detections(
                (weight @ group.boxes)[None],
                np.tensordot(weight, group.keypoints, axes=1)[None],
                group.scores[:1],
            )
        )
        order = order[~same]
    return Detections.joined(merged) if merged else Detections.none()


def drop_duplicates(found: Detections) -> Detections:
    """Of detections of one face at several scales keep one, the surest first; their boxes are not mixed."""
    order = np.argsort(-found.scores, kind="stable")
    kept: list[int] = []
    while len(order):
        kept.append(int(order[0]))
        iou, inside = overlap(found.boxes[order[:1]], found.boxes[order])
        other = (iou[0] <= _MERGE_IOU) & (inside[0] <= _MERGE_INSIDE)
        other[0] = False
        order = order[other]
    return found.take(np.array(kept, np.int64))

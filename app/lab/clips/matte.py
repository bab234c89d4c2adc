"""Cutting a person out of a photograph: how much of each px is the person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...store.models import load_model
from ...vision.cv import cv2
from ...vision.ort import open_net

_NET_SIDE = 256
# The network is asked about so many face widths around, and the outline drawn where a face is so wide.
_REACH, _WORK_FACE_PX = 2.4, 180.0
_ROUNDS = 3
_SOFT_PX = 1.2  # of the photograph's own px: as sharp as an edge in focus


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)


def person_matte(rgb: NDArray[np.uint8], points: NDArray[np.floating], face_px: float) -> NDArray[np.float32]:
    """(h, w) float32 0..1: the person whose face `points` (478, 2) are, face, hair, neck and shoulders.

    The network for video calls says roughly where; GrabCut (Rother et al. 2004) finds the outline in the
    picture's own edges from there; what it leaves is smoothed over a px or two.
    """
    height, width = rgb.shape[:2]
    middle = points.mean(axis=0)
    reach = _REACH * face_px
    box = Box(
        int(max(middle[0] - reach, 0)),
        int(max(middle[1] - reach, 0)),
        int(min(middle[0] + reach, width)),
        int(min(middle[1] + 1.2 * reach, height)),
    )
    crop = rgb[box.slices]
    scale = min(_WORK_FACE_PX / face_px, 1.0)
    size = (max(round(crop.shape[1] * scale), 2), max(round(crop.shape[0] * scale), 2))
    small = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    certain = np.zeros(small.shape[:2], np.uint8)
    hull = cv2.convexHull(((points - [box.left, box.top]) * scale).astype(np.int32))
    cv2.fillConvexPoly(certain, hull, 1)
    outline = _outline(small, _likely(small), certain > 0, face_px * scale)
    matte = np.zeros((height, width), np.float32)
    enlarged = cv2.resize(outline, (crop.shape[1], crop.shape[0]), interpolation=cv2.INTER_LINEAR)
    matte[box.slices] = enlarged
    if box.bottom < height:  # further down it goes on as the last row says
        matte[box.bottom :] = matte[box.bottom - 1]
    soft = cv2.GaussianBlur(matte, (0, 0), _SOFT_PX)
    # A little inside the outline, where no px has any of the old background in it.
    return np.asarray(np.clip((soft - 0.45) / 0.5, 0.0, 1.0), np.float32)


def _likely(small: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What the network says, at the picture's size."""
    net = open_net(load_model("selfie_segmentation"), device="cpu")
    image = cv2.resize(small, (_NET_SIDE, _NET_SIDE), interpolation=cv2.INTER_AREA)
    mask = net.run((image.astype(np.float32) / 255.0)[None])[0].reshape(_NET_SIDE, _NET_SIDE)
    return np.asarray(cv2.resize(mask, small.shape[1::-1], interpolation=cv2.INTER_LINEAR))


def _outline(
    small: NDArray[np.uint8], likely: NDArray[np.float32], certain: NDArray[np.bool_], face_px: float
) -> NDArray[np.float32]:
    labels = np.where(likely > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    inner = cv2.erode((likely > 0.9).astype(np.uint8), _disc(0.03 * face_px)) > 0
    outer = cv2.dilate((likely > 0.1).astype(np.uint8), _disc(0.05 * face_px)) > 0
    labels[inner | certain] = cv2.GC_FGD
    labels[~outer & ~certain] = cv2.GC_BGD
    if np.any(labels == cv2.GC_BGD):
        cv2.setRNGSeed(0)  # its clusters start at random places
        models = np.zeros((1, 65)), np.zeros((1, 65))
        cv2.grabCut(small, labels, (0, 0, 1, 1), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    person = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    # One piece: whatever else it took for the person stays in the background.
    count, parts, sizes, _ = cv2.connectedComponentsWithStats(person)
    largest = 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA])) if count > 1 else 0
    return np.asarray(parts == largest, np.float32)


def _disc(radius: float) -> NDArray[np.uint8]:
    side = 2 * max(round(radius), 1) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def colours_of_person(rgb: NDArray[np.float32], matte: NDArray[np.float32]) -> NDArray[np.float32]:
    """The person's colours continued outwards: at the outline the photograph's px hold the old background.

    Each px that is not wholly the person takes the mean of those around it that are, near ones first.
    """
    filled = rgb * (matte > 0.98)[..., None]
    known = (matte > 0.98).astype(np.float32)
    out, weight = filled.copy(), known.copy()
    for sigma in (1.5, 4.0, 12.0):
        near = cv2.GaussianBlur(known, (0, 0), sigma)
        colour = cv2.GaussianBlur(filled, (0, 0), sigma) / np.maximum(near, 1e-6)[..., None]
        take = (weight == 0.0) & (near > 0.02)
        out[take], weight[take] = colour[take], 1.0
    return np.asarray(np.where((weight > 0.0)[..., None], out, rgb), np.float32)

"""Resampling that leaves everything where it is, to a hundredth of a px."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.maths import Array, Float32
from ...vision.cv import cv2


def resampled(picture: Float32, size: tuple[int, int]) -> Float32:
    """(h, w, n) at another size (width, height): area means where it becomes smaller, else Keys' cubic.

    OpenCV's own cubic (a = -0.75) does not reproduce a straight line, so an edge moves by up to 0.05 px with
    its place between two px; that of Keys (1981, a = -0.5) does.
    """
    height, width = picture.shape[:2]
    if size == (width, height):
        return picture
    if size[0] <= width and size[1] <= height:
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.float32).reshape(size[1], size[0], -1)
    return _along(_along(picture, size[1], 0), size[0], 1)


def _along(picture: Float32, count: int, axis: int) -> Float32:
    old = picture.shape[axis]
    at = (np.arange(count) + 0.5) * old / count - 0.5
    first = np.floor(at).astype(np.int64)
    total: Float32 | None = None
    for tap in (-1, 0, 1, 2):
        weight = _keys(at - first - tap).astype(np.float32)
        shape = [1] * picture.ndim
        shape[axis] = count
        part = np.take(picture, np.clip(first + tap, 0, old - 1), axis) * weight.reshape(shape)
        total = part if total is None else np.add(total, part, out=total)
    assert total is not None
    return total


@lru_cache(maxsize=8)
def weights(old: int, count: int) -> Float32:
    """(count, old): Keys' cubic along one axis as a matrix, for what is small enough; rows add up to 1."""
    return _along(np.eye(old, dtype=np.float32), count, 0)


def _keys(distance: Array) -> Array:
    d = np.abs(distance)
    near = (1.5 * d - 2.5) * d * d + 1.0
    far = ((-0.5 * d + 2.5) * d - 4.0) * d + 2.0
    return np.asarray(np.where(d < 1.0, near, np.where(d < 2.0, far, 0.0)))

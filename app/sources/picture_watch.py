"""Notices when a camera's pictures cannot be right: always the same one, black, of another size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A person is told within two seconds; a shutter, a hand over the lens or a short stall last less.
_PATIENCE_NS = 1_500_000_000
# How long a change of size is spoken of: nobody has to do anything about it.
_NEWS_NS = 4_000_000_000
# Every sensor's noise reaches a pixel in 64.
_GRID = 8
# Of 255. A dark room with a screen in it is brighter; a covered sensor gives 0 to 3 and a little noise.
_BLACK_MEAN, _BLACK_PEAK = 6.0, 32.0


class PictureWatch:
    """Shown each picture of a camera with its time; reads no clock."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sample: NDArray[np.uint8] | None = None
        self._size: tuple[int, int] | None = None
        self._same_since_ns = self._bright_ns = 0
        self._resized_ns: int | None = None
        self._now_ns = 0

    def look(self, rgb: NDArray[np.uint8], t_ns: int, *, opened: bool) -> None:
        """A new picture, (height, width, 3) uint8; `opened` when it is the first after an opening."""
        sample = rgb[::_GRID, ::_GRID].copy()
        if opened or self._sample is None or not np.array_equal(sample, self._sample):
            self._same_since_ns = t_ns
        if opened or not _is_black(sample):
            self._bright_ns = t_ns
        size = (rgb.shape[1], rgb.shape[0])
        if self._size is not None and size != self._size:
            self._resized_ns = t_ns
        self._sample, self._size, self._now_ns = sample, size, t_ns

    @property
    def remark(self) -> str:
        """What is to be said of the pictures of late; "" when all is well."""
        now_ns = self._now_ns
        if now_ns - self._bright_ns >= _PATIENCE_NS:
            return f"Camera {self._name} shows nothing but black: is its cover closed?"
        if now_ns - self._same_since_ns >= _PATIENCE_NS:
            return f"Camera {self._name} shows the same picture again and again; it may have stopped."
        if self._size and self._resized_ns is not None and now_ns - self._resized_ns < _NEWS_NS:
            return f"Camera {self._name} gives {self._size[0]} x {self._size[1]} pictures now."
        return ""


def _is_black(sample: NDArray[np.uint8]) -> bool:
    return bool(sample.mean() < _BLACK_MEAN and np.percentile(sample, 99.0) < _BLACK_PEAK)

"""Feet found by our own network on ONNX Runtime."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..core.frame import Frame
from ..core.observations import Crop, FootMask, FootObservation, Request
from ..stages.boxes import Box
from ..stages.crop import foot_crop
from ..store.models import load_model
from .face_mesh import visible_in
from .foot_net import FootNet, SeenFoot, View
from .ort import open_net

# A foot that the search has found is looked at so often: the second crop lies better than the first.
_LOOKS = 2
# Two answers are one foot when more than this share of one's points lies on the other.
_SAME_FOOT = 0.6
# A still picture larger than this is searched in overlapping quarters as well.
_WHOLE_ENOUGH_PX = 640
_QUARTER = 0.6
_LEG, _FOOT = 1, 2


class OnnxFeet:
    """Searches the whole picture now and then, and looks closely where it is told to.

    `device` is auto, cuda, directml, coreml or cpu. Raises UserError for a model that is missing or not the
    one in models.toml. `observe` may be called from one thread at a time.
    """

    name = "onnx"

    def __init__(self, *, device: str = "auto") -> None:
        net = open_net(load_model("feet"), device=device)
        self._net = FootNet(net)
        self._device = net.device

    @property
    def runs_on(self) -> str:
        return self._device.title

    @property
    def why(self) -> str:
        return self._device.why

    def observe(self, frame: Frame, request: Request) -> tuple[FootObservation, ...]:
        """Feet in the requested crops (with their place), then new ones, the largest first."""
        looked = [
            self._look(frame, crop, request.min_score, place) for place, crop in enumerate(request.crops)
        ]
        known = _without_doubles([seen for seen in looked if seen is not None])
        if not request.search or request.max_new <= 0:
            return tuple(known)
        found: list[FootObservation] = []
        for view in self._views(frame.rgb, request):
            for foot in view.feet:
                if _is_known(foot.by_hand, [*known, *found]):
                    continue
                seen = self._look_long(frame, foot, request.min_score)
                if seen is not None and not _is_known(seen.points, [*known, *found]):
                    found.append(seen)
        found.sort(key=lambda seen: -Box.around(seen.points).area)
        return (*known, *found[: request.max_new])

    def close(self) -> None:
        """Nothing is held beyond memory."""

    def _views(self, rgb: NDArray[np.uint8], request: Request) -> Iterator[View]:
        most = request.max_new + len(request.crops) + 2
        yield self._net.search(rgb, most, request.min_score)
        height, width = rgb.shape[:2]
        if not request.thorough or max(width, height) <= _WHOLE_ENOUGH_PX:
            return
        across, down = round(width * _QUARTER), round(height * _QUARTER)
        for left in (0, width - across):
            for top in (0, height - down):
                part = self._net.search(rgb[top : top + down, left : left + across], most, request.min_score)
                yield _moved(part, left, top)

    def _look(
        self, frame: Frame, crop: Crop, min_score: float, place: int | None = None
    ) -> FootObservation | None:
        view = self._net.look(frame.rgb, crop, min_score)
        if not view.feet:
            return None
        foot = view.feet[0]
        points = np.zeros((len(foot.by_hand), 3), np.float32)
        points[:, :2] = foot.by_hand
        points.flags.writeable = False
        visible = foot.seen * visible_in(points, frame.width, frame.height)
        mask = FootMask(crop, *(_bytes(view.mask[part]) for part in (_LEG, _FOOT)))
        return FootObservation(points, visible, foot.score, crop, place, foot.right, mask, foot.kind)

    def _look_long(self, frame: Frame, foot: SeenFoot, min_score: float) -> FootObservation | None:
        points: NDArray[np.float32] = foot.by_hand
        seen: FootObservation | None = None
        for _ in range(_LOOKS):
            seen = self._look(frame, foot_crop(points), min_score)
            if seen is None:
                break
            points = seen.points
        return seen


def _without_doubles(seen: list[FootObservation]) -> list[FootObservation]:
    """The surest of those that lie on one another: a piece of a foot is easily taken for a small one."""
    kept: list[FootObservation] = []
    for one in sorted(seen, key=lambda foot: -foot.score):
        if not _is_known(one.points, kept):
            kept.append(one)
    return [one for one in seen if any(one is foot for foot in kept)]


def _is_known(points: NDArray[np.float32], known: list[FootObservation]) -> bool:
    return any(_lies_on(points, other.points) or _lies_on(other.points, points) for other in known)


def _lies_on(points: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether most points (8, 2 or more) lie in the other foot's box, which is turned as that foot is.

    Upright boxes of two feet side by side may share half of their area; these share next to none.
    """
    crop = foot_crop(other)
    c, s = math.cos(crop.roll_rad), math.sin(crop.roll_rad)
    level = np.array([[c, -s], [s, c]])
    box = Box.around(other[:, :2] @ level)
    x, y = (points[:, :2] @ level).T
    inside = (x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)
    return float(np.mean(inside)) > _SAME_FOOT


def _moved(view: View, left: int, top: int) -> View:
    """A view of a part of the picture, its feet in px of the whole."""
    offset = np.array([left, top], np.float32)
    return replace(view, feet=tuple(replace(foot, by_hand=foot.by_hand + offset) for foot in view.feet))


def _bytes(probability: NDArray[np.float32]) -> NDArray[np.uint8]:
    grid = np.asarray(probability * 255.0 + 0.5, np.uint8)
    grid.flags.writeable = False
    return grid

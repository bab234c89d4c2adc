"""Feet found by our own network on ONNX Runtime."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..core.frame import Frame
from ..core.observations import Crop, FootMask, FootObservation, Request
from ..stages.boxes import Box
from ..stages.crop import foot_crop
from ..store.models import load_model
from .face_mesh import visible_in
from .foot_belief import (
    LOOK_WEIGHT,
    SEARCH_WEIGHT,
    SHAKEN_WEIGHT,
    Suspect,
    believed,
    beside,
    log_odds,
    probability,
)
from .foot_net import FootNet, SeenFoot, View
from .ort import Net, open_net

# Two answers are one foot when more than this share of one's points lies on the other.
_SAME_FOOT = 0.6
# A still picture larger than this is searched in overlapping quarters as well.
_WHOLE_ENOUGH_PX = 640
_QUARTER = 0.6
_LEG, _FOOT = 1, 2
# In log odds: how much surer than one that is followed a new foot must be, and how much less sure the search
# may be of one that is worth a look, and the first look of one that is worth another.
_SURER, _WORTH_A_LOOK, _WORTH_ANOTHER = 0.5, 0.75, 0.5
# So many answers of a search are looked at in a video frame, each twice, and so many remembered for the next.
_LOOKED_AT, _REMEMBERED = 3, 2
# How long a suspect is remembered, and how often the other foot is looked for beside a lone one.
_FORGOTTEN_S, _BESIDE_S = 0.6, 0.25
# A look at a suspect tells of whatever there is.
_ANY = 0.05


class OnnxFeet:
    """Searches the whole picture now and then, and looks closely where it is told to.

    `device` is auto, cuda, directml, coreml or cpu; `net` is a network that is open already. Raises UserError
    for a model that is missing or not the one in models.toml. `observe` may be called from one thread at a
    time.
    """

    name = "onnx"

    def __init__(self, *, device: str = "auto", net: Net | None = None) -> None:
        net = net or open_net(load_model("feet"), device=device)
        self._net = FootNet(net)
        self._device = net.device
        # Between frames: who is not believed in yet, and when the other of a lone foot was looked for.
        self._suspects: tuple[Suspect, ...] = ()
        self._epoch: int | None = None
        self._beside_ns = 0

    @property
    def runs_on(self) -> str:
        return self._device.title

    @property
    def why(self) -> str:
        return self._device.why

    def observe(self, frame: Frame, request: Request) -> tuple[FootObservation, ...]:
        """Feet in the requested crops (with their place), then new ones, the largest first.

        `min_score` is for feet that are followed; a new one must be surer (see foot_belief). One that is not
        yet believed in is looked at again in the frames that come.
        """
        looked = [
            self._look(frame, crop, request.min_score, place) for place, crop in enumerate(request.crops)
        ]
        known = _without_doubles([seen for seen in looked if seen is not None])
        if request.max_new <= 0:
            self._suspects = ()
            return tuple(known)
        suspects = self._looked_again(frame, known)
        bar = log_odds(request.min_score)
        for view in self._views(frame, request, known):
            for foot in view.feet:
                if _is_known(foot.by_hand, [*(seen.points for seen in known), *(s.points for s in suspects)]):
                    continue
                suspect = self._suspected(frame, foot, bar)
                if suspect is not None:
                    suspects.append(suspect)
        found = self._believed(frame, known, suspects, request)
        self._remember(frame, suspects, [*known, *found], bar)
        return (*known, *found[: request.max_new])

    def close(self) -> None:
        """Nothing is held beyond memory."""

    def _views(self, frame: Frame, request: Request, known: list[FootObservation]) -> Iterator[View]:
        """Where new feet may be: the whole picture when that is asked for, or else beside a lone foot."""
        rgb, most = frame.rgb, len(request.crops) + _LOOKED_AT
        least = probability(log_odds(request.min_score) - _WORTH_A_LOOK)
        if not request.search:
            if len(known) == 1 and (frame.t_ns - self._beside_ns) * 1e-9 >= _BESIDE_S:
                self._beside_ns = frame.t_ns
                yield self._net.search_in(rgb, beside(known[0].points), most, least)
            return
        self._beside_ns = frame.t_ns
        yield self._net.search(rgb, most, least)
        height, width = rgb.shape[:2]
        if not request.thorough or max(width, height) <= _WHOLE_ENOUGH_PX:
            return
        across, down = round(width * _QUARTER), round(height * _QUARTER)
        for left in (0, width - across):
            for top in (0, height - down):
                part = self._net.search(rgb[top : top + down, left : left + across], most, least)
                yield _moved(part, left, top)

    def _suspected(self, frame: Frame, foot: SeenFoot, bar: float) -> Suspect | None:
        """What the search has found, looked at twice; None for what is not worth that."""
        suspect = Suspect(foot.by_hand, log_odds(foot.score), SEARCH_WEIGHT)
        for weight in (LOOK_WEIGHT, SHAKEN_WEIGHT):
            seen = self._net.look(frame.rgb, suspect.crop, _ANY).feet
            if not seen:
                return None
            suspect = suspect.told(seen[0].by_hand, seen[0].score, weight, frame.t_ns)
            if suspect.odds < bar - _WORTH_ANOTHER:
                return None
        return suspect

    def _looked_again(self, frame: Frame, known: list[FootObservation]) -> list[Suspect]:
        """Those of the frames before, unless they are long past or have become known."""
        again = []
        for suspect in self._suspects if frame.epoch == self._epoch else ():
            age_s = (frame.t_ns - suspect.t_ns) * 1e-9
            if not 0.0 < age_s < _FORGOTTEN_S or _is_known(suspect.points, [seen.points for seen in known]):
                continue
            seen = self._net.look(frame.rgb, suspect.crop, _ANY).feet
            if seen:
                again.append(suspect.told(seen[0].by_hand, seen[0].score, LOOK_WEIGHT, frame.t_ns))
        return again

    def _believed(
        self, frame: Frame, known: list[FootObservation], suspects: list[Suspect], request: Request
    ) -> list[FootObservation]:
        """The suspects that are sure enough to be shown, each looked at where it lies best."""
        bar = log_odds(request.min_score)
        longer_px = float(max(frame.width, frame.height))
        sure = [(seen.points, max(log_odds(seen.score), 0.0)) for seen in known]
        found: list[FootObservation] = []
        for suspect in sorted(suspects, key=lambda one: -one.odds):
            others = [*sure, *((other.points, other.odds) for other in suspects if other is not suspect)]
            odds = believed(suspect.points, suspect.odds, others, longer_px)
            if odds < bar + _SURER or _is_known(suspect.points, [seen.points for seen in (*known, *found)]):
                continue
            seen = self._look(frame, foot_crop(suspect.points), request.min_score)
            if seen is not None and not _is_known(seen.points, [one.points for one in (*known, *found)]):
                found.append(replace(seen, score=probability(odds)))
        found.sort(key=lambda seen: -Box.around(seen.points).area)
        return found

    def _remember(
        self, frame: Frame, suspects: list[Suspect], shown: list[FootObservation], bar: float
    ) -> None:
        doubtful = [
            suspect
            for suspect in sorted(suspects, key=lambda one: -one.odds)
            if suspect.odds > bar - _WORTH_ANOTHER
            and not _is_known(suspect.points, [seen.points for seen in shown])
        ]
        self._suspects, self._epoch = tuple(doubtful[:_REMEMBERED]), frame.epoch

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


def _without_doubles(seen: list[FootObservation]) -> list[FootObservation]:
    """The surest of those that lie on one another: a piece of a foot is easily taken for a small one."""
    kept: list[FootObservation] = []
    for one in sorted(seen, key=lambda foot: -foot.score):
        if not _is_known(one.points, [foot.points for foot in kept]):
            kept.append(one)
    return [one for one in seen if any(one is foot for foot in kept)]


def _is_known(points: NDArray[np.float32], known: Sequence[NDArray[np.float32]]) -> bool:
    return any(_lies_on(points, other) or _lies_on(other, points) for other in known)


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

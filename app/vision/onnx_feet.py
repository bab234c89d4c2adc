"""Feet found by our own network on ONNX Runtime."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..core.frame import Frame
from ..core.observations import Crop, FootMask, FootObservation, Request
from ..stages.boxes import Box
from ..stages.crop import foot_crop
from ..store.models import load_model
from .face_mesh import visible_in
from .foot_belief import LOOK_WEIGHT, SHAKEN_WEIGHT, Belief, believed, beside, log_odds, probability
from .foot_net import FootNet, SeenFoot, View
from .ort import Net, open_net

# How often a foot that is to be shown is looked at: the second crop lies better than the first.
_LOOKS = 2
# Two answers are one foot when more than this share of one's points lies on the other.
_SAME_FOOT = 0.6
# A still picture larger than this is searched in overlapping quarters as well.
_WHOLE_ENOUGH_PX = 640
_QUARTER = 0.6
_LEG, _FOOT = 1, 2
# In log odds, above what is asked for: how sure all views of a new foot must be, and of one that is followed;
# and below it how unsure the search may be of one that is worth a look, and all views of one worth another.
_SURE_ENOUGH, _STILL_SURE, _WORTH_A_LOOK, _WORTH_ANOTHER = 0.3, 0.0, 0.75, 0.5
# So many answers of a search are looked at in a video frame, each twice, and so many remembered for the next.
_LOOKED_AT, _REMEMBERED = 3, 2
# How long a suspect is remembered, and how often the surroundings of a foot are looked at.
_FORGOTTEN_S, _WIDE_S = 0.6, 0.3
# A foot goes no further than this many of its sizes from frame to frame.
_FURTHEST = 1.5
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
        # Between frames: how far those shown and those not yet shown are believed in.
        self._followed: tuple[Belief, ...] = ()
        self._suspects: tuple[Belief, ...] = ()
        self._epoch: int | None = None
        self._wide_ns = 0

    @property
    def runs_on(self) -> str:
        return self._device.title

    @property
    def why(self) -> str:
        return self._device.why

    def observe(self, frame: Frame, request: Request) -> tuple[FootObservation, ...]:
        """Feet in the requested crops (with their place), then new ones, the largest first.

        `min_score` is for a single look at a foot that is followed; all views of it together must be surer,
        and of a new one surer still (see foot_belief). One that is not yet believed in is looked at again in
        the frames that come.
        """
        if frame.epoch != self._epoch:
            self._followed, self._suspects, self._epoch, self._wide_ns = (), (), frame.epoch, frame.t_ns
        bar = log_odds(request.min_score)
        looked = [
            self._look(frame, crop, request.min_score, place) for place, crop in enumerate(request.crops)
        ]
        known = _without_doubles([seen for seen in looked if seen is not None])
        followed = [self._belief_in(seen, frame.t_ns, bar) for seen in known]
        suspects = self._looked_again(frame, known) if request.max_new > 0 else []
        views = self._views(frame, request, followed, suspects)
        for foot in (foot for view in views for foot in view.feet) if request.max_new > 0 else ():
            if not _is_known(foot.by_hand, _places(known, suspects)):
                suspect = self._suspected(frame, foot, bar)
                suspects += [suspect] if suspect is not None else []
        found, new = self._believed(frame, known, suspects, request)
        shown = [*known, *found]
        doubtful = sorted(suspects, key=lambda one: -one.odds)
        self._suspects = tuple(
            suspect
            for suspect in doubtful
            if suspect.odds > bar - _WORTH_ANOTHER and not _is_known(suspect.points, _places(shown))
        )[:_REMEMBERED]
        self._followed = (*followed, *new)
        kept = [seen for seen, belief in zip(known, followed, strict=True) if belief.odds > bar + _STILL_SURE]
        return (*kept, *found[: request.max_new])

    def close(self) -> None:
        """Nothing is held beyond memory."""

    def _belief_in(self, seen: FootObservation, t_ns: int, bar: float) -> Belief:
        """That in a foot which is followed, after this frame's look; what is not known was believed."""
        before = min(self._followed, key=lambda one: _sizes_apart(one.points, seen.points), default=None)
        if before is None or _sizes_apart(before.points, seen.points) > _FURTHEST:
            before = Belief(seen.points, bar + _SURE_ENOUGH, wide_ns=t_ns)
        return before if before.t_ns == t_ns else before.told(seen.points, seen.score, LOOK_WEIGHT, t_ns)

    def _views(
        self, frame: Frame, request: Request, followed: list[Belief], suspects: list[Belief]
    ) -> list[View]:
        """Where new feet may be: the whole picture when that is asked for, or now and then the surroundings
        of one that is known; `followed` and `suspects` are told what those say."""
        rgb, most = frame.rgb, len(request.crops) + _LOOKED_AT
        least = probability(log_odds(request.min_score) - _WORTH_A_LOOK)
        if not request.search:
            due = (frame.t_ns - self._wide_ns) * 1e-9 >= _WIDE_S
            return [self._surroundings(frame, followed, suspects, least)] if due and followed else []
        views = [self._net.search(rgb, most, least)]
        height, width = rgb.shape[:2]
        if not request.thorough or max(width, height) <= _WHOLE_ENOUGH_PX:
            return views
        across, down = round(width * _QUARTER), round(height * _QUARTER)
        for left in (0, width - across):
            for top in (0, height - down):
                part = self._net.search(rgb[top : top + down, left : left + across], most, least)
                views.append(_moved(part, left, top))
        return views

    def _surroundings(
        self, frame: Frame, followed: list[Belief], suspects: list[Belief], least: float
    ) -> View:
        """A view of the surroundings of that foot whose were looked at longest ago."""
        self._wide_ns = frame.t_ns
        asked = min((*followed, *suspects), key=lambda one: one.wide_ns)
        view = self._net.search_in(frame.rgb, beside(asked.points), _LOOKED_AT + 2, _ANY)
        for beliefs in (followed, suspects):
            for i, one in enumerate(beliefs):
                if one is asked:
                    scores = [foot.score for foot in view.feet if _is_known(foot.by_hand, [one.points])]
                    beliefs[i] = one.told_wide(max(scores, default=_ANY), frame.t_ns)
        return replace(view, feet=tuple(foot for foot in view.feet if foot.score >= least))

    def _suspected(self, frame: Frame, foot: SeenFoot, bar: float) -> Belief | None:
        """What a wide view has found, looked at twice; None for what is not worth that."""
        suspect = Belief(foot.by_hand, log_odds(foot.score), wide_ns=frame.t_ns)
        for weight in (LOOK_WEIGHT, SHAKEN_WEIGHT):
            seen = self._net.look(frame.rgb, suspect.crop, _ANY).feet
            if not seen:
                return None
            suspect = suspect.told(seen[0].by_hand, seen[0].score, weight, frame.t_ns)
            if suspect.odds < bar - _WORTH_ANOTHER:
                return None
        return suspect

    def _looked_again(self, frame: Frame, known: list[FootObservation]) -> list[Belief]:
        """The suspects of the frames before, unless they are long past or have become known."""
        again = []
        for suspect in self._suspects:
            age_s = (frame.t_ns - suspect.t_ns) * 1e-9
            if not 0.0 < age_s < _FORGOTTEN_S or _is_known(suspect.points, _places(known)):
                continue
            seen = self._net.look(frame.rgb, suspect.crop, _ANY).feet
            if seen:
                again.append(suspect.told(seen[0].by_hand, seen[0].score, LOOK_WEIGHT, frame.t_ns))
        return again

    def _believed(
        self, frame: Frame, known: list[FootObservation], suspects: list[Belief], request: Request
    ) -> tuple[list[FootObservation], list[Belief]]:
        """The suspects that are sure enough to be shown, each looked at where it lies best, and what is
        believed of them."""
        bar = log_odds(request.min_score)
        longer_px = float(max(frame.width, frame.height))
        sure = [(seen.points, max(log_odds(seen.score), 0.0)) for seen in known]
        found: list[FootObservation] = []
        beliefs = []
        for suspect in sorted(suspects, key=lambda one: -one.odds):
            others = [*sure, *((other.points, other.odds) for other in suspects if other is not suspect)]
            odds = believed(suspect.points, suspect.odds, others, longer_px)
            if odds < bar + _SURE_ENOUGH or _is_known(suspect.points, _places(known, found)):
                continue
            seen = self._look_long(frame, suspect.points, request.min_score)
            if seen is not None and not _is_known(seen.points, _places(known, found)):
                found.append(replace(seen, score=probability(odds)))
                beliefs.append(replace(suspect, points=seen.points))
        found.sort(key=lambda seen: -Box.around(seen.points).area)
        return found, beliefs

    def _look_long(
        self, frame: Frame, points: NDArray[np.float32], min_score: float
    ) -> FootObservation | None:
        """As it will be seen when it is followed: each crop draws the points its way, until they agree."""
        seen: FootObservation | None = None
        for _ in range(_LOOKS):
            seen = self._look(frame, foot_crop(points), min_score)
            if seen is None:
                break
            points = seen.points
        return seen

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


def _places(*feet: Sequence[FootObservation] | Sequence[Belief]) -> list[NDArray[np.float32]]:
    return [foot.points for some in feet for foot in some]


def _sizes_apart(points: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The distance of two feet's middles, in sizes of the second."""
    size_px = max(float(np.ptp(other[:, :2], axis=0).max()), 1.0)
    return float(np.linalg.norm(points[:, :2].mean(axis=0) - other[:, :2].mean(axis=0))) / size_px


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

"""Feet, for the pipeline.

Up to the fit their points go in the order by hand, which does not depend on the side; the fit says which side
each foot is and gives them in the anatomical order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.flow import Flow
from ..core.foot import by_hand
from ..core.foot_parts import FOOT_KEYPOINTS, FOOT_SURFACE, SURFACE_FROM_KEYPOINTS
from ..core.frame import Frame
from ..core.maths import frozen
from ..core.missing import Missing
from ..core.observations import Crop
from ..core.ports import Provider
from ..core.scene import Light
from ..core.tracks import FootTrack, Track
from ..stages.crop import CropParams, foot_crop
from ..stages.fit_foot import COLD, FeetParams, FootFit, fit_foot
from ..stages.foot_side import SideState, sides
from ..stages.foot_wear import WearState, footwear
from ..vision.floor_light import measure_floor_light
from ..vision.flow import FlowMeter

_NO_FOOT = Missing("no foot")


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """What the fit remembers of all feet."""

    sides: SideState = field(default_factory=SideState)
    wear: WearState = field(default_factory=WearState)
    fits: Mapping[int, tuple[int, FootFit | Missing]] = field(default_factory=lambda: frozen({}))


class FeetSubject:
    """Eight points a foot, left and right."""

    name = "feet"
    keypoints = FOOT_KEYPOINTS

    def __init__(self, make_provider: Callable[[str], Provider]) -> None:
        self.make_provider = make_provider

    @property
    def crop_around(self) -> Callable[[NDArray[np.float32]], Crop]:
        return foot_crop

    def crop_params(self, params: Mapping[str, Any]) -> CropParams:
        crop: CropParams = params["crop"]
        feet: FeetParams = params["feet"]
        return replace(crop, slack=feet.slack, settle_hz=feet.settle_hz)

    def least_score(self, params: Mapping[str, Any]) -> float | None:
        return float(params["feet"].min_score)

    def flows(self, meter: FlowMeter, frame: Frame, tracks: Sequence[Track]) -> Mapping[int, Flow]:
        """Sites are looked for all over the upper, between the keypoints."""
        found = {track.id: SURFACE_FROM_KEYPOINTS @ track.raw for track in tracks if track.present}
        return meter.measure(frame, found, FOOT_SURFACE)

    def light(self, frame: Frame, tracks: Sequence[Track]) -> Light | Missing:
        """That on the floor around the feet."""
        masks = [foot.mask for foot in tracks if isinstance(foot, FootTrack) and foot.present and foot.mask]
        return measure_floor_light(frame.rgb, masks) if masks else _NO_FOOT

    def fit(
        self, frame: Frame, tracks: Sequence[Track], params: Mapping[str, Any], before: Any
    ) -> tuple[tuple[Track, ...], _Fitted]:
        """Side and pose of each foot; a held one keeps its last."""
        remembered: _Fitted = before or _Fitted()
        feet = [track for track in tracks if isinstance(track, FootTrack)]
        side_of, state = sides(remembered.sides, feet, t_ns=frame.t_ns)
        worn_by, wear = footwear(remembered.wear, feet, t_ns=frame.t_ns)
        fits: dict[int, tuple[int, FootFit | Missing]] = {}
        done: list[Track] = []
        for track in feet:
            side = side_of[track.id]
            known_side, known = remembered.fits.get(track.id, (side, COLD))
            points = by_hand(track.points, side)
            visible = by_hand(track.visible, side)
            fit = known
            if track.present or isinstance(known, Missing) or known_side != side:
                previous = known if known_side == side else COLD
                fit = fit_foot(
                    points,
                    visible,
                    side,
                    camera=frame.camera,
                    previous=previous,
                    footwear=worn_by.get(track.id, ""),
                    params=params["feet"],
                )
            fits[track.id] = (side, fit)
            done.append(
                replace(
                    track,
                    raw=by_hand(track.raw, side),
                    points=points,
                    visible=visible,
                    side=side,
                    footwear=worn_by.get(track.id, ""),
                    length_mm=params["feet"].length_mm,
                    pose=fit if isinstance(fit, Missing) else fit.pose,
                )
            )
        return tuple(done), _Fitted(state, wear, frozen(fits))

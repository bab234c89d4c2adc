"""Lipstick: the lips' contours and the finish become one LipPaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np

from ..core.face import LIPS_INNER, LIPS_OUTER
from ..core.maths import linear_from_srgb, srgb_from_hex
from ..core.params import Choice, Colour, Knob, Main, Needs
from ..core.products import WornItem
from ..core.scene import Layer, LipPaint
from ..core.tracks import FaceTrack
from .compose import FitContext, fitter

# Points at the ears, and at the hairline and chin: the face's width and height.
_EAR_RIGHT, _EAR_LEFT, _HAIRLINE, _CHIN = 234, 454, 10, 152
# A face is about 0.78 times as wide as it is high; the height keeps the scale when the head turns.
_WIDTH_OF_HEIGHT = 0.78


@dataclass(frozen=True, slots=True)
class LipstickSettings:
    """What a lipstick is made of."""

    colour: Annotated[str, Colour("the colour of the pigment")] = "#a8243a"
    finish: Annotated[
        str, Choice(("matte", "satin", "gloss"), "velvet without shine, soft shine, or wet shine"), Main
    ] = "satin"
    coverage: Annotated[float, Knob(0, 1, 0.01, "", "how much of the bare lips the pigment hides"), Main] = (
        0.75
    )
    shine: Annotated[
        float,
        Knob(0, 1, 0.01, "", "how bright the highlights are, where the finish has any"),
        Needs("finish", ("satin", "gloss")),
        Main,
    ] = 0.6


@dataclass(frozen=True, slots=True)
class _Finish:
    """`matte` takes away the lips' own shine; `gloss` and `roughness` are those of the added film."""

    matte: float
    gloss: float
    roughness: float


_FINISHES = {
    "matte": _Finish(matte=1.0, gloss=0.0, roughness=1.0),
    "satin": _Finish(matte=0.0, gloss=0.12, roughness=0.36),
    "gloss": _Finish(matte=0.0, gloss=1.0, roughness=0.28),
}


@fitter("lipstick")
class LipstickFitter:
    """Fits lipsticks. The contours are the stabilised landmarks themselves."""

    Settings: ClassVar[type[Any]] = LipstickSettings

    def fit(self, item: WornItem, track: FaceTrack, context: FitContext) -> tuple[Layer, ...]:
        """One LipPaint; nothing at coverage 0."""
        settings: LipstickSettings = item.settings
        if settings.coverage <= 0.0 or context.opacity <= 0.0:
            return ()
        finish = _FINISHES[settings.finish]
        red, green, blue = (float(v) for v in linear_from_srgb(srgb_from_hex(settings.colour)))
        points = track.points[:, :2]
        paint = LipPaint(
            subject=track.id,
            outer=np.ascontiguousarray(points[list(LIPS_OUTER)], np.float32),
            inner=np.ascontiguousarray(points[list(LIPS_INNER)], np.float32),
            colour=(red, green, blue),
            coverage=settings.coverage,
            matte=finish.matte,
            gloss=finish.gloss * settings.shine,
            gloss_roughness=finish.roughness,
            opacity=context.opacity,
            face_px=_face_width_px(points),
        )
        return (paint,)


def _face_width_px(points: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    """How wide the face would be from the front."""
    width = float(np.linalg.norm(points[_EAR_LEFT] - points[_EAR_RIGHT]))
    height = float(np.linalg.norm(points[_CHIN] - points[_HAIRLINE]))
    return max(width, _WIDTH_OF_HEIGHT * height)

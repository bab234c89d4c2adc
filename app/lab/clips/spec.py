"""What a clip is to show: a subject, a motion, a camera, as one value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ...core.errors import UserError
from .motions import MOTIONS

VERSION = 1
DEMO = "demo"
TIMINGS = ("even", "dropped", "jittered")
CAMERAS = ("clean", "webcam")
BACKGROUNDS = ("still", "with")
# A face 275 px wide in a picture of 720 rows: someone at arm's length from a laptop.
_FACE_SHARE = 275.0 / 720.0


@dataclass(frozen=True, slots=True)
class ClipSpec:
    """One clip. Raises UserError for a value out of range.

    `subject` is "demo" or a photograph's path. `size` is (width, height) px. `face_px` is the face's width
    (distance of points 234 and 454) at the motion's reference distance; None: 275 px in 720 rows and in
    proportion. `background` "still" stays where it is while the face moves, "with" goes with it (the whole
    photograph moves). `camera` "webcam" adds motion blur, noise and MJPG; `blur` is the exposure's share of
    the frame interval (None: 0 for a clean camera, 0.5 for a webcam).
    """

    subject: str = DEMO
    motion: str = "still"
    fps: float = 30.0
    size: tuple[int, int] = (1280, 720)
    timing: str = "even"
    camera: str = "webcam"
    background: str = "still"
    seconds: float = 4.0
    face_px: float | None = None
    blur: float | None = None

    def __post_init__(self) -> None:
        _one_of("motion", self.motion, tuple(MOTIONS))
        _one_of("timing", self.timing, TIMINGS)
        _one_of("camera", self.camera, CAMERAS)
        _one_of("background", self.background, BACKGROUNDS)
        _within("fps", self.fps, 1.0, 240.0)
        _within("seconds", self.seconds, 0.0, 600.0)
        _within("width", self.size[0], 160, 4096)
        _within("height", self.size[1], 120, 2304)
        _within("face width in px", self.face_width_px, 24.0, self.size[0] / 1.5)
        _within("share of the exposure", self.exposure_share, 0.0, 1.0)
        if self.size[0] % 2 or self.size[1] % 2:
            raise UserError(f"A clip's width and height are even; got {self.size[0]}x{self.size[1]}.")
        if self.subject == DEMO and self.background == "with":
            raise UserError("The demo subject's background cannot go with the face; a photograph's can.")

    @property
    def face_width_px(self) -> float:
        return _FACE_SHARE * self.size[1] if self.face_px is None else self.face_px

    @property
    def exposure_share(self) -> float:
        """How much of the frame interval the shutter is open."""
        return (0.5 if self.camera == "webcam" else 0.0) if self.blur is None else self.blur

    @property
    def name(self) -> str:
        """A file's name without its ending: what differs from the default is in it."""
        parts = [DEMO if self.subject == DEMO else Path(self.subject).stem, self.motion, self.camera]
        parts += [f"{self.fps:g}fps"] if self.fps != 30.0 else []
        parts += [f"{self.size[1]}p"] if self.size != (1280, 720) else []
        parts += [f"face{self.face_px:g}"] if self.face_px is not None else []
        parts += [self.timing] if self.timing != "even" else []
        parts += ["background-with"] if self.background == "with" else []
        return "-".join(parts)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ClipSpec:
        known = {field.name for field in fields(cls)}
        given = {name: value for name, value in values.items() if name in known}
        return cls(**{**given, "size": tuple(given["size"])})


def _one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UserError(f"{given!r} is no {what} of a clip; there is {', '.join(known)}.")


def _within(what: str, given: float, low: float, high: float) -> None:
    if not low <= given <= high:
        raise UserError(f"A clip's {what} lies between {low:g} and {high:g}; got {given:g}.")

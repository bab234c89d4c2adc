"""What slows the picture, and so what to do about it: pure rules over the figures.

The rules give a cause with its numbers; the window has the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..runtime.measure import DRAWING, WAITING, Figures
from ..runtime.metrics import NOTHING

# Below this motion no longer looks like a mirror's; above, more is not missed (UI target of the studio).
SLOW_FPS = 15.0
# From here on one sees oneself move late.
LATE_MS = 150.0
# A camera that gives less is slow by itself, whatever this computer does.
SLOW_CAMERA_FPS = 20.0
# So much of what the source gives may be lost before somebody sees it.
_LOSS = 0.1
# A stage with this share of the time is the one to look at.
_MOST = 0.4
# A thread that works less than this share of the time is waiting for its source.
_IDLE = 0.6
# From this share on, waiting for each other is what frames mostly do.
_QUEUE = 0.3
# Fewer frames than this tell nothing yet.
_ENOUGH = 10
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software", "gdi generic", "basic render")


class Cause(Enum):
    """Why the picture is as it is."""

    STARTING = "starting"
    PAUSED = "paused"
    FINE = "fine"
    RECORDING = "recording"
    CAMERA = "camera"
    READING = "reading"
    DRAWING_SOFTWARE = "drawing in software"
    DRAWING_LANDMARKS = "drawing in software, landmarks too"
    DRAWING = "drawing"
    PEOPLE = "people"
    FEET = "feet"
    FINDER = "finder"
    WAITING = "waiting"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Advice:
    """One cause. `slow` says which figures it makes bad: "fps", "age", "dropped" or a stage's name.

    `ms` of `whole_ms` go into `stage`; `count` is a number of frames, people, feet or frames a second, as the
    cause has it.
    """

    cause: Cause
    slow: frozenset[str] = frozenset()
    stage: str = ""
    ms: float = 0.0
    whole_ms: float = 0.0
    count: float = 0.0


def advise(figures: Figures, *, wanted: int = 1, landmarks: bool = False) -> Advice:
    """The one thing that helps most. `wanted` is how many people or feet are looked for, `landmarks` whether
    they are drawn.

    What loses a person's work comes first (a recording with holes), then a source that gives little, which
    nothing in the window can mend, then the stage that takes most of the time.
    """
    if not figures.provider or (figures.playing and figures.painted < _ENOUGH and not figures.fps):
        return Advice(Cause.STARTING)
    if figures.lost.unrecorded:
        return Advice(Cause.RECORDING, frozenset({"dropped"}), count=figures.lost.unrecorded)
    if not figures.playing or not figures.fps:
        return Advice(Cause.PAUSED)
    slow = _slow(figures)
    if figures.live and _is_slow_camera(figures):
        return Advice(Cause.CAMERA, frozenset({"fps"}), count=figures.source_fps)
    if not slow:
        return Advice(Cause.FINE, count=figures.fps)
    if not figures.live and _is_slow_to_read(figures):
        return Advice(Cause.READING, slow, count=figures.fps)
    return _of_stage(figures, slow, wanted, landmarks)


def is_software(gl_name: str) -> bool:
    """Whether OpenGL is computed by the processor."""
    return any(name in gl_name.lower() for name in _SOFTWARE)


def _slow(figures: Figures) -> frozenset[str]:
    """The readings that are worse than they should be; a source of few frames is not our fault."""
    given_fps = figures.source_fps if figures.live else figures.nominal_fps
    found = set()
    if figures.fps < min(SLOW_FPS, 0.9 * given_fps):
        found.add("fps")
    if figures.frame_age.p50_ms > LATE_MS:
        found.add("age")
    if _share_lost(figures) > 0.5:
        found.add("dropped")
    return frozenset(found)


def _share_lost(figures: Figures) -> float:
    lost = figures.lost.unshown
    return lost / max(lost + figures.painted, 1)


def _is_slow_camera(figures: Figures) -> bool:
    """It gives little, and what it gives is shown."""
    return 0.0 < figures.source_fps < SLOW_CAMERA_FPS and figures.fps >= 0.8 * figures.source_fps


def _is_slow_to_read(figures: Figures) -> bool:
    """Frames come late or seldom, while the stages have time to spare."""
    lost = figures.lost
    if lost.late > max(lost.unstepped, lost.undrawn) and _share_lost(figures) > _LOSS:
        return True
    if figures.stages.get(WAITING, NOTHING).p50_ms > _QUEUE * figures.whole_ms:
        return False  # frames queue up: it is this computer that is slow
    took_ms = {name: stage.p50_ms for name, stage in figures.stages.items() if name != WAITING}
    step_ms = sum(took_ms.values()) - took_ms.get(DRAWING, 0.0)
    # Stepping and drawing overlap: the slower of the two sets the pace.
    busy_share = max(step_ms, took_ms.get(DRAWING, 0.0)) * figures.fps * 1e-3
    seldom = figures.source_fps < 0.8 * figures.nominal_fps and figures.fps >= 0.8 * figures.source_fps
    return seldom and busy_share < _IDLE


def _of_stage(figures: Figures, slow: frozenset[str], wanted: int, landmarks: bool) -> Advice:
    stage = figures.busiest
    ms, whole_ms = figures.stages[stage].p50_ms, figures.whole_ms

    def because(cause: Cause, count: float = 0.0) -> Advice:
        return Advice(cause, slow | {stage}, stage, ms, whole_ms, count)

    if stage == DRAWING:
        if not is_software(figures.gl_name):
            return because(Cause.DRAWING)
        return because(Cause.DRAWING_LANDMARKS if landmarks else Cause.DRAWING_SOFTWARE)
    if stage == "detect":
        if figures.subject == "feet":  # a pair is what one looks for
            return because(Cause.FEET, wanted) if wanted > 2 else because(Cause.FINDER)
        return because(Cause.PEOPLE, wanted) if wanted > 1 else because(Cause.FINDER)
    if stage == WAITING or ms < _MOST * whole_ms:
        return because(Cause.WAITING)
    return because(Cause.STAGE)

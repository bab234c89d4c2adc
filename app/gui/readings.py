"""The figures of the strip under the picture, as text."""

from __future__ import annotations

from dataclasses import dataclass

from ..runtime.measure import Figures
from ..runtime.metrics import StageFigures
from .language import tr
from .sentences import said

_STAGES = ("detect", "track", "flow", "steady", "fit", "light", "compose", "render", "waiting")
_SHORT_NAMES = {"onnx": "ONNX", "mediapipe": "MediaPipe"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure. `weight` says how long it stays when room is short; `widest` reserves its column.

    `alarm` says that it needs looking at; `help` is what it means and, then, what to do.
    """

    name: str
    value: str
    help: str = ""
    weight: int = 0
    widest: str = ""
    alarm: bool = False


def readings(figures: Figures, *, slow: str = "", where: frozenset[str] = frozenset()) -> tuple[Reading, ...]:
    """The strip, left to right. `where` names the readings that are slow and `slow` says what to do."""
    if not figures.provider:
        return (Reading(tr("starting"), "…"),)

    def reading(key: str, name: str, value: str, help: str, weight: int, widest: str = "") -> Reading:
        alarm = key in where
        return Reading(name, value, f"{help}\n{slow}" if alarm and slow else help, weight, widest, alarm)

    return (
        reading("fps", tr("fps"), fps_text(figures), _fps_help(figures), 9, "000.0"),
        reading("age", tr("frame / pose age"), age_text(figures), _age_help(figures), 8, "000 / 000 ms"),
        *(
            reading(name, stage_name(name), stage_text(stage), _stage_help(), _weight(name), "00.0 / 00.0")
            for name, stage in _all_stages(figures).items()
        ),
        reading("runs", tr("finder"), finder_text(figures), finder_help(figures), 5, "ONNX · CPU"),
        reading("gl", tr("GL calls"), str(figures.gl_calls), _gl_help(figures), 4, "0000"),
    )


def fps_text(figures: Figures) -> str:
    return f"{figures.fps:.1f}" if figures.fps else "–"


def age_text(figures: Figures) -> str:
    """Age of the frame that is shown, and of the landmarks that it was drawn with."""
    if not figures.frame_age.p50_ms:
        return "–"
    pose = f"{figures.pose_age.p50_ms:.0f}" if figures.pose_age else "–"
    return f"{figures.frame_age.p50_ms:.0f} / {pose} ms"


def stage_text(stage: StageFigures | None) -> str:
    """'8.0 / 17.9'; a dash for a stage that has not run yet."""
    return f"{_ms(stage.p50_ms)} / {_ms(stage.p95_ms)}" if stage else "–"


def finder_name(provider: str) -> str:
    """Who finds faces or feet, as a person reads it."""
    return tr("Lookglass (ONNX)") if provider == "onnx" else _SHORT_NAMES.get(provider, provider)


def finder_text(figures: Figures) -> str:
    """'ONNX · CPU'."""
    return f"{_SHORT_NAMES.get(figures.provider, figures.provider)} · {figures.runs_on.partition(':')[0]}"


def finder_help(figures: Figures) -> str:
    """What finds the face or the feet, where it really runs, and why there: in the words of `doctor`."""
    what = tr("What finds the face, and where it really runs.")
    if figures.subject == "feet":
        what = tr("What finds the feet, and where it really runs.")
    where = f"{figures.runs_on}: {said(figures.why)}" if figures.why else figures.runs_on
    return f"{what}\n{where}"


def stage_name(stage: str) -> str:
    """A stage as a person reads it."""
    names = {
        "detect": tr("detect"),
        "track": tr("track"),
        "flow": tr("flow"),
        "steady": tr("steady"),
        "fit": tr("fit"),
        "light": tr("light"),
        "compose": tr("compose"),
        "render": tr("render"),
        "waiting": tr("waiting"),
    }
    return names.get(stage, stage)


def drop_lines(figures: Figures) -> tuple[tuple[str, int, str], ...]:
    """Where frames were lost, how many since the source was opened, and what that means."""
    drops = figures.drops
    return (
        (
            tr("late from the source"),
            drops.late,
            tr("Skipped because their time had passed when they were read."),
        ),
        (
            tr("before the finder"),
            drops.unstepped,
            tr("Replaced by a newer one while the finder was at work."),
        ),
        (
            tr("before drawing"),
            drops.undrawn,
            tr("Looked at, and replaced before they were drawn and shown."),
        ),
        (
            tr("left out of the recording"),
            drops.unrecorded,
            tr("Shown, but the recording could not keep up."),
        ),
    )


def _fps_help(figures: Figures) -> str:
    told = tr("New frames shown a second; a frame that is shown again does not count.")
    if not figures.source_fps:
        return told
    return told + "\n" + tr("The source gives {fps} a second.").format(fps=f"{figures.source_fps:.1f}")


def _age_help(figures: Figures) -> str:
    if figures.subject == "feet":
        return tr(
            "From the source to the screen: how old a frame is when it is first shown, and how old the frame "
            "is that its landmarks were found in. Both are the same but while a lost foot is held."
        )
    return tr(
        "From the source to the screen: how old a frame is when it is first shown, and how old the frame is "
        "that its landmarks were found in. Both are the same but while a lost face is held."
    )


def _stage_help() -> str:
    return tr("Median and 95th percentile of the last frames, milliseconds.")


def _gl_help(figures: Figures) -> str:
    return tr("OpenGL calls to draw one frame, with {renderer}.").format(renderer=figures.gl_name)


def _all_stages(figures: Figures) -> dict[str, StageFigures | None]:
    """In the order of a frame's way, also those that have nothing to do yet: their columns do not move."""
    known: dict[str, StageFigures | None] = dict.fromkeys(_STAGES)
    return {**known, **figures.stages}


def _ms(value: float) -> str:
    """As wide below a hundred as above."""
    return f"{value:.1f}" if value < 99.95 else f"{value:.0f}"


def _weight(stage: str) -> int:
    return {"detect": 7, "render": 6, "waiting": 3}.get(stage, 1)

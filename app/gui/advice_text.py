"""The advice in words: one sentence that says what is slow and what helps."""

from __future__ import annotations

from ..lab.advice import Advice, Cause
from .language import tr
from .readings import stage_name


def sentence(advice: Advice) -> str:
    """What the performance dock shows, and the strip's tooltip where it is red."""
    ms, whole_ms = f"{advice.ms:.0f}", f"{advice.whole_ms:.0f}"
    count, stage = f"{advice.count:.0f}", stage_name(advice.stage)
    match advice.cause:
        case Cause.STARTING:
            return tr("Nothing has been measured yet.")
        case Cause.PAUSED:
            return tr("Nothing new is shown just now: the figures are those of the last pictures.")
        case Cause.FINE:
            return tr("The picture keeps pace; nothing needs doing.")
        case Cause.RECORDING:
            return tr(
                "The recording has lost {count} frames in five seconds: "
                "record a smaller picture or to a faster disk, or wear less."
            ).format(count=count)
        case Cause.CAMERA:
            return tr(
                "The camera gives only {count} frames a second: more light helps, or another camera mode."
            ).format(count=count)
        case Cause.READING:
            return tr(
                "The source cannot be read fast enough ({count} frames a second are shown): use a smaller "
                "clip, one that is easier to decode, or a lower speed."
            ).format(count=count)
        case Cause.DRAWING_SOFTWARE:
            return tr(
                "Drawing takes {ms} of {whole_ms} ms: software OpenGL is in use. Make the window smaller, "
                "wear less, or install the graphics driver."
            ).format(ms=ms, whole_ms=whole_ms)
        case Cause.DRAWING_LANDMARKS:
            return tr(
                "Drawing takes {ms} of {whole_ms} ms: software OpenGL is in use. Hide the landmarks, "
                "make the window smaller, or install the graphics driver."
            ).format(ms=ms, whole_ms=whole_ms)
        case Cause.DRAWING:
            return tr(
                "Drawing takes {ms} of {whole_ms} ms: wear less, make the window smaller, "
                "or open a source with a smaller picture."
            ).format(ms=ms, whole_ms=whole_ms)
        case Cause.PEOPLE:
            return tr(
                "The finder takes {ms} of {whole_ms} ms: it looks for {count} people; choose fewer."
            ).format(ms=ms, whole_ms=whole_ms, count=count)
        case Cause.FEET:
            return tr(
                "The finder takes {ms} of {whole_ms} ms: it looks for {count} feet; choose fewer."
            ).format(ms=ms, whole_ms=whole_ms, count=count)
        case Cause.FINDER:
            return tr(
                "The finder takes {ms} of {whole_ms} ms: close other programs, "
                "or use a computer whose graphics card ONNX Runtime can use."
            ).format(ms=ms, whole_ms=whole_ms)
        case Cause.WAITING:
            return tr(
                "Frames wait {ms} of {whole_ms} ms for their turn: the processor is busy; "
                "close other programs, or open a source with a smaller picture."
            ).format(ms=ms, whole_ms=whole_ms)
        case Cause.STAGE:
            return tr(
                "The stage “{stage}” takes {ms} of {whole_ms} ms: reset its knobs in Tune, or wear less."
            ).format(stage=stage, ms=ms, whole_ms=whole_ms)

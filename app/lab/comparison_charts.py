"""What is plotted of a comparison: a landmark's way, the spectrum of the error, the jitter-lag front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..core.foot import ANKLE_MEDIAL, BALL_MEDIAL, HEEL_BACK, INSTEP, TOE_TIP
from ..core.maths import Array
from .charts import Chart, Mark, Series
from .comparison import Comparison, FrontPoint
from .drawing import Ink
from .report_words import Words
from .spectrum import spectrum

# Points that a person would look at, one for each way of moving: by the names of Words.landmarks.
LANDMARKS = {
    "nose": 1,
    "lip": 0,
    "corner": 61,
    "eye": 33,
    "iris": 468,
    "brow": 105,
    "chin": 152,
    "edge": 234,
}
FOOT_LANDMARKS = {
    "toe": TOE_TIP,
    "heel": HEEL_BACK,
    "ball": BALL_MEDIAL,
    "instep": INSTEP,
    "ankle": ANKLE_MEDIAL,
}
_WIDTHS = {"truth": 1.0, "raw": 1.0, "a": 1.8, "b": 1.8}


def landmarks_of(subject: str) -> Mapping[str, int]:
    """Those of a face or of a foot."""
    return FOOT_LANDMARKS if subject == "feet" else LANDMARKS


def signal_chart(comparison: Comparison, words: Words, landmark: str, axis: int) -> Chart:
    """x (axis 0) or y (1) of a landmark in px over time: truth, raw, A, B."""
    names: dict[Ink, str] = {"raw": words.raw, "a": "A", "b": "B", "truth": words.truth}
    paths = {ink: comparison.path(ink, landmarks_of(comparison.subject)[landmark])[:, axis] for ink in names}
    said = words.signal.format(landmark=words.landmarks[landmark], axis="xy"[axis])
    return _over_time(comparison, words, said, names, paths)


def error_chart(comparison: Comparison, words: Words, landmark: str, axis: int) -> Chart:
    """The same less the truth, without each one's mean, or less its slow movement where no truth is known."""
    names: dict[Ink, str] = {"raw": words.raw, "a": "A", "b": "B"}
    paths = {
        ink: comparison.error_path(ink, landmarks_of(comparison.subject)[landmark])[:, axis] for ink in names
    }
    said = words.departure if comparison.truth is None else words.error
    said = said.format(landmark=words.landmarks[landmark], axis="xy"[axis])
    return _over_time(comparison, words, said, names, paths)


def _over_time(
    comparison: Comparison, words: Words, title: str, names: Mapping[Ink, str], paths: Mapping[Ink, Array]
) -> Chart:
    series = tuple(
        Series(name, ink, comparison.t_s, paths[ink], _WIDTHS[ink], dashed=ink == "truth")
        for ink, name in names.items()
        if np.isfinite(paths[ink]).any()
    )
    return Chart(title, words.over_seconds, series)


def spectrum_chart(comparison: Comparison, words: Words) -> Chart | None:
    """None where the recording is too short to tell frequencies apart."""
    names: dict[Ink, str] = {"raw": words.raw, "a": "A", "b": "B"}
    series = []
    for ink, name in names.items():
        errors = comparison.own_errors(ink)
        found = None if errors is None else spectrum(*errors)
        if found is not None:
            series.append(Series(name, ink, *found, _WIDTHS[ink]))
    if not series:
        return None
    return Chart(words.spectrum_of(comparison), words.over_hertz, tuple(series), from_zero=True)


def front_chart(comparison: Comparison, words: Words) -> Chart | None:
    """Jitter over lag of A, B, every stabiliser as it comes and tuned fronts; None where no lag is known."""
    tuned = [point for point in comparison.front if point.of == "tuned"]
    marks = tuple(
        Mark(words.methods.get(point.name, point.name) if point.of == "method" else point.name,
             "a" if point.of == "a" else "b" if point.of == "b" else "other",
             point.lag_ms, point.jitter_percent, point.of in ("a", "b"))
        for point in comparison.front if point.of != "tuned"
    )  # fmt: skip
    if not any(mark.main for mark in marks):
        return None
    lines = tuple(_front_line(tuned, name, words) for name in dict.fromkeys(point.name for point in tuned))
    return Chart(words.front_of(comparison), words.over_lag, lines, marks, from_zero=True, shows_zero_x=True)


def _front_line(tuned: Sequence[FrontPoint], name: str, words: Words) -> Series:
    """The points of one front, by their lag."""
    own = sorted((point for point in tuned if point.name == name), key=lambda point: point.lag_ms)
    said = f"{words.methods.get(name, name)}, {words.tuned}" if name else words.tuned
    return Series(said, "other", np.array([p.lag_ms for p in own]), np.array([p.jitter_percent for p in own]))

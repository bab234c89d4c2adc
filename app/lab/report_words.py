"""The words of a comparison and its report: English here; the window gives its own in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..core.missing import Missing
from .comparison import Comparison, Side
from .verdict import Row, Verdict

# What the rows of the table are called, by the names of Row.
ROWS = {
    "jitter": "Jitter",
    "error": "Error",
    "peak": "Largest error",
    "lag": "Lag",
    "overshoot": "Overshoot",
    "flicker": "Flicker",
    "dropouts": "Drop-outs",
    "reacquire": "Found again",
    "swaps": "Swaps of subjects",
}
# What is behind the figures, for those whose name does not say it.
HELPS = {
    "jitter": "What is faster than 1 Hz; the error that a lag makes is not in it.",
    "error": "Root mean square distance from where the points should be.",
    "lag": "How much later the points move; below 0 they are ahead.",
    "overshoot": "How far the points go on where the movement stops.",
    "flicker": "How much the error changes from frame to frame.",
}
PARTS = {
    "contour": "contour",
    "brows": "brows",
    "eyes": "eyes",
    "irises": "irises",
    "lips": "lips",
    "nose": "nose",
    "temples": "temples of glasses",
    "toe": "tip of the toes",
    "ball": "ball of the foot",
    "heel": "heel",
    "ankle": "ankle and instep",
    "all": "all",
}
LANDMARKS = {
    "nose": "Tip of the nose",
    "lip": "Middle of the upper lip",
    "corner": "Corner of the lips",
    "eye": "Outer corner of the eye",
    "iris": "Middle of the iris",
    "brow": "Middle of the brow",
    "chin": "Chin",
    "edge": "Edge of the face",
    "toe": "Tip of the toes",
    "heel": "Back of the heel",
    "ball": "Inner side of the ball",
    "instep": "Instep",
    "ankle": "Inner ankle",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Templates have their values in braces."""

    language: str = "en"
    # What stands between two sentences: Chinese has nothing there.
    join: str = " "
    title: str = "Two settings on {recording}"
    facts: str = "{frames} frames, {seconds} s, the face is {width} px wide."
    facts_feet: str = "{frames} frames, {seconds} s, the foot is {width} px long."
    with_truth: str = "Errors are against the known truth of the clip."
    without_truth: str = "The truth is not known: errors are against the same points without their tremble."
    looked_again: str = "A and B look differently, so each has been given its own look."
    no_lag: str = "Too little moves in it to tell a lag."
    figure: str = "Figure"
    better: str = "the better one"
    signal: str = "{landmark}, {axis} in px over time"
    error: str = "{landmark}, error of {axis} in px over time"
    departure: str = "{landmark}, departure of {axis} from its slow movement in px over time"
    spectrum: str = "Spectrum of the error, % of the face's width per root hertz"
    front: str = "Jitter, % of the face's width, against lag"
    spectrum_feet: str = "Spectrum of the error, % of the foot's length per root hertz"
    front_feet: str = "Jitter, % of the foot's length, against lag"
    over_seconds: str = "s"
    over_hertz: str = "Hz"
    over_lag: str = "lag in ms"
    raw: str = "as found"
    truth: str = "truth"
    tuned: str = "tuned"
    trails: str = "Landmarks and the way they have come in the last half second"
    both: str = "A and B"
    moment: str = "Moment"
    by_part: str = "Jitter by part (%)"
    settings: str = "Changed: {settings}"
    no_settings: str = "Nothing is changed from the defaults."
    made_with: str = "Made with Lookglass {version}"
    calmer: str = "B is calmer by {percent} %"
    livelier: str = "B trembles {percent} % more"
    as_calm: str = "B is as calm as A"
    later: str = "comes {ms} ms later"
    earlier: str = "comes {ms} ms earlier"
    as_prompt: str = "comes no later"
    closer: str = "lies {percent} % closer to the truth"
    further: str = "lies {percent} % further from the truth"
    as_close: str = "lies as close to the truth"
    one: str = "{first}."
    two: str = "{first} and {second}."
    three: str = "{first}, {second} and {third}."
    unknown: str = "There was too little to compare."
    rows: Mapping[str, str] = field(default_factory=lambda: ROWS)
    helps: Mapping[str, str] = field(default_factory=lambda: HELPS)
    parts: Mapping[str, str] = field(default_factory=lambda: PARTS)
    landmarks: Mapping[str, str] = field(default_factory=lambda: LANDMARKS)
    methods: Mapping[str, str] = field(default_factory=dict)

    def facts_of(self, comparison: Comparison) -> list[str]:
        """What is to be known of a comparison, in whole sentences."""
        scores = comparison.a.scores
        template = self.facts_feet if comparison.subject == "feet" else self.facts
        facts = template.format(
            frames=scores.frames, seconds=f"{scores.seconds:.1f}", width=f"{scores.face_px:.0f}"
        )
        said = [facts, self.without_truth if comparison.truth is None else self.with_truth]
        if comparison.looked_again:
            said.append(self.looked_again)
        if isinstance(scores.lag_ms, Missing):
            said.append(self.no_lag)
        return said

    def spectrum_of(self, comparison: Comparison) -> str:
        """The title of its spectrum."""
        return self.spectrum_feet if comparison.subject == "feet" else self.spectrum

    def front_of(self, comparison: Comparison) -> str:
        """The title of its front."""
        return self.front_feet if comparison.subject == "feet" else self.front

    def settings_of(self, side: Side) -> str:
        """The knobs of a side in a line."""
        return self.settings.format(settings=side.settings) if side.settings else self.no_settings

    def row_name(self, row: Row) -> str:
        """What a row of one of the tables is called, with its unit."""
        name = self.rows.get(row.name) or self.parts.get(row.name, row.name)
        return f"{name} ({row.unit})" if row.unit and row.name in self.rows else name

    def figure_of(self, row: Row, which: str) -> str:
        """The figure of "a" or "b" as it is read."""
        return figure_text(row.a if which == "a" else row.b, row.unit)

    def sentence(self, verdict: Verdict) -> str:
        """What differs, in a line."""
        clauses = [
            _clause(verdict.calmer_percent, self.calmer, self.livelier, self.as_calm),
            _clause(verdict.later_ms, self.later, self.earlier, self.as_prompt),
            _clause(verdict.closer_percent, self.closer, self.further, self.as_close),
        ]
        said = [clause for clause in clauses if clause]
        match said:
            case [first, second, third]:
                return self.three.format(first=first, second=second, third=third)
            case [first, second] if verdict.calmer_percent is not None:
                return self.two.format(first=first, second=second)
            case [first] if verdict.calmer_percent is not None:
                return self.one.format(first=first)
        return self.unknown


def figure_text(value: float | None, unit: str) -> str:
    """As many digits as tell something, or a dash for what could not be measured."""
    if value is None:
        return "–"
    digits = {"%": 3 if abs(value) < 1.0 else 2, "ms": 1}.get(unit, 0)
    # Rounded first: nobody wants to read minus nought.
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def _clause(value: float | None, more: str, less: str, same: str) -> str:
    if value is None:
        return ""
    if value == 0.0:
        return same
    number = f"{round(abs(value), 1 if abs(value) < 9.95 else 0):g}"
    return (more if value > 0.0 else less).format(percent=number, ms=number)

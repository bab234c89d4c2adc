"""The words of a comparison in the present language: for the table, the plots and the report."""

from __future__ import annotations

from ..lab.report_words import Words
from ..stages.stabilise import METHODS
from . import knob_words
from .language import current, tr


def report_words() -> Words:
    """All of them; see lab.report_words for what is filled in where."""
    return Words(
        language=current().code.replace("_", "-"),
        join="" if current().code.startswith("zh") else " ",
        title=tr("Two settings on {recording}"),
        facts=tr("{frames} frames, {seconds} s, the face is {width} px wide."),
        facts_feet=tr("{frames} frames, {seconds} s, the foot is {width} px long."),
        with_truth=tr("Errors are against the known truth of the clip."),
        without_truth=tr("The truth is not known: errors are against the same points without their tremble."),
        looked_again=tr("A and B look differently, so each has been given its own look."),
        no_lag=tr("Too little moves in it to tell a lag."),
        figure=tr("Figure"),
        better=tr("the better one"),
        signal=tr("{landmark}, {axis} in px over time"),
        error=tr("{landmark}, error of {axis} in px over time"),
        departure=tr("{landmark}, departure of {axis} from its slow movement in px over time"),
        spectrum=tr("Spectrum of the error, % of the face's width per root hertz"),
        front=tr("Jitter, % of the face's width, against lag"),
        spectrum_feet=tr("Spectrum of the error, % of the foot's length per root hertz"),
        front_feet=tr("Jitter, % of the foot's length, against lag"),
        over_seconds=tr("s", "seconds"),
        over_hertz=tr("Hz"),
        over_lag=tr("lag in ms"),
        raw=tr("as found"),
        truth=tr("truth"),
        tuned=tr("tuned"),
        trails=tr("Landmarks and the way they have come in the last half second"),
        both=tr("A and B"),
        moment=tr("Moment"),
        by_part=tr("Jitter by part (%)"),
        settings=tr("Changed: {settings}"),
        no_settings=tr("Nothing is changed from the defaults."),
        made_with=tr("Made with Lookglass {version}"),
        calmer=tr("B is calmer by {percent} %"),
        livelier=tr("B trembles {percent} % more"),
        as_calm=tr("B is as calm as A"),
        later=tr("comes {ms} ms later"),
        earlier=tr("comes {ms} ms earlier"),
        as_prompt=tr("comes no later"),
        closer=tr("lies {percent} % closer to the truth"),
        further=tr("lies {percent} % further from the truth"),
        as_close=tr("lies as close to the truth"),
        one=tr("{first}."),
        two=tr("{first} and {second}."),
        three=tr("{first}, {second} and {third}."),
        unknown=tr("There was too little to compare."),
        rows={
            "jitter": tr("Jitter"),
            "error": tr("Error", "of a measurement"),
            "peak": tr("Largest error"),
            "lag": tr("Lag"),
            "overshoot": tr("Overshoot"),
            "flicker": tr("Flicker"),
            "dropouts": tr("Drop-outs"),
            "reacquire": tr("Found again"),
            "swaps": tr("Swaps of subjects"),
        },
        helps={
            "jitter": tr("What is faster than 1 Hz; the error that a lag makes is not in it."),
            "error": tr("Root mean square distance from where the points should be."),
            "lag": tr("How much later the points move; below 0 they are ahead."),
            "overshoot": tr("How far the points go on where the movement stops."),
            "flicker": tr("How much the error changes from frame to frame."),
        },
        parts={
            "contour": tr("contour"),
            "brows": tr("brows"),
            "eyes": tr("eyes"),
            "irises": tr("irises"),
            "lips": tr("lips"),
            "nose": tr("nose"),
            "temples": tr("temples of glasses"),
            "toe": tr("tip of the toes"),
            "ball": tr("ball of the foot"),
            "heel": tr("heel"),
            "ankle": tr("ankle and instep"),
            "all": tr("all"),
        },
        landmarks=landmark_names(),
        methods={method: knob_words.choice(method) for method in METHODS},
    )


def landmark_names() -> dict[str, str]:
    """Landmarks whose way can be plotted, by the names of lab.comparison_charts."""
    return {
        "nose": tr("Tip of the nose"),
        "lip": tr("Middle of the upper lip"),
        "corner": tr("Corner of the lips"),
        "eye": tr("Outer corner of the eye"),
        "iris": tr("Middle of the iris"),
        "brow": tr("Middle of the brow"),
        "chin": tr("Chin"),
        "edge": tr("Edge of the face"),
        "toe": tr("Tip of the toes"),
        "heel": tr("Back of the heel"),
        "ball": tr("Inner side of the ball"),
        "instep": tr("Instep"),
        "ankle": tr("Inner ankle"),
    }

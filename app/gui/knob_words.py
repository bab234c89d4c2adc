"""What is declared in other layers is called in the present language: knobs, stages, kinds, presets.

English stands in the declarations (core.params); packaging/translations.py gathers it from there by the same
functions, so that nothing that is declared can be forgotten.
"""

from __future__ import annotations

from ..core.params import Control, Knob
from .language import declared

# What the words are about, for translators: "Light" is a stage here, and a theme elsewhere.
ABOUT_KNOB, ABOUT_CHOICE, ABOUT_STAGE, ABOUT_UNIT = "knob", "choice", "stage", "unit"
ABOUT_KIND, ABOUT_PRESET, ABOUT_LOOK = "kind of product", "preset", "look"

# Presets whose names hold a proper name, or a hyphen of their own.
_PROPER = {"mediapipe-one-euro": "MediaPipe one-euro", "make-up": "Make-up"}

# Words of knobs' names that are written in capitals.
_SHORT = {"eu": "EU"}

# What the pipeline times, beside the groups of knobs.
STAGES = ("detect", "track", "steady", "crop", "fit", "light", "compose", "render")


def title(name: str, control: Control) -> str:
    """A knob's name: "lips_cutoff_hz" is "Lips cutoff", for the unit stands with the number."""
    return declared(english_title(name, control), ABOUT_KNOB)


def help(control: Control) -> str:
    """What one will see when the knob is turned."""
    return declared(control.help)


def unit(control: Control) -> str:
    """What the number counts: "Hz", "frames"; "" where it counts nothing."""
    return declared(control.unit, ABOUT_UNIT) if isinstance(control, Knob) and control.unit else ""


def choice(option: str) -> str:
    """One option of a Choice: "one-euro" is "One-euro"."""
    return declared(english_choice(option), ABOUT_CHOICE)


def stage(name: str) -> str:
    """A stage of the pipeline or a group of knobs: "steady" is "Steady"."""
    return declared(english_stage(name), ABOUT_STAGE)


def kind(name: str) -> str:
    """A kind of product: "lip-liner" is "Lip liner"."""
    return declared(english_kind(name), ABOUT_KIND)


def preset(name: str) -> str:
    """One of our presets; a person's own keep the names that they were given."""
    return declared(english_preset(name), ABOUT_PRESET)


def look(name: str) -> str:
    """One of our looks, by the name in its file; likewise."""
    return declared(name, ABOUT_LOOK)


def english_title(name: str, control: Control) -> str:
    words = name.split("_")
    if isinstance(control, Knob) and len(words) > 1 and words[-1].lower() == control.unit.lower():
        words.pop()
    return _capitalised(" ".join(_SHORT.get(word, word) for word in words))


def english_choice(option: str) -> str:
    return _capitalised(option)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def english_stage(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()


def english_kind(kind: str) -> str:
    return kind.replace("-", " ").capitalize()


def english_preset(name: str) -> str:
    return _PROPER.get(name) or name.replace("-", " ").capitalize()

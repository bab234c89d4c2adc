"""Named commands: the only way in which a Document changes.

Each is a value with a `label` (for the Edit menu) and `apply`, which returns a new Document. This is the door
to all of them, whatever file they are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .command import Command, Step
from .comparing import EndCompare, SwapSetups, TakeSetup
from .document import DEFAULT_PRESET, Document, View
from .errors import UserError
from .label import GroupRef, KnobRef, Label, Named, PresetRef, SourceRef
from .maths import frozen
from .params import Value, resolve_groups
from .products import SUBJECTS
from .wearing import (
    ChangeWorn,
    MoveWorn,
    NameLook,
    ResetWorn,
    SetStrength,
    SetWornKnob,
    TakeOff,
    Wear,
    WearLook,
    with_value,
)

__all__ = [
    "ChangeWorn",
    "Command",
    "EndCompare",
    "Follow",
    "MoveWorn",
    "NameLook",
    "NamePreset",
    "OpenSource",
    "ResetKnobs",
    "ResetWorn",
    "SetBalance",
    "SetKnob",
    "SetMaxFeet",
    "SetMaxSubjects",
    "SetStrength",
    "SetView",
    "SetWornKnob",
    "SwapSetups",
    "TakeOff",
    "TakeSetup",
    "UsePreset",
    "UseProvider",
    "Wear",
    "WearLook",
]

Knobs = Mapping[str, Mapping[str, Value]]


def _with_knobs(document: Document, knobs: Knobs) -> Document:
    """The Document with these knobs; groups without any are left out."""
    return replace(document, knobs=frozen({group: frozen(v) for group, v in knobs.items() if v}))


@dataclass(frozen=True, slots=True)
class SetKnob(Step):
    """Set one knob of a stage; None puts the default back. Raises UserError when the value does not fit."""

    group: str
    knob: str
    value: Value | None

    @property
    def label(self) -> Label:
        if self.value is None:
            return Label("Reset {knob}", knob=KnobRef(self.group, self.knob))
        return Label("Set {knob}", knob=KnobRef(self.group, self.knob))

    @property
    def merge_key(self) -> str | None:
        return f"knob/{self.group}/{self.knob}"

    def apply(self, document: Document) -> Document:
        before = document.knobs.get(self.group, {})
        knobs = {**document.knobs, self.group: with_value(before, self.knob, self.value)}
        resolved = resolve_groups(knobs)
        if self.value is not None:  # as parsed: the command line gives text
            parsed = getattr(resolved[self.group], self.knob)
            knobs[self.group] = with_value(before, self.knob, parsed)
        return _with_knobs(document, knobs)


@dataclass(frozen=True, slots=True)
class SetBalance(Step):
    """Set many knobs at once, as one slider between two presets does."""

    knobs: Knobs

    @property
    def label(self) -> Label:
        return Label("Set steady or responsive")

    @property
    def merge_key(self) -> str | None:
        return "balance"

    def apply(self, document: Document) -> Document:
        resolve_groups(self.knobs)
        before = document.knobs
        changed = {group: {**before.get(group, {}), **values} for group, values in self.knobs.items()}
        return _with_knobs(document, {**before, **changed})


@dataclass(frozen=True, slots=True)
class UsePreset(Step):
    """Replace all knobs by a preset's."""

    name: str
    knobs: Knobs

    @property
    def label(self) -> Label:
        return Label("Use the preset {preset}", preset=PresetRef(self.name))

    def apply(self, document: Document) -> Document:
        resolve_groups(self.knobs)
        return replace(_with_knobs(document, self.knobs), preset=self.name)


@dataclass(frozen=True, slots=True)
class NamePreset(Step):
    """The present knobs have been saved under that name (or their preset renamed)."""

    name: str

    @property
    def label(self) -> Label:
        return Label("Call the preset {preset}", preset=PresetRef(self.name))

    @property
    def in_history(self) -> bool:
        return False  # the file is there whatever is undone

    def apply(self, document: Document) -> Document:
        return replace(document, preset=self.name)


@dataclass(frozen=True, slots=True)
class ResetKnobs(Step):
    """Put the defaults of one group (or of all, for None) back."""

    group: str | None = None

    @property
    def label(self) -> Label:
        if self.group is None:
            return Label("Reset all knobs")
        return Label("Reset {group}", group=GroupRef(self.group))

    def apply(self, document: Document) -> Document:
        if self.group is None:
            return replace(document, knobs=frozen({}), preset=DEFAULT_PRESET)
        return _with_knobs(document, {g: v for g, v in document.knobs.items() if g != self.group})


@dataclass(frozen=True, slots=True)
class OpenSource(Step):
    """Another source; the engine has opened it."""

    source: str

    @property
    def label(self) -> Label:
        return Label("Open {source}", source=SourceRef(self.source))

    def apply(self, document: Document) -> Document:
        return replace(document, source=self.source)


@dataclass(frozen=True, slots=True)
class UseProvider(Step):
    """Another provider finds the faces."""

    provider: str

    @property
    def label(self) -> Label:
        return Label("Find faces with {provider}", provider=Named(self.provider))

    def apply(self, document: Document) -> Document:
        return replace(document, provider=self.provider)


@dataclass(frozen=True, slots=True)
class SetMaxSubjects(Step):
    """How many people are followed at once."""

    count: int

    @property
    def label(self) -> Label:
        return Label("Set the number of people")

    def apply(self, document: Document) -> Document:
        if not 1 <= self.count <= 10:
            raise UserError(f"Number of people: expected 1 to 10, got {self.count}.")
        return replace(document, max_subjects=self.count)


@dataclass(frozen=True, slots=True)
class SetMaxFeet(Step):
    """How many feet are followed at once."""

    count: int

    @property
    def label(self) -> Label:
        return Label("Set the number of feet")

    def apply(self, document: Document) -> Document:
        if not 1 <= self.count <= 10:
            raise UserError(f"Number of feet: expected 1 to 10, got {self.count}.")
        return replace(document, max_feet=self.count)


@dataclass(frozen=True, slots=True)
class Follow(Step):
    """Follow faces, feet, or ("") whichever what is worn is made for."""

    subject: str

    @property
    def label(self) -> Label:
        return Label("Change what is followed")

    def apply(self, document: Document) -> Document:
        if self.subject not in ("", *SUBJECTS):
            raise UserError(
                f"There is nothing called {self.subject!r} to follow; there are {', '.join(SUBJECTS)}."
            )
        return replace(document, follow=self.subject)


@dataclass(frozen=True, slots=True)
class SetView(Step):
    """Look at the picture in another way; see View for why undo leaves that alone."""

    view: View

    @property
    def label(self) -> Label:
        return Label("Change the view")

    @property
    def in_history(self) -> bool:
        return False

    def apply(self, document: Document) -> Document:
        return replace(document, view=self.view)

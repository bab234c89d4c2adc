"""Named commands: the only way in which a Document changes.

Each is a value with a `label` (for the Edit menu) and `apply`, which returns a new Document. `merge_key` is
equal for steps of one gesture (a slider drag), which undo takes back at once; None never merges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from .document import Document, Look, View, Worn
from .errors import UserError
from .maths import frozen
from .params import Value, resolve_groups


class Command(Protocol):
    """A change of the Document, by name."""

    @property
    def label(self) -> str: ...

    @property
    def merge_key(self) -> str | None: ...

    def apply(self, document: Document) -> Document: ...


class _Once:
    """A command whose steps never merge."""

    @property
    def merge_key(self) -> str | None:
        return None


def _with_worn(document: Document, subject: int | None, worn: tuple[Worn, ...]) -> Document:
    if subject is None:
        return replace(document, default_look=replace(document.default_look, worn=worn))
    look = replace(document.look_of(subject), worn=worn)
    return replace(document, looks=frozen({**document.looks, subject: look}))


def _worn(document: Document, subject: int | None) -> tuple[Worn, ...]:
    look = document.default_look if subject is None else document.look_of(subject)
    return look.worn


@dataclass(frozen=True, slots=True)
class Wear(_Once):
    """Put a product on. `replaces` are the product ids it takes the place of (others of its kind)."""

    worn: Worn
    replaces: frozenset[str] = frozenset()
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Wear {self.worn.product_id}"

    def apply(self, document: Document) -> Document:
        replaced = self.replaces | {self.worn.product_id}
        before = _worn(document, self.subject)
        kept = [w for w in before if w.product_id not in replaced]
        position = next((i for i, w in enumerate(before) if w.product_id in replaced), len(kept))
        kept.insert(min(position, len(kept)), self.worn)
        return _with_worn(document, self.subject, tuple(kept))


@dataclass(frozen=True, slots=True)
class TakeOff(_Once):
    product_id: str
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Take off {self.product_id}"

    def apply(self, document: Document) -> Document:
        kept = tuple(w for w in _worn(document, self.subject) if w.product_id != self.product_id)
        return _with_worn(document, self.subject, kept)


@dataclass(frozen=True, slots=True)
class ChangeWorn(_Once):
    """Switch a worn product on or off, or choose another variant of it (None leaves as it is)."""

    product_id: str
    enabled: bool | None = None
    variant_id: str | None = None
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Change {self.product_id}"

    def apply(self, document: Document) -> Document:
        def changed(worn: Worn) -> Worn:
            if worn.product_id != self.product_id:
                return worn
            return replace(
                worn,
                enabled=worn.enabled if self.enabled is None else self.enabled,
                variant_id=worn.variant_id if self.variant_id is None else self.variant_id,
            )

        worn = tuple(changed(w) for w in _worn(document, self.subject))
        return _with_worn(document, self.subject, worn)


@dataclass(frozen=True, slots=True)
class MoveWorn(_Once):
    """Move a worn product to another place in the order."""

    product_id: str
    position: int
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Move {self.product_id}"

    def apply(self, document: Document) -> Document:
        worn = list(_worn(document, self.subject))
        moved = next((w for w in worn if w.product_id == self.product_id), None)
        if moved is None:
            return document
        worn.remove(moved)
        worn.insert(self.position, moved)
        return _with_worn(document, self.subject, tuple(worn))


@dataclass(frozen=True, slots=True)
class SetWornKnob:
    """Set one knob of a worn product; None puts the product's own value back."""

    product_id: str
    knob: str
    value: Value | None
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Set {self.product_id} {self.knob}"

    @property
    def merge_key(self) -> str | None:
        return f"worn/{self.subject}/{self.product_id}/{self.knob}"

    def apply(self, document: Document) -> Document:
        def changed(worn: Worn) -> Worn:
            if worn.product_id != self.product_id:
                return worn
            return replace(worn, settings=_with_value(worn.settings, self.knob, self.value))

        worn = tuple(changed(w) for w in _worn(document, self.subject))
        return _with_worn(document, self.subject, worn)


@dataclass(frozen=True, slots=True)
class SetKnob:
    """Set one knob of a stage; None puts the default back. Raises UserError when the value does not fit."""

    group: str
    knob: str
    value: Value | None

    @property
    def label(self) -> str:
        return f"Set {self.group} {self.knob}"

    @property
    def merge_key(self) -> str | None:
        return f"knob/{self.group}/{self.knob}"

    def apply(self, document: Document) -> Document:
        before = document.knobs.get(self.group, {})
        knobs = {**document.knobs, self.group: _with_value(before, self.knob, self.value)}
        resolved = resolve_groups(knobs)
        if self.value is not None:  # as parsed: the command line gives text
            parsed = getattr(resolved[self.group], self.knob)
            knobs[self.group] = _with_value(before, self.knob, parsed)
        return replace(document, knobs=frozen({k: v for k, v in knobs.items() if v}))


@dataclass(frozen=True, slots=True)
class UsePreset(_Once):
    """Replace all knobs by a preset's."""

    name: str
    knobs: Mapping[str, Mapping[str, Value]]

    @property
    def label(self) -> str:
        return f"Preset {self.name}"

    def apply(self, document: Document) -> Document:
        resolve_groups(self.knobs)
        return replace(document, knobs=frozen({g: frozen(v) for g, v in self.knobs.items() if v}))


@dataclass(frozen=True, slots=True)
class ResetKnobs(_Once):
    """Put the defaults of one group (or of all, for None) back."""

    group: str | None = None

    @property
    def label(self) -> str:
        return f"Reset {self.group or 'all knobs'}"

    def apply(self, document: Document) -> Document:
        kept = {} if self.group is None else {g: v for g, v in document.knobs.items() if g != self.group}
        return replace(document, knobs=frozen(kept))


@dataclass(frozen=True, slots=True)
class WearLook(_Once):
    """Put a whole look on."""

    look: Look
    subject: int | None = None

    @property
    def label(self) -> str:
        return f"Look {self.look.name}".rstrip()

    def apply(self, document: Document) -> Document:
        if self.subject is None:
            return replace(document, default_look=self.look)
        return replace(document, looks=frozen({**document.looks, self.subject: self.look}))


@dataclass(frozen=True, slots=True)
class OpenSource(_Once):
    source: str

    @property
    def label(self) -> str:
        return f"Open {self.source}"

    def apply(self, document: Document) -> Document:
        return replace(document, source=self.source)


@dataclass(frozen=True, slots=True)
class UseProvider(_Once):
    provider: str

    @property
    def label(self) -> str:
        return f"Provider {self.provider}"

    def apply(self, document: Document) -> Document:
        return replace(document, provider=self.provider)


@dataclass(frozen=True, slots=True)
class SetStrength:
    strength: float

    @property
    def label(self) -> str:
        return "Strength"

    @property
    def merge_key(self) -> str | None:
        return "strength"

    def apply(self, document: Document) -> Document:
        if not 0.0 <= self.strength <= 1.0:
            raise UserError(f"Strength: expected 0 to 1, got {self.strength:g}.")
        return replace(document, strength=self.strength)


@dataclass(frozen=True, slots=True)
class SetMaxSubjects(_Once):
    count: int

    @property
    def label(self) -> str:
        return "Number of people"

    def apply(self, document: Document) -> Document:
        if not 1 <= self.count <= 10:
            raise UserError(f"Number of people: expected 1 to 10, got {self.count}.")
        return replace(document, max_subjects=self.count)


@dataclass(frozen=True, slots=True)
class SetView:
    view: View

    @property
    def label(self) -> str:
        return "View"

    @property
    def merge_key(self) -> str | None:
        return "view"

    def apply(self, document: Document) -> Document:
        return replace(document, view=self.view)


def _with_value(values: Mapping[str, Value], knob: str, value: Value | None) -> Mapping[str, Value]:
    changed = {**values, knob: value} if value is not None else {k: v for k, v in values.items() if k != knob}
    return frozen({k: v for k, v in changed.items() if v is not None})

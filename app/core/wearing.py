"""Commands about what is worn. Import them from core.commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .command import Step
from .document import Document, Look, Worn
from .errors import UserError
from .label import Label, LookRef, ProductRef, VariantRef, WornKnobRef
from .maths import frozen
from .params import Value


def _with_worn(document: Document, subject: int | None, worn: tuple[Worn, ...]) -> Document:
    if subject is None:
        return replace(document, default_look=replace(document.default_look, worn=worn))
    look = replace(document.look_of(subject), worn=worn)
    return replace(document, looks=frozen({**document.looks, subject: look}))


def _worn(document: Document, subject: int | None) -> tuple[Worn, ...]:
    look = document.default_look if subject is None else document.look_of(subject)
    return look.worn


def _changed(
    document: Document, subject: int | None, product_id: str, change: Callable[[Worn], Worn]
) -> Document:
    """The Document with one worn product changed, where it is."""
    worn = (change(w) if w.product_id == product_id else w for w in _worn(document, subject))
    return _with_worn(document, subject, tuple(worn))


@dataclass(frozen=True, slots=True)
class Wear(Step):
    """Put a product on. `replaces` are the product ids it takes the place of (others of its kind)."""

    worn: Worn
    replaces: frozenset[str] = frozenset()
    subject: int | None = None

    @property
    def label(self) -> Label:
        return Label("Wear {product}", product=ProductRef(self.worn.product_id, self.worn.variant_id))

    def apply(self, document: Document) -> Document:
        replaced = self.replaces | {self.worn.product_id}
        before = _worn(document, self.subject)
        kept = [w for w in before if w.product_id not in replaced]
        position = next((i for i, w in enumerate(before) if w.product_id in replaced), len(kept))
        kept.insert(min(position, len(kept)), self.worn)
        return _with_worn(document, self.subject, tuple(kept))


@dataclass(frozen=True, slots=True)
class TakeOff(Step):
    """Take a product off."""

    product_id: str
    subject: int | None = None

    @property
    def label(self) -> Label:
        return Label("Take off {product}", product=ProductRef(self.product_id))

    def apply(self, document: Document) -> Document:
        kept = tuple(w for w in _worn(document, self.subject) if w.product_id != self.product_id)
        return _with_worn(document, self.subject, kept)


@dataclass(frozen=True, slots=True)
class ChangeWorn(Step):
    """Switch a worn product on or off, or choose another variant of it (None leaves as it is)."""

    product_id: str
    enabled: bool | None = None
    variant_id: str | None = None
    subject: int | None = None

    @property
    def label(self) -> Label:
        product = ProductRef(self.product_id)
        if self.variant_id is not None:
            variant = VariantRef(self.product_id, self.variant_id)
            return Label("Choose {variant} of {product}", variant=variant, product=product)
        if self.enabled:
            return Label("Show {product}", product=product)
        return Label("Hide {product}", product=product)

    def apply(self, document: Document) -> Document:
        def changed(worn: Worn) -> Worn:
            return replace(
                worn,
                enabled=worn.enabled if self.enabled is None else self.enabled,
                variant_id=worn.variant_id if self.variant_id is None else self.variant_id,
            )

        return _changed(document, self.subject, self.product_id, changed)


@dataclass(frozen=True, slots=True)
class MoveWorn(Step):
    """Move a worn product to another place in the order; past either end means that end."""

    product_id: str
    position: int
    subject: int | None = None

    @property
    def label(self) -> Label:
        return Label("Move {product}", product=ProductRef(self.product_id))

    @property
    def merge_key(self) -> str | None:
        return f"move/{self.subject}/{self.product_id}"

    def apply(self, document: Document) -> Document:
        worn = list(_worn(document, self.subject))
        moved = next((w for w in worn if w.product_id == self.product_id), None)
        if moved is None:
            return document
        worn.remove(moved)
        worn.insert(max(self.position, 0), moved)
        return _with_worn(document, self.subject, tuple(worn))


@dataclass(frozen=True, slots=True)
class SetWornKnob(Step):
    """Set one knob of a worn product; None puts the product's own value back."""

    product_id: str
    knob: str
    value: Value | None
    subject: int | None = None

    @property
    def label(self) -> Label:
        knob, product = WornKnobRef(self.product_id, self.knob), ProductRef(self.product_id)
        if self.value is None:
            return Label("Reset {knob} of {product}", knob=knob, product=product)
        return Label("Set {knob} of {product}", knob=knob, product=product)

    @property
    def merge_key(self) -> str | None:
        return f"worn/{self.subject}/{self.product_id}/{self.knob}"

    def apply(self, document: Document) -> Document:
        def changed(worn: Worn) -> Worn:
            return replace(worn, settings=with_value(worn.settings, self.knob, self.value))

        return _changed(document, self.subject, self.product_id, changed)


@dataclass(frozen=True, slots=True)
class ResetWorn(Step):
    """Put a worn product's own settings back; of everything worn where none is named.

    Variants and the order stay: they are choices, not settings.
    """

    product_id: str | None = None
    subject: int | None = None

    @property
    def label(self) -> Label:
        if self.product_id is None:
            return Label("Reset everything worn")
        return Label("Reset {product}", product=ProductRef(self.product_id))

    def apply(self, document: Document) -> Document:
        worn = tuple(
            replace(w, settings=frozen({})) if self.product_id in (None, w.product_id) else w
            for w in _worn(document, self.subject)
        )
        return _with_worn(document, self.subject, worn)


@dataclass(frozen=True, slots=True)
class WearLook(Step):
    """Put a whole look on."""

    look: Look
    subject: int | None = None

    @property
    def label(self) -> Label:
        if not self.look.worn:
            return Label("Take everything off")
        if not self.look.name:
            return Label("Wear a look")
        return Label("Wear the look {look}", look=LookRef(self.look.name))

    def apply(self, document: Document) -> Document:
        if self.subject is None:
            return replace(document, default_look=self.look)
        return replace(document, looks=frozen({**document.looks, self.subject: self.look}))


@dataclass(frozen=True, slots=True)
class NameLook(Step):
    """Call what is worn by another name: it has been saved under that."""

    name: str

    @property
    def label(self) -> Label:
        return Label("Call the look {look}", look=LookRef(self.name))

    @property
    def in_history(self) -> bool:
        return False  # the file is there whatever is undone

    def apply(self, document: Document) -> Document:
        look = replace(document.default_look, name=self.name)
        return replace(document, default_look=look)


@dataclass(frozen=True, slots=True)
class SetStrength(Step):
    """How strongly everything worn shows, 0..1."""

    strength: float

    @property
    def label(self) -> Label:
        return Label("Set the strength")

    @property
    def merge_key(self) -> str | None:
        return "strength"

    def apply(self, document: Document) -> Document:
        if not 0.0 <= self.strength <= 1.0:
            raise UserError(f"Strength: expected 0 to 1, got {self.strength:g}.")
        return replace(document, strength=self.strength)


def with_value(values: Mapping[str, Value], knob: str, value: Value | None) -> Mapping[str, Value]:
    """The settings with one of them set, or (for None) left to the default."""
    kept = {k: v for k, v in values.items() if k != knob}
    return frozen(kept if value is None else {**values, knob: value})

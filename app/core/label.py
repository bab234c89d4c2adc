"""What a step of the history is called: an English sentence with places for what it was done to.

A label is a value. Whoever shows it puts the sentence and the names into a language; ids stay ids here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .maths import frozen


@dataclass(frozen=True, slots=True)
class Named:
    """Something whose name is the same in every language."""

    name: str


@dataclass(frozen=True, slots=True)
class PresetRef:
    """A preset, ours or a person's own."""

    name: str


@dataclass(frozen=True, slots=True)
class LookRef:
    """A look, ours or a person's own."""

    name: str


@dataclass(frozen=True, slots=True)
class ProductRef:
    """A product of the catalogue, or a model by its path; in one of its variants where one is named."""

    product_id: str
    variant_id: str | None = None


@dataclass(frozen=True, slots=True)
class KnobRef:
    """A knob of a group (a stage of the pipeline)."""

    group: str
    knob: str


@dataclass(frozen=True, slots=True)
class WornKnobRef:
    """A knob of a worn product."""

    product_id: str
    knob: str


@dataclass(frozen=True, slots=True)
class GroupRef:
    """A group of knobs."""

    group: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source as it is opened: "demo:face", "camera:0", a path."""

    spec: str


@dataclass(frozen=True, slots=True)
class VariantRef:
    """A variant of a product, by itself."""

    product_id: str
    variant_id: str


Field = Named | PresetRef | LookRef | ProductRef | KnobRef | WornKnobRef | GroupRef | SourceRef | VariantRef


@dataclass(frozen=True, slots=True, init=False)
class Label:
    """`text` is a literal English template, `fields` what stands in its places: "Wear {product}"."""

    text: str
    fields: Mapping[str, Field]

    def __init__(self, text: str, **fields: Field) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "fields", frozen(fields))

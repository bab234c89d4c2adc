"""The Document: one frozen value with everything that a person has chosen.

It is changed only by the named commands of core.commands; undo, presets, A/B and grids of looks follow from
that. Workers never see it: they get a Snapshot, resolved from it, with a generation number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .maths import frozen
from .params import Value
from .products import WornItem


@dataclass(frozen=True, slots=True)
class Worn:
    """One product as chosen: `settings` are the person's own overrides of its knobs."""

    product_id: str
    variant_id: str | None = None
    settings: Mapping[str, Value] = field(default_factory=lambda: frozen({}))
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """Products in the order in which they are put on."""

    worn: tuple[Worn, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """How the picture is shown: `split` 0..1 is the before/after line (None: off), left of it is before.

    `mirror` None is what suits the source: a live camera is a mirror, a clip or a photograph is not.
    """

    split: float | None = None
    mirror: bool | None = None
    landmarks: bool = False

    def is_mirrored(self, *, live: bool) -> bool:
        """Whether a source is shown left for right; `live` as in its SourceInfo."""
        return live if self.mirror is None else self.mirror


@dataclass(frozen=True, slots=True)
class Document:
    """Everything chosen. `looks` holds looks of particular subjects by id; others wear `default_look`.

    `knobs` maps group -> knob -> value and holds only what differs from the defaults. `strength` 0..1
    scales everything worn.
    """

    source: str = "demo:face"
    provider: str = "onnx"
    default_look: Look = field(default_factory=Look)
    looks: Mapping[int, Look] = field(default_factory=lambda: frozen({}))
    knobs: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: frozen({}))
    strength: float = 1.0
    max_subjects: int = 1
    view: View = field(default_factory=View)

    def look_of(self, subject: int) -> Look:
        """The look that a subject wears."""
        return self.looks.get(subject, self.default_look)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A Document resolved for the workers: nothing in it needs a file or a registry any more.

    `params` maps each group to its knob dataclass. `generation` rises with each change; answers to an older
    one may be dropped. `notices` says what was assumed about the products, in whole sentences.
    """

    generation: int
    provider: str
    max_subjects: int
    strength: float
    params: Mapping[str, Any]
    default_look: tuple[WornItem, ...]
    looks: Mapping[int, tuple[WornItem, ...]]
    notices: tuple[str, ...] = ()

    def look_of(self, subject: int) -> tuple[WornItem, ...]:
        """What a subject wears, in order."""
        return self.looks.get(subject, self.default_look)

"""The Document: one frozen value with everything that a person has chosen.

It is changed only by the named commands of core.commands; undo, presets, A/B and grids of looks follow from
that. Workers never see it: they get a Snapshot, resolved from it, with a generation number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from .maths import frozen
from .params import Value
from .products import WornItem

DEFAULT_PRESET = "default"


@dataclass(frozen=True, slots=True)
class Worn:
    """One product as chosen: `settings` are the person's own overrides of its knobs."""

    product_id: str
    variant_id: str | None = None
    settings: Mapping[str, Value] = field(default_factory=lambda: frozen({}))
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """Products in the order in which they are put on; `name` is that of the saved look that they began as."""

    worn: tuple[Worn, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """How the picture is shown: `split` 0..1 is the before/after line (None: off), left of it is before.

    With `compare` the line stands between setup A (left) and B (right) instead, while there are two.
    `mirror` None is what suits the source: a live camera is a mirror, a clip or a photograph is not.

    Nothing here changes what is made, only how it is looked at, and so undo leaves it all alone: who takes a
    shade back does not want the line, the mirror or the landmarks to jump.
    """

    split: float | None = None
    mirror: bool | None = None
    landmarks: bool = False
    compare: bool = False

    def is_mirrored(self, *, live: bool) -> bool:
        """Whether a source is shown left for right; `live` as in its SourceInfo."""
        return live if self.mirror is None else self.mirror

    def with_line(self, on: bool) -> View:
        """With the line where it is, or in the middle; or without it."""
        middle = 0.5 if self.split is None else self.split
        return replace(self, split=middle if on else None)


@dataclass(frozen=True, slots=True)
class Setup:
    """What A/B compares: everything worn, the knobs with the preset that they began as, the strength."""

    default_look: Look = field(default_factory=Look)
    looks: Mapping[int, Look] = field(default_factory=lambda: frozen({}))
    knobs: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: frozen({}))
    preset: str = DEFAULT_PRESET
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """Everything chosen. `looks` holds looks of particular subjects by id; others wear `default_look`.

    `knobs` maps group -> knob -> value and holds only what differs from the defaults; `preset` names the
    preset that they began as. `strength` 0..1 scales everything worn. At most `max_subjects` faces or
    `max_feet` feet are followed; which of them, what is worn says unless `follow` does ("face", "feet").
    `other` is the setup that A/B compares with (None: there is only one), `on_b` says that the present one
    is B.
    """

    source: str = "demo:face"
    provider: str = "onnx"
    default_look: Look = field(default_factory=Look)
    looks: Mapping[int, Look] = field(default_factory=lambda: frozen({}))
    knobs: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: frozen({}))
    strength: float = 1.0
    max_subjects: int = 1
    max_feet: int = 2
    follow: str = ""
    view: View = field(default_factory=View)
    preset: str = DEFAULT_PRESET
    other: Setup | None = None
    on_b: bool = False

    def look_of(self, subject: int) -> Look:
        """The look that a subject wears."""
        return self.looks.get(subject, self.default_look)

    @property
    def setup(self) -> Setup:
        """The present setup."""
        return Setup(self.default_look, self.looks, self.knobs, self.preset, self.strength)

    def with_setup(self, setup: Setup) -> Document:
        """The Document with another present setup."""
        return replace(self, **{one.name: getattr(setup, one.name) for one in fields(setup)})

    @property
    def side(self) -> str:
        """The name of the present setup: "A" or "B"."""
        return "B" if self.on_b else "A"

    @property
    def seen(self) -> View:
        """The view as it can be had: without a second setup the line stands between before and after."""
        return replace(self.view, compare=self.shows_both)

    @property
    def shows_both(self) -> bool:
        """Whether the split line stands between A and B just now."""
        return self.other is not None and self.view.compare and self.view.split is not None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A Document resolved for the workers: nothing in it needs a file or a registry any more.

    `params` maps each group to its knob dataclass. `generation` rises with each change; answers to an older
    one may be dropped. `notices` says what was assumed about the products, in whole sentences. `side` names
    the setup ("A", "B"); `other` is the second one where both are to be seen. `subject` is what is
    followed, "face" or "feet"; the looks hold only what that can wear.
    """

    generation: int
    provider: str
    max_subjects: int
    strength: float
    params: Mapping[str, Any]
    default_look: tuple[WornItem, ...]
    looks: Mapping[int, tuple[WornItem, ...]]
    notices: tuple[str, ...] = ()
    side: str = "A"
    other: Snapshot | None = None
    subject: str = "face"

    def look_of(self, subject: int) -> tuple[WornItem, ...]:
        """What a subject wears, in order."""
        return self.looks.get(subject, self.default_look)

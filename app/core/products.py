"""Products as values: what the catalogue offers and what a person wears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from .maths import frozen
from .model3d import Model3D
from .params import Value
from .pattern import Pattern

KINDS = (
    "lipstick", "lip-liner", "eyeliner", "shadow", "lashes", "brows", "lens", "foundation", "concealer",
    "contour", "blush", "highlighter", "pattern", "hair", "glasses", "earrings", "hat", "necklace", "shoe",
)  # fmt: skip
# What is followed: faces, or feet; and what feet wear.
SUBJECTS = ("face", "feet")
FOOT_KINDS = ("shoe",)


def subject_of(kind: str) -> str:
    """Which subject wears products of a kind."""
    return "feet" if kind in FOOT_KINDS else "face"


@dataclass(frozen=True, slots=True)
class Variant:
    """A shade or colourway: `swatch` is '#rrggbb', `settings` override the product's, `names` as there."""

    id: str
    name: str
    swatch: str
    settings: Mapping[str, Value] = field(default_factory=lambda: frozen({}))
    names: Mapping[str, str] = field(default_factory=lambda: frozen({}))


@dataclass(frozen=True, slots=True)
class Product:
    """One entry of the catalogue, as read from its product.toml.

    `name` is English, `names` holds other languages by code. `model_path` is the GLB of a worn thing,
    `pattern_path` the PNG of what is painted on the face. `settings` override the kind's declared
    defaults. `guess_datum` says that nobody has laid the model onto its kind's datum: unit, axes and origin
    are guessed when it is loaded.
    """

    id: str
    kind: str
    name: str
    names: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    brand: str = ""
    settings: Mapping[str, Value] = field(default_factory=lambda: frozen({}))
    variants: tuple[Variant, ...] = ()
    model_path: PurePath | None = None
    pattern_path: PurePath | None = None
    guess_datum: bool = False
    notices: tuple[str, ...] = ()

    def variant(self, variant_id: str | None) -> Variant | None:
        """The variant of that id, the first where none is named, None where there is none at all."""
        if variant_id is None:
            return self.variants[0] if self.variants else None
        return next((v for v in self.variants if v.id == variant_id), None)


@dataclass(frozen=True, slots=True, eq=False)
class WornItem:
    """A product ready to be fitted: its settings resolved to the kind's knob dataclass, its files loaded."""

    product: Product
    variant: Variant | None
    settings: Any
    model: Model3D | None
    pattern: Pattern | None = None

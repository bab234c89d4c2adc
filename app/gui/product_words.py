"""What kinds of products and parts of the body are called, and the words that find a product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..core.products import Product
from ..store.words import folded
from .language import tr


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: the kinds that are shown under its name, and the size of their tiles."""

    id: str
    name: Callable[[], str]
    kinds: tuple[str, ...]
    least_width: int = 72
    height: int = 56


PARTS = (
    Part("lips", lambda: tr("Lips"), ("lipstick", "lip-liner")),
    Part("eyes", lambda: tr("Eyes"), ("eyeliner", "shadow", "lashes", "brows", "lens")),
    Part(
        "face",
        lambda: tr("Face"),
        ("foundation", "concealer", "contour", "blush", "highlighter", "pattern"),
    ),
    Part("hair", lambda: tr("Hair"), ("hair",)),
    Part("eyewear", lambda: tr("Eyewear"), ("glasses",), 96),
    Part("jewels", lambda: tr("Jewels"), ("earrings", "necklace"), 96),
    Part("hats", lambda: tr("Hats"), ("hat",), 96),
    Part("shoes", lambda: tr("Shoes"), ("shoe",), 96),
)

_KINDS: dict[str, Callable[[], str]] = {
    "lipstick": lambda: tr("lipstick"),
    "lip-liner": lambda: tr("lip liner"),
    "eyeliner": lambda: tr("eyeliner"),
    "shadow": lambda: tr("eye shadow"),
    "lashes": lambda: tr("lashes"),
    "brows": lambda: tr("brows"),
    "lens": lambda: tr("contact lenses"),
    "foundation": lambda: tr("foundation"),
    "concealer": lambda: tr("concealer"),
    "contour": lambda: tr("contour"),
    "blush": lambda: tr("blush"),
    "highlighter": lambda: tr("highlighter"),
    "pattern": lambda: tr("face paint"),
    "hair": lambda: tr("hair colour"),
    "glasses": lambda: tr("glasses"),
    "earrings": lambda: tr("earrings"),
    "hat": lambda: tr("hat"),
    "necklace": lambda: tr("necklace"),
    "shoe": lambda: tr("shoes"),
}

# Icons for what has no picture yet.
_ICONS = {"glasses": "glasses", "hat": "hat", "earrings": "jewel", "necklace": "jewel", "shoe": "shoe",
          "hair": "hair", "lipstick": "lips", "lip-liner": "lips", "pattern": "face"}  # fmt: skip


def kind_name(kind: str) -> str:
    """What a kind is called in the present language."""
    return _KINDS[kind]()


def kind_icon(kind: str) -> str:
    """The icon that stands for a kind."""
    return _ICONS.get(kind, "product")


def search_words(product: Product) -> str:
    """Everything that a product can be found by: its names in all languages, kind, part, brand and shades."""
    words = [product.id, product.name, product.brand, *product.names.values(), product.kind]
    words.append(kind_name(product.kind))
    words += [part.name() for part in PARTS if product.kind in part.kinds]
    words += [name for v in product.variants for name in (v.id, v.name, *v.names.values())]
    return folded(" ".join(words))


def is_found(words: str, text: str) -> bool:
    """Whether each word of the text is somewhere among a product's `search_words`."""
    return all(word in words for word in folded(text).split())

"""Colours that shoes come in, drawn at random: schemes of a main colour, a second one and accents, linear
RGB."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Colour = tuple[float, float, float]


def linear(hex_: str) -> Colour:
    """'#rrggbb' in sRGB to linear RGB."""
    values = [int(hex_[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)  # type: ignore[return-value]


WHITES = ("#f2f1ed", "#ece8de", "#e4ddcc", "#f7f7f7", "#d9d6cf")
BLACKS = ("#141416", "#1d1d20", "#26262a", "#0e0e10")
GREYS = ("#4b4d52", "#6f7176", "#8f9195", "#b3b4b6", "#cfcfce", "#5a5650", "#9b958a")
BRIGHTS = (
    "#c81f2d", "#e4572e", "#f2a71b", "#f5d400", "#5fae2e", "#118a5b", "#10a3a8", "#1c6fd1", "#1f3fa8",
    "#5a33b0", "#a62b8a", "#e83e8c", "#ff6f61", "#c3f13a", "#21d0e0", "#ff8ac0",
)  # fmt: skip
DEEPS = ("#12213f", "#1c3a5e", "#5b1522", "#23402c", "#3b2a55", "#5a3a1d", "#37302b", "#2f4a4d", "#7a3b22")
PASTELS = ("#cfe0ee", "#f1d3d8", "#dcd2ea", "#d2e6d3", "#f5e6c0", "#f3cdb5", "#b9cfc9")
LEATHERS = (
    "#1a1513", "#2a1a12", "#3b2214", "#4d2c17", "#6b3a1c", "#8a5128", "#a86a36", "#c08a55", "#5a1f1a",
    "#3a1214", "#141416", "#101012", "#222c3c", "#d8c3a2", "#8d8478", "#b89b7a", "#efe6d6",
)  # fmt: skip
GUMS = ("#a9713c", "#b98a55", "#8c5a2b", "#d8b98a")


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours that go together; `pop` is the loudest."""

    main: Colour
    second: Colour
    third: Colour
    pop: Colour


def scheme(rng: np.random.Generator, families: tuple[tuple[str, ...], ...] | None = None) -> Scheme:
    """A scheme; without families any of the trainers' worlds: all white, all black, greys, one colour,
    many."""
    if families is not None:
        main, second, third, pop = (pick(rng, families[min(k, len(families) - 1)]) for k in range(4))
        return Scheme(main, second, third, pop)
    every = WHITES + BLACKS + GREYS + BRIGHTS + DEEPS + PASTELS
    kind = rng.choice(
        ["white", "black", "grey", "tonal", "two", "many", "pastel"],
        p=[0.2, 0.16, 0.14, 0.14, 0.18, 0.12, 0.06],
    )
    if kind == "white":
        accents = BRIGHTS + DEEPS + WHITES + GREYS
        return Scheme(pick(rng, WHITES), pick(rng, WHITES + GREYS), pick(rng, WHITES), pick(rng, accents))
    if kind == "black":
        return Scheme(pick(rng, BLACKS), pick(rng, BLACKS + GREYS), pick(rng, BLACKS), pick(rng, every))
    if kind == "grey":
        return Scheme(pick(rng, GREYS), pick(rng, GREYS), pick(rng, GREYS + WHITES), pick(rng, every))
    if kind == "tonal":
        main = pick(rng, BRIGHTS + DEEPS)
        return Scheme(main, shade(rng, main), shade(rng, main), pick(rng, WHITES + BLACKS))
    if kind == "pastel":
        return Scheme(pick(rng, PASTELS), pick(rng, PASTELS + WHITES), pick(rng, PASTELS), pick(rng, BRIGHTS))
    if kind == "two":
        main, second = pick(rng, WHITES + BLACKS + GREYS + DEEPS), pick(rng, BRIGHTS + DEEPS)
        return Scheme(main, second, main, second)
    main, second, third, pop = (pick(rng, every) for _ in range(4))
    return Scheme(main, second, third, pop)


def pick(rng: np.random.Generator, family: tuple[str, ...]) -> Colour:
    """One of a family, a little off."""
    return shade(rng, linear(str(rng.choice(family))), 0.12)


def shade(rng: np.random.Generator, colour: Colour, spread: float = 0.45) -> Colour:
    """The colour lighter or darker, its hue a little off."""
    light = float(np.exp(rng.normal(0, spread)))
    values = np.clip(np.array(colour) * light * np.exp(rng.normal(0, spread * 0.12, 3)), 0.003, 0.95)
    return float(values[0]), float(values[1]), float(values[2])

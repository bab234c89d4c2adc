"""How a person wants the window to look and to speak: theme, size of the text, language."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from .shelf import Shelf

ThemeChoice = Literal["dark", "light", "system"]
# As factors of the size that the system asks for.
TEXT_SCALES = (1.0, 1.15, 1.3, 1.5)


class Appearance(BaseModel):
    """`language` is a locale's name ("zh_CN"); an empty one follows the system."""

    theme: ThemeChoice = "dark"
    language: str = ""
    text_scale: float = Field(default=1.0, ge=0.5, le=3.0)


def appearance_shelf() -> Shelf[Appearance]:
    """Where it lies between one start and the next."""
    return Shelf("appearance", Appearance)


def change_appearance(**changes: object) -> Appearance:
    """Keep some choices anew and the others as they were. Raises UserError when nothing can be written.

    What is to be said of a damaged file is said by whoever loads it at the start.
    """
    shelf = appearance_shelf()
    kept, _ = shelf.load()
    changed = Appearance.model_validate(kept.model_dump() | changes)
    shelf.save(changed)
    return changed

"""What the instruments of the window remember by themselves."""

from __future__ import annotations

from pydantic import BaseModel

from .shelf import Shelf


class Instruments(BaseModel):
    """`strip`: whether the figures are shown under the picture. `seconds`: how long a measurement lasts."""

    strip: bool = True
    seconds: int = 5


def instruments_shelf() -> Shelf[Instruments]:
    return Shelf("instruments", Instruments)


def keep(**changes: object) -> None:
    """Change some of it and leave the rest as it lies there. Raises UserError."""
    shelf = instruments_shelf()
    kept, _ = shelf.load()
    shelf.save(kept.model_copy(update=changes))

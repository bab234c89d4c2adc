"""What a person's own model is, where nobody has written it down: chosen in the window, or told by shape."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field

from ..core.model3d import Model3D
from .own_model import placed_as_glasses
from .own_shoe import looks_like_a_shoe, placed_as_shoe
from .shelf import Shelf

# What a model can be told to be, the first where its shape says nothing.
OWN_KINDS = ("glasses", "shoe")
# Models that one has tried and forgotten are no reason for a file that grows for ever.
_MOST = 200
_PLACED = {"glasses": placed_as_glasses, "shoe": placed_as_shoe}


class OwnKinds(BaseModel):
    """`kinds` by the absolute path of the model, the newest last."""

    kinds: dict[str, str] = Field(default_factory=dict)


# By the shelf's place: tests and a person's stick have places of their own.
_known: dict[Path, dict[str, str]] = {}


def chosen_kind(path: Path) -> str | None:
    """The kind that a person has chosen for the model at that path; None where nobody has."""
    kind = _kinds().get(str(path))
    return kind if kind in OWN_KINDS else None


def choose_kind(path: Path, kind: str) -> None:
    """Take the model for that kind from now on. Raises UserError where that cannot be kept."""
    kinds = {other: of for other, of in _kinds().items() if other != str(path)}
    kinds[str(path)] = kind
    kinds = dict(list(kinds.items())[-_MOST:])
    _known[_shelf().path] = kinds  # it holds for this start even where it cannot be written
    _shelf().save(OwnKinds(kinds=kinds))


def kind_by_shape(model: Model3D) -> str:
    """A shoe where it looks like one; glasses otherwise."""
    return "shoe" if looks_like_a_shoe(model) else "glasses"


def placed(model: Model3D, kind: str) -> Model3D:
    """The model laid onto its kind's datum, where we know how to; its notices say what was guessed."""
    place = _PLACED.get(kind)
    return model if place is None else place(model)


def _kinds() -> dict[str, str]:
    shelf = _shelf()
    if shelf.path not in _known:
        _known[shelf.path] = shelf.load()[0].kinds
    return _known[shelf.path]


def _shelf() -> Shelf[OwnKinds]:
    return Shelf("own-kinds", OwnKinds)

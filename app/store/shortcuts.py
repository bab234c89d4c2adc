"""The shortcuts that a person has changed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from .shelf import Shelf


class ChangedShortcuts(BaseModel):
    """`keys` maps an action's id to its shortcut in Qt's portable writing; "" takes the shipped one away."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    keys: dict[str, str] = Field(default_factory=dict)


def shortcuts_shelf() -> Shelf[ChangedShortcuts]:
    """Where they are kept."""
    return Shelf("shortcuts", ChangedShortcuts)

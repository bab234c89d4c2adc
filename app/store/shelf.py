"""A shelf: one small versioned JSON file of the application's own (favourites, recents, shortcuts).

Each kind of thing has a file of its own, so that one that is damaged costs nothing but itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..core.errors import UserError
from .files import read_versioned, set_aside, write_json
from .places import settings_folder
from .words import problem_sentence

Content = TypeVar("Content", bound=BaseModel)


class Shelf(Generic[Content]):
    """`<settings folder>/NAME.json`. `content` is a pydantic model whose fields all have defaults."""

    def __init__(self, name: str, content: type[Content], *, version: int = 1) -> None:
        self._name, self._content, self._version = name, content, version

    @property
    def path(self) -> Path:
        return settings_folder() / f"{self._name}.json"

    def load(self) -> tuple[Content, tuple[str, ...]]:
        """What lies on the shelf, and what there is to say about it.

        A file that cannot be read is set aside, never overwritten, and an empty shelf is used.
        """
        path = self.path
        if not os.path.exists(path):
            return self._content(), ()
        try:
            plain = read_versioned(path, kind=self._name, version=self._version)
            try:
                return self._content.model_validate(plain), ()
            except ValidationError as problem:
                raise UserError(f"{path}: {problem_sentence(problem)}.") from None
        except UserError as problem:
            return self._content(), (f"{problem} {set_aside(path)}",)

    def save(self, content: Content) -> None:
        """Write it in one piece. Raises UserError when the place cannot be written."""
        head = {"lookglass": self._name, "version": self._version}
        write_json(self.path, head | content.model_dump(mode="json"))

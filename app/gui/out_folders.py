"""The folders that pictures and recordings go to, for the parts that write them."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import UserError, reason_of
from ..store.out_places import (
    OutPlaces,
    exports_folder,
    out_places_shelf,
    pictures_folder,
    recordings_folder,
)
from .desk import Desk


class OutFolders:
    """Reads the shelf when it is first asked, and writes what is chosen."""

    def __init__(self, desk: Desk) -> None:
        self._say, self._keep = desk.controller.say, desk.keep
        self._shelf = out_places_shelf()
        self._places: OutPlaces | None = None

    @property
    def places(self) -> OutPlaces:
        if self._places is None:
            self._places, notices = self._shelf.load()
            for notice in notices:
                self._say(notice)
        return self._places

    @property
    def pictures(self) -> Path:
        return pictures_folder(self.places)

    @property
    def recordings(self) -> Path:
        return recordings_folder(self.places)

    @property
    def exports(self) -> Path:
        return exports_folder(self.places)

    def remember(self, **chosen: str) -> None:
        """Keep fields of OutPlaces from now on."""
        places = self.places.model_copy(update=chosen)
        if places != self._places:
            self._places = places
            # Where it cannot be written it is so this time, and next time it is asked again.
            self._keep(lambda: self._shelf.save(places))


def made(folder: Path) -> Path:
    """The folder, made if need be. Raises UserError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(f"The folder {folder} cannot be made: {reason_of(problem)}.") from None
    return folder

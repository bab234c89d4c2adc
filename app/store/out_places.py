"""Where pictures and recordings go: chosen once, and remembered."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from pydantic import BaseModel

from .places import data_folder
from .shelf import Shelf


class OutPlaces(BaseModel):
    """Folders as last chosen; empty until then. `picture_ending` is that of the last picture saved."""

    pictures: str = ""
    recordings: str = ""
    exports: str = ""
    picture_ending: str = ".png"


def out_places_shelf() -> Shelf[OutPlaces]:
    return Shelf("out-places", OutPlaces)


def pictures_folder(places: OutPlaces) -> Path:
    """The chosen folder, or a Lookglass folder among the person's pictures; it may not exist yet."""
    return Path(places.pictures) if places.pictures else _own("pictures")


def recordings_folder(places: OutPlaces) -> Path:
    """The chosen folder, or a Lookglass folder among the person's videos; it may not exist yet."""
    return Path(places.recordings) if places.recordings else _own("videos")


def exports_folder(places: OutPlaces) -> Path:
    """Where the last export went, or else where pictures go."""
    return Path(places.exports) if places.exports else pictures_folder(places)


def _own(kind: str) -> Path:
    if os.environ.get("LOOKGLASS_HOME"):  # everything of ours lies there then: on a stick, in a test's folder
        return data_folder() / kind
    folder = platformdirs.user_pictures_path() if kind == "pictures" else platformdirs.user_videos_path()
    return folder / "Lookglass"

"""Pictures on disk: kept, remade when damaged, and never more than allowed."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from app.store.favourites import MOST_RECENT, Favourites, Recents
from app.store.picture_cache import PictureCache

PICTURE = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)


def test_a_picture_comes_back_as_it_was(home: Path) -> None:
    PictureCache("tiles").put("abc", PICTURE)
    assert (home / "cache/tiles/abc.png").is_file()
    found = PictureCache("tiles").get("abc")
    assert found is not None and np.array_equal(found, PICTURE)
    assert PictureCache("tiles").get("abd") is None


@pytest.mark.parametrize("damage", [b"", b"not a picture", b"cut"])
def test_a_damaged_file_is_no_picture_and_can_be_replaced(home: Path, damage: bytes) -> None:
    cache = PictureCache("tiles")
    cache.put("abc", PICTURE)
    file = cache.folder / "abc.png"
    file.write_bytes(file.read_bytes()[:5000] if damage == b"cut" else damage)
    assert cache.get("abc") is None
    cache.put("abc", PICTURE)
    assert cache.get("abc") is not None


def test_what_has_not_been_looked_at_for_longest_goes_first(home: Path) -> None:
    cache = PictureCache("tiles", most_files=2)
    for age, key in enumerate(("oldest", "looked-at", "newest")):
        cache.put(key, PICTURE)
        os.utime(cache.folder / f"{key}.png", (1000.0 + age, 1000.0 + age))
    assert cache.get("looked-at") is not None
    os.utime(cache.folder / "oldest.png", (5000.0, 5000.0))
    cache.prune()
    assert {file.stem for file in cache.folder.iterdir()} == {"oldest", "looked-at"}


def test_a_folder_that_cannot_be_written_is_no_harm(home: Path) -> None:
    home.parent.joinpath("home").write_text("a file where a folder should be")
    cache = PictureCache("tiles")
    cache.put("abc", PICTURE)
    assert cache.get("abc") is None
    cache.prune()


def test_favourites_and_recents_are_there_next_time(home: Path) -> None:
    favourites, recents = Favourites(), Recents()
    for name in ("b", "a", "b", "b"):
        favourites.toggle(name)
        recents.worn(name)
    for shelf in (favourites, recents):
        shelf.save()
    assert Favourites().ids == ("a", "b")
    assert Recents().ids == ("b", "a")
    for number in range(30):
        recents.worn(str(number))
    recents.save()
    assert Recents().ids == tuple(str(29 - n) for n in range(MOST_RECENT))


def test_a_damaged_shelf_is_set_aside_and_said(home: Path) -> None:
    favourites = Favourites()
    favourites.toggle("a")
    favourites.save()
    (home / "favourite-products.json").write_text("{")
    favourites = Favourites()
    assert favourites.ids == ()
    assert "damaged" in favourites.notices[0]
    assert (home / "favourite-products.set-aside-1.json").is_file()

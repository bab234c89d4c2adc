"""The list of sources opened last: its order, its length, and what moves along when one is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.recents import MOST, Recent, Recents, relinked, shelf, with_newest


def paths(recents: Recents) -> list[str]:
    return [entry.path for entry in recents.entries]


@given(st.lists(st.sampled_from([f"clip{n}.mp4" for n in range(15)]), max_size=40))
def test_the_newest_comes_first_each_once_and_ten_at_most(opened: list[str]) -> None:
    recents = Recents()
    for path in opened:
        recents = with_newest(recents, Recent(path=path))
    expected = list(dict.fromkeys(reversed(opened)))[:MOST]
    assert paths(recents) == expected


def test_it_lies_on_its_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
    recents = Recents(entries=(Recent(path="/a/b.mp4"), Recent(path="/a", kind="folder")))
    shelf().save(recents)
    assert shelf().load() == (recents, ())


def test_what_moved_along_with_its_folder_is_found_with_it(tmp_path: Path) -> None:
    old, new = tmp_path / "old" / "trip", tmp_path / "new" / "trip"
    (new / "day2").mkdir(parents=True)
    for name in ("a.mp4", "b.mp4", "day2/c.mp4"):
        (new / name).write_bytes(b"x")
    elsewhere = tmp_path / "other.mp4"
    names = [old / "a.mp4", old / "b.mp4", old / "day2" / "c.mp4", old / "lost.mp4", elsewhere]
    recents = Recents(entries=tuple(Recent(path=str(path)) for path in names))
    found = relinked(recents, str(old / "a.mp4"), str(new / "a.mp4"))
    assert paths(found) == [
        str(new / "a.mp4"),
        str(new / "b.mp4"),
        str(new / "day2" / "c.mp4"),
        str(old / "lost.mp4"),
        str(elsewhere),
    ]


def test_what_is_still_there_stays_where_it_is(tmp_path: Path) -> None:
    for place in ("old", "new"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "b.mp4").write_bytes(b"x")
    recents = Recents(
        entries=(Recent(path=str(tmp_path / "old/a.mp4")), Recent(path=str(tmp_path / "old/b.mp4")))
    )
    found = relinked(recents, str(tmp_path / "old/a.mp4"), str(tmp_path / "new/renamed.mp4"))
    assert paths(found) == [str(tmp_path / "new/renamed.mp4"), str(tmp_path / "old/b.mp4")]


def test_a_place_that_is_in_the_list_already_stands_there_once() -> None:
    recents = Recents(entries=(Recent(path="/new/a.mp4"), Recent(path="/old/a.mp4")))
    assert paths(relinked(recents, "/old/a.mp4", "/new/a.mp4")) == ["/new/a.mp4"]

"""Files are written in one piece, and every problem with one is a sentence."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.store.files import backup_of, read_json, read_versioned, write_json, write_text


def test_a_new_file_stands_alone(tmp_path: Path) -> None:
    write_json(tmp_path / "a" / "b.json", {"x": 1})
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.json"]


def test_the_file_before_stays_beside_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    for number in (1, 2, 3):
        write_json(file, {"x": number})
    assert read_json(file) == {"x": 3}
    assert read_json(backup_of(file)) == {"x": 2}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.json", "b.json.bak"]


def test_a_file_name_that_is_no_text_is_kept_as_it_is(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xf0\x9f\x98\x80.mp4") if os.name == "posix" else "caf\udce9.mp4"
    write_json(tmp_path / "b.json", {"source": name})
    assert read_json(tmp_path / "b.json") == {"source": name}


def test_others_may_read_what_has_been_written(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "x")
    (tmp_path / "plain").write_text("x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_failed_write_leaves_the_old_file_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.json"
    write_json(file, {"x": 1})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left"):
        write_json(file, {"x": 2})
    assert read_json(file) == {"x": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["b.json"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"Cannot write .*file.*x\.json"):
        write_json(tmp_path / "file" / "x.json", {})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is damaged"),
        (b"{", "is damaged"),
        (b'{"x": NaN}', "NaN is not a number"),
        (b"[1, 2]", "expected a JSON object"),
        (b"\xff\xfe\x00", "is not a text file"),
        (b"[" * 100_000, "is damaged"),
        (b" " * (5 << 20), "is too large"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    with pytest.raises(UserError, match=says) as refusal:
        read_json(file)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith(str(file))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_json(tmp_path / "none.json")
    with pytest.raises(UserError, match="Cannot read"):
        read_json(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({}, "is not a look of Lookglass"),
        ({"lookglass": "preset", "version": 1}, "is not a look of Lookglass but a preset"),
        ({"lookglass": "look"}, "its version is None"),
        ({"lookglass": "look", "version": True}, "its version is True"),
        ({"lookglass": "look", "version": 0}, "its version is 0"),
        ({"lookglass": "look", "version": 3}, r"newer Lookglass \(version 3 of its format; .* up to 2\)"),
    ],
)
def test_a_file_says_what_it_is_and_how_new(tmp_path: Path, content: dict[str, object], says: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps(content))
    with pytest.raises(UserError, match=says):
        read_versioned(file, kind="look", version=2)


@pytest.mark.parametrize("version", [1, 2])
def test_older_and_present_versions_are_read(tmp_path: Path, version: int) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"lookglass": "look", "version": version, "worn": []}))
    assert read_versioned(file, kind="look", version=2) == {"worn": []}

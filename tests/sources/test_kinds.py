"""What kind of source a path is, told without opening it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.core.ports import SourceInfo
from app.runtime import sources as _registers_the_demo_subject  # noqa: F401
from app.sources import kind_of, kind_opened, lasting


def test_files_and_folders_are_told_apart(make_clip, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    frames = [Image.new("RGB", (8, 8), (value, 0, 0)) for value in (0, 200)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    (tmp_path / "model.glb").write_bytes(b"glTF")
    (tmp_path / "empty").mkdir()
    assert kind_of(str(make_clip())) == "clip"
    assert kind_of(str(tmp_path / "a.png")) == "picture"
    assert kind_of(str(tmp_path / "a.gif")) == "clip"
    assert kind_of(str(tmp_path)) == "folder"
    assert kind_of(str(tmp_path / "empty")) is None
    assert kind_of(str(tmp_path / "model.glb")) is None


def test_a_source_lasts_from_one_folder_to_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lasting("clip.mp4") == str(tmp_path / "clip.mp4")
    for spec in ("demo:face", "camera:HD Cam", "crystal:1", str(tmp_path / "a.png")):
        assert lasting(spec) == spec


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("demo:face", "demo"),
        ("camera:0", "camera"),
        ("camera:HD Cam", "camera"),
        ("nowhere.mp4", None),
        ("crystal-ball:1", None),
        ("~nobody-by-this-name/clip.mp4", None),
        ("a\0b.png", None),
        ("x" * 5000, None),
    ],
)
def test_what_is_no_file_is_told_by_its_scheme_or_not_at_all(spec: str, kind: str | None) -> None:
    assert kind_of(spec) == kind


@pytest.mark.parametrize(
    ("spec", "still", "kind"),
    [
        ("demo:face", False, "demo"),
        ("camera:Desk cam", False, "camera"),
        ("a clip.mp4", False, "clip"),
        ("moving.png", False, "clip"),
        ("a picture.PNG", True, "picture"),
        ("holiday", True, "folder"),
    ],
)
def test_what_is_open_is_told_without_its_disk(spec: str, still: bool, kind: str) -> None:
    assert kind_opened(spec, SourceInfo(spec, 64, 48, still=still)) == kind


def test_what_is_not_open_yet_is_known_by_its_scheme_only() -> None:
    assert (kind_opened("camera:0", None), kind_opened("clip.mp4", None)) == ("camera", None)

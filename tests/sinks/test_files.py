"""Names of output files."""

from __future__ import annotations

from pathlib import Path

from app.sinks.files import free_name, with_ending


def test_a_name_without_our_ending_gets_it_and_never_that_of_a_file_that_is_there(tmp_path: Path) -> None:
    assert with_ending(tmp_path / "face.PNG", ".png") == tmp_path / "face.PNG"
    assert with_ending(tmp_path / "face", ".png", ".jpg") == tmp_path / "face.png"
    assert with_ending(tmp_path / "take 1.5", ".png") == tmp_path / "take 1.5.png"
    (tmp_path / "face.png").touch()
    assert with_ending(tmp_path / "face", ".png") == tmp_path / "face 2.png"
    assert with_ending(tmp_path / "face.png", ".png") == tmp_path / "face.png"  # that one was asked about
    assert free_name(tmp_path, "face", ".jpg") == tmp_path / "face.jpg"

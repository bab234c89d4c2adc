"""Stills appear whole or not at all, and PNG keeps every bit."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from app.core.errors import UserError
from app.core.frame import Frame
from app.sinks import open_sink
from app.sinks.still import StillSink, png_bytes, save_still
from app.sources import open_source

RGB = np.random.default_rng(4).integers(0, 256, (31, 47, 3), dtype=np.uint8)


def test_png_is_bit_identical(tmp_path: Path) -> None:
    sink = open_sink(tmp_path / "out.png", frame_rate=None, size=(47, 31), frame_count=1)
    sink.write(RGB, t_ns=0)
    sink.close()
    assert np.array_equal(np.asarray(Image.open(tmp_path / "out.png")), RGB)
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]


@pytest.mark.parametrize("ending", ["jpg", "jpeg", "webp", "JPG"])
def test_lossy_stills_look_the_same(tmp_path: Path, ending: str) -> None:
    slope = np.add.outer(np.arange(60), np.arange(80))
    rgb = np.stack([slope + 20, slope + 60, np.full_like(slope, 90)], axis=-1).astype(np.uint8)
    sink = open_sink(tmp_path / f"out.{ending}", frame_rate=None, size=(80, 60), frame_count=1)
    sink.write(rgb, t_ns=0)
    sink.close()
    read = np.asarray(Image.open(tmp_path / f"out.{ending}").convert("RGB")).astype(int)
    assert np.abs(read - rgb).mean() < 2.0


@pytest.mark.parametrize("frame_count", [3, None])
def test_several_frames_become_numbered_files(tmp_path: Path, frame_count: int | None) -> None:
    sink = open_sink(tmp_path / "out.png", frame_rate=None, size=(47, 31), frame_count=frame_count)
    for value in (1, 2, 3):
        sink.write(np.full((5, 5, 3), value, np.uint8), t_ns=0)
    sink.close()
    names = [f"out-{number:04d}.png" for number in (1, 2, 3)]
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    assert isinstance(sink, StillSink) and [p.name for p in sink.paths] == names
    assert [int(np.asarray(Image.open(tmp_path / name))[0, 0, 0]) for name in names] == [1, 2, 3]


def test_a_failure_leaves_the_old_picture_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        save_still(path, np.zeros((3, 3, 7), np.uint8))
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]


def test_a_vanished_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "away"
    folder.mkdir()
    sink = open_sink(folder / "out.png", frame_rate=None, size=(47, 31), frame_count=1)
    folder.rmdir()
    with pytest.raises(UserError, match=r"out\.png cannot be written: no such file or directory\."):
        sink.write(RGB, t_ns=0)


def test_every_still_says_that_its_colours_are_srgb_and_nothing_of_anybody(tmp_path: Path) -> None:
    for ending in ("png", "jpg", "webp"):
        path = tmp_path / f"out.{ending}"
        save_still(path, RGB)
        first = path.read_bytes()
        save_still(path, RGB)
        assert path.read_bytes() == first  # the hour is not in it, either
        with Image.open(path) as picture:
            picture.load()
            said = {key for key in picture.info if not key.startswith("jfif")}
            if ending == "png":
                assert picture.info["srgb"] == 0
            else:
                profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
                assert "sRGB" in ImageCms.getProfileDescription(profile)
            assert said <= {"srgb", "icc_profile", "dpi", "background", "timestamp", "duration", "loop"}
            assert not picture.getexif()


def test_a_tagged_still_comes_back_unchanged(tmp_path: Path) -> None:
    """Our own reader converts by the profile: of sRGB to sRGB nothing may be left."""
    rgb = np.full((64, 64, 3), (180, 40, 60), np.uint8)
    for ending in ("png", "jpg", "webp"):
        save_still(tmp_path / f"out.{ending}", rgb)
        source = open_source(str(tmp_path / f"out.{ending}"))
        read = source.read()
        source.close()
        assert isinstance(read, Frame)
        assert np.abs(read.rgb.astype(int) - rgb).max() <= 2


def test_an_ending_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"out\.bmp has an ending that cannot be written"):
        save_still(tmp_path / "out.bmp", RGB)


def test_png_bytes_are_a_whole_file() -> None:
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png_bytes(RGB)))), RGB)


def test_a_picture_larger_than_its_format_knows_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"wide\.webp cannot be written: .*16383"):
        save_still(tmp_path / "wide.webp", np.zeros((1, 17_000, 3), np.uint8))
    assert list(tmp_path.iterdir()) == []

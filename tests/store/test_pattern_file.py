"""Drawings for the face, as files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.errors import UserError
from app.store.lint import lint_path
from app.store.pattern_file import SHEET_PX, is_pattern, load_pattern, pattern_faults, save_template
from app.store.products import load_catalogue, resolve_item, resolve_wear


def drawing(path: Path, size: tuple[int, int] = (250, 200), alpha: int = 0) -> Path:
    """A red square on a ground of that alpha."""
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    pixels[..., 3] = alpha
    pixels[40:60, 40:60] = (220, 20, 20, 255)
    Image.fromarray(pixels, "RGBA").save(path)
    return path


def test_a_drawing_keeps_its_pixels_and_bleeds_its_colour_into_nothing(tmp_path: Path) -> None:
    pattern = load_pattern(drawing(tmp_path / "square.png"))
    assert pattern.rgba.shape == (200, 250, 4)
    assert tuple(pattern.rgba[50, 50]) == (220, 20, 20, 255)
    beside = pattern.rgba[50, 62]
    assert beside[3] == 0, "what is transparent stays transparent"
    np.testing.assert_allclose(beside[:3], (220, 20, 20), atol=8)


def test_the_template_is_a_drawing_of_the_sheets_shape(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    save_template(path)
    assert is_pattern(path)
    assert load_pattern(path).rgba.shape == (SHEET_PX[1], SHEET_PX[0], 4)
    assert pattern_faults(path) == ()


def test_a_template_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.png"
    path.write_bytes(b"what a designer has drawn")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left"):
        save_template(path)
    assert path.read_bytes() == b"what a designer has drawn"
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.png"]


def test_a_photograph_is_no_drawing(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (250, 200), "grey").save(photo)
    assert not is_pattern(photo)
    assert not is_pattern(drawing(tmp_path / "square.png", size=(200, 200)))
    assert not is_pattern(tmp_path / "missing.png")


def test_what_is_odd_about_a_drawing_is_said(tmp_path: Path) -> None:
    assert "five wide" in lint_path(drawing(tmp_path / "shape.png", size=(200, 200)))[0].message
    assert "whole face" in lint_path(drawing(tmp_path / "full.png", alpha=255))[0].message
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    [finding] = lint_path(broken)
    assert finding.severity == "error"
    with pytest.raises(UserError, match=r"broken\.png"):
        load_pattern(broken)


def test_a_png_is_worn_straight_from_its_file(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    worn = resolve_wear(str(drawing(tmp_path / "square.png")), catalogue)
    item = resolve_item(worn, catalogue)
    assert item.product.kind == "pattern" and item.pattern is not None
    with pytest.raises(UserError, match="no file"):
        resolve_wear(str(tmp_path / "missing.png"), catalogue)

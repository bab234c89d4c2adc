"""Folders of a person of our own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's products, looks, presets and settings lie in this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LOOKGLASS_HOME", str(folder))
    return folder

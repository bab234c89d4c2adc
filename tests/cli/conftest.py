"""Runs the command line in this process, and a photograph with a face in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.cli import main
from app.store.resource_path import resource_path


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def lookglass(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return run


@pytest.fixture(scope="session")
def portrait() -> Path:
    return resource_path("face/astronaut.png")


@pytest.fixture
def empty_picture(tmp_path: Path) -> Path:
    """A picture without a face."""
    shade = np.linspace(40, 200, 320).astype(np.uint8)
    Image.fromarray(np.repeat(np.tile(shade, (240, 1))[..., None], 3, axis=2)).save(tmp_path / "empty.png")
    return tmp_path / "empty.png"


def pixels(path: Path) -> NDArray[np.uint8]:
    """(height, width, 3) uint8."""
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB"))

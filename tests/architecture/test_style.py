"""ruff and mypy, as tests, so that one command and one summary say whether the checkout is sound."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def complaints(*arguments: str) -> str:
    """What a tool prints when it is not content; empty when it is."""
    answer = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True)
    return answer.stdout + answer.stderr if answer.returncode else ""


def test_ruff_has_no_complaint() -> None:
    assert complaints("ruff", "check", "--quiet", ".") == ""


@pytest.mark.slow
@pytest.mark.timeout(600)  # the first run reads the type information of Qt and numpy
def test_mypy_has_no_complaint() -> None:
    assert complaints("mypy") == ""

"""The recipe of the foot network, imported as its scripts do it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

RECIPE = Path(__file__).resolve().parents[2] / "models" / "recipes" / "feet"


@pytest.fixture(scope="module")
def recipe() -> Iterator[ModuleType]:
    """The recipe's `sample` module; its own modules are forgotten afterwards."""
    before = set(sys.modules)
    sys.path.insert(0, str(RECIPE))
    import sample

    yield sample
    sys.path.remove(str(RECIPE))
    for name in set(sys.modules) - before:
        if str(RECIPE) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]

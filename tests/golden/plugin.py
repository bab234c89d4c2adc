"""Golden pictures: `golden.check("name", rgb)` compares with tests/golden/name.png.

After a change that is meant, look at the new pictures and store them with `pytest --regenerate-golden`.
A mismatch leaves expected | got | difference x 8 side by side in tests/golden/failed/name.png.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

FOLDER = Path(__file__).resolve().parent
# Versions of software GL round differently; a shift of half a pixel at a lip's edge shows far more.
MEAN_LEVELS, PIXEL_LEVELS, PIXEL_SHARE = 0.25, 12, 0.001


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-golden", action="store_true", help="store new golden pictures")


class GoldenPictures:
    """Compares pictures with stored ones, or stores them."""

    def __init__(self, regenerate: bool) -> None:
        self._regenerate = regenerate

    def check(self, name: str, rgb: NDArray[np.uint8]) -> None:
        """Fail unless (height, width, 3) uint8 equals tests/golden/<name>.png within the tolerance."""
        path = FOLDER / f"{name}.png"
        if self._regenerate:
            Image.fromarray(rgb).save(path, optimize=True)
            return
        assert path.exists(), f"there is no golden picture {name}; make it with --regenerate-golden"
        with Image.open(path) as stored:
            expected = np.asarray(stored.convert("RGB"))
        assert expected.shape == rgb.shape, f"{name}: expected {expected.shape}, got {rgb.shape}"
        difference = np.abs(expected.astype(np.int16) - rgb.astype(np.int16))
        share = float((difference.max(axis=2) > PIXEL_LEVELS).mean())
        if difference.mean() <= MEAN_LEVELS and share <= PIXEL_SHARE:
            return
        self._keep(name, expected, rgb, difference)
        pytest.fail(
            f"{name} differs from its golden picture by {difference.mean():.2f} levels in the mean and by "
            f"more than {PIXEL_LEVELS} in {share:.2%} of the pixels; see tests/golden/failed/{name}.png"
        )

    @staticmethod
    def _keep(
        name: str, expected: NDArray[np.uint8], got: NDArray[np.uint8], difference: NDArray[np.int16]
    ) -> None:
        failed = FOLDER / "failed"
        failed.mkdir(exist_ok=True)
        shown = np.clip(difference * 8, 0, 255).astype(np.uint8)
        Image.fromarray(np.concatenate([expected, got, shown], axis=1)).save(failed / f"{name}.png")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenPictures:
    """Golden pictures, compared or (with --regenerate-golden) stored."""
    return GoldenPictures(bool(request.config.getoption("--regenerate-golden")))

"""A person made of the demo photograph, and Snapshots without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.core.document import Document, Snapshot
from app.core.ports import Source
from app.runtime.resolve import resolve
from app.runtime.screen import Screen
from app.sources.faults import Event, FaultSource
from app.stages import register_all
from app.store.products import Catalogue
from app.store.resource_path import resource_path

from .watching import Watcher

Paint = Callable[[int, int, int], NDArray[np.uint8]]


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    """(512, 512, 3) uint8 sRGB: one face, about 110 px wide."""
    return np.array(Image.open(resource_path("face/astronaut.png")).convert("RGB"))


@pytest.fixture
def person(astronaut: NDArray[np.uint8]) -> Paint:
    """Paints the astronaut, moved 2 px to the right a frame, for a FaultSource of 512 x 512 px."""

    def paint(index: int, width: int, height: int) -> NDArray[np.uint8]:
        assert (width, height) == (512, 512)
        return np.roll(astronaut, 2 * index, axis=1)

    return paint


@pytest.fixture
def snapshot() -> Snapshot:
    register_all()
    return resolve(Document(), Catalogue())


@pytest.fixture
def clips(person: Paint) -> Callable[..., Callable[[], Source]]:
    def clip(*script: Event) -> Callable[[], Source]:
        return lambda: FaultSource(script, width=512, height=512, paint=person)

    return clip


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def screen(watcher: Watcher) -> Iterator[Screen]:
    made = Screen(watcher)
    made.start()
    yield made
    made.close()

"""Pictures of whole looks: what is worn on the demo subject's face, and nothing of what cannot be worn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.document import Worn
from app.runtime.portraits import PortraitStudio, look_key
from app.store.presets import find_look
from app.store.products import load_catalogue

pytestmark = pytest.mark.gl
SIZE = (84, 74)
CATALOGUE = load_catalogue()
EVENING, SUNNY = find_look("evening").worn, find_look("sunny").worn
GONE = Worn("lipstick-gone")


def test_looks_are_told_apart_by_their_pictures_and_what_is_gone_is_left_out() -> None:
    with PortraitStudio() as studio:
        bare, evening, sunny, mended = (
            studio.look(worn, CATALOGUE, size=SIZE).astype(int)
            for worn in ((), EVENING, SUNNY, (*EVENING, GONE))
        )
    assert bare.shape == (SIZE[1], SIZE[0], 3)
    for one, other in ((bare, evening), (bare, sunny), (evening, sunny)):
        assert (np.abs(one - other).max(axis=2) > 12).sum() > 60
    np.testing.assert_array_equal(evening, mended)


def test_what_is_switched_off_is_no_part_of_the_picture() -> None:
    off = tuple(replace(worn, enabled=False) for worn in EVENING)
    assert look_key(off, CATALOGUE, size=SIZE) == look_key((), CATALOGUE, size=SIZE)
    assert look_key((*EVENING, GONE), CATALOGUE, size=SIZE) == look_key(EVENING, CATALOGUE, size=SIZE)
    assert look_key(EVENING, CATALOGUE, size=SIZE) != look_key(SUNNY, CATALOGUE, size=SIZE)
    changed = (replace(EVENING[0], settings={**EVENING[0].settings, "coverage": 0.1}), *EVENING[1:])
    assert look_key(changed, CATALOGUE, size=SIZE) != look_key(EVENING, CATALOGUE, size=SIZE)

"""What the networks really find, measured: a photograph with a camera's noise, held perfectly still."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from app.core.document import Document
from app.core.frame import Frame
from app.core.missing import Missing
from app.lab.measurement import PARTS, Measurement, Recorder
from app.lab.settings_line import settings_line
from app.runtime.pipeline import Pipeline
from app.runtime.resolve import resolve
from app.stages import register_all
from app.store.products import Catalogue
from app.store.resource_path import resource_path

FPS, SECONDS, NOISE = 30.0, 3.0, 8.0


def held_still(document: Document) -> Measurement:
    """Three seconds of one picture, each frame with noise of its own."""
    register_all()
    photo = np.array(Image.open(resource_path("face/astronaut.png")).convert("RGB"), dtype=np.float32)
    rng = np.random.default_rng(7)
    recorder = Recorder("still", SECONDS, settings=settings_line(document), source="a photograph")
    snapshot = resolve(document, Catalogue())
    with closing(Pipeline()) as pipeline:
        for index in range(round(FPS * SECONDS) + 2):
            noisy = np.clip(photo + rng.normal(0.0, NOISE, photo.shape), 0, 255).astype(np.uint8)
            t_ns = round(index * 1e9 / FPS)
            result = pipeline.step(Frame.from_rgb(noisy, t_ns=t_ns, index=index), snapshot)
            recorder.take(replace(result, taken_ns=10**9 + t_ns))
    found = recorder.measurement()
    assert not isinstance(found, Missing)
    return found


@pytest.mark.slow
def test_steadying_calms_every_part_of_a_face_that_is_held_still() -> None:
    found = held_still(Document())
    assert found.lost == 0 and not found.restless and found.settings == "default"
    assert found.fps == pytest.approx(FPS, rel=0.02) and 80.0 < found.face_px < 160.0
    for part in PARTS:
        figures = found.parts[part]
        assert 0.0 < figures.steady_px < 0.8 * figures.raw_px < 2.0, part


@pytest.mark.slow
def test_a_measurement_names_the_knobs_and_shows_what_they_do() -> None:
    plain = held_still(Document(knobs={"steady": {"method": "none"}}))
    assert plain.settings == "default: steady.method = none"
    whole = plain.parts["all"]
    assert whole.steady_px == pytest.approx(whole.raw_px, rel=1e-3)

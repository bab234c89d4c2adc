"""Feet whose places are known, in windows on the real pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest

import app.runtime.studio
from app.core.foot import by_hand
from app.core.frame import Frame
from app.core.observations import FootObservation, Request
from app.runtime.pipeline import Pipeline
from app.scenes.demo_feet import DemoFeet
from app.stages.crop import foot_crop


class DemoFeetSeen:
    """Answers with the demo feet's true points; with nothing while `blind`."""

    name, runs_on, why = "onnx", "CPU", ""
    blind = False

    def __init__(self) -> None:
        self._feet = DemoFeet()

    def observe(self, frame: Frame, request: Request) -> tuple[FootObservation, ...]:
        if self.blind:
            return ()
        seen = []
        for place, truth in enumerate(self._feet.truth(self._feet.motion(frame.index)).feet):
            flat = np.zeros((8, 1), np.float32)
            points = by_hand(np.hstack([truth.points, flat]), truth.side).astype(np.float32)
            at = place if place < len(request.crops) else None
            seen.append(
                FootObservation(
                    points, np.ones(8, np.float32), 0.98, foot_crop(points), at, right=float(truth.side)
                )
            )
        return tuple(seen)

    def close(self) -> None:
        self._feet.close()


@pytest.fixture
def seen_feet(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoFeetSeen]:
    """In place of the network: what it would see in demo:feet, exactly."""
    seen = DemoFeetSeen()
    make: Callable[[str], DemoFeetSeen] = lambda name: seen  # noqa: E731
    monkeypatch.setattr(app.runtime.studio, "Pipeline", partial(Pipeline, make_feet_provider=make))
    yield seen
    seen.close()  # a window that nobody waited for may not have come to ask it

"""Feet measured while they are followed: gathers what is seen of each beside a sheet of paper or a card."""

from __future__ import annotations

import numpy as np

from ..core.camera import Intrinsics
from ..core.missing import Missing
from ..core.tracks import FootTrack
from ..stages.measure_foot import FootSize, Sighting, measure_foot, which_reference
from ..vision.sheet_of_paper import Quad, find_quads
from .pipeline import FrameResult

# Looking for paper takes some ten milliseconds, and more frames than these tell nothing new.
_EVERY, _MOST = 3, 60
_QUADS_TRIED = 6


class FootMeter:
    """Hand it every result; `sizes` says at any time what is known. Use it from one thread."""

    def __init__(self, *, reference: str = "auto") -> None:
        self._reference = reference
        self._frames = 0
        self._camera: Intrinsics | None = None
        self._seen: dict[int, list[Sighting]] = {}
        self.quad: Quad | None = None

    def add(self, result: FrameResult) -> None:
        """Look at a frame where that may tell something."""
        feet = [track for track in result.tracks if isinstance(track, FootTrack) and track.present]
        due = self._frames % _EVERY == 0
        self._frames += 1
        if not feet or not due:
            return
        if self._camera is not None and result.frame.camera != self._camera:
            self._seen.clear()
        self._camera = result.frame.camera
        self.quad = self._sheet(result)
        if self.quad is None:
            return
        for foot in feet:
            known = self._seen.setdefault(foot.side, [])
            if len(known) < _MOST:
                points = foot.points.astype(np.float64)
                known.append(Sighting(self.quad.corners, self.quad.sigma_px, points, foot.footwear))

    def sizes(self) -> dict[int, FootSize | Missing]:
        """The size of each foot by side; empty before any was seen beside a reference."""
        if self._camera is None:
            return {}
        camera = self._camera
        return {
            side: measure_foot(seen, camera, reference=self._reference)
            for side, seen in sorted(self._seen.items())
            if seen
        }

    def _sheet(self, result: FrameResult) -> Quad | None:
        """The quadrilateral of most contrast that is shaped like a reference."""
        for quad in find_quads(result.frame.rgb)[:_QUADS_TRIED]:
            if self._reference != "auto" or not isinstance(
                which_reference(quad.corners, result.frame.camera), Missing
            ):
                return quad
        return None

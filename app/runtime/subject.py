"""What the pipeline must know of a kind of subject: a face, or a foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..core.flow import Flow
from ..core.frame import Frame
from ..core.keypoints import KeypointSet
from ..core.missing import Missing
from ..core.observations import Crop
from ..core.ports import Provider
from ..core.scene import Light
from ..core.tracks import Track
from ..stages.crop import CropParams
from ..vision.flow import FlowMeter


class Subject(Protocol):
    """One kind of subject. Holds no state: what has to be remembered is passed in and out."""

    @property
    def name(self) -> str: ...

    @property
    def keypoints(self) -> KeypointSet: ...

    @property
    def make_provider(self) -> Callable[[str], Provider]:
        """Of the name that the Document gives. Raises UserError."""
        ...

    @property
    def crop_around(self) -> Callable[[NDArray[np.float32]], Crop] | None:
        """Where to look for one whose points are known; None for a face, whose crop has knobs."""
        ...

    def crop_params(self, params: Mapping[str, Any]) -> CropParams:
        """How the region that the network sees follows it."""
        ...

    def least_score(self, params: Mapping[str, Any]) -> float | None:
        """How sure a provider must be of it; None where the tracker's own knob says."""
        ...

    def flows(self, meter: FlowMeter, frame: Frame, tracks: Sequence[Track]) -> Mapping[int, Flow]:
        """How the surface of each track that is present has moved, by id."""
        ...

    def light(self, frame: Frame, tracks: Sequence[Track]) -> Light | Missing:
        """One light for the picture, from raw points."""
        ...

    def fit(
        self, frame: Frame, tracks: Sequence[Track], params: Mapping[str, Any], before: Any
    ) -> tuple[tuple[Track, ...], Any]:
        """The tracks with their poses, and what the next frame has to know; `before` is None at first."""
        ...

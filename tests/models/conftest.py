"""What the tests of the converted models share: the catalogue, sessions, and frames of a real clip."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
CLIP = ROOT.parent / "shared/data/faces/webcam_talking_360p.mp4"

Session = Callable[[str], Any]


@pytest.fixture(scope="session")
def catalogue() -> dict[str, dict[str, Any]]:
    """models.toml."""
    return tomllib.loads((MODELS / "models.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def open_session(catalogue: dict[str, dict[str, Any]]) -> Session:
    """Opens a model by its id, from bytes, on one thread."""
    import onnxruntime

    def open_model(model_id: str) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        data = (MODELS / catalogue[model_id]["file"]).read_bytes()
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    return open_model


@pytest.fixture(scope="session")
def clip_frames() -> list[npt.NDArray[np.uint8]]:
    """Every 9th frame of the webcam clip, RGB."""
    if not CLIP.exists():
        pytest.skip("the webcam clip (../shared/data) is not on this machine")
    import av

    with av.open(str(CLIP)) as container:
        frames = enumerate(container.decode(video=0))
        return [frame.to_ndarray(format="rgb24") for i, frame in frames if i % 9 == 0]

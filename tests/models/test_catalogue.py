"""Every model in models/ is what models.toml says it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from .conftest import MODELS

IDS = ("face_detector_short", "face_detector_full", "face_landmarks", "selfie_segmentation")


def test_catalogue_and_folder_hold_the_same_models(catalogue: dict[str, Any]) -> None:
    assert set(IDS) <= set(catalogue)
    assert {entry["file"] for entry in catalogue.values()} == {path.name for path in MODELS.glob("*.onnx")}


@pytest.mark.parametrize("model_id", IDS)
def test_file_has_the_recorded_hash_and_size(model_id: str, catalogue: dict[str, Any]) -> None:
    data = (MODELS / catalogue[model_id]["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == catalogue[model_id]["sha256"]
    assert len(data) == catalogue[model_id]["bytes"]


@pytest.mark.parametrize("model_id", IDS)
def test_origin_and_licence_are_recorded(model_id: str, catalogue: dict[str, Any]) -> None:
    entry = catalogue[model_id]
    assert entry["licence"] == "Apache-2.0"
    assert len(entry["original_sha256"]) == 64
    notice = (MODELS / "NOTICE.md").read_text(encoding="utf-8")
    assert entry["file"] in notice and entry["original"] in notice


@pytest.mark.parametrize("model_id", IDS)
def test_tensors_are_as_recorded(
    model_id: str, catalogue: dict[str, Any], open_session: Callable[[str], Any]
) -> None:
    entry, session = catalogue[model_id], open_session(model_id)
    for port, tensor in zip(
        entry["inputs"] + entry["outputs"], session.get_inputs() + session.get_outputs(), strict=True
    ):
        assert (port["name"], port["shape"]) == (tensor.name, list(tensor.shape))
        assert (port["dtype"], tensor.type) == ("float32", "tensor(float)")


@pytest.mark.parametrize("model_id", IDS)
@pytest.mark.parametrize("level", [-1.0, 0.0, 1.0])
def test_flat_grey_gives_finite_numbers(
    model_id: str, level: float, catalogue: dict[str, Any], open_session: Callable[[str], Any]
) -> None:
    port = catalogue[model_id]["inputs"][0]
    image = np.full(port["shape"], level, np.float32)
    assert all(np.isfinite(out).all() for out in open_session(model_id).run(None, {port["name"]: image}))

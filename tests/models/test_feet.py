"""The foot network is what models.toml says, at any size, and is read by the app's own code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.vision.foot_net import FootNet
from app.vision.ort import open_net

from .conftest import MODELS, ROOT

SNEAKERS = ROOT.parent / "shared/data/feet/first_person_sneakers.gif"


def test_file_has_the_recorded_hash_and_size(catalogue: dict[str, Any]) -> None:
    entry = catalogue["feet"]
    data = (MODELS / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert len(data) == entry["bytes"] < 5_000_000


def test_tensors_are_as_recorded(catalogue: dict[str, Any], open_session: Callable[[str], Any]) -> None:
    entry, session = catalogue["feet"], open_session("feet")
    for port, tensor in zip(
        entry["inputs"] + entry["outputs"], session.get_inputs() + session.get_outputs(), strict=True
    ):
        assert (port["name"], port["shape"]) == (tensor.name, list(tensor.shape))
        assert (port["dtype"], tensor.type) == ("float32", "tensor(float)")


@pytest.mark.parametrize(("height", "width"), [(192, 192), (256, 256), (192, 352), (352, 192)])
def test_any_size_in_multiples_of_32_will_do(
    height: int, width: int, catalogue: dict[str, Any], open_session: Callable[[str], Any]
) -> None:
    image = np.random.default_rng(0).random((1, height, width, 3), np.float32)
    outputs = open_session("feet").run(None, {"image": image})
    for port, out in zip(catalogue["feet"]["outputs"], outputs, strict=True):
        stride = 4 if port["name"] in ("points", "mask") else 8
        assert out.shape == (1, port["shape"][1], height // stride, width // stride)
        assert np.isfinite(out).all()


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_has_no_feet(level: int) -> None:
    net = FootNet(open_net((MODELS / "feet.onnx").read_bytes(), device="cpu"))
    assert net.search(np.full((480, 640, 3), level, np.uint8), 4, 0.35).feet == ()


def test_real_feet_are_found_where_they_are() -> None:
    if not SNEAKERS.exists():
        pytest.skip("the clip of feet (../shared/data) is not on this machine")
    import av

    with av.open(str(SNEAKERS)) as container:
        rgb = next(container.decode(video=0)).to_ndarray(format="rgb24")
    net = FootNet(open_net((MODELS / "feet.onnx").read_bytes(), device="cpu"))
    toes = [foot.by_hand[0] for foot in net.search(rgb, 4, 0.35).feet]
    assert any(np.hypot(*(toe - (97.0, 208.0))) < 40.0 for toe in toes), toes

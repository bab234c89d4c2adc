"""Writes models/feet.onnx from the checkpoint and its entry in models/models.toml: python export.py"""

# ruff: noqa: E501 (the lines of a TOML table)

from __future__ import annotations

import argparse
import hashlib
import io
import re
import warnings
from pathlib import Path

import numpy as np
import torch
from data import ROOT
from net import FINE, WHOLE, Deployed, FeetNet
from torch.nn.utils.fusion import fuse_conv_bn_eval
from train import CHECKPOINT, TorchNet, load_average

from app.vision.ort import open_net

MODELS = ROOT / "models"
SIZES = ((192, 192), (256, 256), (192, 352))  # heights and widths at which both are compared
MOST_OFF = 2e-3

ENTRY = """[feet]
summary = "feet: centre, eight keypoints by hand, side, visibility, leg and foot mask"
file = "feet.onnx"
sha256 = "{sha256}"
bytes = {bytes}
licence = "Apache-2.0"
source = "our own: trained on our own renders only ({samples} samples)"
recipe = "recipes/feet"
inputs = [
  {{ name = "image", shape = [1, "height", "width", 3], dtype = "float32", range = "[0, 1]", meaning = "RGB; any size in multiples of 32; grey 128 outside the picture" }},
]
outputs = [
  {{ name = "centre", shape = [1, 1, "rows8", "columns8"], dtype = "float32", range = "[0, 1]", meaning = "probability that the mean of a foot's 8 points lies in this cell of 8 px, or at the picture's border nearest to it" }},
  {{ name = "vectors", shape = [1, 16, "rows8", "columns8"], dtype = "float32", range = "input px", meaning = "x, y from the cell's middle to each point, in the order by hand; holds near centres" }},
  {{ name = "side", shape = [1, 1, "rows8", "columns8"], dtype = "float32", range = "logit", meaning = "right foot; holds near centres" }},
  {{ name = "seen", shape = [1, 8, "rows8", "columns8"], dtype = "float32", range = "logit", meaning = "the point is visible; holds near centres" }},
  {{ name = "kind", shape = [1, 8, "rows8", "columns8"], dtype = "float32", range = "logit", meaning = "bare, sock, sneaker, loafer, boot, heel, sandal, other; holds near centres" }},
  {{ name = "points", shape = [1, 8, "rows4", "columns4"], dtype = "float32", range = "[0, 1]", meaning = "heat-map of each point, in the order by hand, cells of 4 px" }},
  {{ name = "mask", shape = [1, 3, "rows4", "columns4"], dtype = "float32", range = "logit", meaning = "background, leg, foot or shoe" }},
]
"""


def folded(net: FeetNet) -> FeetNet:
    """The network in evaluation mode with every batch norm folded into its convolution."""
    net.eval()
    for module in list(net.modules()):
        children = dict(module.named_children())
        if isinstance(children.get("1"), torch.nn.BatchNorm2d):
            module.add_module("0", fuse_conv_bn_eval(children["0"], children["1"]))
            module.add_module("1", torch.nn.Identity())
    return net


def exported(net: FeetNet) -> bytes:
    """ONNX with free height and width."""
    outputs = [*WHOLE, *FINE]
    axes: dict[str, dict[int, str]] = {"image": {1: "height", 2: "width"}}
    for names, stride in ((WHOLE, 8), (FINE, 4)):
        axes |= {name: {2: f"rows{stride}", 3: f"columns{stride}"} for name in names}
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter used is the older one, which needs no further package
        torch.onnx.export(
            Deployed(net).eval(),
            (torch.rand(1, 192, 192, 3),),
            written,
            input_names=["image"],
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    return written.getvalue()


def largest_difference(net: FeetNet, data: bytes) -> float:
    """Between the network and the exported file, vectors in cells, over noise of several sizes."""
    rng = np.random.default_rng(0)
    ours, theirs = TorchNet(net), open_net(data, device="cpu")
    most = 0.0
    for height, width in SIZES:
        image = rng.random((1, height, width, 3), np.float32)
        for name, a, b in zip((*WHOLE, *FINE), ours.run(image), theirs.run(image)):
            scale = 8.0 if name == "vectors" else 1.0
            most = max(most, float(np.abs(a - b).max()) / scale)
    return most


def catalogue_with(text: str, entry: str) -> str:
    """models.toml with that entry for the foot, new or in place of the old one."""
    without = re.sub(r"\[feet\]\n.*?(?=^\[|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    return without.rstrip("\n") + "\n\n" + entry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=CHECKPOINT)
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of feet.onnx and models.toml")
    args = parser.parse_args()
    net = FeetNet()
    samples = load_average(net, args.checkpoint)
    plain = FeetNet()
    load_average(plain, args.checkpoint)
    data = exported(folded(net))
    off = largest_difference(plain, data)
    if off > MOST_OFF:
        raise SystemExit(f"The exported network differs by {off:.4f}, more than {MOST_OFF}.")
    (args.models / "feet.onnx").write_bytes(data)
    toml = args.models / "models.toml"
    entry = ENTRY.format(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), samples=samples)
    toml.write_text(catalogue_with(toml.read_text("utf-8"), entry), "utf-8")
    print(f"feet.onnx: {len(data)} bytes, {samples} samples, off by at most {off:.5f}")


if __name__ == "__main__":
    main()

"""Compare converted networks with the originals: `python check.py WHEEL_OR_FOLDER [PICTURE ...]`.

TFLite's own interpreter runs the originals, on noise and on the pictures given (squeezed into the input),
and the largest differences go to parity.json. It has no MediaPipe operators, so the attention mesh and the
segmentation are compared with MediaPipe itself, in tests/models.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from ai_edge_litert.interpreter import Interpreter
from catalogue import ENTRIES, Entry
from convert import MODELS, original_file
from tflite import BuiltinOperator
from tflite_reader import read_network

Array = npt.NDArray[Any]
REPORT = Path(__file__).with_name("parity.json")
NOISE_SEEDS = 5


def inputs(entry: Entry, pictures: list[Path]) -> dict[str, Array]:
    """Named inputs in the entry's range: a few of noise, then the pictures."""
    low, high = json.loads(entry.input.range)
    shape = entry.input.shape
    named = {f"noise {i}": np.random.default_rng(i).uniform(size=shape) for i in range(NOISE_SEEDS)}
    for path in pictures:
        picture = cv2.imread(str(path))
        if picture is None:
            raise SystemExit(f"{path}: not a picture")
        squeezed = cv2.resize(picture[..., ::-1], shape[2:0:-1], interpolation=cv2.INTER_AREA)
        named[f"picture {path.stem}"] = squeezed[None] / 255
    return {name: (low + value * (high - low)).astype(np.float32) for name, value in named.items()}


def compare(entry: Entry, tflite_path: Path, pictures: list[Path]) -> dict[str, dict[str, float]]:
    """Per input: the largest difference of any output, as a share of that output's range."""
    interpreter = Interpreter(str(tflite_path))
    interpreter.allocate_tensors()
    session = onnxruntime.InferenceSession((MODELS / entry.file).read_bytes())
    source = interpreter.get_input_details()[0]["index"]
    targets = [detail["index"] for detail in interpreter.get_output_details()]
    report: dict[str, dict[str, float]] = {}
    for name, value in inputs(entry, pictures).items():
        interpreter.set_tensor(source, value)
        interpreter.invoke()
        ours = session.run(None, {entry.input.name: value})
        report[name] = {
            port.name: float(f"{_relative(output, interpreter.get_tensor(target)):.2g}")
            for port, output, target in zip(entry.outputs, ours, targets, strict=True)
        }
    return report


def _relative(ours: Array, theirs: Array) -> float:
    return float(np.abs(ours - theirs).max() / np.ptp(theirs))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="MediaPipe 0.10.21: the wheel, or its site-packages")
    parser.add_argument("pictures", type=Path, nargs="*")
    arguments = parser.parse_args()
    report = {}
    with tempfile.TemporaryDirectory() as scratch:
        for entry in ENTRIES:
            tflite_path = original_file(arguments.source, entry.original, Path(scratch))
            if all(hasattr(BuiltinOperator, op.name) for op in read_network(tflite_path).operators):
                report[entry.id] = compare(entry, tflite_path, arguments.pictures)
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

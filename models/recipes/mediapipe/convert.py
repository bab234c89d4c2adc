"""Convert MediaPipe's TFLite networks to ONNX: `python convert.py WHEEL_OR_FOLDER [--out FOLDER]`."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import zipfile
from pathlib import Path

import catalogue
import face_refinement
import mediapipe_ops  # noqa: F401  (registers its rules)
import onnx
from branches import merge_branches
from lowering import Lowering
from tflite_reader import read_network

MODELS = Path(__file__).resolve().parents[2]


def convert(entry: catalogue.Entry, tflite_path: Path) -> onnx.ModelProto:
    """The ONNX twin of one TFLite file."""
    low = Lowering(merge_branches(read_network(tflite_path)))
    low.run(entry.input.name)
    names = [port.name for port in entry.outputs]
    results = [low.in_file_order(i) for i in low.network.outputs]
    if entry.id == "face_landmarks":
        face_refinement.refine(low.graph, results, names)
    else:
        for result, name in zip(results, names, strict=True):
            low.graph.add("Identity", result, output=name)
    inputs = {entry.input.name: entry.input.shape}
    return low.graph.build(entry.id, inputs, {p.name: p.shape for p in entry.outputs}, catalogue.NOTICE)


def write_all(source: Path, out: Path) -> None:
    """Convert every entry from `source` (the wheel, or a folder that holds `mediapipe/`) into `out`."""
    tables = ["# Written by recipes/mediapipe/convert.py. A model is used only if its sha256 is this.\n"]
    with tempfile.TemporaryDirectory() as scratch:
        for entry in catalogue.ENTRIES:
            tflite_path = original_file(source, entry.original, Path(scratch))
            data = convert(entry, tflite_path).SerializeToString(deterministic=True)
            (out / entry.file).write_bytes(data)
            tables.append(
                catalogue.toml_table(
                    entry,
                    sha256=hashlib.sha256(data).hexdigest(),
                    size=len(data),
                    original_sha256=hashlib.sha256(tflite_path.read_bytes()).hexdigest(),
                )
            )
            print(f"{entry.file}: {len(data):,} bytes")
    (out / "models.toml").write_text("\n".join(tables), encoding="utf-8", newline="\n")


def original_file(source: Path, name: str, scratch: Path) -> Path:
    """The file `name` of a folder, or of a wheel, from which it is unpacked into `scratch`."""
    if source.is_dir():
        return source / name
    with zipfile.ZipFile(source) as wheel:
        return Path(wheel.extract(name, scratch))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="MediaPipe 0.10.21: the wheel, or its site-packages")
    parser.add_argument("--out", type=Path, default=MODELS, help="where the ONNX files and models.toml go")
    arguments = parser.parse_args()
    write_all(arguments.source, arguments.out)


if __name__ == "__main__":
    main()

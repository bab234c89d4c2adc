"""What is converted: one entry a model, and the text of models.toml."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "MediaPipe 0.10.21 wheel"
LICENCE = "Apache-2.0"
NOTICE = (
    "Converted from MediaPipe 0.10.21 (Copyright The MediaPipe Authors), Apache License 2.0. See NOTICE.md."
)


@dataclass(frozen=True, slots=True)
class Port:
    """One input or output of a converted model; all are float32."""

    name: str
    shape: tuple[int, ...]
    range: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One model: where its TFLite file lies in the wheel, and what its ONNX twin takes and gives."""

    id: str
    original: str
    summary: str
    input: Port
    outputs: tuple[Port, ...]

    @property
    def file(self) -> str:
        """Name of the ONNX file in models/."""
        return f"{self.id}.onnx"


_SSD = "raw; see models/recipes/mediapipe/README.md for the decoding"


def _detector(model_id: str, original: str, summary: str, size: int, anchors: int) -> Entry:
    return Entry(
        id=model_id,
        original=original,
        summary=summary,
        input=Port(
            "image", (1, size, size, 3), "[-1, 1]", "RGB, letterboxed, black (-1) outside the picture"
        ),
        outputs=(
            Port(
                "boxes",
                (1, anchors, 16),
                "input px, relative to the anchor's centre",
                f"x, y, w, h, 6 x (x, y); {_SSD}",
            ),
            Port("scores", (1, anchors, 1), "logit", "face score before the sigmoid"),
        ),
    )


ENTRIES = (
    _detector(
        "face_detector_short",
        "mediapipe/modules/face_detection/face_detection_short_range.tflite",
        "BlazeFace for faces within about 2 m of the camera",
        128,
        896,
    ),
    _detector(
        "face_detector_full",
        "mediapipe/modules/face_detection/face_detection_full_range_sparse.tflite",
        "BlazeFace for faces within about 5 m of the camera",
        192,
        2304,
    ),
    Entry(
        id="face_landmarks",
        original="mediapipe/modules/face_landmark/face_landmark_with_attention.tflite",
        summary="attention mesh: 478 points with refined lips, eyes and irises",
        input=Port("image", (1, 192, 192, 3), "[0, 1]", "RGB crop around one upright face"),
        outputs=(
            Port(
                "landmarks",
                (1, 478, 3),
                "crop px",
                "x, y, z in MediaPipe's topology; z grows away from the camera",
            ),
            Port("face_flag", (1, 1), "[0, 1]", "probability that the crop holds a face"),
        ),
    ),
    Entry(
        id="selfie_segmentation",
        original="mediapipe/modules/selfie_segmentation/selfie_segmentation.tflite",
        summary="person against background",
        input=Port("image", (1, 256, 256, 3), "[0, 1]", "RGB, the whole picture stretched to a square"),
        outputs=(Port("mask", (1, 256, 256, 1), "[0, 1]", "probability of a person"),),
    ),
)


def toml_table(entry: Entry, *, sha256: str, size: int, original_sha256: str) -> str:
    """The entry's table in models.toml; `size` in bytes."""
    lines = [
        f"[{entry.id}]",
        f'summary = "{entry.summary}"',
        f'file = "{entry.file}"',
        f'sha256 = "{sha256}"',
        f"bytes = {size}",
        f'licence = "{LICENCE}"',
        f'source = "{SOURCE}"',
        f'original = "{entry.original}"',
        f'original_sha256 = "{original_sha256}"',
        'recipe = "recipes/mediapipe"',
        "inputs = [",
        _port(entry.input),
        "]",
        "outputs = [",
        *(_port(port) for port in entry.outputs),
        "]",
    ]
    return "\n".join(lines) + "\n"


def _port(port: Port) -> str:
    return (
        f'  {{ name = "{port.name}", shape = {list(port.shape)}, dtype = "float32", '
        f'range = "{port.range}", meaning = "{port.meaning}" }},'
    )

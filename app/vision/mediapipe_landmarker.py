"""MediaPipe's newer face landmarker from a .task file: no provider, but a peer to score ours against."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.errors import UserError
from ..core.face import FACE_POINTS
from ..core.frame import Frame
from .mediapipe_face import quiet


class FaceLandmarker:
    """FaceLandmarker of mediapipe.tasks in video mode, which steadies with One-Euro as it is shipped.

    `model` is a face_landmarker .task file. Forgets everybody at a new epoch. Raises UserError where the
    package or the file is not there or not fit.
    """

    def __init__(self, model: Path) -> None:
        if find_spec("mediapipe") is None:
            raise UserError("The package mediapipe is not installed: its FaceLandmarker cannot be scored.")
        if not model.is_file():
            raise UserError(f"{model} is no file; expected a face_landmarker .task.")
        self._model = model
        self._landmarker: Any = None
        self._epoch: int | None = None
        self._chatty = True

    def points(self, frame: Frame) -> NDArray[np.float32] | None:
        """The first face's points (478, 2) in picture px, or None where there is none."""
        if frame.epoch != self._epoch:
            self._open()
            self._epoch = frame.epoch
        with quiet(self._chatty):
            from mediapipe import Image, ImageFormat

            picture = Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(frame.rgb))
            # It counts in whole milliseconds, and wants each to be later than the one before.
            answer = self._landmarker.detect_for_video(picture, frame.t_ns // 1_000_000)
        self._chatty = self._chatty and not answer.face_landmarks  # after its first face it has said all
        if not answer.face_landmarks:
            return None
        flat = np.array([(mark.x, mark.y) for mark in answer.face_landmarks[0]], np.float32)
        if len(flat) != FACE_POINTS:
            raise UserError(f"{self._model} gives {len(flat)} landmarks; expected {FACE_POINTS}.")
        return flat * np.array([frame.width, frame.height], np.float32)

    def close(self) -> None:
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None

    def _open(self) -> None:
        self.close()
        self._chatty = True
        try:
            with quiet():
                from mediapipe.tasks.python import vision
                from mediapipe.tasks.python.core.base_options import BaseOptions

                self._landmarker = vision.FaceLandmarker.create_from_options(
                    vision.FaceLandmarkerOptions(
                        base_options=BaseOptions(model_asset_buffer=self._model.read_bytes()),
                        running_mode=vision.RunningMode.VIDEO,
                        num_faces=1,
                    )
                )
        except Exception as problem:  # it fails in many ways: missing libraries, a file of another kind
            raise UserError(f"{self._model} cannot be used: {problem}.") from None

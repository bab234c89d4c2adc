"""MediaPipe's newer face landmarker with its own One-Euro filter, as a peer to score ours against."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ..core.errors import UserError
from ..core.face import FACE_POINTS
from ..core.frame import Frame
from ..vision.mediapipe_face import quiet
from .tracks import Track, TrackTaker


class LandmarkerV2:
    """FaceLandmarker of mediapipe.tasks in video mode, which steadies with One-Euro as it is shipped.

    `model` is a face_landmarker .task file. Nothing is known of the points before steadying, so raw are those
    that are shown; nor of a pose. Raises UserError where the package or the file is not there or not fit.
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
        self._taker = TrackTaker(knows_raw=False)

    def take(self, frame: Frame) -> None:
        if frame.epoch != self._epoch:
            self._open()
            self._epoch = frame.epoch
        with quiet(self._chatty):
            from mediapipe import Image, ImageFormat

        picture = Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(frame.rgb))
        began_ns = time.perf_counter_ns()
        # It counts in whole milliseconds, and wants each to be later than the one before.
        with quiet(self._chatty):
            answer = self._landmarker.detect_for_video(picture, frame.t_ns // 1_000_000)
        ms = (time.perf_counter_ns() - began_ns) * 1e-6
        self._chatty = self._chatty and not answer.face_landmarks  # after its first face it has said all
        if not answer.face_landmarks:
            self._taker.take_nobody(frame, ms)
            return
        flat = np.array([(mark.x, mark.y) for mark in answer.face_landmarks[0]], np.float32)
        points = flat * np.array([frame.width, frame.height], np.float32)
        if points.shape != (FACE_POINTS, 2):
            raise UserError(f"{self._model} gives {len(points)} landmarks; expected {FACE_POINTS}.")
        self._taker.take_points(frame, points, points, ms=ms)

    def track(self) -> Track:
        return self._taker.track()

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

"""Real models, real pictures, and the stages strung together as the app does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.frame import Frame
from app.core.ports import Provider
from app.core.tracks import FaceTrack
from app.stages.crop import CropParams, CropState, next_crops
from app.stages.stabilise import SteadyParams, SteadyState, stabilise
from app.stages.track import Plan, TrackParams, TrackState, associate, plan
from app.vision.cv import cv2
from app.vision.registry import create_provider

ASTRONAUT = Path(__file__).resolve().parents[2] / "resources" / "face" / "astronaut.png"
Rgb = NDArray[np.uint8]


class Follow:
    """The stages from request to crop over a provider; keeps what it saw."""

    def __init__(self, provider: Provider, *, max_subjects: int = 1, method: str = "one-euro") -> None:
        self._provider = provider
        self._max_subjects = max_subjects
        self._steady_params = SteadyParams(method=method)
        self._track, self._crop, self._steady = TrackState(), CropState(), SteadyState()
        self.plans: list[Plan] = []

    def __call__(self, frame: Frame, *, still: bool = False) -> tuple[FaceTrack, ...]:
        t_ns, epoch = frame.t_ns, frame.epoch
        planned = plan(
            self._track,
            self._crop.crops,
            t_ns=t_ns,
            epoch=epoch,
            max_subjects=self._max_subjects,
            still=still,
            params=TrackParams(),
        )
        self.plans.append(planned)
        seen = self._provider.observe(frame, planned.request)
        tracks, self._track = associate(self._track, planned, seen, params=TrackParams())
        tracks, self._steady = stabilise(
            self._steady, tracks, t_ns=t_ns, epoch=epoch, params=self._steady_params
        )
        self._crop = next_crops(self._crop, tracks, t_ns=t_ns, epoch=epoch, params=CropParams())
        return tracks


@pytest.fixture(scope="session")
def onnx() -> Iterator[Provider]:
    provider = create_provider("onnx", device="cpu")
    yield provider
    provider.close()


@pytest.fixture(scope="session")
def astronaut() -> Rgb:
    """(512, 512, 3) uint8: one smiling face, about 110 px wide."""
    if not ASTRONAUT.exists():
        pytest.skip("resources/face/astronaut.png is not there")
    return read_rgb(ASTRONAUT)


@pytest.fixture(scope="session")
def webcam(shared_data: Path) -> list[Frame]:
    """The 225 frames of a person talking to a webcam, 640x360."""
    capture = cv2.VideoCapture(str(shared_data / "faces" / "webcam_talking_360p.mp4"))
    rate = capture.get(cv2.CAP_PROP_FPS)
    frames: list[Frame] = []
    while (read := capture.read())[0]:
        index = len(frames)
        rgb = np.asarray(read[1][..., ::-1], np.uint8)
        frames.append(Frame.from_rgb(rgb, t_ns=int(index / rate * 1e9), index=index))
    return frames


@pytest.fixture(scope="session")
def read_gif(shared_data: Path) -> Callable[[str], list[Frame]]:
    def read(name: str) -> list[Frame]:
        from PIL import Image, ImageSequence

        frames: list[Frame] = []
        t_ns = 0
        with Image.open(shared_data / "faces" / name) as gif:
            for picture in ImageSequence.Iterator(gif):
                rgb = np.array(picture.convert("RGB"))
                frames.append(Frame.from_rgb(rgb, t_ns=t_ns, index=len(frames)))
                t_ns += int(picture.info["duration"] * 1e6)
        return frames

    return read


def read_rgb(path: Path) -> Rgb:
    picture = cv2.imread(str(path))
    assert picture is not None, path
    return np.ascontiguousarray(picture[..., ::-1], np.uint8)


def moved(rgb: Rgb, picture_from_source: NDArray[np.float64], width: int, height: int) -> Rgb:
    """The picture under an affine (2, 3) in outer-corner px, edges repeated."""
    matrix = picture_from_source.copy()
    matrix[:, 2] += matrix[:, :2].sum(axis=1) * 0.5 - 0.5
    shrinks = np.linalg.det(matrix[:, :2]) < 0.5
    flags = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(
        cv2.warpAffine(rgb, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def clip_of(pictures: Sequence[Rgb], *, rate: float = 30.0, epoch: int = 0) -> list[Frame]:
    return [
        Frame.from_rgb(rgb, t_ns=int(i / rate * 1e9), index=i, epoch=epoch) for i, rgb in enumerate(pictures)
    ]


def box_width(points: NDArray[np.float32]) -> float:
    return float(np.ptp(points[:, 0]))


def centre_of(points: NDArray[np.float32]) -> NDArray[np.float32]:
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return np.asarray((low + high) / 2.0)

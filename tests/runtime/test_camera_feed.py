"""The virtual camera: what is missing is said; what is there gets the newest picture.

pyvirtualcam needs a driver in the kernel, so its frames go to a stand-in here; that it or its driver is
missing is tested for real.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType

import numpy as np
import pytest

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.scene import Scene
from app.runtime.camera_feed import CameraFeed
from app.runtime.pipeline import FrameResult
from app.sinks.virtual_camera import VirtualCamera


class StandIn:
    """pyvirtualcam.Camera as far as it is used."""

    opened: StandIn | None = None
    fails_after = 10**9

    def __init__(self, *, width: int, height: int, fps: float) -> None:
        self.width, self.height, self.fps = width, height, fps
        self.device = "/dev/video9"
        self.sent: list[np.ndarray] = []
        self.closed = False
        type(self).opened = self

    def send(self, rgb: np.ndarray) -> None:
        assert rgb.shape == (self.height, self.width, 3) and rgb.flags.c_contiguous
        if len(self.sent) >= self.fails_after:
            raise RuntimeError("the device went away")
        self.sent.append(rgb.copy())

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> type[StandIn]:
    library = ModuleType("pyvirtualcam")
    library.Camera = StandIn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyvirtualcam", library)
    monkeypatch.setattr(StandIn, "opened", None)
    return StandIn


@pytest.fixture
def feed() -> Iterator[CameraFeed]:
    made = CameraFeed(frame_rate=25.0)
    yield made
    made.stop()


def show(feed: CameraFeed, shade: int, size: tuple[int, int] = (64, 48)) -> None:
    rgb = np.full((size[1], size[0], 3), shade, np.uint8)
    frame = Frame.from_rgb(rgb)
    result = FrameResult(frame, 0, (), (), Scene(frame), {}, "onnx", "CPU")
    if feed.wants(result):
        feed.take(result, rgb)


def wait(for_what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20.0
    while not for_what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_the_newest_picture_goes_out_and_goes_on_while_nothing_comes(
    stand_in: type[StandIn], feed: CameraFeed
) -> None:
    show(feed, 40)
    wait(lambda: feed.state.sent >= 2)  # once more without a new one
    show(feed, 90)
    camera = stand_in.opened
    assert camera is not None
    wait(lambda: camera.sent[-1][0, 0, 0] == 90)
    assert (camera.width, camera.height, camera.fps) == (64, 48, 25.0)
    assert feed.state.device == "/dev/video9"
    feed.stop()
    assert camera.closed and feed.state.ended and feed.state.problem == ""


def test_another_size_is_fitted_into_the_first_one(stand_in: type[StandIn], feed: CameraFeed) -> None:
    show(feed, 200)
    wait(lambda: feed.state.sent)
    show(feed, 201, size=(48, 64))
    camera = stand_in.opened
    assert camera is not None
    wait(lambda: camera.sent[-1][24, 32, 0] == 201)
    assert camera.sent[-1][24, 2, 0] == 0


def test_a_driver_that_gives_up_is_a_sentence(
    stand_in: type[StandIn], monkeypatch: pytest.MonkeyPatch, feed: CameraFeed
) -> None:
    monkeypatch.setattr(StandIn, "fails_after", 1)
    show(feed, 40)
    wait(lambda: feed.state.ended)
    assert "takes no more pictures" in feed.state.problem
    assert stand_in.opened is not None and stand_in.opened.closed


def test_without_the_package_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, feed: CameraFeed
) -> None:
    monkeypatch.setitem(sys.modules, "pyvirtualcam", None)  # as Python marks what cannot be imported
    show(feed, 40)
    wait(lambda: feed.state.ended)
    assert "pip install pyvirtualcam" in feed.state.problem


def test_the_package_is_no_part_of_what_is_installed_by_itself() -> None:
    """The real import, in this environment."""
    try:
        import pyvirtualcam  # noqa: F401
    except ImportError:
        with pytest.raises(UserError, match="pip install pyvirtualcam"):
            VirtualCamera(size=(64, 48), frame_rate=25.0)
    else:
        pytest.skip("pyvirtualcam is installed here")


def test_without_a_driver_one_sentence_says_what_to_install() -> None:
    pytest.importorskip("pyvirtualcam", reason="the package is an extra")
    try:
        camera = VirtualCamera(size=(64, 48), frame_rate=25.0)
    except UserError as problem:
        assert "install" in str(problem) and "\n" not in str(problem)
    else:
        camera.close()
        pytest.skip("there is a driver here")

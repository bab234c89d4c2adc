"""Cameras that are plugged in and give nothing right, and cameras let go of and taken again."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.sources import camera as camera_module
from app.sources import grabber
from app.sources.camera import CameraSource
from app.sources.held import held_cameras
from app.sources.picture_watch import PictureWatch

from .test_camera import MS, Camera, Clock, desk, until  # noqa: F401  (a fixture)

SECOND = 1000 * MS


def noise(seed: int, level: int = 90) -> np.ndarray:
    return np.random.default_rng(seed).integers(level, level + 9, (96, 128, 3), dtype=np.uint8)


def watched(pictures: list[np.ndarray], *, every_ms: int = 33) -> list[str]:
    """The remark after each picture."""
    watch, said = PictureWatch("Cam"), []
    for index, rgb in enumerate(pictures):
        watch.look(rgb, index * every_ms * MS, opened=index == 0)
        said.append(watch.remark)
    return said


def test_a_picture_that_repeats_itself_is_remarked_within_two_seconds_and_until_it_moves() -> None:
    said = watched([noise(index) for index in range(10)] + [noise(9)] * 80 + [noise(99)])
    first = next(index for index, text in enumerate(said) if text)
    assert 1.4 < (first - 9) * 0.033 < 2.0
    assert "same picture" in said[first]
    assert said[-2] and said[-1] == ""


def test_black_is_remarked_and_a_dark_room_is_not() -> None:
    assert "black" in watched([noise(index, level=0) for index in range(70)])[-1]
    dark = [noise(index, level=4) for index in range(70)]
    for picture in dark:
        picture[:20, :20] = 120  # a screen in it
    assert set(watched(dark)) == {""}


def test_another_size_is_told_for_a_while() -> None:
    said = watched([noise(0)] * 2 + [noise(index)[:48] for index in range(1, 200)])
    assert said[2] == "Camera Cam gives 128 x 48 pictures now." and said[-1] == ""


def test_a_camera_is_let_go_of_and_taken_again_in_its_mode(desk) -> None:  # noqa: F811
    camera, open_it = desk
    source = open_it()
    last = until(source, lambda a: isinstance(a, Frame))
    assert "Desk cam" in held_cameras()
    source.let_go()
    source.let_go()
    answer = source.read()
    assert isinstance(answer, Missing) and answer.passing
    wait_for(lambda: camera.released == 1)
    assert "Desk cam" not in held_cameras()
    pictures = camera.pictures
    source.take()
    source.take()
    back = until(source, lambda a: isinstance(a, Frame) or not a.passing)
    assert isinstance(back, Frame), "nothing is said of the moment that the opening takes"
    assert back.epoch == last.epoch + 1 and back.t_ns > last.t_ns and back.index == last.index + 1
    assert camera.openings == 2 and source.info.frame_rate == pytest.approx(30, rel=0.1)
    # Without timing every mode again, which would keep a person waiting.
    assert camera.pictures - pictures < 8


def test_a_hanging_camera_is_tried_again_less_and_less_often(
    desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(camera_module, "_READ_WAIT_S", 0.02)
    camera, open_it = desk
    source = open_it()
    until(source, lambda a: isinstance(a, Frame))
    camera.stuck.set()
    time.sleep(0.05)
    for _ in range(40):  # an hour and more
        source.read()
        camera.clock.now_ns += 100 * SECOND
    grabbing = [thread for thread in threading.enumerate() if thread.name == "camera grab"]
    assert 3 <= len(grabbing) <= 16
    camera.let_go.set()
    camera.stuck.clear()


def test_waiting_for_a_camera_ends_when_nobody_wants_it_any_more() -> None:
    camera, wanted = Camera(Clock()), [True, True, False]
    camera.stuck.set()
    with pytest.raises(UserError):
        CameraSource("Slow cam", camera.open, open_timeout_s=1e9, wanted=lambda: wanted.pop(0))
    camera.let_go.set()
    wait_for(lambda: "Slow cam" not in held_cameras())


def test_whatever_a_driver_raises_or_returns_is_a_picture_that_did_not_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grabber, "_REOPEN_PAUSE_S", 0.01)
    faults: list[object] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    camera = Camera(Clock())
    wrong: list[object] = []

    class Wild:
        def __init__(self) -> None:
            self._inner = Camera(camera.clock).open()

        def __getattr__(self, name: str) -> object:
            return getattr(self._inner, name)

        def read(self) -> object:
            if not wrong:
                return self._inner.read()
            if isinstance(wrong[0], Exception):
                raise wrong[0]
            time.sleep(0.001)
            camera.clock.now_ns += 33 * MS
            return wrong[0]

    source = CameraSource("Wild cam", Wild, clock=camera.clock)
    try:
        for bad in (RuntimeError("driver"), np.zeros((4, 0, 3), np.uint8), np.zeros((4, 4), np.uint8)):
            wrong.append(bad)
            answer = until(source, lambda a: isinstance(a, Missing) and not a.passing)
            assert answer.reason == "Camera Wild cam gives no picture, trying again."
            wrong.clear()
            until(source, lambda a: isinstance(a, Frame))
    finally:
        source.close()
    assert faults == []


def wait_for(what, timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)

"""The real grab loop on a scripted device: the newest frame, a vanished camera, a stuck driver."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import UserError
from app.core.frame import Frame
from app.core.missing import Missing
from app.sources import camera as camera_module
from app.sources import devices, grabber, open_source
from app.sources.camera import CameraSource, find_camera
from app.sources.devices import CameraName, Mode, v4l2_names
from app.sources.grabber import choose_mode
from app.sources.held import held_cameras

MS = 1_000_000


@dataclass
class Clock:
    """Nanoseconds that only move when told to."""

    now_ns: int = 10**12

    def __call__(self) -> int:
        return self.now_ns


@dataclass
class Camera:
    """A camera on a desk: plugged in or not, alive or stuck. `rates` is what each mode really delivers."""

    clock: Clock
    rates: dict[tuple[str, int], float] = field(default_factory=dict)
    default_rate: float = 30.0
    plugged: bool = True
    stuck: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    stale: bool = False
    present: bool = True
    drops: deque[int] = field(default_factory=deque)
    openings: int = 0
    released: int = 0
    pictures: int = 0

    def open(self) -> ScriptedDevice | None:
        if not self.plugged:
            return None
        self.openings += 1
        return ScriptedDevice(self)


class ScriptedDevice:
    """What the grab loop sees of a Camera; takes a little real time for each picture, like any driver."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._mode = Mode("YUYV", 640, 480, 30.0)

    def configure(self, mode: Mode) -> Mode:
        self._mode = mode
        return mode

    def read(self) -> NDArray[np.uint8] | None:
        camera = self._camera
        if camera.stuck.is_set():
            camera.let_go.wait(20.0)
            return None
        time.sleep(0.002)
        rate = camera.rates.get((self._mode.fourcc, self._mode.width), camera.default_rate)
        camera.clock.now_ns += round(1e9 / rate)
        if not camera.plugged and not camera.stale:
            return None
        camera.pictures += 1
        if camera.drops and camera.drops[0] == camera.pictures:
            camera.drops.popleft()
            return None
        return np.full((self._mode.height // 16, self._mode.width // 16, 3), camera.pictures % 256, np.uint8)

    def present(self) -> bool:
        return self._camera.present

    def release(self) -> None:
        self._camera.released += 1


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Camera, Callable[[], CameraSource]]]:
    """A camera and a way to open it as a source, closed at the end."""
    monkeypatch.setattr(grabber, "_REOPEN_PAUSE_S", 0.01)
    camera = Camera(Clock())
    opened: list[CameraSource] = []

    def open_it() -> CameraSource:
        opened.append(CameraSource("Desk cam", camera.open, clock=camera.clock))
        return opened[-1]

    yield camera, open_it
    camera.let_go.set()
    for source in opened:
        source.close()


def until(source: CameraSource, wanted: Callable[[Frame | Missing | None], bool], tries: int = 3000):
    """Reads until an answer is as wanted."""
    for _ in range(tries):
        answer = source.read()
        if wanted(answer):
            return answer
        time.sleep(0.001)
    raise AssertionError("it never came")


def test_frames_rise_and_only_the_newest_is_kept(desk) -> None:
    camera, open_it = desk
    source = open_it()
    first = until(source, lambda a: isinstance(a, Frame))
    before = camera.pictures
    while camera.pictures < before + 20:
        time.sleep(0.002)
    newest = until(source, lambda a: isinstance(a, Frame))
    # The number tells how many were left out; a picture may come between the count and the reading.
    assert newest.index >= first.index + 15
    assert newest.t_ns >= first.t_ns + 15 * 33 * MS
    assert newest.epoch == first.epoch == 0
    assert source.info.live and not source.info.seekable


def test_a_single_lost_picture_is_no_loss_of_the_camera(desk) -> None:
    camera, open_it = desk
    source = open_it()
    camera.drops.extend([camera.pictures + 3, camera.pictures + 9])
    for _ in range(15):
        assert until(source, lambda a: isinstance(a, Frame)).epoch == 0
    assert camera.openings == 1


def test_unplugged_is_said_and_plugged_in_again_is_a_new_epoch(desk) -> None:
    camera, open_it = desk
    source = open_it()
    last = until(source, lambda a: isinstance(a, Frame))
    camera.plugged = False
    missing = until(source, lambda a: isinstance(a, Missing) and "is gone" in a.reason)
    assert missing.reason == "Camera Desk cam is gone, waiting for it to come back."
    assert camera.released == 1
    camera.plugged = True
    back = until(source, lambda a: isinstance(a, Frame))
    assert back.epoch == last.epoch + 1
    assert back.index > last.index and back.t_ns > last.t_ns


def test_a_driver_that_repeats_its_last_picture_after_the_plug_is_pulled_is_found_out(desk) -> None:
    camera, open_it = desk
    source = open_it()
    camera.plugged, camera.stale, camera.present = False, True, False
    assert "is gone" in until(source, lambda a: isinstance(a, Missing) and "gone" in a.reason).reason
    camera.stale = False
    camera.plugged = camera.present = True
    assert until(source, lambda a: isinstance(a, Frame)).epoch == 1


def test_a_stuck_driver_is_left_to_itself_and_another_thread_tries(desk) -> None:
    camera, open_it = desk
    source = open_it()
    until(source, lambda a: isinstance(a, Frame))
    camera.stuck.set()
    time.sleep(0.05)
    until(source, lambda a: isinstance(a, Missing))
    camera.clock.now_ns += 2 * 10**9
    assert (
        until(source, lambda a: isinstance(a, Missing)).reason == "Camera Desk cam does not answer, waiting."
    )
    camera.clock.now_ns += 10 * 10**9
    camera.stuck.clear()  # the next opening works; the first thread still hangs in its read
    assert until(source, lambda a: isinstance(a, Frame)).epoch >= 1
    assert camera.openings == 2


def test_close_releases_at_once_and_reading_goes_on_without_a_crash(desk) -> None:
    camera, open_it = desk
    source = open_it()
    source.close()
    assert camera.released == 1
    source.close()
    assert source.read() is None


def test_a_camera_that_opens_when_nobody_waits_any_more_is_let_go_of_at_once() -> None:
    camera, asked, opens = Camera(Clock()), threading.Event(), threading.Event()

    def open_slowly() -> ScriptedDevice | None:
        asked.set()
        opens.wait(20.0)
        return camera.open()

    late = grabber.Grabber("Slow cam", open_slowly, clock=camera.clock)
    assert asked.wait(20.0)
    late.stop()
    opens.set()
    assert late.wait_released(20.0)
    assert (camera.openings, camera.pictures, camera.released) == (1, 0, 1)


def test_close_does_not_wait_for_a_stuck_driver(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "_RELEASE_WAIT_S", 0.05)
    camera, open_it = desk
    source = open_it()
    camera.stuck.set()
    time.sleep(0.05)
    source.close()
    assert source.read() is None
    camera.let_go.set()
    for _ in range(500):
        if camera.released:
            break
        time.sleep(0.002)
    assert camera.released == 1


def test_a_camera_that_is_not_there_is_refused(desk) -> None:
    camera, open_it = desk
    camera.plugged = False
    with pytest.raises(UserError, match="Desk cam cannot be opened"):
        open_it()


def test_a_camera_without_pictures_is_refused() -> None:
    camera = Camera(Clock())
    camera.stuck.set()
    with pytest.raises(UserError, match="gives no picture"):
        CameraSource("Desk cam", camera.open, clock=camera.clock, open_timeout_s=0.1)
    camera.let_go.set()


@pytest.mark.parametrize(
    ("rates", "chosen"),
    [
        ({}, ("MJPG", 1280)),
        ({("MJPG", 1280): 5.0}, ("YUYV", 1280)),
        ({("MJPG", 1280): 5.0, ("YUYV", 1280): 10.0}, ("MJPG", 640)),
        ({("MJPG", 1280): 14.9, ("YUYV", 1280): 8, ("MJPG", 640): 15, ("YUYV", 640): 15}, ("MJPG", 1280)),
        ({("MJPG", 1280): 5, ("YUYV", 1280): 8, ("MJPG", 640): 20, ("YUYV", 640): 12}, ("MJPG", 640)),
    ],
)
def test_the_mode_is_chosen_by_what_it_really_delivers(rates, chosen) -> None:
    camera = Camera(Clock(), rates=rates)
    device = camera.open()
    assert device is not None
    mode, rate = choose_mode(device, camera.clock)
    assert (mode.fourcc, mode.width) == chosen
    assert rate == pytest.approx(rates.get(chosen, 30.0), rel=0.01)


def test_choosing_takes_bounded_time_however_slow_the_camera() -> None:
    camera = Camera(Clock(), default_rate=2.0)
    device = camera.open()
    assert device is not None
    start_ns = camera.clock()
    _, rate = choose_mode(device, camera.clock)
    assert camera.clock() - start_ns <= 4 * 1300 * MS
    assert rate == pytest.approx(2.0, rel=0.3)


CAMERAS = (
    CameraName(0, "Integrated Camera"),
    CameraName(2, "Logitech BRIO"),
    CameraName(4, "Logitech BRIO #2"),
)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [("0", 0), ("2", 2), ("", 0), ("logitech brio", 2), ("integrated", 0), ("#2", 4)],
)
def test_cameras_are_found_by_index_and_name(wanted: str, index: int) -> None:
    assert find_camera(wanted, CAMERAS).index == index


@pytest.mark.parametrize(
    ("wanted", "cameras", "said"),
    [
        ("1", CAMERAS, r"no camera 1; there is camera:0 \(Integrated Camera\)"),
        ("logi", CAMERAS, "choose one by its number"),
        ("0", (), "no camera is plugged in"),
        ("²", CAMERAS, "no camera ²"),
    ],
)
def test_a_camera_that_is_not_found_is_answered_with_those_there_are(wanted, cameras, said) -> None:
    with pytest.raises(UserError, match=said):
        find_camera(wanted, cameras)


def test_linux_lists_one_node_of_each_camera_by_name(tmp_path: Path) -> None:
    nodes = [
        ("video0", "HD Cam", 0),
        ("video1", "HD Cam", 1),
        ("video10", "HD Cam", 0),
        ("video2", "BRIO", 0),
    ]
    for node, name, index in nodes:
        (tmp_path / node).mkdir()
        (tmp_path / node / "name").write_text(f"{name}\n")
        (tmp_path / node / "index").write_text(f"{index}\n")
    (tmp_path / "video3").mkdir()
    assert v4l2_names(tmp_path) == (
        CameraName(0, "HD Cam"),
        CameraName(2, "BRIO"),
        CameraName(10, "HD Cam #2"),
    )
    assert v4l2_names(tmp_path / "absent") == ()


def test_a_layer_that_knows_better_may_name_the_cameras() -> None:
    devices.use_camera_names(lambda: [CameraName(90, "Virtual")])
    try:
        assert devices.camera_names() == (CameraName(90, "Virtual"),)
        with pytest.raises(UserError, match="Virtual"):
            open_source("camera:91")
    finally:
        devices.use_camera_names(None)


def test_where_cameras_cannot_be_listed_a_number_opens_just_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def open_none(index: int) -> None:
        tried.append(index)

    monkeypatch.setattr(camera_module, "listed_cameras", lambda: None)
    monkeypatch.setattr(camera_module, "open_cv_device", open_none)
    with pytest.raises(UserError, match="Camera 5 cannot be opened: it is not there"):
        open_source("camera:5")
    assert set(tried) == {5}


def test_a_camera_that_is_tried_for_the_list_is_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    on: list[tuple[str, ...]] = []

    def open_next(index: int) -> ScriptedDevice | None:
        on.append(held_cameras())
        return Camera(Clock()).open() if index < 1 else None

    monkeypatch.setattr(devices, "listed_cameras", lambda: None)
    monkeypatch.setattr(devices, "open_cv_device", open_next)
    assert devices.camera_names() == (CameraName(0, "Camera 0"),)
    assert on == [("Camera 0",), ("Camera 1",)]
    assert held_cameras() == ()


def test_a_machine_without_cameras_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "camera_names", lambda: ())
    monkeypatch.setattr(camera_module, "listed_cameras", lambda: ())
    with pytest.raises(UserError, match=r"There is no camera 0: no camera is plugged in"):
        open_source("camera:0")


def test_a_camera_that_is_away_is_not_mistaken_for_the_one_at_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(camera_module, "open_cv_device", opened.append)
    open_device = camera_module.device_opener(CameraName(0, "Desk"))
    present: list[CameraName] = []
    devices.use_camera_names(lambda: present)
    try:
        for now in ([CameraName(0, "Desk")], [CameraName(0, "Lid")], [], [CameraName(4, "Desk")]):
            present[:] = now
            open_device()
    finally:
        devices.use_camera_names(None)
    assert opened == [0, 4]

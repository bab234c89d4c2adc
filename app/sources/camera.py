"""A live camera as a source: survives being unplugged and plugged in again."""

from __future__ import annotations

import time
from dataclasses import replace

from ..core.camera import Intrinsics
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source, SourceInfo
from .devices import (
    CameraName,
    CaptureDevice,
    OpenDevice,
    camera_names,
    listed_cameras,
    open_cv_device,
)
from .grabber import Clock, Grabber
from .registry import OpenOptions, source

# So slow a camera in the dark still gives a picture at each read; closing interrupts the wait.
_READ_WAIT_S = 0.25
# Media Foundation may take this long; a device that is not there answers at once.
_OPEN_TIMEOUT_S = 20.0
# Longer than any exposure: an older newest picture means that the camera stands still.
_STALE_NS = 2_000_000_000
# A driver that has kept the grab thread this long is left to itself and a new thread tries afresh.
_STUCK_NS = 6_000_000_000
_RELEASE_WAIT_S = 0.5


@source("camera")
def open_camera(rest: str, options: OpenOptions) -> Source:
    """`camera:NAME-OR-INDEX`; a name may be shortened as long as it is clear. Raises UserError."""
    wanted = rest.strip() or "0"
    if wanted.isdecimal() and listed_cameras() is None:
        camera = CameraName(int(wanted), f"Camera {wanted}")
    else:
        camera = find_camera(wanted, camera_names())
    return CameraSource(camera.name, device_opener(camera))


def find_camera(wanted: str, cameras: tuple[CameraName, ...]) -> CameraName:
    """By index, by exact name, or by a part of the name that fits only one. Raises UserError."""
    wanted = wanted.strip() or "0"
    known = ", ".join(f"camera:{c.index} ({c.name})" for c in cameras)
    if not cameras:
        raise UserError(f"There is no camera {wanted}: no camera is plugged in, or none may be used.")
    if wanted.isdecimal():
        fitting = [c for c in cameras if c.index == int(wanted)]
    else:
        fitting = [c for c in cameras if c.name.casefold() == wanted.casefold()]
        fitting = fitting or [c for c in cameras if wanted.casefold() in c.name.casefold()]
    if not fitting:
        raise UserError(f"There is no camera {wanted}; there is {known}.")
    if len(fitting) > 1:
        raise UserError(f"Several cameras are called {wanted}: {known}; choose one by its number.")
    return fitting[0]


def device_opener(camera: CameraName) -> OpenDevice:
    """Opens a camera by its name, wherever it is plugged in now; by its index where there are none."""

    def open_device() -> CaptureDevice | None:
        listed = listed_cameras()
        if listed is None:
            return open_cv_device(camera.index)
        # Never by the index of a camera that is away: another one may have taken its place.
        here = next((c for c in listed if c.name == camera.name), None)
        return None if here is None else open_cv_device(here.index)

    return open_device


class CameraSource:
    """Live frames of one camera, always the newest; each time it comes back begins a new epoch.

    `t_ns` counts from the opening, by `clock` (nanoseconds, monotonic), and is the time of arrival.
    Raises UserError when no picture arrives after opening.
    """

    def __init__(
        self,
        name: str,
        open_device: OpenDevice,
        *,
        clock: Clock = time.monotonic_ns,
        open_timeout_s: float = _OPEN_TIMEOUT_S,
    ) -> None:
        self._name = name
        self._open_device = open_device
        self._clock = clock
        self._start_ns = clock()
        self._grabber = Grabber(open_device, clock=clock)
        if not self._grabber.wait_first(open_timeout_s):
            away = self._grabber.away
            self._grabber.stop()
            why = "it is not there or another program uses it" if away else "it gives no picture"
            raise UserError(f"Camera {name} cannot be opened: {why}.")
        first = self._grabber.wait_newer(0, 0.0)
        assert first is not None, "wait_first said that there is one"
        height, width = first.rgb.shape[:2]
        self._info = SourceInfo(name=name, width=width, height=height, live=True)
        self._closed = False
        self._serial = 0
        self._index = 0
        self._epoch = 0
        self._last_key = (first.opening, first.rgb.shape)
        self._last_t_ns = -1
        self._last_picture_ns = clock()

    @property
    def info(self) -> SourceInfo:
        mode, rate = self._grabber.mode, self._grabber.rate
        detail = f"{mode.fourcc} {mode.width}x{mode.height}, {rate:.0f} frames a second" if mode else ""
        return replace(self._info, frame_rate=round(rate, 2) or None, detail=detail)

    def read(self) -> Frame | Missing | None:
        if self._closed:
            return None
        grabbed = self._grabber.wait_newer(self._serial, _READ_WAIT_S)
        if self._closed:
            return None
        now_ns = self._clock()
        if grabbed is None:
            return self._nothing_new(now_ns)
        self._last_picture_ns = now_ns
        self._serial = grabbed.serial
        key = (grabbed.opening, grabbed.rgb.shape)
        if key != self._last_key:
            self._last_key = key
            self._epoch += 1
        height, width = grabbed.rgb.shape[:2]
        self._info = replace(self._info, width=width, height=height)
        # A coarse clock may give two pictures the same time.
        t_ns = max(grabbed.at_ns - self._start_ns, self._last_t_ns + 1)
        self._last_t_ns = t_ns
        index, self._index = self._index, self._index + 1
        return Frame(self._epoch, t_ns, index, grabbed.rgb, Intrinsics.from_vertical_fov(width, height))

    def close(self) -> None:
        """Releases the camera: at once unless the driver holds it, and then as soon as it lets go."""
        if not self._closed:
            self._closed = True
            self._grabber.stop()
            self._grabber.wait_released(_RELEASE_WAIT_S)

    def _nothing_new(self, now_ns: int) -> Missing:
        age_ns = now_ns - self._last_picture_ns
        if not self._grabber.away and age_ns > _STUCK_NS:
            self._start_afresh(now_ns)
        if self._grabber.away or age_ns > _STALE_NS:
            return Missing(f"Camera {self._name} is gone, waiting for it to come back.")
        return Missing(f"Camera {self._name} has no new picture yet.")

    def _start_afresh(self, now_ns: int) -> None:
        self._grabber.stop()
        self._grabber = Grabber(self._open_device, clock=self._clock, first_opening=self._grabber.opening + 1)
        self._serial = 0
        # The wait for the new thread starts now; the message stays the same while nothing comes.
        self._last_picture_ns = now_ns - _STALE_NS

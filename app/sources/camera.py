"""A live camera as a source: survives being unplugged and plugged in again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from ..core.camera import Intrinsics
from ..core.errors import UserError
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import Source, SourceInfo
from .devices import (
    CameraName,
    CaptureDevice,
    Mode,
    OpenDevice,
    camera_names,
    listed_cameras,
    open_cv_device,
)
from .grabber import GONE, Clock, Grabbed, Grabber
from .picture_watch import PictureWatch
from .registry import OpenOptions, source

# So slow a camera in the dark still gives a picture at each read; closing interrupts the wait.
_READ_WAIT_S = 0.25
# Media Foundation may take this long; a device that is not there answers at once.
_OPEN_TIMEOUT_S = 20.0
# Longer than any exposure, and short enough for a line within two seconds: the camera stands still.
_STALE_NS = 1_500_000_000
# A driver that has kept the grab thread this long is left to itself and a new thread tries afresh; each
# further try waits twice as long, so that an hour of silence leaves a few threads and not hundreds.
_STUCK_NS, _MOST_PATIENCE_NS = 6_000_000_000, 600_000_000_000
_RELEASE_WAIT_S = 0.5


@source("camera")
def open_camera(rest: str, options: OpenOptions) -> Source:
    """`camera:NAME-OR-INDEX`; a name may be shortened as long as it is clear. Raises UserError."""
    wanted = rest.strip() or "0"
    if wanted.isdecimal() and listed_cameras() is None:
        camera = CameraName(int(wanted), f"Camera {wanted}")
    else:
        camera = find_camera(wanted, camera_names())
    # The window waits for a slow camera for as long as nobody chooses another source.
    patience_s = math.inf if options.realtime else _OPEN_TIMEOUT_S
    return CameraSource(camera.name, device_opener(camera), open_timeout_s=patience_s, wanted=options.wanted)


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
    Opening waits for the first picture, at most `open_timeout_s` and while it is `wanted`; raises UserError
    when none arrives.
    """

    def __init__(
        self,
        name: str,
        open_device: OpenDevice,
        *,
        clock: Clock = time.monotonic_ns,
        open_timeout_s: float = _OPEN_TIMEOUT_S,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._name = name
        self._open_device = open_device
        self._clock = clock
        self._start_ns = clock()
        self._grabber = Grabber(name, open_device, clock=clock)
        first = self._first(open_timeout_s, wanted)
        height, width = first.rgb.shape[:2]
        self._info = SourceInfo(name=name, width=width, height=height, live=True)
        self._watch = PictureWatch(name)
        self._closed = False
        self._taken = True
        self._serial = 0
        self._index = 0
        self._epoch = 0
        self._last_key = (first.opening, first.rgb.shape)
        self._last_t_ns = -1
        self._last_picture_ns = clock()
        self._patience_ns = _STUCK_NS

    @property
    def info(self) -> SourceInfo:
        mode, rate = self._grabber.mode, self._grabber.rate
        detail = f"{mode.fourcc} {mode.width}x{mode.height}, {rate:.0f} frames a second" if mode else ""
        return replace(self._info, frame_rate=round(rate, 2) or None, detail=detail)

    @property
    def remark(self) -> str:
        """What cannot be right with the pictures that come; "" when all is well."""
        return self._watch.remark if self._taken else ""

    def read(self) -> Frame | Missing | None:
        if self._closed:
            return None
        if not self._taken:
            return Missing(f"Camera {self._name} has been let go of.", passing=True)
        grabbed = self._grabber.wait_newer(self._serial, _READ_WAIT_S)
        if self._closed:
            return None
        now_ns = self._clock()
        if grabbed is None:
            return self._nothing_new(now_ns)
        self._last_picture_ns = now_ns
        self._patience_ns = _STUCK_NS
        # Pictures that the camera gave and nobody fetched count too, from the first one on.
        self._index += max(grabbed.serial - self._serial - 1, 0) if self._serial else 0
        self._serial = grabbed.serial
        return self._frame(grabbed)

    def let_go(self) -> None:
        """Asks for the release of the camera; returns at once. `held_cameras` tells when it is done."""
        if self._taken and not self._closed:
            self._taken = False
            self._grabber.stop()

    def take(self) -> None:
        """Opens the camera again, in the mode in which it was; returns at once."""
        if not self._taken and not self._closed:
            self._taken = True
            before = self._grabber
            known = None if before.mode is None else (before.mode, before.rate)
            self._replace_grabber(known=known, patient=True)
            self._last_picture_ns = self._clock()

    def close(self) -> None:
        """Releases the camera: at once unless the driver holds it, and then as soon as it lets go."""
        if not self._closed:
            self._closed = True
            self._grabber.stop()
            self._grabber.wait_released(_RELEASE_WAIT_S)

    def _first(self, timeout_s: float, wanted: Callable[[], bool]) -> Grabbed:
        """The first picture, waiting for it. Raises UserError."""
        waited_s = 0.0
        while not self._grabber.wait_first(_READ_WAIT_S):
            waited_s += _READ_WAIT_S
            away = self._grabber.away
            if away or waited_s >= timeout_s or not wanted():
                self._grabber.stop()
                why = "it is not there or another program uses it" if away == GONE else "it gives no picture"
                raise UserError(f"Camera {self._name} cannot be opened: {why}.")
        first = self._grabber.wait_newer(0, 0.0)
        assert first is not None, "wait_first said that there is one"
        return first

    def _frame(self, grabbed: Grabbed) -> Frame:
        key = (grabbed.opening, grabbed.rgb.shape)
        opened = grabbed.opening != self._last_key[0]
        if key != self._last_key:
            self._last_key = key
            self._epoch += 1
        height, width = grabbed.rgb.shape[:2]
        self._info = replace(self._info, width=width, height=height)
        # A coarse clock may give two pictures the same time.
        t_ns = max(grabbed.at_ns - self._start_ns, self._last_t_ns + 1)
        self._last_t_ns = t_ns
        self._watch.look(grabbed.rgb, t_ns, opened=opened or self._index == 0)
        index, self._index = self._index, self._index + 1
        return Frame(self._epoch, t_ns, index, grabbed.rgb, Intrinsics.from_vertical_fov(width, height))

    def _nothing_new(self, now_ns: int) -> Missing:
        away, age_ns = self._grabber.away, now_ns - self._last_picture_ns
        if not away and age_ns > self._patience_ns:
            # A driver may keep each new thread as well: so every further try comes later.
            self._patience_ns = min(2 * self._patience_ns, _MOST_PATIENCE_NS)
            self._last_picture_ns = now_ns - _STALE_NS
            self._replace_grabber(known=None, patient=False)
        if away == GONE:
            return Missing(f"Camera {self._name} is gone, waiting for it to come back.")
        if away:
            return Missing(f"Camera {self._name} gives no picture, trying again.")
        if age_ns > _STALE_NS:
            return Missing(f"Camera {self._name} does not answer, waiting.")
        return Missing(f"Camera {self._name} has no new picture yet.", passing=True)

    def _replace_grabber(self, *, known: tuple[Mode, float] | None, patient: bool) -> None:
        self._grabber.stop()
        self._grabber = Grabber(
            self._name,
            self._open_device,
            clock=self._clock,
            first_opening=self._grabber.opening + 1,
            known=known,
            patient=patient,
        )
        self._serial = 0

"""The grab thread: keeps a camera open and only its newest picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .devices import CaptureDevice, Mode, OpenDevice
from .held import holding, wait_until_free

Clock = Callable[[], int]

# Why a camera gives nothing: it cannot be opened or was unplugged; it is there and no picture comes.
GONE, SILENT = "gone", "silent"

GOOD_RATE = 24.0
_MODES = (
    Mode("MJPG", 1280, 720, 30.0),
    Mode("YUYV", 1280, 720, 30.0),
    Mode("MJPG", 640, 480, 30.0),
    Mode("YUYV", 640, 480, 30.0),
)
# The first pictures after a change of mode come late or in a burst.
_WARM_UP_FRAMES, _TIMED_FRAMES = 3, 8
_MODE_BUDGET_NS = 800_000_000
# A driver drops a single picture now and then; five in a row mean that the device is gone.
_FAILURES_UNTIL_GONE = 5
_FAILURE_PAUSE_S = 0.02
_PRESENCE_CHECK_NS = 500_000_000
_REOPEN_PAUSE_S = 1.0
# A driver that has not let go of a camera by then is tried all the same.
_FREE_WAIT_S = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Grabbed:
    """A picture with the clock's reading when it arrived; `opening` rises each time the device is opened."""

    rgb: NDArray[np.uint8]
    at_ns: int
    serial: int
    opening: int


def measured_rate(device: CaptureDevice, clock: Clock) -> float:
    """Frames per second that really arrive, from the median interval; 0 when too few come in time."""
    deadline = clock() + _MODE_BUDGET_NS
    arrivals: list[int] = []
    for _ in range(_WARM_UP_FRAMES + _TIMED_FRAMES + 1):
        if device.read() is not None:
            arrivals.append(clock())
        if clock() > deadline:
            break
    intervals = np.diff(arrivals[min(_WARM_UP_FRAMES, max(len(arrivals) - 3, 0)) :])
    if len(intervals) == 0:
        return 0.0
    # Pictures waiting in the driver's queue arrive at once; the mean over all tells of those.
    return 1e9 / max(float(np.median(intervals)), float(np.mean(intervals)), 1.0)


def choose_mode(device: CaptureDevice, clock: Clock, modes: Sequence[Mode] = _MODES) -> tuple[Mode, float]:
    """Sets the first mode that reaches GOOD_RATE, else the fastest; returns it as set and its real rate.

    Drivers promise rates that they do not keep (uncompressed 720p over USB 2: 10 a second), so each mode is
    timed, at most 0.8 s each. Modes that the driver turns into another one are timed once.
    """
    tried: dict[tuple[str, int, int], tuple[float, Mode, Mode]] = {}
    for wanted in modes:
        given = device.configure(wanted)
        key = (given.fourcc, given.width, given.height)
        if key in tried:
            continue
        rate = measured_rate(device, clock)
        if rate >= GOOD_RATE:
            return given, rate
        tried[key] = (rate, wanted, given)
    # In the dark every mode is slow: ten percent more is no reason for a smaller picture.
    best = max(rate for rate, _, _ in tried.values())
    rate, wanted, given = next(entry for entry in tried.values() if entry[0] >= 0.9 * best)
    return device.configure(wanted), rate


class Grabber:
    """Owns a device in a daemon thread. Never joined: a driver may keep the thread for ever.

    `open_device` opens (or opens again) the camera and gives None while it is away. A mode that is `known`
    to be good, with its rate, is set without timing it again. `patient`: first waits until the camera called
    `name` has been let go of by whoever had it before.
    """

    def __init__(
        self,
        name: str,
        open_device: OpenDevice,
        *,
        clock: Clock = time.monotonic_ns,
        first_opening: int = 0,
        known: tuple[Mode, float] | None = None,
        patient: bool = True,
    ) -> None:
        self._name = name
        self._open_device = open_device
        self._clock = clock
        self._patient = patient
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._newest: Grabbed | None = None
        self._serial = 0
        self._opening = first_opening - 1
        self._away = ""
        self._known = known
        self.mode: Mode | None = known[0] if known else None
        self.rate = known[1] if known else 0.0
        self._thread = threading.Thread(target=self._run, name="camera grab", daemon=True)
        self._thread.start()

    @property
    def opening(self) -> int:
        """How often the device was opened, counted on from `first_opening`."""
        return self._opening

    @property
    def away(self) -> str:
        """Why there can be no picture just now: GONE, SILENT, or "" while there is none such reason."""
        return self._away

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def wait_newer(self, serial: int, timeout_s: float) -> Grabbed | None:
        """The newest picture if it is newer than `serial`, waiting for it for a while."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stop.is_set() or (self._newest is not None and self._newest.serial > serial),
                timeout_s,
            )
            newest = self._newest
        return newest if newest is not None and newest.serial > serial else None

    def wait_first(self, timeout_s: float) -> bool:
        """Whether a first picture came in time; gives up early when the device cannot be opened at all."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or bool(self._away), timeout_s)
            return self._newest is not None

    def stop(self) -> None:
        """Asks the thread to release the device and end; returns at once."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()

    def wait_released(self, timeout_s: float) -> bool:
        """After `stop`: whether the thread ended in time (it does not while the driver keeps it)."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # -- the thread

    def _run(self) -> None:
        if self._patient:
            wait_until_free(self._name, _FREE_WAIT_S)
        while not self._stop.is_set():
            device = self._opened()
            if device is None:
                self._set_away(GONE)
            elif self._stop.is_set():  # opened for nobody: its light goes out before its modes are timed
                _release(device)
            else:
                with holding(self._name):
                    self._use(device)
            self._stop.wait(_REOPEN_PAUSE_S)

    def _opened(self) -> CaptureDevice | None:
        try:
            return self._open_device()
        except Exception:  # whatever a driver or its wrapper raises: there is no camera to be had
            return None

    def _use(self, device: CaptureDevice) -> None:
        why = SILENT
        try:
            if self._known is None:
                self.mode, self.rate = choose_mode(device, self._clock)
            else:
                device.configure(self._known[0])
            self._opening += 1
            self._grab_until_gone(device)
            why = SILENT if device.present() else GONE
        except Exception:  # likewise; the camera is opened afresh
            why = SILENT
        finally:
            _release(device)
        self._known = None  # what it can do may be different when it is back
        self._set_away(why)

    def _grab_until_gone(self, device: CaptureDevice) -> None:
        failures = 0
        next_check_ns = self._clock() + _PRESENCE_CHECK_NS
        while not self._stop.is_set() and failures < _FAILURES_UNTIL_GONE:
            rgb = device.read()
            now_ns = self._clock()
            if now_ns >= next_check_ns:
                # Some drivers repeat the last picture for ever after the plug is pulled.
                next_check_ns = now_ns + _PRESENCE_CHECK_NS
                if not device.present():
                    return
            if rgb is None or not is_picture(rgb):
                failures += 1
                self._stop.wait(_FAILURE_PAUSE_S)
                continue
            failures = 0
            self._publish(rgb, now_ns)

    def _publish(self, rgb: NDArray[np.uint8], at_ns: int) -> None:
        with self._changed:
            self._serial += 1
            self._newest = Grabbed(np.ascontiguousarray(rgb), at_ns, self._serial, self._opening)
            self._away = ""
            self._changed.notify_all()

    def _set_away(self, why: str) -> None:
        with self._changed:
            if not self._stop.is_set():
                self._away = why
            self._changed.notify_all()


def is_picture(rgb: NDArray[np.uint8]) -> bool:
    """Whether it is (height, width, 3) uint8 and not empty: half a transfer may be anything."""
    return rgb.ndim == 3 and rgb.shape[2] == 3 and rgb.size > 0 and rgb.dtype == np.uint8


def _release(device: CaptureDevice) -> None:
    with suppress(Exception):  # it may be gone already; the handle is the driver's to free
        device.release()

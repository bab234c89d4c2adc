"""Which cameras are plugged in, by name, as it changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ..sources.devices import CameraName, camera_names, listed_cameras
from ..sources.held import held_cameras
from .bridge import Errand
from .desk import Desk
from .language import tr

# A person who plugs a camera in looks for it a moment later; a look costs a few small reads.
_EVERY_MS = 2000

# None: it cannot be told.
Names = tuple[CameraName, ...] | None


class CameraList(QObject):
    """Looks on a thread of its own. `changed`: `cameras` are others now (None before the first look)."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = desk.controller
        self._errand = Errand("lookglass-cameras", self)
        self._looking = False
        self.cameras: Names = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look_if_cheap)

    def start(self) -> None:
        """Begin to look, and go on looking."""
        self._look_if_cheap()
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        self._errand.close()

    def look(self) -> None:
        """Look now, at whatever cost: somebody wants to choose."""
        self._run(_by_any_means)

    def _look_if_cheap(self) -> None:
        self._run(_cheaply)

    def _run(self, names: Callable[[], Names]) -> None:
        if not self._looking:
            self._looking = True
            self._errand.run(names, self._listed, self._not_listed)

    def _not_listed(self) -> None:
        self._looking = False  # the next look may do better

    def _listed(self, cameras: Names) -> None:
        self._looking = False
        if cameras is None or cameras == self.cameras:
            return
        before = None if self.cameras is None else {camera.name for camera in self.cameras}
        self.cameras = cameras
        self.changed.emit()
        new = [camera.name for camera in cameras if before is not None and camera.name not in before]
        info = self._controller.source_info
        if new and not (info is not None and info.live):
            text = tr("{name} has been plugged in; it can be chosen as the source.")
            self._controller.tell(text.format(name=", ".join(new)))


def _cheaply() -> Names:
    try:
        return listed_cameras()
    except (OSError, RuntimeError):  # a system that is busy plugging in; the next look is soon
        return None


def _by_any_means() -> Names:
    """Where the system lists no cameras each is opened to see, but not while one is in use."""
    cameras = _cheaply()
    return camera_names() if cameras is None and not held_cameras() else cameras

"""Notices that files have been written anew."""

from __future__ import annotations

import os
from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal

from .bridge import Errand

# Short enough for a designer who looks up from the other program.
_LOOK_MS = 400
# When a file was written last, its size and its number on the disk; None where it is not there.
_Stamp = tuple[int, int, int] | None


class FileWatch(QObject):
    """Looks at a few files again and again, on a thread. `written` carries those that are others than before.

    Qt's own watcher asks the disk on the window's thread, which stands still where a network drive does, and
    hears nothing of what another computer writes there. Programs write a file in several goes, or put another
    in its place: it counts once it has stayed the same from one look to the next.
    """

    written = Signal(object)

    def __init__(self, errand: Errand, parent: QObject) -> None:
        super().__init__(parent)
        self._errand = errand
        # What is known of each file, and how it looked last.
        self._known: dict[str, _Stamp] = {}
        self._last: dict[str, _Stamp] = {}
        self._looking = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def watch(self, paths: Collection[str]) -> None:
        """These files from now on, and no others."""
        for of in (self._known, self._last):
            for path in of.keys() - set(paths):
                del of[path]
        for path in paths:
            self._last.setdefault(path, None)
        if not paths:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self._look()

    def _look(self) -> None:
        if not self._looking:  # one look at a time: a drive may take minutes to answer
            self._looking = True
            paths = tuple(self._last)
            self._errand.run(lambda: {path: _stamp(path) for path in paths}, self._looked)

    def _looked(self, stamps: dict[str, _Stamp]) -> None:
        self._looking = False
        written = set()
        for path, stamp in stamps.items():
            if path not in self._last:
                continue
            settled, self._last[path] = stamp == self._last[path], stamp
            if path not in self._known:
                self._known[path] = stamp
            elif settled and stamp is not None and stamp != self._known[path]:
                self._known[path] = stamp
                written.add(path)
        if written:
            self.written.emit(frozenset(written))


def _stamp(path: str) -> _Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino

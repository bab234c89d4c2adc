"""After an end that was none: the line that says so, and the way into safe mode and out of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ..store.sentinel import EARLY_S
from .desk import Desk
from .info_bar import InfoBar
from .language import tr
from .sentences import said
from .start import Start


class SafeMode(QObject):
    """Tells what the start was like. `restart_wanted` carries whether the next window is to be a safe one."""

    restart_wanted = Signal(bool)

    def __init__(self, desk: Desk, bar: InfoBar, start: Start) -> None:
        super().__init__(desk.window)
        self._desk, self._start, self._bar = desk, start, bar
        self._kept = Path()
        self._log = desk.actions["help.log-folder"]
        self._restart = desk.actions.add(
            "help.safe-mode", self._restart_text, self._want_restart, menu="help", group=50
        )
        self._show_kept = desk.actions.add(
            "out.show-kept", lambda: tr("Show the &kept recording"), self._open_folder, menu="help", group=50
        )
        self._show_kept.setVisible(False)
        if start.settle is not None:
            QTimer.singleShot(round(EARLY_S * 1000), self, partial(desk.keep, start.settle))

    def tell(self) -> None:
        """Say what there is to say of this start."""
        last_time = self._start.last_time
        if self._start.safe:
            self._bar.tell(_safe_by_itself if last_time.wants_safe_mode else _safe, self._restart, self._log)
        elif last_time.cut_off:
            self._bar.tell(_cut_off, self._restart, self._log)
        if last_time.recordings:
            self._desk.controller.paths.run(partial(_there, last_time.recordings), self._tell_kept)
        for notice in self._start.notices:
            self._bar.tell(lambda notice=notice: said(notice))  # type: ignore[misc]

    def note_recording(self, path: str) -> None:
        """A file is being recorded from now on; "" for none: the next start may have to speak of it."""
        if self._start.note_recording is not None:
            self._desk.keep(partial(self._start.note_recording, path))

    def _tell_kept(self, kept: tuple[Path, ...]) -> None:
        for path in kept:
            self._kept = path
            self._bar.tell(partial(_recording_kept, str(path)), self._show_kept)
        self._show_kept.setVisible(bool(kept))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._kept.parent)))

    def _restart_text(self) -> str:
        return tr("Start &normally") if self._start.safe else tr("Start in &safe mode")

    def _want_restart(self) -> None:
        self.restart_wanted.emit(not self._start.safe)


def _there(paths: tuple[str, ...]) -> tuple[Path, ...]:
    """Those in which there is something; for a thread, since they may lie on another disk."""
    return tuple(path for path in map(Path, paths) if path.is_file() and path.stat().st_size > 0)


def _recording_kept(path: str) -> str:
    return tr("What was being recorded then is kept: {path}").format(path=path)


def _cut_off() -> str:
    return tr("The last time, Lookglass was cut off. In safe mode it starts without anything of that time.")


def _safe() -> str:
    return tr("Safe mode: nothing of last time, no products of your own, and no change is remembered.")


def _safe_by_itself() -> str:
    return tr("Lookglass was cut off twice soon after its start, so this is safe mode: nothing of last time.")

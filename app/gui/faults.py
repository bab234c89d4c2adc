"""A fault anywhere (a slot, a worker, Qt itself) becomes a line in the window and an entry in the log."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ..core.errors import UserError
from ..store.logs import logger
from .controller import Controller
from .language import tr

# The same fault again within this time (a timer's, a frame's) is neither said nor written again.
_QUIET_S = 30.0
_MOST_TOLD = 100
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "critical",
}


class Faults:
    """Listens from when it is made until `restore`, on every thread. The window goes on."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller
        self._told: dict[str, float] = {}
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._in_window
        threading.excepthook = self._in_worker
        self._qt_before: Callable[..., object] | None = qInstallMessageHandler(self._from_qt)

    def restore(self) -> None:
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _in_window(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        self._tell(fault, trace)

    def _in_worker(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            self._tell(told.exc_value, told.exc_traceback)

    def _tell(self, fault: BaseException, trace: TracebackType | None) -> None:
        if self._is_told(f"{type(fault).__name__}: {fault}"):
            return
        # Through the bridge: the fault may be another thread's.
        if isinstance(fault, UserError):
            self._controller.bridge.on_notice(str(fault))
            return
        lines = "".join(traceback.format_exception(type(fault), fault, trace))
        print(lines, file=sys.stderr)
        logger().error("A fault: %s", lines)
        self._controller.bridge.on_notice(tr("Something went wrong inside Lookglass; it goes on."), lines)

    def _is_told(self, text: str) -> bool:
        now_s = time.monotonic()
        last_s = self._told.get(text)
        if last_s is not None and now_s - last_s < _QUIET_S:
            return True
        self._told[text] = now_s
        while len(self._told) > _MOST_TOLD:  # the oldest, which is long over
            del self._told[next(iter(self._told))]
        return False

    def _from_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if self._is_told(f"Qt: {message}"):
            return
        level = _QT_LEVELS.get(kind, "warning")
        if level not in ("debug", "info"):
            print(message, file=sys.stderr)
        getattr(logger(), level)("Qt: %s", message)

"""Starts the window: the application object, the theme, and what happens with faults."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from ..core.document import Document
from ..core.errors import UserError
from ..render.context import open_context
from ..store.appearance import appearance_shelf
from ..store.settings import load_settings
from .controller import Controller
from .language import ENGLISH, choose, find_chinese_fonts
from .main_window import MainWindow
from .theme import apply_theme

# Python hands the interpreter over every 5 ms unless told otherwise; the window then waits behind the
# workers, and so does every GL call of the screen thread (200 calls: 25 ms at worst instead of 4).
_SWITCH_INTERVAL_S = 0.0005


def create_app(argv: Sequence[str] = ()) -> QApplication:
    """The one application object. Raises UserError without a display or OpenGL 3.3."""
    _require_display()
    with open_context():  # nothing can be drawn without: say so before a window opens
        pass
    app = QApplication.instance() or QApplication(["lookglass", *argv])
    assert isinstance(app, QApplication)
    app.setApplicationName("Lookglass")
    app.setApplicationDisplayName("Lookglass")
    apply_theme(app)
    find_chinese_fonts()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    return app


def run_studio(
    document: Document, *, shot: Path | None = None, after_s: float = 2.0, language: str | None = None
) -> int:
    """Open the window on a Document and stay until it is closed; returns the exit code.

    With `shot` it is neither laid out as it was last time nor remembered, so that pictures can be compared.
    `language` ("zh", "en") is this time's; without, the one that was chosen last, and English for a shot.
    Raises UserError when there is no display, no OpenGL 3.3, or no picture to save.
    """
    app = create_app()
    choose(language or (ENGLISH.code if shot else appearance_shelf().load()[0].language))
    controller = Controller(document)
    # The workers load the models while the widgets are made. A shot is of what was asked for or of nothing.
    controller.start(otherwise=None if shot else Document().source)
    try:
        window = MainWindow(controller)
    except BaseException:
        controller.close()
        raise
    faults = Faults(controller)
    window.first_geometry(app.primaryScreen())
    if shot is not None:
        return _run_shot(app, window, shot, after_s, faults)
    from .remember import keep, restore_window

    restore_window(window, load_settings()[0])
    window.closed.connect(lambda: keep(window))
    window.show()
    try:
        return int(app.exec())
    finally:
        faults.restore()
        if window.isVisible():  # Ctrl-C ends the loop only: the workers must go first all the same
            window.close()
        window.deleteLater()


def _run_shot(app: QApplication, window: MainWindow, path: Path, after_s: float, faults: Faults) -> int:
    from .shot import Shot

    taken = Shot(window, path, after_s)
    window.show()
    code = int(app.exec())
    faults.restore()
    window.close()
    if taken.problem is not None:
        raise taken.problem
    return code


class Faults:
    """A fault anywhere becomes a notice with the traceback as its details; the window goes on."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._in_window
        threading.excepthook = self._in_worker

    def restore(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def _in_window(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        self._tell(fault, trace)

    def _in_worker(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._tell(told.exc_value, told.exc_traceback)

    def _tell(self, fault: BaseException, trace: TracebackType | None) -> None:
        if isinstance(fault, UserError):
            self._controller.bridge.on_notice(str(fault))
            return
        lines = "".join(traceback.format_exception(type(fault), fault, trace))
        print(lines, file=sys.stderr)
        # Through the bridge: the fault may be another thread's.
        self._controller.bridge.on_notice("Something went wrong inside Lookglass; it goes on.", lines)


def _require_display() -> None:
    """Qt ends the process where it finds no display, so we look first."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") not in (
        "xcb",
        "wayland",
    ):
        return
    if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("QT_QPA_PLATFORM") != "xcb":
        return
    if not os.environ.get("DISPLAY") or not _x_server_answers():
        raise UserError("There is no display to open a window on; `lookglass render` works without one.")


def _x_server_answers() -> bool:
    name = ctypes.util.find_library("xcb")
    if name is None:
        raise UserError("The window needs libxcb, which is not installed.")
    xcb = ctypes.CDLL(name)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers

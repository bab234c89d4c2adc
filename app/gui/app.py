"""Starts the window: the application object, the theme, and one window after the other."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ..core.document import Document
from ..core.errors import UserError
from ..render.context import open_context
from ..store.appearance import Appearance, appearance_shelf
from ..store.products import catalogue_folders, load_catalogue
from ..store.sentinel import LastTime
from ..store.settings import load_settings
from .appearance_menu import wear
from .controller import Controller
from .faults import Faults
from .language import ENGLISH, choose, find_chinese_fonts
from .main_window import MainWindow
from .memory import keep_little
from .start import Start
from .theme import apply_theme

# Python hands the interpreter over every 5 ms unless told otherwise; the window then waits behind the
# workers, and so does every GL call of the screen thread (200 calls: 25 ms at worst instead of 4).
_SWITCH_INTERVAL_S = 0.0005

# What safe mode opens on: the demo subject, bare, found by the default provider.
_SAFE_DOCUMENT = Document()


def create_app(argv: Sequence[str] = ()) -> QApplication:
    """The one application object. Raises UserError without a display or OpenGL 3.3."""
    keep_little()
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
    document: Document,
    *,
    shot: Path | None = None,
    after_s: float = 2.0,
    language: str | None = None,
    start: Start | None = None,
) -> int:
    """Open the window on a Document and stay until it is closed; returns the exit code.

    With `shot` it is neither laid out as it was last time nor remembered, so that pictures can be compared.
    `language` ("zh", "en") is this time's; without, the one that was chosen last, and English for a shot.
    Raises UserError when there is no display, no OpenGL 3.3, or no picture to save.
    """
    app = create_app()
    appearance, notices = (Appearance(language=ENGLISH.code), ()) if shot else appearance_shelf().load()
    wear(appearance)
    choose(language or appearance.language)
    if shot is not None:
        with _opened(app, document, Start(), otherwise=None) as window:
            return _run_shot(app, window, shot, after_s)
    start = start or Start(settings=load_settings()[0])
    start = replace(start, notices=(*start.notices, *notices))
    with _ending_well(app):
        while True:
            chosen = _SAFE_DOCUMENT if start.safe else document
            with _opened(app, chosen, start, otherwise=Document().source) as window:
                code, again = _run_window(app, window, start)
                if not start.safe:
                    document = window.controller.document
            if again is None:
                return code
            start = replace(start, safe=again, settings=load_settings()[0], last_time=LastTime(), notices=())


@contextmanager
def _opened(
    app: QApplication, document: Document, start: Start, *, otherwise: str | None
) -> Iterator[MainWindow]:
    """A window that is not shown yet, its workers on their way; closed and gone afterwards."""
    catalogue = load_catalogue(catalogue_folders()[:1]) if start.safe else None
    controller = Controller(document, catalogue=catalogue)
    faults = Faults(controller)  # before the workers begin: theirs must reach the window, too
    try:
        # The workers load the models while the widgets are made.
        controller.start(otherwise=otherwise)
        window = MainWindow(controller, start)
        window.first_geometry(app.primaryScreen())
        try:
            yield window
        finally:
            if window.isVisible():  # Ctrl-C ends the loop only: the workers must go first all the same
                window.close()
            window.deleteLater()
    finally:
        controller.close()
        faults.restore()


def _run_window(app: QApplication, window: MainWindow, start: Start) -> tuple[int, bool | None]:
    """The exit code, and whether another window is wanted: True for a safe one, None for no other."""
    from .remember import Remember

    if not start.safe:
        Remember(window, start.settings)
    wanted: list[bool] = []

    def close_for_another(safe: bool) -> None:
        wanted.append(safe)
        window.close()

    window.safe_mode.restart_wanted.connect(close_for_another)
    window.show()
    code = int(app.exec())
    return code, wanted[-1] if wanted else None


@contextmanager
def _ending_well(app: QApplication) -> Iterator[None]:
    """A system that shuts down (SIGTERM) closes the window, and what was changed is kept."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: app.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run_shot(app: QApplication, window: MainWindow, path: Path, after_s: float) -> int:
    from .shot import Shot

    taken = Shot(window, path, after_s)
    window.show()
    code = int(app.exec())
    if taken.problem is not None:
        raise taken.problem
    return code


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

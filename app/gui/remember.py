"""From one start to the next: what the window keeps, and what it puts back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QWidget

from ..core.errors import UserError
from ..sources import lasting
from ..store.settings import AppSettings, save_settings
from .bridge import Errand
from .main_window import MainWindow

# Rises when docks change so that an older layout would do harm.
LAYOUT_VERSION = 1
# After the last change: long enough for a drag to be over, short enough that a crash costs nothing.
IDLE_MS = 2000
# Of a window that may be dragged back by its title: this much of its top must lie on a screen.
_GRIP_WIDTH, _GRIP_HEIGHT = 120, 24
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class Remember(QObject):
    """Puts a window back as `settings` say, then keeps what changes: when nobody has touched it for a while,
    on a thread of its own, and once more at the end.

    A place that cannot be written is said once and keeps nobody from working or closing.
    """

    def __init__(self, window: MainWindow, settings: AppSettings) -> None:
        super().__init__(window)
        self._window = window
        self._errand = Errand("lookglass-keep", self)
        self._kept = settings
        self._layout = settings.layout
        self._complained = False
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self._keep_soon)
        put_back(window, settings)
        self._watch()

    def now(self) -> AppSettings:
        """What would be kept."""
        window = self._window
        document, view = window.controller.document, window.controller.document.view
        if not self._only.isChecked():  # hidden panels are no layout then
            self._layout = _text(window.saveState(LAYOUT_VERSION))
        return replace(
            self._kept,
            geometry=_text(window.saveGeometry()),
            layout=self._layout,
            tab=max(0, window.tabs.currentIndex()),
            source=lasting(document.source),
            provider=document.provider,
            people=document.max_subjects,
            feet=document.max_feet,
            follow=document.follow,
            strength=document.strength,
            mirror=view.mirror,
            split=view.split,
            landmarks=view.landmarks,
            compare=view.compare,
            look=document.default_look,
            knobs=document.knobs,
            preset=document.preset,
            other=document.other,
            on_b=document.on_b,
        )

    def keep(self) -> None:
        """Write at once, here; what is being written on the thread comes first."""
        self._timer.stop()
        self._errand.close()
        self._written(_save(self.now()))

    def _watch(self) -> None:
        window = self._window
        self._only = window.actions_["view.picture-only"]
        self._only.toggled.connect(self._before_picture_only)
        window.controller.document_changed.connect(self._changed)
        window.tabs.currentChanged.connect(self._changed)
        window.installEventFilter(self)
        for dock in window.docks.all():
            dock.installEventFilter(self)
            dock.dockLocationChanged.connect(self._changed)
            dock.topLevelChanged.connect(self._changed)
            dock.visibilityChanged.connect(self._changed)
        window.closed.connect(self.keep)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._changed()
        return False

    def _changed(self, *_: object) -> None:
        self._timer.start()

    def _before_picture_only(self, only: bool) -> None:
        """Told before the panels hide."""
        if only:
            self._layout = _text(self._window.saveState(LAYOUT_VERSION))
        self._timer.start()

    def _keep_soon(self) -> None:
        settings = self.now()
        if settings != self._kept:
            self._errand.run(lambda: _save(settings), self._written)

    def _written(self, done: tuple[AppSettings, str]) -> None:
        settings, problem = done
        if not problem:
            self._kept, self._complained = settings, False
        elif not self._complained:
            self._complained = True
            self._window.controller.say(problem)


def _save(settings: AppSettings) -> tuple[AppSettings, str]:
    try:
        save_settings(settings)
    except UserError as problem:
        return settings, str(problem)
    return settings, ""


def put_back(window: MainWindow, settings: AppSettings) -> None:
    """Put the window where it was and lay it out as it was, wherever that is still possible."""
    plain = window.saveState(LAYOUT_VERSION)
    first = window.geometry()
    if settings.geometry and not window.restoreGeometry(_bytes(settings.geometry)):
        window.setGeometry(first)
    if settings.layout and not window.restoreState(_bytes(settings.layout), LAYOUT_VERSION):
        window.restoreState(plain, LAYOUT_VERSION)
    window.tabs.setCurrentIndex(settings.tab)  # which is nothing, where there is none of that number
    if not _can_be_gripped(window):
        window.setGeometry(first)
    for dock in window.docks.all():
        _bring_back(dock)


def _bring_back(dock: QDockWidget) -> None:
    """A floating panel whose screen is gone goes back into the window."""
    if dock.isFloating() and not _can_be_gripped(dock):
        dock.setFloating(False)


def _can_be_gripped(widget: QWidget) -> bool:
    top = QRect(widget.frameGeometry())
    top.setHeight(_GRIP_HEIGHT)
    seen = (screen.availableGeometry().intersected(top) for screen in QGuiApplication.screens())
    return any(part.width() >= _GRIP_WIDTH and part.height() >= _GRIP_HEIGHT // 2 for part in seen)


def _text(blob: QByteArray) -> str:
    return bytes(blob.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace"))

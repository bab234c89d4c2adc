"""The window: puts the panels in their places and tells them when to begin. It decides nothing."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .. import __version__
from ..core.errors import UserError
from ..runtime.pipeline import FrameResult
from ..sinks.still import save_still
from .actions import Actions
from .bridge import Errand
from .controller import Controller
from .hud import Hud
from .look_panel import LookPanel
from .picture_area import PictureArea
from .player_bar import PlayerBar
from .products_panel import ProductsPanel
from .readings import Readings
from .top_bar import TopBar
from .tune_panel import TunePanel

_LEFT_WIDTH, _RIGHT_WIDTH = 264, 320
# Narrower, and columns of tiles or ends of sliders are cut off; docks stay narrow when a window grows again.
_LEAST_LEFT, _LEAST_RIGHT, _LEAST_MIDDLE = 190, 300, 320
_FIRST_WIDTH, _FIRST_HEIGHT = 1440, 900
# Twice a second: figures that change faster cannot be read, and each change redraws the window.
_HUD_MS = 500


class MainWindow(QMainWindow):
    """The mirror first: panels are filled once the first picture stands."""

    closed = Signal()

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.controller = controller
        self.readings = Readings()
        self._errand = Errand("lookglass-errand", self)
        self.actions_ = Actions(controller, self)
        self.picture = PictureArea(controller)
        self.hud = Hud()
        self.player = PlayerBar(controller, self.actions_)
        self.top_bar = TopBar(controller, self.actions_, self._errand)
        self.products = ProductsPanel(controller, self._errand)
        self.look = LookPanel(controller)
        self.tune: TunePanel | None = None
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setAccessibleName("Look or tune")
        self._lay_out()
        self._connect()
        self._hud_timer = QTimer(self, interval=_HUD_MS)
        self._hud_timer.timeout.connect(self._show_figures)
        self._hud_timer.start()

    # -- geometry

    def first_geometry(self, screen: QScreen) -> None:
        """As large as suits a first look, in the middle of the screen."""
        room = screen.availableGeometry()
        width, height = min(_FIRST_WIDTH, room.width()), min(_FIRST_HEIGHT, room.height())
        self.setGeometry(
            room.x() + (room.width() - width) // 2, room.y() + (room.height() - height) // 2, width, height
        )
        # On a small screen the mirror goes first; the View menu brings the panels back.
        self._left.setVisible(width >= _LEAST_LEFT + _LEAST_MIDDLE + _LEAST_RIGHT)
        self._right.setVisible(width >= _LEAST_MIDDLE + _LEAST_RIGHT)

    def restore(self, geometry: QByteArray, layout: QByteArray) -> None:
        """Back to where it was; what does not fit any more is ignored."""
        self.restoreGeometry(geometry)
        self.restoreState(layout)

    # -- parts

    def show_tune(self) -> TunePanel:
        """The TUNE tab, built when it is first wanted: it holds some fifty knobs."""
        if self.tune is None:
            self.tune = TunePanel(self.controller)
            self._tune_place.addWidget(self.tune)
            self.tune.show_stages(self.readings.stages())
        self._tabs.setCurrentIndex(1)
        return self.tune

    def _lay_out(self) -> None:
        self.setWindowTitle("Lookglass")
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowNestedDocks)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture, 1)
        column.addWidget(self.player)
        column.addWidget(self.hud)
        self.setCentralWidget(middle)
        waiting = QWidget()
        self._tune_place = QVBoxLayout(waiting)
        self._tune_place.setContentsMargins(0, 0, 0, 0)
        self._tabs.addTab(self.look, "Look")
        self._tabs.addTab(waiting, "Tune")
        self._left = self._dock("Products", self.products, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._right = self._dock("Look and tune", self._tabs, Qt.DockWidgetArea.RightDockWidgetArea)
        self.products.setMinimumWidth(_LEAST_LEFT)
        self._tabs.setMinimumWidth(_LEAST_RIGHT)
        self._dock_widths()
        self._plain_layout = self.saveState()
        bar = self.menuBar()
        bar.setNativeMenuBar(False)  # the source and the presets stand beside the menus on every system
        self.actions_.fill(bar, [self._left.toggleViewAction(), self._right.toggleViewAction()])
        bar.setCornerWidget(self.top_bar, Qt.Corner.TopRightCorner)
        self._order_focus()

    def _order_focus(self) -> None:
        """The Tab key follows the eye: along the top, down the products, the mirror, the player, the look."""
        stops: list[QWidget] = [
            *self.top_bar.stops(),
            *self.products.stops(),
            self.picture.viewport,
            self.picture.handle,
            *self.player.stops(),
            self._tabs.tabBar(),
            *self.look.stops(),
        ]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _dock(self, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title)
        dock.setWidget(widget)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetMovable | features.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget())  # the panels speak for themselves; the View menu hides them
        self.addDockWidget(area, dock)
        return dock

    def _dock_widths(self) -> None:
        self.resizeDocks([self._left, self._right], [_LEFT_WIDTH, _RIGHT_WIDTH], Qt.Orientation.Horizontal)

    def _connect(self) -> None:
        actions, viewport = self.actions_, self.picture.viewport
        viewport.drawn.connect(self._drawn)
        viewport.first_picture.connect(self._begin_the_rest, Qt.ConnectionType.QueuedConnection)
        self._tabs.currentChanged.connect(lambda index: self.show_tune() if index == 1 else None)
        self.products.picture_drawn.connect(self.look.show_picture)
        self.controller.position_changed.connect(lambda p: setattr(self.readings, "dropped", p.dropped))
        actions.open_file.triggered.connect(self._choose_file)
        actions.open_folder.triggered.connect(self._choose_folder)
        actions.photo.triggered.connect(self._choose_photo)
        actions.quit.triggered.connect(self.close)
        actions.find.triggered.connect(self.products.focus_search)
        actions.only_picture.toggled.connect(self._show_only_picture)
        actions.reset_layout.triggered.connect(self._reset_layout)
        actions.about.triggered.connect(self._about)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keyboard_moved)

    def _begin_the_rest(self) -> None:
        self.top_bar.fetch_lists()
        self.products.draw_thumbnails()
        self.picture.viewport.setFocus()
        self._show_figures()

    # -- what comes in

    def _drawn(self, result: FrameResult, render_ms: float) -> None:
        self.readings.shown(result, now_ns=time.monotonic_ns(), render_ms=render_ms)

    def _show_figures(self) -> None:
        self.hud.show_readings(self.readings.as_readings())
        if self.tune is not None and self.tune.isVisible():
            self.tune.show_stages(self.readings.stages())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows the bare face wherever nothing else wants the key."""
        if event.key() == Qt.Key.Key_Space:
            self.picture.viewport.set_bare(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.picture.viewport.setFocus()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.picture.viewport.set_bare(False)
        else:
            super().keyReleaseEvent(event)

    def _keyboard_moved(self) -> None:
        # Space comes up where the keyboard is now, perhaps in another window: nobody here would hear of it.
        self.picture.viewport.set_bare(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.controller.take_file(url.toLocalFile())
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the workers first: a result must never reach a window that is half gone."""
        self._hud_timer.stop()
        self.closed.emit()
        self._errand.close()
        self.controller.close()
        super().closeEvent(event)

    # -- what the window itself does

    def save_photo(self, path: Path) -> None:
        """The look at the source's size, as a PNG, JPEG or WebP file, made and written in the background."""
        screen = self.controller.studio.screen

        def save() -> str:
            rgb = screen.look_picture()
            if rgb is None:
                return "There is no picture to save yet."
            try:
                save_still(path, rgb)
            except UserError as problem:
                return str(problem)
            return f"Saved {path}"

        self._errand.run(save, self.controller.say)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Open a clip, a picture or a model", "")
        if path:
            self.controller.take_file(path)

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "Open a folder of pictures", "")
        if path:
            self.controller.open(path)

    def _choose_photo(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "Save the picture", "lookglass.png", "Pictures (*.png *.jpg *.webp)"
        )
        if path:
            chosen = Path(path)
            self.save_photo(chosen if chosen.suffix else chosen.with_suffix(".png"))

    def _show_only_picture(self, only: bool) -> None:
        for part in (self._left, self._right, self.hud, self.player):
            part.setVisible(not only)

    def _reset_layout(self) -> None:
        self.actions_.only_picture.setChecked(False)
        self.restoreState(self._plain_layout)
        self._dock_widths()

    def _about(self) -> None:
        self.controller.say(
            f"Lookglass {__version__}",
            f"Draws with {self.controller.studio.screen.gl_name}.\n" + self._runs_on(),
        )

    def _runs_on(self) -> str:
        result = self.picture.viewport.result
        return f"Faces: {result.provider} on {result.runs_on}." if result else ""

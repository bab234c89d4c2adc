"""The window: docks and menus, and the parts in their places. It decides nothing."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QScreen
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from .actions import Actions
from .appearance_menu import AppearanceMenu
from .bridge import Errand
from .compare import CompareActions
from .controller import Controller
from .desk import Desk
from .docks import LEFT, RIGHT, Docks, PictureOnly
from .drops import Drops
from .edit_actions import EditActions
from .exporting import Exporting
from .floating_bar import FloatingBar
from .following import Following
from .help_menu import HelpMenu
from .info_bar import InfoBar
from .instruments import Instruments
from .journal import Journal
from .language import speak, tr
from .language_menu import LanguageMenu
from .look_panel import LookPanel
from .out_folders import OutFolders
from .output_actions import OutputActions
from .own_keys import OwnKeys
from .palette import CommandPalette
from .pattern_template import PatternTemplate
from .picture_area import PictureArea
from .player_bar import PlayerBar
from .preset_menu import PresetMenu
from .products_panel import ProductsPanel
from .recording import Recording
from .safe_mode import SafeMode
from .session_recording import SessionRecording
from .shortcuts import Shortcuts
from .source_actions import SourceActions
from .start import Start
from .status_bar import StatusBar
from .theme import dress, scaled
from .top_bar import TopBar
from .tune_panel import TunePanel
from .view_actions import ViewActions
from .virtual_camera import VirtualCameraPart
from .wear_menu import WearMenu

_LEFT_WIDTH, _RIGHT_WIDTH = 264, 320
# Narrower, and columns of tiles or ends of sliders are cut off; docks stay narrow when a window grows again.
_LEAST_LEFT, _LEAST_RIGHT, _LEAST_MIDDLE = 190, 290, 280
_FIRST_WIDTH, _FIRST_HEIGHT = 1440, 900
_MIRRORS_SHARE = 0.5  # of the window's width
# How long closing the window waits for pictures and tables that are still to be written.
_FINISH_S = 5.0


class MainWindow(QMainWindow):
    """The mirror first: panels are filled once the first picture stands."""

    closed = Signal()

    def __init__(self, controller: Controller, start: Start | None = None) -> None:
        super().__init__()
        self._start = start or Start()
        self.setWindowTitle("Lookglass")
        self.controller = controller
        # It ends with the window: left to Python, it ends on whichever thread happens to collect garbage.
        controller.setParent(self)
        self.actions_ = Actions(self)
        self.docks = Docks(self, self.actions_)
        self.status = StatusBar()
        self._errand = Errand("lookglass-errand", self)
        self._saving = Errand("lookglass-saving", self)
        self.desk = Desk(self, controller, self.actions_, self.docks, self.status, self._errand, self._saving)
        self.picture = PictureArea(controller)
        self.journal = Journal(controller, self.picture.viewport, safe=self._start.safe)
        self._begun = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self.safe_mode.tell()

    def _make_parts(self) -> None:
        """Actions first: the bars and menus borrow from them."""
        self.edit = EditActions(self.desk)
        self.info = InfoBar()
        self.sources = SourceActions(self.desk, self.info)
        folders = OutFolders(self.desk)
        self.output = OutputActions(self.desk, folders)
        self.recording = Recording(self.desk, folders)
        self.virtual_camera = VirtualCameraPart(self.desk)
        self.exporting = Exporting(self.desk, folders)
        self.session_recording = SessionRecording(self.desk, folders)
        for part in (self.recording, self.session_recording, self.virtual_camera, self.exporting):
            self.closed.connect(part.finish)
        for part in (self.recording, self.session_recording, self.virtual_camera):
            self.sources.rest.keep_on_for(part.action)
        self.view = ViewActions(self.desk)
        self.compare = CompareActions(self.desk)
        self.appearance = AppearanceMenu(self.desk)
        self.language = LanguageMenu(self.desk)
        self.wear = WearMenu(self.desk)
        self.following = Following(self.desk, self.info)
        self.instruments = Instruments(self.desk, self.picture.viewport)
        self.closed.connect(self.instruments.lab.finish)
        self.hud = self.instruments.hud
        self.help = HelpMenu(
            self.desk, self.picture.viewport, self.instruments.gauges, self.journal, self._start.log
        )
        self.safe_mode = SafeMode(self.desk, self.info, self._start)
        self.player = PlayerBar(self.desk)
        self.bar = FloatingBar(self.desk)
        self._picture_only = PictureOnly(self, self.docks)
        self.preset = PresetMenu(self.desk)
        self.top_bar = TopBar(self.desk, self.sources, self.preset)
        self.products = ProductsPanel(self.desk, self.info)
        self.look = LookPanel(self.desk)
        self.tune: TunePanel | None = None
        self.tabs = QTabWidget()
        self.template = PatternTemplate(self.desk)
        self.drops = Drops(self.desk)
        self.palette_ = CommandPalette(self.desk)
        self.shortcuts = Shortcuts(self.desk)

    # -- geometry

    def first_geometry(self, screen: QScreen) -> None:
        """As large as suits a first look, in the middle of the screen."""
        room = screen.availableGeometry()
        width, height = min(_FIRST_WIDTH, room.width()), min(_FIRST_HEIGHT, room.height())
        self.setGeometry(
            room.x() + (room.width() - width) // 2, room.y() + (room.height() - height) // 2, width, height
        )
        # On a small screen the mirror goes first; the View menu brings the panels back.
        self.docks["products"].setVisible(width >= scaled(_LEAST_LEFT + _LEAST_RIGHT) + _LEAST_MIDDLE)
        self.docks["look"].setVisible(width >= scaled(_LEAST_RIGHT) + _LEAST_MIDDLE)
        self._dock_widths()

    # -- parts

    def show_tune(self) -> TunePanel:
        """The TUNE tab, built when it is first wanted: it holds some fifty knobs."""
        if self.tune is None:
            self.tune = TunePanel(self.desk)
            self._tune_place.addWidget(self.tune)
            self._show_stages()
        self.tabs.setCurrentIndex(1)
        return self.tune

    def show_lab(self) -> None:
        """The LAB tab, where one sees it."""
        self.docks["look"].show()
        self.docks["look"].raise_()
        self.tabs.setCurrentWidget(self.instruments.lab.place)

    def find_product(self) -> None:
        """The search among the products, where one sees it."""
        self.docks["products"].show()
        self.docks["products"].raise_()
        self.products.focus_search()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.info, 0), (self.picture, 1), (self.hud, 0)):
            column.addWidget(part, stretch)
        self.picture.take_bar(self.bar)
        line = self.statusBar()
        line.setSizeGripEnabled(False)
        line.addWidget(self.player, 1)
        line.addPermanentWidget(self.status)
        self.setCentralWidget(middle)
        self._lay_out_tabs()
        self.docks.add("products", lambda: tr("Products"), self.products, LEFT)
        self.docks.add("look", lambda: tr("Look and tune"), self.tabs, RIGHT)
        dress(self, self._limit_widths)
        self._dock_widths()
        self._plain_layout = self.saveState()
        bar = self.menuBar()
        bar.setNativeMenuBar(False)  # the source and the presets stand beside the menus on every system
        self.actions_.fill(bar)
        bar.setCornerWidget(self.top_bar, Qt.Corner.TopRightCorner)
        self.top_bar.fit_beside(bar)
        OwnKeys(self.desk)
        self._order_focus()

    def _lay_out_tabs(self) -> None:
        waiting = QWidget()
        self._tune_place = QVBoxLayout(waiting)
        self._tune_place.setContentsMargins(0, 0, 0, 0)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.look, "")
        self.tabs.addTab(waiting, "")
        self.tabs.addTab(self.instruments.lab.place, "")
        speak(self.tabs, self._name_tabs)

    def _name_tabs(self) -> None:
        for index, title in enumerate((tr("Look"), tr("Tune"), tr("Lab"))):
            self.tabs.setTabText(index, title)
        self.tabs.tabBar().setAccessibleName(tr("Look, tune or lab"))

    def _order_focus(self) -> None:
        """The Tab key follows the eye: top, products, the mirror and its bar, the look, the timeline."""
        stops: list[QWidget] = [
            *self.top_bar.stops(),
            *self.products.stops(),
            self.picture.viewport,
            self.picture.handle,
            self.picture.signs.a,
            self.picture.signs.b,
            *self.bar.stops(),
            self.tabs.tabBar(),
            *self.look.stops(),
            *self.player.stops(),
        ]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _dock_widths(self) -> None:
        """As wide as suits them; narrower where the mirror would have less than its share."""
        docks = [self.docks["products"], self.docks["look"]]
        least = [scaled(_LEAST_LEFT), scaled(_LEAST_RIGHT)]
        wanted = [scaled(_LEFT_WIDTH), scaled(_RIGHT_WIDTH)]
        too_much = sum(wanted) - (1.0 - _MIRRORS_SHARE) * self.width()
        less = min(1.0, max(0.0, too_much / (sum(wanted) - sum(least))))
        widths = [round(w - less * (w - low)) for w, low in zip(wanted, least)]
        self.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def _limit_widths(self) -> None:
        self.products.setMinimumWidth(scaled(_LEAST_LEFT))
        self.tabs.setMinimumWidth(scaled(_LEAST_RIGHT))

    def _connect(self) -> None:
        viewport, add = self.picture.viewport, self.actions_.add
        self.instruments.gauges.changed.connect(self._show_stages)
        viewport.first_picture.connect(self._begin_the_rest, Qt.ConnectionType.QueuedConnection)
        # A source that is not there: no picture comes, and the panels have nothing to wait for.
        self.controller.source_refused.connect(self._begin_the_rest, Qt.ConnectionType.QueuedConnection)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.instruments.lab.wanted.connect(self.show_lab)
        self.recording.lost.connect(self.instruments.gauges.recording_lost)
        self.recording.writing.connect(self.safe_mode.note_recording)
        self.products.picture_drawn.connect(self.look.show_picture)
        add("file.quit", lambda: tr("&Quit"), self.close, menu="file", group=90, keys="Ctrl+Q")
        add(
            "wear.find",
            lambda: tr("&Find a product"),
            self.find_product,
            menu="edit",
            group=20,
            keys=QKeySequence.StandardKey.Find,
        )
        self._only = add(
            "view.picture-only",
            lambda: tr("Picture &only"),
            self._show_only_picture,
            menu="view",
            group=50,
            keys="F11",
            checkable=True,
        )
        add("view.reset-layout", lambda: tr("&Reset the layout"), self.reset_layout, menu="view", group=50)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keyboard_moved)

    def _begin_the_rest(self, *_: object) -> None:
        """Once: what can wait until the mirror stands."""
        if self._begun:
            return
        self._begun = True
        self.top_bar.fetch_lists()
        self.preset.fetch_list()
        self.look.fetch_list()
        self.sources.start()
        self.products.draw_thumbnails()
        self.picture.viewport.setFocus()
        self.instruments.gauges.tell()

    # -- what comes in

    def _tab_chosen(self, index: int) -> None:
        if index == 1:
            self.show_tune()

    def _show_stages(self) -> None:
        if self.tune is not None and self.tune.isVisible():
            self.tune.show_stages(self.instruments.gauges.figures.stages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows the bare face wherever nothing else wants the key."""
        if event.key() == Qt.Key.Key_Space:
            self.picture.viewport.set_bare(True)
        elif event.key() == Qt.Key.Key_Escape:
            if self._only.isChecked():
                self._only.trigger()
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the workers first: a result must never reach a window that is half gone."""
        self.instruments.gauges.stop()
        self.closed.emit()
        self.sources.close()
        self._saving.finish(_FINISH_S)
        self._errand.close()
        self.controller.close()
        self.journal.ended()
        super().closeEvent(event)

    # -- what the window itself does

    def _show_only_picture(self, only: bool) -> None:
        self._picture_only.show_only(only, self.bar, self.hud)
        self.picture.place()
        way_back = tr("Esc brings the panels back.")
        if only:
            self.controller.tell(way_back)
        else:
            self.picture.notice.take_back(way_back)

    def reset_layout(self) -> None:
        """Every panel back to its first place."""
        if self._only.isChecked():
            self._only.setChecked(False)
            self._show_only_picture(False)
        self.restoreState(self._plain_layout)
        self.docks.put_back()
        self._dock_widths()

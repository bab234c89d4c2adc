"""Right of the menus: the source, how many people or feet, who finds them, and the preset."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QMenuBar, QWidget

from ..core.commands import SetMaxFeet, SetMaxSubjects, UseProvider
from ..core.document import Document
from ..vision.registry import ProviderInfo, providers
from .controls import quiet
from .desk import Desk
from .knob_editors import no_wheel
from .language import speak, tr
from .readings import finder_name
from .sentences import said
from .source_actions import SourceActions
from .source_button import SourceButton
from .theme import EDGE, GAP

_MOST = 4
# From roomy to narrow: how long the source's name may be, and whether the boxes have captions.
_LEVELS = ((180, True), (180, False), (110, False), (48, False))


class TopBar(QWidget):
    """Shows the Document's choices and asks for others. It takes no more room than the menus leave it."""

    def __init__(self, desk: Desk, sources: SourceActions, preset: QWidget) -> None:
        super().__init__()
        self._controller = controller = desk.controller
        self._errand = desk.errand
        self._menu_bar: QMenuBar | None = None
        self._wanted = (QSize(), QSize())
        self._providers: tuple[ProviderInfo, ...] = ()
        self.source = SourceButton(desk, sources)
        self.people, self.provider, self.preset = _combo(self), _combo(self), preset
        for count in range(1, _MOST + 1):
            self.people.addItem(str(count), str(count))
        self.people.textActivated.connect(self._choose_count)
        self.provider.activated.connect(self._choose_provider)
        self._captions: list[QLabel] = [
            quiet(self._counted),
            quiet(lambda: tr("Finder")),
            quiet(lambda: tr("Preset")),
        ]
        self._lay_out()
        controller.document_changed.connect(self.show_document)
        controller.followed_changed.connect(self._other_followed)
        self.show_document(controller.document)
        speak(self, self._say)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self.source.button, self.people, self.provider, self.preset]

    def fetch_lists(self) -> None:
        """Who can find faces here: once the first picture stands, so that nothing waits for it."""
        self._errand.run(providers, self._providers_listed)

    def show_document(self, document: Document) -> None:
        _show(self.people, str(self._controller.wanted), str)
        _show(self.provider, document.provider, finder_name)

    # -- its place beside the menus

    def fit_beside(self, menu_bar: QMenuBar) -> None:
        """Keep to what the menus leave free, now and whenever that changes."""
        self._menu_bar = menu_bar
        menu_bar.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._fit()
        return False

    def _fit(self) -> None:
        bar = self._menu_bar
        if bar is None or not bar.width():
            return
        menus = sum(_menu_width(bar, title) for title in _titles(bar))
        for name_width, captions in _LEVELS:
            self.source.show_width(name_width)
            for caption in self._captions:
                caption.setVisible(captions)
            self._row.activate()
            if self.sizeHint().width() + menus <= bar.width():
                break
        wanted = (self.sizeHint(), bar.size())
        if self.sizeHint() != self.size() and wanted != self._wanted:
            # A menu bar gives its corner another size only when its own changes. Asked once; it may refuse.
            self._wanted = wanted
            QApplication.postEvent(bar, QResizeEvent(bar.size(), QSize()))

    # -- what is chosen

    def _choose_count(self, text: str) -> None:
        feet = self._controller.followed == "feet"
        self._controller.do(SetMaxFeet(int(text)) if feet else SetMaxSubjects(int(text)))

    def _counted(self) -> str:
        return tr("Feet") if self._controller.followed == "feet" else tr("People")

    def _other_followed(self) -> None:
        self.show_document(self._controller.document)
        self._captions[0].setText(self._counted())
        self._say()
        self._fit()

    def _choose_provider(self, row: int) -> None:
        self._controller.do(UseProvider(self.provider.itemData(row)))

    def _providers_listed(self, listed: tuple[ProviderInfo, ...]) -> None:
        self._providers = listed
        with QSignalBlocker(self.provider):
            self.provider.clear()
            for one in listed:
                self.provider.addItem(finder_name(one.name), one.name)
        self.show_document(self._controller.document)
        self._say()

    def _say(self) -> None:
        feet = self._controller.followed == "feet"
        self.people.setAccessibleName(tr("Feet at once") if feet else tr("People at once"))
        self.people.setToolTip(
            tr("How many feet are followed at once") if feet else tr("How many faces are followed at once")
        )
        self.provider.setAccessibleName(tr("Face finder"))
        only = tr("Feet are found by Lookglass alone; this is kept for faces.")
        self.provider.setToolTip(only if feet else tr("Who finds the face"))
        for row in range(self.provider.count()):
            self.provider.setItemText(row, finder_name(self.provider.itemData(row)))
        model = self.provider.model()
        assert isinstance(model, QStandardItemModel)
        for row, one in enumerate(self._providers):
            item = model.item(row)
            item.setEnabled(one.available)
            absent = tr("Not here: {reason}").format(reason=said(one.absent))
            item.setToolTip(absent if one.absent else said(one.summary))

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, EDGE, 3)
        row.setSpacing(GAP)
        row.addWidget(self.source)
        for caption, box in zip(self._captions, (self.people, self.provider, self.preset), strict=True):
            row.addSpacing(GAP)
            row.addWidget(caption)
            row.addWidget(box)


def _show(box: QComboBox, value: str, named: Callable[[str], str]) -> None:
    """The Document's choice, whether it is in the list or not."""
    with QSignalBlocker(box):
        if box.findData(value) < 0:
            box.addItem(named(value), value)
        box.setCurrentIndex(box.findData(value))


def _combo(bar: QWidget) -> QComboBox:
    combo = QComboBox()
    combo.installEventFilter(no_wheel(bar))
    combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _titles(bar: QMenuBar) -> list[str]:
    return [action.text() for action in bar.actions() if action.isVisible()]


def _menu_width(bar: QMenuBar, title: str) -> int:
    """A little more than a title takes in any theme."""
    return bar.fontMetrics().horizontalAdvance(title.replace("&", "")) + 20

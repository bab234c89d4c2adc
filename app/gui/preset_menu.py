"""The preset in use, with a mark where its knobs have been turned since; a click opens what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from . import knob_words
from .desk import Desk
from .language import declared, speak, tr
from .saved import PRESETS, Entry, SavedList
from .saved_actions import SavedActions
from .theme import dress, scaled

_LONGEST_PX = 150


class PresetMenu(QToolButton):
    """Follows the Document. The same menu stands in the Edit menu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.saved = SavedList(desk, PRESETS, self)
        self.actions_ = SavedActions(desk, self.saved)
        self._controller = desk.controller
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("boxed", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_ = QMenu(desk.window)
        self.menu_.setToolTipsVisible(True)
        self.menu_.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_)
        desk.actions.add_menu("edit", 10, self.menu_)
        self.saved.changed.connect(self._say)
        speak(self, self._say)
        dress(self, self._say)

    def fetch_list(self) -> None:
        """Read the presets: once the first picture stands."""
        self.saved.fetch()

    def _fill(self) -> None:
        menu, present = self.menu_, self.saved.present()
        menu.clear()
        group = QActionGroup(menu)
        own_before = False
        for entry in self.saved.entries:
            if entry.own and not own_before:
                menu.addSeparator()
            own_before = entry.own
            action = menu.addAction(PRESETS.title(entry).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(entry == present)
            action.setEnabled(entry.content is not None)
            action.setToolTip(declared(entry.help) if entry.help else "")
            action.triggered.connect(partial(self._use, entry))
            group.addAction(action)
        menu.addSeparator()
        self.actions_.fill(menu)

    def _use(self, entry: Entry, _checked: bool = False) -> None:
        self.actions_.use(entry)

    def _say(self) -> None:
        present, changed = self.saved.present(), self.saved.is_changed()
        name = PRESETS.title(present) if present else knob_words.preset(self._controller.document.preset)
        width = scaled(_LONGEST_PX)
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, width)
        # The mark stays when the name is cut.
        self.setText(f"{shown} *" if changed else shown)
        said = tr("{preset}, changed").format(preset=name) if changed else name
        self.setAccessibleName(tr("Preset"))
        self.setAccessibleDescription(said)
        help_text = declared(present.help) if present and present.help else tr("A set of knobs")
        self.setToolTip(f"{said}\n{help_text}")
        self.menu_.setTitle(tr("&Presets"))

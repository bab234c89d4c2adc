"""The preset in use, and the others to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox

from ..core.commands import UsePreset
from ..core.document import Document
from ..core.errors import UserError
from ..core.params import Value
from ..store.presets import Preset, find_preset, list_presets
from .desk import Desk
from .language import speak, tr

_DEFAULT, _CUSTOM = "default", "own knobs"


class PresetBox(QComboBox):
    """Shows the preset whose knobs are the Document's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller, self._errand = desk.controller, desk.errand
        # What one returns to; the others come with the list.
        self._presets: dict[str, Preset] = {_DEFAULT: Preset(_DEFAULT, {})}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(_DEFAULT)
        self.textActivated.connect(self._use)
        self._controller.document_changed.connect(self.show_document)
        self.show_document(self._controller.document)
        speak(self, self._say)

    def fetch_list(self) -> None:
        """Read the presets: once the first picture stands."""
        self._errand.run(_load_presets, self._loaded)

    def show_document(self, document: Document) -> None:
        name = self._name_of(document)
        with QSignalBlocker(self):
            if self.findText(name) < 0:
                self.addItem(name)
            self.setCurrentText(name)

    def _say(self) -> None:
        self.setAccessibleName(tr("Preset"))
        self.setToolTip(tr("A set of knobs"))

    def _loaded(self, presets: Mapping[str, Preset]) -> None:
        self._presets = dict(presets)
        with QSignalBlocker(self):
            self.clear()
            for name, preset in self._presets.items():
                self.addItem(name)
                self.setItemData(self.count() - 1, preset.help, Qt.ItemDataRole.ToolTipRole)
        self.show_document(self._controller.document)

    def _use(self, name: str) -> None:
        if name in self._presets:
            self._controller.do(UsePreset(name, self._presets[name].knobs))
        else:
            self.show_document(self._controller.document)

    def _name_of(self, document: Document) -> str:
        knobs = _plain(document.knobs)
        return next(
            (name for name, preset in self._presets.items() if _plain(preset.knobs) == knobs), _CUSTOM
        )


def _load_presets() -> dict[str, Preset]:
    """All presets that can be read; "default" first, since it is what one returns to."""
    found = {}
    for saved in list_presets():
        try:
            found[saved.name] = find_preset(str(saved.path))
        except UserError:
            continue  # a preset of one's own that is broken is told when it is asked for by name
    return dict(sorted(found.items(), key=lambda entry: entry[0] != _DEFAULT))


def _plain(knobs: Mapping[str, Mapping[str, Value]]) -> dict[str, dict[str, Value]]:
    return {group: dict(values) for group, values in knobs.items() if values}

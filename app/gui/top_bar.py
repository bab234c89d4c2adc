"""Right of the menus: the source, how many people, who finds them, and the preset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from ..core.commands import SetMaxSubjects, UsePreset, UseProvider
from ..core.document import Document
from ..core.errors import UserError
from ..core.params import Value
from ..core.ports import SourceInfo
from ..sources.devices import CameraName, camera_names
from ..store.presets import Preset, find_preset, list_presets
from ..vision.registry import ProviderInfo, providers
from .actions import Actions
from .controls import quiet
from .desk import Desk
from .icons import icon
from .theme import EDGE, GAP

_MOST_PEOPLE = 4
_DEFAULT, _CUSTOM = "default", "own knobs"


class TopBar(QWidget):
    """Shows the Document's choices and asks for others. Lists that take a while are fetched by the errand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._controller = controller = desk.controller
        self._errand = desk.errand
        # What one returns to; the others come with the lists.
        self._presets: dict[str, Preset] = {_DEFAULT: Preset(_DEFAULT, {})}
        self._absent: dict[str, str] = {}
        self.source = QToolButton()
        self.source.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.source.setProperty("boxed", True)
        self.source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.source.setIcon(icon("camera"))
        self.source.setIconSize(QSize(16, 16))
        self.source.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.source.setAccessibleName("Source")
        self._menu = self._source_menu(desk.actions)
        self.source.setMenu(self._menu)
        self.people = _combo("People at once", "How many faces are followed at once")
        self.people.addItems([str(n) for n in range(1, _MOST_PEOPLE + 1)])
        self.people.textActivated.connect(lambda text: controller.do(SetMaxSubjects(int(text))))
        self.provider = _combo("Face finder", "Who finds the face")
        self.provider.addItem(controller.document.provider)
        self.provider.textActivated.connect(lambda name: controller.do(UseProvider(name)))
        self.preset = _combo("Preset", "A set of knobs")
        self.preset.addItem(_DEFAULT)
        self.preset.textActivated.connect(self._use_preset)
        self._lay_out()
        controller.document_changed.connect(self.show_document)
        controller.source_opened.connect(self._show_source)
        self._show_name(controller.document.source)
        self.show_document(controller.document)

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        return [self.source, self.people, self.provider, self.preset]

    def fetch_lists(self) -> None:
        """Providers, presets and cameras: once the first picture stands, so that nothing waits for them."""
        self._errand.run(_load_presets, self._presets_loaded)
        self._errand.run(providers, self._providers_listed)
        self._errand.run(camera_names, self._cameras_listed)

    def show_document(self, document: Document) -> None:
        for combo, text in (
            (self.people, str(document.max_subjects)),
            (self.provider, document.provider),
            (self.preset, self._preset_name(document)),
        ):
            with QSignalBlocker(combo):
                if combo.findText(text) < 0:
                    combo.addItem(text)
                combo.setCurrentText(text)

    # -- the source

    def _source_menu(self, actions: Actions) -> QMenu:
        menu = QMenu("Source", self)
        menu.setToolTipsVisible(True)
        menu.addActions([actions["source.demo"]])
        menu.addSeparator()
        self._after_cameras = menu.addSeparator()
        menu.addActions([actions["source.file"], actions["source.folder"]])
        menu.aboutToShow.connect(lambda: self._errand.run(camera_names, self._cameras_listed))
        self._cameras = [menu.addAction("Looking for cameras…")]
        self._cameras[0].setEnabled(False)
        menu.insertAction(self._after_cameras, self._cameras[0])
        return menu

    def _cameras_listed(self, cameras: tuple[CameraName, ...]) -> None:
        for action in self._cameras:
            self._menu.removeAction(action)
            action.deleteLater()
        self._cameras = [self._menu.addAction(camera.name) for camera in cameras]
        for action, camera in zip(self._cameras, cameras):
            action.triggered.connect(
                lambda _checked=False, index=camera.index: self._controller.open(f"camera:{index}")
            )
        if not cameras:
            self._cameras = [self._menu.addAction("No camera is plugged in")]
            self._cameras[0].setEnabled(False)
        for action in self._cameras:
            self._menu.insertAction(self._after_cameras, action)

    def _show_source(self, spec: str, info: SourceInfo) -> None:
        self._show_name(spec)
        said = f"{info.name}, {info.width} x {info.height}"
        rate = f", {info.frame_rate:.4g} frames a second" if info.frame_rate and not info.still else ""
        self.source.setToolTip("\n".join(filter(None, (said + rate, info.detail))))

    def _show_name(self, spec: str) -> None:
        name = "Demo subject" if spec == "demo:face" else PurePath(spec).name
        name = self.source.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 150)
        self.source.setText(f" {name}")

    # -- providers and presets

    def _providers_listed(self, listed: tuple[ProviderInfo, ...]) -> None:
        chosen = self.provider.currentText()
        with QSignalBlocker(self.provider):
            self.provider.clear()
            self.provider.addItems([one.name for one in listed])
            self.provider.setCurrentText(chosen)
        model = self.provider.model()
        assert isinstance(model, QStandardItemModel)
        for row, one in enumerate(listed):
            item = model.item(row)
            item.setEnabled(one.available)
            item.setToolTip(f"Not here: {one.absent}" if one.absent else one.summary)

    def _presets_loaded(self, presets: Mapping[str, Preset]) -> None:
        self._presets = dict(presets)
        with QSignalBlocker(self.preset):
            self.preset.clear()
            for name, preset in self._presets.items():
                self.preset.addItem(name)
                self.preset.setItemData(self.preset.count() - 1, preset.help, Qt.ItemDataRole.ToolTipRole)
        self.show_document(self._controller.document)

    def _use_preset(self, name: str) -> None:
        if name in self._presets:
            self._controller.do(UsePreset(name, self._presets[name].knobs))
        else:
            self.show_document(self._controller.document)

    def _preset_name(self, document: Document) -> str:
        """The preset whose knobs are the Document's."""
        knobs = _plain(document.knobs)
        return next(
            (name for name, preset in self._presets.items() if _plain(preset.knobs) == knobs), _CUSTOM
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, EDGE, 3)
        row.setSpacing(GAP)
        row.addWidget(self.source)
        for caption, combo in (("People", self.people), ("Finder", self.provider), ("Preset", self.preset)):
            row.addSpacing(GAP)
            row.addWidget(quiet(caption))
            row.addWidget(combo)


def _combo(name: str, tip: str) -> QComboBox:
    combo = QComboBox()
    combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    combo.setAccessibleName(name)
    combo.setToolTip(tip)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


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

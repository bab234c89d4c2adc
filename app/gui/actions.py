"""Everything that can be done from the menus, with its shortcut; buttons borrow from here."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from ..core.commands import ResetKnobs, WearLook
from ..core.document import Document, Look
from ..core.errors import UserError
from ..store.presets import find_look, list_looks, usable_look
from .controller import Controller

_START_SPLIT = 0.5
Standard = QKeySequence.StandardKey


class Actions(QObject):
    """The actions of the Document and the view. Files and docks belong to the window, which connects them."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self.open_file = self._action("&Open…", Standard.Open)
        self.open_folder = self._action("Open &folder…", "Ctrl+Shift+O")
        self.demo = self._action("&Demo subject", "Ctrl+D")
        self.photo = self._action("&Save picture…", Standard.Save)
        self.quit = self._action("&Quit", "Ctrl+Q")
        self.undo = self._action("&Undo", Standard.Undo)
        self.redo = self._action("&Redo", Standard.Redo)
        self.reset_knobs = self._action("Reset &all knobs", "")
        self.find = self._action("&Find a product", Standard.Find)
        self.split = self._action("&Split before and after", "S", checkable=True)
        self.mirror = self._action("&Mirrored", "M", checkable=True)
        self.landmarks = self._action("&Landmarks", "L", checkable=True)
        self.play = self._action("&Play or pause", "P")
        self.step_back = self._action("One picture &back", ",")
        self.step_on = self._action("One picture &on", ".")
        self.only_picture = self._action("Picture &only", "F11", checkable=True)
        self.reset_layout = self._action("&Reset the layout", "")
        self.take_all_off = self._action("&Take everything off", "Ctrl+Backspace")
        self.about = self._action("&About Lookglass", "F1")
        self._connect()
        controller.document_changed.connect(self.show_document)
        self.show_document(controller.document)

    def fill(self, bar: QMenuBar, dock_toggles: list[QAction]) -> None:
        """The menus, left to right."""
        file_menu = bar.addMenu("&File")
        file_menu.addActions([self.open_file, self.open_folder, self.demo])
        file_menu.addSeparator()
        file_menu.addAction(self.photo)
        file_menu.addSeparator()
        file_menu.addAction(self.quit)
        edit_menu = bar.addMenu("&Edit")
        edit_menu.addActions([self.undo, self.redo])
        edit_menu.addSeparator()
        edit_menu.addActions([self.find, self.reset_knobs])
        view_menu = bar.addMenu("&View")
        view_menu.addActions([self.split, self.mirror, self.landmarks])
        view_menu.addSeparator()
        view_menu.addActions([self.play, self.step_back, self.step_on])
        view_menu.addSeparator()
        view_menu.addActions([*dock_toggles, self.only_picture, self.reset_layout])
        wear_menu = bar.addMenu("&Wear")
        for saved in list_looks():
            action = wear_menu.addAction(saved.name.replace("-", " ").capitalize())
            action.triggered.connect(lambda _checked=False, name=saved.name: self._wear_look(name))
        wear_menu.addSeparator()
        wear_menu.addAction(self.take_all_off)
        bar.addMenu("&Help").addAction(self.about)

    def show_document(self, document: Document) -> None:
        session = self._controller.studio.session
        self.undo.setText(f"&Undo {session.undo_label}" if session.undo_label else "&Undo")
        self.undo.setEnabled(session.undo_label is not None)
        self.redo.setText(f"&Redo {session.redo_label}" if session.redo_label else "&Redo")
        self.redo.setEnabled(session.redo_label is not None)
        self.split.setChecked(document.view.split is not None)
        source = self._controller.source_info
        self.mirror.setChecked(document.view.is_mirrored(live=source is not None and source.live))
        self.landmarks.setChecked(document.view.landmarks)
        self.take_all_off.setEnabled(bool(document.default_look.worn))
        self.reset_knobs.setEnabled(bool(document.knobs))

    def _action(self, text: str, keys: str | QKeySequence.StandardKey, *, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        if keys != "":
            action.setShortcut(QKeySequence(keys))
        self._window.addAction(action)  # it works while the menu bar is hidden, too
        return action

    def _connect(self) -> None:
        controller = self._controller
        controller.source_opened.connect(lambda *_: self.show_document(controller.document))
        self.undo.triggered.connect(controller.undo)
        self.redo.triggered.connect(controller.redo)
        self.reset_knobs.triggered.connect(lambda: controller.do(ResetKnobs()))
        self.demo.triggered.connect(lambda: controller.open("demo:face"))
        self.take_all_off.triggered.connect(lambda: controller.do(WearLook(Look())))
        # `triggered` comes from people only: a check mark that follows the Document asks for nothing.
        self.split.triggered.connect(lambda on: self._view(split=_START_SPLIT if on else None))
        self.mirror.triggered.connect(lambda on: self._view(mirror=on))
        self.landmarks.triggered.connect(lambda on: self._view(landmarks=on))

    def _view(self, **changes: float | bool | None) -> None:
        view = self._controller.document.view
        self._controller.end_gesture()
        self._controller.set_view(replace(view, **changes))  # type: ignore[arg-type]
        self._controller.end_gesture()

    def _wear_look(self, name: str) -> None:
        try:
            look, notices = usable_look(find_look(name), self._controller.studio.catalogue)
        except UserError as problem:
            self._controller.say(str(problem))
            return
        self._controller.do(WearLook(look))
        if notices:
            self._controller.say(notices[0], "\n".join(notices[1:]))

"""How the picture is shown: before and after, mirrored, with landmarks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from ..core.document import Document
from .desk import Desk
from .language import tr


class ViewActions(QObject):
    """The View menu's first part; check marks follow the Document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._controller = controller = desk.controller
        add = partial(desk.actions.add, menu="view", checkable=True)
        self._split = add("view.split", lambda: tr("&Split before and after"), self._show_before, keys="S")
        self._mirror = add("view.mirror", lambda: tr("&Mirrored"), lambda on: self._view(mirror=on), keys="M")
        self._landmarks = add(
            "view.landmarks", lambda: tr("&Landmarks"), lambda on: self._view(landmarks=on), keys="L"
        )
        controller.document_changed.connect(self.show_document)
        controller.source_opened.connect(self._source_opened)
        self.show_document(controller.document)

    def show_document(self, document: Document) -> None:
        source = self._controller.source_info
        self._split.setChecked(document.view.split is not None and not document.shows_both)
        self._mirror.setChecked(document.view.is_mirrored(live=source is not None and source.live))
        self._landmarks.setChecked(document.view.landmarks)

    def _source_opened(self, _spec: str, _info: object) -> None:
        self.show_document(self._controller.document)

    def _show_before(self, on: bool) -> None:
        view = self._controller.document.view
        self._controller.set_view(replace(view.with_line(on), compare=False))

    def _view(self, **changes: bool) -> None:
        view = self._controller.document.view
        self._controller.set_view(replace(view, **changes))

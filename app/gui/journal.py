"""Writes into the log what the window goes through."""

from __future__ import annotations

import platform
from pathlib import PurePath

from PySide6.QtCore import QObject

from .. import __version__
from ..core.ports import SourceInfo
from ..store.logs import logger
from .controller import Controller
from .viewport import Viewport


class Journal(QObject):
    """One line each: start and end, sources (names of files without folders), provider, driver, notices."""

    def __init__(self, controller: Controller, viewport: Viewport, *, safe: bool) -> None:
        super().__init__(viewport)
        self._controller, self._viewport = controller, viewport
        self._finder = ""
        # Of files that were opened: what a text for others must not hold.
        self.file_names: set[str] = set()
        self._log = logger()
        mode = " in safe mode" if safe else ""
        self._log.info(
            "Lookglass %s starts%s on Python %s, %s",
            __version__,
            mode,
            platform.python_version(),
            platform.platform(),
        )
        controller.source_opened.connect(self._source_opened)
        controller.source_refused.connect(self._source_refused)
        controller.notice.connect(self._noticed)
        controller.told.connect(self._noticed)
        controller.bridge.faulted.connect(self._faulted)
        viewport.first_picture.connect(self._first_picture)
        viewport.drawn.connect(self._drawn)

    def ended(self) -> None:
        """The window has been closed."""
        self._log.info("Lookglass ends")

    def _source_opened(self, spec: str, info: SourceInfo) -> None:
        self._log.info("Source: %s, %d x %d", self._named(spec), info.width, info.height)

    def _source_refused(self, spec: str, why: str) -> None:
        self._log.warning("Source refused: %s: %s", self._named(spec), why)

    def _noticed(self, text: str, _detail: str) -> None:
        if text:
            self._log.info("Notice: %s", text)

    def _faulted(self, fault: Exception) -> None:
        self._log.error("Drawing failed", exc_info=fault)

    def _first_picture(self) -> None:
        self._log.info("First picture; draws with %s", self._controller.studio.screen.gl_name)

    def _drawn(self, result: object, _ms: float) -> None:
        what = "Feet" if result.subject == "feet" else "Faces"  # type: ignore[attr-defined]
        finder = f"{what} are found by {result.provider} on {result.runs_on}"  # type: ignore[attr-defined]
        if finder != self._finder:
            self._finder = finder
            self._log.info("%s", finder)

    def _named(self, spec: str) -> str:
        """What a source is, without its folder; of a camera not even its name, which may be a person's."""
        scheme, colon, _ = spec.partition(":")
        if colon and len(scheme) > 1:  # one letter is a drive
            return spec if scheme == "demo" else scheme
        path = PurePath(spec)
        self.file_names |= {path.name, path.stem}
        return f'"{path.name}"' if path.suffix else "a folder"

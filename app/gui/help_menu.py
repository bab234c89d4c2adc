"""The Help menu: what this is, what it runs on, and what to hand on when something is wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication

from .. import __version__
from ..sources.devices import listed_cameras
from ..store.diagnostics import Facts, diagnostics
from ..store.logs import Log
from ..store.places import log_folder
from .desk import Desk
from .gauges import Gauges
from .journal import Journal
from .language import tr
from .readings import finder_name
from .viewport import Viewport


class HelpMenu(QObject):
    """`gauges` are asked for their figures when diagnostics are copied, `journal` for the names of files that
    must not stand there; `log` may be missing (None).
    """

    def __init__(
        self, desk: Desk, viewport: Viewport, gauges: Gauges, journal: Journal, log: Log | None = None
    ) -> None:
        super().__init__(desk.window)
        self._desk, self._controller, self._viewport = desk, desk.controller, viewport
        self._gauges, self._journal, self._log = gauges, journal, log
        add = desk.actions.add
        add("help.log-folder", lambda: tr("Open the &log"), self._open_log, menu="help", group=50)
        add("help.diagnostics", lambda: tr("Copy &diagnostics"), self.copy_diagnostics, menu="help", group=50)
        add("help.about", lambda: tr("&About Lookglass"), self._about, menu="help", group=90, keys="F1")

    def copy_diagnostics(self) -> None:
        """To the clipboard, as text, when it has been gathered: the networks are read and checked for it."""
        facts = self._facts()
        document, catalogue = self._controller.document, self._controller.studio.catalogue
        lines = self._log.last_lines(50) if self._log is not None else []
        files = frozenset(self._journal.file_names)

        def gather() -> str:
            # Where the system names no cameras each would be opened to see, and there are no names to hide.
            private = [*files, *(camera.name for camera in listed_cameras() or ())]
            return diagnostics(facts, document, catalogue, log_lines=lines, private=private)

        self._desk.errand.run(gather, self._copied)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._controller.tell(tr("The diagnostics are on the clipboard; nothing in them is personal."), text)

    def _facts(self) -> Facts:
        figures, size = self._gauges.figures, self._desk.window.screen().size()
        scale = self._desk.window.devicePixelRatioF()
        finder = f"{figures.provider} on {figures.runs_on}" if figures.provider else ""
        found_by = f"{finder} ({figures.why})" if figures.why else finder
        return Facts(
            drawn_by=self._controller.studio.screen.gl_name,
            followed=figures.subject,
            found_by=found_by,
            screen=f"{size.width()} x {size.height()} at {scale:g}, {QGuiApplication.platformName()}",
            toolkit=f"Qt {qVersion()}",
            fps=figures.fps,
            stages={name: (f.p50_ms, f.p95_ms) for name, f in figures.stages.items()},
            dropped=figures.drops.total,
        )

    def _open_log(self) -> None:
        folder = log_folder()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._controller.tell(tr("The log lies in {folder}.").format(folder=folder))

    def _about(self) -> None:
        lines = [tr("Draws with {renderer}.").format(renderer=self._controller.studio.screen.gl_name)]
        result = self._viewport.result
        if result is not None:
            feet = result.subject == "feet"
            text = tr("Feet: {provider} on {device}.") if feet else tr("Faces: {provider} on {device}.")
            lines.append(text.format(provider=finder_name(result.provider), device=result.runs_on))
        self._controller.tell(f"Lookglass {__version__}", "\n".join(lines))

"""Exporting: the dialog, the work behind it, and how far it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ..core.clock import clock
from ..core.errors import UserError
from ..runtime.events import Faults, Position
from ..runtime.export import Exported
from ..runtime.export_plan import Plan, Present, Words, carry_out
from ..runtime.job import Cancelled, Job
from ..store.presets import list_looks
from . import knob_words
from .bridge import Errand
from .desk import Desk
from .export_dialog import ExportDialog
from .export_forms import Given
from .language import shown_name, tr
from .lettering import lettering
from .out_folders import OutFolders, made

_TELL_MS = 150
_OF = "export"
# How long closing the window waits for the export to take its unfinished file away.
_FINISH_S = 5.0


class Exporting(QObject):
    """The action "out.export". One export at a time; the window goes on meanwhile."""

    def __init__(self, desk: Desk, folders: OutFolders) -> None:
        super().__init__(desk.window)
        self._window, self._controller, self._status = desk.window, desk.controller, desk.status
        self._folders = folders
        self._errand = Errand("lookglass-export", self)
        self._job: Job | None = None
        self._path = Path()
        self._span_ns: tuple[int, int] | None = None
        self.dialog: ExportDialog | None = None
        desk.actions.add(
            "out.export", lambda: tr("&Export…"), self.open_dialog, menu="file", group=20, keys="Ctrl+E"
        )
        self._timer = QTimer(self, interval=_TELL_MS)
        self._timer.timeout.connect(self._tell)
        self._controller.position_changed.connect(self._source_stands)
        self._controller.source_opened.connect(self._refresh)
        self._controller.document_changed.connect(self._refresh)

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def done(self) -> int:
        """How many frames or pictures of the present export are made; 0 while there is none."""
        return self._job.done if self._job is not None else 0

    def open_dialog(self) -> ExportDialog:
        """Show it, made when it is first wanted."""
        if self.dialog is None:
            self.dialog = ExportDialog(lambda: self._folders.exports, self._window)
            self.dialog.asked.connect(self.start)
        self.dialog.show_given(self._given())
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    def start(self, plan: Plan) -> None:
        """Make it, in the background."""
        if self._job is not None:
            self._controller.say(tr("One export is being made already; wait for it or cancel it first."))
            return
        try:
            made(plan.path.parent)
        except UserError as problem:
            self._controller.say(str(problem))
            return
        if plan.path.parent != self._folders.exports:
            self._folders.remember(exports=str(plan.path.parent))
        screen, catalogue = self._controller.studio.screen, self._controller.studio.catalogue
        result = screen.result
        frame = result.frame if result is not None else None
        present = Present(self._controller.document, catalogue, frame, screen.look_picture)
        words = Words(partial(clock, places=1), shown_name, knob_words.look, lettering)
        job = self._job = Job()
        self._path = plan.path
        self._errand.run(lambda: _outcome(plan, present, words, job), self._ended)
        self._timer.start()
        self._tell()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._tell()

    def finish(self) -> None:
        """The window is being closed: what is not finished is given up."""
        self._timer.stop()
        self.cancel()
        self._errand.close(_FINISH_S)

    def _tell(self) -> None:
        if self._job is not None:
            words = tr("Cancelling {name}") if self._job.cancelled else tr("Exporting {name}")
            text = words.format(name=self._path.name)
            done = min(self._job.done, max(self._job.total - 1, 0))  # it is over when the file is there
            self._status.progress(text, done, self._job.total, of=_OF, cancel=self.cancel)

    def _ended(self, outcome: Exported | str) -> None:
        self._job = None
        self._timer.stop()
        self._status.finished(_OF)
        if isinstance(outcome, str):
            if outcome:
                self._controller.say(outcome)
            else:
                self._controller.tell(tr("The export was cancelled; nothing was written."))
            return
        if self.dialog is not None:
            self.dialog.made()
        said = tr("Exported {path}").format(path=outcome.path)
        if outcome.found:
            self._controller.tell(said)
        else:
            self._controller.say(said + " " + self._nobody())

    def _nobody(self) -> str:
        feet = self._controller.followed == "feet"
        return tr("No foot was found in it.") if feet else tr("No face was found in it.")

    def _source_stands(self, position: Position) -> None:
        if position.span_ns != self._span_ns:
            self._span_ns = position.span_ns
            self._refresh()

    def _refresh(self) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.show_given(self._given())

    def _given(self) -> Given:
        controller = self._controller
        result, catalogue = controller.studio.screen.result, controller.studio.catalogue
        look = controller.document.default_look
        products = []
        for worn in look.worn:
            try:
                product = catalogue.get(worn.product_id)
            except UserError:
                continue  # a model that has gone has no variants, either
            if len(product.variants) > 1:
                products.append(product)
        size = (result.frame.width, result.frame.height) if result is not None else (0, 0)
        return Given(
            controller.source_info,
            size,
            self._span_ns,
            tuple(products),
            knob_words.look(look.name) if look.name else "",
            len(list_looks()),
        )


def _outcome(plan: Plan, present: Present, words: Words, job: Job) -> Exported | str:
    """What has been made, or why not in one sentence ("" where it was given up)."""
    try:
        return carry_out(plan, present, words, job)
    except Cancelled:
        return ""
    except UserError as problem:
        return str(problem)
    except Exception as fault:  # the window must hear that it is over, too
        Faults().tell(fault)
        return tr("The export failed inside Lookglass; nothing was written.")

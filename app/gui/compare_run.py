"""A comparison under way: on a thread of its own, with its progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from ..core.errors import UserError
from ..lab.compare import compare
from ..lab.comparison import Comparison, Contender
from ..runtime.events import Faults
from ..runtime.job import Cancelled, Job, be_polite
from .bridge import Errand
from .desk import Desk
from .language import tr

_TELL_MS = 150
_OF = "compare"
# The mirror goes on meanwhile and comes first.
_NICENESS = 10
# How many moments can be looked at afterwards.
_STILLS = 150
# How long closing the window waits for the work to notice that nobody wants it any more.
_FINISH_S = 5.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to compare: a source and two parameter sets, which may have to be read from files first.

    `follow` says what is followed in a clip: "face" or "feet".
    """

    recording: str
    a: Callable[[], Contender]
    b: Callable[[], Contender]
    follow: str = ""


class CompareRun(QObject):
    """`changed`: it has begun, gone on or ended; `compared` carries a Comparison, `failed` why not."""

    changed = Signal()
    compared = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._status = desk.status
        self._errand = Errand("lookglass-compare", self)
        self._job: Job | None = None
        self._timer = QTimer(self, interval=_TELL_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def share(self) -> float:
        """0..1; 0 as long as nobody knows how much there is."""
        job = self._job
        return min(job.done / job.total, 1.0) if job is not None and job.total else 0.0

    def begin(self, wanted: Wanted) -> None:
        """One at a time: while one is under way nothing happens."""
        if self._job is not None:
            return
        job = self._job = Job()
        self._errand.run(lambda: _outcome(wanted, job), self._ended)
        self._timer.start()
        self._tell()

    def give_up(self) -> None:
        """It ends at its next frame."""
        if self._job is not None:
            self._job.cancel()
            self._tell()

    def finish(self) -> None:
        """The window is being closed."""
        self._timer.stop()
        self.give_up()
        self._errand.close(_FINISH_S)

    def _tell(self) -> None:
        if self._job is not None:
            done = min(self._job.done, max(self._job.total - 1, 0))  # it is over when the figures are there
            text = tr("Cancelling") if self._job.cancelled else tr("Comparing two settings")
            self._status.progress(text, done, self._job.total, of=_OF, cancel=self.give_up)
        self.changed.emit()

    def _ended(self, outcome: Comparison | str) -> None:
        self._job = None
        self._timer.stop()
        self._status.finished(_OF)
        if isinstance(outcome, str):
            self.failed.emit(outcome)
        else:
            self.compared.emit(outcome)
        self.changed.emit()


def _outcome(wanted: Wanted, job: Job) -> Comparison | str:
    """What came of it, or why nothing did in one sentence ("" where it was given up)."""
    be_polite(_NICENESS)
    try:
        return compare(
            wanted.recording, wanted.a(), wanted.b(), job, most_stills=_STILLS, follow=wanted.follow
        )
    except Cancelled:
        return ""
    except UserError as problem:
        return str(problem)
    except Exception as fault:  # the window must hear that it is over, too
        Faults().tell(fault)
        return tr("The comparison failed inside Lookglass.")

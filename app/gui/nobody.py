"""What lies over the picture while feet are followed and none is in view: how to hold the camera."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ..runtime.pipeline import FrameResult
from .controls import Sign
from .language import speak, tr
from .theme import GAP, dress, scaled

# Longer than feet are held after a loss, and than a step out of the picture takes.
_AFTER_MS = 1200
_WIDEST = 420


class NobodyLine(QFrame):
    """Hand it every result that is shown; it appears after a while without feet and goes with the first.

    `resized` says that it wants another place.
    """

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("floating", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel()
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 14, 8)
        row.setSpacing(GAP + 2)
        row.addWidget(Sign("shoe", 22), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._appear)
        self.hide()
        speak(self, self._say)
        dress(self, self.resized.emit)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_result(self, result: FrameResult) -> None:
        # Where nobody could look, a notice says so.
        missed = result.subject == "feet" and result.seen is not None
        if not missed or any(track.opacity > 0.0 for track in result.tracks):
            self._timer.stop()
            self.hide()
        elif self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def fit(self, width: int) -> None:
        """Be as wide as the sentence, and no wider than that."""
        most = min(width, scaled(_WIDEST))
        beside = self.sizeHint().width() - self._text.sizeHint().width()
        wanted = self._text.fontMetrics().horizontalAdvance(self.text) + beside + 8
        layout = self.layout()
        assert layout is not None
        chosen = min(most, max(wanted, 0))
        self.resize(chosen, max(layout.heightForWidth(chosen), layout.minimumSize().height()))

    def _appear(self) -> None:
        self.show()
        self.resized.emit()

    def _say(self) -> None:
        self._text.setText(tr("No feet in view: point the camera at your feet, shoes and ankles in view."))
        self.setAccessibleName(self.text)
        self.resized.emit()

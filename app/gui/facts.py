"""Facts about the figures in the status bar: frames lost, and networks that are what they should be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from ..core.errors import UserError
from ..lab.advice import Advice
from ..runtime.measure import Figures
from ..store.models import verify_models
from .controls import quiet
from .desk import Desk
from .language import speak, tr
from .readings import drop_lines
from .sentences import said
from .theme import colours, dress

# (id, sound, message) of each network, as store.models tells.
Checked = Sequence[tuple[str, bool, str]]


class Facts(QObject):
    """Two labels at the right end of the status bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._dropped, self._models = quiet(), quiet()
        self._figures = Figures()
        self._advice: Advice | None = None
        self._checked: Checked | None = None
        desk.status.add(self._dropped, right=True)
        desk.status.rest(self._models)
        speak(self, self._say)
        dress(self, self._say)
        desk.errand.run(_check, self._show_models)

    def show_figures(self, figures: Figures, advice: Advice) -> None:
        self._figures, self._advice = figures, advice
        self._say_dropped()

    def _show_models(self, checked: Checked) -> None:
        self._checked = checked
        self._say_models()

    def _say(self) -> None:
        self._say_dropped()
        self._say_models()

    def _say_dropped(self) -> None:
        text = tr("{count} dropped").format(count=self._figures.drops.total)
        lines = [f"{count} {cause}" for cause, count, _ in drop_lines(self._figures)]
        told = "\n".join([tr("Frames that were not shown, since the source was opened:"), *lines])
        _set(self._dropped, text, told, alarm="dropped" in self._advice.slow if self._advice else False)

    def _say_models(self) -> None:
        if self._checked is None:
            _set(self._models, tr("checking the models…"), "", alarm=False)
            return
        broken = [message for _, sound, message in self._checked if not sound]
        if broken:
            text = tr("{count} models damaged").format(count=len(broken))
            _set(self._models, text, "\n".join(said(one) for one in broken), alarm=True)
            return
        names = ", ".join(name for name, _, _ in self._checked)
        told = tr("Each network file has the SHA-256 that was written down for it: {names}.")
        _set(self._models, tr("models verified"), told.format(names=names), alarm=False)


def _check() -> Checked:
    try:
        return verify_models()
    except UserError as problem:  # the list itself cannot be read
        return [("models.toml", False, str(problem))]


def _set(label: QLabel, text: str, told: str, *, alarm: bool) -> None:
    if label.text() != text:
        label.setText(text)
    label.setToolTip(told)
    label.setAccessibleDescription(told)
    palette = label.palette()
    palette.setColor(label.foregroundRole(), QColor(colours().alarm if alarm else colours().quiet))
    label.setPalette(palette)

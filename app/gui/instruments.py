"""All that measures in the window: the strip, the facts, the performance dock and the Lab tab."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from ..lab.advice import Advice
from ..runtime.measure import Figures
from ..store.instruments import instruments_shelf, keep
from .advice_text import sentence
from .desk import Desk
from .facts import Facts
from .gauges import Gauges
from .hud import Hud
from .lab_tab import LabTab
from .language import tr
from .performance import Performance
from .readings import readings
from .viewport import Viewport


class Instruments(QObject):
    """Makes them, and shows the strip wherever it is wanted."""

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.gauges = Gauges(desk, viewport)
        self.hud = Hud()
        self.facts = Facts(desk)
        self.performance = Performance(desk, self.gauges)
        self.lab = LabTab(desk, viewport)
        kept, notices = instruments_shelf().load()
        for notice in notices:
            desk.controller.say(notice)
        self._strip = desk.actions.add(
            "figures.strip",
            lambda: tr("&Figures under the picture"),
            self._choose_strip,
            menu="view",
            group=desk.docks.MENU_GROUP,
            keys="Ctrl+Shift+F",
            checkable=True,
        )
        self._strip.setChecked(kept.strip)
        self.hud.setVisible(kept.strip)
        self.gauges.changed.connect(self._show)

    def _choose_strip(self, shown: bool) -> None:
        self.hud.setVisible(shown)
        self._desk.keep(partial(keep, strip=shown))

    def _show(self, figures: Figures, advice: Advice) -> None:
        self.facts.show_figures(figures, advice)
        if self.hud.isVisible():
            self.hud.show_readings(readings(figures, slow=sentence(advice), where=advice.slow))

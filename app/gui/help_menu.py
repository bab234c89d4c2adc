"""The Help menu."""

from __future__ import annotations

from PySide6.QtCore import QObject

from .. import __version__
from .desk import Desk
from .language import tr
from .viewport import Viewport


class HelpMenu(QObject):
    """What this is, and what it runs on."""

    def __init__(self, desk: Desk, viewport: Viewport) -> None:
        super().__init__(desk.window)
        self._controller, self._viewport = desk.controller, viewport
        desk.actions.add(
            "help.about", lambda: tr("&About Lookglass"), self._about, menu="help", group=90, keys="F1"
        )

    def _about(self) -> None:
        lines = [tr("Draws with {renderer}.").format(renderer=self._controller.studio.screen.gl_name)]
        result = self._viewport.result
        if result is not None:
            lines.append(
                tr("Faces: {provider} on {device}.").format(provider=result.provider, device=result.runs_on)
            )
        self._controller.say(f"Lookglass {__version__}", "\n".join(lines))

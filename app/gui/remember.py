"""From one start to the next: what the window keeps, and what it puts back."""

from __future__ import annotations

from PySide6.QtCore import QByteArray

from ..core.errors import UserError
from ..store.settings import AppSettings, load_settings, save_settings
from .main_window import MainWindow


def restore_window(window: MainWindow, settings: AppSettings) -> None:
    """Put the window where it was and lay it out as it was."""
    window.restore(_bytes(settings.geometry), _bytes(settings.layout))


def keep(window: MainWindow) -> None:
    """Write the settings; a place that cannot be written is no reason to keep a person from closing."""
    document = window.controller.document
    before, _ = load_settings()
    try:
        save_settings(
            AppSettings(
                geometry=_text(window.saveGeometry()),
                layout=_text(window.saveState()),
                source=document.source,
                provider=document.provider,
                language=before.language,
                mirror=document.view.mirror,
                look=document.default_look,
                knobs=document.knobs,
            )
        )
    except UserError as problem:
        window.controller.say(str(problem))


def _text(blob: QByteArray) -> str:
    return bytes(blob.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii"))

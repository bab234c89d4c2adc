"""The one place of this layer where OpenCV is imported: late, quiet and with Qt's environment left alone."""

from __future__ import annotations

import os
from functools import cache
from types import ModuleType

# cv2 points Qt at its own plugins and fonts when it is imported, which breaks PySide6 afterwards.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


@cache
def cv2_module() -> ModuleType:
    """cv2, imported on the first call."""
    before = {name: os.environ.get(name) for name in _QT_VARIABLES}
    import cv2

    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    # It prints warnings about every camera index that is not there.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2

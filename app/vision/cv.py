"""OpenCV, imported so that Qt keeps working: everybody takes `cv2` from here."""

from __future__ import annotations

import os

# opencv-python's wheel points Qt at its own plug-ins and fonts, which PySide6 cannot load.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT_VARIABLES}

import cv2  # noqa: E402

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

# One thread: parallelism comes from pipelining the stages, and OpenCV's pool would fight with theirs.
cv2.setNumThreads(1)

__all__ = ["cv2"]

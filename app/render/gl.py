"""The door to OpenGL: every GL function and constant that the renderer uses is an attribute of this module.

It picks PyOpenGL's platform before PyOpenGL is first imported, sets its flags, and counts the calls of each
thread, because calls are what a frame costs beside busy Python threads (20 to 30 us each when contended).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

if sys.platform.startswith("linux"):
    # EGL's function table also serves Qt's GLX contexts: libglvnd dispatches by the thread's current context.
    os.environ.setdefault("PYOPENGL_PLATFORM", "egl")

import OpenGL

# Asking glGetError after every call doubles their number; the tests switch it on.
OpenGL.ERROR_CHECKING = os.environ.get("LOOKGLASS_GL_CHECKS") == "1"
OpenGL.ERROR_LOGGING = False
OpenGL.USE_ACCELERATE = False

from OpenGL import GL as _GL  # noqa: E402  (the flags above must come first)
from OpenGL.raw.GL.VERSION import GL_2_0 as _RAW  # noqa: E402

# PyOpenGL's own wrappers of these remember client pointers per context, and look for that context through
# its platform only, which fails in a context that Qt made by GLX. Our pointers are offsets into buffers.
_UNWRAPPED = {"glVertexAttribPointer": _RAW.glVertexAttribPointer}

_count = threading.local()


def calls_made() -> int:
    """How many GL calls this thread has made so far."""
    return getattr(_count, "calls", 0)


def _counted(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        _count.calls = getattr(_count, "calls", 0) + 1
        return function(*arguments)

    return call


def __getattr__(name: str) -> Any:
    """GL names on demand; functions are wrapped once in the counter."""
    value = _UNWRAPPED.get(name) or getattr(_GL, name)
    if name.startswith("gl"):
        value = _counted(value)
    globals()[name] = value
    return value

"""Headless contexts on macOS: CGL needs no window."""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any

from ..core.errors import UserError

_NO_GL = "No OpenGL 3.3 is available on this computer"

# CGLPixelFormatAttribute: the 3.2 core profile, which gives the newest core version (4.1).
_PROFILE, _CORE_3_2, _COLOUR_SIZE, _DEPTH_SIZE, _ALLOW_OFFLINE = 99, 0x3200, 8, 12, 96


def _cgl() -> Any:
    name = ctypes.util.find_library("OpenGL")
    if name is None:
        raise UserError(f"{_NO_GL}: macOS's OpenGL framework is missing.")
    cgl = ctypes.CDLL(name)
    pointer, several = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
    cgl.CGLChoosePixelFormat.argtypes = [ctypes.POINTER(ctypes.c_int), several, ctypes.POINTER(ctypes.c_int)]
    cgl.CGLCreateContext.argtypes = [pointer, pointer, several]
    for function in (cgl.CGLDestroyPixelFormat, cgl.CGLSetCurrentContext, cgl.CGLDestroyContext):
        function.argtypes = [pointer]
    return cgl


class CglContext:
    """An OpenGL core context. Raises UserError when macOS offers none."""

    def __init__(self) -> None:
        self._cgl = _cgl()
        wanted = (ctypes.c_int * 8)(
            _PROFILE, _CORE_3_2, _COLOUR_SIZE, 24, _DEPTH_SIZE, 24, _ALLOW_OFFLINE, 0
        )  # fmt: skip
        pixel_format, found = ctypes.c_void_p(), ctypes.c_int()
        self._context = ctypes.c_void_p()
        error = self._cgl.CGLChoosePixelFormat(wanted, ctypes.byref(pixel_format), ctypes.byref(found))
        if error or not pixel_format:
            raise UserError(f"{_NO_GL} (CGL error {error}).")
        error = self._cgl.CGLCreateContext(pixel_format, None, ctypes.byref(self._context))
        self._cgl.CGLDestroyPixelFormat(pixel_format)
        if error:
            raise UserError(f"{_NO_GL} (CGL error {error}).")

    def make_current(self) -> None:
        if self._cgl.CGLSetCurrentContext(self._context):
            raise UserError(f"{_NO_GL}: the driver refused to make its context current.")

    def done_current(self) -> None:
        self._cgl.CGLSetCurrentContext(None)

    def release(self) -> None:
        self._cgl.CGLDestroyContext(self._context)

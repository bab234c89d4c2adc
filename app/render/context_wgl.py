"""Headless contexts on Windows: WGL on a window that is never shown."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any

from ..core.errors import UserError

_NO_GL = "No OpenGL 3.3 is available on this computer"

# WGL_ARB_create_context and its profile extension.
_MAJOR, _MINOR, _PROFILE, _CORE_PROFILE = 0x2091, 0x2092, 0x9126, 0x0001
_DRAW_TO_WINDOW, _SUPPORT_OPENGL, _RGBA, _MAIN_PLANE = 0x4, 0x20, 0, 0
_POPUP = 0x80000000  # WS_POPUP: no frame; without WS_VISIBLE it never shows


class _PixelFormat(ctypes.Structure):
    """PIXELFORMATDESCRIPTOR."""

    _fields_ = (
        ("size", wintypes.WORD), ("version", wintypes.WORD), ("flags", wintypes.DWORD),
        ("pixel_type", wintypes.BYTE), ("colour_bits", wintypes.BYTE), ("shifts", wintypes.BYTE * 6),
        ("alpha_bits", wintypes.BYTE), ("alpha_shift", wintypes.BYTE), ("accumulation", wintypes.BYTE * 5),
        ("depth_bits", wintypes.BYTE), ("stencil_bits", wintypes.BYTE), ("auxiliary", wintypes.BYTE),
        ("layer", wintypes.BYTE), ("reserved", wintypes.BYTE), ("masks", wintypes.DWORD * 3),
    )  # fmt: skip


def _libraries() -> tuple[Any, Any, Any]:
    """user32, gdi32 and opengl32 with the signatures that are used."""
    load: Any = getattr(ctypes, "WinDLL", None)
    if sys.platform != "win32" or load is None:
        raise UserError(f"{_NO_GL}: WGL exists on Windows only.")
    user, gdi, opengl = load("user32"), load("gdi32"), load("opengl32")
    handle = wintypes.HANDLE
    user.CreateWindowExW.restype, user.GetDC.restype = handle, handle
    user.CreateWindowExW.argtypes = [
        wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD,
        *[ctypes.c_int] * 4, handle, handle, handle, ctypes.c_void_p,
    ]  # fmt: skip
    user.GetDC.argtypes, user.DestroyWindow.argtypes = [handle], [handle]
    user.ReleaseDC.argtypes = [handle, handle]
    gdi.ChoosePixelFormat.argtypes = [handle, ctypes.POINTER(_PixelFormat)]
    gdi.SetPixelFormat.argtypes = [handle, ctypes.c_int, ctypes.POINTER(_PixelFormat)]
    opengl.wglCreateContext.argtypes, opengl.wglCreateContext.restype = [handle], handle
    opengl.wglMakeCurrent.argtypes, opengl.wglDeleteContext.argtypes = [handle, handle], [handle]
    opengl.wglGetProcAddress.argtypes, opengl.wglGetProcAddress.restype = [ctypes.c_char_p], ctypes.c_void_p
    return user, gdi, opengl


class WglContext:
    """An OpenGL 3.3 core context. Raises UserError when the driver offers none.

    Made, used and released in one thread, which owns the hidden window.
    """

    def __init__(self) -> None:
        self._user, self._gdi, self._opengl = _libraries()
        self._window = self._user.CreateWindowExW(
            0, "STATIC", "Lookglass", _POPUP, 0, 0, 1, 1, None, None, None, None
        )
        self._device = self._user.GetDC(self._window)
        self._context: Any = None
        wanted = _PixelFormat(
            size=ctypes.sizeof(_PixelFormat), version=1, flags=_DRAW_TO_WINDOW | _SUPPORT_OPENGL,
            pixel_type=_RGBA, colour_bits=32, alpha_bits=8, depth_bits=24, layer=_MAIN_PLANE,
        )  # fmt: skip
        pixel_format = self._gdi.ChoosePixelFormat(self._device, ctypes.byref(wanted))
        if not pixel_format or not self._gdi.SetPixelFormat(self._device, pixel_format, ctypes.byref(wanted)):
            self.release()
            raise UserError(f"{_NO_GL}: Windows offers no pixel format for it.")
        self._context = self._core_context()
        if not self._context:
            self.release()
            raise UserError(f"{_NO_GL}: install the graphics card's own driver.")

    def _core_context(self) -> Any:
        """wglCreateContextAttribsARB can only be asked for while some older context is current."""
        opengl = self._opengl
        first = opengl.wglCreateContext(self._device)
        if not first or not opengl.wglMakeCurrent(self._device, first):
            return None
        address = opengl.wglGetProcAddress(b"wglCreateContextAttribsARB")
        context = None
        if address:
            handle = wintypes.HANDLE
            prototype: Any = ctypes.WINFUNCTYPE  # type: ignore[attr-defined, unused-ignore]
            create = prototype(handle, handle, handle, ctypes.POINTER(ctypes.c_int))(address)
            wanted = (ctypes.c_int * 7)(_MAJOR, 3, _MINOR, 3, _PROFILE, _CORE_PROFILE, 0)
            context = create(self._device, None, wanted)
        opengl.wglMakeCurrent(None, None)
        opengl.wglDeleteContext(first)
        return context

    def make_current(self) -> None:
        if not self._opengl.wglMakeCurrent(self._device, self._context):
            raise UserError(f"{_NO_GL}: the driver refused to make its context current.")

    def done_current(self) -> None:
        self._opengl.wglMakeCurrent(None, None)

    def release(self) -> None:
        if self._context:
            self._opengl.wglDeleteContext(self._context)
        self._user.ReleaseDC(self._window, self._device)
        self._user.DestroyWindow(self._window)
        self._context = None

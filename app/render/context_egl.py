"""Headless contexts through EGL: no display server is needed."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..core.errors import UserError

# EGL 1.5 and its extensions' registry.
_DEFAULT_DISPLAY = None
_PLATFORM_DEVICE = 0x313F
_PLATFORM_SURFACELESS = 0x31DD
_EXTENSIONS = 0x3055
_OPENGL_API = 0x30A2
_SURFACE_TYPE, _RENDERABLE_TYPE, _OPENGL_BIT, _PBUFFER_BIT, _NONE = 0x3033, 0x3040, 0x0008, 0x0001, 0x3038
_MAJOR, _MINOR, _PROFILE, _CORE_PROFILE = 0x3098, 0x30FB, 0x30FD, 0x0001
_WIDTH, _HEIGHT = 0x3057, 0x3056

_NO_GL = "No OpenGL 3.3 is available without a display on this computer"


@cache
def _egl() -> Any:
    """libEGL with the signatures that are used. Raises UserError where it is not installed."""
    name = ctypes.util.find_library("EGL") or "libEGL.so.1"
    try:
        egl = ctypes.CDLL(name)
    except OSError as problem:
        raise UserError(f"{_NO_GL}: libEGL is missing (install libegl1 and libgl1-mesa-dri).") from problem
    pointer, integer = ctypes.c_void_p, ctypes.c_int32
    integers = ctypes.POINTER(integer)
    egl.eglGetDisplay.argtypes, egl.eglGetDisplay.restype = [pointer], pointer
    egl.eglGetProcAddress.argtypes, egl.eglGetProcAddress.restype = [ctypes.c_char_p], pointer
    egl.eglQueryString.argtypes, egl.eglQueryString.restype = [pointer, integer], ctypes.c_char_p
    egl.eglInitialize.argtypes = [pointer, integers, integers]
    egl.eglChooseConfig.argtypes = [pointer, integers, ctypes.POINTER(pointer), integer, integers]
    egl.eglBindAPI.argtypes = [ctypes.c_uint]
    egl.eglCreateContext.argtypes = [pointer, pointer, pointer, integers]
    egl.eglCreateContext.restype = pointer
    egl.eglCreatePbufferSurface.argtypes = [pointer, pointer, integers]
    egl.eglCreatePbufferSurface.restype = pointer
    egl.eglMakeCurrent.argtypes = [pointer, pointer, pointer, pointer]
    egl.eglDestroyContext.argtypes = [pointer, pointer]
    egl.eglDestroySurface.argtypes = [pointer, pointer]
    return egl


def _extension(name: bytes, result: Any, *arguments: Any) -> Any:
    address = _egl().eglGetProcAddress(name)
    return ctypes.CFUNCTYPE(result, *arguments)(address) if address else None


def _displays() -> Iterator[int]:
    """EGL displays that may work, best first: graphics cards, Mesa without a surface, the default display."""
    egl = _egl()
    known = egl.eglQueryString(None, _EXTENSIONS) or b""
    pointer = ctypes.c_void_p
    get = _extension(b"eglGetPlatformDisplayEXT", pointer, ctypes.c_uint, pointer, pointer)
    if get is not None and b"EGL_EXT_platform_device" in known:
        yield from (display for device in _cards() if (display := get(_PLATFORM_DEVICE, device, None)))
    if get is not None and b"EGL_MESA_platform_surfaceless" in known:
        display = get(_PLATFORM_SURFACELESS, _DEFAULT_DISPLAY, None)
        if display:
            yield display
    display = egl.eglGetDisplay(_DEFAULT_DISPLAY)
    if display:
        yield display


def _cards() -> list[int]:
    """EGL devices that are not software."""
    pointer, integer, count = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int32()
    several, counted = ctypes.POINTER(pointer), ctypes.POINTER(integer)
    query = _extension(b"eglQueryDevicesEXT", ctypes.c_uint, integer, several, counted)
    describe = _extension(b"eglQueryDeviceStringEXT", ctypes.c_char_p, pointer, ctypes.c_int32)
    if query is None or describe is None:
        return []
    devices = (pointer * 16)()
    if not query(16, devices, ctypes.byref(count)):
        return []
    found = [device for device in devices[: count.value] if device is not None]
    software = b"EGL_MESA_device_software"
    return [device for device in found if software not in (describe(device, _EXTENSIONS) or b"")]


def _integers(*values: int) -> Any:
    return (ctypes.c_int32 * len(values))(*values)


class EglContext:
    """An OpenGL 3.3 core context on the best EGL display. Raises UserError when none gives one."""

    def __init__(self) -> None:
        for display in _displays():
            if self._create(display):
                return
        raise UserError(f"{_NO_GL} (Mesa's libgl1-mesa-dri is enough).")

    def _create(self, display: int) -> bool:
        egl = _egl()
        if not egl.eglInitialize(display, None, None) or not egl.eglBindAPI(_OPENGL_API):
            return False
        config, found = ctypes.c_void_p(), ctypes.c_int32()
        wanted = _integers(_SURFACE_TYPE, _PBUFFER_BIT, _RENDERABLE_TYPE, _OPENGL_BIT, _NONE)
        chosen = egl.eglChooseConfig(display, wanted, ctypes.byref(config), 1, ctypes.byref(found))
        if not chosen or not found.value:
            return False
        core33 = _integers(_MAJOR, 3, _MINOR, 3, _PROFILE, _CORE_PROFILE, _NONE)
        context = egl.eglCreateContext(display, config, None, core33)
        if not context:
            return False
        self._display, self._context, self._surface = display, context, None
        extensions = egl.eglQueryString(display, _EXTENSIONS) or b""
        if b"EGL_KHR_surfaceless_context" not in extensions:
            one_pixel = _integers(_WIDTH, 1, _HEIGHT, 1, _NONE)
            self._surface = egl.eglCreatePbufferSurface(display, config, one_pixel)
        return True

    def make_current(self) -> None:
        """Bind the context to the calling thread. Raises UserError when the driver refuses."""
        egl = _egl()
        egl.eglBindAPI(_OPENGL_API)
        if not egl.eglMakeCurrent(self._display, self._surface, self._surface, self._context):
            raise UserError(f"{_NO_GL}: the driver refused to make its context current.")

    def done_current(self) -> None:
        _egl().eglMakeCurrent(self._display, None, None, None)

    def release(self) -> None:
        """Destroy the context. The display stays initialised: other threads' contexts live on it."""
        egl = _egl()
        if self._surface:
            egl.eglDestroySurface(self._display, self._surface)
        egl.eglDestroyContext(self._display, self._context)

"""OpenGL contexts: one per thread that draws, made and released in that thread.

The window draws in Qt's context, which is current when the widget paints. Everything else (headless render,
recording, thumbnails, the demo subject) opens its own with `open_context`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from ..core.errors import UserError


class GLContext(Protocol):
    """An OpenGL 3.3 core context without a visible surface, used by one thread at a time."""

    def make_current(self) -> None: ...

    def done_current(self) -> None: ...

    def release(self) -> None:
        """Destroy the context; it must not be current in another thread."""
        ...


# Makes a context in the calling thread, or raises UserError.
ContextFactory = Callable[[], GLContext]

_chosen: list[ContextFactory] = []

# GL_CONTEXT_LOST (KHR_robustness), which PyOpenGL does not name.
_CONTEXT_LOST = 0x0507


def use_context_factory(factory: ContextFactory | None) -> None:
    """Make `open_context` use this factory in the whole process (None: the system's own way again).

    For systems where only the GUI's library can make a context off screen.
    """
    _chosen[:] = [] if factory is None else [factory]


def system_context() -> GLContext:
    """A context made the system's own way: EGL, WGL or CGL. Raises UserError where there is none."""
    if sys.platform == "win32":
        from .context_wgl import WglContext

        return WglContext()
    if sys.platform == "darwin":
        from .context_cgl import CglContext

        return CglContext()
    from .context_egl import EglContext

    return EglContext()


@contextmanager
def open_context(factory: ContextFactory | None = None) -> Iterator[GLContext]:
    """A context that is current in this thread inside the `with` block and destroyed after it.

    Raises UserError when this computer offers no OpenGL 3.3.
    """
    make = factory or (_chosen[0] if _chosen else system_context)
    context = make()
    try:
        context.make_current()
        require_gl33()
        yield context
    finally:
        context.done_current()
        context.release()


def require_gl33() -> None:
    """Raise UserError unless the current context offers OpenGL 3.3 or newer."""
    from . import gl

    text = gl.glGetString(gl.GL_VERSION)
    if text is None:
        raise UserError("No OpenGL context is current in this thread.")
    version = text.decode()
    major, minor = (int(part) for part in version.split(" ")[0].split(".")[:2])
    if (major, minor) < (3, 3):
        raise UserError(f"Lookglass needs OpenGL 3.3; this computer's driver offers {version}.")


def is_alive() -> bool:
    """Whether this thread's context still answers. One that is lost (the driver was reset, the card is gone)
    raises nothing: every call does nothing, and what is read back is whatever lay there before."""
    from . import gl

    return gl.glGetString(gl.GL_VERSION) is not None and gl.glGetError() != _CONTEXT_LOST


def describe() -> str:
    """The current context's renderer and version, such as "llvmpipe (LLVM 19.1, 256 bits), OpenGL 4.5"."""
    from . import gl

    renderer = gl.glGetString(gl.GL_RENDERER)
    version = gl.glGetString(gl.GL_VERSION)
    if renderer is None or version is None:
        return "no OpenGL context"
    return f"{renderer.decode()}, OpenGL {version.decode()}"

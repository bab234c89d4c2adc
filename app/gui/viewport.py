"""The mirror: draws the newest result in Qt's own GL context, as large as its place allows."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..core.document import View
from ..core.scene import Scene
from ..render.context import describe, require_gl33
from ..render.present import Area, Presenter
from ..render.renderer import Renderer
from ..render.target import Target
from ..runtime.pipeline import FrameResult
from .bridge import Bridge

# Past the right edge: everything is "before", and the line is out of sight.
_ALL_BARE = 1.01


class Viewport(QOpenGLWidget):
    """Renders a scene once when its result is new, and presents it again when only the view changes.

    It takes results from the bridge itself, so that one that is never drawn costs nothing.
    """

    drawn = Signal(object, float)
    first_picture = Signal()
    picture_changed = Signal()
    faulted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._view = View()
        self._bare = False
        self._result: FrameResult | None = None
        self._is_new = False  # not rendered yet
        self._unseen = False  # not painted yet
        self._more_waits = False
        self._draw_ns = 0
        self._seen_one = False
        self._renderer: Renderer | None = None
        self._presenter: Presenter | None = None
        self._target: Target | None = None
        self._fault = ""
        self._kept = False
        self.gl_name = ""
        # Timers of our own: QTimer.singleShot keeps what it has called.
        self._paint_soon, self._look_again = (QTimer(self, interval=0, singleShot=True) for _ in range(2))
        self._paint_soon.timeout.connect(self.update)
        self._look_again.timeout.connect(self._result_ready)
        bridge.result_ready.connect(self._result_ready)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mirror")
        self.setAccessibleDescription("The picture with everything worn. Hold Space to see the bare face.")
        self.setUpdateBehavior(QOpenGLWidget.UpdateBehavior.NoPartialUpdate)

    # -- what is shown

    def show_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.update()

    def set_bare(self, bare: bool) -> None:
        """Show the picture without anything worn, until told otherwise."""
        if bare != self._bare:
            self._bare = bare
            self.update()

    @property
    def bare(self) -> bool:
        return self._bare

    @property
    def result(self) -> FrameResult | None:
        """What is being shown."""
        return self._result

    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture in its own px; None before the first."""
        return (self._result.frame.width, self._result.frame.height) if self._result else None

    def picture_rect(self) -> QRectF:
        """Where the picture lies, in device-independent px; empty before the first."""
        if self._result is None:
            return QRectF()
        frame = self._result.frame
        ratio = self.devicePixelRatioF()
        area = Area.fitted((frame.width, frame.height), self._device_size())
        return QRectF(area.x / ratio, area.y / ratio, area.width / ratio, area.height / ratio)

    def look_picture(self) -> NDArray[np.uint8] | None:
        """The look at the source's size, (height, width, 3) uint8 sRGB; None before the first picture."""
        if self._target is None:
            return None
        self.makeCurrent()
        try:
            return self._target.read()
        finally:
            self.doneCurrent()

    # -- GL, with the context current

    def initializeGL(self) -> None:
        """Also after the widget has moved to another window, which brings another context."""
        require_gl33()
        self.context().aboutToBeDestroyed.connect(self.release, Qt.ConnectionType.DirectConnection)
        self.gl_name = describe()
        self._renderer = Renderer()
        self._presenter = Presenter()

    def paintGL(self) -> None:
        if self._renderer is None or self._presenter is None:
            return
        began_ns = time.perf_counter_ns()
        result = self._result
        if result is None:
            _clear()
            return
        self._render(result)
        self._present(result, self._presenter)
        self._draw_ns += time.perf_counter_ns() - began_ns
        if self._unseen:
            self._now_seen(result)

    def _now_seen(self, result: FrameResult) -> None:
        self._unseen = False
        self.drawn.emit(result, self._draw_ns * 1e-6)
        if not self._seen_one:
            self._seen_one = True
            self.first_picture.emit()
        if self._more_waits:
            self._more_waits = False
            self._look_again.start()

    def release(self) -> None:
        """Free what was made in the context; the next `initializeGL` makes it anew.

        Call it when the window closes: once Qt destroys the widget, its context is out of reach, and what
        lies in it stays with the contexts that share it.
        """
        if self._renderer is None or not isValid(self):
            return
        self.makeCurrent()
        if self._presenter is not None:
            self._presenter.release()
        self._renderer.release()
        self._renderer = self._presenter = self._target = None
        self._is_new = self._result is not None
        self.doneCurrent()

    def _render(self, result: FrameResult) -> None:
        assert self._renderer is not None
        compares = self._bare or self._view.split is not None
        has_bare = self._target is not None and self._target.original is not None
        if self._is_new or self._target is None or (compares and not has_bare):
            self._target = self._drawn_or_bare(self._renderer, result, keep_original=compares)
            self._is_new = False
            self._kept = compares
        elif compares and not self._kept:
            # The line has just appeared on a picture that was drawn without its bare frame.
            self._target.keep(result.frame.rgb)
            self._kept = True

    def _drawn_or_bare(self, renderer: Renderer, result: FrameResult, *, keep_original: bool) -> Target:
        """The scene; or, where drawing fails, the bare picture, and the fault told once."""
        try:
            return renderer.render(result.scene, keep_original=keep_original)
        except Exception as fault:  # whatever a driver or a product's model brings about
            if str(fault) != self._fault:
                self._fault = str(fault)
                self.faulted.emit(fault)
            return renderer.render(Scene(result.frame), keep_original=keep_original)

    def _present(self, result: FrameResult, presenter: Presenter) -> None:
        assert self._target is not None
        points = None
        if self._view.landmarks and not self._bare:
            seen = [track.points[:, :2] for track in result.tracks if track.present]
            points = np.concatenate(seen) if seen else None
        presenter.present(
            self._target,
            framebuffer=self.defaultFramebufferObject(),
            viewport=self._device_size(),
            mirror=self._view.mirror,
            split=_ALL_BARE if self._bare else self._view.split,
            points=points,
        )

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.set_bare(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.set_bare(False)
        else:
            super().keyReleaseEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint_soon.start()  # what was asked for while hidden was never painted

    def hideEvent(self, event: QHideEvent) -> None:
        self.set_bare(False)  # the key may come up elsewhere
        super().hideEvent(event)

    def _result_ready(self) -> None:
        if self._unseen:
            # The newest stays with the bridge until the last one has been shown.
            self._more_waits = True
            self._paint_soon.start()
            return
        result = self._bridge.take_result()
        if result is None:
            return
        before = self._result
        self._result, self._is_new, self._unseen, self._draw_ns = result, True, True, 0
        if before is None or before.frame.rgb.shape != result.frame.rgb.shape:
            self.picture_changed.emit()
        self._render_ahead(result)

    def _render_ahead(self, result: FrameResult) -> None:
        """Draw the look now and paint the widget later, so that what the person does comes in between."""
        if self._renderer is not None and self.isVisible():
            began_ns = time.perf_counter_ns()
            self.makeCurrent()
            self._render(result)
            self.doneCurrent()
            self._draw_ns = time.perf_counter_ns() - began_ns
        self._paint_soon.start()

    def _device_size(self) -> tuple[int, int]:
        # Qt counts in device-independent px; GL counts in the screen's.
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))


def _clear() -> None:
    """The empty mirror, before the first picture."""
    from ..render import gl
    from ..render.present import BARS_SRGB

    gl.glClearColor(BARS_SRGB, BARS_SRGB, BARS_SRGB, 1.0)
    gl.glClear(gl.GL_COLOR_BUFFER_BIT)

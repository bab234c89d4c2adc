"""The demo subject: a portrait that turns its head, blinks and speaks, with exact truth for every frame."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ..core.camera import Intrinsics
from ..core.frame import Frame
from ..core.missing import Missing
from ..core.ports import SourceInfo
from ..core.pose import Pose
from ..render.context import is_alive, open_context
from ..render.mesh_canvas import Drawn, MeshCanvas
from . import demo_assets as assets
from .demo_motion import FRAME_RATE, LOOP_FRAMES, Motion, motion_at
from .demo_shape import HEIGHT, WIDTH, DemoShape, Placed

CELL_PX = 9  # from the middle of the head's largest triangles to their corners, in px of its texture


@dataclass(frozen=True, slots=True, eq=False)
class DemoTruth:
    """What is true of a frame.

    `points` (478, 3) float32: x, y in px, z in px with MediaPipe's sign, 0 at the head's origin. `pose` is
    camera_from_head. `blink` 0..1 says how far the lids are down, `mouth_open_mm` how far the jaw.
    """

    points: NDArray[np.float32]
    pose: Pose
    camera: Intrinsics
    blink: float
    mouth_open_mm: float


class DemoFace:
    """Draws the subject at 1280x720 on a thread and an OpenGL context of its own.

    Made and used from any one thread. Raises UserError when this computer has no OpenGL 3.3.
    """

    def __init__(self) -> None:
        seen = assets.widened(assets.grey("head_alpha.png"), CELL_PX)
        self._shape = DemoShape(assets.geometry(), assets.grey("torso.png"), seen)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="demo-face")
        self._painter: _Painter | None = None
        self._lost = False  # its context is gone, and there is no other yet
        try:
            self._painter = self._thread.submit(_Painter, self._shape).result()
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def camera(self) -> Intrinsics:
        """The intrinsics of every frame."""
        return self._shape.camera

    def render(self, index: int) -> tuple[NDArray[np.uint8], DemoTruth]:
        """Frame `index` of the endless loop: (720, 1280, 3) uint8 sRGB and its truth."""
        return self.render_motion(motion_at(index))

    def render_motion(self, motion: Motion) -> tuple[NDArray[np.uint8], DemoTruth]:
        """Any moment: `render_motion(Motion(yaw_rad=...))` for stills."""
        return self.start(motion).result()

    def start(self, motion: Motion) -> Future[tuple[NDArray[np.uint8], DemoTruth]]:
        """Begin to draw a moment and come back at once."""
        if self._painter is None:
            raise ValueError("the demo subject is closed")
        return self._thread.submit(self._paint, motion)

    def _paint(self, motion: Motion) -> tuple[NDArray[np.uint8], DemoTruth]:
        """On the thread; in a new context where the driver has let go of the old one."""
        painter = self._painter
        assert painter is not None
        if not self._lost:
            try:
                drawn = painter.paint(motion)
                if is_alive():
                    return drawn
            except Exception:
                if is_alive():
                    raise
            with suppress(Exception):  # nothing of it is there any more, and some drivers say so
                painter.release()
            self._lost = True
        self._painter = _Painter(self._shape)
        self._lost = False
        return self._painter.paint(motion)

    def _release(self) -> None:
        """On the thread."""
        if self._painter is not None and not self._lost:
            self._painter.release()

    def truth(self, motion: Motion) -> DemoTruth:
        """The truth without a picture."""
        return truth_of(self._shape.place(motion), motion, self._shape.camera)

    def close(self) -> None:
        """End the thread and free what it drew with; twice does no harm."""
        try:
            if self._painter is not None:
                self._thread.submit(self._release).result()
        finally:
            self._painter = None
            self._thread.shutdown()


def truth_of(placed: Placed, motion: Motion, camera: Intrinsics) -> DemoTruth:
    """The drawn geometry, projected."""
    distance = float(placed.pose.translation_mm[2])
    z = (placed.landmarks[:, 2:] - distance) * (camera.fx / distance)
    points = np.concatenate([camera.project(placed.landmarks), z], axis=1).astype(np.float32)
    return DemoTruth(points, placed.pose, camera, max(motion.blink), motion.mouth_open_mm)


class _Painter:
    """Owns the context and everything in it; lives in one thread."""

    def __init__(self, shape: DemoShape) -> None:
        self._shape = shape
        with ExitStack() as stack:
            stack.enter_context(open_context())
            self._canvas = canvas = MeshCanvas(WIDTH, HEIGHT)
            stack.callback(canvas.release)
            plate = canvas.texture(assets.picture("plate.jpg", "collar_alpha.png"))
            head = canvas.texture(assets.picture("head.jpg", "head_alpha.png"))
            neck = canvas.texture(assets.picture("neck.jpg", "neck_alpha.png"))
            teeth = canvas.texture(assets.picture("teeth.jpg", "teeth_alpha.png"))
            eye, hollow = (
                canvas.texture(assets.picture("eye.jpg")),
                canvas.texture(assets.picture("hollow.jpg")),
            )
            s = shape
            self._plate = canvas.upload(plate, s.plate.uv, s.plate.triangles, covering=False)
            still = canvas.upload(plate, s.still_plate.uv, s.still_plate.triangles, covering=False)
            canvas.lay_ground([Drawn(still, s.place(Motion()).plate)], s.camera)
            self._collar = canvas.upload(plate, s.collar.uv, s.collar.triangles)
            self._neck = canvas.upload(neck, s.neck.uv, s.neck.triangles)
            self._hollow = canvas.upload(hollow, s.hollow.uv, s.hollow.triangles, covering=False, relief=True)
            self._teeth = canvas.upload(teeth, s.teeth.uv, s.teeth.triangles, relief=True)
            self._eye = canvas.upload(eye, s.eye.uv, s.eye.triangles, relief=True)
            self._head = canvas.upload(head, s.head.uv, s.head.triangles, relief=True)
            self._stack = stack.pop_all()

    def paint(self, motion: Motion) -> tuple[NDArray[np.uint8], DemoTruth]:
        placed = self._shape.place(motion)
        layers = [
            Drawn(self._plate, placed.plate),
            Drawn(self._neck, placed.neck),
            Drawn(self._collar, placed.collar),
            Drawn(self._hollow, placed.hollow),
            Drawn(self._teeth, placed.teeth),
            Drawn(self._eye, placed.eyes[0], cover=placed.eye_covers[0]),
            Drawn(self._eye, placed.eyes[1], cover=placed.eye_covers[1]),
            Drawn(self._head, placed.head, placed.head_shade, placed.head_cover),
        ]
        rgb = self._canvas.draw(layers, self._shape.camera)
        return rgb, truth_of(placed, motion, self._shape.camera)

    def release(self) -> None:
        self._stack.close()


class DemoFaceSource:
    """The demo subject as a source: 300 frames at 30 per second; `loop` begins again in a new epoch.

    The next frame is drawn while the present one is worked on. Raises UserError without OpenGL.
    """

    def __init__(self, *, loop: bool = False) -> None:
        self._loop = loop
        self._face = DemoFace()
        self._lock = Lock()  # `close` may come while another thread reads
        self._closed = False
        self._epoch = self._count = self._at = 0
        self._next = self._face.start(motion_at(0))

    @property
    def info(self) -> SourceInfo:
        return SourceInfo(
            "demo:face",
            WIDTH,
            HEIGHT,
            float(FRAME_RATE),
            None if self._loop else LOOP_FRAMES,
            LOOP_FRAMES * 1_000_000_000 // FRAME_RATE,
            seekable=True,
            detail="demo subject",
        )

    def truth(self, index: int) -> DemoTruth:
        """What is true of frame `index`, counted from the start, where nobody has sought meanwhile."""
        return self._face.truth(motion_at(index))

    def read(self) -> Frame | Missing | None:
        """The next frame; None after the last, and once closed."""
        if self._closed:
            return None
        if self._at >= LOOP_FRAMES:
            if not self._loop:
                return None
            self._epoch, self._at = self._epoch + 1, 0
        try:
            rgb, truth = self._next.result()
        except Exception:
            self._draw_ahead()  # or whoever reads again would hear of the same failure for ever
            raise
        frame = Frame(self._epoch, _time_of(self._at), self._count, rgb, truth.camera)
        self._count += 1
        self._at += 1
        self._draw_ahead()
        return frame

    def seek(self, t_ns: int) -> None:
        """The next frame read is the one shown at `t_ns` (clipped to the loop), in a new epoch."""
        # The last frame whose time, which is rounded down, is not later.
        wanted = min(((max(t_ns, 0) + 1) * FRAME_RATE - 1) // 1_000_000_000, LOOP_FRAMES - 1)
        self._epoch += 1
        if wanted != self._at % LOOP_FRAMES:
            self._at = wanted
            self._draw_ahead()
        self._at = wanted

    def close(self) -> None:
        """End the drawing thread; from any thread, and twice does no harm."""
        with self._lock:
            self._closed = True
        self._face.close()

    def _draw_ahead(self) -> None:
        with self._lock:
            if not self._closed:
                self._next = self._face.start(motion_at(self._at % LOOP_FRAMES))


def _time_of(at: int) -> int:
    return at * 1_000_000_000 // FRAME_RATE

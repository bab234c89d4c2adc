"""The ten commonest jobs, done as a person does them: with the mouse and the keys, in the real window.

`test_jobs.py` runs each and looks at what came of it; `screenshots.py` takes a picture of each for the docs.
A job leaves the window in the state that is worth a picture.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from app.core.commands import Follow
from app.core.document import Worn
from app.core.face import LIPS_OUTER
from app.gui.main_window import MainWindow
from app.sinks import open_sink
from app.store.resource_path import resource_path
from tests.gui.helpers import PATIENCE_MS, drop


@dataclass(frozen=True, slots=True)
class Desk:
    """A window, and a folder of the job's own for what it opens and makes."""

    window: MainWindow
    folder: Path


Job = Callable[[Desk], None]


def live(seconds: float) -> None:
    """Let the window live for a while. QTest.qWait would keep Python's lock, and with it the workers."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(true: Callable[[], bool], why: str, patience_ms: int = PATIENCE_MS) -> None:
    """Let the window live until something is so. Raises AssertionError."""
    end = time.monotonic() + patience_ms / 1000
    while not true():
        assert time.monotonic() < end, f"waited in vain until {why}"
        live(0.02)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or QPoint())


def worn(window: MainWindow) -> dict[str, Worn]:
    return {one.product_id: one for one in window.controller.document.default_look.worn}


def settle(window: MainWindow, seconds: float = 0.4) -> None:
    """Until the picture on the screen is of the newest choice."""
    live(seconds)


def is_shown(window: MainWindow) -> bool:
    """Whether the picture on the screen was drawn for the view that is chosen now."""
    shown = window.picture.viewport.shown
    return shown is not None and shown.pane.view == window.controller.document.view


def press(window: MainWindow, action_id: str) -> None:
    """As its menu entry, button or shortcut would."""
    window.actions_[action_id].trigger()
    QApplication.processEvents()


def part_the_mouth(window: MainWindow) -> None:
    """The picture stands, and the line is dragged to the middle of the mouth."""
    press(window, "play.toggle")
    settle(window, 1.0)
    mouth = mouth_at(window)
    handle, picture = window.picture.handle, window.picture.viewport
    area = picture.picture_rect()
    start = QPoint(handle.width() // 2, round(handle.height() * 0.86))
    there = handle.mapFromGlobal(picture.mapToGlobal(QPointF(area.x() + mouth * area.width(), 0.0))).x()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(handle, QPoint(round(there), start.y()))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    wait_until(lambda: is_shown(window), "the picture is parted there")


def mouth_at(window: MainWindow) -> float:
    """The middle of the mouth, from the left edge of the picture in widths of it."""
    result = window.picture.viewport.result
    assert result is not None and result.tracks
    return float(result.tracks[0].points[list(LIPS_OUTER), 0].mean()) / result.frame.width


# -- the jobs


def wear_a_lipstick(desk: Desk) -> None:
    """One click on a product, one on a shade."""
    window = desk.window
    click(window.products.tile("lipstick-berry-gloss"))
    wait_until(lambda: "lipstick-berry-gloss" in worn(window), "the lipstick is worn")
    press(window, "wear.find")
    settle(window)


def see_the_bare_face(desk: Desk) -> None:
    """Space, held."""
    viewport = desk.window.picture.viewport
    QTest.keyPress(viewport, Qt.Key.Key_Space)
    wait_until(lambda: viewport.shown is not None and viewport.shown.pane.bare, "the bare face is shown")


def compare_before_and_after(desk: Desk) -> None:
    """S, and the line is dragged by its handle."""
    window = desk.window
    press(window, "view.split")
    wait_until(window.picture.handle.isVisible, "the line is there")
    part_the_mouth(window)
    settle(window)


def fit_the_glasses(desk: Desk) -> None:
    """Put glasses on and move one of their sliders, in one step of the history."""
    window = desk.window
    if "glasses-square-acetate" not in worn(window):
        click(window.products.tile("glasses-square-acetate"))
    wait_until(lambda: "glasses-square-acetate" in worn(window), "the glasses are worn")
    card = next(card for card in window.look.cards if card.product.id == "glasses-square-acetate")
    slider = card.findChildren(QSlider)[0]
    slider.setSliderDown(True)
    for step in range(4):
        slider.setValue(slider.value() + 2 * (step + 1))
    slider.setSliderDown(False)
    settle(window)


def work_through_a_clip(desk: Desk) -> None:
    """Open a clip, stop it, go to its middle, and step."""
    window = desk.window
    window.controller.open(str(_clip(desk.folder)))
    wait_until(
        lambda: window.controller.source_info is not None and window.controller.source_info.seekable
        and window.controller.document.source.endswith("clip.mp4"),
        "the clip is open",
    )  # fmt: skip
    press(window, "play.toggle")
    window.controller.play(lambda player: player.seek(400_000_000))
    press(window, "play.on")
    settle(window, 0.8)


def wear_an_own_model(desk: Desk) -> None:
    """Drop a GLB on the window: it is worn at once."""
    window = desk.window
    model = desk.folder / "my-frame.glb"
    shutil.copyfile(resource_path("products/glasses-round-gold/model.glb"), model)
    drop(window, model)
    wait_until(lambda: str(model) in worn(window), "the model is worn")
    settle(window, 0.8)


def keep_a_look(desk: Desk) -> None:
    """Wear something else, and find the look again among the saved ones."""
    window = desk.window
    before = window.controller.document.default_look.worn
    press(window, "wear.nothing")
    assert not worn(window)
    press(window, "edit.undo")
    assert window.controller.document.default_look.worn == before
    click(window.products.tile("pattern-freckles"))
    wait_until(lambda: "pattern-freckles" in worn(window), "the pattern is worn")
    settle(window)


def compare_two_setups(desk: Desk) -> None:
    """A on the left of the line, B on the right, on the same picture."""
    window = desk.window
    press(window, "compare.toggle")
    click(window.products.tile("lipstick-plum-matte"))
    wait_until(lambda: "lipstick-plum-matte" in worn(window), "B wears another lipstick")
    press(window, "compare.split")
    wait_until(window.picture.handle.isVisible, "the line is there")
    wait_until(lambda: is_shown(window), "both are shown")
    part_the_mouth(window)
    settle(window)


def record_what_is_seen(desk: Desk) -> None:
    """Ctrl+R, and again; a picture of it is taken in the meantime."""
    window = desk.window
    press(window, "out.record")
    wait_until(
        lambda: (state := window.recording.state) is not None and state.frames > 5, "frames are recorded"
    )
    settle(window)


def tune_and_measure(desk: Desk) -> None:
    """A knob of a stage, and the figures that answer it."""
    window = desk.window
    window.show_tune()
    press(window, "lab.performance")
    settle(window, 1.5)


def wear_a_shoe(desk: Desk) -> None:
    """One click on a shoe turns to feet; another on the line that offers them."""
    window = desk.window
    shoe = window.products.tile("shoe-runner")
    click(shoe)
    wait_until(lambda: window.controller.followed == "feet", "feet are followed")
    window.controller.open("demo:feet")
    click(window.products.chips.chips["shoes"])
    wait_until(lambda: feet_are_seen(window), "the demo feet wear it", 5 * PATIENCE_MS)
    settle(window)


def measure_feet(desk: Desk) -> None:
    """Lab > Measure feet, on the demo feet."""
    window = desk.window
    window.controller.do(Follow("feet"))
    window.controller.open("demo:feet")
    press(window, "lab.feet")
    wait_until(lambda: feet_are_seen(window), "feet are seen", 5 * PATIENCE_MS)
    settle(window, 2.0)


def feet_are_seen(window: MainWindow) -> bool:
    result = window.picture.viewport.result
    return (
        result is not None
        and result.subject == "feet"
        and window.controller.document.source == "demo:feet"
        and any(track.present for track in result.tracks)
    )


JOBS: dict[str, Job] = {
    "wear": wear_a_lipstick,
    "bare": see_the_bare_face,
    "split": compare_before_and_after,
    "fit": fit_the_glasses,
    "clip": work_through_a_clip,
    "own-model": wear_an_own_model,
    "look": keep_a_look,
    "compare": compare_two_setups,
    "record": record_what_is_seen,
    "tune": tune_and_measure,
}


# And what is done with feet, for whoever looks.
FEET: dict[str, Job] = {"shoes": wear_a_shoe, "measure-feet": measure_feet}


def _clip(folder: Path) -> Path:
    """One second of the demo subject, bare."""
    from app.scenes.demo_face import DemoFaceSource

    path = folder / "clip.mp4"
    source = DemoFaceSource(loop=False)
    sink = open_sink(path, frame_rate=30.0, size=(source.info.width, source.info.height), frame_count=30)
    for _ in range(30):
        frame = source.read()
        assert frame is not None and hasattr(frame, "rgb")
        sink.write(frame.rgb, t_ns=frame.t_ns)
    sink.close()
    source.close()
    return path

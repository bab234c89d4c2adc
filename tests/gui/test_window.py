"""The real window on the real pipeline: what one does in it, and what it shows."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.commands import SetKnob
from app.core.scene import LipPaint, Scene
from app.gui.main_window import MainWindow
from app.runtime.events import Position
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed, drop

pytestmark = [pytest.mark.gl, pytest.mark.slow]


def lips(window: MainWindow) -> LipPaint | None:
    """The lipstick in the scene that is being shown."""
    result = window.picture.viewport.result
    layers = result.scene.layers if result else ()
    return next((layer for layer in layers if isinstance(layer, LipPaint)), None)


def worn(window: MainWindow) -> list[str]:
    return [one.product_id for one in window.controller.document.default_look.worn]


def test_the_first_picture_holds_a_face_with_its_lipstick(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: lips(window) is not None, timeout=PATIENCE_MS)
    result = window.picture.viewport.result
    assert result is not None and result.tracks[0].present
    assert result.scene.frame is result.frame


def test_clicking_a_product_changes_the_document_and_then_the_scene(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: lips(window) is not None, timeout=PATIENCE_MS)
    before = lips(window)
    tile = window.products.tile("lipstick-plum-matte")
    assert not tile.isChecked()
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert worn(window) == ["lipstick-plum-matte"]
    assert tile.isChecked() and not window.products.tile("lipstick-rouge-satin").isChecked()
    assert [card.product.id for card in window.look.cards] == ["lipstick-plum-matte"]
    assert before is not None
    qtbot.waitUntil(lambda: (now := lips(window)) is not None and now.colour != before.colour)


def test_clicking_a_worn_product_takes_it_off(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.products.tile("lipstick-rouge-satin"), Qt.MouseButton.LeftButton)
    assert worn(window) == []
    qtbot.waitUntil(lambda: lips(window) is None, timeout=PATIENCE_MS)


def test_undo_and_redo_say_what_they_do_and_the_panels_follow(window: MainWindow, qtbot: QtBot) -> None:
    undo, redo = window.actions_["edit.undo"], window.actions_["edit.redo"]
    assert not undo.isEnabled()
    qtbot.mouseClick(window.products.tile("lipstick-plum-matte"), Qt.MouseButton.LeftButton)
    assert "Wear Plum" in undo.text() and "lipstick-plum-matte" not in undo.text()
    undo.trigger()
    assert worn(window) == ["lipstick-rouge-satin"]
    assert window.products.tile("lipstick-rouge-satin").isChecked()
    assert [card.product.id for card in window.look.cards] == ["lipstick-rouge-satin"]
    redo.trigger()
    assert worn(window) == ["lipstick-plum-matte"]


def test_a_slider_drag_is_one_step_and_its_row_follows_the_undo(window: MainWindow, qtbot: QtBot) -> None:
    row = window.show_tune().row("steady", "lips_cutoff_hz")
    slider, box = row.findChild(QAbstractSlider), row.findChild(QAbstractSpinBox)
    assert slider is not None and box is not None
    before = box.text()
    for position in (40, 60, 80):
        slider.setValue(position)
    slider.sliderReleased.emit()
    assert box.text() != before
    assert window.controller.document.knobs["steady"]["lips_cutoff_hz"] == pytest.approx(4.05)
    window.actions_["edit.undo"].trigger()
    assert box.text() == before
    assert "steady" not in window.controller.document.knobs


def test_a_command_that_does_not_fit_is_a_notice_and_changes_nothing(window: MainWindow) -> None:
    before = window.controller.document
    assert not window.controller.do(SetKnob("steady", "lips_cutoff_hz", 1e9))
    assert window.controller.document == before
    assert "lips_cutoff_hz" in window.picture.notice.text
    assert not window.picture.notice.isHidden()
    window.picture.notice.dismiss()
    assert window.picture.notice.isHidden()


def test_a_bad_file_is_a_notice_and_the_old_source_goes_on(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video")
    window.controller.take_path(str(broken))
    qtbot.waitUntil(lambda: "broken.mp4" in window.picture.notice.text, timeout=PATIENCE_MS)
    assert window.controller.document.source == "demo:face"
    with qtbot.waitSignal(window.picture.viewport.drawn, timeout=PATIENCE_MS):
        pass


def test_a_first_source_that_is_gone_leaves_the_demo_subject(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    document = dressed(str(tmp_path / "gone.mp4"))
    from app.gui.controller import Controller

    controller = Controller(document)
    controller.start(otherwise="demo:face")
    window = MainWindow(controller)
    try:
        with qtbot.waitSignal(window.picture.viewport.first_picture, timeout=PATIENCE_MS):
            window.show()
        assert controller.document.source == "demo:face"
        assert any("gone.mp4" in text for text in window.info.texts)
        assert window.picture.notice.isHidden()
    finally:
        window.close()
        window.deleteLater()


def test_dropping_a_clip_opens_it_with_its_timeline_and_undo_goes_back(
    window: MainWindow, qtbot: QtBot, clip: Path
) -> None:
    drop(window, clip)
    qtbot.waitUntil(lambda: window.controller.document.source == str(clip), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.picture.viewport.picture_size() == (320, 240), timeout=PATIENCE_MS)
    timeline = window.player.timeline
    assert not timeline.isHidden() and 1800 <= timeline.maximum() <= 2000
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: window.picture.viewport.picture_size() == (1280, 720), timeout=PATIENCE_MS)


def test_pausing_and_seeking_show_the_picture_asked_for(
    open_window: OpenWindow, qtbot: QtBot, clip: Path
) -> None:
    window = open_window(dressed(str(clip)))
    qtbot.mouseClick(window.player.play, Qt.MouseButton.LeftButton)
    positions: list[Position] = []
    window.controller.position_changed.connect(positions.append)
    qtbot.waitUntil(lambda: bool(positions) and not positions[-1].playing, timeout=PATIENCE_MS)
    window.player.timeline.setValue(1000)

    def shown_grey() -> float:
        result = window.picture.viewport.result
        return float(result.frame.rgb.mean()) if result else -1.0

    qtbot.waitUntil(lambda: abs(shown_grey() - 125.0) < 4.0, timeout=PATIENCE_MS)


def test_the_picture_keeps_its_shape_in_any_window(window: MainWindow, qtbot: QtBot) -> None:
    for width, height in ((1000, 900), (1500, 620)):
        window.resize(width, height)
        qtbot.wait(50)
        rect = window.picture.viewport.picture_rect()
        assert rect.width() / rect.height() == pytest.approx(16 / 9, rel=0.01)
        room, strip = window.picture, window.bar.height() + 16  # the bar stands below it, not on it
        fills = max(rect.width() / room.width(), (rect.height() + strip) / room.height())
        assert fills == pytest.approx(1, abs=0.01)


def test_the_split_line_follows_the_mouse_and_the_arrow_keys(window: MainWindow, qtbot: QtBot) -> None:
    handle = window.picture.handle
    assert handle.isHidden()
    window.actions_["view.split"].trigger()
    assert not handle.isHidden()
    assert window.controller.document.view.split == 0.5
    start = handle.geometry().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(17, 17))
    qtbot.mouseMove(handle, pos=QPoint(17 + 120, 17))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    split = window.controller.document.view.split
    expected = 0.5 + 120 / window.picture.viewport.picture_rect().width()
    assert split == pytest.approx(expected, abs=0.01)
    assert handle.geometry().center().x() == pytest.approx(start.x() + 120, abs=3)
    qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert window.controller.document.view.split == pytest.approx(split - 0.01, abs=1e-3)


def stand_still(window: MainWindow, qtbot: QtBot) -> None:
    """Pause, and let the pictures that are under way arrive."""
    window.controller.play(lambda player: player.pause())
    qtbot.waitUntil(lambda: window.player.play.accessibleName() == "Play", timeout=PATIENCE_MS)
    qtbot.wait(500)


def seen_through(window: MainWindow, qtbot: QtBot, *, bare: bool, split: float | None) -> NDArray[np.uint8]:
    """The picture in the mirror, (height, width, 3) uint8, once it is of that kind."""
    viewport = window.picture.viewport

    def arrived() -> bool:
        shown = viewport.shown
        return shown is not None and (shown.pane.bare, shown.pane.view.split) == (bare, split)

    qtbot.waitUntil(arrived, timeout=PATIENCE_MS)
    assert viewport.shown is not None
    return viewport.shown.bgrx[..., :3]


def test_left_of_the_split_is_the_bare_frame(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: lips(window) is not None, timeout=PATIENCE_MS)
    stand_still(window, qtbot)
    viewport = window.picture.viewport
    look = seen_through(window, qtbot, bare=False, split=None)
    qtbot.keyPress(viewport, Qt.Key.Key_Space)
    bare = seen_through(window, qtbot, bare=True, split=None)
    qtbot.keyRelease(viewport, Qt.Key.Key_Space)
    assert np.array_equal(seen_through(window, qtbot, bare=False, split=None), look)
    assert not np.array_equal(look, bare)
    window.actions_["view.split"].trigger()
    both = seen_through(window, qtbot, bare=False, split=0.5)
    middle = both.shape[1] // 2
    assert np.array_equal(both[:, : middle - 4], bare[:, : middle - 4])
    assert np.array_equal(both[:, middle + 4 :], look[:, middle + 4 :])


def test_the_bare_face_goes_when_the_keyboard_moves_on(window: MainWindow, qtbot: QtBot) -> None:
    viewport = window.picture.viewport
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    viewport.setFocus()
    qtbot.keyPress(viewport, Qt.Key.Key_Space)
    assert viewport.bare
    window.actions_["wear.find"].trigger()
    assert not viewport.bare


def test_only_a_live_camera_is_a_mirror_until_someone_says_otherwise(
    window: MainWindow, qtbot: QtBot
) -> None:
    viewport = window.picture.viewport

    def shown_mirrored(mirrored: bool) -> bool:
        return viewport.shown is not None and viewport.shown.pane.mirrored is mirrored

    qtbot.waitUntil(lambda: shown_mirrored(False), timeout=PATIENCE_MS)
    assert not window.actions_["view.mirror"].isChecked()
    viewport.show_live(True)
    qtbot.waitUntil(lambda: shown_mirrored(True), timeout=PATIENCE_MS)
    viewport.show_live(False)
    window.actions_["view.mirror"].trigger()
    qtbot.waitUntil(lambda: shown_mirrored(True), timeout=PATIENCE_MS)
    assert window.controller.document.view.mirror is True


def test_no_long_name_pushes_the_tiles_out_of_the_panel(window: MainWindow, qtbot: QtBot) -> None:
    window.controller.wear(
        "glasses-sun-gradient:"
        + window.controller.studio.catalogue.get("glasses-sun-gradient").variants[0].id
    )
    qtbot.wait(200)
    panel = window.products
    for product in ("lipstick-rouge-satin", "glasses-sun-gradient"):
        tile = panel.tile(product)
        assert tile.mapTo(panel, tile.rect().bottomRight()).x() <= panel.width()


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    window.show_tune()
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
    nameless = [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for kind in kinds
        for control in window.findChildren(kind)
        if not _is_part(control) and not (control.accessibleName() or getattr(control, "text", str)())
    ]
    assert nameless == []


def _is_part(control: QWidget) -> bool:
    """Whether it is the inside of another control (the arrow of a menu, the line of a spin box)."""
    parent = control.parent()
    inside = isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
    return inside or control.objectName().startswith("qt_") or "scroll" in (type(control).__name__.lower())


def test_searching_shows_what_fits(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["wear.find"].trigger()
    search = window.products.findChild(QLineEdit)
    assert search is not None
    qtbot.keyClicks(search, "plum")
    assert not window.products.tile("lipstick-plum-satin").isHidden()
    assert window.products.tile("lipstick-rouge-satin").isHidden()
    search.clear()
    assert not window.products.tile("lipstick-rouge-satin").isHidden()


def test_the_photo_is_the_look_at_the_source_s_size(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    window.output.save_photo(path)
    qtbot.waitUntil(lambda: "photo.png" in window.picture.notice.text, timeout=PATIENCE_MS)
    with Image.open(path) as picture:
        assert picture.size == (1280, 720)
    window.output.save_photo(tmp_path / "nowhere" / "photo.png")
    qtbot.waitUntil(lambda: "nowhere" in window.picture.notice.text, timeout=PATIENCE_MS)


def test_what_cannot_be_drawn_is_told_once_and_the_bare_picture_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    viewport = window.picture.viewport
    stand_still(window, qtbot)
    result = viewport.result
    assert result is not None
    odd = replace(result, scene=Scene(result.frame, (object(),)))  # type: ignore[arg-type]
    with qtbot.waitSignal(viewport.drawn, timeout=PATIENCE_MS):
        window.controller.studio.screen.show(odd)
    assert "cannot be drawn" in window.picture.notice.text
    picture = window.controller.studio.screen.look_picture()
    assert picture is not None and np.array_equal(picture, result.frame.rgb)


def test_hiding_and_showing_the_mirror_keeps_it_working(window: MainWindow, qtbot: QtBot) -> None:
    window.hide()
    qtbot.wait(50)
    with qtbot.waitSignal(window.picture.viewport.drawn, timeout=PATIENCE_MS):
        window.show()
    window.actions_["view.picture-only"].trigger()
    assert window.hud.isHidden()
    with qtbot.waitSignal(window.picture.viewport.drawn, timeout=PATIENCE_MS):
        pass
    window.actions_["view.reset-layout"].trigger()
    assert not window.hud.isHidden()


def test_the_mirror_survives_moving_to_another_window(window: MainWindow, qtbot: QtBot) -> None:
    elsewhere = QWidget()
    elsewhere.resize(640, 360)
    viewport = window.picture.viewport
    viewport.setParent(elsewhere)
    elsewhere.show()
    viewport.show()
    with qtbot.waitSignal(viewport.drawn, timeout=PATIENCE_MS):
        pass
    viewport.setParent(window.picture)
    viewport.show()
    elsewhere.close()
    elsewhere.deleteLater()
    with qtbot.waitSignal(viewport.drawn, timeout=PATIENCE_MS):
        pass


def test_the_tab_key_goes_through_products_mirror_player_and_look(window: MainWindow) -> None:
    names = []
    widget: QWidget = window.top_bar.source
    while True:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName():
            names.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
        if widget is window.top_bar.source:
            break
    visited = [
        "Source",
        "Search products",
        "Berry Gloss, lipstick",
        "Mirror",
        "Strength",
        "Timeline",
    ]
    assert sorted(visited, key=names.index) == visited


def test_windows_opened_and_closed_five_times_leave_no_thread_behind(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    before = set(threading.enumerate())
    for _ in range(5):
        window = open_window(dressed())
        window.close()
        qtbot.waitUntil(lambda: set(threading.enumerate()) <= before, timeout=10_000)

"""What came of each of the ten commonest jobs, on the real pipeline."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.document import Document
from app.gui.main_window import MainWindow
from app.store.presets import find_look
from tests.gui.helpers import OpenWindow
from tests.gui.jobs import JOBS, Desk, mouth_at, settle, wait_until, worn


@pytest.fixture
def desk(open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path / "home"))
    window = open_window(Document(default_look=find_look("evening")))
    return Desk(window, tmp_path)


def picture(window: MainWindow) -> np.ndarray:
    """The look at the source's size."""
    rgb = window.controller.studio.screen.look_picture()
    assert rgb is not None
    return rgb.astype(int)


def test_a_lipstick_is_worn_by_one_click_and_undone_by_one(desk: Desk) -> None:
    before = dict(worn(desk.window))
    JOBS["wear"](desk)
    assert "lipstick-rouge-gloss" not in worn(desk.window), "one lipstick takes the place of another"
    assert "Berry Gloss" in desk.window.actions_["edit.undo"].text()
    desk.window.actions_["edit.undo"].trigger()
    assert worn(desk.window) == before


def test_the_bare_face_is_shown_as_long_as_space_is_held(desk: Desk) -> None:
    JOBS["bare"](desk)
    viewport = desk.window.picture.viewport
    QTest.keyRelease(viewport, Qt.Key.Key_Space)
    wait_until(lambda: viewport.shown is not None and not viewport.shown.pane.bare, "the look is back")


def test_the_line_between_before_and_after_goes_where_it_is_dragged(desk: Desk) -> None:
    JOBS["split"](desk)
    split = desk.window.controller.document.view.split
    assert split == pytest.approx(mouth_at(desk.window), abs=0.01)


def test_a_slider_of_the_glasses_is_one_step_back(desk: Desk) -> None:
    JOBS["fit"](desk)
    fitted = worn(desk.window)["glasses-square-acetate"].settings
    assert fitted
    desk.window.actions_["edit.undo"].trigger()
    assert not worn(desk.window)["glasses-square-acetate"].settings


def test_a_clip_is_stopped_sought_and_stepped(desk: Desk) -> None:
    JOBS["clip"](desk)
    viewport = desk.window.picture.viewport
    wait_until(
        lambda: viewport.result is not None and viewport.result.frame.t_ns > 390_000_000, "it is there"
    )
    assert viewport.result is not None
    at = viewport.result.frame.t_ns
    desk.window.actions_["play.on"].trigger()
    wait_until(
        lambda: viewport.result is not None and viewport.result.frame.t_ns > at, "the next picture is shown"
    )
    assert viewport.result.frame.t_ns - at == pytest.approx(33_333_333, abs=2_000_000)


def test_an_own_model_is_worn_where_it_is_dropped(desk: Desk) -> None:
    JOBS["own-model"](desk)
    assert "glasses-round-gold" not in worn(desk.window)
    assert any(card.product.name == "my-frame" for card in desk.window.look.cards)


def test_everything_taken_off_comes_back(desk: Desk) -> None:
    JOBS["look"](desk)
    assert {"lipstick-rouge-gloss", "pattern-freckles"} <= set(worn(desk.window))


def test_two_setups_are_seen_on_one_picture(desk: Desk) -> None:
    JOBS["compare"](desk)
    document = desk.window.controller.document
    assert document.other is not None
    other = {one.product_id for one in document.other.default_look.worn}
    assert "lipstick-plum-matte" in worn(desk.window) and "lipstick-plum-matte" not in other


def test_what_is_seen_is_recorded(desk: Desk) -> None:
    JOBS["record"](desk)
    desk.window.actions_["out.record"].trigger()
    recorder = desk.folder / "home"
    wait_until(lambda: desk.window.recording.state is None, "the recording is finished")
    files = sorted(recorder.rglob("*.mp4")) + sorted(recorder.rglob("*.mkv"))
    assert files
    with av.open(str(files[-1])) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(frames) >= 5
    assert frames[-1].shape == picture(desk.window).shape


def test_the_figures_of_the_stages_are_there(desk: Desk) -> None:
    JOBS["tune"](desk)
    assert desk.window.tune is not None and desk.window.tune.isVisible()
    settle(desk.window)
    assert desk.window.docks["performance"].isVisible()

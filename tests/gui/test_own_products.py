"""Files dropped on the real window: worn at once, with what is wrong said beside them, and kept if wanted."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.commands import WearLook
from app.core.document import Document, Look, Worn
from app.core.scene import WornModel
from app.gui import controller, own_products
from app.gui.info_bar import InfoBar
from app.gui.main_window import MainWindow
from app.gui.own_card import OwnCard
from app.gui.own_products import OwnFile, OwnProducts
from app.runtime.arrivals import Arrival, judge
from tests.gui.helpers import PATIENCE_MS, OpenWindow, drag_over, dressed, drop
from tests.gui.panels import desk_of
from tests.store.shapes import frame

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders of our own: the library is empty."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LOOKGLASS_HOME", str(folder))
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What one may drop: glasses in millimetres, broken ones, and what is of no use."""
    folder = tmp_path / "desktop"
    folder.mkdir()
    frame().apply_scale(1000.0).export(folder / "Wire No 5.glb")
    (folder / "broken.glb").write_bytes(b"no model")
    (folder / "notes.docx").write_bytes(b"words")
    return folder


def worn(window: MainWindow) -> list[str]:
    return [one.product_id for one in window.controller.document.default_look.worn]


def texts(card: OwnCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def models(window: MainWindow) -> int:
    result = window.picture.viewport.result
    return sum(isinstance(layer, WornModel) for layer in result.scene.layers) if result else 0


def test_dragging_says_what_dropping_will_do(
    home: Path, window: MainWindow, files: Path, clip: Path, qtbot: QtBot
) -> None:
    offer = window.drops.offer
    for names, text in (
        ([files / "Wire No 5.glb"], "Wear this model"),
        ([clip], "Open this clip"),
        ([files / "notes.docx"], "Lookglass cannot use .docx files"),
        ([clip, files / "broken.glb"], "Open this clip\nWear this model"),
    ):
        mime = drag_over(window, *names)
        assert not offer.isHidden()
        qtbot.waitUntil(lambda text=text: offer.text == text, timeout=PATIENCE_MS)  # type: ignore[misc]
        del mime
        assert offer.geometry() == window.rect()
    drop(window, files / "notes.docx")
    assert offer.isHidden()
    said = "Lookglass cannot use .docx files."
    qtbot.waitUntil(lambda: window.picture.notice.text == said, timeout=PATIENCE_MS)
    assert worn(window) == ["lipstick-rouge-satin"]


def test_a_network_drive_that_hangs_while_files_are_dropped_holds_nothing_up(
    home: Path, window: MainWindow, files: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def slow(path: Path) -> Arrival:
        answers.wait(30.0)
        return judge(path)

    monkeypatch.setattr(controller, "judge", slow)
    offer = window.drops.offer
    mime = drag_over(window, files / "notes.docx")
    assert offer.text == "Looking what this is…"
    answers.set()
    qtbot.waitUntil(lambda: "cannot use" in offer.text, timeout=PATIENCE_MS)
    answers.clear()
    drop(window, files / "Wire No 5.glb")
    del mime
    assert offer.isHidden() and window.picture.notice.isHidden()
    window.controller.toggle("lipstick-plum-matte")  # all the rest goes on
    qtbot.waitUntil(lambda: "lipstick-plum-matte" in worn(window), timeout=PATIENCE_MS)
    answers.set()
    qtbot.waitUntil(lambda: str(files / "Wire No 5.glb") in worn(window), timeout=PATIENCE_MS)


def test_a_dropped_model_is_worn_kept_renamed_removed_and_put_back(
    home: Path, open_window: OpenWindow, files: Path, qtbot: QtBot
) -> None:
    panel = (window := open_window(dressed())).products
    path, kept = str(files / "Wire No 5.glb"), "own-wire-no-5"
    drop(window, Path(path))
    qtbot.waitUntil(lambda: path in worn(window), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: models(window) == 1, timeout=PATIENCE_MS)
    card = panel.card(path)
    assert "Its numbers are taken to be millimetres." in texts(card)
    assert not card.keep.isHidden() and card.wear.isHidden()

    card.keep.click()
    qtbot.waitUntil(lambda: kept in worn(window), timeout=PATIENCE_MS)
    assert path not in worn(window)
    assert panel.own.files == ()
    assert "your own" in panel.tile(kept).accessibleName() and panel.tile(kept).isChecked()
    Path(path).unlink()

    panel.own.rename(kept, "Mûre")
    qtbot.waitUntil(lambda: "Mûre" in panel.tile(kept).accessibleName(), timeout=PATIENCE_MS)
    panel.search.setText("mure")
    assert not panel.tile(kept).isHidden()
    panel.search.clear()
    panel.chips.chips["own"].click()
    assert [tile.product.id for tile in panel._tiles_in_order()] == [kept]

    panel.own.remove(kept)
    qtbot.waitUntil(lambda: "Mûre has been removed" in " ".join(window.info.texts), timeout=PATIENCE_MS)
    assert kept not in worn(window)
    with pytest.raises(KeyError):
        panel.tile(kept)
    qtbot.waitUntil(lambda: models(window) == 0, timeout=PATIENCE_MS)
    window.actions_["own.put-back"].trigger()
    qtbot.waitUntil(lambda: kept in worn(window), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: models(window) == 1, timeout=PATIENCE_MS)
    assert window.info.texts == []

    again = open_window(dressed())
    assert "your own" in again.products.tile(kept).accessibleName()


def test_what_is_broken_costs_only_itself_and_says_so(
    home: Path, window: MainWindow, files: Path, qtbot: QtBot
) -> None:
    own = window.products.own
    good, broken = str(files / "Wire No 5.glb"), str(files / "broken.glb")
    drop(window, Path(broken))
    qtbot.waitUntil(lambda: "no GLB file" in window.picture.notice.text, timeout=PATIENCE_MS)
    assert worn(window) == ["lipstick-rouge-satin"]
    card = window.products.card(broken)
    assert "This is no GLB file." in texts(card) and card.keep.isHidden() and card.wear.isHidden()
    window.picture.notice.dismiss()

    said: list[str] = []
    window.controller.notice.connect(lambda text, _detail: said.append(text))
    drop(window, Path(good), files / "notes.docx", Path(broken))
    qtbot.waitUntil(lambda: {f.path for f in own.files} == {good, broken}, timeout=PATIENCE_MS)
    assert good in worn(window)
    assert said == ["To wear: Wire No 5.glb, broken.glb. Lookglass cannot use .docx files."]
    card.close_.click()
    qtbot.waitUntil(lambda: len(own.files) == 1, timeout=PATIENCE_MS)
    # A model that goes while it is worn leaves everything else on.
    Path(good).unlink()
    window.controller.toggle("lipstick-plum-matte")
    qtbot.waitUntil(lambda: models(window) == 0, timeout=PATIENCE_MS)
    assert any("Wire No 5" in text for text in said)


def test_each_of_many_worn_files_is_looked_at_once(home: Path, qapp: object, qtbot: QtBot) -> None:
    paths = [str(home / f"{number}.glb") for number in range(9)]
    with desk_of(Document()) as desk:
        own = OwnProducts(desk, InfoBar(desk.window))
        looks: list[int] = []
        own.changed.connect(lambda: looks.append(1))
        desk.controller.do(WearLook(Look(tuple(Worn(path) for path in paths))))
        qtbot.waitUntil(lambda: len(own.files) == len(paths))
        desk.errand.run(lambda: None, lambda _: looks.append(0))
        qtbot.waitUntil(lambda: looks[-1] == 0)
        assert sum(looks) == len(paths)


def test_a_file_whose_check_fails_by_a_fault_of_ours_has_a_card_and_is_looked_at_again(
    home: Path, qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []
    path = str(home / "odd.glb")
    look = own_products.looked_at

    def unforeseen(_path: str) -> OwnFile:
        raise RuntimeError("nobody thought of such a file")

    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_value))
    monkeypatch.setattr(own_products, "looked_at", unforeseen)
    with desk_of(Document()) as desk:
        own = OwnProducts(desk, InfoBar(desk.window))
        desk.controller.products_arrived.emit([path])
        qtbot.waitUntil(lambda: len(own.files) == 1)
        assert own.files[0].product is None and "could not be checked" in own.files[0].findings[0].message
        assert len(faults) == 1
        monkeypatch.setattr(own_products, "looked_at", look)
        desk.controller.products_arrived.emit([path])
        qtbot.waitUntil(lambda: "no file" in own.files[0].findings[0].message)


def test_a_broken_product_of_the_library_is_a_notice(home: Path, open_window: OpenWindow) -> None:
    (home / "products/own-torn").mkdir(parents=True)
    (home / "products/own-torn/product.toml").write_text("kind =", encoding="utf-8")
    window = open_window(dressed())
    assert "own-torn" in window.picture.notice.text
    assert window.products.tile("lipstick-rouge-satin").isChecked()


def test_a_model_that_is_exported_again_is_shown_again(
    home: Path, window: MainWindow, files: Path, qtbot: QtBot
) -> None:
    path = str(files / "Wire No 5.glb")
    drop(window, Path(path))

    def width_mm() -> float:
        result = window.picture.viewport.result
        layers = result.scene.layers if result else ()
        boxes = [layer.model.bounds_mm() for layer in layers if isinstance(layer, WornModel)]
        return float(boxes[0][1][0] - boxes[0][0][0]) if boxes else 0.0

    qtbot.waitUntil(lambda: round(width_mm()) == 140, timeout=PATIENCE_MS)
    frame(150.0).export(path)
    qtbot.waitUntil(lambda: round(width_mm()) == 150, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "millimetres" not in texts(window.products.card(path)), timeout=PATIENCE_MS)

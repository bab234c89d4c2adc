"""The products panel in the real window: found, liked, walked through, and shown as they are worn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from app.core.commands import ChangeWorn
from app.gui.main_window import MainWindow
from app.gui.products_panel import ProductsPanel
from app.store.favourites import Favourites, Recents
from tests.gui.helpers import PATIENCE_MS, OpenWindow, dressed

pytestmark = [pytest.mark.gl, pytest.mark.slow]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders of our own, so that nothing is liked, worn or drawn yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LOOKGLASS_HOME", str(folder))
    return folder


def shown(panel: ProductsPanel) -> list[str]:
    """The products whose tiles can be seen, in order."""
    return [tile.product.id for tile in panel._tiles_in_order()]


def worn(window: MainWindow) -> list[str]:
    return [one.product_id for one in window.controller.document.default_look.worn]


def test_a_product_is_found_by_any_of_its_names(home: Path, window: MainWindow, qtbot: QtBot) -> None:
    panel = window.products
    everything = shown(panel)
    for text, expected in {
        "mure": ["lipstick-berry-satin"],
        "MÛRIER": ["lipstick-berry-gloss"],
        "桑葚": ["lipstick-berry-gloss"],
        "sang de boeuf": ["lipstick-rouge-matte"],
        "sang bleu": [],
        "matte rouge": ["lipstick-rouge-matte"],
        "titanium glasses": ["glasses-rimless"],
        "eyewear round": ["glasses-round-gold"],
    }.items():
        panel.search.setText(text)
        assert shown(panel) == expected, text
        assert panel.count.isHidden() == (not expected)
    panel.search.setText("matte")
    assert panel.count.text() == f"{len(shown(panel))} products" and len(shown(panel)) == 6
    panel.focus_search()
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == "" and shown(panel) == everything
    panel.search.setText("no such thing")
    assert shown(panel) == [] and not panel._nothing.isHidden()


def test_the_parts_of_the_body_are_those_that_have_products(home: Path, window: MainWindow) -> None:
    panel = window.products
    offered = [name for name, chip in panel.chips.chips.items() if not chip.isHidden()]
    kinds = {product.kind for product in window.controller.studio.catalogue.products}
    assert {"lips", "eyewear", "shoes"} <= set(offered)
    assert ("hats" in offered) == ("hat" in kinds)
    panel.chips.chips["eyewear"].click()
    assert {panel.tile(one).product.kind for one in shown(panel)} == {"glasses"}
    assert panel.count.text() == f"{len(shown(panel))} products"
    panel.chips.chips["lips"].click()
    assert {panel.tile(one).product.kind for one in shown(panel)} == {"lipstick"}
    assert not panel.chips.chips["eyewear"].isChecked()
    panel.chips.chips["lips"].click()
    assert "glasses-rimless" in shown(panel) and panel.count.isHidden()


def test_the_keyboard_walks_wears_and_likes(home: Path, window: MainWindow, qtbot: QtBot) -> None:
    panel = window.products
    order = shown(panel)
    panel.focus_search()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)

    def here() -> str:
        return next((t.product.id for t in panel._tiles_in_order() if t is window.focusWidget()), "")

    def press(key: Qt.Key) -> str:
        qtbot.keyClick(window.focusWidget(), key)
        return here()

    assert here() == order[0]
    assert press(Qt.Key.Key_Left) == order[0]
    assert press(Qt.Key.Key_Right) == order[1]
    below = press(Qt.Key.Key_Down)
    assert panel.tile(below).x() == panel.tile(order[1]).x() and below != order[1]
    assert press(Qt.Key.Key_Up) == order[1]
    assert press(Qt.Key.Key_End) == order[-1]
    assert panel.tile(order[-1]).visibleRegion().boundingRect().height() > 20  # scrolled to
    lips_end = [one for one in order if one.startswith("lipstick")][-1]
    panel.tile(lips_end).setFocus()
    assert not press(Qt.Key.Key_Down).startswith("lipstick")  # into the next part of the body
    assert press(Qt.Key.Key_Home) == order[0]
    press(Qt.Key.Key_Return)
    assert worn(window) == [order[0]]
    press(Qt.Key.Key_Space)
    assert worn(window) == []
    tile = panel.tile(order[0])
    assert "favourite" not in tile.accessibleName()
    press(Qt.Key.Key_F)
    assert "favourite" in tile.accessibleName()
    qtbot.waitUntil(lambda: Favourites().ids == (order[0],))


def test_favourites_and_the_last_worn_are_filters_that_last(
    home: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    panel = (window := open_window(dressed())).products
    assert panel.chips.chips["favourites"].isHidden() and panel.chips.chips["recent"].isHidden()
    heart = panel.tile("glasses-rimless")._heart_box().center().toPoint()
    qtbot.mouseClick(panel.tile("glasses-rimless"), Qt.MouseButton.LeftButton, pos=heart)
    assert worn(window) == ["lipstick-rouge-satin"]  # the heart does not put it on
    names = [action.text() for action in panel.menu_of("lipstick-plum-matte").actions()]
    assert names == ["Wear", "Favourite"]
    panel.menu_of("lipstick-plum-matte").actions()[1].trigger()
    for product in ("lipstick-plum-matte", "lipstick-coral-gloss", "lipstick-berry-satin"):
        qtbot.mouseClick(panel.tile(product), Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    panel.chips.chips["favourites"].click()
    assert shown(panel) == ["lipstick-plum-matte", "glasses-rimless"]
    panel.chips.chips["recent"].click()
    assert shown(panel) == ["lipstick-berry-satin", "lipstick-coral-gloss", "lipstick-plum-matte"]
    qtbot.waitUntil(lambda: Recents().ids[:1] == ("lipstick-berry-satin",))

    again = open_window(dressed()).products
    again.chips.chips["favourites"].click()
    assert shown(again) == ["lipstick-plum-matte", "glasses-rimless"]


def test_tiles_say_what_they_are(home: Path, window: MainWindow) -> None:
    tile = window.products.tile("lipstick-rouge-satin")
    assert tile.accessibleName() == "Rouge Satin, lipstick, worn"
    window.controller.toggle("lipstick-rouge-satin")
    assert tile.accessibleName() == "Rouge Satin, lipstick"


def test_pictures_are_drawn_behind_the_scenes_and_kept(
    home: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    panel = (window := open_window(dressed())).products
    few = [panel.tile(one) for one in ("lipstick-berry-gloss", "lipstick-berry-matte")]
    qtbot.waitUntil(lambda: all(tile.has_picture for tile in few), timeout=PATIENCE_MS)
    folder = home / "cache/product-pictures"
    assert len(list(folder.glob("*.png"))) >= 2

    drawn: list[str] = []
    panel.picture_drawn.connect(lambda product_id, _picture: drawn.append(product_id))
    window.controller.toggle("lipstick-berry-gloss")
    before = few[0]._picture.toImage()
    window.controller.do(ChangeWorn("lipstick-berry-gloss", variant_id="peony"))
    qtbot.waitUntil(lambda: "lipstick-berry-gloss" in drawn, timeout=PATIENCE_MS)
    assert few[0]._picture.toImage() != before
    window.controller.undo()
    assert few[0]._picture.toImage() == before  # it is there still
    window.close()

    for file in folder.glob("*.png"):
        file.write_bytes(b"damaged")
    again = open_window(dressed()).products
    tile = again.tile("lipstick-berry-gloss")
    qtbot.waitUntil(lambda: tile.has_picture, timeout=PATIENCE_MS)
    assert tile._picture.toImage() == before


def test_a_picture_that_was_closed_over_is_no_fault(home: Path, open_window: OpenWindow) -> None:
    window = open_window(dressed())
    window.products.draw_thumbnails()
    assert isinstance(window.products.tile("glasses-rimless")._picture, QPixmap)
    window.close()  # while the first is being drawn; no thread may be left, which every test checks

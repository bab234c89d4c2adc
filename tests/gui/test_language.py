"""English and Chinese: the whole window speaks one of them, and changes over while it is open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QGraphicsScene,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.products import Product, Variant
from app.gui import language
from app.gui.controls import Elided
from app.gui.hud import Hud
from app.gui.language import LANGUAGES, choose, chosen, current, declared, shown_name, speak, tr
from app.gui.main_window import MainWindow
from app.gui.notices import NoticeLine
from app.gui.performance_view import PerformanceView
from app.gui.status_bar import WorkLine
from app.store.appearance import appearance_shelf
from app.store.models import model_entries
from tests.gui.helpers import OpenWindow, dressed

# What is the same in every language: names of our own and of others, units, keys, file formats.
SAME_EVERYWHERE = {
    "Lookglass", "English", "OpenGL", "ONNX", "Runtime", "CPU", "CUDA", "MediaPipe", "mediapipe", "onnx",
    "llvmpipe", "MB", "One", "Euro", "Hz", "mm", "ms", "px", "fps", "GL", "GLB",
    "CSV", "PNG", "JPEG", "WebP", "MP", "Matroska", "QuickTime", "SHA", "Ctrl", "Shift", "Alt", "Space",
    "Esc", "Tab", "Home", "End", "PgUp", "PgDown", "Del", "Ins", "Return", "Left", "Right", "Up", "Down",
}  # fmt: skip


# Buttons that Qt makes, names and hides: our docks have a title bar of their own, and all tabs have room.
QTS_OWN = (
    "qt_dockwidget_floatbutton",
    "qt_dockwidget_closebutton",
    "ScrollLeftButton",
    "ScrollRightButton",
)


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    choose("en")
    yield
    choose("en")


class TestChoosing:
    @pytest.mark.parametrize(
        "code, name", [("zh_CN", "简体中文"), ("zh", "简体中文"), ("en_GB", "English"), ("xx", "English")]
    )
    def test_finds_the_language_that_is_spoken(self, code: str, name: str) -> None:
        choose(code)
        assert current().name == name

    def test_follows_the_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Chinese(QLocale):
            def uiLanguages(self) -> list[str]:  # type: ignore[override]
                return ["fr-FR", "zh-Hans-CN", "en-US"]

        monkeypatch.setattr(QLocale, "system", staticmethod(Chinese))
        choose("")
        assert (current().code, chosen()) == ("zh_CN", "")

    def test_translates_at_once_and_back(self) -> None:
        choose("zh")
        assert (tr("&File"), declared("Light", "stage")) == ("文件(&F)", "光线")
        choose("en")
        assert tr("&File") == "&File"

    def test_gives_qts_own_dialogs_the_language(self) -> None:
        choose("zh")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"

    def test_tells_those_who_follow_until_they_are_gone(self) -> None:
        label, heard = QLabel(), []
        speak(label, lambda: heard.append(tr("&File")))
        choose("zh")
        shiboken6.delete(label)
        choose("en")
        assert heard == ["&File", "文件(&F)"]

    def test_writes_numbers_with_a_point(self, qapp: QApplication) -> None:
        QLocale.setDefault(QLocale("de"))
        choose("zh")
        box = QDoubleSpinBox()
        box.setValue(0.5)
        assert box.text() == "0.50"

    def test_calls_products_and_shades_by_their_names(self) -> None:
        product = Product(
            "p", "lipstick", "Rouge", {"zh": "正红"}, variants=(Variant("v", "Own", "#000000"),)
        )
        assert shown_name(product) == "Rouge"
        choose("zh")
        assert (shown_name(product), shown_name(product.variants[0])) == ("正红", "Own")


def words_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a person can read of a widget, or hear of it, and where."""
    for name in ("windowTitle", "toolTip", "accessibleName", "accessibleDescription", "statusTip"):
        yield name, getattr(widget, name)()
    match widget:
        case QMenu():
            yield "title", widget.title()
        case Elided():
            yield "text", widget.whole
        case QAbstractButton() | QLabel():
            yield "text", widget.text()
        case QLineEdit():
            yield "placeholder", widget.placeholderText()
        case QDoubleSpinBox():
            yield "suffix", widget.suffix()
        case QComboBox():
            yield from (("item", widget.itemText(index)) for index in range(widget.count()))
        case QTabWidget():
            yield from (("tab", widget.tabText(index)) for index in range(widget.count()))
        case QAbstractItemView() if not isinstance(widget.parent(), QComboBox) and widget.model():
            yield from (("cell", text) for text in cells_of(widget.model()))


def cells_of(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for section in range(columns):
        yield str(model.headerData(section, Qt.Orientation.Horizontal) or "")
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")


def lineage(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that it lies in."""
    around: QWidget | None = widget
    while around is not None:
        yield around
        around = around.parentWidget()


def everything_said(window: MainWindow, *, figures: bool = False) -> Counter[tuple[str, str, str]]:
    """All texts of a window but of long work; `figures` and notices come and go, so they are not compared."""
    said: Counter[tuple[str, str, str]] = Counter()
    for widget in (window, *window.findChildren(QWidget)):
        if widget.objectName() in QTS_OWN or isinstance(widget.parent(), WorkLine):
            continue
        if not figures and any(
            isinstance(around, Hud | PerformanceView | NoticeLine) for around in lineage(widget)
        ):
            continue
        for where, text in words_of(widget):
            said[type(widget).__name__, where, without_figures(text)] += 1
    for action in window.findChildren(QAction):
        if isinstance(action.parent(), QGraphicsScene):  # pyqtgraph's menu, which our plots do not open
            continue
        for where in ("text", "toolTip"):
            said["QAction", where, without_figures(getattr(action, where)())] += 1
    return said


def without_figures(text: str) -> str:
    return re.sub(r"\d[\d.,:]*", "0", text)


def open_everything(window: MainWindow) -> None:
    """The parts that are made when they are first wanted."""
    window.show_tune()
    for name in ("lab.performance", "help.shortcuts", "out.export"):
        window.actions_[name].trigger()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for what comes late: cameras, providers, the models' check."""
    before: Counter[tuple[str, str, str]] = Counter()

    def quiet() -> bool:
        nonlocal before
        last, before = before, everything_said(window)
        return last == before

    qtbot.wait(700)  # the figures are shown twice a second
    qtbot.waitUntil(quiet, timeout=10_000)


class TestTheWindow:
    def test_switched_live_says_what_one_started_in_chinese_says(
        self, open_window: OpenWindow, qtbot: QtBot
    ) -> None:
        switched = open_window(dressed())
        open_everything(switched)
        settle(switched, qtbot)
        english = everything_said(switched)
        choose("zh")
        settle(switched, qtbot)
        live = everything_said(switched)
        choose("en")
        settle(switched, qtbot)
        assert differences(everything_said(switched), english) == []
        switched.close()

        choose("zh")
        started = open_window(dressed())
        open_everything(started)
        settle(started, qtbot)
        from_the_start = everything_said(started)
        assert differences(live, from_the_start) == []
        started.actions_["edit.palette"].trigger()  # it closes when something is chosen
        driver = without_figures(started.controller.studio.screen.gl_name)
        texts = {text.replace(driver, "") for _, _, text in everything_said(started, figures=True)}
        assert sorted(text for text in texts if has_english(text)) == []

    def test_changes_over_from_the_menu_and_remembers(
        self, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LOOKGLASS_HOME", str(tmp_path))
        names = [window.actions_[f"language.{one.code}"].text() for one in LANGUAGES]
        assert names == ["English", "简体中文"]

        window.actions_["language.zh_CN"].trigger()
        assert window.actions_["file.quit"].text() == "退出(&Q)"
        assert window.docks["products"].windowTitle() == "产品"
        window.controller.say("nowhere.mp4 does not exist.")
        assert window.picture.notice.text == "nowhere.mp4 不存在。"
        qtbot.waitUntil(lambda: appearance_shelf().load()[0].language == "zh_CN")

        window.actions_["language.system"].trigger()
        qtbot.waitUntil(lambda: appearance_shelf().load()[0].language == "")
        assert not window.actions_["language.zh_CN"].isChecked()


def differences(one: Counter[tuple[str, str, str]], other: Counter[tuple[str, str, str]]) -> list[object]:
    return sorted(((one - other) + (other - one)).items())


def has_english(text: str) -> bool:
    """Whether there is a word of English; names of files, knobs ("steady.method") and keys are none."""
    text = re.sub(r"Lookglass.*\.png|<[^>]*>|\S*[/\\_.]\S*\w|#[0-9a-f]{6}", " ", text)
    same = SAME_EVERYWHERE | set(model_entries())
    return any(word not in same for word in re.findall(r"[A-Za-z]{2,}", text))


def test_the_languages_have_their_files() -> None:
    for one in LANGUAGES:
        choose(one.code)
        assert language.current() == one


def test_a_language_that_is_left_takes_its_texts_along(qapp: QApplication) -> None:
    """They are half a megabyte, and people change over and back."""
    choose("en")
    before = len(qapp.findChildren(QTranslator))
    choose("zh_CN")
    spoken = len(qapp.findChildren(QTranslator))
    assert spoken > before and tr("Mirror") != "Mirror"
    for code in ("en", "zh_CN", "en", "zh_CN"):
        choose(code)
    assert len(qapp.findChildren(QTranslator)) == spoken
    choose("en")
    assert len(qapp.findChildren(QTranslator)) == before

"""The language of the window: every text that a person reads goes through `tr`, and follows a change live.

A widget sets its texts in one function and hands it to `speak`, which calls it now and at each change:

    speak(self, self._say)

A text with a value in it is translated whole and filled afterwards: tr("Reset {knob}").format(knob=name).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import shiboken6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication

from ..core.products import Product, Variant
from ..store.resource_path import resource_path
from .follow import Change

# One context for the whole window: the same word is the same everywhere, unless `about` tells them apart.
CONTEXT = "Lookglass"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is a locale's name ("zh_CN"), `name` what the language calls itself."""

    code: str
    name: str


ENGLISH = Language("en", "English")
LANGUAGES = (ENGLISH, Language("zh_CN", "简体中文"))

# Where the system's own sans serif has no Chinese: Windows, macOS, and what distributions of Linux ship.
# Named, so that Qt does not fall back on a serif or on Japanese forms of the characters.
_CHINESE_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)

_chosen, _current = ENGLISH.code, ENGLISH
_translators: list[QTranslator] = []


def tr(text: str, about: str | None = None) -> str:
    """The text in the present language; `about` tells apart what English has one word for ("verb")."""
    return QCoreApplication.translate(CONTEXT, text, about)


def declared(text: str, about: str | None = None) -> str:
    """As `tr`, for a text that another layer declares (a knob's help, a command's label).

    packaging/translations.py gathers those where they are declared; a literal belongs into `tr`.
    """
    return QCoreApplication.translate(CONTEXT, text, about)


@cache
def changes() -> Change:
    """Happens when another language has been chosen."""
    return Change()


def speak(owner: QObject, say: Callable[[], None]) -> None:
    """Call `say`, which sets the texts of `owner`, now and whenever the language changes."""
    changes().follow(owner, say)


def current() -> Language:
    """The language that the window speaks at present."""
    return _current


def chosen() -> str:
    """The code that was chosen last: "" where it is the system's language."""
    return _chosen


def choose(code: str) -> None:
    """Speak the language of that code from now on; "" is the system's, and English where we have no other."""
    global _chosen, _current
    app = QCoreApplication.instance()
    assert app is not None
    _current = _fitting([code] if code else QLocale.system().uiLanguages())
    _chosen = _current.code if code else ""
    for translator in _translators:
        app.removeTranslator(translator)
        shiboken6.delete(translator)  # or the application keeps its texts for as long as it runs
    _translators.clear()
    if _current != ENGLISH:
        # Qt's own first: what is installed last is asked first.
        for file in (
            _qt_file(_current.code),
            str(resource_path(f"translations/lookglass_{_current.code}.qm")),
        ):
            translator = QTranslator(app)
            if translator.load(file):
                app.installTranslator(translator)
                _translators.append(translator)
            else:
                shiboken6.delete(translator)
    # Numbers are written as the language writes them, and not as the system's may.
    QLocale.setDefault(QLocale(_current.code))
    changes().happened.emit()


def find_chinese_fonts() -> None:
    """Let every text fall back on a sans serif with Chinese, whatever the language of the window."""
    font = QGuiApplication.font()
    # Named first itself: "Sans Serif" is no font's name, and the substitutes would stand in for Latin, too.
    QFont.insertSubstitutions(font.family(), (QFontInfo(font).family(), *_CHINESE_FAMILIES))


def shown_name(one: Product | Variant) -> str:
    """What a product or a shade is called in the present language."""
    short = _current.code.partition("_")[0]
    return one.names.get(_current.code) or one.names.get(short) or one.name


def _fitting(codes: Iterable[str]) -> Language:
    """The first of the codes ("zh-Hans-CN", "en_GB") whose language we speak."""
    for code in codes:
        short = code.replace("-", "_").partition("_")[0]
        for language in LANGUAGES:
            if language.code.partition("_")[0] == short:
                return language
    return ENGLISH


def _qt_file(code: str) -> str:
    """Qt's own texts (dialogs, menus of text fields), where its wheel ships them."""
    return f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{code}.qm"

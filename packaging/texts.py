"""Gathers every text that a person reads in the window, from where it is written.

The window's own stand in `tr("...")`. Those of other layers are found where they are declared: knobs and
their helps in the registries, labels of commands in `Label("...")`, presets and looks in their files, and
sentences (errors, notices) wherever a literal reads like prose. A sentence with values in it becomes a
template: f"{path} is empty." is "{0} is empty.".
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# What is said in a terminal only stays English.
_NOT_IN_THE_WINDOW: tuple[str, ...] = ("cli/", "gui/", "lab/", "doctor.py", "__main__.py", "__init__.py")
_NOT_IN_THE_WINDOW += ("vision/mediapipe_landmarker.py",)
# Names of parts that only the code calls so.
_NOT_IN_THE_WINDOW += ("core/face_parts.py",)
# Diagnostics are for whoever helps, and in English whoever asks.
_NOT_IN_THE_WINDOW += ("store/diagnostics.py", "store/logs.py")
# Faults of ours are told in English, for us; what is compared, named or logged is not shown.
_FOR_US = {"TypeError", "RuntimeError", "KeyError", "AssertionError", "NotImplementedError", "GLError"}
_FOR_US |= {"removeprefix", "removesuffix", "startswith", "endswith", "Thread", "Formatter"}
# What is filled in elsewhere is found where it has been.
_NOT_SAID = re.compile(r"%[sd(]|\{\}| = (true|false)")
# Declarations: gathered from their registries, with all their values.
_DECLARATIONS = {"Knob", "Toggle", "Choice", "Colour", "Label"}
# Where a ValueError is the middle of a sentence that somebody else ends. Elsewhere it is a fault of ours.
_SAYS_IN_VALUE_ERRORS = ("core/params.py", "core/maths.py", "store/")
# What the window itself says as an error.
_ERRORS = {"UserError", "Missing", "on_notice"}
# Names of fonts, sentences of other layers, comments for translators; the terminal's and the log's words.
_NO_WINDOW = {"language.py", "sentences.py", "knob_words.py", "shot.py", "journal.py"}
# Two names, for the width of a column.
_NAMES = {"ONNX · CPU"}
# In the window's files: texts that are translated, faults of ours, and what is written for Qt or for the log.
_NOT_SHOWN = {
    "log",
    "tr",
    "ValueError",
    "setStyleSheet",
    "setProperty",
    "exception",
    "info",
    "warning",
    "debug",
}


@dataclass(frozen=True, slots=True)
class Text:
    """`source` is the English text, `about` tells apart what English has one word for ("" for none)."""

    source: str
    about: str = ""


class Unusable(Exception):
    """A text is written in a way in which it cannot be gathered."""


def gather() -> list[Text]:
    """All of them, each once, in an order that does not change by itself. Raises Unusable."""
    from app.gui.sentences import ABOUT

    found = [*_window_texts(), *_declared_texts(), *_labels(), *_files()]
    return list(dict.fromkeys([*found, *(Text(sentence, ABOUT) for sentence in sentences())]))


def sentences() -> list[str]:
    """What other layers say, as templates."""
    from app.gui.sentences import EXTRA, SYSTEM_REASONS, UNITS

    found: list[str] = [*EXTRA, *SYSTEM_REASONS, *UNITS]
    for file in python_files():
        tree = ast.parse(file.read_text("utf-8"))
        if file.is_relative_to(ROOT / "app/gui"):
            found += [
                text for call in _calls(tree, _ERRORS) for text in prose(call, _FOR_US | {"ValueError"})
            ]
        elif not (place := file.relative_to(ROOT / "app").as_posix()).startswith(_NOT_IN_THE_WINDOW):
            says = place.startswith(_SAYS_IN_VALUE_ERRORS)
            found += prose(tree, _FOR_US if says else _FOR_US | {"ValueError"})
    return list(dict.fromkeys(found))


def python_files(below: str = "app") -> list[Path]:
    return sorted((ROOT / below).rglob("*.py"))


def template_of(node: ast.expr) -> str | None:
    """A string's text with {0}, {1} in the places of its values; None for what is no string."""
    pieces = _pieces(node)
    if pieces is None:
        return None
    if "\n" in "".join(piece or "" for piece in pieces):  # a piece of a file
        return ""
    text, count = "", 0
    for piece in pieces:
        if piece is not None:
            text += piece
        elif not text.endswith("}"):  # values without a word between them cannot be told apart afterwards
            text += f"{{{count}}}"
            count += 1
    # What may come after the full stop is a sentence by itself; a piece is found without what joins it.
    text = re.sub(r"(?<=[.?!])\{\d+\}$", "", text).strip(" ;,")
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _pieces(node: ast.expr) -> list[str | None] | None:
    """Literal parts, and None for each value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return [str(part.value) if isinstance(part, ast.Constant) else None for part in values]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _pieces(left), _pieces(right)
            if first is None and second is None:
                return None
            return [*(first or [None]), *(second or [None])]
        case ast.Call(func=ast.Attribute(value=text, attr="rstrip"), args=[]):
            # f"{high} {unit}".rstrip(): the last value may be empty, and then the space goes, too.
            pieces = _pieces(text)
            return pieces[:-2] if pieces and pieces[-2:] == [" ", None] else pieces
    return None


def reads_like_prose(text: str) -> bool:
    """Whether it has two words and a space: names of files, of knobs and of uniforms have not.

    What stands in a place for a value or in a tag, as <span>, is no word.
    """
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\d*\}|<[^>]*>", " ", text))
    return " " in text.strip() and len(words) >= 2


def prose(tree: ast.AST, leaving_out: Iterable[str] = _FOR_US) -> list[str]:
    """Literals that read like prose, as templates; what stands in calls of those names is left out."""
    visitor = _Prose(frozenset(leaving_out) | _DECLARATIONS)
    visitor.visit(tree)
    return visitor.found


def window_prose() -> list[str]:
    """What the window's own files say outside of tr(), with file and line: nothing, if all is well."""
    return [
        f"{file.relative_to(ROOT).as_posix()}: {text}"
        for file in python_files("app/gui")
        if file.name not in _NO_WINDOW
        for text in prose(ast.parse(file.read_text("utf-8")), _FOR_US | _ERRORS | _NOT_SHOWN)
        if text not in _NAMES
    ]


class _Prose(ast.NodeVisitor):
    """Gathers in `found`; docstrings, assertions and annotations say nothing to a person."""

    def __init__(self, leaving_out: frozenset[str]) -> None:
        self.found: list[str] = []
        self._leaving_out = leaving_out

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.Call) and _name(node.func) in self._leaving_out
        ):
            return
        if isinstance(node, ast.Subscript) and _name(node.value) == "Annotated":
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
            return
        text = template_of(node) if isinstance(node, ast.expr) else None
        if text is None:
            self.generic_visit(node)
            return
        if reads_like_prose(text) and not _NOT_SAID.search(text):
            self.found.append(text)
        for value in ast.walk(node):
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)


def window_texts(tree: ast.AST, where: str) -> Iterator[Text]:
    """What a file gives to tr(). Raises Unusable for a text that is not written out."""
    for call in _calls(tree, {"tr"}):
        literals = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
        if not literals or call.keywords or not all(isinstance(one, str) for one in literals):
            raise Unusable(f"{where}:{call.lineno}: tr() wants literals; fill values in by .format().")
        yield Text(*(str(one) for one in literals))


def _window_texts() -> Iterator[Text]:
    for file in python_files("app/gui"):
        yield from window_texts(ast.parse(file.read_text("utf-8")), file.relative_to(ROOT).as_posix())


def _declared_texts() -> Iterator[Text]:
    """Knobs, their groups, and the kinds of products."""
    from app.core.params import Choice, Control, Knob, controls_of, groups
    from app.core.products import KINDS
    from app.gui import knob_words as words
    from app.stages import register_all
    from app.stages.compose import fitters

    register_all()
    controls: list[tuple[str, Control]] = list(_controls_of_the_window())
    for declared in [*groups().values(), *(fitter.Settings for fitter in fitters().values())]:
        controls += controls_of(declared).items()
    for name, control in controls:
        yield Text(words.english_title(name, control), words.ABOUT_KNOB)
        yield Text(control.help)
        if isinstance(control, Knob) and control.unit:
            yield Text(control.unit, words.ABOUT_UNIT)
        if isinstance(control, Choice):
            yield from (Text(words.english_choice(one), words.ABOUT_CHOICE) for one in control.options)
    stages = dict.fromkeys([*words.STAGES, *groups()])
    yield from (Text(words.english_stage(name), words.ABOUT_STAGE) for name in stages)
    yield from (Text(words.english_kind(kind), words.ABOUT_KIND) for kind in KINDS)


def _controls_of_the_window() -> Iterator[tuple[str, Any]]:
    """Knobs that a panel declares for itself, as constants: _STRENGTH = Knob(...)."""
    import importlib

    from app.core.params import Control

    for file in python_files("app/gui"):
        if "Knob(" in file.read_text("utf-8"):
            for name, value in vars(importlib.import_module(f"app.gui.{file.stem}")).items():
                if isinstance(value, Control):
                    yield name.strip("_").lower(), value


def _labels() -> Iterator[Text]:
    """What the steps of the history are called."""
    from app.gui.labels import ABOUT

    for file in python_files():
        code = file.read_text("utf-8")
        for call in _calls(ast.parse(code), {"Label"}) if "Label(" in code else ():
            text = getattr(call.args[0], "value", None) if call.args else None
            if not isinstance(text, str):
                raise Unusable(f"{file.relative_to(ROOT)}:{call.lineno}: Label() wants a literal.")
            yield Text(text, ABOUT)


def _files() -> Iterator[Text]:
    """Names and helps of our presets, names of our looks."""
    from app.gui import knob_words as words

    for file in sorted((ROOT / "resources/presets").glob("*.json")):
        yield Text(words.english_preset(file.stem), words.ABOUT_PRESET)
        yield Text(json.loads(file.read_text("utf-8"))["help"])
    for file in sorted((ROOT / "resources/looks").glob("*.json")):
        yield Text(json.loads(file.read_text("utf-8"))["name"], words.ABOUT_LOOK)


def _calls(tree: ast.AST, names: Iterable[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""

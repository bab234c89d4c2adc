"""What to compare: a recording, and a preset or a present setup for each of A and B."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLabel, QPushButton, QWidget

from ..lab.comparison import Contender
from ..store.presets import Saved, find_preset, list_presets
from ..store.recording_file import SUFFIX
from . import knob_words
from .compare_run import Wanted
from .desk import Desk
from .labels import preset_name, source_name
from .language import speak, tr
from .theme import GAP

_CLIPS = (f"*{SUFFIX}", "*.mkv", "*.mp4", "*.mov", "*.avi", "*.webm", "*.gif")
# What B is at first: that which everybody else ships.
_FIRST_B = "mediapipe-one-euro"
_PRESENT, _OTHER = "present", "other"


@dataclass(frozen=True, slots=True)
class _Choice:
    """One entry of A or B: a present setup, or the preset of that file."""

    title: str
    key: str
    name: str
    preset: Saved | None = None


class CompareForm(QWidget):
    """`changed` says that something else is chosen."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._controller = desk, desk.controller
        self._files: list[str] = []
        self._presets: tuple[Saved, ...] = ()
        self._choices: list[_Choice] = []
        self.recording, self.a, self.b = QComboBox(), QComboBox(), QComboBox()
        self.choose = QPushButton()
        self._labels = [QLabel(), QLabel(), QLabel()]
        self._arrange()
        self.choose.clicked.connect(self._choose_file)
        for box in (self.recording, self.a, self.b):
            box.activated.connect(self.changed)
        self._controller.document_changed.connect(self._fill)
        self._controller.source_opened.connect(self._fill)
        speak(self, self._say)

    def wanted(self) -> Wanted | str:
        """What is chosen, or a sentence that says why it cannot be compared."""
        index = self.recording.currentIndex()
        source = self._controller.document.source if index == 0 else self._files[index - 1]
        if source.startswith("camera:"):
            return tr("A camera has no end; record it first and compare on the recording.")
        a, b = self._choice(self.a), self._choice(self.b)
        if a is None or b is None or a.key == b.key:
            return tr("A and B are the same; choose another one of them.")
        return Wanted(source, self._maker(a), self._maker(b), self._controller.followed)

    def add_file(self, path: str) -> None:
        """Compare on this one; it is in the list from now on."""
        if path not in self._files:
            self._files.append(path)
        self._fill()
        self.recording.setCurrentIndex(1 + self._files.index(path))
        self.changed.emit()

    def choose_presets(self, a: str, b: str) -> None:
        """By their names; what is not there is left as it is."""
        keys = [choice.preset.name if choice.preset else choice.key for choice in self._choices]
        for box, name in ((self.a, a), (self.b, b)):
            if name in keys:
                box.setCurrentIndex(keys.index(name))
        self.changed.emit()

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return self.recording, self.choose, self.a, self.b

    @property
    def ready(self) -> bool:
        """Whether the presets have been listed."""
        return bool(self._presets)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.errand.run(list_presets, self._listed)

    def _listed(self, presets: tuple[Saved, ...]) -> None:
        first = not self._presets
        self._presets = presets
        self._fill()
        if first and self._controller.document.other is None:
            self.choose_presets(_PRESENT, _FIRST_B)
        self.changed.emit()

    def _choose_file(self) -> None:
        kinds = f"{tr('Recordings and clips')} ({' '.join(_CLIPS)});;{tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self.window(), tr("Compare on"), "", kinds)
        if path:
            self.add_file(path)

    def _choice(self, box: QComboBox) -> _Choice | None:
        index = box.currentIndex()
        return self._choices[index] if 0 <= index < len(self._choices) else None

    def _maker(self, choice: _Choice) -> Callable[[], Contender]:
        if choice.preset is not None:
            return partial(_of_preset, choice.name, choice.preset)
        document = self._controller.document
        setup = document.other if choice.key == _OTHER and document.other is not None else document.setup
        return partial(Contender, choice.name, setup.knobs)

    def _fill(self, *_: object) -> None:
        """The lists anew, with the same chosen as far as it is still there."""
        document = self._controller.document
        texts = [source_name(document.source), *(Path(path).name for path in self._files)]
        texts[0] = tr("The open one: {source}").format(source=texts[0])
        _refill(self.recording, texts, self.recording.currentIndex())
        chosen = [one.key if (one := self._choice(box)) else key for box, key in self._first_keys()]
        self._choices = self._all_choices()
        keys = [choice.key for choice in self._choices]
        for box, key in zip((self.a, self.b), chosen, strict=True):
            _refill(box, [choice.title for choice in self._choices], keys.index(key) if key in keys else 0)

    def _first_keys(self) -> tuple[tuple[QComboBox, str], ...]:
        on_b = self._controller.document.on_b
        return (self.a, _OTHER if on_b else _PRESENT), (self.b, _PRESENT if on_b else _OTHER)

    def _all_choices(self) -> list[_Choice]:
        document = self._controller.document
        if document.other is None:
            name = preset_name(document.preset)
            choices = [_Choice(tr("The present settings"), _PRESENT, name)]
        else:
            setups = {document.side: (_PRESENT, document.setup)}
            setups["A" if document.on_b else "B"] = _OTHER, document.other
            choices = []
            for letter, (key, setup) in sorted(setups.items()):
                title = tr("Setup {letter}").format(letter=letter)
                choices.append(_Choice(title, key, f"{title} ({preset_name(setup.preset)})"))
        for saved in self._presets:
            name = saved.name if saved.own else knob_words.preset(saved.name)
            choices.append(_Choice(tr("Preset {name}").format(name=name), str(saved.path), name, saved))
        return choices

    def _say(self) -> None:
        for label, text in zip(self._labels, (tr("On"), "A", "B"), strict=True):
            label.setText(text)
        self.recording.setAccessibleName(tr("Recording to compare on"))
        self.a.setAccessibleName(tr("Settings of {letter}").format(letter="A"))
        self.b.setAccessibleName(tr("Settings of {letter}").format(letter="B"))
        self.choose.setText(tr("Choose a recording or clip…"))
        self.choose.setAccessibleName(self.choose.text())
        self._fill()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for row, (label, box) in enumerate(zip(self._labels, (self.recording, self.a, self.b), strict=True)):
            label.setBuddy(box)
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            place = row if row == 0 else row + 1
            grid.addWidget(label, place, 0)
            grid.addWidget(box, place, 1)
        self.choose.setProperty("boxed", True)
        grid.addWidget(self.choose, 1, 1)
        self.choose.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _of_preset(name: str, saved: Saved) -> Contender:
    return Contender(name, find_preset(str(saved.path)).knobs)


def _refill(box: QComboBox, texts: list[str], index: int) -> None:
    with QSignalBlocker(box):
        box.clear()
        box.addItems(texts)
        box.setCurrentIndex(min(max(index, 0), len(texts) - 1))

"""The card of a model or pattern that is worn from its file: what is wrong with it, and what one can do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..core.document import Document
from ..store.lint import Finding
from ..store.own_kind import OWN_KINDS
from .controls import Elided, Sign, icon_button, quiet
from .icons import drawn
from .language import speak, tr
from .own_products import OwnFile
from .product_words import kind_icon
from .sentences import said
from .theme import GAP, dress, scaled

_PICTURE_WIDTH, _PICTURE_HEIGHT = 64, 40


class OwnCard(QFrame):
    """Asks by its signals, each with the file's path."""

    keep_asked = Signal(str)
    wear_asked = Signal(str)
    forget_asked = Signal(str)
    kind_asked = Signal(str, str)

    def __init__(self, file: OwnFile) -> None:
        super().__init__()
        self.file = file
        self._worn = False
        self.setProperty("card", True)
        self._rendered = QPixmap()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = Elided(Path(file.path).name)
        self._state = quiet()
        self._state.setWordWrap(True)
        self.keep, self.wear, self.other_kind = QPushButton(), QPushButton(), QPushButton()
        self.other_kind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.other_kind.clicked.connect(self._ask_kind)
        self.close_ = icon_button("close", lambda: tr("Take off and put away"), size=16, flat=True)
        for button, signal in (
            (self.keep, self.keep_asked),
            (self.wear, self.wear_asked),
            (self.close_, self.forget_asked),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, ask=signal: ask.emit(file.path))
        self._lay_out()
        speak(self, self._say)
        dress(self, self._show)

    def show_picture(self, picture: QPixmap) -> None:
        """The model by itself, when it has been drawn."""
        self._rendered = picture
        self._show()

    def show_document(self, document: Document) -> None:
        self._worn = any(one.product_id == self.file.path for one in document.default_look.worn)
        self._say()

    def _say(self) -> None:
        name = Path(self.file.path).name
        self._state.setText(self._sentence())
        self.keep.setText(tr("Keep in my products"))
        self.keep.setAccessibleName(tr("Keep {name} in my products").format(name=name))
        self.wear.setText(tr("Wear"))
        self.wear.setAccessibleName(tr("Wear {name}").format(name=name))
        self.wear.setVisible(self.file.product is not None and not self._worn)
        self.keep.setVisible(self.file.product is not None)
        kind = self._other_kind()
        self.other_kind.setVisible(bool(kind))
        as_shoe = kind == "shoe"
        self.other_kind.setText(tr("Wear it as a shoe") if as_shoe else tr("Wear it as glasses"))
        as_other = tr("Wear {name} as a shoe") if as_shoe else tr("Wear {name} as glasses")
        self.other_kind.setAccessibleName(as_other.format(name=name))
        self.other_kind.setToolTip(self.other_kind.accessibleName())
        self.setAccessibleName(name)

    def _other_kind(self) -> str:
        """What the model might be instead; "" for what is no model."""
        product = self.file.product
        if product is None or product.kind not in OWN_KINDS:
            return ""
        return next(kind for kind in OWN_KINDS if kind != product.kind)

    def _ask_kind(self) -> None:
        self.kind_asked.emit(self.file.path, self._other_kind())

    def _sentence(self) -> str:
        if self.file.product is None:
            return tr("Cannot be worn")
        return tr("Worn from its file") if self._worn else tr("From a file")

    def _show(self) -> None:
        width, height = scaled(_PICTURE_WIDTH), scaled(_PICTURE_HEIGHT)
        self._picture.setFixedSize(width, height)
        ratio = self.devicePixelRatioF()
        if self._rendered.isNull():
            kind = self.file.product.kind if self.file.product else "unknown"
            self._picture.setPixmap(drawn(kind_icon(kind), height * 2 // 3, ratio=ratio))
            return
        fitted = self._rendered.scaled(
            round(width * ratio),
            round(height * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self._picture.setPixmap(fitted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self._name, 1)
        top.addWidget(self.close_)
        below = QHBoxLayout()  # the name has the width to itself: a narrow panel leaves little
        below.setSpacing(GAP + 2)
        below.addWidget(self._picture)
        below.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 6, 8)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(below)
        for finding in self.file.findings:
            column.addWidget(FindingLine(finding))
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        for button in (self.wear, self.keep, self.other_kind):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        column.addLayout(buttons)


class FindingLine(QWidget):
    """One thing that was found, with a sign that says how bad it is."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        bad = finding.severity == "error"
        sign = Sign("warning" if bad else "notice", 14, ink=(lambda c: c.alarm) if bad else None)
        self._text = text = QLabel()
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not bad:
            text.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        speak(self, lambda: self._say(finding))

    def _say(self, finding: Finding) -> None:
        message = said(finding.message)
        message = f"{message[:1].upper()}{message[1:]}"
        self._text.setText(message)
        grade = tr("Error") if finding.severity == "error" else tr("Warning")
        self.setAccessibleName(f"{grade}: {message}")

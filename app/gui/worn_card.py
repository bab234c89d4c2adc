"""The card of one worn product: its place, its switch, its shades, its knobs, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.commands import ChangeWorn, ResetWorn, SetWornKnob, TakeOff
from ..core.document import Worn
from ..core.errors import UserError
from ..core.params import Value, main_of
from ..core.products import Product
from ..store.lint import Finding
from ..store.products import settings_of
from .controller import Controller
from .controls import Elided, IconButton, Sign, icon_button, quiet
from .icons import icon
from .knobs import KnobRows
from .language import shown_name, speak, tr
from .qt_images import standing_out
from .sentences import said
from .swatches import SwatchRow
from .theme import GAP, Colours, colours, dress, scaled
from .thumbnails import painted

_PICTURE_WIDTH, _PICTURE_HEIGHT = 50, 30
# So small, a frame of wire is half a px wide.
_WIRE_GAIN = 2.2
# Of the picture of what is worn and not to be seen.
_PALE = 0.45


class Handle(IconButton):
    """Drags its card to another place; the arrow keys do so, too."""

    dragged = Signal(int)
    stepped = Signal(int)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__("drag", 14)
        self.setProperty("flat", True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class WornCard(QFrame):
    """One worn product. `step_asked` asks for a place further down (+1) or up (-1)."""

    step_asked = Signal(int)

    def __init__(self, product: Product, controller: Controller) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.product = product
        self._controller = controller
        self._rendered: QPixmap | None = None
        self._worn = Worn(product.id)
        self._problem = ""
        self._findings: tuple[str, ...] = product.notices
        self._bad = bool(product.notices)
        self.handle = Handle()
        self.handle.stepped.connect(self.step_asked)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name, self._variant = Elided(), Elided()
        self._variant.setProperty("quiet", True)
        self.switch = icon_button("eye", "", checkable=True, size=18, flat=True)
        self.switch.clicked.connect(self._switch)
        self.reset = icon_button("reset", "", size=16, flat=True)
        self.reset.clicked.connect(self._reset)
        self.remove = icon_button("close", "", size=18, flat=True)
        self.remove.clicked.connect(self._take_off)
        self.swatches = SwatchRow(product) if product.variants else None
        if self.swatches is not None:
            self.swatches.chosen.connect(self._choose)
        declared = type(settings_of(product, product.variant(None)))
        self._knobs = KnobRows(declared, product.id, controller, self._wish)
        self.rows = self._knobs.rows
        main = main_of(declared)
        # One knob alone is not worth being hidden.
        hidden = [name for name in self.rows if name not in main]
        self._folded = hidden if len(hidden) > 1 else []
        self.more = QToolButton()
        self._unfolded = False
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setProperty("flat", True)
        self.more.clicked.connect(self._fold_or_unfold)
        self._away = quiet()
        self._away.setWordWrap(True)
        self._away.hide()
        self._pale = QGraphicsOpacityEffect(self._picture)
        self._pale.setOpacity(_PALE)
        self._pale.setEnabled(False)
        self._picture.setGraphicsEffect(self._pale)
        self._notice = QWidget()
        self._sign = Sign("warning" if self._bad else "notice", 16, ink=self._sign_ink)
        self._notice_text = quiet()
        self._notice_text.setWordWrap(True)
        self._lay_out()
        for keys, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.ALT | keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: self.step_asked.emit(by))
        speak(self, self._say)
        dress(self, self._paint)
        self._show_fold()

    def stops(self) -> list[QWidget]:
        """What the Tab key visits, in order."""
        swatches = list(self.swatches.swatches.values()) if self.swatches else []
        shown_first = [row for name, row in self.rows.items() if name not in self._folded]
        rows = [stop for row in shown_first for stop in row.stops()]
        folded = [stop for name in self._folded for stop in self.rows[name].stops()]
        return [
            self.handle, self.switch, self.reset, self.remove, *swatches, *rows, self.more, *folded,
        ]  # fmt: skip

    def show_picture(self, picture: QPixmap) -> None:
        """Show what was rendered of the product in place of an icon."""
        self._rendered = picture
        self._paint()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """What is wrong with the product's files, or worth knowing of them."""
        found = tuple(findings)
        self._findings = tuple(dict.fromkeys([*self.product.notices, *(one.message for one in found)]))
        self._bad = bool(self.product.notices) or any(one.severity == "error" for one in found)
        self._sign.show_icon("warning" if self._bad else "notice")
        self._say()

    @property
    def findings_text(self) -> str:
        """What is said to be wrong, as shown."""
        return self._notice_text.text()

    def show_worn(self, worn: Worn) -> None:
        self._worn = worn
        variant = self.product.variant(worn.variant_id)
        self._paint()
        self._say_state()
        if self.swatches is not None:
            self.swatches.show_variant(worn.variant_id)
        self.reset.setVisible(bool(worn.settings))
        try:
            values = settings_of(self.product, variant, worn.settings)
        except UserError as problem:
            if str(problem) != self._problem:  # told once, not at every change
                self._problem = str(problem)
                self._controller.say(self._problem)
            return
        self._problem = ""
        self._knobs.show(values, worn.settings)
        for row in self.rows.values():
            row.setEnabled(worn.enabled)

    def show_away(self, why: str) -> None:
        """Calmly: `why` the product is not to be seen just now; "" where it is, or is switched off."""
        why = why if self._worn.enabled else ""
        self._away.setText(why)
        self._away.setVisible(bool(why))
        self._pale.setEnabled(bool(why))
        self.setAccessibleDescription(why)
        for label in (self._name, self._variant):
            label.setProperty("quiet", bool(why) or label is self._variant)
            label.style().polish(label)
        for row in self.rows.values():
            row.setEnabled(self._worn.enabled and not why)

    # -- wishes

    def _wish(self, knob: str, value: Value | None) -> None:
        self._controller.do(SetWornKnob(self.product.id, knob, value))

    def _switch(self, shown: bool) -> None:
        self._controller.do(ChangeWorn(self.product.id, enabled=shown))

    def _choose(self, variant_id: str) -> None:
        self._controller.do(ChangeWorn(self.product.id, variant_id=variant_id))

    def _reset(self) -> None:
        self._controller.do(ResetWorn(self.product.id))

    def _take_off(self) -> None:
        self._controller.do(TakeOff(self.product.id))

    def _fold_or_unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_fold()

    # -- what is shown

    def _paint(self) -> None:
        width, height = scaled(_PICTURE_WIDTH), scaled(_PICTURE_HEIGHT)
        if self._rendered is None:
            pixmap = painted(self.product, self.product.variant(self._worn.variant_id), 2 * height)
        else:
            pixmap = _filling(self._rendered, 2 * width, 2 * height)
            if self.product.model_path is not None:
                ground = QColor(colours().tile)
                pixmap = QPixmap.fromImage(standing_out(pixmap.toImage(), ground, _WIRE_GAIN))
        pixmap.setDevicePixelRatio(2.0)
        self._picture.setFixedSize(width, height)  # the same for all: their names stand below each other
        self._picture.setPixmap(pixmap)
        self.switch.setIcon(icon("eye" if self._worn.enabled else "eye-off"))
        self._show_fold()

    def _sign_ink(self, c: Colours) -> str:
        return c.alarm if self._bad else c.quiet

    def _show_fold(self) -> None:
        for name in self._folded:
            self.rows[name].setVisible(self._unfolded)
        self.more.setIcon(icon("chevron-down" if self._unfolded else "chevron-right"))
        self._say_more()

    def _say(self) -> None:
        name = shown_name(self.product)
        self._name.show_text(name)
        for button, text in (
            (self.handle, tr("Move {product} up or down")),
            (self.reset, tr("Reset {product} to its own settings")),
            (self.remove, tr("Take off {product}")),
        ):
            button.setToolTip(text.format(product=name))
            button.setAccessibleName(text.format(product=name))
        keys = tr("Drag it, or press Alt and an arrow key")
        self.handle.setToolTip(f"{self.handle.accessibleName()}\n{keys}")
        self._notice_text.setText("\n".join(said(finding) for finding in self._findings))
        self._notice.setVisible(bool(self._findings))
        self._say_state()
        self._say_more()

    def _say_state(self) -> None:
        variant = self.product.variant(self._worn.variant_id)
        self._variant.show_text(shown_name(variant) if variant else self.product.brand)
        self._variant.setVisible(bool(self._variant.whole))
        text = tr("Hide {product}") if self._worn.enabled else tr("Show {product}")
        self.switch.setChecked(self._worn.enabled)
        for say in (self.switch.setToolTip, self.switch.setAccessibleName):
            say(text.format(product=shown_name(self.product)))

    def _say_more(self) -> None:
        text = tr("Fewer knobs") if self._unfolded else tr("More knobs")
        self.more.setText(f" {text}")  # Qt puts it hard against the icon
        self.more.setAccessibleName(tr("More knobs of {product}").format(product=shown_name(self.product)))

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._variant)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.handle)
        top.addWidget(self._picture)
        top.addSpacing(GAP)
        top.addLayout(names, 1)
        for button in (self.reset, self.switch, self.remove):
            top.addWidget(button)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(2, 0, 0, 0)
        notice.setSpacing(GAP)
        notice.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        notice.addWidget(self._notice_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 8, 8)
        column.setSpacing(5)
        column.addLayout(top)
        below = QVBoxLayout()
        below.setContentsMargins(6, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._away)
        below.addWidget(self._notice)
        if self.swatches is not None:
            below.addWidget(self.swatches)
        for row in (row for name, row in self.rows.items() if name not in self._folded):
            below.addWidget(row)
        below.addWidget(self.more)
        for name in self._folded:
            below.addWidget(self.rows[name])
        self.more.setVisible(bool(self._folded))
        column.addLayout(below)


def _filling(picture: QPixmap, width: int, height: int) -> QPixmap:
    """The middle of a picture, as large as fills a room in px."""
    scaled_up = picture.scaled(
        width,
        height,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    return scaled_up.copy((scaled_up.width() - width) // 2, (scaled_up.height() - height) // 2, width, height)

"""The form of a contact sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog

from ..runtime.export_plan import Plan, SheetOf, SheetPlan
from ..runtime.sheet import columns_for, sheet_size
from .export_forms import Form, Given
from .language import shown_name, speak, tr


class SheetForm(Form):
    """Small pictures in a grid, with captions."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: tuple[Path, ...] = ()
        self._kinds: list[tuple[SheetOf, str]] = []
        self.of = self.choice()
        self.of.activated.connect(self._of_chosen)
        self.count = self.number(1, 200, 12)
        self.columns = self.number(0, 24, 0)
        self.width_px = self.number(64, 2048, 480, 16)
        self.width_px.setSuffix(" px")
        self.close_up = QCheckBox()
        self.close_up.toggled.connect(self.changed)
        self.row(lambda: tr("Shows"), self.of)
        self.row(lambda: tr("Pictures"), self.count)
        self.row(lambda: tr("Columns"), self.columns)
        self.row(lambda: tr("Width of each"), self.width_px)
        self.rows.addWidget(self.close_up, self.rows.rowCount(), 1)
        speak(self, self._say)

    def show_given(self, given: Given) -> None:
        self.given = given
        self._say()
        self.changed.emit()

    def plan(self, path: Path) -> Plan:
        of, product_id = self._chosen()
        title = self.given.look
        if of == "variants":
            title = next((shown_name(p) for p in self.given.products if p.id == product_id), "")
        return SheetPlan(
            path,
            of,
            self.count.value(),
            self._paths,
            product_id,
            self.width_px.value(),
            self.columns.value(),
            self.close_up.isChecked(),
            "" if of == "looks" else title,
        )

    def preview(self) -> str:
        count = self._count()
        width, height = self.given.size
        aspect = 1.0 if self.close_up.isChecked() or not height else width / height
        columns = min(self.columns.value() or columns_for(count, aspect), count)
        titled = isinstance(plan := self.plan(Path("x.png")), SheetPlan) and bool(plan.title)
        size = sheet_size(count, columns=columns, width=self.width_px.value(), aspect=aspect, titled=titled)
        return tr("A PNG picture of {count} in {columns} columns, about {width} × {height} px").format(
            count=count, columns=columns, width=size[0], height=size[1]
        )

    def obstacle(self) -> str:
        of, _ = self._chosen()
        info = self.given.info
        if info is None or not self.given.size[0]:
            return tr("There is no picture to export yet.")
        if of == "moments" and info.live:
            return tr("A camera has no moments to choose from: choose pictures, variants or looks.")
        return "" if self._count() else tr("Choose the pictures first.")

    def _chosen(self) -> tuple[SheetOf, str]:
        return self._kinds[max(self.of.currentIndex(), 0)]

    def _count(self) -> int:
        of, product_id = self._chosen()
        if of == "pictures":
            return len(self._paths)
        if of == "variants":
            return next((len(p.variants) for p in self.given.products if p.id == product_id), 0)
        if of == "looks":
            return self.given.looks
        info = self.given.info
        still = info is not None and info.still
        return (
            min(self.count.value(), info.frame_count or 1)
            if info is not None and still
            else self.count.value()
        )

    def _of_chosen(self) -> None:
        of, _ = self._chosen()
        if of == "pictures":
            chosen, _ = QFileDialog.getOpenFileNames(
                self, tr("Pictures for the contact sheet"), "", tr("Pictures (*.png *.jpg *.jpeg *.webp)")
            )
            self._paths = tuple(Path(path) for path in chosen)
        # Shades are compared on the face, moments by the whole picture.
        self.close_up.setChecked(of in ("variants", "looks"))
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.count.setEnabled(self._chosen()[0] == "moments")

    def _say(self) -> None:
        self.say()
        before = self._kinds[self.of.currentIndex()] if self.of.currentIndex() >= 0 else None
        self._kinds = [("moments", "")]
        words = [tr("Moments of the source")]
        for product in self.given.products:
            self._kinds.append(("variants", product.id))
            words.append(tr("Variants of {product}").format(product=shown_name(product)))
        self._kinds += [("looks", ""), ("pictures", "")]
        words += [tr("All saved looks"), tr("Chosen pictures…")]
        self.of.blockSignals(True)
        self.of.clear()
        self.of.addItems(words)
        self.of.setCurrentIndex(self._kinds.index(before) if before in self._kinds else 0)
        self.of.blockSignals(False)
        self.columns.setSpecialValueText(tr("Automatic"))
        self.close_up.setText(tr("The face or the feet alone"))
        self.close_up.setAccessibleName(tr("The face or the feet alone"))
        self._fit()

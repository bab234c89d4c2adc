"""The style sheet: what the palette cannot say, in the colours of a theme and at the size of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store.resource_path import resource_path

if TYPE_CHECKING:
    from .theme import Colours


def style_sheet(c: Colours, scale: float) -> str:
    """`scale` is that of the text: what stands beside text grows with it."""
    return (
        _grounds(c)
        + _menus(c, scale)
        + _buttons(c, scale)
        + _fields(c, scale)
        + _sliders(c, scale)
        + _rest(c, scale)
    )


def _px(length: float, scale: float) -> int:
    return max(1, round(length * scale))


def _image(name: str, c: Colours) -> str:
    return f'url("{resource_path(f"theme/{name}-{c.name}.svg").as_posix()}")'


def _grounds(c: Colours) -> str:
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QMainWindow::separator {{ background: {c.behind}; width: 4px; height: 4px; }}
QMainWindow::separator:hover {{ background: {c.groove}; }}
QDockWidget {{ border: 1px solid {c.line}; }}
QSplitter::handle {{ background: {c.behind}; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 6px; }}
QStatusBar {{ background: {c.window}; border-top: 1px solid {c.behind}; }}
QStatusBar::item {{ border: none; }}
QFrame[card="true"] {{ background: {c.card}; border: 1px solid {c.card_line}; border-radius: 7px; }}
QFrame[bar="true"] {{ background: {c.window}; border: none; }}
QToolButton[sign="true"] {{ background: {c.card}; color: {c.quiet}; border: 1px solid {c.card_line};
    border-radius: 6px; padding: 3px 9px; font-weight: 600; }}
QToolButton[sign="true"]:checked {{ color: {c.accent}; border: 1px solid {c.accent}; }}
QToolButton[sign="true"]:focus {{ border: 2px solid {c.accent}; padding: 2px 8px; }}
QFrame[floating="true"] {{ background: {c.card}; border: 1px solid {c.card_line}; border-radius: 9px; }}
QFrame[info="true"] {{ background: {c.raised}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[notice="true"] {{ background: {c.raised}; border: 1px solid {c.groove}; border-radius: 7px; }}
"""


def _menus(c: Colours, scale: float) -> str:
    mark = _px(14, scale)
    return f"""
QMenuBar {{ background: {c.window}; padding: 0px 6px; }}
QMenuBar::item {{ padding: 6px 8px; margin: 4px 0px 4px 0px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px {mark + 14}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.hover}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::indicator {{ width: {mark}px; height: {mark}px; left: 6px; }}
QMenu::indicator:checked {{ image: {_image("check", c)}; }}
QMenu::indicator:unchecked {{ image: none; }}
"""


def _buttons(c: Colours, scale: float) -> str:
    arrow, room = _px(10, scale), _px(24, scale)
    return f"""
QToolButton, QPushButton {{
    background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover, QPushButton:hover {{ background: {c.hover}; }}
QToolButton:pressed, QPushButton:pressed {{ background: {c.line}; }}
QToolButton:checked {{ background: {c.hover}; color: {c.accent}; }}
QToolButton:disabled, QPushButton:disabled {{ color: {c.disabled}; }}
QPushButton, QToolButton[boxed="true"] {{
    background: {c.raised}; border: 1px solid {c.line}; padding: 4px 12px; }}
QPushButton:hover, QToolButton[boxed="true"]:hover {{ background: {c.hover}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton:default {{ border: 1px solid {c.groove_done}; }}
QToolButton:focus, QPushButton:focus, QToolButton[boxed="true"]:focus {{ border: 1px solid {c.accent}; }}
QToolButton[flat="true"] {{ padding: 3px; }}
QToolButton[chip="true"] {{
    border: 1px solid {c.line}; border-radius: 9px; padding: 2px 8px; color: {c.quiet}; }}
QToolButton[chip="true"]:hover {{ color: {c.text}; }}
QToolButton[chip="true"]:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QToolButton[chip="true"]:focus {{ border: 1px solid {c.accent}; color: {c.text}; }}
QToolButton[chip="true"]:checked:focus {{ border: 1px solid {c.text}; color: {c.on_accent}; }}
QToolButton[flat="true"]:checked {{ background: transparent; }}
QToolButton[boxed="true"] {{ padding: 4px {room}px 4px 10px; }}
QToolButton::menu-indicator {{
    image: {_image("arrow-down", c)}; width: {arrow}px; height: {arrow}px; subcontrol-origin: padding;
    subcontrol-position: center right; right: 8px; }}
QToolButton::menu-indicator:disabled {{ image: none; }}
"""


def _fields(c: Colours, scale: float) -> str:
    arrow, box = _px(10, scale), _px(14, scale)
    return f"""
QLineEdit, QAbstractSpinBox, QComboBox {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: 5px;
    padding: 3px 7px; min-height: {_px(18, scale)}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit {{ lineedit-clear-button-icon: {_image("clear", c)}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {c.disabled}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
    border: none; padding: 0; min-height: 0; background: transparent; }}
QAbstractSpinBox {{ padding: 3px 5px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; subcontrol-position: right; width: 0; border: none; }}
QComboBox::drop-down {{ border: none; width: {_px(20, scale)}px; }}
QComboBox::down-arrow {{ image: {_image("arrow-down", c)}; width: {arrow}px; height: {arrow}px; }}
QComboBox QAbstractItemView {{
    background: {c.raised}; border: 1px solid {c.line}; selection-background-color: {c.hover};
    selection-color: {c.text}; outline: none; }}
QPlainTextEdit, QTextEdit {{
    background: {c.card}; border: 1px solid {c.line}; border-radius: 5px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}

QCheckBox {{ spacing: 7px; border: none; }}
QCheckBox::indicator {{
    width: {box}px; height: {box}px; border: 1px solid {c.disabled}; border-radius: 4px;
    background: {c.raised}; }}
QCheckBox::indicator:hover {{ background: {c.hover}; }}
QCheckBox::indicator:focus {{ border: 1px solid {c.accent}; background: {c.hover}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent};
    image: {_image("check-on", c)}; }}
QCheckBox::indicator:checked:focus {{ border: 1px solid {c.text}; }}
QCheckBox::indicator:disabled {{ background: {c.line}; border: 1px solid {c.line}; }}

QTreeView, QListView, QTableView {{
    border: 1px solid {c.line}; border-radius: 5px; outline: none; background: {c.card}; }}
QTreeView::item, QListView::item {{ padding: 4px 6px; }}
QTreeView::item:selected, QListView::item:selected {{ background: {c.hover}; color: {c.text}; }}
QHeaderView::section {{
    background: {c.window}; color: {c.quiet}; border: none; border-bottom: 1px solid {c.line};
    padding: 5px 6px; }}
"""


def _sliders(c: Colours, scale: float) -> str:
    # Both even, so that the handle lies in the middle of its groove and is round.
    groove, handle = 4, 2 * _px(6, scale)
    reach = (handle - groove) // 2
    return f"""
QSlider {{ min-height: {handle + 6}px; }}
QSlider::groove:horizontal {{ height: {groove}px; background: {c.groove}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.groove_done}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    background: {c.handle}; width: {handle}px; height: {handle}px; margin: -{reach}px 0;
    border-radius: {handle // 2}px; border: none; }}
QSlider::handle:horizontal:hover {{ background: {c.handle_hover}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{ background: {c.line}; }}
QSlider::handle:horizontal:disabled {{ background: {c.disabled}; }}
QProgressBar {{ background: {c.groove}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
"""


def _rest(c: Colours, scale: float) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 9px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 9px; margin: 0; }}
QScrollBar::handle {{ background: {c.groove}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; margin: 0 1px 0 2px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; margin: 2px 0 1px 0; }}
QScrollBar::handle:hover {{ background: {c.disabled}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; height: 0; width: 0; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.quiet}; padding: {_px(8, scale)}px {_px(14, scale)}px; border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}

QLabel[quiet="true"] {{ color: {c.quiet}; }}
QLabel[section="true"] {{ color: {c.quiet}; font-weight: 600; }}
QLabel[alarm="true"] {{ color: {c.alarm}; }}
"""

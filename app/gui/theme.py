"""How the window looks: neutral greys without a tint, one accent, so that colour is judged in the picture.

Contrast (WCAG 2.1) on the lightest surface: TEXT 11:1, QUIET 5.4:1, ACCENT 6.1:1; all above 4.5:1.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ..store.resource_path import resource_path

BEHIND = "#161616"
WINDOW = "#202020"
CARD = "#272727"
RAISED = "#2d2d2d"
HOVER = "#383838"
LINE = "#3a3a3a"
# Under pictures of products: light enough for black frames, dark enough for crystal ones.
TILE = "#6b6b6b"
MIRROR = "#212121"  # the grey of render.present.BARS_SRGB
TEXT = "#e8e8e8"
QUIET = "#ababab"
ACCENT = "#86b9e6"
ON_ACCENT = "#10171d"

# Distances in device-independent px: everything is a multiple of the small one.
GAP = 6
EDGE = 12


def apply_theme(app: QApplication) -> None:
    """Fusion with our palette and style sheet. Text keeps the size that the system asks for."""
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setStyleSheet(_STYLE.replace("@ARROW@", resource_path("theme/arrow-down.png").as_posix()))


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    colours = {
        roles.Window: WINDOW,
        roles.WindowText: TEXT,
        roles.Base: RAISED,
        roles.AlternateBase: WINDOW,
        roles.Text: TEXT,
        roles.PlaceholderText: QUIET,
        roles.Button: RAISED,
        roles.ButtonText: TEXT,
        roles.ToolTipBase: RAISED,
        roles.ToolTipText: TEXT,
        roles.Highlight: ACCENT,
        roles.HighlightedText: ON_ACCENT,
        roles.Link: ACCENT,
        roles.Light: HOVER,
        roles.Midlight: HOVER,
        roles.Mid: LINE,
        roles.Dark: BEHIND,
        roles.Shadow: BEHIND,
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7d7d7d"))
    return palette


_STYLE = f"""
QMainWindow, QDialog {{ background: {WINDOW}; }}
QMainWindow::separator {{ background: {BEHIND}; width: 4px; height: 4px; }}
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {LINE}; padding: 4px 6px; }}

QMenuBar {{ background: {WINDOW}; padding: 0px 6px; }}
QMenuBar::item {{ padding: 7px 9px; margin: 4px 0px 4px 0px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {HOVER}; }}
QMenu {{ background: {RAISED}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {HOVER}; }}
QMenu::item:disabled {{ color: #8c8c8c; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 5px; }}

QDockWidget {{ color: {QUIET}; }}
QDockWidget::title {{ background: {WINDOW}; padding: 7px 12px 5px 12px; text-align: left; }}

QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 9px; margin: 0; }}
QScrollBar::handle:vertical {{ background: #4a4a4a; border-radius: 3px;
    min-height: 28px; margin: 0 1px 0 2px; }}
QScrollBar::handle:vertical:hover {{ background: #606060; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; height: 0; width: 0; }}

QToolButton, QPushButton {{
    background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover, QPushButton:hover {{ background: {HOVER}; }}
QToolButton:pressed, QPushButton:pressed {{ background: {LINE}; }}
QToolButton:checked {{ background: {HOVER}; color: {ACCENT}; }}
QToolButton:focus, QPushButton:focus {{ border: 1px solid {ACCENT}; }}
QToolButton[boxed="true"], QPushButton[boxed="true"] {{
    background: {RAISED}; border: 1px solid {LINE}; padding: 4px 10px; }}
QToolButton[boxed="true"]:hover {{ background: {HOVER}; }}
QToolButton[boxed="true"]:focus {{ border: 1px solid {ACCENT}; }}
QToolButton[flat="true"] {{ padding: 3px; }}
QToolButton[flat="true"]:checked {{ background: transparent; }}
QToolButton[boxed="true"] {{ padding-right: 24px; }}
QToolButton::menu-indicator {{
    image: url("@ARROW@"); width: 10px; height: 10px; subcontrol-origin: padding;
    subcontrol-position: center right; right: 8px; }}

QLineEdit, QAbstractSpinBox, QComboBox {{
    background: {RAISED}; border: 1px solid {LINE}; border-radius: 5px; padding: 3px 7px; min-height: 18px;
    selection-background-color: {ACCENT}; selection-color: {ON_ACCENT}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border: 1px solid {ACCENT}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
    border: none; padding: 0; min-height: 0; background: transparent; }}
QAbstractSpinBox {{ padding: 3px 5px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; subcontrol-position: right; width: 0; border: none; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("@ARROW@"); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{
    background: {RAISED}; border: 1px solid {LINE}; selection-background-color: {HOVER};
    selection-color: {TEXT}; outline: none; }}

QSlider {{ min-height: 18px; }}
QSlider::groove:horizontal {{ height: 3px; background: #4a4a4a; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ background: #8e8e8e; border-radius: 1px; }}
QSlider::handle:horizontal {{
    background: #d6d6d6; width: 12px; height: 12px; margin: -5px 0; border-radius: 6px; border: none; }}
QSlider::handle:horizontal:hover {{ background: #ffffff; }}
QSlider::handle:horizontal:focus {{ background: {ACCENT}; }}
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{ background: #333333; }}
QSlider::handle:horizontal:disabled {{ background: #555555; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {LINE}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {QUIET}; padding: 8px 14px; border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {TEXT}; border-bottom: 2px solid {ACCENT}; }}
QTabBar::tab:hover {{ color: {TEXT}; }}
QTabBar::tab:focus {{ color: {ACCENT}; }}

QLabel[quiet="true"] {{ color: {QUIET}; }}
QLabel[section="true"] {{ color: {QUIET}; font-weight: 600; }}
QFrame[card="true"] {{ background: {CARD}; border: 1px solid #303030; border-radius: 7px; }}
QFrame[bar="true"] {{ background: {WINDOW}; border: none; }}
QFrame[notice="true"] {{ background: {RAISED}; border: 1px solid #4a4a4a; border-radius: 7px; }}
"""

"""The style sheet over Fusion, filled with the names of ``ui.theme.Colours``.

Widgets say what they are by the properties ``kind`` and ``tone``; the sheet says how that
looks. Sizes of text are points and follow the person's text size; everything else is pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

SIZES: Mapping[str, float] = {"small": 0.9, "body": 1.0, "heading": 1.18, "title": 1.6}
"""The four sizes of text, as factors of the body."""

_BASE = Template("""
* { outline: 0; }
QWidget { color: $text; }
QMainWindow, QWidget[kind="page"], QDialog { background: $window; }
QWidget[kind="side"] { background: $side; }
QWidget[kind="clear"], QScrollArea, QStackedWidget { background: transparent; border: 0; }
QToolTip { background: $text; color: $card; border: 0; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading_pt}pt; font-weight: 600; }
QLabel[kind="small"] { font-size: ${small_pt}pt; color: $muted; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="caps"] { font-size: ${small_pt}pt; font-weight: 600; color: $muted; }
QLabel[kind="brand"] { font-size: ${heading_pt}pt; font-weight: 700; }
QLabel[kind="mono"], QPlainTextEdit[kind="mono"] {
    font-family: "DejaVu Sans Mono", "Menlo", "Consolas", monospace; font-size: ${small_pt}pt;
}
""")

_CARDS = Template("""
QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="well"] { background: $raised; border: 0; border-radius: 8px; }
QFrame[kind="drop"] { background: $card; border: 2px dashed $edge; border-radius: 10px; }
QFrame[kind="drop"][over="true"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="status"] { background: $side; border: 0; border-top: 1px solid $line; }
QFrame[kind="bar"] { background: transparent; border: 0; }
""")

_TILES = Template("""
QFrame[kind="group"] { background: transparent; border: 1px solid $edge; border-radius: 10px; }
QFrame[kind="tile"] { background: $card; border: 2px solid $edge; border-radius: 8px; }
QFrame[kind="tile"][state="met"] { background: $verified_soft; border: 2px solid $verified; }
QFrame[kind="tile"][state="partly"] { border: 2px solid $cannot_tell; }
QFrame[kind="tile"][state="usable"] { border: 2px dashed $accent; }
QFrame[kind="tile"][state="unmet"] { border: 2px dotted $not_valid; }
QFrame[kind="tile"][state="referred"] { border: 3px double $seal; }
""")

_TONES = Template("""
QFrame[kind="badge"][tone="$tone"], QFrame[kind="note"][tone="$tone"] {
    background: $soft; border: 0; border-radius: 8px;
}
QFrame[kind="badge"][tone="$tone"] QLabel { color: $ink; font-weight: 600; }
QLabel[tone="$tone"] { color: $ink; }
""")

_CONTROLS = Template("""
QPushButton, QToolButton {
    background: $card; color: $text; border: 1px solid $edge; border-radius: 7px;
    padding: 7px 15px; min-height: 18px;
}
QToolButton { padding: 6px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 6px 14px; }
QToolButton:focus { padding: 5px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $line; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
    background: $raised; color: $muted; border-color: $line;
}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; color: $accent;
}
QPushButton[kind="quiet"] { padding: 7px 9px; }
QPushButton[kind="quiet"]:focus { padding: 6px 8px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $focus; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; }
QPushButton[kind="quiet"]:disabled { color: $muted; }
QPushButton[kind="danger"] { color: $not_genuine; border-color: $not_genuine; }
QPushButton[kind="danger"]:focus { border-color: $focus; }
QPushButton[kind="chip"] {
    background: $accent_soft; color: $text; border: 1px solid $accent_soft; border-radius: 14px;
    padding: 4px 12px;
}
QPushButton[kind="chip"]:hover { border-color: $accent; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 3px 11px; }
QPushButton[kind="fold"] {
    background: transparent; border: 1px solid transparent; text-align: left;
    padding: 7px 1px; font-weight: 600;
}
QPushButton[kind="fold"]:hover { background: $raised; }
QPushButton[kind="fold"]:focus { border: 2px solid $focus; padding: 6px 0; }
QPushButton[kind="nav"] {
    background: transparent; border: 1px solid transparent; border-radius: 8px;
    text-align: left; padding: 9px 11px;
}
QPushButton[kind="nav"]:hover { background: $raised; }
QPushButton[kind="nav"][lit="true"] {
    background: $accent_soft; color: $accent; font-weight: 600;
}
QPushButton[kind="nav"]:focus { border: 2px solid $focus; padding: 8px 10px; }
QPushButton[kind="nav"]:disabled { color: $muted; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
    background: $card; color: $text; border: 1px solid $edge; border-radius: 7px;
    padding: 7px 9px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $focus; padding: 6px 8px;
}
QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"], QComboBox[state="wrong"] {
    border-color: $not_genuine;
}
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: $raised; }
QComboBox { padding-left: 9px; padding-right: 9px; }
QComboBox::drop-down { border: 0; width: ${arrow_px}px; }
QComboBox::down-arrow { image: none; }
QPushButton::menu-indicator { image: none; width: 0; }
QComboBox QAbstractItemView {
    background: $card; color: $text; border: 1px solid $edge; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text;
}
QCheckBox, QRadioButton {
    background: transparent; spacing: 8px; padding: 4px; border: 2px solid transparent;
    border-radius: 6px;
}
QCheckBox::indicator, QRadioButton::indicator { width: ${box_px}px; height: ${box_px}px; }
""")

_LISTS = Template("""
QListView, QTreeView, QTableView {
    background: $card; color: $text; border: 1px solid $line; border-radius: 10px; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text;
}
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid $focus; padding: 3px; }
QHeaderView::section {
    background: $raised; color: $text; border: 0; border-bottom: 1px solid $line;
    padding: 7px 9px; font-weight: 600;
}
QMenu { background: $card; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 20px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QProgressBar {
    background: $raised; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_SPOKEN = ("verified", "not_valid", "cannot_tell", "not_genuine", "seal", "accent")


def sheet(colours: Mapping[str, str], points: float) -> str:
    """The whole sheet for one palette; ``points`` is the size of body text."""
    sizes = {f"{name}_pt": f"{points * factor:.1f}" for name, factor in SIZES.items()}
    tones = [
        _TONES.substitute(tone=tone, ink=colours[tone], soft=colours[f"{tone}_soft"])
        for tone in _SPOKEN
    ]
    return "".join(
        [
            _BASE.substitute(colours, **sizes),
            _CARDS.substitute(colours),
            _TILES.substitute(colours),
            *tones,
            _CONTROLS.substitute(
                colours, arrow_px=round(points * 2.4), box_px=round(points * 1.5)
            ),
            _LISTS.substitute(colours),
        ]
    )

"""Ways to go through a page: what is said, what is named, what is cut off."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

LETTERS = str.maketrans("aceinouyACEINOU", "åçéîñöüýÅÇÉÎÑÖÜ")
_FIELD = re.compile(r"(\{[^}]*\})")
INTERACTIVE = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.PushButton,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.List,
        QAccessible.Role.Tree,
        QAccessible.Role.Table,
        QAccessible.Role.SpinBox,
        QAccessible.Role.ProgressBar,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.ButtonDropDown,
    }
)


class Pseudo(gettext.NullTranslations):
    """Wraps every sentence in brackets, with accents and a third more length."""

    def gettext(self, message: str) -> str:
        parts = _FIELD.split(message)
        said = "".join(one if one.startswith("{") else one.translate(LETTERS) for one in parts)
        return f"⟦{said}{'~' * (len(message) // 3)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget that can be seen, the root included."""
    for one in (root, *root.findChildren(QWidget)):
        if one.isVisibleTo(root.window()):
            yield one


def said(widget: QWidget) -> list[str]:
    """The words that a widget shows or speaks, unless they are data."""
    words = [widget.toolTip(), widget.accessibleDescription()]
    if widget.property("data"):
        return _spoken(words)
    match widget:
        case QLabel():
            words.append(widget.text())
        case QAbstractButton():
            words += [widget.text(), widget.accessibleName()]
        case QComboBox():
            words += [widget.itemText(at) for at in range(widget.count())]
            words.append(widget.accessibleName())
        case QLineEdit():
            words += [widget.placeholderText(), widget.accessibleName()]
        case _:
            words.append(widget.accessibleName())
    return _spoken(words)


def _spoken(words: list[str]) -> list[str]:
    return [one for one in words if any(sign.isalpha() for sign in one)]


def accessible(root: QWidget) -> Iterator[QAccessibleInterface]:
    """The accessibility tree from a widget downwards, without items of lists."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        if one.role() not in (QAccessible.Role.List, QAccessible.Role.Table):
            waiting += [one.child(at) for at in range(one.childCount())]


def unnamed(root: QWidget) -> list[str]:
    """Interactive things of a page that a screen reader could not name."""
    found = []
    for one in accessible(root):
        if one.role() in INTERACTIVE and not one.text(QAccessible.Text.Name).strip():
            thing = one.object()
            found.append(f"{one.role().name} {type(thing).__name__} in {_path(thing)}")
    return found


def _path(thing: object) -> str:
    names = []
    while isinstance(thing, QWidget):
        names.append(type(thing).__name__)
        thing = thing.parentWidget()
    return " < ".join(names[1:5])


def cut_off(page: QWidget) -> list[str]:
    """What cannot be read whole without scrolling sideways."""
    found = []
    for one in visible(page):
        if isinstance(one, (QLabel, QAbstractButton)) and _is_cut(one):
            found.append(f"{type(one).__name__} {one.text()!r} {one.width()}x{one.height()}")
        found += _cut_inside(one)
        if not _inside(one, page):
            found.append(f"{type(one).__name__} sticks out of {_path(one)}")
        if isinstance(one, QScrollArea) and one.widget() is not None:
            beyond = one.widget().width() - one.viewport().width()
            if beyond > 0:
                found.append(
                    f"{type(one).__name__} is {beyond} pixels too wide in {_path(one)}"
                )
    return found


_BREAKS = re.compile(r"[\s\u200b]+|(?<=[-\u3000-\u9fff\uff00-\uffef])")
"""Where Qt breaks a line: also behind a hyphen, and anywhere between Chinese characters."""


def _is_cut(one: QLabel | QAbstractButton) -> bool:
    if not one.text():
        return False
    if isinstance(one, (QCheckBox, QRadioButton)):
        needed = max(one.minimumSizeHint().height(), one.heightForWidth(one.width()))
        return one.width() < one.minimumSizeHint().width() or one.height() + 1 < needed
    if isinstance(one, QAbstractButton):
        least = one.minimumSizeHint()  # a button wraps a long text, and is then higher
        return one.width() < least.width() or one.height() < least.height()
    metrics = one.fontMetrics()
    words = _BREAKS.split(one.text()) if one.wordWrap() else [one.text()]
    if max(metrics.horizontalAdvance(word) for word in words) > one.width() + 1:
        return True
    return one.wordWrap() and one.height() + 1 < one.heightForWidth(one.width())


def _cut_inside(one: QWidget) -> list[str]:
    """Words that a field, a choice or the head of a table has no room for."""
    match one:
        case QComboBox():
            option = QStyleOptionComboBox()
            one.initStyleOption(option)
            kinds = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
            field = one.style().subControlRect(kinds[0], option, kinds[1], one)
            room = QRect(0, 0, field.width(), 10_000)
            lines = one.fontMetrics().boundingRect(
                room, Qt.TextFlag.TextWordWrap, one.currentText()
            )
            is_cut = lines.width() > field.width() + 1 or lines.height() > field.height() + 1
            return [f"{one.currentText()!r} in {field.getRect()}"] if is_cut else []
        case QLineEdit() if not one.text():
            room, texts = one.contentsRect().width(), [one.placeholderText()]
        case QHeaderView() if one.orientation() is Qt.Orientation.Horizontal:
            return [
                f"head {one.model().headerData(at, one.orientation())!r}"
                for at in range(one.count())
                if one.sectionSize(at) and one.sectionSizeHint(at) > one.sectionSize(at) + 1
            ]
        case _:
            return []
    metrics = one.fontMetrics()
    return [
        f"{type(one).__name__} {text!r} in {room} pixels"
        for text in texts
        if metrics.horizontalAdvance(text) > room + 1
    ]


def overlapping(page: QWidget) -> list[str]:
    """Neighbours that lie on each other."""
    found = []
    for parent in visible(page):
        if isinstance(parent, (QStackedWidget, QAbstractScrollArea, QComboBox, QLineEdit)):
            continue
        beside = [
            one
            for one in parent.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if one.isVisibleTo(page.window()) and not one.isWindow() and _says(one)
        ]
        for at, one in enumerate(beside):
            for other in beside[at + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > 1 and shared.height() > 1:
                    found.append(f"{_told(one)} on {_told(other)} in {_path(one)}")
    return found


def _says(one: QWidget) -> bool:
    """Whether there is anything to be covered."""
    return bool(said(one)) or one.findChild(QLabel) is not None or not isinstance(one, QFrame)


def _told(one: QWidget) -> str:
    words = " ".join(said(one))[:60]
    return f"{type(one).__name__} {words!r} {one.geometry().getRect()}"


def _inside(one: QWidget, page: QWidget) -> bool:
    if one is page or isinstance(one.parentWidget(), (QAbstractScrollArea, QAbstractSpinBox)):
        return True
    if isinstance(one.parentWidget(), QComboBox) or isinstance(one.window(), QWidget) is False:
        return True
    if one.windowType() is not Qt.WindowType.Widget or one.window() is not page.window():
        return True
    left = one.mapTo(page, one.rect().topLeft()).x()
    return left >= -1 and left + one.width() <= page.width() + 1


def tab_order(window: QWidget) -> list[QWidget]:
    """What Tab goes through, from the first to the last, each once."""
    order: list[QWidget] = []
    one = window.nextInFocusChain()
    while one is not None and one not in order:
        if (
            one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isEnabled()
            and one.isVisibleTo(window)
        ):
            order.append(one)
        one = one.nextInFocusChain()
        if one is window:
            break
    return order


def focus_not_seen(page: QWidget) -> list[str]:
    """Buttons, fields and choices that look the same with the focus as without, by name."""
    alike = []
    page.window().activateWindow()
    for one in visible(page):
        if not isinstance(one, (QAbstractButton, QComboBox, QLineEdit)) or not one.isEnabled():
            continue
        page.setFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and one.grab().toImage() == before:
            alike.append(one.accessibleName())
    return alike

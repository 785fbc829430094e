"""Buttons: text first, a symbol beside it; a symbol alone always has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleStateChangeEvent,
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import tooltips
from ui.icons import icon
from ui.theme import GRID, current_theme

_GAP = 3
"""Pixels of air at both sides of a symbol beside a text."""
_LONG = 360
"""Pixels from which a text may be wrapped where there is no more room."""
_HIGH = 10_000
_WRAPPED = Qt.TextFlag.TextWordWrap.value


class Button(QPushButton):
    """``kind``: ``primary`` (one a page), quiet, danger, chip, nav or fold."""

    def __init__(
        self,
        text: str,
        action: Callable[[], object] | None = None,
        *,
        kind: str = "",
        symbol: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(text)
        self._symbol = symbol
        if kind:
            self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if hint:
            self.setToolTip(tooltips.plain(hint))
            self.setAccessibleDescription(hint)
        if action is not None:
            self.clicked.connect(lambda _checked=False: action())
        theme = current_theme()
        theme.changed.connect(self._draw)
        self.toggled.connect(self._draw)
        self._draw()

    def setText(self, text: str) -> None:
        """Shows the text and says it."""
        super().setText(text)
        self.setAccessibleName(text)
        self._draw()

    def light(self, *, on: bool) -> None:
        """Marks where one is. Not by a check mark, which is read out as a box to tick."""
        self.setProperty("lit", on)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw()

    def set_symbol(self, symbol: str) -> None:
        """Shows another symbol."""
        self._symbol = symbol
        self._draw()

    def minimumSizeHint(self) -> QSize:
        """One line, unless that is long: then it may be made narrower, and wraps."""
        one = self.sizeHint()
        return QSize(min(one.width(), max(_LONG, self._least())), one.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too; Qt lets only the space bar do so outside of dialogs."""
        if not _is_enter(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        one = self.sizeHint()
        if self.width() >= one.width():
            self.setMinimumHeight(0)
            self.setMaximumHeight(_HIGH)
            return
        room = QRect(0, 0, max(self.width() - self._beside(), 1), _HIGH)
        lines = self.fontMetrics().boundingRect(room, _WRAPPED, self._words())
        self.setFixedHeight(one.height() - self.fontMetrics().height() + lines.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the style does, while the text has room in one line."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        edge = (self._beside() - self._symbol_room()) // 2
        inside = self.rect().adjusted(edge, 0, -edge, 0)
        if self._symbol_room():
            size = self.iconSize()
            place = QRect(inside.left(), (self.height() - size.height()) // 2, *size.toTuple())
            self.icon().paint(painter, QStyle.visualRect(option.direction, inside, place))
            inside = QStyle.visualRect(
                option.direction, inside, inside.adjusted(self._symbol_room(), 0, 0, 0)
            )
        painter.setPen(QColor(self._ink()))
        side = Qt.AlignmentFlag.AlignHCenter.value
        if self.property("kind") in {"fold", "nav"}:
            side = Qt.AlignmentFlag.AlignLeft.value  # turned round by the painter
        flags = _WRAPPED | side | Qt.AlignmentFlag.AlignVCenter.value
        painter.drawText(inside, flags, self._words())
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _symbol_room(self) -> int:
        return 0 if self.icon().isNull() else self.iconSize().width() + _GAP

    def _beside(self) -> int:
        """Pixels beside the text: edges, and the symbol."""
        line = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return self.sizeHint().width() - line

    def _least(self) -> int:
        words = self._words().split() or [""]
        return self._beside() + max(map(self.fontMetrics().horizontalAdvance, words)) + 2

    def changeEvent(self, event: QEvent) -> None:
        """A symbol is drawn for the state that the button is in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._draw()

    def _ink(self) -> str:
        colours = current_theme().colours
        if not self.isEnabled():
            return colours.muted
        kind = self.property("kind")
        if kind == "primary":
            return colours.on_accent
        if kind == "danger":
            return colours.not_genuine
        if kind == "quiet" or self.isChecked() or self.property("lit"):
            return colours.accent
        return colours.text

    def _draw(self) -> None:
        if not self._symbol or (current_theme().is_starting and not self.icon().isNull()):
            return  # while starting all symbols keep the same empty place
        size = _symbol_size()
        gap = 0 if self.text() == "" else _GAP
        self.setIcon(icon(self._symbol, self._ink(), size=size, gap=gap))
        self.setIconSize(QSize(size + 2 * gap, size))


class IconButton(QToolButton):
    """A symbol alone: it must have a name, which is its tooltip as well."""

    def __init__(
        self,
        symbol: str,
        name: str,
        action: Callable[[], object] | None = None,
        *,
        kind: str = "",
    ) -> None:
        super().__init__()
        self._symbol = symbol
        if kind:
            self.setProperty("kind", kind)
        self.setToolTip(tooltips.plain(name))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if action is not None:
            self.clicked.connect(lambda _checked=False: action())
        current_theme().changed.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As with ``Button``."""
        if not _is_enter(self, event):
            super().keyPressEvent(event)

    def _draw(self) -> None:
        size = _symbol_size()
        colours = current_theme().colours
        self.setIcon(icon(self._symbol, colours.text, disabled=colours.muted, size=size))
        self.setIconSize(QSize(size, size))


class FoldLine(Button):
    """The line of something that folds: read out as a button that is expanded or collapsed.

    Qt would read a button that stays pressed as a box to tick.
    """

    def __init__(self, text: str, action: Callable[[], object] | None = None) -> None:
        _speak_of_folds()
        super().__init__(text, action, kind="fold", symbol="right")
        self.setCheckable(True)
        self.toggled.connect(self._tell)

    def _tell(self, _shown: bool) -> None:  # noqa: FBT001 - a Qt signal
        if QAccessible.isActive():
            changed = QAccessible.State()
            changed.expanded = changed.collapsed = True  # which of the two, they ask
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))


class _FoldAccess(QAccessibleWidget):
    """What a screen reader is told of such a line."""

    def __init__(self, button: FoldLine) -> None:
        super().__init__(button, QAccessible.Role.Button)
        self._button = button

    def state(self) -> QAccessible.State:
        """Folds instead of being ticked."""
        told = super().state()
        told.expandable = True
        told.expanded = self._button.isChecked()
        told.collapsed = not told.expanded
        return told

    def actionNames(self) -> list[str]:
        """What can be done with it, in Qt's own names."""
        return ["Press"] if self._button.isEnabled() else []

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's name
        """As if it were clicked."""
        if actionName == "Press" and self._button.isEnabled():
            self._button.click()


@cache
def _speak_of_folds() -> None:
    """Once, and only where there is something that folds."""

    def access(key: str, thing: QObject) -> QAccessibleWidget | None:
        if key == "FoldLine" and isinstance(thing, FoldLine):
            return _FoldAccess(thing)
        return None

    QAccessible.installFactory(access)


class Fold(QWidget):
    """A line that opens what is under it; made when first opened."""

    def __init__(
        self, text: str, make: Callable[[], QWidget], *, open_now: bool = False
    ) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make
        self._inside: QWidget | None = None
        self._button = FoldLine(text)
        self._button.toggled.connect(self._toggle)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._button)
        if open_now:
            self._button.setChecked(True)

    @property
    def button(self) -> Button:
        """The line itself."""
        return self._button

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 - a Qt signal
        self._button.set_symbol("down" if shown else "right")
        if shown and self._make is not None:
            self._inside = self._make()
            self._make = None
            around = QVBoxLayout()
            around.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
            around.addWidget(self._inside)
            self._layout.addLayout(around)
            follow_in_order(self._button, self._inside)
        if self._inside is not None:
            self._inside.setVisible(shown)


def follow_in_order(before: QWidget, late: QWidget) -> None:
    """Lets Tab reach what was made later right after ``before``, and not last of all."""
    for one in tuple(in_order(late)):
        QWidget.setTabOrder(before, one)
        before = one


def in_order(inside: QWidget) -> Iterator[QWidget]:
    """What can have the focus in there, as Tab goes through it."""
    one = inside.nextInFocusChain()
    while one is not None and one is not inside:
        if inside.isAncestorOf(one) and one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            yield one
        one = one.nextInFocusChain()


def _is_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Presses it where the key is Enter; once, however long that is held."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def _symbol_size() -> int:
    """Symbols grow with the text."""
    return round(18 * current_theme().scale)

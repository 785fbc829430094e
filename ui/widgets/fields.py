"""Fields with their names above them, in sight and for screen readers."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from ui.icons import pixmap
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.layouts import row
from ui.widgets.text import Label
from wallet.wording import ntr, tr

SHORTEST = 8
"""Characters of a passphrase that the vault takes at least."""
_STOP = 3
"""Pixels at normal text size."""
_AROUND = 30
"""Pixels of a field beside its words."""
_LONG, _HIGH = 360, 10_000
"""Pixels from which a choice may be wrapped, and more than its lines ever need."""
_FAIR, _STRONG = 45, 70
"""Bits by our rough estimate."""


class Strength(StrEnum):
    """How long a passphrase would hold, in steps that have words."""

    EMPTY = "empty"
    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength(passphrase: str) -> Strength:
    """A rough estimate: how many different signs, from how large an alphabet.

    Repeats and runs (``aaaa``, ``1234``) count once. It knows no dictionary, so it only ever
    advises; the vault's own cost of guessing is what protects.
    """
    if not passphrase:
        return Strength.EMPTY
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    steps = [ord(b) - ord(a) for a, b in pairwise(passphrase)]
    fresh = 1 + sum(
        1
        for index, step in enumerate(steps)
        if step != 0 and not (index and step in (1, -1) and step == steps[index - 1])
    )
    signs = min(fresh, 2 * len(set(passphrase)))
    bits = signs * math.log2(_alphabet(passphrase))
    if bits < _FAIR:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG else Strength.STRONG


def _alphabet(text: str) -> int:
    size = 0
    size += 26 if any(one.islower() for one in text) else 0
    size += 26 if any(one.isupper() for one in text) else 0
    size += 10 if any(one.isdigit() for one in text) else 0
    size += 20 if any(not one.isalnum() for one in text) else 0
    return max(size, 10)


def strength_words(passphrase: str) -> str:
    """The estimate as a sentence; empty for an empty field."""
    match strength(passphrase):
        case Strength.EMPTY:
            return ""
        case Strength.SHORT:
            missing = SHORTEST - len(passphrase)
            return ntr("{n} more character needed.", "{n} more characters needed.", missing)
        case Strength.WEAK:
            return tr("Weak: somebody patient could guess it. Add a word or two.")
        case Strength.FAIR:
            return tr("Fair: good against people, less so against computers.")
        case Strength.STRONG:
            return tr("Strong. Write it down where only you find it.")


class Named(QWidget):
    """A field under its name."""

    def __init__(self, name: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        label = Label(name, "strong")
        label.setBuddy(field)
        field.setAccessibleName(name)
        inside.addWidget(label)
        inside.addWidget(field)
        if hint:
            field.setAccessibleDescription(hint)
            inside.addWidget(Label(hint, "small"))


class _Secret(QLineEdit):
    """Hidden by default; tells when capital letters come without Shift."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt cannot be asked for Caps Lock, but a letter shows it."""
        text = event.text()
        if text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(text.isupper() is not shift)
        super().keyPressEvent(event)

    def clear(self) -> None:
        """Forgets it. Qt's own leaves it to be undone, by whoever sits down here next."""
        self.setText("")


class PassphraseField(QWidget):
    """A passphrase with a button that shows it, and a hint about Caps Lock."""

    def __init__(
        self,
        name: str,
        entered: Callable[[], object] | None = None,
        *,
        tells_strength: bool = False,
    ) -> None:
        super().__init__()
        self.edit = _Secret()
        self.edit.setAccessibleName(name)
        self._show = IconButton("eye", tr("Show what is typed"))
        self._show.setCheckable(True)
        self._show.toggled.connect(self._toggle)
        self._hint = Label("", "small")
        self._capitals = Label(tr("Caps Lock is on."), "small", tone="not_valid")
        self._capitals.hide()
        label = Label(name, "strong")
        label.setBuddy(self.edit)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(label)
        inside.addLayout(row(self.edit, self._show))
        inside.addWidget(self._capitals)
        inside.addWidget(self._hint)
        self._hint.setVisible(tells_strength)
        self.edit.capitals.connect(self._capitals.setVisible)
        if entered is not None:
            self.edit.returnPressed.connect(entered)
        if tells_strength:
            self.edit.textChanged.connect(lambda text: self._hint.setText(strength_words(text)))

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 - a Qt signal
        modes = QLineEdit.EchoMode
        self.edit.setEchoMode(modes.Normal if shown else modes.Password)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forgets it."""
        self.edit.clear()
        self._show.setChecked(False)


class PromptEdit(QLineEdit):
    """Wide enough for the words that stand in it while it is empty."""

    def sizeHint(self) -> QSize:
        """As usual, or wider."""
        one = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(one.width(), words + _AROUND), one.height())


class Combo(QComboBox):
    """Draws its arrow itself, in a colour of the palette; a long choice wraps."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.currentIndexChanged.connect(lambda _index: self._grow())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls a page over it changes no choice on the way."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        """One line, unless that is long: then it may be made narrower."""
        one = super().minimumSizeHint()
        return QSize(min(one.width(), _LONG), one.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines, once whoever laid it out has finished."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._grow)

    def _field(self) -> QRect:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kinds = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(kinds[0], option, kinds[1], self)

    def _is_long(self) -> bool:
        text = self.currentText()
        return self.fontMetrics().horizontalAdvance(text) > self._field().width()

    def _grow(self) -> None:
        metrics, room = self.fontMetrics(), QRect(0, 0, self._field().width(), _HIGH)
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.currentText())
        # Signs that another font has to draw may be higher than a line of ours.
        beyond = max(lines.height() - metrics.height(), 0)
        self.setMinimumHeight(self.sizeHint().height() + beyond if beyond else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet leaves the place of the arrow empty."""
        theme = current_theme()
        if self._is_long():
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            drawing = QPainter(self)
            frame = QStyle.ComplexControl.CC_ComboBox
            self.style().drawComplexControl(frame, option, drawing, self)
            colours = theme.colours
            drawing.setPen(QColor(colours.text if self.isEnabled() else colours.muted))
            edge = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
            flags = edge | Qt.TextFlag.TextWordWrap.value
            drawing.drawText(self._field(), flags, self.currentText())
            drawing.end()
        else:
            super().paintEvent(event)
        side = round(16 * theme.scale)
        drawn = pixmap("down", theme.colours.muted, side, self.devicePixelRatioF())
        left = self.width() - side - 9
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = 9
        painter = QPainter(self)
        painter.drawPixmap(left, (self.height() - side) // 2, drawn)
        painter.end()

    def sizeHint(self) -> QSize:
        """Qt measures ink: what ends in a full stop would lose the space after it."""
        size = super().sizeHint()
        return QSize(size.width() + round(_STOP * current_theme().scale), size.height())


def combo(choices: list[tuple[str, object]], chosen: object, name: str) -> Combo:
    """A choice of few things; ``chosen`` is the value that is selected first."""
    made = Combo()
    made.setAccessibleName(name)
    for words, value in choices:
        made.addItem(words, value)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made

"""Texts: always plain, wrapped, and never wider than the page.

Credential text is somebody else's: it is never read as HTML, its links are not clickable,
and a label that shows it is marked with ``data=True``.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LONG = re.compile(r"\S{25,}")
_BREAK = "\u200b"


def breakable(text: str, every: int = 12) -> str:
    """The text with invisible places to break in very long words (identifiers, links)."""

    def split(found: re.Match[str]) -> str:
        word = found.group()
        return _BREAK.join(word[at : at + every] for at in range(0, len(word), every))

    return _LONG.sub(split, text)


def _at_the_start() -> Qt.AlignmentFlag:
    """Where lines begin in this window, also for a name in letters that run the other way.

    Qt would put such a name at the far side, away from what it belongs to.
    """
    is_rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class Label(QLabel):
    """A text that wraps; ``kind`` is one of the style sheet's (title, heading, small ...)."""

    def __init__(
        self,
        text: str = "",
        kind: str = "body",
        *,
        data: bool = False,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        self.setProperty("data", data)
        if tone:
            self.setProperty("tone", tone)
        self.setAlignment(_at_the_start())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows the text; screen readers and copies get it without our break marks."""
        super().setText(breakable(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """One line where it fits in one, else as Qt wraps it."""
        wanted = super().sizeHint()
        line = self.fontMetrics().horizontalAdvance(self.text().replace(_BREAK, "")) + 4
        return QSize(max(wanted.width(), min(line, 560)), wanted.height())

    def plain(self) -> str:
        """The text as it was given."""
        return self.text().replace(_BREAK, "")


def mark_data(widget: QWidget) -> None:
    """What this shows is not our wording: data, or names of languages in themselves."""
    widget.setProperty("data", True)  # noqa: FBT003 - Qt


def title(text: str, *, data: bool = False) -> Label:
    """The name of a page; once a page."""
    return Label(text, "title", data=data)


def heading(text: str, *, data: bool = False) -> Label:
    """The name of a part of a page."""
    return Label(text, "heading", data=data)


def small(text: str, *, data: bool = False) -> Label:
    """What may be read second."""
    return Label(text, "small", data=data)


def muted(text: str, *, data: bool = False) -> Label:
    """Explanations."""
    return Label(text, "muted", data=data)

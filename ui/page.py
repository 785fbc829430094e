"""What every page has in common: a column that scrolls downwards and never sideways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.shell import Item, Shell
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from wallet.wording import tr


class _Sheet(QWidget):
    """What lies in a scroll area: its height follows from its width alone.

    Qt would otherwise never make it lower than wrapped text needs in the narrowest column.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest word."""
        return QSize(super().minimumSizeHint().width(), 0)


class Scroll(QScrollArea):
    """Scrolls downwards only; what is inside is as wide as there is room, up to a line."""

    def __init__(self, inside: QWidget, *, widest: int | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setProperty("kind", "clear")
        frame = _Sheet()
        across = QHBoxLayout(frame)
        across.setContentsMargins(0, 0, 0, 0)
        if widest is None:
            across.addWidget(inside)
        else:
            # At the edge where writing starts: titles stand where they stood on the last page.
            across.addWidget(inside, 100)
            across.addStretch(1)
            theme = current_theme()
            theme.changed.connect(self._measure)
            self._column, self._widest = inside, widest
            self._measure()
        self.setWidget(frame)

    def _measure(self) -> None:
        """As many letters a line at every size of text."""
        self._column.setMaximumWidth(round(self._widest * current_theme().scale))

    def minimumSizeHint(self) -> QSize:
        """As wide as its inside needs, as low as may be."""
        inside = self.widget()
        wide = inside.minimumSizeHint().width() if inside else 0
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(wide + bar, 64)


class Page(QWidget):
    """Base of all pages; see ``ui.pages`` for how one is made."""

    scrolls: ClassVar[bool] = True
    widest: ClassVar[int | None] = 960
    """Pixels of text column, at the usual size of text; None for the whole width."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget() if self.scrolls else self
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        self.body.setSpacing(2 * GRID)
        if self.scrolls:
            around = QVBoxLayout(self)
            around.setContentsMargins(0, 0, 0, 0)
            around.addWidget(Scroll(inside, widest=self.widest))

    def way_back(self, words: str, leave: str | Callable[[], object], *beside: QWidget) -> None:
        """First line of a page that stands beneath another one; Alt+Left goes there too.

        Args:
            words: where it leads.
            leave: the key of that page, or what to do.
            beside: what leads to pages of the same rank.
        """

        def go() -> None:
            if isinstance(leave, str):
                self.shell.open(leave)
            else:
                leave()

        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - not for the first page

        keys = QShortcut(QKeySequence("Alt+Left"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(go)
        hint = tr("Back (Alt+Left)")
        back = Button(words, go, kind="quiet", symbol="back", hint=hint)
        self.body.addWidget(Flow(back, *beside))

    def opened(self, **what: object) -> None:
        """The page is shown and has the focus; ``what`` is what ``shell.open`` was given."""

    def enter(self) -> None:
        """The arrow keys lead here from the search field."""
        self.setFocus()

    def refresh(self, changes: object) -> None:
        """Something in the wallet changed (``Changes`` of the session); None: it was locked."""

    def take(self, items: Sequence[Item]) -> bool:  # noqa: ARG002 - for those who override
        """Files were dropped or pasted; True if this page has use for them itself."""
        return False

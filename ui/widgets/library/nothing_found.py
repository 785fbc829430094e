"""In the place of a list without rows: why there is none, and the way back to all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from wallet.session import LibraryQuery
from wallet.wording import tr


class NothingFound(QWidget):
    """Hidden until it is told that a question found nothing."""

    def __init__(self, everything: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.shows_all = Button(tr("Show all credentials"), everything)
        self._sought = EmptyState(
            tr("Nothing found."),
            tr("No credential fits all that stands above. Take some of it away."),
            self.shows_all,
            symbol="search",
        )
        self._bin = EmptyState(
            tr("The bin is empty"),
            tr("What you delete lies here for 30 days, unless you erase it at once."),
            symbol="bin",
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._sought)
        down.addWidget(self._bin)
        self.hide()

    def tell(self, query: LibraryQuery, *, found: bool) -> None:
        """Shows itself where nothing was found."""
        is_sought = bool(query.text.strip() or query.filters)
        self._sought.setVisible(is_sought)
        self._bin.setVisible(not is_sought)
        self.setVisible(not found)

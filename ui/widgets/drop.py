"""A place to drop files on, with a button that does the same by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.shell import Item
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label
from wallet.wording import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent


def items_in(mime: QMimeData) -> tuple[Item, ...]:
    """Files, a picture or a text, as they were dropped or copied; links are not followed."""
    if mime.hasUrls():
        return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    for kind, name in (("image/png", "pasted.png"), ("image/svg+xml", "pasted.svg")):
        if mime.hasFormat(kind):
            return ((name, bytes(mime.data(kind).data())),)
    text = mime.text().strip() if mime.hasText() else ""
    return (("pasted.txt", text.encode()),) if text else ()


def choose_files(parent: QWidget) -> tuple[Item, ...]:
    """Asks for files; empty where the person changed their mind."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the window to be up

    chosen, _ = QFileDialog.getOpenFileNames(parent, tr("Choose files"))
    return tuple(Path(one) for one in chosen)


def choose_folder(parent: QWidget) -> tuple[Item, ...]:
    """Asks for a folder."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the window to be up

    chosen = QFileDialog.getExistingDirectory(parent, tr("Choose a folder"))
    return (Path(chosen),) if chosen else ()


class DropArea(QFrame):
    """Hands on what is dropped on it or chosen with its buttons."""

    def __init__(self, invitation: str, taken: Callable[[Sequence[Item]], object]) -> None:
        super().__init__()
        self._taken = taken
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(invitation)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        inside.addWidget(Symbol("import", "muted", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        label = Label(invitation, "muted")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(label)
        files = Button(
            tr("Choose files"), lambda: self._hand(choose_files(self)), symbol="file"
        )
        folder = Button(
            tr("Choose a folder"), lambda: self._hand(choose_folder(self)), symbol="folder"
        )
        inside.addWidget(Flow(files, folder), 0, Qt.AlignmentFlag.AlignHCenter)

    def _hand(self, items: Sequence[Item]) -> None:
        if items:
            self._taken(items)

    def _over(self, *, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes what may be a credential."""
        if items_in(event.mimeData()):
            self._over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Went elsewhere."""
        self._over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands it on."""
        self._over(over=False)
        event.acceptProposedAction()
        self._hand(items_in(event.mimeData()))

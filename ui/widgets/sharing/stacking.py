"""With the credentials goes what they add up to: the choice of a pathway for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.fields import Named, combo
from ui.words import spoken
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session

Known = tuple[tuple[str, str], ...]
"""(title, id) of each pathway that is kept."""


class StackChoice(QWidget):
    """Hidden where no pathway is kept; tells ``changed`` when another one is chosen."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell, self._changed = shell, changed
        self._known: Known = ()
        self.choice = combo([(tr("No pathway"), "")], "", "")
        self.choice.activated.connect(lambda _index: self._changed())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(
            Named(
                tr("What they add up to on a pathway"),
                self.choice,
                tr("Adds all that the pathway counts, and your own signed statement of it."),
            )
        )
        self.hide()

    @property
    def pathway(self) -> str:
        """Id of the chosen pathway; empty where none is."""
        return str(self.choice.currentData() or "")

    @property
    def title(self) -> str:
        """Of the chosen pathway; empty where none is."""
        return self.choice.currentText() if self.pathway else ""

    def ask(self, languages: Sequence[str]) -> None:
        """Reads which pathways are kept."""

        def read(session: Session) -> Known:
            return tuple(
                (spoken(one.title, languages) or one.id, one.id) for one in session.pathways()
            )

        self._shell.tasks.run(self, read, self._arrived)

    def forget(self) -> None:
        """None is chosen any more."""
        self.choice.setCurrentIndex(0)

    def choose(self, pathway: str) -> None:
        """This one, where it is kept."""
        at = self.choice.findData(pathway)
        if at > 0:
            self.choice.setCurrentIndex(at)
            self._changed()

    def _arrived(self, known: Known) -> None:
        if known == self._known:
            return
        chosen, self._known = self.pathway, known
        while self.choice.count() > 1:
            self.choice.removeItem(1)
        for title, name in known:
            self.choice.addItem(title, name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.setVisible(bool(known))

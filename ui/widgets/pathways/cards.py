"""The pathways that are followed, as cards; and the templates to start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, line
from ui.widgets.pathways.detail import progress_bar
from ui.widgets.text import Label, heading, muted, small
from wallet.credential import best
from wallet.session import Template, Told
from wallet.wording import tr


class PathwayCard(Card):
    """A pathway with its progress; chosen by its button, or by a click anywhere on it."""

    def __init__(
        self, told: Told, choose: Callable[[], object], *, chosen: bool, note: str = ""
    ) -> None:
        super().__init__(kind="card" if chosen else "well", gap=GRID)
        self._choose = choose
        self.setAccessibleName(told.progress)
        self.inside.addWidget(Label(told.title, "strong", data=True))
        self.inside.addWidget(progress_bar(told))
        self.inside.addWidget(Label(told.progress))
        if note:
            self.inside.addWidget(Label(note, "caps", tone="accent"))
        self.button = Button(tr("Shown") if chosen else tr("Show"), choose, kind="quiet")
        self.button.setAccessibleName(
            tr("Shown: {title}", title=told.title)
            if chosen
            else tr("Show {title}", title=told.title)
        )
        self.button.setEnabled(not chosen)
        self.inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the card."""
        super().mousePressEvent(event)
        if self.button.isEnabled():
            self._choose()


def template_card(
    templates: Sequence[Template],
    languages: Sequence[str],
    start: Callable[[Template], object],
    change: Callable[[Template], object],
) -> QWidget:
    """Templates, each to be followed as it is or as a changed copy."""
    card = Card(heading(tr("Start with a template")), gap=12)
    for one in templates:
        name = best(one.pathway.title, languages)
        shown = name.text if name else one.name
        card.inside.addWidget(Label(shown, "strong", data=True))
        said = best(one.pathway.description, languages)
        if said is not None:
            card.inside.addWidget(muted(said.text, data=True))
        starts = Button(tr("Follow this pathway"), partial(start, one))
        starts.setAccessibleName(tr("Follow {title}", title=shown))
        changes = Button(tr("Change a copy of it"), partial(change, one), kind="quiet")
        changes.setAccessibleName(tr("Change a copy of {title}", title=shown))
        card.inside.addWidget(Flow(starts, changes))
        card.inside.addWidget(line())
    card.inside.addWidget(
        small(tr("Or drop a pathway document here that an institution gave you."))
    )
    return card

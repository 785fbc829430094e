"""Which skills, and from which verified credentials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.page import Page
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.empty import nothing_yet
from ui.widgets.learning.rows import Rows
from ui.widgets.palette import plain
from ui.widgets.text import Label, mark_data, muted, title
from ui.words import isolated
from wallet.session import Facet
from wallet.session.learning import Skill
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import Session

_MOST = 60
"""Skills shown at once; typing finds the others."""


class SkillsOverviewPage(Page):
    """A skill stands here only where a verified credential links to it."""

    widest: ClassVar[int | None] = 900

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._skills: tuple[Skill, ...] = ()
        self._languages: Sequence[str] = ("en",)
        self._empty = nothing_yet(
            shell, tr("When a verified credential names skills, you see them here."), "verified"
        )
        line = Button(tr("Time line"), lambda: shell.open("time_line"), kind="quiet")
        self._told = muted("")
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a skill"))
        self.search.setAccessibleName(tr("Find a skill"))
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(lambda _text: self._list())
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID // 2)
        self._claimed = Label("", "small")
        self.way_back(tr("All credentials"), "credentials", line)
        for one in (title(tr("Skills")), self._told, self._empty, self.search):
            self.body.addWidget(one)
        self.body.addLayout(self._place)
        self.body.addWidget(self._claimed)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""

        def ask(session: Session) -> tuple[tuple[Skill, ...], int, tuple[str, ...]]:
            learning = session.learning
            return learning.skills(), learning.only_claimed(), session.settings().languages

        self.shell.tasks.run(self, ask, lambda found: self._show(*found))

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if changes is not None:
            self.opened()

    def _show(self, skills: tuple[Skill, ...], claimed: int, languages: Sequence[str]) -> None:
        self._skills, self._languages = skills, languages
        self._told.setText(
            ntr(
                "{n} skill, each shown by a credential that is verified.",
                "{n} skills, each shown by a credential that is verified.",
                len(skills),
            )
        )
        self._told.setVisible(bool(skills))
        self._empty.setVisible(not skills)
        self.search.setVisible(len(skills) > 1)
        self._claimed.setVisible(claimed > 0)
        self._claimed.setText(
            ntr(
                "{n} more skill is named only by credentials that are not verified.",
                "{n} more skills are named only by credentials that are not verified.",
                claimed,
            )
        )
        self._list()

    def _list(self) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        typed = plain(self.search.text()).split()
        found = [one for one in self._skills if all(word in plain(one.label) for word in typed)]
        for one in found[:_MOST]:
            self._place.addWidget(self._skill(one))
        if len(found) > _MOST:
            self._place.addWidget(muted(tr("There are more: type a part of their name.")))

    def _skill(self, skill: Skill) -> Fold:
        number = ntr("{n} credential", "{n} credentials", skill.count)
        filters = ((Facet.SKILL, skill.uri), (Facet.VERDICT, "verified"))
        rows = partial(
            Rows,
            self.shell,
            lambda session: session.learning.showing(skill.uri),
            filters,
            self._languages,
        )
        told = tr("{skill}: {credentials}", skill=isolated(skill.label), credentials=number)
        fold = Fold(told.replace("&", "&&"), rows)
        fold.button.setAccessibleName(told)
        mark_data(fold.button)
        return fold

"""How far the learner's own pathway is, in one card; and what one credential counts toward."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.shell import Shell
from ui.task import Job
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card
from ui.widgets.pathways.detail import progress_bar
from ui.widgets.text import Label, heading
from wallet.session import (
    LibraryQuery,
    PathwayResult,
    Session,
    Told,
    ToldGroup,
    ToldSlot,
    told,
)
from wallet.wording import tr

MOST = 100
"""Credentials that are judged for a card nobody asked for. Of more, the page Pathways tells."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What there is to say of the kept pathways."""

    results: tuple[PathwayResult, ...]
    languages: tuple[str, ...]
    favourite: str

    def first(self) -> PathwayResult | None:
        """The favourite, else the oldest."""
        liked = (one for one in self.results if one.pathway.id == self.favourite)
        return next(liked, self.results[0] if self.results else None)


def followed(session: Session, cancelled: Callable[[], bool], *, brief: bool) -> Followed:
    """On the vault thread; nothing where it would take long."""
    settings = session.settings()
    few = session.count(LibraryQuery()) <= MOST
    results = session.evaluate_all(cancelled=cancelled, brief=brief) if few else ()
    # What was cancelled half-way has not seen every credential: it is no answer.
    results = () if cancelled() else results
    return Followed(results, settings.languages, settings.favourite_pathway)


class _Asking(Card):
    """Not there until there is something to say."""

    brief: ClassVar[bool] = False
    """Whether how far a pathway is says enough: what fills what may then be otherwise than on
    its page, where several choices are equally good."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(gap=GRID)
        self._shell = shell
        self._reached: QWidget | None = None
        self.hide()
        jobs: list[Job] = []  # a lock cancels it; that nobody waits any more does not

        def cancelled() -> bool:
            return any(one.cancelled() for one in jobs)

        jobs.append(
            shell.tasks.run(
                self,
                lambda session: followed(session, cancelled, brief=self.brief),
                self._arrived,
            )
        )

    def _arrived(self, found: Followed) -> None:
        raise NotImplementedError

    def _opens(self, words: str, title: str, pathway_id: str) -> None:
        button = Button(words, partial(self._shell.open, "pathways", pathway=pathway_id))
        button.setAccessibleName(tr("{action}: {title}", action=words, title=title))
        before = self._reached or self._reached_before()
        self.inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if before is not None:  # it comes late, and is not to be reached last
            QWidget.setTabOrder(before, button)
        self._reached = button

    def _reached_before(self) -> QWidget | None:
        """What Tab reaches before anything in here."""
        before = self.previousInFocusChain()
        while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = None if before is self else before.previousInFocusChain()
        return before


class PathwayProgress(_Asking):
    """The favourite pathway: how far it is."""

    brief: ClassVar[bool] = True

    def _arrived(self, found: Followed) -> None:
        result = found.first()
        if result is None:
            return
        said = told(result, found.languages)
        complete = said.result == "complete"
        self.inside.addWidget(Label(tr("Your pathway"), "caps"))
        self.inside.addWidget(heading(said.title, data=True))
        self.inside.addWidget(progress_bar(said))
        self.inside.addWidget(Label(said.progress))
        words = tr("See what counts") if complete else tr("See what is missing")
        self._opens(words, said.title, result.pathway.id)
        self.show()


class CountsToward(_Asking):
    """Where a credential counts, pathway by pathway, as their pages say it."""

    def __init__(self, shell: Shell, credential_id: str) -> None:
        self._credential_id = credential_id
        super().__init__(shell)

    def _arrived(self, found: Followed) -> None:
        for result in found.results:
            said = told(result, found.languages)
            names = tuple(slots_of(said, self._credential_id))
            if not names:
                continue
            if self.isHidden():
                self.inside.addWidget(heading(tr("Counts toward")))
                self.show()
            self._line(said, names, result.pathway.id)

    def _line(self, said: Told, names: Sequence[str], pathway_id: str) -> None:
        line = tr("{pathway} ({slots})", pathway=said.title, slots=", ".join(names))
        self.inside.addWidget(Label(line, data=True))
        self._opens(tr("See the pathway"), said.title, pathway_id)


def slots_of(said: Told, credential_id: str) -> Iterator[str]:
    """Titles of the slots that this credential fills."""
    for one in (*_slots(said.tree), *said.loose):
        if any(award.credential_id == credential_id for award in one.filled):
            yield one.title


def _slots(group: ToldGroup) -> Iterator[ToldSlot]:
    for one in group.children:
        if isinstance(one, ToldSlot):
            yield one
        else:
            yield from _slots(one)

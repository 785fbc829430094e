"""Two windows between which files go round: the learner's and the advisor's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show, texts
from ui.app import Tessera
from ui.pages.advisor import AdvisorPage
from ui.pages.reviews import ReviewsPage
from ui.widgets.reviews.cases import CaseCard
from ui.widgets.reviews.people import CompareWords

Reviewing = ReviewsPage | AdvisorPage


def _compared(qtbot: QtBot, tessera: Tessera, page: Reviewing, card: Path) -> None:
    """The card is dropped, and its words are compared by ear."""
    page.read((card,))
    qtbot.waitUntil(lambda: page.people.findChildren(CompareWords) != [], timeout=WAIT)
    (asked,) = page.people.findChildren(CompareWords)
    assert not asked.go.isEnabled()
    asked.by_ear.setChecked(True)
    asked.go.click()
    settle(tessera, qtbot)


@dataclass
class Round:
    """Two windows, and where files go between them."""

    qtbot: QtBot
    learner: Tessera
    advisor: Tessera
    saved: Callable[[str], Path]

    @property
    def here(self) -> ReviewsPage:
        """The learner's page."""
        page = self.learner.window.page
        assert isinstance(page, ReviewsPage)
        return page

    @property
    def there(self) -> AdvisorPage:
        """The advisor's page."""
        page = self.advisor.window.page
        assert isinstance(page, AdvisorPage)
        return page

    def settle(self) -> None:
        """Both windows are idle."""
        settle(self.learner, self.qtbot)
        settle(self.advisor, self.qtbot)

    def file(self, name: str, press: Callable[[], object]) -> Path:
        """What pressing this saves."""
        made = self.saved(name)
        press()
        self.qtbot.waitUntil(lambda: made.is_file() and made.stat().st_size > 0, timeout=WAIT)
        self.settle()
        return made

    def exchange_cards(self) -> None:
        """Each has the other's card and compared its words."""
        sides = ((self.learner, self.here, "Lena"), (self.advisor, self.there, "Ada"))
        for (_, mine, name), (other, page, _) in (sides, sides[::-1]):
            mine.people.name.setText(name)
            card = self.file(f"{name}.tessera-card", mine.people.saves.click)
            _compared(self.qtbot, other, page, card)
            assert f"You compared words with: {name}" in texts(page)

    def case(self) -> Path:
        """The learner makes a file for the advisor from the pathway's page."""
        show(self.learner, self.qtbot, "reviews", pathway=pathway_of(self.learner, self.qtbot))
        form = self.here.form
        assert form.name.text() == "Lena", "as on the card"
        form.said.setPlainText("Is this enough?")
        form.shows.click()
        self.settle()
        form.makes.click()
        self.settle()
        assert len(self.here.findChildren(CaseCard)) == 1, "it stands among the cases at once"
        return self.file("case.age", form.saves.click)


def pathway_of(tessera: Tessera, qtbot: QtBot) -> str:
    found: list[str] = []
    tessera.tasks.run(tessera.window, lambda session: session.pathways()[0].id, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    return found[0]

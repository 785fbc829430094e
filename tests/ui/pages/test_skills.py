"""The page of skills: a framework is imported, an occupation looked up and held against."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.helpers import esco
from tests.ui.conftest import WAIT, settle, show, texts
from ui.app import Tessera
from ui.pages.skills import SkillsPage
from ui.widgets.buttons import Fold


def button(page: SkillsPage, name: str) -> QPushButton:
    (found,) = [one for one in page.findChildren(QPushButton) if one.accessibleName() == name]
    return found


def brought(tessera: Tessera, qtbot: QtBot) -> SkillsPage:
    """The page after a framework was imported: one of its skills is shown by the wallet."""
    named: list[str] = []

    def look(session):
        awards = session.evaluate_all()[0].awards.values()
        good = [one for one in awards if one.verdict.value == "verified" and one.skills]
        return min(good[0].skills)

    tessera.tasks.run(tessera.window, look, named.append)
    qtbot.waitUntil(lambda: bool(named), timeout=WAIT)
    page = show(tessera, qtbot, "skills")
    assert isinstance(page, SkillsPage)
    assert "None yet." in texts(page)
    wanted = [(esco.ANALYST, "essential", one) for one in (named[0], esco.TEAM)]
    labels = {named[0]: "the shown one", esco.TEAM: "teamwork", "x": "y"}
    files = [
        ("skills_en.csv", esco.skills(labels)),
        ("occupations_en.csv", esco.occupations({esco.ANALYST: "data analyst"})),
        ("relations_en.csv", esco.relations(*wanted)),
    ]
    assert page.take(files)
    page.name.setText("Small framework")
    page.brings.click()
    settle(tessera, qtbot)
    return page


def test_a_framework_is_imported_and_an_occupation_held_against_the_wallet(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = brought(unlocked, qtbot)
    assert "Skills here now: 2. Occupations: 1. 1 line was left out." in texts(page)
    (fold,) = [one for one in page.findChildren(Fold) if "left out" in one.button.text()]
    fold.button.click()
    settle(unlocked, qtbot)
    assert "line 4: an address (http, https or urn) was expected (x)" in texts(page)
    page.search.setText("analy")
    page.ask()
    settle(unlocked, qtbot)
    button(page, "data analyst (2511.1)").click()
    settle(unlocked, qtbot)
    said = texts(page)
    assert "Your verified credentials show 1 of 2 essential skills" in said
    assert said.index("teamwork: missing") < said.index("the shown one: shown")
    button(page, "Remove Small framework").click()
    settle(unlocked, qtbot)
    assert "None yet." in texts(page)


def test_what_is_no_framework_is_refused_in_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = show(unlocked, qtbot, "skills")
    assert isinstance(page, SkillsPage)
    assert not page.take([])
    page.take([("note.txt", b"hello")])
    page.brings.click()
    settle(unlocked, qtbot)
    assert "None of these files holds skills" in texts(page)

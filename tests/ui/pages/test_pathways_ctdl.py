"""A CTDL file that is dropped on the page is reviewed before anything of it is kept."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, show, texts
from tests.ui.pages.test_pathways import press
from tests.wallet.exchange.ctdl import (
    component,
    condition,
    constraint,
    destination,
    pathway,
    welding,
    written,
)
from ui.app import Tessera
from ui.pages.pathways import PathwaysPage


def dropped(tessera: Tessera, qtbot: QtBot, document: object) -> PathwaysPage:
    page = show(tessera, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    settle(tessera, qtbot)
    assert page.take([("welding.json", written(document))])
    settle(tessera, qtbot)
    return page


def test_what_is_left_is_shown_before_it_is_kept(unlocked: Tessera, qtbot: QtBot) -> None:
    page = dropped(unlocked, qtbot, welding())
    said = texts(page)
    for sentence in (
        "Welding",
        "3 things were not carried over.",
        "asn:hasProgressionLevel: Stages have no place here; nothing depends on them.",
        "/@graph/7/ceterms:subjectWebpage",
        "Pipe",
    ):
        assert sentence in said
    kept = len(page._results)
    press(page, qtbot, "Keep this pathway")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert len(page._results) == kept + 1
    assert page._result().pathway.title[0].text == "Welding"


def test_a_lost_condition_is_said_first_and_nothing_is_kept_without_a_yes(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    limit = constraint(leftSource=["ceterms:creditLevelType"])
    one = pathway(destination(condition("a", number=1, hasConstraint=[limit])), component("a"))
    page = dropped(unlocked, qtbot, one)
    assert "until somebody has judged it" in texts(page)
    kept = len(page._results)
    press(page, qtbot, "Do not keep it")
    settle(unlocked, qtbot)
    assert len(page._results) == kept


def test_what_cannot_be_read_is_refused_in_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = dropped(unlocked, qtbot, pathway(hasDestinationComponent=None))
    assert "so it cannot be carried over" in page.note.label.text()

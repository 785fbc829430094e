"""How far the own pathway is, on Home, and what one credential counts toward, on its page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.pathways import document
from tests.ui.conftest import settle, show, texts
from tests.ui.hand import open_credential, press
from ui.app import Tessera
from ui.page import Page
from ui.widgets.pathways import progress as pathway_progress
from ui.widgets.pathways.progress import CountsToward, PathwayProgress, slots_of
from wallet.session import LibraryQuery, Session, Settings, told


def ask(tessera: Tessera, qtbot: QtBot, operation: Any) -> Any:
    """What the open wallet says."""
    found: list[Any] = []
    tessera.tasks.run(tessera.shell, operation, found.append)
    settle(tessera, qtbot)
    return found[0]


def change(tessera: Tessera, qtbot: QtBot, operation: Any) -> None:
    tessera.tasks.change(tessera.shell, operation)
    settle(tessera, qtbot)


def card(page: Page, kind: type[Any]) -> Any:
    """The one card of that kind on the page; None while it has nothing to say."""
    shown = [one for one in page.findChildren(kind) if one.isVisible()]
    return shown[0] if shown else None


def test_home_says_how_far_the_pathway_is_and_leads_there(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = show(unlocked, qtbot, "home")
    (result,) = ask(unlocked, qtbot, lambda session: session.evaluate_all())
    said = told(result)
    progress = card(page, PathwayProgress)
    assert said.title in texts(progress)
    assert said.progress in texts(progress)
    assert progress.findChild(QProgressBar).accessibleName().endswith(said.progress)
    press(page, f"See what is missing: {said.title}")
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "pathways"


def test_the_favourite_comes_before_the_oldest(unlocked: Tessera, qtbot: QtBot) -> None:
    other = document(id="urn:example:liked", title=[{"lang": "en", "text": "The liked one"}])
    change(unlocked, qtbot, lambda session: session.add_pathway(json.dumps(other).encode()))
    assert "The liked one" not in texts(show(unlocked, qtbot, "home"))
    liked = Settings(favourite_pathway="urn:example:liked")
    change(unlocked, qtbot, lambda session: session.save_settings(liked))
    assert "The liked one" in texts(card(show(unlocked, qtbot, "home"), PathwayProgress))


def test_without_a_pathway_home_says_nothing_of_one(unlocked: Tessera, qtbot: QtBot) -> None:
    (pathway,) = ask(unlocked, qtbot, Session.pathways)
    change(unlocked, qtbot, lambda session: session.remove_pathway(pathway.id))
    assert card(show(unlocked, qtbot, "home"), PathwayProgress) is None


def test_many_credentials_are_not_judged_for_a_card(
    unlocked: Tessera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ask(unlocked, qtbot, lambda session: session.count(LibraryQuery()))
    monkeypatch.setattr(pathway_progress, "MOST", held - 1)
    assert card(show(unlocked, qtbot, "home"), PathwayProgress) is None
    monkeypatch.setattr(pathway_progress, "MOST", held)
    assert card(show(unlocked, qtbot, "home"), PathwayProgress) is not None


def test_a_credential_says_where_it_counts_and_only_there(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    (result,) = ask(unlocked, qtbot, lambda session: session.evaluate_all())
    said = told(result)
    rows = ask(unlocked, qtbot, lambda session: session.page(LibraryQuery())).rows
    counting = 0
    for row in rows:
        page = show(unlocked, qtbot, "credential", id=row.credential_id)
        shown, slots = card(page, CountsToward), list(slots_of(said, row.credential_id))
        assert (shown is not None) is bool(slots), row.titles
        if shown is not None:
            counting += 1
            assert f"{said.title} ({', '.join(slots)})" in texts(shown)
    assert 0 < counting < len(rows)


@pytest.mark.parametrize("title", ["Machine learning", "Project basics", "Robotics"])
def test_what_is_forged_revoked_or_expired_counts_nowhere(
    title: str, unlocked: Tessera, qtbot: QtBot
) -> None:
    assert card(open_credential(unlocked, qtbot, title), CountsToward) is None


def test_a_changed_wallet_is_evaluated_anew(unlocked: Tessera, qtbot: QtBot) -> None:
    def evaluate(session: Session) -> Any:
        return session.evaluate_all()

    first = ask(unlocked, qtbot, evaluate)
    open_credential(unlocked, qtbot, "Data management")
    assert ask(unlocked, qtbot, evaluate) is first, "looking changes nothing"
    badge = to_bytes(Issuer().issue("One more", ects="5"))
    change(unlocked, qtbot, lambda session: session.keep(session.review([("b.json", badge)])))
    assert ask(unlocked, qtbot, evaluate) is not first

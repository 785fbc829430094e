"""The worked examples W1 to W7 through the window: read off the page, in one window."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers import worked
from tests.helpers.worked import Worked
from tests.ui.conftest import CHEAP, PASSPHRASE, Open, settle, show, texts, unlock
from tests.ui.hand import press_by_key
from ui.app import Tessera
from ui.pages.pathways import PathwaysPage
from ui.widgets.pathways.graph import RuleTile, SlotTile
from wallet.session import LibraryQuery, Session

NOW = datetime.now(UTC)


@pytest.fixture
def window(start: Open, tmp_path: Path, qtbot: QtBot) -> Tessera:
    """A window over a wallet that knows the issuers and holds nothing yet."""
    folder = tmp_path / "Worked"
    session, _words = Session.create(folder, PASSPHRASE, costs=CHEAP)
    session.add_evidence(worked.evidence(NOW))
    session.lock()
    tessera = start(folder)
    unlock(tessera, qtbot)
    return tessera


def hold(session: Session, example: Worked) -> Any:
    """Only what this learner has, and only this pathway."""
    rows = session.page(LibraryQuery(), size=100).rows
    session.delete([one.credential_id for one in rows])
    for one in session.pathways():
        session.remove_pathway(one.id)
    session.keep(session.review(example.files))
    return session.add_pathway(json.dumps(example.document).encode())


def look(tessera: Tessera, qtbot: QtBot, example: Worked) -> PathwaysPage:
    """The page of the pathway, after it was given the learner of the example."""
    page = show(tessera, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    tessera.tasks.change(page, lambda session: hold(session, example))
    settle(tessera, qtbot)
    settle(tessera, qtbot)
    return page


def check(tessera: Tessera, qtbot: QtBot, example: Worked) -> None:
    page = look(tessera, qtbot, example)
    press_by_key(page, qtbot, "Every rule")
    said = texts(page)
    for sentence in example.says:
        assert sentence in said, (example.name, sentence, said)
    tiles = page.findChildren(SlotTile)
    assert tiles
    open_ones = {one.property("state") for one in (*tiles, *page.findChildren(RuleTile))} - {
        "met"
    }
    assert bool(open_ones) == (example.result != "complete"), example.name
    if example.equally_good == 1:
        assert "equally good" not in said, example.name
    if example.unused is not None:
        assert ("Why the others do not count" in said) == bool(example.unused), example.name


def test_one_of_each_says_exactly_what_is_stated(window: Tessera, qtbot: QtBot) -> None:
    for example in worked.first(NOW):
        check(window, qtbot, example)


@pytest.mark.slow
def test_every_variant_says_exactly_what_is_stated(window: Tessera, qtbot: QtBot) -> None:
    for example in worked.others(NOW):
        check(window, qtbot, example)

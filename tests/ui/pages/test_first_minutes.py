"""The first minutes: from an empty wallet to one credential, verified and understood."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.ui.conftest import CHEAP, PASSPHRASE, WAIT, Open, settle, show, texts, unlock
from tests.ui.hand import press
from ui.app import Tessera
from ui.pages.help import HelpPage
from ui.pages.trust import TrustPage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.glossary import Explain, entries
from ui.widgets.trust.cards import CompareCard
from ui.widgets.trust.changed import ChangedCard
from wallet.check_desk import CheckDesk
from wallet.session import Session, templates


@pytest.fixture
def empty(start: Open, tmp_path, qtbot: QtBot) -> Tessera:  # type: ignore[no-untyped-def]
    """The window over a new wallet without anything in it."""
    session, _ = Session.create(tmp_path / "New", PASSPHRASE, costs=CHEAP)
    session.lock()
    tessera = start(tmp_path / "New")
    unlock(tessera, qtbot)
    return tessera


def bring_in(tessera: Tessera, qtbot: QtBot, **files: bytes) -> None:
    """Import, and keep all."""
    tessera.window.show_page("import_review", items=tuple(files.items()))
    settle(tessera, qtbot)
    page = tessera.window.page
    assert page is not None
    page._keep.click()  # type: ignore[attr-defined]
    settle(tessera, qtbot)


def trust(tessera: Tessera, qtbot: QtBot, content: bytes) -> None:
    """Adds a list on the page Trust, after comparing its fingerprint."""
    page = tessera.window.page
    assert isinstance(page, TrustPage)
    files = (("issuers.json", content),)
    page.read(files)
    settle(tessera, qtbot)
    card = page.findChild(CompareCard)
    qtbot.keyClicks(card.typed, CheckDesk().offer_trust("x", files).words)
    qtbot.keyClick(card.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(ChangedCard)), timeout=WAIT)
    settle(tessera, qtbot)


def test_empty_pages_say_what_they_are_for(empty: Tessera, qtbot: QtBot) -> None:
    taught = {
        "home": "Bring in your first credential",
        "credentials": "Here your credentials will be",
        "pathways": "what is missing and why",
        "share": "Nothing to show yet",
        "trust": "Here is whom you believe",
    }
    for key, words in taught.items():
        assert words in texts(show(empty, qtbot, key)), key


def test_without_a_credential_every_way_to_show_one_leads_to_the_first(
    empty: Tessera, qtbot: QtBot
) -> None:
    pathway = templates()[0]
    empty.tasks.change(empty.shell, lambda session: session.add_pathway(pathway.data))
    settle(empty, qtbot)
    for key in ("pathways", "reviews", "portfolio"):
        page = show(empty, qtbot, key, pathway=pathway.pathway.id)
        settle(empty, qtbot)
        (leads,) = [
            one
            for one in page.findChildren(Button)
            if one.text() == "Bring in your first credential" and one.isVisible()
        ]
        leads.click()
        settle(empty, qtbot)
        assert empty.window.shown == "import_review", key


def test_the_first_credential_is_explained_and_the_next_step_named(
    empty: Tessera, qtbot: QtBot
) -> None:
    issuer = Issuer("Example University")
    bring_in(empty, qtbot, one=to_bytes(issuer.issue("Data basics")))
    assert empty.window.shown == "first_credential"
    page = empty.window.page
    assert page is not None
    said = texts(page)
    for words in ("Cannot tell", "Who is the issuer?", "Nobody you trust", "Data basics"):
        assert words in said
    press(page, "Add a list of issuers")
    settle(empty, qtbot)
    assert empty.window.shown == "trust"
    trust(empty, qtbot, registry([issuer]))
    page = empty.window.page
    assert page is not None
    press(page, "Show the credential again")
    settle(empty, qtbot)
    assert empty.window.shown == "first_credential"
    said = texts(empty.window.page)
    assert "Verified" in said
    assert "Nobody you trust" not in said
    bring_in(empty, qtbot, two=to_bytes(issuer.issue("More data")))
    assert empty.window.shown == "credentials"


def test_an_altered_first_credential_is_not_explained_away(
    empty: Tessera, qtbot: QtBot
) -> None:
    altered = Issuer("Example University").issue("Data basics")
    altered["credentialSubject"]["achievement"]["name"] = "Better data"
    bring_in(empty, qtbot, one=to_bytes(altered))
    page = empty.window.page
    assert page is not None
    said = texts(page)
    assert "Not genuine" in said
    assert "Ask whoever gave you this file" in said
    assert "Better data" not in said


def test_several_first_credentials_lead_to_the_list(empty: Tessera, qtbot: QtBot) -> None:
    issuer = Issuer("Example University")
    bring_in(empty, qtbot, one=to_bytes(issuer.issue("One")), two=to_bytes(issuer.issue("Two")))
    assert empty.window.shown == "credentials"


def test_a_mark_beside_a_word_opens_its_entry(empty: Tessera, qtbot: QtBot) -> None:
    for key in ("credentials", "pathways", "share", "trust"):
        page = show(empty, qtbot, key)
        (mark,) = page.findChildren(Explain)
        assert mark.accessibleName().startswith("What does this mean: ")
        assert mark.focusPolicy() == Qt.FocusPolicy.StrongFocus
        assert isinstance(mark, IconButton)
        mark.click()
        settle(empty, qtbot)
        assert empty.window.shown == "help"
        opened = empty.window.page
        assert isinstance(opened, HelpPage)
        shown = [name for name, fold in opened.words.items() if fold.button.isChecked()]
        assert len(shown) == 1
        _word, meaning = entries()[shown[0]]
        assert meaning in texts(opened)


def test_an_entry_is_brought_into_sight(empty: Tessera, qtbot: QtBot) -> None:
    page = show(empty, qtbot, "help", word="backup")
    assert isinstance(page, HelpPage)
    entry = page.words["backup"]
    (area,) = page.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: not entry.visibleRegion().isEmpty(), timeout=20_000)
    assert area.verticalScrollBar().value() > 0

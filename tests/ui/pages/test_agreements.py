"""Agreements in the window: written down, signed in two windows, kept, used, removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from tests.ui import walk
from tests.ui.conftest import CHEAP, PASSPHRASE, Open, settle, show, texts, unlock
from tests.ui.hand import press_by_key
from ui.app import Tessera
from ui.pages.agreements import AgreementsPage
from ui.widgets.agreements.cards import AgreementCard
from wallet.session import Session

MODULE = "https://host.example/robotics"
NAME = "urn:example:exchange"
HOST = Issuer("Host University", host="host.example", seed="agreements")


def wallet(folder: Path, owner: str = "") -> str:
    """A wallet with the learner's course in it, and a pathway where ``owner`` is its owner."""
    session, _ = Session.create(folder, PASSPHRASE, costs=CHEAP)
    with session:
        me = session.recognition.signer
        session.add_evidence([("registry.json", registry([HOST]))])
        badge = HOST.issue(
            "Robotics", ects="5", eqf=6, definition=MODULE, valid_from=datetime.now(UTC)
        )
        session.keep(session.review([("badge.json", to_bytes(badge))]))
        wanted = document(
            title=[{"lang": "en", "text": "Engineering"}],
            owner={"name": "Home University", "identifiers": [owner or me]},
            slots=[
                {
                    "id": "data",
                    "title": [{"lang": "en", "text": "Data"}],
                    "match": {"any": [{"agreement": NAME}]},
                }
            ],
            rules=[{"id": "total", "type": "totalCredits", "min": "5"}],
        )
        session.add_pathway(json.dumps(wanted).encode())
    return me


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Where the next file that is saved goes."""
    wanted = [tmp_path / "unused"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted[0]), ""))

    def next_one(name: str) -> Path:
        wanted[0] = tmp_path / name
        return wanted[0]

    return next_one


def page_of(tessera: Tessera, qtbot: QtBot) -> AgreementsPage:
    page = show(tessera, qtbot, "agreements")
    assert isinstance(page, AgreementsPage)
    return page


def twice(tessera: Tessera, qtbot: QtBot) -> None:
    settle(tessera, qtbot)
    settle(tessera, qtbot)


WRITTEN = (
    "Missing: “Home University”, “Host University”.",
    "“Robotics”, “https://host.example/statistics” counts as “Data”.",
    "Condition: its level in EQF is 6 or higher.",
    "Condition: it has at most 7.5 credits.",
    "Condition: it was taught in en, de.",
    "On the pathway “Engineering”.",
    "For what was awarded until 31 Dec 2099.",
    "Reason: Both teach the same.",
    "Home University (you), home institution: has not signed yet",
)


def write_down(page: AgreementsPage, tessera: Tessera, qtbot: QtBot, host_did: str) -> None:
    """Fills in the form; what is missing or wrong is said on the way."""
    page.makes.click()
    twice(tessera, qtbot)
    form = page.form
    form.made.click()
    assert "Give every party a name, and say whose key signs for it." in texts(page)
    form.title.setText("Robotics counts as data")
    page.makes.click()
    twice(tessera, qtbot)
    assert page.form is form, "what is being written stays"
    form.home.name.setText("Home University")
    form.host.name.setText("Host University")
    form.host.key.setText(host_did)
    form.reason.setText("Both teach the same.")
    form.last.setText("next year")
    form.made.click()
    assert "Write days like 2026-09-01" in texts(page)
    form.last.setText("2099-12-31")
    form.modules.add()
    form.modules.add()
    second, third = form.modules.rows[1:]
    second.choice.setCurrentIndex(second.choice.count() - 1)
    form.made.click()
    assert "Say what counts: choose it, or type its identifier." in texts(page)
    second.address.setText("https://host.example/statistics")
    third.choice.setCurrentIndex(third.choice.count() - 1)
    press_by_key(third, qtbot, "Take this course out")
    press_by_key(form, qtbot, "Conditions")
    form.conditions.lowest.setText("six")
    form.made.click()
    assert "Levels and months are whole numbers" in texts(page)
    form.conditions.lowest.setText("6")
    form.conditions.most.setText("7,5")
    form.conditions.languages.setText("en, de")
    form.made.click()
    twice(tessera, qtbot)


def said_by_pathway(tessera: Tessera, qtbot: QtBot) -> str:
    """What the page of the pathway says now."""
    page = show(tessera, qtbot, "pathways")
    twice(tessera, qtbot)
    return texts(page)


def test_it_is_written_down_signed_in_two_windows_and_counts(
    start: Open, tmp_path: Path, qtbot: QtBot, saved: Callable[[str], Path]
) -> None:
    home_did = wallet(tmp_path / "Home")
    host_did = wallet(tmp_path / "Host", owner=home_did)
    home, host = start(tmp_path / "Home"), start(tmp_path / "Host")
    unlock(home, qtbot)
    unlock(host, qtbot)
    page = page_of(home, qtbot)
    write_down(page, home, qtbot, host_did)
    assert [one for one in WRITTEN if one not in texts(page)] == []
    half = saved("half.json")
    press_by_key(page, qtbot, "Sign Robotics counts as data")
    twice(home, qtbot)
    assert "Missing: “Host University”." in texts(page)
    assert "is not signed by everybody concerned" in said_by_pathway(home, qtbot)

    host.window.take((half,))
    twice(host, qtbot)
    other = host.window.page
    assert isinstance(other, AgreementsPage), "a file dropped anywhere finds its page"
    whole = saved("whole.json")
    other.offer.signs.click()
    twice(host, qtbot)
    assert "Signed by everybody and valid today." in texts(other)

    home.window.take((whole,))
    twice(home, qtbot)
    page = page_of(home, qtbot)
    assert "The owner of “Engineering” signed it." in texts(page)
    page.offer.keeps.click()
    twice(home, qtbot)
    assert len(page.findChildren(AgreementCard)) == 1
    assert "Complete, with 5 ECTS" in said_by_pathway(home, qtbot)
    page = page_of(home, qtbot)
    press_by_key(page, qtbot, "Remove Robotics counts as data")
    press_by_key(page, qtbot, "Remove it")
    twice(home, qtbot)
    assert "None yet." in texts(page)
    assert "Nothing in this pathway asks for it." in said_by_pathway(home, qtbot)


def half_signed(folder: Path) -> tuple[bytes, bytes]:
    """An agreement in a wallet of its own: as it was written down, and signed by one party."""
    wallet(folder)
    session = Session.open(folder, PASSPHRASE)
    with session:
        from wallet.session.recognition import (  # noqa: PLC0415 - loads the store
            Named,
            Wanted,
        )

        me = session.recognition.signer
        wanted = Wanted(
            title="Robotics",
            parties=(
                Named(name="Home", role="home", identifiers=(me,)),
                Named(name="Host", role="host", identifiers=("did:example:host",)),
            ),
            modules=((MODULE, "Robotics"),),
        )
        made = session.recognition.make(wanted, NAME)
        return made.data, session.recognition.sign(made.data).data


def test_forged_and_foreign_ones_are_refused_in_words(
    start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made, half = half_signed(tmp_path / "Home")
    tessera = start(tmp_path / "Home")
    unlock(tessera, qtbot)
    page = page_of(tessera, qtbot)
    forged = half.replace(b'"Robotics"', b'"Robotics and more"')
    other = json.loads(made) | {"slots": ["other"]}
    for data, words in (
        (forged, "altered after it was signed"),
        (b'{"format":"agreement/1","id":"x"}', "at “parties”, something has to stand here"),
        (b"{}", "no document of the kind agreement/1"),
    ):
        assert page.take([("dropped.json", data)])
        twice(tessera, qtbot)
        assert words in texts(page), texts(page)
        assert not hasattr(page, "offer")
    page.take([("other.json", json.dumps(other).encode())])
    twice(tessera, qtbot)
    page.offer.keeps.click()
    twice(tessera, qtbot)
    assert len(page.findChildren(AgreementCard)) == 2, "beside the kept one, not in its place"
    assert "counts wherever a pathway names this agreement" in texts(page), "the kept one stays"


@pytest.mark.slow
def test_the_form_fits_a_small_window_at_twice_the_text(
    start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    wallet(tmp_path / "Home")
    tessera = start(tmp_path / "Home", scale=2.0)
    tessera.window.resize(900, 600)
    unlock(tessera, qtbot)
    page = page_of(tessera, qtbot)
    page.makes.click()
    twice(tessera, qtbot)
    page.form.learning.setChecked(True)
    qtbot.wait(30)
    assert walk.cut_off(tessera.window.centralWidget()) == []
    assert walk.unnamed(tessera.window) == []

"""Checking through the window: without a wallet, with a question, picture by picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, Key, presentation, registry
from tests.helpers.qr_codes import qr_encode
from tests.ui.conftest import Open, settle, show, texts
from ui.app import Tessera
from ui.pages.check import CheckPage
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button, Fold
from ui.widgets.checking.received import PresentationCard, ReceivedCredential
from wallet.check_desk import CheckDesk

SINCE = datetime.now(UTC) - timedelta(days=30)
HOLDER = Key.make("a learner")


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("Example University", method="did:web")


@pytest.fixture
def locked(start: Open, wallet: Path) -> Tessera:
    return start(wallet)


@pytest.fixture
def page(locked: Tessera, qtbot: QtBot) -> CheckPage:
    made = show(locked, qtbot, "check")
    assert isinstance(made, CheckPage)
    return made


@pytest.fixture
def trusting(issuer: Issuer) -> None:
    """This user has accepted the issuer's list, by its fingerprint."""
    desk = CheckDesk()
    sources = [("registry.json", registry([issuer], updated=SINCE)), *issuer.evidence_files()]
    offer = desk.offer_trust("sources", sources)
    desk.accept_trust(offer, offer.words)


Make = Callable[..., bytes]


@pytest.fixture
def shown(issuer: Issuer) -> Make:
    def make(count: int = 1, *, holder: str = HOLDER.did_key, **more: Any) -> bytes:
        badges = [
            issuer.issue(f"Course {at}", holder=holder, ects="5", valid_from=SINCE)
            for at in range(count)
        ]
        more.setdefault("nonce", "n-1")
        more.setdefault("recipient", "ACME Ltd")
        more.setdefault("created", datetime.now(UTC))
        return to_bytes(presentation(badges, HOLDER, **more))

    return make


def _ask(page: CheckPage, nonce: str = "n-1", recipient: str = "ACME Ltd") -> None:
    page.nonce.setText(nonce)
    page.recipient.setText(recipient)


def _check(page: CheckPage, tessera: Tessera, qtbot: QtBot, *items: Any) -> str:
    page.read(tuple(items))
    settle(tessera, qtbot)
    return texts(page)


def _words(page: CheckPage) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(VerdictBadge) if one.isVisible()]


def test_who_was_sent_a_file_sees_first_where_to_put_it(page: CheckPage, qtbot: QtBot) -> None:
    fold = page.question.button
    assert not page.nonce.isVisible()
    assert page.area.geometry().bottom() < fold.mapTo(page.area.parentWidget(), QPoint()).y()
    page.area.findChildren(Button)[0].setFocus()
    for _ in range(3):  # a folder, the screen, then what was asked
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    assert page.window().focusWidget() is fold
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert page.nonce.isVisible()


def test_what_counts_for_the_verdict_is_never_hidden(page: CheckPage) -> None:
    page.recipient.setText("ACME Ltd")
    assert page.recipient.isVisible()
    page.clear()
    assert page.recipient.isVisible()


@pytest.mark.usefixtures("trusting")
def test_a_locked_wallet_is_no_hindrance(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    assert not locked.tasks.is_unlocked
    _ask(page)
    said = _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert _words(page) == ["Verified", "Verified"]
    assert "Course 0" in said
    assert "Signed by Example University" in said
    assert "5 ECTS" in said
    page.refresh(None)
    assert "Course 0" not in texts(page), "what was checked goes when a wallet is locked"
    assert page.nonce.text(), "the question stays"


def test_without_trust_the_page_says_what_is_missing(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    assert "You trust no list of issuers yet" in texts(page)
    _ask(page)
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert _words(page) == ["Verified", "Cannot tell"]


@pytest.mark.usefixtures("trusting")
def test_a_copy_made_for_somebody_else_does_not_pass(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page, nonce="another word")
    said = _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert _words(page)[0] == "Cannot tell"
    assert "somebody else's question" in said


@pytest.mark.usefixtures("trusting")
def test_without_a_question_the_page_says_that_it_may_be_a_copy(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    said = _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert _words(page)[0] == "Cannot tell"
    assert "replayed" in said


@pytest.mark.usefixtures("trusting")
def test_somebody_elses_credential_is_not_said_to_be_theirs(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    said = _check(page, locked, qtbot, ("a.vp.json", shown(holder=Key.make("victim").did_key)))
    assert "identity document" in said or "not shown" in said


@pytest.mark.usefixtures("trusting")
def test_a_changed_question_can_be_asked_again(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert not page._again_here.isVisible()
    _ask(page)
    (again,) = page._again_here.findChildren(Button)
    for ask_anew in (lambda: qtbot.keyClick(page.nonce, Qt.Key.Key_Return), again.click):
        assert again.isVisible()
        ask_anew()
        settle(locked, qtbot)
        assert _words(page) == ["Verified", "Verified"]
        assert not again.isVisible()
        page.recipient.setText("ACME Ltd ")


def test_a_made_word_cannot_be_guessed_and_is_there_to_copy(page: CheckPage) -> None:
    page._make_nonce()
    first = page.nonce.text()
    page._make_nonce()
    assert len(first) >= 12
    assert page.nonce.text() != first


@pytest.mark.usefixtures("trusting")
def test_pictures_may_come_bit_by_bit(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    data = shown(40)
    pictures = [(f"{at}.png", one) for at, one in enumerate(qr_encode(data))]
    assert len(pictures) > 2
    _ask(page)
    said = _check(page, locked, qtbot, *pictures[1:])
    assert "QR pictures that belong together" in said
    _check(page, locked, qtbot, pictures[0])
    assert _words(page)[0] == "Verified"
    assert len(page.findChildren(ReceivedCredential)) == 40


@pytest.mark.usefixtures("trusting")
def test_a_dropped_file_is_checked_not_imported(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make, tmp_path: Path
) -> None:
    _ask(page)
    path = tmp_path / "dropped.vp.json"
    path.write_bytes(shown())
    mime = QMimeData()
    mime.setUrls([path.as_uri()])
    event = QDropEvent(
        QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.area.dropEvent(event)
    settle(locked, qtbot)
    assert locked.window.shown == "check"
    assert _words(page) == ["Verified", "Verified"]


@pytest.mark.usefixtures("trusting")
def test_a_pasted_presentation_is_checked(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    locked.window.take((("pasted.txt", shown()),))
    settle(locked, qtbot)
    assert _words(page) == ["Verified", "Verified"]


def test_what_cannot_be_read_says_why(page: CheckPage, locked: Tessera, qtbot: QtBot) -> None:
    said = _check(page, locked, qtbot, ("holiday.txt", b"no credential at all"))
    assert "holiday.txt" in said
    assert "Cannot be read" in said


@pytest.mark.usefixtures("trusting")
def test_many_files_are_lines_with_the_worst_first(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    good = [(f"good {at}.json", shown()) for at in range(4)]
    forged = shown().replace(b"Course 0", b"Course 9")
    said = _check(page, locked, qtbot, *good, ("forged.json", forged), ("x.txt", b"hello"))
    assert said.index("x.txt") < said.index("forged.json") < said.index("good 0.json")
    assert not page.findChildren(PresentationCard)
    assert "Not genuine: 1" in _words(page)
    page.findChildren(Fold)[0].button.setChecked(True)
    fold = next(
        one for one in page.findChildren(Fold) if "forged" in one.button.accessibleName()
    )
    fold.button.setChecked(True)
    assert page.findChildren(PresentationCard)


@pytest.mark.usefixtures("trusting")
def test_everything_is_forgotten_on_request(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    page.clear()
    qtbot.wait(10)
    assert _words(page) == []
    assert "Course 0" not in texts(page)
    assert page.nonce.text() == "n-1"


@pytest.mark.usefixtures("trusting")
def test_the_details_are_in_the_receivers_words(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    for fold in page.findChildren(Fold):
        fold.button.setChecked(True)
    said = texts(page)
    assert "did:web:university.example" in said
    assert "eddsa-rdfc-2022" in said


@pytest.mark.usefixtures("trusting")
def test_a_tampered_trust_folder_is_said_on_the_page(locked: Tessera, qtbot: QtBot) -> None:
    for item in (CheckDesk().trust_folder / "items").iterdir():
        item.write_bytes(item.read_bytes() + b" ")
    page = show(locked, qtbot, "check")
    assert "was changed after you accepted it" in texts(page)


def _accept(issuer: Issuer) -> str:
    desk = CheckDesk()
    sources = [("registry.json", registry([issuer], updated=SINCE)), *issuer.evidence_files()]
    offer = desk.offer_trust("sources", sources)
    return desk.accept_trust(offer, offer.words).fingerprint


def test_what_was_checked_before_trust_was_accepted_is_checked_again(
    page: CheckPage,
    locked: Tessera,
    qtbot: QtBot,
    shown: Make,
    issuer: Issuer,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.vp.json"
    path.write_bytes(shown())
    _ask(page)
    _check(page, locked, qtbot, path)
    assert _words(page) == ["Verified", "Cannot tell"]
    path.unlink()  # an attachment that its mail program has tidied away
    show(locked, qtbot, "trust")
    fingerprint = _accept(issuer)
    show(locked, qtbot, "check")
    assert _words(page) == ["Verified", "Verified"]
    CheckDesk().remove_trust(fingerprint)
    show(locked, qtbot, "check")
    assert _words(page) == ["Verified", "Cannot tell"]


def test_a_trust_folder_that_was_tampered_with_ends_an_old_verdict(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make, issuer: Issuer
) -> None:
    _accept(issuer)
    _ask(page)
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    assert _words(page) == ["Verified", "Verified"]
    for item in (CheckDesk().trust_folder / "items").iterdir():
        item.write_bytes(item.read_bytes() + b" ")
    show(locked, qtbot, "check")
    assert _words(page) == ["Verified", "Cannot tell"]


@pytest.mark.usefixtures("trusting")
def test_what_is_still_so_is_not_checked_twice(
    page: CheckPage, locked: Tessera, qtbot: QtBot, shown: Make
) -> None:
    _ask(page)
    _check(page, locked, qtbot, ("a.vp.json", shown()))
    before = page.findChildren(ReceivedCredential)
    show(locked, qtbot, "trust")
    show(locked, qtbot, "check")
    assert page.findChildren(ReceivedCredential) == before

"""Sharing through the window: what is seen before is what is handed over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.qr_codes import qr_decode
from tests.ui.conftest import WAIT, settle, show, texts
from tests.ui.hand import id_of
from ui.app import Tessera
from ui.pages.share import SharePage
from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, Fold
from ui.widgets.checking.received import Hands, Received
from ui.widgets.qr_view import QrPicture, QrPictures
from ui.widgets.sharing.shared import SharedCard
from ui.widgets.sharing.steps import Step
from ui.widgets.ticks import Tick
from wallet import presenting
from wallet.check_desk import CheckDesk, FileResult
from wallet.report import VerdictCode
from wallet.session import LedgerEntry, LibraryQuery, Session, templates

GOOD = "Data management"


@pytest.fixture
def page(unlocked: Tessera, qtbot: QtBot) -> SharePage:
    made = show(unlocked, qtbot, "share")
    assert isinstance(made, SharePage)
    return made


def _planned(page: SharePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.show_button.isEnabled, timeout=WAIT)
    qtbot.wait(20)  # what was just put on the page is laid out


def _ledger(tessera: Tessera, qtbot: QtBot) -> list[LedgerEntry]:
    found: list[LedgerEntry] = []
    tessera.tasks.run(tessera.window, lambda session: session.ledger(), found.extend)
    settle(tessera, qtbot)
    return found


def _fill(page: SharePage, tessera: Tessera, qtbot: QtBot, *titles: str) -> None:
    page.recipient.setText("ACME Ltd")
    page.purpose.setText("an application")
    page.nonce.setText("n-1")
    page.chooser.choose(tuple(id_of(tessera, qtbot, one) for one in titles))
    _planned(page, qtbot)


def _checked(shown: Path, evidence: Sequence[tuple[str, bytes]]) -> FileResult:
    """What ACME reads in the file."""
    desk = CheckDesk(shown.parent / "trust")
    (result,) = desk.check(
        [("x", shown.read_bytes())], nonce="n-1", recipient="ACME Ltd", evidence_files=evidence
    )
    return result


def test_nothing_can_be_shown_before_something_is_chosen(page: SharePage) -> None:
    assert not page.show_button.isEnabled()
    assert "Choose a credential" in texts(page.preview)
    page.chooser.choose(("any",))
    assert "Reading the credentials" in texts(page.preview)


def test_what_a_file_only_says_of_itself_stands_in_quotes_where_one_chooses(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    chosen = [id_of(unlocked, qtbot, one) for one in ("Machine learning", GOOD)]
    page.chooser.choose(chosen)
    settle(unlocked, qtbot)
    ticks = {one.text(): one.accessibleName() for one in page.chooser.findChildren(Tick)}
    assert "Machine learning" not in ticks
    assert ticks["“Machine learning”, it says"].startswith("Show “Machine learning”, it says")
    assert page.chooser.names == ("“Machine learning”, it says", GOOD)


def test_signed_papers_go_along_and_show_that_it_was_not_revoked(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch, sample
) -> None:
    page.papers.setChecked(True)
    _fill(page, unlocked, qtbot, GOOD)
    assert "these signed papers go along" in texts(page.preview)
    target = tmp_path / "shown.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.show_button.click()
    settle(unlocked, qtbot)
    page.findChild(SharedCard).save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    known = [one for one in sample.evidence if b"encodedList" not in one[1]]
    result = _checked(target, known)
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}
    shown = Received(result, ("en",), Hands(copy=str, original=lambda _judged: b""))
    qtbot.addWidget(shown)
    shown.show()
    assert "1 signed paper came with it" in texts(shown)


def test_typing_takes_the_button_away_until_the_preview_is_right_again(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    page.recipient.setText("Globex")
    assert not page.show_button.isEnabled()
    _planned(page, qtbot)
    assert page.show_button.text().endswith("Globex")
    assert "Globex" in texts(page.preview)


def test_every_statement_of_the_file_stands_in_the_preview(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    for fold in page.preview.findChildren(Fold):
        fold.button.setChecked(True)
    seen = texts(page.preview)
    target = tmp_path / "mine.vp.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(page.show_button, Qt.MouseButton.LeftButton)
    settle(unlocked, qtbot)
    page.findChild(SharedCard).save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    (inside,) = json.loads(target.read_bytes())["verifiableCredential"]
    for pointer, value in presenting.leaves(inside):
        if isinstance(value, str) and not pointer.endswith("/targetType"):  # told in words
            assert value in seen


def test_what_was_shown_is_in_the_ledger_and_verifies(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch, sample
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    target = tmp_path / "mine.vp.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.show_button.click()
    settle(unlocked, qtbot)
    page.findChild(SharedCard).save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    (entry,) = _ledger(unlocked, qtbot)
    assert entry.recipient == "ACME Ltd"
    assert entry.purpose == "an application"
    assert b"an application" not in target.read_bytes()
    result = _checked(target, sample.evidence)
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}


def test_qr_pictures_on_screen_can_be_scanned(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path
) -> None:
    unlocked.window.resize(1400, 1000)
    _fill(page, unlocked, qtbot, GOOD)
    page.as_qr.setChecked(True)
    page.show_button.click()
    settle(unlocked, qtbot)
    picture = page.findChild(QrPicture)
    qtbot.wait(50)
    path = tmp_path / "screen.png"
    image: QImage = picture.grab().toImage()
    assert image.save(str(path))
    data = qr_decode([path.read_bytes()])
    assert json.loads(data)["proof"]["domain"] == "ACME Ltd"


def test_several_pictures_are_turned_by_buttons_and_saved_together(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    others = ("Circular economy", "Learning analytics", "Lean production", "Python basics")
    _fill(page, unlocked, qtbot, GOOD, *others)
    page.as_qr.setChecked(True)
    page.show_button.click()
    settle(unlocked, qtbot)
    pictures = page.findChild(QrPictures)
    assert "are needed" in texts(page)
    turn = [one for one in pictures.findChildren(Button) if one.isVisible()]
    turn[1].click()
    assert pictures.shown == 1
    turn[0].click()
    turn[0].click()
    assert pictures.shown > 1
    folder = tmp_path / "pictures"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.findChild(SharedCard).save.click()
    settle(unlocked, qtbot)
    saved = [one.read_bytes() for one in folder.iterdir()]
    assert len(json.loads(qr_decode(saved))["verifiableCredential"]) == 1 + len(others)


def test_a_forged_credential_cannot_be_shown(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    forged: list[str] = []
    unlocked.tasks.run(
        page,
        lambda session: [
            one.credential_id
            for one in session.page(LibraryQuery()).rows
            if one.verdict is VerdictCode.NOT_GENUINE
        ],
        forged.extend,
    )
    settle(unlocked, qtbot)
    page.chooser.choose(tuple(forged))
    qtbot.wait(400)
    settle(unlocked, qtbot)
    assert forged
    assert not page.show_button.isEnabled()
    assert _ledger(unlocked, qtbot) == []


def test_a_credential_that_ended_says_so_in_the_preview(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    _fill(page, unlocked, qtbot, "Robotics")
    assert "no longer valid; they will see that" in texts(page.preview)


def test_search_keeps_what_was_ticked(page: SharePage, unlocked: Tessera, qtbot: QtBot) -> None:
    page.steps.open(page.steps.findChildren(Step)[1])
    boxes = {one.accessibleName(): one for one in page.chooser.findChildren(QCheckBox)}
    name = next(one for one in boxes if GOOD in one)
    boxes[name].setFocus()
    qtbot.keyClick(boxes[name], Qt.Key.Key_Space)
    page.chooser.search.setText("Robotics")
    qtbot.wait(300)
    settle(unlocked, qtbot)
    assert not any(
        GOOD in one.accessibleName()
        for one in page.chooser.findChildren(QCheckBox)
        if one.isVisible()
    )
    assert len(page.chooser.chosen) == 1
    _planned(page, qtbot)
    assert GOOD in texts(page.preview)


def test_steps_fold_to_a_line_that_says_what_was_chosen(page: SharePage) -> None:
    steps = page.steps.findChildren(Step)
    assert [one.is_open for one in steps] == [True, False, False, False]
    page.recipient.setText("ACME Ltd")
    steps[0].next.click()
    assert [one.is_open for one in steps] == [False, True, False, False]
    assert "ACME Ltd" in texts(steps[0])


def test_without_recipient_and_word_the_page_says_what_that_means(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    page.chooser.choose((id_of(unlocked, qtbot, GOOD),))
    _planned(page, qtbot)
    said = texts(page.preview)
    assert "names no recipient" in said
    assert "a copy could be shown again" in said
    assert page.show_button.text().endswith("facts")


def test_what_could_be_linked_is_listed_and_the_button_says_how_much_goes_to_whom(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    words = page.show_button.text()
    assert words.startswith("Show ")
    assert words.endswith(" facts to ACME Ltd")
    said = texts(page.preview)
    assert "your key, which is the same each time" in said
    assert "revocation list" in said
    assert any("About you" in one.accessibleName() for one in page.preview.findChildren(Badge))


def test_after_handing_over_one_begins_with_an_empty_page(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    page.show_button.click()
    settle(unlocked, qtbot)
    again = next(
        one for one in page.findChild(SharedCard).findChildren(Button)
        if one is not page.findChild(SharedCard).save
    )  # fmt: skip
    again.click()
    qtbot.wait(400)
    settle(unlocked, qtbot)
    assert page.chooser.chosen == ()
    assert page.nonce.text() == ""
    assert not page.show_button.isEnabled()


def test_a_narrow_window_has_the_preview_below(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    _fill(page, unlocked, qtbot, GOOD)
    unlocked.window.resize(1300, 800)
    qtbot.wait(20)
    beside = page.preview.mapTo(page, page.preview.rect().topLeft())
    assert beside.x() > page.width() // 3
    unlocked.window.resize(900, 700)
    qtbot.wait(20)
    assert page.preview.mapTo(page, page.preview.rect().topLeft()).x() < page.width() // 3
    assert page.preview.isVisible()


def test_from_a_credential_the_page_begins_with_it(unlocked: Tessera, qtbot: QtBot) -> None:
    chosen = id_of(unlocked, qtbot, GOOD)
    page = show(unlocked, qtbot, "share", ids=(chosen,))
    assert isinstance(page, SharePage)
    _planned(page, qtbot)
    assert page.chooser.chosen == (chosen,)


def test_locking_takes_the_page_away(unlocked: Tessera, qtbot: QtBot) -> None:
    page = show(unlocked, qtbot, "share")
    assert isinstance(page, SharePage)
    _fill(page, unlocked, qtbot, GOOD)
    unlocked.tasks.lock()
    assert unlocked.window.page is not page


def test_what_was_shown_before_can_be_looked_up(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    fold = next(
        one for one in page.findChildren(Fold) if "showed before" in one.button.accessibleName()
    )
    fold.button.setChecked(True)
    settle(unlocked, qtbot)
    assert "nothing to anybody yet" in texts(fold)
    _fill(page, unlocked, qtbot, GOOD)
    page.show_button.click()
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    said = texts(fold)
    assert "ACME Ltd" in said
    assert "an application" in said
    assert "today" in said
    for one in fold.findChildren(Fold):
        one.button.setChecked(True)
    settle(unlocked, qtbot)
    said = texts(fold)
    assert GOOD in said
    assert "n-1" in said
    assert _ledger(unlocked, qtbot)[0].sha256 in said


def test_credentials_of_two_keys_can_be_shown_one_by_one_instead(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    issuer = Issuer("Another School", seed="another school")
    ids: list[str] = []

    def keep(session: Session) -> None:
        for title in ("First course", "Second course"):
            badge = issuer.issue(title, holder=session.new_holder_key().did)
            ids.extend(session.keep(session.review([("a.json", to_bytes(badge))])).kept)

    unlocked.tasks.run(unlocked.window, keep, lambda _none: None)
    settle(unlocked, qtbot)
    page.chooser.choose(tuple(ids))
    _planned(page, qtbot)
    assert "Signed with 2 of your keys" in texts(page.preview)
    only = next(b for b in page.preview.findChildren(Button) if "Second course" in b.text())
    qtbot.mouseClick(only, Qt.MouseButton.LeftButton)
    _planned(page, qtbot)
    assert page.chooser.chosen == (ids[1],)
    assert "of your keys" not in texts(page.preview)


def test_what_a_pathway_counts_goes_with_ones_own_statement(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    unlocked.tasks.run(
        unlocked.window,
        lambda session: session.add_pathway(templates()[0].data),
        unlocked.tasks.changed.emit,
    )
    settle(unlocked, qtbot)
    page.stack.choose(str(page.stack.choice.itemData(page.stack.choice.count() - 1)))
    _planned(page, qtbot)
    told = texts(page.preview)
    assert "What my credentials add up to" in told
    assert "They read that no issuer signed it" in told.replace("\n", " ")
    page.stack.forget()
    assert not page.stack.pathway

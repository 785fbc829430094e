"""One credential on screen: who says so, can I rely on it, and nothing of it is believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.ui.conftest import settle, show, texts
from tests.ui.hand import keep, open_credential, press
from ui.app import Tessera
from ui.page import Page
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button, Fold, IconButton


def unfold(page: Page, tessera: Tessera, qtbot: QtBot) -> None:
    for fold in page.findChildren(Fold):
        fold.button.setChecked(True)
    settle(tessera, qtbot)


@pytest.mark.parametrize(
    ("title", "word", "sentence"),
    [
        ("Data management", "Verified", "Signed by Danube Applied University"),
        ("Project basics", "No longer valid", "revoked it"),
        ("Digital marketing", "No longer valid", "suspended"),
        ("Robotics", "No longer valid", "expired"),
        ("Leadership", "Cannot tell", "nobody you trust"),
        ("Machine learning", "Not genuine", "changed after it was signed"),
    ],
)
def test_the_verdict_is_said_in_a_word_and_a_sentence(
    title: str, word: str, sentence: str, unlocked: Tessera, qtbot: QtBot
) -> None:
    page = open_credential(unlocked, qtbot, title)
    (badge,) = page.findChildren(VerdictBadge)
    assert badge.accessibleName() == word
    said = texts(page)
    assert word in said
    assert sentence in said


def test_a_forged_file_shows_no_claim_as_a_fact(unlocked: Tessera, qtbot: QtBot) -> None:
    page = open_credential(unlocked, qtbot, "Machine learning")
    unfold(page, unlocked, qtbot)
    said = texts(page)
    assert "5 ECTS" not in said
    assert "How much, and when" not in said
    assert "Contents not shown" in said
    assert "“Machine learning”, it says" in said


def test_what_it_is_and_how_much_stands_on_the_first_layer(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    said = texts(open_credential(unlocked, qtbot, "Data management"))
    for fact in ("5 ECTS", "EQF 6", "analyse big data", "No end date", "Micro-credential"):
        assert fact in said
    assert "EU standard elements" in "".join(
        one.accessibleName() for one in unlocked.window.findChildren(Button)
    )
    assert "sha" not in said.lower()
    assert "did:" not in said


def test_details_list_each_check_with_the_age_of_its_evidence(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = open_credential(unlocked, qtbot, "Data management")
    unfold(page, unlocked, qtbot)
    said = texts(page)
    assert said.index("unchanged since") < said.index("revoked or suspended?")
    assert "Evidence of " in said
    assert "days ago)" in said


def test_identifiers_can_be_copied_exactly(
    unlocked: Tessera, qtbot: QtBot, qapp: QApplication
) -> None:
    page = open_credential(unlocked, qtbot, "Data management")
    unfold(page, unlocked, qtbot)
    copies = [one for one in page.findChildren(IconButton) if "Issuer's" in one.toolTip()]
    copies[0].click()
    assert qapp.clipboard().text() == "did:web:danube.example"
    press(page, "Copy the request")
    assert "“Data management”" in qapp.clipboard().text()
    assert "EU standard for micro-credentials" in qapp.clipboard().text()


def test_the_original_is_exported_byte_for_byte(
    unlocked: Tessera,
    qtbot: QtBot,
    sample: demo.Sample,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "exported.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = open_credential(unlocked, qtbot, "Lean production")
    press(page, "Export the original")
    settle(unlocked, qtbot)
    assert target.read_bytes() == dict(sample.files)["lean-production.png"]


def test_a_deleted_one_lies_in_the_bin_and_comes_back(unlocked: Tessera, qtbot: QtBot) -> None:
    page = open_credential(unlocked, qtbot, "Python basics")
    press(page, "Delete")
    settle(unlocked, qtbot)
    binned = show(unlocked, qtbot, "credentials", deleted=True)
    assert "Python basics" in texts(binned)
    press(binned, "Put back")
    settle(unlocked, qtbot)
    open_credential(unlocked, qtbot, "Python basics")


def test_erasing_from_the_bin_leaves_nothing(unlocked: Tessera, qtbot: QtBot) -> None:
    press(open_credential(unlocked, qtbot, "Python basics"), "Delete")
    settle(unlocked, qtbot)
    press(show(unlocked, qtbot, "credentials", deleted=True), "Erase now")
    settle(unlocked, qtbot)
    left: list[object] = []
    unlocked.tasks.run(unlocked.shell, lambda session: session.deleted(), left.extend)
    settle(unlocked, qtbot)
    assert left == []


def test_no_label_reads_markup_or_follows_links(unlocked: Tessera, qtbot: QtBot) -> None:
    title = '<img src=x> <a href="https://evil.example">click</a>'
    keep(unlocked, qtbot, "badge.json", to_bytes(Issuer().issue(title, description="<b>x</b>")))
    page = show(unlocked, qtbot, "credentials", text="click")
    unfold(page, unlocked, qtbot)
    assert title in texts(page)
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
        assert not label.openExternalLinks()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Universit\u0443 of Tartu", "letters of different scripts"),
        ("University\u202eutraT fo", "direction of writing"),
        ("Uni\u200bversity", "invisible"),
    ],
)
def test_a_name_that_looks_like_another_is_pointed_out(
    name: str, kind: str, unlocked: Tessera, qtbot: QtBot
) -> None:
    keep(unlocked, qtbot, "badge.json", to_bytes(Issuer(name).issue("Lookalike")))
    said = texts(open_credential(unlocked, qtbot, "Lookalike"))
    assert "Look twice" in said
    assert kind in said


def test_an_honest_name_is_not_warned_of(unlocked: Tessera, qtbot: QtBot) -> None:
    keep(unlocked, qtbot, "b.json", to_bytes(Issuer("Žilina Ünivërsity").issue("Honest")))
    assert "Look twice" not in texts(open_credential(unlocked, qtbot, "Honest"))

"""Adding something yourself, and looking at what a credential carries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.ui.conftest import settle, show, texts
from tests.ui.hand import keep, open_credential, press
from ui.app import Tessera
from ui.page import Page
from ui.widgets.badges import VerdictBadge

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def write(page: Page, name: str, text: str) -> None:
    for kind in (QLineEdit, QPlainTextEdit):
        for one in page.findChildren(kind):
            if one.accessibleName() == name:
                one.setText(text) if isinstance(one, QLineEdit) else one.setPlainText(text)


def test_an_entry_is_written_kept_and_shown_as_ones_own_word(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(unlocked, qtbot, "own_entry")
    write(page, "What was it?", "Taught swimming")
    write(page, "Hours of work in all", "80")
    write(page, "What can you do now?", "teach children\nfirst aid")
    page.take([("letter.txt", b"To whom it may concern")])
    assert "letter.txt" in texts(page)
    press(page, "Keep it")
    settle(unlocked, qtbot)
    shown = open_credential(unlocked, qtbot, "Taught swimming")
    said = texts(shown)
    assert "Your own words. Nobody else vouches for this." in said
    assert "first aid" in said
    assert "letter.txt" in said
    assert [one.accessibleName() for one in shown.findChildren(VerdictBadge)] == ["Cannot tell"]
    target = tmp_path / "copy.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(shown, "Save letter.txt")
    settle(unlocked, qtbot)
    assert target.read_bytes() == b"To whom it may concern"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("What was it?", " ", "It has no title."),
        ("Hours of work in all", "many", "The hours are not a number."),
        ("From", "once", "A date in it cannot be read."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(
    name: str, text: str, sentence: str, unlocked: Tessera, qtbot: QtBot
) -> None:
    page = show(unlocked, qtbot, "own_entry")
    write(page, "What was it?", "Taught swimming")
    write(page, name, text)
    press(page, "Keep it")
    settle(unlocked, qtbot)
    assert sentence in texts(page)


def test_a_hosted_badge_is_shown_as_unproven(unlocked: Tessera, qtbot: QtBot) -> None:
    issuer = HostingIssuer()
    badge = {**issuer.embedded(), "name": "Walking machines"}
    keep(unlocked, qtbot, "badge.json", to_bytes(issuer.assertion(badge=badge)))
    said = texts(open_credential(unlocked, qtbot, "Walking machines"))
    assert "Nothing proves any of it" in said
    assert "It cannot be proven offline" in said


def record(issuer: Issuer, **subject: Any) -> dict[str, Any]:
    one, two = issuer.issue("First half"), issuer.issue("Second half")
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            CLR,
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5d1c2b1e-9a7e-4c8b-9a51-8f0d5c7e0a01",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Whole programme",
        "issuer": issuer.profile(),
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"],
            "verifiableCredential": [one, two],
            "association": [
                {
                    "type": ["Association"],
                    "associationType": "isPartOf",
                    "sourceId": one["credentialSubject"]["achievement"]["id"],
                    "targetId": two["credentialSubject"]["achievement"]["id"],
                }
            ],
        }
        | subject,
    }
    return issuer.sign(document)


def test_a_record_shows_each_credential_in_it_with_its_own_verdict(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    keep(unlocked, qtbot, "record.json", to_bytes(record(Issuer("Example University"))))
    page = open_credential(unlocked, qtbot, "Whole programme")
    said = texts(page)
    assert "In this record" in said
    assert "First half" in said
    assert "part of “Second half”" in said
    assert len(page.findChildren(VerdictBadge)) == 3


def test_an_endorsement_stands_with_its_own_verdict_and_a_stray_one_is_told(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    issuer, chamber = Issuer("Example University"), Issuer("Chamber of Commerce")
    badge = issuer.credential("Endorsed badge")
    endorsed = badge["credentialSubject"]["achievement"]["id"]

    def endorsement(about: str, comment: str) -> dict[str, Any]:
        document = {
            "@context": badge["@context"],
            "id": f"urn:uuid:{comment}",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": chamber.profile(),
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": about,
                "type": ["EndorsementSubject"],
                "endorsementComment": comment,
            },
        }
        return chamber.sign(document)

    badge["endorsement"] = [endorsement(endorsed, "Useful."), endorsement("urn:x:1", "Lifted.")]
    keep(unlocked, qtbot, "badge.json", to_bytes(issuer.sign(badge)))
    page = open_credential(unlocked, qtbot, "Endorsed badge")
    said = texts(page)
    assert "Useful." in said
    assert said.count("It is about something else") == 1
    assert len(page.findChildren(VerdictBadge)) == 3

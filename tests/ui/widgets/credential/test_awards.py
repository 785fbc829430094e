"""What a credential says, as its reader meets it: whole words, nothing twice, nothing empty."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.helpers import pdf, seals, xml_seals
from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, judged
from tests.helpers.sd_jwt import sign, vc_payload
from tests.helpers.sealed_elm import trusted
from ui import words
from ui.widgets.credential.awards import award_cards
from ui.widgets.text import Label
from wallet.credential import CredentialView
from wallet.evidence import Evidence
from wallet.examine import claimed


def told(view: CredentialView | None, qtbot: QtBot) -> list[list[str]]:
    """The texts of each card."""
    assert view is not None
    cards = award_cards(view, ("en",))
    for card in cards:
        qtbot.addWidget(card)
    return [[one.plain() for one in card.findChildren(Label)] for card in cards]


def test_a_transcript_says_whom_it_is_about_and_its_parts_say_only_what_is_theirs(
    qtbot: QtBot,
) -> None:
    one = judged(xml_seals.elmo().encode(), Evidence())
    whole, part = told(claimed(one, Evidence()), qtbot)
    for fact in ("Aino Virtanen", "2 Oct 1999", "Finland", "ISCED-F 0612", "EQF 6", "Finnish"):
        assert fact in whole
    assert whole[whole.index("Result") + 1] == "4"
    assert "Assessed by" not in whole
    assert part[0] == "Lab"
    assert not {"Awarding body", "Country", "Valid until", "Awarded to"} & set(part)
    assert any("taken from when it was issued" in one for one in part)


def test_of_two_ends_the_first_is_told(qtbot: QtBot) -> None:
    issuer = Issuer(kind="P-256")
    token = sign(issuer, vc_payload(issuer, Key.make("holder", "P-256")))
    one = judged(token.shown(), evidence_of(issuer))
    assert one.view is not None
    assert one.view.awards[0].expiry is not None
    assert one.view.envelope.valid_until is not None
    assert one.view.envelope.valid_until.value < one.view.awards[0].expiry.value
    (facts, *_) = told(one.view, qtbot)
    until = facts[facts.index("Valid until") + 1]
    assert until.startswith(words.date_words(one.view.envelope.valid_until))


def test_a_document_whose_pages_are_not_read_is_told_nothing_of(qtbot: QtBot) -> None:
    identity = seals.sealer()
    one = judged(pdf.seal(pdf.plain(), identity), trusted(identity))
    assert told(one.view, qtbot) == []
    assert one.view is not None
    assert one.view.completeness == ()

"""What a credential says, as its reader meets it: whole words, nothing twice, nothing empty."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.helpers import pdf, seals, xml_seals
from tests.helpers.judging import judged
from tests.wallet.verify.test_seal import trusted
from ui.widgets.awards import award_cards
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
    for words in ("Aino Virtanen", "2 Oct 1999", "Finland", "ISCED-F 0612", "EQF 6", "Finnish"):
        assert words in whole
    assert whole[whole.index("Result") + 1] == "4"
    assert "Assessed by" not in whole
    assert part[0] == "Lab"
    assert not {"Awarding body", "Country", "Valid until", "Awarded to"} & set(part)
    assert any("taken from when it was issued" in one for one in part)


def test_a_document_whose_pages_are_not_read_is_told_nothing_of(qtbot: QtBot) -> None:
    identity = seals.sealer()
    one = judged(pdf.seal(pdf.plain(), identity), trusted(identity))
    assert told(one.view, qtbot) == []
    assert one.view is not None
    assert one.view.completeness == ()

"""A result in sentences: what is missing is named once, and only what is needed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.helpers.pathways import award, pathway, result, unknown_issuer
from wallet.pathways import again, told
from wallet.pathways.amounts import shown, shown_below, shown_missing, written

TOTAL = {"id": "total", "type": "totalCredits", "min": "10"}


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0"), ("14.5", "14.5"), ("15.005", "15.01"), ("0.1", "0.1"), ("100", "100")],
)
def test_amounts_are_printed_with_two_places_at_most(amount, text):
    assert shown(Fraction(amount)) == text


def test_what_does_not_reach_a_limit_is_not_printed_as_if_it_did():
    assert shown_below(Fraction("14.996"), Fraction(15)) == "14.99"
    assert shown_below(Fraction(15), Fraction(15)) == "15"
    assert shown_missing(Fraction("0.001")) == "0.01"
    assert shown_missing(Fraction()) == "0"


@pytest.mark.parametrize("text", ["", "2,5", "-1", "1e3", " 2", "2.", ".5", "1234567", "٣"])
def test_what_is_no_amount(text):
    assert written(text) is None


def test_a_full_bar_means_complete():
    short = told(
        result(
            pathway(rules=[TOTAL, {"id": "p", "type": "diversity", "min": 2}]), award("a", "12")
        )
    )
    assert (short.progress, short.share) == ("1 requirement is not met", Fraction(97, 100))
    assert short.missing == ("Different partners: 1 of 2",)
    full = told(result(pathway(), award("a", "12")))
    assert (full.progress, full.share, full.missing) == ("Complete, with 12 ECTS", 1, ())
    assert full.counted == "12 ECTS count, 10 are required"


def test_alternatives_are_missed_as_a_group():
    slots = [
        {
            "id": one,
            "designation": "optional",
            "match": {"definition": [f"urn:{one}"]},
            "items": {"min": 1},
        }
        for one in "xyz"
    ]
    made = pathway(slots=slots, tree={"op": "atLeast", "n": 2, "of": list("xyz")}, rules=[])
    found = told(result(made, award("x", "3", definition_ids=("urn:x",))))
    assert found.missing == ("“2 of these 3”: 1 more is needed.",)


def test_referred_items_stand_in_the_sentence():
    found = told(result(pathway(), award("a", "10", **unknown_issuer())))
    assert found.progress == "Complete if an advisor accepts what is referred"


def test_a_slot_that_asks_for_nothing_is_not_called_filled_while_it_is_empty():
    free = {"id": "free", "designation": "elective", "credits": {"max": "25"}}
    found = result(pathway(slots=[free], rules=[TOTAL]))
    (slot,) = told(found).tree.children
    assert (slot.state.value, slot.state_words) == ("met", "Optional, nothing placed yet")
    (slot,) = told(result(pathway(slots=[free]), award("a", "3"))).tree.children
    assert slot.state_words == "Filled"


def test_an_unknown_rule_is_named():
    rules = [
        TOTAL,
        {"id": "r", "type": "karma"},
        {"id": "s", "type": "level", "min": 6, "nqf": "DE"},
    ]
    found = told(result(pathway(rules=rules), award("a", "10")))
    assert found.missing == (
        "This version does not know the rule “karma”, so nothing can be complete.",
        "This version does not know “nqf” in the rule “level”, so nothing can be complete.",
    )


def test_titles_come_in_the_language_of_the_person():
    title = [{"lang": "en", "text": "A pathway"}, {"lang": "fi", "text": "Polku"}]
    found = result(pathway(title=title))
    assert [told(found, one).title for one in (("fi",), ("en",), ("fr",))] == [
        "Polku",
        "A pathway",
        "A pathway",
    ]


def test_a_trial_asks_the_same_question_again():
    made = pathway(rules=[TOTAL, {"id": "level", "type": "level", "min": 6, "max": 6}])
    found = result(made, award("a", "10", eqf="7"))
    change = told(found).fixes[0].what_if
    assert change is not None
    assert again(found, change).result == "complete"
    assert found.result == "incomplete"

"""Prior learning goes where the pathway names it as a way; an objection says why."""

from __future__ import annotations

import json

import pytest

from tests.helpers.pathways import document
from tests.wallet.reviews.people import People, inside_of, refused, rpl, sealed_for
from wallet.errors import InputError
from wallet.proofs import papers
from wallet.reviews.decisions import Kind
from wallet.reviews.review import Response

PARTS = [{"id": "any", "designation": "elective"}]


def _asks(two: People, routes: list[str]) -> str:
    """A case on the pathway with a slot of these ways."""
    parts = [{**PARTS[0], **({"routes": routes} if routes else {})}]
    two.learner.add_pathway(json.dumps(document(slots=parts)).encode())
    return two.hand_over()


@pytest.mark.parametrize("routes", [[], ["rpl"], ["automatic", "rpl"]])
def test_prior_learning_goes_where_it_is_a_way(two: People, routes: list[str]) -> None:
    case_id = _asks(two, routes)
    two.advisor.cases_received.decide(case_id, rpl())
    table = two.advisor.cases_received.table(case_id)
    assert table.closed == frozenset()
    assert [one.kind for one in table.draft.decisions] == [Kind.RPL]
    assert "2" in {str(one.credits) for slot in table.result.slots for one in slot.items}


def test_and_nowhere_else(two: People) -> None:
    case_id = _asks(two, ["automatic"])
    desk = two.advisor.cases_received
    assert desk.table(case_id).closed == {"any"}
    with pytest.raises(InputError) as told:
        desk.decide(case_id, rpl())
    assert told.value.facts["member"] == "decisions.slot"
    assert desk.table(case_id).draft.decisions == ()


@pytest.mark.parametrize("text", ["", "  "])
def test_an_objection_without_a_reason_is_refused_from_a_file_too(
    two: People, text: str
) -> None:
    case_id = two.hand_over()
    two.merge(two.review(case_id, sign_off=False))
    sent, desk = two.learner.cases_sent, two.advisor.cases_received
    told = sent.answer(case_id, Response.OBJECTED, "You overlooked my project")
    body, key = papers.bare(inside_of(two.advisor, told.data)), sent._key()
    silent = papers.sign({**body, "text": text}, key.did, key.key, two.clock.now)
    refused("malformed_review", desk.take_answer, sealed_for(two.advisor, silent))
    assert desk.table(case_id).state == "signed"
    agreed = {**body, "text": text, "answer": "countersigned"}
    agreed = papers.sign(agreed, key.did, key.key, two.clock.now)
    assert desk.take_answer(sealed_for(two.advisor, agreed)).text == text

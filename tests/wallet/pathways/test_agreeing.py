"""Making agreements, signing them by turns, and putting half-signed copies together."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.agreements import (
    HOME,
    HOST,
    ID,
    MODULE,
    STRANGER,
    STUDENT,
    Signer,
    raw,
    result,
    signed,
)
from tests.helpers.pathways import TODAY, award, document, why_not
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.pathways import evaluate, read, read_agreement
from wallet.pathways.agreeing import Named, Wanted, make, sign, taken
from wallet.proofs import papers
from wallet.session import Costs, Session

PARTIES = (
    Named(name="Home University", role="home", identifiers=(HOME.did,)),
    Named(name="Host University", role="host", identifiers=(HOST.did,)),
)


def wanted(**changed: Any) -> Wanted:
    members: dict[str, Any] = {
        "title": "Robotics counts as data",
        "parties": PARTIES,
        "modules": ((MODULE, "Robotics"),),
        "slots": ("data",),
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
        "reason": "Both teach the same.",
    }
    return Wanted(**(members | changed))


def made(**changed: Any) -> bytes:
    return make(wanted(**changed), ID, "en", NOW)


def by(data: bytes, *signers: Signer) -> bytes:
    for one in signers:
        data = sign(data, one.did, one.key, NOW)
    return data


def refused(code: str, *arguments: Any, call: Any = sign) -> InputError:
    with pytest.raises(InputError) as told:
        call(*arguments)
    assert told.value.code == code
    return told.value


def test_it_goes_from_party_to_party_until_everybody_has_signed() -> None:
    first = made()
    half = by(first, HOME)
    assert [one.name for one in read_agreement(first, NOW).unsigned] == [
        "Home University",
        "Host University",
    ]
    assert [one.name for one in read_agreement(half, NOW).unsigned] == ["Host University"]
    whole = read_agreement(by(half, HOST), NOW)
    assert whole.unsigned == ()
    assert (whole.reason, whole.valid_until) == ("Both teach the same.", date(2026, 12, 31))
    assert result(whole).result == "complete"


def test_nobody_signs_for_others_or_twice() -> None:
    refused("agreement_not_a_party", made(), STRANGER.did, STRANGER.key, NOW)
    refused("agreement_signed", by(made(), HOME), HOME.did, HOME.key, NOW)
    altered = by(made(), HOME).replace(b"Robotics counts", b"Statistics counts")
    refused("paper_not_genuine", altered, HOST.did, HOST.key, NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"parties": PARTIES[:1]},
        {"parties": (PARTIES[0], PARTIES[0])},
        {"modules": ()},
        {"valid_from": date(2027, 1, 1)},
        {"kind": "learning-agreement"},
        {"kind": "treaty"},
        {"conditions": ({"id": "c", "type": "unheard"},)},
    ],
)
def test_what_makes_no_sense_is_not_made(changed: dict[str, Any]) -> None:
    error = refused("malformed_agreement", wanted(**changed), ID, "en", NOW, call=make)
    assert error.facts["member"]


def test_copies_that_two_parties_signed_apart_are_put_together() -> None:
    ours, theirs = by(made(), HOME), by(made(), HOST)
    first = read_agreement(ours, NOW)
    both, over = taken([first], theirs, NOW)
    assert read_agreement(both, NOW).unsigned == ()
    assert over == (first,)
    again, _ = taken([read_agreement(both, NOW)], ours, NOW)
    assert again == both, "a half-signed copy takes nothing away"
    assert taken([], ours, NOW) == (ours, ())


def test_a_signed_text_is_not_pushed_aside_by_whoever_knows_its_id() -> None:
    kept = read_agreement(by(made(), HOME, HOST), NOW)
    other = made(valid_until=date(2026, 2, 1))
    for one in (other, by(other, HOME), by(other, HOST)):
        assert taken([kept], one, NOW) == (one, ()), "it is kept beside it"
    renewed = by(other, HOST, HOME)
    assert taken([kept], renewed, NOW) == (renewed, (kept,))
    draft = read_agreement(made(), NOW)
    assert taken([draft], other, NOW) == (other, (draft,)), "nobody's word yet"
    signed_by_another = by(other, HOST)
    assert taken([draft], signed_by_another, NOW) == (signed_by_another, ())


def test_whoever_came_first_with_an_id_keeps_nobody_out() -> None:
    """A stranger's agreement under the id that the pathway names, before the owner's own."""
    stranger = (
        Named(name="Stranger", role="home", identifiers=(STRANGER.did,)),
        Named(name="Host University", role="host", identifiers=(HOST.did,)),
    )
    squatter = read_agreement(by(made(parties=stranger), STRANGER, HOST), NOW)
    own = read_agreement(by(made(), HOME, HOST), NOW)
    assert squatter.id == own.id
    assert squatter.key != own.key
    assert result(squatter).result != "complete"
    for both in ((squatter, own), (own, squatter)):
        found = result(*both)
        assert found.result == "complete"
        assert found.slots[0].items[0].route == "automatic"


def test_joined_signatures_still_have_to_hold() -> None:
    kept = read_agreement(by(made(), HOME), NOW)
    forged = json.loads(by(made(), HOST))
    forged["proof"]["proofValue"] = json.loads(by(made(), HOME))["proof"]["proofValue"]
    refused("paper_not_genuine", [kept], json.dumps(forged).encode(), NOW, call=taken)


def test_what_rule_two_misses_is_said() -> None:
    def why(found: Any) -> object:
        (unused,) = found.unused
        return unused.reasons[0].facts["why"]

    assert why(result(signed(HOME))) == "not_signed"
    parties = [
        {"name": "One", "identifiers": [STRANGER.did]},
        {"name": "Host", "identifiers": [HOST.did]},
    ]
    assert why(result(signed(STRANGER, HOST, parties=parties))) == "not_owner"
    assert why(result(signed(HOME, HOST), issuer_id=STRANGER.did)) == "not_issuer"


def test_outside_its_days_it_counts_nothing_and_says_so() -> None:
    late = result(signed(HOME, HOST), award_date=date(2025, 12, 31))
    assert late.result == "incomplete"
    assert why_not(late, "robotics") == ["agreement_other_days"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, "complete"),
        ({"by": (HOME,)}, "complete_if_referred"),
        ({"validUntil": "2026-02-01"}, "incomplete"),
        (None, "incomplete"),
    ],
    ids=["both hold", "one half-signed", "one over", "one missing"],
)
def test_a_slot_that_asks_for_two_agreements_needs_both(second: Any, expected: str) -> None:
    """One that holds does not lend its signatures to another."""
    slot = {"id": "data", "match": {"all": [{"agreement": ID}, {"agreement": "urn:second"}]}}
    owner = {"name": "Home University", "identifiers": [HOME.did]}
    made_of = document(
        owner=owner, slots=[slot], rules=[{"id": "t", "type": "totalCredits", "min": "5"}]
    )
    held = [award("robotics", "5", issuer_id=HOST.did, definition_ids=(MODULE,))]
    agreed = [signed(HOME, HOST)]
    if second is not None:
        members = dict(second)
        agreed.append(signed(*members.pop("by", (HOME, HOST)), id="urn:second", **members))
    found = evaluate(read(json.dumps(made_of).encode()), held, TODAY, agreements=agreed)
    assert found.result == expected


def test_of_two_agreements_the_one_that_holds_is_used() -> None:
    slot = {"id": "data", "match": {"any": [{"agreement": ID}, {"agreement": "urn:second"}]}}
    owner = {"name": "Home University", "identifiers": [HOME.did]}
    made_of = document(
        owner=owner, slots=[slot], rules=[{"id": "t", "type": "totalCredits", "min": "5"}]
    )
    held = [award("robotics", "5", issuer_id=HOST.did, definition_ids=(MODULE,))]
    over = signed(HOME, HOST, validUntil="2026-02-01")
    good = signed(HOME, HOST, id="urn:second")
    for agreed in ((over, good), (good, over)):
        found = evaluate(read(json.dumps(made_of).encode()), held, TODAY, agreements=agreed)
        assert found.result == "complete"


def test_a_signature_from_the_future_is_refused() -> None:
    soon = papers.sign(json.loads(raw()), HOME.did, HOME.key, NOW + timedelta(days=1))
    with pytest.raises(InputError, match="paper_not_genuine"):
        read_agreement(json.dumps(soon).encode(), NOW)


def test_the_student_signs_too_where_it_is_a_learning_agreement() -> None:
    student = Named(name="Lena", role="student", identifiers=(STUDENT.did,))
    data = made(kind="learning-agreement", parties=(*PARTIES, student))
    assert result(read_agreement(by(data, HOME, HOST), NOW)).result == "complete_if_referred"
    agreed = read_agreement(by(data, HOME, HOST, STUDENT), NOW)
    found = result(agreed, learner_ids=frozenset({STUDENT.did}))
    assert [one.route for one in found.slots[0].items] == ["ad-hoc"]


def test_a_wallet_keeps_both_and_tells_them_apart(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    stranger = (Named(name="Stranger", role="home", identifiers=(STRANGER.did,)), PARTIES[1])
    squatter = by(made(parties=stranger), STRANGER, HOST)
    session, _ = Session.create(tmp_path / "W", "correct horse", clock=clock, costs=Costs())
    with session:
        session.add_agreement(squatter)
        session.add_agreement(by(made(), HOME))
        session.add_agreement(by(made(), HOST))
        kept = session.recognition
        assert [one["signatures"] for one in kept.listed()] == ["signed", "signed"]
        refused("ambiguous_agreement", ID, call=kept.file)
        keys = {one["parties"][0]["name"]: one["key"] for one in kept.listed()}
        kept.remove(keys["Stranger"])
        assert [one["key"] for one in kept.listed()] == [keys["Home University"]]
        assert kept.look(kept.file(ID))["parties"][0]["name"] == "Home University"

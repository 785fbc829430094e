"""What an earlier version kept stays listed and counts; what is not read is told as such."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.helpers.issuer import NOW
from tests.helpers.pathways import document
from tests.wallet.reviews.people import PATHWAY, People, refused, rpl
from wallet.encoding import jcs
from wallet.errors import InputError
from wallet.pathways.records import Record
from wallet.reviews import decisions as deciding
from wallet.reviews.decisions import MEMBERS, Kind, Scope
from wallet.reviews.members import Members
from wallet.reviews.review import Response
from wallet.session import Session, unread
from wallet.vault import papers

OLD = "urn:example:old"
SCOPE = Scope(credentials=(), slots=("any",), rules=())


def _damaged(session: Session, table: str, case_id: str) -> None:
    """As if this version did not read that paper: its format has another name."""
    database = session._database
    (data,) = database.one(f"SELECT bytes FROM {table} WHERE case_id = ?", (case_id,)) or (b"",)
    told = {**json.loads(data), "format": "tessera-of-another-day/1"}
    with database.write(NOW):
        database.run(
            f"UPDATE {table} SET bytes = ? WHERE case_id = ?", (jcs.canonical(told), case_id)
        )


def _answered(two: People) -> str:
    case_id = two.hand_over()
    two.advisor.cases_received.decide(case_id, rpl())
    two.merge(two.review(case_id))
    answer = two.learner.cases_sent.answer(case_id, Response.COUNTERSIGNED)
    two.advisor.cases_received.take_answer(answer.data)
    return case_id


def _records(two: People) -> tuple[Record, ...]:
    pathways = two.learner.pathways()
    found = two.learner.cases_sent.decided(pathways)
    return found[PATHWAY].records if found else ()


@pytest.mark.parametrize("table", ["cases", "case_papers"])
def test_one_paper_that_is_not_read_stops_no_other_case(two: People, table: str) -> None:
    sent, received = two.learner.cases_sent, two.advisor.cases_received
    first, second = _answered(two), _answered(two)
    assert len(_records(two)) == 2
    for one in (two.learner, two.advisor):
        _damaged(one, table, second)
    assert [one.case.id for one in sent.cases()] == [first]
    (lost,) = sent.listed()[1]
    assert (lost.id, lost.state, lost.error.code) == (second, "countersigned", "not_this_paper")
    (record,) = _records(two)
    assert [one.kind for one in record.counting] == [Kind.RPL.value]
    assert first in {case.id for case, _ in received.cases()}
    refused("not_this_paper", received.table, second)
    third = two.hand_over()
    since = received.since(received.table(third))
    assert since is not None, "compared with the one that is read"
    sent.remove(second)
    assert sent.listed()[1] == ()


def _kept_earlier(session: Session, **members: object) -> None:
    """A pathway document as a version kept it that refused less."""
    old = {**document(), "id": OLD, **members}
    papers.add_pathway(session._database, OLD, json.dumps(old).encode(), NOW)


def test_one_pathway_that_is_not_read_stops_nothing(two: People) -> None:
    case_id = _answered(two)
    _kept_earlier(two.learner, credit={"unit": "ECVET"})
    assert [one.id for one in two.learner.pathways()] == [PATHWAY]
    assert [one.pathway.id for one in two.learner.evaluate_all()] == [PATHWAY]
    assert [one.case.id for one in two.learner.cases_sent.cases()] == [case_id]
    (lost,) = unread.pathways(two.learner)
    assert (lost.id, lost.error.code) == (OLD, "malformed_pathway")
    refused("unknown_pathway", two.learner.evaluate, OLD)


def test_whose_it_is_cannot_be_told_so_nothing_takes_its_place_but_the_owner_removes_it(
    two: People,
) -> None:
    new = json.dumps({**document(), "id": OLD}).encode()
    _kept_earlier(two.learner, credit={"unit": "ECVET"})
    refused("malformed_pathway", two.learner.add_pathway, new)
    two.learner.remove_pathway(OLD)
    two.learner.add_pathway(new)
    assert unread.pathways(two.learner) == ()


def _read(credits_: str) -> Decimal | None:
    told = {**deciding.to_json(rpl()), "id": deciding.new_id(), "credits": credits_}
    return deciding.read(Members(told, MEMBERS), SCOPE).credits


@pytest.mark.parametrize(
    ("written", "amount"), [("1E+1", "10"), ("1.5E+2", "150"), ("2.5", "2.5")]
)
def test_amounts_that_an_earlier_version_signed_are_read(written: str, amount: str) -> None:
    assert _read(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["1E+4", "1E-9", "1E+999999999", "1e1", "0E+1", "-1E+1"])
def test_others_are_not(written: str) -> None:
    with pytest.raises(InputError, match="malformed_review"):
        _read(written)


def test_half_decided_keeps_every_decision_of_before(two: People) -> None:
    case_id = two.hand_over()
    desk = two.advisor.cases_received
    desk.decide(case_id, rpl("10"))
    database = two.advisor._database
    (kept,) = database.one("SELECT draft FROM cases WHERE case_id = ?", (case_id,)) or ("",)
    with database.write(NOW):
        older = kept.replace('"credits": "10"', '"credits": "1E+1"')
        assert older != kept
        database.run("UPDATE cases SET draft = ? WHERE case_id = ?", (older, case_id))
    assert [one.credits for one in desk.table(case_id).draft.decisions] == [Decimal(10)]
    two.merge(two.review(case_id))

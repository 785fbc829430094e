"""Showing part of a credential with a Data Integrity proof that allows it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers.issuer import NOW, registry
from tests.helpers.keys import Key
from tests.helpers.presenting import HOLDER, ISSUER, KEY, chosen
from tests.helpers.selective import sign_base
from wallet import presenting
from wallet.check_desk import CheckDesk, make_request
from wallet.errors import PresentingError
from wallet.presenting import Note, choices_of, least
from wallet.presenting.request_fields import query_of
from wallet.report import Check, VerdictCode

MANDATORY = ("/issuer", "/validFrom", "/credentialSubject/id")
NAME = "/credentialSubject/achievement/name"


def base(*mandatory, **said):
    said.setdefault("holder", HOLDER)
    document = ISSUER.credential("Data basics", **said)
    return sign_base(document, ISSUER.key, ISSUER.method_id, mandatory or MANDATORY).document


def plan_of(document, reveal=()):
    return presenting.plan(
        [replace(chosen(document), reveal=reveal)], (HOLDER,), recipient="ACME", now=NOW
    )


def test_only_a_derived_proof_of_what_was_chosen_leaves(tmp_path):
    document = base(learner="Ada Lovelace", ects="5")
    plan = plan_of(document, (NAME,))
    (one,) = plan.credentials
    assert Note.PARTS_HIDDEN in one.notes
    assert NAME in {each.pointer for each in one.statements}
    assert NAME not in {each.pointer for each in one.hidden}
    assert any("identityHash" in each.pointer for each in one.hidden)
    data = presenting.encode(plan, KEY, NOW)
    sent = json.loads(data)["verifiableCredential"][0]
    assert [(s.pointer, s.value) for s in one.statements] == list(presenting.leaves(sent))
    assert document["proof"]["proofValue"] not in data.decode()
    for statement in one.hidden:
        assert statement.pointer not in dict(presenting.leaves(sent))
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    (result,) = desk.check([("x", data)], evidence_files=[("r.json", registry([ISSUER]))])
    credential = result.credentials[1]
    form = credential.report.find(Check.FORMAT)
    assert form.reason.value == "conforms"  # what is kept back breaks no standard
    assert "$.credentialSubject.achievement.criteria" in form.facts["not_shown"]
    assert credential.report.find(Check.PROOF).reason.value == "signature_valid"
    assert credential.verdict.code is not VerdictCode.NOT_GENUINE
    assert credential.report.find(Check.HOLDER).reason.value == "holder_key_shown"


def test_showing_all_derives_too():
    document = base(learner="Ada")
    (one,) = plan_of(document, None).credentials
    assert one.hidden == ()
    value = {each.pointer: each.value for each in one.statements}["/proof/proofValue"]
    assert value != document["proof"]["proofValue"]


def test_a_proof_over_the_whole_document_stays_at_home():
    document = base()
    whole = {**document["proof"], "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z3Whole"}
    (one,) = plan_of({**document, "proof": [whole, document["proof"]]}, (NAME,)).credentials
    assert "z3Whole" not in {each.value for each in one.statements}


def test_what_was_derived_before_goes_as_it_is():
    first = plan_of(base(), (NAME,)).credentials[0].secured.document
    (one,) = plan_of(dict(first)).credentials
    assert Note.WHOLE_DOCUMENT in one.notes
    assert one.secured.document == first
    with pytest.raises(PresentingError) as refused:
        plan_of(dict(first), (NAME,))
    assert refused.value.code == "nothing_can_be_hidden"


def test_where_nothing_is_mandatory_what_is_personal_still_stays():
    held = chosen(base("/@context", learner="Ada")).secured
    first = least(choices_of(held))
    assert first
    assert not [one for one in first if "identifier" in one]


def test_a_key_of_somebody_else_is_told():
    other = Key.make("somebody else").did_key
    (one,) = plan_of(base(holder=other)).credentials
    assert Note.ABOUT_ANOTHER_KEY in one.notes


def test_who_asks_for_the_grade_is_shown_whether_it_was_a_pass():
    document = ISSUER.credential("Data basics", holder=HOLDER)
    document["credentialSubject"]["result"] = [
        {"type": ["Result"], "value": "35", "status": "Failed"}
    ]
    held = sign_base(document, ISSUER.key, ISSUER.method_id, MANDATORY).document
    made = make_request(who="ACME Ltd", query=query_of(("title", "grade")))
    asked = presenting.read_request(made.document)
    candidate = presenting.candidate(chosen(held).secured, good=True)
    (pick,) = presenting.propose(asked, [candidate]).picks
    (one,) = plan_of(held, pick.pointers).credentials
    said = {each.value for each in one.statements}
    assert {"35", "Failed"} <= said
    assert "What Data basics teaches." not in said


def test_an_answer_shows_whether_it_is_still_valid(tmp_path):
    """The dates and the status are asked for with the rest: nobody could tell without."""
    said = {"status": ("revocation", "suspension"), "valid_until": NOW + timedelta(days=9)}
    made = make_request(who="ACME Ltd", query=query_of(("title", "outcomes")))
    asked = presenting.read_request(made.document)
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    documents = base("/issuer", "/credentialSubject/id", **said), base()
    known = [("r.json", registry([ISSUER])), *ISSUER.evidence_files()]
    for document in documents:
        candidate = presenting.candidate(chosen(document).secured, good=True)
        (pick,) = presenting.propose(asked, [candidate]).picks
        plan = plan_of(document, pick.pointers)
        told = desk.check([("x", presenting.encode(plan, KEY, NOW))], evidence_files=known)
        shown = {one.pointer.split("/")[1] for one in plan.credentials[0].statements}
        is_stated = "validUntil" in document
        assert ("credentialStatus" in shown) == ("validUntil" in shown) == is_stated
        (_, credential) = told[0].credentials
        assert (credential.verdict.code is VerdictCode.VERIFIED) == is_stated

"""What the preview says before anything leaves, and what is refused."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.presenting import (
    HOLDER,
    KEY,
    OTHER,
    chosen,
    make_plan,
    secured,
    sent,
)
from tests.helpers.sd_jwt import sign, vc_payload
from wallet import intake, presenting
from wallet.errors import PresentingError
from wallet.presenting import Handle, Note
from wallet.presenting.carriage import Carriage
from wallet.presenting.statements import handles_of, leaves, statements_of, subject_ids
from wallet.reasons import Reason
from wallet.report import VerdictCode
from wallet.secured import Format, Secured


@pytest.fixture
def issuer():
    return Issuer("Example University")


def _plan(choice, holders=(HOLDER,), **more):
    more.setdefault("recipient", "ACME")
    more.setdefault("now", NOW)
    return presenting.plan(choice, holders, **more)


def _code(raised):
    return raised.value.code


def test_facts_are_what_is_said_and_machinery_is_apart(issuer):
    plan = make_plan(issuer.issue(holder=HOLDER, learner="Ada Lovelace", ects="5"))
    (shown,) = plan.credentials
    pointers = {one.pointer for one in shown.facts}
    assert "/issuer/name" in pointers
    assert "/credentialSubject/achievement/name" in pointers
    assert "/validFrom" in pointers
    assert not [name for name in pointers if name.startswith(("/proof", "/@context"))]
    assert plan.fact_count == len(shown.facts)
    sensitive = {one.pointer for one in shown.statements if one.sensitive}
    assert "/credentialSubject/id" in sensitive
    assert "/credentialSubject/identifier/0/identityHash" in sensitive
    assert "/issuer/name" not in sensitive


def test_whole_documents_hide_nothing_and_say_so(issuer):
    (shown,) = make_plan(issuer.issue(holder=HOLDER)).credentials
    assert shown.hidden == ()
    assert shown.notes == (Note.WHOLE_DOCUMENT, Note.HOLDER_BOUND)


@pytest.mark.parametrize(
    ("holder", "note"),
    [(HOLDER, Note.HOLDER_BOUND), (OTHER, Note.ABOUT_ANOTHER_KEY), (None, Note.SHOWN_BY_NAME)],
)
def test_binding_is_said(issuer, holder, note):
    (shown,) = make_plan(issuer.issue(holder=holder, learner="Ada")).credentials
    assert note in shown.notes


def test_every_linkable_handle_is_listed(issuer):
    badge = issuer.issue(holder=HOLDER, learner="Ada", status=("revocation",))
    plan = make_plan(badge)
    kinds = [one.kind for one in plan.handles]
    assert kinds[0] is Handle.HOLDER_KEY
    assert set(kinds) == set(Handle)
    values = {one.kind: one.value for one in plan.handles}
    assert values[Handle.SUBJECT_ID] == HOLDER
    assert values[Handle.CREDENTIAL_ID] == badge["id"]
    assert values[Handle.SIGNATURE] == badge["proof"]["proofValue"]
    entry = badge["credentialStatus"]
    where = f"{entry['statusListCredential']}#{entry['statusListIndex']}"
    assert values[Handle.STATUS_ENTRY] == where


def test_handles_of_a_token_are_found_inside_it(issuer):
    token = issuer.issue(suite="vcdm11_jwt", holder=HOLDER)
    values = {one.kind: one.value for one in make_plan(token).handles}
    assert values[Handle.SUBJECT_ID] == HOLDER
    assert values[Handle.SIGNATURE] == token.rpartition(".")[2]


def test_tokens_travel_in_an_envelope_of_their_own_type(issuer):
    types = {"vc+jwt": "application/vc+jwt", "vcdm11_jwt": "application/jwt"}
    for suite, media_type in types.items():
        token = issuer.issue(suite=suite, holder=HOLDER)
        (shown,) = make_plan(token).credentials
        assert shown.carriage is Carriage.ENVELOPED
        assert shown.media_type == media_type
        (inside,) = sent(token)["verifiableCredential"]
        assert inside["id"] == f"data:{media_type},{token}"
    (shown,) = make_plan(issuer.issue(holder=HOLDER)).credentials
    assert shown.media_type is None


def test_the_key_that_credentials_are_bound_to_signs(issuer):
    badge = chosen(issuer.issue(holder=OTHER))
    assert _plan([badge], (HOLDER, OTHER)).holder == OTHER
    assert _plan([badge], (HOLDER,)).holder == HOLDER


def test_an_empty_choice_the_same_twice_and_no_key_are_refused(issuer):
    badge = chosen(issuer.issue(holder=HOLDER))
    for choice, holders, code in (
        ([], (HOLDER,), "nothing_chosen"),
        ([badge, badge], (HOLDER,), "chosen_twice"),
        ([badge], (), "no_holder_key"),
    ):
        with pytest.raises(PresentingError) as refused:
            _plan(choice, holders)
        assert _code(refused) == code


def test_too_many_credentials_are_refused(issuer):
    badge = chosen(issuer.issue(holder=HOLDER))
    with pytest.raises(PresentingError) as refused:
        _plan([badge] * 201)
    assert _code(refused) == "too_many_credentials"


def test_a_forged_credential_is_never_shown_under_the_learners_signature(issuer):
    badge = chosen(
        issuer.issue(holder=HOLDER), VerdictCode.NOT_GENUINE, Reason.SIGNATURE_INVALID
    )
    with pytest.raises(PresentingError) as refused:
        _plan([badge])
    assert _code(refused) == "credential_not_genuine"
    assert refused.value.facts["reason"] == "signature_invalid"


def test_an_unsigned_file_is_refused(issuer):
    with pytest.raises(PresentingError) as refused:
        make_plan(issuer.credential(holder=HOLDER))
    assert _code(refused) == "credential_not_signed"


@pytest.mark.parametrize("suite", ["ecdsa-sd-2023", "bbs-2023"])
def test_a_base_proof_is_never_sent(issuer, suite):
    badge = issuer.issue(holder=HOLDER)
    badge["proof"] = {**badge["proof"], "cryptosuite": suite}
    for proof in (badge["proof"], [issuer.issue(holder=HOLDER)["proof"], badge["proof"]]):
        with pytest.raises(PresentingError) as refused:
            make_plan({**badge, "proof": proof})
        assert _code(refused) == "base_proof_not_shown"


def test_a_presentation_is_not_presented_again(issuer):
    inside = json.dumps(sent(issuer.issue(holder=HOLDER))).encode()
    (presentation,) = intake.read(inside)
    choice = chosen(issuer.issue(holder=HOLDER))
    whole = presenting.Chosen(
        secured=presentation, verdict=choice.verdict, deciding=choice.deciding
    )
    with pytest.raises(PresentingError) as refused:
        _plan([whole])
    assert _code(refused) == "not_a_single_credential"


def test_a_securing_form_that_cannot_travel_is_refused(issuer):
    choice = chosen(issuer.issue(holder=HOLDER))
    jades = Secured(
        format=Format.ELM_3, securing="jades", credential_id="0", document={"id": "x"}
    )
    with pytest.raises(PresentingError) as refused:
        _plan([presenting.Chosen(secured=jades, verdict=choice.verdict,
                                 deciding=choice.deciding)])  # fmt: skip
    assert _code(refused) == "securing_not_shown"


def test_an_sd_jwt_that_is_bound_to_no_key_is_signed_by_nobody(issuer):
    plan = _plan([chosen(sign(issuer, vc_payload(issuer)).shown())])
    assert plan.holder == ""
    assert Note.SHOWN_BY_NAME in plan.credentials[0].notes
    assert not [one for one in plan.handles if one.kind is Handle.HOLDER_KEY]


@pytest.mark.parametrize(
    ("verdict", "note"),
    [
        (VerdictCode.NOT_VALID, Note.NO_LONGER_VALID),
        (VerdictCode.CANNOT_TELL, Note.NOT_JUDGED),
        (VerdictCode.VERIFIED, None),
    ],
)
def test_ended_or_unjudged_credentials_are_allowed_but_said(issuer, verdict, note):
    (shown,) = _plan([chosen(issuer.issue(holder=HOLDER), verdict)]).credentials
    assert shown.notes[2:] == ((note,) if note else ())


def test_an_end_that_has_passed_is_refused(issuer):
    badge = chosen(issuer.issue(holder=HOLDER))
    assert _plan([badge], expires=NOW + timedelta(seconds=1)).expires is not None
    for end in (NOW, NOW - timedelta(days=1)):
        with pytest.raises(PresentingError) as refused:
            _plan([badge], expires=end)
        assert _code(refused) == "already_ended"


def test_typed_text_compares_equal_however_it_was_composed(issuer):
    badge = chosen(issuer.issue(holder=HOLDER))
    one = _plan([badge], recipient="  Cafe\u0301 Ltd\n", nonce=" ")
    assert one.recipient == "Caf\u00e9 Ltd"
    assert one.nonce is None
    with pytest.raises(PresentingError) as refused:
        _plan([badge], recipient="x" * 1001)
    assert _code(refused) == "text_too_long"
    assert refused.value.facts == {"field": "recipient", "limit": 1000}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, min_size=1))
def test_pointers_and_values_are_the_whole_document(document):
    pairs = list(leaves(document))
    assert len({pointer for pointer, _ in pairs}) == len(pairs)
    for pointer, value in pairs:
        found = document
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        assert found == value
        assert type(found) is type(value)
    count = sum(1 for _ in _scalars(document))
    assert count == len(pairs)


def _scalars(value):
    if isinstance(value, dict | list) and value:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _scalars(inner)
    else:
        yield value


@given(st.dictionaries(st.text(), JSON))
def test_odd_documents_are_described_without_a_crash(document):
    odd = Secured(format=Format.UNKNOWN, securing="none", credential_id="0", document=document)
    assert len(statements_of(odd)) == len(list(leaves(document)))
    assert all(isinstance(one.value, str) for one in handles_of(odd))
    assert all(isinstance(one, str) for one in subject_ids(document))


def test_the_ledger_keeps_no_value(issuer):
    badge = issuer.issue("Secret Course", holder=HOLDER, learner="Ada Lovelace")
    plan = make_plan(badge, purpose="a job")
    data = presenting.encode(plan, KEY, NOW)
    carried = presenting.carry(data, "qr")
    entry = presenting.ledger_entry(plan, data, carried, now=NOW, salt=bytes(16))
    kept = presenting.entry_to_json(entry)
    text = json.dumps(kept)
    assert "Secret Course" not in text
    assert badge["proof"]["proofValue"] not in text
    assert presenting.entry_from_json(json.loads(text)) == entry
    assert entry.transport == "qr"
    assert entry.recipient == "ACME Ltd"
    assert entry.purpose == "a job"
    (shown,) = entry.credentials
    assert shown.credential_id == secured(badge).credential_id
    assert [one.pointer for one in shown.statements] == [
        one.pointer for one in plan.credentials[0].statements
    ]


def test_ledger_digests_answer_what_was_shown_and_differ_by_salt(issuer):
    plan = make_plan(issuer.issue(holder=HOLDER))
    data = presenting.encode(plan, KEY, NOW)
    carried = presenting.carry(data, "file")
    one, two = (
        presenting.ledger_entry(plan, data, carried, now=NOW, salt=salt)
        for salt in (bytes(16), b"x" * 16)
    )
    statements = plan.credentials[0].statements
    digests = [each.digest for each in one.credentials[0].statements]
    assert digests == [presenting.statement_digest(each, bytes(16)) for each in statements]
    assert not set(digests) & {each.digest for each in two.credentials[0].statements}

"""Proofs inside a document: which pass, which fail, and what they cover."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.badges import badge
from tests.helpers.keys import Key
from tests.helpers.proving import (
    HOLDER_SETTING,
    ISSUER,
    KEY,
    METHOD,
    SETTING,
    proven,
    refused,
    secured,
)
from tests.helpers.said import NOW
from tests.helpers.signing import (
    DATA_INTEGRITY,
    ED25519_2020,
    OB3,
    SUITE_KINDS,
    V1,
    V2,
    add_proof,
)
from wallet.encoding.multibase import base58_decode, base58_encode
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Outcome

SUITES = [*((suite, kind) for suite, kind in SUITE_KINDS.items()),
          ("ecdsa-rdfc-2019", "P-384"), ("ecdsa-jcs-2019", "P-384")]  # fmt: skip


def signed(
    suite: str = "eddsa-rdfc-2022", key: Key = KEY, document: Any = None, **members: Any
) -> dict[str, Any]:
    body = copy.deepcopy(document) if document else badge()
    if suite == "Ed25519Signature2020":
        body["@context"] = [*body["@context"], ED25519_2020]
    return add_proof(body, key, f"{key.did_key}#{key.multibase}", suite, **members)


# --- each suite ----------------------------------------------------------------------------


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_suite_passes_what_it_signed(suite: str, kind: str) -> None:
    key = Key.make("issuer", kind)
    document = signed(suite, key)
    found = proven(document)
    (fact,) = found.proofs
    assert (fact.suite, fact.outcome, fact.reason) == (
        suite, Outcome.PASSED, Reason.SIGNATURE_VALID)  # fmt: skip
    assert fact.key is not None
    assert (fact.key.jwk, fact.purpose) == (key.jwk, "assertionMethod")
    assert found.document == {k: v for k, v in document.items() if k != "proof"}
    assert found.expanded is not None
    assert found.expanded["@id"] == document["id"]
    assert found.unsigned_members == found.format_problems == ()


@pytest.mark.parametrize("member", ["created", "verificationMethod", "proofPurpose", "nonce"])
@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_option_is_signed(suite: str, kind: str, member: str) -> None:
    key = Key.make("issuer", kind)
    document = signed(suite, key, nonce="abc")
    changed = {
        "created": "2026-09-01T08:00:01Z",
        "verificationMethod": key.did_key,
        "proofPurpose": "authentication",
        "nonce": "abd",
    }
    document["proof"][member] = changed[member]
    assert refused(document).code in {Reason.SIGNATURE_INVALID, Reason.WRONG_PURPOSE}


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_a_signature_has_one_length_and_one_spelling(suite: str, kind: str) -> None:
    document = signed(suite, Key.make("issuer", kind))
    value = document["proof"]["proofValue"]
    raw = base58_decode(value[1:])
    for changed in (
        "z" + base58_encode(raw[:-1]),
        "z" + base58_encode(raw + b"\x00"),
        "z" + base58_encode(bytes(len(raw))),
        "z" + base58_encode(b"\xff" * len(raw)),
        value + " ",
        "u" + value[1:],
        value[1:],
        "z",
        "",
    ):
        document["proof"]["proofValue"] = changed
        failure = refused(document)
        assert failure.code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}
        assert not failure.indeterminate


def test_the_upper_half_of_s_is_as_good_as_the_lower() -> None:
    # FIPS 186-5 and VC-DI-ECDSA ask for no low s; a credential id does not hang on it, as
    # the same claims are proven either way.
    key = Key.make("issuer", "P-256")
    document = signed("ecdsa-rdfc-2019", key)
    raw = base58_decode(document["proof"]["proofValue"][1:])
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    s = order - int.from_bytes(raw[32:], "big")
    document["proof"]["proofValue"] = "z" + base58_encode(raw[:32] + s.to_bytes(32, "big"))
    assert proven(document).reason is Reason.SIGNATURE_VALID
    too_big = int.from_bytes(raw[32:], "big") + order
    if too_big < 2**256:
        value = raw[:32] + too_big.to_bytes(32, "big")
        document["proof"]["proofValue"] = "z" + base58_encode(value)
        assert refused(document).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize(
    ("suite", "kind"),
    [
        ("eddsa-rdfc-2022", "P-256"),
        ("eddsa-jcs-2022", "P-384"),
        ("ecdsa-rdfc-2019", "Ed25519"),
        ("ecdsa-jcs-2019", "Ed25519"),
        ("Ed25519Signature2020", "P-256"),
    ],
)
def test_a_key_of_another_kind_is_refused(suite: str, kind: str) -> None:
    failure = refused(signed(suite, Key.make("issuer", kind)))
    assert (failure.code, failure.indeterminate) == (Reason.ALGORITHM_REFUSED, False)


@pytest.mark.parametrize(
    "named",
    [
        {"cryptosuite": "bbs-1999"},
        {"cryptosuite": None},
        {"cryptosuite": ["eddsa-rdfc-2022"]},
        {"type": "Ed25519Signature2018"},
        {"type": ["DataIntegrityProof"]},
        {"type": "RsaSignature2018", "cryptosuite": None},
    ],
)
def test_an_unknown_suite_cannot_be_judged(named: dict[str, Any]) -> None:
    document = signed()
    document["proof"].update(named)
    failure = refused(document)
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"verificationMethod": None},
        {"verificationMethod": {"id": METHOD}},
        {"proofPurpose": ["assertionMethod"]},
        {"proofPurpose": ""},
        {"created": "2026-09-01"},
        {"created": 1},
        {"expires": "never"},
        {"challenge": 5},
        {"domain": {}},
        {"domain": []},
        {"id": 7},
        {"previousProof": [5]},
        {"proofValue": 5},
    ],
)
def test_a_misshapen_option_fails(changed: dict[str, Any]) -> None:
    document = signed()
    document["proof"].update(changed)
    failure = refused(document)
    assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, False)


@pytest.mark.parametrize("proof", [None, [], 5, "x", [5], [[]]])
def test_what_is_no_proof_proves_nothing(proof: Any) -> None:
    failure = refused({**badge(), "proof": proof})
    assert failure.code in {Reason.NOT_SIGNED, Reason.MALFORMED_PROOF}


# --- dates, purposes, keys -----------------------------------------------------------------


def test_a_proof_from_the_future_fails_beyond_five_minutes() -> None:
    created = "2026-11-21T12:04:00Z"
    assert proven(signed(created=created)).proofs[0].created is not None
    failure = refused(signed(created="2026-11-21T12:06:00Z"))
    assert (failure.code, failure.indeterminate) == (Reason.PROOF_FROM_THE_FUTURE, False)


def test_the_end_of_a_proof_is_handed_on_for_the_validity_check() -> None:
    fact = proven(signed(expires="2026-10-01T00:00:00Z")).proofs[0]
    assert fact.expires is not None
    assert fact.expires < NOW - timedelta(days=50)


def test_challenge_and_domain_are_handed_on() -> None:
    holder = Key.make("holder")
    document = {"@context": [V2], "type": ["VerifiablePresentation"]}
    for domain, told in (("a.example", ("a.example",)), (["a", "b"], ("a", "b"))):
        shown = signed(document=document, key=holder, purpose="authentication",
                       challenge="n-1", domain=domain)  # fmt: skip
        fact = proven(shown, HOLDER_SETTING).proofs[0]
        assert (fact.challenge, fact.domain) == ("n-1", told)


def test_a_proof_for_another_purpose_fails() -> None:
    shown = signed(purpose="authentication")
    assert refused(shown).code == Reason.WRONG_PURPOSE
    assert refused(signed(), HOLDER_SETTING).code == Reason.WRONG_PURPOSE


def test_a_key_without_evidence_cannot_be_judged() -> None:
    document = add_proof(badge(), KEY, "did:web:uni.example#key-1")
    failure = refused(document)
    assert (failure.code, failure.indeterminate) == (Reason.NO_KEY_EVIDENCE, True)


def test_a_key_in_its_own_url_shows_intact_bytes_and_no_owner() -> None:
    document = add_proof(badge(), KEY, f"https://uni.example/issuer#{KEY.multibase}")
    (fact,) = proven(document).proofs
    assert (fact.outcome, fact.reason, fact.key) == (Outcome.PASSED, Reason.UNBOUND, None)
    document["name"] = "Other"
    assert refused(document).code == Reason.SIGNATURE_INVALID


def test_a_presentation_is_never_proven_by_a_key_of_nobody() -> None:
    document = {"@context": [V2], "type": ["VerifiablePresentation"]}
    shown = add_proof(document, KEY, f"https://holder.example/#{KEY.multibase}",
                      purpose="authentication")  # fmt: skip
    failure = refused(shown, HOLDER_SETTING)
    assert (failure.code, failure.indeterminate) == (Reason.NO_KEY_EVIDENCE, True)


# --- proof sets and chains -----------------------------------------------------------------


OTHER = Key.make("notary", "P-256")


def with_two(**second: Any) -> dict[str, Any]:
    first = signed(id="urn:x:1")
    return add_proof(first, OTHER, f"{OTHER.did_key}#{OTHER.multibase}", "ecdsa-rdfc-2019",
                     id="urn:x:2", **second)  # fmt: skip


def test_both_proofs_of_a_set_are_listed() -> None:
    facts = proven(with_two()).proofs
    assert [one.suite for one in facts] == ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"]
    assert {one.outcome for one in facts} == {Outcome.PASSED}


def test_one_broken_proof_spoils_the_set() -> None:
    for position in (0, 1):
        document = with_two()
        document["proof"][position]["created"] = "2026-09-01T08:00:01Z"
        assert refused(document).code == Reason.SIGNATURE_INVALID


def test_further_proofs_of_unknown_kinds_are_told_and_do_no_harm() -> None:
    document = with_two()
    document["proof"].append({"type": "FutureProof2040", "proofValue": "z1"})
    found = proven(document)
    assert found.reason is Reason.OTHER_PROOFS_UNSUPPORTED
    assert [one.outcome for one in found.proofs][-1] is Outcome.INDETERMINATE


def test_a_chain_holds_with_all_that_came_before() -> None:
    document = with_two(previous="urn:x:1")
    assert {one.outcome for one in proven(document).proofs} == {Outcome.PASSED}
    del document["proof"][0]
    failure = refused(document)
    assert (failure.code, failure.indeterminate) == (Reason.BROKEN_PROOF_CHAIN, False)


def test_a_jcs_chain_holds_too() -> None:
    document = add_proof(signed("eddsa-jcs-2022", id="urn:x:1"), KEY, METHOD, "eddsa-jcs-2022",
                         previous=["urn:x:1"])  # fmt: skip
    assert len(proven(document).proofs) == 2
    document["proof"][0]["created"] = "2026-09-01T08:00:01Z"
    assert refused(document).code == Reason.SIGNATURE_INVALID


def test_a_chain_covers_the_proof_before_it() -> None:
    document = with_two(previous="urn:x:1")
    # A fresh and valid first proof by the same issuer is still not the one that was signed.
    document["proof"][0] = signed(id="urn:x:1", created="2026-09-02T08:00:00Z")["proof"]
    assert refused(document).code == Reason.SIGNATURE_INVALID


def test_two_proofs_of_one_name_break_a_chain() -> None:
    document = with_two(previous="urn:x:1")
    document["proof"].append(signed(id="urn:x:1", created="2026-09-02T08:00:00Z")["proof"])
    assert refused(document).code == Reason.BROKEN_PROOF_CHAIN


def test_a_chain_in_a_circle_is_broken() -> None:
    document = with_two(previous="urn:x:1")
    document["proof"][0]["previousProof"] = "urn:x:2"
    assert refused(document).code in {Reason.BROKEN_PROOF_CHAIN, Reason.SIGNATURE_INVALID}
    document["proof"][1]["previousProof"] = "urn:x:2"
    assert refused(document).code in {Reason.BROKEN_PROOF_CHAIN, Reason.SIGNATURE_INVALID}


def test_a_chain_on_an_unknown_proof_cannot_be_judged() -> None:
    unknown = {"type": "DataIntegrityProof", "cryptosuite": "future-2040", "id": "urn:x:0",
               "proofValue": "z1"}  # fmt: skip
    chained = add_proof({**badge(), "proof": [unknown]}, KEY, METHOD, previous="urn:x:0")
    failure = refused(chained)
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


def test_more_proofs_than_anybody_needs_are_refused() -> None:
    document = signed()
    document["proof"] = [document["proof"]] * (LIMITS.proofs + 1)
    assert refused(document).code == Reason.TOO_COMPLEX


# --- what a proof covers -------------------------------------------------------------------


def test_a_member_that_no_context_defines_is_named() -> None:
    document = {**signed(), "grade": "A+"}
    assert proven(document).unsigned_members == ("$.grade",)
    nested = signed()
    nested["credentialSubject"]["achievement"]["grade"] = "A+"
    assert proven(nested).unsigned_members == ("$.credentialSubject.achievement.grade",)


def test_under_jcs_every_member_is_signed() -> None:
    document = signed("eddsa-jcs-2022", document=badge(grade="A+"))
    assert proven(document).unsigned_members == ()
    document["grade"] = "A"
    assert refused(document).code == Reason.SIGNATURE_INVALID


def test_a_context_that_jcs_does_not_cover_is_told_and_cut() -> None:
    document = signed("eddsa-jcs-2022")
    document["@context"] = [*document["@context"], ED25519_2020]
    found = proven(document)
    assert found.format_problems == ((Reason.UNSIGNED_CONTEXT, '$["@context"][2]'),)
    assert found.document["@context"] == [V2, OB3]


def test_a_jcs_context_that_does_not_begin_the_documents_fails() -> None:
    document = signed("eddsa-jcs-2022")
    for context in ([OB3, V2], [V2], V2):
        document["@context"] = context
        failure = refused(document)
        assert (failure.code, failure.indeterminate) == (Reason.UNSIGNED_CONTEXT, False)


def test_an_unknown_context_is_never_passed_over_even_by_jcs() -> None:
    body = badge(**{"@context": [V2, OB3, "https://attacker.example/v1"]})
    failure = refused(signed("eddsa-jcs-2022", document=body))
    assert (failure.code, failure.indeterminate) == (Reason.UNKNOWN_CONTEXT, True)


def test_options_that_the_documents_context_does_not_define_are_not_signed() -> None:
    # VCDM 1.1 without the Data Integrity context: the whole proof would fall out of the graph.
    body = {"@context": [V1], "type": ["VerifiableCredential"], "issuer": ISSUER,
            "credentialSubject": {"id": "urn:x:s"}}  # fmt: skip
    failure = refused(signed(document=body))
    assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, True)
    body["@context"] = [V1, DATA_INTEGRITY]
    assert proven(signed(document=body)).reason is Reason.SIGNATURE_VALID


@pytest.mark.parametrize("securing", ["none", "unsupported"])
def test_without_a_proof_nothing_is_proven(securing: str) -> None:
    failure = refused(secured(badge(), securing))
    assert failure.indeterminate
    assert failure.code in {Reason.NOT_SIGNED, Reason.UNSUPPORTED_PROOF}


def test_an_unknown_form_is_not_proven() -> None:
    assert refused(secured(badge(), "somebody_elses_proof")).code == Reason.UNSUPPORTED_PROOF


def test_what_was_received_is_not_changed() -> None:
    document = with_two(previous="urn:x:1")
    before = copy.deepcopy(document)
    proven(document)
    assert document == before


def test_the_moment_is_the_callers() -> None:
    document = signed(created="2026-09-01T08:00:00Z")
    earlier = replace(SETTING, now=NOW - timedelta(days=365))
    assert refused(document, earlier).code == Reason.PROOF_FROM_THE_FUTURE

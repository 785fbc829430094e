"""``ecdsa-sd-2023``: what a holder may leave out, and what nobody may change."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.badges import MANDATORY, SHOWN, badge
from tests.helpers.keys import Key, b64url
from tests.helpers.proving import HOLDER, SETTING, proven, refused, secured
from tests.helpers.selective import DERIVED, Base, Derived, cbor, sign_base
from tests.helpers.signing import add_proof
from tests.wallet.proofs.bending import ITEMS, check_each_member
from wallet.errors import ProofFailure
from wallet.proofs import check, ecdsa_sd
from wallet.reasons import Reason
from wallet.report import Outcome, Role

KEY = Key.make("issuer", "P-256")
OTHER = Key.make("other", "P-256")
METHOD = f"{KEY.did_key}#{KEY.multibase}"


@cache
def _base() -> Base:
    return sign_base(badge(), KEY, METHOD, MANDATORY)


@pytest.fixture
def base() -> Base:
    return _base()


@pytest.fixture
def derived(base: Base) -> Derived:
    return base.derive(SHOWN)


# --- what passes ----------------------------------------------------------------------------


def test_the_holder_sees_that_every_signature_of_a_base_proof_holds(base: Base) -> None:
    found = proven(base.document, HOLDER)
    (fact,) = found.proofs
    assert (found.reason, found.selective) == (Reason.BASE_PROOF_VALID, False)
    assert (fact.outcome, fact.disclosure) == (Outcome.PASSED, "base")
    assert found.document == {k: v for k, v in base.document.items() if k != "proof"}


def test_a_base_proof_shown_to_anybody_else_fails(base: Base) -> None:
    failure = refused(base.document)
    assert (failure.code, failure.indeterminate) == (Reason.BASE_PROOF_PRESENTED, False)


@pytest.mark.parametrize("role", Role)
def test_a_derived_proof_covers_what_is_shown_and_nothing_else(
    derived: Derived, role: Role
) -> None:
    found = proven(derived.document, replace(SETTING, role=role))
    (fact,) = found.proofs
    assert (found.reason, found.selective) == (Reason.SIGNATURE_VALID, True)
    assert (fact.suite, fact.disclosure) == ("ecdsa-sd-2023", "derived")
    assert found.document == {k: v for k, v in derived.document.items() if k != "proof"}
    assert "name" not in found.document  # the credential's own name was not chosen
    assert found.unsigned_members == found.format_problems == ()


@pytest.mark.parametrize(
    "pointers",
    [(), ("/credentialSubject",), ("/name", "/credentialSubject/creditsEarned"),
     ("/credentialSubject/achievement/criteria",)],
)  # fmt: skip
def test_any_choice_passes(base: Base, pointers: tuple[str, ...]) -> None:
    assert proven(base.derive(pointers).document).selective


@pytest.mark.parametrize("mandatory", [(), ("",), ("/credentialSubject/achievement/tag",)])
def test_any_mandatory_part_passes(mandatory: tuple[str, ...]) -> None:
    made = sign_base(badge(), KEY, METHOD, mandatory)
    assert proven(made.document, HOLDER).reason is Reason.BASE_PROOF_VALID


# --- what fails -----------------------------------------------------------------------------


def test_each_member_shown_is_signed(base: Base, derived: Derived) -> None:
    for document, setting in ((derived.document, SETTING), (base.document, HOLDER)):
        check_each_member(document, setting)


@pytest.mark.parametrize("member", ["created", "verificationMethod", "proofPurpose", "nonce"])
def test_every_option_is_signed(member: str) -> None:
    base = sign_base(badge(), KEY, METHOD, MANDATORY, nonce="abc")
    changes = {
        "created": "2026-09-01T08:00:01Z",
        "verificationMethod": KEY.did_key,
        "proofPurpose": "authentication",
        "nonce": "abd",
    }
    for document, setting in ((base.derive(SHOWN).document, SETTING), (base.document, HOLDER)):
        document["proof"][member] = changes[member]
        failure = refused(document, setting)
        assert failure.code in {Reason.SIGNATURE_INVALID, Reason.WRONG_PURPOSE}


def test_no_statement_is_added_dropped_or_replaced(derived: Derived) -> None:
    added = derived.document
    added["credentialSubject"]["creditsEarned"] = 60
    dropped = derived.document
    del dropped["credentialSubject"]["achievement"]["name"]
    respelled = derived.document
    respelled["credentialSubject"]["achievement"]["tag"][0] = "gold"
    for document in (added, dropped, respelled):
        assert refused(document).code == Reason.SIGNATURE_INVALID


def test_a_signature_of_another_statement_is_none_of_this_one(derived: Derived) -> None:
    made = derived.parts.signatures
    for signatures in (
        (made[1], made[0], *made[2:]),
        made[:-1],
        (*made, made[0]),
        (made[0], made[0], *made[2:]),
        (),
    ):
        failure = refused(derived.with_parts(signatures=signatures))
        assert failure.code == Reason.SIGNATURE_INVALID


def test_what_the_issuer_made_mandatory_cannot_be_left_out(base: Base) -> None:
    derived = base.derive(SHOWN)
    for member in ("credentialStatus", "issuer", "validFrom"):
        document = derived.document
        del document[member]
        assert refused(document).code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}
    # nor by a holder who derives as though less were mandatory
    less = replace(base, parts=replace(base.parts, mandatory=["/issuer", "/validFrom"]))
    document = less.derive(SHOWN).document
    assert "credentialStatus" not in document
    assert refused(document).code == Reason.SIGNATURE_INVALID
    fewer = replace(base.parts, mandatory=["/issuer", "/validFrom"])
    bent = replace(base, parts=fewer).document
    assert refused(bent, HOLDER).code == Reason.SIGNATURE_INVALID


def test_the_places_of_mandatory_statements_are_signed(derived: Derived) -> None:
    places = list(derived.parts.mandatory)
    free = next(one for one in range(len(derived.lines)) if one not in places)
    for wrong in (places[:-1], [*places, free], [*places[:-1], free], []):
        assert refused(derived.with_parts(mandatory=wrong)).code == Reason.SIGNATURE_INVALID
    for malformed in ([*places, places[0]], [*places, len(derived.lines)], [-1], ["0"]):
        assert refused(derived.with_parts(mandatory=malformed)).code == Reason.MALFORMED_PROOF


def test_the_labels_are_those_that_were_signed(derived: Derived) -> None:
    labels = dict(derived.parts.labels or {})
    assert len(labels) > 1
    first, second = list(labels)[:2]
    swapped = {**labels, first: labels[second], second: labels[first]}
    missing = {k: v for k, v in labels.items() if k != first}
    other = {**labels, first: b"\x01" * 32}
    for wrong in (swapped, missing, other):
        assert refused(derived.with_parts(labels=wrong)).code == Reason.SIGNATURE_INVALID
    for malformed in (
        {**labels, first: labels[second]},  # two nodes under one name
        {**labels, first: labels[first][:-1]},
        {**labels, "c14n0": labels[first]},
    ):
        assert refused(derived.with_parts(labels=malformed)).code == Reason.MALFORMED_PROOF


def test_one_node_cannot_be_shown_as_two(base: Base) -> None:
    """What is said of one alignment must not be spread over two, both signed."""
    derived = base.derive(("/credentialSubject/achievement/alignment",))
    document = derived.document
    one = document["credentialSubject"]["achievement"]["alignment"]
    split = [{k: one[0][k]} for k in ("targetName", "targetUrl")]
    document["credentialSubject"]["achievement"]["alignment"] = split
    assert refused(document).code == Reason.SIGNATURE_INVALID


def test_a_proof_does_not_hold_elsewhere(base: Base, derived: Derived) -> None:
    twin = sign_base(badge(name="Hydrology"), KEY, METHOD, MANDATORY)
    moved = {**twin.derive(SHOWN).document, "proof": derived.document["proof"]}
    del moved["validUntil"]
    assert refused(moved).code == Reason.SIGNATURE_INVALID
    assert refused({**twin.document, "proof": base.document["proof"]}, HOLDER).code == (
        Reason.SIGNATURE_INVALID
    )
    # a derived value over the whole document, a base value over a part of it
    as_base = {**derived.document, "proof": base.document["proof"]}
    assert refused(as_base, HOLDER).code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}
    whole = {**base.document, "proof": derived.document["proof"]}
    assert refused(whole).code == Reason.SIGNATURE_INVALID


def test_only_the_named_key_and_the_key_it_signed_count(derived: Derived) -> None:
    document = derived.document
    document["proof"]["verificationMethod"] = f"{OTHER.did_key}#{OTHER.multibase}"
    assert refused(document).code == Reason.SIGNATURE_INVALID
    # a proof key of the attacker's, with signatures of theirs
    import base58  # noqa: PLC0415

    public = base58.b58decode(OTHER.multibase[1:])
    rest = [one for at, one in enumerate(derived.lines) if at not in derived.parts.mandatory]
    forged = tuple(OTHER.sign(one.encode()) for one in rest)
    for key in (public, derived.parts.public_key):
        bent = derived.with_parts(public_key=key, signatures=forged)
        assert refused(bent).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("kind", ["P-384", "Ed25519"])
def test_keys_of_other_kinds_are_refused(kind: str) -> None:
    key = Key.make("issuer", kind)
    made = sign_base(badge(), key, f"{key.did_key}#{key.multibase}", MANDATORY)
    assert refused(made.derive(SHOWN).document).code == Reason.ALGORITHM_REFUSED


def test_a_proof_key_of_another_kind_is_refused(base: Base) -> None:
    import base58  # noqa: PLC0415

    public = base58.b58decode(Key.make("issuer", "P-384").multibase[1:])
    with pytest.raises(ProofFailure) as caught:
        ecdsa_sd._check_each(
            replace(ecdsa_sd.read(_value(base.parts.written())), public_key=public),
            list(base.lines),
        )
    assert caught.value.code == Reason.ALGORITHM_REFUSED


def _value(written: str) -> bytes:
    from wallet.encoding.multibase import multibase_decode  # noqa: PLC0415

    return multibase_decode(written)


def test_a_value_is_spelled_in_one_way(base: Base, derived: Derived) -> None:
    for made, setting in ((derived, SETTING), (base, HOLDER)):
        written = made.parts.written()
        raw = _value(written)
        for value in (
            "z" + written[1:],
            written[1:],
            written + "=",
            "u",
            "u" + b64url(raw[:-1]),
            "u" + b64url(raw + b"\x00"),
            "u" + b64url(b"\xd9\x5d\x02" + raw[3:]),
            "u" + b64url(DERIVED),
            "u" + b64url(DERIVED + cbor([b"", b"", []])),
            "u" + b64url(DERIVED + cbor([b"a", b"b", [b"c"], {}, []])),
            "u" + b64url(DERIVED + cbor({1: 2})),
            "u" + b64url((DERIVED if raw[2] == 0 else b"\xd9\x5d\x00") + raw[3:]),
        ):
            document = made.document
            document["proof"]["proofValue"] = value
            failure = refused(document, setting)
            assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, False)


@pytest.mark.parametrize("changed", [b"", b"\x00" * 64, b"\x01" * 63, b"\xff" * 64])
def test_a_base_signature_that_is_none(derived: Derived, changed: bytes) -> None:
    failure = refused(derived.with_parts(base_signature=changed))
    assert failure.code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}
    assert not failure.indeterminate


@pytest.mark.parametrize(
    "pointer", ["/nothing", "issuer", "/issuer/name/x", "/type/9", "/type/x", "/type/01"]
)
def test_a_pointer_to_nothing_is_malformed(base: Base, pointer: str) -> None:
    bent = replace(base, parts=replace(base.parts, mandatory=[pointer])).document
    assert refused(bent, HOLDER).code == Reason.MALFORMED_PROOF


def test_a_word_that_no_context_knows_is_named_as_unsigned(derived: Derived) -> None:
    found = proven({**derived.document, "honours": "with distinction"})
    assert found.unsigned_members == ("$.honours",)


# --- beside other proofs --------------------------------------------------------------------


def test_a_proof_added_by_anybody_hides_nothing(derived: Derived) -> None:
    """Who leaves out the status cannot make up for it with a signature of their own."""
    document = add_proof(derived.document, OTHER, f"{OTHER.did_key}#{OTHER.multibase}",
                         "ecdsa-rdfc-2019")  # fmt: skip
    assert proven(document).selective


def test_a_chain_is_not_judged(derived: Derived) -> None:
    document = derived.document
    document["proof"] = [{**document["proof"], "id": "urn:x:1"}, document["proof"]]
    document["proof"][1] = {**document["proof"][1], "previousProof": "urn:x:1"}
    failure = refused(document)
    assert failure.code in {Reason.UNSUPPORTED_PROOF, Reason.SIGNATURE_INVALID}


# --- any input ------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xd9\x5d\x00", b"\xd9\x5d\x01"]))
def test_any_value_is_refused(data: bytes, header: bytes) -> None:
    document = _base().document
    document["proof"]["proofValue"] = "u" + b64url(header + data)
    assert refused(document, HOLDER).code == Reason.MALFORMED_PROOF


@given(st.lists(ITEMS, min_size=5, max_size=5), st.sampled_from([b"\x00", b"\x01"]))
def test_any_cbor_is_refused(items: list[Any], form: bytes) -> None:
    document = _base().document
    document["proof"]["proofValue"] = "u" + b64url(b"\xd9\x5d" + form + cbor(items))
    failure = refused(document, HOLDER)
    assert failure.code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}


@given(st.lists(st.text(alphabet="/~01aissuer", max_size=12), max_size=3))
def test_any_pointers_are_judged(pointers: list[str]) -> None:
    made = _base()
    bent = replace(made, parts=replace(made.parts, mandatory=pointers)).document
    with pytest.raises(ProofFailure):
        check(secured(bent), HOLDER)

"""``bbs-2023``: what a holder may leave out, and what nobody may change."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from tests.helpers.badges import MANDATORY, SHOWN, badge
from tests.helpers.bbs import sign_bbs
from tests.helpers.keys import Key, b64url
from tests.helpers.proving import HOLDER, SETTING, proven, refused
from tests.helpers.selective import cbor, sign_base
from tests.helpers.signing import add_proof
from tests.wallet.proofs.bbs_shown import (
    DERIVED,
    KEY,
    OTHER,
    base_proof,
    derived,
    told_by,
    with_parts,
)
from tests.wallet.proofs.bending import check_each_member
from wallet.encoding.multibase import multibase_decode
from wallet.errors import InputError, ProofFailure
from wallet.proofs.deriving import derive, disclosable
from wallet.reasons import Reason
from wallet.report import Outcome, Role

# --- what passes ----------------------------------------------------------------------------


def test_the_holder_sees_that_a_base_proof_holds() -> None:
    found = proven(base_proof().document, HOLDER)
    (fact,) = found.proofs
    assert (found.reason, found.selective) == (Reason.BASE_PROOF_VALID, False)
    assert (fact.suite, fact.outcome, fact.disclosure) == ("bbs-2023", Outcome.PASSED, "base")


def test_a_base_proof_shown_to_anybody_else_fails() -> None:
    failure = refused(base_proof().document)
    assert (failure.code, failure.indeterminate) == (Reason.BASE_PROOF_PRESENTED, False)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("chosen", [(), SHOWN, ("/credentialSubject",), ("",)])
def test_any_choice_passes(role: Role, chosen: tuple[str, ...]) -> None:
    document = derived(chosen)
    found = proven(document, replace(SETTING, role=role))
    (fact,) = found.proofs
    assert (found.reason, found.selective) == (Reason.SIGNATURE_VALID, True)
    assert fact.disclosure == "derived"
    assert found.document == {k: v for k, v in document.items() if k != "proof"}
    assert found.unsigned_members == found.format_problems == ()


@pytest.mark.parametrize("mandatory", [("",), ("/credentialSubject/achievement/tag",)])
def test_any_mandatory_part_passes(mandatory: tuple[str, ...]) -> None:
    base = sign_bbs(badge(), KEY, mandatory)
    assert proven(base.document, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert proven(derive(base.document, [])).selective


def test_with_nothing_mandatory_something_has_to_be_chosen() -> None:
    base = sign_bbs(badge(), KEY)
    assert proven(base.document, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert proven(derive(base.document, ["/issuer"])).selective
    with pytest.raises(InputError) as caught:
        derive(base.document, [])
    assert caught.value.code == "nothing_to_show"


def test_the_same_is_shown_as_with_the_other_suite() -> None:
    key = Key.make("issuer", "P-256")
    other = sign_base(badge(), key, f"{key.did_key}#{key.multibase}", MANDATORY).document
    assert disclosable(base_proof().document) == disclosable(other)
    shown = derive(other, SHOWN)
    assert {**derived(), "proof": None} == {**shown, "proof": None}


def test_of_two_base_proofs_the_one_that_links_less_is_used() -> None:
    key = Key.make("issuer", "P-256")
    other = sign_base(badge(), key, f"{key.did_key}#{key.multibase}", MANDATORY).document
    both = {**base_proof().document, "proof": [other["proof"], base_proof().document["proof"]]}
    assert len(proven(both, HOLDER).proofs) == 2
    assert derive(both, SHOWN)["proof"]["cryptosuite"] == "bbs-2023"


def test_what_the_holder_binds_the_proof_to_is_read_from_it() -> None:
    (fact,) = proven(derived(header=b"challenge")).proofs
    assert fact.presentation_header == b"challenge"


# --- what fails -----------------------------------------------------------------------------


def test_each_member_shown_is_signed() -> None:
    for document, setting in ((derived(), SETTING), (base_proof().document, HOLDER)):
        check_each_member(document, setting)


@pytest.mark.parametrize("member", ["created", "verificationMethod", "proofPurpose", "nonce"])
def test_every_option_is_signed(member: str) -> None:
    base = sign_bbs(badge(), KEY, MANDATORY, nonce="abc")
    changes = {
        "created": "2026-09-01T08:00:01Z",
        "verificationMethod": KEY.did_key,
        "proofPurpose": "authentication",
        "nonce": "abd",
    }
    for made, setting in ((derive(base.document, SHOWN), SETTING), (base.document, HOLDER)):
        document = copy.deepcopy(dict(made))
        document["proof"][member] = changes[member]
        failure = refused(document, setting)
        assert failure.code in {Reason.SIGNATURE_INVALID, Reason.WRONG_PURPOSE}


def test_no_statement_is_added_dropped_or_replaced() -> None:
    added, dropped, respelled = derived(), derived(), derived()
    added["credentialSubject"]["creditsEarned"] = 60
    del dropped["credentialSubject"]["achievement"]["name"]
    respelled["credentialSubject"]["achievement"]["tag"][0] = "gold"
    for document in (added, dropped, respelled):
        assert refused(document).code == Reason.SIGNATURE_INVALID


def test_what_the_issuer_made_mandatory_cannot_be_left_out() -> None:
    for member in MANDATORY:
        document = derived()
        del document[member[1:]]
        assert refused(document).code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}
    # nor by a holder who derives as though less were mandatory
    less = replace(base_proof(), mandatory=["/issuer", "/validFrom"]).document
    document = dict(derive(less, SHOWN))
    assert "credentialStatus" not in document
    assert refused(document).code == Reason.SIGNATURE_INVALID
    assert refused(less, HOLDER).code == Reason.SIGNATURE_INVALID


def test_statements_are_shown_at_the_index_they_were_signed_at() -> None:
    document = derived()
    indexes = list(told_by(document).indexes)
    free = next(one for one in range(99) if one not in indexes)
    for wrong in (
        indexes[::-1],
        [*indexes[1:], indexes[0]],
        [free, *indexes[1:]],
        indexes[:-1],
        [*indexes, free],
        [],
    ):
        assert refused(with_parts(document, indexes=wrong)).code == Reason.SIGNATURE_INVALID
    for malformed in (
        [indexes[0], *indexes[:-1]],
        [*indexes[:-1], 10**6],
        [*indexes[:-1], "0"],
    ):
        assert refused(with_parts(document, indexes=malformed)).code == Reason.MALFORMED_PROOF


def test_the_places_of_mandatory_statements_are_signed() -> None:
    document = derived()
    places = sorted(told_by(document).mandatory_indexes)
    for wrong in (places[:-1], [*places[1:]], []):
        assert refused(with_parts(document, mandatory=wrong)).code == Reason.SIGNATURE_INVALID
    for malformed in ([*places, places[0]], [*places, 10**6], [-1], ["0"], {0: 1}):
        assert refused(with_parts(document, mandatory=malformed)).code == Reason.MALFORMED_PROOF


def test_the_labels_are_those_that_were_signed() -> None:
    document = derived()
    labels = {int(c14n[4:]): int(b[1:]) for c14n, b in told_by(document).labels.items()}
    assert len(labels) > 1
    first, second = list(labels)[:2]
    swapped = {**labels, first: labels[second], second: labels[first]}
    missing = {k: v for k, v in labels.items() if k != first}
    for wrong in (swapped, missing, {**labels, first: 77}):
        assert refused(with_parts(document, labels=wrong)).code == Reason.SIGNATURE_INVALID
    for malformed in ({**labels, first: labels[second]}, {**labels, first: b"b"}, {"a": 1}):
        assert refused(with_parts(document, labels=malformed)).code == Reason.MALFORMED_PROOF


def test_another_header_is_another_proof() -> None:
    document = derived(header=b"for you")
    for header in (b"for you too", b"", b"for yov"):
        assert refused(with_parts(document, header=header)).code == Reason.SIGNATURE_INVALID
    assert refused(with_parts(document, header="for you")).code == Reason.MALFORMED_PROOF


def test_a_proof_does_not_hold_elsewhere() -> None:
    twin = sign_bbs(badge(name="Hydrology"), KEY, MANDATORY)
    document = derived()
    moved = {**derive(twin.document, [*SHOWN, "/name"]), "proof": document["proof"]}
    assert refused(moved).code == Reason.SIGNATURE_INVALID
    # the same statements shown of a credential whose hidden name is another: still its own
    same = {**derive(twin.document, SHOWN), "proof": document["proof"]}
    assert proven(same).selective
    assert refused({**twin.document, "proof": base_proof().document["proof"]}, HOLDER).code == (
        Reason.SIGNATURE_INVALID
    )
    whole = {**base_proof().document, "proof": document["proof"]}
    assert refused(whole).code == Reason.SIGNATURE_INVALID
    part = {**document, "proof": base_proof().document["proof"]}
    assert refused(part, HOLDER).code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}


def test_parts_of_two_proofs_make_none() -> None:
    """Each is good; the points of one with the numbers of another are not."""
    one, other = told_by(derived()).proof, told_by(derived()).proof
    assert one != other
    for cut in (48, 96, 144, 176, len(one) - 32):
        mixed = one[:cut] + other[cut:]
        assert refused(with_parts(derived(), proof=mixed)).code == Reason.SIGNATURE_INVALID


def test_only_the_named_key_counts() -> None:
    document = derived()
    document["proof"]["verificationMethod"] = OTHER.method
    assert refused(document).code == Reason.SIGNATURE_INVALID
    # a base proof that brings another key or header than it was signed with
    for bent in (
        replace(base_proof(), public=OTHER.public),
        replace(base_proof(), header=bytes(64)),
        replace(base_proof(), header=base_proof().header + b"\0"),
    ):
        assert refused(bent.document, HOLDER).code == Reason.SIGNATURE_INVALID
    forged = sign_bbs(badge(), OTHER, MANDATORY).document
    forged["proof"]["verificationMethod"] = KEY.method
    assert refused(forged, HOLDER).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize("kind", ["P-256", "Ed25519"])
def test_keys_of_other_kinds_are_refused(kind: str) -> None:
    key = Key.make("issuer", kind)
    for document, setting in ((derived(), SETTING), (base_proof().document, HOLDER)):
        document["proof"] = {
            **document["proof"],
            "verificationMethod": f"{key.did_key}#{key.multibase}",
        }
        assert refused(document, setting).code == Reason.ALGORITHM_REFUSED


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_its_keys_are_of_no_use_to_other_suites(suite: str) -> None:
    document = add_proof(badge(), Key.make("x", "P-256"), KEY.method, suite)
    failure = refused(document)
    assert (failure.code, failure.indeterminate) == (Reason.ALGORITHM_REFUSED, False)


@pytest.mark.parametrize("kind", range(4, 10))
def test_holder_binding_and_pseudonyms_are_not_judged(kind: int) -> None:
    document = replace(base_proof(), kind=bytes([0xD9, 0x5D, kind])).document
    for setting in (SETTING, HOLDER):
        failure = refused(document, setting)
        assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)
    with pytest.raises(ProofFailure) as caught:
        derive(document, SHOWN)
    assert caught.value.indeterminate


def test_a_value_is_spelled_in_one_way() -> None:
    for document, setting in ((derived(), SETTING), (base_proof().document, HOLDER)):
        written = document["proof"]["proofValue"]
        raw = multibase_decode(written)
        for value in (
            "z" + written[1:],
            written[1:],
            written + "=",
            "u",
            "u" + b64url(raw[:-1]),
            "u" + b64url(raw + b"\x00"),
            "u" + b64url(b"\xd9\x5d\x0a" + raw[3:]),
            "u" + b64url(b"\xd9\x5d\x00" + raw[3:]),
            "u" + b64url(DERIVED),
            "u" + b64url(DERIVED + cbor([b"", {}, [], []])),
            "u" + b64url(DERIVED + cbor([b"a", {}, [], [], "x"])),
            "u" + b64url((DERIVED if raw[2] == 2 else b"\xd9\x5d\x02") + raw[3:]),
        ):
            bent = copy.deepcopy(document)
            bent["proof"]["proofValue"] = value
            failure = refused(bent, setting)
            assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, False)


def test_a_key_with_its_prefix_in_a_base_proof_is_the_same_key() -> None:
    base = replace(base_proof(), public=b"\xeb\x01" + KEY.public)
    assert proven(base.document, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert proven(derive(base.document, SHOWN)).selective

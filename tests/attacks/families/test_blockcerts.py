"""Blockcerts: a Merkle path binds nobody, and a transaction only whoever signed it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.helpers.blockcerts import AnchoringIssuer, mined, signed_transaction, size, tx_id
from tests.helpers.files import tampered, to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from wallet.encoding import bitcoin
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.trust import read_evidence

BLOCK = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture
def issuer() -> AnchoringIssuer:
    return AnchoringIssuer()


@pytest.fixture
def easy_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks as easy as those of a chain on one computer: no test mines a real one."""
    monkeypatch.setattr(bitcoin, "_EASIEST", 1 << 255)


def held(
    issuer: AnchoringIssuer, *more: dict[str, Any], source: Source = Source.CALLER
) -> Evidence:
    evidence, refused = read_evidence(
        issuer.evidence_files(*more), source=source, received_at=NOW
    )
    assert not refused
    registry = IssuerRegistry(
        name="Universities",
        issuers={issuer.url: RegistryIssuer(id=issuer.url, name=issuer.name)},
        origin=Origin(source=Source.ACCEPTED, name="r", sha256="0", received_at=NOW),
    )
    return replace(evidence, registries=(registry,))


def key_of(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.ISSUER_KEY)
    return finding.outcome, finding.reason


@pytest.mark.parametrize("version", [2, 3])
def test_with_its_transaction_and_block_a_listed_issuers_certificate_is_verified(
    issuer: AnchoringIssuer, version: int, easy_blocks: None
) -> None:
    del easy_blocks
    if version == 2:
        sealed, transaction = issuer.seal_2(issuer.certificate_2(), at=BLOCK)
    else:
        sealed, transaction = issuer.seal_3(issuer.credential_3(), at=BLOCK)
    one = judged(sealed, held(issuer, transaction))
    assert one.verdict.code is VerdictCode.VERIFIED, one.verdict.deciding
    assert found(one, Check.PROOF).reason is Reason.MERKLE_PATH_HOLDS
    assert found(one, Check.ISSUER_KEY).facts["proven_on"] == "2026-02-02T00:00:00Z"
    assert one.view is not None
    assert one.view.awards[0].title[0].text == "Data basics"
    assert one.view.learner.names[0].text == "Sam Salmon"


def test_without_the_transaction_nobody_can_say_who_sealed_it(issuer: AnchoringIssuer) -> None:
    sealed, _ = issuer.seal_2(issuer.certificate_2())
    one = judged(sealed, held(issuer))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert key_of(one) == (Outcome.INDETERMINATE, Reason.ANCHOR_NOT_SEEN)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/id", "urn:uuid:5b4c1b1e-8a3c-4f34-a4a6-0a2f4b6c8d99"),
        ("/recipient/identity", "eve@learner.example"),
        ("/recipientProfile/name", "Eve"),
        ("/badge/name", "Doctor of Data"),
        ("/badge/issuer/id", "https://famous.example/issuer.json"),
        ("/issuedOn", "2020-02-01T09:00:00+00:00"),
        ("/expires", "2099-01-01T00:00:00Z"),
        ("/signature/targetHash", "00" * 32),
        ("/signature/merkleRoot", "00" * 32),
        ("/signature/proof", []),
    ],
)
def test_each_member_of_version_2_is_covered(
    issuer: AnchoringIssuer, pointer: str, value: Any
) -> None:
    sealed, transaction = issuer.seal_2(issuer.certificate_2())
    one = judged(tampered(sealed, pointer, value), held(issuer, transaction))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/id", "urn:uuid:1c9a3a52-6f39-4d9e-9d2a-9b0f43c4f999"),
        ("/issuer", "https://famous.example/issuer.json"),
        ("/validFrom", "2020-01-01T00:00:00Z"),
        ("/validUntil", "2099-01-01T00:00:00Z"),
        ("/credentialSubject/name", "Eve"),
        ("/credentialSubject/claim/name", "Doctor of Data"),
    ],
)
def test_each_member_of_version_3_is_covered(
    issuer: AnchoringIssuer, pointer: str, value: Any
) -> None:
    sealed, transaction = issuer.seal_3(issuer.credential_3())
    one = judged(tampered(sealed, pointer, value), held(issuer, transaction))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_member_that_no_context_defines_is_told_as_unsigned(issuer: AnchoringIssuer) -> None:
    sealed, transaction = issuer.seal_2(issuer.certificate_2())
    one = judged({**sealed, "grade": "A+"}, held(issuer, transaction))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_MEMBERS


def test_a_known_name_may_not_be_given_another_meaning(issuer: AnchoringIssuer) -> None:
    contexts = [*issuer.certificate_2()["@context"], {"description": "http://schema.org/note"}]
    sealed, transaction = issuer.seal_2(issuer.certificate_2(**{"@context": contexts}))
    one = judged(sealed, held(issuer, transaction))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_CONTEXT
    assert one.verdict.code is not VerdictCode.VERIFIED


def test_a_root_that_anybody_anchored_is_not_the_issuers(issuer: AnchoringIssuer) -> None:
    sealed, transaction = issuer.seal_2(
        issuer.certificate_2(), pays=Key.make("eve", "secp256k1")
    )
    one = judged(sealed, held(issuer, transaction))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.verdict.deciding.reason is Reason.KEY_OF_ANOTHER


def test_a_transaction_with_another_root_contradicts(issuer: AnchoringIssuer) -> None:
    sealed, _ = issuer.seal_2(issuer.certificate_2())
    other = issuer.transaction(bytes(32))
    forged = copy.deepcopy(sealed)
    forged["signature"]["anchors"][0]["sourceId"] = tx_id(other)
    one = judged(forged, held(issuer, other))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.verdict.deciding.reason is Reason.ANCHOR_CONTRADICTS


def test_bytes_that_look_like_a_signature_show_no_signer(issuer: AnchoringIssuer) -> None:
    """Whoever makes an output that anything spends may put the issuer's key beside it."""
    fake = b"\x30" + b"\x07" * 70 + b"\1"
    script = size(len(fake)) + fake + size(len(issuer.public)) + issuer.public
    sealed, transaction = issuer.seal_2(issuer.certificate_2(), script=script)
    one = judged(sealed, held(issuer, transaction))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
    assert one.verdict.deciding.reason is Reason.KEY_OF_ANOTHER


def test_a_signature_over_part_of_a_transaction_shows_no_signer() -> None:
    raw = bitcoin.read(signed_transaction(Key.make("x", "secp256k1"), b"\x6a\x01\x00"))
    assert bitcoin.signers(raw)
    script = bytearray(raw.inputs[0].script)
    script[script[0]] = 2  # SIGHASH_NONE: the outputs are anybody's
    loose = replace(raw, inputs=(replace(raw.inputs[0], script=bytes(script)),))
    assert not bitcoin.signers(loose)


@pytest.mark.parametrize("chain", ["bitcoinTestnet", "bitcoinRegtest", "mocknet"])
def test_a_test_chain_shows_nothing(issuer: AnchoringIssuer, chain: str) -> None:
    sealed, transaction = issuer.seal_2(issuer.certificate_2(), chain=chain)
    one = judged(sealed, held(issuer, transaction))
    assert key_of(one) == (Outcome.INDETERMINATE, Reason.ANCHOR_OF_TEST_CHAIN)


def test_an_address_of_the_test_chain_is_no_address_of_the_main_chain(
    issuer: AnchoringIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = issuer.profile(version=0x6F)
    monkeypatch.setattr(AnchoringIssuer, "profile", lambda _self: profile)
    sealed, transaction = issuer.seal_2(issuer.certificate_2())
    assert key_of(judged(sealed, held(issuer, transaction)))[0] is Outcome.FAILED


@pytest.mark.parametrize(
    ("since", "revoked", "at", "expected"),
    [
        ("2026-03-01T00:00:00Z", None, BLOCK, (Outcome.FAILED, Reason.KEY_NOT_YET_LISTED)),
        (
            "2024-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            BLOCK,
            (Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING),
        ),
        (
            "2024-01-01T00:00:00Z",
            "2026-06-01T00:00:00Z",
            BLOCK,
            (Outcome.PASSED, Reason.KEY_RETIRED_LATER),
        ),
        (
            "2024-01-01T00:00:00Z",
            "2026-06-01T00:00:00Z",
            None,
            (Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME),
        ),
        ("not a date", None, BLOCK, (Outcome.INDETERMINATE, Reason.CONFLICTING_EVIDENCE)),
    ],
)
def test_keys_count_at_the_blocks_time(
    since: str,
    revoked: str | None,
    at: datetime | None,
    expected: tuple[Outcome, Reason],
    easy_blocks: None,
) -> None:
    del easy_blocks
    issuer = AnchoringIssuer(listed_since=since, revoked_on=revoked)
    sealed, transaction = issuer.seal_2(issuer.certificate_2(), at=at)
    assert key_of(judged(sealed, held(issuer, transaction))) == expected


def test_a_block_that_came_with_the_file_shows_no_time(easy_blocks: None) -> None:
    del easy_blocks
    issuer = AnchoringIssuer(revoked_on="2026-06-01T00:00:00Z")
    sealed, transaction = issuer.seal_2(issuer.certificate_2(), at=BLOCK)
    vouched = held(issuer)
    carried = held(issuer, transaction, source=Source.CARRIED)
    evidence = replace(vouched, transactions=carried.transactions)
    assert key_of(judged(sealed, evidence))[1] is Reason.KEY_ENDED_NO_PROOF_OF_TIME


def test_a_block_that_cost_nothing_shows_no_time(issuer: AnchoringIssuer) -> None:
    raw = signed_transaction(issuer.key, b"\x6a\x01\x00")
    read = bitcoin.read(raw)
    header = mined(bitcoin.double(raw), BLOCK)
    assert bitcoin.block_time(read, header, (), 0) is None


def test_the_first_block_of_all_shows_its_time() -> None:
    """Bitcoin's first block, 3 January 2009: real work under the real difficulty."""
    headline = b"The Times 03/Jan/2009 Chancellor on brink of second bailout for banks"
    script = bytes.fromhex("04ffff001d0104") + bytes([len(headline)]) + headline
    key = bytes.fromhex(
        "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6"
        "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f"
    )
    lock = size(len(key)) + key + b"\xac"
    raw = (
        bytes.fromhex("01000000")
        + size(1)
        + bytes(32)
        + b"\xff" * 4
        + size(len(script))
        + script
        + b"\xff" * 4
        + size(1)
        + (50 * 10**8).to_bytes(8, "little")
        + size(len(lock))
        + lock
        + bytes(4)
    )
    read = bitcoin.read(raw)
    header = (
        bytes.fromhex("01000000")
        + bytes(32)
        + bytes.fromhex(read.id)[::-1]
        + bytes.fromhex("29ab5f49ffff001d1dac2b7c")
    )
    first = datetime(2009, 1, 3, 18, 15, 5, tzinfo=UTC)
    assert bitcoin.block_time(read, header, (), 0) == first
    assert bitcoin.block_time(read, header[:-1] + b"\0", (), 0) is None
    assert bitcoin.block_time(read, header, ("00" * 32,), 0) is None


def test_a_path_alone_replaces_no_signature(issuer: AnchoringIssuer) -> None:
    """A Merkle path is free: it may not stand in for the signature that was taken out."""
    university = Issuer("University", method="did:web")
    badge = university.issue("Data basics")
    badge.pop("proof")
    sealed, _ = issuer.seal_3(badge)
    evidence, _ = read_evidence(
        university.evidence_files(), source=Source.CALLER, received_at=NOW
    )
    one = judged(sealed, evidence)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert not one.report.issuer_names


def test_a_path_beside_a_signature_takes_nothing_away(issuer: AnchoringIssuer) -> None:
    university = Issuer("University")
    badge = university.issue("Data basics")
    proof = badge.pop("proof")
    sealed, _ = issuer.seal_3(badge)
    one = judged({**badge, "proof": [proof, sealed["proof"]]}, Evidence())
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_AUTHORISED


def test_revoked_certificates_are_not_valid(issuer: AnchoringIssuer) -> None:
    issuer.revoked = [{"id": issuer.certificate_2()["id"], "revocationReason": "Error"}]
    sealed, transaction = issuer.seal_2(issuer.certificate_2())
    one = judged(sealed, held(issuer, transaction))
    assert one.verdict.code is VerdictCode.NOT_VALID
    assert one.verdict.deciding.reason is Reason.REVOKED


def test_an_expired_certificate_is_not_valid(issuer: AnchoringIssuer) -> None:
    sealed, transaction = issuer.seal_2(issuer.certificate_2(expires="2026-03-01T00:00:00Z"))
    one = judged(sealed, held(issuer, transaction))
    assert one.verdict.deciding.reason is Reason.EXPIRED


def test_the_profile_inside_the_certificate_is_no_evidence(issuer: AnchoringIssuer) -> None:
    document = issuer.certificate_2()
    document["badge"]["issuer"] = issuer.profile()
    sealed, transaction = issuer.seal_2(document)
    evidence, _ = read_evidence(
        [("t.json", to_bytes(transaction))], source=Source.CALLER, received_at=NOW
    )
    one = judged(sealed, evidence)
    assert key_of(one) == (Outcome.INDETERMINATE, Reason.NO_KEY_EVIDENCE)


@pytest.mark.parametrize(
    "broken",
    [
        {"transaction": "zz"},
        {"transaction": ""},
        {"transaction": "00" * 60},
        {"transaction": 5},
        {"block": []},
        {"block": {"header": "00", "merkle": [1], "pos": 0}},
        {"block": {"header": "00", "merkle": [], "pos": "0"}},
        {"block": {"header": "zz", "merkle": [], "pos": 0}},
    ],
)
def test_broken_transactions_are_refused(
    issuer: AnchoringIssuer, broken: dict[str, Any]
) -> None:
    good = issuer.transaction(bytes(32))
    data = json.dumps({**good, **broken}).encode()
    evidence, refused = read_evidence([("t.json", data)], source=Source.CALLER, received_at=NOW)
    assert not evidence.transactions
    assert [one.code for one in refused] == ["malformed_transaction"]


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_a_transaction_cut_short_is_none(issuer: AnchoringIssuer, cut: int) -> None:
    data = signed_transaction(issuer.key, b"\x6a\x01\x00")[:-cut]
    evidence, refused = read_evidence(
        [("t", json.dumps({"type": "BitcoinTransaction", "transaction": data.hex()}).encode())],
        source=Source.CALLER,
        received_at=NOW,
    )
    assert refused
    assert evidence.transactions == ()


def test_with_at_a_later_block_raises_nothing(
    issuer: AnchoringIssuer, easy_blocks: None
) -> None:
    del easy_blocks
    sealed, transaction = issuer.seal_2(issuer.certificate_2(), at=NOW - timedelta(days=1))
    one = judged(sealed, held(issuer, transaction), at=NOW - timedelta(days=2))
    assert "proven_on" not in found(one, Check.ISSUER_KEY).facts

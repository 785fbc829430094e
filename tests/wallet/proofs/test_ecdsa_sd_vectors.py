"""The W3C vectors of ``ecdsa-sd-2023`` at every value that they print on the way."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.proving import HOLDER, SETTING, proven, refused
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import jsonld, rdf, rdfc
from wallet.encoding.multibase import base58_decode, multibase_decode
from wallet.encoding.pointers import select
from wallet.proofs import ecdsa_sd, selective
from wallet.proofs.deriving import derive
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

pytestmark = pytest.mark.vectors

HMAC = bytes.fromhex("00112233445566778899AABBCCDDEEFF" * 2)


@pytest.fixture
def folder(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pin_vector_contexts(vectors, monkeypatch)
    return vectors / "01-data-integrity/w3c-ecdsa/ecdsa-sd-2023/prc"


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_bytes())


def _value(document: dict[str, Any]) -> ecdsa_sd.ProofValue:
    return ecdsa_sd.read(multibase_decode(document["proof"]["proofValue"]))


def _config_hash(document: dict[str, Any]) -> str:
    config = {k: v for k, v in document["proof"].items() if k != "proofValue"}
    text = rdf.canonical(jsonld.expand({**config, "@context": document["@context"]}).nodes)
    return hashlib.sha256(text).hexdigest()


def test_a_base_proof_step_by_step(folder: Path) -> None:
    document = _read(folder, "addSignedSDBase")
    expanded = Signed(document).expansion().nodes
    canonical = rdf.canonical(expanded).decode().splitlines(keepends=True)
    assert canonical == _read(folder, "addBaseDocCanon")
    told, printed = _value(document), _read(folder, "addRawBaseSignatureInfo")
    assert told.hmac_key == HMAC
    renamed = rdfc.relabelled(rdf.quads(expanded), lambda name: told.renamed([name])[name])
    assert renamed == _read(folder, "addBaseDocHMACCanon")
    assert told.base_signature.hex() == printed["baseSignature"]
    assert told.public_key == base58_decode(printed["publicKey"][1:])
    assert [one.hex() for one in told.signatures] == printed["signatures"]
    assert list(told.mandatory_pointers) == printed["mandatoryPointers"] == ["/issuer"]
    recovered = _read(folder, "derivedRecoveredBaseData")
    assert told.hmac_key.hex() == recovered["hmacKey"]
    lines, mandatory = selective.statements(Signed(document), told)
    transform = _read(folder, "addBaseTransform")
    assert [[at, lines[at]] for at in sorted(mandatory)] == transform["mandatory"]["value"]
    rest = [[at, line] for at, line in enumerate(lines) if at not in mandatory]
    assert rest == transform["nonMandatory"]["value"]
    always = "".join(lines[at] for at in sorted(mandatory)).encode()
    hashes = {
        "proofHash": _config_hash(document),
        "mandatoryHash": hashlib.sha256(always).hexdigest(),
    }
    assert hashes == _read(folder, "addHashData")


def test_a_derived_proof_step_by_step(folder: Path) -> None:
    document = _read(folder, "derivedRevealDocument")
    told, printed = _value(document), _read(folder, "verifyDerivedProofValue")
    assert told.base_signature.hex() == printed["baseSignature"]
    assert told.public_key == base58_decode(printed["publicKey"][1:])
    assert [one.hex() for one in told.signatures] == printed["signatures"]
    assert [list(pair) for pair in told.labels.items()] == printed["labelMap"]
    assert sorted(told.mandatory_indexes) == printed["mandatoryIndexes"]
    lines, mandatory = selective.statements(Signed(document), told)
    assert lines == _read(folder, "verifyNQuads")
    checked = _read(folder, "verifyCreateVerifyData")
    rest = [line for at, line in enumerate(lines) if at not in mandatory]
    assert rest == checked["nonMandatory"]
    always = "".join(lines[at] for at in sorted(mandatory)).encode()
    assert hashlib.sha256(always).hexdigest() == checked["mandatoryHash"]
    assert _config_hash(document) == checked["proofHash"]


def test_deriving_step_by_step(folder: Path) -> None:
    base, chosen = _read(folder, "addSignedSDBase"), _chosen(folder)
    told = _value(base)
    found = selective.choose(Signed(base), told, chosen)
    groups = _read(folder, "derivedGroupIndexes")
    assert list(found.shown.places) == groups["combinedIndexes"]
    assert sorted(found.mandatory) == groups["mandatoryIndexes"]
    grouped = selective.group(Signed(base), told)
    assert sorted(grouped.selected(chosen)) == groups["selectiveIndexes"]
    data = _read(folder, "derivedAllGroupData")
    assert found.lines == data["nquads"]
    for name, pointers in (("mandatory", ["/issuer"]), ("selective", chosen),
                           ("combined", ["/issuer", *chosen])):  # fmt: skip
        at = sorted(grouped.selected(pointers))
        printed = data["groups"][name]["matching"]["value"]
        assert [[one, found.lines[one]] for one in at] == printed
    signed_labels = {label for _, label in data["labelMap"]["value"]}
    assert set(found.shown.labels.values()) <= signed_labels
    adjusted = _read(folder, "derivedAdjMandatoryIndexes")["adjMandatoryIndexes"]
    assert found.mandatory_indexes == adjusted
    value = ecdsa_sd.read(told.derived(found, b""))
    signatures = _read(folder, "derivedAdjSignatures")
    assert [one.hex() for one in value.signatures] == signatures["filteredSignatures"]
    disclosed = _read(folder, "derivedDisclosureData")
    assert value.base_signature.hex() == disclosed["baseSignature"]
    assert value.public_key == base58_decode(disclosed["publicKey"][1:])
    assert [list(one) for one in value.labels.items()] == disclosed["labelMap"]["value"]
    assert sorted(value.mandatory_indexes) == disclosed["mandatoryIndexes"]
    assert derive(base, chosen) == _read(folder, "derivedRevealDocument")


def _chosen(folder: Path) -> list[str]:
    found: list[str] = json.loads((folder.parents[1] / "prCredSelective.json").read_bytes())
    return found


def test_pointers_select_what_the_holder_revealed(folder: Path) -> None:
    document = _read(folder, "addSignedSDBase")
    del document["proof"]
    chosen = select(document, ["/issuer", *_chosen(folder)])
    assert chosen == _read(folder, "derivedUnsignedReveal")


def test_both_are_proven_and_only_the_derived_one_to_a_receiver(folder: Path) -> None:
    base, derived = (
        _read(folder, name) for name in ("addSignedSDBase", "derivedRevealDocument")
    )
    assert proven(base, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert refused(base).code == Reason.BASE_PROOF_PRESENTED
    for setting in (SETTING, HOLDER):
        assert proven(derived, setting).selective


def test_a_changed_statement_is_neither(folder: Path) -> None:
    for name in ("addSignedSDBase", "derivedRevealDocument"):
        document = _read(folder, name)
        for member, value in (
            ("validUntil", "2035-12-16T23:59:59Z"),
            ("issuer", "did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"),
        ):
            bent = {**copy.deepcopy(document), member: value}
            failure = refused(bent, HOLDER)
            assert not failure.indeterminate
            assert failure.code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}


def test_a_derived_badge_of_the_public_validator(vectors: Path) -> None:
    badge = json.loads((vectors / "04-openbadges/ob30/sd/derivedcredential.json").read_bytes())
    found = proven(badge)
    assert (found.reason, found.selective) == (Reason.SIGNATURE_VALID, True)
    badge["name"] = "Something else"
    assert refused(badge).code == Reason.SIGNATURE_INVALID

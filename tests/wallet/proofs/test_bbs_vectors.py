"""The W3C vectors of ``bbs-2023`` at every value that they print on the way."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.bbs import BbsKey
from tests.helpers.proving import HOLDER, SETTING, proven, refused
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import jsonld, pointers, rdf, rdfc
from wallet.encoding.multibase import b64url_encode, multibase_decode
from wallet.identifiers import find_key, keys
from wallet.proofs import bbs, bbs_signatures, selective
from wallet.proofs.deriving import derive
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

pytestmark = pytest.mark.vectors

FEATURES = ("HolderBinding/addSignedSDBase", "HolderBinding/derivedRevealDocument")


@pytest.fixture
def folder(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pin_vector_contexts(vectors, monkeypatch)
    return vectors / "01-data-integrity/w3c-bbs"


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_bytes())


def _value(document: dict[str, Any]) -> bbs.ProofValue:
    return bbs.read(multibase_decode(document["proof"]["proofValue"]))


def _config(document: dict[str, Any]) -> bytes:
    config = {k: v for k, v in document["proof"].items() if k != "proofValue"}
    return rdf.canonical(jsonld.expand({**config, "@context": document["@context"]}).nodes)


def _paired(lines: Sequence[str], at: Sequence[int]) -> list[list[Any]]:
    return [[one, lines[one]] for one in at]


def _numbers(folder: Path) -> bbs_signatures.Random:
    """The numbers that the vectors were made with: expanded under the API's own name."""
    seed = bytes.fromhex(_read(folder, "BBSDeriveMaterial")["pseudoRandSeedHex"])

    def numbers(count: int) -> list[int]:
        wide = bbs_signatures.expand(seed, bbs_signatures.API_ID, 48 * count)
        return [
            int.from_bytes(wide[at : at + 48], "big") % bbs_signatures.ORDER
            for at in range(0, len(wide), 48)
        ]

    return numbers


def test_the_key_is_the_one_printed(folder: Path) -> None:
    material, document = _read(folder, "BBSKeyMaterial"), _read(folder, "addSignedSDBase")
    key = find_key(document["proof"]["verificationMethod"], SETTING.evidence)
    assert key.kind == "BLS12-381"
    assert keys.bls_bytes(key.jwk).hex() == material["publicKeyHex"]
    own = BbsKey(int(material["privateKeyHex"], 16))
    assert own.public.hex() == material["publicKeyHex"]
    assert key.document_id == own.did_key


def test_a_base_proof_step_by_step(folder: Path) -> None:
    document = _read(folder, "addSignedSDBase")
    told = _value(document)
    nodes = Signed(document).expansion().nodes
    canonical = rdf.canonical(nodes).decode().splitlines(keepends=True)
    assert canonical == _read(folder, "addBaseDocCanon")
    assert told.hmac_key.hex() == _read(folder, "BBSKeyMaterial")["hmacKeyString"].lower()
    labels = told.renamed([f"c14n{at}" for at in range(8)])
    renamed = rdfc.relabelled(rdf.quads(nodes), lambda name: labels[name])
    assert renamed == _read(folder, "addBaseDocHMACCanon")
    lines, mandatory = selective.statements(Signed(document), told)
    rest = [at for at in range(len(lines)) if at not in mandatory]
    transform = _read(folder, "addBaseTransform")
    assert list(told.mandatory_pointers) == transform["mandatoryPointers"]
    assert _paired(lines, sorted(mandatory)) == transform["mandatory"]["value"]
    assert _paired(lines, rest) == transform["nonMandatory"]["value"]
    config = _config(document)
    assert config.decode() == (folder / "addProofConfigCanon.txt").read_text("utf-8")
    always = "".join(lines[at] for at in sorted(mandatory)).encode()
    hashes = {
        "proofHash": hashlib.sha256(config).hexdigest(),
        "mandatoryHash": hashlib.sha256(always).hexdigest(),
    }
    assert hashes == _read(folder, "addHashData")
    assert told.header.hex() == hashes["proofHash"] + hashes["mandatoryHash"]
    printed = _read(folder, "addRawBaseSignatureInfo")
    assert told.signature.hex() == printed["bbsSignature"]
    assert list(told.mandatory_pointers) == printed["mandatoryPointers"]


def test_the_tests_own_issuer_makes_the_same_base_signature(folder: Path) -> None:
    document = _read(folder, "addSignedSDBase")
    told = _value(document)
    lines, mandatory = selective.statements(Signed(document), told)
    messages = [line.encode() for at, line in enumerate(lines) if at not in mandatory]
    secret = int(_read(folder, "BBSKeyMaterial")["privateKeyHex"], 16)
    assert BbsKey(secret).sign(told.header, messages) == told.signature


def test_pointers_select_what_the_standard_says(folder: Path) -> None:
    subject = _read(folder, "windDoc")["credentialSubject"]
    for one in _read(folder, "addPointerValues"):
        way = pointers.steps_of(one["pointer"])
        found: Any = subject
        for step in way:
            found = found[int(step)] if isinstance(found, list) else found[step]
        assert found == one["value"]
    document = _read(folder, "addSignedSDBase")
    del document["proof"]
    asked = [*_read(folder, "windMandatory"), *_read(folder, "windSelective")]
    assert pointers.select(document, asked) == _read(folder, "derivedUnsignedReveal")


def test_deriving_step_by_step(folder: Path) -> None:
    base, printed = _read(folder, "addSignedSDBase"), _read(folder, "derivedRecoveredBaseData")
    told = _value(base)
    assert told.signature.hex() == printed["bbsSignature"]
    assert told.hmac_key.hex() == printed["hmacKey"]
    assert list(told.mandatory_pointers) == printed["mandatoryPointers"]
    chosen = _read(folder, "windSelective")
    found = selective.choose(Signed(base), told, chosen)
    assert found.revealed == _read(folder, "derivedUnsignedReveal")
    groups = _read(folder, "derivedGroupIndexes")
    assert list(found.shown.places) == groups["combinedIndexes"]
    assert sorted(found.mandatory) == groups["mandatoryIndexes"]
    only = selective.group(Signed(base), told).selected(chosen)
    assert sorted(only) == groups["selectiveIndexes"]
    adjusted = _read(folder, "derivedAdjIndexes")
    assert found.mandatory_indexes == adjusted["adjMandatoryIndexes"]
    assert found.optional_indexes == adjusted["adjSelectiveIndexes"]
    header = bytes.fromhex(_read(folder, "BBSDeriveMaterial")["presentationHeaderHex"])
    value = told.derived(found, header, _numbers(folder))
    disclosed = bbs.read(value)
    data = _read(folder, "derivedDisclosureData")
    assert disclosed.proof.hex() == data["bbsProof"]
    assert [list(one) for one in disclosed.labels.items()] == data["labelMap"]["value"]
    assert sorted(disclosed.mandatory_indexes) == data["mandatoryIndexes"]
    assert list(disclosed.indexes) == data["adjSelectiveIndexes"]
    assert list(disclosed.presentation_header) == list(data["presentationHeader"].values())
    whole = {**found.revealed, "proof": {**base["proof"], "proofValue": _text(value)}}
    assert whole == _read(folder, "derivedRevealDocument")


def _text(value: bytes) -> str:
    return "u" + b64url_encode(value)


def test_both_are_proven_and_only_the_derived_one_to_a_receiver(folder: Path) -> None:
    base, derived = (
        _read(folder, name) for name in ("addSignedSDBase", "derivedRevealDocument")
    )
    assert proven(base, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert refused(base).code == Reason.BASE_PROOF_PRESENTED
    for setting in (SETTING, HOLDER):
        found = proven(derived, setting)
        assert found.selective
        assert found.proofs[0].presentation_header == b"\x11\x33\x77\xaa"
    own = derive(base, _read(folder, "windSelective"), presentation_header=b"mine")
    assert proven(own).proofs[0].presentation_header == b"mine"
    assert own["proof"] != derived["proof"]


def test_a_changed_statement_is_neither(folder: Path) -> None:
    for name in ("addSignedSDBase", "derivedRevealDocument"):
        document = _read(folder, name)
        for change in ({"issuer": "https://vc.example/other"}, {"type": ["Verifiable"]}):
            failure = refused({**copy.deepcopy(document), **change}, HOLDER)
            assert not failure.indeterminate
            assert failure.code in {Reason.SIGNATURE_INVALID, Reason.MALFORMED_PROOF}


@pytest.mark.parametrize("name", FEATURES)
def test_holder_binding_is_not_judged(folder: Path, name: str) -> None:
    failure = refused(_read(folder, name), HOLDER)
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)

"""The W3C vectors of each suite, at every value that they print on the way."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.proving import proven, refused
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import jcs, jsonld, rdf
from wallet.encoding.multibase import base58_decode
from wallet.reasons import Reason
from wallet.report import Outcome

pytestmark = pytest.mark.vectors


@dataclass(frozen=True)
class Vector:
    folder: str
    suffix: str
    digest: Any
    suite: str

    def read(self, vectors: Path, name: str, extension: str) -> bytes:
        path = vectors / "01-data-integrity" / self.folder / f"{name}{self.suffix}.{extension}"
        return path.read_bytes()

    def text(self, vectors: Path, name: str) -> str:
        return self.read(vectors, name, "txt").decode().strip()

    def json(self, vectors: Path, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read(vectors, name, "json"))
        return found


_EDDSA, _ECDSA = "w3c-eddsa/", "w3c-ecdsa/"
VECTORS = [
    Vector(_EDDSA + "eddsa-rdfc-2022", "DataInt", "sha256", "eddsa-rdfc-2022"),
    Vector(_EDDSA + "eddsa-jcs-2022", "JCS", "sha256", "eddsa-jcs-2022"),
    Vector(_ECDSA + "ecdsa-rdfc-2019-p256", "ECDSAP256", "sha256", "ecdsa-rdfc-2019"),
    Vector(_ECDSA + "ecdsa-rdfc-2019-p384", "ECDSAP384", "sha384", "ecdsa-rdfc-2019"),
    Vector(_ECDSA + "ecdsa-jcs-2019-p256", "JCSECDSAP256", "sha256", "ecdsa-jcs-2019"),
]


@pytest.fixture(params=VECTORS, ids=lambda one: one.suffix)
def vector(
    request: pytest.FixtureRequest, vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> Vector:
    found: Vector = request.param
    pin_vector_contexts(vectors, monkeypatch)
    return found


def _canonical(vector: Vector, document: dict[str, Any]) -> bytes:
    if "-jcs-" in vector.suite:
        return jcs.canonical(document)
    return rdf.canonical(jsonld.expand(document).nodes, digest=vector.digest)


def test_every_printed_value_is_reached(vector: Vector, vectors: Path) -> None:
    signed = vector.json(vectors, "signed")
    proof = signed.pop("proof")
    document = _canonical(vector, signed)
    assert document == vector.read(vectors, "canonDoc", "txt")
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    config["@context"] = signed["@context"]
    assert config == vector.json(vectors, "proofConfig")
    options = _canonical(vector, config)
    assert options == vector.read(vectors, "proofCanon", "txt")
    hashes = [hashlib.new(vector.digest, text).hexdigest() for text in (options, document)]
    assert hashes[0] == vector.text(vectors, "proofHash")
    assert hashes[1] == vector.text(vectors, "docHash")
    assert "".join(hashes) == vector.text(vectors, "combinedHash")
    assert proof["proofValue"] == vector.text(vectors, "sigBTC58")
    assert base58_decode(proof["proofValue"][1:]).hex() == vector.text(vectors, "sigHex")


def test_the_signed_document_is_proven(vector: Vector, vectors: Path) -> None:
    signed = vector.json(vectors, "signed")
    found = proven(signed)
    (fact,) = found.proofs
    assert (fact.suite, fact.outcome, fact.reason) == (
        vector.suite,
        Outcome.PASSED,
        Reason.SIGNATURE_VALID,
    )
    assert fact.key is not None
    assert fact.key.self_certifying
    assert found.unsigned_members == found.format_problems == ()
    assert found.document == {k: v for k, v in signed.items() if k != "proof"}


def test_a_changed_member_is_not(vector: Vector, vectors: Path) -> None:
    for member in ("id", "issuer", "validFrom", "description"):
        signed = vector.json(vectors, "signed")
        signed[member] = signed[member][:-1] + ("0" if member != "validFrom" else "z")
        assert refused(signed).code in {Reason.SIGNATURE_INVALID, Reason.INVALID_MEMBER}


def test_proof_sets_are_judged_proof_by_proof(
    vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    folder = vectors / "01-data-integrity/w3c-eddsa/proof-set-chain"
    for name, count in (("signedProofSet1", 1), ("signedProofSet2", 2)):
        signed = json.loads((folder / f"{name}.json").read_bytes())
        facts = proven(signed).proofs
        assert [one.outcome for one in facts] == [Outcome.PASSED] * count
        last = signed["proof"][-1] if count > 1 else signed["proof"]
        last["proofValue"] = last["proofValue"][:-1] + (
            "2" if last["proofValue"][-1] != "2" else "3"
        )
        assert refused(signed).code == Reason.SIGNATURE_INVALID


def test_an_unsupported_suite_is_told_apart_from_forgery(
    vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    folder = vectors / "01-data-integrity/w3c-bbs/HolderBinding"
    for name in ("addSignedSDBase", "derivedRevealDocument"):
        failure = refused(json.loads((folder / f"{name}.json").read_bytes()))
        assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)

"""Documents that Tessera signs itself: pathways, agreements, reviews, reports (trust.md, D.11).

Rules
-----
1. A paper is a JSON object with ``format: name/1``; another name or major version is refused.
2. It carries one proof or a set of proofs, each ``eddsa-jcs-2022`` for ``assertionMethod`` by
   a did:key. Every proof signs the whole paper without ``proof``; one that does not hold
   refuses the paper: nobody is left to wonder which of the signatures counted.
3. A paper has no JSON-LD context: it is signed as the JSON that it is.
4. A proof says who signed, never who that is: whose key it is the reader has to know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wallet.encoding import jcs, strict_json, timestamp
from wallet.encoding.multibase import base58_decode, base58_encode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.holder import PrivateKey, sign_bytes
from wallet.identifiers import find_key
from wallet.proofs import signatures, suites
from wallet.secured import JsonObject

SUITE = "eddsa-jcs-2022"
_MEMBERS = frozenset(
    ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue")
)
_MOST_PROOFS = 20
_ED25519 = "did:key:z6Mk"
"""How a did:key of an Ed25519 key begins."""
_LEEWAY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that holds."""

    did: str
    """The did:key whose key signed."""
    created: datetime
    """When, by the signer's own clock (UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that was read, with its signatures; unsigned ones have none."""

    document: JsonObject
    """The whole paper, proofs included."""
    signatures: tuple[Signature, ...]

    @property
    def body(self) -> JsonObject:
        """What was signed: the paper without its proofs."""
        return bare(self.document)


def bare(document: JsonObject) -> dict[str, Any]:
    """The paper without its proofs."""
    return {name: value for name, value in document.items() if name != "proof"}


def sign(document: JsonObject, did: str, key: PrivateKey, now: datetime) -> dict[str, Any]:
    """The paper with one more signature.

    Raises:
        InputError: ``malformed_json`` where it has no canonical text; ``unsupported_suite``
            for another key than Ed25519.
    """
    if not did.startswith(_ED25519):
        raise InputError("unsupported_suite", suite=SUITE)
    config = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": timestamp.write(now),
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    value = "z" + base58_encode(sign_bytes(key, _signed(config, bare(document))))
    proofs = [*_proofs(document), {**config, "proofValue": value}]
    return {**bare(document), "proof": proofs[0] if len(proofs) == 1 else proofs}


def read(data: bytes, name: str, now: datetime) -> Paper:
    """A paper of that format (``name/1``) with its signatures checked.

    Raises:
        InputError: ``malformed_json`` and what ``strict_json`` refuses; ``not_this_paper`` with
            the ``format`` it names; ``paper_not_genuine`` where a signature does not hold, was
            made in the future, or in a way that a paper is not signed.
    """
    document = strict_json.loads(data)
    if not isinstance(document, dict) or document.get("format") != f"{name}/1":
        told = document.get("format") if isinstance(document, dict) else None
        raise InputError("not_this_paper", expected=f"{name}/1", found=str(told)[:50])
    return Paper(document=document, signatures=signatures_of(document, now))


def signatures_of(document: JsonObject, now: datetime) -> tuple[Signature, ...]:
    """Every signature of a parsed paper; none where it has no proof.

    Raises:
        InputError: ``paper_not_genuine`` (rule 2).
    """
    if "proof" not in document:
        return ()
    found = tuple(_checked(one, bare(document), now) for one in _proofs(document))
    if not found or len({one.did for one in found}) < len(found):
        raise InputError("paper_not_genuine", member="proof")
    return found


def _proofs(document: JsonObject) -> Sequence[Any]:
    proofs = document.get("proof", [])
    listed: Sequence[Any] = proofs if isinstance(proofs, list) else [proofs]
    if len(listed) > _MOST_PROOFS:
        raise InputError("paper_not_genuine", member="proof")
    return listed


def _checked(proof: Any, body: JsonObject, now: datetime) -> Signature:
    if not isinstance(proof, Mapping) or proof.keys() != _MEMBERS:
        raise InputError("paper_not_genuine", member="proof")
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    did = str(proof["verificationMethod"]).partition("#")[0]
    expected = ("DataIntegrityProof", SUITE, "assertionMethod")
    if (proof["type"], proof["cryptosuite"], proof["proofPurpose"]) != expected:
        raise InputError("paper_not_genuine", member="proof")
    if not did.startswith(_ED25519):
        raise InputError("paper_not_genuine", member="proof.verificationMethod")
    try:
        created = timestamp.parse(proof["created"])
        key = find_key(str(proof["verificationMethod"]), Evidence())
        signatures.check(key, _value(proof["proofValue"]), _signed(config, body))
    except (InputError, ProofFailure, ValueError):
        raise InputError("paper_not_genuine", member="proof") from None
    if created > now + _LEEWAY:
        raise InputError("paper_not_genuine", member="proof.created")
    return Signature(did=did, created=created)


def _value(text: Any) -> bytes:
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 200:  # noqa: PLR2004
        raise InputError("paper_not_genuine", member="proof.proofValue")
    return base58_decode(text[1:])


def _signed(config: Mapping[str, Any], body: JsonObject) -> bytes:
    """What is signed: the digests of the options and of the paper (VC-DI-EDDSA, 3.3)."""
    texts = jcs.canonical(dict(config)), jcs.canonical(dict(body))
    return b"".join(suites.hashed(text, "sha256") for text in texts)

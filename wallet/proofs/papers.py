"""Documents that Tessera signs itself: pathways, agreements, reviews, reports (trust.md, D.11).

Rules
-----
1. A paper is a JSON object with ``format: name/1``; another name or major version is refused.
2. It carries one proof or a set of proofs, each ``eddsa-jcs-2022`` for ``assertionMethod`` by
   a did:key. Every proof signs the whole paper without ``proof``; one that does not hold
   refuses the paper: nobody is left to wonder which of the signatures counted.
3. A paper has no JSON-LD context: it is signed as the JSON that it is.
4. A proof says who signed, never who that is: whose key it is the reader has to know.

``proof_of`` and ``signed_by`` are the suite itself; pathway documents, which have other rules
about who may sign, use it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from wallet.encoding import jcs, strict_json, timestamp
from wallet.encoding.multibase import base58_encode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.holder import PrivateKey, sign_bytes
from wallet.identifiers import VerificationKey, find_key
from wallet.proofs import options, signatures, suites
from wallet.reasons import Reason
from wallet.secured import JsonObject

SUITE, KIND, PURPOSE = "eddsa-jcs-2022", "DataIntegrityProof", "assertionMethod"
_MEMBERS = frozenset(
    ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue")
)
_MOST_PROOFS = 20
_ED25519 = "did:key:z6Mk"
"""How a did:key of an Ed25519 key begins."""
LEEWAY = timedelta(minutes=5)
"""By how much the clocks of two people may differ."""

WHENEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""For a paper that was in time when it came and was kept: a clock put back unmakes none."""


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
    method = f"{did}#{did.removeprefix('did:key:')}"
    return with_proofs(document, [*_proofs(document), proof_of(document, method, key, now)])


def with_proofs(document: JsonObject, proofs: Sequence[JsonObject]) -> dict[str, Any]:
    """The paper with these proofs, and no others."""
    return {**bare(document), "proof": proofs[0] if len(proofs) == 1 else list(proofs)}


def joined(first: JsonObject, second: JsonObject) -> dict[str, Any]:
    """One paper with the proofs of two copies of it, one for each key."""
    found = {str(one["verificationMethod"]): one for one in (*_proofs(second), *_proofs(first))}
    ordered = [found[key] for key in sorted(found)]
    return with_proofs(first, ordered) if ordered else bare(first)


def proof_of(
    document: JsonObject, method: str, key: PrivateKey, created: datetime
) -> dict[str, Any]:
    """A proof over everything in a document but its proofs, by an Ed25519 key.

    Raises:
        InputError: ``malformed_json`` where the document has no canonical text.
    """
    config = {
        "type": KIND,
        "cryptosuite": SUITE,
        "created": timestamp.write(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    value = "z" + base58_encode(sign_bytes(key, _signed(config, bare(document))))
    return {**config, "proofValue": value}


def signed_by(
    proof: Mapping[str, Any], document: JsonObject, evidence: Evidence | None = None
) -> tuple[VerificationKey, datetime | None]:
    """Whose key made a proof of this suite over a document, and when by its own word.

    Without ``evidence`` only keys that their identifier carries are known.

    Raises:
        InputError: what the identifier is refused with.
        ProofFailure: it does not hold, is malformed or for another purpose; indeterminate
            where the identifier does not carry its key.
    """
    told = options.read(proof)
    if told.purpose != PURPOSE:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="proofPurpose")
    key = find_key(told.verification_method, evidence or Evidence())
    if key.kind != "Ed25519":
        raise ProofFailure(Reason.ALGORITHM_REFUSED, kind=key.kind)
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    signatures.check(key, told.signature, _signed(config, bare(document)))
    return key, told.created


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
    did = str(proof["verificationMethod"]).partition("#")[0]
    if (proof["type"], proof["cryptosuite"]) != (KIND, SUITE):
        raise InputError("paper_not_genuine", member="proof")
    if not did.startswith(_ED25519):
        raise InputError("paper_not_genuine", member="proof.verificationMethod")
    try:
        _, created = signed_by(proof, body)
    except (InputError, ProofFailure):
        raise InputError("paper_not_genuine", member="proof") from None
    if created is None or created > now + LEEWAY:
        raise InputError("paper_not_genuine", member="proof.created")
    return Signature(did=did, created=created)


def _signed(config: Mapping[str, Any], body: JsonObject) -> bytes:
    """What is signed: the digests of the options and of the paper (VC-DI-EDDSA, 3.3)."""
    texts = jcs.canonical(dict(config)), jcs.canonical(dict(body))
    return b"".join(suites.hashed(text, "sha256") for text in texts)

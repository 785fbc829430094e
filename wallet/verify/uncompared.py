"""Does an answer rest on evidence whose fingerprint nobody has compared? trust.md D.11.

Such evidence identifies nobody. A list that was compared names whom an identifier belongs to;
which key that is, is told by the key documents, profiles and authorities, and one that somebody
slipped in would put another's key under the listed name.

Rules
-----
1. What the signer's key rests on: the authority at the end of its certificate's path; else the
   documents of the issuer and of the key; for Open Badges 2.0 the badge class that names the
   issuer, for Blockcerts the transaction. Where the same was accepted twice, one comparison is
   enough: two that differ are ``conflicting_evidence``.
2. Lists of revoked names are not signed, and the newest of them is asked: each has to be
   compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from wallet.evidence import Evidence, HostedDocument, KeyDocument, Origin, Source
from wallet.identifiers.hosted import id_of
from wallet.identifiers.interface import VerificationKey
from wallet.proofs.interface import ProofFact
from wallet.status import named_lists
from wallet.verify.authorities import items_of
from wallet.verify.case import Established

_SELF_CERTIFYING = ("did:key:", "did:jwk:")


def rests_on(established: Established) -> str | None:
    """The name of what nobody has compared; None where nothing is missing."""
    evidence, fact = established.case.evidence, established.key_fact
    groups: list[Iterable[Origin]] = [
        _about(one, evidence) for one in dict.fromkeys(_addresses(established))
    ]
    if fact is not None:
        groups += _of_signer(fact, evidence)
    entries = established.claims.entries
    named = [one.id for one in entries if one.type in named_lists.TYPES and one.id]
    groups += [(one,) for url in named for one in _about(url, evidence)]  # 2
    return next((found for one in groups if (found := _uncompared(one)) is not None), None)


def was_compared(key: VerificationKey, evidence: Evidence) -> bool:
    """Whether the document that lists a key was compared; a key by itself needs none."""
    return key.self_certifying or _uncompared(_about(key.document_id, evidence)) is None


def _addresses(established: Established) -> Iterator[str]:
    """Rule 1: of the issuer's and the key's documents."""
    fact, key = established.key_fact, None
    if fact is not None:
        key = fact.key
    if key is None or key.chain is None:
        yield from (one for one in (established.claims.issuer, _badge(established)) if one)
    if key is not None and key.chain is None:
        yield from (key.document_id, key.method_id, key.method_id.partition("#")[0])


def _badge(established: Established) -> str | None:
    return id_of(established.proven.document.get("badge"))


def _about(address: str, evidence: Evidence) -> tuple[Origin, ...]:
    """Where the vouched documents of one address come from."""
    if address.startswith(_SELF_CERTIFYING):
        return ()  # nothing but the identifier counts
    return _by_address(_Documents(evidence.key_documents, evidence.hosted)).get(address, ())


class _Documents:
    """The documents of an evidence, known by being these very tuples: some have thousands."""

    def __init__(
        self, listed: tuple[KeyDocument, ...], hosted: tuple[HostedDocument, ...]
    ) -> None:
        self.listed, self.hosted = listed, hosted

    def __hash__(self) -> int:
        return hash((id(self.listed), id(self.hosted)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Documents)
            and self.listed is other.listed
            and self.hosted is other.hosted
        )


@lru_cache(maxsize=8)
def _by_address(documents: _Documents) -> dict[str, tuple[Origin, ...]]:
    found: dict[str, list[Origin]] = {}
    for document in documents.listed:
        found.setdefault(document.id, []).append(document.origin)
    for served in documents.hosted:
        found.setdefault(served.url, []).append(served.origin)
    return {address: tuple(origins) for address, origins in found.items()}


def _of_signer(fact: ProofFact, evidence: Evidence) -> Iterator[list[Origin]]:
    """Rule 1: of what shows whose a certificate or a transaction is."""
    chain = fact.key.chain if fact.key is not None else None
    if chain is not None:
        yield [one.origin for one in items_of(chain.anchor, evidence)]
    if fact.anchor is not None:
        told = fact.anchor.transaction
        yield [one.origin for one in evidence.transactions if one.id == told]


def _uncompared(origins: Iterable[Origin]) -> str | None:
    """The first of them, where there are some and nobody has compared any."""
    vouched = [one for one in origins if one.source is not Source.CARRIED]
    if not vouched or any(one.confirmed for one in vouched):
        return None
    return vouched[0].name

"""Who signed a request: is the asker's name proven? spec/presentations.md F.4.

Rules
-----
1. A signed request is a JWT of type ``oauth-authz-req+jwt`` (RFC 9101). Whoever it names as its
   asker must have signed it: a DID, or the host of a certificate.
2. The key is judged like an issuer's: by evidence, by an identifier that is the key itself, or
   by a path of certificates to an authority that the person vouches for.
3. The name is the one that a trust source gives. What a request calls its asker is their word.
4. A signature that does not hold, or is somebody else's, is no signature of theirs: raised, so
   that nobody answers a request that was altered on its way. One that cannot be judged here
   names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wallet.errors import Fact, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import find_key
from wallet.proofs import compact
from wallet.proofs.carried import carried
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Policy, Role
from wallet.secured import Format, Secured
from wallet.verify.case import Case, Established, finding
from wallet.verify.claims import Claims
from wallet.verify.identity import check_identity
from wallet.verify.issuer_key import check_issuer_key

TYPE = "oauth-authz-req+jwt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What is known of whoever signed a request."""

    identifier: str
    """The DID, or ``https://`` and the host."""
    finding: Finding
    """``passed`` where a trust source names them; else why nobody does."""
    names: tuple[str, ...] = ()
    """By the trust source."""
    certificates: tuple[str, ...] = ()
    """Whom each certificate of the path names, the asker's first."""

    @property
    def is_named(self) -> bool:
        """Whether a trust source says who they are."""
        return self.finding.outcome is Outcome.PASSED

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Of the finding: the source and its date."""
        return self.finding.facts


def asker(
    token: str,
    identifier: str,
    evidence: Evidence,
    *,
    now: datetime,
    policy: Policy | None = None,
) -> Asker:
    """Judge the signature of a request.

    Args:
        token: the compact JWS, as it was received.
        identifier: the DID or ``https://`` URL that the request names as its asker.
        evidence: what this wallet holds.
        now: the present moment, aware, UTC.
        policy: ages and leeway; the default where it is None.

    Raises:
        ProofFailure: the signature does not hold or is somebody else's (rule 4).
    """
    read = compact.parse(token)
    if read.header.get("typ") != TYPE:
        compact.malformed("typ")
    try:
        fact = _signed(read, identifier, evidence, now, policy or Policy())
    except ProofFailure as failure:
        if not failure.indeterminate:
            raise
        return Asker(identifier=identifier, finding=_unsure(Reason(failure.code)))
    established = _established(fact, identifier, evidence, now, policy or Policy())
    key, key_fact = check_issuer_key(established)
    if key.outcome is Outcome.FAILED:
        raise ProofFailure(key.reason)
    if key_fact is None:
        return Asker(identifier=identifier, finding=key)
    found, names = check_identity(replace(established, key_fact=key_fact))
    chain = key_fact.key.chain if key_fact.key is not None else None
    path = tuple(one.name for one in chain.certificates) if chain is not None else ()
    return Asker(identifier=identifier, finding=found, names=names, certificates=path)


def _unsure(reason: Reason) -> Finding:
    return finding(Check.ISSUER_KEY, Outcome.INDETERMINATE, reason)


def _signed(
    read: compact.Token, identifier: str, evidence: Evidence, now: datetime, policy: Policy
) -> ProofFact:
    """The signature, which holds; whose key it is, is another question."""
    algorithm = compact.algorithm(read.header)
    setting = Setting(evidence=evidence, now=now, role=Role.RECEIVER, policy=policy)
    method = compact.method(read.header.get("kid"), identifier, setting)
    reason, certificate = Reason.SIGNATURE_VALID, None
    try:
        key = find_key(method or "", evidence)
    except ProofFailure as failure:
        brought = carried(read.header, method, identifier, setting, of_site=True)
        if brought is None or not failure.indeterminate:
            raise
        key, reason, certificate = brought.key, brought.reason, brought.certificate
    compact.check_signature(read, algorithm, key)
    return ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=reason,
        verification_method=method,
        key=key if reason is Reason.SIGNATURE_VALID else None,
        certificate=certificate,
    )


def _established(
    fact: ProofFact, identifier: str, evidence: Evidence, now: datetime, policy: Policy
) -> Established:
    """As if it were a credential of theirs that says nothing."""
    document: dict[str, Any] = {"issuer": {"id": identifier}}
    secured = Secured(
        format=Format.VCDM_2_0, securing="vc_jose", credential_id="", document=document
    )
    case = Case(secured=secured, evidence=evidence, policy=policy, now=now, role=Role.RECEIVER)
    claims = Claims(
        issuer=identifier,
        id=None,
        types=frozenset(),
        holder=None,
        dates=(),
        entries=(),
        subjects=(),
    )
    proven = Proven(document=document, expanded=None, proofs=(fact,))
    return Established(case=case, proven=proven, claims=claims)

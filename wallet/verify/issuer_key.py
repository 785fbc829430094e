"""Step 3: was the key the issuer's to use, at that time? Sections 2.3 and 2.4.

Rules
-----
1. A key counts only through evidence or through an identifier that is the key itself; a key
   that only the credential carries is ``unbound``.
2. The document that lists the key must be the issuer's own, name itself as the key's
   controller and list it for ``assertionMethod``. A method of another document counts only if
   the issuer's own document lists it.
3. A key that evidence, or a self-certifying issuer id, shows to be somebody else's: ``failed``.
   An issuer of whose keys nothing is known: ``indeterminate``.
4. One proof by the issuer is enough; proofs by others are facts. While a further proof could
   not be judged, nobody can say that the issuer's is not among them.
5. A key that has ended is judged at a proven time, never at the date that the signer wrote.
   A certificate ends with the first of its path that ends, or that was revoked.
6. A key whose certificate leads to no anchor, or does not name the issuer, is nobody's: told
   with the reason. One that begins after the moment asked about, or after the signature says
   it was made, shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact
from wallet.evidence import Evidence, KeyDocument, Source
from wallet.identifiers.documents import documents_of, is_in_use
from wallet.identifiers.interface import VerificationKey
from wallet.proofs.interface import ProofFact
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Role
from wallet.verify.anchored_key import check_anchor
from wallet.verify.case import Case, Established, finding
from wallet.verify.seal import FORMS, check_seals

_ASSERTION = "assertionMethod"
_SELF_CERTIFYING = ("did:key:", "did:jwk:")
_OF_CERTIFICATES = frozenset(
    {
        Reason.CERTIFICATE_NOT_ANCHORED,
        Reason.CERTIFICATE_NOT_ALLOWED,
        Reason.CERTIFICATE_OUT_OF_DATES,
        Reason.CERTIFICATE_NOT_BOUND,
    }
)
_RANK = {Outcome.PASSED: 0, Outcome.INDETERMINATE: 1, Outcome.FAILED: 2}


def check_issuer_key(established: Established) -> tuple[Finding, ProofFact | None]:
    """The finding of ``issuer_key``, and the proof whose key is shown to be the issuer's."""
    case, issuer = established.case, established.claims.issuer
    if case.secured.securing in FORMS:
        return check_seals(established)
    if issuer is None:
        return _of_nobody(established), None
    judged = [
        (_judge(fact, issuer, case), fact)
        for fact in established.proven.proofs
        if fact.outcome is Outcome.PASSED and fact.purpose in (None, _ASSERTION)
    ]
    if not judged:
        return finding(Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.UNBOUND), None
    best, fact = min(judged, key=lambda pair: _RANK.get(pair[0].outcome, 1))
    unjudged = any(one.outcome is Outcome.INDETERMINATE for one in established.proven.proofs)
    if best.outcome is Outcome.FAILED and unjudged:  # rule 4
        return finding(
            Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.NO_KEY_EVIDENCE, best.facts
        ), None
    return best, fact if best.outcome is Outcome.PASSED else None


def _of_nobody(established: Established) -> Finding:
    """Nobody is named as the issuer, and no certificate names one that counts."""
    facts = [one for one in established.proven.proofs if one.reason in _OF_CERTIFICATES]
    if not facts:
        return finding(Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.UNBOUND)
    return finding(
        Check.ISSUER_KEY,
        Outcome.INDETERMINATE,
        facts[0].reason,
        {"certificate": facts[0].certificate},
    )


def _judge(fact: ProofFact, issuer: str, case: Case) -> Finding:
    facts: dict[str, Fact] = {
        "verification_method": fact.verification_method,
        "issuer": issuer,
        "certificate": fact.certificate,
    }
    if fact.anchor is not None:
        return check_anchor(fact.anchor, issuer, case, facts)
    outcome, reason = _binding(fact, issuer, case.evidence)
    if outcome is Outcome.PASSED and fact.key is not None:
        return _at_its_time(fact, fact.key, case, facts)
    return finding(Check.ISSUER_KEY, outcome, reason, facts)


def _binding(fact: ProofFact, issuer: str, evidence: Evidence) -> tuple[Outcome, Reason]:
    """Rules 1 to 3, and 6."""
    key = fact.key
    if key is None:
        told = fact.reason if fact.reason in _OF_CERTIFICATES else Reason.UNBOUND
        return Outcome.INDETERMINATE, told
    if key.document_id == issuer:
        return _listed_by_itself(key, issuer)
    own = documents_of(issuer, evidence)
    if own and not issuer.startswith(_SELF_CERTIFYING):
        return _listed_by_all(own, key)
    if issuer.startswith(_SELF_CERTIFYING) or _belongs_to_another(key, issuer, evidence):
        return Outcome.FAILED, Reason.KEY_OF_ANOTHER
    return Outcome.INDETERMINATE, Reason.NO_KEY_EVIDENCE


def _listed_by_itself(key: VerificationKey, issuer: str) -> tuple[Outcome, Reason]:
    if key.controller != issuer:
        return Outcome.FAILED, Reason.KEY_OF_ANOTHER
    if _ASSERTION not in key.purposes:
        return Outcome.FAILED, Reason.KEY_NOT_AUTHORISED
    return Outcome.PASSED, Reason.KEY_AUTHORISED


def _listed_by_all(own: Iterable[KeyDocument], key: VerificationKey) -> tuple[Outcome, Reason]:
    """Whether the issuer's own document lists a method of another; two that differ conflict."""
    lists = {
        key.method_id in _listed(one.document.get(_ASSERTION)) and is_in_use(one.document)
        for one in own
    }
    if lists == {True}:
        return Outcome.PASSED, Reason.KEY_AUTHORISED
    if lists == {False}:
        return Outcome.FAILED, Reason.KEY_OF_ANOTHER
    return Outcome.INDETERMINATE, Reason.CONFLICTING_EVIDENCE


def _belongs_to_another(key: VerificationKey, issuer: str, evidence: Evidence) -> bool:
    return key.origin is not None or any(
        one.id != issuer
        and one.origin.source is not Source.CARRIED
        and key.method_id in _listed(one.document.get(_ASSERTION))
        for one in evidence.key_documents
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _at_its_time(
    fact: ProofFact, key: VerificationKey, case: Case, facts: dict[str, Fact]
) -> Finding:
    """Rule 5."""
    ends = [one for one in (key.expires, key.revoked) if one is not None]
    as_of = key.origin.dated if key.origin is not None else None
    if as_of is not None and as_of > case.now:
        # a document dated after the moment asked about may lower a result, never raise it
        return finding(
            Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.EVIDENCE_DATED_LATER, facts, as_of
        )
    if key.begins is not None and key.begins > min(fact.created or case.now, case.now):
        return finding(
            Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.CERTIFICATE_OUT_OF_DATES, facts
        )
    if not ends or case.now < min(ends):
        return finding(Check.ISSUER_KEY, Outcome.PASSED, Reason.KEY_AUTHORISED, facts, as_of)
    ended = min(ends)
    facts = {**facts, "ended": stamp(ended)}
    if fact.created is not None and fact.created >= ended:
        return finding(
            Check.ISSUER_KEY, Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING, facts, as_of
        )
    stamped = fact.proven_on
    if stamped is not None and stamped > case.now:
        stamped = None
    proven = stamped or _proven_time(case)
    if proven is not None and proven < ended:
        return finding(
            Check.ISSUER_KEY,
            Outcome.PASSED,
            Reason.KEY_RETIRED_LATER,
            {**facts, "proven_on": stamp(proven), "local_only": stamped is None},
            as_of,
        )
    return finding(
        Check.ISSUER_KEY, Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME, facts, as_of
    )


def _proven_time(case: Case) -> datetime | None:
    """This wallet's own import record, and only for the holder's own view."""
    if case.role is not Role.HOLDER:
        return None
    seen = case.evidence.first_seen.get(case.secured.credential_id)
    return seen if seen is not None and seen <= case.now else None

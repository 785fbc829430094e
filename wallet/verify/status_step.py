"""Step 5: was it revoked or suspended? Section 2.5.

Every entry is judged and the worst decides. A list's own proof is checked here by the same
steps as a credential's, one level deep: a status list's own status entries are not followed.
What a list's proof comes to is kept for a few lists, since one list answers for many
credentials; the key of that memory holds everything the answer depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from wallet import proofs
from wallet.errors import Fact, InputError, ProofFailure
from wallet.evidence import Anchor, Evidence, KeyDocument, RevocationList, StatusListItem
from wallet.identifiers import x509
from wallet.identifiers.interface import VerificationKey
from wallet.identifiers.keys import thumbprint
from wallet.identifiers.revocation import State
from wallet.limits import LIMITS
from wallet.proofs.interface import ProofFact, Proven
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Policy, Role
from wallet.status import named_lists
from wallet.status.check import Situation, check_entry
from wallet.status.interface import EntryResult, ProvenList, StatusEntry
from wallet.status.revocation_list_2020 import RevocationList2020
from wallet.verify import claims as reading
from wallet.verify.case import Case, Established, finding
from wallet.verify.claims import Claims
from wallet.verify.issuer_key import check_issuer_key
from wallet.verify.read_list import secured_list
from wallet.verify.token_list import token_list
from wallet.verify.undisclosed import may_hide

_GRAVITY = (
    Reason.REVOKED,
    Reason.SUSPENDED,
    Reason.REVOKED_LATER_DATE_UNKNOWN,
    Reason.REVOCATION_WITHDRAWN,
)
_ENDING = frozenset({"revocation", "suspension"})
"""Purposes of entries that end a credential, for good or for a while."""


def check_status(established: Established) -> Finding:
    """The finding of ``status``."""
    found = _told(established)
    is_good = found.outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE)
    if is_good and may_hide(established, "credentialStatus", "status"):
        return finding(
            Check.STATUS, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED, found.facts
        )
    return _of_certificate(established) or found if is_good else found


def _of_certificate(established: Established) -> Finding | None:
    """What the lists of the authorities leave open: nobody may call that "not revoked".

    A certificate that was revoked ends the key: ``issuer_key`` tells it.
    """
    fact = established.key_fact
    chain = fact.key.chain if fact is not None and fact.key is not None else None
    if chain is None or chain.revocation.state is not State.UNKNOWN:
        return None
    facts = {"certificate": chain.revocation.certificate}
    return finding(
        Check.STATUS, Outcome.INDETERMINATE, Reason.CERTIFICATE_STATUS_UNKNOWN, facts
    )


def _told(established: Established) -> Finding:
    entries = established.claims.entries
    if not entries:
        return _nothing_stated(established)
    if len(entries) > LIMITS.embedded_credentials:  # each may be looked up in every list
        facts = {"count": len(entries)}
        return finding(Check.STATUS, Outcome.INDETERMINATE, Reason.TOO_COMPLEX, facts)
    case = established.case
    keys = _signing_keys(established)
    situation = Situation(
        evidence=case.evidence,
        policy=case.policy,
        now=case.now,
        issuer=established.claims.issuer,
        prove=lambda item: _prove(item, established, keys),
    )
    results = [_judge(one, established, situation) for one in entries]
    worst = min(results, key=_rank)
    told: dict[str, Fact] = dict(worst.facts)
    if len(results) > 1:
        told["entries"] = tuple(f"{one.facts.get('purpose')}: {one.reason}" for one in results)
    if _may_hide_another(established) and worst.outcome is Outcome.PASSED:
        return finding(Check.STATUS, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED, told)
    return finding(Check.STATUS, worst.outcome, worst.reason, told, worst.as_of)


def _may_hide_another(established: Established) -> bool:
    """Whether an entry may have been left out: one shown alone does not say that it is all."""
    proven = established.proven
    if not proven.selective or proven.status_locked:
        return False
    shown = {one.purpose for one in established.claims.entries}
    return not shown.issuperset(_ENDING)


def _judge(entry: StatusEntry, established: Established, situation: Situation) -> EntryResult:
    if entry.type not in named_lists.TYPES:
        return check_entry(entry, situation)
    case = established.case
    return named_lists.check_named(
        entry,
        established.claims.id,
        situation.issuer,
        case.evidence,
        case.policy,
        case.now,
    )


def _nothing_stated(established: Established) -> Finding:
    if established.proven.selective:  # it may be there, and not shown
        return finding(Check.STATUS, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED)
    return finding(Check.STATUS, Outcome.NOT_APPLICABLE, Reason.NO_STATUS)


def _rank(result: EntryResult) -> tuple[int, int, float]:
    outcome = {Outcome.FAILED: 0, Outcome.INDETERMINATE: 1}.get(result.outcome, 2)
    gravity = _GRAVITY.index(result.reason) if result.reason in _GRAVITY else len(_GRAVITY)
    informs = result.reason is Reason.STATUS_MESSAGE
    age = result.as_of.timestamp() if result.as_of is not None else 0.0
    return outcome + informs, gravity, age


def _signing_keys(established: Established) -> frozenset[str]:
    """Thumbprints of the keys that signed the credential.

    Anybody may add a proof of their own to one: once a key is shown to be the issuer's, no
    other speaks for the issuer.
    """
    issuers = established.key_fact
    if issuers is not None:
        return frozenset({thumbprint(issuers.key.jwk)} if issuers.key is not None else ())
    return frozenset(
        thumbprint(one.key.jwk)
        for one in established.proven.proofs
        if one.outcome is Outcome.PASSED and one.key is not None
    )


# --- the list's own proof -------------------------------------------------------------------

_Answer = tuple[ProvenList, frozenset[str]] | Reason
_KEPT = 32


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """All that a list's own proof depends on. Equal questions have equal answers."""

    data: bytes
    documents: tuple[KeyDocument, ...]
    anchors: tuple[Anchor, ...]
    crls: tuple[RevocationList, ...]
    now: datetime

    def __hash__(self) -> int:
        return hash((self.data, self.now))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Asked)
            and self.data == other.data
            and self.now == other.now
            and self.documents == other.documents
            and self.anchors == other.anchors
            and self.crls == other.crls
        )


def _prove(
    item: StatusListItem, established: Established, keys: frozenset[str]
) -> ProvenList | Reason:
    """The proven list; bound to its issuer by evidence, or by the credential's own key."""
    case, known = established.case, established.case.evidence
    # An authority that nobody compared could put any issuer's name on a list.
    anchors = x509.compared(known)
    answer = _answer(_Asked(item.bytes, known.key_documents, anchors, known.crls, case.now))
    if isinstance(answer, Reason):
        return answer
    proven, signed_by = answer
    if signed_by.isdisjoint(keys):
        return proven
    # the same key signed credential and list: the list is as much the issuer's as that
    if proven.issuer is None or x509.is_by_certificate(proven.issuer):
        proven = replace(proven, issuer=established.claims.issuer)
    return replace(proven, issuer_key_holds=True)


@lru_cache(maxsize=_KEPT)
def _answer(asked: _Asked) -> _Answer:
    try:
        secured = secured_list(asked.data)
    except InputError:
        return Reason.STATUS_LIST_UNREADABLE
    case = Case(
        secured=secured,
        evidence=Evidence(
            key_documents=asked.documents, anchors=asked.anchors, crls=asked.crls
        ),
        policy=Policy(),
        now=asked.now,
        role=Role.RECEIVER,
        depth=1,
    )
    try:
        proven = proofs.check(secured, case.setting())
    except ProofFailure:
        return Reason.STATUS_LIST_NOT_PROVEN
    if proven.format_problems or proven.unsigned_members or proven.selective:
        return Reason.STATUS_LIST_NOT_PROVEN
    found = reading.read(proven)
    bound, key_fact = check_issuer_key(Established(case=case, proven=proven, claims=found))
    if bound.outcome is Outcome.FAILED:
        return Reason.STATUS_LIST_NOT_PROVEN
    signed_by = frozenset(thumbprint(one.jwk) for one in _keys(proven))
    return _proven_list(proven, found, key_fact), signed_by


def _keys(proven: Proven) -> list[VerificationKey]:
    return [
        one.key
        for one in proven.proofs
        if one.outcome is Outcome.PASSED and one.key is not None
    ]


def _proven_list(proven: Proven, found: Claims, key_fact: ProofFact | None) -> ProvenList:
    # A proof that somebody else added later must not make an old list look new.
    dated_by = (key_fact,) if key_fact is not None else proven.proofs
    created = min((one.created for one in dated_by if one.created is not None), default=None)
    begins = [one.at for one in found.dates if one.begins and one.at is not None]
    ends = [one.at for one in found.dates if not one.begins and one.at is not None]
    ends += [one.expires for one in proven.proofs if one.expires is not None]
    if "status_list" in proven.document:
        return token_list(proven, found, key_fact)
    subject = found.subjects[0] if len(found.subjects) == 1 else None
    members: Mapping[str, object] = subject.members if subject is not None else {}
    if subject is not None and RevocationList2020.list_type in subject.types:
        members = {**members, "statusPurpose": "revocation"}
    return ProvenList(
        issuer=found.issuer,
        issuer_key_holds=key_fact is not None,
        types=found.types,
        subject_types=subject.types if subject is not None else frozenset(),
        members=members,
        dated=max([*begins, *([created] if created else [])], default=None),
        begins=max(begins, default=None),
        ends=min(ends, default=None),
        dates_readable=all(one.at is not None for one in found.dates),
    )

"""Lists that name each revoked credential: Open Badges 2.0, Blockcerts and 1EdTech.

They are not signed: what counts is who vouches for the copy at hand, and how old it is.

Rules
-----
1. A list counts only under its own ``id``, which is the address that the credential or its
   issuer's profile names; a list that came with the credential never counts.
2. The credential is named by its ``id`` (Open Badges: or ``uid``). In a 1EdTech list
   ``revoked`` may be false; left out it is true. An entry that cannot be read could be about
   it: ``status_list_unreadable``.
3. A list that says it is another issuer's clears nobody.
4. It is as old as its receipt. A stale one, and one received after the moment asked about, may
   revoke and does not clear.
5. A revocation that was seen once stays (``revocations_seen``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact
from wallet.evidence import Evidence, HostedDocument, Source
from wallet.reasons import Reason
from wallet.report import Outcome, Policy
from wallet.status.check import revocation_key
from wallet.status.interface import EntryResult, StatusEntry

OPEN_BADGES_2 = "RevocationList"
_1EDTECH = "1EdTechRevocationList"
_1EDTECH_IRI = "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList"
TYPES = frozenset({OPEN_BADGES_2, _1EDTECH, _1EDTECH_IRI})
MEMBERS = ("revokedAssertions", "revokedCredential", "revokedCredentials")

_Facts = dict[str, Fact]


def check_named(
    entry: StatusEntry,
    credential_id: str | None,
    issuer: str | None,
    evidence: Evidence,
    policy: Policy,
    now: datetime,
) -> EntryResult:
    """What one entry of such a type comes to."""
    facts: _Facts = {"purpose": "revocation"}
    if entry.id is None:
        return _unknown(Reason.STATUS_LIST_MISSING, facts)
    facts["list"] = entry.id
    if credential_id is None:  # a list of names cannot name it
        return _unknown(Reason.STATUS_INDEX_OUT_OF_RANGE, facts)
    facts["index"] = credential_id
    lists = [
        one
        for one in evidence.hosted
        if one.url == entry.id
        and one.origin.source is not Source.CARRIED
        and any(name in one.document for name in MEMBERS)
    ]
    key = revocation_key(entry.id, credential_id, "revocation")
    seen = evidence.revocations_seen.get(key)
    said = [(one, _says(one.document, credential_id)) for one in lists]
    every = [_dated(one) for one, says in said if says]
    latest = now + timedelta(seconds=policy.leeway_seconds)
    dates = [one for one in every if one <= latest]
    if seen is not None and seen <= now:
        dates.append(seen)
    if dates:
        told = {**facts, "list_date": stamp(min(dates))}
        return EntryResult(
            outcome=Outcome.FAILED, reason=Reason.REVOKED, facts=told, as_of=min(dates)
        )
    if every:
        return _unknown(Reason.REVOKED_LATER_DATE_UNKNOWN, facts)
    if not said:
        return _unknown(Reason.STATUS_LIST_MISSING, facts)
    return _if_clear(max(said, key=lambda pair: _dated(pair[0])), issuer, policy, now, facts)


def _if_clear(
    newest: tuple[HostedDocument, bool | None],
    issuer: str | None,
    policy: Policy,
    now: datetime,
    facts: _Facts,
) -> EntryResult:
    item, says = newest
    dated = _dated(item)
    told = {**facts, "list_date": stamp(dated)}
    leeway = timedelta(seconds=policy.leeway_seconds)
    stated = item.document.get("issuer")
    stated = stated.get("id") if isinstance(stated, Mapping) else stated
    if says is None:
        return _unknown(Reason.STATUS_LIST_UNREADABLE, told, dated)
    if stated is not None and stated != issuer:
        return _unknown(Reason.STATUS_LIST_WRONG_ISSUER, told, dated)
    if dated > now + leeway:
        return _unknown(Reason.STATUS_LIST_MISSING, facts)
    if now - dated > timedelta(days=policy.max_status_age_days):
        return _unknown(Reason.EVIDENCE_TOO_OLD, told, dated)
    return EntryResult(
        outcome=Outcome.PASSED, reason=Reason.NOT_REVOKED, facts=told, as_of=dated
    )


def _says(document: Mapping[str, Any], credential_id: str) -> bool | None:
    """Whether the list names the credential; None where an entry cannot be read."""
    readable = True
    for name, revoked in _rows(document):
        if name is None or revoked not in (True, False):
            readable = False
        elif name == credential_id and revoked:
            return True
    return False if readable else None


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[str | None, Any]]:
    for member in MEMBERS:
        rows = document.get(member, [])
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, str):
                yield row, True
            elif isinstance(row, Mapping):
                name = row.get("id", row.get("uid"))
                yield (name if isinstance(name, str) else None), row.get("revoked", True)
            else:
                yield None, None


def _dated(item: HostedDocument) -> datetime:
    return item.origin.dated or item.origin.received_at


def _unknown(reason: Reason, facts: _Facts, as_of: datetime | None = None) -> EntryResult:
    return EntryResult(outcome=Outcome.INDETERMINATE, reason=reason, facts=facts, as_of=as_of)

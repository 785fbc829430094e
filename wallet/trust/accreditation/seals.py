"""Is a seal's certificate qualified, for seals, in its time (D.3)?

Rules
-----
Q1. The certificate says of itself that it is qualified, and for seals.
Q2. A service of a trusted list issued it: the list has that service's own certificate.
Q3. That service was granted, for qualified certificates for seals, when the certificate was
    issued and at the best time of signing.
Q4. The certificate had begun, and had neither ended nor been revoked, at the best time of
    signing.
Q5. The best time is a proven one, else the moment that it is judged for; never the signer's.
Q6. That it was not revoked is known, where its authority publishes what it revoked.
Q7. A time is proven by a timestamp alone that a service for qualified timestamps made, which a
    trusted list names and which was granted then.
Q8. Of a service that several lists have, the newest list is asked.
Q9. A list says nothing of the time after its own next update: what it would have to say of a
    service since then is in the list that replaced it.
What is missing is named, and "advanced" is what is left: never worded as qualified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wallet.register import RegisterSource, SealServiceRow, ServiceState

_GRANTED = ("granted", "recognisedatnationallevel", "undersupervision", "accredited")
"""States of a service that may issue; the older words are those of lists before July 2016."""
_ISSUES = "CA/QC"
_STAMPS = "TSA/QTST"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCertificate:
    """What a certificate says, and which services of trusted lists issued it."""

    says_qualified: bool
    """QcStatements: qualified, and for electronic seals."""
    begins: datetime
    ends: datetime
    issued_by: tuple[SealServiceRow, ...]
    """Services whose key signed it."""
    revoked: datetime | None = None
    """Since when it is revoked, where that is known."""
    unlooked: bool = False
    """Whether its authority publishes what it revoked, and nobody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealStamp:
    """A timestamp that holds, and the services of trusted lists that made it."""

    at: datetime
    made_by: tuple[SealServiceRow, ...]


def why_not_qualified(
    seal: SealCertificate, now: datetime, proven: datetime | None
) -> str | None:
    """The first condition that is missing; None: qualified."""
    at = best_time(now, proven)
    services = newest_told(seal.issued_by)
    current = tuple(one for one in services if speaks_of(one, at))
    conditions = (
        ("not_stated", says_so(seal)),
        ("service_not_listed", is_listed(services)),
        ("service_not_granted_at_issue", was_granted(services, seal.begins)),
        ("list_past_its_next_update", bool(current)),
        ("service_not_granted_at_signing", was_granted(current, at)),
        ("revoked_no_poe", not was_revoked(seal, at)),
        ("out_of_bounds_no_poe", holds(seal, at)),
        ("revocation_unknown", not is_unlooked(seal)),
    )
    return next((name for name, is_met in conditions if not is_met), None)


def proven_time(stamps: Iterable[SealStamp], now: datetime) -> datetime | None:
    """Q7: the earliest time, up to now, that a qualified timestamp proves."""
    times = (one.at for one in stamps if one.at <= now and is_qualified_stamp(one))
    return min(times, default=None)


def is_qualified_stamp(stamp: SealStamp) -> bool:
    """Q7."""
    return any(
        one.type == _STAMPS and is_granted([state]) and speaks_of(one, stamp.at)
        for one in newest_told(stamp.made_by)
        if (state := state_at(one, stamp.at)) is not None
    )


def newest_told(services: Iterable[SealServiceRow]) -> tuple[SealServiceRow, ...]:
    """Q8. A list may tell of one key as two services, for seals and for people: both stay."""
    told = tuple(services)
    newest: dict[tuple[bytes, str], RegisterSource] = {}
    for one in told:
        held = newest.setdefault((one.certificate, one.type), one.source)
        if one.source.as_of > held.as_of:
            newest[one.certificate, one.type] = one.source
    return tuple(one for one in told if newest[one.certificate, one.type] == one.source)


def speaks_of(service: SealServiceRow, at: datetime) -> bool:
    """Q9."""
    return service.next_update is None or at <= service.next_update


def best_time(now: datetime, proven: datetime | None) -> datetime:
    """Q5."""
    return proven if proven is not None else now


def says_so(seal: SealCertificate) -> bool:
    """Q1."""
    return seal.says_qualified


def is_listed(services: Iterable[SealServiceRow]) -> bool:
    """Q2."""
    return any(one.type == _ISSUES for one in services)


def was_granted(services: Iterable[SealServiceRow], at: datetime) -> bool:
    """Q3."""
    return any(
        one.type == _ISSUES and is_good(state)
        for one in services
        if (state := state_at(one, at)) is not None
    )


def is_good(state: ServiceState) -> bool:
    """Q3."""
    return is_granted([state]) and state.qualified and state.for_seals


def is_granted(history: Iterable[ServiceState]) -> bool:
    """Whether the newest state of a service is one in which it may issue."""
    newest = max(history, key=lambda one: one.since, default=None)
    return newest is not None and newest.status.lower() in _GRANTED


def may_anchor(service: SealServiceRow) -> bool:
    """Whether paths may end at a service: one that issues certificates has to be for seals.

    One for signatures of people alone gives its certificates to anybody.
    """
    newest = max(service.history, key=lambda one: one.since, default=None)
    is_for_it = newest is not None and (service.type != _ISSUES or newest.for_seals)
    return is_for_it and is_granted(service.history)


def state_at(service: SealServiceRow, at: datetime) -> ServiceState | None:
    """What a service was at a moment: the newest state that had begun."""
    begun = [one for one in service.history if one.since <= at]
    return max(begun, key=lambda one: one.since) if begun else None


def holds(seal: SealCertificate, at: datetime) -> bool:
    """Q4."""
    return seal.begins <= at <= seal.ends


def is_unlooked(seal: SealCertificate) -> bool:
    """Q6."""
    return seal.unlooked


def was_revoked(seal: SealCertificate, at: datetime) -> bool:
    """Q4."""
    return seal.revoked is not None and seal.revoked <= at

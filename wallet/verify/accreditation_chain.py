"""Signed accreditations of a signer, proven one by one (``trust.accreditation.chain``).

Each is judged like any credential: its signature, its issuer's key, its status. One of which
any of these is not known, or rests on what nobody has compared, is no link. They come from
accepted bundles, from files that the person gave, and from what came with a credential; where a
chain ends is for the bundles alone to say. One that came with a credential counts only where a
good list says that it stands: what a registry has taken back in silence would else live on in
the hands of its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from wallet import proofs
from wallet.encoding import timestamp
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Source
from wallet.formats import values
from wallet.formats.country_codes import alpha_2
from wallet.formats.document import body as credential_in
from wallet.reasons import Reason
from wallet.report import Finding, Outcome
from wallet.trust.accreditation import Question, chain
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.chain import Link, Scope, Wanted
from wallet.verify import claims as reading
from wallet.verify import uncompared
from wallet.verify.case import Case, Established
from wallet.verify.issuer_key import check_issuer_key
from wallet.verify.read_list import secured_list
from wallet.verify.status_step import check_status

_MOST = 40
"""Accreditations looked at for one credential."""
_PLACE = re.compile(
    r"https?://publications\.europa\.eu/resource/authority/(?:atu|country)/(\w+)"
)
_LEVEL = re.compile(r"https?://data\.europa\.eu/snb/(?:eqf|qdr)/(?:level-)?([1-8])", re.ASCII)
_FIELD = re.compile(r"https?://data\.europa\.eu/snb/isced-f/(\d{2,4})", re.ASCII)
_ELM = "Accreditation"
_INSTITUTIONAL = frozenset(
    f"http://data.europa.eu/snb/accreditation/{one}" for one in ("003293d2ce", "bb4618238e")
)
"""Kinds that speak of the whole institution: its licence, its quality assurance."""
_OPEN_ENDED = frozenset({"decision", "status"})
_OPEN = (Outcome.PASSED, Outcome.NOT_APPLICABLE)


def granted_to(question: Question, case: Case, types: frozenset[str]) -> Question:
    """The question with what signed accreditations grant its signer."""
    days = question.award.days
    believed = Believed.over(case.evidence.registers, question)
    links = tuple(_links(question.signer.id, believed, case))
    roots = chain.roots_of(row for link in links for row in believed.issuers(link.issuer))
    if not roots or days.first is None or days.last is None:
        return question
    names = [one.name for one in believed.issuers(question.signer.id)]
    wanted = Wanted(
        types=frozenset(_short(one) for one in types),
        days=(days.first, days.last),
        country=question.award.country or question.issuer.country,
        name=names[0] if names else None,
    )
    return replace(question, granted=chain.granted(question.signer.id, links, roots, wanted))


def _short(kind: str) -> str:
    """A type by the name that accreditations call it: the last part of its address."""
    return kind.replace("#", "/").rpartition("/")[2]


def _links(signer: str, believed: Believed, case: Case) -> Iterator[Link]:
    """Proven accreditations of the signer, of who gave them, and so on up."""
    waiting, met, count = [signer], {signer}, 0
    while waiting:
        subject = waiting.pop(0)
        for data, also, came in _of(subject, believed, case):
            count += 1
            link = _proven(data, also, case, came=came) if count <= _MOST else None
            if link is None or link.subject != subject:
                continue
            yield link
            if link.issuer not in met:
                met.add(link.issuer)
                waiting.append(link.issuer)


def _of(subject: str, believed: Believed, case: Case) -> Iterator[tuple[bytes, str, bool]]:
    """Accreditations of a subject, what else a registry calls them, and whether they came.

    Those that came with a credential are asked last: they take nobody's room.
    """
    for row in believed.accreditations(subject):
        yield row.data, row.id, False
    given = [one for one in case.evidence.accreditations if one.subject == subject]
    for one in sorted(given, key=lambda each: each.origin.source is Source.CARRIED):
        yield one.data, "", one.origin.source is Source.CARRIED


def _proven(data: bytes, also: str, case: Case, *, came: bool) -> Link | None:
    """One link; None where its signature, its key or its status is not shown."""
    try:
        secured = secured_list(data)
        inner = Case(
            secured=secured,
            evidence=case.evidence,
            policy=case.policy,
            now=case.now,
            role=case.role,
            depth=case.depth + 1,
        )
        proven = proofs.check(secured, inner.setting())
    except (InputError, ProofFailure):
        return None
    if proven.format_problems or proven.unsigned_members or proven.selective:
        return None
    found = reading.read(proven, secured.document if secured.token else None)
    established = Established(case=inner, proven=proven, claims=found)
    key, fact = check_issuer_key(established)
    if key.outcome is not Outcome.PASSED or fact is None or found.issuer is None:
        return None
    established = replace(established, key_fact=fact)
    if uncompared.rests_on(established) is not None:
        return None
    status = check_status(established)
    good = _is_cleared(status) if came else status.outcome in _OPEN
    return _link(credential_in(proven.document).content, found, also, stands=good)


def _is_cleared(status: Finding) -> bool:
    """Whether a list says that it stands; an entry that merely informs says nothing of it."""
    return status.outcome is Outcome.PASSED and status.reason is Reason.NOT_REVOKED


def _link(
    content: Mapping[str, Any], found: reading.Claims, also: str, *, stands: bool
) -> Link | None:
    begins = [one.at for one in found.dates if one.begins]
    ends = [one.at for one in found.dates if not one.begins]
    subject = content.get("credentialSubject")
    if not isinstance(subject, Mapping) or found.issuer is None:
        return None
    limits = _limits(subject)
    if limits:
        ends += _expiry(subject)
    if None in (*begins, *ends) or (limits and not _is_understood(subject)):
        return None
    terms = next(iter(_objects(content.get("termsOfUse"))), {})
    return Link(
        ids=frozenset(one for one in (found.id, also) if one),
        issuer=found.issuer,
        subject=_subject(subject, limits),
        types=found.types,
        first=max((_day(one) for one in begins), default=None),
        last=min((_day(one) for one in ends), default=None),
        stands=stands,
        scope=tuple(_scope(one) for one in _objects(subject.get("accreditedFor"))),
        parent=_text(terms.get("id")),
        limits=limits,
    )


def _scope(entry: Mapping[str, Any]) -> Scope:
    """What an entry allows; a member that cannot be read allows nothing."""
    types = entry.get("types")
    place = entry.get("limitJurisdiction")
    return Scope(
        types=frozenset(_texts(types)),
        schema=_text(entry.get("schemaId")),
        jurisdictions=None if place is None else frozenset(_places(place)),
    )


def _limits(subject: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Limits of an ELM accreditation; empty for what is none."""
    if _ELM not in _texts(subject.get("type")):
        return {}
    told = {
        "levels": _levels(subject.get("limitEQFLevel")),
        "fields": _fields(subject.get("limitField")),
        "countries": tuple(_places(subject.get("limitJurisdiction"))),
    }
    return {"kind": (_ELM,), **{name: one for name, one in told.items() if one}}


def _is_understood(subject: Mapping[str, Any]) -> bool:
    """Whether all that could narrow or undo an ELM accreditation was read: else it is none.

    No list says which ``decision`` or ``status`` is a good one, and a kind that is not
    institutional is about one programme.
    """
    kinds = _ids(subject.get("dcType"))
    return (
        not any(one.startswith("limit") and one not in _LIMITS for one in subject)
        and not _OPEN_ENDED & subject.keys()
        and all(one in _INSTITUTIONAL for one in kinds)
        and all(_is_whole(one, subject.get(one)) for one in _LIMITS if one in subject)
    )


def _is_whole(member: str, value: Any) -> bool:
    """Whether each entry of a limit could be read."""
    is_place = member == "limitJurisdiction"
    read = [one for one in _LIMITS[member](value) if not is_place or values.country(one)]
    return len(read) == len(value if isinstance(value, list) else [value]) > 0


def _expiry(subject: Mapping[str, Any]) -> list[datetime | None]:
    """The end that the accreditation itself names; None where it cannot be read."""
    if "expiryDate" not in subject:
        return []
    try:
        return [timestamp.parse(subject["expiryDate"])]
    except InputError:
        return [None]


def _subject(subject: Mapping[str, Any], limits: Mapping[str, object]) -> str:
    """Who was accredited: of an ELM accreditation the organisation, else the subject."""
    holder = subject.get("organisation") if limits else subject
    told = holder.get("id") if isinstance(holder, Mapping) else holder
    return _text(told) or ""


def _matched(pattern: re.Pattern[str], value: object) -> tuple[str, ...]:
    found = (pattern.fullmatch(one) for one in _ids(value))
    return tuple(one[1] for one in found if one is not None)


def _levels(value: object) -> tuple[str, ...]:
    return _matched(_LEVEL, value)


def _fields(value: object) -> tuple[str, ...]:
    return _matched(_FIELD, value)


def _places(value: object) -> Iterator[str]:
    """Countries as two letters; what is not known stays as it is written, and fits nobody."""
    for one in _ids(value):
        found = _PLACE.fullmatch(one)
        code = found[1] if found is not None else one
        yield values.country(code) or alpha_2(code) or code


_LIMITS: Mapping[str, Callable[[object], Iterable[str]]] = {
    "limitEQFLevel": _levels,
    "limitField": _fields,
    "limitJurisdiction": _places,
}


def _ids(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        told = one.get("id") if isinstance(one, Mapping) else one
        if isinstance(told, str):
            yield told


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield one


def _texts(value: object) -> list[str]:
    return [
        one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)
    ]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(moment: datetime | None) -> date:
    return (moment or datetime.max.replace(tzinfo=UTC)).astimezone(UTC).date()

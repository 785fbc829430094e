"""What the evaluation needs of an award, taken from a view and its verification.

Rules
-----
1. The award's words come from the view of a *proven* document. Where the proof does not hold
   there is no view; the credential is then listed without any word of its own, so that
   "why does it not count" has an answer.
2. The issuer counts under the name that a trust source gives, else under its identifier;
   never under its own name.
3. A credential ends at the earliest of the ends it names. A day means the whole day, a month
   or a year its last day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from wallet.credential import (
    Assessment,
    Award,
    CredentialView,
    Credit,
    DateValue,
    Identifier,
    Kind,
    Level,
    Text,
    Texts,
)
from wallet.reasons import Reason as CheckReason
from wallet.report import Check, Outcome, Verdict, VerdictCode, VerificationReport

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How one check came out."""

    outcome: Outcome
    reason: CheckReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAward:
    """One award of the learner, with what was found out about its credential."""

    id: str
    """The credential id; with ``#`` and the award's id where a credential holds several."""
    credential_id: str
    verdict: VerdictCode
    checks: Mapping[Check, Checked] = field(default_factory=dict)
    judged_at: datetime | None = None
    """The moment the checks were made for (UTC)."""
    award_id: str = ""
    title: Texts = ()
    file: str = ""
    """The file that holds it, for the owner, where it is not proven."""
    is_proven: bool = True
    """Whether any of its own words may be repeated."""
    kind: Kind = Kind.UNKNOWN
    definition_ids: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    hours: Decimal | None = None
    levels: tuple[Level, ...] = ()
    fields: tuple[Identifier, ...] = ()
    skills: frozenset[str] = frozenset()
    """Ids of outcomes, and concepts that they link to."""
    languages: tuple[str, ...] = ()
    mode: str | None = None
    grades: tuple[str, ...] = ()
    grade_schemes: tuple[str | None, ...] = ()
    """The scheme of each grade, where the credential names one."""
    result_statuses: tuple[str | None, ...] = ()
    """What the issuer says of each of those results, in its own words."""
    assessment_types: tuple[str, ...] = ()
    issuer_id: str | None = None
    issuer_names: tuple[str, ...] = ()
    """By a trust source; empty where none names the issuer."""
    country: str | None = None
    award_date: date | None = None
    starts: datetime | None = None
    expires: datetime | None = None
    unreadable_dates: tuple[str, ...] = ()
    """Dates that are there and cannot be read: never taken for "no date"."""
    parent: str | None = None
    learner_ids: frozenset[str] = frozenset()
    learner_names: frozenset[str] = frozenset()
    """Spelled alike: blanks and case do not count."""
    birth_date: date | None = None
    document_id: str | None = None
    """The credential's own id: a later one of the same issuer is a re-issue."""
    issued: datetime | None = None
    accreditation: str | None = None
    """In the words of spec/trust.md D.9; None: not known."""
    accreditation_modifiers: frozenset[str] = frozenset()
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """Address of a skill -> what the credential calls it."""

    @property
    def partner(self) -> str:
        """Who the issuer is when partners are counted (rule 2)."""
        return self.issuer_names[0] if self.issuer_names else self.issuer_id or ""


def held(
    credential_id: str,
    view: CredentialView | None,
    verdict: Verdict,
    report: VerificationReport,
) -> tuple[HeldAward, ...]:
    """The awards of one credential as the evaluation reads them."""
    checks = {
        one.check: Checked(outcome=one.outcome, reason=one.reason) for one in report.findings
    }
    if view is None or not view.awards:
        return (
            HeldAward(
                id=credential_id,
                credential_id=credential_id,
                verdict=verdict.code,
                checks=checks,
                judged_at=report.verified_at,
                is_proven=view is not None,
            ),
        )
    return tuple(
        _held_award(credential_id, view, award, verdict=verdict, report=report, checks=checks)
        for award in view.awards
    )


def _issuer_id(view: CredentialView, report: VerificationReport) -> str | None:
    """What a seal's certificate calls its owner; else the id under which the issuer signs."""
    found = report.find(Check.ISSUER_KEY)
    sealed_by = found.facts.get("signer_id") if found is not None else None
    return sealed_by if isinstance(sealed_by, str) else view.envelope.issuer.id


def _held_award(
    credential_id: str,
    view: CredentialView,
    award: Award,
    *,
    verdict: Verdict,
    report: VerificationReport,
    checks: Mapping[Check, Checked],
) -> HeldAward:
    ends = (view.envelope.valid_until, award.expiry)
    expires = min((moment for one in ends if (moment := _end(one))), default=None)
    return HeldAward(
        id=f"{credential_id}#{award.id}" if len(view.awards) > 1 else credential_id,
        credential_id=credential_id,
        verdict=verdict.code,
        checks=checks,
        judged_at=report.verified_at,
        award_id=award.id,
        title=award.title,
        kind=award.kind,
        definition_ids=award.definition_ids,
        credits=award.credits,
        hours=award.workload.hours if award.workload else None,
        levels=award.levels,
        fields=award.fields,
        skills=_skills(award),
        languages=award.languages,
        mode=award.participation,
        grades=tuple(one.result or "" for one in _graded(award)),
        grade_schemes=tuple(one.grading_scheme for one in _graded(award)),
        result_statuses=tuple(one.result_status for one in _graded(award)),
        assessment_types=tuple(one.type for one in award.assessments if one.type is not None),
        award_date=_day(award.award_date),
        expires=expires,
        unreadable_dates=tuple(one.value for one in ends if one and _end(one) is None),
        parent=award.parent,
        labels=dict(_labels(award)),
        **_of_envelope(view, report),
    )


def _of_envelope(view: CredentialView, report: VerificationReport) -> dict[str, Any]:
    """What all awards of a credential share: who issued it, to whom, since when."""
    envelope, learner = view.envelope, view.learner
    names = (" ".join(one.text.casefold().split()) for one in learner.names)
    return {
        "issuer_id": _issuer_id(view, report),
        "issuer_names": report.issuer_names,
        "country": envelope.issuer.country,
        "starts": _start(envelope.valid_from),
        "document_id": envelope.id,
        "issued": _start(envelope.issued_at or envelope.valid_from),
        "learner_ids": frozenset(learner.ids),
        "learner_names": frozenset(names),
        "birth_date": _day(learner.birth_date),
        "accreditation": report.accreditation.code,
        "accreditation_modifiers": frozenset(report.accreditation.modifiers),
    }


def _skills(award: Award) -> frozenset[str]:
    ids = {one.id for one in award.outcomes if one.id is not None}
    return frozenset(ids | {link.uri for one in award.outcomes for link in one.links})


def _labels(award: Award) -> Iterator[tuple[str, Texts]]:
    for one in award.outcomes:
        if one.id is not None:
            yield one.id, one.text
        for link in one.links:
            yield link.uri, (Text(lang="und", text=link.label),) if link.label else one.text


def _graded(award: Award) -> tuple[Assessment, ...]:
    return tuple(one for one in award.assessments if one.result is not None)


def _moment(value: DateValue) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter: a zone in which it is before the year 1
        return None


def _parts(value: DateValue) -> tuple[int, int | None, int | None] | None:
    found = _DAY.fullmatch(value.value)
    if found is None:
        return None
    year, month, day = (int(one) if one else None for one in found.groups())
    return (year or 0, month, day)


def _day(value: DateValue | None) -> date | None:
    """The earliest day that a date can mean: older is the careful reading of an age."""
    if value is None:
        return None
    parts = _parts(value)
    try:
        if parts:
            return date(parts[0], parts[1] or 1, parts[2] or 1)
        moment = _moment(value)
    except (ValueError, OverflowError):
        return None
    return moment.date() if moment else None


def _start(value: DateValue | None) -> datetime | None:
    day = _day(value)
    if value is None or day is None:
        return None
    if _parts(value):
        return datetime.combine(day, time.min, UTC)
    return _moment(value)


def _end(value: DateValue | None) -> datetime | None:
    """The last moment (rule 3); None where there is no date or none that can be read."""
    if value is None:
        return None
    parts = _parts(value)
    try:
        if parts is None:
            return _moment(value)
        year, month, day = parts[0], parts[1] or 12, parts[2]
        last = day or calendar.monthrange(year, month)[1]
        return datetime.combine(date(year, month, last), time.max, UTC)
    except (ValueError, OverflowError):
        return None

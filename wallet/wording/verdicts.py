"""The word of a verdict and the one sentence under it (spec/ux.md, section 2).

The sentence names the deciding fact. For ``verified`` it says who, not revoked as of when, and
until when; for the others it is the meaning of the finding that decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from wallet.reasons import Reason
from wallet.report import (
    Check,
    Finding,
    Outcome,
    Role,
    Verdict,
    VerdictCode,
    VerificationReport,
)
from wallet.wording.checks import finding
from wallet.wording.dates import age, day
from wallet.wording.speech import Words, tr

_TITLES: Mapping[VerdictCode, Callable[[], str]] = {
    VerdictCode.VERIFIED: lambda: tr("Verified"),
    VerdictCode.NOT_VALID: lambda: tr("No longer valid"),
    VerdictCode.CANNOT_TELL: lambda: tr("Cannot tell"),
    VerdictCode.NOT_GENUINE: lambda: tr("Not genuine"),
}
_AGE_TOLD_AFTER_DAYS = 7
_BROKEN_RULES = (Reason.MISSING_MEMBER, Reason.INVALID_MEMBER)
_NOT_YET = (Reason.NOT_YET_VALID, Reason.PROOF_FROM_THE_FUTURE)


def verdict_title(code: VerdictCode) -> str:
    """The word on the badge."""
    return _TITLES[code]()


def verdict(judged: Verdict, report: VerificationReport, role: Role) -> Words:
    """The badge's word, the sentence under it, and what to do."""
    title = verdict_title(judged.code)
    if judged.deciding.reason in _NOT_YET:
        title = tr("Not yet valid")
    if judged.code is VerdictCode.VERIFIED:
        return Words(title=title, meaning=_verified(report))
    if judged.deciding.reason is Reason.CONTENT_NOT_READ:
        return _sealed(title, report, role)
    words = finding(judged.deciding, role)
    meaning = words.meaning
    if judged.deciding.reason in _BROKEN_RULES:  # the check names what it is
        meaning = tr("It is not made as its standard asks. See the details of each check.")
    if judged.last_good is not None:
        meaning = tr("Was good on {date}; not checked since.", date=day(judged.last_good))
    return Words(title=title, meaning=meaning, advice=words.advice)


def _sealed(title: str, report: VerificationReport, role: Role) -> Words:
    """A document for people: intact and sealed by whom, and never more than that."""
    for check in (Check.PROOF, Check.ISSUER_KEY, Check.STATUS, Check.ISSUER_IDENTITY):
        found = report.find(check)
        if found is not None and found.outcome is Outcome.INDETERMINATE:
            words = finding(found, role)
            if check is Check.PROOF:
                return Words(title=title, meaning=words.meaning, advice=words.advice)
            meaning = tr("The document is intact. {more}", more=words.meaning)
            return Words(title=title, meaning=meaning, advice=words.advice)
    advice = finding(_of_content(report), role).advice
    meaning = tr(
        "The document is intact and sealed by {issuer}. What it says is for you to read.",
        issuer=report.issuer_names[0] if report.issuer_names else tr("a listed issuer"),
    )
    return Words(title=title, meaning=meaning, advice=advice)


def _of_content(report: VerificationReport) -> Finding:
    return next(one for one in report.findings if one.reason is Reason.CONTENT_NOT_READ)


def _verified(report: VerificationReport) -> str:
    if report.find(Check.ISSUER_KEY) is None or report.find(Check.REQUEST) is not None:
        return tr("Made for you, in answer to what you asked, and unchanged since.")
    sentence = _who_and_until(report)
    source = _source(report.find(Check.ISSUER_IDENTITY))
    return f"{sentence} {source}" if source else sentence


def _who_and_until(report: VerificationReport) -> str:
    issuer = report.issuer_names[0] if report.issuer_names else tr("a listed issuer")
    validity, status = report.find(Check.VALIDITY), report.find(Check.STATUS)
    until = validity.facts.get("valid_until") if validity is not None else None
    as_of = status.as_of if status is not None and status.outcome is Outcome.PASSED else None
    if as_of is not None and isinstance(until, str):
        return tr(
            "Signed by {issuer}, not revoked as of {date}, valid until {end}.",
            issuer=issuer,
            date=_dated(as_of, report),
            end=day(until),
        )
    if as_of is not None:
        return tr(
            "Signed by {issuer}, not revoked as of {date}, without an end date.",
            issuer=issuer,
            date=_dated(as_of, report),
        )
    if isinstance(until, str):
        return tr("Signed by {issuer}, valid until {end}.", issuer=issuer, end=day(until))
    return tr("Signed by {issuer}, without an end date.", issuer=issuer)


def _dated(as_of: datetime, report: VerificationReport) -> str:
    """The date of the list, with its age where that begins to matter."""
    if (report.verified_at - as_of).days <= _AGE_TOLD_AFTER_DAYS:
        return day(as_of)
    return tr("{date} ({age})", date=day(as_of), age=age(as_of, report.verified_at))


def _source(identity: Finding | None) -> str:
    """Whose word the name rests on, and since when it is here (spec/trust.md D.11)."""
    if identity is None or "registry" not in identity.facts:
        return ""
    registry, received = identity.facts["registry"], identity.facts.get("received")
    date = day(received if isinstance(received, str) else None)
    match identity.facts.get("source"):
        case "vault":
            return tr(
                "The name is from {registry}, added to this wallet on {date}.",
                registry=registry,
                date=date,
            )
        case "accepted":
            return tr(
                "The name is from {registry}, accepted on this computer on {date}.",
                registry=registry,
                date=date,
            )
        case _:
            return tr("The name is from {registry}, given for this check.", registry=registry)

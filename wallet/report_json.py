"""The JSON of a verification (spec/verification.md, section 5).

Read by other programs: names and values change only with ``REPORT_VERSION``. Amounts are
decimal strings, texts are ``{lang, text}``, dates of a credential keep what was written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wallet import __version__, wording
from wallet.credential import VIEW_VERSION, CredentialView
from wallet.encoding import timestamp
from wallet.encoding.timestamp import write as stamp
from wallet.examine import FileError, FileResult, Judged
from wallet.policy import judge
from wallet.reasons import Reason
from wallet.report import (
    REPORT_VERSION,
    Accreditation,
    Check,
    Finding,
    Outcome,
    Policy,
    Role,
    VerdictCode,
    VerificationReport,
)
from wallet.secured import Secured
from wallet.vault.interface import DatedReport

TOOL = "tessera"


def document(
    results: Iterable[FileResult],
    *,
    now: datetime,
    policy: Policy,
    role: Role,
) -> dict[str, Any]:
    """The one JSON document of a run."""
    return {
        "tool": TOOL,
        "version": __version__,
        "report_version": REPORT_VERSION,
        "verified_at": stamp(now),
        "policy": {
            "max_status_age_days": policy.max_status_age_days,
            "max_identity_age_days": policy.max_identity_age_days,
        },
        "role": role.value,
        "results": [file_result(one) for one in results],
    }


def file_result(result: FileResult) -> dict[str, Any]:
    """One received file."""
    told: dict[str, Any] = {
        "source": result.source,
        "sha256": result.sha256,
        "error": None if result.error is None else file_error(result.error),
        "credentials": [judged(one) for one in result.credentials],
    }
    if result.refused:
        told["refused"] = [{"member": one.member, **file_error(one)} for one in result.refused]
    return told


def file_error(error: FileError) -> dict[str, Any]:
    """Why a file holds nothing that can be read."""
    return {"code": error.code, "message": wording.error(error.code, error.facts).meaning}


def judged(one: Judged) -> dict[str, Any]:
    """One credential or presentation with its verdict, findings and neutral view."""
    report = one.report
    told: dict[str, Any] = {
        "path": one.path,
        "id": one.credential_id,
        "format": one.secured.format.value,
        "securing": one.secured.securing,
        "verdict": one.verdict.code.value,
        "deciding": {
            "check": one.verdict.deciding.check.value,
            "reason": one.verdict.deciding.reason.value,
        },
    }
    if one.verdict.last_good is not None:
        told["last_good"] = stamp(one.verdict.last_good)
    told["accreditation"] = accreditation(report.accreditation)
    told["findings"] = [finding(found) for found in report.findings]
    if report.unsigned_members:
        told["unsigned_members"] = list(report.unsigned_members)
    if report.children:
        told["endorsements"] = [
            _child(part, child)
            for part, child in zip(one.secured.parts, report.children, strict=True)
        ]
    told["credential"] = None if one.view is None else view(one.view)
    return told


def finding(found: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "check": found.check.value,
        "outcome": found.outcome.value,
        "reason": found.reason.value,
        "facts": {key: _plain(value) for key, value in found.facts.items()},
        "as_of": None if found.as_of is None else stamp(found.as_of),
    }


def accreditation(found: Accreditation) -> dict[str, Any]:
    """The answer of spec/trust.md D.9."""
    return {
        "code": found.code,
        "at_award": found.at_award,
        "now": found.now,
        "modifiers": list(found.modifiers),
        "evidence": [_plain(one) for one in found.evidence],
        "facts": _plain(found.facts),
        "as_of": None if found.as_of is None else stamp(found.as_of),
    }


def established(
    history: Iterable[DatedReport], today: VerificationReport
) -> VerificationReport | None:
    """What was established about a credential on an earlier day, where today it cannot be told.

    Rules (spec/verification.md, section 3: a kept snapshot never changes today's verdict)
    -------------------------------------------------------------------------------------
    1. Only what was proven then: a report without ``proof`` and ``issuer_key`` says nothing.
    2. Nothing is set beside a yes or a no of today, a revocation, or a forgery.
    3. The newest report with a yes about accreditation, else the newest that was verified.
    """
    if judge(today).code in (VerdictCode.NOT_GENUINE, VerdictCode.NOT_VALID):
        return None
    reports = [
        one
        for kept in history
        if kept.verified_at < today.verified_at and (one := _read(kept)) is not None
    ]
    if today.accreditation.at_award == "unknown":
        for one in reports:
            if one.accreditation.at_award == "yes":
                return one
    if today.stands():
        return None
    return next((one for one in reports if one.stands()), None)


def _read(kept: DatedReport) -> VerificationReport | None:
    """A kept report as it was, without what it was about; None where nothing was proven."""
    told: Any = kept.report
    try:
        report = VerificationReport(
            findings=tuple(_finding_of(one) for one in told["findings"]),
            verified_at=kept.verified_at,
            role=Role.HOLDER,
            accreditation=_accreditation_of(told["accreditation"]),
        )
    except (KeyError, TypeError, ValueError):  # written by a version that told it otherwise
        return None
    proven = (report.find(Check.PROOF), report.find(Check.ISSUER_KEY))
    passed = all(one is not None and one.outcome is Outcome.PASSED for one in proven)
    if not passed:
        return None
    identity = report.find(Check.ISSUER_IDENTITY)
    name = identity.facts.get("name") if identity is not None else None
    listed = (str(name),) if name and identity and identity.outcome is Outcome.PASSED else ()
    return dataclasses.replace(report, issuer_names=listed)


def _finding_of(told: Mapping[str, Any]) -> Finding:
    return Finding(
        check=Check(told["check"]),
        outcome=Outcome(told["outcome"]),
        reason=Reason(told["reason"]),
        facts=_facts_of(told["facts"]),
        as_of=_moment(told["as_of"]),
    )


def _accreditation_of(told: Mapping[str, Any]) -> Accreditation:
    return Accreditation(
        code=told["code"],
        at_award=told["at_award"],
        now=told["now"],
        modifiers=tuple(told["modifiers"]),
        evidence=tuple(told["evidence"]),
        facts=_facts_of(told["facts"]),
        as_of=_moment(told["as_of"]),
    )


def _facts_of(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }


def _moment(told: str | None) -> datetime | None:
    return None if told is None else timestamp.parse(told)


def view(shown: CredentialView) -> dict[str, Any]:
    """The neutral view (spec/credential.md C.1)."""
    return {"view_version": VIEW_VERSION, **_plain(shown)}


def _child(part: Secured, report: VerificationReport) -> dict[str, Any]:
    """An embedded credential: its own verdict and findings, never mixed with the parent's."""
    return {
        "path": part.path,
        "id": part.credential_id,
        "format": part.format.value,
        "securing": part.securing,
        "verdict": judge(report).code.value,
        "findings": [finding(one) for one in report.findings],
    }


def _plain(value: Any) -> Any:
    """Types of the core as JSON values."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return stamp(value)
    return value.value if isinstance(value, StrEnum) else value

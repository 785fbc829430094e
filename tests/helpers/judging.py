"""Judging what the test issuer made: one line from a credential to its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet.evidence import Evidence, Source
from wallet.examine import FileResult, Judged, examine
from wallet.report import Check, Finding, Policy, Role
from wallet.trust import read_evidence
from wallet.verify import Challenge


def evidence_of(
    *issuers: Issuer,
    listed: bool = True,
    extra: Iterable[tuple[str, bytes]] = (),
    source: Source = Source.CALLER,
    **how: Any,
) -> Evidence:
    """What a verifier holds of these issuers; ``listed``: a registry names them."""
    files = [one for issuer in issuers for one in issuer.evidence_files(**how)]
    if listed:
        files.append(("registry.json", registry(issuers)))
    files.extend(extra)
    found, refused = read_evidence(files, source=source, received_at=NOW)
    assert not refused, refused
    return found


def examined(
    credential: Mapping[str, Any] | str | bytes,
    evidence: Evidence,
    *,
    at: datetime = NOW,
    role: Role = Role.RECEIVER,
    challenge: Challenge | None = None,
    policy: Policy | None = None,
) -> FileResult:
    """Everything found in the file."""
    data = credential if isinstance(credential, bytes) else to_bytes(credential)
    return examine(
        data,
        "test",
        evidence,
        policy=policy or Policy(),
        now=at,
        role=role,
        challenge=challenge,
    )


def judged(
    credential: Mapping[str, Any] | str | bytes, evidence: Evidence, **how: Any
) -> Judged:
    """The first credential of the file."""
    result = examined(credential, evidence, **how)
    assert result.error is None, result.error
    return result.credentials[0]


def found(one: Judged, check: Check) -> Finding:
    """The finding of a check."""
    finding = one.report.find(check)
    assert finding is not None, check
    return finding


def with_evidence(evidence: Evidence, **changes: Any) -> Evidence:
    """The evidence with some of it replaced."""
    return replace(evidence, **changes)

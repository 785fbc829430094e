"""What one run of the steps is about, and how a finding is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from wallet.errors import Fact
from wallet.evidence import Evidence
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Policy, Presenter, Role
from wallet.secured import Secured
from wallet.verify.claims import Claims

_ANY_DATE = 36_500 * 86_400
"""Seconds. A proof dated after the moment asked about is no forgery: its mathematics is
checked all the same; what its date means, ``validity`` says (for lists: ``status``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What this receiver asked for; None where nothing was asked."""

    nonce: str | None = None
    recipient: str | None = None
    """The name that the presentation must be made out to (``domain``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One credential or presentation, and what it is judged by."""

    secured: Secured
    evidence: Evidence
    policy: Policy
    now: datetime
    role: Role
    challenge: Challenge | None = None
    presenter: Presenter | None = None
    """None where the credential did not come in a presentation."""
    depth: int = 0
    """How deep this credential lies in others."""

    def setting(self) -> Setting:
        """What its proofs are judged by."""
        purpose = "authentication" if self.secured.is_presentation else "assertionMethod"
        return Setting(
            evidence=self.evidence,
            now=self.now,
            role=self.role,
            policy=replace(self.policy, leeway_seconds=_ANY_DATE),
            purpose=purpose,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Established:
    """A case whose proof has passed: later steps read this and nothing else."""

    case: Case
    proven: Proven
    claims: Claims
    key_fact: ProofFact | None = None
    """The proof whose key is shown to be the issuer's; None while that is not shown."""


def finding(
    check: Check,
    outcome: Outcome,
    reason: Reason,
    facts: Mapping[str, Fact] | None = None,
    as_of: datetime | None = None,
) -> Finding:
    """A finding, without facts that are not known."""
    told = {key: value for key, value in (facts or {}).items() if value not in (None, ())}
    return Finding(check=check, outcome=outcome, reason=reason, facts=told, as_of=as_of)


def not_established(check: Check) -> Finding:
    """What every later check says of a document that is not proven."""
    return finding(check, Outcome.INDETERMINATE, Reason.PROOF_NOT_ESTABLISHED)


def does_not_apply(check: Check) -> Finding:
    """What a check says where its question does not arise."""
    return finding(check, Outcome.NOT_APPLICABLE, Reason.DOES_NOT_APPLY)

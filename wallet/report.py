"""Result types of verification: facts and codes, no sentences (spec/verification.md).

============== ======================================================================
outcome        means
============== ======================================================================
passed         looked at, and it holds
failed         looked at, and it provably does not hold
indeterminate  could not be looked at, or what was found does not answer the question
not_applicable the question does not arise for this credential
============== ======================================================================

Unknown is never passed and never failed. An outcome has no truth value: match on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn

from wallet.errors import Fact
from wallet.reasons import Reason

REPORT_VERSION = 1


class Outcome(StrEnum):
    """What one check came to."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"
    NOT_APPLICABLE = "not_applicable"

    def __bool__(self) -> NoReturn:
        """Refuse: with four outcomes a truth value would lie."""
        message = "an Outcome has no truth value; compare it with `is` or match on it"
        raise TypeError(message)


class Check(StrEnum):
    """The questions, in the order in which they are asked (section 2)."""

    FORMAT = "format"
    PROOF = "proof"
    ISSUER_KEY = "issuer_key"
    VALIDITY = "validity"
    STATUS = "status"
    ISSUER_IDENTITY = "issuer_identity"
    ACCREDITATION = "accreditation"
    HOLDER = "holder"
    ENDORSEMENTS = "endorsements"
    REQUEST = "request"
    """Only for presentations: does it answer this receiver?"""


REQUIRED = (Check.FORMAT, Check.PROOF, Check.ISSUER_KEY, Check.ISSUER_IDENTITY)
"""Checks of a credential that must have passed before it is ``verified`` (section 3)."""
MAY_NOT_APPLY = (Check.VALIDITY, Check.STATUS)
"""Checks that must have passed, or not apply."""
REQUIRED_OF_PRESENTATION = (Check.FORMAT, Check.PROOF, Check.VALIDITY, Check.REQUEST)
MAY_NOT_APPLY_OF_PRESENTATION = (Check.HOLDER,)
"""A stranger may sign a presentation of what is bound to somebody else: that shows nothing."""


class VerdictCode(StrEnum):
    """The one word shown first (section 3)."""

    VERIFIED = "verified"
    NOT_VALID = "not_valid"
    CANNOT_TELL = "cannot_tell"
    NOT_GENUINE = "not_genuine"


class Role(StrEnum):
    """Whose question it is: a base proof is for its holder only (section 2.2)."""

    HOLDER = "holder"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found."""

    check: Check
    outcome: Outcome
    reason: Reason
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Names, dates, identifiers and ages as data; dates are RFC 3339 strings in UTC."""
    as_of: datetime | None = None
    """The date of the evidence used (UTC); None where none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """Answer to "was the issuer accredited?" in the words of spec/trust.md D.9."""

    code: str | None = None
    """None unless ``proof`` and ``issuer_key`` have both passed."""
    at_award: str = "unknown"
    now: str = "unknown"
    modifiers: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """Who showed a presentation: what its own proof established."""

    ids: frozenset[str] = frozenset()
    """Identifiers whose keys signed it for ``authentication``."""
    keys: frozenset[str] = frozenset()
    """Thumbprints of those keys, so that one key under two names is one key."""
    headers: frozenset[bytes] = frozenset()
    """What a ``bbs-2023`` proof shown with it is bound to: its challenge and recipients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """Every finding about one credential or presentation, in the order of ``Check``."""

    findings: tuple[Finding, ...]
    verified_at: datetime
    """The moment it was judged for (UTC), given by the caller."""
    role: Role
    accreditation: Accreditation = field(default_factory=Accreditation)
    unsigned_members: tuple[str, ...] = ()
    """JSON paths that no context defines: shown greyed, never used."""
    verified_document: Mapping[str, Any] | None = None
    """What the proof covers; the view is made from this. None if ``proof`` did not pass."""
    issuer_names: tuple[str, ...] = ()
    """Names of the issuer by a trust source; empty unless ``issuer_identity`` passed."""
    children: tuple[VerificationReport, ...] = ()
    """Reports of embedded endorsements and nested credentials, never mixed with ours."""
    presenter: Presenter = field(default_factory=Presenter)
    """Of a presentation whose proof holds; nobody otherwise."""

    def find(self, check: Check) -> Finding | None:
        """The finding of one check; None where the check was not asked."""
        return next((one for one in self.findings if one.check is check), None)

    def stands(self) -> bool:
        """Whether nothing that a credential needs to be ``verified`` is missing (section 3)."""
        return all(self._came_to(check, Outcome.PASSED) for check in REQUIRED) and all(
            self._came_to(check, Outcome.PASSED, Outcome.NOT_APPLICABLE)
            for check in MAY_NOT_APPLY
        )

    def _came_to(self, check: Check, *outcomes: Outcome) -> bool:
        found = self.find(check)
        return found is not None and found.outcome in outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a policy makes of a report; derived, never stored as a fact."""

    code: VerdictCode
    deciding: Finding
    """The finding that decided it, or for ``verified`` the proof."""
    last_good: datetime | None = None
    """Set where the only thing missing is fresh evidence: the date it was good on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a receiver asks for; the same facts may be judged differently by others."""

    max_status_age_days: int = 30
    max_identity_age_days: int = 400
    leeway_seconds: int = 300
    """For created, iat, nbf and validFrom; ends have none."""

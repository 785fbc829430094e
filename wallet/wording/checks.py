"""What each finding means, for the holder and for the receiver.

A reason may mean something else in another check (an old status list is not an old registry),
so an entry may be made for one check; every reason has an entry for all checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Role
from wallet.wording.checks_accreditation import ACCREDITATION, ACCREDITATION_BY_CHECK
from wallet.wording.checks_badges import BADGES
from wallet.wording.checks_certificates import CERTIFICATES, CERTIFICATES_BY_CHECK
from wallet.wording.checks_document import DOCUMENT
from wallet.wording.checks_party import PARTY, PARTY_BY_CHECK
from wallet.wording.checks_proof import PROOF, PROOF_BY_CHECK
from wallet.wording.checks_seals import SEALS
from wallet.wording.checks_status import STATUS, STATUS_BY_CHECK
from wallet.wording.said import Entry, words
from wallet.wording.speech import Words, tr

ENTRIES: Mapping[Reason, Entry] = {
    **DOCUMENT,
    **PROOF,
    **BADGES,
    **CERTIFICATES,
    **SEALS,
    **STATUS,
    **PARTY,
    **ACCREDITATION,
}
BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {
    **PROOF_BY_CHECK,
    **CERTIFICATES_BY_CHECK,
    **STATUS_BY_CHECK,
    **PARTY_BY_CHECK,
    **ACCREDITATION_BY_CHECK,
}

_CHECKS: Mapping[Check, Callable[[], str]] = {
    Check.FORMAT: lambda: tr("Does it follow its standard?"),
    Check.PROOF: lambda: tr("Is it unchanged since it was signed?"),
    Check.ISSUER_KEY: lambda: tr("Did the issuer named in it sign it?"),
    Check.VALIDITY: lambda: tr("Is it within its dates?"),
    Check.STATUS: lambda: tr("Was it revoked or suspended?"),
    Check.ISSUER_IDENTITY: lambda: tr("Who is the issuer?"),
    Check.ACCREDITATION: lambda: tr("Was the issuer accredited?"),
    Check.HOLDER: lambda: tr("Is it about this person?"),
    Check.ENDORSEMENTS: lambda: tr("Who else vouches for it?"),
    Check.REQUEST: lambda: tr("Was it made for you, just now?"),
}
_OUTCOMES: Mapping[Outcome, Callable[[], str]] = {
    Outcome.PASSED: lambda: tr("Passed"),
    Outcome.FAILED: lambda: tr("Failed"),
    Outcome.INDETERMINATE: lambda: tr("Not known"),
    Outcome.NOT_APPLICABLE: lambda: tr("Does not apply"),
}


def check_name(check: Check) -> str:
    """A check as the question it asks."""
    return _CHECKS[check]()


def outcome_name(outcome: Outcome) -> str:
    """An outcome in a word or two."""
    return _OUTCOMES[outcome]()


def finding(found: Finding, role: Role) -> Words:
    """What a finding means, and what this role can do about it."""
    return words(entry_of(found.check, found.reason), found.facts, role)


def entry_of(check: Check, reason: Reason) -> Entry:
    """The entry for a reason in a check."""
    return BY_CHECK.get((check, reason)) or ENTRIES[reason]

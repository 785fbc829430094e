"""From findings to the one word shown first (spec/verification.md, section 3).

Rules, the first matching one wins
----------------------------------
1. ``not_genuine``: ``proof`` or ``issuer_key`` failed.
2. ``not_valid``: ``proof`` passed, and ``status`` or ``validity`` failed. A revocation is told
   before an expiry, because it is the graver news.
3. ``verified``: the checks of ``REQUIRED`` passed, and ``validity`` and ``status`` passed or do
   not apply. A presentation needs ``format``, ``proof``, ``validity`` and ``request`` instead,
   and that nothing in it is bound to a key that did not sign it.
4. ``cannot_tell``: everything else; a check that failed decides (made for another receiver),
   else the first one that is missing.

A verdict is derived, never stored: the same facts may be judged differently tomorrow.
"""

from __future__ import annotations

from datetime import datetime

from wallet.encoding import timestamp
from wallet.reasons import Reason
from wallet.report import (
    MAY_NOT_APPLY,
    MAY_NOT_APPLY_OF_PRESENTATION,
    REQUIRED,
    REQUIRED_OF_PRESENTATION,
    Check,
    Finding,
    Outcome,
    Verdict,
    VerdictCode,
    VerificationReport,
)


def judge(report: VerificationReport, *, presentation: bool = False) -> Verdict:
    """The verdict on one credential, or on a presentation by itself."""
    found = {one.check: one for one in report.findings}
    deciding = _failed(found, Check.PROOF) or _failed(found, Check.ISSUER_KEY)
    if deciding is not None:  # 1
        return Verdict(code=VerdictCode.NOT_GENUINE, deciding=deciding)
    proof = found[Check.PROOF]
    deciding = _failed(found, Check.STATUS) or _failed(found, Check.VALIDITY)
    if proof.outcome is Outcome.PASSED and deciding is not None:  # 2
        return Verdict(code=VerdictCode.NOT_VALID, deciding=deciding)
    missing = _missing(found, presentation=presentation)
    if not missing:  # 3
        return Verdict(code=VerdictCode.VERIFIED, deciding=proof)
    graver = (one for one in missing if one.outcome is Outcome.FAILED)
    return Verdict(  # 4
        code=VerdictCode.CANNOT_TELL,
        deciding=next(graver, missing[0]),
        last_good=_last_good(missing, found.get(Check.VALIDITY)),
    )


def _failed(found: dict[Check, Finding], check: Check) -> Finding | None:
    one = found.get(check)
    return one if one is not None and one.outcome is Outcome.FAILED else None


def _missing(found: dict[Check, Finding], *, presentation: bool) -> list[Finding]:
    """The findings that stand between this and ``verified``, in the order of ``Check``."""
    required = REQUIRED_OF_PRESENTATION if presentation else REQUIRED
    lenient = MAY_NOT_APPLY_OF_PRESENTATION if presentation else MAY_NOT_APPLY
    missing: list[Finding] = []
    for check in Check:
        if check not in required and check not in lenient:
            continue
        one = found.get(check)
        if one is None:  # a check that was never made counts as missing, never as passed
            one = Finding(
                check=check, outcome=Outcome.INDETERMINATE, reason=Reason.PROOF_NOT_ESTABLISHED
            )
        accepted = one.outcome is Outcome.PASSED or (
            check in lenient and one.outcome is Outcome.NOT_APPLICABLE
        )
        if not accepted:
            missing.append(one)
    return missing


def _last_good(missing: list[Finding], validity: Finding | None) -> datetime | None:
    """The day on which it was last known good, where only fresh evidence is missing.

    None where that day lies before the credential itself began.
    """
    if any(one.reason is not Reason.EVIDENCE_TOO_OLD for one in missing):
        return None
    dates = [one.as_of for one in missing if one.as_of is not None]
    if len(dates) != len(missing):
        return None
    begun = validity.facts.get("valid_from") if validity is not None else None
    good = min(dates)
    return None if isinstance(begun, str) and timestamp.parse(begun) > good else good

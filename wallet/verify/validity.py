"""Step 4: is it within its dates? Section 2, and 2.2 on leeway.

Rules
-----
1. Every date counts: those of the data, of the token, and a proof's own ``created`` and
   ``expires``. A proof made in the future is a wrong clock or a wrong date, not a forgery.
2. Begin dates have the policy's leeway, end dates none: at its end it has ended.
3. A date that cannot be read is ``malformed_date``; nothing is assumed in its place.
4. An end that has passed is told before a beginning that has not come.
5. Where the holder may leave out parts, an absent date is no open end: ``may_be_undisclosed``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from wallet.encoding.timestamp import write as stamp
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome
from wallet.verify.case import Case, Established, finding
from wallet.verify.claims import DateClaim
from wallet.verify.undisclosed import may_hide

_SIGNED = "proof.created"


def check_validity(established: Established) -> Finding:
    """The finding of ``validity``."""
    stated = established.claims.dates
    judged = judge_dates((*stated, *_of_proofs(established)), established.case)
    shown = {one.begins for one in stated}
    is_hidden = (established.proven.selective and shown != {True, False}) or may_hide(
        established, "validUntil", "expirationDate"
    )
    if is_hidden and judged.outcome is Outcome.PASSED:
        return finding(
            Check.VALIDITY, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED, judged.facts
        )
    return judged


def _of_proofs(established: Established) -> Iterable[DateClaim]:
    for fact in established.proven.proofs:
        if fact.outcome is not Outcome.PASSED:
            continue
        if fact.created is not None:
            yield DateClaim(name=_SIGNED, begins=True, at=fact.created)
        if fact.expires is not None:
            yield DateClaim(name="proof.expires", begins=False, at=fact.expires)


def judge_dates(dates: Iterable[DateClaim], case: Case) -> Finding:
    """The finding over all dates at once."""
    known = [one for one in dates if one.at is not None]
    unreadable = tuple(one.name for one in dates if one.at is None)
    begins = [one.at for one in known if one.begins and one.at and one.name != _SIGNED]
    signed = [one.at for one in known if one.at is not None and one.name == _SIGNED]
    ends = [one.at for one in known if not one.begins and one.at is not None]
    facts = {
        "valid_from": stamp(max(begins)) if begins else None,
        "valid_until": stamp(min(ends)) if ends else None,
        "signed_on": stamp(max(signed)) if signed else None,
    }
    leeway = timedelta(seconds=case.policy.leeway_seconds)
    if ends and case.now >= min(ends):
        return finding(Check.VALIDITY, Outcome.FAILED, Reason.EXPIRED, facts)
    if begins and case.now + leeway < max(begins):
        return finding(Check.VALIDITY, Outcome.FAILED, Reason.NOT_YET_VALID, facts)
    if signed and case.now + leeway < max(signed):
        return finding(Check.VALIDITY, Outcome.FAILED, Reason.PROOF_FROM_THE_FUTURE, facts)
    if unreadable:
        return finding(
            Check.VALIDITY,
            Outcome.INDETERMINATE,
            Reason.MALFORMED_DATE,
            {**facts, "members": unreadable},
        )
    reason = Reason.WITHIN_DATES if ends else Reason.NO_END_DATE
    return finding(Check.VALIDITY, Outcome.PASSED, reason, facts)

"""R-18: which credentials may be relied on. Always on; a document tightens it, but for rule 7.

Rules
-----
1. Not proven (``proof`` or ``issuer_key`` not passed): the item is out, whatever else holds.
2. Revoked, suspended, ended or not yet begun on the evaluation day: out.
3. A named issuer and everything passed: it counts.
4. Anything that is merely not known (who the issuer is, whether it was revoked, a field that
   the signature does not cover) is left to an advisor, or out where the document says so.
5. Whatever the checks say one by one: without the verdict "verified" nothing counts as it is,
   but for what has ended since the evaluation day.
6. Dates are judged for the evaluation day, from the credential and from the verification.
7. What was learned does not end with its credential: a document may count what has expired
   (E.3, 2), and nothing else that rule 2 keeps out. That it has expired is said all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wallet.pathways.awards import Checked, HeldAward
from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

TYPE = "authenticity"
PARAMETERS = ("unknown", "expired")

_NEEDED = (Check.FORMAT, Check.STATUS, Check.ISSUER_IDENTITY)
"""Checks that may be merely unknown (rule 4), in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticityRule(ItemRule):
    """``unknown`` is ``refer`` or ``no``: what happens under rule 4."""

    unknown: str = "refer"
    counts_expired: bool = False
    """Rule 7."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """All that speaks against relying on the item."""
        award = item.award
        if award.verdict is VerdictCode.NOT_GENUINE:
            return (Doubt(code="not_genuine"),)
        unproven = _unproven(award)
        if unproven is not None:
            return (Doubt(code="not_proven", facts={"why": unproven}),)
        refer = self.unknown == "refer"
        found = (*_dates(award, day), *_status(award), *_unknown(award, refer=refer))
        if not found and _is_unsure(award):
            return (Doubt(code="not_verified", refer=refer),)
        return found


def read(fields: Fields, common: dict[str, Any]) -> AuthenticityRule:
    """Read it from the document; it cannot be waived."""
    unknown = fields.choice("unknown", ("refer", "no"), "refer")
    expired = fields.choice("expired", ("no", "counts"), "no") == "counts"
    common = {**common, "waivable": False}
    return AuthenticityRule(**common, unknown=unknown, counts_expired=expired)


def has_ended(award: HeldAward, day: Day) -> bool:
    """Whether it has expired on the evaluation day."""
    return award.id not in day.renewed and _ended(award, day)


def _is_unsure(award: HeldAward) -> bool:
    """Whether the verdict is not "verified" for another reason than a date (rule 5)."""
    validity = award.checks.get(Check.VALIDITY)
    dated = validity is not None and validity.outcome is Outcome.FAILED
    ended = award.verdict is VerdictCode.NOT_VALID and dated
    return award.verdict is not VerdictCode.VERIFIED and not ended


def _unproven(award: HeldAward) -> str | None:
    """The reason of the check that does not establish the credential (rule 1)."""
    for check in (Check.PROOF, Check.ISSUER_KEY):
        found = award.checks.get(check)
        if found is None:
            return Reason.PROOF_NOT_ESTABLISHED.value
        if found.outcome is not Outcome.PASSED:
            return found.reason.value
    return None


def _dates(award: HeldAward, day: Day) -> Iterator[Doubt]:
    """Begun and not ended on the evaluation day (rules 2 and 6)."""
    for written in award.unreadable_dates:
        yield Doubt(code="end_date_unreadable", facts={"date": written}, refer=True)
    if _not_begun(award, day):
        facts = {"on": award.starts.date().isoformat() if award.starts else None}
        yield Doubt(code="not_yet_valid", facts=facts)
    if award.award_date and award.birth_date and award.award_date < award.birth_date:
        yield Doubt(code="awarded_before_birth", refer=True)
    if award.award_date is not None and award.award_date > day.date:
        yield Doubt(code="awarded_later", facts={"on": award.award_date.isoformat()})
    if has_ended(award, day):
        yield expired(award)
    elif _undated(award):
        yield Doubt(code="validity_unknown", refer=True)


def expired(award: HeldAward) -> Doubt:
    """That it has expired, and when."""
    on = award.expires.date().isoformat() if award.expires else None
    return Doubt(code="expired", facts={"on": on})


def _reason(award: HeldAward, outcome: Outcome) -> Reason | None:
    found = award.checks.get(Check.VALIDITY)
    return found.reason if found and found.outcome is outcome else None


def _ended(award: HeldAward, day: Day) -> bool:
    if award.expires is not None and award.expires < day.ends:
        return True
    # Verification reads dates that the view does not carry, such as the end of the proof. What
    # had ended then has ended on every later day; for an earlier day nothing says otherwise,
    # so an end without a date of its own counts as an end.
    ended = _reason(award, Outcome.FAILED) in {Reason.EXPIRED, Reason.PROOF_EXPIRED}
    later = award.judged_at is None or award.judged_at.date() <= day.date
    return ended and (later or award.expires is None)


def _not_begun(award: HeldAward, day: Day) -> bool:
    if award.starts is not None and award.starts > day.ends:
        return True
    early = _reason(award, Outcome.FAILED) is Reason.NOT_YET_VALID
    before = award.judged_at is None or award.judged_at.date() >= day.date
    return early and (before or award.starts is None)


def _undated(award: HeldAward) -> bool:
    """Validity that is neither passed nor failed for a date that is known here."""
    found = award.checks.get(Check.VALIDITY)
    if found is None:
        return True
    known = {Reason.EXPIRED, Reason.PROOF_EXPIRED, Reason.NOT_YET_VALID}
    return found.outcome not in {Outcome.PASSED, Outcome.NOT_APPLICABLE} and (
        found.reason not in known
    )


def _status(award: HeldAward) -> Iterator[Doubt]:
    found = award.checks.get(Check.STATUS)
    if found is not None and found.outcome is Outcome.FAILED:
        code = "suspended" if found.reason is Reason.SUSPENDED else "revoked"
        yield Doubt(code=code)


def _unknown(award: HeldAward, *, refer: bool) -> Iterator[Doubt]:
    """What is not known (rule 4). A failed ``status`` has been told already."""
    for check in _NEEDED:
        found = award.checks.get(check)
        if _passes(check, found) or (
            check is Check.STATUS and found and found.outcome is Outcome.FAILED
        ):
            continue
        why = found.reason.value if found else None
        yield Doubt(code=f"{check.value}_unknown", facts={"why": why}, refer=refer)


def _passes(check: Check, found: Checked | None) -> bool:
    if found is None:
        return False
    spared = check is Check.STATUS and found.outcome is Outcome.NOT_APPLICABLE
    return found.outcome is Outcome.PASSED or spared

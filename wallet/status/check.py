"""One status entry against the lists in evidence (spec/verification.md 2.5).

Rules
-----
1. A clear bit counts only in a list that is proven, from the credential's own issuer, at the
   entry's own address, long enough, of the entry's purpose, begun and not ended, and no older
   than the policy allows. Anything less is ``indeterminate``, never "not revoked".
2. A set bit in a proven list that the person vouches for counts even where the list is stale,
   too short, or by another issuer than the credential's: the credential's issuer pointed at
   that address. Every such defect could hide a revocation and none could undo one, so letting
   them turn "revoked" into "cannot tell" would reward withholding a good list. A list that
   came with the credential gets no such benefit: it counts only from the same issuer, and
   says so (``came_along``): who issues a credential may name any address as its list's.
3. Of several lists the newest wins for a suspension. A revocation once seen stays; a later
   clear bit is ``revocation_withdrawn``.
4. A list dated after ``now`` may lower a result: ``revoked_later_date_unknown``.
5. A newer list that cannot be read never lets an older one speak for it.
6. ``message`` and ``refresh`` never invalidate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact
from wallet.evidence import Evidence
from wallet.reasons import Reason
from wallet.report import Outcome, Policy
from wallet.status import method_of
from wallet.status.interface import INFORMING, INVALIDATING, EntryResult, Prove, StatusEntry
from wallet.status.readings import Question, Reading, later_than, readings

_REVOCATION = "revocation"
_LARGEST_SIZE = 8
"""Bits of one entry of a message list; more is no status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What an entry is judged by."""

    evidence: Evidence
    policy: Policy
    now: datetime
    issuer: str | None
    prove: Prove


def revocation_key(url: str, index: int | str, purpose: str) -> str:
    """How ``Evidence.revocations_seen`` names one place in one list, or a name on it."""
    return f"{url}#{index}/{purpose}"


def check_entry(entry: StatusEntry, situation: Situation) -> EntryResult:
    """What one entry comes to."""
    method = method_of(entry.type)
    if method is None:
        return _unknown(Reason.STATUS_TYPE_UNKNOWN, {"type": entry.type})
    purpose = entry.purpose
    if purpose is None or purpose not in method.purposes:
        return _unknown(Reason.STATUS_LIST_WRONG_PURPOSE, {"purpose": purpose})
    url, index = entry.url, entry.index
    facts: dict[str, Fact] = {"list": url, "index": index, "purpose": purpose}
    if url is None:
        return _unknown(Reason.STATUS_LIST_MISSING, facts)
    if index is None:
        return _unknown(Reason.STATUS_INDEX_OUT_OF_RANGE, facts)
    question = Question(
        entry=entry,
        method=method,
        url=url,
        index=index,
        purpose=purpose,
        issuer=situation.issuer,
        size=_size(entry),
    )
    found = readings(question, situation.evidence.status_lists, situation.prove)
    if purpose in INFORMING:
        return _informing(question, found, facts)
    assert purpose in INVALIDATING  # noqa: S101 - every purpose of a method is one or the other
    return _invalidating(question, found, facts, situation)


def _size(entry: StatusEntry) -> int:
    """Bits of one entry; only messages may have more than one."""
    value = entry.members.get("statusSize", 1)
    if entry.purpose != "message" or isinstance(value, bool) or not isinstance(value, int):
        return 1
    return value if 1 <= value <= _LARGEST_SIZE else 1


def _unknown(reason: Reason, facts: Mapping[str, Fact]) -> EntryResult:
    return EntryResult(outcome=Outcome.INDETERMINATE, reason=reason, facts=facts)


def _informing(
    question: Question, found: tuple[Reading, ...], facts: dict[str, Fact]
) -> EntryResult:
    """Rule 6: the message is told where a good list has it; its absence changes nothing."""
    good = [one for one in found if one.value is not None and one.weakness is None]
    newest = max(good, key=_date, default=None)
    if newest is not None and newest.value is not None:
        facts = {**facts, "message": _message(question.entry, newest.value)}
    as_of = newest.dated if newest is not None else None
    return EntryResult(
        outcome=Outcome.PASSED, reason=Reason.STATUS_MESSAGE, facts=facts, as_of=as_of
    )


def _message(entry: StatusEntry, value: int) -> str | None:
    """The text that the issuer gave for a value."""
    stated = entry.members.get("statusMessage")
    for one in stated if isinstance(stated, list | tuple) else [stated]:
        if isinstance(one, Mapping) and one.get("status") in (hex(value), f"0x{value:X}"):
            text = one.get("message")
            return text if isinstance(text, str) else None
    return None


def _invalidating(
    question: Question, found: tuple[Reading, ...], facts: dict[str, Fact], situation: Situation
) -> EntryResult:
    leeway = timedelta(seconds=situation.policy.leeway_seconds)
    later = [one for one in found if later_than(one, situation.now, leeway)]
    usable = [one for one in found if one not in later and one.value is not None]
    set_now = [one for one in usable if one.value and _may_warn(one)]
    clear = [one for one in usable if not one.value]
    result = _if_set(question, set_now, clear, facts, situation)
    if result is not None:
        return result
    result = _if_clear(
        clear, [one for one in found if one.problem is not None], facts, situation
    )
    set_later = any(one.value and _may_warn(one) for one in later)
    if set_later and result.outcome is not Outcome.PASSED:  # rule 4
        return _unknown(Reason.REVOKED_LATER_DATE_UNKNOWN, facts)
    return result


def _may_warn(reading: Reading) -> bool:
    """Rule 2."""
    return reading.vouched or _is_the_issuers(reading)


def _is_the_issuers(reading: Reading) -> bool:
    """Whether the credential's issuer signed this list, short as it may be."""
    return reading.weakness in (None, Reason.STATUS_LIST_TOO_SHORT)


def _if_set(
    question: Question,
    set_now: list[Reading],
    clear: list[Reading],
    facts: dict[str, Fact],
    situation: Situation,
) -> EntryResult | None:
    """The answer where some list, now or earlier, had the bit set; None where none had."""
    cleared = [one.dated for one in clear if one.dated is not None and _is_the_issuers(one)]
    newest_clear = max(cleared, default=None)
    dates = [one.dated for one in set_now if one.dated is not None]
    if question.purpose == _REVOCATION:
        key = revocation_key(question.url, question.index, question.purpose)
        seen = situation.evidence.revocations_seen.get(key)
        if seen is not None and seen <= situation.now:
            dates.append(seen)
    if not dates and not set_now:
        return None
    newest_set = max(dates, default=None)
    withdrawn = newest_clear is not None and (newest_set is None or newest_clear > newest_set)
    told = {**facts, "list_date": _told(newest_set)}
    if set_now and not any(one.vouched for one in set_now):
        told["came_along"] = True
    if question.purpose != _REVOCATION:
        if withdrawn:  # rule 3: lifted
            return None
        return EntryResult(
            outcome=Outcome.FAILED, reason=Reason.SUSPENDED, facts=told, as_of=newest_set
        )
    if withdrawn:
        return EntryResult(
            outcome=Outcome.INDETERMINATE,
            reason=Reason.REVOCATION_WITHDRAWN,
            facts=told,
            as_of=newest_clear,
        )
    return EntryResult(
        outcome=Outcome.FAILED, reason=Reason.REVOKED, facts=told, as_of=newest_set
    )


def _if_clear(
    clear: list[Reading], bad: list[Reading], facts: dict[str, Fact], situation: Situation
) -> EntryResult:
    """Rule 1, over the newest list; rule 5 where a newer one cannot be read."""
    own = [one for one in clear if _is_the_issuers(one)]
    newest = max(own or clear, key=_date, default=None)
    newest_bad = max((one for one in bad if one.vouched), key=_date, default=None)
    if newest is None:
        reason = (newest_bad or bad[0]).problem if bad else None
        return _unknown(reason or Reason.STATUS_LIST_MISSING, facts)
    told = {**facts, "list_date": _told(newest.dated)}
    if newest_bad is not None and newest_bad.problem and _date(newest_bad) > _date(newest):
        return _unknown(newest_bad.problem, told)
    if newest.weakness is not None:
        return EntryResult(
            outcome=Outcome.INDETERMINATE,
            reason=newest.weakness,
            facts=told,
            as_of=newest.dated,
        )
    if _too_old(newest, situation):
        return EntryResult(
            outcome=Outcome.INDETERMINATE,
            reason=Reason.EVIDENCE_TOO_OLD,
            facts=told,
            as_of=newest.dated,
        )
    return EntryResult(
        outcome=Outcome.PASSED, reason=Reason.NOT_REVOKED, facts=told, as_of=newest.dated
    )


def _too_old(reading: Reading, situation: Situation) -> bool:
    """Past its own end, past the policy's limit, or without any date to tell."""
    if reading.ends is not None and situation.now >= reading.ends:
        return True
    limit = timedelta(days=situation.policy.max_status_age_days)
    return reading.dated is None or situation.now - reading.dated > limit


def _date(reading: Reading) -> float:
    """Sort key: an undated list is older than any dated one."""
    return reading.dated.timestamp() if reading.dated is not None else float("-inf")


def _told(date: datetime | None) -> str | None:
    return stamp(date) if date is not None else None

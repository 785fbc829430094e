"""From the days that are covered to a code, two answers and their marks (D.5).

The first matching row wins. Rows 18, 19, 13, 14 and 20 are told before anything is counted
(``wallet.trust.accreditation``); from here on the body is known.

Rules
-----
O1. Days on which the answer differs, or whose level, field or programme is not known: ACC-21.
O2. Covered on the day: ACC-01 where covered at the snapshot too, else ACC-03 where a withdrawal
    or a refusal ended it, else ACC-02.
O3. Not covered on the day: ACC-05 where covered before and after; ACC-04 where after only.
    Covered before only is ACC-05 too: the table has no other row for it.
O4. Decisions on other levels only: ACC-07. On other things only: ACC-06.
O5. By an agency that was not recognised then: ACC-15.
O6. Only refusals: ACC-11. Only evaluations without a decision: ACC-10.
O7. Nothing on record: ACC-16 where the credential claims something, ACC-22 for a provider for
    which no scheme is expected, else ACC-12.
O8. "At award" is yes for 01 to 03, no for 04 to 07, 11 and 15, else unknown. Where the register
    may lag behind the award, an absence is no "no".
O9. "Now" is yes or no by the day of the snapshot, and unknown where that is too old, or where
    nothing was ever decided.
O10. Marks are those of the decisions that the answers rest on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wallet.errors import Fact
from wallet.register import InstitutionRow
from wallet.trust.accreditation import freshness
from wallet.trust.accreditation.coverage import Fit
from wallet.trust.accreditation.question import Award, Question
from wallet.trust.accreditation.timeline import Timeline, last_to_end

_DAY = timedelta(days=1)
_YES = ("accredited", "accredited_then_withdrawn", "accredited_then_lapsed")
_NO = (
    "not_yet_accredited",
    "gap_at_award",
    "scope_mismatch",
    "level_mismatch",
    "refused",
    "agency_not_recognised",
)
_SCOPE = frozenset({"kind", "programme", "field", "place", "partner"})
_NOT_RECOGNISED = frozenset({"agency"})
_NOT_COUNTING = (
    ("refused", frozenset({"refused"})),
    ("evaluated_without_decision", frozenset({"undecided", "flag"})),
)
"""Codes for decisions of which nothing else is off."""
_NOTHING_DECIDED = (
    "evaluated_without_decision",
    "known_not_reviewed",
    "claimed_not_confirmed",
    "no_scheme_applies",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A code with the decisions that it rests on."""

    code: str
    at_award: tuple[Fit, ...] = ()
    now: tuple[Fit, ...] = ()
    other: tuple[Fit, ...] = ()
    """Decisions that explain a "no": of other levels, refused, lapsed ..."""
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Both answers, with their marks."""

    told: Told
    at_award: str
    now: str
    modifiers: tuple[str, ...]


def answer(line: Timeline, question: Question, body: InstitutionRow) -> Answer:
    """The first matching row of D.5 from 21 on, and what goes with it."""
    told = over_days(line, question.award, body)
    lags = _lags(told, question.award, line.snapshot)
    at_award = answer_at_award(told.code, lags=lags)
    now = answer_now(line, told, question.today)
    marks = {mark for one in (*told.at_award, *told.now) for mark in one.modifiers}
    if not (told.at_award or told.now):
        marks = {mark for one in told.other[:1] for mark in one.modifiers}
    if not freshness.speaks_of_today(line.snapshot, line.signed, question.today):
        marks.add("stale_now")
    if lags:
        marks.add("register_lag")
    return Answer(told=told, at_award=at_award, now=now, modifiers=in_order(marks))


_ORDER = ("conditions", "voluntary", "via_parent", "joint", "stale_now", "register_lag")


def in_order(marks: set[str]) -> tuple[str, ...]:
    """Marks in the order of D.5."""
    return tuple(one for one in _ORDER if one in marks)


def over_days(line: Timeline, award: Award, body: InstitutionRow) -> Told:
    """O1: one answer for every day on which it may have been awarded."""
    days = _representative(line, award)
    every = [on_day(line, award, body, day) for day in days]
    if len({one.code for one in every}) == 1:
        return every[-1]
    return Told(code="insufficient_data", facts={"why": "award_date"})


def _representative(line: Timeline, award: Award) -> tuple[date, ...]:
    """One day of each stretch of days between two turns, within the award's."""
    turns = line.turns()
    ends = [award.days.last] if award.days.last else []
    earliest = min((*turns, *ends, line.snapshot))
    first = award.days.first or (earliest - _DAY if earliest > date.min else earliest)
    last = award.days.last or max(first, line.snapshot)
    within = [day for day in (*turns, line.snapshot + _DAY) if first < day <= last]
    return tuple(dict.fromkeys((first, *within, last)))


def on_day(line: Timeline, award: Award, body: InstitutionRow, day: date) -> Told:
    """The row for one day."""
    if freshness.is_newer_than_register(day, line.snapshot):
        return Told(code="insufficient_data", facts={"why": "newer_than_register"})
    return (
        _covered(line, day)
        or _open(line, day)
        or _covered_elsewhen(line, day)
        or _other_scope(line, day)
        or _not_counting(line, day)
        or _nothing(award, body)
    )


def _covered(line: Timeline, day: date) -> Told | None:
    """O2."""
    used = line.covering(day)
    if not used:
        return None
    stretch = line.around(day)
    facts: dict[str, Fact] = {}
    if stretch is not None and stretch.start is not None:
        facts["covered_from"] = stretch.start.isoformat()
    now = line.covering(line.snapshot)
    if now:
        return Told(code="accredited", at_award=used[:1], now=now[:1], facts=facts)
    ended = last_to_end(line.fits, line.snapshot)
    if ended is None or ended.stands is None:  # pragma: no cover - it covered the day
        return None
    last = max(one.end for one in line.stretches if one.end is not None)
    if was_taken_back(ended):
        facts["withdrawn_on"] = (last + _DAY).isoformat()
        return Told(
            code="accredited_then_withdrawn", at_award=used[:1], other=(ended,), facts=facts
        )
    facts["covered_to"] = last.isoformat()
    return Told(code="accredited_then_lapsed", at_award=used[:1], other=(ended,), facts=facts)


def was_taken_back(fit: Fit) -> bool:
    """O2: ended by a withdrawal or a refusal, not by its last day."""
    return fit.ended_by in ("withdrawn", "refused")


def _open(line: Timeline, day: date) -> Told | None:
    """O1."""
    found = line.open_on(day)
    return _missing(found) if found else None


def _missing(found: Sequence[Fit]) -> Told:
    names = sorted({name for one in found for name in one.unknown})
    return Told(
        code="insufficient_data",
        other=tuple(found[:1]),
        facts={"why": f"{names[0]}_missing", "missing": tuple(names)},
    )


def _begun(line: Timeline) -> list[Fit]:
    """Decisions that stood on some day up to the snapshot."""
    return [
        one
        for one in line.fits
        if one.stands is not None and (one.stands.start or date.min) <= line.snapshot
    ]


def _covered_elsewhen(line: Timeline, day: date) -> Told | None:
    """O3."""
    before, after = line.before(day), line.after(day)
    facts: dict[str, Fact] = {}
    if before is not None and before.end is not None:
        facts["covered_to"] = before.end.isoformat()
        facts["gap_from"] = (before.end + _DAY).isoformat()
    if after is not None and after.start is not None:
        facts["gap_to"] = (after.start - _DAY).isoformat()
        now = line.covering(line.snapshot)[:1]
        first = line.covering(after.start)[:1]
        code = "gap_at_award" if before is not None else "not_yet_accredited"
        facts["covered_from"] = after.start.isoformat()
        return Told(code=code, now=now, other=first, facts=facts)
    if before is None:
        return None
    ended = last_to_end(line.fits, day)
    return Told(code="gap_at_award", other=(ended,) if ended else (), facts=facts)


def _other_scope(line: Timeline, day: date) -> Told | None:
    """O4; where it would have to be known what it was, O1."""
    known = _begun(line)
    fitting = [one for one in known if not one.misfits]
    if any(one.unknown for one in fitting):
        return _missing([one for one in fitting if one.unknown])
    if fitting:
        return Told(code="level_mismatch", other=_standing_first(fitting, day))
    others = [one for one in known if one.misfits and one.misfits <= _SCOPE]
    if others:
        used = _standing_first(others, day)
        why = min(used[0].misfits)
        return Told(code="scope_mismatch", other=used, facts={"why": why})
    return None


def _not_counting(line: Timeline, day: date) -> Told | None:
    """O5 and O6."""
    known = _begun(line)
    for code, misfits in (("agency_not_recognised", _NOT_RECOGNISED), *_NOT_COUNTING):
        found = [one for one in known if one.misfits and one.misfits <= misfits]
        if found:
            return Told(code=code, other=_standing_first(found, day))
    return None


def _nothing(award: Award, body: InstitutionRow) -> Told:
    """O7."""
    if has_claim(award):
        return Told(code="claimed_not_confirmed", facts={"claims": award.claims[:3]})
    if needs_no_scheme(body):
        return Told(code="no_scheme_applies")
    return Told(code="known_not_reviewed")


def has_claim(award: Award) -> bool:
    """O7: it says something of its own accreditation."""
    return bool(award.claims or award.reports)


def needs_no_scheme(body: InstitutionRow) -> bool:
    """O7: a provider of non-formal learning, for which no scheme is expected."""
    return body.kind == "other_provider"


def _standing_first(found: list[Fit], day: date) -> tuple[Fit, ...]:
    """Decisions that stood on the day before others, then the newest."""
    ranked = sorted(
        found,
        key=lambda one: (not one.stands_on(day), -one.decision.start.toordinal()),
    )
    return tuple(ranked[:1])


def _lags(told: Told, award: Award, snapshot: date) -> bool:
    """F6, where nothing was found."""
    is_absent = told.code in ("known_not_reviewed", "claimed_not_confirmed") or (
        told.code == "gap_at_award" and "gap_to" not in told.facts
    )
    last = award.days.last
    return is_absent and last is not None and freshness.may_lag(last, snapshot)


def answer_at_award(code: str, *, lags: bool) -> str:
    """O8."""
    if code in _YES:
        return "yes"
    return "no" if code in _NO and not lags else "unknown"


def answer_now(line: Timeline, told: Told, today: date) -> str:
    """O9."""
    if not freshness.speaks_of_today(line.snapshot, line.signed, today):
        return "unknown"
    if line.covered(line.snapshot):
        return "yes"
    if line.open_on(line.snapshot) or told.code in _NOTHING_DECIDED:
        return "unknown"
    return "no"

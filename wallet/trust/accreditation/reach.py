"""Which decisions speak of a body, from when to when (D.3, last rules).

Rules
-----
R1. A decision speaks of the bodies that it names.
R2. A platform that a decision merely names beside others is not covered by it.
R3. An institutional decision about a legal entity speaks of its faculties and schools; a
    faculty's decision speaks of that faculty alone. An independent faculty is another body.
R4. A decision about an alliance or a consortium speaks of a member for the named offer only.
R5. Decisions of an earlier body move to the later one from the day of the link on: never
    backwards, never without a day, and never along "spun off".
R6. Nothing moves from a platform, a franchise or a mandate.
R7. A link counts for the days that the register gives it.
R8. Where bodies act together, only decisions that name both count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wallet.register import DecisionRow, InstitutionRow, Period
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.binding import aliases
from wallet.trust.accreditation.question import Reached

_HOPS = 3
"""How far a line of parents or of earlier bodies is followed."""
_INSTITUTIONAL = ("institutional", "institutional_programme")
_HISTORY = ("succeeded", "absorbed", "merged")
_GROUPS = ("alliance", "consortium")


def reach(
    believed: Believed, body: InstitutionRow, together: InstitutionRow | None = None
) -> tuple[Reached, ...]:
    """Every decision that speaks of ``body``, marked where it has to name ``together`` (R8)."""
    found = (
        *_own(believed, body, "own", Period()),
        *_of_parents(believed, body, Period(), _HOPS),
        *_of_groups(believed, body),
        *_of_earlier(believed, body, Period(), _HOPS),
    )
    if together is None:
        return found
    known = aliases(believed, together)
    return tuple(replace(one, names_partner=names_both(one.decision, known)) for one in found)


def names_both(decision: DecisionRow, known: frozenset[str]) -> bool:
    """R8."""
    return not known.isdisjoint(decision.institutions)


def _own(believed: Believed, body: InstitutionRow, via: str, link: Period) -> Iterator[Reached]:
    """R1 and R2."""
    known = aliases(believed, body)
    for one in sorted(known):
        for row in believed.decisions(one):
            if speaks_of(row, known) and not merely_names(believed, body, row):
                yield Reached(decision=row, via=via, holder=body, link=link)


def speaks_of(decision: DecisionRow, known: frozenset[str]) -> bool:
    """R1: whatever a register answers, only what the decision itself says."""
    return not known.isdisjoint(decision.institutions)


def merely_names(believed: Believed, body: InstitutionRow, decision: DecisionRow) -> bool:
    """R2."""
    return len(set(decision.institutions)) > 1 and is_platform(believed, body)


def is_platform(believed: Believed, body: InstitutionRow) -> bool:
    """Whether a register says that a body only carries the offers of others."""
    return body.kind == "platform" or any(
        one.kind == "platform" and one.parent == body.id for one in believed.relations(body.id)
    )


def _of_parents(
    believed: Believed, body: InstitutionRow, link: Period, hops: int
) -> Iterator[Reached]:
    """R3."""
    for row in believed.relations(body.id) if hops else ():
        if row.child != body.id or not is_part_of_entity(row.kind):
            continue
        days = overlap(link, link_days(row.valid))
        for parent in believed.institutions(row.parent)[:1] if days is not None else ():
            for one in _own(believed, parent, "parent", days or Period()):
                if one.decision.type in _INSTITUTIONAL:
                    yield one
            yield from _of_parents(believed, parent, days or Period(), hops - 1)


def is_part_of_entity(kind: str) -> bool:
    """R3 and R6: which links make two bodies one legal entity."""
    return kind == "faculty"


def _of_groups(believed: Believed, body: InstitutionRow) -> Iterator[Reached]:
    """R4."""
    for row in believed.relations(body.id):
        if row.child != body.id or row.kind not in _GROUPS:
            continue
        for group in believed.institutions(row.parent)[:1]:
            for one in _own(believed, group, "alliance", link_days(row.valid)):
                if is_for_named_offers(one.decision):
                    yield one


def is_for_named_offers(decision: DecisionRow) -> bool:
    """R4."""
    return decision.type not in _INSTITUTIONAL


def _of_earlier(
    believed: Believed, body: InstitutionRow, link: Period, hops: int
) -> Iterator[Reached]:
    """R5."""
    for row in believed.relations(body.id) if hops else ():
        if row.parent != body.id or not hands_on(row.kind):
            continue
        days = overlap(link, from_link_on(row.valid))
        for earlier in believed.institutions(row.child)[:1] if days is not None else ():
            yield from _own(believed, earlier, "predecessor", days or Period())
            yield from _of_earlier(believed, earlier, days or Period(), hops - 1)


def hands_on(kind: str) -> bool:
    """R5: which links move decisions."""
    return kind in _HISTORY


def from_link_on(valid: Period) -> Period | None:
    """R5."""
    return None if valid.start is None else Period(start=valid.start)


def link_days(valid: Period) -> Period:
    """R7."""
    return valid


def overlap(one: Period, other: Period | None) -> Period | None:
    """The days that lie in both; None where there are none."""
    if other is None:
        return None
    start = _later(one.start, other.start)
    end = _earlier(one.end, other.end)
    if start is not None and end is not None and start > end:
        return None
    return Period(start=start, end=end)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)

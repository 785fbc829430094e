"""Does one decision cover this award, and on which days (D.4)?

Rules (C4 to C9 stand in ``scope``, C10 and C12 in ``window``)
-----
C1. The agency was registered on the day of the decision, or is a listed authority of the
    body's own country, by all lists that speak of that body and are not older than that day.
    That it is an authority of another country says nothing of either.
C2. The decision is positive, or positive with conditions.
C3. No flag of high level.
C4. Institutional decisions cover any kind of award. Programme and joint programme decisions
    cover the named programme, and a micro-credential only where it is declared part of that.
C5. A micro-credential report covers the offer that it names, which is no degree and under
    60 ECTS.
C6. A programme is known by an identifier; by name and level only once a person has confirmed.
C7. Institutional decisions cover the levels at which the institution is registered on that day,
    programme decisions the programme's own level.
C8. A decision limited to fields of study covers those.
C9. A decision limited to places covers those, others where the institution has a seat.
C10. From its first to its last day, both included. Without a last day: six years.
C11. A later refusal of the same scope, or a withdrawal, ends it the day before.
C12. Nothing covers after a body has closed or before it was founded.
C13. Voluntary reviews count and are marked; those of other providers always are, unless an
    institution was reviewed with them.
C14. Conditions, a decision about the parent, and a joint decision are marked.
What is not known where it matters is neither covered nor refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wallet.register import AgencyRow, DecisionRow, InstitutionRow, Period
from wallet.trust.accreditation import scope, window
from wallet.trust.accreditation.believed import Believed, speaks_of
from wallet.trust.accreditation.question import Award, Reached
from wallet.trust.accreditation.reach import overlap

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One decision held against one award."""

    reached: Reached
    misfits: frozenset[str]
    """``agency``, ``refused``, ``undecided``, ``flag``, ``kind``, ``programme``, ``field``,
    ``place``, ``partner``: why it never covers this award."""
    unknown: frozenset[str]
    """``level``, ``field``, ``place``, ``programme``: what would have to be known."""
    stands: Period | None
    """The days on which it stands at all; None: never."""
    levels: tuple[Period, ...]
    """The days on which its level fits."""
    ended_by: str
    """What ended it: ``end``, ``withdrawn``, ``refused``, ``closed`` or ``link``."""
    modifiers: frozenset[str] = frozenset()
    programme: str | None = None
    """By its name, the programme in the decision that the award is, or may be."""

    @property
    def decision(self) -> DecisionRow:
        """The decision."""
        return self.reached.decision

    def stands_on(self, day: date) -> bool:
        """Whether it stands on that day, whatever it is about."""
        return self.stands is not None and self.stands.holds(day)

    def level_fits_on(self, day: date) -> bool:
        """Whether its level fits on that day."""
        return any(one.holds(day) for one in self.levels)

    @property
    def fitting(self) -> tuple[Period, ...]:
        """The days on which it covers the award, or may: where nothing is known to be off."""
        if self.misfits or self.stands is None:
            return ()
        return tuple(
            both for one in self.levels if (both := overlap(self.stands, one)) is not None
        )

    @property
    def covers(self) -> tuple[Period, ...]:
        """The days on which it covers the award, everything being known."""
        return () if self.unknown else self.fitting


def fits(
    believed: Believed, body: InstitutionRow, reached: Iterable[Reached], award: Award
) -> tuple[Fit, ...]:
    """Every decision held against the award, refusals applied (C11)."""
    every = tuple(reached)
    level = scope.level_of(award, (one.decision for one in every))
    judged = [_fit(believed, body, one, award, level) for one in every]
    refusals = [one.decision for one in judged if _refuses(one)]
    return tuple(_after(one, refusals) for one in judged)


def _fit(
    believed: Believed,
    body: InstitutionRow,
    reached: Reached,
    award: Award,
    level: frozenset[int],
) -> Fit:
    row = reached.decision
    held = scope.hold(row, award)
    place = scope.place(row, award, body)
    levels, level_unknown = scope.levels(row, level, held.programme, reached.holder)
    misfits = {
        "agency": not (reached.vouched or is_recognised(believed, row, body)),
        "refused": is_negative(row),
        "undecided": is_undecided(row),
        "flag": is_flagged(row),
        "kind": held.kind_is_off,
        "programme": held.programme_is_off,
        "field": scope.field_is_off(row, award),
        "place": place is False,
        "partner": not reached.names_partner,
    }
    unknown = {
        "level": level_unknown,
        "programme": held.is_unconfirmed,
        "field": scope.field_is_unknown(row, award),
        "place": place is None,
    }
    stands, ended_by = window.stands(row, reached.link, body)
    return Fit(
        reached=reached,
        misfits=frozenset(name for name, is_off in misfits.items() if is_off),
        unknown=frozenset(name for name, is_open in unknown.items() if is_open),
        stands=stands,
        levels=levels,
        ended_by=ended_by,
        modifiers=modifiers(believed, reached),
        programme=held.programme.name if held.programme is not None else None,
    )


def is_recognised(believed: Believed, row: DecisionRow, body: InstitutionRow) -> bool:
    """C1."""
    day = row.decided or row.start
    told = [
        one
        for one in believed.agencies(row.agency)
        if (one.registered or is_authority_of(one, body)) and speaks_of(one.source, body)
    ]
    knowing = [one for one in told if one.source.as_of.date() >= day] or told
    return bool(knowing) and all(
        was_registered(one, day) or is_authority_of(one, body) for one in knowing
    )


def was_registered(agency: AgencyRow, day: date) -> bool:
    """C1."""
    return any(one.holds(day) for one in agency.registered)


def is_authority_of(agency: AgencyRow, body: InstitutionRow) -> bool:
    """C1: the authority of one country decides nothing in another."""
    return agency.national_authority and agency.country in (None, body.country)


def is_negative(row: DecisionRow) -> bool:
    """C2."""
    return row.decision == "negative"


def is_undecided(row: DecisionRow) -> bool:
    """C2."""
    return row.decision not in ("positive", "positive_with_conditions", "negative")


def is_flagged(row: DecisionRow) -> bool:
    """C3."""
    return row.flag == "high"


def _refuses(fit: Fit) -> bool:
    """Whether it refuses this very award: it would cover it, were it positive."""
    start = fit.decision.start
    return fit.misfits == {"refused"} and fit.stands_on(start) and fit.level_fits_on(start)


def _after(fit: Fit, refusals: Iterable[DecisionRow]) -> Fit:
    """C11, applied to one decision."""
    days = [one.start for one in refusals if ends_earlier(one, fit.decision)]
    first = min((day for day in days if fit.stands_on(day)), default=None)
    if first is None or fit.stands is None or "refused" in fit.misfits:
        return fit
    until = overlap(fit.stands, Period(end=first - _DAY))
    return replace(fit, stands=until, ended_by="refused")


def ends_earlier(refusal: DecisionRow, earlier: DecisionRow) -> bool:
    """C11: a refusal counts against what was decided before it, and on the same day."""
    return refusal.start >= earlier.start


def modifiers(believed: Believed, reached: Reached) -> frozenset[str]:
    """C13 and C14."""
    told = {
        "conditions": has_conditions(reached.decision),
        "voluntary": is_voluntary(believed, reached),
        "via_parent": is_of_parent(reached),
        "joint": is_joint(reached),
    }
    return frozenset(name for name, is_so in told.items() if is_so)


def has_conditions(row: DecisionRow) -> bool:
    """C14."""
    return row.decision == "positive_with_conditions"


def is_of_parent(reached: Reached) -> bool:
    """C14."""
    return reached.via == "parent"


def is_joint(reached: Reached) -> bool:
    """C14."""
    return reached.decision.type == "joint_programme" or reached.via == "alliance"


def is_voluntary(believed: Believed, reached: Reached) -> bool:
    """C13. A status that the register does not tell is taken for the weaker one."""
    if reached.decision.status != "obligatory":
        return True
    return reached.holder.kind == "other_provider" and not any(
        body.kind == "hei"
        for one in reached.decision.institutions
        for body in believed.institutions(one)
    )

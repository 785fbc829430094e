"""What a decision is about: kind, programme, level, field, place (D.4; rules C4 to C9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from wallet.register import DecisionRow, InstitutionRow, Period, ProgrammeRow
from wallet.register.names import name_key
from wallet.trust.accreditation.question import Award

_INSTITUTIONAL = ("institutional", "institutional_programme")
_PROGRAMMES = ("programme", "joint_programme")
_OFFERS = ("micro_credential",)
_WHOLE = ("degree", "short-cycle", "diploma", "unknown")
"""Kinds of award that can be a whole programme."""
_DEGREES = ("degree", "short-cycle")
_FULL_DEGREE_ECTS = Decimal(60)
_EVERY_LEVEL = frozenset(range(1, 9))
_ALWAYS = (Period(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How the award lies to what the decision names."""

    programme: ProgrammeRow | None = None
    kind_is_off: bool = False
    programme_is_off: bool = False
    is_unconfirmed: bool = False
    """A name fits; nobody has confirmed that it is the same (C6)."""


def hold(row: DecisionRow, award: Award) -> Held:
    """C4 and C5."""
    if covers_any_kind(row):
        return Held()
    if row.type in _PROGRAMMES:
        return _programme(row, award)
    if row.type in _OFFERS:
        return _offer(row, award)
    return Held(kind_is_off=True)


def covers_any_kind(row: DecisionRow) -> bool:
    """C4: what was reviewed is the institution."""
    return row.type in _INSTITUTIONAL


def _programme(row: DecisionRow, award: Award) -> Held:
    named = _named(row, award)
    part = next((one for one in row.programmes if is_declared_part(one, award)), None)
    if part is not None:
        return Held(programme=part)
    if named is None:
        return _by_name(row, award, kind_is_off=not can_be_whole(award))
    return Held(programme=named, kind_is_off=not can_be_whole(award))


def _offer(row: DecisionRow, award: Award) -> Held:
    named = _named(row, award)
    if named is None:
        return _by_name(row, award, kind_is_off=is_full_degree(award))
    return Held(programme=named, kind_is_off=is_full_degree(award))


def _named(row: DecisionRow, award: Award) -> ProgrammeRow | None:
    """The programme that an identifier names; a report's own id names its only one (D.2)."""
    for one in row.programmes:
        if is_named(one, award):
            return one
    is_cited = row.id in award.reports and len(row.programmes) == 1
    return row.programmes[0] if is_cited else None


def is_named(programme: ProgrammeRow, award: Award) -> bool:
    """C6: an identifier of the award is one of the programme."""
    return not award.ids.isdisjoint(programme.identifiers)


def is_declared_part(programme: ProgrammeRow, award: Award) -> bool:
    """C4: the issuer says that it is part of the programme, or the register does."""
    return not (
        award.part_of.isdisjoint(programme.identifiers)
        and award.ids.isdisjoint(programme.parts)
    )


def can_be_whole(award: Award) -> bool:
    """C4: whether this can be the programme itself, and not a part of it."""
    return award.kind in _WHOLE


def is_full_degree(award: Award) -> bool:
    """C5."""
    try:
        is_large = Decimal(award.ects or 0) >= _FULL_DEGREE_ECTS
    except InvalidOperation:  # no number at all: nothing is granted for it
        return True
    return award.kind in _DEGREES or is_large


def _by_name(row: DecisionRow, award: Award, *, kind_is_off: bool) -> Held:
    """C6: a name suggests, a person confirms; that makes no course a degree (C4, C5)."""
    found = [one for one in row.programmes if _is_alike(one, award)]
    if not found:
        return of_another()
    best = min(found, key=lambda one: needs_confirming(row, one, award))
    return Held(
        programme=best,
        is_unconfirmed=needs_confirming(row, best, award),
        kind_is_off=kind_is_off,
    )


def _is_alike(programme: ProgrammeRow, award: Award) -> bool:
    """C6: of the award's name and level."""
    names = {_key(name) for name in (programme.name, *programme.alt_names)}
    fits = not award.eqf or programme.eqf in award.eqf
    return fits and not names.isdisjoint(_key(one) for one in award.titles)


@lru_cache(maxsize=4_096)
def _key(name: str) -> str:
    return name_key(name)


def of_another() -> Held:
    """C4: what is not named is not covered."""
    return Held(programme_is_off=True)


def needs_confirming(row: DecisionRow, programme: ProgrammeRow, award: Award) -> bool:
    """C6."""
    return not any(
        decision == row.id and is_meant(programme, name) for decision, name in award.confirmed
    )


def is_meant(programme: ProgrammeRow, name: str) -> bool:
    """C6: what was said of one programme says nothing of another in the same decision."""
    return _key(name) == _key(programme.name)


# --- level ------------------------------------------------------------------------------------


def level_of(award: Award, decisions: Iterable[DecisionRow]) -> frozenset[int]:
    """The award's level: its own, else that of the programme that an identifier names."""
    if award.eqf:
        return award.eqf
    named = (_named(one, award) for one in decisions if not covers_any_kind(one))
    return frozenset(one.eqf for one in named if one is not None and one.eqf is not None)


def levels(
    row: DecisionRow,
    level: frozenset[int],
    programme: ProgrammeRow | None,
    holder: InstitutionRow,
) -> tuple[tuple[Period, ...], bool]:
    """C7: the days on which the level fits, and whether a level is missing."""
    if covers_any_kind(row):
        return _institutional(level, holder)
    if programme is None:
        return _ALWAYS, False
    if programme.eqf is None or not level:
        return _ALWAYS, True
    return (_ALWAYS if programme_level_fits(programme, level) else ()), False


def programme_level_fits(programme: ProgrammeRow, level: frozenset[int]) -> bool:
    """C7."""
    return level == {programme.eqf}


def _institutional(
    level: frozenset[int], holder: InstitutionRow
) -> tuple[tuple[Period, ...], bool]:
    known = {one.eqf for one in holder.levels}
    if known >= _EVERY_LEVEL:
        return _ALWAYS, False
    if not known or not level:
        return _ALWAYS, True
    return registered(holder, level), False


def registered(holder: InstitutionRow, level: frozenset[int]) -> tuple[Period, ...]:
    """C7: when the institution was registered at every level that the award states."""
    if len(level) != 1:
        return ()
    return tuple(one.valid for one in holder.levels if one.eqf in level)


# --- field and place ------------------------------------------------------------------------


def field_is_off(row: DecisionRow, award: Award) -> bool:
    """C8; ISCED-F codes are prefixes of narrower ones."""
    return bool(row.fields and award.fields) and not all(
        any(one.startswith(limit) for limit in row.fields) for one in award.fields
    )


def field_is_unknown(row: DecisionRow, award: Award) -> bool:
    """C8: limited to fields, and the award names none."""
    return bool(row.fields) and not award.fields


def place(row: DecisionRow, award: Award, body: InstitutionRow) -> bool | None:
    """C9: whether the place fits; None where it would have to be known."""
    limits = row.countries or tuple(
        {country for one in row.programmes for country in one.countries}
    )
    seats = {one for one in (body.country, *body.countries) if one}
    if award.country is None:
        return True if not limits or seats & set(limits) else None
    allowed = set(limits) or seats
    return award.country in allowed if allowed else True

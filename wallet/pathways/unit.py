"""R-03: what an award's credit is worth in the pathway's unit. Only stated ratios convert.

Rules
-----
1. Credit in the pathway's own unit counts as it is. Another framework counts by its stated
   ratio, in credits or in hours; hours count by the stated hours of one credit.
2. Without a stated ratio the item has 0 credits, reason ``no_ratio``. It may still fill a slot
   that counts items.
3. A credential that names no unit is not assumed to mean ours.
4. ECVET points were never a system of credit, and nothing makes them one: ``no_ratio``.
5. Negative and absurd amounts are mistakes: 0 credits, reason ``absurd_credit``.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from wallet.credential import Credit
from wallet.pathways.amounts import HOURS_OF_ECTS, LARGEST_ITEM, earned
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import CreditUnit, Ratio
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Converted, Doubt, Item

HOURS = "hours"
_NO_SYSTEM = "ecvet"
_FINEST = 10**9
"""No amount that a credential states has more decimals."""
_MEMBERS = ("unit", "hoursPerCredit", "ratios", "rounding", "wholeItemsOnly")


def read(top: Fields) -> CreditUnit:
    """Read ``credit`` of a document.

    Raises:
        InputError: ``malformed_pathway``.
    """
    part = Fields(top.need("credit"), "credit", _MEMBERS)
    if not part.flag("wholeItemsOnly", default=True):
        refuse(part.at("wholeItemsOnly"), "unsupported_value")
    hours = _positive(part, "hoursPerCredit")
    ratios: dict[str, Ratio] = {}
    for member, one in part.items("ratios"):
        ratio = _ratio(Fields(one, member, ("from", "hours", "toUnit", "source")))
        if ratio.hours is not None and hours is None:
            refuse(f"{member}.hours", "hours_per_credit_missing")
        if ratio.framework.casefold() in ratios:
            refuse(f"{member}.from", "duplicate")
        ratios[ratio.framework.casefold()] = ratio
    return CreditUnit(
        unit=_framework(part, "unit"), hours_per_credit=hours, ratios=ratios, step=_step(part)
    )


def _ratio(part: Fields) -> Ratio:
    if part.has("hours") == part.has("toUnit"):
        refuse(part.at("hours"), "hours_or_tounit")
    return Ratio(
        framework=_framework(part, "from"),
        hours=_positive(part, "hours"),
        to_unit=_positive(part, "toUnit"),
        source=part.maybe_text("source"),
    )


def _framework(part: Fields, name: str) -> str:
    """Rule 4."""
    found = part.text(name)
    if found.strip().casefold() == _NO_SYSTEM:
        refuse(part.at(name), "unsupported_value")
    return found


def _positive(part: Fields, name: str) -> Fraction | None:
    found = part.amount(name)
    if found is not None and not found:
        refuse(part.at(name), "out_of_range")
    return found


def _step(part: Fields) -> Fraction | None:
    """``"none"``, or ``{"mode": "floor", "step": "0.5"}`` (worked example W3)."""
    if not part.has("rounding") or part.value["rounding"] == "none":
        return None
    rounding = Fields(part.value["rounding"], part.at("rounding"), ("mode", "step"))
    rounding.choice("mode", ("floor",), "floor")
    rounding.need("step")
    return _positive(rounding, "step")


def item(award: HeldAward, unit: CreditUnit) -> Item:
    """The award with its credits in ``unit`` and its hours."""
    named = earned(award.credits)
    by = [(one, found) for one in named if (found := _worth(one, unit)) is not None]
    worth, converted = [found for _, found in by], _converted(by[0][0], unit) if by else None
    if not worth and award.hours is not None and unit.hours_per_credit is not None:
        worth = [exact_hours(award.hours) / unit.hours_per_credit]
        converted = _from_hours(exact_hours(award.hours), unit.hours_per_credit)
    credits_ = worth[0] if worth else Fraction()
    notes: tuple[Doubt, ...] = ()
    if not worth:
        notes = (_no_worth(named),)
    elif not 0 <= credits_ <= _largest(unit):
        notes, worth, credits_ = (Doubt(code="absurd_credit"),), [], Fraction()
    if unit.step is not None:
        credits_ = credits_ // unit.step * unit.step
    return Item(
        award=award,
        credits=credits_,
        credits_known=bool(worth),
        hours=_hours(award, credits_, unit),
        notes=notes,
        converted=converted if worth else None,
    )


def exact_hours(hours: Decimal) -> Fraction:
    """Minutes are sixtieths of an hour, and a decimal of them ends somewhere: 8:20 is 25/3."""
    return Fraction(hours).limit_denominator(_FINEST)


def _largest(unit: CreditUnit) -> Fraction:
    """More than this is a mistake; of a unit of few hours (SBU) there may be more."""
    if unit.hours_per_credit is None:
        return LARGEST_ITEM
    return LARGEST_ITEM * max(Fraction(1), HOURS_OF_ECTS / unit.hours_per_credit)


def _converted(credit: Credit, unit: CreditUnit) -> Converted | None:
    """By which ratio a credit statement counts; None where it is in the unit itself."""
    framework = credit.framework or "none"
    if framework.casefold() == unit.unit.casefold():
        return None
    ratio = unit.ratios.get(framework.casefold())
    in_hours = ratio is None or ratio.hours is not None
    return Converted(
        amount=Fraction(credit.amount),
        framework=framework,
        hours=ratio.hours if ratio else Fraction(1),
        per_credit=unit.hours_per_credit if in_hours else None,
        to_unit=ratio.to_unit if ratio else None,
        source=ratio.source if ratio else None,
    )


def _from_hours(hours: Fraction, per_credit: Fraction) -> Converted:
    """Stated hours, by the pathway's own hours of one credit."""
    return Converted(amount=hours, framework=HOURS, hours=Fraction(1), per_credit=per_credit)


def equivalents(amount: Fraction, unit: CreditUnit) -> tuple[tuple[Fraction, Ratio], ...]:
    """The amount in each framework for which a ratio of credits is stated."""
    return tuple(
        (amount / one.to_unit, one) for one in unit.ratios.values() if one.to_unit is not None
    )


def _worth(credit: Credit, unit: CreditUnit) -> Fraction | None:
    """One credit statement in the unit; None where no ratio says."""
    framework = (credit.framework or "none").casefold()
    amount = Fraction(credit.amount)
    ratio = unit.ratios.get(framework)
    if framework == unit.unit.casefold():
        return amount
    if ratio is not None and ratio.to_unit is not None:
        return amount * ratio.to_unit
    hours = Fraction(1) if framework == HOURS else ratio.hours if ratio else None
    if hours is None or unit.hours_per_credit is None:
        return None
    return amount * hours / unit.hours_per_credit


def _no_worth(named: tuple[Credit, ...]) -> Doubt:
    if not named:
        return Doubt(code="credits_unknown")
    framework = named[0].framework
    return Doubt(code="no_ratio", facts={"framework": framework})


def _hours(award: HeldAward, credits_: Fraction, unit: CreditUnit) -> Fraction:
    """Stated hours, else what the credits stand for; 0 where neither is known."""
    if award.hours is not None:
        hours = exact_hours(award.hours)
        return hours if 0 <= hours <= LARGEST_ITEM * 40 else Fraction()
    return credits_ * unit.hours_per_credit if unit.hours_per_credit else Fraction()

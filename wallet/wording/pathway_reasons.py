"""Why a credential counts on a pathway or does not: one sentence for each code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wallet.wording.speech import ntr, tr

Facts = Mapping[str, object]


def _framework(facts: Facts) -> str:
    framework = facts.get("framework")
    if not framework:
        return tr("It does not say in which unit its credits are counted.")
    return tr("The pathway states no ratio for credits in {framework}.", framework=framework)


def _listed(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else ""


def _count(facts: Facts, name: str) -> int:
    found = facts.get(name)
    return found if isinstance(found, int) else 0


def _not_confirmed(why: str) -> str:
    if why == "not_owner":
        return tr(
            "The agreement that would count it here is not signed by the owner of this pathway."
        )
    if why == "not_issuer":
        return tr("The agreement that would count it here does not name its issuer.")
    if why == "not_student":
        return tr("The learning agreement that would count it here is another student's.")
    return tr("The agreement that would count it here is not signed by everybody concerned.")


def _other_level(facts: Facts) -> str:
    """Which levels are asked for is said where one rule says it for the whole pathway."""
    told = {
        "level": facts.get("level"),
        "least": facts.get("least_level"),
        "most": facts.get("most_level"),
    }
    if told["least"] is not None and told["least"] == told["most"]:
        return tr("Its level is {level}; level {least} is asked for.", **told)
    if told["least"] is not None and told["most"] is not None:
        return tr("Its level is {level}; level {least} to {most} is asked for.", **told)
    return tr("Its level is {level}, which is outside what is asked for.", **told)


_REASONS: Mapping[str, Callable[[Facts], str]] = {
    "not_genuine": lambda _: tr(
        "Something in it was changed after it was signed, or it was not signed by its issuer."
    ),
    "not_proven": lambda _: tr("It could not be proven that its issuer signed it."),
    "not_verified": lambda _: tr("Not everything about it could be verified."),
    "revoked": lambda _: tr("The issuer has revoked it."),
    "suspended": lambda _: tr("The issuer has suspended it."),
    "not_passed": lambda _: tr("Its issuer says that it was not passed."),
    "passed_unknown": lambda _: tr("Its results do not say for certain that it was passed."),
    "expired": lambda facts: (
        tr("It expired on {on}.", **facts) if facts.get("on") else tr("It has expired.")
    ),
    "not_yet_valid": lambda facts: (
        tr("It is not valid before {on}.", **facts)
        if facts.get("on")
        else tr("It is not valid yet.")
    ),
    "awarded_later": lambda facts: tr("It was awarded on {on}, later than this day.", **facts),
    "awarded_before_birth": lambda _: tr(
        "By its own dates it was awarded before its learner was born."
    ),
    "end_date_unreadable": lambda facts: tr("Its end date cannot be read: {date}.", **facts),
    "validity_unknown": lambda _: tr("Whether it was valid on this day is not known."),
    "format_unknown": lambda _: tr(
        "It breaks a rule of its format, or not all of it is signed."
    ),
    "status_unknown": lambda _: tr("Whether it was revoked is not known."),
    "issuer_identity_unknown": lambda _: tr("Nobody you trust says who its issuer is."),
    "holder_not_shown": lambda _: tr("It is not shown that it is about you."),
    "another_learner": lambda _: tr("It is about another person than the ones that count."),
    "decided_by": lambda facts: tr("Decided by {name} on {on}.", **facts),
    "rejected_by_advisor": lambda _: tr("Your advisor decided that it does not count."),
    "agreement_not_confirmed": lambda facts: _not_confirmed(str(facts.get("why"))),
    "agreement_other_days": lambda _: tr(
        "The agreement that would count it here was not valid on the day it was awarded."
    ),
    "level_unknown": lambda facts: tr("It does not say its level in {scheme}.", **facts),
    "level_out_of_range": _other_level,
    "item_too_small": lambda facts: tr(
        "It is too small: {credits} of at least {min} credits.", **facts
    ),
    "item_too_large": lambda facts: tr(
        "It is too large: {credits}, where at most {max} credits are allowed.", **facts
    ),
    "size_unknown": lambda _: tr("Its size in credits is not known."),
    "award_date_unknown": lambda _: tr("It does not say when it was awarded."),
    "too_old": lambda facts: ntr(
        "It was awarded on {awarded}, more than {n} month ago.",
        "It was awarded on {awarded}, more than {n} months ago.",
        _count(facts, "months"),
        awarded=facts.get("awarded"),
    ),
    "no_ratio": _framework,
    "credits_unknown": lambda _: tr("It does not say how many credits or hours it took."),
    "absurd_credit": lambda _: tr("Its number of credits cannot be right."),
    "grade_unknown": lambda _: tr("It has no grade on the scale of this pathway."),
    "grade_too_low": lambda facts: tr(
        "Its grade is {grade}; at least {min} is asked for.", **facts
    ),
    "capstone_of_another": lambda _: tr(
        "The final work must be done with the owner of the pathway."
    ),
    "capstone_by_prior_learning": lambda _: tr(
        "The final work cannot be recognised from prior learning."
    ),
    "capstone_of_other_kind": lambda _: tr(
        "It is not the kind of final work that is asked for."
    ),
    "capstone_assessed_otherwise": lambda _: tr(
        "It does not say that it was assessed in the way that is asked for."
    ),
    "accreditation_unknown": lambda _: tr(
        "Whether its issuer was accredited when it was awarded is not known."
    ),
    "not_accredited": lambda _: tr(
        "A register says that its issuer was not accredited for it when it was awarded."
    ),
    "accreditation_by_other_way": lambda facts: (
        tr("Its issuer is covered only through a parent institution, which is not enough here.")
        if facts.get("modifier") == "via_parent"
        else tr("Its issuer was reviewed only voluntarily, which is not enough here.")
    ),
    "language_unknown": lambda _: tr("It does not say in which language it was taught."),
    "other_language": lambda facts: tr(
        "It was taught in another language ({languages}).",
        languages=_listed(facts.get("languages")),
    ),
    "overlap_counted": lambda facts: tr(
        "{percent} % of what it teaches is the same as in {by}, which counts already.", **facts
    ),
    "overlap_referred": lambda facts: tr(
        "{percent} % of what it teaches is the same as in {by}. Whether both count is for an "
        "advisor to decide.",
        **facts,
    ),
    "overlap_discounted": lambda facts: tr(
        "Less than its {whole} credits: a part of what it teaches counts elsewhere already.",
        **facts,
    ),
    "outside_window": lambda facts: ntr(
        "It was awarded more than {n} year before or after {by}, which counts already.",
        "It was awarded more than {n} years before or after {by}, which counts already.",
        _count(facts, "years"),
        by=facts.get("by"),
    ),
    "incompatible_counted": lambda facts: tr(
        "It may not be counted beside {by}, which counts already.", **facts
    ),
    "prerequisite_missing": lambda facts: tr(
        "It needs something in “{slot}” that was awarded before it.", **facts
    ),
    "reissued": lambda _: tr(
        "Its issuer has issued it again; the later one stands in its place."
    ),
    "retaken": lambda facts: tr("It was taken again later: {by} stands in its place.", **facts),
    "needs_decision": lambda _: tr("An advisor has to decide whether it counts here."),
    "fits_no_slot": lambda _: tr("Nothing in this pathway asks for it."),
    "not_needed": lambda _: tr(
        "It would fit, but what it would fill is full already or reached with fewer."
    ),
    "same_definition_counted": lambda facts: tr(
        "It is the same course as {by}, which counts already.", **facts
    ),
    "whole_or_part_counted": lambda facts: tr(
        "It is a part of {by}, or contains it, and that counts already.", **facts
    ),
}


def reason(code: str, facts: Facts, names: Mapping[str, str]) -> str:
    """Why an award does not count; ``names`` gives the title of each award id."""
    by = facts.get("by")
    if isinstance(by, list | tuple):
        facts = {**facts, "by": quoted([names.get(str(one), str(one)) for one in by])}
    return _REASONS[code](facts)


def quoted(titles: Sequence[str]) -> str:
    """Titles in quotation marks, one after the other."""
    return ", ".join(tr("“{title}”", title=one) for one in titles)


def unit_name(unit: str) -> str:
    """A unit of credit as people call it; most are called as documents write them."""
    return tr("US credits") if unit == "US-semester" else unit


def takes(least: str | None, most: str | None, unit: str, count: int = 0) -> str:
    """What would fit a slot; ``count``: the least number of credentials."""
    if least is not None and most is not None:
        return tr("Takes {least} to {most} {unit}", least=least, most=most, unit=unit)
    if least is not None:
        return tr("Takes {least} {unit} or more", least=least, unit=unit)
    if most is not None:
        return tr("Takes up to {most} {unit}", most=most, unit=unit)
    if count > 1:
        return ntr("Takes {n} credential or more", "Takes {n} credentials or more", count)
    return tr("Takes any amount")

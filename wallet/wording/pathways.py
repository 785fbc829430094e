"""What a pathway says: why something counts or not, what is missing, what would help.

Takes codes and facts, because wording lies below the room that makes them. Amounts come in as
the decimal strings that are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wallet.wording import ntr, tr

Facts = Mapping[str, object]


def _framework(facts: Facts) -> str:
    framework = facts.get("framework")
    if not framework:
        return tr("It does not say in which unit its credits are counted.")
    return tr("The pathway states no ratio for credits in {framework}.", framework=framework)


def _count(facts: Facts, name: str) -> int:
    found = facts.get(name)
    return found if isinstance(found, int) else 0


_REASONS: Mapping[str, Callable[[Facts], str]] = {
    "not_genuine": lambda _: tr(
        "Something in it was changed after it was signed, or it was not signed by its issuer."
    ),
    "not_proven": lambda _: tr("It could not be proven that its issuer signed it."),
    "not_verified": lambda _: tr("Not everything about it could be verified."),
    "revoked": lambda _: tr("The issuer has revoked it."),
    "suspended": lambda _: tr("The issuer has suspended it."),
    "expired": lambda facts: (
        tr("It expired on {on}.", **facts) if facts.get("on") else tr("It has expired.")
    ),
    "not_yet_valid": lambda facts: (
        tr("It is not valid before {on}.", **facts)
        if facts.get("on")
        else tr("It is not valid yet.")
    ),
    "awarded_later": lambda facts: tr("It was awarded on {on}, later than this day.", **facts),
    "end_date_unreadable": lambda facts: tr("Its end date cannot be read: {date}.", **facts),
    "validity_unknown": lambda _: tr("Whether it was valid on this day is not known."),
    "format_unknown": lambda _: tr(
        "It breaks a rule of its format, or not all of it is signed."
    ),
    "status_unknown": lambda _: tr("Whether it was revoked is not known."),
    "issuer_identity_unknown": lambda _: tr("Nobody you trust says who its issuer is."),
    "holder_not_shown": lambda _: tr("It is not shown that it is about you."),
    "another_learner": lambda _: tr("It is about another person than the ones that count."),
    "level_unknown": lambda facts: tr("It does not say its level in {scheme}.", **facts),
    "level_out_of_range": lambda facts: tr(
        "Its level is {level}, which is outside what is asked for.", **facts
    ),
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

_NOTICES: Mapping[str, Callable[[str], str]] = {
    "owner_unknown": lambda _: tr("Nobody is named as the owner of this pathway."),
    "owner_not_confirmed": lambda owner: tr(
        "Whether {owner} really wrote this pathway is not confirmed.", owner=owner
    ),
    "pathway_draft": lambda _: tr("This pathway is a draft."),
    "pathway_withdrawn": lambda _: tr("This pathway has been withdrawn."),
    "pathway_not_yet": lambda _: tr("This pathway is not in force yet on this day."),
    "pathway_ended": lambda _: tr("This pathway is no longer in force on this day."),
    "signoff_required": lambda _: tr("An advisor has to sign the result before it counts."),
}

_STATES: Mapping[str, Callable[[], str]] = {
    "met": lambda: tr("Filled"),
    "partly": lambda: tr("Partly filled"),
    "unmet": lambda: tr("Missing"),
    "referred": lambda: tr("Needs an advisor's decision"),
    "indeterminate": lambda: tr("Cannot be judged"),
}

_REFUSALS: Mapping[str, Callable[[], str]] = {
    "not_an_object": lambda: tr("an object with members was expected"),
    "unknown_member": lambda: tr("this member is not known"),
    "missing": lambda: tr("something has to stand here"),
    "not_a_text": lambda: tr("a text was expected"),
    "too_long": lambda: tr("the text is too long"),
    "too_many": lambda: tr("the list is too long"),
    "too_deep": lambda: tr("it is nested too deeply"),
    "unsupported_value": lambda: tr("this value is not supported"),
    "not_true_or_false": lambda: tr("true or false was expected"),
    "not_a_whole_number": lambda: tr("a whole number was expected"),
    "not_an_amount": lambda: tr('an amount such as "2.5" was expected'),
    "not_a_date": lambda: tr("a date such as 2026-09-01 was expected"),
    "not_a_list": lambda: tr("a list was expected"),
    "out_of_range": lambda: tr("the number is out of range"),
    "min_over_max": lambda: tr("the least is more than the most, so nobody could meet it"),
    "duplicate": lambda: tr("this stands here twice"),
    "unknown_slot": lambda: tr("there is no slot of this name"),
    "cyclic": lambda: tr("the group refers to itself"),
    "required_slot_outside_tree": lambda: tr("a required slot has to stand in the tree"),
    "no_required_total": lambda: tr("a share of the required credit needs a least total"),
    "hours_or_tounit": lambda: tr(
        "either hours or credits of the pathway's unit have to be given"
    ),
    "hours_per_credit_missing": lambda: tr(
        "the pathway does not say how many hours one credit has"
    ),
    "not_in_scale": lambda: tr("the grade does not stand in the scale"),
    "owner_without_identifier": lambda: tr("the owner has no identifier to compare with"),
    "skills_missing": lambda: tr("a coverage needs a list of skills"),
    "degree_needs_owner": lambda: tr("a degree needs a named owner"),
    "degree_needs_structure": lambda: tr(
        "credits alone do not make a degree: it needs a tree of several slots"
    ),
    "degree_needs_capstone": lambda: tr("a degree needs a final work"),
    "degree_needs_signoff": lambda: tr("a degree needs a sign-off"),
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


def state(code: str) -> str:
    """How a slot or rule stands."""
    return _STATES[code]()


def notice(code: str, owner: str) -> str:
    """What has to be known about the pathway itself."""
    return _NOTICES[code](owner)


def refusal(member: str, code: str) -> str:
    """Why a document is no sound pathway."""
    why = _REFUSALS[code]()
    return tr("This is no sound pathway: at “{member}”, {why}.", member=member or "{}", why=why)


def counted(have: str, required: str | None, unit: str, *, enough: bool) -> str:
    """How much counts, of how much."""
    if required is None:
        return tr("{have} {unit} count", have=have, unit=unit)
    if enough:
        return tr(
            "{have} {unit} count, {required} are required",
            have=have,
            required=required,
            unit=unit,
        )
    return tr("{have} of {required} {unit} count", have=have, required=required, unit=unit)


def progress(result: str, have: str, missing: str, unit: str, *, parts: int) -> str:
    """The sentence beside the progress bar."""
    if result == "complete":
        return tr("Complete, with {counted} {unit}", counted=have, unit=unit)
    if result == "complete_if_referred":
        return tr("Complete if an advisor accepts what is referred")
    if missing != "0":
        return tr("{missing} {unit} missing", missing=missing, unit=unit)
    return ntr("{n} requirement is not met", "{n} requirements are not met", parts)


def nameless(start: str) -> str:
    """For a credential whose title may not be shown, because it is not proven."""
    return tr("Unproven credential {start}", start=start)


def group(op: str, needed: int, of: int) -> str:
    """What a group without a title asks for."""
    if op == "any":
        return tr("One of these")
    if op == "atLeast":
        return tr("{needed} of these {of}", needed=needed, of=of)
    return tr("All of these")


def takes(least: str | None, most: str | None, unit: str) -> str:
    """What would fit a slot."""
    if least is not None and most is not None:
        return tr("Takes {least} to {most} {unit}", least=least, most=most, unit=unit)
    if least is not None:
        return tr("Takes {least} {unit} or more", least=least, unit=unit)
    if most is not None:
        return tr("Takes up to {most} {unit}", most=most, unit=unit)
    return tr("Takes any amount")


def missing_slot(title: str) -> str:
    """A required slot that is not filled."""
    return tr("Nothing fills “{slot}” yet.", slot=title)


def missing_of_group(title: str, n: int) -> str:
    """A group of alternatives that is not met."""
    return ntr(
        "“{group}”: {n} more is needed.", "“{group}”: {n} more are needed.", n, group=title
    )


def partly_slot(title: str) -> str:
    """A slot that holds something, but not enough."""
    return tr("“{slot}” is filled in part.", slot=title)


def referred_slot(title: str) -> str:
    """A slot that hangs on an advisor."""
    return tr("“{slot}” is filled if an advisor accepts what is referred.", slot=title)


def rule_name(code: str) -> str:
    """What a kind of rule is about; the code itself where it is not known."""
    names: Mapping[str, Callable[[], str]] = {
        "totalCredits": lambda: tr("Credits in all"),
        "totalHours": lambda: tr("Hours in all"),
        "itemSize": lambda: tr("Size of each credential"),
        "level": lambda: tr("Level"),
        "recency": lambda: tr("Age"),
        "authenticity": lambda: tr("Genuine and valid"),
        "holder": lambda: tr("About the learner"),
        "diversity": lambda: tr("Different partners"),
        "residency": lambda: tr("Share from the home institution"),
        "maxShare": lambda: tr("Largest share of one kind"),
        "capstone": lambda: tr("Final work"),
        "grade": lambda: tr("Grade"),
        "unit": lambda: tr("Unit of credit"),
        "exclusive": lambda: tr("Nothing counts twice"),
        "degreeSafeguard": lambda: tr("Safeguards of a degree"),
    }
    found = names.get(code)
    return found() if found else code


def rule_missing(code: str, have: str, required: str, unit: str) -> str:
    """A rule over the whole that is not met."""
    name = rule_name(code)
    if code in {"totalCredits", "residency"}:
        return tr(
            "{rule}: {have} of {required} {unit}",
            rule=name,
            have=have,
            required=required,
            unit=unit,
        )
    if code == "maxShare":
        return tr(
            "{rule}: {have} {unit}, at most {required} are allowed",
            rule=name,
            have=have,
            required=required,
            unit=unit,
        )
    return tr("{rule}: {have} of {required}", rule=name, have=have, required=required)


def rule_unknown(code: str, parameter: str | None) -> str:
    """A rule that this version cannot judge."""
    if parameter is None:
        return tr(
            "This version does not know the rule “{rule}”, so nothing can be complete.",
            rule=code,
        )
    return tr(
        "This version does not know “{parameter}” in the rule “{rule}”, so nothing can be "
        "complete.",
        parameter=parameter,
        rule=code,
    )


def fix_waive(code: str, result: str, counted: str, unit: str) -> str:
    """A rule that an advisor might set aside."""
    words = tr("Ask an advisor to set aside the rule “{rule}”.", rule=rule_name(code))
    return f"{words} {_gives(result, counted, unit)}"


def fix_renew(title: str, result: str, counted: str, unit: str) -> str:
    """An award that might be renewed."""
    words = tr("Renew “{title}”.", title=title)
    return f"{words} {_gives(result, counted, unit)}"


def fix_add(title: str, least: str, unit: str, result: str, *, owner: str | None) -> str:
    """One more credential."""
    if least == "0":
        words = tr("Earn one more credential for “{slot}”.", slot=title)
    else:
        words = tr(
            "Earn one more credential of at least {least} {unit} for “{slot}”.",
            least=least,
            unit=unit,
            slot=title,
        )
    if owner is not None:
        words = f"{words} {tr('It has to be from {owner}.', owner=owner)}"
    end = tr("Then it is complete.") if result == "complete" else tr("That is a step further.")
    return f"{words} {end}"


def _gives(result: str, counted: str, unit: str) -> str:
    if result == "complete":
        return tr("Then it is complete, with {counted} {unit}.", counted=counted, unit=unit)
    if result == "complete_if_referred":
        return tr("Then it is complete if an advisor accepts what is referred.")
    return tr("Then {counted} {unit} count.", counted=counted, unit=unit)


def equally_good(n: int) -> str:
    """How many choices are as good as the one shown."""
    return ntr(
        "There is {n} equally good way to place your credentials.",
        "There are {n} equally good ways to place your credentials; this is one of them.",
        n,
    )


def not_proven_best() -> str:
    """Said when the time for solving ran out."""
    return tr("Not proven best: there may be a better way to place your credentials.")

"""What a pathway says: why something counts or not, what is missing, what would help.

Takes codes and facts, because wording lies below the room that makes them. Amounts come in as
the decimal strings that are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.speech import ntr, tr

_NOTICES: Mapping[str, Callable[[str], str]] = {
    "owner_signed": lambda owner: tr(
        "It is signed with the key that it names as that of {owner}. Nobody you trust says "
        "whose key that is.",
        owner=owner,
    ),
    "owner_confirmed": lambda owner: tr(
        "It is signed by {owner}: a source that you trust says that the key is theirs.",
        owner=owner,
    ),
    "owner_signed_by_another": lambda _: tr(
        "It is signed, but not with a key that it names as its owner's."
    ),
    "owner_not_checked": lambda _: tr(
        "It carries a signature of a kind that this version does not check."
    ),
    "owner_key_unknown": lambda _: tr(
        "It is signed with a key that only a document of its owner could show, and you trust "
        "none that does. Add it on the Trust page."
    ),
    "owner_broken": lambda _: tr("Its signature does not hold. Do not rely on it."),
    "owner_unknown": lambda _: tr("Nobody is named as the owner of this pathway."),
    "owner_not_confirmed": lambda owner: tr(
        "Whether {owner} really wrote this pathway is not confirmed.", owner=owner
    ),
    "pathway_without_home": lambda _: tr(
        "It does not say yet which institution is yours, so nothing counts as from there. "
        "Change a copy of it and choose one."
    ),
    "pathway_draft": lambda _: tr("This pathway is a draft."),
    "pathway_withdrawn": lambda _: tr("This pathway has been withdrawn."),
    "pathway_not_yet": lambda _: tr("This pathway is not in force yet on this day."),
    "pathway_ended": lambda _: tr("This pathway is no longer in force on this day."),
    "pins_impossible": lambda _: tr(
        "Not everything that you placed yourself can stand there; it was placed anew."
    ),
    "decided_by_advisor": lambda _: tr(
        "This rests on decisions of an advisor, not of Tessera alone. They are listed below."
    ),
    "signed_off": lambda _: tr("An advisor has signed this off, and nothing changed since."),
    "advisor_not_of_owner": lambda _: tr(
        "Nobody has confirmed that this advisor may decide for the owner of this pathway."
    ),
    "agreement_not_confirmed": lambda _: tr(
        "An agreement that would count something here is not confirmed; an advisor decides."
    ),
    "signoff_required": lambda _: tr("An advisor has to sign the result before it counts."),
}

_STATES: Mapping[str, Callable[[], str]] = {
    "met": lambda: tr("Filled"),
    "open": lambda: tr("Optional, nothing placed yet"),
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
    "cyclic": lambda: tr("this leads back to itself"),
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
    "signature_invalid": lambda: tr(
        "the signature does not hold: the document was changed after it was signed, or was "
        "never signed with that key"
    ),
    "degree_needs_owner": lambda: tr("a degree needs a named owner"),
    "degree_needs_structure": lambda: tr(
        "credits alone do not make a degree: it needs a tree of several slots"
    ),
    "degree_needs_capstone": lambda: tr("a degree needs a final work"),
    "degree_needs_signoff": lambda: tr("a degree needs a sign-off"),
}


def state(code: str) -> str:
    """How a slot or rule stands."""
    return _STATES[code]()


def notice(code: str, owner: str) -> str:
    """What has to be known about the pathway itself."""
    return _NOTICES[code](owner)


def reason_words(code: str) -> str:
    """What is wrong at one place of a document, without the place."""
    return _REFUSALS[code]() if code in _REFUSALS else tr("this cannot be read")


def why_refused(code: str) -> str:
    """What is wrong at a member of a document."""
    return reason_words(code)


def refusal(member: str, code: str) -> str:
    """Why a document is no sound pathway."""
    why = why_refused(code)
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


def excess(amount: str, unit: str) -> str:
    """More than the most that counts."""
    return tr("{amount} {unit} more than that do not count", amount=amount, unit=unit)


def route(code: str) -> str:
    """By which way a credential counts; nothing where it is simply what is asked for."""
    return {
        "ad-hoc": tr("By a decision or a learning agreement"),
        "academic-issuer": tr("From a listed institution"),
        "elective": tr("As an elective"),
        "rpl": tr("Recognised prior learning"),
        "agreement": tr("By an agreement"),
    }.get(code, "")


def converted(
    framework: str, unit: str, source: str | None, stated: Mapping[str, str | None]
) -> str:
    """By which stated ratio a credit of another unit counts."""
    amount, hours = stated["amount"], stated["hours"]
    if framework == "hours":
        said = tr(
            "{amount} hours, {per_credit} for one {unit}",
            amount=amount,
            per_credit=stated["per_credit"],
            unit=unit,
        )
    elif hours is not None:
        said = tr(
            "{amount} {framework} of {hours} h, {per_credit} h for one {unit}",
            amount=amount,
            framework=framework,
            hours=hours,
            per_credit=stated["per_credit"],
            unit=unit,
        )
    else:
        said = tr(
            "{amount} {framework}, each {to_unit} {unit}",
            amount=amount,
            framework=framework,
            to_unit=stated["to_unit"],
            unit=unit,
        )
    return f"{said}; {source}" if source else said


def progress(result: str, have: str, missing: str, unit: str, *, parts: int) -> str:
    """The sentence beside the progress bar."""
    if result == "complete":
        return tr("Complete, with {counted} {unit}", counted=have, unit=unit)
    if result == "complete_if_referred":
        return tr("Complete if an advisor accepts what is referred")
    if missing != "0":
        return tr("{missing} {unit} missing", missing=missing, unit=unit)
    return ntr("{n} requirement is not met", "{n} requirements are not met", parts)


def not_proven(file: str, start: str) -> str:
    """For a credential whose own words may not be repeated; ``start``: of its id."""
    if file:
        return tr("Not proven: file “{file}”", file=file)
    return tr("A file that is not proven ({start})", start=start)


def untitled() -> str:
    """For a credential that is proven and gives itself no title."""
    return tr("Without a title")


def group(op: str, needed: int, of: int) -> str:
    """What a group without a title asks for."""
    if op == "any":
        return tr("One of these")
    if op == "atLeast":
        return tr("{needed} of these {of}", needed=needed, of=of)
    return tr("All of these")


def root() -> str:
    """The outermost group: what is asked for by slots, apart from sums and shares."""
    return tr("What has to be filled")


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
        "outcomes": lambda: tr("Skills that are covered"),
        "prerequisite": lambda: tr("What has to come first"),
        "overlap": lambda: tr("No teaching counted twice"),
        "language": lambda: tr("Language"),
        "accreditation": lambda: tr("Accredited issuers"),
        "window": lambda: tr("Awarded close together"),
        "incompatible": lambda: tr("What excludes each other"),
    }
    found = names.get(code)
    return found() if found else code


def rule_short(code: str, have: str, required: str, unit: str) -> str:
    """How much of how much, for a rule over the whole."""
    if code in {"totalCredits", "residency"}:
        return tr("{have} of {required} {unit}", have=have, required=required, unit=unit)
    if code in {"maxShare", "level"}:
        return tr(
            "{have} {unit}, at most {required} are allowed",
            have=have,
            required=required,
            unit=unit,
        )
    return tr("{have} of {required}", have=have, required=required)


def rule_missing(code: str, have: str, required: str, unit: str) -> str:
    """A rule over the whole that is not met."""
    short = rule_short(code, have, required, unit)
    return tr("{rule}: {short}", rule=rule_name(code), short=short)


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


def fix_waive(rule: str, lets: str, result: str, counted: str, unit: str) -> str:
    """A rule that an advisor might set aside, and what would count then."""
    if lets:
        words = tr(
            "Ask an advisor to set aside the rule “{rule}”, so that {titles} counts.",
            rule=rule,
            titles=lets,
        )
    else:
        words = tr("Ask an advisor to set aside the rule “{rule}”.", rule=rule)
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


def some_course(slot: str) -> str:
    """What a course is called that would help, before there is one."""
    return tr("A new course for “{slot}”", slot=slot)


def _gives(result: str, counted: str, unit: str) -> str:
    if result == "complete":
        return tr("Then it is complete, with {counted} {unit}.", counted=counted, unit=unit)
    if result == "complete_if_referred":
        return tr("Then it is complete if an advisor accepts what is referred.")
    return tr("Then {counted} {unit} count.", counted=counted, unit=unit)


def equally_good(n: int, *, more: bool) -> str:
    """How many choices are as good as the one shown."""
    if more:
        return ntr(
            "There is at least {n} equally good way to place your credentials.",
            "There are at least {n} equally good ways to place your credentials; this is one "
            "of them.",
            n,
        )
    return ntr(
        "There is {n} equally good way to place your credentials.",
        "There are {n} equally good ways to place your credentials; this is one of them.",
        n,
    )


def more_fixes() -> str:
    """Said when the time for trying out changes ran out."""
    return tr("There may be other small changes that help: not all of them could be tried.")


def not_proven_best() -> str:
    """Said when the time for solving ran out."""
    return tr("Not proven best: there may be a better way to place your credentials.")

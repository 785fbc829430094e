"""Accreditation: what each code means, who says so, and what to do now (spec/trust.md D.5).

"Not found" is never worded as "fake", and a claim of the credential never as a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.names import country
from wallet.wording.said import Entry, Told, nothing
from wallet.wording.speech import ntr, tr
from wallet.wording.vouching import so_says

_MARKS: Mapping[str, Callable[[], str]] = {
    "conditions": lambda: tr("The decision had conditions."),
    "voluntary": lambda: tr("The review was voluntary."),
    "via_parent": lambda: tr("What was reviewed is the institution it belongs to."),
    "joint": lambda: tr("What was reviewed is an offer of several institutions together."),
    "register_lag": lambda: tr("The award is recent: the register may not have it yet."),
}


def mark_sentence(mark: str) -> str:
    """One mark of an answer as a sentence; empty for those that the answer itself tells."""
    return _MARKS[mark]() if mark in _MARKS else ""


def _told(facts: Told, sentence: str) -> str:
    """The answer, its marks, and who says so."""
    marks = (mark_sentence(one) for one in facts.items("modifiers"))
    return " ".join(one for one in (sentence, *marks, _source(facts)) if one)


def _source(facts: Told) -> str:
    if not facts.has("register") or not facts.has("snapshot"):
        return ""
    said = so_says(
        register=facts.text("register"),
        as_of=facts.text("snapshot"),
        age_days=_age(facts),
        signer=facts.text("register_signer"),
    )
    if facts.has("register_expired"):
        return f"{said} {tr('That register has expired.')}"
    return said


def _looked(facts: Told, sentence: str) -> str:
    """An answer that no register gives, and the newest that was asked."""
    if not facts.has("register") or not facts.has("snapshot"):
        return sentence
    newest = ntr(
        "The newest register here is {register} of {date} ({n} day old), signed by {signer}.",
        "The newest register here is {register} of {date} ({n} days old), signed by {signer}.",
        _age(facts),
        register=facts.text("register"),
        date=facts.day("snapshot"),
        signer=facts.text("register_signer"),
    )
    return f"{sentence} {newest}"


def _age(facts: Told) -> int:
    told = facts.text("register_age_days")
    return int(told) if told.isdecimal() else 0


def _newer_register() -> str:
    return tr("Add a newer register on the Trust page.")


def _right_clock() -> str:
    return tr("Set this computer's clock right: what you trust was signed on a later day.")


def _other_register() -> str:
    return tr("Add a register that covers this country on the Trust page.")


def _ask_issuer() -> str:
    return tr("Ask the institution for its accreditation decision, with date and level.")


def _ask_agency() -> str:
    return tr("Ask the agency, or a recognition centre (ENIC-NARIC), if it matters to you.")


def _may_be_asked() -> str:
    return tr("Be ready to be asked about it when you apply with this credential.")


def _accredited(facts: Told) -> tuple[str, str, str]:
    who = facts.text("institution")
    if facts.is_said("now", "unknown"):
        said = tr(
            "{who} was accredited when this was awarded. Whether it is today is not known.",
            who=who,
        )
        advice = _right_clock() if facts.has("clock_behind") else _newer_register()
        return _told(facts, said), advice, advice
    said = tr(
        "{who} was accredited when this was awarded, and on {date}.",
        who=who,
        date=facts.day("snapshot"),
    )
    return _told(facts, said), nothing(), nothing()


def _lapsed(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} was accredited when this was awarded; that accreditation ended on {date}.",
        who=facts.text("institution"),
        date=facts.day("covered_to"),
    )
    advice = tr("What counts for most purposes is the day of the award.")
    return _told(facts, said), advice, advice


def _withdrawn(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} was accredited when this was awarded; that was withdrawn on {date}.",
        who=facts.text("institution"),
        date=facts.day("withdrawn_on"),
    )
    return (
        _told(facts, said),
        tr("The award was covered. You may be asked about what came later."),
        _ask_agency(),
    )


def _gap(facts: Told) -> tuple[str, str, str]:
    if facts.has("gap_to"):
        said = tr(
            "{who} was not covered by an accreditation on the day of the award: there is a "
            "gap from {start} to {end}.",
            who=facts.text("institution"),
            start=facts.day("gap_from"),
            end=facts.day("gap_to"),
        )
    else:
        said = tr(
            "{who} was not covered by an accreditation on the day of the award: the last one "
            "on record ended on {date}.",
            who=facts.text("institution"),
            date=facts.day("covered_to"),
        )
    return _told(facts, said), _ask_issuer(), _ask_agency()


def _not_yet(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} was not yet accredited when this was awarded; it has been since {date}.",
        who=facts.text("institution"),
        date=facts.day("covered_from"),
    )
    return _told(facts, said), _ask_issuer(), _ask_agency()


def _level(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} is accredited, but not for this level ({level}).",
        who=facts.text("institution"),
        level=facts.text("level"),
    )
    return _told(facts, said), _ask_issuer(), _ask_agency()


_SCOPES: Mapping[str, Callable[[], str]] = {
    "kind": lambda: tr("What was reviewed is another kind of award."),
    "programme": lambda: tr("What was reviewed is another programme."),
    "field": lambda: tr("What was reviewed is another field of study."),
    "place": lambda: tr("What was reviewed is offered in another place."),
    "partner": lambda: tr("What was reviewed is not an offer of these institutions together."),
}


def _scope(facts: Told) -> tuple[str, str, str]:
    said = tr("{who} is accredited, but not for this.", who=facts.text("institution"))
    why = next((_SCOPES[one]() for one in facts.items("why") if one in _SCOPES), "")
    return _told(facts, f"{said} {why}".strip()), _ask_issuer(), _ask_agency()


def _agency(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} was reviewed by an agency that was not recognised at that time: {agency}.",
        who=facts.text("institution"),
        agency=facts.text("agency"),
    )
    return _told(facts, said), _ask_issuer(), _ask_agency()


_MISSING: Mapping[str, Callable[[], str]] = {
    "newer_than_register": lambda: tr("The award is newer than the register."),
    "award_date": lambda: tr("On the days on which it may have been awarded it differs."),
    "level_missing": lambda: tr("The level of the award is not known."),
    "programme_missing": lambda: tr(
        "A programme of that name was reviewed; nobody has confirmed that it is this one."
    ),
    "field_missing": lambda: tr("The field of study is not known."),
    "too_many_awards": lambda: tr("The file holds too many awards."),
    "place_missing": lambda: tr("The place of the award is not known."),
}


def _insufficient(facts: Told) -> tuple[str, str, str]:
    said = tr("Whether {who} was accredited for this cannot be told.", who=_who(facts))
    why = next((_MISSING[one]() for one in facts.items("why") if one in _MISSING), "")
    advice = _ask_issuer()
    if facts.is_said("why", "newer_than_register"):
        advice = _newer_register()
    return _told(facts, f"{said} {why}".strip()), advice, advice


def _who(facts: Told) -> str:
    return facts.text("institution") if facts.has("institution") else tr("the issuer")


def _not_bound(facts: Told) -> tuple[str, str, str]:
    if facts.has("named") and facts.has("signer"):
        said = tr(
            "Whoever signed this ({signer}) is not shown to be {named}.",
            signer=facts.text("signer"),
            named=facts.text("named"),
        )
    elif facts.has("named"):
        said = tr(
            "It names {named}, but the signer is not shown to be this institution.",
            named=facts.text("named"),
        )
    else:
        said = tr("The signer is not shown to be the institution that awarded this.")
    return (
        _looked(facts, said),
        tr("Ask the issuer to have its identifier listed in the register."),
        tr("Ask the institution itself whether it issued this."),
    )


def _conflict(facts: Told) -> tuple[str, str, str]:
    said = tr("What the registers say about the issuer contradicts itself.")
    if facts.has("lists"):
        said = tr("Two registers disagree: {lists}.", lists=facts.text("lists"))
    advice = tr("Ask those who publish the registers before you rely on either.")
    return _looked(facts, said), advice, advice


def _not_covering(facts: Told) -> tuple[str, str, str]:
    if facts.is_said("why", "country") and facts.has("country"):
        said = tr(
            "No register on this computer covers {country}.",
            country=country(facts.text("country")),
        )
    else:
        said = tr("No register on this computer covers this.")
    return _looked(facts, said), _other_register(), _other_register()


def _no_register(facts: Told) -> tuple[str, str, str]:
    if facts.has("lists"):
        said = tr(
            "Nobody has compared the fingerprint of the register here yet: {lists}.",
            lists=facts.text("lists"),
        )
        advice = tr("Compare its fingerprint with the publisher's on the Trust page.")
        return said, advice, advice
    return (
        tr("There is no register of accredited institutions on this computer."),
        nothing(),
        nothing(),
    )


def _unknown(facts: Told) -> tuple[str, str, str]:
    if facts.is_said("why", "test_key"):
        said = tr("The key is a published test key: it stands for no institution.")
    else:
        said = tr("The issuer was not found in any register or list on this computer.")
    advice = tr("That says nothing against it: ask the issuer who has accredited it.")
    return _looked(facts, said), advice, advice


def _claimed(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "The issuer says that it is accredited; no register on this computer confirms it."
    )
    if facts.has("institution"):
        said = tr(
            "{who} says that it is accredited; no register on this computer confirms it.",
            who=facts.text("institution"),
        )
    return _told(facts, said), _ask_issuer(), _ask_agency()


def _no_scheme(facts: Told) -> tuple[str, str, str]:
    said = tr("For a provider like {who} there is no scheme of accreditation.", who=_who(facts))
    return (
        _told(facts, said),
        nothing(),
        tr("Look at who vouches for it instead, and at what was learnt."),
    )


def _known(facts: Told) -> tuple[str, str, str]:
    who = facts.text("institution")
    if facts.has("listed_by"):
        said = tr(
            "{list} knows {who}; there is no review of it on record.",
            list=facts.text("listed_by"),
            who=who,
        )
    else:
        said = tr("{who} is known; there is no review of it on record.", who=who)
    return _told(facts, said), _ask_issuer(), _ask_agency()


def _refused(facts: Told) -> tuple[str, str, str]:
    said = tr("{who} was reviewed for this and refused.", who=facts.text("institution"))
    return _told(facts, said), _may_be_asked(), _ask_agency()


def _undecided(facts: Told) -> tuple[str, str, str]:
    said = tr(
        "{who} was evaluated, without a decision on accreditation.",
        who=facts.text("institution"),
    )
    return _told(facts, said), _ask_issuer(), _ask_agency()


ACCREDITATION: Mapping[Reason, Entry] = {
    Reason.ACCREDITED: _accredited,
    Reason.ACCREDITED_THEN_LAPSED: _lapsed,
    Reason.ACCREDITED_THEN_WITHDRAWN: _withdrawn,
    Reason.GAP_AT_AWARD: _gap,
    Reason.NOT_YET_ACCREDITED: _not_yet,
    Reason.LEVEL_MISMATCH: _level,
    Reason.SCOPE_MISMATCH: _scope,
    Reason.AGENCY_NOT_RECOGNISED: _agency,
    Reason.REFUSED: _refused,
    Reason.EVALUATED_WITHOUT_DECISION: _undecided,
    Reason.CLAIMED_NOT_CONFIRMED: _claimed,
    Reason.NO_SCHEME_APPLIES: _no_scheme,
    Reason.KNOWN_NOT_REVIEWED: _known,
    Reason.INSUFFICIENT_DATA: _insufficient,
    Reason.UNKNOWN_ISSUER: _unknown,
    Reason.ISSUER_NOT_BOUND: _not_bound,
    Reason.REGISTER_NOT_COVERING: _not_covering,
    Reason.NO_REGISTER: _no_register,
}
ACCREDITATION_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {
    (Check.ACCREDITATION, Reason.CONFLICTING_EVIDENCE): _conflict,
}

_TITLES: Mapping[str, Callable[[], str]] = {
    "accredited": lambda: tr("Accredited when awarded"),
    "accredited_then_lapsed": lambda: tr("Accredited when awarded; expired"),
    "accredited_then_withdrawn": lambda: tr("Accredited when awarded; withdrawn"),
    "not_yet_accredited": lambda: tr("Not yet accredited when awarded"),
    "gap_at_award": lambda: tr("Not covered on that day"),
    "scope_mismatch": lambda: tr("Accredited, but not for this"),
    "level_mismatch": lambda: tr("Accredited, but not for this level"),
    "evaluated_without_decision": lambda: tr("Evaluated, no decision"),
    "refused": lambda: tr("Refused"),
    "known_not_reviewed": lambda: tr("Known, no review on record"),
    "unknown_issuer": lambda: tr("Issuer not found"),
    "issuer_not_bound": lambda: tr("The signer is not shown to be this institution"),
    "agency_not_recognised": lambda: tr("Reviewed by an agency not recognised at that time"),
    "claimed_not_confirmed": lambda: tr("Claimed, not confirmed"),
    "no_register": lambda: tr("No trusted register on this device"),
    "register_not_covering": lambda: tr("Not covered by a register"),
    "conflicting_evidence": lambda: tr("Register data conflict: ask"),
    "insufficient_data": lambda: tr("Cannot tell: something is missing"),
    "no_scheme_applies": lambda: tr("No accreditation scheme applies"),
}
_ANSWERS: Mapping[str, Callable[[], str]] = {
    "yes": lambda: tr("yes"),
    "no": lambda: tr("no"),
    "unknown": lambda: tr("not known"),
}


def code_title(code: str) -> str:
    """A code in a few words, as on a badge."""
    return _TITLES[code]()


def answer_word(answer: str) -> str:
    """``yes``, ``no`` or ``unknown`` as a word."""
    return _ANSWERS[answer]()

"""What is said of things that could not be carried over to another format, or from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wallet.wording.pathways import reason_words
from wallet.wording.speech import ntr, tr

_WHY: Mapping[str, Callable[[], str]] = {
    # --- from CTDL
    "no_place": lambda: tr("A pathway here has no place for this."),
    "unknown_context": lambda: tr("This vocabulary is not known; the names were read as CTDL."),
    "second_destination": lambda: tr(
        "A pathway here has one destination; this is another one."
    ),
    "degree_needs_more": lambda: tr(
        "A degree needs a final work and a sign-off, of which CTDL says nothing. It is kept as "
        "something else, so that credits alone never make a degree."
    ),
    "progression_level": lambda: tr("Stages have no place here; nothing depends on them."),
    "not_part_of_it": lambda: tr("No part of the pathway points to this."),
    "component_elsewhere": lambda: tr(
        "This part lies in another file. It is kept by its address, without a name."
    ),
    "another_unit": lambda: tr(
        "This credit is counted in another unit, and no ratio is stated."
    ),
    "condition_elsewhere": lambda: tr("This condition lies in another file."),
    "unknown_in_condition": lambda: tr("This part of a condition is not known."),
    "number_of_nothing": lambda: tr("This number does not say what it counts."),
    "operator_unknown": lambda: tr("Only “and” and “or” can be carried over."),
    "constraint_in_alternative": lambda: tr(
        "This limit holds for one of several ways only, which cannot be said here."
    ),
    "constraint_unknown": lambda: tr("This limit cannot be judged here."),
    "order_unknown": lambda: tr("What has to come first is no part of this pathway."),
    "order_suggested": lambda: tr("This suggested order cannot be shown here."),
    # --- how it was understood
    "version_not_stated": lambda: tr("No version is stated; it is kept as version 1."),
    "unit_not_stated": lambda: tr("No unit of credit is stated; nothing is converted to one."),
    "stands_for_nothing": lambda: tr(
        "It does not say which course or credential it stands for, so only a credential that "
        "names this very part fits, or an advisor's decision."
    ),
    "nothing_asks_for_it": lambda: tr(
        "No condition asks for this part; it is kept as optional."
    ),
    "destination_itself": lambda: tr(
        "No condition says what leads there; the pathway is complete with the destination's "
        "own credential."
    ),
    "number_not_stated": lambda: tr("It does not say how many are needed; all are."),
    "all_conditions": lambda: tr("Several conditions stand side by side; all are needed."),
    "targets_and_conditions": lambda: tr(
        "Parts and further conditions stand side by side; both are needed."
    ),
    "sum_of_credit": lambda: tr("It does not say what is counted; the sum of credit is."),
    # --- to CTDL
    "no_word": lambda: tr("CTDL has no word for this."),
    "match_not_said": lambda: tr(
        "CTDL cannot say what fits here; readers see the name of the part only."
    ),
    "open_to_all": lambda: tr("That any credential fits here cannot be said in CTDL."),
    "rule_not_said": lambda: tr("CTDL has no word for this rule; readers will not see it."),
    "excess_not_said": lambda: tr("That more credit is shown and not counted cannot be said."),
    "language_twice": lambda: tr(
        "CTDL takes one text in each language; the first one is kept."
    ),
    "needs_ctid": lambda: tr(
        "Publishing in the Credential Registry needs an identifier from there (CTID)."
    ),
    "signature_of_another": lambda: tr(
        "The signature covers the pathway document and is not carried over."
    ),
    # --- portfolios
    "not_in_clr": lambda: tr(
        "A learner record has no place for this form, or for what states no date. Send it "
        "beside the record."
    ),
    "not_in_elm": lambda: tr(
        "The European model has no place for this; it stands in the attached credential."
    ),
    "credit_without_unit": lambda: tr(
        "The credential names no unit of credit, and none is made up."
    ),
    "assessment_without_result": lambda: tr(
        "The European model takes an assessment with its result only."
    ),
    "date_not_exact": lambda: tr(
        "The European model takes a day only; the month or year stands in a note."
    ),
    "proof_not_in_table": lambda: tr("A table carries no signature; it proves nothing."),
    "proof_not_in_page": lambda: tr("A page carries no signature; it proves nothing."),
    "narrative_not_in_table": lambda: tr("Your own words have no place in a table."),
}

CODES = frozenset(_WHY)


def why(reason: str, parts: Sequence[str] = ()) -> str:
    """Why it was left, or how it was understood; and what it held, where it held others."""
    said = _WHY[reason]()
    return f"{said} {tr('It held: {parts}.', parts=', '.join(parts))}" if parts else said


_NO_CTDL: Mapping[str, Callable[[], str]] = {
    "no_destination": lambda: tr("the pathway names no destination"),
    "other_meaning": lambda: tr("a name of CTDL is given another meaning"),
}


def why_not_ctdl(reason: str) -> str:
    """What is wrong at one place of a CTDL document."""
    return _NO_CTDL[reason]() if reason in _NO_CTDL else reason_words(reason)


_FIELDS: Mapping[str, Callable[[], str]] = {
    "criteria": lambda: tr("Criteria"),
    "stackability": lambda: tr("What it counts toward"),
    "quality_assurance": lambda: tr("Quality assurance"),
    "evidence": lambda: tr("Evidence"),
    "expiry": lambda: tr("Expiry"),
    "valid_until": lambda: tr("Valid until"),
    "award_date": lambda: tr("Date of award"),
}


def left_out(title: str) -> str:
    """A credential that a portfolio has no place for."""
    return tr(
        "“{title}” is left out, because its seal holds for its own file alone. "
        "Export that file and send it along.",
        title=title,
    )


def named(name: str) -> str:
    """What a field of ours is called; anything else keeps its own name."""
    return _FIELDS[name]() if name in _FIELDS else name


def left(count: int, blocking: int) -> str:
    """How much was left."""
    if not count:
        return tr("Everything was carried over.")
    told = ntr("{n} thing was not carried over.", "{n} things were not carried over.", count)
    if not blocking:
        return told
    more = ntr(
        "{n} of them is a condition: until somebody has judged it, this pathway cannot be "
        "complete.",
        "{n} of them are conditions: until somebody has judged them, this pathway cannot be "
        "complete.",
        blocking,
    )
    return f"{told} {more}"


def carried(slots: int, rules: int) -> str:
    """What there is now."""
    parts = ntr("{n} part", "{n} parts", slots)
    return tr("Carried over: {parts}, {rules}.", parts=parts, rules=_rules(rules))


def _rules(count: int) -> str:
    return ntr("{n} rule", "{n} rules", count)

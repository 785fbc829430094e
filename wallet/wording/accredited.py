"""An answer about accreditation, line by line: both answers, what they rest on, who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.report import Accreditation, Check, Role, VerificationReport
from wallet.wording.checks import finding
from wallet.wording.checks_accreditation import answer_word, code_title
from wallet.wording.dates import day
from wallet.wording.said import Told
from wallet.wording.speech import tr

_RESULTS: Mapping[str, Callable[[], str]] = {
    "positive": lambda: tr("positive"),
    "positive_with_conditions": lambda: tr("positive with conditions"),
    "negative": lambda: tr("negative"),
    "not_applicable": lambda: tr("no decision"),
}
_TYPES: Mapping[str, Callable[[], str]] = {
    "institutional": lambda: tr("review of the institution"),
    "institutional_programme": lambda: tr("review of the institution and its programmes"),
    "programme": lambda: tr("review of a programme"),
    "joint_programme": lambda: tr("review of a joint programme"),
    "micro_credential": lambda: tr("review of a short course"),
    "accreditation": lambda: tr("signed accreditation"),
}
_PATHS: Mapping[str, Callable[[], str]] = {
    "seal strong": lambda: tr("a qualified electronic seal names this institution"),
    "seal medium": lambda: tr(
        "an electronic seal, not shown to be a qualified one, names this institution"
    ),
    "did_ebsi": lambda: tr("the register lists this identifier for the institution"),
    "did_web": lambda: tr("it is signed under the institution's own web address"),
    "pinned": lambda: tr("the register assigns this key to the institution"),
    "thumbprint": lambda: tr("the register assigns this key to the institution"),
    "federation": lambda: tr("it is a proven member of a federation"),
    "issuer_list": lambda: tr("a list of issuers names this institution"),
    "accreditation": lambda: tr("a signed accreditation was given to this identifier"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accredited:
    """What a person reads about accreditation."""

    title: str
    answers: str
    """Both answers; empty where neither is known."""
    meaning: str
    advice: str
    rests_on: tuple[str, ...]
    """What was relied on: how the signer is known, and each decision."""

    @property
    def sentence(self) -> str:
        """The code, both answers and what they mean, one after another."""
        return " ".join(
            one if one.endswith((".", "!", "?")) else f"{one}."
            for one in (self.title, self.answers, self.meaning)
            if one
        )


def accreditation(report: VerificationReport, role: Role) -> Accredited | None:
    """The answer of a report in words; None where nothing may be said."""
    told, found = report.accreditation, report.find(Check.ACCREDITATION)
    if told.code is None or found is None:
        return None
    words = finding(found, role)
    return Accredited(
        title=_title(told, told.code),
        answers=_answers(told),
        meaning=words.meaning,
        advice=words.advice,
        rests_on=(*dict.fromkeys(_rests_on(one) for one in told.evidence), *_said(told)),
    )


def kept_title(told: Mapping[str, Any]) -> str:
    """Whose accreditation, and the code with its day: of an answer as a kept report has it."""
    as_of = told.get("as_of")
    answer = Accreditation(
        code=told["code"],
        at_award=told["at_award"],
        now=told["now"],
        facts=told["facts"],
        as_of=datetime.fromisoformat(as_of) if as_of else None,
    )
    title, who = _title(answer, told["code"]), told["facts"].get("institution")
    if not who:
        return tr("Accreditation of its issuer: {title}", title=title)
    return tr("Accreditation of {who}: {title}", who=who, title=title)


def _title(told: Accreditation, code: str) -> str:
    """The code in a few words, with its day where it has one (D.5)."""
    facts = Told(told.facts)
    match code:
        case "accredited" if told.now == "yes":
            return tr("Accredited when awarded and on {date}", date=day(told.as_of))
        case "accredited" if told.now == "unknown":
            return tr("Accredited when awarded; today unknown")
        case "accredited_then_lapsed":
            return tr("Accredited when awarded; expired {date}", date=facts.day("covered_to"))
        case "accredited_then_withdrawn":
            taken = facts.day("withdrawn_on")
            return tr("Accredited when awarded; withdrawn {date}", date=taken)
        case "not_yet_accredited" if told.now == "yes":
            return tr("Not yet accredited when awarded; accredited since")
        case _:
            return code_title(code)


def _answers(told: Accreditation) -> str:
    if told.at_award == told.now == "unknown":
        return ""
    return tr(
        "When awarded: {then}. On {date}: {now}.",
        then=answer_word(told.at_award),
        date=day(told.as_of),
        now=answer_word(told.now),
    )


def _rests_on(row: Mapping[str, Any]) -> str:
    if row["role"] == "binding":
        path = str(row["path"])
        how = _PATHS.get(f"{path} {row['strength']}", _PATHS.get(path))
        return tr(
            "{institution}: {how}. {source}",
            institution=row["institution_name"],
            how=how() if how is not None else row["path"],
            source=_source(row),
        )
    result = _RESULTS.get(str(row["result"]))
    return tr(
        "{agency}, {what}: {result}, {start} to {end}. {source}",
        agency=row["agency_name"],
        what=_what(row),
        result=result() if result is not None else row["result"],
        start=day(str(row["from"])),
        end=day(str(row["to"])),
        source=_source(row),
    )


def _what(row: Mapping[str, Any]) -> str:
    """What was reviewed, and under which name where it is one of several things."""
    what = _TYPES.get(str(row["type"]))
    told = what() if what is not None else str(row["type"])
    name = row.get("programme")
    return tr("{what} “{name}”", what=told, name=name) if name else told


def _said(told: Accreditation) -> tuple[str, ...]:
    """What the person added to it, and when (D.11)."""
    said = Told(told.facts).day("programme_confirmed_on")
    if "programme_confirmed_on" not in told.facts:
        return ()
    return (
        tr("The owner of this wallet said on {date} that this is the programme.", date=said),
    )


def _source(row: Mapping[str, Any]) -> str:
    return tr(
        "{register} of {date}, signed by {signer}.",
        register=row["register"],
        date=day(str(row["snapshot"])),
        signer=row["signer"],
    )

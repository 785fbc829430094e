"""Step 7: was the awarding body accredited, at the award and now? ``spec/trust.md`` D.

Rules
-----
1. Nothing is asked, and the code is null, unless ``proof`` and ``issuer_key`` have passed.
2. The signer is the identifier whose key passed, or what its certificate says; everything that
   the credential writes of bodies, levels and programmes is its own claim.
3. Each award of the file is a question of its own; the weakest answer is the answer.
4. A key printed in published test vectors speaks for nobody outside the demo wallet.
5. Outcomes: ACC-01 to 03 passed; 04 to 07, 11, 15 failed, unless the register may lag behind;
   22 does not apply; the rest is not known.
6. A programme that fits by name alone counts where the person said of this very credential, and
   of a programme of that name, that it is the one (``wallet.trust.programmes``); the answer
   names the day.
7. While nobody has compared what shows whose the key is, no register is asked about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

from wallet import formats
from wallet.credential import Award as Awarded
from wallet.credential import CredentialView, DateValue, Level, Party, Texts
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.evidence import IssuerRegistry, ProgrammeConfirmation, Source
from wallet.formats import values
from wallet.identifiers.keys import thumbprint
from wallet.proofs.interface import ProofFact
from wallet.reasons import Reason
from wallet.report import Accreditation, Check, Finding, Outcome
from wallet.trust import accreditation as rules
from wallet.trust.accreditation import Award, Body, Days, Question, Signer
from wallet.trust.published_keys import is_test_key
from wallet.verify import uncompared
from wallet.verify.accreditation_chain import granted_to
from wallet.verify.case import Established, finding, not_established
from wallet.verify.seal_quality import seal_of

_MOST_AWARDS = 50
"""Awards of one file; with more, nothing is said: the one left out could be the weakest."""
_EQF = re.compile(r"[1-8]", re.ASCII)
_CYCLES = {"short cycle": 5, "first cycle": 6, "second cycle": 7, "third cycle": 8}
_REPORT = re.compile(r"https?://data\.deqar\.eu/report/(\d{1,9})/?", re.ASCII)
_LONGEST_CLAIM = 200
_DEPTH = 12


def check_accreditation(established: Established) -> tuple[Finding, Accreditation]:
    """The finding of ``accreditation``, and both answers."""
    if established.key_fact is None:  # 1
        return not_established(Check.ACCREDITATION), Accreditation()
    registers = established.case.evidence.registers
    if not registers:
        told = Accreditation(code="no_register")
        return _finding(told), told
    waiting = uncompared.rests_on(established)
    if waiting is not None:  # 7
        told = Accreditation(
            code="no_register", facts={"why": "not_confirmed", "lists": (waiting,)}
        )
        return _finding(told), told
    if not _speaks(established):
        told = Accreditation(code="unknown_issuer", facts={"why": "test_key"})
        return _finding(told), told
    asked = tuple(_confirmed(one, established) for one in questions(established))
    if len(asked) > _MOST_AWARDS:
        told = Accreditation(code="insufficient_data", facts={"why": "too_many_awards"})
        return _finding(told), told
    case, types = established.case, established.claims.types
    answers = [rules.accredit(granted_to(one, case, types), registers) for one in asked]
    told = min(answers, key=_weakness)
    told = _with_day(told, established)
    if len(answers) > 1:
        told = replace(told, facts={**told.facts, "awards": len(answers)})
    return _finding(told), told


def questions(established: Established) -> Iterator[Question]:
    """One question for each award (rule 3)."""
    case = established.case
    view = formats.view(case.secured.format, established.proven.document)
    signer, issuer = signer_of(established), _body(view.envelope.issuer)
    country = issuer.country or _listed_country(established, signer.id)
    parts = frozenset(_part_of(established.proven.document, _DEPTH))
    for one in view.awards[: _MOST_AWARDS + 1] or (Awarded(id=""),):
        yield Question(
            signer=signer,
            issuer=replace(issuer, id=signer.id, country=country),
            award=_award(one, view, parts),
            now=case.now,
            listed=_listed(established, signer.id),
            allow_sandbox=case.evidence.allow_test_keys,
        )


def signer_of(established: Established) -> Signer:
    """Whose key it is: by its certificate where there is one, else by the issuer's id."""
    fact, issuer = established.key_fact, established.claims.issuer or ""
    if fact is None:
        return Signer(id="")
    return Signer(
        id=fact.signed_as or issuer,
        thumbprint=_key_name(fact),
        seal=seal_of(fact, established.case),
    )


def _key_name(fact: ProofFact | None) -> str | None:
    """RFC 7638 name of the key that signed; None where there was none."""
    key = fact.key if fact is not None else None
    return thumbprint(key.jwk) if key is not None and key.jwk else None


def _speaks(established: Established) -> bool:
    """Rule 4."""
    signer = signer_of(established)
    return established.case.evidence.allow_test_keys or not is_test_key(
        signer.id, signer.thumbprint or ""
    )


def _confirmed(question: Question, established: Established) -> Question:
    """With what the person said of the programme of this credential (rule 6)."""
    said = frozenset((one.decision, one.programme) for one in _said_of(established))
    return (
        replace(question, award=replace(question.award, confirmed=said)) if said else question
    )


def _said_of(established: Established) -> tuple[ProgrammeConfirmation, ...]:
    case = established.case
    mine = case.secured.credential_id
    return tuple(one for one in case.evidence.programmes if one.credential_id == mine)


def _with_day(told: Accreditation, established: Established) -> Accreditation:
    """The day on which the person said so, where the answer rests on it (D.11)."""
    used = {(one.get("decision"), one.get("programme")) for one in told.evidence}
    said = _said_of(established)
    days = [one.origin.received_at for one in said if (one.decision, one.programme) in used]
    if not days:
        return told
    day = min(days).date().isoformat()
    return replace(told, facts={**told.facts, "programme_confirmed_on": day})


_WEAKEST_FIRST = {"no": 0, "unknown": 1, "yes": 2}


def _weakness(one: Accreditation) -> tuple[int, int]:
    return _WEAKEST_FIRST[one.at_award], _WEAKEST_FIRST[one.now]


# --- what the credential says ---------------------------------------------------------------


def _award(one: Awarded, view: CredentialView, part_of: frozenset[str]) -> Award:
    quality = tuple(text.text for text in one.quality_assurance)
    reports = {found[1] for text in quality if (found := _REPORT.fullmatch(text.strip()))}
    named = {each.value for each in one.fields if each.scheme == "educationProgramIdentifier"}
    return Award(
        days=days_of(one.award_date),
        kind=one.kind.value,
        eqf=frozenset(_levels(one.levels)),
        fields=frozenset(each.value for each in one.fields if each.scheme == "ISCED-F"),
        ids=frozenset({one.id, *one.definition_ids, *named} - {""}),
        part_of=part_of,
        titles=_texts(one.title),
        ects=next((str(each.amount) for each in one.credits if each.framework == "ECTS"), None),
        bodies=tuple(
            _body(each) for each in one.awarding_bodies if each != view.envelope.issuer
        ),
        reports=frozenset(reports),
        claims=tuple(text[:_LONGEST_CLAIM] for text in quality),
    )


def _levels(levels: tuple[Level, ...]) -> Iterator[int]:
    for one in levels:
        if one.scheme == "EQF" and _EQF.fullmatch(one.value):
            yield int(one.value)
        elif one.scheme == "QF-EHEA" and one.value.strip().lower() in _CYCLES:
            yield _CYCLES[one.value.strip().lower()]


def _body(party: Party) -> Body:
    return Body(
        id=party.id,
        names=_texts(party.names),
        country=party.country,
        identifiers=tuple(
            (one.scheme, one.value, one.country or party.country) for one in party.identifiers
        ),
    )


def _texts(texts: Texts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in texts))


def days_of(written: DateValue | None) -> Days:
    """The days on which it may have been awarded, by what was written."""
    if written is None:
        return Days()
    try:
        if written.precision == "instant":
            return _instant(written)
        return _whole([int(one) for one in written.value.split("-")])
    except (ValueError, OverflowError, InputError):  # a day that no calendar has
        return Days()


def _instant(written: DateValue) -> Days:
    first = timestamp.parse(written.value).astimezone(UTC).date()
    # a local midnight written in UTC belongs to the next day (spec/credential.md C.5, 2)
    return Days(first=first, last=first + timedelta(days=1) if written.zone_note else first)


def _whole(parts: list[int]) -> Days:
    """A year, a month or a day."""
    match parts:
        case [year]:
            return Days(first=date(year, 1, 1), last=date(year, 12, 31))
        case [year, month]:
            following = date(year + month // 12, month % 12 + 1, 1)
            return Days(first=date(year, month, 1), last=following - timedelta(days=1))
        case [year, month, day]:
            return Days(first=date(year, month, day), last=date(year, month, day))
        case _:
            return Days()


def _part_of(value: object, depth: int) -> Iterator[str]:
    """Identifiers under every ``isPartOf``: of which programmes it says it is a part."""
    if depth == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _part_of(one, depth - 1)
    if not isinstance(value, Mapping):
        return
    for name, one in value.items():
        if name == "isPartOf":
            yield from _ids(one)
        yield from _part_of(one, depth - 1)


def _ids(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            yield from (each for each in (one.get("id"),) if isinstance(each, str))
            entries = one.get("identifier")
            for entry in entries if isinstance(entries, list) else [entries]:
                notation = entry.get("notation") if isinstance(entry, Mapping) else entry
                if isinstance(notation, str):
                    yield notation


def _listed(established: Established, signer: str) -> tuple[tuple[str, str], ...]:
    """Lists of issuers outside the registers that name the signer (D.8, case 12)."""
    return tuple((one.name, one.issuers[signer].name) for one in _listing(established, signer))


def _listed_country(established: Established, signer: str) -> str | None:
    """Where such a list says that the signer is, for credentials that do not say it."""
    told = (one.issuers[signer].location for one in _listing(established, signer))
    return next((code for one in told if one and (code := values.country(one))), None)


def _listing(established: Established, signer: str) -> tuple[IssuerRegistry, ...]:
    evidence, day = established.case.evidence, established.case.now.date()
    key = _key_name(established.key_fact) or ""
    return tuple(
        one
        for one in evidence.registries
        if signer in one.issuers
        and one.issuers[signer].names(key, day)
        and not came_along(one)
        and was_compared(one)
        and (evidence.allow_test_keys or not is_sandbox(one))
    )


def came_along(registry: IssuerRegistry) -> bool:
    """Whether it came with the credential: then it says nothing (D.11)."""
    return registry.origin.source is Source.CARRIED


def was_compared(registry: IssuerRegistry) -> bool:
    """Whether somebody compared its fingerprint (D.11)."""
    return registry.origin.confirmed


def is_sandbox(registry: IssuerRegistry) -> bool:
    """Whether it is for trials: then it counts in the demo wallet alone (D.11)."""
    return registry.sandbox


# --- the finding ----------------------------------------------------------------------------


_PASSED = ("accredited", "accredited_then_lapsed", "accredited_then_withdrawn")


def outcome_of(told: Accreditation) -> Outcome:
    """Rule 5."""
    if told.code in _PASSED:
        return Outcome.PASSED
    if told.code == "no_scheme_applies":
        return Outcome.NOT_APPLICABLE
    return Outcome.FAILED if told.at_award == "no" else Outcome.INDETERMINATE


def _finding(told: Accreditation) -> Finding:
    facts = {**told.facts, "now": told.now, "modifiers": told.modifiers}
    return finding(
        Check.ACCREDITATION, outcome_of(told), Reason(told.code or ""), facts, told.as_of
    )

"""Was this body accredited for this award, on that day and today? Pure, over registers.

One small module for each group of rules, each with its own numbers:

======================= =======================================================
``question``            what is asked: signer, bodies, award, days
``believed`` (S)        which lists count, and for what
``identifiers`` (I)     spelling and check digits
``binding`` (B)         from a key to a body; ``hosting`` knows shared hosts
``bodies`` (W)          from the signer's body to the awarding body
``reach`` (R)           which decisions speak of that body
``coverage`` (C)        does one decision cover the award; ``scope``, ``window``
``timeline``            the days covered, over all decisions
``freshness`` (F)       how old a snapshot may be
``conflicts`` (X)       bundles that disagree
``outcome`` (O)         the first matching row of D.5
``telling``             evidence and facts
======================= =======================================================

Order of the rows of D.5 that are told before anything is counted
-----------------------------------------------------------------
1. ACC-18: no list on this computer counts.
2. ACC-19: no list covers the country, the sector or the day.
3. ACC-13: nobody knows the issuer.
4. ACC-14: a body is named, and the signer is not shown to be it or to speak for it.
5. ACC-20: what binds contradicts itself, or two bundles disagree.
6. An issuer that a list names, and no register knows: ACC-12 (ACC-16 where it claims more).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wallet.errors import Fact
from wallet.register import InstitutionRow, Register, RegisterSource
from wallet.report import Accreditation
from wallet.trust.accreditation import believed as believing
from wallet.trust.accreditation import (
    binding,
    bodies,
    conflicts,
    coverage,
    outcome,
    telling,
)
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.binding import Bound
from wallet.trust.accreditation.bodies import Asked
from wallet.trust.accreditation.question import (
    Award,
    Body,
    Days,
    Question,
    Reached,
    Seal,
    Signer,
    Strength,
)
from wallet.trust.accreditation.reach import reach
from wallet.trust.accreditation.timeline import Timeline

__all__ = [
    "Award",
    "Body",
    "Days",
    "Question",
    "Reached",
    "Seal",
    "Signer",
    "Strength",
    "accredit",
    "known_as",
]


def accredit(question: Question, registers: Iterable[Register]) -> Accreditation:
    """The answer to one question, in the words of D.9."""
    believed = Believed.over(registers, question)
    if not believed.sources:
        return _no_register(believed)
    if conflicts.keys_disagree(believed, question.signer):
        off = Asked(code="conflicting_evidence", why="keys_disagree")
        return _not_asked(believed, Bound(), off)
    bound = binding.bind(believed, question)
    asked = bodies.asked_bodies(believed, question, bound)
    answers = [_answer(believed, bound, one) for one in asked]
    return min(answers, key=_weakness)


def known_as(
    question: Question, registers: Iterable[Register]
) -> tuple[tuple[tuple[str, ...], RegisterSource], ...]:
    """All names under which lists know whoever holds this key, confirmed or not (D.11).

    For ``issuer_identity``: bodies that the key is bound to at medium strength or more, and
    the parties that lists of issuers name.
    """
    believed = Believed.over(registers, question, unconfirmed_too=True)
    if conflicts.keys_disagree(believed, question.signer):
        return ()
    bound = binding.bind(believed, question)
    paths = bound.conflict or ((bound.best,) if bound.best is not None else ())
    found = [(telling.names_of(one.body), one.source) for one in paths]
    found += [
        ((one.name,), one.source)
        for one in believed.issuers(question.signer.id)
        if not found and binding.pins_this_key(one, question.signer.thumbprint)
    ]
    return tuple(found)


_WEAKEST_FIRST = {"no": 0, "unknown": 1, "yes": 2}


def _weakness(one: Accreditation) -> tuple[int, int]:
    """Several awarding bodies: the weakest answer is the answer."""
    return _WEAKEST_FIRST[one.at_award], _WEAKEST_FIRST[one.now]


# --- rows that are told before anything is counted -------------------------------------------


def _no_register(believed: Believed) -> Accreditation:
    """ACC-18."""
    waiting = tuple(dict.fromkeys(one.name for one in believed.unconfirmed))
    facts: dict[str, Fact] = {"why": "not_confirmed", "lists": waiting} if waiting else {}
    return Accreditation(code="no_register", facts=facts)


def _answer(believed: Believed, bound: Bound, asked: Asked) -> Accreditation:
    if asked.body is None:
        if asked.code == "unknown_issuer":
            return _unknown(believed, bound, asked)
        return _not_asked(believed, bound, asked)
    why = not_covering(believed, asked.body)
    if why is not None:
        off = Asked(code="register_not_covering", why=why, named=(asked.body,))
        return _not_asked(believed, bound, off)
    return _judged(believed, bound, asked, asked.body)


def not_covering(believed: Believed, body: InstitutionRow) -> str | None:
    """ACC-19: what the list that has this body does not declare to cover; None: it covers."""
    source, days = body.source, believed.question.award.days
    if not believing.covers_country(source, body.country):
        return "country"
    if not believing.covers_sector(source, body.kind):
        return "sector"
    ends = [day for day in (days.first, days.last) if day is not None]
    within = [day for day in ends if day <= source.as_of.date()]
    return None if all(believing.covers_day(source, day) for day in within) else "day"


def _unknown(believed: Believed, bound: Bound, asked: Asked) -> Accreditation:
    """Rows 19 and 13; an issuer that a list names without a body is known all the same."""
    question = believed.question
    rows = [
        one
        for one in believed.issuers(question.signer.id)
        if binding.pins_this_key(one, question.signer.thumbprint)
    ]
    listed = (*((one.source.name, one.name) for one in rows), *question.listed)
    places = (question.issuer.country, *(one.country for one in rows))
    country = next((one for one in places if one), None)
    if not any(believing.covers_country(one, country) for one in believed.sources):
        told = _not_asked(believed, bound, Asked(code="register_not_covering", why="country"))
        return replace(told, facts={**told.facts, "country": country})
    if not listed:
        return _not_asked(believed, bound, asked)
    is_claimed = outcome.has_claim(question.award)
    code = "claimed_not_confirmed" if is_claimed else "known_not_reviewed"
    told = _not_asked(believed, bound, Asked(code=code))
    lists = tuple(one for one, _ in listed)
    names: dict[str, Fact] = {"institution": listed[0][1], "listed_by": lists}
    return replace(told, facts={**told.facts, **names})


def _not_asked(believed: Believed, bound: Bound, asked: Asked) -> Accreditation:
    """An answer without counting: both are unknown."""
    newest = max(believed.sources, key=lambda one: one.as_of)
    paths = bound.conflict or ((bound.best,) if bound.best is not None else ())
    return Accreditation(
        code=asked.code,
        evidence=tuple(telling.of_path(one) for one in paths),
        facts=telling.facts_without_body(believed.question, asked, newest),
        as_of=newest.as_of,
    )


# --- counting --------------------------------------------------------------------------------


def _judged(
    believed: Believed, bound: Bound, asked: Asked, body: InstitutionRow
) -> Accreditation:
    question = believed.question
    spoken, disagreement = conflicts.without_repeats(
        (*reach(believed, body, asked.together), *_granted(question, asked))
    )
    if disagreement:
        told = _not_asked(believed, bound, Asked(code="conflicting_evidence", named=(body,)))
        return replace(told, facts={**told.facts, **disagreement})
    source = _newest(believed, body, spoken)
    fits = coverage.fits(believed, body, spoken, question.award)
    line = Timeline(fits, source.as_of.date(), believed.newest_signing)
    given = outcome.answer(line, question, body)
    paths = () if bound.best is None else (telling.of_path(bound.best),)
    return Accreditation(
        code=given.told.code,
        at_award=given.at_award,
        now=given.now,
        modifiers=given.modifiers,
        evidence=(*paths, *telling.decisions(believed, given)),
        facts=telling.facts_of(believed, asked, body, given, source),
        as_of=source.as_of,
    )


def _granted(question: Question, asked: Asked) -> tuple[Reached, ...]:
    """Signed accreditations are about the signer, and nobody it signs for."""
    return question.granted if asked.relation == "same" else ()


def _newest(
    believed: Believed, body: InstitutionRow, spoken: Iterable[Reached]
) -> RegisterSource:
    """The newest snapshot that knows the body: its day is the day of "now".

    Where decisions are known, of the lists that tell decisions: a newer list of another kind
    does not know what became of them.
    """
    rows = [
        row for one in binding.aliases(believed, body) for row in believed.institutions(one)
    ]
    sources = [body.source, *(one.source for one in rows)]
    sources += [one.decision.source for one in spoken]
    telling_roles = {one.decision.source.role for one in spoken}
    knowing = [one for one in sources if one.role in telling_roles]
    return max(knowing or sources, key=lambda one: one.as_of)

"""What an answer rests on, as rows of ``evidence`` and as facts (D.9, D.11)."""

from __future__ import annotations

from typing import Any

from wallet.errors import Fact
from wallet.register import DecisionRow, InstitutionRow, RegisterSource
from wallet.trust.accreditation import freshness
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.binding import Path
from wallet.trust.accreditation.bodies import Asked
from wallet.trust.accreditation.coverage import Fit
from wallet.trust.accreditation.outcome import Answer
from wallet.trust.accreditation.question import Award, Question
from wallet.trust.accreditation.window import last_day

_MEMBERS = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
)
_EEA = frozenset(_MEMBERS.split())


def of_source(source: RegisterSource) -> dict[str, Any]:
    """Who says so: the list, its day, who signed it, and by which digests to find it again."""
    return {
        "register": source.name,
        "snapshot": source.as_of.date().isoformat(),
        "signer": source.signer,
        "bundle": source.bundle,
        "bundle_sha256": source.bundle_sha256,
        "root_sha256": source.root_sha256,
    }


def of_path(path: Path) -> dict[str, Any]:
    """How the key is bound to a body."""
    return {
        "role": "binding",
        "path": path.kind,
        "strength": path.strength.name.lower(),
        "identifier": path.identifier,
        "institution": path.body.id,
        "institution_name": name_of(path.body),
        **of_source(path.source),
    }


def of_decision(believed: Believed, role: str, fit: Fit) -> dict[str, Any]:
    """One decision that the answer rests on; ``role`` says for which of its parts."""
    row = fit.decision
    return {
        "role": role,
        "decision": row.id,
        "type": row.type,
        "result": row.decision,
        "status": row.status,
        "from": row.start.isoformat(),
        "to": last_day(row).isoformat(),
        "to_is_calculated": row.end is None,
        "agency": row.agency,
        "agency_name": agency_name(believed, row),
        "institutions": list(row.institutions),
        "programmes": [one.name for one in row.programmes],
        "programme": fit.programme,
        "landing": row.landing,
        "via": fit.reached.via,
        **of_source(row.source),
    }


def agency_name(believed: Believed, row: DecisionRow) -> str:
    """Who decided, by the register's name for it."""
    agency = next(iter(believed.agencies(row.agency)), None)
    return agency.name if agency is not None else row.agency


def decisions(believed: Believed, given: Answer) -> tuple[dict[str, Any], ...]:
    """All decisions of an answer, each once for each role."""
    told = given.told
    roles = (("at_award", told.at_award), ("now", told.now), ("other", told.other))
    return tuple(of_decision(believed, role, fit) for role, fits in roles for fit in fits)


def facts_of(
    believed: Believed,
    asked: Asked,
    body: InstitutionRow,
    given: Answer,
    source: RegisterSource,
) -> dict[str, Fact]:
    """What stands in the sentence: bodies, days, levels, the register and its age."""
    question, told = believed.question, given.told
    first = next(iter((*told.at_award, *told.now, *told.other)), None)
    snapshot, today = source.as_of.date(), question.today
    facts: dict[str, Fact] = {
        "institution": name_of(body),
        "institution_id": body.id,
        "country": body.country,
        "signer": name_of(asked.signer) if asked.signer is not None else None,
        "relation": asked.relation if asked.relation != "same" else None,
        **of_award(question.award),
        **told.facts,
        "register": source.name,
        "register_signer": source.signer,
        "snapshot": snapshot.isoformat(),
        "register_age_days": max(0, (today - snapshot).days),
        "register_is_fresh": freshness.is_fresh(snapshot, today),
    }
    if freshness.has_expired(snapshot, today):
        facts["register_expired"] = True
    if freshness.is_clock_behind(max(snapshot, believed.newest_signing), today):
        facts["clock_behind"] = True
    if first is not None:
        facts["edc_comparable"] = edc_comparable(first, body)
        facts["agency"] = agency_name(believed, first.decision)
    return {name: one for name, one in facts.items() if one not in (None, ())}


def facts_without_body(
    question: Question, asked: Asked, source: RegisterSource
) -> dict[str, Fact]:
    """What can be said where nothing was counted."""
    facts: dict[str, Fact] = {
        "why": asked.why,
        "named": tuple(name_of(one) for one in asked.named[:5]),
        "signer": name_of(asked.signer) if asked.signer is not None else _seal_name(question),
        "country": question.issuer.country,
        "claims": question.award.claims[:3],
        **of_award(question.award),
        "register": source.name,
        "register_signer": source.signer,
        "snapshot": source.as_of.date().isoformat(),
        "register_age_days": max(0, (question.today - source.as_of.date()).days),
    }
    return {name: one for name, one in facts.items() if one not in (None, ())}


def _seal_name(question: Question) -> str | None:
    seal = question.signer.seal
    return seal.name if seal is not None else None


def of_award(award: Award) -> dict[str, Fact]:
    """When it was awarded and at which level, as the credential says."""
    days = award.days
    level = ", ".join(str(one) for one in sorted(award.eqf))
    return {
        "award_from": days.first.isoformat() if days.first else None,
        "award_to": days.last.isoformat() if days.last else None,
        "level": f"EQF {level}" if level else None,
    }


def edc_comparable(fit: Fit, body: InstitutionRow) -> bool:
    """Whether DEQAR exports it to the EU accreditation database (D.4).

    Then our answer can be compared with that of the Europass viewer.
    """
    row = fit.decision
    return (
        row.status == "obligatory"
        and row.decision != "negative"
        and row.flag != "high"
        and body.country in _EEA
    )


def name_of(body: InstitutionRow) -> str:
    """Its official name, else the first."""
    return names_of(body)[0]


def names_of(body: InstitutionRow) -> tuple[str, ...]:
    """Its names, the official ones first; its id where it has none."""
    official = [one.text for one in body.names if one.kind == "official"]
    return tuple(dict.fromkeys((*official, *(one.text for one in body.names)))) or (body.id,)

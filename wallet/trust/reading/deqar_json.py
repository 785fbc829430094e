"""What the Web API of DEQAR answers: institutions, reports and agencies as JSON.

Rules
-----
1. One object, a list of them, or a page with ``results``; each is told by its members.
2. An institution without a DEQAR id, and a report without an id, a day or a body, is a bad row:
   named with its reason, and left out.
3. The register's own calculated end (``valid_to_calculated``) is kept where it is given; a
   report without any end has none here, and the six years are a rule of judging (D.4).
4. An agency that only reports name is carried without a registration: so it is recognised on no
   day until a list of agencies says otherwise.
5. A free name of a resource binds no key, and what an agency gives a body is its own number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    LevelOf,
    NameOf,
    Period,
    ProgrammeRow,
    RelationRow,
)
from wallet.register.names import EXACT_SCHEMES
from wallet.trust.reading import values
from wallet.trust.reading.interface import UNSIGNED, BadRow, ReadList, SourceFile
from wallet.trust.reading.limits import OPERATOR
from wallet.trust.rows import Row

SCHEMES: Mapping[str, str] = {
    "Erasmus": "erasmus",
    "Erasmus-Charter": "eche",
    "EU-PIC": "pic",
    "EU-VAT": "vat",
    "SCHAC": "schac",
    "WHED": "whed",
    "DID-EBSI": "did_ebsi",
    "ROR": "ror",
    "ISNI": "isni",
    "LEI": "lei",
    "national identifier": "national",
    "local identifier": "local",
}
_LOCAL = "local"
_HIERARCHY = {
    "consortium": "consortium",
    "faculty": "faculty",
    "independent faculty or school": "independent_faculty",
    "franchise or validation partnership": "franchise",
    "educational platform": "platform",
    "European Universities alliance": "alliance",
}
_HISTORY = {"succeeded": "succeeded", "absorbed": "absorbed", "spun off": "spun_off"}
_REPORT = "https://data.deqar.eu/report/"


class DeqarJson:
    """Answers of the Web API."""

    name = "deqar_json"

    def recognises(self, file: SourceFile) -> bool:
        """JSON whose first object is an institution, a report or an agency of DEQAR."""
        if file.data.lstrip()[:1] not in (b"{", b"["):
            return False
        try:
            first = next(iter(_objects(_parsed(file))), None)
        except InputError:
            return False
        return first is not None and _kind(first) is not None

    def read(self, file: SourceFile) -> ReadList:
        """Its rows.

        Raises:
            InputError: it is no JSON.
        """
        rows: list[Row] = []
        bad: list[BadRow] = []
        where: dict[str, tuple[str, str]] = {}
        for number, one in enumerate(_objects(_parsed(file)), start=1):
            try:
                made = list(_READ[_kind(one)](one))
                rows += made
                where.setdefault(made[0].id, (file.name, str(number)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                bad.append(bad_row(file, number, error))
        return ReadList(
            role="registry/deqar",
            name="DEQAR",
            rows=rows,
            dated=file.dated,
            bad=tuple(bad),
            where=where,
            url="https://www.deqar.eu/",
        )


def bad_row(file: SourceFile, number: int | str, error: Exception) -> BadRow:
    """A row that cannot be used, from what went wrong while it was read."""
    detail = str(error.args[0])[:60] if error.args else ""
    missing = isinstance(error, KeyError)
    reason = "member_missing" if missing else "value_unusable"
    return BadRow(file=file.name, line=str(number), reason=reason, detail=detail)


def _parsed(file: SourceFile) -> Any:
    return strict_json.loads(file.data, OPERATOR)


def _objects(document: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, dict) and isinstance(document.get("results"), list):
        document = document["results"]
    for one in document if isinstance(document, list) else [document]:
        if isinstance(one, dict):
            yield one


def _kind(one: Mapping[str, Any]) -> str | None:
    if "decision" in one and ("agency_acronym" in one or "agency_id" in one):
        return "report"
    if "registration_start" in one or ("acronym_primary" in one and "deqar_id" in one):
        return "agency"
    if "deqar_id" in one or ("identifiers" in one and "names" in one):
        return "institution"
    return None


# --- institutions ---------------------------------------------------------------------------


def _institution(one: Mapping[str, Any]) -> Iterable[Row]:
    name = institution_id(one)
    places = _places(one)
    levels = one.get("qf_ehea_levels") or one.get("qf_ehea_level") or []
    other = one.get("is_other_provider") is True
    row = InstitutionRow(
        id=name,
        names=_names(one),
        kind="other_provider" if other else "hei",
        country=places[0][0] if places else None,
        countries=tuple(dict.fromkeys(code for code, _ in places if code)),
        city=places[0][1] if places else None,
        founded=values.day(one.get("founding_date")),
        closed=values.day(one.get("closure_date")),
        levels=tuple(_level(level) for level in levels),
        website=one.get("website_link") or None,
        source=UNSIGNED,
    )
    return [row, *_identifiers(name, one), *_relations(name, one)]


def institution_id(one: Mapping[str, Any]) -> str:
    """Its DEQAR id.

    Raises:
        KeyError: it has none.
    """
    stated = one.get("deqar_id")
    if stated:
        return str(stated).strip()
    return f"DEQARINST{int(one['id']):04d}"


def _names(one: Mapping[str, Any]) -> tuple[NameOf, ...]:
    found: dict[tuple[str, str], NameOf] = {}

    def add(text: Any, kind: str, valid: Period = Period()) -> None:  # noqa: B008 - immutable
        if isinstance(text, str) and text.strip():
            text = text.strip()
            found.setdefault((text, kind), NameOf(text=text, kind=kind, valid=valid))

    for told in one.get("names") or ():
        valid = Period(end=values.day(told.get("name_valid_to")))
        add(told.get("name_official"), "official", valid)
        add(told.get("name_english"), "english", valid)
        add(told.get("name_official_transliterated"), "transliterated", valid)
        add(told.get("acronym"), "acronym", valid)
        for version in told.get("name_versions") or ():
            add(version.get("name"), "alternative", valid)
    known = {text for text, _ in found}
    for member in ("name_official_display", "name_primary"):
        if str(one.get(member) or "").strip() not in known:
            add(one.get(member), "official" if not found else "alternative")
    if not found:
        raise KeyError("name")
    return tuple(found.values())


def _places(one: Mapping[str, Any]) -> list[tuple[str | None, str | None]]:
    found = []
    for place in one.get("countries") or one.get("place") or ():
        told = place["country"]
        code = told.get("iso_3166_alpha2") if isinstance(told, dict) else told
        found.append((values.country(code), place.get("city")))
    return found or [(values.country(name), None) for name in one.get("country") or ()]


def _level(told: Any) -> LevelOf:
    if isinstance(told, str):
        return LevelOf(eqf=_needed(values.eqf(told)))
    return LevelOf(
        eqf=_needed(values.eqf(told["qf_ehea_level"])),
        valid=Period(
            start=values.day(told.get("qf_ehea_level_valid_from")),
            end=values.day(told.get("qf_ehea_level_valid_to")),
        ),
    )


def _needed(level: int | None) -> int:
    if level is None:
        raise ValueError("cycle")
    return level


def _identifiers(name: str, one: Mapping[str, Any]) -> Iterator[IdentifierRow]:
    yield identifier(name, "deqarinst", name)
    eter = one.get("eter_id") or str(one.get("eter") or "").partition(" ")[0]
    if eter:
        yield identifier(name, "eter", str(eter))
    if one.get("website_link"):
        yield identifier(name, "website", str(one["website_link"]))
    for told in one.get("identifiers") or ():
        scheme = _scheme(told)
        yield IdentifierRow(
            institution=name,
            scheme=scheme,
            value=str(told["identifier"]),
            issuer=str(told["agency"]) if told.get("agency") else None,
            valid=Period(
                start=values.day(told.get("identifier_valid_from")),
                end=values.day(told.get("identifier_valid_to")),
            ),
            source=UNSIGNED,
        )


def _scheme(told: Mapping[str, Any]) -> str:
    """By whose scheme: what one agency calls a body is nobody's but its own (rule 5)."""
    scheme = SCHEMES.get(told["resource"], str(told["resource"]).lower()[:40])
    if scheme in EXACT_SCHEMES and told["resource"] not in SCHEMES:
        return _LOCAL
    return _LOCAL if told.get("agency") and scheme != "national" else scheme


def identifier(institution: str, scheme: str, value: str) -> IdentifierRow:
    """An identifier without days."""
    return IdentifierRow(
        institution=institution, scheme=scheme, value=value.strip(), source=UNSIGNED
    )


def _relations(name: str, one: Mapping[str, Any]) -> Iterator[RelationRow]:
    told = one.get("hierarchical_relationships") or {}
    for side in ("includes", "part_of"):
        for link in told.get(side) or ():
            if "institution" not in link:
                continue  # the short form of the API says only that there is one
            other = institution_id(link["institution"])
            parent, child = (name, other) if side == "includes" else (other, name)
            yield RelationRow(
                parent=parent,
                child=child,
                kind=_HIERARCHY.get(str(link.get("relationship_type")), "part_of"),
                valid=Period(
                    start=values.day(link.get("valid_from")),
                    end=values.day(link.get("valid_to")),
                ),
                source=UNSIGNED,
            )
    for link in one.get("historical_relationships") or ():
        yield from _history(name, link)


def _history(name: str, link: Mapping[str, Any]) -> Iterator[RelationRow]:
    """Who came later: in the active voice this body, in the passive one the other."""
    other = institution_id(link["institution"])
    words = str(link["relationship_type"])
    passive = words.endswith(" by") or words.startswith("was ")
    plain = words.removeprefix("was ").removesuffix(" by").removesuffix(" from")
    later, earlier = (other, name) if passive else (name, other)
    yield RelationRow(
        parent=later,
        child=earlier,
        kind=_HISTORY.get(plain, "other"),
        valid=Period(start=values.day(link.get("relationship_date"))),
        source=UNSIGNED,
    )


# --- reports and agencies -------------------------------------------------------------------


def _report(one: Mapping[str, Any]) -> Iterable[Row]:
    number = str(one["id"])
    start = values.day(one["valid_from"])
    bodies = [institution_id(body) for body in one["institutions"]]
    if start is None or not bodies:
        raise KeyError("valid_from" if start is None else "institutions")
    agency = str(one.get("agency_id") or one["agency_acronym"])
    ended = one.get("valid_to_calculated") or one.get("valid_to")
    decision = values.decision(one["decision"])
    row = DecisionRow(
        id=f"deqar:{number}",
        agency=agency,
        contributors=tuple(
            str(told.get("agency_id") or told.get("agency_acronym") or told.get("id"))
            for told in one.get("contributing_agencies") or ()
        ),
        type=values.kind(one["agency_esg_activity_type"]),
        status=values.status(one["status"]),
        decision=decision,
        start=start,
        end=values.last_day(start, values.day(ended), decision),
        flag=values.flag(one.get("flag") or one.get("flag_level")),
        institutions=tuple(bodies),
        programmes=tuple(_programme(told) for told in one.get("programmes") or ()),
        landing=f"{_REPORT}{number}",
        source=UNSIGNED,
    )
    named = str(one.get("agency_name") or agency)
    return [
        row,
        AgencyRow(id=agency, name=named, acronym=one.get("agency_acronym"), source=UNSIGNED),
    ]


def _programme(told: Mapping[str, Any]) -> ProgrammeRow:
    names = [str(one["name"]) for one in told.get("programme_names") or () if one.get("name")]
    primary = str(told.get("name_primary") or (names[0] if names else ""))
    if not primary:
        raise KeyError("name_primary")
    ects = told.get("workload_ects")
    degree = told.get("degree_outcome")
    return ProgrammeRow(
        name=primary,
        alt_names=tuple(one for one in names if one != primary),
        identifiers=tuple(
            str(one["identifier"]) for one in told.get("programme_identifiers") or ()
        ),
        eqf=values.eqf(told.get("qf_ehea_level")),
        nqf=told.get("nqf_level") or None,
        degree=degree if isinstance(degree, bool) else None,
        ects=str(ects) if ects is not None else None,
        isced=(str(told["field_study"]),) if told.get("field_study") else (),
        esco=tuple(str(one) for one in told.get("learning_outcomes") or ()),
        countries=tuple(
            code
            for one in told.get("countries") or ()
            if (
                code := values.country(
                    one.get("iso_3166_alpha2") if isinstance(one, dict) else one
                )
            )
        ),
    )


def _agency(one: Mapping[str, Any]) -> Iterable[Row]:
    start = values.day(one.get("registration_start"))
    registered = (
        (Period(start=start, end=values.day(one.get("registration_valid_to"))),)
        if start is not None
        else ()
    )
    told = one.get("country")
    code = told.get("iso_3166_alpha2") if isinstance(told, dict) else told
    return [
        AgencyRow(
            id=str(one.get("id") or one["deqar_id"]),
            name=str(one.get("name_primary") or one["acronym_primary"]),
            acronym=one.get("acronym_primary"),
            country=values.country(code if isinstance(code, str) else None),
            registered=registered,
            source=UNSIGNED,
        )
    ]


_READ: Mapping[str | None, Any] = {
    "institution": _institution,
    "report": _report,
    "agency": _agency,
}

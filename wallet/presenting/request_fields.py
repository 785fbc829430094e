"""What a receiver asks for in plain words, as a DCQL query.

Rules (spec/presentations.md F.4)
---------------------------------
1. Plain names become one query for each format that can hold them, of which one must be
   answered.
2. A field that issuers write in several ways is asked for in each, as claim sets of which the
   first that can be met is used.
3. What issuers often leave out is wanted where it is stated, and stops no answer: the fullest
   claim set comes first. What speaks of the person, and grades, is never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from wallet.errors import InputError

_BADGE = "credentialSubject", "achievement"
_Paths = tuple[tuple[Any, ...], ...]
FIELDS: Mapping[str, tuple[tuple[str, ...], _Paths]] = {
    "title": (("achievement_title",), ((*_BADGE, "name"),)),
    "description": (("achievement_description",), ((*_BADGE, "description"),)),
    "body": (("issuing_authority",), (("issuer", "name"), ("issuer",))),
    "date": (("date_of_issuance",), (("validFrom",), ("issuanceDate",))),
    "outcomes": (
        ("learning_outcomes",),
        ((*_BADGE, "alignment", None, "targetName"), (*_BADGE, "criteria", "narrative")),
    ),
    "level": (("level_of_learning_experience",), ()),
    "workload": (
        ("expected_study_time",),
        ((*_BADGE, "creditsAvailable"), (*_BADGE, "ECTS")),
    ),
    "grade": (("assessment_grade",), (("credentialSubject", "result"),)),
    "given_name": (("given_name",), ()),
    "family_name": (("family_name",), ()),
    "name": (("family_name",), (("credentialSubject", "name"),)),
    "birth_date": (("date_of_birth",), (("credentialSubject", "birthDate"),)),
}
"""Plain name -> path in an SD-JWT learning credential, paths in an Open Badge, best first."""
_STANDING = {"status": "credentialStatus", "from": "validFrom", "until": "validUntil"}
_STANDINGS = (("status", "from", "until"), ("status",), ("from", "until"), ())
"""Rule 4: members by their ids, and which of them a credential may state, all of them first."""
_IF_STATED = ("description", "outcomes", "level", "workload")
"""Wanted where the issuer states them: a credential that lacks one may answer all the same."""


def query_of(fields: Sequence[str]) -> dict[str, Any]:
    """The DCQL query for plain field names.

    Raises:
        InputError: ``unknown_field``.
    """
    for one in fields:
        if one not in FIELDS:
            raise InputError("unknown_field", field=one[:100], known=tuple(FIELDS))
    named = tuple(dict.fromkeys(fields))
    badge: dict[str, _Paths] = {one: FIELDS[one][1] for one in named if FIELDS[one][1]}
    queries = [
        _query("learning", "dc+sd-jwt", {one: (FIELDS[one][0],) for one in named}),
        _query("badge", "ldp_vc", badge),
        _query("badge_token", "jwt_vc_json", badge),
    ]
    asked = [_with_standing(one) for one in queries if one["claims"]]
    return {
        "credentials": asked,
        "credential_sets": [{"options": [[one["id"]] for one in asked]}],
    }


def _with_standing(query: dict[str, Any]) -> dict[str, Any]:
    """Rule 4, for the one form of which both may be kept back."""
    if query["format"] != "ldp_vc":
        return query
    claims = [{"id": name, "path": [member]} for name, member in _STANDING.items()]
    sets = query.get("claim_sets") or [[one["id"] for one in query["claims"]]]
    return {
        **query,
        "claims": [*query["claims"], *claims],
        "claim_sets": [[*one, *more] for one in sets for more in _STANDINGS],
    }


def _query(name: str, form: str, wanted: Mapping[str, _Paths]) -> dict[str, Any]:
    """One query; its claim sets are what would do, the fullest first."""
    ids = {
        field: tuple(f"{field}{at or ''}" for at in range(len(paths)))
        for field, paths in wanted.items()
    }
    claims = [
        {"id": one, "path": list(path)}
        for field, paths in wanted.items()
        for one, path in zip(ids[field], paths, strict=True)
    ]
    spare = [field for field in _IF_STATED if field in wanted]
    less = [set(), *({field} for field in reversed(spare)), set(spare)]
    sets = [
        list(chosen)
        for without in less
        for chosen in product(*(ids[field] for field in wanted if field not in without))
        if chosen
    ]
    found = {"id": name, "format": form, "claims": claims}
    return found if len(sets) == 1 else {**found, "claim_sets": sets}

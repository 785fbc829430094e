"""Which credentials a receiver asks for: DCQL (OpenID4VP 1.0, section 6).

Rules
-----
1. A query names a format, may name types, and lists claims by path; a path steps by name, by
   number, or by null for all elements. What this version does not know (``trusted_authorities``
   among it) is kept as unknown and the query is not answered, never answered loosely.
2. The least is proposed: of the claim sets the first that can be met (they are in the asker's
   order), of several credentials the one that shows the fewest statements, of the options of a
   set the first that can be met. A credential that meets an earlier claim set comes first.
3. A claim that the credential does not state, or states otherwise than asked, is missing; so is
   a query that no credential meets. What is missing is named, and nothing is sent instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from wallet.errors import InputError
from wallet.presenting.pointers import child
from wallet.presenting.statements import as_list
from wallet.secured import Format, Secured

MOST_QUERIES, MOST_CLAIMS = 50, 200

_FORMATS = frozenset({"dc+sd-jwt", "vc+sd-jwt", "ldp_vc", "jwt_vc_json"})
_QUERY_MEMBERS = frozenset(
    {
        "id", "format", "multiple", "meta", "claims", "claim_sets",
        "require_cryptographic_holder_binding",
    }
)  # fmt: skip

Step = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim that is asked for."""

    path: tuple[Step, ...]
    id: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One credential that is asked for."""

    id: str
    format: str
    types: tuple[str, ...] = ()
    """``vct`` values, or type names of which all of one list must be there."""
    type_sets: tuple[tuple[str, ...], ...] = ()
    claims: tuple[Claim, ...] = ()
    claim_sets: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    """Members of it that are not understood (rule 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dcql:
    """A whole query."""

    queries: tuple[Query, ...]
    sets: tuple[tuple[tuple[tuple[str, ...], ...], bool], ...] = ()
    """(options, required); without any, every query is required."""


def read(value: Any) -> Dcql:
    """The query behind parsed JSON.

    Raises:
        InputError: ``malformed_request`` with the member that is off.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("credentials"), list):
        _malformed("dcql_query")
    queries = tuple(_query(one) for one in value["credentials"])
    ids = [one.id for one in queries]
    if not queries or len(queries) > MOST_QUERIES or len(set(ids)) != len(ids):
        _malformed("dcql_query.credentials")
    return Dcql(queries=queries, sets=tuple(_sets(value.get("credential_sets"), ids)))


def _query(value: Any) -> Query:
    if not isinstance(value, Mapping):
        _malformed("dcql_query.credentials")
    named, form = value.get("id"), value.get("format")
    if not isinstance(named, str) or not named or not isinstance(form, str):
        _malformed("dcql_query.credentials.id")
    meta = value.get("meta", {})
    claims = tuple(_claim(one) for one in _list(value.get("claims")))
    if not isinstance(meta, Mapping) or len(claims) > MOST_CLAIMS:
        _malformed("dcql_query.credentials.claims")
    unknown = tuple(sorted(set(value) - _QUERY_MEMBERS))
    unknown += tuple(sorted(set(meta) - {"vct_values", "type_values"}))
    return Query(
        id=named,
        format=form,
        types=tuple(map(str, _list(meta.get("vct_values")))),
        type_sets=tuple(
            tuple(map(str, as_list(one))) for one in _list(meta.get("type_values"))
        ),
        claims=claims,
        claim_sets=tuple(tuple(map(str, _list(one))) for one in _list(value.get("claim_sets"))),
        unknown=unknown if form in _FORMATS else (*unknown, "format"),
    )


def _claim(value: Any) -> Claim:
    path = value.get("path") if isinstance(value, Mapping) else None
    if not isinstance(path, list) or not path:
        _malformed("dcql_query.credentials.claims.path")
    for step in path:
        is_index = isinstance(step, int) and not isinstance(step, bool) and step >= 0
        if not (step is None or isinstance(step, str) or is_index):
            _malformed("dcql_query.credentials.claims.path")
    return Claim(
        path=tuple(path),
        id=str(value.get("id", "")),
        values=tuple(_list(value.get("values"))),
    )


def _sets(value: Any, ids: Sequence[str]) -> Iterator[tuple[tuple[tuple[str, ...], ...], bool]]:
    for one in _list(value):
        options = one.get("options") if isinstance(one, Mapping) else None
        if not isinstance(options, list) or not options:
            _malformed("dcql_query.credential_sets")
        told = tuple(tuple(map(str, _list(option))) for option in options)
        if not all(option and set(option) <= set(ids) for option in told):
            _malformed("dcql_query.credential_sets")
        yield told, one.get("required", True) is not False


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        _malformed("dcql_query")
    return value


def _malformed(member: str) -> NoReturn:
    raise InputError("malformed_request", member=member)


# --- matching -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What one credential would show for one query."""

    pointers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Paths that it does not state as asked."""
    rank: int = 0
    """Which of the claim sets it meets; 0 is the one that the asker likes best."""


def match(query: Query, secured: Secured, document: Mapping[str, Any]) -> Match | None:
    """What this credential would show; None where it is not of the kind asked for.

    Args:
        query: what is asked.
        secured: the credential as it is held.
        document: all that it can disclose.
    """
    if query.unknown or not _is_kind(query, secured, document):
        return None
    # A claim stands in many sets: what answers it is looked for once.
    answers = [(claim, _answers(claim, *_content(document))) for claim in query.claims]
    by_id = {claim.id: (claim, found) for claim, found in answers if claim.id}
    wanted = [
        [by_id[name] for name in names if name in by_id] for names in query.claim_sets
    ] or [answers]
    tried = [_claims(claims) for claims in wanted]
    met = (replace(one, rank=at) for at, one in enumerate(tried) if not one.missing)
    return next(met, min(tried, key=lambda one: len(one.missing)))


def _is_kind(query: Query, secured: Secured, document: Mapping[str, Any]) -> bool:
    if query.format in ("dc+sd-jwt", "vc+sd-jwt"):
        fits = secured.format is Format.SD_JWT_VC and secured.securing == "sd_jwt"
        return fits and (not query.types or document.get("vct") in query.types)
    is_token = secured.token is not None
    if is_token != (query.format == "jwt_vc_json") or secured.format is Format.SD_JWT_VC:
        return False
    types = {str(one) for one in as_list(_content(document)[0].get("type"))}
    return not query.type_sets or any(set(one) <= types for one in query.type_sets)


def _content(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The credential, and where it stands: a VCDM 1.1 token keeps it under ``vc``."""
    inner = document.get("vc")
    return (inner, "/vc") if isinstance(inner, Mapping) else (document, "")


def _answers(claim: Claim, document: Mapping[str, Any], root: str) -> list[str]:
    """Pointers to what answers one claim."""
    return [
        pointer
        for pointer, value in _resolve(document, claim.path, root)
        if not claim.values or any(_same(value, one) for one in claim.values)
    ]


def _claims(answers: Sequence[tuple[Claim, list[str]]]) -> Match:
    return Match(
        pointers=tuple(dict.fromkeys(one for _, found in answers for one in found)),
        missing=tuple(path_text(claim.path) for claim, found in answers if not found),
    )


def _resolve(value: Any, path: tuple[Step, ...], pointer: str) -> Iterator[tuple[str, Any]]:
    """Section 7: what a claims path points to."""
    if not path:
        yield pointer, value
        return
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        if isinstance(value, Mapping) and step in value:
            yield from _resolve(value[step], rest, child(pointer, step))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            if step is None or step == at:
                yield from _resolve(one, rest, child(pointer, str(at)))


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def path_text(path: Sequence[Step]) -> str:
    """A claims path for people and facts."""
    return ".".join("*" if step is None else str(step) for step in path)

"""The rules that Verifiable Credentials share, whatever they say (VCDM 1.1 and 2.0).

Rules (VCDM 2.0 section 4; VCDM 1.1 where it differs, marked 1.1)
-----
1. ``@context`` is an ordered set whose first item is the base context; every further item is
   a URL or an object. A term of the base context may not be given another meaning.
2. ``type`` is there, is one or several strings, and names ``VerifiableCredential``.
3. ``id`` is one URL, if there is one.
4. ``issuer`` is one URL or one object with a URL as ``id``. A document that nobody has secured
   yet may leave it to its issuer.
5. ``credentialSubject`` is one or several objects, none of them empty.
6. ``validFrom`` and ``validUntil`` (1.1: ``issuanceDate``, required, and ``expirationDate``)
   are XSD ``dateTimeStamp`` and stand in that order.
7. ``credentialStatus``, ``credentialSchema``, ``refreshService``, ``termsOfUse``, ``evidence``
   and ``proof`` are objects that name a ``type``; ``credentialSchema`` (1.1: also status and
   refresh service) also a URL as ``id``; an ``id`` is one URL.
8. ``name`` and ``description`` are strings or language values (2.0): ``@value``,
   ``@language``, ``@direction`` and nothing else. Open Badges also has language maps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.formats.dates import parse_stamp
from wallet.formats.document import (
    BASE_CONTEXTS,
    VC_1_1,
    VC_2_0,
    Body,
    Problem,
    as_list,
    is_url,
    types,
)

MISSING = "missing_member"
INVALID = "invalid_member"

_LANGUAGE_VALUE = frozenset({"@value", "@language", "@direction"})
_RESERVED = frozenset({"VerifiableCredential", "VerifiablePresentation", "id", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """Rule 7 for one member."""

    needs_id: bool = False
    needs_type: bool = True


_NODES_2_0 = {
    "credentialStatus": _Node(),
    "credentialSchema": _Node(needs_id=True),
    "refreshService": _Node(),
    "termsOfUse": _Node(),
    "evidence": _Node(),
    "proof": _Node(),
}
_NODES_1_1 = {
    **_NODES_2_0,
    "credentialStatus": _Node(needs_id=True),
    "refreshService": _Node(needs_id=True),
}


def version(body: Body) -> str:
    """``1.1`` or ``2.0``, by the first base context that is named; 2.0 where none is."""
    for one in as_list(body.content.get("@context")):
        if one == VC_1_1:
            return "1.1"
        if one == VC_2_0:
            return "2.0"
    return "2.0"


def problems(body: Body, *, secured: bool) -> Iterator[Problem]:
    """The rules that a credential breaks, each with the member's path."""
    is_1_1 = version(body) == "1.1"
    yield from context_problems(body)
    yield from type_problems(body, "VerifiableCredential")
    yield from _id_problems(body.content, body.path)
    yield from _issuer_problems(body, secured=secured)
    yield from _subject_problems(body)
    yield from _date_problems(body, is_1_1=is_1_1, secured=secured)
    yield from node_problems(body, _NODES_1_1 if is_1_1 else _NODES_2_0)
    yield from _text_problems(body.content, body.path)


def context_problems(body: Body) -> Iterator[Problem]:
    """Rule 1."""
    path = f"{body.path}.@context"
    listed = as_list(body.content.get("@context"))
    if not listed:
        yield MISSING, path
        return
    if listed[0] not in BASE_CONTEXTS:
        yield INVALID, path
    for number, one in enumerate(listed):
        if isinstance(one, Mapping):
            yield from _inline_context_problems(one, f"{path}[{number}]")
        elif not is_url(one):
            yield INVALID, f"{path}[{number}]"


def _inline_context_problems(context: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for term, meaning in context.items():
        if term in _RESERVED:
            yield "protected_term_redefined", f"{path}.{term}"
        target = meaning.get("@id") if isinstance(meaning, Mapping) else meaning
        if isinstance(target, str) and " " in target:
            yield INVALID, f"{path}.{term}"


def type_problems(body: Body, wanted: str) -> Iterator[Problem]:
    """Rule 2 for a credential or a presentation."""
    path = f"{body.path}.type"
    found = as_list(body.content.get("type"))
    if not found:
        yield MISSING, path
    elif wanted not in found or not all(isinstance(one, str) and one for one in found):
        yield INVALID, path


def _id_problems(node: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if "id" in node and not is_url(node["id"]):
        yield INVALID, f"{path}.id"


def _issuer_problems(body: Body, *, secured: bool) -> Iterator[Problem]:
    path = f"{body.path}.issuer"
    if "issuer" not in body.content:
        claimed = body.claims is not None and "iss" in body.claims
        if secured and not claimed:
            yield MISSING, path
        return
    issuer = body.content["issuer"]
    if isinstance(issuer, Mapping):
        if "id" not in issuer and secured:
            yield MISSING, f"{path}.id"
        yield from _id_problems(issuer, path)
        yield from _text_problems(issuer, path)
    elif not is_url(issuer):
        yield INVALID, path


def _subject_problems(body: Body) -> Iterator[Problem]:
    path = f"{body.path}.credentialSubject"
    subjects = as_list(body.content.get("credentialSubject"))
    if not subjects:
        yield MISSING, path
    for subject in subjects:
        if not isinstance(subject, Mapping) or not subject:
            yield INVALID, path
            return
        yield from _id_problems(subject, path)


def _date_problems(body: Body, *, is_1_1: bool, secured: bool) -> Iterator[Problem]:
    start, end = ("issuanceDate", "expirationDate") if is_1_1 else ("validFrom", "validUntil")
    moments = []
    for member in dict.fromkeys((start, end, "validFrom", "validUntil")):
        value = body.content.get(member)
        if member not in body.content:
            continue
        moment = parse_stamp(value)
        if moment is None:
            yield INVALID, f"{body.path}.{member}"
        elif member in (start, end):
            moments.append(moment)
    if len(moments) == len((start, end)) and moments[0] > moments[1]:
        yield INVALID, f"{body.path}.{end}"
    if is_1_1 and secured and start not in body.content and body.claims is None:
        yield MISSING, f"{body.path}.{start}"


def node_problems(body: Body, nodes: Mapping[str, _Node]) -> Iterator[Problem]:
    """Rule 7."""
    for member, rule in nodes.items():
        if member not in body.content:
            continue
        path = f"{body.path}.{member}"
        for node in as_list(body.content[member]):
            if not isinstance(node, Mapping):
                yield INVALID, path
                break
            if rule.needs_type and not types(node):
                yield MISSING, f"{path}.type"
            if rule.needs_id and "id" not in node:
                yield MISSING, f"{path}.id"
            yield from _id_problems(node, path)


def _text_problems(node: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for member in ("name", "description"):
        if member in node and not all(_is_text(one) for one in as_list(node[member])):
            yield INVALID, f"{path}.{member}"


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, Mapping):
        return False
    if "@value" in value:
        return value.keys() <= _LANGUAGE_VALUE and isinstance(value["@value"], str)
    return all(isinstance(one, str) for one in value.values())

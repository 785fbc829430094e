"""Where credentials stand inside others: presentations, learner records, endorsements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wallet.formats.document import as_list, body, objects, types
from wallet.secured import Format, JsonObject

_ENDORSEMENTS = ("endorsement", "endorsementJwt")
_BADGES = (Format.OPEN_BADGES_3_0, Format.CLR_2_0)


def places(form: Format, document: JsonObject, path: str) -> tuple[tuple[Any, str], ...]:
    """Each value that should be a credential, with its JSON path, in document order."""
    inner = body(document)
    root = path + inner.path[1:]
    if form is Format.PRESENTATION:
        return tuple(_values(inner.content, "verifiableCredential", root))
    if form in _BADGES:
        return tuple(_in_badge(inner.content, root))
    if "CertifiedBoostCredential" in types(inner.content):  # LearnCard's cover around a badge
        return tuple(_values(inner.content, "boostCredential", root))
    return ()


def _values(node: JsonObject, member: str, path: str) -> Iterator[tuple[Any, str]]:
    value = node.get(member)
    several = isinstance(value, list)
    for number, one in enumerate(as_list(value)):
        yield one, f"{path}.{member}[{number}]" if several else f"{path}.{member}"


def _in_badge(content: JsonObject, path: str) -> Iterator[tuple[Any, str]]:
    """Credentials of a record, then endorsements of the badge and of those it names."""
    subjects = list(objects(content.get("credentialSubject"), f"{path}.credentialSubject"))
    for subject, at in subjects:
        yield from _values(subject, "verifiableCredential", at)
    endorsed = [(content, path), *objects(content.get("issuer"), f"{path}.issuer")]
    for subject, at in subjects:
        endorsed.extend(objects(subject.get("source"), f"{at}.source"))
        for achievement, inside in objects(subject.get("achievement"), f"{at}.achievement"):
            endorsed.append((achievement, inside))
            endorsed.extend(objects(achievement.get("creator"), f"{inside}.creator"))
    for node, at in endorsed:
        for member in _ENDORSEMENTS:
            yield from _values(node, member, at)

"""Data models that Tessera knows by sight and does not read yet.

They are named, so that a report can say which standard a file follows; ``problems`` says
``unsupported_format``, so that nothing in them is ever taken as checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wallet.credential import CredentialView
from wallet.formats.achievements import achievement_view
from wallet.formats.document import (
    BASE_CONTEXTS,
    Problem,
    body,
    has_context,
    names_blockcerts,
    names_elm,
    types,
)
from wallet.formats.plain_vcdm import is_credential
from wallet.secured import Format, JsonObject

_OPEN_BADGES_2 = ("https://w3id.org/openbadges/v2", "https://openbadgespec.org/v2/context.json")
_OPEN_BADGES_1 = (
    "https://w3id.org/openbadges/v1",
    "http://standard.openbadges.org/1.1/context",
)
_HOSTED = frozenset({"recipient", "badge"})
_OLD_MARKS = frozenset({"uid", "verify", "issued_on"})
_NO_CREDENTIALS = frozenset(
    {"Profile", "Issuer", "BadgeClass", "RevocationList", "BlockcertsIssuerProfile"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unread:
    """A data model that is recognised and not judged."""

    FORMAT: Format
    test: Callable[[JsonObject, JsonObject | None], bool]

    def recognises(self, document: JsonObject, header: JsonObject | None) -> bool:
        """Whether this document follows this data model."""
        return self.test(document, header)

    def problems(self, document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
        """That it is not judged."""
        del secured
        return (("unsupported_format", body(document).path),)

    def view(self, document: JsonObject) -> CredentialView:
        """What the terms that it shares with VCDM say, if any."""
        return achievement_view(body(document), self.FORMAT)


def _is_assertion(document: JsonObject) -> bool:
    if _NO_CREDENTIALS & set(types(document)):
        return False
    return bool({"Assertion", "Endorsement"} & set(types(document))) or (
        document.keys() >= _HOSTED
    )


def _is_open_badges_1(document: JsonObject, _header: JsonObject | None) -> bool:
    if not document.get("@context"):
        return document.keys() >= _HOSTED and bool(_OLD_MARKS & document.keys())
    return has_context(document, *_OPEN_BADGES_1) and _is_assertion(document)


def _is_open_badges_2(document: JsonObject, _header: JsonObject | None) -> bool:
    return (
        has_context(document, *_OPEN_BADGES_2)
        and not has_context(document, *BASE_CONTEXTS)
        and not names_blockcerts(document)
        and _is_assertion(document)
    )


def _is_blockcerts_1(document: JsonObject, _header: JsonObject | None) -> bool:
    return has_context(document, "https://w3id.org/blockcerts/v1") and "document" in document


def _is_blockcerts_2(document: JsonObject, _header: JsonObject | None) -> bool:
    return (
        names_blockcerts(document)
        and not has_context(document, *BASE_CONTEXTS)
        and "document" not in document
        and _is_assertion(document)
    )


def _is_blockcerts_3(document: JsonObject, _header: JsonObject | None) -> bool:
    content = body(document).content
    return (
        names_blockcerts(content)
        and has_context(content, *BASE_CONTEXTS)
        and is_credential(content)
        and not _NO_CREDENTIALS & set(types(content))
        and not names_elm(content)
    )


UNREAD = (
    _Unread(FORMAT=Format.OPEN_BADGES_1_0, test=_is_open_badges_1),
    _Unread(FORMAT=Format.OPEN_BADGES_2_0, test=_is_open_badges_2),
    _Unread(FORMAT=Format.BLOCKCERTS_1, test=_is_blockcerts_1),
    _Unread(FORMAT=Format.BLOCKCERTS_2, test=_is_blockcerts_2),
    _Unread(FORMAT=Format.BLOCKCERTS_3, test=_is_blockcerts_3),
)

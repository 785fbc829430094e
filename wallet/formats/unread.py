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
    Problem,
    body,
    has_context,
    types,
)
from wallet.secured import Format, JsonObject

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


def _is_blockcerts_1(document: JsonObject, _header: JsonObject | None) -> bool:
    return has_context(document, "https://w3id.org/blockcerts/v1") and "document" in document


UNREAD = (
    _Unread(FORMAT=Format.OPEN_BADGES_1_0, test=_is_open_badges_1),
    _Unread(FORMAT=Format.BLOCKCERTS_1, test=_is_blockcerts_1),
)

"""Blockcerts 2 and 3: credentials whose hashes are anchored on a blockchain.

Rules
-----
1. Version 2 is an Open Badges 2.0 assertion that holds its badge class, its issuer's profile
   and a ``signature``; it follows the rules of ``open_badges_2``, with ``verification`` of its
   own.
2. Version 3 is a Verifiable Credential of type BlockcertsCredential under a context of
   Blockcerts; it follows the rules of ``vcdm``. ``metadata`` is JSON as text, ``display`` has a
   ``contentMediaType`` and ``content``. The display is HTML by its issuer: it is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.credential import CredentialView, Text
from wallet.evidence import Evidence
from wallet.formats import open_badges_2, vcdm
from wallet.formats.achievements import achievement_view
from wallet.formats.document import (
    BASE_CONTEXTS,
    Problem,
    body,
    has_context,
    is_blockcerts,
    names_blockcerts,
    names_elm,
    text_of,
    types,
)
from wallet.formats.open_badges_2 import INVALID, MISSING
from wallet.formats.plain_vcdm import is_credential
from wallet.secured import Format, JsonObject


@dataclass(frozen=True, slots=True)
class _Version2:
    """Rule 1."""

    FORMAT: Format = Format.BLOCKCERTS_2

    def recognises(self, document: JsonObject, header: JsonObject | None) -> bool:
        """Whether this is an assertion under a context of Blockcerts."""
        del header
        return (
            names_blockcerts(document)
            and not has_context(document, *BASE_CONTEXTS)
            and "document" not in document
            and open_badges_2.is_assertion(document)
        )

    def problems(self, document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
        """The rules that this document breaks."""
        del secured
        return tuple(_problems_2(document))

    def view(self, document: JsonObject) -> CredentialView:
        """What the certificate says."""
        found = open_badges_2.assertion_view(document, self.FORMAT, Evidence())
        name = _recipient_name(document)
        if name is None or found.learner.names:
            return found
        return replace(found, learner=replace(found.learner, names=(name,)))


def _recipient_name(document: JsonObject) -> Text | None:
    profile = document.get("recipientProfile")
    name = text_of(profile.get("name")) if isinstance(profile, Mapping) else None
    return Text(lang="und", text=name) if name is not None else None


def _problems_2(document: JsonObject) -> Iterator[Problem]:
    if "Assertion" not in types(document):
        yield INVALID, "$.type"
    yield from open_badges_2.missing(
        document, ("id", "recipient", "badge", "issuedOn", "verification"), "$"
    )
    yield from open_badges_2.recipient_problems(document)
    for member in ("issuedOn", "expires"):
        if member in document and not open_badges_2.is_date(document[member]):
            yield INVALID, f"$.{member}"
    badge = document.get("badge")
    if not isinstance(badge, Mapping):
        yield INVALID, "$.badge"
        return
    yield from open_badges_2.missing(badge, ("id", "name", "description", "issuer"), "$.badge")
    if not isinstance(badge.get("issuer"), Mapping):
        yield INVALID, "$.badge.issuer"


@dataclass(frozen=True, slots=True)
class _Version3:
    """Rule 2."""

    FORMAT: Format = Format.BLOCKCERTS_3

    def recognises(self, document: JsonObject, header: JsonObject | None) -> bool:
        """Whether this is a credential under a context of Blockcerts."""
        del header
        content = body(document).content
        return (
            is_blockcerts(content)
            and has_context(content, *BASE_CONTEXTS)
            and is_credential(content)
            and not names_elm(content)
        )

    def problems(self, document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
        """The rules that this document breaks."""
        inner = body(document)
        return (
            *vcdm.problems(inner, secured=secured),
            *_problems_3(inner.content, inner.path),
        )

    def view(self, document: JsonObject) -> CredentialView:
        """What the certificate says."""
        return achievement_view(body(document), self.FORMAT)


def _problems_3(content: JsonObject, path: str) -> Iterator[Problem]:
    metadata: Any = content.get("metadata", "")
    if not isinstance(metadata, str):
        yield INVALID, f"{path}.metadata"
    display = content.get("display", {})
    if not isinstance(display, Mapping):
        yield INVALID, f"{path}.display"
        return
    for member in ("contentMediaType", "content"):
        if display and member not in display:
            yield MISSING, f"{path}.display.{member}"


BLOCKCERTS_2 = _Version2()
BLOCKCERTS_3 = _Version3()

"""Europass credentials in XML (EDCI, the European Learning Model v2).

Rules
-----
1. It is told in the words of ELM v3 (``edci_terms``) and read like one; provenance leads to
   the element of the XML, through its references.
2. ``credentialSubject`` has at least one achievement, activity or entitlement; ``issuer``,
   ``title`` and a date of validity or issue are there; dates are XSD ``dateTimeStamp``.
3. A reference (``idref``) leads to one element of this document, and ids are not repeated:
   with two of a name, nobody could say which was signed for.
4. ``displayParameters`` may hold a page in HTML; it is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wallet.credential import CredentialView
from wallet.encoding.xml_tree import EUROPASS, ROOT
from wallet.formats import edci_terms
from wallet.formats.dates import parse_stamp
from wallet.formats.document import Problem, as_list
from wallet.formats.elm import credential_view
from wallet.formats.elm_words import literal
from wallet.formats.vcdm import INVALID, MISSING
from wallet.secured import Format, JsonObject

FORMAT = Format.EDCI_1

_ROOTS = (EUROPASS, "europassCredential")
_BEGINS = ("validFrom", "issued", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether the root is that of a Europass credential."""
    del header
    return document.get(ROOT) in _ROOTS


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that this document breaks."""
    del secured
    return tuple(_problems(document))


def _problems(document: JsonObject) -> Iterator[Problem]:
    yield from ((INVALID, path) for path in edci_terms.ambiguous(document))
    content = edci_terms.told(document)
    for member in ("issuer", "credentialSubject"):
        if not content.get(member):
            yield MISSING, f"$.{member}"
    if not literal(content.get("title")):
        yield MISSING, "$.title"
    claims = [
        one
        for subject in as_list(content.get("credentialSubject"))
        for one in as_list(subject.get("hasClaim"))
    ]
    if not claims:
        yield MISSING, "$.credentialSubject.hasClaim"
    if not any(one in content for one in _BEGINS):
        yield MISSING, "$.validFrom"
    for member in (*_BEGINS, *_ENDS):
        if member in content and parse_stamp(content[member]) is None:
            yield INVALID, f"$.{member}"


def view(document: JsonObject) -> CredentialView:
    """What the credential says."""
    telling = edci_terms.Telling(document)
    found = credential_view(telling.content, FORMAT)
    return replace(
        found,
        provenance={
            pointer: replace(origin, path=telling.place(origin.path or "$"))
            for pointer, origin in found.provenance.items()
        },
        completeness=tuple(
            one if one.path is None else replace(one, path=telling.place(one.path))
            for one in found.completeness
        ),
    )

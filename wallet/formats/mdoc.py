"""ISO mdoc: elements in namespaces, read by their names.

Rules
-----
1. ``docType`` is a text, and elements stand in namespaces.
2. Elements that go by the names of the EUDI learning credential and of identity documents mean
   the same here (``wallet.formats.flat_claims``). One name in two namespaces counts once, in
   the first namespace.
3. No JSON is an mdoc, whatever it says of itself: ``wallet.formats.mdoc_file`` makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.completeness import assess
from wallet.credential import CredentialView, Envelope, Party, Provenance, Text
from wallet.formats.dates import date_value
from wallet.formats.document import Problem, text_of
from wallet.formats.flat_claims import award, issuer, learner
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE
from wallet.formats.vcdm import INVALID, MISSING
from wallet.secured import Format, JsonObject

FORMAT = Format.MDOC


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Rule 3."""
    del document, header
    return False


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that it breaks."""
    del secured
    return tuple(_problems(document))


def _problems(document: JsonObject) -> Iterator[Problem]:
    """Rule 1."""
    if text_of(document.get("docType")) is None:
        yield MISSING, "$.docType"
    spaces = document.get("nameSpaces")
    if not isinstance(spaces, Mapping):
        yield MISSING, "$.nameSpaces"
        return
    for space, elements in spaces.items():
        if not isinstance(elements, Mapping):
            yield INVALID, f"$.nameSpaces.{space}"


def view(document: JsonObject) -> CredentialView:
    """What the elements that are shown say."""
    notes = Notes()
    flat, places = _flat(document)
    named = text_of(document.get("docType"))
    members = {"issued_at": "signed", "valid_from": "validFrom", "valid_until": "validUntil"}
    for name, member in members.items():
        if member in document:
            notes.signed(f"/envelope/{name}", "$.validityInfo")
    found = CredentialView(
        envelope=Envelope(
            id=None,
            format=FORMAT.value,
            issuer=_issuer(document, flat, notes),
            types=(named,) if named is not None else (),
            issued_at=date_value(document.get("signed")),
            valid_from=date_value(document.get("validFrom")),
            valid_until=date_value(document.get("validUntil")),
        ),
        learner=learner(flat, notes),
        awards=(award(flat, notes),),
        provenance={pointer: _placed(one, places) for pointer, one in notes.found.items()},
    )
    return replace(found, completeness=assess(found))


def _issuer(document: JsonObject, flat: JsonObject, notes: Notes) -> Party:
    """The authority that it names; where it names none, whom the certificate names."""
    found, signer = issuer(flat, notes), text_of(document.get("signed_by"))
    if found.names or signer is None:
        return found
    notes.signed("/envelope/issuer/names", "$.issuerAuth")
    return replace(found, names=(Text(lang=UNKNOWN_LANGUAGE, text=signer),))


def _flat(document: JsonObject) -> tuple[dict[str, Any], dict[str, str]]:
    """All elements by name, and where each stands (rule 2)."""
    found: dict[str, Any] = {}
    places: dict[str, str] = {}
    spaces = document.get("nameSpaces")
    for space, elements in spaces.items() if isinstance(spaces, Mapping) else ():
        for name, value in elements.items() if isinstance(elements, Mapping) else ():
            if name not in found and name not in ("iss", "vct", "sub"):
                found[name] = value
                places[f"$.{name}"] = f"$.nameSpaces['{space}'].{name}"
    return found, places


def _placed(one: Provenance, places: Mapping[str, str]) -> Provenance:
    return replace(one, path=places.get(one.path or "", one.path))

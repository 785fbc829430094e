"""SD-JWT VC: the envelope that every type of it shares, and the families that were seen.

Rules (SD-JWT VC, section 2.2.2; spec/credential.md C.3 with its note)
----------------------------------------------------------------------
1. ``vct`` is a text. ``iss``, if there, is a URI; ``cnf`` and ``status`` are objects.
2. A body in the terms of Open Badges or the European Learning Model (``credentialSubject``; the
   DC4EU family ``urn:eudi:*``) is read as such a credential is.
3. Everything else is flat: the claims of the EUDI learning credential, where they are there.
4. ``urn:eu.europa.ec.eudi:diploma:1:1`` proves membership, not an award, whatever its name
   says: its kind is ``other``. So is that of a type without any claim of learning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wallet.completeness import assess
from wallet.credential import CredentialView, Envelope
from wallet.formats import elm
from wallet.formats.achievements import achievement_view
from wallet.formats.dates import numeric_date
from wallet.formats.document import Body, Problem, id_of, is_url, objects, text_of
from wallet.formats.flat_claims import award, issuer, learner
from wallet.formats.parties import Notes
from wallet.formats.vcdm import INVALID, MISSING
from wallet.secured import Format, JsonObject

FORMAT = Format.SD_JWT_VC


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this is a token with a type of its own that is no credential of W3C's model."""
    return header is not None and "vct" in document and "@context" not in document


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that the credential breaks."""
    del secured
    return tuple(_problems(document))


def _problems(document: JsonObject) -> Iterator[Problem]:
    """Rule 1."""
    if "vct" not in document:
        yield MISSING, "$.vct"
    elif text_of(document["vct"]) is None:
        yield INVALID, "$.vct"
    if "iss" in document and not is_url(document["iss"]):
        yield INVALID, "$.iss"
    for claim in ("cnf", "status"):
        if claim in document and not isinstance(document[claim], Mapping):
            yield INVALID, f"$.{claim}"


def view(document: JsonObject) -> CredentialView:
    """What the credential says, as far as it is disclosed."""
    if isinstance(document.get("credentialSubject"), Mapping | list):  # rule 2
        body = _body(document)
        if any("hasClaim" in one for one, _ in objects(body["credentialSubject"], "$")):
            found = elm.credential_view(body, FORMAT)
        else:
            found = achievement_view(Body(content=body, claims=document), FORMAT)
        types = found.envelope.types or _types(document)
        return replace(found, envelope=replace(found.envelope, types=types))
    notes = Notes()
    envelope = Envelope(
        id=text_of(document.get("jti")),
        format=FORMAT.value,
        issuer=issuer(document, notes),
        types=_types(document),
        issued_at=numeric_date(document.get("iat")),
        valid_from=numeric_date(document.get("nbf")),
        valid_until=numeric_date(document.get("exp")),
    )
    for name, claim in (("issued_at", "iat"), ("valid_from", "nbf"), ("valid_until", "exp")):
        if claim in document:
            notes.signed(f"/envelope/{name}", f"$.{claim}")
    found = CredentialView(
        envelope=envelope,
        learner=learner(document, notes),
        awards=(award(document, notes),),
        provenance=notes.found,
    )
    return replace(found, completeness=assess(found))


def _body(document: JsonObject) -> JsonObject:
    """Rule 2: a body that names another issuer than who signed does not name the issuer."""
    if id_of(document.get("issuer")) == document.get("iss"):
        return document
    return {name: value for name, value in document.items() if name != "issuer"}


def _types(document: JsonObject) -> tuple[str, ...]:
    named = text_of(document.get("vct"))
    return (named,) if named is not None else ()

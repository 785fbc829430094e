"""The neutral view of credentials in VCDM's terms: envelope, learner, awards (C.2, C.3).

Rules
-----
1. Nothing raises: what is not there, or is not of the right kind, is left out.
2. Every value has its provenance; ``derived`` values name their rule.
3. Claims around a token's ``vc`` stand in for the members that VCDM 1.1 maps to them (section
   6.3.1: ``iss``, ``sub``, ``jti``, ``nbf``, ``exp``); a member that is there wins here, and
   verification refuses tokens where the two disagree.
"""

from __future__ import annotations

from wallet.completeness import assess
from wallet.credential import CredentialView, DateValue, Envelope
from wallet.formats.awards import awards
from wallet.formats.dates import date_value, numeric_date
from wallet.formats.document import Body, text_of, types
from wallet.formats.parties import Notes, learner, party
from wallet.formats.relations import refresh, relations
from wallet.secured import Format

_STARTS = ("validFrom", "issuanceDate", "issued")
_ENDS = ("validUntil", "expirationDate")


def achievement_view(inner: Body, form: Format) -> CredentialView:
    """What a credential says, in neutral terms."""
    notes = Notes()
    envelope = _envelope(inner, form, notes)
    view = CredentialView(
        envelope=envelope,
        learner=learner(inner, notes),
        awards=awards(inner, envelope, notes),
        provenance=notes.found,
    )
    return CredentialView(
        envelope=view.envelope,
        learner=view.learner,
        awards=view.awards,
        provenance=view.provenance,
        completeness=assess(view),
    )


def _envelope(inner: Body, form: Format, notes: Notes) -> Envelope:
    content, claims = inner.content, inner.claims or {}
    issuer = content.get("issuer")
    issuer_path = f"{inner.path}.issuer"
    if issuer is None and claims:
        issuer, issuer_path = claims.get("iss"), "$.iss"
    credential_id = text_of(content.get("id")) or text_of(claims.get("jti"))
    if credential_id is not None:
        notes.signed("/envelope/id", f"{inner.path}.id" if content.get("id") else "$.jti")
    return Envelope(
        id=credential_id,
        format=form.value,
        issuer=party(issuer, "/envelope/issuer", issuer_path, notes),
        types=types(content),
        issued_at=_first_date(inner, ("issuanceDate", "issued"), "iat", "issued_at", notes),
        valid_from=_first_date(inner, _STARTS, "nbf", "valid_from", notes),
        valid_until=_first_date(inner, _ENDS, "exp", "valid_until", notes),
        relations=relations(inner, notes),
        refresh=refresh(inner, notes),
    )


def _first_date(
    inner: Body, members: tuple[str, ...], claim: str, name: str, notes: Notes
) -> DateValue | None:
    for member in members:
        value = date_value(inner.content.get(member))
        if value is not None:
            notes.signed(f"/envelope/{name}", f"{inner.path}.{member}")
            return value
    claims = inner.claims or {}
    value = numeric_date(claims.get(claim))
    if value is not None:
        notes.signed(f"/envelope/{name}", f"$.{claim}")
    return value

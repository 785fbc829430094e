"""Presentations as a holder makes them, from the specifications alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.helpers import signing
from tests.helpers.keys import Key
from tests.helpers.said import NOW, rfc3339


def enveloped(credential: Mapping[str, Any] | str) -> dict[str, Any]:
    """A token in the wrapping that VCDM 2.0 asks for; a document as it is."""
    if not isinstance(credential, str):
        return dict(credential)
    return {
        "@context": signing.V2,
        "id": f"data:application/vc+jwt,{credential}",
        "type": "EnvelopedVerifiableCredential",
    }


def presentation(  # noqa: PLR0913 - each is a member of the presentation
    credentials: Sequence[Mapping[str, Any] | str],
    holder: Key,
    *,
    nonce: str | None = None,
    recipient: str | None = None,
    created: datetime = NOW,
    expires: datetime | None = None,
    suite: str = "eddsa-rdfc-2022",
    purpose: str = "authentication",
    signed: bool = True,
) -> dict[str, Any]:
    """A VCDM 2.0 presentation of those credentials by a did:key holder."""
    document = {
        "@context": [signing.V2],
        "type": ["VerifiablePresentation"],
        "holder": holder.did_key,
        "verifiableCredential": [enveloped(one) for one in credentials],
    }
    if not signed:
        return document
    return signing.add_proof(
        document,
        holder,
        f"{holder.did_key}#{holder.multibase}",
        suite,
        created=rfc3339(created),
        purpose=purpose,
        challenge=nonce,
        domain=recipient,
        expires=rfc3339(expires) if expires else None,
    )

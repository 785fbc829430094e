"""A sealed credential in the European form, and the evidence under which it is verified."""

from __future__ import annotations

import json
from typing import Any

from tests.helpers import elm, seals, x509
from tests.helpers.said import NOW
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer, Source


def listing(identifier: str = seals.UNIVERSITY, name: str = "Example University") -> Evidence:
    """A registry that the person vouched for, which names an organisation."""
    origin = Origin(source=Source.CALLER, name="list", sha256="00" * 32, received_at=NOW)
    issuer = RegistryIssuer(id=identifier, name=name)
    registry = IssuerRegistry(name="National list", issuers={identifier: issuer}, origin=origin)
    return Evidence(registries=(registry,))


def trusted(identity: x509.Identity, *, crls: tuple[bytes, ...] = ()) -> Evidence:
    """Its authority is trusted, and the organisation is listed."""
    return x509.anchors(identity.root, crls=crls).joined(listing())


def sealed(identity: x509.Identity, **changed: Any) -> bytes:
    """A file; ``at`` is when it was signed, all else a member of the credential."""
    at = changed.pop("at", seals.SIGNED)
    return json.dumps(seals.seal(elm.credential(**changed), identity, at=at)).encode()

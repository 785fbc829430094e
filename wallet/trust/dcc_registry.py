"""Issuer registries in the legacy JSON form of the Digital Credentials Consortium.

``{"meta": {"updated": ...}, "registry": {"did:key:...": {"name": ..., "url": ...}}}``

Rules
-----
1. A registry says who an issuer is, not that it is accredited.
2. One malformed row refuses the whole file: a list that is read in part could be read
   differently by somebody else, and the person should ask for a good one.
3. A sandbox registry identifies nobody (spec/trust.md D.11). It is known by its name, or by
   the test identifiers that only the public sandbox registry lists.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer
from wallet.trust.interface import EvidenceFile

_SANDBOX_ONLY = frozenset(
    {
        "did:web:digitalcredentials.github.io:dcc-did-web",
        "did:web:digitalcredentials.github.io:dcc-did-web:multikey",
        "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q",
    }
)


class DccRegistry:
    """A legacy registry of the Digital Credentials Consortium."""

    name = "dcc_registry"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object with ``registry`` and ``meta``."""
        return file.token is None and "registry" in file.document and "meta" in file.document

    def read(self, file: EvidenceFile) -> Evidence:
        """The registry.

        Raises:
            InputError: ``malformed_registry`` with the ``row`` that is off.
        """
        meta, rows = file.document["meta"], file.document["registry"]
        if not isinstance(meta, Mapping) or not isinstance(rows, Mapping):
            raise InputError("malformed_registry")
        issuers = {key: _issuer(key, row) for key, row in rows.items()}
        registry = IssuerRegistry(
            name=_name(meta, file.origin),
            issuers=issuers,
            origin=dataclasses.replace(file.origin, dated=_updated(meta)),
            sandbox=is_sandbox(meta, issuers, file.origin.name),
        )
        return Evidence(registries=(registry,))


def _issuer(identifier: str, row: object) -> RegistryIssuer:
    if not identifier.startswith("did:") or not isinstance(row, Mapping):
        raise InputError("malformed_registry", row=identifier)
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError("malformed_registry", row=identifier)
    for member in ("url", "location"):
        if not isinstance(row.get(member, ""), str):
            raise InputError("malformed_registry", row=identifier)
    return RegistryIssuer(
        id=identifier, name=name.strip(), url=row.get("url"), location=row.get("location")
    )


def _updated(meta: Mapping[str, Any]) -> datetime:
    """The registry's own date; without one nobody could tell how old it is."""
    try:
        return timestamp.parse(meta.get("updated", meta.get("created")))
    except InputError:
        raise InputError("malformed_registry", row="meta.updated") from None


def _name(meta: Mapping[str, Any], origin: Origin) -> str:
    name = meta.get("name")
    if isinstance(name, str) and name.strip():
        return name.strip()
    return origin.name.replace("\\", "/").rsplit("/", 1)[-1]  # the folder says nothing


def is_sandbox(meta: Mapping[str, Any], issuers: Iterable[str], file: str) -> bool:
    """Rule 3, by what the registry says of itself, its file and the identifiers in it."""
    named = meta.get("name")
    return (
        "sandbox" in f"{file} {named if isinstance(named, str) else ''}".lower()
        or meta.get("sandbox") is True
        or not _SANDBOX_ONLY.isdisjoint(issuers)
    )

"""DID documents, and the evidence that they make."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.helpers.keys import Key
from wallet.evidence import Evidence, KeyDocument, Origin, Source

KEY = Key.make("issuer")
WEB = "did:web:uni.example"


def item(document: dict[str, Any], source: Source = Source.CALLER, **named: Any) -> KeyDocument:
    origin = Origin(
        source=source,
        name="did.json",
        sha256="00" * 32,
        received_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return KeyDocument(id=named.get("id", document["id"]), document=document, origin=origin)


def evidence(*documents: dict[str, Any]) -> Evidence:
    return Evidence(key_documents=tuple(item(one) for one in documents))


def method(owner: str = WEB, key: Key = KEY, **members: Any) -> dict[str, Any]:
    return {
        "id": f"{owner}#key-1",
        "type": "Multikey",
        "controller": owner,
        "publicKeyMultibase": key.multibase,
        **members,
    }


def document(owner: str = WEB, **members: Any) -> dict[str, Any]:
    return {
        "id": owner,
        "verificationMethod": [method(owner)],
        "assertionMethod": [f"{owner}#key-1"],
        **members,
    }

"""Agreements between a home and a host, signed by whom a test says."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.helpers.pathways import TODAY, award, document
from tests.helpers.said import NOW
from wallet.identifiers import did_key_of
from wallet.pathways import Agreement, PathwayResult, evaluate, read, read_agreement
from wallet.proofs import papers

ID = "urn:example:agreement"
MODULE = "https://host.example/robotics"


class Signer:
    """A party with a key of its own."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.did = did_key_of(self.key.public_key())


HOME, HOST, STUDENT, STRANGER = Signer(), Signer(), Signer(), Signer()


def body(**members: Any) -> dict[str, Any]:
    """An agreement between home and host about one module."""
    return {
        "format": "agreement/1",
        "id": ID,
        "kind": "agreement",
        "title": [{"lang": "en", "text": "Robotics counts as data"}],
        "parties": [
            {"name": "Home University", "role": "home", "identifiers": [HOME.did]},
            {"name": "Host University", "role": "host", "identifiers": [HOST.did]},
        ],
        "modules": [{"definition": [MODULE]}],
        "slots": ["data"],
        "validFrom": "2026-01-01",
        "validUntil": "2026-12-31",
    } | members


def signed(*by: Signer, **members: Any) -> Agreement:
    """That agreement, signed by these."""
    return read_agreement(raw(*by, **members), NOW)


def raw(*by: Signer, **members: Any) -> bytes:
    """The same as a file."""
    paper: Any = body(**members)
    for one in by:
        paper = papers.sign(paper, one.did, one.key, NOW)
    return json.dumps(paper).encode()


def result(*agreements: Agreement, **held: Any) -> PathwayResult:
    """A pathway whose slot ``data`` is open to the agreement alone."""
    made = document(
        owner={"name": "Home University", "identifiers": [HOME.did]},
        slots=[
            {"id": "data", "match": {"any": [{"agreement": ID}]}},
            {"id": "free", "designation": "elective", "match": {"kind": ["licence"]}},
        ],
        tree={"op": "all", "of": ["data"]},
        rules=[{"id": "total", "type": "totalCredits", "min": "5"}],
    )
    members = {"issuer_id": HOST.did, "definition_ids": (MODULE,)} | held
    robotics = award("robotics", members.pop("ects", "5"), **members)
    return evaluate(read(json.dumps(made).encode()), [robotics], TODAY, agreements=agreements)

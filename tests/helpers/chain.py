"""Signed accreditations, from a root to a ministry to a university."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.helpers.accreditation import World
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from tests.helpers.signing import V2
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.report import Policy, Role
from wallet.trust import read_evidence

BADGE = "OpenBadgeCredential"
FIN = "https://publications.europa.eu/resource/authority/country/FI"


class Chain:
    """Root -> ministry -> university, each accredited by the one before."""

    def __init__(self) -> None:
        self.root = Issuer("Root", method="did:web", host="root.example")
        self.ministry = Issuer("Ministry", method="did:web", host="ministry.example")
        self.uni = Issuer("University", method="did:web", host="uni.example")
        self.documents: dict[str, dict[str, Any]] = {
            "accredit": self.accreditation(
                self.root, self.ministry, "VerifiableAccreditationToAccredit", None
            ),
            "attest": self.accreditation(
                self.ministry, self.uni, "VerifiableAccreditationToAttest", "urn:acc:accredit"
            ),
        }
        self.signers = {"accredit": self.root, "attest": self.ministry}
        self.world = World(as_of="2026-11-01", changes={"role": "ebsi/tir", "name": "EBSI"})
        self.world.issuer(self.root.did, "Root of trust", root=True)
        self.world.issuer(self.uni.did, "University", country="FI")

    @staticmethod
    def accreditation(
        issuer: Issuer, to: Issuer, kind: str, parent: str | None
    ) -> dict[str, Any]:
        """What one of them says of the next; ``parent`` is what allows it to."""
        name = "accredit" if kind.endswith("Accredit") else "attest"
        document = {
            "@context": [V2],
            "id": f"urn:acc:{name}",
            "type": ["VerifiableCredential", "VerifiableAttestation", kind],
            "issuer": issuer.did,
            "validFrom": "2024-01-01T00:00:00Z",
            "validUntil": "2028-01-01T00:00:00Z",
            "credentialSubject": {
                "id": to.did,
                "accreditedFor": [
                    {
                        "schemaId": "https://schemas.example/badge",
                        "types": ["VerifiableCredential", BADGE],
                        "limitJurisdiction": FIN,
                    }
                ],
            },
        }
        if parent:
            document["termsOfUse"] = {"id": parent, "type": "IssuanceCertificate"}
        return document

    def scope(self, name: str) -> dict[str, Any]:
        """What an accreditation is for, to be changed."""
        found: dict[str, Any] = self.documents[name]["credentialSubject"]["accreditedFor"][0]
        return found

    def judged(self, *, country: str = "FI", at: str = "2026-06-01", **tokens: str) -> Any:
        """The report on a badge of the university; ``tokens`` take the place of signed ones."""
        signed = {
            name: self.signers[name].jwt(document) for name, document in self.documents.items()
        }
        files = [(f"{name}.jwt", token.encode()) for name, token in (signed | tokens).items()]
        for one in (self.root, self.ministry, self.uni):
            files += one.evidence_files()
        evidence, refused = read_evidence(files, source=Source.ACCEPTED, received_at=NOW)
        assert not refused
        evidence = evidence.joined(Evidence(registers=(self.world.register,)))
        document = self.uni.credential(
            "Data basics", eqf=7, valid_from=datetime.fromisoformat(f"{at}T00:00:00+00:00")
        )
        document["issuer"]["address"] = {"type": ["Address"], "addressCountryCode": country}
        result = examine(
            to_bytes(self.uni.sign(document)),
            "file",
            evidence,
            policy=Policy(),
            now=NOW,
            role=Role.RECEIVER,
        )
        return result.credentials[0].report


def code(report: Any) -> str:
    """What a report says of the accreditation."""
    return str(report.accreditation.code)


def elm(chain: Chain, **limits: Any) -> Chain:
    """One signed ELM accreditation by the root itself."""
    chain.documents = {
        "elm": {
            "@context": [V2],
            "id": "urn:acc:elm",
            "type": ["VerifiableCredential", "AccreditationCredential"],
            "issuer": chain.root.did,
            "validFrom": "2024-01-01T00:00:00Z",
            "validUntil": "2028-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "urn:elm:1",
                "type": "Accreditation",
                "organisation": {"id": chain.uni.did},
                **limits,
            },
        }
    }
    chain.signers = {"elm": chain.root}
    return chain

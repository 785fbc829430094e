"""Signed accreditations, hop by hop: signatures, status, dates; scope only narrows."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any

import pytest

from tests.helpers.accreditation import World
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from tests.helpers.signing import V2
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.report import Check, Policy, Role
from wallet.trust import read_evidence

BADGE = "OpenBadgeCredential"
FIN = "https://publications.europa.eu/resource/authority/country/FI"
SWE = "https://publications.europa.eu/resource/authority/country/SE"


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
        found: dict[str, Any] = self.documents[name]["credentialSubject"]["accreditedFor"][0]
        return found

    def judged(self, *, country: str = "FI", at: str = "2026-06-01", **tokens: str) -> Any:
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


@pytest.fixture
def chain() -> Chain:
    return Chain()


def code(report: Any) -> str:
    return str(report.accreditation.code)


def test_a_chain_to_a_pinned_root(chain: Chain) -> None:
    report = chain.judged()
    told = report.accreditation
    assert (told.code, told.at_award, told.now) == ("accredited", "yes", "yes")
    binding, decided, _ = told.evidence
    assert (binding["path"], binding["strength"]) == ("accreditation", "strong")
    assert (decided["decision"], decided["via"]) == ("urn:acc:attest", "accreditation")
    assert told.facts["institution"] == "University"
    assert report.find(Check.ACCREDITATION).as_of == chain.world.source.as_of


def test_without_a_pinned_root_it_shows_nothing(chain: Chain) -> None:
    chain.world.rows = [row for row in chain.world.rows if not getattr(row, "root", False)]
    assert code(chain.judged()) == "known_not_reviewed"


def test_a_list_of_issuers_makes_nobody_a_root(chain: Chain) -> None:
    chain.world = World(changes={"role": "issuers/dcc"})
    chain.world.issuer(chain.root.did, "Root of trust", root=True)
    assert code(chain.judged()) == "unknown_issuer"


@pytest.mark.parametrize("name", ["accredit", "attest"])
def test_an_altered_hop_breaks_it(chain: Chain, name: str) -> None:
    token = chain.signers[name].jwt(chain.documents[name])
    forger = Issuer("Forger", method="did:web", host="forger.example")
    forged = forger.jwt(chain.documents[name], header={"kid": chain.signers[name].method_id})
    assert code(chain.judged(**{name: token})) == "accredited"
    assert code(chain.judged(**{name: forged})) == "known_not_reviewed"


@pytest.mark.parametrize("name", ["accredit", "attest"])
def test_a_hop_by_somebody_else_breaks_it(chain: Chain, name: str) -> None:
    stranger = Issuer("Stranger", method="did:key")
    chain.documents[name]["issuer"] = stranger.did
    chain.signers[name] = stranger
    assert code(chain.judged()) == "known_not_reviewed"


@pytest.mark.parametrize("name", ["accredit", "attest"])
@pytest.mark.parametrize(
    ("member", "value"),
    [("validUntil", "2026-05-31T00:00:00Z"), ("validFrom", "2026-06-02T00:00:00Z")],
)
def test_each_hop_is_valid_on_the_day_of_the_award(
    chain: Chain, name: str, member: str, value: str
) -> None:
    chain.documents[name][member] = value
    assert code(chain.judged()) == "known_not_reviewed"


@pytest.mark.parametrize("name", ["accredit", "attest"])
def test_a_revoked_hop_breaks_it(chain: Chain, name: str) -> None:
    signer, document = chain.signers[name], chain.documents[name]
    document["credentialStatus"] = signer.entry()
    assert code(chain.judged()) == "accredited"
    signer.revoke(document)
    assert code(chain.judged()) == "known_not_reviewed"


def test_a_hop_of_unknown_status_breaks_it(chain: Chain) -> None:
    chain.documents["attest"]["credentialStatus"] = {
        "id": "https://nowhere.example/1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://nowhere.example/list",
    }
    assert code(chain.judged()) == "known_not_reviewed"


@pytest.mark.parametrize(
    "widen",
    [
        {"types": ["VerifiableCredential", BADGE, "VerifiableDiploma"]},
        {"limitJurisdiction": [FIN, SWE]},
        {"limitJurisdiction": None},
        {"schemaId": "https://schemas.example/other"},
    ],
)
def test_scope_only_narrows(chain: Chain, widen: dict[str, Any]) -> None:
    scope = chain.scope("attest")
    scope.update(copy.deepcopy(widen))
    if scope["limitJurisdiction"] is None:
        del scope["limitJurisdiction"]
    assert code(chain.judged()) == "known_not_reviewed"


def test_a_narrower_scope_is_fine(chain: Chain) -> None:
    chain.scope("accredit")["types"].append("VerifiableDiploma")
    chain.scope("accredit")["limitJurisdiction"] = [FIN, SWE]
    assert code(chain.judged()) == "accredited"


def test_the_credentials_own_type_has_to_be_within_it(chain: Chain) -> None:
    for name in ("accredit", "attest"):
        chain.scope(name)["types"] = ["VerifiableCredential", "VerifiableDiploma"]
    assert code(chain.judged()) == "known_not_reviewed"


def test_so_has_its_place(chain: Chain) -> None:
    assert code(chain.judged(country="SE")) == "known_not_reviewed"


def test_who_may_attest_may_not_accredit(chain: Chain) -> None:
    kinds = chain.documents["accredit"]["type"]
    kinds[-1] = "VerifiableAccreditationToAttest"
    assert code(chain.judged()) == "known_not_reviewed"


def test_who_may_accredit_may_not_attest(chain: Chain) -> None:
    kinds = chain.documents["attest"]["type"]
    kinds[-1] = "VerifiableAccreditationToAccredit"
    assert code(chain.judged()) == "known_not_reviewed"


def test_the_parent_is_the_one_that_is_named(chain: Chain) -> None:
    chain.documents["attest"]["termsOfUse"]["id"] = "urn:acc:another"
    assert code(chain.judged()) == "known_not_reviewed"
    del chain.documents["attest"]["termsOfUse"]
    assert code(chain.judged()) == "known_not_reviewed"


def test_a_circle_ends(chain: Chain) -> None:
    chain.documents["accredit"]["issuer"] = chain.uni.did
    chain.documents["accredit"]["termsOfUse"] = {
        "id": "urn:acc:attest",
        "type": "IssuanceCertificate",
    }
    chain.signers["accredit"] = chain.uni
    assert code(chain.judged()) == "known_not_reviewed"


def test_an_accreditation_of_somebody_else_is_not_the_signers(chain: Chain) -> None:
    chain.documents["attest"]["credentialSubject"]["id"] = "did:web:another.example"
    assert code(chain.judged()) == "known_not_reviewed"


def test_before_the_first_accreditation_there_is_none(chain: Chain) -> None:
    assert code(chain.judged(at="2023-06-01")) == "known_not_reviewed"


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


def test_a_signed_elm_accreditation(chain: Chain) -> None:
    assert code(elm(chain).judged()) == "accredited"
    chain.signers["elm"] = chain.ministry
    chain.documents["elm"]["issuer"] = chain.ministry.did
    assert code(chain.judged()) == "known_not_reviewed"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"limitEQFLevel": [{"id": "http://data.europa.eu/snb/eqf/7"}]}, "accredited"),
        ({"limitEQFLevel": [{"id": "http://data.europa.eu/snb/eqf/5"}]}, "level_mismatch"),
        (
            {"limitField": [{"id": "http://data.europa.eu/snb/isced-f/061"}]},
            "insufficient_data",
        ),
        ({"limitJurisdiction": [{"id": FIN}]}, "insufficient_data"),
    ],
)
def test_limits_of_an_elm_accreditation(
    chain: Chain, limits: dict[str, Any], expected: str
) -> None:
    assert code(elm(chain, **limits).judged()) == expected

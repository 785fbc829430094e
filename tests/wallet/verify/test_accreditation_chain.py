"""Signed accreditations, hop by hop: signatures, status, dates; scope only narrows."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.helpers.accreditation import World
from tests.helpers.chain import BADGE, FIN, Chain, code, elm
from tests.helpers.issuer import Issuer
from wallet.report import Check

SWE = "https://publications.europa.eu/resource/authority/country/SE"


@pytest.fixture
def chain() -> Chain:
    return Chain()


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

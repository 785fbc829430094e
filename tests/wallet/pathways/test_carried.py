"""Agreements and pathways that a trust bundle carries: read from files, signed, used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.agreements import HOME, HOST, ID, raw, result
from tests.helpers.bundles import Operator, deqar, refused
from tests.helpers.register import SOURCE
from tests.helpers.said import NOW
from wallet.evidence import Evidence
from wallet.pathways import carried_agreements, carried_pathway, read, templates
from wallet.trust.reading import read_sources
from wallet.trust.rows import AgreementRow
from wallet.trust_import import TrustFolder
from wallet.trust_making import ListToSign
from wallet.wording.presenting import trust_kind


@pytest.fixture
def folder(tmp_path: Path) -> TrustFolder:
    return TrustFolder(tmp_path / "trust", lambda: NOW)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "keys")


def lists(*files: tuple[str, bytes]) -> list[ListToSign]:
    """What an operator's files come to."""
    found = read_sources([(name, data, NOW) for name, data in files])
    assert found.bad == ()
    return [
        ListToSign(role=one.role, slug=one.role, name=one.name, rows=one.rows, fetched_at=NOW)
        for one in found.lists
    ]


def taken(
    folder: TrustFolder, operator: Operator, *made: ListToSign, confirmed: bool = True
) -> Evidence:
    offer = folder.offer("b", [("b.zip", operator.bundle(*made))])
    folder.accept(offer, offer.words if confirmed else None)
    return folder.load().evidence


def test_an_agreement_of_a_bundle_counts_by_its_own_signatures(
    folder: TrustFolder, operator: Operator
) -> None:
    made = lists(("one.json", raw(HOME, HOST)))
    [agreement] = carried_agreements(taken(folder, operator, *made), NOW)
    assert result(agreement).result == "complete"
    [source] = folder.load().sets[0].bundle.sources
    assert trust_kind(source.kind, source.rows["agreement"]) == "1 agreement on recognition"


def test_being_carried_adds_nothing_to_it(folder: TrustFolder, operator: Operator) -> None:
    made = lists(("one.json", raw(HOST)))
    [agreement] = carried_agreements(taken(folder, operator, *made), NOW)
    assert result(agreement).result == "complete_if_referred"


def test_of_a_bundle_that_nobody_compared_nothing_counts(
    folder: TrustFolder, operator: Operator
) -> None:
    made = lists(("one.json", raw(HOME, HOST)), ("two.json", templates()[0].data))
    evidence = taken(folder, operator, *made, confirmed=False)
    assert carried_agreements(evidence, NOW) == ()
    assert carried_pathway(evidence, templates()[0].pathway.id) is None


def test_one_that_was_altered_is_left_out(folder: TrustFolder, operator: Operator) -> None:
    bent = raw(HOME, HOST).replace(b"2026-12-31", b"2027-12-31")
    made = lists(("bent.json", bent), ("good.json", raw(HOME, HOST, id="urn:example:other")))
    found = carried_agreements(taken(folder, operator, *made), NOW)
    assert [one.id for one in found] == ["urn:example:other"]


def test_a_pathway_is_known_by_its_id(folder: TrustFolder, operator: Operator) -> None:
    given = templates()[0]
    evidence = taken(folder, operator, *lists(("pathway.json", given.data)))
    data = carried_pathway(evidence, given.pathway.id)
    assert data is not None
    assert read(data).id == given.pathway.id
    assert carried_pathway(evidence, "urn:another") is None


@pytest.mark.parametrize("role", ["policy", "registry/deqar", "pathways"])
def test_a_role_says_what_it_is_for(folder: TrustFolder, operator: Operator, role: str) -> None:
    row = AgreementRow(id=ID, data=raw(HOME, HOST), source=SOURCE)
    code = "bundle_format_unknown" if role == "policy" else "row_not_allowed"
    refused(folder, operator.bundle(deqar([row], role=role, slug="x")), code)

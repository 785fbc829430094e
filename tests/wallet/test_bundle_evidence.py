"""Verification goes by what a bundle carries: issuers, their keys, their status lists."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.helpers.accreditation import World
from tests.helpers.bundles import deqar
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.qualified import service
from tests.helpers.register import MemoryRegister, source
from tests.helpers.x509 import root
from wallet.check_desk import CheckDesk
from wallet.cli.trust_shown import bundle_lines
from wallet.register import IssuerRow
from wallet.report import VerdictCode
from wallet.trust.bundle_evidence import evidence_of
from wallet.trust.reading import read_sources
from wallet.trust_import.list_terms import Coverage
from wallet.trust_making import KeyFolder, ListToSign, publish

DAY = NOW - timedelta(hours=1)


@pytest.fixture
def issuer():
    return Issuer("Web University", method="did:web", host="web.example")


@pytest.fixture
def keys(tmp_path):
    return KeyFolder.create(tmp_path / "keys", "Operator")


@pytest.fixture
def desk(tmp_path):
    return CheckDesk(tmp_path / "trust", clock=lambda: NOW)


def accept(desk, keys, issuer, *, confirmed=True, without=()):
    files = [
        ("registry.json", registry([issuer], updated=DAY), DAY),
        *((name, data, DAY) for name, data in issuer.evidence_files()),
    ]
    found = read_sources(files)
    assert found.bad == ()
    lists = [
        ListToSign(
            role=one.role,
            slug=f"list-{at}",
            name=one.name,
            rows=one.rows,
            fetched_at=min(one.dated, DAY),
            coverage=Coverage(countries=one.countries),
        )
        for at, one in enumerate(found.lists)
        if one.role not in without
    ]
    made = publish(lists, keys, NOW)
    offer = desk.offer_trust("bundle", [("bundle.zip", made.data)])
    return desk.accept_trust(offer, offer.words if confirmed else None)


def verdict(desk, credential):
    [result] = desk.check([("badge.json", to_bytes(credential))])
    return result.credentials[0].verdict.code


def test_a_credential_is_verified_by_a_bundle_alone(desk, keys, issuer):
    credential = issuer.issue("One", status=("revocation",))
    assert verdict(desk, credential) is VerdictCode.CANNOT_TELL
    accept(desk, keys, issuer)
    assert verdict(desk, credential) is VerdictCode.VERIFIED


def test_a_newer_bundle_brings_the_revocation(desk, keys, issuer):
    credential = issuer.issue("One", status=("revocation",))
    accept(desk, keys, issuer)
    issuer.revoke(credential)
    assert verdict(desk, credential) is VerdictCode.VERIFIED
    accept(desk, keys, issuer)
    assert verdict(desk, credential) is VerdictCode.NOT_VALID


@pytest.mark.parametrize("without", ["issuers/dcc", "issuers/keys", "status"])
def test_each_list_is_needed(desk, keys, issuer, without):
    credential = issuer.issue("One", status=("revocation",))
    accept(desk, keys, issuer, without=(without,))
    assert verdict(desk, credential) is VerdictCode.CANNOT_TELL


def test_a_bundle_that_nobody_compared_identifies_nobody(desk, keys, issuer):
    credential = issuer.issue("One", status=("revocation",))
    kept = accept(desk, keys, issuer, confirmed=False)
    assert verdict(desk, credential) is VerdictCode.CANNOT_TELL
    desk.confirm_trust(kept.fingerprint, kept.words)
    assert verdict(desk, credential) is VerdictCode.VERIFIED
    desk.remove_trust(kept.fingerprint)
    assert verdict(desk, credential) is VerdictCode.CANNOT_TELL


def test_somebody_elses_key_under_the_same_name(desk, keys, issuer):
    """The bundle lists the issuer's keys; another key under its name is not its own."""
    other = Issuer("Web University", method="did:web", host="web.example")
    credential = other.issue("One", status=("revocation",))
    accept(desk, keys, issuer)
    assert verdict(desk, credential) is not VerdictCode.VERIFIED


def _registries(*rows):
    return evidence_of(
        MemoryRegister(), lambda kind: rows if kind == "issuer" else ()
    ).registries


def test_an_issuer_told_twice_stays_twice():
    def row(name):
        return IssuerRow(id="did:web:a.example", name=name, source=source(role="issuers/dcc"))

    told = [one.issuers["did:web:a.example"].name for one in _registries(row("A"), row("B"))]
    assert told == ["A", "B"]


def test_a_list_names_no_issuers_abroad():
    here = source(role="issuers/fi", countries=frozenset({"FI"}))
    rows = [
        IssuerRow(id=f"did:web:{code}.example", name=code, country=code, source=here)
        for code in ("FI", "DE")
    ]
    (found,) = _registries(*rows)
    assert list(found.issuers) == ["did:web:FI.example"]


@pytest.mark.parametrize(("days", "told"), [(1, False), (-1, True)])
def test_a_trusted_list_past_its_own_next_update_is_told(desk, keys, days, told):
    world = World(changes={"role": "tl/eu"})
    due = NOW + timedelta(days=days)
    rows = [service(root(), world, next_update=due)]
    lists = [
        ListToSign(role="tl/eu", slug="fi", name="Trusted list FI", rows=rows, fetched_at=DAY),
        deqar(),
    ]
    offer = desk.offer_trust("bundle", [("bundle.zip", publish(lists, keys, NOW).data)])
    bundle = desk.accept_trust(offer, offer.words).bundle
    found = {one.name: bundle.next_update(one) for one in bundle.sources}
    assert found == {"DEQAR": None, "Trusted list FI": due.replace(microsecond=0)}
    lines = [one for one in bundle_lines(bundle, NOW) if "next update" in one]
    assert bool(lines) is told

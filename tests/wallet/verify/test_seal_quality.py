"""A seal binds its body: strongly where it is qualified for seals in its time, else less."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509 as certificates

from tests.helpers import elm, seals, stamps, x509
from tests.helpers.accreditation import World
from tests.helpers.judging import judged
from tests.helpers.qualified import FOR_SEALS, QUALIFIED, key_id, service, statements, world
from tests.helpers.said import NOW
from wallet.evidence import Evidence
from wallet.register import SealServiceRow
from wallet.report import Check, Outcome
from wallet.trust.bundle_evidence import evidence_of


@pytest.fixture(scope="module")
def authority() -> x509.Identity:
    return x509.root()


@pytest.fixture(scope="module")
def qualified(authority: x509.Identity) -> x509.Identity:
    return seals.sealer(
        authority, extensions=(statements(QUALIFIED, FOR_SEALS), (key_id(authority), False))
    )


def report(identity: x509.Identity, told: World, **changed: Any) -> Any:
    evidence = x509.anchors(identity.root).joined(Evidence(registers=(told.register,)))
    data = json.dumps(seals.seal(elm.credential(**changed), identity)).encode()
    return judged(data, evidence).report


def binding(found: Any) -> tuple[str, str]:
    first = found.accreditation.evidence[0]
    return first["path"], first["strength"]


def test_a_qualified_seal_binds_strongly(
    authority: x509.Identity, qualified: x509.Identity
) -> None:
    told = world()
    told.rows.append(service(authority, told))
    found = report(qualified, told)
    assert found.accreditation.code == "accredited"
    assert binding(found) == ("seal", "strong")


@pytest.mark.parametrize(("days", "strength"), [(1, "strong"), (-1, "medium")])
def test_a_list_past_its_own_next_update_makes_no_seal_qualified(
    authority: x509.Identity, qualified: x509.Identity, days: int, strength: str
) -> None:
    told = world()
    due = NOW + timedelta(days=days)
    told.rows.append(service(authority, told, next_update=due))
    found = report(qualified, told)
    assert found.accreditation.code == "accredited"
    assert binding(found) == ("seal", strength)


def test_of_two_lists_the_newer_one_is_asked(
    authority: x509.Identity, qualified: x509.Identity
) -> None:
    older, newer = world(), world()
    older.source = dataclasses.replace(older.source, as_of=older.source.as_of - timedelta(30))
    older.rows.append(service(authority, older))
    newer.rows.append(service(authority, newer, status="withdrawn"))
    older.rows += newer.rows
    assert binding(report(qualified, older)) == ("seal", "medium")


@pytest.mark.parametrize(("also", "strength"), [("granted", "strong"), ("withdrawn", "medium")])
def test_a_list_may_tell_of_one_key_as_two_services(
    authority: x509.Identity, qualified: x509.Identity, also: str, strength: str
) -> None:
    told = world()
    for_seals = service(authority, told, status=also)
    (state,) = for_seals.history
    people = dataclasses.replace(state, status="granted", for_seals=False, for_signatures=True)
    told.rows.append(dataclasses.replace(for_seals, history=(people,)))
    told.rows.append(for_seals)
    assert binding(report(qualified, told)) == ("seal", strength)


def test_a_qualified_seal_of_which_nobody_knows_whether_it_was_revoked_binds_less(
    authority: x509.Identity,
) -> None:
    one = seals.sealer(
        authority,
        crl_at="http://ca.example/crl",
        extensions=(statements(QUALIFIED, FOR_SEALS), (key_id(authority), False)),
    )
    told = world()
    told.rows.append(service(authority, told))
    assert binding(report(one, told)) == ("seal", "medium")


def test_an_advanced_seal_binds_at_medium_strength(authority: x509.Identity) -> None:
    plain = seals.sealer(authority, extensions=((key_id(authority), False),))
    told = world()
    told.rows.append(service(authority, told))
    assert binding(report(plain, told)) == ("seal", "medium")


@pytest.mark.parametrize("told", ["no list", "withdrawn", "another key", "not compared"])
def test_without_a_granted_service_of_a_list_it_is_advanced(
    authority: x509.Identity, qualified: x509.Identity, told: str
) -> None:
    found = world()
    row = service(authority, found)
    if told == "withdrawn":
        found.rows.append(service(authority, found, status="withdrawn"))
    elif told == "another key":
        found.rows.append(dataclasses.replace(row, certificate=x509.root().der))
    elif told == "not compared":
        source = dataclasses.replace(found.source, confirmed=False)
        found.rows.append(dataclasses.replace(row, source=source))
    assert binding(report(qualified, found)) == ("seal", "medium")


def test_for_signatures_is_not_for_seals(authority: x509.Identity) -> None:
    signer = seals.sealer(
        authority, extensions=(statements(QUALIFIED), (key_id(authority), False))
    )
    told = world()
    told.rows.append(service(authority, told))
    assert binding(report(signer, told)) == ("seal", "medium")


def test_a_seal_of_another_number_is_not_this_university(
    authority: x509.Identity, qualified: x509.Identity
) -> None:
    told = world(vat="FI99999999")
    told.rows.append(service(authority, told))
    found = report(qualified, told)
    assert found.accreditation.code == "issuer_not_bound"
    assert found.find(Check.ACCREDITATION).facts["signer"] == "Example University"
    assert found.accreditation.evidence == ()


def stamping(by: x509.Identity, found: World, **told: Any) -> SealServiceRow:
    """The service of a list that stamps with its own key."""
    own = certificates.SubjectKeyIdentifier.from_public_key(by.key.public_key())
    row = service(by, found, **told)
    return dataclasses.replace(row, type="TSA/QTST", key_id=own.digest.hex())


@pytest.mark.parametrize(
    ("listed", "strength"), [("granted", "strong"), ("withdrawn", "medium"), ("not", "medium")]
)
def test_a_qualified_timestamp_keeps_an_ended_seal_qualified(
    authority: x509.Identity, listed: str, strength: str
) -> None:
    ended = NOW - timedelta(days=30)
    one = seals.sealer(
        authority,
        ends=ended,
        extensions=(statements(QUALIFIED, FOR_SEALS), (key_id(authority), False)),
    )
    made = seals.seal(elm.credential(), one, form="flattened", at=ended - timedelta(days=9))
    time, told = stamps.authority(), world()
    data = stamps.on_jades(made, time, ended - timedelta(days=8))
    told.rows.append(service(authority, told))
    if listed != "not":
        told.rows.append(stamping(time, told, status=listed))
    evidence = x509.anchors(one.root).joined(x509.anchors(time.root, purpose="timestamp"))
    evidence = evidence.joined(Evidence(registers=(told.register,)))
    assert binding(judged(json.dumps(data).encode(), evidence).report) == ("seal", strength)


@pytest.mark.parametrize("status", ["granted", "withdrawn"])
def test_a_list_of_services_alone_says_who_sealed_while_they_are_granted(
    authority: x509.Identity, qualified: x509.Identity, status: str
) -> None:
    told = world()
    row = service(authority, told, status=status)
    told.rows.append(row)
    evidence = evidence_of(told.register, lambda kind: (row,) if kind == "seal_service" else ())
    data = json.dumps(seals.seal(elm.credential(), qualified)).encode()
    found = judged(data, evidence).report
    passed = found.find(Check.ISSUER_KEY).outcome is Outcome.PASSED
    assert passed is (status == "granted")
    if passed:
        assert binding(found) == ("seal", "strong")


def test_a_service_on_trial_or_of_another_kind_is_no_anchor(authority: x509.Identity) -> None:
    told = world()
    row = service(authority, told)
    trial = dataclasses.replace(row, source=dataclasses.replace(told.source, sandbox=True))
    other = dataclasses.replace(row, type="CA/PKC")
    rows = {"seal_service": (trial, other)}
    assert evidence_of(told.register, lambda kind: rows.get(kind, ())).anchors == ()

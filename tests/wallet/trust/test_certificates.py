"""Certificates of authorities and revocation lists, as files that a person hands over."""

from __future__ import annotations

import pytest
from cryptography import x509 as library
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import x509 as ca
from tests.helpers.said import NOW
from wallet.evidence import Evidence, Source
from wallet.trust import read_evidence
from wallet.trust.sets import describe, marked

ROOT = ca.root()
OTHER = ca.root(name="Other Root")
LIST = ROOT.revocation_list((7, NOW))


def _pem_list(der: bytes) -> bytes:
    return library.load_der_x509_crl(der).public_bytes(serialization.Encoding.PEM)


def _read(data: bytes) -> Evidence:
    found, refused = read_evidence([("f", data)], source=Source.CALLER, received_at=NOW)
    assert refused == ()
    return found


def _refused(data: bytes) -> str:
    found, refused = read_evidence([("f", data)], source=Source.CALLER, received_at=NOW)
    assert found == Evidence()
    return refused[0].code


@pytest.mark.parametrize("data", [ROOT.der, ROOT.pem, b"Example Root\r\n" + ROOT.pem])
def test_a_certificate_is_an_anchor_whatever_its_spelling(data: bytes) -> None:
    found = _read(data)
    assert [(one.certificate, one.name) for one in found.anchors] == [
        (ROOT.der, "Example Root")
    ]
    assert found.crls == ()


@pytest.mark.parametrize("data", [LIST, _pem_list(LIST)])
def test_a_revocation_list_is_kept_with_its_own_date(data: bytes) -> None:
    (kept,) = _read(data).crls
    assert (kept.bytes, kept.name) == (LIST, "Example Root")
    assert kept.origin.dated is not None
    assert kept.origin.dated < NOW


def test_one_file_may_hold_several_of_both() -> None:
    found = _read(ROOT.pem + OTHER.pem + _pem_list(LIST))
    assert [one.name for one in found.anchors] == ["Example Root", "Other Root"]
    assert len(found.crls) == 1


def test_a_person_sees_each_of_them() -> None:
    items = describe(_read(ROOT.pem + _pem_list(LIST)))
    assert [(one.kind, one.label[:15]) for one in items] == [
        ("anchor", "Example Root"),
        ("crl", "Example Root"),
    ]


def test_what_nobody_has_compared_is_marked() -> None:
    found = marked(_read(ROOT.pem + _pem_list(LIST)), confirmed=False)
    assert not any(one.origin.confirmed for one in (*found.anchors, *found.crls))


def test_a_file_with_a_secret_key_is_refused_whole() -> None:
    key = ROOT.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    assert _refused(ROOT.pem + key) == "private_key"


@pytest.mark.parametrize(
    "data",
    [
        ROOT.der[:-1],
        ROOT.der + b"\0",
        ROOT.pem.replace(b"END", b"ENDE"),
        ROOT.pem + ROOT.pem[:100],
        ROOT.pem.replace(b"M", b"*", 1),
        ROOT.pem.replace(b"CERTIFICATE", b"PKCS7"),
        ROOT.pem + OTHER.pem.replace(b"\nM", b"\nN", 1),
    ],
)
def test_half_a_file_is_no_evidence(data: bytes) -> None:
    assert _refused(data) == "malformed_certificate"


def test_a_broken_list_is_refused() -> None:
    assert _refused(_pem_list(LIST).replace(b"\nM", b"\nN", 1)) == "malformed_crl"


def test_an_authority_with_a_key_that_anybody_can_break_is_refused() -> None:
    weak = rsa.generate_private_key(65537, 1024)
    assert _refused(ROOT.issue(key=weak).pem) == "malformed_certificate"


@given(st.binary(max_size=120))
def test_any_bytes_after_a_beginning_are_kept_or_refused(data: bytes) -> None:
    for start in (b"", b"\x30\x82", ROOT.der[:40], b"-----BEGIN CERTIFICATE-----\n"):
        found, refused = read_evidence(
            [("f", start + data)], source=Source.CALLER, received_at=NOW
        )
        assert refused or found != Evidence()

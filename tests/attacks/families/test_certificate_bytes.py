"""Certificates made to be read in two ways, or to be too large to read."""

from __future__ import annotations

import pytest
from cryptography import x509 as library
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import x509 as ca
from tests.helpers.said import NOW
from tests.helpers.x509 import Wanted
from wallet.errors import ProofFailure
from wallet.identifiers import certificates, x509
from wallet.limits import LIMITS

ROOT = ca.root()
SIGNER = ROOT.issue(Wanted(dns=["university.example"]))
TRUSTED = ca.anchors(ROOT)


def _refused(der: bytes) -> None:
    with pytest.raises(ProofFailure):
        x509.chain([der], TRUSTED, NOW)


def _again(der: bytes) -> bytes:
    """The certificate with its first extension twice, lengths mended."""
    start = der.index(bytes.fromhex("0603551d"))  # the first extension's identifier
    begin = start - 2
    size = der[begin + 1] + 2
    extension = der[begin : begin + size]
    grown = bytearray(der[:begin] + extension + der[begin:])
    for at in _outer_lengths(der, begin):
        told = int.from_bytes(grown[at : at + 2], "big") + size
        grown[at : at + 2] = told.to_bytes(2, "big")
    return bytes(grown)


def _outer_lengths(der: bytes, inner: int) -> list[int]:
    """Where the two-byte lengths of what surrounds a place stand."""
    found = []
    for at in range(inner - 3):
        if der[at] in (0x30, 0xA3) and der[at + 1] == 0x82:
            size = int.from_bytes(der[at + 2 : at + 4], "big")
            if at + 4 + size <= len(der) and at + 4 <= inner < at + 4 + size:
                found.append(at + 2)
    return found


def test_an_extension_that_stands_there_twice() -> None:
    large = library.UnrecognizedExtension(
        library.ObjectIdentifier("1.2.3.4"), b"\x04\x82\x01\x2c" + bytes(300)
    )
    signer = ROOT.issue(Wanted(extensions=((large, False),)))
    assert x509.chain([signer.der], TRUSTED, NOW)
    _refused(_again(signer.der))


def test_bytes_behind_it() -> None:
    _refused(SIGNER.der + b"\0")


@pytest.mark.parametrize("names", [300, 4_000])
def test_thousands_of_names(names: int) -> None:
    crowded = ROOT.issue(Wanted(dns=[f"a{number}.example" for number in range(names)]))
    _refused(crowded.der)


def test_a_certificate_larger_than_any_real_one() -> None:
    filler = library.UnrecognizedExtension(
        library.ObjectIdentifier("1.2.3.4"), bytes(LIMITS.certificate_bytes)
    )
    _refused(ROOT.issue(Wanted(extensions=((filler, False),))).der)


def test_two_common_names_are_no_name() -> None:
    read = certificates.read(SIGNER.der)
    assert read.common_name == "Example University"
    twice = SIGNER.der.replace(
        bytes.fromhex("0603550406"), bytes.fromhex("0603550403")
    ).replace(bytes.fromhex("060355040a"), bytes.fromhex("0603550403"))
    assert certificates.read(twice).common_name is None


@given(st.integers(0, len(SIGNER.der) - 1), st.binary(min_size=1, max_size=6))
def test_any_other_bytes_are_refused_by_name(at: int, new: bytes) -> None:
    der = SIGNER.der[:at] + new + SIGNER.der[at + len(new) :]
    if der != SIGNER.der:
        _refused(der)

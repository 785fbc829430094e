"""Seals that are qualified, and the lists that say so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cryptography import x509 as certificates

from tests.helpers import x509
from tests.helpers.accreditation import World
from tests.helpers.said import NOW
from wallet.register import SealServiceRow, ServiceState

QUALIFIED = bytes.fromhex("3008 0606 04008e460101".replace(" ", ""))
FOR_SEALS = bytes.fromhex("3013 0606 04008e460106 3009 0607 04008e46010602".replace(" ", ""))
QC = certificates.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
"""The statements of ETSI EN 319 412-5, and the extension that they stand in."""


def statements(*told: bytes) -> tuple[certificates.ExtensionType, bool]:
    """The extension that says these."""
    body = b"".join(told)
    value = bytes([0x30, len(body)]) + body
    return certificates.UnrecognizedExtension(QC, value), False


def key_id(identity: x509.Identity) -> certificates.AuthorityKeyIdentifier:
    """How a list names the key of an authority."""
    return certificates.AuthorityKeyIdentifier.from_issuer_public_key(identity.key.public_key())


def service(authority: x509.Identity, world: World, **told: Any) -> SealServiceRow:
    """A qualified service for seals, as a trusted list has it."""
    state = ServiceState(
        status=told.pop("status", "granted"),
        since=NOW - timedelta(days=3_000),
        for_seals=True,
        qualified=True,
    )
    return SealServiceRow(
        certificate=told.pop("certificate", authority.der),
        key_id=key_id(authority).key_identifier.hex(),
        type="CA/QC",
        name="Seal service",
        provider="Provider",
        country="FI",
        history=(state,),
        source=world.source,
        **told,
    )


def world(vat: str = "FI12345678") -> World:
    """An accredited university that is known by its VAT number."""
    found = World(as_of="2026-11-01")
    uni = found.university("Example University", country="FI", did=None)
    found.identifier(uni, "vat", vat)
    found.decision(uni, start="2020-01-01", end="2030-01-01")
    return found

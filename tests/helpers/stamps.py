"""Timestamps of RFC 3161 by a test authority, over anything."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from pyhanko.sign import timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.helpers import x509
from tests.helpers.keys import b64url
from tests.helpers.x509 import Identity


def authority(above: Identity | None = None, **wanted: Any) -> Identity:
    """Somebody who may do nothing but say when."""
    stated = {
        "name": "Example Time",
        "organisation": "Example Trust Services",
        "uses": frozenset({"digital_signature"}),
        "extended": ("1.3.6.1.5.5.7.3.8",),
        **wanted,
    }
    return (above or x509.root()).issue(x509.Wanted(**stated), key=x509.new_key("RSA"))


def token(by: Identity, about: bytes, at: datetime) -> bytes:
    """A token that ``about`` was there at that time."""
    private = by.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    above = [asn1.Certificate.load(one.der) for one in by.above]
    stamper = timestamps.DummyTimeStamper(
        tsa_cert=asn1.Certificate.load(by.der),
        tsa_key=asn1_keys.PrivateKeyInfo.load(private),
        certs_to_embed=SimpleCertificateStore.from_certs(above),
        fixed_dt=at,
    )
    _, request = stamper.request_cms(hashlib.sha256(about).digest(), "sha256")
    return bytes(stamper.request_tsa_response(request)["time_stamp_token"].dump())


def on_jades(sealed: dict[str, Any], by: Identity, at: datetime) -> dict[str, Any]:
    """A flattened seal with a timestamp over its signature."""
    said = token(by, sealed["signature"].encode(), at)
    member = {"sigTst": {"tstTokens": [{"val": base64.b64encode(said).decode()}]}}
    return {**sealed, "header": {"etsiU": [member, b64url(b"{}")]}}

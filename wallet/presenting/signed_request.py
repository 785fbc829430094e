"""Requests that are signed, so that the name of whoever asks can be proven (F.4).

A request object of OpenID4VP 1.0: a JWT of type ``oauth-authz-req+jwt`` (RFC 9101) whose
``client_id`` says how its signer is known (section 5.9): ``decentralized_identifier:`` and a
DID, or ``x509_san_dns:`` and a host that the signer's certificate names. Here the token is
written and read; whether its signature holds is for ``wallet.verify.asker`` to say.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wallet import identifiers
from wallet.encoding import strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError
from wallet.holder import PrivateKey, sign_jose

TYPE = "oauth-authz-req+jwt"
AUDIENCE = "https://self-issued.me/v2"
_BY_DID, _BY_HOST = "decentralized_identifier:", "x509_san_dns:"
_TOKEN = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_MOST_CERTIFICATES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """With what a request is signed."""

    key: PrivateKey
    client_id: str
    header: Mapping[str, Any]
    """``kid`` or ``x5c``."""


def signer(pem: bytes, certificates: bytes | None = None, did: str | None = None) -> Signer:
    """What signs, from files of the asker's.

    Args:
        pem: a private key (Ed25519 or P-256), PEM, not encrypted.
        certificates: the asker's certificate and those above it, PEM; the first names the host.
        did: the asker's DID, whose document lists the key; by default the key's own did:key.

    Raises:
        InputError: ``unusable_signer``.
    """
    key = _private(pem)
    if certificates is not None:
        return _certified(key, certificates)
    own = identifiers.did_key_of(key.public_key())
    if did is None:
        kid = f"{own}#{own.removeprefix('did:key:')}"
        return Signer(key=key, client_id=_BY_DID + own, header={"kid": kid})
    if not did.startswith("did:"):
        raise InputError("unusable_signer", member="did")
    named, _, fragment = did.partition("#")
    header = {"kid": did} if fragment else {"kid": named}
    return Signer(key=key, client_id=_BY_DID + named, header=header)


def sign(document: Mapping[str, Any], by: Signer, who: str) -> tuple[dict[str, Any], bytes]:
    """The request as its signer means it, and the token over it."""
    metadata = {**document.get("client_metadata", {}), "client_name": who}
    meant = {**document, "client_id": by.client_id, "client_metadata": metadata}
    meant["aud"] = AUDIENCE
    return meant, sign_jose(meant, by.key, typ=TYPE, more=by.header).encode()


def is_signed(data: bytes) -> bool:
    """Whether this is a compact JWS that says it is a request."""
    if _TOKEN.fullmatch(data) is None:
        return False
    try:
        header = strict_json.loads(b64url_decode(data.split(b".")[0].decode()))
    except InputError:
        return False
    return isinstance(header, dict) and header.get("typ") == TYPE


def payload(data: bytes) -> Any:
    """What the token says; nothing of it is proven.

    Raises:
        InputError: ``not_a_request``.
    """
    try:
        return strict_json.loads(b64url_decode(data.split(b".")[1].decode()))
    except InputError:
        raise InputError("not_a_request") from None


def identifier(client_id: str) -> str | None:
    """The DID or ``https://`` URL of a signer's ``client_id``; None for a mere name."""
    if client_id.startswith(_BY_DID):
        return client_id.removeprefix(_BY_DID)
    if client_id.startswith(_BY_HOST):
        return f"https://{client_id.removeprefix(_BY_HOST)}"
    return None


def _private(pem: bytes) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - on demand
        load_pem_private_key,
    )

    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        raise InputError("unusable_signer", member="key") from None
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise InputError("unusable_signer", member="key")


def _certified(key: PrivateKey, pem: bytes) -> Signer:
    from cryptography import x509  # noqa: PLC0415 - on demand
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    try:
        chain = x509.load_pem_x509_certificates(pem)
        named = chain[0].extensions.get_extension_for_class(x509.SubjectAlternativeName)
        hosts = named.value.get_values_for_type(x509.DNSName)
    except (ValueError, x509.ExtensionNotFound):
        raise InputError("unusable_signer", member="certificate") from None
    if (
        not hosts
        or len(chain) > _MOST_CERTIFICATES
        or chain[0].public_key() != key.public_key()
    ):
        raise InputError("unusable_signer", member="certificate")
    bag = [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in chain]
    return Signer(key=key, client_id=_BY_HOST + hosts[0], header={"x5c": bag})

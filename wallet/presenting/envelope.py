"""An answer encrypted to the asker's one-time key: JWE, ECDH-ES on P-256 with A256GCM.

One algorithm and one key for each request (OpenID4VP 1.0, section 8.3). The key agreement and
the cipher are joserfc's; a token with any other algorithm is refused before it is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wallet.errors import InputError, PresentingError
from wallet.limits import LIMITS

ALGORITHM, CIPHER, DEFLATE = "ECDH-ES", "A256GCM", "DEF"
_MOST_DEFLATED = 200_000
"""Bytes. The library inflates no more than 250 KiB; larger answers are not deflated."""
_TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]*\.\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def new_key() -> tuple[dict[str, Any], dict[str, Any]]:
    """A fresh private JWK, and the public one for the request."""
    from joserfc.jwk import ECKey  # noqa: PLC0415 - used on demand

    key = ECKey.generate_key("P-256", {"use": "enc", "alg": ALGORITHM, "kid": "answer"})
    return dict(key.as_dict(private=True)), dict(key.as_dict(private=False))


def public_key(metadata: Any) -> Mapping[str, Any] | None:
    """The key of a request's ``client_metadata`` that we can encrypt to.

    Raises:
        InputError: ``malformed_request``: it has keys, and none that is usable. Answering it
            in the clear would not be what was asked.
    """
    keys = metadata.get("jwks") if isinstance(metadata, Mapping) else None
    found = keys.get("keys") if isinstance(keys, Mapping) else None
    if not found:
        return None
    for one in found if isinstance(found, list) else []:
        if isinstance(one, Mapping) and _is_usable(one):
            return dict(one)
    raise InputError("malformed_request", member="client_metadata.jwks")


def _is_usable(jwk: Mapping[str, Any]) -> bool:
    from joserfc.errors import JoseError  # noqa: PLC0415 - used on demand
    from joserfc.jwk import ECKey  # noqa: PLC0415

    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        return False
    try:
        ECKey.import_key(dict(jwk)).public_key  # noqa: B018 - is it a point of the curve?
    except (JoseError, ValueError):
        return False
    return True


def is_encrypted(data: bytes) -> bool:
    """Whether this is a compact JWE with direct key agreement."""
    return _TOKEN.fullmatch(data.strip()) is not None


def encrypt(data: bytes, jwk: Mapping[str, Any]) -> bytes:
    """``data``, readable by the holder of the private key alone.

    Raises:
        PresentingError: ``not_encryptable``.
    """
    from joserfc import jwe  # noqa: PLC0415 - used on demand
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import ECKey  # noqa: PLC0415

    try:
        key = ECKey.import_key(dict(jwk))
        header = {"alg": ALGORITHM, "enc": CIPHER}
        if len(data) <= _MOST_DEFLATED:
            header["zip"] = DEFLATE
        return jwe.encrypt_compact(header, data, key, registry=_registry()).encode()
    except (JoseError, ValueError):
        raise PresentingError("not_encryptable") from None


def _registry() -> Any:
    from joserfc.jwe import JWERegistry  # noqa: PLC0415 - used on demand

    registry = JWERegistry(algorithms=[ALGORITHM, CIPHER, DEFLATE])
    registry.max_ciphertext_length = 2 * LIMITS.input_bytes
    return registry


def decrypt(data: bytes, private: Mapping[str, Any]) -> bytes:
    """What an answer says.

    Raises:
        InputError: ``not_our_answer``.
    """
    from joserfc import jwe  # noqa: PLC0415 - used on demand
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import ECKey  # noqa: PLC0415

    try:
        key = ECKey.import_key(dict(private))
        found = jwe.decrypt_compact(data.strip(), key, registry=_registry())
    except (JoseError, ValueError, TypeError, KeyError):
        raise InputError("not_our_answer") from None
    if found.plaintext is None:
        raise InputError("not_our_answer")
    return found.plaintext

"""Signing what the holder sends: a Data Integrity proof by a key of this wallet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wallet.encoding import jsonld, timestamp
from wallet.encoding.multibase import base58_encode
from wallet.errors import InputError, PresentingError
from wallet.holder import PrivateKey, sign_bytes
from wallet.proofs import options, suites
from wallet.secured import JsonObject


def sign(  # noqa: PLR0913 - the options of a proof, all by name
    document: JsonObject,
    *,
    key: PrivateKey,
    verification_method: str,
    purpose: str,
    created: datetime,
    cryptosuite: str = "eddsa-rdfc-2022",
    expires: datetime | None = None,
    challenge: str | None = None,
    domain: str | tuple[str, ...] | None = None,
) -> dict[str, Any]:
    """The document with a proof over it; a proof it had is replaced.

    Raises:
        InputError: ``unsupported_suite``.
        PresentingError: ``not_signable`` where part of the document would not be covered.
        ProofFailure: where the document cannot be expanded (see ``jsonld.expand``).
    """
    config: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": cryptosuite,
        "created": timestamp.write(created),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
    }
    if expires is not None:
        config["expires"] = timestamp.write(expires)
    if challenge is not None:
        config["challenge"] = challenge
    if domain is not None:
        config["domain"] = list(domain) if isinstance(domain, tuple) else domain
    bare = {name: value for name, value in document.items() if name != "proof"}
    data = _to_sign(bare, config, cryptosuite)
    config["proofValue"] = "z" + base58_encode(sign_bytes(key, data))
    return {**bare, "proof": config}


def _to_sign(bare: dict[str, Any], config: dict[str, Any], cryptosuite: str) -> bytes:
    expansion = jsonld.expand(bare)
    if cryptosuite in ("eddsa-jcs-2022", "ecdsa-jcs-2019"):
        config["@context"] = bare.get("@context", [])
        texts = suites.canonical_json(config), suites.canonical_json(bare)
    elif cryptosuite in ("eddsa-rdfc-2022", "ecdsa-rdfc-2019"):
        expanded = jsonld.expand({**config, "@context": bare.get("@context", [])})
        if expansion.unsigned:
            raise PresentingError("not_signable", members=expansion.unsigned)
        options.check_signed(config, expanded)
        texts = (
            suites.canonical_graph(expanded, "sha256"),
            suites.canonical_graph(expansion, "sha256"),
        )
    else:
        raise InputError("unsupported_suite", suite=cryptosuite)
    return b"".join(suites.hashed(text, "sha256") for text in texts)

"""SD-JWTs, key bindings and Token Status Lists of the test issuer, from the RFC alone."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.keys import Key, b64url
from tests.helpers.signing import jws

LEARNING = "urn:eu.europa.ec.eudi:learning:credential:1"
CLAIMS: dict[str, Any] = {
    "family_name": "Virtanen",
    "given_name": "Aino",
    "achievement_title": "Data basics",
    "achievement_description": "An introduction",
    "learning_outcomes": ["Reads tables", "Draws charts"],
    "assessment_grade": "5",
    "language_of_classes": ["fi"],
    "learner_identification": "L-77",
    "expected_study_time": "PT60H",
    "level_of_learning_experience": 6,
    "types_of_quality_assurance": ["institutional"],
    "prerequisites_to_enroll": ["none"],
    "integration_stackability_options": True,
    "issuing_authority": "Example University",
    "issuing_country": "FI",
    "date_of_issuance": "2026-09-01",
    "date_of_expiry": "2031-09-01",
}
"""All 17 claims of the EUDI learning credential."""
HIDDEN = ("family_name", "given_name", "assessment_grade", "learner_identification")

_HASHES = {"sha-256": hashlib.sha256, "sha-384": hashlib.sha384, "sha-512": hashlib.sha512}


def seconds(moment: datetime) -> int:
    """A NumericDate."""
    return int(moment.timestamp())


def disclosure(*told: Any) -> str:
    """One disclosure: ``(name, value)`` of a member or ``(value,)`` of an element."""
    salt = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:22]
    return b64url(json.dumps([salt, *told]).encode())


def digest(text: str, algorithm: str = "sha-256") -> str:
    """What stands in ``_sd`` for it."""
    return b64url(_HASHES[algorithm](text.encode()).digest())


@dataclass
class SdJwt:
    """An SD-JWT as its issuer made it."""

    signed: str
    disclosures: dict[str, str] = field(default_factory=dict)

    def shown(self, *names: str, order: Iterable[str] | None = None) -> str:
        """With the disclosures of these names; all of them where none is named."""
        chosen = order or names or tuple(self.disclosures)
        return "~".join((self.signed, *(self.disclosures[one] for one in chosen), ""))


def vc_payload(issuer: Issuer, holder: Key | None = None, **claims: Any) -> dict[str, Any]:
    """An SD-JWT VC with the 17 claims; None leaves a claim out."""
    payload = {
        "iss": issuer.did,
        "iat": seconds(NOW - timedelta(days=30)),
        "exp": seconds(NOW + timedelta(days=300)),
        "vct": LEARNING,
        **({"cnf": {"jwk": holder.jwk}} if holder else {}),
        **CLAIMS,
        **claims,
    }
    return {name: value for name, value in payload.items() if value is not None}


def sign(
    issuer: Issuer,
    payload: Mapping[str, Any],
    hide: Iterable[str] = HIDDEN,
    *,
    algorithm: str | None = "sha-256",
    decoys: int = 2,
    **header: Any,
) -> SdJwt:
    """The payload with some members at its root hidden, signed by the issuer."""
    hidden = [name for name in hide if name in payload]
    disclosures = {name: disclosure(name, payload[name]) for name in hidden}
    clear = {name: value for name, value in payload.items() if name not in hidden}
    named = algorithm or "sha-256"
    digests = [digest(one, named) for one in disclosures.values()]
    digests += [digest(f"decoy {number}", named) for number in range(decoys)]
    if digests:
        clear["_sd"] = sorted([*clear.get("_sd", ()), *digests])
    if algorithm is not None:
        clear["_sd_alg"] = algorithm
    full = {"typ": "dc+sd-jwt", "kid": issuer.method_id, **header}
    full = {name: value for name, value in full.items() if value is not None}
    return SdJwt(jws(clear, issuer.key, full), disclosures)


def bind(  # noqa: PLR0913 - each is a claim or header of it
    shown: str,
    key: Key,
    *,
    nonce: str = "n-1",
    audience: str = "ACME Ltd",
    at: datetime = NOW,
    typ: str = "kb+jwt",
    over: str | None = None,
    **header: Any,
) -> str:
    """What is shown, with a key binding; ``over`` is what it says it covers."""
    payload = {
        "nonce": nonce,
        "aud": audience,
        "iat": seconds(at),
        "sd_hash": digest(over if over is not None else shown),
    }
    return shown + jws(payload, key, {"typ": typ, **header})


def status_list(  # noqa: PLR0913 - each is a claim or header of it
    issuer: Issuer,
    url: str,
    values: Mapping[int, int],
    *,
    bits: int = 2,
    at: datetime = NOW - timedelta(days=1),
    entries: int = 4096,
    header: Mapping[str, Any] | None = None,
    **claims: Any,
) -> bytes:
    """A Token Status List; the first entry of a byte lies in its lowest bits."""
    data = bytearray(entries * bits // 8)
    per_byte = 8 // bits
    for index, value in values.items():
        data[index // per_byte] |= value << (index % per_byte * bits)
    payload = {
        "iss": issuer.did,
        "sub": url,
        "iat": seconds(at),
        "status_list": {"bits": bits, "lst": b64url(zlib.compress(bytes(data), 9))},
        **claims,
    }
    payload = {name: value for name, value in payload.items() if value is not None}
    full = {"typ": "statuslist+jwt", "kid": issuer.method_id, **(header or {})}
    full = {name: value for name, value in full.items() if value is not None}
    return jws(payload, issuer.key, full).encode()

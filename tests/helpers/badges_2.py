"""An issuer of Open Badges 2.0: profile, badge class, key and revocation list at addresses."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.helpers import signing
from tests.helpers.files import to_bytes
from tests.helpers.keys import Key

OB2 = "https://w3id.org/openbadges/v2"


@dataclass
class HostingIssuer:
    """Serves documents at ``https://<host>/``; signs where a badge is asked to be signed."""

    name: str = "Robot School"
    host: str = "robots.example"
    kind: str = "RSA"
    revoked: list[Any] = field(default_factory=list)
    lists_key: bool = True
    key_owner: str = ""
    has_list: bool = True

    @property
    def base(self) -> str:
        """Where everything lies."""
        return f"https://{self.host}"

    @property
    def key(self) -> Key:
        """The key that signs."""
        return Key.make(self.name, self.kind)

    def profile(self) -> dict[str, Any]:
        """The issuer's own profile."""
        profile: dict[str, Any] = {
            "@context": OB2,
            "type": "Issuer",
            "id": f"{self.base}/issuer.json",
            "name": self.name,
            "url": self.base,
            "email": f"badges@{self.host}",
        }
        if self.lists_key:
            profile["publicKey"] = f"{self.base}/key.json"
        if self.has_list:
            profile["revocationList"] = f"{self.base}/revoked.json"
        return profile

    def badge(self) -> dict[str, Any]:
        """The badge class."""
        return {
            "@context": OB2,
            "type": "BadgeClass",
            "id": f"{self.base}/robotics.json",
            "@language": "en",
            "name": "Robotics",
            "description": "Building a robot that walks.",
            "image": f"{self.base}/robotics.png",
            "criteria": {"narrative": "A robot that walks."},
            "issuer": f"{self.base}/issuer.json",
        }

    def key_document(self) -> dict[str, Any]:
        """The key at its address."""
        pem = self.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return {
            "@context": OB2,
            "type": "CryptographicKey",
            "id": f"{self.base}/key.json",
            "owner": self.key_owner or f"{self.base}/issuer.json",
            "publicKeyPem": pem.decode(),
        }

    def revocations(self) -> dict[str, Any]:
        """The list of revoked assertions."""
        return {
            "@context": OB2,
            "type": "RevocationList",
            "id": f"{self.base}/revoked.json",
            "issuer": f"{self.base}/issuer.json",
            "revokedAssertions": list(self.revoked),
        }

    def assertion(self, **members: Any) -> dict[str, Any]:
        """A hosted assertion; members given replace its own, None takes one out."""
        document: dict[str, Any] = {
            "@context": OB2,
            "type": "Assertion",
            "id": f"{self.base}/assertions/1.json",
            "recipient": {
                "type": "email",
                "hashed": True,
                "salt": "deadsea",
                "identity": "sha256$" + "ab" * 32,
            },
            "badge": f"{self.base}/robotics.json",
            "issuedOn": "2026-01-31T10:00:00Z",
            "verification": {"type": "hosted"},
        } | members
        return {name: value for name, value in document.items() if value is not None}

    def signed(self, key: Key | None = None, **members: Any) -> str:
        """A signed assertion: a compact JWS."""
        members.setdefault(
            "verification", {"type": "signed", "creator": f"{self.base}/key.json"}
        )
        header = {"alg": members.pop("alg", None)} if "alg" in members else {}
        return signing.jws(self.assertion(**members), key or self.key, header)

    def embedded(self) -> dict[str, Any]:
        """The badge class with the profile in it."""
        badge = copy.deepcopy(self.badge())
        return {**badge, "issuer": self.profile()}

    def evidence_files(self) -> list[tuple[str, bytes]]:
        """What a verifier may have captured."""
        documents = [self.profile(), self.badge(), self.key_document()]
        documents += [self.revocations()] if self.has_list else []
        return [(f"{n}.json", to_bytes(one)) for n, one in enumerate(documents)]

"""An issuer whose key stands in a certificate, and tokens that bring it along (``x5c``)."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.helpers import sd_jwt
from tests.helpers import x509 as ca
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.keys import Key
from tests.helpers.signing import jws
from tests.helpers.x509 import Identity, Wanted
from wallet.evidence import Evidence, Source

URL = "https://university.example/issuers/1"
NAMED = Wanted(dns=["university.example"])
SIGNER = Key.make("certified", "P-256")


@dataclass(frozen=True)
class Certified:
    """A root, an authority below it, and an issuer certified by that one."""

    root: Identity
    middle: Identity
    leaf: Identity
    key: Key = SIGNER

    @classmethod
    def make(cls, wanted: Wanted = NAMED, key: Key = SIGNER) -> Certified:
        """One with a certificate that says what is wanted."""
        root = ca.root()
        middle = root.authority()
        return cls(root, middle, middle.issue(wanted, key.private), key)

    @property
    def x5c(self) -> list[str]:
        """The header."""
        return [base64.b64encode(one).decode() for one in self.leaf.bag]

    def evidence(
        self, *, source: Source = Source.CALLER, crls: Sequence[bytes] = ()
    ) -> Evidence:
        """What somebody holds who trusts the root."""
        return ca.anchors(self.root, source=source, crls=crls)

    def sd_jwt(self, key: Key | None = None, header: Any = None, **claims: Any) -> str:
        """A learning credential as an SD-JWT VC; None leaves a claim or header out."""
        payload = sd_jwt.vc_payload(Issuer(), None, **{"iss": URL, **claims})
        full = {"typ": "dc+sd-jwt", "x5c": self.x5c, **(header or {})}
        full = {name: value for name, value in full.items() if value is not None}
        return f"{jws(payload, key or self.key, full)}~"

    def jwt(self, document: Mapping[str, Any], key: Key | None = None, **header: Any) -> str:
        """A credential as a ``vc+jwt``."""
        full = {"typ": "vc+jwt", "x5c": self.x5c, **header}
        return jws(document, key or self.key, full)


def ended(wanted: Wanted = NAMED) -> Wanted:
    """The same, but it ended thirty days ago."""
    return replace(wanted, ends=NOW - timedelta(days=30))

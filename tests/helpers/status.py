"""Status lists of the test issuer: Bitstring and StatusList2021."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

from tests.helpers.keys import b64url
from tests.helpers.signing import STATUS_2021, V1, V2

ENTRIES = 131_072


@dataclass
class StatusList:
    """One list of one issuer for one purpose; set bits are what it publishes next."""

    url: str
    issuer_id: str
    purpose: str = "revocation"
    kind: str = "bitstring"
    """``bitstring`` (VCDM 2.0) or ``2021`` (StatusList2021, VCDM 1.1)."""
    entries: int = ENTRIES
    bits: set[int] = field(default_factory=set)
    given: int = 0

    def take(self) -> int:
        """A free index for a new credential."""
        self.given += 1
        return self.given * 7 % self.entries

    def entry(self, index: int) -> dict[str, Any]:
        """The ``credentialStatus`` of the credential at that index."""
        old = self.kind == "2021"
        return {
            "id": f"{self.url}#{index}",
            "type": "StatusList2021Entry" if old else "BitstringStatusListEntry",
            "statusPurpose": self.purpose,
            "statusListIndex": str(index),
            "statusListCredential": self.url,
        }

    def encoded(self) -> str:
        """The compressed list; bit 0 is the highest bit of the first byte."""
        data = bytearray((self.entries + 7) // 8)
        for index in self.bits:
            data[index // 8] |= 0x80 >> index % 8
        packed = b64url(gzip.compress(bytes(data), mtime=0))
        return packed if self.kind == "2021" else "u" + packed

    def credential(self, *, valid_from: str, valid_until: str | None = None) -> dict[str, Any]:
        """The unsigned list credential as it stands now."""
        old = self.kind == "2021"
        start, end = ("issuanceDate", "expirationDate") if old else ("validFrom", "validUntil")
        document = {
            "@context": [V1, STATUS_2021] if old else [V2],
            "id": self.url,
            "type": [
                "VerifiableCredential",
                "StatusList2021Credential" if old else "BitstringStatusListCredential",
            ],
            "issuer": self.issuer_id,
            start: valid_from,
            "credentialSubject": {
                "id": f"{self.url}#list",
                "type": "StatusList2021" if old else "BitstringStatusList",
                "statusPurpose": self.purpose,
                "encodedList": self.encoded(),
            },
        }
        if valid_until is not None:
            document[end] = valid_until
        return document

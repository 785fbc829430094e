"""What a trust source is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from wallet.errors import Fact
from wallet.evidence import Evidence, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One file of evidence, parsed once."""

    bytes: bytes
    document: Mapping[str, Any]
    """The JSON object, or the payload of the token."""
    token: str | None
    """The compact JWS; None for JSON files."""
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedItem:
    """A file that is no evidence, or not usable as such."""

    name: str
    code: str
    """``not_evidence``, ``malformed_json``, ``malformed_registry``, ``no_owner``, ..."""
    facts: Mapping[str, Fact] = field(default_factory=dict)


class TrustSource(Protocol):
    """One kind of evidence; recognised by content, and by one source only."""

    name: str

    def recognises(self, file: EvidenceFile) -> bool:
        """Whether this file is of this kind."""
        ...

    def read(self, file: EvidenceFile) -> Evidence:
        """The evidence in it.

        Raises:
            InputError: with the code of the ``RefusedItem``.
        """
        ...

"""What an operator hands in, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wallet.register import RegisterSource
from wallet.trust.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of an operator."""

    name: str
    """Its last part: where it lay is nobody's business."""
    data: bytes = field(repr=False)
    dated: datetime
    """When it was fetched: the file's own time, or what the operator says (UTC)."""
    anchors: tuple[bytes, ...] = ()
    """Certificates (DER) that may have signed it."""
    listed: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    """Further ones, with the territories for whose lists a list of lists names them."""
    entity_keys: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """Keys of the authorities of a federation whose configurations are among the sources."""
    member_keys: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """Keys of its members, as these authorities state them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """Something in a source that is not carried over, and why."""

    file: str
    line: str
    """Number of the line, or what the row is called."""
    reason: str
    """A code: see ``wallet.wording.sources``."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """The rows of a source."""

    role: str
    name: str
    rows: Sequence[Row] = field(repr=False)
    dated: datetime
    bad: tuple[BadRow, ...] = ()
    countries: frozenset[str] | None = None
    url: str | None = None
    sandbox: bool = False
    whole: bool = False
    """It is all that its publisher said on that day: a newer one replaces it."""
    where: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Id of an institution or decision -> file and line."""


class Reader(Protocol):
    """One kind of source; recognised by content, and by one reader only."""

    name: str

    def recognises(self, file: SourceFile) -> bool:
        """Whether this file is of this kind."""
        ...

    def read(self, file: SourceFile) -> ReadList:
        """Its rows.

        Raises:
            InputError: the file as a whole cannot be used.
        """
        ...


class _Nobody:
    """Rows on their way into a bundle have no source yet: the bundle's metadata names it."""

    def __call__(self) -> RegisterSource:
        moment = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
        return RegisterSource(
            role="",
            name="",
            signer="",
            bundle="",
            bundle_sha256="",
            root_sha256="",
            as_of=moment,
            received_at=moment,
            root_added_at=moment,
            confirmed=False,
        )


UNSIGNED = _Nobody()()
"""The source of rows that nobody has signed yet."""

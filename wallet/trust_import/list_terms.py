"""What the signed metadata of a list says of it: source, day, coverage, sizes.

Rules (spec/trust.md D.7)
-------------------------
1. Everything here is signed; what is missing or of another type refuses the bundle, and so does
   a schema newer than ours, or a role of which we do not know what it says (``policy``).
2. A list of one country (``registry/<cc>``) covers that country and no other.
3. A list fetched after it was signed, or a demo root, is told apart: the first is refused, the
   second counts nowhere but in the demo wallet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from wallet.errors import InputError
from wallet.register import RegisterSource
from wallet.trust import rows
from wallet.trust_import.index import PackedList
from wallet.trust_import.updating import LEEWAY, Verified, VerifiedList

SCHEMA = 1
_NATIONAL = re.compile(r"registry/([a-z]{2})")


class Standing(Protocol):
    """What else a source says: of the bundle that it lies in."""

    @property
    def name(self) -> str:
        """Of the bundle."""
        ...

    @property
    def fingerprint(self) -> str:
        """Of its root."""
        ...

    @property
    def added_at(self) -> datetime:
        """Since when the root is accepted."""
        ...

    @property
    def confirmed_at(self) -> datetime | None:
        """Since when it is confirmed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a list says it covers; nothing said: all."""

    countries: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The ``custom`` member of a target."""

    schema: int
    name: str
    fetched_at: datetime
    unpacked: int
    """Bytes of the lines, unpacked."""
    rows: dict[str, int] = field(default_factory=dict)
    url: str | None = None
    raw_sha256: str | None = None
    """Of the raw download, hex."""
    licence: str | None = None
    coverage: Coverage = Coverage()
    sandbox: bool = False


def packed(verified: Verified, standing: Standing) -> tuple[PackedList, ...]:
    """Every list of a bundle with its source.

    Raises:
        InputError: ``bundle_damaged``, ``bundle_format_unknown``, ``bundle_outside_path``.
    """
    return tuple(_packed(one, verified, standing) for one in verified.lists)


def _packed(one: VerifiedList, verified: Verified, standing: Standing) -> PackedList:
    try:
        terms: Terms = rows.from_members(Terms, dict(one.custom))
    except InputError as error:
        member = error.facts.get("member")
        raise InputError("bundle_damaged", rule=f"{one.path[:100]}: {member}") from None
    if terms.schema != SCHEMA or not rows.kinds_of(one.role):
        raise InputError("bundle_format_unknown", schema=terms.schema, role=one.role[:100])
    national = _NATIONAL.fullmatch(one.role)
    if national is not None and terms.coverage.countries != frozenset((national[1].upper(),)):
        raise InputError("bundle_outside_path", path=one.path[:200])
    if terms.unpacked < 0 or terms.fetched_at > verified.signed_at + LEEWAY:
        raise InputError("bundle_damaged", rule=f"{one.path[:100]}: fetched_at")
    return PackedList(
        source=_source(one, terms, verified, standing),
        data=one.data,
        unpacked=terms.unpacked,
    )


def _source(
    one: VerifiedList, terms: Terms, verified: Verified, standing: Standing
) -> RegisterSource:
    return RegisterSource(
        role=one.role,
        name=terms.name,
        signer=one.signer,
        bundle=verified.name,
        bundle_sha256=verified.bundle_sha256,
        root_sha256=standing.fingerprint,
        as_of=terms.fetched_at,
        received_at=verified.received_at,
        root_added_at=standing.added_at,
        confirmed=standing.confirmed_at is not None,
        signed_at=verified.signed_at,
        countries=terms.coverage.countries,
        sectors=terms.coverage.sectors,
        covers_from=terms.coverage.start,
        covers_to=terms.coverage.end,
        url=terms.url,
        licence=terms.licence,
        sandbox=terms.sandbox or verified.demo,
        rows=terms.rows,
    )

"""What the trust commands print of a bundle, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from wallet.check_desk import BundleInfo
from wallet.encoding.timestamp import write as stamp
from wallet.register import RegisterSource
from wallet.wording import presenting as words
from wallet.wording import tr
from wallet.wording.dates import age
from wallet.wording.sizes import size as file_size


def bundle_lines(one: BundleInfo, now: datetime | None = None) -> Iterator[str]:
    """Size, dates and every list with its signer, day, age and coverage."""
    now = now or datetime.now(UTC)  # noqa: TID251 - the command's clock
    yield tr(
        "  bundle       version {n}, {size}, signed {date}",
        n=one.versions.get("snapshot", 0),
        size=file_size(one.size),
        date=stamp(one.signed_at),
    )
    yield tr(
        "  imported     {date}; good for use until {until}",
        date=stamp(one.imported_at),
        until=stamp(one.root_expires),
    )
    if one.demo:
        yield tr("  A demo: it counts in the demo wallet only.")
    for source, item in zip(one.sources, one.items, strict=True):
        kind = words.trust_kind(item.kind, item.rows)
        yield f"  - {kind}: {source.name}"
        yield tr(
            "      of {date} ({age}), signed by {signer}, covers {what}",
            date=stamp(source.as_of),
            age=age(source.as_of, now),
            signer=source.signer,
            what=_coverage(source),
        )
        due = one.next_update(source)
        if due is not None and due < now:
            told = tr(
                "Older than its own next update, which was due on {date}.", date=stamp(due)
            )
            yield f"      {told}"
        if source.sandbox:
            yield tr("      A test list: it identifies nobody.")


def bundle_json(one: BundleInfo) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "sha256": one.sha256,
        "size": one.size,
        "versions": dict(one.versions),
        "signed_at": stamp(one.signed_at),
        "importable_until": stamp(one.expires),
        "usable_until": stamp(one.root_expires),
        "imported_at": stamp(one.imported_at),
        "demo": one.demo,
        "url": one.url,
        "sources": [_source(source, one.next_update(source)) for source in one.sources],
    }


def _source(one: RegisterSource, due: datetime | None) -> dict[str, Any]:
    return {
        "role": one.role,
        "name": one.name,
        "signer": one.signer,
        "as_of": stamp(one.as_of),
        "url": one.url,
        "licence": one.licence,
        "countries": None if one.countries is None else sorted(one.countries),
        "sectors": None if one.sectors is None else sorted(one.sectors),
        "rows": dict(one.rows),
        "sandbox": one.sandbox,
        "next_update": stamp(due) if due is not None else None,
    }


def _coverage(one: RegisterSource) -> str:
    if one.countries is None:
        return tr("all countries")
    return ", ".join(sorted(one.countries))

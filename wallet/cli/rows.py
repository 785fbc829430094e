"""How the commands print and tell rows of the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wallet.cli import common
from wallet.cli.results import Progress
from wallet.credential import CredentialView, best
from wallet.encoding import timestamp
from wallet.wording import ntr, number, tr, verdict_title
from wallet.wording.dates import written

if TYPE_CHECKING:
    from wallet.session import LibraryQuery, LibraryRow, Session

_ID = 12
"""Signs of an id that are printed; enough to be the only one."""


def all_rows(session: Session, query: LibraryQuery) -> Iterator[LibraryRow]:
    """Every row of a query, page by page, judged by the evidence that there is now."""
    if session.evidence_changed():
        session.recheck(progress=Progress())
    page = session.page(query)
    yield from page.rows
    while page.next is not None:
        page = session.page(query, page.next)
        yield from page.rows


def print_rows(rows: Iterable[LibraryRow], *, as_json: bool) -> None:
    """As a table, or as one JSON document."""
    if as_json:
        told = [row_json(one) for one in rows]
        common.print_json({"tool": "tessera", "credentials": told})
        return
    count = 0
    for count, one in enumerate(rows, 1):  # noqa: B007 - counts for the last line
        issuer = one.issuer_listed[0] if one.issuer_listed else _first(one.issuer_names)
        parts = [
            issuer,
            written(one.award_date or ""),
            *(f"{number(c.amount)} {c.framework or ''}".strip() for c in one.credits),
        ]
        what = ", ".join(part for part in parts if part)
        title = _first(one.titles) or tr("(without a title)")
        verdict = verdict_title(one.verdict)
        common.say(f"{one.credential_id[:_ID]}  {verdict:<16} {title} ({what})")
    common.say(ntr("{n} credential", "{n} credentials", count), err=True)


def row_json(row: LibraryRow) -> dict[str, Any]:
    """One row: what the credential says, and what it was last judged to be."""
    return {
        "id": row.credential_id,
        "titles": [{"lang": one.lang, "text": one.text} for one in row.titles],
        "issuer": {
            "id": row.issuer_id,
            "names": [{"lang": one.lang, "text": one.text} for one in row.issuer_names],
            "listed": list(row.issuer_listed),
        },
        "proven": row.proven,
        "kind": row.kind,
        "format": row.format,
        "credits": [
            {"amount": str(one.amount), "framework": one.framework, "role": one.role}
            for one in row.credits
        ],
        "levels": [{"scheme": one.scheme, "value": one.value} for one in row.levels],
        "award_date": row.award_date,
        "expires": row.expires,
        "imported_at": timestamp.write(row.imported_at),
        "verdict": row.verdict.value,
        "reason": row.reason,
        "verified_at": timestamp.write(row.verified_at),
        "replaced_by": row.replaced_by,
        "deleted_at": None if row.deleted_at is None else timestamp.write(row.deleted_at),
        "favourite": row.favourite,
        "tags": list(row.tags),
    }


def title_of(view: CredentialView | None) -> str:
    """The title of what a view shows; empty where it has none."""
    if view is None or not view.awards:
        return ""
    return _first(view.awards[0].title)


def _first(texts: Any) -> str:
    found = best(texts, ("en",))
    return found.text if found is not None else ""

"""Taking credentials in, and reading the list page by page."""

from __future__ import annotations

from typing import Any

from tests.helpers.files import to_bytes
from wallet.session import (
    Cursor,
    LibraryQuery,
    LibraryRow,
    Session,
)

TITLES = ("Data basics", "Données avancées", "数据分析", "Ämter und Recht", "बुनियादी हिन्दी")


def take_in(session: Session, *credentials: Any, name: str = "badge.json") -> tuple[str, ...]:
    review = session.review([(name, to_bytes(one)) for one in credentials])
    return session.keep(review).kept


def listed(session: Session, **query: Any) -> list[str]:
    return [one.titles[0].text for one in rows(session, LibraryQuery(**query))]


def rows(session: Session, query: LibraryQuery, size: int = 2) -> list[LibraryRow]:
    """Every row, in pages so small that paging has to work."""
    found: list[LibraryRow] = []
    after: Cursor | None = None
    while True:
        page = session.page(query, after, size)
        found += page.rows
        if page.next is None:
            return found
        after = page.next

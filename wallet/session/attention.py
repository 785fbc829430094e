"""What needs attention in an unlocked wallet: lines for the first page.

Rules
-----
1. A line is told only where the person can or should do something about it.
2. It is told until it is mended or waved away. What comes later about the same thing (30 days
   left after 90, another reason) is another line.
3. An end is announced 90, 30 and 7 days before it, and once more when it has come (L-15), with
   the pathways that counted the credential when they were last evaluated.
4. Time alone is told as an end, anything else that took a "verified" away as a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from wallet.evidence import Source
from wallet.report import VerdictCode
from wallet.session.backups import Backups
from wallet.session.library import Library
from wallet.vault import attention, library
from wallet.vault.asking import Today
from wallet.vault.database import Database
from wallet.vault.interface import Changes, Facet, LibraryQuery, LibraryRow, Sort

STEPS = (7, 30, 90)
"""Days before an end from which it is told anew."""
_RECENT = 30
"""Days for which something that has ended or come is news."""
_SETTLING = timedelta(days=1)
"""After the first import: what comes meanwhile belongs to setting up, and is no news."""
_MOST = 50
"""Lines of one kind that are looked at."""


class Concern(StrEnum):
    """What a line is about."""

    ENDS = "ends"
    ENDED = "ended"
    CHANGED = "changed"
    NOT_GENUINE = "not_genuine"
    NO_TRUST = "no_trust"
    """Nobody who is trusted has named any issuer."""
    REGISTER = "register"
    UNFINISHED_IMPORT = "unfinished_import"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that needs attention."""

    concern: Concern
    key: str
    """What it is waved away by, together with the credential."""
    row: LibraryRow | None = None
    """The credential that it is about."""
    days: int | None = None
    """Days until the end; negative since."""
    pathways: tuple[str, ...] = ()
    """Titles of those that counted it."""
    names: tuple[str, ...] = field(default=())
    """Of files or registers."""
    count: int = 0


class _Here(NamedTuple):
    """What the lines are looked for in."""

    session: Library
    database: Database
    today: Today


class Attention:
    """Lines for the first page: each is told until it is mended or waved away."""

    def __init__(self, session: Library) -> None:
        self._session = session
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def lines(self) -> tuple[Line, ...]:
        """What needs attention now, most urgent first; empty when all is well."""
        gone = attention.dismissed(self._database)
        today = self._session._today  # noqa: SLF001 - a part of the session
        here = _Here(self._session, self._database, today)
        return tuple(one for told in _TOLD for one in told(here) if _name(one) not in gone)

    def dismiss(self, line: str, credential_id: str | None = None) -> Changes:
        """Tell a line no more, by its key and credential.

        Raises:
            InputError: ``unknown_credential``.
        """
        return attention.dismiss(self._database, line, credential_id, self._clock())

    def recall(self) -> Changes:
        """Tell everything again that was waved away."""
        return attention.recall(self._database, self._clock())

    def import_begun(self, names: Sequence[str]) -> Changes:
        """These files (paths) were looked into, and nothing was decided yet."""
        return attention.import_begun(self._database, names, self._clock())

    def import_ended(self) -> Changes:
        """It was decided: kept, or not."""
        return attention.import_ended(self._database, self._clock())


def _unfinished(at: _Here) -> Iterator[Line]:
    found = attention.unfinished(at.database)
    if found is not None:
        names, begun = found
        yield Line(
            concern=Concern.UNFINISHED_IMPORT,
            key=f"import:{begun.isoformat()}",
            names=names,
            count=len(names),
        )


def _ends(at: _Here) -> Iterator[Line]:
    today = at.today.now.date()
    since = today - timedelta(days=_RECENT)
    until = today + timedelta(days=STEPS[-1] + 1)
    asked = (
        (Facet.EXPIRES_AFTER, since.isoformat()),
        (Facet.EXPIRES_BEFORE, until.isoformat()),
    )
    query = LibraryQuery(filters=asked, sort=Sort.EXPIRES)
    for row in at.session.page(query, size=_MOST).rows:
        line = _end(at, row, today)
        if line is not None:
            yield line


def _end(at: _Here, row: LibraryRow, today: date) -> Line | None:
    day = _day(row.expires)
    if day is None or row.replaced_by or row.verdict is VerdictCode.NOT_GENUINE:
        return None
    days = (day - today).days
    if days >= 0 and row.verdict is VerdictCode.NOT_VALID and row.reason != "expired":
        return None  # it was taken back before its end: that is told as a change
    has_ended = days < 0 or (days == 0 and row.reason == "expired")
    step = 0 if has_ended else next((one for one in STEPS if days <= one), STEPS[-1])
    return Line(
        concern=Concern.ENDED if has_ended else Concern.ENDS,
        key=f"ends:{step}",
        row=row,
        days=days,
        pathways=attention.pathways_counting(at.database, row.credential_id),
    )


def _changed(at: _Here) -> Iterator[Line]:
    for credential_id, verdict, reason in attention.fallen(at.database, _MOST):
        row = library.row(at.database, credential_id, at.today)
        if row is not None and not row.replaced_by:
            yield Line(
                concern=Concern.CHANGED,
                key=f"changed:{verdict}:{reason}",
                row=row,
                pathways=attention.pathways_counting(at.database, credential_id),
            )


def _not_genuine(at: _Here) -> Iterator[Line]:
    count = _count(at, VerdictCode.NOT_GENUINE)
    if count:
        yield Line(concern=Concern.NOT_GENUINE, key=f"not_genuine:{count}", count=count)


def _trust(at: _Here) -> Iterator[Line]:
    evidence = at.session._known_files()  # noqa: SLF001 - a part of the session
    if not evidence.registries and not evidence.registers:
        count = _count(at, VerdictCode.CANNOT_TELL)
        if count:
            yield Line(concern=Concern.NO_TRUST, key="no_trust", count=count)
        return
    first = attention.first_import(at.database)
    if first is None:
        return
    since = max(first + _SETTLING, at.today.now - timedelta(days=_RECENT))
    come = {
        source.bundle_sha256: source.bundle
        for one in evidence.registers
        for source in one.sources
        if source.received_at > since
    } | {
        one.origin.sha256: one.name
        for one in evidence.registries
        if one.origin.source is Source.ACCEPTED and one.origin.received_at > since
    }
    for sha256, name in come.items():
        yield Line(concern=Concern.REGISTER, key=f"register:{sha256}", names=(name,))


def _backup(at: _Here) -> Iterator[Line]:
    standing = Backups(at.session).standing()
    if standing.is_old:
        last = standing.last
        day = "never" if last is None else last.date().isoformat()
        yield Line(concern=Concern.BACKUP, key=f"backup:{day}", names=(day,))


def _count(at: _Here, verdict: VerdictCode) -> int:
    query = LibraryQuery(filters=((Facet.VERDICT, verdict.value),))
    return at.session.count(query)


def _day(written: str | None) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written[:10])
    except ValueError:
        return None


def _name(line: Line) -> tuple[str, str | None]:
    """What a line is waved away by."""
    return line.key, None if line.row is None else line.row.credential_id


_TOLD = (_unfinished, _not_genuine, _changed, _ends, _backup, _trust)
"""Most urgent first."""

"""One's learning as a whole: how much in which year, and which skills.

What is not genuine counts nowhere. A skill counts only by credentials that are verified: by
their last report, lowered by time as everywhere (``wallet.vault.asking``).
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.vault.asking import VERDICT, Today
from wallet.vault.database import Database

_HELD = f"""library l LEFT JOIN reports r INDEXED BY reports_shown
    ON r.row = l.row AND r.latest = 1
    WHERE l.row NOT IN (SELECT row FROM credentials WHERE deleted_at IS NOT NULL)
    AND {VERDICT}"""  # noqa: S608 - our names


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What was awarded in a year."""

    year: int | None
    """None: those without a date that can be read."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill that a credential links to."""

    uri: str
    label: str
    """As the newest of the credentials calls it; the link itself where none does."""
    count: int
    """Verified credentials that link to it."""
    newest: str
    """When the newest of them was awarded, as it is written; empty where none says so."""


def years(database: Database, today: Today) -> tuple[Year, ...]:
    """Every year in which something was awarded, newest first; the undated at the end."""
    rows = database.all(
        f"""SELECT CASE WHEN l.key_awarded GLOB '[0-9][0-9][0-9][0-9]*'
        THEN CAST(substr(l.key_awarded, 1, 4) AS INTEGER) END AS year, count(*)
        FROM {_HELD} <> 'not_genuine' GROUP BY year ORDER BY year DESC NULLS LAST""",  # noqa: S608
        today.values(),
    )
    return tuple(Year(year=year, count=count) for year, count in rows)


def skills(database: Database, today: Today, most: int) -> tuple[Skill, ...]:
    """The skills that most verified credentials link to, by how many and then by name."""
    rows = database.all(
        f"""SELECT f.value, f.label, count(*), max(l.key_awarded)
        FROM facets f CROSS JOIN {_HELD} = 'verified' AND f.facet = 'skill' AND f.row = l.row
        GROUP BY f.value ORDER BY count(*) DESC, f.label, f.value LIMIT :most""",  # noqa: S608
        today.values() | {"most": most},
    )
    return tuple(
        Skill(uri=uri, label=label, count=count, newest=newest)
        for uri, label, count, newest in rows
    )


def only_claimed(database: Database, today: Today) -> int:
    """How many skills stand only in credentials that are not verified."""
    return int(
        database.value(
            f"""SELECT count(*) FROM (SELECT f.value FROM facets f CROSS JOIN {_HELD}
            <> 'not_genuine' AND f.facet = 'skill' AND f.row = l.row GROUP BY f.value
            HAVING sum({VERDICT} = 'verified') = 0)""",  # noqa: S608 - our names
            today.values(),
        )
    )

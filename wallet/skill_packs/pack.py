"""A pack that lies there, read only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from wallet.credential import Text
from wallet.skill_packs.making import FORMAT

_MOST_FOUND = 50
_LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """What a pack says of itself."""

    id: str
    name: str
    imported: str
    """Moment, ISO 8601."""
    languages: tuple[str, ...]
    skills: int
    occupations: int
    relations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A skill, an occupation or a group."""

    uri: str
    kind: str
    label: Text
    """In the first of the wanted languages that is there, else in another, by its tag."""
    type: str = ""
    code: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A skill that an occupation wants."""

    skill: Found
    essential: bool


class Pack:
    """One pack, which must not change while it is open."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True)
        self.id = path.stem

    def close(self) -> None:
        """Harmless when repeated."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def info(self) -> PackInfo:
        """What it says of itself.

        Raises:
            ValueError: it is no pack of ours.
            sqlite3.DatabaseError: it is damaged.
        """
        meta = dict(self._all("SELECT name, value FROM meta", ()))
        if meta.get("format") != FORMAT:
            raise ValueError
        counts = dict(self._all("SELECT kind, count(*) FROM concepts GROUP BY kind", ()))
        ((relations,),) = self._all("SELECT count(*) FROM wants", ())
        return PackInfo(
            id=self.id,
            name=meta["name"],
            imported=meta["imported"],
            languages=tuple(json.loads(meta["languages"])),
            skills=counts.get("skill", 0),
            occupations=counts.get("occupation", 0),
            relations=relations,
        )

    def search(
        self, text: str, kind: str, languages: Sequence[str], most: int = _MOST_FOUND
    ) -> tuple[Found, ...]:
        """Concepts with every word of ``text`` in a label of any language, best first."""
        asked = _question(text)
        if not asked:
            return ()
        rows = self._all(
            "SELECT c.number, c.uri, c.kind, c.type, c.code FROM found f "
            "JOIN concepts c ON c.number = f.number "
            "WHERE found MATCH ? AND c.kind = ? "
            "ORDER BY f.lang <> ?, bm25(found, 4.0, 1.0), c.number LIMIT ?",
            (asked, kind, _short(languages[0]) if languages else "en", most * 4),
        )
        unique = {row[0]: row for row in rows}
        return tuple(self._found(row, languages) for row in list(unique.values())[:most])

    def concept(self, uri: str, languages: Sequence[str]) -> Found | None:
        """One concept by its address."""
        rows = self._all(
            "SELECT number, uri, kind, type, code FROM concepts WHERE uri = ?", (uri,)
        )
        return self._found(rows[0], languages) if rows else None

    def labels(self, uris: Iterable[str], languages: Sequence[str]) -> dict[str, Text]:
        """What these addresses are called; those that are not here are left out."""
        found = {one: self.concept(one, languages) for one in uris}
        return {one: told.label for one, told in found.items() if told is not None}

    def wants(self, occupation: str, languages: Sequence[str]) -> tuple[Wanted, ...]:
        """The skills that an occupation wants, essential ones first, then by label."""
        rows = self._all(
            "SELECT s.number, s.uri, s.kind, s.type, s.code, w.essential FROM wants w "
            "JOIN concepts o ON o.number = w.occupation "
            "JOIN concepts s ON s.number = w.skill WHERE o.uri = ?",
            (occupation,),
        )
        made = [
            Wanted(skill=self._found(row[:5], languages), essential=bool(row[5]))
            for row in rows
        ]
        return tuple(
            sorted(made, key=lambda one: (not one.essential, one.skill.label.text.casefold()))
        )

    def _found(self, row: tuple[Any, ...], languages: Sequence[str]) -> Found:
        number, uri, kind, type_, code = row
        rows = self._all(
            "SELECT lang, label, description FROM labels WHERE number = ?", (number,)
        )
        by_language = {_short(lang): (lang, label, said) for lang, label, said in rows}
        wanted = [*(_short(one) for one in languages), "en", *by_language]
        lang, label, said = next(by_language[one] for one in wanted if one in by_language)
        return Found(
            uri=uri,
            kind=kind,
            label=Text(lang=lang, text=label),
            type=type_,
            code=code,
            description=said,
        )

    def _all(self, question: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._database.execute(question, values).fetchall()


def _short(tag: str) -> str:
    return tag.partition("-")[0].casefold()


def _question(text: str) -> str:
    """Every word as the beginning of one; signs of the query language mean nothing."""
    spaced = "".join(one if one.isalnum() else " " for one in text[:_LONGEST_QUESTION])
    return " ".join(f'"{one}"*' for one in spaced.split())

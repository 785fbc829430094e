"""Reads the members of a signed paper strictly: every refusal names the member."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from wallet.encoding import timestamp
from wallet.errors import InputError

MAX_TEXT = 4_000
MAX_LIST = 1_000


def refuse(member: str) -> NoReturn:
    """Say which member is off.

    Raises:
        InputError: ``malformed_review``.
    """
    raise InputError("malformed_review", member=member)


class Members:
    """One JSON object of a paper. An unknown member is refused: it could change the meaning."""

    def __init__(self, value: object, known: Collection[str], where: str = "") -> None:
        if not isinstance(value, Mapping):
            refuse(where or "$")
        self._value: Mapping[str, Any] = value
        self._where = where
        for name in value:
            if name not in known:
                refuse(self.at(name))

    def at(self, name: str) -> str:
        """The full path of a member."""
        return f"{self._where}.{name}" if self._where else name

    def has(self, name: str) -> bool:
        """Whether it is there and not null."""
        return self._value.get(name) is not None

    def text(self, name: str, *, empty: bool = False) -> str:
        """A text that has to be there."""
        found = self._value.get(name)
        if not isinstance(found, str) or len(found) > MAX_TEXT or not (found.strip() or empty):
            refuse(self.at(name))
        return found

    def maybe(self, name: str) -> str | None:
        """A text, or None."""
        return self.text(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        """True or false; it has to be there."""
        found = self._value.get(name)
        if not isinstance(found, bool):
            refuse(self.at(name))
        return found

    def number(self, name: str) -> int:
        """A whole number."""
        found = self._value.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            refuse(self.at(name))
        return found

    def moment(self, name: str) -> datetime:
        """An instant (UTC)."""
        try:
            return timestamp.parse(self._value.get(name))
        except InputError:
            refuse(self.at(name))

    def maybe_moment(self, name: str) -> datetime | None:
        """An instant (UTC), or None."""
        return self.moment(name) if self.has(name) else None

    def day(self, name: str) -> date:
        """A calendar day."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            refuse(self.at(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._listed(name)
        if not all(isinstance(one, str) for one in found):
            refuse(self.at(name))
        return tuple(found)

    def objects(self, name: str, known: Collection[str]) -> tuple[Members, ...]:
        """A list of objects."""
        return tuple(
            Members(one, known, f"{self.at(name)}[{number}]")
            for number, one in enumerate(self._listed(name))
        )

    def documents(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """A list of objects that somebody else reads."""
        found = self._listed(name)
        if not all(isinstance(one, Mapping) for one in found):
            refuse(self.at(name))
        return tuple(found)

    def part(self, name: str, known: Collection[str]) -> Members:
        """An object."""
        return Members(self._value.get(name), known, self.at(name))

    def json(self, name: str) -> Mapping[str, Any]:
        """An object that somebody else reads."""
        found = self._value.get(name)
        if not isinstance(found, Mapping):
            refuse(self.at(name))
        return found

    def _listed(self, name: str) -> list[Any]:
        found = self._value.get(name)
        if not isinstance(found, list) or len(found) > MAX_LIST:
            refuse(self.at(name))
        return found

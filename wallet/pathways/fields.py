"""Reads the members of a document strictly: every refusal names the member and the reason.

Rules
-----
1. A member that is not known is refused: what an author wrote down and we do not understand
   could be the very condition that matters.
2. Amounts are decimal strings or whole numbers; floats are refused, commas too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from wallet.credential import Text, Texts
from wallet.errors import InputError
from wallet.pathways.amounts import written
from wallet.pathways.document import Range

LONGEST_TEXT = 2_000
LONGEST_LIST = 500
LARGEST_NUMBER = 100_000


def refuse(member: str, reason: str) -> NoReturn:
    """Say that the document is no sound pathway.

    Raises:
        InputError: ``malformed_pathway`` with ``member`` and ``reason``.
    """
    raise InputError("malformed_pathway", member=member, reason=reason)


class Fields:
    """One JSON object of the document and where it stands."""

    def __init__(self, value: object, member: str, known: Collection[str]) -> None:
        """Take the object; refuse anything else and any member outside ``known``."""
        if not isinstance(value, Mapping):
            refuse(member, "not_an_object")
        self.value: Mapping[str, Any] = value
        self.member = member
        for name in value:
            if name not in known:
                refuse(self.at(name), "unknown_member")

    def at(self, name: str) -> str:
        """The full path of a member."""
        return f"{self.member}.{name}" if self.member else name

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self.value.get(name) is not None

    def need(self, name: str) -> object:
        """The member's value.

        Raises:
            InputError: it is not there.
        """
        if not self.has(name):
            refuse(self.at(name), "missing")
        found: object = self.value[name]
        return found

    def text(self, name: str) -> str:
        """A text that has to be there."""
        return _text(self.need(name), self.at(name))

    def maybe_text(self, name: str) -> str | None:
        """A text, or None."""
        return self.text(name) if self.has(name) else None

    def choice(self, name: str, allowed: Collection[str], default: str) -> str:
        """One of a few words."""
        found = self.maybe_text(name)
        if found is not None and found not in allowed:
            refuse(self.at(name), "unsupported_value")
        return default if found is None else found

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self.value.get(name, default)
        if not isinstance(found, bool):
            refuse(self.at(name), "not_true_or_false")
        return found

    def whole(self, name: str) -> int | None:
        """A whole number from 0 up, or None."""
        if not self.has(name):
            return None
        found = self.value[name]
        if not isinstance(found, int) or isinstance(found, bool):
            refuse(self.at(name), "not_a_whole_number")
        if not 0 <= found <= LARGEST_NUMBER:
            refuse(self.at(name), "out_of_range")
        return found

    def amount(self, name: str) -> Fraction | None:
        """An exact amount from 0 up, or None (rule 2)."""
        if not self.has(name):
            return None
        found = self.value[name]
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)
        exact = written(found) if isinstance(found, str) else None
        if exact is None:
            refuse(self.at(name), "not_an_amount")
        if exact > LARGEST_NUMBER:
            refuse(self.at(name), "out_of_range")
        return exact

    def share(self, name: str) -> Fraction | None:
        """A share from 0 to 1, or None."""
        found = self.amount(name)
        if found is not None and found > 1:
            refuse(self.at(name), "out_of_range")
        return found

    def day(self, name: str) -> date | None:
        """A calendar day ``YYYY-MM-DD``, or None."""
        found = self.maybe_text(name)
        if found is None:
            return None
        try:
            day = date.fromisoformat(found)
        except ValueError:
            refuse(self.at(name), "not_a_date")
        if day.isoformat() != found:
            refuse(self.at(name), "not_a_date")
        return day

    def items(self, name: str) -> Iterator[tuple[str, object]]:
        """The elements of a list with their paths; nothing where it is not there."""
        found = self.value.get(name)
        if found is None:
            return
        if not isinstance(found, list):
            refuse(self.at(name), "not_a_list")
        if len(found) > LONGEST_LIST:
            refuse(self.at(name), "too_many")
        for index, one in enumerate(found):
            yield f"{self.at(name)}[{index}]", one

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, each named once."""
        found = tuple(_text(one, member) for member, one in self.items(name))
        if len(set(found)) != len(found):
            refuse(self.at(name), "duplicate")
        return found

    def texts(self, name: str) -> Texts:
        """A text in one or more languages."""
        found = []
        for member, one in self.items(name):
            part = Fields(one, member, ("lang", "text"))
            found.append(Text(lang=part.text("lang"), text=part.text("text")))
        return tuple(found)

    def range(self, name: str) -> Range:
        """An object with ``min`` and ``max``."""
        if not self.has(name):
            return Range()
        return Fields(self.value[name], self.at(name), ("min", "max")).bounds()

    def bounds(self) -> Range:
        """Our own ``min`` and ``max``, in order."""
        least, most = self.amount("min"), self.amount("max")
        if least is not None and most is not None and least > most:
            refuse(self.at("min"), "min_over_max")
        return Range(least=least, most=most)


def _text(value: object, member: str) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse(member, "not_a_text")
    if len(value) > LONGEST_TEXT:
        refuse(member, "too_long")
    return value

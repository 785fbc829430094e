"""How the tables of reasons are written: one entry says it to the holder and the receiver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from wallet.errors import Fact
from wallet.report import Role
from wallet.wording.dates import day
from wallet.wording.speech import Words, tr

_LONGEST = 60
"""Characters of an identifier that stand in a sentence; the whole of it is under Technical."""


class Told:
    """Facts of a finding, ready to stand in a sentence; a missing one is said to be unknown."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts

    def text(self, name: str) -> str:
        """A fact as text; several are joined by commas, identifiers are shortened."""
        value = self._facts.get(name)
        if value is None or value == ():
            return tr("unknown")
        if isinstance(value, tuple):
            return ", ".join(_short(str(one)) for one in value)
        return _short(str(value))

    def day(self, name: str) -> str:
        """A date as people read it."""
        value = self._facts.get(name)
        return day(value if isinstance(value, str) else None)

    def items(self, name: str) -> tuple[str, ...]:
        """A fact as its parts; none where it is not known."""
        value = self._facts.get(name)
        if isinstance(value, tuple):
            return value
        return () if value is None else (str(value),)

    def is_said(self, name: str, value: str) -> bool:
        """Whether the fact is this code."""
        return self._facts.get(name) == value

    def has(self, name: str) -> bool:
        """Whether the fact is known."""
        return self._facts.get(name) not in (None, (), "")


Entry: TypeAlias = Callable[[Told], tuple[str, str, str]]
"""Facts -> what it means, what the holder can do, what the receiver can do."""


def words(entry: Entry, facts: Mapping[str, Fact], role: Role) -> Words:
    """An entry spoken for one role."""
    meaning, holder, receiver = entry(Told(facts))
    return Words(meaning=meaning, advice=holder if role is Role.HOLDER else receiver)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 8]}…{text[-7:]}"


def nothing() -> str:
    """No advice is needed."""
    return ""


def ask_issuer_for_new() -> str:
    """Advice to a holder whose file is broken."""
    return tr("Ask the issuer to send you the credential again.")


def ask_person_for_new() -> str:
    """Advice to a receiver of a broken file."""
    return tr("Ask the person to have it issued again, or ask the issuer yourself.")

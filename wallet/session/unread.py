"""What is kept and is not read any more: told as such, and nothing else stops for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallet import pathways as stacking
from wallet.errors import InputError, WalletError
from wallet.pathways import Pathway
from wallet.vault import papers
from wallet.vault.database import Database

if TYPE_CHECKING:
    from wallet.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Its bytes stay until the owner removes them."""

    id: str
    state: str = ""
    """How far a case is; empty of a pathway."""
    error: WalletError
    """Why it is not read."""


def kept_pathways(database: Database) -> Iterator[tuple[str, Pathway | InputError]]:
    """The id of each kept pathway with what is read of it, oldest first."""
    for name, data in papers.pathways(database):
        try:
            yield name, stacking.read(data)
        except InputError as error:
            yield name, error


def pathways(session: Session) -> tuple[Unread, ...]:
    """Kept pathways that are not read any more."""
    return tuple(
        Unread(id=name, error=found)
        for name, found in kept_pathways(session._database)  # noqa: SLF001 - a part of it
        if isinstance(found, InputError)
    )

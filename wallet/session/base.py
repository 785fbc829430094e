"""What every part of a session stands on: the open vault and a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from wallet.evidence import Evidence
from wallet.holder import PrivateKey
from wallet.pathways import HeldAward, PathwayResult
from wallet.vault.database import Database
from wallet.vault.vault import Vault

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - a session is one of the doors that read a clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """What the kept pathways came to the last time that somebody asked."""

    state: object
    """Of the wallet and of what is trusted here."""
    at: datetime
    held: tuple[HeldAward, ...]
    """With the verdicts of that moment."""
    brief: bool = True
    """Without fixes, and without what is equally good."""
    results: tuple[PathwayResult, ...] = ()


class Unlocked:
    """What every part of a session stands on."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._known: tuple[int, Evidence] | None = None
        """This wallet's evidence, and the change stamp at which it was read."""
        self._files: tuple[object, Evidence] | None = None  # by the state of the files
        self._asked: tuple[object, bool] | None = None
        """Whether evidence had changed, and the state of things at which that was asked."""
        self._summed: Summed | None = None
        self._once: dict[str, PrivateKey] = {}
        """The one-time key of the newest plan; never on disk, gone with the session."""

    @property
    def _database(self) -> Database:
        return self._vault.database

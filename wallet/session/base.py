"""What every part of a session stands on: the open vault and a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from wallet.evidence import Evidence
from wallet.holder import PrivateKey
from wallet.pathways import PathwayResult
from wallet.vault.database import Database
from wallet.vault.vault import Vault

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - a session is one of the doors that read a clock


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
        self._summed: tuple[object, datetime, tuple[PathwayResult, ...]] | None = None
        """What pathways came to, when, and the state of things at which that was asked."""
        self._once: dict[str, PrivateKey] = {}
        """The one-time key of the newest plan; never on disk, gone with the session."""

    @property
    def _database(self) -> Database:
        return self._vault.database

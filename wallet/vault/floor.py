"""The newest state in which a wallet was seen on this computer, kept outside its folder.

Header and database guard each other; only something outside can tell that *both* were put
back. One small file a wallet in the person's state folder: generation, stamp and serial with
a MAC under a key that lives inside the database. It helps, it is never needed: a missing
record says nothing, and a record that cannot be written stops nobody.
"""

from __future__ import annotations

import contextlib
import hmac
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from wallet.encoding import jcs, strict_json
from wallet.errors import StorageError, WalletError
from wallet.vault import files


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class State:
    """How far a wallet has come; ordered."""

    generation: int
    stamp: int


def default_folder() -> Path:
    """Where this person's programs keep state on this system."""
    return platformdirs.user_state_path("tessera", appauthor=False) / "wallets"


class Floor:
    """The record of one wallet."""

    def __init__(self, folder: Path, wallet: str, key: bytes) -> None:
        self._path = folder / f"{wallet}.json"
        self._key = key

    def seen(self) -> State | None:
        """The newest state seen here; None where there is no record.

        Raises:
            StorageError: ``floor_unreadable``: there is one, but not ours.
        """
        try:
            data = files.read(self._path, 4096)
            if data is None:
                return None
            found = strict_json.loads(data)
            assert isinstance(found, dict)  # noqa: S101 - caught below, like every oddity
            state = State(generation=int(found["generation"]), stamp=int(found["stamp"]))
            if hmac.compare_digest(str(found["mac"]), self._mac(state)):
                return state
        except (WalletError, KeyError, TypeError, ValueError, AssertionError):
            pass
        raise StorageError("floor_unreadable")

    def raise_to(self, state: State) -> None:
        """Remember ``state``, unless a newer one is remembered."""
        with contextlib.suppress(WalletError, OSError):
            known = self.seen()
            if known is None or known < state:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                told = {"generation": state.generation, "stamp": str(state.stamp)}
                files.replace(self._path, jcs.canonical({**told, "mac": self._mac(state)}))

    def _mac(self, state: State) -> str:
        told = f"{state.generation}/{state.stamp}".encode()
        return hmac.digest(self._key, told, "sha256").hex()

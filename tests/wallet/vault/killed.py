"""The one that is killed: it works on the wallet, and says what it begins and what is done."""

from __future__ import annotations

import contextlib
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from wallet.errors import StorageError, WalletError
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.backups import SUFFIX
from wallet.session.restoring import restore_by_words
from wallet.vault.vault import Vault, by_recovery

OPERATIONS = (
    *("import", "import", "tag", "note", "delete", "undelete", "erase", "settings"),
    *("passphrase", "backup", "backup", "restore", "restore", "restore"),
)
SLOW = frozenset({"passphrase", "restore"})
_REFUSED = {"folder_not_empty", "vault_busy", "disk_full", "read_only", "disk_failed"}
"""What a restore says that found no room, or another one already there."""
_TORN = {"not_a_backup", "backup_damaged", "backup_altered", "backup_too_new"}
PASSPHRASES = ("the first passphrase", "the other passphrase")


@dataclass
class Known:
    """What was acknowledged."""

    held: set[str] = field(default_factory=set)
    binned: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    tags: dict[str, set[str]] = field(default_factory=dict)
    passphrase: int = 0
    backups: set[str] = field(default_factory=set)


class Place(Protocol):
    """Where it works."""

    log: Path
    disk: Path
    safe: Path
    folder: Path
    words: tuple[str, ...]
    issuer: Issuer


def clock() -> datetime:
    return datetime.now(UTC)


@contextlib.contextmanager
def another_computer(place: Path) -> Iterator[None]:
    """Where nobody has seen this wallet: else the one left behind is told as the older one."""
    here = os.environ["XDG_STATE_HOME"]
    os.environ["XDG_STATE_HOME"] = str(place / "elsewhere")
    try:
        yield
    finally:
        os.environ["XDG_STATE_HOME"] = here


class Worker:
    """Works on the wallet until it is stopped; every step is begun and acknowledged aloud."""

    def __init__(self, place: Place, chance: random.Random, known: Known) -> None:
        self.place, self.chance, self.known = place, chance, known
        self.log = os.open(place.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def say(self, word: str, **what: Any) -> None:
        os.write(self.log, (json.dumps({"say": word, **what}) + "\n").encode())

    def work(self, focus: str, ready: int) -> None:
        vault = Vault.open(self.place.folder, by_recovery(self.place.words), clock())
        session = Session(vault, clock)
        os.write(ready, b"!")
        for _ in range(60):
            chosen = focus if self.chance.random() < 0.7 else self.chance.choice(OPERATIONS)
            with contextlib.suppress(StorageError):  # nothing is acknowledged then
                getattr(self, f"_{chosen}")(session)
        session.lock()

    def _some(self, session: Session, *, deleted: bool = False) -> str | None:
        rows = session.page(LibraryQuery(deleted=deleted), size=50).rows
        return self.chance.choice(rows).credential_id if rows else None

    def _import(self, session: Session) -> None:
        size = self.chance.choice((10, 300, 3_000))
        badge = self.place.issuer.issue(f"No {self.chance.random()}", description="x " * size)
        review = session.review([("badge.json", to_bytes(badge))])
        (row,) = review.rows
        assert row.judged is not None
        what = row.judged.secured.credential_id
        self.say("begin", do="import", id=what)
        session.keep(review)
        self.say("done", do="import", id=what)

    def _tag(self, session: Session) -> None:
        if (what := self._some(session)) is not None:
            label = f"tag {self.chance.randrange(5)}"
            self.say("begin", do="tag", id=what, label=label)
            session.labels.tag([what], label)
            self.say("done", do="tag", id=what, label=label)

    def _note(self, session: Session) -> None:
        if (what := self._some(session)) is not None:
            session.labels.add_note(what, f"note {self.chance.random()}")

    def _settings(self, session: Session) -> None:
        session.save_settings(session.settings())

    def _delete(self, session: Session) -> None:
        if (what := self._some(session)) is not None:
            self.say("begin", do="delete", id=what)
            session.delete([what])
            self.say("done", do="delete", id=what)

    def _undelete(self, session: Session) -> None:
        if (what := self._some(session, deleted=True)) is not None:
            self.say("begin", do="undelete", id=what)
            session.undelete([what])
            self.say("done", do="undelete", id=what)

    def _erase(self, session: Session) -> None:
        if (what := self._some(session)) is not None:
            self.say("begin", do="erase", id=what)
            session.delete([what], forever=True)
            self.say("done", do="erase", id=what)

    def _passphrase(self, session: Session) -> None:
        old, new = PASSPHRASES[self.known.passphrase], PASSPHRASES[1 - self.known.passphrase]
        self.say("begin", do="passphrase", now=1 - self.known.passphrase)
        session.change_passphrase(old, new, costs=Costs())
        self.known.passphrase = 1 - self.known.passphrase
        self.say("done", do="passphrase", now=self.known.passphrase)

    def _backup(self, session: Session) -> None:
        made = session.backups.make(self.place.safe)
        self.say("done", do="backup", name=made.backup.path.name)

    def _restore(self, session: Session) -> None:  # noqa: ARG002 - all operations look alike
        """To one of four places; sometimes from a backup that was cut short."""
        named = sorted(self.place.safe.glob(f"*{SUFFIX}"))
        if not named:
            return
        source, target = named[-1], self.place.disk / f"restored {self.chance.randrange(4)}"
        is_cut = self.chance.random() < 0.2
        if is_cut:
            data = source.read_bytes()
            source = self.place.log.with_name(f"cut {os.getpid()}{SUFFIX}")
            source.write_bytes(data[: self.chance.randrange(len(data))])
        with another_computer(self.place.disk.parent):
            try:
                restored, _ = restore_by_words(
                    source, target, self.place.words, PASSPHRASES[0], costs=Costs()
                )
            except WalletError as refused:
                if refused.code not in _REFUSED | (_TORN if is_cut else set()):
                    raise
                return
            held = restored.count(LibraryQuery())
            restored.lock()
        assert not is_cut, "half a backup was restored"
        self.say("done", do="restore", into=target.name, held=held)

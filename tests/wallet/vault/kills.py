"""A wallet that is killed, starved of disk, locked out and cut short, over and over.

``python -m tests.wallet.vault.kills FOLDER ROUNDS SEED``: each round a child process works on
one wallet, says what it begins and what is done, and meets a mishap at a random moment. Then
the wallet must open, hold everything that was acknowledged, and every backup that has a name
must be whole. What was begun and not acknowledged may have happened or not.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.helpers.issuer import Issuer
from tests.wallet.vault.killed import (
    OPERATIONS,
    PASSPHRASES,
    SLOW,
    Known,
    Worker,
    another_computer,
    clock,
)
from wallet.errors import StorageError, VaultBusyError, WalletError
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.backups import SUFFIX, try_backup
from wallet.session.rescue import salvage
from wallet.session.restoring import restore_by_words
from wallet.vault.vault import Vault, by_passphrase, by_recovery

MIB = 1024 * 1024
KINDS = ("kill", "kill", "kill", "full", "read_only", "no_backups", "two", "cut", "damage")


class BrokenPromiseError(AssertionError):
    """Something that was acknowledged is not so."""


# --- the one that looks afterwards ------------------------------------------------------------


class Campaign:
    """One wallet, many mishaps."""

    def __init__(self, place: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.issuer = Issuer("Example University")
        self.log = place / "log"
        self.disk, self.safe = place / "disk", place / "safe"
        self.is_mounted = all(_mounted(one, 64 * MIB) for one in (self.disk, self.safe))
        self.folder = self.disk / "Wallet 1"
        session, self.words = Session.create(self.folder, PASSPHRASES[0], costs=Costs())
        self.known = Known()
        first = session.backups.make(self.safe).backup  # to be restored from the first round on
        self.known.backups.add(first.path.name)
        session.lock()
        self.tried: set[str] = set()
        self.counts: Counter[str] = Counter()

    def close(self) -> None:
        for one in (self.disk, self.safe):
            subprocess.run(["umount", "-l", str(one)], capture_output=True, check=False)

    def round(self) -> None:
        kind = self.chance.choice(KINDS)
        focus = self.chance.choice(OPERATIONS)
        self.counts[kind] += 1
        self.log.write_text("")
        with getattr(self, f"_with_{kind}", contextlib.nullcontext)():
            self._run(kind, focus)
        self._look()
        if kind in {"cut", "damage"}:
            getattr(self, f"_{kind}")()
        self._tidy()

    # --- mishaps --------------------------------------------------------------------------

    @contextlib.contextmanager
    def _with_full(self) -> Iterator[None]:
        """A disk with hardly any room left, or a limit to the size of files."""
        disk = self.chance.choice((self.disk, self.safe))
        ballast = disk / "ballast"
        if self.is_mounted:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            left = self.chance.randrange(4_096, 600_000)
            ballast.write_bytes(bytes(max(0, free - left)))
        yield
        ballast.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _with_read_only(self) -> Iterator[None]:
        with self._remounted(self.disk):
            yield

    @contextlib.contextmanager
    def _with_no_backups(self) -> Iterator[None]:
        with self._remounted(self.safe):
            yield

    @contextlib.contextmanager
    def _remounted(self, disk: Path) -> Iterator[None]:
        if self.is_mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield
        if self.is_mounted:
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)

    def _run(self, kind: str, focus: str) -> None:
        first, ready = self._child(kind, focus)
        others = []
        if kind == "two":
            others = [self._child(kind, focus)[0]]
        os.read(ready, 1)  # it is open, or it has ended
        os.close(ready)
        if self.chance.random() < 0.5:
            self._wait_for_word(first)
        time.sleep(self.chance.uniform(0, 0.4 if focus in SLOW else 0.2))
        for pid in (first, *others):
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            self.counts["killed"] += os.WIFSIGNALED(status)
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) not in {0, 3}:
                raise BrokenPromiseError(f"a bug at {kind}/{focus}")

    def _wait_for_word(self, pid: int) -> None:
        """Until something is done and told: on a busy machine by the clock nothing would be."""
        for _ in range(600):
            ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None or '"done"' in self.log.read_text():
                return
            time.sleep(0.05)

    def _child(self, kind: str, focus: str) -> tuple[int, int]:
        seen, tells = os.pipe()
        seed = self.chance.random()
        pid = os.fork()
        if pid:
            os.close(tells)
            return pid, seen
        status = 1
        try:
            if kind == "full" and not self.is_mounted:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                most = (self.folder / _database(self.folder)).stat().st_size + 40_000
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            Worker(self, random.Random(seed), self.known).work(focus, tells)
            status = 0
        except (VaultBusyError, StorageError):
            status = 3  # said, and nothing done
        except BaseException:  # noqa: BLE001 - told by its status
            traceback.print_exc()
        finally:
            os._exit(status)

    # --- looking --------------------------------------------------------------------------

    def _look(self) -> None:
        begun = self._learn()
        vault = Vault.open(self.folder, by_recovery(self.words), clock())
        with Session(vault, clock) as session:
            _holds(session.check_up() == (), "the wallet is whole")
            _holds(session.notices == (), f"nothing odd: {session.notices}")
            held = {one.credential_id for one in session.page(LibraryQuery(), size=999).rows}
            binned = {one.credential_id for one in session.deleted()}
            doubtful = {begun.get("id", "")}
            _holds(self.known.held - held <= doubtful, "what was kept is held")
            _holds(self.known.binned - binned <= doubtful, "what was binned is in the bin")
            _holds(not self.known.erased & (held | binned), "what was erased is gone")
            _holds(held - self.known.held <= doubtful, "nothing else is there")
            for one, labels in self.known.tags.items():
                if one in held:
                    _holds(labels <= set(session.labels.of(one).tags), "tags stay")
            self.known.held, self.known.binned = held, binned
        self._look_at_passphrase(begun)
        self._look_at_files()

    def _learn(self) -> dict[str, Any]:
        """Take over what was acknowledged; what was begun last and not acknowledged."""
        begun: dict[str, Any] = {}
        for line in self.log.read_text().splitlines():
            told = json.loads(line)
            if told["say"] == "begin":
                begun = told
                continue
            begun = {}
            self.counts["acknowledged"] += 1
            self._acknowledge(told)
        return begun

    def _acknowledge(self, told: dict[str, Any]) -> None:
        known, one = self.known, told.get("id", "")
        match told["do"]:
            case "import" | "undelete":
                known.held.add(one)
                known.binned.discard(one)
            case "delete":
                known.held.discard(one)
                known.binned.add(one)
            case "erase":
                known.held.discard(one)
                known.erased.add(one)
            case "tag":
                known.tags.setdefault(one, set()).add(told["label"])
            case "passphrase":
                known.passphrase = told["now"]
            case "backup":
                known.backups.add(told["name"])
            case "restore":
                place = self.disk / told["into"]
                _holds((place / "vault.json").exists(), "what was restored is there")
                self.counts["restore_acknowledged"] += 1

    def _look_at_passphrase(self, begun: dict[str, Any]) -> None:
        if begun.get("do") != "passphrase" and self.chance.random() > 0.05:
            return
        fitting = []
        for number, passphrase in enumerate(PASSPHRASES):
            with contextlib.suppress(WalletError):
                Vault.open(self.folder, by_passphrase(passphrase), clock()).close()
                fitting.append(number)
        _holds(len(fitting) == 1, "one passphrase opens it")
        expected = {self.known.passphrase, begun.get("now", self.known.passphrase)}
        _holds(fitting[0] in expected, "the acknowledged one")
        self.known.passphrase = fitting[0]

    def _look_at_files(self) -> None:
        named = {one.name for one in self.safe.glob("*") if not one.name.startswith(".")}
        _holds(self.known.backups <= named, "acknowledged backups are there")
        for name in named - self.tried:
            _holds(name.endswith(SUFFIX), "half a backup has no name")
            found = try_backup(self.safe / name, words=self.words)
            _holds(found.damages == (), "a backup with a name is whole")
            self.tried.add(name)
            self.counts["backups"] += 1
        for restored in self.disk.glob("restored *"):
            if not any(restored.iterdir()):
                continue  # a restore that was stopped: nothing is better than half
            _holds((restored / "vault.json").exists(), "a restored wallet is there whole")
            with another_computer(self.safe.parent):
                vault = Vault.open(restored, by_passphrase(PASSPHRASES[0]), clock())
                with Session(vault, clock) as session:
                    _holds(session.check_up() == (), "a restored wallet is whole")
            self.counts["restored"] += 1

    def _cut(self) -> None:
        """A backup file that a stick or a synchronising folder cut short."""
        for path in list(self.safe.glob(f"*{SUFFIX}"))[:1]:
            short = self.safe.parent / f"short{SUFFIX}"
            data = path.read_bytes()
            short.write_bytes(data[: self.chance.randrange(len(data))])
            try:
                restore_by_words(short, self.disk / "cut", self.words, PASSPHRASES[0])
            except WalletError:
                _holds(not (self.disk / "cut").exists(), "nothing is restored from half a file")
            else:
                raise BrokenPromiseError("half a backup was restored")

    def _damage(self) -> None:
        """Pages of a copy go bad: it opens, or what is left of it is rescued."""
        hurt = Path(shutil.copytree(self.folder, self.disk / "hurt"))
        path = hurt / _database(hurt)
        data = bytearray(path.read_bytes())
        for _ in range(self.chance.randrange(1, 6)):
            data[self.chance.randrange(len(data))] ^= 0x20
        path.write_bytes(data)
        new = self.disk / "rescued"
        session, _, told = salvage(
            hurt, new, "a new passphrase", words=self.words, costs=Costs()
        )
        with session:
            _holds(session.check_up() == (), "a rescued wallet is whole")
            ids = {one.credential_id for one in session.page(LibraryQuery(), size=999).rows}
            _holds(ids <= self.known.held | self.known.binned, "nothing strange is rescued")
            lost = len(self.known.held | self.known.binned) - told.held - told.binned
            _holds(told.missing == max(0, lost) or told.pages_lost > 0, "what is lost is told")
        self.counts["rescued"] += 1
        shutil.rmtree(hurt)
        shutil.rmtree(new)

    def _tidy(self) -> None:
        """Room for the next round: the oldest backups, a restored wallet, too many badges."""
        for left in (*self.disk.glob("restored *"), *self.disk.glob(".tessera-*")):
            self.counts["restore_stopped"] += left.name.startswith(".")
            shutil.rmtree(left)
        for cut in self.log.parent.glob("cut *"):
            cut.unlink()
        for path in sorted(self.safe.glob(f"*{SUFFIX}"))[:-2]:
            path.unlink()
            self.known.backups.discard(path.name)
        if len(self.known.held) > 40:
            vault = Vault.open(self.folder, by_recovery(self.words), clock())
            with Session(vault, clock) as session:
                gone = sorted(self.known.held | self.known.binned)[:35]
                session.delete(gone, forever=True)
            self.known.held -= set(gone)
            self.known.binned -= set(gone)


def _holds(promise: bool, told: str) -> None:  # noqa: FBT001
    if not promise:
        raise BrokenPromiseError(told)


def _database(folder: Path) -> str:
    return str(json.loads((folder / "vault.json").read_bytes())["database"])


def _mounted(place: Path, size: int) -> bool:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def main(place: Path, rounds: int, seed: int) -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    campaign = Campaign(place, seed)
    try:
        while campaign.counts["rounds"] < rounds:
            campaign.counts["rounds"] += 1
            campaign.round()
    except BaseException as problem:
        print(f"seed {seed}: {problem!r}", file=sys.stderr)
        raise
    finally:
        print(json.dumps(campaign.counts))
        campaign.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))

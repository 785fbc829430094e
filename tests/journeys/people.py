"""The people of a journey: each has a home of their own and knows nothing of the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.architecture.sizes import ROOT

WAYS_TO_CUT_OFF = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
"""Prefixes under which a program has no network at all, not even this machine's own: the first
for root, the second for everybody where the system allows it."""


def cut_off() -> tuple[str, ...] | None:
    """The prefix that works here; None where nobody may make a network namespace."""
    for way in WAYS_TO_CUT_OFF:
        try:
            told = subprocess.run([*way, "true"], capture_output=True, check=False, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if told.returncode == 0:
            return way
    return None


@dataclass
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


@dataclass
class Person:
    """Somebody at a computer, who types commands."""

    home: Path
    prefix: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True)
        self.passphrase.write_text("correct horse battery staple\n", "utf-8")

    @property
    def passphrase(self) -> Path:
        """A file that holds the passphrase, as a script would use it."""
        return self.home / "passphrase.txt"

    @property
    def wallet(self) -> Path:
        """Where their wallet lies."""
        return self.home / "My wallet"

    def environment(self) -> dict[str, str]:
        """Their own home, no display, and our checkout."""
        kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        return kept | {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
        }

    def types(self, *words: str | Path, status: int | None = 0) -> Told:
        """``tessera WORDS``; the exit status has to be ``status`` unless that is None."""
        done = subprocess.run(
            [*self.prefix, sys.executable, "-m", "ui.entry", *map(str, words)],
            cwd=self.home,
            env=self.environment(),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
            timeout=100,
        )
        told = Told(done.returncode, done.stdout, done.stderr)
        said = (told.status, told.out[-1500:], told.err[-1500:])
        assert status is None or told.status == status, (words[:4], *said)
        return told

    def asks_wallet(self, *words: str | Path, status: int | None = 0) -> Any:
        """As ``types``, on their wallet; the answer as JSON."""
        options = ("--vault", self.wallet, "--passphrase-file", self.passphrase, "--json")
        return self.types(*words, *options, status=status).json

    def receives(self, name: str, data: bytes) -> Path:
        """A file that somebody sent."""
        path = self.home / "Downloads" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)
        return path

"""The commands as a person runs them: arguments in, text and status out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from wallet.cli import main
from wallet.session import Costs, Session

PASSPHRASE = "correct horse battery"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    def run_it(*arguments: str | Path, typed: str | None = None) -> Ran:
        result = CliRunner().invoke(main, [str(one) for one in arguments], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run_it


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A new, empty wallet."""
    session, _ = Session.create(tmp_path / "Wallet 1", PASSPHRASE, costs=Costs())
    session.lock()
    return tmp_path / "Wallet 1"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A file with the passphrase."""
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\nsecond line\n", encoding="utf-8")
    return path


@pytest.fixture
def opening(vault: Path, key: Path) -> tuple[str, ...]:
    """The options that open it."""
    return ("--vault", str(vault), "--passphrase-file", str(key))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two credentials and a file that is none."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    issuer = Issuer("Example University")
    (folder / "one.json").write_bytes(to_bytes(issuer.issue("Data basics", ects="5", eqf=6)))
    (folder / "two.json").write_bytes(to_bytes(issuer.issue("Données avancées", eqf=5)))
    (folder / "note.txt").write_bytes(b"do not forget")
    return folder


@pytest.fixture
def ids(run: Run, opening: tuple[str, ...], inbox: Path) -> list[str]:
    """Credential ids of the inbox, imported."""
    ran = run("import", inbox, "--yes", "--json", *opening)
    return [one["id"] for one in ran.json["results"] if one["id"]]

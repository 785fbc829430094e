"""A wallet to copy: making one costs what guessing its passphrase should cost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from tests.wallet.vault.shelf import TITLES, take_in
from wallet.session import Costs, Session

PASSPHRASE = "Grüne Äpfel, 3 Körbe"


WHOLE = {"vault.json", "vault.json.spare", "vault-1.db", "lock"}
"""Files of a locked wallet."""


class Made(NamedTuple):
    """A wallet folder that is locked, and its recovery words."""

    folder: Path
    words: tuple[str, ...]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An empty wallet, made once."""
    place = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        session, words = Session.create(
            place / "Wallet 1", PASSPHRASE, clock=lambda: NOW, costs=Costs()
        )
        session.lock()
    return Made(place / "Wallet 1", words)


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    """A wallet of this test's own, locked."""
    return Made(Path(shutil.copytree(template.folder, tmp_path / "Wallet 1")), template.words)


@pytest.fixture
def folder(made: Made) -> Path:
    """The folder of a wallet of this test's own, locked."""
    return made.folder


@pytest.fixture
def session(folder: Path, clock: Callable[[], datetime]) -> Iterator[Session]:
    """An unlocked wallet of this test's own."""
    with Session.open(folder, PASSPHRASE, clock=clock) as opened:
        yield opened


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("Example University")


@pytest.fixture
def filled(session: Session, issuer: Issuer) -> Session:
    take_in(session, *(issuer.issue(one) for one in TITLES))
    return session


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "safe"
    place.mkdir()
    return place

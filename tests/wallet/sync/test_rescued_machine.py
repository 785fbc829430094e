"""A damaged wallet that was one of several machines: what it lost is lost nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.machines import PASSPHRASE, Clock, seen, settle, take_in, together, wallet
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.rescue import salvage

ISSUER = Issuer("Example University")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with wallet(tmp_path, "Desk") as made:
        yield made


def rescued(damaged: Session, lost: str) -> Session:
    """The wallet after the pages on which those rows stood were lost."""
    database = damaged._vault.database
    database.all("PRAGMA foreign_keys = OFF")
    with database.transaction():
        for one in lost.split("; "):
            database.run(one)
    clock = Clock()
    clock.now = damaged._clock()
    damaged.lock()
    made, _, _ = salvage(
        damaged.folder,
        damaged.folder.parent / "Rescued",
        PASSPHRASE,
        clock=clock,
        costs=Costs(),
    )
    return made


@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM originals; DELETE FROM machine_papers WHERE seq > 1",
        pytest.param("DELETE FROM originals", marks=pytest.mark.slow),
        pytest.param(
            "DELETE FROM originals; DELETE FROM credentials; DELETE FROM sources",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_one_machine_lost_comes_back_from_the_others(
    shared: Path, laptop: Session, desk: Session, lost: str
) -> None:
    take_in(laptop, ISSUER, "Chemistry")
    take_in(desk, ISSUER, "Physics")
    together(shared, laptop, desk)
    settle((laptop, desk))
    before = seen(desk)
    with rescued(laptop, lost) as again:
        settle((again, desk))
        assert seen(desk) == before, "nothing went into the bin"
        assert desk.count(LibraryQuery()) == again.count(LibraryQuery()) == 2
        last = again.machines.last()
        assert last is not None
        assert last.troubles == ()

"""A folder that somebody else fills too: with links, pipes and names of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.machines import together, wallet
from tests.helpers.said import NOW
from wallet.session import Session
from wallet.vault import machines, sync_folder, syncing


@pytest.fixture
def laptop(tmp_path: Path, shared: Path) -> Iterator[Session]:
    with wallet(tmp_path, "Laptop") as made:
        together(shared, made)
        made.machines.meet()
        yield made


def test_a_lost_paper_is_written_again_and_into_nothing_else(
    shared: Path, laptop: Session, tmp_path: Path
) -> None:
    """Whoever takes it away leaves a link to a file of the owner's in its place."""
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("mine")
    papers = sorted(shared.iterdir())
    for one in papers:
        one.unlink()
        one.with_name(f"{one.name}.new").symlink_to(thesis)
    laptop.machines.meet()
    assert thesis.read_text() == "mine"
    assert sorted(one for one in shared.iterdir() if not one.is_symlink()) == papers


def test_names_and_links_that_lead_nowhere_stop_no_exchange(
    shared: Path, laptop: Session
) -> None:
    paper = next(one for one in sorted(shared.iterdir()) if one.name[0] < "8")
    copy = os.fsencode(shared / f"{paper.name[:32]} (von M") + b"\xfcller).tessera-sync"
    shutil.copyfile(paper, copy)
    circle = shared / sync_folder.new_name(paper=True)
    circle.symlink_to(circle.name)
    met = laptop.machines.meet()
    assert [one.code for one in met.troubles] == ["unread"]
    assert os.path.exists(copy), "what is not ours is left alone"  # noqa: PTH110 - bytes


def test_what_a_foreign_wallet_wants_dropped_or_written_is_left_alone(
    laptop: Session, tmp_path: Path
) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("mine")
    database = laptop._database
    digest = database.value("SELECT digest FROM machine_papers")
    with database.write(NOW) as stamp:
        machines.send(database, str(thesis), "drop", "", (NOW, stamp))
        machines.send(database, "../thesis.txt", "paper", digest, (NOW, stamp))
    syncing.flush(database, NOW)
    assert thesis.read_text() == "mine"

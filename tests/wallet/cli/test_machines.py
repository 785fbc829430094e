"""``tessera machines``: two wallets kept alike from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.cli.conftest import PASSPHRASE, Run
from wallet.session import Costs, Session


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second wallet, on another machine."""
    session, _ = Session.create(tmp_path / "Wallet 2", PASSPHRASE, costs=Costs())
    session.lock()
    return tmp_path / "Wallet 2"


def test_two_wallets_become_alike(
    run: Run, vault: Path, other: Path, key: Path, tmp_path: Path
) -> None:
    shared, badge = tmp_path / "shared", tmp_path / "badge.json"
    shared.mkdir()
    badge.write_bytes(to_bytes(Issuer("Example University").issue("Chemistry")))
    here = ("--vault", vault, "--passphrase-file", key)
    there = ("--vault", other, "--passphrase-file", key)
    assert run("import", *here, "--yes", badge).status == 0
    assert run("machines", "start", *here, "--name", "Laptop", shared).status == 0
    assert run("machines", "card", *here, tmp_path / "laptop.card").status == 0
    card = run("machines", "card", *there, "--json", "--name", "Desk", tmp_path / "desk.card")
    refused = run("machines", "admit", *here, "--words", "able acid", tmp_path / "desk.card")
    assert refused.status == 3
    words = card.json["words"]
    assert run("machines", "admit", *here, "--words", words, tmp_path / "desk.card").status == 0
    joined = run("machines", "join", *there, tmp_path / "laptop.card", shared, typed="y\n")
    assert joined.status == 0, joined.err
    assert "1 new credential came" in joined.out
    listed = run("machines", "list", *there, "--json").json
    assert [one["name"] for one in listed["machines"]] == ["Desk", "Laptop"]
    assert [one["let_in_by"] for one in listed["machines"]] == ["Laptop", None]
    assert listed["last"]["troubles"] == []
    assert run("machines", "remove", *here, "--yes", "Desk").status == 0
    assert run("machines", "meet", *there).status == 1
    told = run("machines", "list", *there)
    assert "was removed" in told.out
    assert run("machines", "leave", *there, "--yes").status == 0
    assert "on this machine alone" in run("machines", "list", *there).out

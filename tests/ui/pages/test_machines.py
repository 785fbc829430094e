"""Several machines in the window: begun, introduced by cards, alike, one removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.issuer import Issuer
from tests.helpers.machines import take_in, wallet
from tests.ui.conftest import settle, show, texts
from ui.app import Tessera
from ui.pages.machines import MachinesPage
from ui.widgets.machines import IntroductionCard, MachineRow, OwnCard
from wallet.session import LibraryQuery, Session, qr_png
from wallet.session.machines import Contact, Mate


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with wallet(tmp_path, "Desk") as made:
        yield made


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    return place


def opened(tessera: Tessera, qtbot: QtBot) -> MachinesPage:
    page = show(tessera, qtbot, "machines")
    assert isinstance(page, MachinesPage)
    return page


def test_another_machine_is_let_in_by_its_code_and_removed(
    unlocked: Tessera, qtbot: QtBot, shared: Path, desk: Session, tmp_path: Path
) -> None:
    page = opened(unlocked, qtbot)
    assert "on this machine alone" in texts(page)
    page.begin_in(shared)
    settle(unlocked, qtbot)
    assert "needs a name" in texts(page)
    page.name.setText("Laptop at home")
    page.begin_in(shared)
    settle(unlocked, qtbot)
    assert "Laptop at home" in texts(page)
    code = tmp_path / "code.png"
    code.write_bytes(qr_png(desk.machines.card("Desk at work").decode("ascii"), scale=4))
    page.take((code,))
    settle(unlocked, qtbot)
    asked = page.findChild(IntroductionCard)
    assert asked is not None
    words = desk.machines.read_card(desk.machines.card("Desk at work")).words
    assert words in texts(asked)
    assert not asked.go.isEnabled()
    asked.same.setChecked(True)
    asked.go.click()
    settle(unlocked, qtbot)
    assert "Desk at work" in texts(page)
    row = [one for one in page.findChildren(MachineRow) if hasattr(one, "asks")][-1]
    row.asks.click()
    assert "hears nothing more" in texts(row)
    row.sure.click()
    settle(unlocked, qtbot)
    assert "Desk at work" not in texts(page)


def test_this_machine_joins_another_and_gets_what_it_has(
    unlocked: Tessera, qtbot: QtBot, shared: Path, desk: Session, tmp_path: Path
) -> None:
    theirs = take_in(desk, Issuer("Elsewhere University"), "Only there")
    desk.machines.start(shared, "Desk at work")
    page = opened(unlocked, qtbot)
    page.name.setText("Laptop at home")
    own = page.findChild(OwnCard)
    assert own is not None
    own.shows.click()
    settle(unlocked, qtbot)
    assert "The words of this machine:" in texts(own)
    card = tmp_path / "desk.tessera-card"
    card.write_bytes(desk.machines.card("Desk at work"))
    page.take((card,))
    settle(unlocked, qtbot)
    found = desk.machines.read_card(card.read_bytes())
    page.join_in(found, shared)
    settle(unlocked, qtbot)
    assert "has not let this one in yet" in texts(page)
    data: list[bytes] = []
    unlocked.tasks.run(page, lambda one: one.machines.card("Laptop at home"), data.append)
    settle(unlocked, qtbot)
    desk.machines.admit(desk.machines.read_card(data[0]))
    opened(unlocked, qtbot)._meet()
    settle(unlocked, qtbot)
    assert "Desk at work" in texts(opened(unlocked, qtbot))
    held: list[tuple[str, ...]] = []
    unlocked.tasks.run(
        page,
        lambda one: tuple(
            row.credential_id for row in one.page(LibraryQuery(text="only there"), size=5).rows
        ),
        held.append,
    )
    settle(unlocked, qtbot)
    assert held == [(theirs,)]


def test_whom_a_machine_brought_is_told_before_it_is_removed(qtbot: QtBot) -> None:
    card = Contact(name="Desk", did="did:key:desk", recipient="age1desk")
    friend = Contact(name="Friend", did="did:key:friend", recipient="age1friend")
    mate = Mate(card=card, is_this=False, heard=3, let_in_by="Laptop", brought=(friend,))
    gone: list[tuple[str, ...]] = []
    row = MachineRow(mate, lambda *dids: gone.append(dids))
    qtbot.addWidget(row)
    row.show()
    assert "Let in by Laptop" in texts(row)
    assert not row.too.isVisible()
    row.asks.click()
    assert row.too.isVisible()
    assert "Friend" in row.too.text()
    row.sure.click()
    row.too.setChecked(True)
    row.sure.click()
    assert gone == [(card.did,), (card.did, friend.did)]

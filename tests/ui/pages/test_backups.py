"""Backups in the window: made, made by themselves, tried out, deleted, restored, rescued."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PASSPHRASE, WAIT, Open, settle, show, texts, unlock
from tests.ui.hand import press_soon
from ui.app import Tessera
from ui.page import Page
from ui.pages.backups import BackupsPage
from ui.widgets.backups.plan import PlanCard
from ui.widgets.backups.trial import TrialCard
from ui.widgets.unlock.restore_forms import RescueForm, RestoreForm
from wallet.session import Costs, LibraryQuery
from wallet.vault import slots


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    place = tmp_path / "safe"
    place.mkdir()
    return place


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "calibrated", Costs)


def opened(tessera: Tessera, qtbot: QtBot) -> BackupsPage:
    page: Page = show(tessera, qtbot, "backups")
    assert isinstance(page, BackupsPage)
    return page


def made(tessera: Tessera, qtbot: QtBot, safe: Path) -> Path:
    opened(tessera, qtbot).make_in(safe)
    settle(tessera, qtbot)
    (file,) = safe.iterdir()
    return file


def test_a_backup_is_made_tried_out_and_deleted_after_asking_twice(
    unlocked: Tessera, qtbot: QtBot, safe: Path
) -> None:
    assert "There is no backup of this wallet" in texts(opened(unlocked, qtbot))
    file = made(unlocked, qtbot, safe)
    page = opened(unlocked, qtbot)
    assert "Everything is backed up" in texts(page)
    assert "never tried out" in texts(page)
    trial = page.findChild(TrialCard)
    assert trial is not None
    trial.ask(file)
    trial.secret.edit.setText("not this one")
    trial.go()
    settle(unlocked, qtbot)
    assert "does not open" in texts(trial)
    trial.secret.edit.setText(PASSPHRASE)
    trial.go()
    settle(unlocked, qtbot)
    assert "Every credential of your wallet is in it" in texts(trial)
    assert trial.secret.text() == ""
    assert "tried out today" in texts(page).replace("(", "").lower() or "tried out" in texts(
        page
    )
    press_soon(
        unlocked,
        next(
            one.accessibleName()
            for one in page.findChildren(type(trial._go))
            if one.accessibleName().startswith("Delete the backup")
        ),
    )
    assert file.exists()
    press_soon(unlocked, "Delete it for good")
    settle(unlocked, qtbot)
    assert not file.exists()


def test_backups_are_made_by_themselves_once_a_folder_is_chosen(
    unlocked: Tessera, qtbot: QtBot, safe: Path
) -> None:
    card = opened(unlocked, qtbot).findChild(PlanCard)
    assert card is not None
    card.choose(safe)
    settle(unlocked, qtbot)
    unlocked.backup_due.look()
    settle(unlocked, qtbot)
    assert len(list(safe.iterdir())) == 1
    unlocked.backup_due.look()
    settle(unlocked, qtbot)
    assert len(list(safe.iterdir())) == 1, "not twice"
    assert "made by itself" in texts(opened(unlocked, qtbot))


def test_a_folder_that_is_gone_is_said_once(
    unlocked: Tessera, qtbot: QtBot, safe: Path
) -> None:
    card = opened(unlocked, qtbot).findChild(PlanCard)
    assert card is not None
    card.choose(safe)
    settle(unlocked, qtbot)
    safe.rmdir()
    said: list[str] = []
    unlocked.shell.said.connect(said.append)
    for _ in range(2):
        unlocked.backup_due.look()
        settle(unlocked, qtbot)
    assert len(said) == 1
    assert "is not there" in said[0]


def test_a_backup_is_restored_from_the_first_page(
    start: Open, wallet: Path, qtbot: QtBot, safe: Path, tmp_path: Path
) -> None:
    first = start(wallet)
    unlock(first, qtbot)
    file = made(first, qtbot, safe)
    first.tasks.lock()
    settle(first, qtbot)
    fresh = start(tmp_path / "elsewhere" / "Wallet 1")
    press_soon(fresh, "Restore from a backup")
    form = fresh.window.findChild(RestoreForm)
    assert form is not None
    press_soon(fresh, "Restore")
    assert "Choose the backup file first" in texts(form)
    press_soon(fresh, "Back")
    fresh.window.take([file])
    settle(fresh, qtbot)
    form = fresh.window.findChild(RestoreForm)
    assert form is not None
    assert file.name in texts(form), "a backup that is dropped is taken"
    form._secret.passphrase.edit.setText(PASSPHRASE)
    press_soon(fresh, "Restore")
    qtbot.waitUntil(lambda: fresh.tasks.is_unlocked, timeout=WAIT)
    settle(fresh, qtbot)
    assert "restored from the backup of" in texts(fresh.window)
    assert fresh.preferences.wallet == tmp_path / "elsewhere" / "Wallet 1"


def test_a_damaged_wallet_is_offered_a_rescue(start: Open, wallet: Path, qtbot: QtBot) -> None:
    path = wallet / "vault-1.db"
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:])
    tessera = start(wallet)
    page = tessera.window.page
    assert page is not None
    page.unlock(PASSPHRASE)  # type: ignore[attr-defined]
    settle(tessera, qtbot)
    assert "damaged" in texts(page)
    press_soon(tessera, "Rescue what can be read")
    form = tessera.window.findChild(RescueForm)
    assert form is not None
    assert form.label.text() == "Demo wallet (2)"
    form._secret.passphrase.edit.setText(PASSPHRASE)
    press_soon(tessera, "Rescue what can be read")
    qtbot.waitUntil(lambda: tessera.tasks.is_unlocked, timeout=WAIT)
    settle(tessera, qtbot)
    assert tessera.window.shown == "recovery", "a new wallet has new words"
    held: list[int] = []
    tessera.tasks.run(tessera.shell, lambda one: one.count(LibraryQuery()), held.append)
    settle(tessera, qtbot)
    assert held[0] > 3
    assert "rescued from a damaged one" in texts(show(tessera, qtbot, "home"))

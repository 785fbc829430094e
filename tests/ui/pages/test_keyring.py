"""The keyring opens the wallet at the start, where its owner ticked that, and never after."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.keyring import Desktop
from tests.ui.conftest import WAIT, Open, settle, show, unlock
from ui.widgets.settings.keyring_choice import KeyringChoice
from wallet.vault import keychain


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """This computer has a keyring."""
    made = Desktop()
    real = keychain.importlib.import_module

    def load(name: str) -> object:
        return SimpleNamespace(get_keyring=lambda: made) if name == "keyring" else real(name)

    monkeypatch.setattr(keychain, "TRUSTED", (Desktop.__module__,))
    monkeypatch.setattr(keychain.importlib, "import_module", load)
    return made


def test_ticked_it_opens_at_the_start_and_after_a_lock_the_passphrase_is_asked(
    start: Open, wallet: Path, qtbot: QtBot, desktop: Desktop
) -> None:
    first = start(wallet)
    unlock(first, qtbot)
    choice = show(first, qtbot, "settings").findChild(KeyringChoice)
    assert choice is not None
    assert choice.isVisible()
    assert not choice.tick.isChecked(), "off until it is chosen"
    choice.tick.click()
    settle(first, qtbot)
    assert len(desktop.kept) == 1
    first.tasks.lock()
    settle(first, qtbot)
    assert not first.tasks.is_unlocked
    first.close()
    second = start(wallet)
    qtbot.waitUntil(lambda: second.tasks.is_unlocked, timeout=WAIT)
    settle(second, qtbot)
    second.tasks.lock()
    settle(second, qtbot)
    second.window.show_page("unlock")
    settle(second, qtbot)
    assert not second.tasks.is_unlocked, "only at the start"


def test_where_there_is_no_keyring_nothing_is_offered(
    start: Open, wallet: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keychain, "TRUSTED", ("of no desktop",))
    tessera = start(wallet)
    unlock(tessera, qtbot)
    choice = show(tessera, qtbot, "settings").findChild(KeyringChoice)
    assert choice is not None
    assert not choice.isVisible()

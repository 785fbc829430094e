"""The desktop's keyring: off until chosen, for the start only, and never more than a door."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.helpers.keyring import Desktop
from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE
from wallet.errors import StorageError, WrongPassphraseError
from wallet.session import Costs, Session, keychain
from wallet.vault import keychain as door


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """This computer has a keyring, and it is one that is trusted."""
    made = Desktop()
    monkeypatch.setattr(door, "TRUSTED", (Desktop.__module__,))
    library = SimpleNamespace(get_keyring=lambda: made)
    monkeypatch.setattr(door.importlib, "import_module", lambda _name: library)
    return made


def opens(folder: Path, days: int = 0) -> bool:
    try:
        keychain.open_by_keyring(folder, clock=lambda: NOW + timedelta(days=days)).lock()
    except WrongPassphraseError:
        return False
    return True


def test_it_is_off_until_it_is_turned_on_and_off_again(
    folder: Path, session: Session, desktop: Desktop
) -> None:
    assert keychain.is_offered()
    assert not keychain.is_on(session)
    keychain.turn_on(session)
    assert keychain.is_on(session)
    assert PASSPHRASE not in str(desktop.kept)
    session.lock()
    assert opens(folder)
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as again:
        assert again.notices == ()
        keychain.turn_off(again)
    assert desktop.kept == {}
    assert not opens(folder)


def test_it_ends_after_thirty_days_and_with_the_passphrase(
    folder: Path, session: Session, desktop: Desktop
) -> None:
    keychain.turn_on(session)
    session.lock()
    assert opens(folder, days=30)
    assert not opens(folder, days=31)
    assert not opens(folder, days=-2), "a clock put back is no way in"
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as again:
        again.change_passphrase(PASSPHRASE, "a newer passphrase", costs=Costs())
        assert not keychain.is_on(again)
    assert desktop.kept
    assert not opens(folder)


def test_a_longer_time_written_into_the_header_opens_nothing(
    folder: Path, session: Session, desktop: Desktop
) -> None:
    keychain.turn_on(session)
    session.lock()
    told = json.loads((folder / "vault.json").read_bytes())
    told["slots"][2]["until"] = "2026-12-20T00:00:00.000000Z"
    (folder / "vault.json").write_text(json.dumps(told))
    with pytest.raises(Exception, match="header_damaged"):
        keychain.open_by_keyring(folder, clock=lambda: NOW)
    assert desktop.kept


def test_another_secret_or_none_asks_for_the_passphrase(
    folder: Path, session: Session, desktop: Desktop
) -> None:
    keychain.turn_on(session)
    session.lock()
    ((name, secret),) = desktop.kept.items()
    for other in ("", "AAAA", "not base64 \u2603", secret[::-1]):
        desktop.kept[name] = other
        assert not opens(folder)
    del desktop.kept[name]
    assert not opens(folder)


def test_a_keyring_that_does_not_keep_is_said(session: Session, desktop: Desktop) -> None:
    desktop.forgets = True
    with pytest.raises(StorageError) as caught:
        keychain.turn_on(session)
    assert caught.value.code == "keyring_unavailable"
    assert not keychain.is_on(session)


def test_backups_carry_nothing_that_a_keyring_opens(
    session: Session, desktop: Desktop, tmp_path: Path
) -> None:
    keychain.turn_on(session)
    made = session.backups.make(tmp_path).backup
    with zipfile.ZipFile(made.path) as archive:
        kinds = [one["kind"] for one in json.loads(archive.read("vault.json"))["slots"]]
    assert kinds == ["passphrase", "recovery"]
    assert desktop.kept


def test_only_keyrings_of_the_desktop_are_trusted(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    library = SimpleNamespace(get_keyring=Desktop)
    monkeypatch.setattr(door.importlib, "import_module", lambda _name: library)
    assert not keychain.is_offered(), "one of this test's own module is not"
    with pytest.raises(StorageError):
        keychain.turn_on(session)

"""A real Secret Service (gnome-keyring, on a bus of its own) opens the wallet at the start.

Needs ``apt-get install gnome-keyring dbus``, and the optional package ``keyring`` in the
environment or in a folder that ``TESSERA_KEYRING`` names (``pip install --target``).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT

_LIBRARY = os.environ.get("TESSERA_KEYRING", "")
_COMMON = """
import sys
from pathlib import Path
sys.path.append(sys.argv[2])
import secretstorage
from wallet.errors import WalletError
from wallet.session import Costs, Session, keychain
folder, passphrase = Path(sys.argv[1]), "correct horse battery"

def opens():
    try:
        session = keychain.open_by_keyring(folder)
    except WalletError as problem:
        return problem.code
    session.lock()
    return "opens"
"""
_UNLOCKED = """
def kept():
    bus = secretstorage.dbus_init()
    return [one.get_secret() for one in secretstorage.search_items(bus, {"service": "Tessera"})]

print("offered", keychain.is_offered())
session, _ = Session.create(folder, passphrase, costs=Costs())
keychain.turn_on(session)
session.lock()
print("on", opens(), opens())
(secret,) = kept()
print("kept", len(secret), passphrase.encode() in secret)
with Session.open(folder, passphrase) as session:
    keychain.turn_off(session)
print("off", opens(), kept())
with Session.open(folder, passphrase) as session:
    keychain.turn_on(session)
"""
_LOCKED = """
print("locked", opens())
with Session.open(folder, passphrase) as session:
    try:
        keychain.turn_on(session)
    except WalletError as problem:
        print("turned on", problem.code)
"""


def at_the_desk(place: Path, daemon: str, program: str) -> list[str]:
    """What a program says on a fresh bus with this keyring daemon."""
    (place / "run").mkdir(mode=0o700, exist_ok=True)
    env = {one: os.environ[one] for one in ("PATH", "LANG") if one in os.environ}
    env |= {"HOME": str(place), "XDG_RUNTIME_DIR": str(place / "run"), "PYTHONPATH": str(ROOT)}
    command = f'{daemon} >&2; exec "$0" -c "$1" "$2" "$3"'
    given = (sys.executable, _COMMON + program, str(place / "Wallet 1"), _LIBRARY)
    ran = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", command, *given],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return ran.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.timeout(500)
@pytest.mark.skipif(
    not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"),
    reason="needs a Secret Service: apt-get install gnome-keyring dbus",
)
@pytest.mark.skipif(
    not _LIBRARY and importlib.util.find_spec("keyring") is None,
    reason="needs the optional package keyring, or a folder with it in TESSERA_KEYRING",
)
def test_the_keyring_of_a_desktop_opens_the_wallet_while_it_is_unlocked(tmp_path: Path) -> None:
    unlock = "printf 'the login' | gnome-keyring-daemon --unlock --components=secrets"
    assert at_the_desk(tmp_path, unlock, _UNLOCKED) == [
        "offered True",
        "on opens opens",
        "kept 44 False",
        "off keyring_no_more []",
    ]
    start = "gnome-keyring-daemon --start --components=secrets"
    assert at_the_desk(tmp_path, start, _LOCKED) == [
        "locked keyring_no_more",
        "turned on keyring_unavailable",
    ]

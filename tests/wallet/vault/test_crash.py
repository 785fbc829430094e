"""Power goes at any step of changing the passphrase: the wallet opens, and nothing is lost.

The child process dies without a word at its n-th call of anything that touches the disk's
names or waits for it; n runs over all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.vault.conftest import PASSPHRASE, WHOLE, Made
from wallet.errors import WrongPassphraseError
from wallet.session import LibraryQuery, Session

NEW = "the newer passphrase"
DIED = 77

CHILD = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    folder, dies_at, old, new = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    calls = 0

    def deadly(real):
        def wrapped(*args, **named):
            global calls
            calls += 1
            if calls == dies_at:
                os._exit(77)
            return real(*args, **named)
        return wrapped

    from wallet.session import Costs, Session
    session = Session.open(folder, old)
    os.fsync = deadly(os.fsync)
    Path.replace = deadly(Path.replace)
    Path.unlink = deadly(Path.unlink)
    session.change_passphrase(old, new, costs=Costs())
    session.lock()
    print(calls)
    """
)


def run(folder: Path, dies_at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), str(dies_at), PASSPHRASE, NEW],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def filled(made: Made) -> Made:
    with Session.open(made.folder, PASSPHRASE) as session:
        files = [(f"{n}.json", to_bytes(Issuer().issue(f"No {n}"))) for n in range(3)]
        session.keep(session.review(files))
    return made


def opens(folder: Path) -> tuple[str, Session]:
    """The passphrase that opens it, which must be exactly one of both; and it, open."""
    for passphrase, other in ((PASSPHRASE, NEW), (NEW, PASSPHRASE)):
        try:
            session = Session.open(folder, passphrase)
        except WrongPassphraseError:
            continue
        session.lock()
        with pytest.raises(WrongPassphraseError):
            Session.open(folder, other)
        return passphrase, Session.open(folder, passphrase)
    pytest.fail("neither passphrase opens the wallet")


def steps(folder: Path, place: Path) -> Iterator[int]:
    """The numbers of all steps at which it can die."""
    whole = Path(shutil.copytree(folder, place / "whole"))
    finished = run(whole, 0)
    assert finished.returncode == 0, finished.stderr
    yield from range(1, int(finished.stdout) + 1)


def survives(folder: Path) -> str:
    passphrase, session = opens(folder)
    with session:
        assert session.count(LibraryQuery()) == 3
        assert session.check_up() == ()
        assert session.notices == ()
        assert len(session.page(LibraryQuery(text="no")).rows) == 3
    left = {one.name for one in folder.iterdir()}
    assert len(left) == len(WHOLE), f"leftovers of the crash: {left}"
    return passphrase


def test_dying_before_the_header_is_replaced_leaves_the_old_wallet(filled: Made) -> None:
    assert run(filled.folder, 1).returncode == DIED
    assert survives(filled.folder) == PASSPHRASE


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_dying_at_any_step_leaves_one_whole_wallet(
    filled: Made, tmp_path: Path, home: Path
) -> None:
    seen = []
    for number in steps(filled.folder, tmp_path):
        # Each step starts from the same wallet; what this computer saw of the others is not
        # part of its story.
        shutil.rmtree(home / ".local/state", ignore_errors=True)
        folder = Path(shutil.copytree(filled.folder, tmp_path / f"step {number}"))
        assert run(folder, number).returncode == DIED
        seen.append(survives(folder))
        shutil.rmtree(folder)
    turn = seen.index(NEW)
    assert seen == [PASSPHRASE] * turn + [NEW] * (len(seen) - turn), "one moment decides"
    assert turn > 2


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_recovery_code_survives_every_crash_too(filled: Made, tmp_path: Path) -> None:
    for number in list(steps(filled.folder, tmp_path))[::3]:
        folder = Path(shutil.copytree(filled.folder, tmp_path / f"step {number}"))
        run(folder, number)
        session, _ = Session.recover(folder, filled.words, "after the crash")
        with session:
            assert session.count(LibraryQuery()) == 3
        shutil.rmtree(folder)


_IMPORTS = """
import sys
from pathlib import Path
from wallet.session import Session
folder, inbox, passphrase = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
session = Session.open(folder, passphrase)
for path in sorted(inbox.iterdir()):
    review = session.review([(path.name, path.read_bytes())])
    changes = session.keep(review)
    for one in changes.kept:
        print(one, flush=True)
session.lock()
"""
"""Imports file by file, and acknowledges each credential once it is on disk."""


def import_until_killed(folder: Path, inbox: Path) -> tuple[set[str], bool]:
    """What was acknowledged, and whether the program was killed at it."""
    acknowledged: set[str] = set()
    killed = False
    wanted = 1 + int.from_bytes(os.urandom(1)) % 25
    with subprocess.Popen(
        [sys.executable, "-c", _IMPORTS, str(folder), str(inbox), PASSPHRASE],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            acknowledged.add(line.strip())
            wanted -= 1
            if wanted == 0:
                child.kill()
                killed = True
                acknowledged |= {one.strip() for one in child.stdout if len(one) == 65}
    return acknowledged, killed


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_random_moments_during_200_imports(made: Made, tmp_path: Path) -> None:
    """What was acknowledged is there afterwards, however often the program is killed."""
    issuer = Issuer()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(200):
        (inbox / f"{number:03}.json").write_bytes(to_bytes(issuer.issue(f"No {number}")))
    acknowledged: set[str] = set()
    held: set[str] = set()
    kills = 0
    # Until all are held, not until all are acknowledged: killed between keeping a credential
    # and saying so, the program finds it there the next time and has nothing to say of it.
    while len(held) < 200:
        told, killed = import_until_killed(made.folder, inbox)
        acknowledged |= told
        kills += killed
        with Session.open(made.folder, PASSPHRASE) as session:
            held = {one.credential_id for one in session.page(LibraryQuery(), size=500).rows}
            assert acknowledged <= held
            assert session.check_up() == ()
    assert kills >= 8
    assert len(held) == 200
    assert len(acknowledged) >= 200 - kills

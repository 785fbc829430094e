"""One command: a window without arguments, a command with them; Qt only where it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui.conftest import WAIT, Open, settle, unlock
from ui import entry
from ui.single import SingleWindow
from wallet import __version__

ROOT = Path(__file__).resolve().parents[2]


def python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout.strip()


def test_commands_do_not_load_qt() -> None:
    told = python(
        "import sys, ui.entry\n"
        "try:\n    ui.entry.main(['reasons', '--json'])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert told.splitlines()[-1] == "False"


def test_the_window_is_built_without_the_vault_or_cryptography() -> None:
    told = python(
        "import sys, ui.app, ui.pages.unlock\n"
        "heavy = ('cryptography', 'sqlcipher3', 'pyld', 'lxml', 'pyoxigraph', 'wallet.session',"
        " 'wallet.vault', 'wallet.examine', 'joserfc', 'highspy', 'PySide6.QtNetwork')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert told == "[]"


@pytest.mark.parametrize(
    ("arguments", "wallet"),
    [([], None), (["--wallet", "/x/y"], Path("/x/y")), (["--wallet=/x/y"], Path("/x/y"))],
)
def test_no_argument_or_a_wallet_opens_the_window(
    arguments: list[str], wallet: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr(entry, "_window", lambda one, _files=(): opened.append(one) or 0)
    assert entry.main(arguments) == 0
    assert opened == [wallet]


def test_files_of_a_double_click_open_the_window_over_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr(entry, "_window", lambda _one, files=(): opened.append(files) or 0)
    assert entry.main(["--open", "/x/badge.png", "/x/verify"]) == 0
    assert opened == [(Path("/x/badge.png"), Path("/x/verify"))]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        entry.main(["--version"])
    assert not ended.value.code
    assert capsys.readouterr().out.strip() == __version__


def test_a_misspelt_command_is_told_and_opens_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        entry.main(["verfy"])
    assert ended.value.code == 3
    assert "verfy" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_a_second_window_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleWindow(tmp_path / "A"), SingleWindow(tmp_path / "A")
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raised) as told:
        assert not second.claim()
    assert told.args == [[]]
    with qtbot.waitSignal(first.raised) as told:
        assert not second.claim([tmp_path / "a badge.json"])
    assert told.args == [[tmp_path / "a badge.json"]]
    other = SingleWindow(tmp_path / "B")
    assert other.claim()
    other.release()
    first.release()
    third = SingleWindow(tmp_path / "A")
    assert third.claim()
    third.release()


def test_files_that_came_while_locked_are_shown_after_unlocking(
    start: Open, wallet: Path, sample: demo.Sample, tmp_path: Path, qtbot: QtBot
) -> None:
    name, content = sample.files[0]
    (tmp_path / name).write_bytes(content)
    tessera = start(wallet)
    tessera.raise_window([tmp_path / name])
    assert tessera.window.shown == "unlock"
    unlock(tessera, qtbot)
    qtbot.waitUntil(lambda: tessera.window.shown == "import_review", timeout=WAIT)
    settle(tessera, qtbot)


def test_a_presentation_is_checked_without_unlocking(
    start: Open, wallet: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "shown.vp.json").write_bytes(b"{}")
    tessera = start(wallet)
    tessera.raise_window([tmp_path / "shown.vp.json"])
    assert tessera.window.shown == "check"
    settle(tessera, qtbot)

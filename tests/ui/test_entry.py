"""One command: a window without arguments, a command with them; Qt only where it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui import entry
from ui.single import SingleWindow

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
    monkeypatch.setattr(entry, "_window", lambda one: opened.append(one) or 0)
    assert entry.main(arguments) == 0
    assert opened == [wallet]


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
    with qtbot.waitSignal(first.raised):
        assert not second.claim()
    other = SingleWindow(tmp_path / "B")
    assert other.claim()
    other.release()
    first.release()
    third = SingleWindow(tmp_path / "A")
    assert third.claim()
    third.release()

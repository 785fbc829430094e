"""One journey by ear: over D-Bus, from outside the process, as a screen reader goes it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT
from tests.helpers import demo
from tests.journeys.people import Person
from wallet.session import Costs

READER = Path(__file__).with_name("reader.py")
SYSTEM_PYTHON = Path("/usr/bin/python3")
NEEDED = ("xvfb-run", "dbus-run-session", "/usr/libexec/at-spi-bus-launcher")


def what_lacks() -> str:
    """What this machine would need to be worked by a screen reader; empty where nothing."""
    for program in NEEDED:
        if not shutil.which(program):
            return f"needs {program} (packages xvfb, xauth, dbus, at-spi2-core)"
    told = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False
    )
    return "needs pyatspi for the system's Python (python3-pyatspi)" if told.returncode else ""


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_screen_reader_unlocks_reads_a_verdict_and_locks(tmp_path: Path) -> None:
    if lack := what_lacks():
        pytest.skip(lack)
    learner = Person(tmp_path / "learner")
    passphrase = "correct horse battery staple"
    cheap = {"costs": Costs(memory_kib=64 * 1024, passes=3, lanes=4)}
    session, _made = demo.build(
        learner.wallet, passphrase, clock=lambda: datetime.now(UTC), options=cheap
    )
    session.lock()
    runtime = learner.home / "run"
    runtime.mkdir(mode=0o700)
    opens = [sys.executable, "-m", "ui.entry", "--wallet", learner.wallet]
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1400x1000x24", "dbus-run-session", "--"),
            *map(str, (SYSTEM_PYTHON, "-I", READER, passphrase, *opens)),
        ],
        cwd=ROOT,
        env={
            **learner.environment(),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "TMPDIR": str(tmp_path),
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=380,
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    heard = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    assert "Data management" in heard["row"]
    assert "Verified" in heard["row"]
    assert heard["verdict"] == "Verified"
    assert heard["folded"] == "expandable; expanded, expandable"
    assert heard["after locking"] == "nothing"

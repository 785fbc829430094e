"""Ctrl-C in the terminal that the window was started from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, signal, sys, threading, time
from pathlib import Path
from ui.app import run

def interrupt():
    # Another thread, so that it is not the timer of this test that lets Python see the signal.
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(20)
    os._exit(9)  # the window is still there

# What runs in the background of a shell script is told to pass over Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
wait = threading.Timer(2, interrupt)
wait.daemon = True
wait.start()
sys.exit(run([], wallet=Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has another kind of Ctrl-C")
def test_ctrl_c_closes_the_window_at_once_and_without_a_fuss(tmp_path: Path) -> None:
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    places = {name: str(tmp_path / name) for name in homes}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "Wallet 1")],
        cwd=ROOT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr

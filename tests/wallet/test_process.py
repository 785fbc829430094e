"""Nobody reads the memory of an open wallet out of a dump."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHILD = """
import ctypes, resource
from wallet.process import protect
protect()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_protected_process_leaves_no_dump_and_lets_nobody_attach() -> None:
    told = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=True
    )
    assert told.stdout.split("\n")[0] == "(0, 0) 0"

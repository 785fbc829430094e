"""A run of the tests touches nobody's home, from its first moment to its last."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sizes import ROOT

SAMPLE = (
    "tests/ui/test_clipboard.py",  # the application of a whole run
    "tests/ui/pages/test_own_paper.py",  # the wallet that a whole run copies
    "tests/wallet/presenting/test_holders.py",  # what a whole module shares
    "tests/wallet/cli/test_skills.py",  # programs of their own
)
ALONE = """
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
awk '{print $2}' /proc/mounts | while read -r place; do
    case "$place" in "$1"|/dev*|/proc*) continue;; esac
    mount -o remount,bind,ro "$place" 2>&- || true
done
if touch "$1/../written" 2>&-; then exit 99; fi
mkdir "$1/tmp" "$1/home"
shift
"$@" && find "$HOME" -mindepth 1
"""
"""All that is there is read-only; a home where writing would succeed tells what was written."""


@pytest.mark.slow
@pytest.mark.root
@pytest.mark.skipif(sys.platform != "linux", reason="mounts are Linux's")
def test_a_run_writes_nowhere_but_in_the_place_for_passing_things(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    environment = {one: value for one, value in os.environ.items() if "XDG_" not in one}
    environment |= {"HOME": f"{place}/home", "TMPDIR": f"{place}/tmp"}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    alone = ["unshare", "--mount", "sh", "-ec", ALONE, "sh", str(place)]
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SAMPLE]
    ran = subprocess.run(
        [*alone, *tests], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-3_000:] + ran.stderr[-1_000:]
    assert f"{place}/home" not in ran.stdout

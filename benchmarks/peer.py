"""A peer in a Node process of its own: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NODE = Path(__file__).resolve().parent / "node"


class Peer:
    """One script of ``benchmarks/node``; answers one message at a time."""

    def __init__(self, script: str) -> None:
        self._process = subprocess.Popen(
            ["node", script],
            cwd=NODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, **message: Any) -> dict[str, Any]:
        """Its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


def missing() -> str | None:
    """Why no peer can be asked; None where one can."""
    if not shutil.which("node"):
        return "needs Node"
    wanted = json.loads((NODE / "package.json").read_bytes())["dependencies"]
    lacks = [one for one in wanted if not (NODE / "node_modules" / one).is_dir()]
    if lacks:
        return f"needs {lacks[0]}: `python3 run.py bench selective` installs it"
    return None


def install() -> None:
    """Get the peers from ``benchmarks/node/package-lock.json``, once."""
    if not shutil.which("node") or not shutil.which("npm"):
        sys.exit("skipped: needs node and npm for the peer")
    if missing():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=NODE, check=True
        )

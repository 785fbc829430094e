"""``python3 run.py bench [NAME...]``: run the benchmarks, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = (
    "verification",
    "selective",
    "sharing",
    "window",
    "unlock",
    "trust",
    "rejudge",
    "pathways",
    "scale",
)


def main(names: list[str]) -> int:
    """Run what was asked for, else all; 1 where a target was missed."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
        return 2
    missed = 0
    for name in names or NAMES:
        print(f"\n## {name}\n", flush=True)
        module = f"benchmarks.{name}"
        here = Path(__file__).resolve().parents[1]
        missed |= subprocess.run(
            [sys.executable, "-m", module], cwd=here, check=False
        ).returncode
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

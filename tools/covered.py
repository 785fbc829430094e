"""Whether the last measured run of the tests covers as much of each package as is asked."""

from __future__ import annotations

import subprocess
import sys

LEAST = {"wallet": 95, "ui": 85}
"""Branch coverage, per cent."""


def main() -> int:
    """1 where a package is covered too little; its worst files are named."""
    status = 0
    for package, least in LEAST.items():
        report = [sys.executable, "-m", "coverage", "report", f"--include={package}/*"]
        options = ["--skip-covered", "--sort=cover", f"--fail-under={least}"]
        done = subprocess.run([*report, *options], capture_output=True, text=True, check=False)
        told = done.stdout.strip().splitlines() or [done.stderr]
        total = next((one for one in told if one.startswith("TOTAL")), told[-1])
        print(f"{package}: {total} (at least {least} %)")
        if done.returncode:
            print(*told[:30], sep="\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())

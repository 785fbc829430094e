"""Fuzz: ``python3 run.py fuzz [TARGET...] [--minutes M] [--keep N]``.

Each target runs in a process of its own, guided by coverage of ``wallet`` (atheris, libFuzzer).
An input that crashes, takes over two seconds or over 500 MB is written into ``build/fuzz`` and
its path is printed. Afterwards the smallest inputs that reach everything may be kept
(``--keep``) as the corpus that the plain tests go through.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
WORK = HERE.parent.parent / "build" / "fuzz"
STUCK = 60
"""Seconds by the clock on the wall; what an input may take is measured in ``one``."""
MEGABYTES = 500
_LONGEST = 64 * 1024


def corpus(target: str) -> Path:
    """The small corpus kept beside the tests."""
    return HERE / "corpus" / target


def fuzz(target: str, minutes: float) -> int:
    """Run one target; the exit status of the fuzzer (0: nothing was found)."""
    grown = WORK / target / "corpus"
    grown.mkdir(parents=True, exist_ok=True)
    for name, data in TARGETS[target].seeds().items():
        (grown / f"seed-{name.replace('/', '_')}").write_bytes(data)
    command = [sys.executable, "-m", "tests.fuzz.one", target, str(grown)]
    command += [str(corpus(target))] if corpus(target).is_dir() else []
    command += [
        f"-max_total_time={int(minutes * 60)}",
        f"-timeout={STUCK}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={_LONGEST}",
        f"-artifact_prefix={WORK / target}/found-",
        "-print_final_stats=1",
    ]
    return subprocess.run(command, check=False).returncode


def keep(target: str, count: int) -> None:
    """Keep the smallest inputs that together reach what the grown corpus reaches."""
    least = WORK / target / "least"
    shutil.rmtree(least, ignore_errors=True)
    least.mkdir(parents=True)
    grown = WORK / target / "corpus"
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.one",
        target,
        "-merge=1",
        str(least),
        str(grown),
    ]
    subprocess.run(command, check=True)
    kept = corpus(target)
    kept.mkdir(parents=True, exist_ok=True)
    smallest = sorted(least.iterdir(), key=lambda one: (one.stat().st_size, one.name))
    for one in smallest[:count]:
        shutil.copyfile(one, kept / one.name[:16])


def main(arguments: list[str]) -> int:
    """Fuzz what was named; everything where nothing was."""
    parser = argparse.ArgumentParser(prog="run.py fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=20, help="for each target (20)")
    parser.add_argument("--keep", type=int, default=0, help="inputs to keep in the corpus")
    asked = parser.parse_args(arguments)
    unknown = set(asked.target) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    status = 0
    for target in asked.target or TARGETS:
        if fuzz(target, asked.minutes):
            print(f"fuzz: {target}: see {WORK / target}", file=sys.stderr)
            status = 1
        elif asked.keep:
            keep(target, asked.keep)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

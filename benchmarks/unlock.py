"""Unlock to first page with 10,000 credentials, the passphrase's key derivation included.

The wallet is made once in a temporary folder: tokens of one issuer, taken in through the same
door as a person's import. Each measurement is a fresh process that opens the wallet and reads
the first page; its peak memory includes the key derivation. Modules are loaded before the clock
starts, as the window loads them while the person types; the whole process is told beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Target, close, spread, table
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from wallet.session import Session

CREDENTIALS = int(os.environ.get("TESSERA_BENCH_CREDENTIALS", "10000"))
RUNS = 7
PASSPHRASE = "correct horse battery staple"
_PIECE = 1_000

MEASURE = """
import json, resource, sys, time
from pathlib import Path
from wallet.session import Facet, LibraryQuery, Session, Sort
started = time.perf_counter()
session = Session.open(Path(sys.argv[1]), sys.argv[2])
opened = time.perf_counter()
page = session.page(LibraryQuery(), size=100)
shown = time.perf_counter()
told = {"open": opened - started, "page": shown - opened, "unlock": shown - started}
assert len(page.rows) == 100
for name, act in {
    "count": lambda: session.count(LibraryQuery()),
    "search": lambda: session.page(LibraryQuery(text="course 77")),
    "search_count": lambda: session.count(LibraryQuery(text="course")),
    "by_title": lambda: session.page(LibraryQuery(sort=Sort.TITLE)),
    "verdicts": lambda: session.choices(Facet.VERDICT),
    "one": lambda: session.credential(page.rows[50].credential_id),
}.items():
    started = time.perf_counter()
    act()
    told[name] = time.perf_counter() - started
session.lock()
told["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(told))
"""


def make(folder: Path) -> dict[str, float]:
    """A wallet with ``CREDENTIALS`` credentials; how long taking them in took."""
    issuer = Issuer("Example University")
    session, _ = Session.create(folder, PASSPHRASE)
    told = {"review": 0.0, "keep": 0.0}
    with session:
        for start in range(0, CREDENTIALS, _PIECE):
            files = [
                (f"{number}.jwt", to_bytes(_issued(issuer, number)))
                for number in range(start, min(CREDENTIALS, start + _PIECE))
            ]
            began = time.perf_counter()
            review = session.review(files)
            read = time.perf_counter()
            session.keep(review)
            told["review"] += read - began
            told["keep"] += time.perf_counter() - read
    return told


def _issued(issuer: Issuer, number: int) -> str:
    said = {
        "ects": str(1 + number % 6),
        "eqf": 4 + number % 4,
        "description": f"What was learnt in course {number}. " * 40,
    }
    return str(issuer.issue(f"Course {number}", suite="vc+jwt", **said))


def measure(folder: Path) -> dict[str, float]:
    """One unlock in a fresh process."""
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder), PASSPHRASE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: dict[str, float] = json.loads(ran.stdout)
    return told | {"process": time.perf_counter() - began}


def main() -> int:
    """Print the figures; 1 where a target was missed."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = f"{place}/state"
        os.environ["XDG_DATA_HOME"] = f"{place}/data"
        folder = Path(place, "Wallet 1")
        taken = make(folder)
        size = (folder / "vault-1.db").stat().st_size / 1024**2
        costs = json.loads((folder / "vault.json").read_bytes())["slots"][0]
        runs = [measure(folder) for _ in range(RUNS)]
    each = {name: 1000 / CREDENTIALS * taken[name] for name in taken}
    print(
        f"{CREDENTIALS:,} credentials, {size:.0f} MiB on disk; taken in at "
        f"{each['review']:.1f} ms (judging) and {each['keep']:.1f} ms (storing) each"
    )
    print(f"Argon2id: {costs['memory_kib'] // 1024} MiB, {costs['passes']} passes")
    rows = []
    for name in runs[0]:
        scale = 1 if name == "peak_mib" else 1000
        rows.append([name, spread([one[name] * scale for one in runs])])
    print(table(["what", "ms (peak: MiB), median and middle half"], rows))
    unlock = statistics.median(one["unlock"] for one in runs)
    peak = max(one["peak_mib"] for one in runs)
    return close(
        [
            Target(what="unlock to first page", value=unlock, limit=1.0, unit=" s"),
            Target(what="peak memory", value=peak, limit=300, unit=" MiB"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())

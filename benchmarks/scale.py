"""A hundred thousand credentials: unlock to the first page, search, scrolling, memory.

The wallet is made once in a temporary folder. One credential is issued and judged; the rows
are that one with other titles, texts, issuers, dates and levels, written through the same door
of the vault as an import, a hundred to a file: judging each for real would take an hour and
changes nothing of what is measured. A tenth have tags, notes or stand in a collection.

Each measurement is a fresh process over a file that the system has forgotten. *Typing* is
every beginning of many words, as the window asks for it: a page and a count. Between two
questions the file is read ahead, as the window does while nobody asks: from a while after the
first page, and while the next key is pressed. What the same questions take without that, one
right after the other from the first moment on, is told beside it (``at_once``). *Scrolling* is
the real window without a screen, the list moved by a third of its height a step; told is how
long the main thread was busy with one.

``TESSERA_BENCH_KEEP`` names a folder in which the wallet is kept for the next run, and
``TESSERA_BENCH_RUNS`` says how many runs there are:

    TESSERA_BENCH_KEEP=FOLDER TESSERA_BENCH_RUNS=3 python -m benchmarks scale
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Target, close, spread, table
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet.credential import CredentialView, DateValue, Level, Text
from wallet.examine import Judged
from wallet.report_json import judged as told_judged
from wallet.session import Session
from wallet.vault import importing, store
from wallet.vault.derive import derive
from wallet.vault.store import Entry, Original

CREDENTIALS = int(os.environ.get("TESSERA_BENCH_CREDENTIALS", "100000"))
RUNS = int(os.environ.get("TESSERA_BENCH_RUNS", "5"))
PASSPHRASE = "correct horse battery staple"
_A_FILE = 100
_SYLLABLES = "ka le mi no ra ti su ve do ga hu pe zo fi la mer ton sil bar nek".split()  # noqa: SIM905 - read as one
_OTHER = (
    "数据分析与应用",
    "Анализ данных",
    "تحليل البيانات",
    "Œuvre et récit",
    "बुनियादी हिन्दी",
)
_ISSUERS = 400

OPENING = """
import json, resource, statistics, sys, time
from pathlib import Path
from wallet.session import Facet, LibraryQuery, Session, Sort
words, hurried = json.loads(sys.argv[3]), sys.argv[4] == "at once"
def idle(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if not session.read_ahead():
            time.sleep(max(0, end - time.perf_counter()))
began, busy = time.perf_counter(), time.process_time()
session = Session.open(Path(sys.argv[1]), sys.argv[2])
opened = time.perf_counter()
page = session.page(LibraryQuery(), size=100)
shown = time.perf_counter()
told = {"open": opened - began, "page": shown - opened, "unlock": shown - began,
        "unlock_cpu": time.process_time() - busy}
assert len(page.rows) == 100
assert page.rows[0].verdict.value == "verified"
pages, counts, cpus, both = [], [], [], []
if not hurried:
    idle(1.0)
for word in words:
    for length in range(1, len(word) + 1):
        if not hurried:
            idle(0.1)
        asked = LibraryQuery(text=word[:length])
        at, cpu = time.perf_counter(), time.process_time()
        session.page(asked, size=100)
        then = time.perf_counter()
        cpus.append(time.process_time() - cpu)
        session.count(asked)
        now = time.perf_counter()
        pages.append(then - at); counts.append(now - then)
        both.append(time.process_time() - cpu)
if hurried:
    session.lock()
    print(json.dumps({"at_once": pages, "at_once_cpu": cpus}))
    sys.exit()
told |= {"search": pages, "search_cpu": cpus, "search_count": counts, "with_count_cpu": both}
for name, act in {
    "count": lambda: session.count(LibraryQuery()),
    "by_title": lambda: session.page(LibraryQuery(sort=Sort.TITLE)),
    "by_verdict": lambda: session.page(LibraryQuery(filters=((Facet.VERDICT, "verified"),))),
    "count_by_level": lambda: session.count(LibraryQuery(filters=((Facet.LEVEL, "EQF 6"),))),
    "by_tag": lambda: session.page(LibraryQuery(filters=((Facet.TAG, "tag 7"),))),
    "choices": lambda: [session.choices(one) for one in Facet],
    "tag_one": lambda: session.labels.tag((page.rows[0].credential_id,), "again"),
    "page_after": lambda: session.page(LibraryQuery()),
}.items():
    at = time.perf_counter()
    act()
    told[name] = time.perf_counter() - at
session.lock()
told["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(told))
"""

SCROLLING = """
import json, os, resource, sys, time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.app import Tessera
from ui.preferences import Preferences
app = QApplication(["bench", "-style", "Fusion"])
tessera = Tessera(app, Preferences(Path(sys.argv[3]) / "window.ini", wallet=Path(sys.argv[1])))
tessera.window.resize(1240, 860)
tessera.show()
def until(ready):
    end = time.monotonic() + 120
    while not ready():
        app.processEvents()
        time.sleep(0.001)
        assert time.monotonic() < end
def quiet():
    until(lambda: tessera.tasks.is_idle)
    app.processEvents()
until(lambda: hasattr(tessera, "idle"))
quiet()  # while a passphrase is typed, what opening needs is loaded
began = time.perf_counter()
tessera.window.page.unlock(sys.argv[2])
until(lambda: tessera.tasks.is_unlocked)
tessera.window.show_page("credentials")
page = tessera.window.page
until(lambda: page.model.rowCount() > 0)
shown = time.perf_counter() - began
quiet()
bar = page.list.verticalScrollBar()
steps, cpu = [], []
for _ in range(600):
    at, busy = time.perf_counter(), time.thread_time()
    bar.setValue(bar.value() + page.list.viewport().height() // 3)
    page.list.viewport().repaint()
    app.processEvents()
    steps.append(time.perf_counter() - at); cpu.append(time.thread_time() - busy)
    if bar.value() == bar.maximum():
        if page.model.rowCount() >= int(sys.argv[4]):
            break
        until(lambda: bar.maximum() > bar.value())
told = {"scroll": steps, "scroll_cpu": cpu, "rows": page.model.rowCount()}
told["window_unlock"] = shown
tessera.close()
told["window_peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(told))
"""


def make(folder: Path) -> None:
    """A wallet with ``CREDENTIALS`` rows."""
    issuer = Issuer("Example University")
    session, _ = Session.create(folder, PASSPHRASE, clock=lambda: NOW)
    with session:
        session.add_evidence([("registry.json", registry([issuer]))])
        issued = issuer.issue("Course", suite="vc+jwt", ects="5", eqf=6, description="What")
        row = session.review([("one.jwt", to_bytes(issued))]).rows[0]
        assert row.judged is not None
        database, entries = session._database, _entries(row.judged)  # noqa: SLF001
        for number in range(0, CREDENTIALS, _A_FILE):
            many = [next(entries) for _ in range(_A_FILE)]
            data = random.Random(number).randbytes(1_500 * _A_FILE)
            file = Original(sha256=f"{number:064x}", name=f"{number}.zip", bytes=data)
            store.keep(database, file, many, NOW + timedelta(seconds=number))
        _order(session)
        session._settle()  # noqa: SLF001 - all rows carry the one report, made by this evidence


def _entries(judged: Judged) -> Iterator[Entry]:
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(8_000)]
    base, judgement = judged.view, importing.judgement(judged, told_judged)
    assert base is not None
    number = 0
    while True:
        said = [words[int(8_000 * chance.random() ** 3)] for _ in range(60)]
        title = f"{' '.join(said[:3]).title()} {number}"
        if number % 20 == 0:
            title = f"{_OTHER[number // 20 % len(_OTHER)]} {number}"
        house = chance.randrange(_ISSUERS)
        awarded = DateValue(value=f"{2000 + number % 26}-0{1 + number % 9}-11", precision="day")
        view = _written(base, (number, house), (title, words[house], " ".join(said)), awarded)
        yield Entry(
            credential_id=f"{chance.getrandbits(224):056x}{number:08x}",
            path="",
            derived=derive(view, "ob3"),
            judgement=judgement,
        )
        number += 1


def _written(
    base: CredentialView,
    numbers: tuple[int, int],
    words: tuple[str, str, str],
    awarded: DateValue,
) -> CredentialView:
    """``base`` with its own number, house (number and name), title, description and day."""
    (number, house), (title, name, said) = numbers, words
    issuer = replace(
        base.envelope.issuer,
        id=f"did:example:{house}",
        names=(Text(lang="en", text=f"House of {name}"),),
    )
    award = replace(
        base.awards[0],
        title=(Text(lang="en", text=title),),
        description=(Text(lang="en", text=said),),
        levels=(Level(scheme="EQF", value=str(4 + number % 4)),),
        award_date=awarded,
    )
    envelope = replace(base.envelope, id=f"urn:uuid:{number}", issuer=issuer)
    return replace(base, envelope=envelope, awards=(award,))


def _order(session: Session) -> None:
    """Tags, notes and a collection for a tenth."""
    found = session._database.all(  # noqa: SLF001
        "SELECT credential_id FROM credentials WHERE row % 10 = 0"
    )
    ids = [one for (one,) in found]
    for number in range(10):
        session.labels.tag(ids[number::10], f"Tag {number}")
    shelf, _ = session.labels.add_collection("For a job")
    session.labels.collect(shelf, ids[::5])
    for one in ids[:200]:
        session.labels.add_note(one, "Ask whether they take this into account")


def typed() -> list[str]:
    """What is typed: frequent words, rare ones, two at once, other scripts, one nowhere."""
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(8_000)]
    asked = [words[0], words[1], words[7], words[50], words[400], words[3_000], words[7_999]]
    asked += [f"{words[3]} {words[20]}", f"house {words[5]}", "数据分析", "данных", "البيانات"]
    return [*asked, "recit", "7777", "tag 7", "ask whether", "qqqq"]


def run(program: str, *arguments: str) -> dict[str, Any]:
    """One measurement in a fresh process."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=Path(__file__).resolve().parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(ran.stderr[-4_000:])
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def forgotten(folder: Path) -> None:
    """The system keeps nothing of the wallet's file in memory (where it can be told so)."""
    with (folder / "vault-1.db").open("rb") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def opened(folder: Path, how: str) -> dict[str, Any]:
    """One run of all questions over a cold file."""
    forgotten(folder)
    return run(OPENING, str(folder), PASSPHRASE, json.dumps(typed()), how)


def p99(values: list[float]) -> float:
    """The 99th of a hundred, in milliseconds."""
    return 1000 * statistics.quantiles(values, n=100)[98]


def main() -> int:
    """Print the figures; 1 where a target was missed."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = f"{place}/state"
        os.environ["XDG_DATA_HOME"] = f"{place}/data"
        folder = Path(os.environ.get("TESSERA_BENCH_KEEP") or place, "Wallet 1")
        if not folder.exists():
            began = time.perf_counter()
            make(folder)
            print(f"Made in {time.perf_counter() - began:.0f} s.")
        size = (folder / "vault-1.db").stat().st_size / 1024**2
        runs = [
            opened(folder, "as in the window") | opened(folder, "at once") for _ in range(RUNS)
        ]
        forgotten(folder)
        window = run(SCROLLING, str(folder), PASSPHRASE, place, str(CREDENTIALS))
    print(f"{CREDENTIALS:,} credentials, {size:.0f} MiB on disk; {RUNS} runs.\n")
    return _tell(runs, window)


def _tell(runs: list[dict[str, Any]], window: dict[str, Any]) -> int:
    rows = []
    for name, value in runs[0].items():
        if isinstance(value, list):
            every = [one for each in runs for one in each[name]]
            told = f"{1000 * statistics.median(every):.1f}; p99 {p99(every):.1f}"
        else:
            scale = 1 if name == "peak_mib" else 1000
            told = spread([one[name] * scale for one in runs])
        rows.append([name, told])
    for name in ("scroll", "scroll_cpu"):
        steps = window[name]
        rows.append([name, f"{1000 * statistics.median(steps):.1f}; p99 {p99(steps):.1f}"])
    rows.append(["window_unlock", f"{1000 * window['window_unlock']:.0f}"])
    rows.append(["window_peak_mib", f"{window['window_peak_mib']:.0f}"])
    print(table(["what", "ms (peak: MiB)"], rows))
    print()
    search = p99([one for each in runs for one in each["search"]])
    return close(
        [
            Target(
                what="unlock to first page",
                value=statistics.median(one["unlock"] for one in runs),
                limit=1.5,
                unit=" s",
            ),
            Target(
                what="unlock to the list in the window",
                value=window["window_unlock"],
                limit=1.5,
                unit=" s",
            ),
            Target(what="search p99", value=search, limit=60, unit=" ms"),
            Target(what="scrolling p99", value=p99(window["scroll"]), limit=16, unit=" ms"),
            Target(what="memory", value=window["window_peak_mib"], limit=400, unit=" MiB"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())

"""10,000 held credentials judged again by a new trust bundle, in the real window.

The wallet is full of credentials of 50 institutions of a year's register; two in three are
tokens, the others carry Data Integrity proofs. It was judged by a bundle; then the next bundle
of that operator is dropped on the Trust page and accepted, as a person does it. A timer of the
window ticks every 5 ms all the while: a gap is how much later it came than it should. Beside it
stand the most processor time that the main thread itself took between two ticks, and the worst
gap without what the main thread waited for a core that other programs had.
The same is done once more and cancelled half-way. The processor time of this process and of
those that judged is told beside the time, since the machine may have company.

Making the wallet takes most of the time. ``TESSERA_BENCH_KEEP=FOLDER`` leaves it there for the
next run (its bundles are good for 30 days), and ``TESSERA_BENCH_STACKS=FILE`` writes what every
thread is at whenever the window has not answered for 30 ms.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import trust
from benchmarks.figures import Target, close

if TYPE_CHECKING:
    from ui.app import Tessera
    from ui.pages.trust import TrustPage

CREDENTIALS = int(os.environ.get("TESSERA_BENCH_CREDENTIALS", "10000"))
ISSUERS = 50
PASSPHRASE = "correct horse battery staple"
KEEP = os.environ.get("TESSERA_BENCH_KEEP", "")
STACKS = os.environ.get("TESSERA_BENCH_STACKS", "")
TICK = 0.005
LATE = 0.03
_PIECE = 1_000
_DEEP = 3
"""One credential in so many carries a Data Integrity proof."""


def queued() -> float:
    """Seconds that this thread was ready and found no core free; 0 where nobody counts them."""
    counted = Path("/proc/thread-self/schedstat")
    return int(counted.read_text("ascii").split()[1]) / 1e9 if counted.exists() else 0.0


class Heart:
    """Ticks on the main thread; remembers by how much it came late."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self.own: list[float] = []
        self.alone: list[float] = []
        """``late`` without what other programs kept the main thread waiting for a core."""
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._stood = queued()
        if STACKS:
            threading.Thread(target=self._watch, daemon=True).start()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=int(TICK * 1_000))
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.late.append(max(0.0, now - self._last - TICK) * 1_000)
        self.own.append((used - self._used) * 1_000)
        stood = queued()
        self.alone.append(max(0.0, self.late[-1] - (stood - self._stood) * 1_000))
        self._last, self._used, self._stood = now, used, stood

    def _watch(self) -> None:
        """Write down, each time it is late, what every thread is at."""
        seen = 0.0
        with Path(STACKS).open("a", encoding="utf-8") as file:
            while True:
                time.sleep(TICK)
                last, late = self._last, time.perf_counter() - self._last
                if late < LATE or last == seen:
                    continue
                seen = last
                print(f"=== {late * 1_000:.0f} ms and more", file=file)
                for number, frame in sys._current_frames().items():  # noqa: SLF001 - no other way
                    if number != threading.get_ident():
                        print("".join(traceback.format_stack(frame)), file=file, flush=True)


def bundles(place: Path, now: datetime) -> list[bytes]:
    """Three bundles of one operator; in each, other institutions have lost their decisions."""
    from wallet.trust.reading import read_sources
    from wallet.trust_import.list_terms import Coverage
    from wallet.trust_making import KeyFolder, ListToSign, publish

    files = [(name, data, now) for name, data in trust.tables(4_000, 100_000)]
    found = read_sources(files)
    keys = KeyFolder.create(place, "Benchmark")
    made = []
    for number in range(3):
        gone = {f"DEQARINST{one:04d}" for one in range(number * 3, number * 3 + 3)}
        lists = [
            ListToSign(
                role=one.role,
                slug="deqar",
                name=one.name,
                rows=[
                    row for row in one.rows if not gone & set(getattr(row, "institutions", ()))
                ],
                fetched_at=one.dated,
                coverage=Coverage(countries=one.countries),
            )
            for one in found.lists
        ]
        made.append(publish(lists, keys, now).data)
    return made


def fill(folder: Path, now: datetime) -> None:
    """A wallet of credentials of the register's institutions, and the keys of these."""
    from tests.helpers.files import to_bytes
    from tests.helpers.issuer import Issuer
    from wallet.session import Session

    table = csv.DictReader(io.StringIO(trust.tables(ISSUERS, 1)[0][1].decode()))
    issuers = [
        Issuer(row["name_primary"], "did:web", host=row["schac"], country=row["country"])
        for row in table
    ]
    session, _ = Session.create(folder, PASSPHRASE)
    with session:
        session.add_evidence([one for each in issuers for one in each.evidence_files()])
        for start in range(0, CREDENTIALS, _PIECE):
            files = []
            for number in range(start, min(CREDENTIALS, start + _PIECE)):
                issued = issuers[number % ISSUERS].issue(
                    f"Course {number}",
                    suite="eddsa-rdfc-2022" if number % _DEEP == 0 else "vc+jwt",
                    valid_from=now - timedelta(days=number % 2_000 + 1),
                    ects=str(1 + number % 6),
                    eqf=6 + number % 3,
                    description=f"What was learnt in course {number}. " * 10,
                )
                files.append((f"{number}.json", to_bytes(issued)))
            session.keep(session.review(files))


def made(place: Path, now: datetime) -> None:
    """A wallet and three bundles in that folder: what an earlier run kept, or new ones."""
    kept = Path(KEEP) if KEEP else None
    if kept is None or not kept.is_dir():
        for number, data in enumerate(bundles(place / "keys", now)):
            (place / f"{number}.zip").write_bytes(data)
        fill(place / "Wallet 1", now)
        if kept is not None:
            shutil.copytree(place, kept)
    else:
        shutil.copytree(kept, place, dirs_exist_ok=True)


def processor() -> float:
    """Seconds of processor time of this process and of those that ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def until(done: Callable[[], bool], seconds: float = 600) -> None:
    """Let the window live until then."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while not done():
        assert time.perf_counter() < end, "it takes too long"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def opened(folder: Path, place: Path) -> Tessera:
    """The window over the wallet, unlocked."""
    from PySide6.QtWidgets import QApplication

    from ui.app import Tessera
    from ui.preferences import Preferences
    from wallet.session import Session

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    tessera = Tessera(app, Preferences(place / "window.ini", wallet=folder))
    tessera.show()
    until(lambda: hasattr(tessera, "idle"))
    tessera.tasks.unlock(tessera.window, lambda: (Session.open(folder, PASSPHRASE), None))
    until(lambda: tessera.tasks.is_unlocked and tessera.tasks.is_idle)
    return tessera


def offered(tessera: Tessera, page: TrustPage, bundle: bytes) -> None:
    """The bundle is dropped on the page, which then asks."""
    page.take([("bundle.zip", bundle)])
    until(lambda: tessera.tasks.is_idle)


def accept(page: TrustPage) -> None:
    """As a person agrees: compared by eye the first time, replaced later."""
    from ui.widgets.trust.bundle_cards import ReplaceCard
    from ui.widgets.trust.cards import CompareCard

    card = page.findChild(ReplaceCard)
    if card is None:
        compared = page.findChild(CompareCard)
        assert compared is not None
        compared.by_eye.setChecked(True)
        compared.go.click()
    else:
        card.go.click()


def judged(tessera: Tessera, page: TrustPage, bundle: bytes, heart: Heart) -> dict[str, float]:
    """Accept a bundle and wait until all is judged by it; what that took."""
    tasks = tessera.tasks
    first, began, used = len(heart.late), time.perf_counter(), processor()
    offered(tessera, page, bundle)
    accept(page)
    until(lambda: bool(tasks.jobs))
    imported = time.perf_counter()
    until(lambda: not tasks.jobs)
    ended = time.perf_counter()
    until(lambda: tasks.is_idle)
    late = sorted(heart.late[first:])
    return {
        "import": imported - began,
        "judge": ended - imported,
        "processor": processor() - used,
        "worst": late[-1],
        "often": late[int(len(late) * 0.999)],
        "over": float(sum(one > 50 for one in late)),
        "own": max(heart.own[first:]),
        "alone": max(heart.alone[first:]),
    }


def cancelled(tessera: Tessera, page: TrustPage, bundle: bytes) -> float:
    """Seconds from a click on *Cancel*, half-way, until nothing is judged any more."""
    tasks = tessera.tasks
    offered(tessera, page, bundle)
    accept(page)
    until(lambda: any(one.total and one.done > one.total // 2 for one in tasks.jobs))
    began = time.perf_counter()
    tasks.jobs[0].cancel()
    until(lambda: not tasks.jobs)
    return time.perf_counter() - began


def main() -> int:
    """Measure, print, and say whether the targets were met."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.pages.trust import TrustPage

    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        os.environ["XDG_STATE_HOME"] = f"{place}/state"
        os.environ["XDG_DATA_HOME"] = f"{place}/data"
        made(place, now)
        offers = [(place / f"{number}.zip").read_bytes() for number in range(3)]
        tessera = opened(place / "Wallet 1", place)
        tessera.window.show_page("trust")
        page = tessera.window.page
        assert isinstance(page, TrustPage)
        until(lambda: tessera.tasks.is_idle)
        heart = Heart()
        runs = [judged(tessera, page, one, heart) for one in offers[:2]]
        stopped = cancelled(tessera, page, offers[2])
        tessera.close()
    for told in runs:
        print({name: round(value, 2) for name, value in told.items()})
    last = runs[1]
    return close(
        [
            Target(what="judging again", value=last["judge"], limit=60, unit=" s"),
            Target(what="worst gap", value=last["worst"], limit=50, unit=" ms"),
            Target(what="cancelled within", value=stopped, limit=2, unit=" s"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())

"""Handing over: to derive and sign, to fit a code, to cross from window to window, to pack.

The moving code is shown by the real widget in a real window (offscreen, or on the display that
is there) at its usual speed; the reader looks at the pixels of that window through the page's
own scanner, and 30 in 100 of its looks are taken away. Random bytes stand for the presentation,
because they do not get smaller when packed. The printed sheet is a share pack, drawn by poppler
(`pdftoppm`) at 300 dpi, laid askew by 5 degrees and put out of focus.
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Target, close

ROUNDS = 9
LOST = 0.3


def main() -> int:
    """Measure, print, judge."""
    print("Handing over; medians of", ROUNDS)
    signing = {name: _signing(name) for name in ("SD-JWT", "ecdsa-sd-2023")}
    letters = _letters()
    crossing = {size: _crossing(size) for size in (4_096, 20_480)}
    return _judge(signing, letters, crossing, _packing()) | _sheets()


def _judge(
    signing: dict[str, float],
    letters: float,
    crossing: dict[int, float],
    packed: tuple[float, int],
) -> int:
    seconds, size = packed
    for name, took in signing.items():
        print(f"{name}: derive and sign a presentation of 5: {took * 1000:.0f} ms")
    print(f"8 of 14 claims as one code: {letters} letters of 4296")
    for many, took in crossing.items():
        print(f"{many} bytes from a window's pixels, 30 % lost: {took:.2f} s")
    print(f"share pack of 5: {seconds * 1000:.0f} ms, {size / 1000:.0f} kB")
    wanted = [
        *((f"{name}, 5 credentials (s)", took, 0.3) for name, took in signing.items()),
        ("letters of one code", letters, 4296),
        ("4 KB from pixels (s)", crossing[4_096], 5),
        ("20 KB from pixels (s)", crossing[20_480], 15),
        ("share pack of 5 (s)", seconds, 1),
        ("share pack of 5 (kB)", size / 1000, 300),
    ]
    return close([Target(what=what, value=value, limit=limit) for what, value, limit in wanted])


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def _signing(kind: str) -> float:
    from tests.helpers import presenting as making
    from tests.helpers.issuer import NOW
    from wallet import presenting

    held, reveal, holders, key = _held(kind)
    chosen = [replace(making.chosen(one), reveal=reveal) for one in held]

    def make() -> bytes:
        plan = presenting.plan(chosen, holders, recipient="ACME", nonce="n", now=NOW)
        return presenting.encode(plan, key, NOW)

    make()
    return _median(make)


def _held(kind: str) -> tuple[list[object], tuple[str, ...], tuple[str, ...], object]:
    """Five credentials, what to show of them, and the key that shows them."""
    from tests.helpers.issuer import Issuer
    from tests.helpers.keys import Key
    from tests.helpers.presenting import HOLDER, KEY
    from tests.helpers.sd_jwt import CLAIMS, sign, vc_payload
    from tests.helpers.selective import sign_base
    from wallet import identifiers

    issuer = Issuer("Example University", kind="P-256")
    if kind == "SD-JWT":
        mine = Key.make("mine", "P-256")
        did = identifiers.did_key_of(mine.private.public_key())
        names = tuple(CLAIMS)[:14]
        tokens = [
            sign(issuer, vc_payload(issuer, mine, jti=str(at)), hide=names).shown()
            for at in range(5)
        ]
        return tokens, tuple(f"/{name}" for name in names[:8]), (did,), mine.private
    badges = [
        sign_base(
            issuer.credential(f"Course {at}", holder=HOLDER, learner="Ada", ects="5"),
            issuer.key,
            issuer.method_id,
            ("/issuer", "/credentialSubject/id"),
        ).document
        for at in range(5)
    ]
    return badges, ("/credentialSubject/achievement/name",), (HOLDER,), KEY


def _letters() -> float:
    from tests.helpers import presenting as making
    from tests.helpers.issuer import NOW
    from wallet import presenting
    from wallet.presenting import qr

    held, reveal, holders, key = _held("SD-JWT")
    chosen = [replace(making.chosen(held[0]), reveal=reveal)]
    plan = presenting.plan(chosen, holders, recipient="ACME", nonce="n", now=NOW)
    (text,) = qr.qr_texts(presenting.encode(plan, key, NOW))
    return float(len(text))


def _packing() -> tuple[float, int]:
    from tests.helpers import presenting as making
    from tests.helpers.issuer import NOW, Issuer
    from wallet import presenting
    from wallet.presenting import pack

    issuer = Issuer("Example University")
    badges = [issuer.issue(f"Course {at}", holder=making.HOLDER, ects="5") for at in range(5)]
    data = presenting.encode(making.make_plan(*badges), making.KEY, NOW)
    return _median(lambda: pack.make(data)), len(pack.make(data))


def _sheets() -> int:
    """Whether the code of every printed page is read back; 1 where one is not."""
    if shutil.which("pdftoppm") is None:
        print("printed sheet: not measured, for pdftoppm (poppler-utils) is not here")
        return 0
    from tests.helpers import presenting as making
    from tests.helpers.issuer import NOW, Issuer
    from wallet import presenting

    issuer = Issuer("Example University")
    badges = [issuer.issue(f"Course {at}", holder=making.HOLDER, ects="5") for at in range(5)]
    held, reveal, holders, key = _held("SD-JWT")
    part = replace(making.chosen(held[0]), reveal=reveal)
    one = presenting.plan([part], holders, recipient="ACME", now=NOW)
    packed = {
        "the digest": presenting.encode(making.make_plan(*badges), making.KEY, NOW),
        "the presentation itself": presenting.encode(one, key, NOW),
    }
    targets = []
    for what, data in packed.items():
        start = time.perf_counter()
        lost, pages = _unread(data)
        took = (time.perf_counter() - start) / pages
        print(f"printed sheet, {what}: {pages - lost} of {pages} codes, {took:.2f} s a page")
        targets.append(Target(what=f"pages not read back, {what}", value=lost, limit=0))
    return close(targets)


def _unread(data: bytes) -> tuple[int, int]:
    """Printed pages whose code is not read back, of how many."""
    from PIL import Image, ImageFilter

    from wallet.containers import qr
    from wallet.presenting import pack

    with tempfile.TemporaryDirectory(prefix="tessera-sheet-") as name:
        place = Path(name)
        (place / "pack.pdf").write_bytes(pack.make(data))
        drawn = ["pdftoppm", "-r", "300", "-gray", "-png", "pack.pdf", "page"]
        subprocess.run(drawn, cwd=place, check=True)
        pages = sorted(place.glob("page*.png"))
        unread = 0
        for page in pages:
            crooked = Image.open(page).rotate(5, Image.Resampling.BICUBIC, fillcolor=255)
            crooked.filter(ImageFilter.GaussianBlur(1.2)).save(page)
            unread += len(qr.read(page.read_bytes())) != 1
    return unread, len(pages)


def _crossing(size: int) -> float:
    return statistics.median(_cross(size, seed) for seed in range(3))


def _cross(size: int, seed: int) -> float:
    """Seconds from the first frame to the whole, through pixels."""
    from ui.widgets.checking.scanning import Scanner
    from ui.widgets.sharing.animation import Animation
    from wallet.session import frames

    app, shell = _desk()
    data, chance, found = secrets.token_bytes(size), random.Random(seed), []
    window = Animation([one.data for one in frames(data)])
    scanner = Scanner(shell, found.append)
    window.resize(700, 900)
    window.show()
    scanner.show()
    window.start()
    scanner.start(looks=False)  # at the window, not at whatever else is on this display
    start, last = time.perf_counter(), -1
    while not found and time.perf_counter() - start < 60:
        app.processEvents()
        if window.at != last:
            last = window.at
            if chance.random() >= LOST:
                scanner.see(window.grab().toImage())
        time.sleep(0.002)
    took = time.perf_counter() - start
    assert found == [data], "not read within a minute"
    shell.tasks.close()
    window.deleteLater()
    scanner.deleteLater()
    app.processEvents()
    return took


def _desk() -> tuple[Any, Any]:
    """An application and what a page may ask of the window around it."""
    from PySide6.QtWidgets import QApplication

    from ui.clipboard import Clipboard
    from ui.preferences import Preferences
    from ui.shell import Shell
    from ui.task import Tasks
    from ui.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme, tasks = Theme(app), Tasks()
    place = Path(tempfile.mkdtemp(prefix="tessera-bench-"))
    shell = Shell(
        tasks=tasks,
        theme=theme,
        preferences=Preferences(place / "window.ini"),
        clipboard=Clipboard(app.clipboard()),
    )
    return app, shell


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())

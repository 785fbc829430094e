"""The whole journey, through the real window: every step is a click, a word typed, or a drop.

A learner at one computer, an employer at another: two homes, and nothing between them but the
file that is handed over. Runs offscreen; a slow test runs it again on a real X display.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.architecture.sizes import ROOT
from tests.helpers.demo import Sample, sample
from tests.journeys.hand import WAIT, Hand
from tests.journeys.people import Person
from ui.app import Tessera
from ui.preferences import Preferences

PASSPHRASE = "correct horse battery staple"
WORD = "Tuesday-7319"
RECIPIENT = "Employer Ltd"

Sit = Callable[[Person], Hand]


@pytest.fixture
def sit_down(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    """Somebody opens the app at their own computer."""
    opened: list[Tessera] = []

    def sit(person: Person) -> Hand:
        for name, value in person.environment().items():
            if name.startswith(("XDG_", "HOME")):
                monkeypatch.setenv(name, value)
        preferences = Preferences(person.home / "window.ini", wallet=person.wallet)
        tessera = Tessera(qapp, preferences)
        opened.append(tessera)
        tessera.show()
        qtbot.waitExposed(tessera.window)
        tessera.window.activateWindow()  # a bare X display has nobody else to do it
        qtbot.waitUntil(lambda: hasattr(tessera, "idle"), timeout=WAIT)
        return Hand(tessera, qtbot)

    yield sit
    for tessera in opened:
        tessera.close()
        tessera.window.deleteLater()
    qapp.processEvents()


@pytest.mark.timeout(600)
def test_from_a_fresh_computer_to_the_receiving_side(
    sit_down: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    learner, employer = Person(tmp_path / "learner"), Person(tmp_path / "employer")
    hand = sit_down(learner)
    make_a_wallet(hand)
    made = sample(datetime.now(UTC), own_identifier(hand, qtbot))
    words = fingerprint_of(made, tmp_path)
    trust(hand, learner, made, words)
    bring_in(hand, learner, made)
    look(hand)
    stack(hand)
    shown = share(hand, learner, monkeypatch)
    hand.tessera.close()
    hand.tessera.window.hide()
    check(sit_down(employer), employer, shown, made, words)


def make_a_wallet(hand: Hand) -> None:
    """A passphrase twice, twelve words, two of them typed back."""
    hand.press("Make my wallet")
    hand.type("Passphrase", PASSPHRASE)
    hand.type("The same passphrase again", PASSPHRASE)
    hand.press("Make my wallet")
    hand.is_at("recovery")
    words = dict(
        line.split(". ", 1) for line in hand.reads().splitlines() if line[:1].isdigit()
    )
    assert len(words) == 12
    for number in range(1, 13):
        if f"Word {number}" in hand.reads().splitlines():
            hand.type(f"Word {number}", words[str(number)])
    hand.press("I have got them")
    hand.is_at("home")


def own_identifier(hand: Hand, qtbot: QtBot) -> str:
    """What the learner tells to issuers."""
    told: list[str] = []
    hand.tessera.tasks.run(
        hand.tessera.window, lambda session: session.new_holder_key("Mine").did, told.append
    )
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    return told[0]


def fingerprint_of(made: Sample, place: Path) -> str:
    """What the keeper of the register reads out over the telephone."""
    keeper = Person(place / "keeper")
    for name, data in made.evidence:
        keeper.receives(f"register/{name}", data)
    folder = keeper.home / "Downloads/register"
    told = keeper.types("trust", "import", folder, status=3)
    lines = (told.out + told.err).splitlines()
    return (
        next(line for line in lines if line.startswith("Fingerprint")).split(":", 1)[1].strip()
    )


def trust(hand: Hand, person: Person, made: Sample, words: str) -> None:
    """Drop the register on the trust page, and compare the words."""
    paths = [person.receives(f"register/{name}", data) for name, data in made.evidence]
    hand.press("Trust")
    hand.is_at("trust")
    hand.drop([paths[0].parent])
    hand.sees("Is this really from them?")
    hand.type("Type or paste the words they gave you", words)
    hand.press("Trust it")
    hand.sees("Confirmed")


def bring_in(hand: Hand, person: Person, made: Sample) -> None:
    """Drop a folder of badges, read the review, keep all: the false one only by its own box."""
    paths = [person.receives(f"badges/{name}", data) for name, data in made.files]
    hand.press("Home")
    hand.is_at("home")
    hand.drop([paths[0].parent])
    hand.is_at("import_review")
    hand.sees("1 is not genuine and is not chosen.")
    assert "Something in this file was changed" in hand.reads() or "Not genuine" in hand.reads()
    hand.press("Keep machine-learning.json")
    hand.press("Keep the chosen ones")
    hand.sees("11 credentials")


def look(hand: Hand) -> None:
    """Search, open, read the verdict and each check in plain words."""
    hand.press("Credentials")
    hand.is_at("credentials")
    hand.type("Search your credentials", "data manag")
    hand.sees("1 of 11 credentials")
    hand.keys(Qt.Key.Key_L)  # locked at once: nothing of it stays in sight
    hand.is_at("unlock")
    assert "Data management" not in hand.reads()
    hand.type("Passphrase", PASSPHRASE)
    hand.press("Unlock")
    hand.is_at("home")


def stack(hand: Hand) -> None:
    """What it adds up to: 14.5 of 15."""
    hand.press("Pathways")
    hand.is_at("pathways")
    hand.press("Follow Micro-degree, 15 to 30 ECTS")
    hand.sees("0.5 ECTS missing")
    assert "14.5" in hand.reads()


def share(hand: Hand, person: Person, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four steps, the preview read, a file saved."""
    hand.press("Share")
    hand.is_at("share")
    hand.type("For whom", RECIPIENT)
    hand.type("The word they gave you", WORD)
    hand.press("Next step after 1")
    hand.press("Show Data management")
    hand.press("Show Learning analytics")
    hand.sees("Data management")
    target = person.home / "shown.vp.json"
    # The system's own dialog has no place in a test: it answers at once.
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), "")
    )
    hand.press(f"facts to {RECIPIENT}")
    hand.sees(f"Made for {RECIPIENT}")
    hand.press("Save the file")
    assert target.is_file()
    return target


def check(hand: Hand, person: Person, shown: Path, made: Sample, words: str) -> None:
    """No wallet; first nobody is known, then the register is accepted, then all is verified."""
    file = person.receives("shown.vp.json", shown.read_bytes())
    hand.press("Check something")
    hand.is_at("check")
    hand.press("Did you give them a word to sign?")
    hand.type("The word you gave them", WORD)
    hand.type("The name under which you asked", RECIPIENT)
    hand.drop([file])
    hand.sees("Made for you, in answer to what you asked")
    assert hand.reads().splitlines().count("Cannot tell") == 2
    trust(hand, person, made, words)
    hand.press("Check")
    hand.is_at("check")
    hand.drop([file])
    hand.sees("Signed by Danube Applied University")
    assert hand.reads().splitlines().count("Verified") >= 3
    assert "Cannot tell" not in hand.reads()
    hand.type("The word you gave them", "Wednesday-1")
    hand.press("Check again")
    hand.sees("somebody else's question")
    assert not person.wallet.exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_journey_on_a_real_display(tmp_path: Path) -> None:
    if not shutil.which("xvfb-run"):
        pytest.skip("needs xvfb-run (package xvfb, with xauth)")
    display = ["xvfb-run", "-a", "-s", "-screen 0 1400x1000x24"]
    tests = ["-q", "-p", "no:cacheprovider", "tests/journeys/test_window.py", "-m", "not slow"]
    done = subprocess.run(
        [*display, sys.executable, "-m", "pytest", *tests],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=580,
    )
    assert "1 passed" in done.stdout, done.stdout[-3000:] + done.stderr[-1000:]

"""A window over a real wallet: made once with cheap key derivation, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from ui.app import Tessera
from ui.page import Page
from ui.preferences import Preferences
from ui.theme import Look, Theme
from ui.widgets.text import Label
from wallet.session import Costs

PASSPHRASE = "a fine day for tests"
CHEAP = Costs(memory_kib=64 * 1024, passes=3, lanes=4)
WAIT = 20_000

Open = Callable[..., Tessera]


@pytest.fixture(scope="session", autouse=True)
def theme(qapp: QApplication) -> Theme:
    """What a widget without a window is drawn with, whichever test comes first."""
    return Theme(qapp, look=Look.LIGHT)


@pytest.fixture
def turning(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose direction is put back."""
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(scope="session")
def demo_wallet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, demo.Sample]:
    """A filled wallet, locked; never opened itself, only copied."""
    folder = tmp_path_factory.mktemp("wallets") / "Demo wallet"
    session, sample = demo.build(
        folder, PASSPHRASE, clock=lambda: datetime.now(UTC), options={"costs": CHEAP}
    )
    session.lock()
    return folder, sample


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Opens windows, and closes them again at the end of the test."""
    opened: list[Tessera] = []

    def open_window(
        wallet: Path | None = None,
        *,
        look: Look = Look.LIGHT,
        scale: float = 1.0,
        **more: object,
    ) -> Tessera:
        preferences = Preferences(
            tmp_path / "window.ini", wallet=wallet or tmp_path / "Wallet 1"
        )
        preferences.look, preferences.scale = look, scale
        if "language" in more:
            preferences.language = str(more.pop("language"))
        tessera = Tessera(qapp, preferences, **more)  # type: ignore[arg-type]
        opened.append(tessera)
        tessera.show()
        qtbot.waitUntil(lambda: hasattr(tessera, "idle"), timeout=WAIT)
        return tessera

    yield open_window
    for tessera in opened:
        tessera.close()
        tessera.window.deleteLater()
    qapp.processEvents()
    # At once: the next window would style this one once more.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def wallet(demo_wallet: tuple[Path, demo.Sample], tmp_path: Path) -> Path:
    """A filled wallet of this test's own."""
    folder = tmp_path / "wallets" / "Demo wallet"
    shutil.copytree(demo_wallet[0], folder)
    return folder


@pytest.fixture
def sample(demo_wallet: tuple[Path, demo.Sample]) -> demo.Sample:
    """What was put into the demo wallet."""
    return demo_wallet[1]


@pytest.fixture
def unlocked(start: Open, wallet: Path, qtbot: QtBot) -> Tessera:
    """The window over the filled wallet, unlocked, at Home."""
    tessera = start(wallet)
    unlock(tessera, qtbot)
    return tessera


def unlock(tessera: Tessera, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    """Types the passphrase and waits for Home."""
    page = tessera.window.page
    assert page is not None
    page.unlock(passphrase)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: tessera.tasks.is_unlocked, timeout=WAIT)
    settle(tessera, qtbot)


def settle(tessera: Tessera, qtbot: QtBot) -> None:
    """Until nothing is being worked on, and what was thrown away is gone."""
    for _ in range(3):  # an answer may ask for something else
        qtbot.waitUntil(lambda: tessera.tasks.is_idle, timeout=WAIT)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qtbot.wait(5)  # what was added to a layout is shown by the next turn of the loop


def show(tessera: Tessera, qtbot: QtBot, key: str, **what: object) -> Page:
    """Goes to a page and waits for what it asks."""
    tessera.window.show_page(key, **what)
    settle(tessera, qtbot)
    page = tessera.window.page
    assert page is not None
    return page


def texts(widget: QWidget) -> str:
    """Every visible label under a widget, as one text."""

    return "\n".join(one.plain() for one in widget.findChildren(Label) if one.isVisible())

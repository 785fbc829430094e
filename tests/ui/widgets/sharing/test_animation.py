"""From one window to another: what a moving code shows is read back from its pixels."""

from __future__ import annotations

import secrets

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, Open, settle, show
from ui.app import Tessera
from ui.pages.check import CheckPage
from ui.widgets.checking.scanning import Scanner
from ui.widgets.sharing.animation import Animation
from ui.widgets.ticks import Tick
from ui.widgets.working import Working
from wallet.presenting import frames
from wallet.presenting.animated import frame_texts


@pytest.fixture
def checking(start: Open, qtbot: QtBot) -> tuple[Tessera, CheckPage]:
    """The receiver's window, at Check, without a wallet."""
    tessera = start()
    page = show(tessera, qtbot, "check")
    assert isinstance(page, CheckPage)
    return tessera, page


def shown(data: bytes, qtbot: QtBot, **more: bool) -> Animation:
    """A code on screen."""
    made = Animation([one.data for one in frames(data)], **more)
    qtbot.addWidget(made)
    made.resize(620, 760)
    made.show()
    return made


def seen(scanner: Scanner, image: QImage, tessera: Tessera, qtbot: QtBot) -> None:
    """The reader looks once, and has finished looking."""
    scanner.see(image)
    qtbot.waitUntil(lambda: tessera.tasks.is_idle, timeout=WAIT)


def test_what_one_window_shows_another_reads_with_frames_missing(
    checking: tuple[Tessera, CheckPage], qtbot: QtBot
) -> None:
    tessera, page = checking
    data = secrets.token_bytes(2_000)
    animation = shown(data, qtbot)
    found: list[bytes] = []
    page.scanner._found = found.append
    page.scanner.show()
    page.scanner.start(looks=False)
    count = len(animation._frames)
    for turn in range(3 * count):  # it is shown over and over
        animation._show(turn % count)
        if (turn + turn // count) % 3:  # a third of the frames is missed, others each round
            seen(page.scanner, animation.picture.grab().toImage(), tessera, qtbot)
        if found:
            break
    assert found == [data]
    assert not page.scanner.is_reading


def test_the_ring_says_how_far_it_is(checking: tuple[Tessera, CheckPage], qtbot: QtBot) -> None:
    tessera, page = checking
    animation = shown(secrets.token_bytes(2_000), qtbot)
    page.scanner.start(looks=False)
    assert "Looking" in page.scanner.ring.accessibleName()
    seen(page.scanner, animation.picture.grab().toImage(), tessera, qtbot)
    assert page.scanner.ring.accessibleName() == "1 of 5 parts read"
    assert page.scanner.ring.share == pytest.approx(0.2)
    page.scanner.button.click()
    assert not page.scanner.is_reading


def test_the_screen_is_not_looked_at_when_nobody_sees_that_it_is(
    checking: tuple[Tessera, CheckPage], qtbot: QtBot
) -> None:
    tessera, page = checking
    page.scanner.start()
    show(tessera, qtbot, "help")
    assert not page.scanner.is_reading


def test_a_code_that_any_camera_reads_ends_when_one_looks_away(
    qtbot: QtBot, qapp: QApplication, checking: tuple[Tessera, CheckPage]
) -> None:
    _ = checking  # a theme to draw with
    open_to_all = shown(b"x" * 50, qtbot)
    locked = shown(b"x" * 50, qtbot, is_locked=True)
    assert open_to_all.is_running
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationDeactivate))
    assert not open_to_all.is_running
    assert locked.is_running
    open_to_all.start()
    open_to_all._end.timeout.emit()
    assert not open_to_all.is_running
    open_to_all.hide()
    assert not open_to_all.is_running


def test_nothing_moves_by_itself_where_motion_is_unwanted(
    qtbot: QtBot, checking: tuple[Tessera, CheckPage]
) -> None:
    tessera, _page = checking
    settings = show(tessera, qtbot, "settings")
    (wish,) = [one for one in settings.findChildren(Tick) if "Less motion" in one.text()]
    wish.click()
    assert tessera.preferences.still is True
    code = shown(b"x" * 2000, qtbot)
    assert not code.is_running
    code._switch.click()
    assert code.is_running
    working = Working(lambda: None)
    qtbot.addWidget(working)
    working.start("Reading")
    assert working.findChild(QProgressBar).maximum() == 1  # a bar that waits in place
    wish.click()
    assert tessera.preferences.still is False
    assert shown(b"x" * 2000, qtbot).is_running


def test_frames_follow_each_other_as_fast_as_was_chosen(
    qtbot: QtBot, checking: tuple[Tessera, CheckPage]
) -> None:
    _ = checking
    animation = shown(secrets.token_bytes(2_000), qtbot)
    assert animation._tick.interval() == 100
    animation.speed.setValue(8)
    assert animation._tick.interval() == 125
    qtbot.waitUntil(lambda: animation._at > 1, timeout=WAIT)


def test_the_code_is_as_large_as_was_chosen(
    qtbot: QtBot, checking: tuple[Tessera, CheckPage]
) -> None:
    _ = checking
    animation = shown(secrets.token_bytes(2_000), qtbot)
    animation.resize(900, 1_400)

    def side() -> int:
        image = animation.picture.grab().toImage()
        across = [image.pixelColor(at, 2).lightness() for at in range(image.width())]
        return across.count(255)  # the quiet zone is white whatever the palette

    usual = side()
    animation.size_on_screen.setValue(300)
    qtbot.waitUntil(lambda: side() == 300, timeout=WAIT)
    assert usual == 560


def test_a_small_presentation_needs_one_frame() -> None:
    assert len(frame_texts(b"{}")) == 1
    many = frame_texts(secrets.token_bytes(5_000))
    assert len(set(many)) == len(many) == 36


def test_what_was_read_from_the_screen_is_checked(
    checking: tuple[Tessera, CheckPage], qtbot: QtBot
) -> None:
    tessera, page = checking
    page._scanned(b"no presentation at all")
    settle(tessera, qtbot)
    assert page._answer is not None
    assert page._answer.results[0].source == "read from the screen"

"""Nothing is kept before the person says so, and then exactly what they chose."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.ui.conftest import PASSPHRASE, Open, settle, show, texts, unlock
from tests.ui.hand import press
from ui.app import Tessera
from ui.page import Page
from ui.widgets.buttons import Button
from wallet.session import Costs, LibraryQuery, Session


@pytest.fixture
def empty(start: Open, tmp_path: Path, qtbot: QtBot) -> Tessera:
    """The window over an empty wallet."""
    folder = tmp_path / "Empty"
    session, _words = Session.create(folder, PASSPHRASE, costs=Costs())
    session.lock()
    tessera = start(folder)
    unlock(tessera, qtbot)
    return tessera


@pytest.fixture
def folder(sample: demo.Sample, tmp_path: Path) -> Path:
    """The files of the demo, and one that is none."""
    place = tmp_path / "received"
    place.mkdir()
    for name, content in sample.files:
        (place / name).write_bytes(content)
    (place / "letter.txt").write_text("Dear learner", encoding="utf-8")
    return place


def held(tessera: Tessera, qtbot: QtBot) -> list[str]:
    """Credential ids in the wallet."""
    got: list[str] = []
    tessera.tasks.run(
        tessera.shell,
        lambda session: session.page(LibraryQuery(), None, 500).rows,
        lambda rows: got.extend(row.credential_id for row in rows),
    )
    settle(tessera, qtbot)
    return got


def review(tessera: Tessera, qtbot: QtBot, *items: object) -> Page:
    return show(tessera, qtbot, "import_review", items=items)


def test_a_folder_is_reviewed_and_nothing_kept(
    empty: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    page = review(empty, qtbot, folder)
    said = texts(page)
    assert f"{len(sample.files)} credentials found. 1 file cannot be read." in said
    assert "letter.txt" in said
    assert "no learning credential" in said
    assert "Circular economy" in said
    assert "New" in said
    assert held(empty, qtbot) == []


FALSE = "machine-learning.json"
"""The file of the demo that was changed after it was signed."""


def test_what_is_not_genuine_is_kept_only_where_somebody_chooses_it(
    empty: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    page = review(empty, qtbot, folder)
    assert "1 is not genuine and is not chosen." in texts(page)
    open_ones = [one for one in page.findChildren(QCheckBox) if not one.isChecked()]
    assert [one.accessibleName() for one in open_ones] == [f"Keep {FALSE}"]
    shown = [one.text() for one in page.findChildren(Button) if one.isVisible()]
    assert "Keep the chosen ones" in shown
    assert not any(one.startswith("Keep all") for one in shown)
    press(page, "Keep the chosen ones")
    settle(empty, qtbot)
    assert len(held(empty, qtbot)) == len(sample.files) - 1


def test_all_are_kept_with_one_press_where_none_is_false(
    empty: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    (folder / FALSE).unlink()
    page = review(empty, qtbot, folder)
    press(page, f"Keep all {len(sample.files) - 1}")
    settle(empty, qtbot)
    assert len(held(empty, qtbot)) == len(sample.files) - 1


def test_a_single_one_has_no_box_that_its_button_would_not_follow(
    empty: Tessera, folder: Path, qtbot: QtBot
) -> None:
    page = review(empty, qtbot, folder / "data-management.json")
    assert page.findChildren(QCheckBox) == []
    press(page, "Keep it")
    settle(empty, qtbot)
    assert len(held(empty, qtbot)) == 1


def test_the_exact_bytes_are_kept(
    empty: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    page = review(empty, qtbot, folder)
    for box in page.findChildren(QCheckBox):
        box.setChecked(True)
    press(page, "Keep the chosen ones")
    settle(empty, qtbot)
    assert empty.window.shown == "credentials"
    assert len(held(empty, qtbot)) == len(sample.files)
    wanted = {hashlib.sha256(content).hexdigest(): content for _, content in sample.files}
    got: dict[str, bytes] = {}
    for sha256 in wanted:
        empty.tasks.run(
            empty.shell,
            lambda session, sha256=sha256: (sha256, session.original(sha256)),  # type: ignore[misc]
            lambda pair: got.update([pair]),
        )
    settle(empty, qtbot)
    assert got == wanted


def test_only_the_chosen_ones_are_kept(empty: Tessera, folder: Path, qtbot: QtBot) -> None:
    page = review(empty, qtbot, folder)
    boxes = page.findChildren(QCheckBox)
    for box in boxes[2:]:
        box.setChecked(False)
    press(page, "Keep the chosen ones")
    settle(empty, qtbot)
    assert len(held(empty, qtbot)) == 2


def test_keep_nothing_keeps_nothing(empty: Tessera, folder: Path, qtbot: QtBot) -> None:
    page = review(empty, qtbot, folder)
    press(page, "Keep nothing")
    settle(empty, qtbot)
    assert held(empty, qtbot) == []


def test_what_is_held_already_is_told_and_cannot_be_kept_twice(
    unlocked: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    page = review(unlocked, qtbot, folder)
    assert f"{len(sample.files)} are held already." in texts(page)
    assert page.findChildren(QCheckBox) == []
    assert "Keep all" not in texts(page)


def test_markup_in_a_title_is_shown_as_text(empty: Tessera, qtbot: QtBot) -> None:
    title = '<b>Bold</b> <img src="file:///etc/passwd"> degree'
    badge = Issuer("<i>University</i>").issue(title)
    page = review(empty, qtbot, ("badge.json", to_bytes(badge)))
    said = texts(page)
    assert title in said
    assert "calls itself <i>University</i>" in said.replace("\u2068", "").replace("\u2069", "")


def test_locking_in_the_middle_forgets_the_review(
    empty: Tessera, folder: Path, qtbot: QtBot
) -> None:
    review(empty, qtbot, folder)
    empty.tasks.lock()
    qtbot.wait(30)
    assert empty.window.shown == "unlock"
    assert "Data management" not in texts(empty.window)
    unlock(empty, qtbot)
    assert held(empty, qtbot) == []


def test_files_dropped_anywhere_are_reviewed(
    empty: Tessera, folder: Path, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "python-basics.svg"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(10, 10), copy, mime, buttons, keys)
    QApplication.sendEvent(empty.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(empty.window, QDropEvent(QPointF(10, 10), copy, mime, buttons, keys))
    settle(empty, qtbot)
    assert empty.window.shown == "import_review"
    page = empty.window.page
    assert page is not None
    assert "Python basics" in texts(page)


def test_a_list_of_issuers_that_was_dropped_here_finds_its_way_to_trust(
    empty: Tessera, sample: demo.Sample, qtbot: QtBot
) -> None:
    page = review(empty, qtbot, sample.evidence[0])
    assert "belongs on the page Trust" in texts(page)
    settle(empty, qtbot)
    assert "Cannot be read" not in texts(page)
    assert "belongs on the page Trust" in texts(page)
    (go,) = (one for one in page.findChildren(Button) if one.text() == "Open Trust")
    go.click()
    settle(empty, qtbot)
    assert empty.window.shown == "trust"
    assert "Is this really from them?" in texts(empty.window.page)
    page = review(empty, qtbot, ("letter.txt", b"Dear learner"))
    assert "belongs on the page Trust" not in texts(page)
    assert "Cannot be read" in texts(page)


def test_what_belongs_to_trust_is_led_there_from_among_credentials(
    empty: Tessera, folder: Path, sample: demo.Sample, qtbot: QtBot
) -> None:
    name, content = sample.evidence[0]
    (folder / name).write_bytes(content)
    page = review(empty, qtbot, folder)
    assert "1 file is no credential: it belongs on the page Trust." in texts(page)
    assert "1 file cannot be read." in texts(page), "the letter; the list can be, elsewhere"
    assert "command line" not in texts(page)
    press(page, "Open Trust")
    settle(empty, qtbot)
    assert empty.window.shown == "trust"
    assert "Is this really from them?" in texts(empty.window.page)
    assert "Data management" not in texts(empty.window.page)


def test_a_pasted_credential_is_reviewed(
    empty: Tessera, qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.clipboard().setText(to_bytes(Issuer().issue("Pasted course")).decode())
    empty.window.activateWindow()
    page = empty.window.page
    assert page is not None
    page.setFocus()
    qtbot.keyClick(empty.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(empty, qtbot)
    assert empty.window.shown == "import_review"
    shown = empty.window.page
    assert shown is not None
    assert "Pasted course" in texts(shown)
    qapp.clipboard().clear()


def test_a_thousand_files_can_be_stopped(empty: Tessera, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "many"
    place.mkdir()
    badge = to_bytes(Issuer().issue("Course"))
    for number in range(1_000):
        (place / f"{number}.json").write_bytes(badge + b" " * number)
    empty.window.show_page("import_review", items=(place,))
    qtbot.waitUntil(lambda: bool(empty.tasks.jobs), timeout=5_000)
    qtbot.waitUntil(lambda: empty.tasks.jobs[0].done > 0, timeout=60_000)
    page = empty.window.page
    assert page is not None
    press(page, "Stop")
    settle(empty, qtbot)
    assert "You stopped it" in texts(page)
    assert held(empty, qtbot) == []

"""What a person does in the window: keeps a file, opens a credential, presses a button."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, show
from ui.app import Tessera
from ui.page import Page
from ui.pages.pathways import PathwaysPage
from ui.widgets.buttons import Button
from wallet.session import LibraryQuery


def id_of(tessera: Tessera, qtbot: QtBot, title: str) -> str:
    """The id of the credential with that title."""
    found: list[str] = []
    tessera.tasks.run(
        tessera.shell,
        lambda session: session.page(LibraryQuery(text=title)).rows,
        lambda rows: found.extend(row.credential_id for row in rows),
    )
    settle(tessera, qtbot)
    assert len(found) == 1
    return found[0]


def open_credential(tessera: Tessera, qtbot: QtBot, title: str) -> Page:
    """The page of the credential with that title."""
    return show(tessera, qtbot, "credential", id=id_of(tessera, qtbot, title))


def keep(tessera: Tessera, qtbot: QtBot, name: str, content: bytes) -> None:
    """Keeps what is in a file."""
    tessera.tasks.change(
        tessera.shell, lambda session: session.keep(session.review([(name, content)]))
    )
    settle(tessera, qtbot)


def press(page: Page, name: str) -> None:
    """Presses the button of that name."""
    (found,) = (
        one
        for one in page.findChildren(Button)
        if one.accessibleName() == name and one.isVisible() and one.isEnabled()
    )
    found.click()


def press_soon(tessera: Tessera, name: str) -> None:
    """Presses the visible button of that name, once it is there."""

    def found() -> list[Button]:
        return [
            one
            for one in tessera.window.findChildren(Button)
            if one.accessibleName() == name and one.isVisible() and one.isEnabled()
        ]

    for _ in range(500):
        if len(found()) == 1:
            break
        QTest.qWait(10)
    (button,) = found()
    button.click()


def press_by_key(page: Page, qtbot: QtBot, name: str) -> None:
    """Presses the button of that accessible name, by keyboard."""
    found = [
        one
        for one in page.findChildren(QAbstractButton)
        if one.accessibleName() == name and one.isVisible()
    ]
    assert len(found) == 1, [one.accessibleName() for one in page.findChildren(QAbstractButton)]
    found[0].setFocus()
    qtbot.keyClick(found[0], Qt.Key.Key_Space)
    qtbot.wait(20)  # what was made is shown by the event loop


def follow(tessera: Tessera, qtbot: QtBot, *documents: dict[str, Any]) -> PathwaysPage:
    """The page, after these documents were dropped on it; the demo follows the template."""
    page = show(tessera, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    if documents:
        dropped = [(f"{n}.json", json.dumps(one).encode()) for n, one in enumerate(documents)]
        assert page.take(dropped)
    settle(tessera, qtbot)
    settle(tessera, qtbot)
    return page

"""What a person does in the window: keeps a file, opens a credential, presses a button."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, show
from ui.app import Tessera
from ui.page import Page
from ui.widgets.buttons import Button
from wallet.session import LibraryQuery


def open_credential(tessera: Tessera, qtbot: QtBot, title: str) -> Page:
    """The page of the credential with that title."""
    found: list[str] = []
    tessera.tasks.run(
        tessera.shell,
        lambda session: session.page(LibraryQuery(text=title)).rows,
        lambda rows: found.extend(row.credential_id for row in rows),
    )
    settle(tessera, qtbot)
    assert len(found) == 1
    return show(tessera, qtbot, "credential", id=found[0])


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

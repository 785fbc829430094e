"""The time line and the skills: by keyboard, in words, leading to the credentials."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.ui.conftest import settle, show, texts
from ui.app import Tessera
from ui.widgets.buttons import Button, Fold
from wallet.session.learning import Year

_OLD = datetime.fromisoformat("2011-05-05T12:00:00+00:00")


def lines(page: object) -> list[str]:
    return [one.button.text() for one in page.findChildren(Fold)]  # type: ignore[attr-defined]


def test_years_are_a_picture_and_a_list_and_gaps_are_told(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    badge = to_bytes(Issuer("Old School").issue("Long ago", valid_from=_OLD))
    unlocked.tasks.change(
        unlocked.shell, lambda session: session.keep(session.review([("old.json", badge)]))
    )
    settle(unlocked, qtbot)
    page = show(unlocked, qtbot, "time_line")
    strip = page.strip  # type: ignore[attr-defined]
    assert "2011: 1 credential" in lines(page)
    assert "Nothing from 2012 to" in texts(page)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.accessibleDescription() == "2011: 1 credential"
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.accessibleDescription() == "2012: nothing"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    settle(unlocked, qtbot)
    (found,) = (one for one in page.findChildren(Button) if "Long ago" in one.accessibleName())
    assert "Cannot tell" in found.accessibleName(), "with its verdict"
    strip.grab()
    found.click()
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "credential"


def test_skills_name_the_verified_credentials_that_show_them(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = show(unlocked, qtbot, "skills_overview")
    told = lines(page)
    assert told
    assert "skill" in texts(page)
    first = page.findChildren(Fold)[0]
    first.button.setChecked(True)
    settle(unlocked, qtbot)
    shown = [one.accessibleName() for one in first.findChildren(Button)[1:]]
    assert shown
    assert all("Verified" in one for one in shown)
    page.search.setText("qqqq")  # type: ignore[attr-defined]
    settle(unlocked, qtbot)
    assert lines(page) == []


def test_a_strip_of_one_year_is_no_picture(unlocked: Tessera) -> None:
    page = unlocked.window.page
    assert page is not None
    from ui.widgets.learning.year_strip import YearStrip  # noqa: PLC0415 - needs the application

    strip = YearStrip()
    strip.show_years([Year(year=2024, count=3)])
    assert strip.isHidden()
    strip.show_years([Year(year=2024, count=3), Year(year=2020, count=1)])
    assert not strip.isHidden()
    strip.deleteLater()

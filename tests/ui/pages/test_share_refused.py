"""What cannot be shown is named where it is refused."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show, texts
from tests.ui.hand import id_of
from ui.app import Tessera
from ui.pages.share import SharePage

GOOD = "Data management"


def test_which_one_is_not_genuine_is_said_as_it_is_called_where_one_chooses(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = show(unlocked, qtbot, "share")
    assert isinstance(page, SharePage)
    forged, good = (id_of(unlocked, qtbot, one) for one in ("Machine learning", GOOD))
    page.chooser.choose((good, forged))
    why = "One of the credentials is not genuine"
    qtbot.waitUntil(lambda: why in texts(page.preview), timeout=WAIT)
    settle(unlocked, qtbot)
    told = texts(page.preview)
    assert "“Machine learning”, it says" in told
    assert GOOD not in told
    assert not page.show_button.isEnabled()
    page.chooser.choose((good,))
    qtbot.waitUntil(lambda: GOOD in texts(page.preview), timeout=WAIT)
    assert why not in texts(page.preview)

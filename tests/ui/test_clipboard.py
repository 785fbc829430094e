"""What we copied is taken away again; what somebody else copied is theirs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.app import Tessera
from ui.clipboard import Clipboard


def test_our_text_is_marked_as_secret_and_taken_away(qapp: QApplication) -> None:
    clipboard = Clipboard(qapp.clipboard())
    clipboard.copy("did:key:z6Mk")
    assert qapp.clipboard().text() == "did:key:z6Mk"
    assert qapp.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    clipboard.clear()
    assert qapp.clipboard().text() == ""


def test_what_was_copied_elsewhere_stays(qapp: QApplication) -> None:
    clipboard = Clipboard(qapp.clipboard())
    clipboard.copy("ours")
    qapp.clipboard().setText("theirs")
    clipboard.clear()
    assert qapp.clipboard().text() == "theirs"


def test_locking_takes_our_text_away(unlocked: Tessera, qapp: QApplication) -> None:
    unlocked.shell.clipboard.copy("a claim")
    unlocked.tasks.lock()
    assert qapp.clipboard().text() == ""

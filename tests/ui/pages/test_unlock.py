"""From nothing to an open wallet, and back in when the passphrase is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PASSPHRASE, WAIT, Open, settle, texts, unlock
from tests.ui.hand import press_soon
from ui.app import Tessera
from ui.widgets.buttons import Button
from ui.widgets.fields import Strength, strength
from ui.widgets.text import Label

OTHER = "another fine passphrase"


def field(tessera: Tessera, name: str) -> QLineEdit:
    """The visible field of that name, once it is there."""

    def found() -> list[QLineEdit]:
        return [
            one
            for one in tessera.window.findChildren(QLineEdit)
            if one.accessibleName() == name and one.isVisible()
        ]

    for _ in range(500):
        if len(found()) == 1:
            break
        QTest.qWait(10)
    (one,) = found()
    return one


def words_on_sheet(tessera: Tessera) -> tuple[str, ...]:
    page = tessera.window.page
    assert page is not None
    numbered = [
        one.plain().split(". ")
        for one in page.findChildren(Label)
        if one.property("data") and ". " in one.plain()
    ]
    return tuple(word for _, word in sorted(numbered, key=lambda one: int(one[0])))


def type_back(tessera: Tessera, words: tuple[str, ...]) -> None:
    for number, word in enumerate(words, start=1):
        for one in tessera.window.findChildren(QLineEdit):
            if one.accessibleName() == f"Word {number}" and one.isVisible():
                one.setText(word)
    press_soon(tessera, "I have got them")


def make(tessera: Tessera, qtbot: QtBot) -> tuple[str, ...]:
    press_soon(tessera, "Make my wallet")
    qtbot.wait(10)
    field(tessera, "Passphrase").setText(PASSPHRASE)
    field(tessera, "The same passphrase again").setText(PASSPHRASE)
    press_soon(tessera, "Make my wallet")
    qtbot.waitUntil(lambda: tessera.window.shown == "recovery", timeout=WAIT)
    qtbot.wait(10)
    return words_on_sheet(tessera)


def test_a_new_wallet_is_made_and_its_words_typed_back(
    start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    tessera = start(tmp_path / "New")
    words = make(tessera, qtbot)
    assert len(words) == 12
    assert (tmp_path / "New" / "vault.json").is_file()
    type_back(tessera, ("wrong",) * 12)
    assert tessera.window.shown == "recovery"
    type_back(tessera, words)
    settle(tessera, qtbot)
    assert tessera.window.shown == "home"
    page = tessera.window.page
    assert page is not None
    assert "Bring in your first credential" in texts(page)


def test_the_words_open_it_once_and_are_then_others(
    start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    tessera = start(tmp_path / "New")
    words = make(tessera, qtbot)
    tessera.tasks.lock()
    qtbot.wait(10)
    press_soon(tessera, "I forgot it")
    qtbot.wait(10)
    page = tessera.window.page
    assert page is not None
    sheet = page.findChild(QPlainTextEdit)
    assert sheet is not None
    sheet.setPlainText(" ".join(words))
    field(tessera, "New passphrase").setText(OTHER)
    field(tessera, "The same passphrase again").setText(OTHER)
    press_soon(tessera, "Open the wallet")
    qtbot.waitUntil(lambda: tessera.window.shown == "recovery", timeout=WAIT)
    qtbot.wait(10)
    fresh = words_on_sheet(tessera)
    assert len(fresh) == 12
    assert fresh != words


def test_a_wrong_passphrase_is_told_and_nothing_opens(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet)
    entry = field(tessera, "Passphrase")
    QTest.keyClicks(entry, "not it at all")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    settle(tessera, qtbot)
    assert not tessera.tasks.is_unlocked
    page = tessera.window.page
    assert page is not None
    assert "passphrase" in texts(page).lower()
    assert field(tessera, "Passphrase").text() == ""


def test_no_passphrase_stays_in_a_field_once_it_is_open(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet)
    entry = field(tessera, "Passphrase")
    entry.setText(PASSPHRASE)
    press_soon(tessera, "Unlock")
    qtbot.waitUntil(lambda: tessera.tasks.is_unlocked, timeout=WAIT)
    assert PASSPHRASE not in {one.text() for one in tessera.window.findChildren(QLineEdit)}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("short", "short", "at least 8"), (PASSPHRASE, OTHER, "not the same")],
)
def test_a_new_passphrase_must_be_long_and_typed_twice(
    first: str, second: str, said: str, start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    tessera = start(tmp_path / "New")
    press_soon(tessera, "Make my wallet")
    qtbot.wait(10)
    field(tessera, "Passphrase").setText(first)
    field(tessera, "The same passphrase again").setText(second)
    press_soon(tessera, "Make my wallet")
    qtbot.wait(10)
    page = tessera.window.page
    assert page is not None
    assert said in texts(page)
    assert not (tmp_path / "New").exists()


def test_the_name_of_a_wallet_cannot_lead_out_of_its_place(
    start: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    tessera = start(tmp_path / "deep" / "New")
    press_soon(tessera, "Make my wallet")
    qtbot.wait(10)
    field(tessera, "Name of the wallet").setText("../escaped")
    field(tessera, "Passphrase").setText(PASSPHRASE)
    field(tessera, "The same passphrase again").setText(PASSPHRASE)
    press_soon(tessera, "Make my wallet")
    settle(tessera, qtbot)
    assert not (tmp_path / "escaped").exists()
    assert not tessera.tasks.is_unlocked


def test_another_window_s_wallet_is_not_opened_twice(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    first = start(wallet)
    unlock(first, qtbot)
    second = start(wallet)
    page = second.window.page
    assert page is not None
    page.unlock(PASSPHRASE)  # type: ignore[attr-defined]
    settle(second, qtbot)
    assert not second.tasks.is_unlocked
    assert first.tasks.is_unlocked


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.EMPTY),
        ("abc", Strength.SHORT),
        ("aaaaaaaaaaaa", Strength.WEAK),
        ("abcdefghijkl", Strength.WEAK),
        ("12345678", Strength.WEAK),
        ("bluefish", Strength.WEAK),
        ("blue fish 42", Strength.FAIR),
        ("correct horse battery staple", Strength.STRONG),
    ],
)
def test_strength_is_told_without_flattery(passphrase: str, expected: Strength) -> None:
    assert strength(passphrase) is expected


def test_capital_letters_without_shift_are_pointed_out(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet)
    entry = field(tessera, "Passphrase")
    page = tessera.window.page
    assert page is not None
    QTest.keyClick(entry, "a")
    assert "Caps Lock" not in texts(page)
    qtbot.keyPress(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock" in texts(page)


def test_several_people_s_wallets_are_named_and_one_switches_between_them(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    for name in ("Zoë", "Ada"):
        (wallet.parent / name).mkdir()
        (wallet.parent / name / "vault.json").write_text("{}")
    (wallet.parent / "No wallet").mkdir()
    tessera = start(wallet)
    page = tessera.window.page
    assert page is not None

    def others() -> list[str]:
        names = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
        return [one for one in names if one.startswith("Open the wallet")]

    assert others() == ["Open the wallet Ada", "Open the wallet Zoë"]
    press_soon(tessera, "Open the wallet Zoë")
    qtbot.waitUntil(lambda: "Unlock Zoë" in texts(page))
    qtbot.waitUntil(lambda: others() == ["Open the wallet Ada", "Open the wallet Demo wallet"])
    press_soon(tessera, "Make a new wallet")
    qtbot.waitUntil(lambda: others() == [])
    assert field(tessera, "Name of the wallet").text() == "Zoë (2)", "none is written over"
    press_soon(tessera, "Back")
    press_soon(tessera, "Open the wallet Demo wallet")
    unlock(tessera, qtbot)
    assert tessera.preferences.wallet == wallet

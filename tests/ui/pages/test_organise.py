"""One's own order in the window: on a credential, in the list, on several, as collections."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle, show, texts
from tests.ui.hand import press
from ui.app import Tessera
from ui.page import Page
from ui.pages.credentials import CredentialsPage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.library.own_order import OwnOrder
from wallet.session import Facet, Session
from wallet.session.labels import Labelled


def asked(tessera: Tessera, qtbot: QtBot, credential_id: str) -> Labelled:
    found: list[Labelled] = []
    tessera.tasks.run(
        tessera.shell, lambda session: session.labels.of(credential_id), found.append
    )
    settle(tessera, qtbot)
    return found[0]


def library(tessera: Tessera, qtbot: QtBot) -> CredentialsPage:
    page = show(tessera, qtbot, "credentials", filters=(), deleted=False)
    assert isinstance(page, CredentialsPage)
    return page


def test_a_credential_is_tagged_noted_and_made_a_favourite_by_keyboard(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = library(unlocked, qtbot)
    row = page.model.row_at(page.model.index(0, 0))
    assert row is not None
    show(unlocked, qtbot, "credential", id=row.credential_id)
    page = unlocked.window.page
    assert page is not None
    (own,) = page.findChildren(OwnOrder)
    own._tag.setFocus()
    qtbot.keyClicks(own._tag, "For ACME")
    qtbot.keyClick(own._tag, Qt.Key.Key_Return)
    own.note.text.setPlainText("Ask about it")
    press(page, "Keep the note")
    own._star.click()
    settle(unlocked, qtbot)
    assert page.findChildren(OwnOrder) == [own], "the page stays as it stands meanwhile"
    found = asked(unlocked, qtbot, row.credential_id)
    assert (found.tags, found.favourite) == (("For ACME",), True)
    assert [one.text for one in found.notes] == ["Ask about it"]
    assert own.note.text.toPlainText() == ""
    (edit,) = own._edits.values()
    edit.text.setPlainText("Asked")
    (keep,) = (one for one in edit.findChildren(Button) if one.text() == "Keep the note")
    keep.click()
    press(page, "Take off the tag For ACME")
    settle(unlocked, qtbot)
    found = asked(unlocked, qtbot, row.credential_id)
    assert (found.tags, [one.text for one in found.notes]) == ((), ["Asked"])
    press(page, "Remove the note")
    settle(unlocked, qtbot)
    assert asked(unlocked, qtbot, row.credential_id).notes == ()
    assert own._edits == {}


def test_where_nothing_is_found_the_page_says_so_and_leads_back(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    filters = ((Facet.TAG, "nobody has it"),)
    page = show(unlocked, qtbot, "credentials", filters=filters, deleted=False)
    assert isinstance(page, CredentialsPage)
    assert "Nothing found." in texts(page)
    assert not page.list.isVisible()
    page._none.shows_all.click()
    settle(unlocked, qtbot)
    assert page.list.isVisible()
    assert page.model.rowCount() > 0
    assert "Nothing found." not in texts(page)
    show(unlocked, qtbot, "credentials", filters=(), deleted=True)
    assert "The bin is empty" in texts(page)
    library(unlocked, qtbot)


def test_several_are_tagged_collected_exported_and_deleted_at_once(
    unlocked: Tessera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = library(unlocked, qtbot)
    total = page.model.rowCount()
    assert not page.bulk.isVisible()
    for number in (0, 2):
        page.list.selectionModel().select(
            page.model.index(number, 0), QItemSelectionModel.SelectionFlag.Select
        )
    assert page.bulk.isVisible()
    assert "2 credentials selected" in texts(page.bulk)
    ids = page.chosen()
    assert len(ids) == 2
    for words, typed in (("Tag", "Both"), ("Add to a collection", "For a job")):
        monkeypatch.setattr(QInputDialog, "getItem", lambda *_a, typed=typed: (typed, True))
        monkeypatch.setattr(page, "chosen", lambda: ids)
        page.bulk._chosen = lambda: ids
        (button,) = (one for one in page.bulk.findChildren(Button) if one.text() == words)
        button.click()
        settle(unlocked, qtbot)
    for one in ids:
        found = asked(unlocked, qtbot, one)
        assert found.tags == ("Both",)
        assert [each.name for each in found.collections] == ["For a job"]
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    for _ in range(2):  # nothing is written over
        page.bulk.ordering.export(ids)
        settle(unlocked, qtbot)
    assert len(list(folder.iterdir())) in {2, 4}
    page.bulk.ordering.delete(ids)
    settle(unlocked, qtbot)
    assert page.model.rowCount() == total - 2


def test_with_several_selected_no_single_one_is_offered_for_deletion(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page, size = library(unlocked, qtbot), unlocked.window.size()
    unlocked.window.resize(1240, 860)
    settle(unlocked, qtbot)
    assert page.detail.isVisible()
    page.list.selectAll()
    settle(unlocked, qtbot)
    assert not page.detail.isVisible()
    assert page.bulk.mapTo(page, QPoint()).x() > page.list.geometry().right()
    unlocked.window.resize(900, 860)
    settle(unlocked, qtbot)
    assert page.bulk.isVisible()
    assert page.bulk.geometry().bottom() < page.list.geometry().top()
    unlocked.window.resize(1240, 860)
    settle(unlocked, qtbot)
    page._select_none()
    assert not page.bulk.isVisible()
    assert page.detail.isVisible()
    unlocked.window.resize(size)


def test_several_come_back_from_the_bin_at_once(unlocked: Tessera, qtbot: QtBot) -> None:
    page = library(unlocked, qtbot)
    total = page.model.rowCount()
    page.list.selectAll()
    page.bulk.ordering.delete(page.chosen()[:2])
    settle(unlocked, qtbot)
    show(unlocked, qtbot, "credentials", filters=(), deleted=True)
    page.list.selectAll()
    offered = [one.text() for one in page.bulk.findChildren(Button) if one.isVisible()]
    assert offered == ["Put back", "Select none"]
    page.bulk._back.click()
    settle(unlocked, qtbot)
    assert page.model.rowCount() == 0
    library(unlocked, qtbot)
    assert page.model.rowCount() == total


def test_the_list_is_filtered_by_what_is_one_s_own_and_says_so(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = library(unlocked, qtbot)
    row = page.model.row_at(page.model.index(1, 0))
    assert row is not None

    def order(session: Session) -> object:
        session.labels.favour((row.credential_id,))
        return session.labels.tag((row.credential_id,), "Für Ada")

    unlocked.tasks.change(unlocked.shell, order)
    settle(unlocked, qtbot)
    page.filters._opened()
    settle(unlocked, qtbot)
    names = [one.text() for one in page.filters._menu.actions()]
    assert {"Favourites", "Tag", "Collection", "Ends"} <= set(names)
    page.filters._with((Facet.TAG, "fur ada"))
    settle(unlocked, qtbot)
    assert page.model.rowCount() == 1
    chips = [
        one.text()
        for one in page.filters.findChildren(Button)
        if one.property("kind") == "chip"
    ]
    assert chips == ["Tag: Für Ada"]
    told = page.model.data(page.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Favourite" in told
    assert "Tags: Für Ada" in told
    page.list.viewport().grab()  # painted with its star


def two_collections(tessera: Tessera, qtbot: QtBot) -> Page:
    """ "Job" and "Visa", and Visa moved to the front."""
    organise = show(tessera, qtbot, "organise")
    for name in ("Job", "Visa"):
        organise.name.setText(name)  # type: ignore[attr-defined]
        press(organise, "Make a collection")
        settle(tessera, qtbot)
    (up,) = (
        one
        for one in organise.findChildren(IconButton)
        if one.accessibleName() == "Move Visa up"
    )
    up.click()
    settle(tessera, qtbot)
    return organise


def test_collections_are_made_ordered_and_opened_in_their_order(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = library(unlocked, qtbot)
    ids = [page.model.row_at(page.model.index(one, 0)).credential_id for one in (0, 1, 2)]  # type: ignore[union-attr]
    organise = two_collections(unlocked, qtbot)

    def put(session: Session) -> object:
        first, *_ = session.labels.collections()
        assert first.name == "Visa"
        return session.labels.collect(first.uid, ids)

    unlocked.tasks.change(unlocked.shell, put)
    settle(unlocked, qtbot)
    press(organise, "Show what is in Visa")
    settle(unlocked, qtbot)
    page = unlocked.window.page  # type: ignore[assignment]
    assert isinstance(page, CredentialsPage)

    def shown() -> list[str]:
        rows = (page.model.row_at(page.model.index(n, 0)) for n in range(3))
        return [one.credential_id for one in rows if one is not None]

    assert shown() == ids
    page.list.setCurrentIndex(page.model.index(2, 0))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(unlocked, qtbot)
    assert shown() == [ids[0], ids[2], ids[1]]
    page.shift(1)
    settle(unlocked, qtbot)
    assert shown() == ids

"""The library as a model: pages out of the vault, never sorted here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.library import LibraryModel
from ui.theme import Theme
from ui.widgets.library.rows import LibraryDelegate
from wallet.credential import Credit, Kind, Level, Text
from wallet.report import VerdictCode
from wallet.session import Cursor, LibraryPage, LibraryQuery, LibraryRow

SIZE = 100
Done = Callable[[LibraryPage], None]


def row(number: int, **more: object) -> LibraryRow:
    facts: dict[str, object] = {
        "credential_id": f"{number:064x}",
        "titles": (Text(lang="en", text=f"Course {number}"),),
        "issuer_id": "did:key:z6Mk",
        "issuer_names": (Text(lang="en", text="University"),),
        "issuer_listed": (),
        "proven": True,
        "kind": Kind.COURSE.value,
        "credits": (),
        "levels": (Level(scheme="EQF", value="6"),),
        "award_date": "2026-03-01",
        "expires": None,
        "awards": 1,
        "format": "open_badges_3_0",
        "imported_at": datetime(2026, 11, 21, tzinfo=UTC),
        "verdict": VerdictCode.CANNOT_TELL,
        "reason": "no_trust_source",
        "verified_at": datetime(2026, 11, 21, tzinfo=UTC),
    }
    return LibraryRow(**{**facts, **more})  # type: ignore[arg-type]


class Shelf:
    """Answers like the vault: in pages, later, in its own order."""

    def __init__(self, count: int) -> None:
        self.rows = [row(number) for number in range(count)]
        self.asked = 0
        self.waiting: list[tuple[LibraryQuery, Cursor | None, Done]] = []

    def __call__(self, query: LibraryQuery, after: Cursor | None, done: Done) -> None:
        self.asked += 1
        self.waiting.append((query, after, done))

    def answer(self) -> None:
        """Everything that waits, oldest first."""
        waiting, self.waiting = self.waiting, []
        for query, after, done in waiting:
            found = [one for one in self.rows if query.text in one.titles[0].text]
            start = 0 if after is None else after.row
            part = tuple(found[start : start + SIZE])
            more = start + SIZE < len(found)
            done(
                LibraryPage(rows=part, next=Cursor(key="", row=start + SIZE) if more else None)
            )


def asked(shelf: Shelf, **query: str) -> LibraryModel:
    model = LibraryModel(shelf)
    model.ask(LibraryQuery(**query))
    shelf.answer()
    return model


def test_it_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    shelf = Shelf(250)
    model = asked(shelf)
    qtmodeltester.check(model)
    shelf.answer()
    assert model.rowCount() == 200


def test_pages_come_only_when_they_are_wanted() -> None:
    shelf = Shelf(10_000)
    model = asked(shelf)
    assert (model.rowCount(), shelf.asked) == (SIZE, 1)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())  # asked twice before the answer
    assert shelf.asked == 2
    shelf.answer()
    assert model.rowCount() == 2 * SIZE


def test_all_ten_thousand_are_there_in_the_vault_s_order() -> None:
    shelf = Shelf(10_000)
    model = asked(shelf)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        shelf.answer()
    assert model.rowCount() == 10_000
    for number in (0, 99, 100, 5_050, 9_999):
        assert model.index(number, 0).data() == f"Course {number}"


def test_an_answer_to_an_older_question_is_dropped() -> None:
    shelf = Shelf(30)
    model = LibraryModel(shelf)
    model.ask(LibraryQuery(text="Course 1"))
    model.ask(LibraryQuery(text="Course 29"))
    shelf.waiting.reverse()
    shelf.answer()
    assert [model.index(at, 0).data() for at in range(model.rowCount())] == ["Course 29"]


def test_emptied_it_holds_nothing() -> None:
    model = asked(Shelf(10))
    model.empty()
    assert model.rowCount() == 0
    assert model.query is None


def test_screen_readers_hear_title_issuer_and_verdict() -> None:
    model = asked(Shelf(1))
    heard = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Course 0" in heard
    assert "calls itself" in heard
    assert "Cannot tell" in heard
    assert "EQF 6" in heard


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"issuer_listed": ("University of Tartu",)}, "University of Tartu"),
        ({"issuer_names": ()}, "Issuer not named"),
    ],
)
def test_a_name_from_a_trust_source_outranks_what_it_calls_itself(
    more: dict[str, object], said: str
) -> None:
    model = asked(Shelf(0))
    assert model.issuer(row(1, **more)) == said


def test_a_title_in_the_person_s_language_comes_first() -> None:
    model = asked(Shelf(0))
    two = row(1, titles=(Text(lang="en", text="Course"), Text(lang="fi", text="Kurssi")))
    assert model.title(two) == "Course"
    model.languages = ("fi", "en")
    assert model.title(two) == "Kurssi"
    assert model.title(row(1, titles=())) == "Without a title"


def test_what_is_not_proven_stands_in_quotes_and_without_its_sizes() -> None:
    model = asked(Shelf(0))
    forged = row(1, proven=False, credits=(Credit(amount=Decimal(500), framework="ECTS"),))
    assert model.title(forged) == "“Course 1”, it says"
    assert model.facts(forged) == ""


def test_sizes_are_told_with_their_unit() -> None:
    model = asked(Shelf(0))
    sized = row(1, credits=(Credit(amount=Decimal("4.0"), framework="ECTS"),), awards=3)
    assert model.facts(sized) == "4 ECTS · EQF 6 · 1 Mar 2026 · 3 awards"


def test_rows_are_painted_mirrored_and_chosen(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp)
    shelf = Shelf(5)
    view = QListView()
    qtbot.addWidget(view)
    model = asked(shelf)
    view.setModel(model)
    view.setItemDelegate(LibraryDelegate(view))
    view.resize(400, 300)
    view.show()
    plain = view.grab().toImage()
    view.setCurrentIndex(model.index(1, 0))
    assert view.grab().toImage() != plain
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = view.grab().toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored != plain


def test_a_title_that_looks_like_html_is_no_html_when_pointed_at() -> None:
    title = "Diploma <img src='//evil.example/x.png'>"
    shelf = Shelf(0)
    shelf.rows = [row(1, titles=(Text(lang="en", text=title),))]
    model = asked(shelf)
    shown = QTextDocument()
    shown.setHtml(str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)))
    assert shown.toPlainText().startswith(title)

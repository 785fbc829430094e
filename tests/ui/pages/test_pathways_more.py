"""Trying out, choosing, comparing, copying, and what is ahead, on the page of pathways."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from tests.ui.conftest import settle, show, texts
from tests.ui.hand import follow, press_by_key
from ui.app import Tessera
from ui.pages.pathways import PathwaysPage
from ui.widgets.pathways.adapt import AdaptForm
from ui.widgets.pathways.graph import RuleTile, SlotTile
from ui.widgets.pathways.matrix import Matrix
from ui.widgets.pathways.trial import PlanForm, amount
from ui.widgets.text import Label
from wallet.session import LibraryQuery, Session
from wallet.wording import dates


def copying(unlocked: Tessera, qtbot: QtBot) -> tuple[PathwaysPage, AdaptForm]:
    """The page, and on it the form for a copy of the pathway that is followed."""
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Change, save or remove this pathway")
    press_by_key(page, qtbot, "Change a copy of it")
    settle(unlocked, qtbot)
    (form,) = page.findChildren(AdaptForm)
    return page, form


def test_what_is_missing_stands_before_what_is_there(unlocked: Tessera, qtbot: QtBot) -> None:
    """Whoever has never seen the page reads it off the first screen of a small window."""
    unlocked.window.resize(1240, 860)
    page = follow(unlocked, qtbot)
    first = [
        one.plain()
        for one in page.findChildren(Label)
        if one.isVisible() and one.mapTo(unlocked.window, QPoint()).y() < 780
    ]
    for sentence in (
        "0.5 ECTS missing",
        "Any one of these completes it",
        "set aside the rule “Level”, so that “Ethics of artificial intelligence” counts.",
        "Then it is complete, with 19.5 ECTS.",
        "Renew “Robotics”. Then it is complete, with 17.5 ECTS.",
        "Earn one more credential of at least 2 ECTS for “Free choice”. Then it is complete.",
    ):
        assert sentence in "\n".join(first)


def test_a_sum_that_is_short_has_its_tile_where_all_slots_are_filled(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    tiles = [one.accessibleName() for one in page.findChildren(RuleTile)]
    assert tiles == ["Credits in all: Not met: 14.5 of 15 ECTS"]


def test_every_fix_can_be_tried_one_beside_the_other_and_taken_back(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    new = "Earn one more credential of at least 2 ECTS for “Free choice”. Then it is complete."
    press_by_key(page, qtbot, f"Try it out: {new}")
    settle(unlocked, qtbot)
    assert "Complete, with 16.5 ECTS" in texts(page)
    assert "A new course for “Free choice”" in texts(page)
    plan(page, unlocked, qtbot, "Statistics", "2,5")
    assert "Complete, with 19 ECTS" in texts(page)
    press_by_key(page, qtbot, "Take back: “Statistics” with 2.5 ECTS is taken, for “Data”")
    settle(unlocked, qtbot)
    assert "Complete, with 16.5 ECTS" in texts(page)
    press_by_key(page, qtbot, "Back to how it is")
    assert "0.5 ECTS missing" in texts(page)


def plan(page: PathwaysPage, tessera: Tessera, qtbot: QtBot, title: str, size: str) -> None:
    """Tries a course that is only planned."""
    press_by_key(page, qtbot, "Try a course that you plan")
    form = next(one for one in page.findChildren(PlanForm) if one.isVisible())
    form.name.setText(title)
    form.credits.setText(size)
    press_by_key(page, qtbot, "Try this course")
    settle(tessera, qtbot)


def test_a_planned_course_without_credits_is_asked_for_them(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    plan(page, unlocked, qtbot, "Statistics", "many")
    assert "Say how many credits it has, such as 2.5." in texts(page)
    assert "Only tried out" not in texts(page)


@pytest.mark.parametrize("text", ["", "-1", "1e3", "2.5.1", "٣", "1234567", "x"])
def test_what_is_no_amount_of_credits(text: str) -> None:
    assert amount(text) is None


def test_the_learner_chooses_among_equals_and_may_let_go_again(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)

    def filled() -> str:
        tile = next(
            one for one in page.findChildren(SlotTile) if one.accessibleName() == "Data: Filled"
        )
        return texts(tile).split("\n")[2]

    before = filled()
    other = {"Data management": "Learning analytics", "Learning analytics": "Data management"}
    press_by_key(page, qtbot, f"Use this one: {other[before]}, Data")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert filled() == other[before]
    assert "Placed by you" in texts(page)
    assert "There are 2 equally good" not in texts(page)
    press_by_key(page, qtbot, f"Let Tessera choose: {other[before]}, Data")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert "Placed by you" not in texts(page)
    assert "There are 2 equally good" in texts(page)


def test_the_matrix_says_each_cell_in_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Requirements by credential")
    (matrix,) = page.findChildren(Matrix)
    model = matrix.model
    sentences = {
        model.sentence(model.index(row, column))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }
    for wanted in (
        "Circular economy, Green: counts, 3 ECTS.",
        "Circular economy, Data: not asked for.",
        "Robotics, Free choice: no. It expired on",
        "Leadership, Free choice: needs a decision. Nobody you trust says who its issuer is.",
    ):
        assert any(one.startswith(wanted) for one in sentences), wanted
    row = next(
        n for n, one in enumerate(model.matrix.awards) if one.title.startswith("Not proven")
    )
    title, down = model.matrix.awards[row].title, Qt.Orientation.Vertical
    matrix.table.resize(500, matrix.table.height())
    assert model.headerData(row, down).endswith("…"), "not cut off in the middle of a letter"
    assert model.headerData(row, down, Qt.ItemDataRole.AccessibleTextRole) == title
    assert title in model.headerData(row, down, Qt.ItemDataRole.ToolTipRole)
    matrix.table.setFocus()
    matrix.table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(matrix.table, Qt.Key.Key_Right)
    chosen = matrix.table.currentIndex()
    assert (chosen.row(), chosen.column()) == (0, 1)
    assert matrix.said.plain() == model.sentence(chosen)


def test_skills_are_told_by_their_labels(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Skills")
    assert "environmental protection technology: Circular economy" in texts(page)
    assert "statistics: nothing that counts shows it" in texts(page)


def test_a_copy_with_plain_changes_is_kept_beside_the_template(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page, form = copying(unlocked, qtbot)
    form.title.setText("Mine")
    form.least.setText("20")
    form.most.setText("15")
    press_by_key(page, qtbot, "Keep this copy")
    assert "the least is more than the most" in texts(page)
    form.least.setText("14,5")
    form.most.setText("30")
    form.slots["green"].setText("Planet")
    press_by_key(page, qtbot, "Keep this copy")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    said = texts(page)
    assert "Complete, with 14.5 ECTS" in said
    assert "Planet" in said
    assert "Nobody is named as the owner of this pathway." in said


def test_from_a_comparison_every_pathway_of_the_list_can_be_shown(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Add a pathway")
    press_by_key(page, qtbot, "Follow Stack to a certificate, 15 US credits")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    press_by_key(page, qtbot, "Compare")
    assert "Your pathways compared" in texts(page)
    press_by_key(page, qtbot, "Show Stack to a certificate, 15 US credits")
    assert "It does not say yet which institution is yours" in texts(page)
    press_by_key(page, qtbot, "Change a copy of it")
    settle(unlocked, qtbot)
    assert page.findChildren(AdaptForm), "the button stands beside the sentence that names it"


def test_what_is_being_typed_stays_when_something_in_the_wallet_changes(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page, form = copying(unlocked, qtbot)
    assert unlocked.window.focusWidget() is form.title, "one goes on where one pressed"
    form.title.setText("Half a title")
    unlocked.tasks.change(page, _one_less)
    settle(unlocked, qtbot)
    assert page.findChildren(AdaptForm) == [form]
    assert form.title.text() == "Half a title"
    press_by_key(page, qtbot, "Back")
    assert "of your 10 credentials" in texts(page)


def _one_less(session: Session) -> object:
    rows = session.page(LibraryQuery(text="Python basics")).rows
    return session.delete([rows[0].credential_id])


def test_whoever_tries_something_by_keyboard_stays_with_it(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(
        page, qtbot, "Try it out: Renew “Robotics”. Then it is complete, with 17.5 ECTS."
    )
    settle(unlocked, qtbot)
    focus = unlocked.window.focusWidget()
    assert focus.accessibleName() == "Take back: “Robotics” is renewed"
    press_by_key(page, qtbot, "Back to how it is")
    settle(unlocked, qtbot)
    focus = unlocked.window.focusWidget()
    assert focus.accessibleName().startswith("Try it out: Ask an advisor")


def test_a_planned_course_is_first_tried_where_it_helps(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Try a course that you plan")
    (form,) = page.findChildren(PlanForm)
    assert form.slot.currentText() == "Free choice"
    tops = {one.mapTo(form, one.rect().topLeft()).y() for one in (form.name, form.credits)}
    assert len(tops) == 1, "fields beside each other stand on one line"


def test_the_own_institution_is_chosen_among_those_one_has_something_from(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Add a pathway")
    press_by_key(page, qtbot, "Change a copy of Stack to a certificate, 15 US credits")
    settle(unlocked, qtbot)
    (form,) = page.findChildren(AdaptForm)
    named = [form.home.itemText(one) for one in range(form.home.count())]
    assert named[0] == "Not chosen"
    assert "Moravia University" in named
    assert "Leadership Now" not in named, "nobody vouches for that name"
    form.home.setCurrentText("Moravia University")
    press_by_key(page, qtbot, "Keep this copy")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert "Whether Moravia University really wrote this pathway" in texts(page)
    assert "It does not say yet which institution is yours" not in texts(page)


def test_several_are_compared_and_the_closest_is_marked(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    other = document(
        id="urn:example:far",
        title=[{"lang": "en", "text": "Far"}],
        rules=[{"id": "total", "type": "totalCredits", "min": "100"}],
    )
    page = follow(unlocked, qtbot, other)
    press_by_key(page, qtbot, "Compare")
    said = texts(page)
    assert said.index("Your pathways compared") < said.index("0.5 ECTS missing. 14.5 of 15")
    assert "Closest to done" in said
    assert "Whether they may is for those who award them." in said
    press_by_key(page, qtbot, "Compare: show Far")
    assert "Your pathways compared" not in texts(page)


def test_what_ends_soon_is_told_ahead(unlocked: Tessera, qtbot: QtBot) -> None:
    follow(unlocked, qtbot)
    soon = datetime.now(UTC) + timedelta(days=40)
    issuer = Issuer("Somebody", host="somebody.example")
    badge = issuer.issue("Green basics", ects="3", eqf=6, valid_until=soon)
    wanted = document(
        id="urn:example:green",
        title=[{"lang": "en", "text": "Green only"}],
        slots=[{"id": "s", "match": {"issuer": [issuer.did]}}],
        rules=[],
    )
    evidence = [("registry.json", registry([issuer]))]

    def keep(session: Any) -> Any:
        session.add_evidence(evidence)
        session.keep(session.review([("green.json", to_bytes(badge))]))
        return session.add_pathway(json.dumps(wanted).encode())

    page = show(unlocked, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    unlocked.tasks.change(page, keep)
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert f"{dates.day(soon)}: “Green basics” ends or grows too old." in texts(page)
    assert "Then “s” is open again, and 0 ECTS count." in texts(page)


def test_a_new_version_says_what_is_new_and_an_older_one_is_refused(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    first = document(
        id="urn:example:v", version="1", title=[{"lang": "en", "text": "Versions"}]
    )
    page = follow(unlocked, qtbot, first)
    rules = [*first["rules"], {"id": "two partners", "type": "diversity", "min": 2}]
    follow(unlocked, qtbot, first | {"version": "2", "rules": rules})
    assert page.note.label.plain() == (
        "Version 2 stands in the place of 1. New: “two partners”."
    )
    follow(unlocked, qtbot, first)
    assert page.note.label.plain().startswith("This is version 1 of a pathway of which")


def test_a_pathway_that_another_replaces_says_so(unlocked: Tessera, qtbot: QtBot) -> None:
    old = document(id="urn:example:old", title=[{"lang": "en", "text": "Old"}])
    new = document(
        id="urn:example:new",
        title=[{"lang": "en", "text": "New"}],
        supersedes="urn:example:old",
    )
    page = follow(unlocked, qtbot, old, new)
    page.choose("urn:example:old")
    settle(unlocked, qtbot)
    assert "“New”, version 1, says that it replaces this one. That is not confirmed." in texts(
        page
    )
    page.choose("urn:example:new")
    settle(unlocked, qtbot)
    assert "says that it replaces" not in texts(page)

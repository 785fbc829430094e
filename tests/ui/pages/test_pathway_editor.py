"""The page on which pathways are written: told at once, undone, arranged, kept, published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.helpers import esco
from tests.helpers.drafts import example
from tests.helpers.pathways import document
from tests.ui import walk
from tests.ui.conftest import WAIT, Open, settle, show, texts, unlock
from tests.ui.hand import press_by_key
from tests.ui.pages.writer import Writer
from ui.app import Tessera
from ui.pages.pathway_editor import PathwayEditorPage
from ui.pages.pathways import PathwaysPage
from ui.theme import Look
from ui.widgets.buttons import Fold
from wallet.pathways.authoring import RULES, Draft
from wallet.session.skills import Skills
from wallet.wording import set_translations

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def every_rule() -> dict[str, Any]:
    """A pathway with a rule of each type, and a slot with alternatives in alternatives."""
    match = {
        "any": [{"kind": ["degree"]}, {"all": [{"fields": ["06"]}, {"skills": ["urn:s"]}]}]
    }
    slots = [
        {"id": one, "title": [{"lang": "en", "text": one.title()}], "match": match}
        for one in ("one", "two", "three")
    ]
    tree = {"op": "all", "of": ["one", {"op": "atLeast", "n": 1, "of": ["two", "three"]}]}
    least = {"id": "least", "type": "totalCredits", "min": "3"}
    found = [example(type_) for type_ in RULES]
    return document(slots=slots, tree=tree, rules=[least, *found])


def opened(tessera: Tessera, qtbot: QtBot, made: dict[str, Any]) -> Writer:
    """The editor over a document that was dropped on it."""
    writer = Writer(tessera, qtbot)
    assert writer.page.take([("a.pathway.json", json.dumps(made).encode())])
    settle(tessera, qtbot)
    settle(tessera, qtbot)
    return writer


def test_what_is_wrong_is_told_beside_the_field_and_everything_is_undone_by_key(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    writer = opened(unlocked, qtbot, document())
    first = writer.model.draft.to_bytes()
    writer.select("Credits in all")
    writer.type("At least", "2,x")
    assert 'At least: an amount such as "2.5" was expected' in texts(writer.page)
    assert "1 thing is missing or wrong." in texts(writer.page)
    field = writer.one(QLineEdit, "At least")
    assert field.property("state") == "wrong"
    assert field.accessibleDescription() == 'an amount such as "2.5" was expected'
    line = next(one.text(0) for one in writer.tree.items() if "Credits in all" in one.text(0))
    assert "Something is missing or wrong here." in line
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    settle(unlocked, qtbot)
    assert writer.model.draft.to_bytes() == first
    assert "Nothing is missing." in texts(writer.page)
    again = writer.one(QLineEdit, "At least")
    assert QApplication.focusWidget() is again, "the field is left where it was"
    assert isinstance(again, QLineEdit)
    assert (again.text(), again.property("state")) == ("10", "")
    qtbot.keyClick(again, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert writer.model.draft.at(("rules", 0, "min")) == "2,x"
    writer.press("Undo")
    writer.settled()
    assert writer.page.preview.state.plain().startswith("Worked out for ")
    assert "You, with what this wallet holds" in texts(writer.page.preview)


def test_parts_are_arranged_by_keyboard_and_by_dragging(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    writer = opened(unlocked, qtbot, every_rule())
    tree, model = writer.tree, writer.model
    first = model.draft.to_bytes()
    writer.select("One")
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down, ALT)
    assert model.draft.at(("tree", "of", 1)) == "one"
    qtbot.keyClick(tree, Qt.Key.Key_Left, ALT)
    assert model.chosen == ("slots", 0)
    qtbot.wait(20)  # what was made is shown by the next turn of the loop
    assert "required slot" in texts(writer.page), "what that breaks is said"
    qtbot.keyClick(tree, Qt.Key.Key_Right, ALT)
    assert model.draft.at(("tree", "of", 1)) == "one"
    qtbot.keyClick(tree, Qt.Key.Key_Right, ALT)
    assert model.draft.at(("tree", "of", 0, "of"))[-1] == "one"
    while model.history.before:
        writer.press("Undo")
    assert model.draft.to_bytes() == first

    writer.select("One")
    drop(writer, ("tree", "of", 1, "of", 0))
    assert "one" in model.draft.at(("tree", "of", 0, "of"))
    tree.drop(("rules", 0), ("rules", 2), QAbstractItemView.DropIndicatorPosition.BelowItem)
    assert model.draft.at(("rules", 2, "id")) == "least"
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert "least" not in [one["id"] for one in model.draft.at(("rules",))]


def drop(writer: Writer, onto: tuple[str | int, ...]) -> None:
    """Drags what is chosen onto another line, as the window system tells it."""
    item = writer.tree.item_at(onto)
    assert item is not None
    spot = QPointF(writer.tree.visualItemRect(item).center())
    event = QDropEvent(
        spot, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    writer.tree.take_drop(event, writer.model.chosen)


def test_a_draft_survives_a_lock_in_the_middle_of_a_sentence(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    writer = Writer(unlocked, qtbot)
    writer.press("Write a new pathway")
    settle(unlocked, qtbot)
    writer.type("Title", "Half a path")
    writer.press("Add a requirement")
    settle(unlocked, qtbot)
    unlocked.tasks.lock()
    qtbot.waitUntil(lambda: not unlocked.tasks.is_unlocked, timeout=WAIT)
    unlocked.window.show_page("unlock")
    unlock(unlocked, qtbot)
    again = Writer(unlocked, qtbot)
    assert "Half a path" in texts(again.page)
    again.press("Go on with Half a path")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert again.model.draft.at(("title", 0, "text")) == "Half a path"
    assert len(again.model.draft.at(("slots",))) == 1
    again.press("Back to the pathways")
    settle(unlocked, qtbot)
    other = Writer(unlocked, qtbot)
    other.press("Throw away Half a path")
    other.press("Yes, throw it away")
    settle(unlocked, qtbot)
    assert "Half a path" not in texts(other.page)


def test_a_hostile_document_is_refused_in_words(unlocked: Tessera, qtbot: QtBot) -> None:
    page = show(unlocked, qtbot, "pathway_editor")
    assert isinstance(page, PathwayEditorPage)
    forged = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}
    for made, words in (
        (b'{"format": "pathway/1", "id": "x"', "can be read"),
        (json.dumps(document(surprise=1)).encode(), "surprise"),
        (json.dumps(document(version="v" * 3_000)).encode(), "version"),
        (json.dumps(document(proof=forged)).encode(), "proof"),
    ):
        page.take([("evil.pathway.json", made)])
        settle(unlocked, qtbot)
        assert page.note.isVisible()
        assert words in page.note.label.plain()
        assert page.model is None


def test_what_the_reader_does_not_look_into_is_shown_as_it_is(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    odd = [{"id": "k", "type": "level", "odd": 1, "min": ["x"], "scheme": {}},
           {"id": "i", "type": "incompatible", "odd": 1, "a": 5, "title": ["x"]}]  # fmt: skip
    to = {"kind": "other", "title": [7], "awardedBy": {}, "automaticAward": []}
    made = document(rules=odd, destination=to)
    writer = opened(unlocked, qtbot, made)
    for path in (("rules", 0), ("rules", 1), ()):
        writer.model.select(path)
        settle(unlocked, qtbot)
    assert texts(writer.page)
    writer.press("Publish")
    assert texts(writer.page).count("does not know everything in this rule") == 2
    assert writer.model.draft.at(("rules",)) == odd
    assert writer.model.draft.at(("destination",)) == to


def test_somebody_elses_pathway_becomes_a_copy_and_an_own_one_its_next_version(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    writer = Writer(unlocked, qtbot)
    page = show(unlocked, qtbot, "pathways")
    assert isinstance(page, PathwaysPage)
    settle(unlocked, qtbot)
    folds = {one.button.text(): one for one in page.findChildren(Fold)}
    folds["Change, save or remove this pathway"].button.setChecked(True)
    settle(unlocked, qtbot)
    press_by_key(page, qtbot, "Make a new version")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert unlocked.window.page is writer.page
    assert "Only whoever published this pathway" in texts(writer.page)
    assert writer.model.work.base is None
    writer.press("Publish")
    writer.press("Follow it in this wallet")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    kept: list[Any] = []
    unlocked.tasks.run(page, lambda session: session.pathways(), kept.append)
    settle(unlocked, qtbot)
    own = next(one for one in kept[0] if one.based_on)
    assert own.signature is not None

    unlocked.window.show_page("pathway_editor", pathway=own, mode="version")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert writer.model.draft.at(("version",)) == "2"
    writer.select("Level")
    writer.type("Highest level", "7")
    writer.settled()
    said = texts(writer.page.preview)
    assert "You, with what this wallet holds is closer than before." in said
    assert "0.5 ECTS missing" in said
    assert "Complete, with 19.5 ECTS" in said


@pytest.mark.slow
def test_a_skill_is_found_by_name_and_its_name_goes_along(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    tables = [("skills_en.csv", esco.skills({esco.DATA: "analyse data", esco.TEAM: "team"}))]
    unlocked.tasks.run(
        unlocked.window, lambda session: Skills(session).add(tables, "Small"), lambda _one: None
    )
    settle(unlocked, qtbot)
    match = {"skills": ["urn:own:skill"]}
    made = document(slots=[{"id": "one", "match": match}], tree={"of": ["one"]}, rules=[])
    writer = opened(unlocked, qtbot, made)
    writer.select("one")
    writer.type("Teaching one of these skills", "analy")
    qtbot.waitUntil(
        lambda: bool(writer.seen(QAbstractButton, "Add analyse data")), timeout=WAIT
    )
    writer.press("Add analyse data")
    assert writer.model.draft.at(("slots", 0, "match", "skills")) == [
        "urn:own:skill",
        esco.DATA,
    ]
    assert "analyse data" in texts(writer.page)
    assert writer.model.draft.at(("labels", 0, "label", 0, "text")) == "analyse data"
    writer.type("Teaching one of these skills", "nothing like it")
    settle(unlocked, qtbot)
    assert "Nothing is called that here." in texts(writer.page)
    writer.type("Teaching one of these skills", esco.TEAM)
    settle(unlocked, qtbot)
    assert "team" in texts(writer.page), "an address that a framework knows is named"
    writer.press("Remove skill 1")
    writer.press("Remove skill 2")
    assert writer.model.draft.at(("slots", 0, "match", "skills")) == [esco.DATA]
    writer.press("Undo")
    assert writer.model.draft.at(("slots", 0, "match", "skills"))[1] == esco.TEAM


@pytest.mark.slow
@pytest.mark.parametrize("way", ["right to left, twice as large", "another language"])
def test_every_rule_can_be_named_reached_and_read(
    start: Open, wallet: Path, qtbot: QtBot, qapp: QApplication, way: str
) -> None:
    more: dict[str, Any] = {"scale": 2.0}
    if way == "another language":
        set_translations(walk.Pseudo())
        more = {"language": "xx-pseudo", "translations": walk.Pseudo()}
    tessera = start(wallet, look=Look.DARK, **more)
    tessera.window.resize(900, 600)
    if way.startswith("right"):
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        unlock(tessera, qtbot)
        writer = opened(tessera, qtbot, every_rule())
        look_at_everything(tessera, qtbot, writer.page, pseudo=way == "another language")
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def look_at_everything(
    tessera: Tessera, qtbot: QtBot, page: PathwayEditorPage, *, pseudo: bool
) -> None:
    """Each part in turn, and publishing."""
    model = page.model
    assert model is not None
    before = model.draft
    rules_ = [("rules", index) for index, _ in enumerate(model.draft.at(("rules",)))]
    for path in [(), ("tree",), ("tree", "of", 0), ("tree", "of", 1), *rules_, None]:
        if path is None:
            page.publish()
        else:
            model.select(path)
        settle(tessera, qtbot)
        for fold in page.findChildren(Fold):
            fold.button.setChecked(True)
        qtbot.wait(20)
        assert walk.unnamed(tessera.window) == []
        assert walk.cut_off(tessera.window.centralWidget()) == []
        assert not pseudo or plain(page) == []
        order = walk.tab_order(tessera.window)
        fields = [one for one in page.findChildren(QLineEdit) if one.isVisibleTo(page)]
        assert [one for one in fields if one not in order] == []
    assert model.draft == before, "looking changes nothing"


def plain(page: QWidget) -> list[str]:
    """Words of ours that no catalogue could translate; a sentence stands there in pieces."""
    return [
        words
        for one in walk.visible(page)
        for words in walk.said(one)
        if any(letter in "aceinouy" for letter in words)
    ]


def test_looking_at_a_part_changes_nothing(unlocked: Tessera, qtbot: QtBot) -> None:
    made = every_rule()
    writer = opened(unlocked, qtbot, made)
    version = {"version": "2", "supersedes": "urn:example:pathway@1"}
    expected = Draft(document=made | version).document
    for index in range(0, len(made["rules"]), 4):
        writer.model.select(("rules", index))
    writer.model.select(("tree", "of", 1, "of", 0))
    assert writer.model.draft.document == expected
    assert writer.model.soundness.problems == ()

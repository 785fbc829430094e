"""The page that says what credentials add up to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QProgressBar
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.helpers.pathways import document
from tests.ui import walk
from tests.ui.conftest import WAIT, Open, settle, show, texts, unlock
from tests.ui.hand import follow, press_by_key
from ui.app import Tessera
from ui.theme import Look
from ui.widgets.buttons import Button, Fold
from ui.widgets.pathways.graph import SlotTile
from wallet.session import LibraryQuery, PathwayResult, Session
from wallet.vault import papers
from wallet.vault.interface import Changes
from wallet.wording import set_translations


def every_state(sample: demo.Sample) -> dict[str, Any]:
    """A pathway on which the demo wallet shows each kind of tile."""
    issuers = {name: one.did for name, one in sample.issuers.items()}

    def slot(name: str, issuer: str, **more: Any) -> dict[str, Any]:
        match = (
            {"issuer": [issuers[issuer]]} if issuer in issuers else {"issuer": ["urn:nobody"]}
        )
        title = [{"lang": "en", "text": name.title()}]
        return {"id": name, "title": title, "match": match, "items": {"min": 1}} | more

    return document(
        id="urn:example:states",
        title=[{"lang": "en", "text": "Every state"}],
        slots=[
            slot("filled", "danube"),
            slot("half", "styria", items={"min": 2}),
            slot("spare", "levant", designation="optional"),
            slot("other", "coast", designation="optional"),
            slot("hand", "unknown"),
            slot("empty", "nobody"),
        ],
        tree={
            "op": "all",
            "of": [
                "filled",
                "half",
                {
                    "op": "any",
                    "title": [{"lang": "en", "text": "One elective"}],
                    "of": ["other", "spare"],
                },
                "hand",
                "empty",
            ],
        },
        rules=[{"id": "one", "type": "totalCredits", "min": "1", "max": "11.5", "hard": True}],
    )


def test_it_shows_what_is_missing_and_what_helps(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    said = texts(page)
    for sentence in (
        "0.5 ECTS missing",
        "14.5 of 15 ECTS count",
        "Whether MicroCredX really wrote this pathway is not confirmed.",
        "There are 2 equally good ways to place your credentials; this is one of them.",
        "set aside the rule “Level”, so that “Ethics of artificial intelligence” counts.",
        "Then it is complete, with 19.5 ECTS.",
        "Renew “Robotics”. Then it is complete, with 17.5 ECTS.",
        "Earn one more credential of at least 2 ECTS for “Free choice”. Then it is complete.",
        "Its level is 7; level 6 is asked for.",
        "The issuer has revoked it.",
    ):
        assert sentence in said
    bar = page.findChildren(QProgressBar)[0]
    assert (bar.value(), bar.accessibleName()) == (966, "Progress: 0.5 ECTS missing")


def test_what_is_not_proven_is_not_named(unlocked: Tessera, qtbot: QtBot) -> None:
    said = texts(follow(unlocked, qtbot))
    assert "Machine learning" not in said, "that is what its bytes say"
    assert "Not proven: file “machine-learning.json”" in said
    found: list[PathwayResult] = []
    unlocked.tasks.run(unlocked.shell, lambda session: session.evaluate_all(), found.extend)
    settle(unlocked, qtbot)
    files = {award.file for one in found for award in one.awards.values()}
    assert files == {""}, "what the owner calls a file is for this page alone"


def test_each_state_of_a_slot_has_its_word_and_its_shape(
    unlocked: Tessera, qtbot: QtBot, sample: demo.Sample
) -> None:
    page = follow(unlocked, qtbot, every_state(sample))
    tiles = {one.accessibleName(): one for one in page.findChildren(SlotTile)}
    shapes = {name: tile.property("state") for name, tile in tiles.items()}
    assert shapes == {
        "Filled: Filled": "met",
        "Half: Partly filled": "partly",
        "Other: Filled": "met",
        "Spare: Could be filled": "usable",
        "Hand: Needs an advisor's decision": "referred",
        "Empty: Missing": "unmet",
    }
    assert "Ethics of artificial intelligence" in texts(tiles["Spare: Could be filled"])
    assert "Leadership" in texts(tiles["Hand: Needs an advisor's decision"])
    said = texts(page)
    assert "3 requirements are not met" in said
    assert "Nothing fills “Empty” yet." in said
    assert "Nothing fills “Spare” yet." not in said, "the group has what it needs"
    bars = {one.accessibleName(): one.value() for one in page.findChildren(QProgressBar)}
    assert bars["Progress: 3 requirements are not met"] < 700


def test_trying_a_fix_changes_nothing(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(
        page, qtbot, "Try it out: Renew “Robotics”. Then it is complete, with 17.5 ECTS."
    )
    settle(unlocked, qtbot)
    assert "Only tried out, nothing is changed" in texts(page)
    assert "Complete, with 17.5 ECTS" in texts(page)
    press_by_key(page, qtbot, "Back to how it is")
    assert "Complete" not in texts(page)
    assert "Only tried out" not in texts(page)


def test_a_credential_is_one_press_away(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Show Robotics")
    settle(unlocked, qtbot)
    assert unlocked.window.page is not page
    assert "Robotics" in texts(unlocked.window.page)  # type: ignore[arg-type]


def test_a_malformed_document_is_refused_by_member_and_not_kept(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot, document(surprise=True))
    assert page.note.isVisible()
    assert "surprise" in page.note.label.plain()
    assert len(page._results) == 1


def test_other_files_are_left_to_the_import(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(unlocked, qtbot, "pathways")
    badge = tmp_path / "badge.json"
    badge.write_bytes(b'{"type": "VerifiableCredential"}')
    assert not page.take([badge])
    assert not page.take([tmp_path])
    assert not page.take([])


def test_two_pathways_stand_side_by_side_and_either_can_be_shown(
    unlocked: Tessera, qtbot: QtBot, sample: demo.Sample
) -> None:
    page = follow(unlocked, qtbot, every_state(sample))
    assert "One elective: met" in texts(page), "what was just added is shown"
    press_by_key(page, qtbot, "Show Micro-degree, 15 to 30 ECTS")
    assert "One elective: met" not in texts(page)
    press_by_key(page, qtbot, "Show Every state")
    assert "One elective: met" in texts(page)


def test_removing_asks_first_leaves_the_credentials_and_can_be_begun_again(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Change, save or remove this pathway")
    press_by_key(page, qtbot, "Remove this pathway")
    press_by_key(page, qtbot, "Keep it")
    assert "14.5 of 15 ECTS count" in texts(page)
    press_by_key(page, qtbot, "Remove this pathway")
    press_by_key(page, qtbot, "Remove it")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert "Start with a template" in texts(page)
    held: list[int] = []
    unlocked.tasks.run(page, lambda session: session.count(LibraryQuery()), held.append)
    settle(unlocked, qtbot)
    assert held == [11]
    press_by_key(page, qtbot, "Follow Micro-degree, 15 to 30 ECTS")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert "14.5 of 15 ECTS count" in texts(page)


def test_a_template_can_be_added_beside_what_is_followed(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    press_by_key(page, qtbot, "Add a pathway")
    assert "Start with a template" in texts(page)
    press_by_key(page, qtbot, "Back")
    assert "14.5 of 15 ECTS count" in texts(page)


def test_it_follows_what_happens_in_the_wallet(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    circular = next(
        one.credential_id
        for result in page._results
        for one in result.awards.values()
        if any(text.text == "Circular economy" for text in one.title)
    )
    unlocked.tasks.change(page, lambda session: session.delete([circular]))
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert "Nothing fills “Green” yet." in texts(page)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_full_page_is_named_reachable_and_never_cut_off(
    start: Open, wallet: Path, qtbot: QtBot, sample: demo.Sample, scale: float
) -> None:
    tessera = start(wallet, look=Look.DARK, scale=scale)
    tessera.window.resize(900, 600)
    unlock(tessera, qtbot)
    page = follow(tessera, qtbot, every_state(sample))
    press_by_key(page, qtbot, "Change, save or remove this pathway")
    press_by_key(page, qtbot, "Remove this pathway")
    for fold in ("Every rule", "Requirements by credential", "Skills"):
        press_by_key(page, qtbot, fold)
    press_by_key(page, qtbot, "Try a course that you plan")
    qtbot.wait(30)
    assert walk.unnamed(tessera.window) == []
    assert walk.cut_off(tessera.window.centralWidget()) == []
    order = walk.tab_order(tessera.window)
    wanted = [
        one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()
    ]
    assert [one for one in wanted if one not in order] == []


def test_every_word_of_a_full_page_can_be_translated(
    start: Open, wallet: Path, qtbot: QtBot, sample: demo.Sample
) -> None:
    set_translations(walk.Pseudo())
    tessera = start(wallet, language="xx-pseudo", translations=walk.Pseudo())
    unlock(tessera, qtbot)
    page = show(tessera, qtbot, "pathways")
    assert page.take([("states.json", json.dumps(every_state(sample)).encode())])
    settle(tessera, qtbot)
    settle(tessera, qtbot)
    for fold in page.findChildren(Fold):
        fold.button.setChecked(True)
    qtbot.wait(20)
    plain = [said for one in walk.visible(page) for said in walk.said(one) if "⟦" not in said]
    assert plain == []


def test_narrow_windows_put_the_list_above(unlocked: Tessera, qtbot: QtBot) -> None:
    page = follow(unlocked, qtbot)
    unlocked.window.resize(1300, 800)
    qtbot.wait(20)
    assert page._both.direction() is QBoxLayout.Direction.LeftToRight
    unlocked.window.resize(900, 800)
    unlocked.shell.theme.choose(scale=2.0)
    qtbot.wait(20)
    unlocked.window.resize(901, 800)
    qtbot.wait(20)
    assert page._both.direction() is QBoxLayout.Direction.TopToBottom


def test_a_pathway_that_is_not_read_any_more_is_told_and_can_be_removed(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = follow(unlocked, qtbot)
    old = document(id="urn:example:old", credit={"unit": "ECVET"})

    def kept_by_an_earlier_version(session: Session) -> Changes:
        data = json.dumps(old).encode()
        return papers.add_pathway(session._database, old["id"], data, datetime.now(UTC))

    unlocked.tasks.change(page, kept_by_an_earlier_version)
    why = "at “credit.unit”, this value is not supported"
    qtbot.waitUntil(lambda: why in texts(page), timeout=WAIT)
    settle(unlocked, qtbot)
    assert "urn:example:old" in texts(page)
    assert "14.5 of 15 ECTS count" in texts(page), "the other is there"
    (removes,) = [one for one in page.findChildren(Button) if one.text() == "Remove it"]
    removes.click()
    qtbot.waitUntil(lambda: why not in texts(page), timeout=WAIT)
    assert "14.5 of 15 ECTS count" in texts(page)

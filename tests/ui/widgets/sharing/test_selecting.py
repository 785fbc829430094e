"""Choosing what to show of a credential: what is not ticked leaves no trace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.presenting import HOLDER, chosen
from tests.helpers.selective import sign_base
from ui.widgets.sharing.selecting import Picker
from ui.widgets.ticks import Tick
from wallet import presenting

RESULT = "/credentialSubject/result"


class Desk:
    """The boxes, and the plan that they follow."""

    def __init__(self, qtbot: QtBot) -> None:
        issuer = Issuer(kind="P-256")
        document = issuer.credential("Statistics", holder=HOLDER, learner="Ada")
        document["credentialSubject"]["result"] = [
            {"type": ["Result"], "value": "35 of 100", "status": "Failed"}
        ]
        locked = ("/issuer", "/credentialSubject/id")
        base = sign_base(document, issuer.key, issuer.method_id, locked).document
        self.chosen = chosen(base)
        self.picker = Picker(self.plan)
        qtbot.addWidget(self.picker)
        self.plan()

    def plan(self) -> None:
        """Works out what is shown, as the page does after each tick."""
        reveal = next(iter(self.picker.reveal.values()), ())
        made = presenting.plan(
            [replace(self.chosen, reveal=reveal)], (HOLDER,), recipient="", now=NOW
        )
        self.shown = [one.pointer for one in made.credentials[0].statements]
        self.picker.show_credentials(made.credentials, ("en",))

    def tick(self, words: str, *, on: bool) -> None:
        """One box by what it says."""
        (box,) = [one for one in self.picker.findChildren(Tick) if words in one.text()]
        box.setChecked(on)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_result_that_is_not_shown_does_not_say_that_it_is_there(desk: Desk) -> None:
    desk.tick("Value: 35 of 100", on=True)
    desk.tick("Status: Failed", on=True)
    assert [one for one in desk.shown if one.startswith(RESULT)] == [
        f"{RESULT}/0/type/0",
        f"{RESULT}/0/value",
        f"{RESULT}/0/status",
    ]
    desk.tick("Value: 35 of 100", on=False)
    assert f"{RESULT}/0/status" in desk.shown
    desk.tick("Status: Failed", on=False)
    assert not [one for one in desk.shown if one.startswith(RESULT)]


def test_what_frames_an_object_does_not_stand_among_its_facts(desk: Desk) -> None:
    seen = [one.text() for one in desk.picker.findChildren(Tick) if not one.isHidden()]
    framed = [
        one
        for one in desk.picker.findChildren(Tick)
        if "Result \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Kind" in one.text()
    ]
    assert any("Status: Failed" in one for one in seen)
    assert len(framed) == 1
    assert not framed[0].isVisibleTo(desk.picker)

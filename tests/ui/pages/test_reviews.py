"""A review goes round through both windows: the learner's, the advisor's, the learner's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui.conftest import CHEAP, PASSPHRASE, WAIT, Open, show, texts, unlock
from tests.ui.round_trip import Round, pathway_of
from ui.app import Tessera
from ui.pages.advisor import AdvisorPage
from ui.widgets.buttons import Button, Fold
from ui.widgets.pathways.graph import SlotTile
from ui.widgets.reviews.case import AdvisorCase
from ui.widgets.reviews.cases import CaseCard
from ui.widgets.reviews.unread import UnreadCard
from ui.widgets.text import Label
from wallet.session import Session
from wallet.session.reviewing import Kind


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Where the next file that is saved goes."""
    wanted = [tmp_path / "unused"]

    def ask(_owner: object, _title: str, _name: str) -> tuple[str, str]:
        return str(wanted[0]), ""

    def next_one(name: str) -> Path:
        wanted[0] = tmp_path / name
        return wanted[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return next_one


@pytest.fixture
def advisor_wallet(tmp_path: Path, sample: demo.Sample) -> Path:
    """An advisor who trusts the same registry."""
    folder = tmp_path / "wallets" / "Advisor"
    folder.parent.mkdir(exist_ok=True)
    session, _ = Session.create(folder, PASSPHRASE, costs=CHEAP)
    with session:
        session.add_evidence(sample.evidence)
    return folder


@pytest.fixture
def both(
    start: Open,
    wallet: Path,
    advisor_wallet: Path,
    qtbot: QtBot,
    saved: Callable[[str], Path],
) -> Round:
    """Both windows open at their page."""
    learner = start(wallet)
    unlock(learner, qtbot)
    advisor = start(advisor_wallet)
    unlock(advisor, qtbot)
    show(learner, qtbot, "reviews")
    show(advisor, qtbot, "advisor")
    return Round(qtbot, learner, advisor, saved)


def _arrives_and_counts(both: Round, answer: Path) -> None:
    """At the advisor's, and on the learner's pathway, until the learner leaves it out."""
    both.there.read((answer,))
    both.settle()
    assert "countersigned" in texts(both.there)
    page = show(both.learner, both.qtbot, "pathways")
    both.settle()
    assert "Decided by Ada on" in texts(page)
    assert "4 of your 11 credentials count" in texts(page), "prior learning is none of them"
    (leaves,) = [one for one in page.findChildren(Button) if one.text() == "Leave it out"]
    leaves.click()
    both.qtbot.waitUntil(lambda: "You left this review out" in texts(page), timeout=WAIT)
    assert "Ten years in a laboratory (" not in texts(page).split("What advisors decided")[0]


def _reads_what_fills_what(page: AdvisorPage) -> None:
    """And whose word the pathway is, which stands in the headline."""
    assert "never compared" not in texts(page)
    assert "Whether MicroCredX really wrote this pathway is not confirmed." in texts(page)
    assert "Awarded on" in texts(page)
    (fills,) = [
        one for one in page.findChildren(Fold) if one.button.text() == "What fills what"
    ]
    fills.button.setChecked(True)
    tiles = fills.findChildren(SlotTile)
    assert [one.accessibleName() for one in tiles][:2] == ["Data: Filled", "Green: Filled"]
    assert "Equally good here:" in texts(fills)
    assert "Show" not in [one.text() for one in fills.findChildren(Button)], (
        "not in this wallet"
    )


def _decides(both: Round) -> None:
    """Prior learning, with its reason; name and word are typed before that."""
    shown = both.there.shown
    form = shown.form
    form.kind.setCurrentIndex(form.kind.findData(Kind.RPL.value))
    form.title.setText("Ten years in a laboratory")
    form.credits.setText("2,5")
    form.evidence.setText("A letter of the employer")
    form.adds.click()
    assert "needs its reason" in texts(both.there)
    form.reason.setText("Outcomes are shown")
    shown.name.setText("Ada")
    shown.said.setText("Well done")
    shown.stands.setChecked(True)
    form.adds.setFocus()
    form.adds.click()
    both.settle()
    assert "Prior learning recognised (Ten years in a laboratory" in texts(both.there)


def _keeps_what_is_typed(both: Round, before: AdvisorCase) -> None:
    """Though the case is made anew; only the sign-off is asked again."""
    shown = both.there.shown
    assert shown is not before
    assert (shown.name.text(), shown.said.text()) == ("Ada", "Well done")
    assert not shown.stands.isChecked(), "the result is another"
    assert shown.form.reason.text() == "", "that decision is among the others now"
    assert both.advisor.window.focusWidget() is shown.form.kind
    shown.form.reason.setText("half a rea")
    shown.form.reason.setFocus()
    both.there.refresh(object())
    both.settle()
    again = both.there.shown
    assert again is not shown
    assert again.form.reason.text() == "half a rea"
    assert both.advisor.window.focusWidget() is again.form.reason


def _objects_without_losing_a_word(both: Round, card: CaseCard) -> None:
    assert card.objection is not None
    card.objection.setText("The laboratory was")
    both.here.refresh(object())
    both.settle()
    (again,) = both.here.findChildren(CaseCard)
    assert again is not card
    assert again.objection is not None
    assert again.objection.text() == "The laboratory was"


def test_a_case_is_forgotten_only_after_a_question(both: Round) -> None:
    both.exchange_cards()
    both.there.read((both.case(),))
    both.settle()
    buttons = {one.text(): one for one in both.there.shown.findChildren(Button)}
    buttons["Forget this case"].click()
    assert "What was decided and signed in it is deleted here." in texts(both.there)
    buttons["Keep it"].click()
    assert "What was decided and signed in it" not in texts(both.there)
    buttons["Forget this case"].click()
    buttons["Remove it"].click()
    both.settle()
    assert "No case yet." in texts(both.there)


def test_a_review_goes_round_through_both_windows(both: Round) -> None:
    both.exchange_cards()
    case = both.case()
    both.there.read((case,))
    both.settle()
    shown = both.there.shown
    told = texts(both.there)
    assert "Lena" in told
    assert "Is this enough?" in told
    _reads_what_fills_what(both.there)
    assert not both.there._list.isVisible()
    _decides(both)
    _keeps_what_is_typed(both, shown)
    shown = both.there.shown
    shown.stands.setChecked(True)
    review = both.file("review.age", shown.signs.click)
    assert "signed; waiting for the learner" in texts(both.there)
    assert "Nothing is otherwise than in that review" in texts(both.there)
    both.here.read((review,))
    both.settle()
    assert "Signed off" in texts(both.here)
    both.here.offer.keeps.click()
    both.settle()
    assert "Well done" in texts(both.here)
    (card,) = both.here.findChildren(CaseCard)
    assert "(Ten years in a laboratory, Data, 2.5 credits)" in texts(card), "by its title"
    _objects_without_losing_a_word(both, card)
    (card,) = both.here.findChildren(CaseCard)
    answer = both.file("answer.age", card.agrees.click)
    assert "countersigned" in texts(both.here)
    _arrives_and_counts(both, answer)


def test_an_objection_stands_first_and_cases_are_told_apart(both: Round) -> None:
    both.exchange_cards()
    case = both.case()
    both.there.read((case,))
    both.settle()
    assert "chose the day" not in texts(both.there), "a case asks about its own day"
    both.there.shown.name.setText("Ada")
    review = both.file("review.age", both.there.shown.signs.click)
    both.there._close()
    both.settle()
    assert "Is this enough?" in texts(both.there), "in the list as well"
    both.here.read((review,))
    both.settle()
    both.here.offer.keeps.click()
    both.settle()
    (card,) = both.here.findChildren(CaseCard)
    assert "Is this enough?" in texts(card)
    assert card.objection is not None
    card.objection.setText("You overlooked my project")
    both.there.read((both.file("answer.age", card.objects.click),))
    both.settle()
    told = texts(both.there)
    assert told.count("You overlooked my project") == 1
    assert told.index("You overlooked my project") < told.index("What it comes to")
    _what_is_not_read(both)


def _what_is_not_read(both: Round) -> None:
    """Told on each page, in its place, and the rest is there."""
    (kept,) = both.here.findChildren(CaseCard)

    def damage(session: Session) -> None:
        with session._database.write(datetime.now(UTC)):
            session._database.run("UPDATE case_papers SET bytes = ?", (b"{}",))

    for tessera, page in ((both.learner, both.here), (both.advisor, both.there)):
        tessera.tasks.run(page, damage)
        both.settle()
        page.refresh(object())
        both.settle()
        (lost,) = page.findChildren(UnreadCard)
        assert kept.case_id in texts(lost)
        assert "objected to" in texts(lost)
        assert "You overlooked my project" not in texts(page)


def test_what_is_unticked_after_it_was_shown_does_not_leave(both: Round) -> None:
    show(both.learner, both.qtbot, "reviews", pathway=pathway_of(both.learner, both.qtbot))
    form = both.here.form
    form.name.setText("Lena")
    form.other.setText("Somebody new")
    form.said.setPlainText("A word that goes along")
    form.shows.click()
    both.settle()
    seen = texts(both.here).split("Exactly what they will see")[1]
    assert "A word that goes along" in seen
    assert "Lena" in seen
    ticked = next(box for box in form.boxes.values() if box.isChecked())
    ticked.setChecked(False)
    assert "Exactly what they will see" not in texts(both.here), "to be seen anew first"
    form.make()
    both.settle()
    assert "The file is ready" not in texts(both.here)
    form.shows.click()
    form.said.setPlainText("changed while it was worked out")
    both.settle()
    assert "Exactly what they will see" not in texts(both.here)


@pytest.mark.slow
def test_six_words_open_a_case_for_somebody_without_a_card(both: Round) -> None:
    show(both.learner, both.qtbot, "reviews", pathway=pathway_of(both.learner, both.qtbot))
    form = both.here.form
    assert form.other.isVisible(), "nobody is known yet"
    form.name.setText("Lena")
    form.other.setText("Somebody new")
    form.shows.click()
    both.settle()
    form.makes.click()
    both.settle()
    words = next(
        one.text()
        for one in form.findChildren(Label)
        if one.accessibleName().startswith("The six words")
    )
    case = both.file("case.age", form.saves.click)
    both.there.read((case,))
    both.settle()
    both.there.words.setText("these are not the six words")
    both.there.words.returnPressed.emit()
    both.settle()
    assert "does not open here" in texts(both.there)
    both.there.words.setText(words)
    both.there.words.returnPressed.emit()
    both.settle()
    assert "never compared the words of this learner" in texts(both.there)


def test_a_forged_file_is_refused_in_words(both: Round, tmp_path: Path) -> None:
    both.exchange_cards()
    case = both.case()
    altered = tmp_path / "altered.age"
    data = bytearray(case.read_bytes())
    data[-5] ^= 1
    altered.write_bytes(bytes(data))
    both.there.read((altered,))
    both.settle()
    assert "does not open here" in texts(both.there)
    both.there.read((case,))
    both.settle()
    both.there._close()
    both.settle()
    both.there.read((case,))
    both.settle()
    assert "opened here before" in texts(both.there)


def test_the_list_of_cases_is_searched_and_filtered(both: Round) -> None:
    both.exchange_cards()
    both.there.read((both.case(),))
    both.settle()
    both.there._close()
    both.settle()
    both.there.search.setText("lena")
    both.qtbot.waitUntil(lambda: "Lena" in texts(both.there), timeout=WAIT)
    both.there.search.setText("somebody else")
    both.qtbot.waitUntil(lambda: "No case like that" in texts(both.there), timeout=WAIT)
    both.there.search.clear()
    both.there.state.setCurrentIndex(both.there.state.findData("signed"))
    both.qtbot.waitUntil(lambda: "No case like that" in texts(both.there), timeout=WAIT)


def test_what_is_not_released_does_not_reach_the_advisor(both: Round) -> None:
    both.exchange_cards()
    show(both.learner, both.qtbot, "reviews", pathway=pathway_of(both.learner, both.qtbot))
    kept_back = [
        (box.text(), box) for box in both.here.form.boxes.values() if not box.isChecked()
    ]
    assert kept_back, "some credentials do not count and are not ticked"
    both.there.read((both.case(),))
    both.settle()
    told = texts(both.there)
    assert not [title for title, _ in kept_back if title in told]
    elements = [one.button.text() for one in both.there.findChildren(Fold)]
    assert sum(one.startswith("EU standard elements") for one in elements) == 4


def test_the_side_bar_has_the_page_of_advisors_by_choice(unlocked: Tessera) -> None:
    button = unlocked.window._side._buttons["advisor"]
    assert not button.isVisible()
    unlocked.window.show_page("settings")
    unlocked.window._shell.preferences.advises = True
    unlocked.window._shell.advises_changed.emit()
    assert button.isVisible()
    button.click()
    assert unlocked.window.shown == "advisor"


def test_side_by_side_makes_the_text_larger_until_the_page_is_left(both: Round) -> None:
    theme = both.advisor.window._shell.theme
    usual = theme.scale
    both.there.together.setChecked(True)
    assert theme.scale > usual
    show(both.advisor, both.qtbot, "home")
    assert theme.scale == usual

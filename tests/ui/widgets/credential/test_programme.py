"""The question whether a programme is the one that was reviewed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.bundles import Operator, accredited, deqar, take
from tests.helpers.demo import Sample
from tests.ui.conftest import Open, settle, show, texts, unlock
from ui.app import Tessera
from ui.widgets.buttons import Button
from ui.widgets.credential.programme import ProgrammeQuestion
from ui.widgets.trust.decision_line import DecisionLine
from wallet.register import ProgrammeRow
from wallet.session import LibraryQuery
from wallet.trust_import import TrustFolder, default_folder
from wallet.trust_import.list_terms import Coverage

TITLE = "Data management"


def test_a_name_is_asked_about_and_a_yes_is_kept(
    start: Open,
    wallet: Path,
    demo_wallet: tuple[Path, Sample],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    now, issuer = datetime.now(UTC), demo_wallet[1].issuers["danube"]
    rows = accredited(
        issuer,
        type="micro_credential",
        start=date(2020, 1, 1),
        end=date(2100, 1, 1),
        programmes=(ProgrammeRow(name=TITLE, eqf=6, degree=False),),
    )
    terms = Coverage(countries=frozenset({issuer.country}))
    made = Operator(tmp_path / "keys").bundle(deqar(rows, at=now, coverage=terms), now=now)
    take(TrustFolder(default_folder()), made)
    tessera = start(wallet)
    unlock(tessera, qtbot)
    ids: list[str] = []
    tessera.tasks.run(
        tessera.window,
        lambda session: [
            row.credential_id for row in session.page(LibraryQuery(text=TITLE)).rows
        ],
        ids.extend,
    )
    settle(tessera, qtbot)
    page = show(tessera, qtbot, "credential", id=ids[0])
    card = page.findChild(ProgrammeQuestion)
    assert card.isVisible()
    assert "Is this the programme that was reviewed?" in texts(card)
    go = next(one for one in card.findChildren(Button) if TITLE in one.accessibleName())
    go.click()
    settle(tessera, qtbot)
    assert "Accredited when awarded" in texts(page)
    assert not any(one.isVisible() for one in page.findChildren(ProgrammeQuestion))
    see_it_in_the_register(page, tessera, qtbot)


def see_it_in_the_register(page: QWidget, tessera: Tessera, qtbot: QtBot) -> None:
    """The institution's page, with the day of the award on its line."""
    see = next(
        one for one in page.findChildren(Button) if one.text() == "See it in the register"
    )
    see.click()
    settle(tessera, qtbot)
    shown = tessera.window.page
    assert shown is not None
    assert "The solid line is the day of your award" in texts(shown)
    line = shown.findChild(DecisionLine)
    assert "day of your award: " in line.accessibleDescription()

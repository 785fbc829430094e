"""Requirements that no other test proves whole; each is named by its id.

Which test proves which requirement stands in ``tests/journeys/requirements.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import demo, sd_jwt
from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.issuer import Issuer
from tests.ui.conftest import Open, settle, show, texts, unlock
from ui.app import Tessera
from ui.widgets.buttons import Fold
from wallet.check_desk import CheckDesk
from wallet.session import LibraryQuery, Session
from wallet.wording.elements import element_name, state_name


def unfolded(tessera: Tessera, qtbot: QtBot, page: QWidget) -> str:
    """All that a page says, with everything open that folds."""
    for _ in range(2):
        for fold in page.findChildren(Fold):
            fold.button.setChecked(True)
        settle(tessera, qtbot)
    return texts(page)


def first_of(tessera: Tessera, qtbot: QtBot, title: str) -> str:
    """The id of a credential, by its title."""
    found: list[str] = []

    def ask(session: Session) -> str:
        rows = session.page(LibraryQuery()).rows
        return next(one.credential_id for one in rows if one.titles[0].text == title)

    tessera.tasks.run(tessera.window, ask, found.append)
    settle(tessera, qtbot)
    return found[0]


def test_l_05_every_kind_of_credential_stands_in_one_list(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    issuer = Issuer("Archipelago University")
    others = [
        ("diploma.sd-jwt", sd_jwt.sign(issuer, sd_jwt.vc_payload(issuer)).shown().encode()),
        ("badge.jws", HostingIssuer().signed().encode()),
    ]
    listed: list[Any] = []

    def bring_in(session: Session) -> tuple[Any, ...]:
        before = session.count(LibraryQuery())
        session.keep(session.review(others))
        assert session.count(LibraryQuery()) == before + len(others)
        return session.page(LibraryQuery()).rows

    unlocked.tasks.run(unlocked.window, bring_in, listed.append)
    settle(unlocked, qtbot)
    assert len({str(row.format) for row in listed[0]}) >= 3
    page: Any = show(unlocked, qtbot, "credentials")
    assert page.model.rowCount() == len(listed[0])


def test_l_06_a_credential_says_how_each_of_the_eleven_elements_stands(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    wanted = first_of(unlocked, qtbot, "Data management")
    said = unfolded(unlocked, qtbot, show(unlocked, qtbot, "credential", id=wanted))
    states = {state_name(one) for one in ("present", "partial", "derived", "missing")}
    for element in range(1, 12):
        name = element_name(element)
        line = next(one for one in said.splitlines() if one.startswith(f"{name}: "))
        assert line.removeprefix(f"{name}: ") in states | {state_name("not_applicable")}


def test_l_12_the_window_and_the_credential_have_a_language_each(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet, language="de")
    unlock(tessera, qtbot)
    wanted = first_of(tessera, qtbot, "Data management")
    said = unfolded(tessera, qtbot, show(tessera, qtbot, "credential", id=wanted))
    assert "Data management" in said  # as the issuer wrote it: there is no other language
    assert "What Data management teaches." in said
    assert "Sprache\nEnglisch" in said


def test_e_01_to_e_07_what_an_employer_reads_from_the_file_alone(
    start: Open, qtbot: QtBot, sample: demo.Sample, tmp_path: Path
) -> None:
    desk = CheckDesk()
    offer = desk.offer_trust("sources", sample.evidence)
    desk.accept_trust(offer, offer.words)
    tessera = start(tmp_path / "no wallet")
    page: Any = show(tessera, qtbot, "check")
    files = dict(sample.files)
    read = {}
    for name in ("data-management.json", "robotics.json"):
        page.read([(name, files[name])])
        settle(tessera, qtbot)
        read[name] = unfolded(tessera, qtbot, page)
    said = read["data-management.json"]
    for fact in (
        "analyse big data",  # what the person can do, and whose word for it that is
        "ESCO: analyse big data",
        "EQF 6",
        "5 ECTS",
        "Passing the assessment of Data management.",
        "Signed by Danube Applied University",
        "The name is from registry.json",
    ):
        assert fact in said
    assert "Awarded\n" in said
    ended = read["robotics.json"]
    assert "No longer valid\nIt expired on " in ended
    assert "3 ECTS" in ended

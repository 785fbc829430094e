"""Looking for newer lists from the window: hosts first, a yes, and only then a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.bundles import Operator, deqar
from tests.ui.conftest import Open, settle, show, texts
from ui.app import Tessera
from ui.pages.trust import TrustPage
from ui.widgets.trust.refresh_card import RefreshCard
from wallet import refresh
from wallet.check_desk import CheckDesk, Wanted
from wallet.refresh import Fetched
from wallet.trust_making import KeyFolder

URL = "https://naric.example.org/bundle.zip"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    made = Operator.__new__(Operator)
    made.keys = KeyFolder.create(tmp_path / "keys", "NARIC", url=URL)
    now = datetime.now(UTC)
    offer = CheckDesk().offer_trust("b", [("b.zip", made.bundle(deqar(at=now), now=now))])
    CheckDesk().accept_trust(offer, offer.words)
    return made


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, bytes], list[str]]:
    answers: dict[str, bytes] = {}
    asked: list[str] = []

    def fetch(wanted: Sequence[Wanted], *_rest: object) -> Iterator[Fetched]:
        for one in wanted:
            asked.append(one.url)
            data = answers.get(one.url)
            yield Fetched(wanted=one, data=data, error=None if data else "not_found")

    monkeypatch.setattr(refresh, "fetch", fetch)
    return answers, asked


@pytest.fixture
def page(start: Open, wallet: Path, operator: Operator, qtbot: QtBot) -> TrustPage:
    assert operator
    made = show(start(wallet), qtbot, "trust")
    assert isinstance(made, TrustPage)
    return made


def _settle(page: TrustPage, qtbot: QtBot) -> None:
    tessera = page.shell
    qtbot.waitUntil(lambda: tessera.tasks.is_idle, timeout=20_000)


def test_nothing_is_asked_before_the_hosts_are_agreed_to(
    page: TrustPage, qtbot: QtBot, web: tuple[dict[str, bytes], list[str]], operator: Operator
) -> None:
    now = datetime.now(UTC)
    web[0][URL] = operator.bundle(deqar(at=now), now=now)
    page.fetching.start.click()
    _settle(page, qtbot)
    assert "naric.example.org" in " ".join(page.findChild(RefreshCard).ticks)
    assert web[1] == []
    page.findChild(RefreshCard).go.click()
    _settle(page, qtbot)
    qtbot.waitUntil(lambda: "a newer bundle is in use" in texts(page), timeout=20_000)
    assert web[1] == [URL]
    found = CheckDesk().trust().sets[0].bundle
    assert found is not None
    assert found.versions["snapshot"] == 2


def test_unticking_every_host_leaves_nothing_to_ask(
    page: TrustPage, qtbot: QtBot, web: tuple[dict[str, bytes], list[str]]
) -> None:
    page.fetching.start.click()
    _settle(page, qtbot)
    card = page.findChild(RefreshCard)
    for tick in card.ticks.values():
        tick.setChecked(False)
    assert not card.go.isEnabled()
    assert web[1] == []


def test_what_did_not_come_is_said(
    page: TrustPage, qtbot: QtBot, web: tuple[dict[str, bytes], list[str]]
) -> None:
    page.fetching.start.click()
    _settle(page, qtbot)
    page.findChild(RefreshCard).go.click()
    qtbot.waitUntil(lambda: "does not have it" in texts(page), timeout=20_000)
    assert web[1] == [URL]


def test_a_list_of_one_credential_alone_is_not_ticked(page: TrustPage, qtbot: QtBot) -> None:
    asked: list[Wanted] = []
    card = RefreshCard(
        [
            Wanted(url="https://a.example/1", kind="status_list", used_by=1),
            Wanted(url="https://b.example/1", kind="status_list", used_by=1),
            Wanted(url="https://b.example/2", kind="status_list", used_by=4),
        ],
        asked.extend,
        lambda: None,
    )
    card.setParent(page)
    assert qtbot
    assert [one.isChecked() for one in card.ticks.values()] == [False, True]
    card.go.click()
    assert [one.url for one in asked] == ["https://b.example/2"]


def test_settled(start: Open, wallet: Path, qtbot: QtBot) -> None:
    """Without a bundle, a locked wallet has nobody to ask."""
    tessera: Tessera = start(wallet)
    page = show(tessera, qtbot, "trust")
    assert isinstance(page, TrustPage)
    page.fetching.start.click()
    settle(tessera, qtbot)
    assert "There is nobody to ask" in texts(page)

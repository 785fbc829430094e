"""A credential whose issuer has gone still shows what was established, and on which day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.ui.conftest import settle, show, texts
from ui.app import Tessera
from ui.widgets.credential.established import Established
from wallet.session import LibraryQuery, Session


def test_an_earlier_day_is_told_beside_today(unlocked: Tessera, qtbot: QtBot) -> None:
    issuer = Issuer("Vanished Academy", method="did:web", host="vanished.example")
    now = datetime.now(UTC)
    badge = issuer.issue("Old skills", valid_from=now - timedelta(days=9))
    files = [*issuer.evidence_files(), ("list.json", registry([issuer], updated=now))]
    kept: list[str] = []

    def come_and_go(session: Session) -> object:
        session.add_evidence(files)
        kept.extend(session.keep(session.review([("old.json", to_bytes(badge))])).kept)
        for item in session.evidence_items():
            if item.name in ("vanished.example-did.json", "list.json"):
                session.remove_evidence(item.sha256)
        return session.recheck(())

    unlocked.tasks.change(unlocked.shell, come_and_go)
    settle(unlocked, qtbot)
    page = show(unlocked, qtbot, "credential", id=kept[0])
    settle(unlocked, qtbot)
    (card,) = page.findChildren(Established)
    assert card.isVisible()
    said = texts(card)
    assert "As established on" in said
    assert "Signed by Vanished Academy" in said
    assert "Cannot tell" in texts(page), "today's verdict is what it is"


def test_nothing_is_set_beside_what_is_known_today(unlocked: Tessera, qtbot: QtBot) -> None:
    found: list[str] = []
    unlocked.tasks.run(
        unlocked.shell,
        lambda session: session.page(LibraryQuery(text="Data management")).rows,
        lambda rows: found.extend(row.credential_id for row in rows),
    )
    settle(unlocked, qtbot)
    page = show(unlocked, qtbot, "credential", id=found[0])
    settle(unlocked, qtbot)
    (card,) = page.findChildren(Established)
    assert not card.isVisible()

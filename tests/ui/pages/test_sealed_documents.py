"""A sealed PDF in the window: dropped on Import, kept, and told as what it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers import pdf
from tests.helpers import x509 as ca
from tests.ui.conftest import settle, show, texts
from ui.app import Tessera
from ui.page import Page
from ui.widgets.buttons import Button
from wallet.session import LibraryQuery

NOW = datetime.now(UTC).replace(microsecond=0)
SPELL = {"begins": NOW - timedelta(days=90), "ends": NOW + timedelta(days=900)}
ROOT = ca.root(**SPELL)
TITLE = "Diploma of Aino Virtanen"


@pytest.fixture(scope="module")
def diploma() -> bytes:
    """Sealed by a university a month ago."""
    seal = pdf.SEAL.__class__(**{**pdf.SEAL.__dict__, **SPELL})
    university = ROOT.issue(seal)
    return pdf.seal(pdf.plain(TITLE), university, at=NOW - timedelta(days=30))


def _page_of(tessera: Tessera, qtbot: QtBot) -> Page:
    found: list[str] = []
    tessera.tasks.run(
        tessera.shell,
        lambda session: session.page(LibraryQuery(text="Diploma")).rows,
        lambda rows: found.extend(row.credential_id for row in rows),
    )
    settle(tessera, qtbot)
    return show(tessera, qtbot, "credential", id=found[0])


def _dropped(tessera: Tessera, qtbot: QtBot, folder: Path, data: bytes) -> Page:
    path = folder / "diploma.pdf"
    path.write_bytes(data)
    return show(tessera, qtbot, "import_review", items=(path,))


def test_a_sealed_diploma_is_reviewed_kept_and_shown(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, diploma: bytes
) -> None:
    review = _dropped(unlocked, qtbot, tmp_path, diploma)
    assert TITLE in texts(review)
    keep = next(
        one for one in review.findChildren(Button) if one.accessibleName().startswith("Keep")
    )
    keep.click()
    settle(unlocked, qtbot)
    said = texts(_page_of(unlocked, qtbot))
    assert "Cannot tell" in said
    assert "The document is intact." in said
    assert "no authority that you trust vouches for it" in said
    assert "Verified" not in said


def test_once_its_authority_is_trusted_the_page_says_who_sealed_it(
    unlocked: Tessera, qtbot: QtBot, diploma: bytes
) -> None:
    unlocked.tasks.change(
        unlocked.shell, lambda session: session.keep(session.review([("d.pdf", diploma)]))
    )
    settle(unlocked, qtbot)
    unlocked.tasks.change(
        unlocked.shell, lambda session: session.add_evidence([("root.pem", ROOT.pem)]).changes
    )
    settle(unlocked, qtbot)
    said = texts(_page_of(unlocked, qtbot))
    assert "The document is intact and sealed by Example University." in said
    assert "Cannot tell" in said
    assert "Authority that vouches for signers" in texts(show(unlocked, qtbot, "trust"))


def test_what_was_changed_afterwards_is_shown_as_nothing_but_that(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, diploma: bytes
) -> None:
    review = _dropped(unlocked, qtbot, tmp_path, diploma + b"\n% more\n%%EOF\n")
    QApplication.processEvents()
    said = texts(review)
    assert "Verified" not in said
    assert "sealed by Example University" not in said

"""Pictures of every page, light and dark, of the demo wallet, made from the real window.

``python -m tests.helpers.screenshots FOLDER``; the README shows four of them (``docs/images``):
the credential, what is shown, what was shown, and a pathway in the dark.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.helpers import demo_register
from tests.helpers.demo import build, issuers
from ui.app import Tessera
from ui.pages.check import CheckPage
from ui.pages.pathway_editor import PathwayEditorPage
from ui.pages.share import SharePage
from ui.preferences import Preferences
from ui.theme import Look
from wallet.session import LibraryQuery, Session, templates
from wallet.session.authoring import writing

SIZE = (1240, 860)
PASSPHRASE = "a fine day for pictures"
LOCKED = ("unlock", "check", "help")
OPEN = ("home", "credentials", "import_review", "pathways", "share", "trust", "settings")


def settle(tessera: Tessera, until: Callable[[], bool] | None = None) -> None:
    """Until the work is done, and a little longer for what is drawn late."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        QApplication.processEvents()
        if tessera.tasks.is_idle and (until is None or until()):
            break
        time.sleep(0.005)
    for _ in range(40):
        QApplication.processEvents()
        time.sleep(0.005)


def picture(tessera: Tessera, folder: Path, name: str) -> None:
    """One file."""
    tessera.window.grab().save(str(folder / f"{name}.png"))


def make(folder: Path, wallet: Path, look: Look, ids: dict[str, str]) -> None:
    """Every page in one look."""
    preferences = Preferences(folder / f"window-{look.value}.ini", wallet=wallet)
    preferences.look = look
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    tessera = Tessera(app, preferences)
    tessera.window.resize(*SIZE)
    tessera.show()
    settle(tessera, lambda: hasattr(tessera, "idle"))
    for key in LOCKED:
        tessera.window.show_page(key)
        settle(tessera)
        picture(tessera, folder, f"{key}-{look.value}")
    tessera.window.show_page("unlock")
    page = tessera.window.page
    page.unlock(PASSPHRASE)  # type: ignore[union-attr]
    settle(tessera, lambda: tessera.tasks.is_unlocked)
    tessera.window.setFocus()  # no ring around what nobody has touched
    for key in OPEN:
        what = {"ids": (ids["Data management"],)} if key == "share" else {}
        tessera.window.show_page(key, **what)
        settle(tessera)
        picture(tessera, folder, f"{key}-{look.value}")
    for title, name in (("Data management", "credential"), ("Machine learning", "altered")):
        tessera.window.show_page("credential", id=ids[title])
        settle(tessera)
        picture(tessera, folder, f"{name}-{look.value}")
    hand_over(tessera, folder, look, ids)
    write_pathway(tessera, folder, look)
    tessera.close()
    tessera.window.hide()
    (folder / f"window-{look.value}.ini").unlink(missing_ok=True)


def hand_over(tessera: Tessera, folder: Path, look: Look, ids: dict[str, str]) -> None:
    """One credential shown to a receiver who asked by a word, and what they see of it."""
    tessera.window.show_page("share", ids=(ids["Circular economy"],))
    settle(tessera)
    page = tessera.window.page
    assert isinstance(page, SharePage)
    page.recipient.setText("ACME Ltd")
    page.purpose.setText("Application as data steward")
    page.nonce.setText("maple-river-42")
    settle(tessera, page.show_button.isEnabled)
    tessera.window.setFocus()
    picture(tessera, folder, f"share-filled-{look.value}")
    made: list[bytes] = []
    chosen, word = (ids["Circular economy"],), page.nonce.text()
    tessera.tasks.run(
        tessera.shell,
        lambda session: session.present(session.plan(chosen, recipient="ACME Ltd", nonce=word)),
        lambda presented: made.append(presented.presentation),
    )
    settle(tessera, lambda: bool(made))
    tessera.window.show_page("check")
    check = tessera.window.page
    assert isinstance(check, CheckPage)
    check.recipient.setText("ACME Ltd")
    check.nonce.setText(word)
    check.read((("shown.vp.json", made[0]),))
    settle(tessera)
    tessera.window.setFocus()
    picture(tessera, folder, f"checked-{look.value}")


def write_pathway(tessera: Tessera, folder: Path, look: Look) -> None:
    """The editor of pathways: beginning, each kind of part, a fault, and publishing."""
    tessera.window.show_page("pathway_editor")
    settle(tessera)
    picture(tessera, folder, f"pathway_editor-start-{look.value}")
    pathway = templates()[0].pathway
    tessera.window.show_page("pathway_editor", pathway=pathway, mode="copy")
    settle(tessera, lambda: getattr(tessera.window.page, "model", None) is not None)
    page = tessera.window.page
    assert isinstance(page, PathwayEditorPage)
    assert page.model is not None
    settle(tessera, lambda: page.preview.is_settled)
    parts = {"about": (), "requirement": ("tree", "of", 0), "rule": ("rules", 2)}
    for name, path in parts.items():
        page.model.select(path)
        settle(tessera, lambda: page.preview.is_settled)
        picture(tessera, folder, f"pathway_editor-{name}-{look.value}")
    page.model.type(("rules", 2), writing.RULES["level"].field("min"), "nine")
    page.model.rebuilt.emit()  # the field shows what a person would have typed
    settle(tessera, lambda: page.preview.is_settled)
    picture(tessera, folder, f"pathway_editor-fault-{look.value}")
    page.model.undo()
    page.publish()
    settle(tessera, lambda: page.preview.is_settled)
    picture(tessera, folder, f"pathway_editor-publish-{look.value}")


def titles(session: Session) -> dict[str, str]:
    """Title -> credential id."""
    rows = session.page(LibraryQuery()).rows
    return {row.titles[0].text: row.credential_id for row in rows}


def main(folder: Path) -> int:
    """Build the demo wallet and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    QApplication([])
    with tempfile.TemporaryDirectory() as name:
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = str(Path(name) / variable.lower())
        wallet = Path(name) / "Demo wallet"
        demo_register.accept(Path(name) / "operator", issuers("demo"), datetime.now(UTC))
        session, _made = build(wallet, PASSPHRASE, clock=lambda: datetime.now(UTC))
        ids = titles(session)
        session.lock()
        for look in (Look.LIGHT, Look.DARK):
            make(folder, wallet, look, ids)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

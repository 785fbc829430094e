"""Every page in each of its states: what a person does there to see all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show
from ui.app import Tessera
from ui.pages import PAGES
from ui.widgets.buttons import Fold
from wallet.session import templates

State = tuple[str, Callable[[Any], object]]

KEYS = tuple(one.key for one in PAGES if one.key != "unlock")
LOCKED = tuple(one.key for one in PAGES if not one.needs_wallet)


@dataclass
class Visitor:
    """Goes through the pages of one window."""

    tessera: Tessera
    qtbot: QtBot
    files: tuple[Path, ...] = ()

    def visit(self, key: str) -> Iterator[tuple[str, QWidget]]:
        """The page, again for each of its states; everything that folds is open."""
        held = self._first_credential() if self.tessera.tasks.is_unlocked else ""
        if not held and key in ("credential", "own_paper", "first_credential"):
            return
        page: Any = show(self.tessera, self.qtbot, key, **self._what(key, held))
        self._unfold(page)
        yield key, page
        for name, act in self._states(key):
            act(page)
            settle(self.tessera, self.qtbot)
            self._unfold(page)
            yield f"{key}, {name}", page

    def _first_credential(self) -> str:
        page: Any = show(self.tessera, self.qtbot, "credentials")
        index = page.model.index(0, 0)
        return str(page.model.row_at(index).credential_id) if index.isValid() else ""

    def _what(self, key: str, held: str) -> dict[str, object]:
        known: Mapping[str, dict[str, object]] = {
            "credential": {"id": held},
            "own_paper": {"id": held},
            "first_credential": {"id": held},
            "share": {"ids": (held,)} if held else {},
            "import_review": {"items": self.files},
            "recovery": {"words": ("abandon",) * 12},
            "pathways": {"pathway": templates()[0].pathway.id},
            "portfolio": {"pathway": templates()[0].pathway.id} if held else {},
        }
        return known.get(key, {})

    def _unfold(self, page: QWidget) -> None:
        for _ in range(3):  # what unfolds may hold more that folds
            closed = [
                fold
                for fold in page.findChildren(Fold)
                if fold.isVisibleTo(page) and not fold.button.isChecked()
            ]
            for fold in closed:
                fold.button.setChecked(True)
            settle(self.tessera, self.qtbot)
            if not closed:
                break

    def _states(self, key: str) -> tuple[State, ...]:
        unlocked = self.tessera.tasks.is_unlocked
        states: Mapping[str, tuple[State, ...]] = {
            "unlock": (
                ("wrong passphrase", lambda page: page.unlock("not this one")),
                ("make", lambda page: page.show_create()),
                ("recover", lambda page: page.show_recover()),
                ("restore", lambda page: page.show_restore()),
                ("restore by words", lambda page: page.show_restore(by_words=True)),
                ("rescue", lambda page: page.show_rescue()),
            ),
            "check": (("answered", self._checked),),
            "share": tuple(
                (f"step {at + 1}", lambda page, at=at: page.steps.open(page.steps._steps[at]))
                for at in range(1, 4)
            ),
            "pathway_editor": (
                ("a template", self._draft),
                ("a requirement", lambda page: page.model.select(("tree", "of", 0))),
                ("a rule", lambda page: page.model.select(("rules", 2))),
                ("publishing", lambda page: page.publish()),
            ),
            "advisor": (("together", lambda page: page.together.setChecked(True)),),
            "portfolio": (("planned", lambda page: page.plan()),) if unlocked else (),
        }
        return states.get(key, ())

    def _checked(self, page: Any) -> None:
        page.read(self.files)
        settle(self.tessera, self.qtbot)

    def _draft(self, page: Any) -> None:
        self.tessera.window.show_page(
            "pathway_editor", pathway=templates()[0].pathway, mode="copy"
        )
        self.qtbot.waitUntil(lambda: page.model is not None, timeout=WAIT)
        settle(self.tessera, self.qtbot)

"""Fetching for the Trust page: what could be asked, the question, and keeping what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.notes import Note
from ui.widgets.trust.refresh_card import RefreshCard
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from ui.task import Job
    from wallet.check_desk import CheckDesk, Fetched, Wanted
    from wallet.session import Session


class TrustRefresh(QWidget):
    """A button; on a click the hosts, and only after a second one a request.

    ``changed`` is called when something new was kept.
    """

    def __init__(
        self, shell: Shell, make_desk: Callable[[], CheckDesk], changed: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell = shell
        self._make_desk = make_desk
        self._changed = changed
        self._note = Note("", "cannot_tell")
        self._question = QVBoxLayout()
        self.start = Button(tr("Look for newer lists ..."), self.look, symbol="restore")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(Flow(self.start))
        down.addWidget(self._note)
        down.addLayout(self._question)

    def look(self) -> None:
        """Finds out who could be asked; asks nobody."""
        make = self._make_desk
        if self._shell.tasks.is_unlocked:

            def held(session: Session) -> tuple[Wanted, ...]:
                files = ((one.name, session.original(one.sha256)) for one in session.files())
                return make().wanted(files)

            self._shell.tasks.run(self, held, self._ask)
        else:
            self._shell.tasks.run_desk(self, lambda _job: make().wanted(), self._ask)

    def _ask(self, wanted: Sequence[Wanted]) -> None:
        self._clear()
        self._note.tell("")
        card = RefreshCard(wanted, self._fetch, self._clear)
        self._question.addWidget(card)
        card.show()

    def _fetch(self, agreed: Sequence[Wanted]) -> None:
        self._clear()
        make = self._make_desk

        def go(job: Job) -> tuple[list[str], list[Fetched]]:
            desk = make()
            return _kept(desk, desk.fetch(agreed, job.progress, job.cancelled))

        self._shell.tasks.run_desk(
            self, go, lambda found: self._keep(*found), self._failed, label=tr("Asking")
        )

    def _keep(self, said: Sequence[str], others: Sequence[Fetched]) -> None:
        """Tells what came; what is about held credentials goes into the wallet."""
        self._note.tell("\n".join(said) or tr("Nothing newer."), "cannot_tell")
        files = [(one.wanted.url, one.data) for one in others if one.data is not None]
        if files and self._shell.tasks.is_unlocked:
            self._shell.tasks.change(self, lambda session: session.add_evidence(files).changes)
        self._changed()

    def _failed(self, problem: WalletError) -> None:
        self._note.tell(wording.error(problem.code, problem.facts).meaning, "not_valid")

    def _clear(self) -> None:
        while (item := self._question.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _kept(desk: CheckDesk, found: Sequence[Fetched]) -> tuple[list[str], list[Fetched]]:
    """Newer bundles of accepted roots are kept at once; the rest is handed back."""
    said: list[str] = []
    others: list[Fetched] = []
    for one in found:
        if one.data is None:
            said.append(wording.error(str(one.error), {"host": one.wanted.host}).meaning)
        elif one.wanted.kind != "bundle":
            others.append(one)
        else:
            said.append(_bundle(desk, one.wanted, one.data))
    if others:
        said.append(ntr("{n} list was fetched.", "{n} lists were fetched.", len(others)))
    return said, others


def _bundle(desk: CheckDesk, wanted: Wanted, data: bytes) -> str:
    try:
        offer = desk.offer_trust(wanted.host, [(wanted.host, data)])
        if offer.bundle is None or not offer.bundle.is_known:
            return tr(
                "{host} sent a bundle of somebody else. It was not used.", host=wanted.host
            )
        if offer.bundle.info.versions.get("snapshot") == offer.bundle.replaces:
            return tr("{name}: nothing newer.", name=offer.name)
        desk.accept_trust(offer)
    except WalletError as error:
        return f"{wanted.host}: {wording.error(error.code, error.facts).meaning}"
    return tr("{name}: a newer bundle is in use.", name=offer.name)

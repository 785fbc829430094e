"""One credential on screen, whether beside the list or on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.files import save_bytes
from ui.shell import Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import award_cards
from ui.widgets.credential.elements import Elements, elements_words
from ui.widgets.credential.established import Established
from ui.widgets.credential.findings import FindingList
from ui.widgets.credential.inside import attachment_card, carried_cards, claim_cards
from ui.widgets.credential.oddities import oddity_words
from ui.widgets.credential.programme import ProgrammeQuestion
from ui.widgets.credential.technical import Technical
from ui.widgets.credential.verdicts import CredentialHead
from ui.widgets.layouts import Card, Flow
from ui.widgets.library.own_order import OwnOrder
from ui.widgets.notes import Note
from ui.widgets.pathways.progress import CountsToward
from ui.widgets.text import small
from ui.words import moment_words, spoken
from wallet import wording
from wallet.reasons import Reason
from wallet.report import Check, Role
from wallet.session.looking import Around, around
from wallet.settings import Settings
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.credential import Attachment
    from wallet.session import Judged, Session


class CredentialDetail(QWidget):
    """Asks the vault for a credential, judged now, and shows it."""

    gone = Signal()
    """It was put into the bin from here."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._id = ""
        self._in_bin = False
        self._own: OwnOrder | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)

    @property
    def credential_id(self) -> str:
        """What is shown or being asked for."""
        return self._id

    def show_credential(self, credential_id: str, *, in_bin: bool = False) -> None:
        """Asks for it; what was shown stays until it is there."""
        self._id = credential_id
        self._in_bin = in_bin

        def ask(session: Session) -> tuple[Around, Settings]:
            return around(session, credential_id), session.settings()

        self._shell.tasks.run(self, ask, lambda found: self._arrived(credential_id, *found))

    def labels_changed(self) -> None:
        """Nothing but the person's own order changed: the rest stays as it stands."""
        if self._own is not None:
            self._own.look()

    def empty(self) -> None:
        """Shows nothing."""
        self._id = ""
        self._own = None
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _arrived(self, credential_id: str, found: Around, settings: Settings) -> None:
        if credential_id != self._id:
            return  # another one was chosen meanwhile
        judged = found.judged
        self.empty()
        self._id = credential_id
        languages = settings.languages
        head = Card(
            CredentialHead(
                judged, languages, Role.HOLDER, found.claimed, self._look_up, found.called
            ),
            gap=12,
        )
        odd = oddity_words(judged, languages)
        if odd:
            head.inside.addWidget(Note(odd, "not_valid"))
        head.inside.addWidget(self._actions(judged))
        self._inside.addWidget(head)
        self._inside.addWidget(Established(self._shell, judged))
        self._inside.addWidget(ProgrammeQuestion(self._shell, judged))
        if judged.view is not None:
            for card in award_cards(judged.view, languages):
                self._inside.addWidget(card)
        for card in self._carried(found, languages):
            self._inside.addWidget(card)
        if not self._in_bin:
            self._inside.addWidget(CountsToward(self._shell, credential_id))
            self._own = OwnOrder(self._shell, credential_id)
            self._inside.addWidget(self._own)
        self._inside.addWidget(self._folds(judged, languages))
        self._inside.addStretch(1)

    def _carried(self, found: Around, languages: Sequence[str]) -> list[Card]:
        """What is claimed without proof, what is carried, and files attached."""
        cards = []
        if found.claimed is not None:
            own = found.claimed.envelope.format == "self_declared"
            cards += claim_cards(found.claimed, languages, own)
        cards += carried_cards(found, languages)
        if found.attachments:
            cards.append(attachment_card(found.attachments, self._save))
        return cards

    def _save(self, attached: Attachment) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), attached.name)
        if name:
            save_bytes(name, attached.data)
            self._shell.say(tr("Saved, byte for byte as it was attached."))

    def _look_up(self, bundle: str, institution: str, day: date | None) -> None:
        self._shell.open("trust", institution=(bundle, institution), awarded=day)

    def _actions(self, judged: Judged) -> Flow:
        share = Button(
            tr("Share"), lambda: self._shell.open("share", ids=(self._id,)), symbol="share"
        )
        paper = Button(
            tr("Print or save as PDF"),
            lambda: self._shell.open("own_paper", id=self._id),
            symbol="print",
        )
        export = Button(
            tr("Export the original"), lambda: self._export(judged), symbol="export"
        )
        if self._in_bin:
            back = Button(tr("Put back"), self._put_back, symbol="restore")
            erase = Button(tr("Erase now"), self._erase, symbol="bin", kind="danger")
            return Flow(back, export, erase)
        remove = Button(tr("Delete"), self._delete, symbol="bin", kind="danger")
        return Flow(share, paper, export, remove)

    def _folds(self, judged: Judged, languages: Sequence[str]) -> Card:
        report = judged.report
        card = Card(gap=4)
        if judged.view is not None and judged.view.completeness:
            elements = judged.view.completeness
            title = spoken(judged.view.awards[0].title, languages) if judged.view.awards else ""
            card.inside.addWidget(
                Fold(elements_words(elements), lambda: Elements(elements, title, self._copy))
            )
        card.inside.addWidget(
            Fold(tr("Details: each check"), lambda: FindingList(report.findings, Role.HOLDER))
        )
        card.inside.addWidget(
            Fold(
                tr("Technical"),
                lambda: Technical(
                    judged, self._copy, lambda done: self._ask_bytes(judged, done)
                ),
            )
        )
        card.inside.addWidget(
            small(
                tr("Judged {moment} on this computer.", moment=moment_words(report.verified_at))
            )
        )
        return card

    def _copy(self, text: str) -> None:
        self._shell.clipboard.copy(text)
        self._shell.say(tr("Copied. It is taken off the clipboard after ten seconds."))

    def _ask_bytes(self, judged: Judged, done: Callable[[bytes], None]) -> None:
        sha256 = judged.secured.original_sha256
        self._shell.tasks.run(self, lambda session: session.original(sha256), done)

    def _export(self, judged: Judged) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export the original"), f"credential-{self._id[:8]}"
        )
        if not name:
            return
        sha256 = judged.secured.original_sha256
        told = tr("Exported, byte for byte as it came.")
        proof = judged.report.find(Check.PROOF)
        if proof is not None and proof.reason is Reason.BASE_PROOF_VALID:
            told = f"{told} {wording.finding(proof, Role.HOLDER).advice}"
        self._shell.tasks.run(
            self,
            lambda session: save_bytes(name, session.original(sha256)),
            lambda _none: self._shell.say(told),
        )

    def _put_back(self) -> None:
        chosen = self._id
        self._change(
            lambda session: session.undelete((chosen,)),
            tr("It is back among your credentials."),
        )

    def _erase(self) -> None:
        chosen = self._id
        self._change(
            lambda session: session.delete((chosen,), forever=True),
            tr("Erased. Nothing of it is left in this wallet."),
        )
        self._shell.tasks.run(
            self._shell,
            lambda session: len(session.backups.holding_erased()),
            self._tell_backups,
        )

    def _tell_backups(self, number: int) -> None:
        if number:
            self._shell.say(
                ntr(
                    "Erased here. It may still be in {n} older backup: see Backups.",
                    "Erased here. It may still be in {n} older backups: see Backups.",
                    number,
                )
            )

    def _change(self, operation: Callable[[Session], object], sentence: str) -> None:
        def done(_changes: object) -> None:
            self._shell.say(sentence)
            self.gone.emit()

        self._shell.tasks.change(self, operation, done)

    def _delete(self) -> None:
        chosen = self._id
        self._change(
            lambda session: session.delete((chosen,)),
            tr("Moved to the bin; it stays there for 30 days."),
        )

"""What was shown to whom, newest first, twenty at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.files import save_bytes
from ui.shell import Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, muted, small
from ui.words import line_words, moment_words, spoken
from wallet.errors import InputError
from wallet.wording import ntr, tr
from wallet.wording.asking import recipient_words

if TYPE_CHECKING:
    from wallet.session import LedgerEntry, Session

_AT_ONCE = 20


class Ledger(QWidget):
    """Reads the share ledger anew whenever ``ask`` is called."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell = shell
        self._all: Sequence[LedgerEntry] = ()
        self._entries: Sequence[LedgerEntry] = ()
        self._shown = 0
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self._told = muted(tr("You showed nothing to anybody yet."))
        self._more = Button(tr("Show more"), self._show_more)
        self._foot = Flow(self._more)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_found())
        self.export_button = Button(tr("Save this list"), self._export, symbol="export")
        self.clear_button = Button("", self._clear, kind="danger", symbol="bin")
        self._asked_twice = False
        self._tools = QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(Named(tr("Search for a name or purpose"), self.search))
        tools.addWidget(Flow(self.export_button, self.clear_button))
        self._down.addWidget(self._tools)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._down.addWidget(self._told)
        self._down.addLayout(self._rows)
        self._down.addWidget(self._foot)
        self._foot.hide()
        self.ask()

    def ask(self) -> None:
        """Reads it."""
        self._shell.tasks.run(self, lambda session: session.ledger(), self._arrived)

    def _arrived(self, entries: Sequence[LedgerEntry]) -> None:
        self._all = entries
        self._tools.setVisible(bool(entries))
        self._show_found()

    def _show_found(self) -> None:
        entries = [one for one in self._all if one.mentions(self.search.text())]
        self._asked_twice = False
        count = len(entries)
        told = ntr("Forget this {n} entry", "Forget these {n} entries", count)
        self.clear_button.setText(told)
        self.clear_button.setEnabled(bool(entries))
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._entries, self._shown = entries, 0
        self._told.setText(
            tr("Nothing found.") if self._all else tr("You showed nothing to anybody yet.")
        )
        self._told.setVisible(not entries)
        self._show_more()

    def _show_more(self) -> None:
        until = min(self._shown + _AT_ONCE, len(self._entries))
        for entry in self._entries[self._shown : until]:
            self._rows.addWidget(self._row(entry))
        self._shown = until
        self._foot.setVisible(until < len(self._entries))

    def _export(self) -> None:
        entries = tuple(self._entries)
        name, _ = QFileDialog.getSaveFileName(self, tr("Save"), "shown.json")
        if not name:
            return

        def write(_job: object) -> None:
            from wallet.session import ledger_json  # noqa: PLC0415 - on the desk thread

            told = json.dumps(ledger_json(entries), ensure_ascii=False, indent=1)
            save_bytes(name, told.encode())

        self._shell.tasks.run_desk(self, write, lambda _done: self._shell.say(tr("Saved.")))

    def _clear(self) -> None:
        """The first press asks, the second does it."""
        if not self._asked_twice:
            self._asked_twice = True
            self.clear_button.setText(tr("Forget for good? Press again"))
            return
        moments = [one.made_at for one in self._entries]
        self._shell.tasks.change(self, lambda session: session.clear_ledger(moments))

    def _row(self, entry: LedgerEntry) -> Card:
        count = len(entry.credentials)
        number = ntr("{n} credential", "{n} credentials", count)
        card = Card(
            Label(
                recipient_words(entry.recipient) or tr("Nobody in particular"),
                "strong",
                data=True,
            ),
            small(line_words(moment_words(entry.made_at), number)),
            kind="well",
            gap=4,
        )
        if entry.purpose:
            card.inside.addWidget(Label(entry.purpose, data=True))
        name = tr("What you showed, and until when")
        card.inside.addWidget(Fold(name, lambda: _Shown(self._shell, entry)))
        return card


class _Shown(QWidget):
    """One entry in full; titles come from the credentials that are still held."""

    def __init__(self, shell: Shell, entry: LedgerEntry) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        until = moment_words(entry.expires) if entry.expires is not None else tr("No end")
        ways = {
            "qr": tr("QR code"),
            "ur": tr("Moving code on the screen"),
            "pdf": tr("PDF"),
            "clr": tr("Learner record (CLR)"),
            "elm": tr("European document (ELM)"),
            "csv": tr("Table (CSV)"),
            "html": tr("Web page (HTML)"),
        }
        way = ways.get(entry.transport, tr("File"))
        self._down.addWidget(
            Facts(
                [
                    (tr("To be accepted until"), until),
                    (tr("In answer to"), entry.nonce or tr("No question of theirs")),
                    (tr("As"), way),
                    (tr("Digest of the file (SHA-256)"), entry.sha256),
                ]
            )
        )
        ids = [one.credential_id for one in entry.credentials]
        counts = [len(one.statements) for one in entry.credentials]
        shell.tasks.run(self, lambda session: _titles(session, ids), lambda named: self._name(
            named, counts
        ))  # fmt: skip

    def _name(self, titles: Sequence[str], counts: Sequence[int]) -> None:
        for title, count in zip(titles, counts, strict=True):
            told = ntr("{n} statement", "{n} statements", count)
            self._down.addWidget(
                Label(title, "strong", data=True) if title else muted(tr("No longer held"))
            )
            self._down.addWidget(small(told))


def _titles(session: Session, ids: Sequence[str]) -> list[str]:
    """On the vault thread: the title of each; empty for one that is gone."""
    languages = session.settings().languages
    titles = []
    for one in ids:
        try:
            view = session.credential(one).view
        except InputError:
            titles.append("")
            continue
        title = spoken(view.awards[0].title, languages) if view and view.awards else ""
        titles.append(title or one[:12])
    return titles

"""Check what somebody else showed: no wallet, no passphrase, nothing kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from ui.files import FileSet, save_bytes
from ui.page import Page
from ui.shell import Item, Shell
from ui.task import Job
from ui.widgets.buttons import Button, Fold
from ui.widgets.checking.asking import AskCard
from ui.widgets.checking.received import Hands, ReceivedList, Summary
from ui.widgets.checking.scanning import Scanner
from ui.widgets.drop import DropArea
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, muted, title
from ui.widgets.trust.dropped import ForTrust
from ui.widgets.working import Working
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import ntr, tr
from wallet.wording import presenting as words

if TYPE_CHECKING:
    from wallet.check_desk import Answer, CheckDesk, Judged, TrustState

_NONCE_BYTES = 9
"""72 bits: more than anybody guesses while the question stands, and short enough to dictate."""

Trusted: TypeAlias = tuple[object, ...]
"""The sets that count and the problems with them; differs where a verdict may differ."""


def new_desk() -> CheckDesk:
    """The desk over this user's own trust folder; loads the cryptography when first used."""
    from wallet.check_desk import CheckDesk  # noqa: PLC0415 - see above

    return CheckDesk()


class CheckPage(Page):
    """``shell.open("check", items=...)``; works while the wallet is locked."""

    widest: ClassVar[int | None] = 900

    def __init__(self, shell: Shell, make_desk: Callable[[], CheckDesk] = new_desk) -> None:
        super().__init__(shell)
        self._make_desk = make_desk
        self._items: tuple[Item, ...] = ()
        self._intro = muted(
            tr("Somebody showed you something? Look at it here. Nothing is kept.")
        )
        self._answer: Answer | None = None
        self._job: Job | None = None
        self._asked = ("", "")
        self._by: Trusted = ()
        """What was trusted when the answer was found."""
        self._trust_note = Note("", "cannot_tell")
        self._trust_note.add(Button(tr("Open Trust"), lambda: shell.open("trust")))
        self._note = Note("", "not_valid")
        self._working = Working(self._stop)
        self._results = QVBoxLayout()
        self._results.setSpacing(12)
        self._again = Button(tr("Check again"), self._check, kind="primary", symbol="check")
        self._again_here = Flow(Button(tr("Check again"), self._check, symbol="check"))
        """Where one types, for the other may be out of sight."""
        self._clear = Button(tr("Check something else"), self.clear, symbol="back")
        meaning = Button(
            tr("What does this mean?"), lambda: shell.open("help"), kind="quiet", symbol="help"
        )
        self._report = Button(tr("Save report"), self._save_report, symbol="export")
        self._table = Button(tr("Save table"), self._save_table, symbol="export")
        self._buttons = Flow(self._again, self._clear, self._report, self._table, meaning)
        self.area = DropArea(
            tr("Drop here what you were given: a file, a folder, or pictures of QR codes."),
            self.read,
        )
        self.scanner = Scanner(shell, self._scanned)
        self.asking = AskCard(shell, self._show_state)
        self._build()
        self._show_state()

    def _build(self) -> None:
        self.body.addWidget(title(tr("Check")))
        self.body.addWidget(self._intro)
        self.body.addWidget(self._trust_note)
        self.body.addWidget(self._note)
        self.body.addWidget(self._working)
        self.body.addWidget(self._buttons)
        self.body.addLayout(self._results)
        self.body.addWidget(self.area)
        self.body.addWidget(self.scanner)
        self.body.addWidget(self._asked_for())
        self.body.addStretch(1)

    def _asked_for(self) -> Card:
        """Folded: who was sent a file has mostly asked for nothing."""
        inside = self._question()
        self.question = Fold(tr("Did you give them a word to sign?"), lambda: inside)
        asks = Fold(tr("Ask for certain things"), lambda: self.asking)
        return Card(self.question, asks, gap=4)

    def _question(self) -> Card:
        self.nonce = QLineEdit()
        self.recipient = QLineEdit()
        for field in (self.nonce, self.recipient):
            field.textChanged.connect(self._entered)
            field.returnPressed.connect(self._check)
        make = Button(tr("Make a word"), self._make_nonce, symbol="add")
        copy = Button(tr("Copy it"), self._copy_nonce, symbol="copy", kind="quiet")
        return Card(
            Label(
                tr(
                    "Give the person a word that nobody can guess, and let them sign it. Then "
                    "a copy of what they once showed to somebody else does not pass here."
                )
            ),
            Named(tr("The word you gave them"), self.nonce),
            Flow(make, copy),
            Named(
                tr("The name under which you asked"),
                self.recipient,
                tr("Leave empty what you did not ask for."),
            ),
            self._again_here,
            kind="well",
            gap=12,
        )

    def _entered(self, text: str) -> None:
        """What counts for the verdict is never hidden."""
        if text:
            self.question.button.setChecked(True)
        self._show_state()

    def opened(self, **what: object) -> None:
        """Looks at what was given, if anything was, and at what is trusted."""
        self._ask_trust()
        items = what.get("items")
        if isinstance(items, tuple) and items:
            self.read(items)

    def refresh(self, changes: object) -> None:
        """Locked: who sits down here next reads no more of it than of the wallet."""
        if changes is None:
            self.clear()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped or pasted while this page is shown is checked, not imported."""
        self.read(items)
        return True

    # --- asking -------------------------------------------------------------------------------

    def _make_nonce(self) -> None:
        self.nonce.setText(secrets.token_urlsafe(_NONCE_BYTES))
        self.nonce.setFocus()
        self.shell.say(tr("Give them this word before they show you anything."))

    def _copy_nonce(self) -> None:
        if self.nonce.text():
            self.shell.clipboard.copy(self.nonce.text())
            self.shell.say(tr("Copied."))

    def _ask_trust(self) -> None:
        make = self._make_desk
        self.shell.tasks.run_desk(self, lambda _job: make().trust(), self._show_trust)

    def _show_trust(self, state: TrustState) -> None:
        if self._answer is not None and _trusted(state) != self._by:
            self.shell.say(tr("What you trust has changed: it is checked again."))
            self._check(self._checked())
        problem = " ".join(words.trust_problem(one.code, one.facts) for one in state.problems)
        if problem:
            self._trust_note.tell(problem, "not_valid")
        elif not state.sets:
            self._trust_note.tell(
                tr(
                    "You trust no list of issuers yet, so nobody can say who an issuer is. "
                    "Signatures, dates and changes are checked all the same."
                ),
                "cannot_tell",
            )
        else:
            self._trust_note.tell("")

    # --- checking -----------------------------------------------------------------------------

    def read(self, items: Sequence[Item]) -> None:
        """Checks these files; pictures of one presentation may come together or bit by bit."""
        self._items = self._with_waiting(items)
        self._check()

    def _scanned(self, data: bytes) -> None:
        """What an animated code carried; it was seen on the screen, and is kept nowhere."""
        self.read(((tr("read from the screen"), data),))

    def _with_waiting(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Pictures that were parts of something not complete yet stay in the question."""
        answer = self._answer
        waits = answer is not None and any(
            one.error is not None
            and one.error.code in ("qr_parts_missing", "page_without_file")
            for one in answer.results
        )
        return (*self._items, *items) if waits else tuple(items)

    def _checked(self) -> tuple[Item, ...]:
        """The very bytes that were checked, for their files may have gone since."""
        answer = self._answer
        if answer is None or answer.cancelled or answer.pages:
            return self._items
        held = [(one.source, answer.originals.get(one.sha256 or "-")) for one in answer.results]
        known = tuple((name, data) for name, data in held if data is not None)
        return known if len(known) == len(held) else self._items

    def _check(self, checked: tuple[Item, ...] = ()) -> None:
        if not self._items:
            return
        if self._job is not None:
            self._job.cancel()
        self._empty()
        self._answer = None
        items, make = checked or self._items, self._make_desk
        self._asked = (self.nonce.text(), self.recipient.text())
        nonce, recipient = self._asked
        secret = self.asking.secret

        def look(job: Job) -> tuple[Trusted, Answer]:
            desk = make()
            # Read before: what changes meanwhile is noticed when the page is opened next.
            by = _trusted(desk.trust())
            return by, desk.answer(
                FileSet(items),
                nonce=nonce,
                recipient=recipient,
                secret=secret,
                progress=job.progress,
                cancelled=job.cancelled,
            )

        what = tr("Checking")
        self._working.start(what)
        self._job = self.shell.tasks.run_desk(
            self, look, lambda found: self._arrived(*found), self._failed, label=what
        )
        self._working.follow(self._job, self.shell.tasks)
        self._show_state()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, problem: WalletError) -> None:
        self._job = None
        self._working.stop()
        told = wording.error(problem.code, problem.facts)
        self._note.tell(f"{told.meaning} {told.advice}".strip(), "not_valid")
        self._show_state()

    def _arrived(self, by: Trusted, answer: Answer) -> None:
        self._job = None
        self._working.stop()
        if not self._items:  # cleared while it was being looked at
            return
        self._by, self._answer = by, answer
        hands = Hands(copy=self._copy, original=self._original, kept_back=_kept_back)
        languages = (self.shell.preferences.language or QLocale.system().name(), "en")
        if len(answer.results) > 1:
            self._results.addWidget(Summary(answer.results))
        for pack in answer.packs:
            self._results.addWidget(Note(words.pages_belong(pack), "accent", data=True))
        for page, file in answer.pages:
            told = words.page_belongs(page, file)
            self._results.addWidget(Note(told, "accent", data=True))
        for one in answer.unmet:
            told = f"{one.source}: {words.not_shown(one.paths)}".removeprefix(": ")
            self._results.addWidget(Note(told, "not_valid", data=bool(one.source)))
        if answer.unanswered:
            told = words.unanswered(answer.unanswered)
            self._results.addWidget(Note(told, "not_valid", data=True))
        received = ReceivedList(answer.results, languages, hands)
        self._results.addWidget(received)
        self._ask_for_trust(answer, received)
        self._note.tell(
            tr("You stopped it: not all files were checked.") if answer.cancelled else ""
        )
        self.shell.say(self._spoken(answer))
        self._show_state()

    def _ask_for_trust(self, answer: Answer, received: ReceivedList) -> None:
        """Where nothing could be read: it may be what belongs on another page."""
        if answer.results and all(one.error is not None for one in answer.results):
            for_trust = ForTrust(self.shell, self._make_desk)
            self._results.insertWidget(0, for_trust)
            for_trust.look(self._items, received)

    def _spoken(self, answer: Answer) -> str:
        """The outcome for the status bar and for screen readers."""
        if len(answer.results) == 1 and answer.results[0].credentials:
            first = answer.results[0].credentials[0]
            return wording.verdict_title(first.verdict.code)
        return ntr("{n} file checked.", "{n} files checked.", len(answer.results))

    def _copy(self, text: str) -> None:
        self.shell.clipboard.copy(text)
        self.shell.say(tr("Copied."))

    def _original(self, judged: Judged) -> bytes:
        known = self._answer.originals if self._answer is not None else {}
        return known.get(judged.secured.original_sha256, b"")

    def _save_report(self) -> None:
        if self._answer is not None:
            self._save("check-report.json", self._answer.signed_report)

    def _save_table(self) -> None:
        if self._answer is not None:
            self._save("check.csv", self._answer.csv)

    def _save(self, name: str, make: Callable[[], bytes]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save"), name)
        if chosen:
            self.shell.tasks.run_desk(
                self,
                lambda _job: save_bytes(chosen, make()),
                lambda _done: self.shell.say(tr("Saved.")),
                self._failed,
            )

    # --- state --------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forgets what was checked; the question stays."""
        self._stop()
        self._items = ()
        self._answer = None
        self._empty()
        self._show_state()

    def _empty(self) -> None:
        self._note.tell("")
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_state(self) -> None:
        done = self._answer is not None
        self._intro.setVisible(not done)
        self._buttons.setVisible(done)
        self._table.setVisible(self._answer is not None and len(self._answer.results) > 1)
        changed = (self.nonce.text(), self.recipient.text()) != self._asked
        self._again.setVisible(done and changed)
        self._again_here.setVisible(done and changed)


def _kept_back(judged: Judged) -> int | None:
    from wallet.check_desk import not_shown  # noqa: PLC0415 - loaded by the check itself

    return not_shown(judged.secured)


def _trusted(state: TrustState) -> Trusted:
    sets = tuple((one.fingerprint, one.added_at, one.confirmed_at) for one in state.sets)
    return (sets, tuple((one.code, str(one.facts)) for one in state.problems))

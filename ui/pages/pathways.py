"""What the credentials add up to: pathways on the left, the chosen one on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.page import Page
from ui.shell import Item, Shell
from ui.task import Job
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.drop import choose_files
from ui.widgets.glossary import Explained
from ui.widgets.layouts import Flow, empty, row
from ui.widgets.notes import Note
from ui.widgets.pathways.adapt import AdaptForm, Issuers
from ui.widgets.pathways.cards import PathwayCard, template_card
from ui.widgets.pathways.carried import carried_over, reading, written
from ui.widgets.pathways.compare import compare_card
from ui.widgets.pathways.detail import Actions, PathwayDetail, shown
from ui.widgets.pathways.panel import Panel
from ui.widgets.pathways.together import TogetherButton
from ui.widgets.pathways.trial import both
from ui.widgets.pathways.unread import UnreadPathways
from ui.widgets.text import muted, title
from ui.words import spoken
from wallet import wording
from wallet.errors import WalletError
from wallet.session import (
    Pathway,
    PathwayResult,
    Plain,
    Session,
    Template,
    WhatIf,
    adapt,
    again,
    ahead,
    closest,
    compare,
    plain,
    replaced_by,
    templates,
    told,
    told_ahead,
    whats_new,
)
from wallet.session.exchanging import looks_like_ctdl
from wallet.session.skills import Skills
from wallet.session.unproven import named_by_file
from wallet.wording import pathway_overview as words_of
from wallet.wording import tr

_BESIDE = 760
"""Pixels at normal text size from which list and pathway stand beside each other."""
_LIST_WIDTH, _LARGEST = 260, 1024 * 1024
"""And bytes of a dropped document that is looked at to see whether it is a pathway."""
_MARK = b'"pathway/1"'

Found = tuple[tuple[PathwayResult, ...], tuple[str, ...]]


class PathwaysPage(Page):
    """Evaluates when it is opened and whenever something in the wallet changed."""

    widest: ClassVar[int | None] = None

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._results: tuple[PathwayResult, ...] = ()
        self._languages: tuple[str, ...] = ("en",)
        self._chosen = ""
        self._adds = False
        self.note = Note("", "not_valid")
        self._unread = UnreadPathways(shell, self._remove)
        self._add = Button(tr("Add a pathway"), self._show_templates, symbol="add")
        self._compares = Button(tr("Compare"), self._show_compared)
        self._left = QVBoxLayout()
        self._left.setSpacing(GRID)
        self._panel = Panel()
        self._list = QWidget()
        self._list.setProperty("kind", "clear")
        self._list.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(2 * GRID)
        self._both.addWidget(self._list)
        self._both.addWidget(self._panel, 1)
        self._together = TogetherButton(shell)
        writes = Button(
            tr("Write a pathway"), lambda: self.shell.open("pathway_editor"), kind="quiet"
        )
        skills = Button(tr("Occupations"), lambda: self.shell.open("skills"), kind="quiet")
        buttons = Flow(self._together, self._compares, skills, writes, self._add)
        self.body.addLayout(row(Explained(shell, title(tr("Pathways")), "pathway"), buttons))
        self.body.addWidget(self.note)
        self.body.addWidget(self._unread)
        self.body.addLayout(self._both)
        self.body.addStretch(1)

    # --- asking -------------------------------------------------------------------------------

    def opened(self, **what: object) -> None:
        """Evaluates; ``pathway`` names the one to show."""
        wanted = what.get("pathway")
        if isinstance(wanted, str):
            self._chosen = wanted
        self._evaluate()
        self._unread.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page sits alone again."""
        self._together.setChecked(False)
        super().hideEvent(event)

    def refresh(self, changes: object) -> None:
        """A credential, evidence or a pathway changed."""
        if changes is not None:
            self.opened()

    def _evaluate(self) -> None:
        def look(session: Session, job: Job) -> Found | None:
            results = session.evaluate_all(job.progress, job.cancelled)
            # What was cancelled half-way has not seen every credential: it is no answer.
            named = named_by_file(session, Skills(session).named(results))
            found = named, session.settings().languages
            return None if job.cancelled() else found

        self.shell.tasks.run_long(self, tr("Evaluating pathways"), look, self._evaluated)

    def _evaluated(self, found: Found | None) -> None:
        if found is None:
            stopped = tr("The evaluation was stopped. Open the page again to repeat it.")
            self.note.tell(stopped, "not_valid")
            return
        before = {one.pathway.id: one.pathway for one in self._results}
        known, first = set(before), not before
        self._results, self._languages = found
        for one in self._results:
            old = before.get(one.pathway.id)
            if old is not None and old.document != one.pathway.document:
                self.note.tell(whats_new(old, one.pathway), "accent")
        added = [one.pathway.id for one in self._results if one.pathway.id not in known]
        if added and not first:
            self._chosen = added[-1]
        if self._chosen not in {one.pathway.id for one in self._results}:
            self._chosen = self._results[0].pathway.id if self._results else ""
        if self._adds:  # what is being added stays, with all that was typed into it
            self._show_list(marks=False)
        else:
            self._show()

    # --- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._results and not self._adds:
            self._show_list(marks=True)
            self._show_result(self._result())
        else:
            self._show_templates()

    def _show_list(self, *, marks: bool) -> None:
        """``marks``: whether one of them is what stands beside the list."""
        empty(self._left)
        several = len(self._results) > 1
        first = closest(compare(self._results)) if several else None
        for one in self._results:
            name = one.pathway.id
            said = told(one, self._languages)
            note = words_of.closest() if first is not None and first.result is one else ""
            chosen = marks and name == self._chosen
            self._left.addWidget(
                PathwayCard(said, partial(self.choose, name), chosen=chosen, note=note)
            )
        self._left.addStretch(1)
        self._list.setVisible(several)
        self._add.setVisible(bool(self._results))
        self._compares.setVisible(several)

    def choose(self, pathway_id: str) -> None:
        """Shows another pathway."""
        self._chosen, self._adds = pathway_id, False
        self.note.tell("")
        self._show()

    def _result(self) -> PathwayResult:
        return next(one for one in self._results if one.pathway.id == self._chosen)

    def _show_result(self, result: PathwayResult) -> None:
        actions = Actions(
            opens=lambda credential: self.shell.open("credential", id=credential),
            places=self._place,
            tries=lambda change: self._try(both(result.what_if, change)),
            instead=self._try,
            returns=self._show,
            adapts=lambda: self._show_form(result.pathway),
            reviews=lambda: self.shell.open("reviews", pathway=result.pathway.id),
            leaves=self._leave_out,
            sees=lambda: self.shell.open("reviews"),
            binds=lambda: self.shell.open(
                "portfolio",
                pathway=result.pathway.id,
                title=spoken(result.pathway.title, self._languages),
            ),
            agrees=lambda: self.shell.open("agreements"),
            exports=lambda: self._panel.put(written(result.pathway, self.shell, self._show)),
            removes=lambda: self._remove(self._chosen),
            begins=lambda: self.shell.open("import_review"),
            writes=lambda mode: self.shell.open(
                "pathway_editor", pathway=result.pathway, mode=mode
            ),
        )
        kept = [one.pathway for one in self._results]
        newer = replaced_by(result.pathway, kept, self._languages)
        detail = PathwayDetail(shown(result, self._languages, newer), actions)
        self._panel.put(detail)
        languages = self._languages

        def look(_session: Session, job: Job) -> tuple[str, ...]:
            days = ahead(result, progress=job.progress, cancelled=job.cancelled)
            return told_ahead(result, days, languages)

        self.shell.tasks.run_long(detail, tr("Looking ahead"), look, detail.tell_ahead)

    def _show_compared(self) -> None:
        self._show_list(marks=False)
        compared = compare(self._results)
        self._panel.put(compare_card(compared, self._languages, self.choose))

    def _show_templates(self) -> None:
        self._adds = bool(self._results)
        self._show_list(marks=False)
        inside = QWidget()
        inside.setProperty("kind", "clear")
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * GRID)
        down.addWidget(
            muted(
                tr(
                    "A pathway says what several credentials together can lead to. Tessera "
                    "shows what you have, what is missing and why."
                )
            )
        )
        card = template_card(
            templates(),
            self._languages,
            self._start,
            lambda template: self._show_form(template.pathway),
        )
        down.addWidget(card)
        buttons = [Button(tr("Open a pathway document"), self._open, symbol="file")]
        if self._results:
            buttons.append(Button(tr("Back"), lambda: self.choose(self._chosen)))
        down.addLayout(row(*buttons, None))
        self._panel.put(inside)

    # --- doing --------------------------------------------------------------------------------

    def _show_form(self, pathway: Pathway) -> None:
        """A copy with a few things changed; institutions are those the learner has."""
        wanted = plain(pathway)

        def issuers(session: Session) -> Issuers:
            held = session.evaluate(pathway).awards.values() if wanted.needs_home else ()
            found = {
                one.issuer_id: one.partner for one in held if one.issuer_id and one.partner
            }
            return sorted((name, issuer) for issuer, name in found.items())

        def show(found: Issuers) -> None:
            self._adds = True
            self._show_list(marks=False)
            unit = pathway.unit.unit
            back = partial(self.choose, self._chosen)
            form = AdaptForm(
                wanted, unit, found, lambda changed: self._adapt(pathway, changed, form), back
            )
            self._panel.put(form)

        self.shell.tasks.run(self, issuers, show)

    def _adapt(self, pathway: Pathway, wanted: Plain, form: AdaptForm) -> None:
        own_id = f"urn:uuid:{uuid4()}"
        try:
            data = adapt(pathway, wanted, own_id, self._languages[0])
        except WalletError as error:
            form.refuse(wording.error(error.code, error.facts).text)
            return
        self._chosen = own_id
        self._keep(data)

    def _try(self, change: WhatIf) -> None:
        if not change.is_trial:
            self._show()
            return
        result = self._result()

        def look(_session: Session, job: Job) -> PathwayResult:
            then = again(result, change)
            return result if job.cancelled() else then

        self.shell.tasks.run_long(self, tr("Evaluating pathways"), look, self._show_result)

    def _place(self, award: str, slot: str, stays: bool) -> None:  # noqa: FBT001 - a callback
        """Keeps where the person wants an award, in place of what was said of it before."""
        pathway = self._chosen

        def keep(session: Session) -> object:
            settings = session.settings()
            pins = [one for one in settings.pins if one[:2] != (pathway, award)]
            if stays:
                pins = [one for one in pins if (one[0], one[2]) != (pathway, slot)]
                pins.append((pathway, award, slot))
            return session.save_settings(replace(settings, pins=tuple(pins)))

        self.shell.tasks.change(self, keep)

    def _leave_out(self, review: str, out: bool) -> None:  # noqa: FBT001 - a callback
        def leave(session: Session) -> object:
            return session.cases_sent.leave_out(review, out=out)

        self.shell.tasks.change(self, leave)

    def _start(self, template: Template) -> None:
        self._chosen = template.pathway.id
        self._keep(template.data)

    def _keep(self, data: bytes) -> None:
        self._adds = False
        self.note.tell("")
        self.shell.tasks.change(
            self, lambda session: session.add_pathway(data), failed=self._refused
        )

    def _refused(self, error: WalletError) -> None:
        self.note.tell(wording.error(error.code, error.facts).text, "not_valid")

    def _remove(self, pathway_id: str) -> None:
        self.shell.tasks.change(self, lambda session: session.remove_pathway(pathway_id))

    def _open(self) -> None:
        for item in choose_files(self):
            data = _bytes(item)
            if looks_like_ctdl(data):
                self._review(data)
            else:
                self._keep(data)

    def take(self, items: Sequence[Item]) -> bool:
        """Pathway documents are kept here; everything else goes to the import."""
        documents = [_bytes(one) for one in items]
        if documents and all(map(looks_like_ctdl, documents)):
            self._review(*documents)
            return True
        if not documents or not all(_MARK in one for one in documents):
            return False
        for one in documents:
            self._keep(one)
        return True

    def _review(self, *documents: bytes) -> None:
        """Shows what is carried over of pathways in another format; nothing is kept yet."""
        self._adds = bool(self._results)
        show = partial(
            carried_over, languages=self._languages, keep=self._keep, drop=self._show
        )
        self.shell.tasks.run(
            self, reading(documents), lambda found: self._panel.put(show(found)), self._refused
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else under each other."""
        super().resizeEvent(event)
        scale = current_theme().scale
        beside = self.width() >= _BESIDE * scale
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._list.setMaximumWidth(round(_LIST_WIDTH * scale) if beside else 16_777_215)
        self._list.setMinimumWidth(round(_LIST_WIDTH * scale) if beside else 0)


def _bytes(item: Item) -> bytes:
    """The first bytes of a dropped thing; empty for folders and what cannot be read."""
    if not isinstance(item, Path):
        return item[1][:_LARGEST]
    try:
        with item.open("rb") as stream:
            return stream.read(_LARGEST)
    except OSError:
        return b""

"""Writing a pathway: how it is built, sentences with fields in them, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.theme import GRID, current_theme
from ui.widgets.authoring.forms import panel
from ui.widgets.authoring.model import Writing
from ui.widgets.authoring.outline import Outline
from ui.widgets.authoring.preview import Preview
from ui.widgets.authoring.publish import PublishCard
from ui.widgets.authoring.start import StartCard
from ui.widgets.buttons import Button
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Flow, empty, row
from ui.widgets.notes import Note
from ui.widgets.text import mark_data, small, title
from wallet import wording
from wallet.errors import WalletError
from wallet.session import Pathway, Session
from wallet.session.authoring import Work, copy_of, own_id, writing
from wallet.wording import tr
from wallet.wording.pathway_authoring import still_wrong

_TWO, _THREE = 700, 1000
"""Pixels at normal text size from which two and three columns stand beside each other."""
_OUTLINE, _PREVIEW = 290, 280
_UNBOUND = 16_777_215
"""Qt's own word for no greatest width."""
LANGUAGES = ("en", "fr", "es", "de", "fi", "ar", "zh", "ru")
"""In which a pathway can be written; others that stand in a document are offered too."""


class PathwayEditorPage(Page):
    """``opened(pathway=..., mode="version" | "copy")`` begins with a pathway; else it asks."""

    widest: ClassVar[int | None] = None

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model: Writing | None = None
        self._saving = False
        self._unsaved = False
        self.note = Note("", "not_valid")
        self.state = small("")
        self.state.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.undoes = Button(tr("Undo"), self.undo, kind="quiet")
        self.redoes = Button(tr("Redo"), self.redo, kind="quiet")
        self._language = QVBoxLayout()
        self.publishes = Button(tr("Publish"), self.publish, kind="primary", symbol="export")
        self.state.setMinimumHeight(self.publishes.sizeHint().height())
        self._tools = Flow(self.undoes, self.redoes, self.publishes, self.state)
        self._inside = QVBoxLayout()
        # Not by Alt+Left, which moves a part of the outline.
        back = Button(tr("Back to the pathways"), self._leave, kind="quiet", symbol="back")
        self.body.addWidget(Flow(back))
        self.body.addWidget(title(tr("Write a pathway")))
        self.body.addWidget(self.note)
        self.body.addWidget(self._tools)
        self.body.addLayout(self._language)
        self.body.addLayout(self._inside)
        self.body.addStretch(1)
        self._tools.hide()
        self._columns: QBoxLayout | None = None
        for keys, action in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- beginning ----------------------------------------------------------------------------

    def opened(self, **what: object) -> None:
        """Begins with a pathway that is followed, goes on with what is open, or asks."""
        pathway, mode = what.get("pathway"), what.get("mode")
        if isinstance(pathway, Pathway) and mode == "copy":
            self._begin(copy_of(pathway))
        elif isinstance(pathway, Pathway):
            self.shell.tasks.run(
                self, lambda session: session.authoring.begin(pathway), self._begin_version
            )
        elif self.model is None:
            self._ask()

    def _begin_version(self, work: Work) -> None:
        self._begin(work)
        if work.base is None:
            self.note.tell(
                tr(
                    "Only whoever published this pathway can make its next version. This is a "
                    "copy of your own, with everything that it asks for."
                ),
                "accent",
            )

    def _ask(self) -> None:
        self.shell.tasks.run(
            self,
            lambda session: (session.authoring.works(), session.settings().languages),
            lambda found: self._show_start(*found),
        )

    def _show_start(self, works: Sequence[Work], languages: Sequence[str]) -> None:
        self.model = None
        self._tools.hide()
        self._clear()
        start = StartCard(
            works,
            languages,
            new=lambda: self._begin(Work(id=own_id(), draft=writing.blank(own_id()))),
            goes_on=self._begin,
            discards=self._discard,
            opens=self._open,
        )
        self._inside.addWidget(start)

    def _discard(self, draft_id: str) -> None:
        self.shell.tasks.run(
            self, lambda session: session.authoring.discard(draft_id), lambda _done: self._ask()
        )

    def refresh(self, changes: object) -> None:
        """Other credentials or cases are at hand: the draft is tried anew."""
        if changes is not None and self.model is not None:
            self.preview.look()

    def take(self, items: Sequence[Item]) -> bool:
        """A document that was dropped is opened for writing."""
        self._open(items)
        return True

    def _open(self, items: Sequence[Item]) -> None:
        """A document that somebody published, as a copy or a new version of it."""

        def read(session: Session) -> Work:
            data = FileSet(items).first()
            return session.authoring.open(data)

        if items:
            self.shell.tasks.run(self, read, self._begin_version, self._failed)

    def _begin(self, work: Work) -> None:
        self.note.tell("")
        self.shell.tasks.run(
            self, lambda session: session.settings().languages, partial(self._write, work)
        )

    # --- writing ------------------------------------------------------------------------------

    def _write(self, work: Work, languages: Sequence[str]) -> None:
        self._clear()
        self.model = model = Writing(self.shell, work, languages)
        model.setParent(self)
        self._tools.show()
        self._name_language(model)
        self.outline, self.preview = Outline(model), Preview(model)
        directions = QBoxLayout.Direction
        self._columns, self._right = (
            QBoxLayout(directions.LeftToRight),
            QBoxLayout(directions.LeftToRight),
        )
        self._middle = QVBoxLayout()
        side, left = QVBoxLayout(), QVBoxLayout()
        for column, widget in ((left, self.outline), (side, self.preview)):
            column.addWidget(widget)
            column.addStretch(1)
        for box in (self._columns, self._right):
            box.setSpacing(2 * GRID)
        self._right.addLayout(self._middle, 1)
        self._right.addLayout(side)
        self._columns.addLayout(left)
        self._columns.addLayout(self._right, 1)
        holder = QWidget()
        holder.setProperty("kind", "clear")
        holder.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(holder)
        model.rebuilt.connect(self._show_panel)
        model.edited.connect(self._edited)
        self._show_panel()
        self._say_state()
        self._arrange()

    def _name_language(self, model: Writing) -> None:
        there = [str(one.get("lang")) for one in model.draft.at(("title",)) or ()]
        listed = dict.fromkeys((model.lang, *model.languages, *there, *LANGUAGES))
        choice = combo(
            [(QLocale(one).nativeLanguageName() or one, one) for one in listed], model.lang, ""
        )
        mark_data(choice)
        choice.activated.connect(lambda _at: model.write_in(str(choice.currentData())))
        named = Named(tr("Language in which you write texts"), choice)
        self._language.addLayout(row(named, None))

    def _show_panel(self) -> None:
        model = self.model
        if model is None:
            return
        focus = QApplication.focusWidget()
        key = focus.objectName() if isinstance(focus, QWidget) else ""
        empty(self._middle)
        self._middle.addWidget(panel(model))
        self._middle.addStretch(1)
        if key:
            found = self.findChildren(QWidget, key)
            if found:
                found[-1].setFocus()

    def _edited(self) -> None:
        self._say_state()
        self._save()

    def _say_state(self) -> None:
        model = self.model
        if model is None:
            return
        self.undoes.setEnabled(bool(model.history.before))
        self.redoes.setEnabled(bool(model.history.after))
        count = len(model.soundness.problems)
        said = tr("Nothing is missing.") if not count else still_wrong(count)
        self.state.setText(said)

    def undo(self) -> None:
        """One step back."""
        if self.model is not None:
            self.model.undo()

    def redo(self) -> None:
        """One step forward again."""
        if self.model is not None:
            self.model.redo()

    def publish(self) -> None:
        """Shows exactly what would leave, in the place of the fields."""
        if self.model is None:
            return
        empty(self._middle)
        self._middle.addWidget(PublishCard(self.model, self._show_panel))
        self._middle.addStretch(1)

    # --- keeping ------------------------------------------------------------------------------

    def _save(self) -> None:
        """Each edit is kept at once; while one is being kept the newest waits for it."""
        model = self.model
        if model is None:
            return
        if self._saving:
            self._unsaved = True
            return
        self._saving, self._unsaved = True, False
        work = Work(id=model.work.id, draft=model.draft, base=model.work.base)
        self.shell.tasks.run(
            self, lambda session: session.authoring.save(work), self._saved, self._not_saved
        )

    def _saved(self, _changes: object) -> None:
        self._saving = False
        if self._unsaved:
            self._save()

    def _not_saved(self, problem: WalletError) -> None:
        self._saving = False
        self._failed(problem)

    def _failed(self, problem: WalletError) -> None:
        self.note.tell(wording.error(problem.code, problem.facts).text, "not_valid")

    def _leave(self) -> None:
        self.model = None
        self._clear()
        self.shell.open("pathways")

    def _clear(self) -> None:
        self._columns = None
        empty(self._inside)
        empty(self._language)

    # --- room ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One, two or three columns, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = self._columns
        if columns is None:
            return
        scale = current_theme().scale
        room = self.width() / scale
        directions = QBoxLayout.Direction
        for box, least in ((columns, _TWO), (self._right, _THREE)):
            beside = room >= least
            box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for widget, least, pixels in (
            (self.outline, _TWO, _OUTLINE),
            (self.preview, _THREE, _PREVIEW),
        ):
            beside = room >= least
            widget.setMinimumWidth(round(pixels * scale) if beside else 0)
            widget.setMaximumWidth(round(pixels * scale) if beside else _UNBOUND)

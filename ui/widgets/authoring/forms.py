"""Forms over a draft: a sentence with fields in it, then the fields that stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import GRID
from ui.widgets.authoring.fields import Complaint, editor, key_of
from ui.widgets.authoring.model import Field, Path, Writing
from ui.widgets.authoring.pieces import Stack, wide
from ui.widgets.buttons import Button, Fold
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.text import Label, heading, mark_data, muted, small
from wallet.session.authoring import writing
from wallet.wording import tr

_Kind = writing.Kind
_MARKS = re.compile(r"[.,;:!?…。、\uff0c\uff1b\uff1a،؛؟]+")
"""What closes a part of a sentence, in the languages that we speak."""
_DEEPEST = 3
"""Descriptions inside descriptions that can be added here; deeper ones are shown."""


class FormView(Stack):
    """One sentence of the draft, at one place of it."""

    def __init__(
        self, model: Writing, base: Path, form: writing.Form, *, without: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self._model, self._base = model, base
        self._told: list[tuple[Field, QWidget, Complaint, str]] = []
        for sentence in writing.parts(form):
            self._sentence(sentence)
        for field in writing.others(form):
            if field.name not in without:
                self._block(field)
        model.edited.connect(self.say)
        self.say()

    def _sentence(self, pieces: Sequence[str | Field]) -> None:
        flow = Flow(gap=GRID - 2)
        complaints = []
        last: QWidget | None = None
        for piece in pieces:
            if isinstance(piece, str):
                mark, words = _split(piece) if last is not None else ("", piece)
                if last is not None:
                    flow.inside.addWidget(_with_mark(last, mark))
                last = None
                if words:
                    flow.inside.addWidget(_words(words))
                continue
            if last is not None:
                flow.inside.addWidget(last)
            last = editor(self._model, self._base, piece)
            complaints.append(Complaint())
            self._told.append((piece, last, complaints[-1], piece.label()))
        if last is not None:
            flow.inside.addWidget(last)
        _level(flow)
        self.down.addWidget(flow)
        for one in complaints:
            self.down.addWidget(one)

    def _block(self, field: Field) -> None:
        complaint = Complaint()
        if field.kind is _Kind.MATCH:
            made: QWidget = MatchView(self._model, (*self._base, *field.path), field.label())
            self.down.addWidget(made)
        elif field.kind is _Kind.ROWS:
            made = RowsView(self._model, self._base, field)
            self.down.addWidget(made)
        else:
            made = editor(self._model, self._base, field)
            hint = field.hint() if field.hint is not None else ""
            named = Named(field.label(), made, hint)
            if field.kind in {_Kind.CHOICES, _Kind.SLOTS, _Kind.SKILLS}:
                made.setAccessibleName("")  # what is in it is named
            self.down.addWidget(named)
        self._told.append((field, made, complaint, ""))
        self.down.addWidget(complaint)

    def say(self) -> None:
        """Tells next to each field what is wrong there."""
        for field, made, complaint, name in self._told:
            complaint.tell(self._model.problems_at(self._base, field), made, name)


def _words(text: str) -> Label:
    made = Label(text)
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return made


def _split(piece: str) -> tuple[str, str]:
    """What closes the words before it, and the words that follow."""
    found = _MARKS.match(piece)
    mark = found.group() if found else ""
    return mark, piece[len(mark) :].strip()


def _with_mark(field: QWidget, mark: str) -> QWidget:
    """A full stop or comma never stands at the beginning of a line."""
    if not mark:
        return field
    made = QWidget()
    made.setProperty("kind", "clear")
    label = QLabel(mark)
    mark_data(label)
    made.setLayout(row(field, label, gap=2))
    return made


def _level(flow: Flow) -> None:
    """Words and fields of a sentence stand on one line."""
    widgets = [
        widget
        for at in range(flow.inside.count())
        if (item := flow.inside.itemAt(at)) is not None
        and (widget := item.widget()) is not None
    ]
    fields = [one.sizeHint().height() for one in widgets if not isinstance(one, Label)]
    high = max(fields, default=0)
    for one in widgets:
        if isinstance(one, Label):
            one.setMinimumHeight(high)


class RowsView(Stack):
    """A table of the draft: one object a row, as many as are wanted."""

    def __init__(self, model: Writing, base: Path, field: Field) -> None:
        super().__init__()
        self._model, self._path, self._field = model, (*base, *field.path), field
        self.down.addWidget(Label(field.label(), "strong"))
        for place, _ in enumerate(model.draft.at(self._path) or ()):
            self.down.addWidget(self._row(place))
        adds = Button(tr("Add a row"), self._add, kind="quiet", symbol="add")
        adds.setAccessibleName(tr("Add a row: {what}", what=field.label()))
        self.down.addWidget(adds, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, place: int) -> QWidget:
        made = Card(kind="well", gap=GRID // 2)
        base = (*self._path, place)
        flow = Flow(gap=GRID)
        told = []
        for column in self._field.columns:
            cell = editor(self._model, base, column)
            flow.inside.addWidget(Named(column.label(), cell))
            cell.setAccessibleName(tr("{what}, row {n}", what=column.label(), n=place + 1))
            told.append((column, cell, Complaint()))
        gone = Button(tr("Remove"), partial(self._remove, place), kind="quiet", symbol="bin")
        gone.setAccessibleName(tr("Remove row {n}", n=place + 1))
        made.inside.addWidget(flow)
        for _, _, complaint in told:
            made.inside.addWidget(complaint)
        made.inside.addWidget(gone, 0, Qt.AlignmentFlag.AlignLeft)

        def say() -> None:
            for column, cell, complaint in told:
                words = self._model.problems_at(base, column)
                complaint.tell(words, cell, column.label())

        self._model.edited.connect(say)
        made.destroyed.connect(lambda: _let_go(self._model, say))
        say()
        return made

    def _add(self) -> None:
        count = len(self._model.draft.at(self._path) or ())
        self._model.arrange(writing.insert(self._model.draft, self._path, count, {}))

    def _remove(self, place: int) -> None:
        self._model.arrange(writing.unset(self._model.draft, (*self._path, place)))


def _let_go(model: Writing, say: Callable[[], None]) -> None:
    model.edited.disconnect(say)


class MatchView(Card):
    """What a credential must be: conditions that all hold, and alternatives inside."""

    def __init__(self, model: Writing, path: Path, name: str, depth: int = 0) -> None:
        super().__init__(kind="well", gap=GRID)
        self._model, self._path, self._depth = model, path, depth
        self._complaint = Complaint()
        match = model.draft.at(path)
        self.inside.addWidget(Label(name, "strong"))
        if match is None:
            self.inside.addWidget(muted(tr("Every credential fits.")))
            starts = Button(tr("Say what fits"), self._start, kind="quiet", symbol="add")
            starts.setAccessibleName(tr("Say what fits: {what}", what=name))
            self.inside.addWidget(starts, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._fill(match)
        self.inside.addWidget(self._complaint)
        model.edited.connect(self.say)
        self.say()

    def _fill(self, match: dict[str, object]) -> None:
        alternatives = [
            (member, place)
            for member in ("any", "all")
            for place, _ in enumerate(_listed(match.get(member)))
        ]
        there: list[Field] = []
        missing: list[Field] = []
        for field in writing.MATCH.fields:
            is_there = field.name in match or key_of(self._path, field) in self._model.unfolded
            (there if is_there else missing).append(field)
        if not there and not alternatives:
            self.inside.addWidget(muted(tr("Say at least one thing that has to hold.")))
        self.inside.addWidget(FormView(self._model, self._path, _only(there)))
        if missing:
            self.inside.addWidget(self._more(missing))
        for member, place in alternatives:
            words = (
                tr("Alternative {n}: one of them is enough", n=place + 1)
                if member == "any"
                else tr("Condition {n}: all of them have to hold", n=place + 1)
            )
            inner = MatchView(self._model, (*self._path, member, place), words, self._depth + 1)
            self.inside.addWidget(inner)
        buttons = Flow()
        if self._depth < _DEEPEST:
            buttons.inside.addWidget(self._button(tr("Add an alternative"), "any"))
            if match.get("all"):
                buttons.inside.addWidget(self._button(tr("Add a condition"), "all"))
        gone = Button(
            tr("Take this description away"), self._remove, kind="quiet", symbol="bin"
        )
        buttons.inside.addWidget(gone)
        self.inside.addWidget(buttons)

    def _more(self, missing: list[Field]) -> QWidget:
        choices: list[tuple[str, object]] = [(one.label(), one.name) for one in missing]
        which = combo(choices, None, tr("What has to hold as well"))
        which.setMinimumWidth(wide(140))
        adds = Button(tr("Add this"), kind="quiet", symbol="add")
        adds.setAccessibleName(tr("Add what has to hold as well"))

        def add() -> None:
            field = writing.MATCH.field(str(which.currentData()))
            self._model.unfold(key_of(self._path, field))

        adds.clicked.connect(add)
        return Flow(which, adds)

    def _button(self, words: str, member: str) -> Button:
        return Button(words, partial(self._add, member), kind="quiet", symbol="add")

    def say(self) -> None:
        """Tells what is wrong with the description as a whole."""
        self._complaint.tell(self._model.problems_of(self._path, (writing.MATCH,)))

    def _start(self) -> None:
        self._model.arrange(writing.put(self._model.draft, self._path, {}))

    def _add(self, member: str) -> None:
        at = (*self._path, member)
        count = len(_listed(self._model.draft.at(at)))
        self._model.arrange(writing.insert(self._model.draft, at, count, {}))

    def _remove(self) -> None:
        self._model.arrange(writing.unset(self._model.draft, self._path))


def _only(fields: Sequence[Field]) -> writing.Form:
    """A form of some fields, without a sentence."""
    return writing.Form(name=writing.MATCH.name, fields=tuple(fields))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


# --- what is chosen --------------------------------------------------------------------------


def panel(model: Writing) -> QWidget:
    """Everything that can be said of what is chosen in the outline."""
    path = model.chosen
    if path[:1] == ("rules",) and len(path) > 1:
        return _rule(model, path)
    slot = writing.slot_path(model.draft, path) if path else None
    if slot is not None:
        return _slot(model, slot)
    if path[:1] == ("tree",):
        return _group(model, path)
    return _about(model)


def _about(model: Writing) -> QWidget:
    made = Stack(2 * GRID)
    for form in writing.ABOUT:
        card = Card(heading(form.name()), gap=GRID)
        card.inside.addWidget(FormView(model, (), form))
        made.down.addWidget(card)
    return made


def _whole(model: Writing, path: Path, *forms: writing.Form) -> Complaint:
    """What is wrong with the part itself."""
    made = Complaint()

    def say() -> None:
        made.tell(model.problems_of(path, forms))

    model.edited.connect(say)
    made.destroyed.connect(lambda: _let_go(model, say))
    say()
    return made


def _slot(model: Writing, path: Path) -> QWidget:
    card = Card(heading(tr("Requirement")), gap=12)
    card.inside.addWidget(_whole(model, path, writing.SLOT))
    rare = ("routes", "reuseWith", "component", "id")
    card.inside.addWidget(FormView(model, path, writing.SLOT, without=rare))
    card.inside.addWidget(
        Fold(tr("More about this requirement"), partial(_more_slot, model, path))
    )
    return card


def _more_slot(model: Writing, path: Path) -> QWidget:
    rare = ("routes", "reuseWith", "component", "id")
    return FormView(model, path, _only([writing.SLOT.field(one) for one in rare]))


def _group(model: Writing, path: Path) -> QWidget:
    name = tr("The whole pathway") if path == writing.ROOT else tr("Group")
    card = Card(heading(name), gap=12)
    card.inside.addWidget(_whole(model, path, writing.GROUP))
    if model.draft.at(path) is None:
        said = writing.sentence_of(model.draft, path, model.reading)
        card.inside.addWidget(Label(said))
        card.inside.addWidget(
            Button(
                tr("Arrange in groups"), lambda: model.arrange(writing.with_tree(model.draft))
            )
        )
        return card
    card.inside.addWidget(FormView(model, path, writing.GROUP))
    return card


def _rule(model: Writing, path: Path) -> QWidget:
    form = writing.form_of(model.draft, path)
    if form is None:
        said = writing.sentence_of(model.draft, path, model.reading)
        return Card(heading(tr("Rule")), Label(said, data=True), gap=12)
    card = Card(heading(form.name()), gap=12)
    card.inside.addWidget(_whole(model, path, form, writing.COMMON))
    card.inside.addWidget(FormView(model, path, form))
    card.inside.addWidget(small(tr("How much hangs on it")))
    card.inside.addWidget(FormView(model, path, writing.COMMON))
    return card

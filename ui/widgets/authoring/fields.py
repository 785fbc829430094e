"""The fields of a sentence: typed, chosen or ticked; each says itself what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui import tooltips
from ui.theme import GRID
from ui.widgets.authoring.model import Field, Path, Writing
from ui.widgets.authoring.pieces import Line, Lines, wide
from ui.widgets.authoring.skills import SkillsField
from ui.widgets.fields import Combo, combo
from ui.widgets.layouts import Flow
from ui.widgets.text import Label, mark_data
from ui.widgets.ticks import Tick
from wallet.session.authoring import writing
from wallet.wording import tr

_Kind = writing.Kind
_WIDE = {_Kind.AMOUNT: 76, _Kind.WHOLE: 64, _Kind.SHARE: 64, _Kind.DAY: 124, _Kind.TEXT: 168}
"""Pixels at normal text size."""
_LONG = 36
"""Letters of a choice beyond which a narrow window may cut it off."""


def editor(model: Writing, base: Path, field: Field) -> QWidget:
    """The widget of a field, with its name, showing what stands in the draft."""
    made = _MAKERS[field.kind](model, base, field)
    made.setObjectName(key_of(base, field))
    if field.hint is not None:
        made.setAccessibleDescription(field.hint())
    return made


def key_of(base: Path, field: Field) -> str:
    """By which a field is found again after everything was made anew."""
    return "/".join(str(one) for one in (*base, field.name))


def _typed(model: Writing, base: Path, field: Field) -> Line:
    made = Line(model, field.label())
    value = model.draft.at((*base, *field.path))
    made.setText(writing.shown(field, value))
    made.setFixedWidth(wide(_WIDE.get(field.kind, 168)))
    if field.name == "id":
        made.editingFinished.connect(lambda: _rename(model, base, made.text()))
    else:
        made.textEdited.connect(lambda text: model.type(base, field, text))
    return made


def _rename(model: Writing, base: Path, name: str) -> None:
    if name != model.draft.at((*base, "id")):
        model.arrange(writing.rename(model.draft, base, name.strip()))


def _words(model: Writing, base: Path, field: Field) -> Lines:
    made = Lines(model, field.label())
    value = model.draft.at((*base, *field.path))
    made.setPlainText(writing.shown(field, value))
    made.textChanged.connect(lambda: model.type(base, field, made.toPlainText()))
    return made


def _texts(model: Writing, base: Path, field: Field) -> QWidget:
    value = writing.text_in(model.draft.at((*base, *field.path)), model.lang)
    if field.multiline:
        made = Lines(model, field.label())
        made.setPlainText(value)
        made.textChanged.connect(lambda: model.type(base, field, made.toPlainText()))
        return made
    line = Line(model, field.label())
    line.setMinimumWidth(wide(180))
    line.setText(value)
    line.textEdited.connect(lambda text: model.type(base, field, text))
    return line


def _choice(model: Writing, base: Path, field: Field) -> QWidget:
    value = model.draft.at((*base, *field.path))
    known = [(words(), one) for one, words in field.choices]
    if field.default is None and None not in [one for one, _ in field.choices]:
        known.insert(0, (tr("not said"), None))
    return _combo(model, base, field, known, field.default if value is None else value)


def _slot(model: Writing, base: Path, field: Field) -> QWidget:
    value = model.draft.at((*base, *field.path))
    known: list[tuple[str, object]] = [(tr("not chosen"), None)]
    known += [
        (writing.slot_title(model.draft, one.get("id"), model.reading), one.get("id"))
        for one in writing.slots_of(model.draft)
    ]
    made = _combo(model, base, field, known, value)
    mark_data(made)
    return made


def _combo(
    model: Writing,
    base: Path,
    field: Field,
    known: Sequence[tuple[str, object]],
    value: object,
) -> Combo:
    """What stands in the document stays choosable, whatever it is."""
    listed = list(known)
    at = next((place for place, one in enumerate(listed) if _same(one[1], value)), None)
    if at is None:
        listed.append((str(value), value))
        at = len(listed) - 1
    made = combo([], None, field.label())
    for words, _ in listed:
        made.addItem(words)
    made.setCurrentIndex(at)
    made.setMinimumWidth(wide(64))
    made.setToolTip(
        tooltips.plain(made.currentText()) if len(made.currentText()) > _LONG else ""
    )
    made.activated.connect(lambda place: model.choose(base, field, listed[place][1]))
    return made


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _ticks(model: Writing, base: Path, field: Field) -> QWidget:
    known = [(one, words()) for one, words in field.choices]
    return _tick_boxes(model, base, field, known, data=False)


def _slot_ticks(model: Writing, base: Path, field: Field) -> QWidget:
    own = model.draft.at((*base, "id")) if base[:1] == ("slots",) else None
    known: list[tuple[object, str]] = [
        (one.get("id"), writing.slot_title(model.draft, one.get("id"), model.reading))
        for one in writing.slots_of(model.draft)
        if one.get("id") != own
    ]
    return _tick_boxes(model, base, field, known, data=True)


def _tick_boxes(
    model: Writing,
    base: Path,
    field: Field,
    known: Sequence[tuple[object, str]],
    *,
    data: bool,
) -> QWidget:
    path = (*base, *field.path)
    value = model.draft.at(path) or []
    strange = [(one, str(one)) for one in value if one not in [known_[0] for known_ in known]]
    boxes = Flow(gap=GRID // 2)

    def toggle(one: object, on: bool) -> None:  # noqa: FBT001 - a Qt signal
        there = [other for other in model.draft.at(path) or [] if other != one]
        model.choose(base, field, [*there, one] if on else there)

    for one, words in (*known, *strange):
        box = Tick(words)
        box.setAccessibleName(tr("{what}: {value}", what=field.label(), value=words))
        box.setChecked(one in value)
        if data or (one, words) in strange:
            mark_data(box)
        box.toggled.connect(lambda on, one=one: toggle(one, on))
        boxes.inside.addWidget(box)
    return boxes


_MAKERS: dict[writing.Kind, Callable[[Writing, Path, Field], QWidget]] = {
    _Kind.AMOUNT: _typed,
    _Kind.WHOLE: _typed,
    _Kind.SHARE: _typed,
    _Kind.TEXT: _typed,
    _Kind.DAY: _typed,
    _Kind.CHOICE: _choice,
    _Kind.CHOICES: _ticks,
    _Kind.WORDS: _words,
    _Kind.SKILLS: SkillsField,
    _Kind.SLOT: _slot,
    _Kind.SLOTS: _slot_ticks,
    _Kind.TEXTS: _texts,
}


class Complaint(Label):
    """What is wrong in a field; not there while nothing is."""

    def __init__(self) -> None:
        super().__init__("", "small", tone="not_genuine")
        self.hide()

    def tell(self, words: Sequence[str], field: QWidget | None = None, name: str = "") -> None:
        """Says it, and marks the field."""
        said = " ".join(dict.fromkeys(words))
        shown = tr("{what}: {value}", what=name, value=said) if name and said else said
        if shown != self.plain():
            self.setText(shown)
            self.setVisible(bool(shown))
        if field is not None and field.property("state") != ("wrong" if said else ""):
            field.setProperty("state", "wrong" if said else "")
            field.style().unpolish(field)
            field.style().polish(field)
        if field is not None and said:
            field.setAccessibleDescription(said)

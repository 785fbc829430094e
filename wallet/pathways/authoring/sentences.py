"""Sentences with gaps: each object of a pathway in plain words, with typed fields in it.

A ``Form`` is some sentences and their fields. A field whose name stands in a sentence is shown
within it; the others follow, each under its own label. No sentence is put together from parts
of one: what is chosen is a whole sentence, and what depends on how much is known is said by
another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wallet.credential import Text, best
from wallet.pathways.authoring.draft import Draft, Path
from wallet.pathways.authoring.fields import Field, Kind, shown, texts_of
from wallet.wording import tr

Gaps: TypeAlias = Mapping[str, str]
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand around a gap's name; private use, so no translation has them."""
_SPLIT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


Sentence: TypeAlias = Callable[[Gaps], str]


@dataclass(frozen=True, slots=True)
class Clause:
    """One whole sentence with gaps, and what is said instead where it does not fit."""

    full: Sentence
    """As it is filled in."""
    shorter: tuple[Sentence, ...] = ()
    """Said in its place while some of its gaps are empty, the fullest first."""
    exact: Sentence | None = None
    """Said where both ends of its span are the same."""
    ends: tuple[str, ...] = ()


def always(sentence: Sentence) -> tuple[Clause]:
    """A sentence that is said in one way."""
    return (Clause(sentence),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of object is said and filled in."""

    name: Callable[[], str]
    clauses: tuple[Clause | str, ...] = ()
    """Its sentences; a name is of a field whose choices are sentences themselves."""
    fields: tuple[Field, ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)


def parts(form: Form) -> Iterator[tuple[str | Field, ...]]:
    """Each sentence in the language of the person, in pieces: words, and fields between."""
    for clause in form.clauses:
        if isinstance(clause, str):
            yield (form.field(clause),)
        else:
            yield tuple(_pieces(form, clause.full))


def _pieces(form: Form, sentence: Sentence) -> Iterator[str | Field]:
    gaps = {one.name: f"{_OPEN}{one.name}{_CLOSE}" for one in form.fields}
    for place, piece in enumerate(_SPLIT.split(sentence(gaps))):
        if place % 2:
            yield form.field(piece)
        elif piece.strip():
            yield piece.strip()


def others(form: Form) -> tuple[Field, ...]:
    """The fields that do not stand in the sentence."""
    inside = {one.name for line in parts(form) for one in line if isinstance(one, Field)}
    return tuple(one for one in form.fields if one.name not in inside)


def say(form: Form, draft: Draft, base: Path, languages: Sequence[str] = ("en",)) -> str:
    """The sentences as they stand, without fields; what is not filled in is not said."""
    gaps = {
        one.name: spoken(one, draft, draft.at((*base, *one.path)), languages)
        for one in form.fields
    }
    return " ".join(filter(None, (_said(form, one, gaps) for one in form.clauses)))


def _said(form: Form, clause: Clause | str, gaps: Gaps) -> str:
    if isinstance(clause, str):
        needs = form.field(clause).needs
        return gaps[clause] if not needs or gaps[needs] else ""
    first = gaps[clause.ends[0]] if clause.ends else ""
    same = bool(first) and all(gaps[one] == first for one in clause.ends)
    fitting = (clause.exact,) if clause.exact is not None and same else (clause.full,)
    for sentence in (*fitting, *clause.shorter):
        inside = [one.name for one in _pieces(form, sentence) if isinstance(one, Field)]
        if all(gaps[one] for one in inside):
            return sentence(gaps)
    return ""


def say_others(
    form: Form, draft: Draft, base: Path, languages: Sequence[str] = ("en",)
) -> Iterator[str]:
    """What stands in the fields outside the sentence."""
    for one in others(form):
        value = draft.at((*base, *one.path))
        words = "" if one.kind is Kind.MATCH else spoken(one, draft, value, languages)
        if value is not None and words:
            yield tr("{what}: {value}", what=one.label(), value=words)


def spoken(field: Field, draft: Draft, value: object, languages: Sequence[str]) -> str:
    """A value as it is read out."""
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return _chosen(field, value)
        case Kind.SLOT | Kind.SLOTS:
            return ", ".join(slot_title(draft, one, languages) for one in _listed(value))
        case Kind.TEXTS:
            return title_in(value, languages)
        case Kind.SKILLS:
            named = [(str(one), skill_name(draft, one, languages)) for one in _listed(value)]
            return ", ".join(name or address for address, name in named)
        case Kind.WORDS | Kind.ROWS:
            return _rows(field, value, languages)
        case _:
            return shown(field, value)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _rows(field: Field, value: object, languages: Sequence[str]) -> str:
    """A list in one line; the columns of a table in their order."""
    said = []
    for one in _listed(value):
        if isinstance(one, Mapping):
            cells = [(column, one.get(column.name)) for column in field.columns]
            words = [
                title_in(cell, languages) if column.kind is Kind.TEXTS else shown(column, cell)
                for column, cell in cells
            ]
            said.append(" · ".join(filter(None, words)))
        else:
            said.append(str(one))
    return ", ".join(said)


def _chosen(field: Field, value: object) -> str:
    found = field.default if value is None else value
    wanted = found if isinstance(found, list) else [found]
    known = {repr(one): words for one, words in field.choices}
    return ", ".join(
        known[repr(one)]() if repr(one) in known else str(one)
        for one in wanted
        if one is not None or repr(one) in known
    )


def title_in(value: object, languages: Sequence[str]) -> str:
    """A text in the first of ``languages`` that it has."""
    texts = tuple(
        Text(lang=str(one.get("lang")), text=str(one.get("text"))) for one in texts_of(value)
    )
    found = best(texts, languages)
    return found.text if found else ""


def skill_name(draft: Draft, address: object, languages: Sequence[str] = ("en",)) -> str:
    """What the document calls a skill; empty where it gives it no name."""
    for one in draft.at(("labels",)) or ():
        if isinstance(one, Mapping) and one.get("id") == address:
            return title_in(one.get("label"), languages)
    return ""


def slot_title(draft: Draft, slot_id: object, languages: Sequence[str] = ("en",)) -> str:
    """What a requirement is called; its short name where it has no title."""
    for one in draft.at(("slots",)) or ():
        if one.get("id") == slot_id:
            return title_in(one.get("title"), languages) or str(slot_id)
    return str(slot_id)

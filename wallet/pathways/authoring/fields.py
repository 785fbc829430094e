"""Fields of a draft: what a person types, and what then stands in the document.

Rules
-----
1. A field shows what stands in the document, and typing exactly that changes nothing: an
   amount that was written as a number stays one.
2. What cannot be understood goes into the document as it was typed, and the reader says why
   it cannot stay. Nothing that was typed is dropped.
3. An emptied field, and a choice that is the default, take the member out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeAlias

from wallet.pathways.authoring.draft import Draft, Path, put, set_text, unset
from wallet.wording import tr

Said: TypeAlias = Callable[[], str]
"""Words, looked up when they are shown."""
Choices: TypeAlias = Sequence[tuple[object, Said]]

ONE_A_LINE: Said = lambda: tr("One on each line.")  # noqa: E731 - words that are looked up late
KINDS: Said = lambda: tr("Of these kinds")  # noqa: E731


class Kind(StrEnum):
    """What is typed or chosen."""

    AMOUNT = "amount"
    """An exact decimal amount."""
    WHOLE = "whole"
    """A whole number."""
    SHARE = "share"
    """Shown in percent, written from 0 to 1."""
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    """One of a few."""
    CHOICES = "choices"
    """Any of a few."""
    WORDS = "words"
    """A list of texts, one a line."""
    SKILLS = "skills"
    """A list of addresses of skills."""
    SLOT = "slot"
    """One of the draft's requirements."""
    SLOTS = "slots"
    """Any of them."""
    TEXTS = "texts"
    """A text in several languages."""
    MATCH = "match"
    """What a credential must be."""
    ROWS = "rows"
    """A table: one object a row."""


SHORT = frozenset((Kind.AMOUNT, Kind.WHOLE, Kind.SHARE, Kind.TEXT, Kind.DAY, Kind.CHOICE,
                   Kind.SLOT))  # fmt: skip
"""Kinds that can stand within a sentence."""
LISTS = frozenset((Kind.WORDS, Kind.SKILLS))
"""Kinds that are lists of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One gap of a sentence."""

    name: str
    """What stands for it in the sentence."""
    path: Path
    """Within the object that the sentence is about."""
    kind: Kind
    label: Said
    """For screen readers, and above a field that stands outside the sentence."""
    choices: Choices = ()
    default: object = None
    """What holds where the member is not there; for choices."""
    columns: tuple[Field, ...] = ()
    """Of a table."""
    hint: Said | None = None
    multiline: bool = False
    needs: str = ""
    """Name of the field without which its sentence says nothing."""


def field(kind: Kind, name: str, label: Said, at: str = "", **more: Any) -> Field:
    """A field whose member is called as it is, or stands ``at`` a dotted place."""
    return Field(name=name, path=tuple((at or name).split(".")), kind=kind, label=label, **more)


def shown(field: Field, value: object) -> str:
    """What a field shows; for kinds that are typed."""
    if value is None:
        return ""
    if field.kind in LISTS and isinstance(value, list):
        return "\n".join(str(one) for one in value)
    if (
        field.kind is Kind.SHARE
        and isinstance(value, str | int)
        and not isinstance(value, bool)
    ):
        percent = _decimal(str(value))
        return str(value) if percent is None else _plain(percent * 100)
    return str(value)


def written(field: Field, typed: str, before: object) -> object:
    """What typing this puts into the document; None: the member goes away (rules 1 to 3)."""
    if before is not None and typed == shown(field, before):
        return before
    if field.kind in LISTS:
        return [one.strip() for one in typed.split("\n") if one.strip()] or None
    if field.kind is Kind.TEXT:
        return _sound(typed) if typed.strip() else None
    text = typed.strip()
    if not text:
        return None
    return _NUMBERS.get(field.kind, _sound)(text)


def _sound(text: str) -> str:
    """Without halves of signs, which no file could hold."""
    return text.encode("utf-8", "replace").decode()


def _amount(text: str) -> object:
    """A decimal comma is understood; everything else is told by the reader."""
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    return plain if _decimal(plain) is not None else _sound(text)


def _whole(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else _sound(text)  # noqa: PLR2004 - far beyond every bound


def _share(text: str) -> object:
    plain = str(_amount(text.removesuffix("%").strip()))
    found = _decimal(plain)
    return _sound(text) if found is None else _plain(found / 100)


_NUMBERS: Mapping[Kind, Callable[[str], object]] = {
    Kind.AMOUNT: _amount,
    Kind.WHOLE: _whole,
    Kind.SHARE: _share,
}


def _decimal(text: str) -> Decimal | None:
    """A plain decimal of a sensible length; exponents and signs are none."""
    if not text.replace(".", "", 1).isascii() or len(text) > 14:  # noqa: PLR2004 - as above
        return None
    try:
        found = Decimal(text) if text[:1].isdigit() and "e" not in text.casefold() else None
    except InvalidOperation:
        return None
    return found if found is not None and "_" not in text else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- edits by field --------------------------------------------------------------------------


def type_into(draft: Draft, base: Path, field: Field, typed: str, lang: str = "en") -> Draft:
    """The draft after typing into a field of the object at ``base``."""
    at = (*base, *field.path)
    if field.kind is Kind.TEXTS:
        return set_text(draft, at, lang, _sound(typed) if typed.strip() else "")
    return choose(draft, base, field, written(field, typed, draft.at(at)))


def choose(draft: Draft, base: Path, field: Field, value: object) -> Draft:
    """The draft after choosing a value, or none; the default needs not be written down."""
    at, before = (*base, *field.path), draft.at((*base, *field.path))
    if value == before and type(value) is type(before):
        return draft
    is_default = field.kind is Kind.CHOICE and value == field.default and before is not None
    if value is None or is_default or value == []:
        return unset(draft, at)
    if before is None and field.kind is Kind.CHOICE and value == field.default:
        return draft
    return put(draft, at, value)


def texts_of(value: object) -> Iterator[Mapping[str, Any]]:
    """The texts of a member, language by language; what is none is passed over."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            yield one


def text_in(value: object, lang: str) -> str:
    """What a text in several languages says in one; empty where it has none in it."""
    return next(
        (str(one.get("text")) for one in texts_of(value) if one.get("lang") == lang), ""
    )

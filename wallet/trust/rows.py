"""Rows of a trust bundle as lines of JSON, and back.

Rules (spec/trust.md D.7)
-------------------------
1. One row is one line: ``{"row": "institution", ...}``, members in the order of the table,
   what has its default left out. Lines stand in the order of (kind, text), so that the same
   rows give the same file.
2. Reading is strict: an unknown kind or member, a member twice, another type, a missing member,
   a date that is none: ``malformed_row``. Nothing is repaired.
3. Which kinds a list may hold follows from its role, so that a signer of issuer lists cannot
   add an accreditation (``KINDS``). A crosswalk of numbers binds no key to a body.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import UnionType
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.register import (
    AccreditationRow,
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    RegisterSource,
    RelationRow,
    SealServiceRow,
)
from wallet.register.names import EXACT_SCHEMES, HOST_SCHEMES

LONGEST_LINE = 256 * 1024
"""Characters; a decision over several hundred programmes needs less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDocumentRow:
    """A DID document that the bundle vouches for."""

    id: str
    document: Mapping[str, Any]
    source: RegisterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusListRow:
    """A status list, unproven: its own signature is checked as it is used."""

    url: str
    data: bytes
    source: RegisterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRow:
    """A certificate at which paths end."""

    certificate: bytes
    source: RegisterSource
    purpose: str = "any"
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of a vocabulary, with its labels by language."""

    uri: str
    source: RegisterSource
    labels: Mapping[str, str] = field(default_factory=dict)
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement on recognition, unproven: its own signatures are checked as it is used."""

    id: str
    data: bytes
    source: RegisterSource


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayRow:
    """A pathway document, unproven."""

    id: str
    data: bytes
    source: RegisterSource


Row = (
    InstitutionRow
    | IdentifierRow
    | RelationRow
    | AgencyRow
    | DecisionRow
    | SealServiceRow
    | AccreditationRow
    | IssuerRow
    | KeyDocumentRow
    | StatusListRow
    | AnchorRow
    | TermRow
    | AgreementRow
    | PathwayRow
)

TABLES: Mapping[str, type[Any]] = {
    "institution": InstitutionRow,
    "identifier": IdentifierRow,
    "relation": RelationRow,
    "agency": AgencyRow,
    "decision": DecisionRow,
    "seal_service": SealServiceRow,
    "accreditation": AccreditationRow,
    "issuer": IssuerRow,
    "key_document": KeyDocumentRow,
    "status_list": StatusListRow,
    "anchor": AnchorRow,
    "term": TermRow,
    "agreement": AgreementRow,
    "pathway": PathwayRow,
}
_NAMES = {table: name for name, table in TABLES.items()}
_ACADEMIC = frozenset({"institution", "identifier", "relation", "agency", "decision"})

KINDS: Mapping[str, frozenset[str]] = {
    "registry": _ACADEMIC | {"accreditation"},
    "tl": frozenset({"seal_service"}),
    "ebsi": frozenset({"issuer", "accreditation"}),
    "issuers": frozenset({"issuer", "key_document"}),
    "oidf": frozenset({"issuer", "key_document"}),
    "anchors": frozenset({"anchor"}),
    "status": frozenset({"status_list"}),
    "taxonomy": frozenset({"term"}),
    "xwalk": frozenset({"identifier"}),
    "agreements": frozenset({"agreement"}),
    "pathways": frozenset({"pathway"}),
}
"""First part of a role's name -> kinds of rows that it may hold (rule 3)."""


_OF_KEYS = EXACT_SCHEMES | HOST_SCHEMES | {"vat", "national"}
"""Schemes by which keys, hosts and seals are bound to a body."""


def _binds_keys(members: Mapping[str, Any], role: str) -> bool:
    scheme = members.get("scheme")
    is_told = isinstance(scheme, str) and scheme in _OF_KEYS
    return is_told and kinds_of(role) == KINDS["xwalk"]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; one told twice would be read as it suits the reader."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("twice")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_once)


def kinds_of(role: str) -> frozenset[str]:
    """What a list of this role may hold; nothing where the role is unknown."""
    return KINDS.get(role.partition("/")[0], frozenset())


def write(rows: Iterable[Row]) -> bytes:
    """All rows as lines, sorted (rule 1)."""
    lines = sorted({_line(one) for one in rows})
    return "".join(f"{line}\n" for line in lines).encode()


def read(line: str, role: str, source: RegisterSource) -> tuple[str, Row]:
    """The kind of one row, and the row.

    Raises:
        InputError: ``malformed_row`` with the ``member``, or ``row_not_allowed``.
    """
    if len(line) > LONGEST_LINE:
        raise _malformed("length")
    try:
        found = _DECODER.decode(line)
        if "\\u" in line:  # half a character is no text: no index can hold it
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise _malformed("json") from None
    if not isinstance(found, dict):
        raise _malformed("json")
    kind = found.pop("row", None)
    if not isinstance(kind, str) or kind not in TABLES:
        raise _malformed("row")
    if kind not in kinds_of(role) or _binds_keys(found, role):
        raise InputError("row_not_allowed", row=kind, role=role)
    return kind, read_as(kind, found, source)


def read_as(kind: str, members: dict[str, Any], source: RegisterSource) -> Any:
    """A row of a kind from its JSON members.

    Raises:
        InputError: ``malformed_row`` with the ``member``.
    """
    return _read(TABLES[kind], members, {"source": source})


def members(value: Any) -> dict[str, Any]:
    """The JSON members of a row, or of any dataclass made of the same kinds of values."""
    return _written(value)


def from_members(table: type[Any], told: Any, given: Mapping[str, Any] | None = None) -> Any:
    """Such a dataclass from its JSON members; ``given`` adds what is not among them.

    Raises:
        InputError: ``malformed_row`` with the ``member``.
    """
    return _read(table, told, dict(given or {}))


def _line(row: Row) -> str:
    members = {"row": _NAMES[type(row)], **_written(row)}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


# --- writing --------------------------------------------------------------------------------


def _written(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in _fields(type(row)):
        value = getattr(row, one.name)
        if one.name != "source" and value != one.default:
            found[one.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:  # noqa: PLR0911 - a table
    match value:
        case str() | int() | None:
            return value
        case datetime():
            return timestamp.write(value)
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case tuple():
            return [_plain(one) for one in value]
        case frozenset():
            return sorted(_plain(one) for one in value)
        case _:
            return dict(value) if isinstance(value, Mapping) else _written(value)


# --- reading --------------------------------------------------------------------------------

_Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    default: Any
    required: bool
    reader: _Reader


def _read(table: type[Any], members: Any, given: dict[str, Any]) -> Any:
    if type(members) is not dict:
        raise _malformed(table.__name__)
    readers, required = _readers(table)
    for name, value in members.items():
        reader = readers.get(name)
        if reader is None or name in given:
            raise _malformed(name)
        try:
            given[name] = reader(value)
        except (TypeError, ValueError, binascii.Error):
            raise _malformed(name) from None
    if not given.keys() >= required:
        raise _malformed(min(required - given.keys()))
    return table(**given)


_READERS: dict[type[Any], tuple[dict[str, _Reader], frozenset[str]]] = {}


def _readers(table: type[Any]) -> tuple[dict[str, _Reader], frozenset[str]]:
    """How to read each member of a table, and which must be there."""
    found = _READERS.get(table)
    if found is None:
        fields = _fields(table)
        found = _READERS[table] = (
            {one.name: one.reader for one in fields if one.name != "source"},
            frozenset(one.name for one in fields if one.required),
        )
    return found


_FIELDS: dict[type[Any], tuple[_Field, ...]] = {}


def _fields(table: type[Any]) -> tuple[_Field, ...]:
    found = _FIELDS.get(table)
    if found is None:
        hints = typing.get_type_hints(table)
        found = _FIELDS[table] = tuple(
            _Field(one.name, _default(one), _is_required(one), _reader(hints[one.name]))
            for one in dataclasses.fields(table)
        )
    return found


def _default(one: dataclasses.Field[Any]) -> Any:
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory()
    return one.default


def _is_required(one: dataclasses.Field[Any]) -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def _reader(hint: Any) -> _Reader:
    origin = typing.get_origin(hint)
    if origin in (tuple, frozenset):
        inner = _reader(typing.get_args(hint)[0])
        return lambda value: origin(map(inner, _checked(value, list)))
    if origin in (UnionType, typing.Union):
        inner = _reader(typing.get_args(hint)[0])
        return lambda value: None if value is None else inner(value)
    if origin is not None:
        return _mapping_reader(typing.get_args(hint)[1])
    if dataclasses.is_dataclass(hint):
        return lambda value: _read(typing.cast("type[Any]", hint), value, {})
    return _SIMPLE[hint]


def _mapping_reader(hint: Any) -> _Reader:
    inner = _SIMPLE.get(hint, lambda value: value)
    return lambda value: {_text(key): inner(one) for key, one in _checked(value, dict).items()}


def _checked(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _text(value: Any) -> str:
    if type(value) is not str or "\0" in value:
        raise ValueError("text")
    if not value.isascii():
        value.encode()  # UnicodeEncodeError is a ValueError: a surrogate is no text
    return value


def _moment(value: Any) -> datetime:
    try:
        return timestamp.parse(value)
    except InputError:
        raise ValueError("date") from None


_SIMPLE: Mapping[Any, _Reader] = {
    str: _text,
    int: lambda value: _checked(value, int),
    bool: lambda value: _checked(value, bool),
    date: lambda value: date.fromisoformat(_checked(value, str)),
    datetime: _moment,
    bytes: lambda value: base64.b64decode(_checked(value, str), validate=True),
}


def _malformed(member: str) -> InputError:
    return InputError("malformed_row", member=member[:60])

"""What each list in evidence says about one entry.

Which list is asked
-------------------
1. A list whose own signed ``id`` is the address that the entry names, or that the person's
   evidence says was served there.
2. Else a list that the person gave under the address's last part as its name (``--evidence``
   folders hold files, not addresses). It can only lower a result: see ``weakness``.
3. A list that came with the credential counts by rule 1 alone, and only from the same issuer.
   It puts no list of that issuer out of the way that the person gave (rule 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from wallet.errors import InputError
from wallet.evidence import Source, StatusListItem
from wallet.reasons import Reason
from wallet.status.interface import Prove, ProvenList, StatusEntry, StatusMethod

_TELLING_NAME = 8
"""Characters that a file's name must share with the address: ``1`` or ``list`` say nothing."""


_KINDS_OF_ONE_KIND = (
    ("BitstringStatusListCredential", "BitstringStatusList"),
    ("StatusList2021Credential", "StatusList2021"),
)
_SIBLINGS = frozenset(subject for _, subject in _KINDS_OF_ONE_KIND)
"""Two versions of one list: issuers publish the newer one where entries name the older. A set
bit in it warns; a clear one, like one in a list that states no purpose, proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One list's answer, or why it has none."""

    value: int | None
    """The value at the index; None where the list could not be read."""
    problem: Reason | None = None
    """Why ``value`` is None."""
    weakness: Reason | None = None
    """Why a clear bit in this list proves nothing, though a set one still warns."""
    dated: datetime | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    by_name: bool = False
    """Found by its file's name alone (rule 2)."""
    vouched: bool = True
    """Given by the person; False: it came with the credential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One entry of one credential, and what is needed to answer it."""

    entry: StatusEntry
    method: StatusMethod
    url: str
    index: int
    purpose: str
    issuer: str | None
    size: int = 1


def readings(
    question: Question, lists: Iterable[StatusListItem], prove: Prove
) -> tuple[Reading, ...]:
    """Every list's answer, those at the entry's own address first."""
    items = tuple(lists)
    exact = [one for one in items if question.url in (one.url, *one.also_known_as)]
    found = tuple(_read(question, one, prove, by_name=False) for one in exact)
    if any(one.vouched for one in found) or question.method.own_address_only:
        return found
    alike = (one for one in items if _named_alike(one, question.url))
    named = tuple(_read(question, one, prove, by_name=True) for one in alike)
    return (*found, *filter(_is_by_its_issuer, named)) if found else named


def _is_by_its_issuer(reading: Reading) -> bool:
    return reading.problem is None and reading.weakness is not Reason.STATUS_LIST_WRONG_ISSUER


def _named_alike(item: StatusListItem, url: str) -> bool:
    """Rule 2. A list that names an address on the same host is known to be another list."""
    if item.origin.source is Source.CARRIED:
        return False
    wanted = urlsplit(url)
    if item.url and urlsplit(item.url).netloc.lower() == wanted.netloc.lower():
        return False
    last = wanted.path.rsplit("/", 1)[-1]
    file_name = item.origin.name.replace("\\", "/").rsplit("/", 1)[-1]
    stems = {file_name, file_name.rsplit(".", 1)[0]}
    return len(last) >= _TELLING_NAME and (
        last in stems or last == urlsplit(item.url).path.rsplit("/", 1)[-1]
    )


def _read(question: Question, item: StatusListItem, prove: Prove, *, by_name: bool) -> Reading:
    vouched = item.origin.source is not Source.CARRIED
    proven = prove(item)
    if isinstance(proven, Reason):
        dated = item.origin.dated or item.origin.received_at
        return Reading(
            value=None, problem=proven, dated=dated, by_name=by_name, vouched=vouched
        )
    problem = _unfit(question, proven)
    value = None
    if problem is None:
        value, problem = _value(question, proven)
    return Reading(
        value=value,
        problem=problem,
        weakness=_weakness(question, proven, by_name=by_name) if problem is None else None,
        dated=proven.dated,
        begins=proven.begins,
        ends=proven.ends,
        by_name=by_name,
        vouched=vouched,
    )


def _kind(method: StatusMethod) -> tuple[str, str]:
    return method.credential_type, method.list_type


def _unfit(question: Question, proven: ProvenList) -> Reason | None:
    """Whether it is not a list of this type and purpose at all: then no bit of it counts."""
    kinds = _KINDS_OF_ONE_KIND if question.method.list_type in _SIBLINGS else ()
    is_list = any(
        credential in proven.types and subject in proven.subject_types
        for credential, subject in (_kind(question.method), *kinds)
    )
    if not is_list or not proven.dates_readable:
        return Reason.STATUS_LIST_UNREADABLE
    stated = proven.members.get("statusPurpose")
    purposes = stated if isinstance(stated, list | tuple) else [stated]
    if stated is not None and question.purpose not in purposes:
        return Reason.STATUS_LIST_WRONG_PURPOSE
    return None


def _value(question: Question, proven: ProvenList) -> tuple[int | None, Reason | None]:
    method = question.method
    try:
        value = method.value(proven, question.index, question.size, question.purpose)
    except InputError as error:
        if error.code == Reason.STATUS_VALUE_UNKNOWN:
            return None, Reason.STATUS_VALUE_UNKNOWN
        return None, Reason.STATUS_LIST_UNREADABLE
    if value is None:
        return None, Reason.STATUS_INDEX_OUT_OF_RANGE
    return value, None


def _weakness(question: Question, proven: ProvenList, *, by_name: bool) -> Reason | None:
    if question.issuer is None or proven.issuer != question.issuer:
        return Reason.STATUS_LIST_WRONG_ISSUER
    if not proven.issuer_key_holds:
        return Reason.STATUS_LIST_NOT_PROVEN
    if by_name:
        return Reason.STATUS_LIST_MISSING
    if (sibling := _of_sibling(question.method, proven)) is not None:
        return sibling
    shortest = question.method.shortest
    if shortest and len(question.method.bits(proven)) * 8 // question.size < shortest:
        return Reason.STATUS_LIST_TOO_SHORT
    return None


def _of_sibling(method: StatusMethod, proven: ProvenList) -> Reason | None:
    """Why a clear bit counts for nothing in a list of the other version, or without purpose."""
    credential, subject = _kind(method)
    if credential not in proven.types or subject not in proven.subject_types:
        return Reason.STATUS_LIST_UNREADABLE
    is_silent = proven.members.get("statusPurpose") is None
    return Reason.STATUS_LIST_WRONG_PURPOSE if is_silent else None


def later_than(reading: Reading, now: datetime, leeway: timedelta) -> bool:
    """Whether the list begins or is dated after ``now``: it may lower a result only."""
    return any(
        date is not None and date > now + leeway for date in (reading.begins, reading.dated)
    )

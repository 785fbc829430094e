"""Whose decisions a result rests on, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wallet.pathways.amounts import shown
from wallet.pathways.records import Entry, Record
from wallet.pathways.result import PathwayResult
from wallet.pathways.telling import Teller
from wallet.wording import reviews as words


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRecord:
    """One review with its decisions."""

    review: str
    case: str
    head: str
    """Who decided, and when."""
    counts: tuple[str, ...]
    """Decisions that count."""
    lapsed: tuple[str, ...]
    """Decisions that do not count any more, each with the reason."""
    signed_off: bool
    """Whether the advisor stands for the result, and nothing has changed since."""
    left_out: bool
    """Whether the learner left the whole review out."""


def told_records(
    result: PathwayResult, languages: Sequence[str] = ("en",)
) -> tuple[ToldRecord, ...]:
    """Every review that the result rests on, or did."""
    teller = Teller(result, languages)
    return tuple(_told(one, teller) for one in result.what_if.decided.records)


def _told(record: Record, teller: Teller) -> ToldRecord:
    return ToldRecord(
        review=record.review,
        case=record.case,
        head=words.record(record.advisor, record.on.isoformat()),
        counts=tuple(_said(one, teller) for one in record.counting),
        lapsed=tuple(_lapsed(record, teller)),
        signed_off=record.signed_off,
        left_out=record.left_out,
    )


def _lapsed(record: Record, teller: Teller) -> Iterator[str]:
    for one in record.entries:
        if one.lapsed:
            yield words.no_longer(_said(one, teller), words.lapsed(one.lapsed))


def _said(entry: Entry, teller: Teller) -> str:
    pathway = teller.result.pathway
    rule = next((one for one in pathway.rules if one.id == entry.rule), None)
    known = {one.id for one in pathway.slots}
    return words.decision(
        {
            "kind": entry.kind,
            "reason": entry.reason,
            "title": entry.title,
            "award": teller.names.get(entry.award or "", entry.award),
            "slot": teller.slot_title(entry.slot) if entry.slot in known else entry.slot,
            "rule": teller.rule_name(rule) if rule is not None else entry.rule,
            "credits": None if entry.credits is None else shown(entry.credits),
        }
    )

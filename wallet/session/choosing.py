"""From judged credentials to what a presentation or a request may take of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from wallet import presenting
from wallet.examine import Judged
from wallet.presenting import Candidate, Chosen
from wallet.report import VerdictCode

Reveal: TypeAlias = Mapping[str, Sequence[str] | None]


def choosing(
    judged: Sequence[Judged],
    reveal: Reveal,
    preset: str | None,
    today: date,
    also: Sequence[str] = (),
) -> list[Chosen]:
    """What was chosen of each: by pointers, or by a preset; ``also`` stands beside all.

    Raises:
        PresentingError: ``unknown_preset``, ``preset_not_met``, ``selection_not_possible``.
    """
    found = []
    for one in judged:
        chosen = chosen_of(one)
        pointers: Sequence[str] | None = ()
        if preset is not None:
            pointers = presenting.pointers_of(
                presenting.preset(preset),
                one.view,
                presenting.choices_of(one.secured),
                stated=(*_stated(one), *also),
                today=today,
            )
        elif one.secured.credential_id in reveal:
            pointers = reveal[one.secured.credential_id]
        elif one.verdict.code is not VerdictCode.NOT_GENUINE:
            pointers = presenting.least(presenting.choices_of(one.secured))
        found.append(replace(chosen, reveal=None if pointers is None else tuple(pointers)))
    return found


def _stated(judged: Judged) -> tuple[str, ...]:
    """What this wallet can add to what a credential says: an answer about accreditation."""
    code = judged.report.accreditation.code
    return () if code in (None, "no_register") else (presenting.ACCREDITATION,)


def candidates(judged: Iterable[Judged]) -> list[Candidate]:
    """What a request may look at: nothing that is known to be false."""
    return [
        presenting.candidate(one.secured, good=one.verdict.code is VerdictCode.VERIFIED)
        for one in judged
        if one.verdict.code is not VerdictCode.NOT_GENUINE
    ]


def chosen_of(judged: Judged) -> Chosen:
    """One held credential, with what is known about it here; nothing of it chosen yet."""
    view = judged.view
    return Chosen(
        secured=judged.secured,
        verdict=judged.verdict.code,
        deciding=judged.verdict.deciding,
        titles=view.awards[0].title if view and view.awards else (),
        issuer_names=view.envelope.issuer.names if view else (),
    )

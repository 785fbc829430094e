"""A portfolio as a plain table: one line for each award, for spreadsheets.

Rules
-----
1. UTF-8 with its mark, every cell quoted, one header line; columns are the fields of the
   neutral view (spec/credential.md C.2) and keep their English names, so that two tables can
   be put together whatever the window speaks.
2. No cell acts (``encoding.spreadsheet``); line breaks and control characters become spaces.
3. ``said_by`` is ``issuer`` or ``learner``. ``standing`` says where a credential has ended or
   could not be judged here; empty is no verdict.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from wallet.credential import Award
from wallet.encoding.spreadsheet import cell
from wallet.exchange.left import Left
from wallet.exchange.parts import Out, Part, Words, body_of, day, said, skills

COLUMNS = (
    *("title", "kind", "said_by", "issuer", "awarding_body", "country", "award_date"),
    *("award_date_is_derived", "valid_until", "credits", "credit_framework", "hours"),
    *("level_scheme", "level", "outcomes", "skills", "assessment", "result"),
    *("participation", "languages", "part_of", "standing", "credential_id"),
)


def write(parts: Sequence[Part], words: Words) -> Out:
    """The table. Narrative and signatures have no place in it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    left = []
    for at, part in enumerate(parts):
        for award in part.view.awards:
            row_ = row(part, award)
            writer.writerow([cell(row_.get(name, "")) for name in COLUMNS])
        if not part.is_own:
            left.append(Left(pointer=f"/{at}", name=part.title(), reason="proof_not_in_table"))
    if words.narrative.strip():
        left.append(Left(pointer="", name=words.title, reason="narrative_not_in_table"))
    data = out.getvalue().encode("utf-8-sig")
    return Out(data=data, media_type="text/csv", suffix=".csv", left=tuple(left))


def row(part: Part, award: Award) -> dict[str, str]:
    """What an award says, by column."""
    body = body_of(part, award)
    issuer = part.view.envelope.issuer
    return {
        "title": said(award.title),
        "kind": award.kind.value,
        "said_by": "learner" if part.is_own else "issuer",
        "issuer": "" if part.is_own else said(issuer.names) or issuer.id or "",
        "awarding_body": said(body.names) or body.id or "",
        "country": body.country or "",
        "award_date": day(award.award_date),
        "award_date_is_derived": "yes" if award.award_date_is_derived else "no",
        "valid_until": day(part.view.envelope.valid_until or award.expiry),
        "outcomes": "; ".join(filter(None, (said(one.text) for one in award.outcomes))),
        "skills": " ".join(skills(award)),
        "participation": award.participation or "",
        "languages": " ".join(award.languages),
        "part_of": award.parent or "",
        "standing": part.standing,
        "credential_id": part.credential_id,
    } | dict(_amounts(award))


def _amounts(award: Award) -> Iterator[tuple[str, str]]:
    """Numbers, with their scheme beside them; several stand between semicolons."""
    yield "credits", "; ".join(f"{one.amount:f}" for one in award.credits)
    yield "credit_framework", "; ".join(one.framework or "" for one in award.credits)
    yield "hours", f"{award.workload.hours:f}" if award.workload else ""
    yield "level_scheme", "; ".join(one.scheme for one in award.levels)
    yield "level", "; ".join(one.value for one in award.levels)
    yield "assessment", "; ".join(filter(None, (one.type for one in award.assessments)))
    yield "result", "; ".join(filter(None, (one.result for one in award.assessments)))

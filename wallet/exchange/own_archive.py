"""The library for the learner's own archive: a private page, a table, and JSON.

Rules
-----
1. All three are the learner's own: notes and tags are in them, and no signature of theirs.
2. Verdicts stand with their day; a table cell acts in no spreadsheet,
   the page fetches nothing and runs nothing (``page`` rules 1 and 2).
3. They are for reading. What counts are the originals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from wallet.credential import Award
from wallet.encoding import timestamp
from wallet.encoding.spreadsheet import cell
from wallet.exchange import page, table
from wallet.exchange.kept import Kept, Rests
from wallet.exchange.parts import said
from wallet.wording import ntr, tr
from wallet.wording.dates import day

_OWN = ("verdict", "judged_at", "rests_on", "tags", "notes")
COLUMNS = (*table.COLUMNS, *_OWN)


def to_csv(held: Sequence[Kept]) -> bytes:
    """One line for each award; UTF-8 with its mark, every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in held:
        for award in one.awards:
            row = _row(one, award)
            writer.writerow([cell(row.get(name, "")) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def to_json(one: Kept) -> dict[str, Any]:
    """What the learner put on a credential, and on whose word its contents rest."""
    return {"rests_on": one.rests.value, "tags": list(one.tags), "notes": list(one.notes)}


def to_html(
    held: Sequence[Kept], made: datetime, languages: Sequence[str], language: str = "en"
) -> bytes:
    """The page, in the language that is spoken; ``language`` is its BCP 47 tag."""
    body = _body(held, made, languages)
    return page.whole(tr("My learning"), body, language).encode()


def _row(one: Kept, award: Award) -> dict[str, str]:
    told = {} if one.part is None else table.row(one.part, award)
    return told | {
        "credential_id": one.judged.credential_id,
        "verdict": one.judged.verdict.code.value,
        "judged_at": timestamp.write(one.judged.report.verified_at),
        "rests_on": one.rests.value,
        "tags": "; ".join(one.tags),
        "notes": "; ".join(one.notes),
    }


def _body(held: Sequence[Kept], made: datetime, languages: Sequence[str]) -> Iterator[str]:
    yield f"<h1>{page.escaped(tr('My learning'))}</h1>"
    count = ntr("{n} credential", "{n} credentials", len(held))
    told = tr("{count}, as this wallet judged them on {day}.", count=count, day=day(made))
    yield f"<p>{page.escaped(told)}</p>"
    private = tr("This page is private: your notes are in it. To show a credential, use Share.")
    yield f"<p class=mark>{page.escaped(private)}</p>"
    for one in held:
        yield from _article(one, languages)
    proof = tr(
        "This page proves nothing. What counts are the original files: export them too, and "
        "keep them with this page."
    )
    yield f"<footer><p>{page.escaped(proof)}</p></footer>"


def _article(one: Kept, languages: Sequence[str]) -> Iterator[str]:
    yield "<article>" if one.rests is Rests.ISSUER else "<article class=own>"
    yield f"<h2>{page.set_apart(one.title(languages))}</h2>"
    own = one.rests is Rests.LEARNER
    words = one.verdict
    mark = tr("Own entry, not verified") if own else words.title
    yield f"<p class=mark>{page.escaped(mark)}</p><p>{page.set_apart(words.sentence)}</p>"
    if one.rests is Rests.FILE:
        claim = tr("What follows is what the file says of itself. Nobody has proven it.")
        yield f"<p class=mark>{page.escaped(claim)}</p>"
    if one.part is not None:
        around = [(tr("Issued by"), one.issuer(languages)), (tr("Awarded to"), one.learner())]
        yield from page.listed(around)
        for number, award in enumerate(one.awards):
            if number:
                yield f"<h3>{page.set_apart(said(award.title, *languages))}</h3>"
            yield from page.listed(page.facts(one.part, award, languages, one.skill_names))
    labels = [(tr("Tags"), ", ".join(one.tags)), (tr("Your notes"), "\n".join(one.notes))]
    yield from page.listed(labels)
    yield "</article>"

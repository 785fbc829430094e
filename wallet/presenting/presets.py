"""The seven named selections (spec/presentations.md F), over any form that can hide something.

Rules
-----
1. A preset names elements of the neutral view; where each stands in the document is said by the
   view's provenance, so that one table serves every format.
2. It fails loudly: where the credential does not state something that the preset promises,
   ``preset_not_met`` names what is missing. Nothing is dropped quietly.
3. A preset that promises to leave something out fails where the issuer made that mandatory, or
   where the form hides nothing.
4. Personal statements are shown by a preset only where it names them; nothing else that a
   person is told by (birth data, numbers, grades) goes along with its surroundings.
5. F-1, F-3 and F-6 promise an accreditation line. It comes from a register in this wallet's
   evidence; where none answers, they fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wallet.credential import CredentialView
from wallet.errors import PresentingError
from wallet.presenting.choices import Choices, Selectable
from wallet.presenting.pointers import from_path, touches
from wallet.presenting.statements import Statement

TITLE: Final = "title"
BODY: Final = "body"
DATE: Final = "date"
LEVEL: Final = "level"
SIZE: Final = "size"
OUTCOMES: Final = "outcomes"
ACCREDITATION: Final = "accreditation"
PATHWAY: Final = "pathway_result"
WHOLE: Final = "whole_document"
LEARNER: Final = "learner_data"
DATES: Final = "dates"
OLD_DATES: Final = "old_dates"
BIRTH: Final = "birth_data"

_ELEMENTS = {
    TITLE: r"/awards/\d+/(title|kind)",
    BODY: r"(/envelope/issuer|/awards/\d+/awarding_bodies/\d+)(/(names|country|id|url))?",
    DATE: r"/awards/\d+/award_date",
    LEVEL: r"/awards/\d+/levels/\d+",
    SIZE: r"/awards/\d+/(credits/\d+|workload)",
    OUTCOMES: r"/awards/\d+/outcomes/\d+.*",
}
"""What each element is called in the neutral view, as a regular expression of its pointers."""
_STATUS = ("/credentialStatus", "/status")
_VALIDITY = ("/validUntil", "/exp", "/validFrom", "/nbf", "/iat")
_BIRTH = re.compile(r"birth|born", re.IGNORECASE)
_IDENTITY = re.compile(
    r"national|personal|birth|born|student.?id|administrative", re.IGNORECASE
)
_PERSONAL_DATES = re.compile(r"date|start|end|issued|awarded", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
YEARS = 10
"""F-5 shows no date older than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One named selection."""

    name: str
    shows: tuple[str, ...] = ()
    """Elements; empty for all facts that ``hides`` does not name."""
    needs: tuple[str, ...] = ()
    """What must be stated, or the preset fails."""
    hides: tuple[str, ...] = ()
    """What must not be shown, or the preset fails."""
    papers: bool = False
    """Whether signed evidence goes along (``along``)."""


PRESETS: tuple[Preset, ...] = (
    Preset(
        name="F-1",
        shows=(TITLE, BODY, DATE, LEVEL, SIZE, OUTCOMES),
        needs=(TITLE, BODY, LEVEL, SIZE, OUTCOMES, ACCREDITATION),
    ),
    Preset(
        name="F-2", shows=(OUTCOMES, BODY), needs=(OUTCOMES, BODY), hides=(DATES, LEARNER)
    ),
    Preset(name="F-3", needs=(TITLE, BODY, DATE, ACCREDITATION), papers=True),
    Preset(name="F-4", needs=(TITLE,), hides=(BIRTH,)),
    Preset(name="F-5", needs=(TITLE, BODY), hides=(BIRTH, OLD_DATES)),
    Preset(
        name="F-6",
        shows=(BODY,),
        needs=(BODY, ACCREDITATION),
        hides=(LEARNER,),
        papers=True,
    ),
    Preset(
        name="F-7",
        shows=(TITLE, BODY, DATE, LEVEL, SIZE),
        needs=(TITLE, BODY, PATHWAY),
    ),
)  # fmt: skip


def preset(name: str) -> Preset:
    """The preset of that name, such as ``F-1``.

    Raises:
        PresentingError: ``unknown_preset``.
    """
    for one in PRESETS:
        if one.name.lower() == name.lower():
            return one
    known = tuple(one.name for one in PRESETS)
    raise PresentingError("unknown_preset", preset=name[:50], known=known)


def pointers_of(
    chosen: Preset,
    view: CredentialView | None,
    choices: Choices,
    *,
    stated: Iterable[str] = (),
    today: date,
) -> tuple[str, ...]:
    """What a preset shows of one credential, as JSON pointers into its document.

    Args:
        chosen: the preset.
        view: the credential's neutral view; None where its proof is not established.
        choices: what can be hidden of it.
        stated: what stands beside the credential: ``ACCREDITATION``, ``PATHWAY``.
        today: for F-5.

    Raises:
        PresentingError: ``preset_not_proven`` where the credential could not be checked here;
            ``preset_not_met`` with the elements that are missing, or that cannot
            be left out.
    """
    if view is None:
        raise PresentingError("preset_not_proven", preset=chosen.name)
    places = dict(_places(view))
    known = {*stated, *(name for name, found in places.items() if found)}
    missing = tuple(one for one in chosen.needs if one not in known)
    if missing:
        raise PresentingError("preset_not_met", preset=chosen.name, missing=missing)
    if not choices.selective:
        if chosen.hides:
            raise PresentingError("preset_not_met", preset=chosen.name, cannot_hide=(WHOLE,))
        return ()
    _check_locked(chosen, choices.locked, today)
    return tuple(one.pointer for one in choices.free if _shown(chosen, one, places, today))


def _places(view: CredentialView) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Element -> where it stands in the document."""
    for name, pattern in _ELEMENTS.items():
        found = [
            from_path(said.path or "")
            for pointer, said in view.provenance.items()
            if re.fullmatch(pattern, pointer)
        ]
        yield name, tuple(one for one in found if one)


def _shown(
    chosen: Preset, one: Selectable, places: dict[str, tuple[str, ...]], today: date
) -> bool:
    if any(_is_hidden(chosen, statement, today) for statement in one.statements):
        return False
    if not chosen.shows:
        return True
    wanted = [place for name in chosen.shows for place in places.get(name, ())]
    if one.pointer.endswith(_STATUS):
        return True
    if one.pointer.endswith(_VALIDITY):
        return DATES not in chosen.hides
    if any(statement.sensitive for statement in one.statements):
        return False
    return any(touches(one.pointer, place) for place in wanted)


def _check_locked(chosen: Preset, locked: Sequence[Statement], today: date) -> None:
    """Rule 3."""
    off = {
        kind
        for kind in chosen.hides
        for statement in locked
        if not statement.technical and _is(kind, statement, today)
    }
    if off:
        raise PresentingError(
            "preset_not_met", preset=chosen.name, cannot_hide=tuple(sorted(off))
        )


def _is_hidden(chosen: Preset, statement: Statement, today: date) -> bool:
    identity = chosen.name == "F-4" and _IDENTITY.search(statement.pointer) is not None
    return identity or any(_is(kind, statement, today) for kind in chosen.hides)


def _is(kind: str, statement: Statement, today: date) -> bool:
    """Whether a statement is what a preset promises to leave out."""
    name = statement.pointer.rsplit("/", 1)[-1]
    if kind == LEARNER:
        return statement.sensitive
    if kind == BIRTH:
        return _BIRTH.search(statement.pointer) is not None
    if f"/{name}" in _VALIDITY:
        return False  # dates of the signature and of its end, which its check needs
    year = _YEAR.match(str(statement.value))
    if not statement.in_document or _PERSONAL_DATES.search(name) is None or year is None:
        return False
    return kind == DATES or int(year[0]) < today.year - YEARS

"""Rows of skills: found occupations, packs, and what an occupation wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, mark_data, muted, small
from ui.words import spoken
from wallet.wording import ntr, tr
from wallet.wording import skills as words

if TYPE_CHECKING:
    from wallet.session.skills import Found, HeldAward, Imported, PackInfo, Skill, Standing


def called(found: Found, languages: Sequence[str]) -> str:
    """Its label; the language stands beside it where it is not the person's."""
    label = found.label
    wanted = {one.partition("-")[0] for one in languages}
    if label.lang.partition("-")[0] in wanted:
        return label.text
    return tr("{label} [{language}]", label=label.text, language=label.lang)


def found_row(found: Found, languages: Sequence[str], choose: Callable[[], object]) -> QWidget:
    """An occupation that was found, as a button."""
    label = called(found, languages)
    name = tr("{label} ({code})", label=label, code=found.code)
    button = Button(name if found.code else label, choose, kind="quiet")
    mark_data(button)
    return Flow(button)


def pack_row(pack: PackInfo, remove: Callable[[], object]) -> QWidget:
    """A framework that is here."""
    card = Card(kind="well", gap=4)
    card.inside.addWidget(Label(pack.name, "strong", data=True))
    counts = tr(
        "Skills: {skills}. Occupations: {occupations}. Languages: {languages}.",
        skills=pack.skills,
        occupations=pack.occupations,
        languages=", ".join(pack.languages),
    )
    card.inside.addWidget(small(counts))
    card.inside.addWidget(small(tr("Imported {day}", day=pack.imported[:10])))
    removes = Button(tr("Remove"), remove, kind="quiet")
    removes.setAccessibleName(tr("Remove {name}", name=pack.name))
    card.inside.addWidget(Flow(removes))
    return card


def bad_lines(found: Imported) -> QWidget:
    """Every line that was left out and is still known, by file and number."""
    made, down = _clear()
    for one in found.bad:
        said = words.bad_line(one.file, one.line, one.reason, one.detail)
        down.addWidget(small(said, data=True))
    rest = found.bad_count - len(found.bad)
    if rest > 0:
        down.addWidget(small(ntr("and {n} more line", "and {n} more lines", rest)))
    return made


def standing_card(
    standing: Standing, languages: Sequence[str], opens: Callable[[str], object]
) -> Card:
    """What the occupation wants: what is missing first, then what is covered and by what."""
    occupation = standing.occupation
    card = Card(heading(called(occupation, languages), data=True), gap=12)
    if occupation.description:
        card.inside.addWidget(Fold(tr("Description"), lambda: _described(occupation)))
    counts = (standing.count(essential=True), standing.count(essential=False))
    card.inside.addWidget(Label(words.standing(*counts), "strong"))
    for essential, name in ((True, tr("Essential skills")), (False, tr("Optional skills"))):
        listed = [one for one in standing.skills if one.wanted.essential is essential]
        if not listed:
            continue
        card.inside.addWidget(Label(name, "caps"))
        for one in sorted(listed, key=lambda one: one.covered.is_covered):
            card.inside.addWidget(_skill(one, languages, opens))
    if not standing.skills:
        card.inside.addWidget(muted(tr("The framework names no skills for it.")))
    return card


def _described(occupation: Found) -> QWidget:
    made, down = _clear()
    down.addWidget(muted(occupation.description, data=True))
    return made


def _skill(skill: Skill, languages: Sequence[str], opens: Callable[[str], object]) -> QWidget:
    """Word and shape say it, not colour alone."""
    made, down = _clear()
    down.setSpacing(2)
    covered = skill.covered
    name, tone = ("slot_met", "verified") if covered.is_covered else ("slot_unmet", "not_valid")
    if covered.claimed and not covered.is_covered:
        name, tone = "slot_unknown", "cannot_tell"
    label = called(skill.wanted.skill, languages)
    said = (
        tr("{skill}: shown", skill=label)
        if covered.is_covered
        else tr("{skill}: missing", skill=label)
    )
    line = row(Symbol(name, tone, 18), Label(said, data=True))
    line.setAlignment(Qt.AlignmentFlag.AlignTop)
    down.addLayout(line)
    for one in covered.by:
        down.addWidget(_opening(one, languages, opens, ""))
    for one in covered.claimed:
        why = tr("not verified, so it does not count")
        down.addWidget(_opening(one, languages, opens, why))
    return made


def _opening(
    award: HeldAward, languages: Sequence[str], opens: Callable[[str], object], why: str
) -> QWidget:
    name = spoken(award.title, languages) or tr("Without a title")
    text = tr("{title}: {why}", title=name, why=why) if why else name
    button = Button(text, lambda: opens(award.credential_id), kind="quiet", symbol="right")
    mark_data(button)
    return Flow(button)


def _clear() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(GRID)
    return made, down

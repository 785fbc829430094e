"""How learning was assessed, and with which result.

A result names the description it belongs to; that description says in which scheme the value
stands, and what a level of a rubric is called.
"""

from __future__ import annotations

from collections.abc import Iterable

from wallet.credential import Assessment
from wallet.formats.document import id_of, objects, text_of
from wallet.formats.parties import Notes
from wallet.formats.values import told_result, word
from wallet.secured import JsonObject

_DONE = ("completed",)
"""The one status of a result that takes nothing from it (Open Badges 3.0)."""


def assessments(
    achieved: tuple[JsonObject, str],
    subject: tuple[JsonObject, str],
    pointer: str,
    notes: Notes,
) -> tuple[Assessment, ...]:
    """Results of a subject, else how the achievement is assessed; objects with their paths."""
    achievement, achievement_path = achieved
    schemes = {
        id_of(one): one
        for one, _ in objects(achievement.get("resultDescription"), "")
        if id_of(one)
    }
    kind, supervision, id_check = (
        word(achievement.get(member))
        for member in ("assessmentType", "supervisionType", "identityChecked")
    )
    found: list[Assessment] = []
    for result, path in objects(subject[0].get("result"), f"{subject[1]}.result"):
        scheme = schemes.get(text_of(result.get("resultDescription")), {})
        status = word(result.get("status"))
        notes.signed(f"{pointer}/assessments/{len(found)}", path)
        found.append(
            Assessment(
                type=kind,
                result=told_result(_reached(result, schemes.values()), status, _DONE),
                result_status=status,
                grading_scheme=word(scheme.get("name")) or word(scheme.get("resultType")),
                supervision=supervision,
                id_check=id_check,
            )
        )
    if not found and (kind or supervision):
        notes.signed(f"{pointer}/assessments/0", f"{achievement_path}.assessmentType")
        found.append(Assessment(type=kind, supervision=supervision, id_check=id_check))
    return tuple(found)


def _reached(result: JsonObject, schemes: Iterable[JsonObject]) -> str | None:
    """The value, else the name of the level reached.

    A level is looked for in every description: samples name another than the one it stands in.
    """
    value = word(result.get("value"))
    if value is not None:
        return value
    reached = id_of(result.get("achievedLevel"))
    for scheme in schemes:
        for level, _ in objects(scheme.get("rubricCriterionLevel"), ""):
            if reached is not None and id_of(level) == reached:
                return word(level.get("name"))
    return reached

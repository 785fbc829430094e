"""Tables as ESCO publishes them (columns of v1.2), with a few rows of our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
HASKELL, DATA, TEAM, GERMAN = (f"{SKILL}{one}" for one in ("haskell", "data", "team", "german"))
ANALYST, CLERK = f"{OCCUPATION}analyst", f"{OCCUPATION}clerk"

_SKILLS = (
    *("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels"),
    *("hiddenLabels", "status", "modifiedDate", "scopeNote", "definition", "inScheme"),
    "description",
)
_OCCUPATIONS = (
    *("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels"),
    *("hiddenLabels", "status", "modifiedDate", "regulatedProfessionNote", "scopeNote"),
    *("definition", "inScheme", "description", "code"),
)
_RELATIONS = ("occupationUri", "relationType", "skillType", "skillUri")
_HIERARCHY = (
    *("Level 0 URI", "Level 0 preferred term", "Level 1 URI", "Level 1 preferred term"),
    *("Level 2 URI", "Level 2 preferred term", "Level 3 URI", "Level 3 preferred term"),
    *("Description", "Scope note", "Level 0 code", "Level 1 code", "Level 2 code"),
    "Level 3 code",
)


def written(head: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    """A table with a byte order mark and line breaks as ESCO has them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, head, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def skills(labels: dict[str, str], **more: str) -> bytes:
    """``skills_xx.csv``."""
    return written(
        _SKILLS,
        (
            {
                "conceptType": "KnowledgeSkillCompetence",
                "conceptUri": uri,
                "skillType": "knowledge",
                "preferredLabel": label,
                **more,
            }
            for uri, label in labels.items()
        ),
    )


def occupations(labels: dict[str, str]) -> bytes:
    """``occupations_xx.csv``."""
    return written(
        _OCCUPATIONS,
        (
            {
                "conceptType": "Occupation",
                "conceptUri": uri,
                "iscoGroup": "2511",
                "preferredLabel": label,
                "altLabels": "figures person\nnumbers person",
                "description": "Looks at figures.",
                "code": "2511.1",
            }
            for uri, label in labels.items()
        ),
    )


def relations(*rows: tuple[str, str, str]) -> bytes:
    """``occupationSkillRelations_xx.csv``."""
    return written(
        _RELATIONS,
        (
            {"occupationUri": one, "relationType": kind, "skillUri": skill}
            for one, kind, skill in rows
        ),
    )


def hierarchy() -> bytes:
    """``skillsHierarchy_xx.csv``."""
    top = {"Level 0 URI": f"{SKILL}S", "Level 0 preferred term": "skills"}
    below = {"Level 1 URI": f"{SKILL}S2", "Level 1 preferred term": "information skills"}
    return written(_HIERARCHY, [top, top | below])


def files() -> list[tuple[str, bytes]]:
    """A small framework in two languages."""
    return [
        ("skills_en.csv", skills({HASKELL: "Haskell", DATA: "analyse data", TEAM: "teamwork"})),
        (
            "skills_de.csv",
            skills({HASKELL: "Haskell", DATA: "Daten auswerten", GERMAN: "Gerät prüfen"}),
        ),
        ("occupations_en.csv", occupations({ANALYST: "data analyst", CLERK: "clerk"})),
        ("occupations_de.csv", occupations({ANALYST: "Datenanalyst/Datenanalystin"})),
        (
            "occupationSkillRelations_en.csv",
            relations(
                (ANALYST, "essential", HASKELL),
                (ANALYST, "essential", DATA),
                (ANALYST, "optional", TEAM),
            ),
        ),
        ("skillsHierarchy_en.csv", hierarchy()),
    ]

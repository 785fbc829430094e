"""What the test issuer says: dates, skills, achievements."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
"""The fixed clock of the tests."""


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


ECTS_TERM = {"ECTS": "https://w3id.org/openbadges/extensions#ECTS"}
"""Open Badges 3.0 has no unit of credit: as in the wild, an extension term names it."""


def rfc3339(moment: datetime) -> str:
    """A moment as credentials write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(text: str) -> int:
    """A date of a credential as a JWT writes it."""
    return int(datetime.fromisoformat(text).timestamp())


def skill(outcome: str | tuple[str, str]) -> dict[str, str]:
    """A concept by (name, address), or one made up from its name that looks like ESCO's."""
    if isinstance(outcome, tuple):
        return {"name": outcome[0], "uri": outcome[1]}
    concept = uuid.uuid5(uuid.NAMESPACE_URL, f"esco {outcome}")
    return {"name": outcome, "uri": f"http://data.europa.eu/esco/skill/{concept}"}


def alignments(
    outcomes: Sequence[str | tuple[str, str]], eqf: int | None
) -> list[dict[str, Any]]:
    """Links to concepts of ESCO and to a level of the EQF."""
    alignment = [
        {
            "type": ["Alignment"],
            "targetType": "CFItem",
            "targetName": skill(one)["name"],
            "targetFramework": "ESCO",
            "targetUrl": skill(one)["uri"],
        }
        for one in outcomes
    ]
    if eqf is not None:
        alignment.append(
            {
                "type": ["Alignment"],
                "targetType": "ext:EQF",
                "targetName": f"EQF level {eqf}",
                "targetCode": str(eqf),
                "targetFramework": "European Qualifications Framework",
                "targetUrl": f"http://data.europa.eu/snb/eqf/{eqf}",
            }
        )
    return alignment


def achievement(  # noqa: PLR0913 - each is a member
    base: str,
    title: str,
    *,
    ects: str | None = None,
    eqf: int | None = None,
    outcomes: Sequence[str | tuple[str, str]] = (),
    description: str = "",
    definition: str | None = None,
) -> dict[str, Any]:
    """What was achieved, in the words of Open Badges 3.0."""
    slug = uuid.uuid5(uuid.NAMESPACE_URL, f"{base} {title}")
    result: dict[str, Any] = {
        "id": definition or f"{base}/achievements/{slug}",
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": title,
        "description": description or f"What {title} teaches.",
        "criteria": {"narrative": f"Passing the assessment of {title}."},
        "inLanguage": "en",
    }
    alignment = alignments(outcomes, eqf)
    if alignment:
        result["alignment"] = alignment
    if ects is not None:
        result["ECTS"] = float(ects) if "." in ects else int(ects)
    return result


def name_identifier(name: str) -> dict[str, Any]:
    """A learner named in plain text."""
    return {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": name,
        "identityType": "name",
    }

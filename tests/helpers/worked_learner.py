"""A learner of the worked examples, and what an example states (spec/pathways.md, E.4).

Grades, hours, kinds and skills are what the issuers signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from wallet.pathways import templates

NAMES = ("Home", "Sister", "Third", "Fourth", "Fifth", "Sixth")
ISSUERS = {
    name: Issuer(name, host=f"{name.lower()}.example", seed=f"w {name}") for name in NAMES
}
HOME = ISSUERS["Home"].did
DATA = ("analyse big data", "http://data.europa.eu/esco/skill/S2.7")
GREEN = ("environmental protection technology", "http://data.europa.eu/esco/isced-f/0712")
COURSE, PRIOR, ATTENDED = "Course", "ext:PriorLearning", "ext:Attendance"


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One example: what is held, what is asked, and exactly what has to come out."""

    name: str
    document: dict[str, Any]
    files: list[tuple[str, bytes]]
    result: str
    counted: str
    says: tuple[str, ...]
    """Sentences that the page of the pathway shows."""
    equally_good: int = 1
    unused: dict[str, tuple[str, ...]] | None = None
    """Title -> codes of all its reasons; None: not stated."""
    rules: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Rule -> (required, have)."""
    unmet: tuple[str, ...] = ()
    """Slots and rules that are not met."""
    fixes: tuple[tuple[str, str], ...] | None = None
    """Kind, and what is counted then or at least needed; None: not stated."""
    excess: str | None = None


class Learner:
    """Signed files of one learner."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.files: list[tuple[str, bytes]] = []

    def has(
        self, title: str, ects: str | None = None, issuer: str = "Home", **said: Any
    ) -> None:
        """One more award: ``kind``, ``grade``, ``hours``, ``sbu``, ``days`` old, ``ended``."""
        by, more = ISSUERS[issuer], dict(said)
        started = self.now - timedelta(days=more.pop("days", 40))
        added = {name: more.pop(name, None) for name in ("kind", "grade", "hours", "sbu")}
        if more.pop("ended", False):
            started -= timedelta(days=800)
            more["valid_until"] = self.now - timedelta(days=70)
        made = by.credential(title, **{"ects": ects, "eqf": 6, "valid_from": started} | more)
        subject = made["credentialSubject"]
        achieved = subject["achievement"]
        achieved["achievementType"] = added["kind"] or "MicroCredential"
        if added["hours"] is not None:
            achieved["timeInvestment"] = f"PT{added['hours']}H"
        if added["sbu"] is not None:
            achieved["SBU"] = int(added["sbu"])
        if added["grade"] is not None:
            subject["result"] = [{"type": ["Result"], "value": added["grade"]}]
        self.files.append((f"{title}.jwt", to_bytes(by.jwt(made))))


def evidence(now: datetime) -> list[tuple[str, bytes]]:
    """Who the issuers are."""
    return [("registry.json", registry(ISSUERS.values(), updated=now - timedelta(days=10)))]


def template(name: str, **changed: Any) -> dict[str, Any]:
    """The document of a shipped template, with changes."""
    (found,) = (one for one in templates() if one.name == name)
    document: dict[str, Any] = json.loads(found.data)
    return document | changed


def of_issuer(*names: str) -> dict[str, Any]:
    """A match by who signed."""
    return {"issuer": [ISSUERS[name].did for name in names]}


def small(name: str, **members: Any) -> dict[str, Any]:
    """A document that comes with no template."""
    return {
        "format": "pathway/1",
        "id": f"urn:example:{name}",
        "version": "1",
        "title": [{"lang": "en", "text": name}],
        "owner": {"name": "Home University", "identifiers": [HOME]},
        "destination": {"kind": "certificate"},
        "credit": {"unit": "ECTS"},
        "slots": [{"id": "any", "designation": "elective"}],
        "rules": [],
    } | members

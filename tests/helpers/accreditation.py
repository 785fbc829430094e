"""Registers in three lines, and questions about them::

    world = World(as_of="2024-06-01")
    uni = world.university("Example University", levels=(6, 7, 8))
    world.decision(uni, start="2018-09-14", end="2024-09-30")
    told = world.ask(day="2019-03-01", eqf=7)

A university is bound to its key by the exact did:web that its register pins, unless a test says
otherwise. ``told`` is what the product answers: ``told.code`` and so on.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.helpers.files import to_bytes
from tests.helpers.register import MemoryRegister, institution, source
from tests.helpers.said import NOW
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.register import (
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    LevelOf,
    NameOf,
    Period,
    ProgrammeRow,
    RegisterSource,
    RelationRow,
)
from wallet.report import Accreditation, Policy, Role
from wallet.trust import read_evidence
from wallet.trust.accreditation import Award, Body, Days, Question, Signer, accredit

ALL_CYCLES = (6, 7, 8)


def day(text: str | None) -> date | None:
    """An ISO day."""
    return None if text is None else date.fromisoformat(text)


def moment(text: str) -> datetime:
    """Noon of an ISO day, UTC."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00").astimezone(UTC)


def period(start: str | None = None, end: str | None = None) -> Period:
    """From day to day."""
    return Period(start=day(start), end=day(end))


def days(first: str | None, last: str | None = None) -> Days:
    """One day, or from day to day."""
    return Days(first=day(first), last=day(last or first))


@dataclass
class World:
    """One bundle and what it says."""

    as_of: str = "2026-11-01"
    source: RegisterSource = field(init=False)
    rows: list[Any] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    """Of the source, such as ``confirmed=False``."""

    def __post_init__(self) -> None:
        self.source = source(as_of=moment(self.as_of), **self.changes)
        self.agency("agency-1", registered=(period("2008-01-01"),))

    # --- rows --------------------------------------------------------------------------------

    def add(self, row: Any) -> Any:
        """A row of this bundle."""
        row = dataclasses.replace(row, source=self.source)
        self.rows.append(row)
        return row

    def agency(self, agency_id: str, **told: Any) -> AgencyRow:
        """An agency; registered or not as told."""
        told = {"name": f"Agency {agency_id}", **told}
        return self.add(AgencyRow(id=agency_id, source=self.source, **told))

    def university(
        self,
        name: str = "Example University",
        institution_id: str = "U1",
        *,
        levels: tuple[int, ...] = ALL_CYCLES,
        did: str | None = "did:web:university.example",
        **told: Any,
    ) -> InstitutionRow:
        """An institution; ``did`` is pinned to it."""
        told.setdefault("country", "DE")
        if "levels_of" in told:
            told["levels"] = told.pop("levels_of")
        else:
            told["levels"] = tuple(LevelOf(eqf=one) for one in levels)
        told.setdefault("names", (NameOf(text=name),))
        row = self.add(institution(institution_id, **told))
        if did:
            self.identifier(row, "did", did)
        return row

    def identifier(
        self, body: InstitutionRow, scheme: str, value: str, valid: Period | None = None
    ) -> IdentifierRow:
        """An identifier of a body."""
        return self.add(
            IdentifierRow(
                institution=body.id,
                scheme=scheme,
                value=value,
                source=self.source,
                valid=valid or Period(),
            )
        )

    def relation(
        self, parent: InstitutionRow, child: InstitutionRow, kind: str, **told: Any
    ) -> RelationRow:
        """How two bodies hang together."""
        return self.add(
            RelationRow(parent=parent.id, child=child.id, kind=kind, source=self.source, **told)
        )

    def issuer(self, issuer_id: str, name: str, **told: Any) -> IssuerRow:
        """A row of a list of issuers."""
        return self.add(IssuerRow(id=issuer_id, name=name, source=self.source, **told))

    def decision(
        self, *bodies: InstitutionRow, start: str = "2018-01-01", **told: Any
    ) -> DecisionRow:
        """A positive, obligatory, institutional decision, unless told otherwise."""
        number = sum(isinstance(one, DecisionRow) for one in self.rows) + 1
        for name in ("end", "decided", "withdrawn"):
            if name in told:
                told[name] = day(told[name])
        row = DecisionRow(
            id=told.pop("id", f"D{number}"),
            agency=told.pop("agency", "agency-1"),
            type=told.pop("type", "institutional"),
            status=told.pop("status", "obligatory"),
            decision=told.pop("decision", "positive"),
            start=date.fromisoformat(start),
            source=self.source,
            institutions=tuple(one.id for one in bodies),
            **told,
        )
        return self.add(row)

    # --- asking ------------------------------------------------------------------------------

    @property
    def register(self) -> MemoryRegister:
        """The bundle as verification sees it."""
        return MemoryRegister(
            rows=tuple(self.rows), sources=(self.source,), sha256=self.source.bundle_sha256
        )

    def question(
        self,
        day: str | None = "2020-06-01",
        now: str | None = None,
        **told: Any,
    ) -> Question:
        """A master's degree of Example University on that day, judged on the snapshot's day."""
        award = {
            "days": told.pop("days", None) or days(day),
            "kind": told.pop("kind", "degree"),
            "eqf": told.pop("eqf", 7),
            **{
                name: told.pop(name)
                for name in ("bodies", "titles", "ects", "country", "claims")
                if name in told
            },
            **{
                name: frozenset(told.pop(name))
                for name in ("ids", "part_of", "fields", "reports", "confirmed")
                if name in told
            },
        }
        eqf = award["eqf"]
        award["eqf"] = frozenset() if eqf is None else frozenset({eqf})
        issuer_id = told.pop("did", "did:web:university.example")
        issuer = told.pop("issuer", None) or Body(id=issuer_id)
        signer = told.pop("signer", None) or Signer(
            id=issuer_id,
            thumbprint=told.pop("thumbprint", "key-1"),
            seal=told.pop("seal", None),
        )
        return Question(
            signer=signer,
            issuer=issuer,
            award=Award(**award),
            now=moment(now or self.as_of),
            **told,
        )

    def ask(
        self, day: str | None = "2020-06-01", also: tuple[World, ...] = (), **told: Any
    ) -> Accreditation:
        """What the product answers; ``also`` are further bundles."""
        registers = (self.register, *(one.register for one in also))
        return accredit(self.question(day, **told), registers)


def programme(name: str = "Automotive Engineering", **told: Any) -> ProgrammeRow:
    """A master's programme."""
    return ProgrammeRow(name=name, **{"eqf": 7, "degree": True, **told})


def decisions(told: Accreditation, role: str | None = None) -> list[str]:
    """Ids of the decisions that an answer rests on."""
    return [
        one["decision"]
        for one in told.evidence
        if "decision" in one and role in (None, one["role"])
    ]


LONG = {"start": "2018-01-01", "end": "2030-01-01"}


def one_decision(**told):
    """A university with one decision."""
    world = World()
    world.decision(world.university(), **{**LONG, **told})
    return world


def one_programme(**told):
    """A university with one reviewed programme, known as ``p``."""
    return one_decision(
        type="programme", programmes=(programme(**{"identifiers": ("p",), **told}),)
    )


def judged(issuer, credential, world=None, *, files=(), allow_test_keys=False, now=NOW):
    """One credential, judged by the issuer's own documents and a bundle."""
    evidence, _ = read_evidence(
        [*issuer.evidence_files(), *files], source=Source.ACCEPTED, received_at=NOW
    )
    if world is not None:
        evidence = evidence.joined(
            Evidence(registers=(world.register,), allow_test_keys=allow_test_keys)
        )
    result = examine(
        to_bytes(credential),
        "file",
        evidence,
        policy=Policy(),
        now=now,
        role=Role.RECEIVER,
    )
    return result.credentials[0]

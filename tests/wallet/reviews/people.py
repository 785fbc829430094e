"""A learner and an advisor, each with a wallet of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.pathways import document
from tests.helpers.said import Clock
from wallet.encoding import jcs
from wallet.errors import InputError
from wallet.reviews import envelope
from wallet.reviews.decisions import Decision, Kind
from wallet.session import Costs, Session
from wallet.session.learner_reviews import Prepared
from wallet.session.reviewing import Sent

PATHWAY = "urn:example:pathway"
UNRELEASED = "Zebra husbandry"
"""A title that the learner holds and never releases."""


@dataclass
class People:
    """Both wallets; two credentials count, one is not released."""

    learner: Session
    advisor: Session
    issuer: Issuer
    ids: list[str]
    unreleased: str
    clock: Clock
    words: str = ""
    rules: list[dict[str, Any]] = field(default_factory=list)

    def confirm(self) -> None:
        """Both compare the words of the other's card."""
        sent, made = self.learner.cases_sent, self.advisor.cases_received
        for here, there, name in ((sent, made, "Ada Advisor"), (made, sent, "Lena Learner")):
            contact = here.read_card(there.card(name))
            here.confirm(contact, contact.words)

    @property
    def advisor_did(self) -> str:
        """The advisor's identifier, as the learner confirmed it."""
        return self.learner.cases_sent.contacts()[0].did

    def prepare(self, **how: Any) -> Prepared:
        """A case of both counting credentials for the confirmed advisor."""
        return self.learner.cases_sent.prepare(
            PATHWAY, how.pop("ids", self.ids), advisor_did=self.advisor_did, **how
        )

    def send(self, **how: Any) -> Sent:
        """The same, signed and sealed."""
        return self.learner.cases_sent.create(self.prepare(**how), "Lena Learner")

    def hand_over(self, **how: Any) -> str:
        """The same, opened by the advisor; the id of the case."""
        return self.advisor.cases_received.open(self.send(**how).data).id

    def review(self, case_id: str, *, sign_off: bool = True, note: str = "") -> bytes:
        """The advisor's review as a file."""
        signed = self.advisor.cases_received.sign(
            case_id, "Ada Advisor", sign_off=sign_off, note=note
        )
        return signed.data

    def merge(self, data: bytes) -> None:
        """The learner takes a review in."""
        self.learner.cases_sent.merge(self.learner.cases_sent.read_review(data))


def people(tmp_path: Path, clock: Clock | None = None) -> People:
    """Both wallets, trusting the same registry; the pathway asks for 10 ECTS."""
    clock = clock or Clock()
    issuer = Issuer()
    opened = []
    for name in ("Learner", "Advisor"):
        made, _ = Session.create(tmp_path / name, "correct horse", clock=clock, costs=Costs())
        made.add_evidence([("registry.json", registry([issuer]))])
        opened.append(made)
    learner, advisor = opened
    titles = {"Data basics": "5", "Green chemistry": "4", UNRELEASED: "6"}
    files = [
        (f"{title}.json", to_bytes(_issued(issuer, title, ects)))
        for title, ects in titles.items()
    ]
    kept = list(learner.keep(learner.review(files)).kept)
    learner.add_pathway(json.dumps(document()).encode())
    return People(learner, advisor, issuer, kept[:2], kept[2], clock)


def _issued(issuer: Issuer, title: str, ects: str) -> Any:
    return issuer.issue(
        title,
        ects=ects,
        eqf=6,
        valid_from=NOW - timedelta(days=30),
        valid_until=NOW + timedelta(days=100) if title == "Data basics" else None,
    )


def closed(people: People) -> None:
    """Lock both wallets."""
    for one in (people.learner, people.advisor):
        one.lock()


def rpl(credits_: str = "2") -> Decision:
    """A decision that recognises prior learning."""
    return Decision(
        kind=Kind.RPL,
        slot="any",
        title="Ten years in a laboratory",
        credits=Decimal(credits_),
        evidence="Letter of the employer",
        reason="Outcomes 1 to 3 are shown",
        at=NOW,
    )


def inside_of(session: Any, data: bytes) -> dict[str, Any]:
    """What is inside a sealed file, opened with the key of the one it is for."""
    secret = session.cases_sent._key().age_secret
    found: dict[str, Any] = json.loads(envelope.opened(data, secret))
    return found


def sealed_for(session: Any, document_: dict[str, Any]) -> bytes:
    """Anything, sealed to that wallet."""
    return envelope.sealed_to(jcs.canonical(document_), session.cases_sent._key().recipient)


def refused(code: str, what: Any, *args: Any) -> None:
    """Calling this is refused with that code."""
    with pytest.raises(InputError) as told:
        what(*args)
    assert told.value.code == code

"""Credentials that say everything, as a portfolio takes them in, and how its page is read."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from tests.helpers.issuer import NOW
from wallet.credential import (
    Assessment,
    Award,
    CredentialView,
    Credit,
    DateValue,
    Envelope,
    Identifier,
    Kind,
    Learner,
    Level,
    Outcome,
    Party,
    Relation,
    SkillLink,
    Text,
    Workload,
)
from wallet.exchange import Part, Words
from wallet.holder import new_private_key
from wallet.identifiers import did_key_of

KEY = new_private_key()
SIGNER = (did_key_of(KEY.public_key()), KEY)
WORDS = Words(title="Mine", by_name="Lena", narrative="I did it.", made=NOW)
ESCO = "http://data.europa.eu/esco/skill/0"
BODY = Party(id="did:example:uni", names=(Text(lang="en", text="Uni"),), country="FI")


def texts(text: str) -> tuple[Text, ...]:
    """In two languages."""
    return (Text(lang="en", text=text), Text(lang="fi", text=f"{text} (fi)"))


WHOLE = Award(
    id="urn:example:whole",
    title=texts("Data science"),
    description=texts("All of it"),
    criteria=texts("Pass"),
    kind=Kind.MICRO_CREDENTIAL,
    definition_ids=("https://uni.example/data",),
    awarding_bodies=(BODY, Party(names=(Text(lang="en", text="Other"),))),
    award_date=DateValue(value="2026-03-01", precision="day"),
    credits=(
        Credit(amount=Decimal("5.5"), framework="ECTS"),
        Credit(amount=Decimal(150), framework="SBU", role="available"),
        Credit(amount=Decimal(9), framework=None),
    ),
    workload=Workload(hours=Decimal("137.5")),
    levels=(Level(scheme="EQF", value="6"), Level(scheme="NQF-FI", value="7")),
    fields=(Identifier(scheme="ISCED-F", value="0612"),),
    outcomes=(
        Outcome(text=texts("Analyse"), links=(SkillLink(framework="ESCO", uri=ESCO),)),
        Outcome(
            text=texts("Draw"),
            links=(SkillLink(framework="https://f.example/", uri="https://f.example/1"),),
        ),
    ),
    assessments=(
        Assessment(type="Exam", result="Good"),
        Assessment(type="Essay"),
    ),
    participation="online",
    languages=("fi", "en"),
    prerequisites=texts("None"),
    stackability=texts("Into a degree"),
    parts=("urn:example:part",),
    expiry=DateValue(value="2030-01-01", precision="day"),
)


INNER = Award(
    id="urn:example:part",
    title=texts("Statistics"),
    parent="urn:example:whole",
    awarding_bodies=(BODY,),
    award_date=DateValue(value="2026-02", precision="month"),
    participation="by post",
)


def part(*awards: Award, **more: Any) -> Part:
    """A credential that says this."""
    envelope = Envelope(
        id="urn:example:cred",
        format="open_badges_3_0",
        issuer=BODY,
        valid_until=DateValue(value="2031-05-01T00:00:00Z", precision="instant"),
        relations=(
            Relation(source="urn:a:1", kind="isPartOf", target="urn:a:2"),
            Relation(source="urn:a:1", kind="resembles", target="urn:a:2"),
            Relation(source="no address", kind="precedes", target="urn:a:2"),
        ),
    )
    document = {"type": ["VerifiableCredential"], "id": "urn:x", "proof": {"type": "X"}}
    values: dict[str, Any] = {
        "credential_id": "c" * 64,
        "view": CredentialView(envelope=envelope, learner=Learner(), awards=awards),
        "data": b"{}",
        "media_type": "application/json",
        "suffix": ".json",
        "document": document,
    }
    return Part(**(values | more))


class Seen(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

"""What a learner hands to an advisor (``tessera-case/1``), and how both sides look at it.

Rules (spec/pathways.md, E.5; presentations.md, F.1 and F.7)
------------------------------------------------------------
1. A case holds the pathway, the presentations that the learner made for it, and nothing that
   the learner did not choose: its result is worked out from the released items alone.
2. It names its learner, its advisor, its direction, its end, and a nonce that one review may
   answer, once.
3. Whoever opens it judges every item again, by their own evidence. What the file says of the
   result is shown beside that, never instead of it.
4. The presentations answer the nonce of the case and name its advisor: taken out of it they
   are somebody else's.
5. It asks about the day on which it was made, and can be answered for so long only: put back,
   it would count what has ended since.
6. Of the learner's agreements those go along that are about something that it shows.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wallet import pathways
from wallet.encoding import jcs, timestamp
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.examine import Challenge, FileResult, Judged, examine
from wallet.holder import PrivateKey
from wallet.pathways import Agreement, HeldAward, Pathway
from wallet.pathways.agreements import agreeing, of_learner
from wallet.proofs import papers
from wallet.report import Policy, Role
from wallet.reviews import contact
from wallet.reviews.contact import Contact
from wallet.reviews.decisions import Scope
from wallet.reviews.members import MAX_TEXT, Members, refuse

FORMAT = "tessera-case"
DIRECTION = "to-advisor"
LASTS = timedelta(days=90)
"""How long a case can be answered."""
_MEMBERS = (
    *("format", "id", "direction", "nonce", "created", "expires", "learner", "advisor"),
    *("pathway", "agreements", "asOf", "presentations", "result", "note"),
    "previousReview",
)
_PARTY = ("name", "did", "recipient")
_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the presentations of a case have to answer: made before they are."""

    id: str
    nonce: str
    advisor_name: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as its paper says it; the signature of its learner holds."""

    id: str
    nonce: str
    created: datetime
    expires: datetime
    learner: Contact
    advisor_name: str
    advisor_did: str | None
    """The did:key that has to sign the review; None where words opened the file."""
    pathway: Pathway
    agreements: tuple[Agreement, ...]
    """Those of the learner's that are about something in it."""
    as_of: date
    presentations: tuple[bytes, ...]
    stated: Mapping[str, Any]
    """The result that the learner's wallet came to (E.9)."""
    note: str
    previous_review: str | None
    """Hex SHA-256 of the review that this follows."""
    data: bytes

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the paper."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def pathway_sha256(self) -> str:
        """Hex SHA-256 of the pathway document in canonical form."""
        return sha256_of(self.pathway)

    @property
    def challenge(self) -> Challenge:
        """What each presentation has to answer (rule 4)."""
        return Challenge(nonce=self.nonce, recipient=self.advisor_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case, judged by the evidence of whoever looks at it."""

    files: tuple[FileResult, ...]
    items: tuple[Judged, ...]
    """The credentials, in the order of the file."""
    awards: tuple[HeldAward, ...]
    shown_by_holder: bool
    """Whether every presentation was signed for this case by a key of its holder."""

    def scope(self, pathway: Pathway) -> Scope:
        """The ids that decisions may name."""
        return Scope(
            credentials={one.credential_id for one in self.items},
            slots={one.id for one in pathway.slots},
            rules=pathways.waivable(pathway),
        )


def sha256_of(pathway: Pathway) -> str:
    """Hex SHA-256 of a pathway document in canonical form."""
    return hashlib.sha256(jcs.canonical(dict(pathway.document))).hexdigest()


def ask(advisor_name: str, now: datetime) -> Asked:
    """The start of a case.

    Raises:
        InputError: ``text_too_long``, ``advisor_not_named``.
    """
    name = advisor_name.strip()
    if not name:
        raise InputError("advisor_not_named")
    if len(name) > MAX_TEXT:
        raise InputError("text_too_long", field="advisor", limit=MAX_TEXT)
    return Asked(
        id=uuid.uuid4().urn,
        nonce=b64url_encode(secrets.token_bytes(_NONCE_BYTES)),
        advisor_name=name,
        expires=now + LASTS,
    )


def make(  # noqa: PLR0913 - each is a member of the paper
    asked: Asked,
    *,
    learner: Contact,
    key: PrivateKey,
    advisor: Contact | None,
    pathway: Pathway,
    presentations: Sequence[bytes],
    evidence: Evidence,
    now: datetime,
    agreements: Sequence[Agreement] = (),
    note: str = "",
    previous_review: str | None = None,
    policy: Policy | None = None,
) -> Case:
    """Sign a case over presentations that answer ``asked``.

    Raises:
        InputError: ``text_too_long``, ``case_empty``.
    """
    _check(presentations, note)
    challenge = Challenge(nonce=asked.nonce, recipient=asked.advisor_name)
    seen = _look(presentations, challenge, evidence, now=now, policy=policy or Policy())
    agreed = of_learner(going_along(agreements, pathway, seen.awards), {learner.did})
    result = pathways.evaluate(pathway, seen.awards, now.date(), agreements=agreed)
    body = {
        "format": f"{FORMAT}/1",
        "id": asked.id,
        "direction": DIRECTION,
        "nonce": asked.nonce,
        "created": timestamp.write(now),
        "expires": timestamp.write(asked.expires),
        "learner": _party(learner),
        "advisor": {"name": asked.advisor_name, **({"did": advisor.did} if advisor else {})},
        "pathway": dict(pathway.document),
        "agreements": [dict(one.document) for one in agreed],
        "asOf": now.date().isoformat(),
        "presentations": [b64url_encode(one) for one in presentations],
        "result": pathways.to_json(result),
        "note": note,
        "previousReview": previous_review,
    }
    return read(jcs.canonical(papers.sign(body, learner.did, key, now)), now)


def going_along(
    agreements: Iterable[Agreement], pathway: Pathway, awards: Sequence[HeldAward]
) -> tuple[Agreement, ...]:
    """The agreements that a case of these awards holds (rule 6)."""
    known = tuple(agreements)
    found = {
        one.key: one
        for award in awards
        for slot in pathway.slots
        for one in agreeing(known, award, pathway, slot)
    }
    return tuple(found[key] for key in sorted(found))


def _check(presentations: Sequence[bytes], note: str) -> None:
    if not presentations:
        raise InputError("case_empty")
    if len(note) > MAX_TEXT:
        raise InputError("text_too_long", field="note", limit=MAX_TEXT)


def read(data: bytes, now: datetime) -> Case:
    """A case that its learner signed. Nothing in it is judged yet.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``,
            ``malformed_pathway``.
    """
    paper = papers.read(data, FORMAT, now)
    members = Members(paper.body, _MEMBERS)
    if members.text("direction") != DIRECTION:
        refuse("direction")
    learner = contact.named(members.part("learner", _PARTY))
    if [one.did for one in paper.signatures] != [learner.did]:
        raise InputError("paper_not_genuine", member="proof")
    advisor = members.part("advisor", ("name", "did"))
    created, expires = _days(members, now)
    return Case(
        id=members.text("id"),
        nonce=members.text("nonce"),
        created=created,
        expires=expires,
        learner=learner,
        advisor_name=advisor.text("name"),
        advisor_did=advisor.maybe("did"),
        pathway=pathways.read(jcs.canonical(dict(members.json("pathway")))),
        agreements=of_learner(
            (
                pathways.read_agreement(jcs.canonical(dict(one)), now)
                for one in members.documents("agreements")
            ),
            {learner.did},
        ),
        as_of=created.date(),
        presentations=tuple(_bytes(one) for one in members.texts("presentations")),
        stated=members.json("result"),
        note=members.text("note", empty=True),
        previous_review=members.maybe("previousReview"),
        data=data,
    )


def _days(members: Members, now: datetime) -> tuple[datetime, datetime]:
    """When it was made and when it ends (rule 5)."""
    created, expires = members.moment("created"), members.moment("expires")
    if created > now + papers.LEEWAY:
        refuse("created")
    if members.day("asOf") != created.date():
        refuse("asOf")
    if expires > created + LASTS:
        refuse("expires")
    return created, expires


def look(case: Case, evidence: Evidence, now: datetime, policy: Policy | None = None) -> Seen:
    """Judge every item of a case, now, by this evidence (rule 3)."""
    return _look(
        case.presentations, case.challenge, evidence, now=now, policy=policy or Policy()
    )


def _look(
    presentations: Iterable[bytes],
    challenge: Challenge,
    evidence: Evidence,
    *,
    now: datetime,
    policy: Policy,
) -> Seen:
    files = tuple(
        examine(
            one,
            f"presentation-{number}",
            evidence,
            policy=policy,
            now=now,
            role=Role.RECEIVER,
            challenge=challenge,
        )
        for number, one in enumerate(presentations, start=1)
    )
    judged = [one for file in files for one in file.credentials]
    items = {one.credential_id: one for one in judged if not one.secured.is_presentation}
    carriers = [one for one in judged if one.secured.is_presentation]
    awards = [
        award
        for one in items.values()
        for award in pathways.held(one.credential_id, one.view, one.verdict, one.report)
    ]
    return Seen(
        files=files,
        items=tuple(items.values()),
        awards=tuple(awards),
        shown_by_holder=_shown(carriers) >= items.keys()
        and all(one.verdict.code.value == "verified" for one in carriers)
        and not any(one.error for one in files),
    )


def _shown(carriers: Iterable[Judged]) -> set[str]:
    """Ids of what presentations carry: a credential that lies beside them is nobody's."""
    found: set[str] = set()
    waiting = [one.secured for one in carriers]
    while waiting:
        parts = waiting.pop().parts
        found.update(one.credential_id for one in parts)
        waiting += parts
    return found


def _party(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "did": contact.did, "recipient": contact.recipient}


def _bytes(text: str) -> bytes:
    try:
        return b64url_decode(text)
    except InputError:
        refuse("presentations")

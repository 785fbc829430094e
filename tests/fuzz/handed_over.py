"""The doors between people: an asker's request, and the papers of learner and advisor.

What opens a paper is its signature, which no fuzzer forges. So each is tried as it comes, and
signed anew by the very person who may sign it: whoever hands one over may be hostile.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from tests.fuzz import seeds
from tests.helpers.issuer import NOW
from tests.helpers.keys import Key
from wallet import intake, pathways, presenting, trust
from wallet.encoding import jcs
from wallet.errors import WalletError
from wallet.evidence import Evidence, Source
from wallet.presenting import request as asking
from wallet.proofs import papers
from wallet.reviews import case as casing
from wallet.reviews import contact, envelope
from wallet.reviews import review as reviewing
from wallet.reviews.case import Case, Seen
from wallet.reviews.contact import Contact
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.review import Draft, Response, Review

# --- requests ------------------------------------------------------------------------------

_SETS: Mapping[str, Any] = {
    "credentials": [
        {
            "id": "a",
            "format": "dc+sd-jwt",
            "multiple": True,
            "meta": {"vct_values": ["urn:eu.europa.ec.eudi:learning:credential:1"]},
            "claims": [
                {"id": "x", "path": ["achievement_title"], "values": ["Data basics"]},
                {"id": "y", "path": ["learning_outcomes", None]},
            ],
            "claim_sets": [["x", "y"], ["x"]],
        },
        {"id": "b", "format": "ldp_vc", "claims": [{"path": ["issuer", "id"]}]},
    ],
    "credential_sets": [{"options": [["a"], ["b"]], "required": False}],
}


@cache
def _held() -> tuple[asking.Candidate, ...]:
    return tuple(
        presenting.candidate(one, good=True)
        for data in seeds.credentials().values()
        for one in intake.read(data)
    )


def requests() -> Mapping[str, bytes]:
    """A plain request, one with sets, and the file that its asker keeps."""
    made = asking.make(who="ACME Ltd", why="a job", fields=["title", "body"])
    sets = asking.make(who="ACME Ltd", query=_SETS)
    return {"plain": made.document, "sets": sets.document, "secret": made.secret}


def request(data: bytes) -> None:
    """A learner is asked; and an asker opens their own file."""
    with contextlib.suppress(WalletError):
        presenting.propose(presenting.read_request(data), _held())
    with contextlib.suppress(WalletError):
        asking.read_secret(data)


# --- cards, cases, reviews, answers --------------------------------------------------------


@cache
def _people() -> tuple[tuple[Contact, Key], tuple[Contact, Key]]:
    found = []
    for name in ("Lena Learner", "Ada Advisor"):
        key = Key.make(f"fuzz {name}", "Ed25519")
        recipient = envelope.new_identity()[1]
        found.append((Contact(name=name, did=key.did_key, recipient=recipient), key))
    return found[0], found[1]


@cache
def _evidence() -> Evidence:
    files = seeds.evidence().items()
    return trust.read_evidence(files, source=Source.CALLER, received_at=NOW)[0]


@cache
def _case() -> tuple[Case, Seen]:
    (learner, key), (advisor, _) = _people()
    made = casing.make(
        casing.ask(advisor.name, NOW),
        learner=learner,
        key=key.private,
        advisor=advisor,
        pathway=pathways.read(next(iter(seeds.pathway_documents().values()))),
        presentations=[seeds.presentations()["shown"]],
        evidence=_evidence(),
        now=NOW,
    )
    return made, casing.look(made, _evidence(), NOW)


@cache
def _review() -> Review:
    case, seen = _case()
    _, (advisor, key) = _people()
    decision = Decision(
        kind=Kind.RPL,
        reason="seen at work",
        at=NOW,
        id="urn:uuid:0",
        slot=case.pathway.slots[0].id,
        title="Bees",
        credits=Decimal(2),
        evidence="a portfolio",
    )
    return reviewing.sign(
        case,
        seen,
        Draft(decisions=(decision,)),
        pathways.to_json(pathways.evaluate(case.pathway, seen.awards, case.as_of)),
        advisor=advisor,
        key=key.private,
        now=NOW,
    )


@cache
def reviews() -> Mapping[str, bytes]:
    """One of each paper."""
    (learner, key), _ = _people()
    said = Response.OBJECTED
    answer = reviewing.answer(
        _review(), said, "Not so", learner=learner, key=key.private, now=NOW
    )
    return {
        "card": contact.card(learner, key.private, NOW),
        "case": _case()[0].data,
        "review": _review().data,
        "answer": answer.data,
        "sealed": envelope.sealed_to(answer.data, learner.recipient),
    }


def review(data: bytes) -> None:
    """Any paper, as it comes and signed anew by each of the two; and as a sealed file."""
    _read(data)
    for person, key in _people():
        signed = _signed_anew(data, person, key)
        if signed is not None:
            _read(signed)
    with contextlib.suppress(WalletError):
        envelope.opened(data, envelope.new_identity()[0])


def _signed_anew(data: bytes, person: Contact, key: Key) -> bytes | None:
    try:
        body = papers.bare(json.loads(data))
        return jcs.canonical(papers.sign(body, person.did, key.private, NOW))
    except (ValueError, AttributeError, RecursionError, WalletError):
        return None  # nobody signs what has no canonical text


def _read(data: bytes) -> None:
    case, seen = _case()
    for door in (
        lambda: contact.read_card(data, NOW),
        lambda: _looked_at(casing.read(data, NOW)),
        lambda: reviewing.read(data, case, seen, NOW),
        lambda: reviewing.read_answer(data, _review(), NOW),
    ):
        with contextlib.suppress(WalletError):
            door()


def _looked_at(case: Case) -> None:
    seen = casing.look(case, _evidence(), NOW)
    pathways.evaluate(
        case.pathway, seen.awards, case.as_of, agreements=case.agreements, seconds=0.5
    )

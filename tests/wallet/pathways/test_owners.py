"""Whose key signed a pathway: only a list that somebody compared can say."""

from __future__ import annotations

import dataclasses
import json

import pytest

from tests.helpers.accreditation import World
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.pathways.makers import document, result
from tests.wallet.pathways.test_documents import KEY, OTHER, did_of, opened, signed
from wallet.evidence import Evidence, Source
from wallet.pathways import with_owner
from wallet.trust import read_evidence
from wallet.trust.sets import marked

NAME, DID, WEB = "Home University", did_of(KEY), "did:web:home.example"


def listed(
    name: str = NAME,
    did: str = DID,
    *,
    source: Source = Source.ACCEPTED,
    confirmed: bool = True,
    sandbox: bool = False,
) -> Evidence:
    """A list of issuers that names an identifier."""
    issuer = Issuer(name)
    issuer.did = did
    found, _ = read_evidence([("l", registry([issuer]))], source=source, received_at=NOW)
    lists = tuple(dataclasses.replace(one, sandbox=sandbox) for one in found.registries)
    return marked(Evidence(registries=lists), confirmed=confirmed)


def hosted(key: str = DID, purpose: str = "assertionMethod") -> Evidence:
    """The owner's own document, which lists a key."""
    method = {
        "id": f"{WEB}#key-1",
        "type": "Multikey",
        "controller": WEB,
        "publicKeyMultibase": key.removeprefix("did:key:"),
    }
    made = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": WEB,
        "verificationMethod": [method],
        purpose: [method["id"]],
    }
    data = json.dumps(made).encode()
    found, refused = read_evidence(
        [("did.json", data)], source=Source.ACCEPTED, received_at=NOW
    )
    assert refused == ()
    return marked(found, confirmed=True)


def headline(evidence: Evidence, *owned: str) -> str:
    owner = {"name": NAME, "identifiers": [DID, *owned]}
    found = result(opened(signed(document(owner=owner))))
    return with_owner(found, evidence, NOW).notices[0]


def test_a_compared_list_that_names_the_key_confirms_it() -> None:
    assert headline(Evidence()) == "owner_signed"
    assert headline(listed()) == "owner_confirmed"


@pytest.mark.parametrize(
    "evidence",
    [
        listed("Another University"),
        listed(did=did_of(OTHER)),
        listed(confirmed=False),
        listed(sandbox=True),
        listed(source=Source.CARRIED),
    ],
    ids=["another name", "another key", "not compared", "for trials", "came along"],
)
def test_nothing_less_does(evidence: Evidence) -> None:
    assert headline(evidence) == "owner_signed"


def test_the_owners_own_document_lists_the_key() -> None:
    known = listed(did=WEB)
    assert headline(known.joined(hosted()), WEB) == "owner_confirmed"
    assert headline(known, WEB) == "owner_signed"
    assert headline(known.joined(hosted(did_of(OTHER))), WEB) == "owner_signed"
    assert headline(known.joined(hosted(purpose="authentication")), WEB) == "owner_signed"
    assert headline(known.joined(hosted())) == "owner_signed", "the pathway does not name it"
    assert headline(hosted(), WEB) == "owner_signed", "nobody says whose address that is"


@pytest.mark.parametrize(
    ("confirmed", "told"), [(True, "owner_confirmed"), (False, "owner_signed")]
)
def test_a_register_names_the_key(*, confirmed: bool, told: str) -> None:
    world = World(changes={"confirmed": confirmed})
    world.university(NAME, did=DID)
    assert headline(Evidence(registers=(world.register,))) == told


def test_a_key_that_the_pathway_does_not_name_stays_anothers() -> None:
    owner = {"name": NAME, "identifiers": [DID]}
    found = result(opened(signed(document(owner=owner), OTHER)))
    told = with_owner(found, listed(did=did_of(OTHER)), NOW).notices[0]
    assert told == "owner_signed_by_another"

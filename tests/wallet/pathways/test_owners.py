"""Whose key signed a pathway: only a list that somebody compared can say."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest

from tests.helpers.accreditation import World
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document, result
from tests.helpers.said import NOW
from tests.wallet.pathways.owned import KEY, OTHER, did_of, opened, signed
from wallet.evidence import Evidence, Source
from wallet.pathways import with_owner
from wallet.pathways.signature import sign
from wallet.pathways.vouched import voucher
from wallet.trust import read_evidence
from wallet.trust.bundle_evidence import evidence_of
from wallet.trust.published_keys import is_test_key
from wallet.trust.sets import marked

TEST_DID = "did:web:digitalcredentials.github.io:vc-test-fixtures"
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


def came_along(evidence: Evidence) -> Evidence:
    """The same documents, but out of the file that is judged."""
    return Evidence(
        key_documents=tuple(
            dataclasses.replace(
                one, origin=dataclasses.replace(one.origin, source=Source.CARRIED)
            )
            for one in evidence.key_documents
        )
    )


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


class TestTheKeyOfAnAddress:
    """A signature that names did:web is checked by the document that is vouched for."""

    @staticmethod
    def told(evidence: Evidence, *changed: tuple[str, object], key=KEY, name: str = NAME):
        """The result of a pathway that the owner's address signed, and then was changed."""
        owner = {"name": name, "identifiers": [WEB]}
        made = sign(document(owner=owner), key=key, method=f"{WEB}#key-1", created=NOW)
        return with_owner(result(opened({**made, **dict(changed)})), evidence, NOW)

    def test_it_holds_and_a_list_names_the_owner(self) -> None:
        known = self.told(listed(did=WEB).joined(hosted()))
        assert known.notices[0] == "owner_confirmed"
        assert known.owner is not None
        assert known.owner.told() == {
            "register": "l",
            "signer": "",
            "as_of": (NOW - timedelta(days=10)).date().isoformat(),
            "age_days": 10,
        }

    def test_a_register_names_the_owner_with_its_signer(self) -> None:
        world = World()
        world.university(NAME, did=WEB)
        known = self.told(Evidence(registers=(world.register,)).joined(hosted())).owner
        source = world.register.sources[0]
        assert known is not None
        assert (known.register, known.signer) == (source.name, source.signer)
        assert known.as_of == source.as_of.date()
        assert known.age_days == (NOW.date() - source.as_of.date()).days

    def test_a_list_of_a_bundle_is_told_with_its_signer(self) -> None:
        world = World()
        world.issuer(WEB, NAME)
        rows = {"issuer": tuple(world.rows[-1:])}
        bundle = evidence_of(world.register, lambda kind: rows.get(kind, ()))
        assert bundle.registries[0].issuers
        known = self.told(bundle.joined(hosted())).owner
        assert known is not None
        assert known.signer == world.source.signer

    def test_nobody_names_the_owner(self) -> None:
        assert self.told(hosted()).notices[0] == "owner_signed"

    @pytest.mark.parametrize(
        "evidence",
        [
            Evidence(),
            marked(hosted(), confirmed=False),
            came_along(hosted()),
        ],
        ids=["no document", "not compared", "came along"],
    )
    def test_no_document_that_counts(self, evidence: Evidence) -> None:
        known = self.told(listed(did=WEB).joined(evidence))
        assert known.notices[0] == "owner_key_unknown"
        assert known.owner is None

    def test_what_does_not_hold_is_told(self) -> None:
        known = listed(did=WEB).joined(hosted())
        assert self.told(known, ("version", "9")).notices[0] == "owner_broken"
        assert self.told(known, key=OTHER).notices[0] == "owner_broken"
        other = listed(did=WEB).joined(hosted(purpose="authentication"))
        assert self.told(other).notices[0] == "owner_broken"

    def test_the_signature_of_anothers_address(self) -> None:
        owner = {"name": NAME, "identifiers": [DID]}
        made = sign(document(owner=owner), key=KEY, method=f"{WEB}#key-1", created=NOW)
        found = with_owner(result(opened(made)), listed(did=WEB).joined(hosted()), NOW)
        assert found.notices[0] == "owner_signed_by_another"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-1, "owner_signed"),
        (0, "owner_confirmed"),
        (400, "owner_confirmed"),
        (401, "owner_signed"),
    ],
)
def test_how_old_a_list_may_be(days: int, told: str) -> None:
    found = listed()
    origin = dataclasses.replace(found.registries[0].origin, dated=NOW - timedelta(days=days))
    lists = (dataclasses.replace(found.registries[0], origin=origin),)
    assert headline(Evidence(registries=lists)) == told


def test_a_published_test_key_is_nobodys() -> None:
    assert is_test_key(TEST_DID, "")
    known = listed(did=TEST_DID)
    method = [f"{TEST_DID}#key-1"]
    document_of = dataclasses.replace(
        hosted().key_documents[0],
        id=TEST_DID,
        document=json.loads(
            json.dumps(hosted().key_documents[0].document).replace(WEB, TEST_DID)
        ),
    )
    known = known.joined(Evidence(key_documents=(document_of,)))
    assert voucher(NAME, method, {TEST_DID}, known, NOW) is None
    demo = dataclasses.replace(known, allow_test_keys=True)
    assert voucher(NAME, method, {TEST_DID}, demo, NOW) is not None

"""``trust refresh``: hosts are named first, and nothing is asked without a yes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from tests.helpers.bundles import Operator, deqar
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from wallet import refresh
from wallet.check_desk import CheckDesk
from wallet.cli import main
from wallet.refresh import Fetched, Wanted
from wallet.trust.wanting import web_address
from wallet.trust_making import KeyFolder

URL = "https://naric.example.org/bundle.zip"


def run(*args, given=None):
    return CliRunner().invoke(main, [str(one) for one in args], input=given)


@pytest.fixture
def operator(tmp_path):
    made = Operator.__new__(Operator)
    made.keys = KeyFolder.create(tmp_path / "keys", "NARIC", url=URL)
    return made


@pytest.fixture
def accepted(operator):
    now = datetime.now(UTC)
    offer = CheckDesk().offer_trust("b", [("b.zip", operator.bundle(deqar(at=now), now=now))])
    CheckDesk().accept_trust(offer, offer.words)


@pytest.fixture
def web(monkeypatch):
    """Addresses and what they answer, in place of the network."""
    answers: dict[str, bytes] = {}
    asked: list[str] = []

    def fetch(wanted, *_rest):
        for one in wanted:
            asked.append(one.url)
            data = answers.get(one.url)
            yield Fetched(wanted=one, data=data, error=None if data else "not_found")

    monkeypatch.setattr(refresh, "fetch", fetch)
    return answers, asked


@pytest.mark.usefixtures("accepted")
def test_the_hosts_are_named_and_no_means_no(web):
    made = run("trust", "refresh", given="n\n")
    assert made.exit_code == 0
    assert "naric.example.org" in made.output
    assert web[1] == []


@pytest.mark.usefixtures("accepted")
def test_a_newer_bundle_is_taken_by_its_signatures(operator, web):
    now = datetime.now(UTC)
    web[0][URL] = operator.bundle(deqar(at=now), now=now)
    made = run("trust", "refresh", "--yes", "--json")
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["fetched"][0]["state"] == "kept"
    assert CheckDesk().trust().sets[0].bundle.versions["snapshot"] == 2
    again = run("trust", "refresh", "--yes", "--json")
    assert json.loads(again.stdout)["fetched"][0]["state"] == "same"


@pytest.mark.usefixtures("accepted")
def test_a_bundle_of_another_root_does_not_come_in_by_this_way(tmp_path, web):
    now = datetime.now(UTC)
    web[0][URL] = Operator(tmp_path / "other").bundle(deqar(at=now), now=now)
    made = run("trust", "refresh", "--yes", "--json")
    assert made.exit_code == 1
    assert json.loads(made.stdout)["fetched"][0]["state"] == "refused"
    assert len(CheckDesk().trust().sets) == 1


def test_without_anything_to_ask_nothing_is_asked(web):
    assert run("trust", "refresh", "--yes").exit_code == 0
    assert web[1] == []


def test_what_held_credentials_need(web):
    one, several = Issuer("One", method="did:web", host="one.example"), Issuer("Several")
    files = [
        ("a.json", to_bytes(one.issue("A", status=("revocation",)))),
        ("b.json", to_bytes(several.issue("B", status=("revocation",)))),
        ("c.json", to_bytes(several.issue("C", status=("revocation",)))),
        ("noise", b"nothing"),
    ]
    found = CheckDesk().wanted(files)
    assert {(each.kind, each.used_by, each.is_telling) for each in found} == {
        ("key_document", 1, False),
        ("status_list", 1, True),
        ("status_list", 2, False),
    }
    assert "https://one.example/.well-known/did.json" in {each.url for each in found}
    assert web[1] == []


def test_a_did_with_a_path_and_one_that_leaves_it():
    assert web_address("did:web:a.example:x:y") == "https://a.example/x/y/did.json"
    assert web_address("did:web:a.example:..:y") is None
    assert web_address("did:web:a.example:%2e%2e%2fx") is None
    assert web_address("did:key:z6Mk") is None
    assert Wanted(url="https://[", kind="bundle").host == ""


@pytest.mark.parametrize(("answers", "error"), [(True, None), (False, "other_answer")])
def test_what_is_no_answer_is_not_handed_out(web, answers, error):
    one = Issuer("One", method="did:web", host="one.example")
    other = Issuer("Other", method="did:web", host="other.example")
    url = "https://one.example/.well-known/did.json"
    web[0][url] = to_bytes((one if answers else other).document())
    (found,) = CheckDesk().fetch([Wanted(url=url, kind="key_document")])
    assert (found.error, found.data is None) == (error, not answers)

"""Signatures, versions, templates, adapted ones (spec/pathways.md, E.1 and E.8)."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.pathways import (
    TODAY,
    award,
    document,
    filled,
    pathway,
    result,
    w1_awards,
)
from tests.wallet.pathways.owned import KEY, OTHER, OWNED, WHEN, did_of, opened, signed
from wallet.credential import Credit, Kind
from wallet.errors import InputError
from wallet.pathways import (
    HeldAward,
    State,
    adapt,
    check_replacement,
    differences,
    evaluate,
    plain,
    read,
    successors,
    templates,
    to_json,
    told,
)
from wallet.pathways.versions import is_older


def refusal(made: dict[str, Any]) -> dict[str, Any]:
    """Why it is refused."""
    with pytest.raises(InputError) as refused:
        opened(made)
    return dict(refused.value.facts)


class TestSignature:
    """Optional, but where it is there it has to hold."""

    def test_the_signer_is_told(self):
        found = opened(signed(document()))
        assert found.signature is not None
        assert (found.signature.checked, found.signature.signer) == (True, did_of(KEY))
        assert found.signature.created == WHEN

    @pytest.mark.parametrize(
        ("made", "notice"),
        [
            (document(), "owner_not_confirmed"),
            (signed(document(**OWNED)), "owner_signed"),
            (signed(document(**OWNED), OTHER), "owner_signed_by_another"),
            (signed(document()), "owner_signed_by_another"),
        ],
    )
    def test_whose_word_it_is_stands_in_the_headline(self, made, notice):
        assert result(opened(made)).notices[0] == notice

    @pytest.mark.parametrize("member", sorted(set(document()) - {"format"}))
    def test_each_signed_member_counts(self, member):
        made = copy.deepcopy(signed(document(status="active")))
        changed = {
            "slots": [{"id": "any", "designation": "elective", "credits": {"max": "5"}}],
            "rules": [{"id": "total", "type": "totalCredits", "min": "1"}],
            "title": [{"lang": "en", "text": "Another"}],
            "owner": {"name": "Somebody else", "identifiers": []},
            "destination": {"kind": "diploma"},
            "credit": {"unit": "SBU"},
        }.get(member, "other")
        assert refusal(made | {member: changed}) == {
            "member": "proof",
            "reason": "signature_invalid",
        }

    @pytest.mark.parametrize("member", ["created", "verificationMethod", "proofValue"])
    def test_each_member_of_the_proof_counts(self, member):
        made = signed(document())
        other = signed(document(version="2"), OTHER)
        changed = {"created": "2027-01-01T00:00:00Z"}.get(member, other["proof"][member])
        proof = made["proof"] | {member: changed}
        assert refusal(made | {"proof": proof})["reason"] == "signature_invalid"

    @pytest.mark.parametrize(
        ("proof", "member"),
        [
            ({"proofPurpose": "authentication"}, "proof.proofPurpose"),
            ({"proofValue": "zzz0"}, "proof"),
            ({"proofValue": None}, "proof"),
            ({"expires": "2020-01-01T00:00:00Z"}, "proof.expires"),
        ],
    )
    def test_a_proof_that_is_off_is_refused(self, proof, member):
        made = signed(document())
        assert refusal(made | {"proof": made["proof"] | proof})["member"] == member

    @pytest.mark.parametrize(
        "proof",
        [
            {"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"},
            {"type": "Ed25519Signature2020"},
            {},
        ],
    )
    def test_what_cannot_be_checked_is_not_taken_for_signed(self, proof):
        found = opened(document(proof=proof))
        assert found.signature is not None
        assert not found.signature.checked
        assert result(found).notices[0] == "owner_not_checked"

    def test_a_key_that_has_to_be_looked_up_is_not_checked_here(self):
        made = signed(document())
        proof = made["proof"] | {"verificationMethod": "did:web:home.example#key-1"}
        assert result(opened(made | {"proof": proof})).notices[0] == "owner_key_unknown"

    @given(st.recursive(st.none() | st.text(max_size=4), lambda one: st.lists(one, max_size=2)))
    def test_any_proof_gives_a_pathway_or_a_refusal(self, value):
        made = signed(document())
        with pytest.raises(InputError) as refused:
            opened(made | {"proof": {**made["proof"], "proofValue": value}})
        assert refused.value.code == "malformed_pathway"


def by_web(made, did="did:web:home.example"):
    """Signed by a key that has to be looked up."""
    paper = signed(made)
    return paper | {"proof": paper["proof"] | {"verificationMethod": f"{did}#key-1"}}


class TestVersions:
    """What is kept is not silently replaced."""

    @pytest.mark.parametrize(
        ("one", "other", "older"),
        [
            ("2026.1", "2026.2", True),
            ("2026.10", "2026.9", False),
            ("1", "1", False),
            ("1", "1.1", True),
            ("draft", "1", None),
            ("1..2", "1", None),
            ("٣", "4", None),
        ],
    )
    def test_order(self, one, other, older):
        assert is_older(one, other) is older

    @pytest.mark.parametrize(
        ("kept", "new", "code"),
        [
            (document(version="2"), document(version="1"), "older_pathway"),
            (signed(document()), document(version="2"), "pathway_of_another_signer"),
            (
                signed(document()),
                signed(document(version="2"), OTHER),
                "pathway_of_another_signer",
            ),
            (by_web(document()), document(version="2"), "pathway_of_another_signer"),
            (
                by_web(document()),
                by_web(document(version="2"), "did:web:other.example"),
                "pathway_of_another_signer",
            ),
        ],
    )
    def test_refused(self, kept, new, code):
        with pytest.raises(InputError) as refused:
            check_replacement(opened(kept), opened(new))
        assert refused.value.code == code

    @pytest.mark.parametrize(
        ("kept", "new"),
        [
            (document(version="1"), document(version="2")),
            (document(version="1"), document(version="1")),
            (document(), signed(document())),
            (signed(document()), signed(document(version="2"))),
            (by_web(document()), by_web(document(version="2"))),
        ],
    )
    def test_allowed(self, kept, new):
        check_replacement(opened(kept), opened(new))

    @pytest.mark.parametrize("names", ["urn:old", "urn:old@1"])
    def test_who_says_that_it_replaces_what(self, names):
        old = document(id="urn:old", version="1")
        new = document(id="urn:new", supersedes=names)
        assert not successors([opened(old), opened(new)])["urn:old"].confirmed
        both = [opened(signed(old)), opened(signed(new))]
        assert successors(both)["urn:old"].confirmed
        assert (
            successors([opened(signed(old)), opened(signed(new, OTHER))])["urn:old"].confirmed
            is False
        )

    @pytest.mark.parametrize("names", ["urn:old@2", "urn:elsewhere", "urn:new"])
    def test_another_version_or_pathway_is_not_meant(self, names):
        old, new = document(id="urn:old", version="1"), document(id="urn:new", supersedes=names)
        assert successors([opened(old), opened(new)]) == {}

    def test_what_changed_is_named(self):
        old = pathway()
        new = pathway(
            slots=[
                {"id": "any", "designation": "elective", "credits": {"max": "5"}},
                {"id": "x"},
            ],
            rules=[],
            tree={"op": "all", "of": ["x"]},
        )
        found = [(one.what, one.id, one.change) for one in differences(old, new)]
        assert found == [
            ("slot", "any", "changed"),
            ("slot", "x", "added"),
            ("rule", "total", "removed"),
            ("tree", "tree", "changed"),
        ]
        assert differences(old, old) == ()


def template(name: str):
    """One of those that are shipped."""
    return next(one.pathway for one in templates() if one.name == name)


def at_home(name: str, **more: Any):
    """A template adapted to the university at home."""
    made = template(name)
    wanted = replace(plain(made), home="did:example:home", home_name="Home University", **more)
    return read(adapt(made, wanted, "urn:uuid:own"))


class TestTemplates:
    """Each carries its worked example (E.8)."""

    def test_there_are_six_and_the_default_is_the_first(self):
        assert [one.name for one in templates()] == [
            "micro-degree-15-30",
            "micro-degree-20-40",
            "stack-to-certificate",
            "iitu-micro-degree",
            "master-elective",
            "blank",
        ]

    def test_w1(self):
        found = evaluate(template("micro-degree-15-30"), w1_awards(), TODAY)
        assert (found.result, found.counted) == ("incomplete", Fraction("14.5"))

    def test_joint_micro_degree(self):
        made = template("micro-degree-20-40")
        held = [award("a", "5", "one"), award("b", "5", "one"), award("c", "5", "two")]
        short = evaluate(made, [*held, award("d", "4", "two")], TODAY)
        assert (short.result, short.counted) == ("incomplete", 19)
        full = evaluate(made, [*held, award("d", "5", "two")], TODAY)
        assert (full.result, full.counted) == ("complete", 20)
        alone = evaluate(made, [award(f"a{n}", "5", "one") for n in range(4)], TODAY)
        assert alone.result == "incomplete"
        states = {one.id: one.state for one in alone.rules}
        assert (states["partners"], states["balance"]) == (State.UNMET, State.UNMET)

    @staticmethod
    def american(name: str, amount: str, **members: Any) -> HeldAward:
        values: dict[str, Any] = {
            "issuer": "home",
            "kind": Kind.COURSE,
            "grades": ("B",),
            "credits": (Credit(amount=Decimal(amount), framework="US-semester"),),
        }
        return award(name, **(values | members))

    def test_w2(self):
        held = [
            self.american("mc1", "6", kind=Kind.MICRO_CREDENTIAL),
            self.american("mc2", "3", kind=Kind.MICRO_CREDENTIAL, issuer="sister"),
            self.american("c1", "3"),
            self.american("c2", "3", kind=Kind.PRIOR_LEARNING),
            self.american("c3", "3", grades=("D",)),
            self.american("c4", "4", award_date=date(2017, 9, 1)),
        ]
        found = evaluate(at_home("stack-to-certificate"), held, TODAY)
        measured = {one.id: one.have for one in found.rules}
        assert (found.result, found.counted) == ("complete", 15)
        assert (measured["home"], measured["prior"]) == (9, 3)
        assert to_json(found)["totals"]["equivalent"] == [
            {
                "amount": "30",
                "unit": "ECTS",
                "source": "Two ECTS for one US semester credit, as this template states",
            }
        ]
        assert "30 ECTS" in told(found).counted

    def test_without_a_home_nothing_is_from_there_and_that_is_said(self):
        found = result(template("stack-to-certificate"))
        assert found.notices[0] == "pathway_without_home"
        assert "pathway_without_home" not in result(at_home("stack-to-certificate")).notices

    @pytest.mark.parametrize(
        ("hours", "verdict", "counted"),
        [("40", "complete", "15.33"), ("29", "incomplete", "14.97")],
    )
    def test_w3(self, hours, verdict, counted):
        home = [
            award(f"home-{n}", credits=(Credit(amount=Decimal(n), framework="KZ-credit"),))
            for n in ("4", "5", "5.0")
        ]
        mooc = award("mooc", hours=Decimal(hours), kind=Kind.ATTENDANCE)
        found = evaluate(template("iitu-micro-degree"), [*home, mooc], TODAY)
        assert found.result == verdict
        assert to_json(found)["totals"]["counted"]["amount"] == counted

    def test_w4(self):
        made = at_home("master-elective")
        core = award("core", "55", "home", kind=Kind.COURSE)
        language = award("language", "10", "home", kind=Kind.COURSE)
        small = [award(f"mc-{n}", size) for n, size in enumerate("5554433")]
        found = evaluate(made, [core, language, *small], TODAY)
        assert (found.result, found.counted, found.equally_good) == ("incomplete", 90, 2)
        assert filled(found)["thesis"] == []
        heap = evaluate(made, [award(f"mc-{n:02}", "5") for n in range(24)], TODAY)
        assert (heap.result, heap.counted) == ("incomplete", 25)
        thesis = award("thesis", "30", "home", kind=Kind.COURSE)
        assert evaluate(made, [core, language, thesis, *small], TODAY).result == "complete"
        stranger = award("thesis", "30", "else", kind=Kind.COURSE)
        away = evaluate(made, [core, language, stranger, *small], TODAY)
        assert (away.result, filled(away)["thesis"]) == ("incomplete", [])

    def test_blank(self):
        assert evaluate(template("blank"), [award("a", "10")], TODAY).result == "complete"
        assert evaluate(template("blank"), [award("a", "9")], TODAY).result == "incomplete"


class TestAdapting:
    """A few plain things changed: a document of the learner's own."""

    def test_everything_that_can_be_changed(self):
        made = template("micro-degree-15-30")
        wanted = replace(
            plain(made),
            title="My own",
            least=Fraction(12),
            most=Fraction("20.5"),
            lowest=6,
            highest=7,
            slots={"data": "Numbers", "green": "Green"},
        )
        found = read(adapt(made, wanted, "urn:uuid:mine"))
        assert (found.id, found.title[0].text) == ("urn:uuid:mine", "My own")
        assert plain(found) == replace(wanted, slots={**wanted.slots, "free": "Free choice"})
        assert found.based_on == f"{made.id}@{made.version}"
        assert (found.owner_name, found.supersedes, found.signature) == (None, None, None)

    @pytest.mark.parametrize("one", templates(), ids=lambda one: one.name)
    def test_each_template_can_be_taken_as_it_is(self, one):
        found = read(adapt(one.pathway, plain(one.pathway), "urn:uuid:mine"))
        assert found.slots == one.pathway.slots
        assert found.rules == one.pathway.rules

    def test_a_signed_template_loses_its_signature_with_the_first_change(self):
        made = opened(signed(document(**OWNED)))
        assert read(adapt(made, replace(plain(made), title="X"), "urn:x")).signature is None

    @pytest.mark.parametrize(
        "wanted", [{"least": Fraction(30), "most": Fraction(15)}, {"lowest": 7, "highest": 6}]
    )
    def test_what_nobody_could_meet_is_refused(self, wanted):
        made = template("micro-degree-15-30")
        with pytest.raises(InputError):
            adapt(made, replace(plain(made), **wanted), "urn:uuid:mine")

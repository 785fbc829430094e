"""Agreements: signed by everybody they count by themselves, else an advisor is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.helpers.agreements import (
    HOME,
    HOST,
    STRANGER,
    STUDENT,
    Signer,
    body,
    raw,
    result,
    signed,
)
from tests.helpers.pathways import filled, why_not
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.pathways import of_learner, read_agreement, told
from wallet.report import VerdictCode


def test_signed_by_everybody_it_counts_by_itself() -> None:
    found = result(signed(HOME, HOST))
    assert found.result == "complete"
    assert [one.route for one in found.slots[0].items] == ["automatic"]


def test_without_the_agreement_nothing_asks_for_the_module() -> None:
    found = result()
    assert filled(found)["data"] == []
    assert why_not(found, "robotics") == ["fits_no_slot"]


@pytest.mark.parametrize(
    "by", [(), (HOME,), (HOST,), (HOME, STRANGER)], ids=["nobody", "home", "host", "stranger"]
)
def test_not_signed_by_everybody_it_is_referred(by: tuple[Signer, ...]) -> None:
    found = result(signed(*by))
    assert found.result == "complete_if_referred"
    assert filled(found)["data"] == []
    assert why_not(found, "robotics") == ["agreement_not_confirmed"]
    assert "agreement_not_confirmed" in found.headline
    assert (
        "An agreement that would count something here is not confirmed; an advisor decides."
        in (told(found).notices)
    )


def test_an_agreement_among_others_is_nobody_s_here() -> None:
    parties = [
        {"name": "One", "identifiers": [STRANGER.did]},
        {"name": "Host", "identifiers": [HOST.did]},
    ]
    assert result(signed(STRANGER, HOST, parties=parties)).result == "complete_if_referred"
    assert result(signed(HOME, HOST), issuer_id=STRANGER.did).result != "complete"


def test_a_key_beside_somebody_s_name_does_not_make_it_theirs() -> None:
    """Anybody can write the owner's identifier next to a key of their own."""
    parties = [
        {"name": "Home University", "identifiers": [STRANGER.did, HOME.did]},
        {"name": "Host University", "identifiers": [STUDENT.did, HOST.did]},
    ]
    found = result(signed(STRANGER, STUDENT, parties=parties))
    assert found.result == "complete_if_referred"
    assert why_not(found, "robotics") == ["agreement_not_confirmed"]


def test_the_owner_vouches_for_what_else_the_other_party_is_called() -> None:
    web = "did:web:host.example"
    parties = [
        {"name": "Home University", "identifiers": [HOME.did]},
        {"name": "Host University", "identifiers": [HOST.did, web]},
    ]
    assert result(signed(HOME, HOST, parties=parties), issuer_id=web).result == "complete"
    assert result(signed(HOST, parties=parties), issuer_id=web).result != "complete"


@pytest.mark.parametrize(
    "change",
    [
        {"definition_ids": ("https://host.example/other",)},
        {"award_date": date(2025, 12, 31)},
        {"award_date": date(2027, 1, 1)},
        {"award_date": None},
    ],
    ids=["another module", "before", "after", "undated"],
)
def test_it_covers_its_modules_in_its_time_only(change: dict[str, Any]) -> None:
    assert filled(result(signed(HOME, HOST), **change))["data"] == []


def test_it_counts_in_its_slots_and_pathways_only() -> None:
    assert result(signed(HOME, HOST, slots=["other"])).result == "incomplete"
    assert result(signed(HOME, HOST, pathways=["urn:example:other"])).result == "incomplete"
    there = signed(HOME, HOST, pathways=["urn:example:pathway"])
    assert result(there).result == "complete"


def test_its_conditions_hold() -> None:
    conditions = [{"id": "c", "type": "itemSize", "min": "6"}]
    found = result(signed(HOME, HOST, conditions=conditions))
    assert why_not(found, "robotics") == ["item_too_small"]
    assert result(signed(HOME, HOST, conditions=conditions), ects="6").result == "complete"


def test_a_learning_agreement_is_signed_by_student_home_and_host() -> None:
    parties = [
        *body()["parties"],
        {"name": "Lena", "role": "student", "identifiers": [STUDENT.did]},
    ]
    how: dict[str, Any] = {"kind": "learning-agreement", "parties": parties}
    (agreed,) = of_learner([signed(HOME, HOST, STUDENT, **how)], {STUDENT.did})
    found = result(agreed)
    assert [one.route for one in found.slots[0].items] == ["ad-hoc"]
    assert result(signed(HOME, HOST, **how)).result == "complete_if_referred"
    with pytest.raises(InputError):
        signed(HOME, HOST, kind="learning-agreement")


def test_a_learning_agreement_is_about_its_own_student_alone() -> None:
    student = {"name": "Lena", "role": "student", "identifiers": [STUDENT.did]}
    parties = [*body()["parties"], student]
    agreed = signed(HOME, HOST, STUDENT, kind="learning-agreement", parties=parties)
    (others,) = of_learner([agreed], {STRANGER.did, HOME.did})
    found = result(others)
    assert (found.result, why_not(found, "robotics")) == (
        "complete_if_referred",
        ["agreement_not_confirmed"],
    )
    assert any("another student" in one for one in told(found).unused[0].reasons)
    assert result(agreed, learner_ids=frozenset({STUDENT.did})).result == "complete"
    assert result(agreed, learner_ids=frozenset({STRANGER.did})).result != "complete"
    (between,) = of_learner([signed(HOME, HOST)], ())
    assert result(between).result == "complete", "the others ask for no student"


def test_a_forged_credential_counts_through_no_agreement() -> None:
    found = result(signed(HOME, HOST), verdict=VerdictCode.NOT_GENUINE)
    assert found.result == "incomplete"


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(modules=[{"definition": ["https://host.example/else"]}]),
        lambda one: one.update(validUntil="2099-12-31"),
        lambda one: one["parties"][0].update(identifiers=[STRANGER.did]),
        lambda one: one.update(slots=[]),
    ],
)
def test_one_altered_after_it_was_signed_is_refused(
    change: Callable[[dict[str, Any]], object],
) -> None:
    paper = json.loads(raw(HOME, HOST))
    change(paper)
    with pytest.raises(InputError) as told:
        read_agreement(json.dumps(paper).encode(), NOW)
    assert told.value.code == "paper_not_genuine"


@pytest.mark.parametrize(
    "members",
    [
        {"parties": []},
        {"parties": [{"name": "One", "identifiers": [HOME.did]}] * 2},
        {"parties": [{"name": "One", "identifiers": []}, {"name": "x", "identifiers": ["y"]}]},
        {"modules": []},
        {"modules": [{"definition": []}]},
        {"validFrom": "2027-01-01"},
        {"conditions": [{"id": "c", "type": "unheard"}]},
        {"conditions": [{"id": "c", "type": "totalCredits", "min": "3"}]},
        {"strange": 1},
        {"kind": "treaty"},
    ],
)
def test_a_malformed_one_is_refused_with_its_member(members: dict[str, Any]) -> None:
    with pytest.raises(InputError) as told:
        read_agreement(json.dumps(body(**members)).encode(), NOW)
    assert told.value.code == "malformed_agreement"
    assert told.value.facts["member"]

"""One random change anywhere in a signed file: never verified, unless it says the very same.

The changes are those that an attacker has: a byte flipped, put in or taken out; a member
renamed, moved, wrapped, doubled, given another value; a context added, dropped or redefined.
What is still verified afterwards must show a person exactly what the issuer's own file shows.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import JWT_FORMS, Issuer
from tests.helpers.judging import evidence_of, examined
from tests.helpers.keys import Key
from tests.helpers.signing import SUITE_KINDS
from wallet.encoding import contexts
from wallet.evidence import Evidence
from wallet.examine import FileResult
from wallet.report import VerdictCode

FORMS = [*SUITE_KINDS, *JWT_FORMS]
OLD = ("Ed25519Signature2020", "vcdm11_jwt")
QUICK, LONG = 40, 1500
VALUES: tuple[Any, ...] = (None, True, 0, 1.5, "", "x", [], {}, {"@value": "x"}, ["x"])


class Good:
    """A good credential in one form, and what a person is shown of it."""

    def __init__(self, form: str) -> None:
        issuer = Issuer(kind=SUITE_KINDS.get(form, "Ed25519"))
        self.signed = issuer.issue(
            "Data basics",
            suite=form,
            ects="5",
            eqf=6,
            learner="Ada",
            holder=Key.make("learner").did_key,
            status=("revocation",),
            status_kind="2021" if form in OLD else "bitstring",
        )
        self.evidence: Evidence = evidence_of(issuer)
        self.data = to_bytes(self.signed)
        self.shown = shown(examined(self.data, self.evidence))
        assert self.shown, form


def shown(result: FileResult) -> list[Any]:
    """What is shown as a fact: the views of all that is verified, and its findings."""
    return [
        (
            one.view and (one.view.envelope, one.view.learner, one.view.awards),
            [(check.check, check.outcome, check.reason) for check in one.report.findings],
        )
        for one in result.credentials
        if one.verdict.code is VerdictCode.VERIFIED
    ]


@pytest.fixture(scope="module")
def goods() -> dict[str, Good]:
    return {form: Good(form) for form in FORMS}


def byte_changed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    match chance.randrange(3):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + bytes([chance.randrange(256)]) + data[at:]
        case _:
            return data[:at] + data[at + 1 :]


def containers_of(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers_of(inner)


def value_changed(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    twin = copy.deepcopy(document)
    holder = chance.choice(list(containers_of(twin)))
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    if isinstance(holder, dict) and chance.random() < 0.3:
        rename(holder, key, chance)
        return twin
    match chance.randrange(5):
        case 0:
            holder[key] = chance.choice(VALUES)
        case 1:
            del holder[key]
        case 2:
            holder[key] = [holder[key]] if chance.random() < 0.5 else {"@value": holder[key]}
        case 3:
            put_elsewhere(holder[key], chance.choice(list(containers_of(twin))), chance)
        case _:
            change_context(twin, chance)
    return twin


def rename(holder: dict[str, Any], key: str, chance: random.Random) -> None:
    if chance.random() < 0.5:
        holder[chance.choice([*sorted(contexts.terms()), "@id", "_x"])] = holder.pop(key)
        return
    moved = {key: holder.pop(key)}
    holder[chance.choice(["@nest", "@included", "@graph", "@reverse", "x"])] = moved


def put_elsewhere(value: Any, other: Any, chance: random.Random) -> None:
    if isinstance(other, list):
        other.append(copy.deepcopy(value))
    else:
        names = [*other, "name", "id", "validUntil", "result"]
        other[chance.choice(names)] = chance.choice([copy.deepcopy(value), *VALUES])


def change_context(twin: dict[str, Any], chance: random.Random) -> None:
    listed = twin["@context"]
    if not isinstance(listed, list):
        return
    term = chance.choice(["name", "ECTS", "result", "description", "achievement", "zz"])
    meanings = ["https://e.example/x", "@nest", "@id", None, {"@id": "https://schema.org/name"}]
    match chance.randrange(4):
        case 0:
            listed.insert(chance.randrange(len(listed) + 1), chance.choice(list(contexts.PINS)))
        case 1:
            listed.pop(chance.randrange(len(listed)))
        case 2:
            listed.append({term: chance.choice(meanings)})
        case _:
            chance.shuffle(listed)


def check(good: Good, twin: bytes, seed: object) -> None:
    found = shown(examined(twin, good.evidence))
    assert all(one in good.shown for one in found), (seed, twin)


def run(good: Good, count: int, seed: str) -> None:
    for number in range(count):
        name = f"{seed}/{number}"
        chance = random.Random(name)
        check(good, byte_changed(good.data, chance), name)
        if isinstance(good.signed, dict):
            check(good, json.dumps(value_changed(good.signed, chance)).encode(), name)


@pytest.mark.parametrize("form", FORMS)
def test_a_few_changes(goods: dict[str, Good], form: str) -> None:
    run(goods[form], QUICK, form)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("form", FORMS)
def test_many_changes(goods: dict[str, Good], form: str) -> None:
    run(goods[form], LONG, f"{form}/long")

"""``tessera review``: learner, advisor, learner, on the command line of two wallets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.wallet.cli.conftest import PASSPHRASE, Run
from tests.wallet.pathways.makers import document
from wallet.session import Costs, Session

Opening = tuple[str, ...]


@pytest.fixture
def wallets(tmp_path: Path, key: Path) -> tuple[Opening, Opening, str]:
    """Options of the learner and of the advisor, and what the learner holds."""
    issuer, options, kept = Issuer(), [], ""
    for name in ("Learner", "Advisor"):
        made, _ = Session.create(tmp_path / name, PASSPHRASE, costs=Costs())
        with made:
            made.add_evidence([("registry.json", registry([issuer]))])
            if name == "Learner":
                badge = to_bytes(issuer.issue("Data basics", ects="5", eqf=6))
                (kept,) = made.keep(made.review([("badge.json", badge)])).kept
                made.add_pathway(json.dumps(document()).encode())
        options.append(("--vault", str(tmp_path / name), "--passphrase-file", str(key)))
    return options[0], options[1], kept


def test_a_review_goes_round_by_files(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner, advisor, kept = wallets
    for mine, other, name in ((advisor, learner, "Ada"), (learner, advisor, "Lena")):
        card = tmp_path / f"{name}.card"
        told = run("review", "card", "--name", name, "--out", card, "--json", *mine).json
        done = run("review", "contact", card, "--words", told["words"], "--json", *other)
        assert done.json["did"] == told["did"]
    did = run("review", "card", "--name", "Ada", "--out", tmp_path / "x", "--json", *advisor)
    case = tmp_path / "case.age"
    to = ("--to", did.json["did"], "--name", "Lena", "--yes", "--out", case, "--json")
    made = run("review", "create", "urn:example:pathway", kept[:8], *to, *learner)
    assert made.status == 0, made.err
    assert "Data basics" in made.err, "what leaves is said first"
    case_id = made.json["case"]
    opened = run("review", "open", case, "--json", *advisor).json
    assert opened["learner"] == {
        "name": "Lena",
        "did": opened["learner"]["did"],
        "confirmed": True,
    }
    assert opened["result"]["result"] == "incomplete"
    assert opened["items"] == [{"id": kept, "verdict": "verified"}]
    how = ("--kind", "rpl", "--slot", "any", "--title", "Ten years of it", "--credits", "5")
    why = ("--seen", "A letter", "--reason", "Well shown", "--json")
    decided = run("review", "annotate", case_id, *how, *why, *advisor).json
    assert decided["result"]["result"] == "complete"
    back = tmp_path / "review.age"
    sign = ("--name", "Ada", "--sign-off", "--note", "Well done", "--out", back)
    assert run("review", "sign", case_id, *sign, *advisor).status == 0
    merged = run("review", "merge", back, "--yes", "--json", *learner)
    assert merged.status == 0, merged.err
    assert merged.json["signed_off"] is True
    assert merged.json["state"] == "reviewed"
    again = run("review", "merge", back, "--yes", *learner)
    assert again.status == 3
    assert "once" in again.err
    answer = tmp_path / "answer.age"
    assert run("review", "answer", case_id, "--out", answer, *learner).status == 0
    taken = run("review", "take", answer, "--json", *advisor)
    assert taken.json["answer"] == "countersigned"
    assert "countersigned" in run("review", "list", *advisor).out
    shown = run("review", "show", case_id, *learner).out
    assert "complete, 10 ECTS counted" in shown
    assert "Prior learning recognised" in shown


def test_without_a_card_six_words_open_the_file(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner, advisor, kept = wallets
    case = tmp_path / "case.age"
    to = ("--for", "Somebody", "--name", "Lena", "--yes", "--out", case, "--json")
    words = run("review", "create", "urn:example:pathway", kept, *to, *learner).json["words"]
    refused = run("review", "open", case, *advisor)
    assert refused.status == 3
    assert "six words" in refused.err
    assert run("review", "open", case, "--words", words, *advisor).status == 0


def test_words_that_differ_keep_a_card_out(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner, advisor, _ = wallets
    card = tmp_path / "ada.card"
    run("review", "card", "--name", "Ada", "--out", card, *advisor)
    refused = run("review", "contact", card, "--words", "able acid also apex aqua", *learner)
    assert refused.status == 3
    asked = run("review", "contact", card, *learner, typed="n\n")
    assert asked.status == 3


def test_nothing_is_made_without_a_yes(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner, _, kept = wallets
    case = tmp_path / "case.age"
    to = ("--for", "Somebody", "--name", "Lena", "--out", case)
    ran = run("review", "create", "urn:example:pathway", kept, *to, *learner, typed="n\n")
    assert ran.status == 3
    assert not case.exists()
    assert run("review", "list", "--json", *learner).json["cases"] == []

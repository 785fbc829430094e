"""``tessera review``: learner, advisor, learner, on the command line of two wallets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from tests.wallet.cli.conftest import PASSPHRASE, Run
from wallet.session import Costs, Session
from wallet.vault import cases, papers

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


@dataclass
class Cards:
    """Both exchanged cards; the advisor's identifier."""

    learner: Opening
    advisor: Opening
    kept: str
    did: str


@pytest.fixture
def known(run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path) -> Cards:
    learner, advisor, kept = wallets
    did = ""
    for mine, other, name in ((learner, advisor, "Lena"), (advisor, learner, "Ada")):
        card = tmp_path / f"{name}.card"
        told = run("review", "card", "--name", name, "--out", card, "--json", *mine).json
        done = run("review", "contact", card, "--words", told["words"], "--json", *other)
        did = done.json["did"]
        assert did == told["did"]
    return Cards(learner, advisor, kept, did)


def test_a_review_goes_round_by_files(run: Run, known: Cards, tmp_path: Path) -> None:
    learner, advisor = known.learner, known.advisor
    case, back, answer = (tmp_path / f"{one}.age" for one in ("case", "review", "answer"))
    to = ("--to", known.did, "--name", "Lena", "--yes", "--out", case, "--json")
    made = run("review", "create", "urn:example:pathway", known.kept[:8], *to, *learner)
    assert "Data basics" in made.err, "what leaves is said first"
    assert "ECTS credits: 5" in made.err, "fact by fact"
    case_id = made.json["case"]
    opened = run("review", "open", case, "--json", *advisor).json
    assert (opened["learner"]["name"], opened["learner"]["confirmed"]) == ("Lena", True)
    assert opened["result"]["result"] == "incomplete"
    assert opened["items"] == [{"id": known.kept, "verdict": "verified"}]
    how = ("--kind", "rpl", "--slot", "any", "--title", "Ten years of it", "--credits", "5")
    why = ("--seen", "A letter", "--reason", "Well shown", "--json")
    decided = run("review", "annotate", case_id, *how, *why, *advisor).json
    assert decided["result"]["result"] == "complete"
    sign = ("--name", "Ada", "--sign-off", "--note", "Well done", "--out", back)
    assert run("review", "sign", case_id, *sign, *advisor).status == 0
    merged = run("review", "merge", back, "--yes", "--json", *learner)
    assert (merged.json["signed_off"], merged.json["state"]) == (True, "reviewed")
    again = run("review", "merge", back, "--yes", *learner)
    assert (again.status, "once" in again.err) == (3, True)
    assert run("review", "answer", case_id, "--out", answer, *learner).status == 0
    taken = run("review", "take", answer, "--json", *advisor)
    assert taken.json["answer"] == "countersigned"
    assert "countersigned" in run("review", "list", *advisor).out
    shown = run("review", "show", case_id, *learner).out
    assert "complete, 10 ECTS counted" in shown
    assert "Prior learning recognised" in shown
    assert (
        "Nothing is otherwise than in that review"
        in run("review", "show", case_id, *advisor).out
    )
    later = tmp_path / "later.age"
    to = ("--to", known.did, "--name", "Lena", "--yes", "--out", later, "--follows", case_id)
    run("review", "create", "urn:example:pathway", known.kept, *to, *learner)
    said = run("review", "open", later, *advisor).out
    assert "Since the last review that you signed for this learner" in said
    assert "The result was: complete. Now it is: incomplete." in said
    assert "Decided then, and not yet in this case: Prior learning recognised" in said


@pytest.mark.slow
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


def test_a_pathway_is_followed_and_left_from_the_command_line(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner = wallets[0]
    made = run("pathway", "add", "blank", "--json", *learner).json["id"]
    listed = run("pathway", "list", "--json", *learner).json["pathways"]
    assert {one["id"] for one in listed} == {"urn:example:pathway", made}
    assert made in run("pathway", "list", *learner).out
    assert run("pathway", "remove", made, *learner).status == 0
    assert run("pathway", "remove", made, *learner).status == 3, "it is gone"
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"format": "pathway/1"}')
    refused = run("pathway", "add", wrong, *learner)
    assert refused.status == 3
    assert made not in run("pathway", "list", *learner).out


def test_what_is_not_read_any_more_is_listed_as_such(
    run: Run, wallets: tuple[Opening, Opening, str], tmp_path: Path
) -> None:
    learner, now = wallets[0], datetime.now(UTC)
    with Session.open(tmp_path / "Learner", PASSPHRASE) as session:
        old = json.dumps(document(id="urn:old", credit={"unit": "ECVET"})).encode()
        papers.add_pathway(session._database, "urn:old", old, now)
        cases.add_case(session._database, "urn:case", cases.LEARNER, "sent", b"{}", now)
    with Session.open(tmp_path / "Advisor", PASSPHRASE) as session:
        cases.add_case(session._database, "urn:case", cases.ADVISOR, "open", b"{}", now)
    for opening in wallets[:2]:
        shown = run("review", "show", "urn:case", *opening)
        assert (shown.status, "no document of the kind" in shown.err) == (3, True)
    told = run("pathway", "list", "--json", *learner).json["pathways"]
    assert [(one["id"], one.get("error")) for one in told] == [
        ("urn:example:pathway", None),
        ("urn:old", "malformed_pathway"),
    ]
    (case,) = run("review", "list", "--json", *learner).json["cases"]
    assert (case["id"], case["side"], case["state"]) == ("urn:case", "sent", "sent")
    assert "This is no document of the kind" in run("review", "list", *learner).out
    assert "this value is not supported" in run("pathway", "list", *learner).out
    assert run("pathway", "remove", "urn:old", *learner).status == 0
    assert "urn:old" not in run("pathway", "list", *learner).out

"""``tessera pathway`` on real, signed credentials (spec/pathways.md, E.9)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers import demo
from tests.helpers.pathways import document
from wallet.cli import main
from wallet.vault.slots import Costs

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
HOLDER = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A folder of credentials and one of evidence: the demo learner's."""
    folder = tmp_path_factory.mktemp("sample")
    made = demo.sample(NOW, HOLDER)
    for name, files in (("credentials", made.files), ("evidence", made.evidence)):
        (folder / name).mkdir()
        for file, data in files:
            (folder / name / file).write_bytes(data)
    return folder


def run(*arguments: object, status: int):
    """The command's result; the exit status has to be this."""
    done = CliRunner().invoke(main, ["pathway", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done


def check(sample: Path, *more: object, status: int, pathway: object = "micro-degree-15-30"):
    """``pathway check`` on the whole folder, as JSON."""
    arguments = (pathway, sample / "credentials", "--json", "--evidence", sample / "evidence")
    return json.loads(
        run("check", *arguments, "--at", "2026-11-21", *more, status=status).stdout
    )


def written(folder: Path, **members: object) -> Path:
    """A pathway document in a file."""
    path = folder / "pathway.json"
    path.write_text(json.dumps(document(**members)))
    return path


def test_signed_files_come_to_fourteen_and_a_half(sample):
    found = check(sample, status=1)
    assert found["totals"]["counted"] == {"amount": "14.5", "unit": "ECTS"}
    assert [one["kind"] for one in found["fixes"]] == ["waive", "renew", "add"]
    reasons = {why["code"] for one in found["unused"] for why in one["reasons"]}
    assert {"revoked", "suspended", "expired", "not_genuine"} <= reasons


def test_an_unproven_file_gets_no_reason_but_that(sample):
    unused = check(sample, status=1)["unused"]
    unproven = [one for one in unused if one["reasons"][0]["code"] == "not_genuine"]
    assert [len(one["reasons"]) for one in unproven] == [1]


def test_before_it_expired_the_robotics_award_completed_it(sample, tmp_path):
    # Everything else was awarded later than that day.
    slot = {"id": "any", "designation": "elective"}
    rules = [{"id": "t", "type": "totalCredits", "min": "3"}]
    path = written(tmp_path, slots=[slot], rules=rules)
    arguments = ("--json", "--evidence", sample / "evidence")
    robotics = sample / "credentials" / "robotics.json"
    run("check", path, robotics, *arguments, "--at", "2026-11-21", status=1)
    run("check", path, robotics, *arguments, "--at", "2026-08-01", status=2)


def test_without_evidence_everything_is_left_to_an_advisor(sample, tmp_path):
    path = written(tmp_path, rules=[{"id": "t", "type": "totalCredits", "min": "3"}])
    credential = sample / "credentials" / "circular-economy.json"
    (tmp_path / "nothing.txt").write_text("no evidence")
    given = ("--evidence", tmp_path / "nothing.txt", "--at", "2026-11-21")
    done = run("check", path, credential, "--json", *given, status=2)
    found = json.loads(done.stdout)
    assert (found["result"], found["totals"]["counted"]["amount"]) == (
        "complete_if_referred",
        "0",
    )
    assert "nothing.txt" in done.stderr


def test_complete(sample, tmp_path):
    path = written(tmp_path, rules=[{"id": "t", "type": "totalCredits", "min": "14.5"}])
    assert check(sample, status=0, pathway=path)["result"] == "complete"


@pytest.mark.parametrize(
    ("members", "member", "reason"),
    [
        (
            {"rules": [{"id": "t", "type": "totalCredits", "min": "9", "max": "3"}]},
            "rules[0].min",
            "min_over_max",
        ),
        ({"surprise": True}, "surprise", "unknown_member"),
    ],
)
def test_a_malformed_document_ends_with_three_and_names_the_member(
    sample, tmp_path, members, member, reason
):
    found = check(sample, status=3, pathway=written(tmp_path, **members))
    assert (found["error"]["member"], found["error"]["reason"]) == (member, reason)
    assert member in found["error"]["message"]


def test_what_is_refused_is_told_by_the_name_of_its_file(sample, tmp_path):
    path, credentials = written(tmp_path), sample / "credentials"
    broken = tmp_path / "broken.json"
    broken.write_text('{"a": 1, "a": 2}')
    decided = tmp_path / "decided.json"
    decided.write_text('{"decisions": [{"id": "1", "kind": "waiver"}]}')
    for given, file, facts in (
        ((broken, credentials), broken, {"rule": "duplicate_member"}),
        ((path, broken), broken, {"code": "not_a_credential"}),
        ((path, credentials, "--agreement", path), path, {"code": "not_this_paper"}),
        ((path, credentials, "--decisions", decided), decided, {"member": "decisions.rule"}),
        ((path, credentials, "--decisions", broken), broken, {"code": "malformed_json"}),
    ):
        done = run("check", *given, "--json", status=3)
        told = json.loads(done.stdout)["error"]
        assert told["file"] == str(file)
        assert facts.items() <= told.items()
        assert file.name in done.stderr


def test_a_file_that_is_no_credential_ends_with_three(tmp_path):
    other = tmp_path / "letter.txt"
    other.write_text("Dear learner")
    done = run("check", "micro-degree-15-30", other, status=3)
    assert "letter.txt" in done.stderr


def test_a_folder_may_hold_something_else_as_well(sample):
    (sample / "credentials" / "letter.txt").write_text("Dear learner")
    check(sample, status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-file.json", "x"),
        ("check", "micro-degree-15-30", "no-such-file.json"),
        ("check", "micro-degree-15-30", "x", "--at", "tomorrow"),
        ("check", "micro-degree-15-30", "x", "--at", "9999-12-31"),
        ("check", "x" * 5000, "x"),
        ("check", "/", "x"),
        ("check", "micro-degree-15-30", "x" * 5000),
        ("add", "/"),
        ("validate", "/"),
        ("check", "micro-degree-15-30", "x", "--vault", "y"),
        ("check",),
    ],
)
def test_arguments_that_are_off_end_with_three(arguments):
    assert run(*arguments, status=3).stderr


def test_for_people_it_says_what_is_missing_and_what_would_help(sample):
    evidence = ("--evidence", sample / "evidence", "--at", "2026-11-21")
    said = run(
        "check", "micro-degree-15-30", sample / "credentials", *evidence, status=1
    ).stdout
    for sentence in (
        "0.5 ECTS missing. 14.5 of 15 ECTS count.",
        "Data: Filled",
        "set aside the rule “Level”, so that “Ethics of artificial intelligence” counts.",
        "Renew “Robotics”. Then it is complete, with 17.5 ECTS.",
        "Earn one more credential of at least 2 ECTS for “Free choice”. Then it is complete.",
        "Ethics of artificial intelligence: Its level is 7; level 6 is asked for.",
        "Whether MicroCredX really wrote this pathway is not confirmed.",
    ):
        assert sentence in said


def test_what_a_wallet_holds(tmp_path):
    costs = Costs(memory_kib=64 * 1024, passes=3, lanes=4)
    session, _ = demo.build(
        tmp_path / "wallet", "correct horse", clock=lambda: NOW, options={"costs": costs}
    )
    session.lock()
    (tmp_path / "secret").write_text("correct horse\n")
    given = ("--vault", tmp_path / "wallet", "--passphrase-file", tmp_path / "secret")
    made = run("check", "micro-degree-15-30", *given, "--json", "--at", "2026-11-21", status=1)
    assert json.loads(made.stdout)["totals"]["counted"]["amount"] == "14.5"


def test_templates_are_listed():
    assert "micro-degree-15-30" in run("templates", status=0).stdout
    found = json.loads(run("templates", "--json", status=0).stdout)
    assert found["templates"][0]["name"] == "micro-degree-15-30"

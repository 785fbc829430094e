"""``present``, ``check`` and ``trust``: from one person's wallet to another's verdict."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from click.testing import CliRunner

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from ui import i18n
from wallet import intake
from wallet.cli import main
from wallet.presenting import pack
from wallet.session import Costs, Session
from wallet.wording import speech

PASSPHRASE = "correct horse battery"
CHEAP = Costs(memory_kib=64 * 1024, passes=3, lanes=4)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A wallet with two credentials and the evidence about their issuer; made once."""
    folder = tmp_path_factory.mktemp("made")
    now = datetime.now(UTC)
    session, _words = Session.create(folder / "w", PASSPHRASE, costs=CHEAP)
    holder = session.new_holder_key().did
    issuer = Issuer("Example University", method="did:web")
    since = now - timedelta(days=30)
    badges = [
        issuer.issue(f"Course {at}", holder=holder, learner="Ada", ects="5", valid_from=since)
        for at in range(2)
    ]
    ended = issuer.issue(
        "Ended", holder=holder, valid_from=since, valid_until=now - timedelta(days=1)
    )
    files = [(f"{at}.json", to_bytes(one)) for at, one in enumerate([*badges, ended])]
    sources = [("registry.json", registry([issuer], updated=since)), *issuer.evidence_files()]
    session.add_evidence(sources)
    session.keep(session.review(files))
    session.lock()
    names = ("Course 0", "Course 1", "Ended")
    ids = [intake.read(data)[0].credential_id for _name, data in files]
    (folder / "ids.json").write_text(json.dumps(dict(zip(names, ids, strict=True))))
    (folder / "pw").write_text(PASSPHRASE)
    evidence = folder / "sources"
    evidence.mkdir()
    for name, data in sources:
        (evidence / name).write_bytes(data)
    return folder


@pytest.fixture
def place(made, tmp_path):
    """A copy of that wallet, and a place to write to."""
    shutil.copytree(made / "w", tmp_path / "w")
    return tmp_path


@pytest.fixture
def tessera(made, place):
    def run(*args, wallet=False, answer=None):
        given = [str(one) for one in args]
        if wallet:
            given += ["--vault", str(place / "w"), "--passphrase-file", str(made / "pw")]
        return CliRunner().invoke(main, given, input=answer)

    return run


@pytest.fixture
def ids(made):
    """Title -> credential id."""
    return json.loads((made / "ids.json").read_text())


def _accept(tessera, made):
    offered = tessera("trust", "import", made / "sources", "--json", answer="later\n")
    return json.loads(offered.stdout)


def _present(tessera, ids, out, *more):
    return tessera(
        "present", ids["Course 0"], ids["Course 1"], "--out", out, "--recipient", "ACME Ltd",
        "--nonce", "n-1", *more, wallet=True,
    )  # fmt: skip


def _check(tessera, *args):
    done = tessera("check", "--json", *args)
    return done, json.loads(done.stdout)


def test_presented_here_is_verified_there(tessera, made, place, ids):
    words = _accept(tessera, made)["words"]
    assert tessera("trust", "show").exit_code == 0
    _present(tessera, ids, place / "out.vp.json")
    question = ("--nonce", "n-1", "--recipient", "ACME Ltd")
    unconfirmed, told = _check(tessera, place / "out.vp.json", *question)
    assert unconfirmed.exit_code == 2
    verdicts = [one["verdict"] for one in told["results"][0]["credentials"]]
    assert verdicts == ["verified", "cannot_tell", "cannot_tell"]
    fingerprint = json.loads(tessera("trust", "show", "--json").stdout)["sets"][0][
        "fingerprint"
    ]
    confirmed = tessera("trust", "confirm", fingerprint[:8], "--fingerprint", words)
    assert confirmed.exit_code == 0
    done, told = _check(tessera, place / "out.vp.json", *question)
    assert done.exit_code == 0
    assert {one["verdict"] for one in told["results"][0]["credentials"]} == {"verified"}
    assert told["request"] == {"nonce": "n-1", "recipient": "ACME Ltd", "unanswered": []}
    assert told["role"] == "receiver"


def test_the_pages_are_in_the_language_that_was_told(tessera, place, ids, monkeypatch):
    monkeypatch.setattr(speech, "_load", i18n.load)
    out = place / "out.pdf"
    done = _present(tessera, ids, out, "--as", "pdf", "--language", "fi")
    assert done.exit_code == 0, done.stderr
    with pikepdf.open(out) as document:
        assert ", fi, " in str(document.docinfo["/Producer"])
    assert pack.pages_of(out.read_bytes()) is pack.Pages.MADE_FROM_IT


def test_a_credential_by_itself_answers_no_question(tessera, tmp_path):
    alone = tmp_path / "alone.json"
    issuer = Issuer("Example University")
    alone.write_bytes(to_bytes(issuer.issue("Course")))
    trusted = tmp_path / "registry.json"
    trusted.write_bytes(registry([issuer]))
    asked = (alone, "--evidence", trusted, "--at", "2026-11-21T12:00:00Z")
    done, told = _check(tessera, *asked)
    assert (done.exit_code, told["request"]["unanswered"]) == (0, [])
    done, told = _check(tessera, *asked, "--nonce", "n-1")
    assert (done.exit_code, told["request"]["unanswered"]) == (2, [str(alone)])
    assert told["results"][0]["credentials"][0]["verdict"] == "verified"
    said = tessera("check", *asked, "--recipient", "ACME Ltd").stdout
    assert "nobody signed it for you, though you asked" in " ".join(said.split())


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (("--nonce", "other", "--recipient", "ACME Ltd"), "other_nonce"),
        (("--nonce", "n-1", "--recipient", "Globex"), "other_recipient"),
        ((), "freshness_not_shown"),
    ],
)
def test_shown_to_somebody_else_it_is_not_verified(tessera, place, ids, asked, reason):
    _present(tessera, ids, place / "out.vp.json")
    done, told = _check(tessera, place / "out.vp.json", *asked)
    assert done.exit_code == 2
    whole = told["results"][0]["credentials"][0]
    assert whole["verdict"] == "cannot_tell"
    assert whole["deciding"] == {"check": "request", "reason": reason}


def test_evidence_vouched_for_this_once_counts(tessera, made, place, ids):
    _present(tessera, ids, place / "out.vp.json")
    done, _told = _check(
        tessera, place / "out.vp.json", "--nonce", "n-1", "--evidence", made / "sources"
    )
    assert done.exit_code == 0
    assert json.loads(tessera("trust", "show", "--json").stdout)["sets"] == []


def test_as_qr_pictures_it_comes_back(tessera, made, place, ids):
    folder = place / "pictures"
    shown = _present(tessera, ids, folder, "--as", "qr", "--json")
    files = json.loads(shown.stdout)["files"]
    assert all(name.endswith(".png") and name.startswith(str(folder)) for name in files)
    done, told = _check(tessera, *files[::-1], "--nonce", "n-1", "--evidence", made / "sources")
    assert done.exit_code == 0
    assert len(told["results"]) == 1
    assert len(told["results"][0]["credentials"]) == 3


def test_a_dry_run_prints_what_they_will_see_and_writes_nothing(tessera, place, ids):
    shown = _present(tessera, ids, place / "out.vp.json", "--dry-run")
    assert shown.exit_code == 0
    assert "Course 0" in shown.stdout
    assert "Ada" in shown.stdout
    assert not (place / "out.vp.json").exists()
    with Session.open(place / "w", PASSPHRASE) as session:
        assert session.ledger() == ()


def test_the_plan_as_json_has_every_statement(tessera, place, ids):
    shown = _present(tessera, ids, place / "x", "--dry-run", "--json")
    plan = json.loads(shown.stdout)["plan"]
    (first, _) = plan["credentials"]
    values = {one["pointer"]: one["value"] for one in first["statements"]}
    assert values["/credentialSubject/achievement/name"] == "Course 0"
    assert values["/proof/proofPurpose"] == "assertionMethod"
    assert (
        first["notes"] == ["whole_document", "holder_bound"] or "not_judged" in first["notes"]
    )
    assert first["hidden"] == []
    assert plan["papers"] == []  # none of its issuers publishes a list
    shown = _present(tessera, ids, place / "x", "--dry-run", "--with-papers")
    assert "papers" not in shown.stdout


def test_a_presentation_is_in_the_ledger_with_its_digest(tessera, place, ids):
    shown = _present(tessera, ids, place / "out.vp.json", "--purpose", "a job", "--json")
    told = json.loads(shown.stdout)
    with Session.open(place / "w", PASSPHRASE) as session:
        (entry,) = session.ledger()
    assert entry.sha256 == told["sha256"]
    assert entry.recipient == "ACME Ltd"
    assert entry.purpose == "a job"
    assert "a job" not in (place / "out.vp.json").read_text()


def test_an_existing_file_is_not_overwritten_and_nothing_is_signed(tessera, place, ids):
    (place / "out.vp.json").write_text("mine")
    assert _present(tessera, ids, place / "out.vp.json").exit_code == 3
    assert (place / "out.vp.json").read_text() == "mine"
    with Session.open(place / "w", PASSPHRASE) as session:
        assert session.ledger() == ()


def test_an_ended_credential_is_shown_with_status_1(tessera, place, ids):
    out = place / "out.vp.json"
    done = tessera("present", ids["Ended"], "--out", out, wallet=True)
    assert done.exit_code == 1
    assert "It is no longer valid" in done.stdout
    checked, told = _check(tessera, out)
    assert checked.exit_code in {1, 2}
    assert told["results"][0]["credentials"][1]["verdict"] != "verified"


def test_an_unknown_id_and_a_missing_out_are_refused(tessera, place, ids):
    refused = tessera("present", "ffffffffffff", "--out", place / "x", wallet=True)
    assert refused.exit_code == 3
    refused = tessera("present", ids["Course 0"], wallet=True)
    assert refused.exit_code == 3
    assert "--out" in refused.output


def test_an_end_in_the_past_is_refused(tessera, place, ids):
    done = _present(tessera, ids, place / "x", "--expires", "2020-01-01T00:00:00Z")
    assert done.exit_code == 3
    assert not (place / "x").exists()


def test_a_wrong_passphrase_opens_nothing(place, ids):
    (place / "pw").write_text("wrong passphrase")
    done = CliRunner().invoke(
        main,
        ["present", ids["Course 0"], "--out", str(place / "x"), "--vault", str(place / "w"),
         "--passphrase-file", str(place / "pw")],
    )  # fmt: skip
    assert done.exit_code == 3
    assert not (place / "x").exists()


def test_trust_is_not_given_without_comparing(tessera, made):
    assert tessera("trust", "import", made / "sources", "--yes").exit_code == 3
    assert tessera("trust", "import", made / "sources").exit_code == 3
    assert tessera("trust", "import", made / "sources", answer="no\n").exit_code == 1
    assert json.loads(tessera("trust", "show", "--json").stdout)["sets"] == []


def test_trust_by_a_typed_fingerprint(tessera, made):
    words = "able acid also apex aqua arch atom aunt away axis"
    wrong = tessera("trust", "import", made / "sources", "--yes", "--fingerprint", words)
    assert wrong.exit_code == 3
    fingerprint = _accept(tessera, made)["fingerprint"]
    tessera("trust", "remove", fingerprint, "--yes")
    done = tessera(
        "trust", "import", made / "sources", "--yes", "--json", "--fingerprint", fingerprint
    )
    assert done.exit_code == 0
    assert json.loads(done.stdout)["confirmed_at"] is not None


def test_trust_by_looking_at_the_words(tessera, made):
    done = tessera("trust", "import", made / "sources", "--json", answer="same\n")
    assert done.exit_code == 0
    kept = json.loads(done.stdout)
    assert kept["confirmed_at"] is not None
    assert kept["words"] in done.stderr


def test_removing_asks_first(tessera, made):
    fingerprint = _accept(tessera, made)["fingerprint"]
    tessera("trust", "remove", fingerprint[:8], answer="n\n")
    assert len(json.loads(tessera("trust", "show", "--json").stdout)["sets"]) == 1
    assert tessera("trust", "remove", fingerprint[:8], answer="y\n").exit_code == 0
    assert json.loads(tessera("trust", "show", "--json").stdout)["sets"] == []


def test_a_tampered_trust_folder_is_said(tessera, made, home):
    _accept(tessera, made)
    for item in home.rglob("items/*"):
        item.write_bytes(item.read_bytes() + b"\n")
    shown = tessera("trust", "show")
    assert shown.exit_code == 1
    assert "changed after you accepted it" in shown.stderr


def test_files_that_cannot_be_read_give_status_3(tessera, place):
    (place / "notes.txt").write_text("hello")
    done, told = _check(tessera, place / "notes.txt", place / "missing.json")
    assert done.exit_code == 3
    assert [one["error"]["code"] for one in told["results"]] == [
        "not_a_credential", "unreadable_file",
    ]  # fmt: skip


def test_the_table_for_people(tessera, made, place, ids):
    _present(tessera, ids, place / "out.vp.json")
    done = tessera(
        "check", place / "out.vp.json", "--nonce", "n-1", "--evidence", made / "sources"
    )
    assert done.exit_code == 0
    assert "Presentation" in done.stdout
    assert "Course 1" in done.stdout

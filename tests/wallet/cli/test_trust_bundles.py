"""``trust build``, ``import``, ``show``, and judging by a bundle."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from wallet.cli import main
from wallet.presenting import qr_png
from wallet.presenting.png import write_png
from wallet.presenting.qr import picture_texts
from wallet.trust.sets import fingerprint_text


def run(*args, given=None):
    return CliRunner().invoke(main, [str(one) for one in args], input=given)


@pytest.fixture
def issuer():
    return Issuer("Key University")


@pytest.fixture
def sources(tmp_path, issuer):
    place = tmp_path / "sources"
    place.mkdir()
    told = json.loads(registry([issuer]))
    told["registry"]["did:key:nonsense"] = {"name": "Nobody"}
    told["meta"]["name"] = "Members"
    (place / "dcc.json").write_text(json.dumps(told))
    (place / "institutions.csv").write_text(
        "deqar_id,name_primary,country,eter_id\n"
        "DEQARINST0001,University of Porto,PT,PT0001\n"
        "DEQARINST0002,University of Nowhere,Nowhereland,XX0001\n"
    )
    (place / "agencies.csv").write_text(
        "id,acronym,name_primary,country,registration_start,registration_valid_to\n"
        "1,A3ES,Agency,PT,2009-01-01,\n"
    )
    (place / "reports.csv").write_text(
        "id,agency,status,decision,valid_from,valid_to,institution[1].eter_id\n"
        "7,A3ES,voluntary,positive,2020-01-01,2026-01-01,PT0001\n"
        "8,A3ES,voluntary,perhaps,2020-01-01,2026-01-01,PT0001\n"
        "9,A3ES,voluntary,positive,2020-01-01,2026-01-01,FI0001\n"
    )
    return place


@pytest.fixture
def bundle(tmp_path, sources):
    out = tmp_path / "bundle.zip"
    made = run("trust", "build", "--from", sources, "--keys", tmp_path / "keys",
               "--new-keys", "Test NARIC", "--out", out, "--json")  # fmt: skip
    return out, made


def test_bad_rows_are_reported_by_line_and_reason(bundle):
    _, made = bundle
    assert made.exit_code == 1, made.output
    told = json.loads(made.stdout)
    left = {(one["file"], one["line"], one["reason"]) for one in told["left_out"]}
    assert left == {
        ("dcc.json", "did:key:nonsense", "key_unusable"),
        ("institutions.csv", "3", "value_unusable"),
        ("reports.csv", "3", "value_unusable"),
        ("reports.csv", "4", "unknown_institution"),
    }
    assert {one["path"]: one["rows"] for one in told["lists"]} == {
        "issuers/dcc/members.jsonl.xz": 1,
        "registry/deqar/deqar.jsonl.xz": 5,
    }


def test_a_person_compares_the_words_and_imports(bundle, issuer, tmp_path):
    out, made = bundle
    words = json.loads(made.stdout)["words"]
    shown = run("trust", "import", out, given="same\n")
    assert shown.exit_code == 0, shown.output
    assert words in shown.output
    told = json.loads(run("trust", "show", "--json").stdout)["sets"][0]
    assert told["name"] == "Test NARIC"
    assert told["words"] == words
    assert told["confirmed_at"] is not None
    register = next(one for one in told["bundle"]["sources"] if one["role"] == "registry/deqar")
    assert register["signer"] == "Test NARIC"
    assert register["countries"] == ["PT"]
    assert register["rows"]["decision"] == 1
    assert told["bundle"]["size"] == out.stat().st_size
    credential = tmp_path / "badge.json"
    credential.write_bytes(to_bytes(issuer.issue("A")))
    assert run("check", credential).exit_code == 0


def photo_of(shown: str) -> bytes:
    """A picture of the blocks in what was printed, 4 pixels a module."""
    light = {"█": "11", "▀": "10", "▄": "01", " ": "00"}
    lines = [one[2:] for one in shown.splitlines() if one.startswith("  ") and "█" in one]
    width = max(map(len, lines))
    rows = [
        [light[one][half] == "1" for one in line.ljust(width)]
        for line in lines
        for half in (0, 1)
    ]
    pixels = b"".join(
        b"".join((b"\xff" if one else b"\0") * 4 for one in row)
        for row in rows
        for _ in range(4)
    )
    return write_png(pixels, width * 4, len(rows) * 4)


def test_the_code_on_the_screen_is_the_fingerprint(bundle, tmp_path):
    out, made = bundle
    told = json.loads(made.stdout)
    shown = run("trust", "import", out, given="no\n")
    picture = tmp_path / "photo.png"
    picture.write_bytes(photo_of(shown.output))
    (text,) = picture_texts(picture.read_bytes())
    assert text == fingerprint_text(told["fingerprint"])
    kept = run("trust", "import", out, "--picture", picture, "--yes")
    assert kept.exit_code == 0, kept.output
    assert photo_of(run("trust", "show", "--qr").output) == picture.read_bytes()
    assert "█" not in run("trust", "show").output


def test_a_picture_of_another_code_trusts_nothing(bundle, tmp_path):
    out, _ = bundle
    for number, text in enumerate(("something else", fingerprint_text("ab" * 32))):
        picture = tmp_path / f"{number}.png"
        picture.write_bytes(qr_png(text))
        assert run("trust", "import", out, "--picture", picture, "--yes").exit_code == 3
    assert json.loads(run("trust", "show", "--json").stdout)["sets"] == []


def test_saying_no_changes_nothing(bundle):
    out, _ = bundle
    assert run("trust", "import", out, given="no\n").exit_code == 1
    assert json.loads(run("trust", "show", "--json").stdout)["sets"] == []


@pytest.mark.parametrize("command", ["check", "verify"])
def test_judging_by_a_bundle_needs_its_root(bundle, issuer, tmp_path, command):
    out, made = bundle
    credential = tmp_path / "badge.json"
    credential.write_bytes(to_bytes(issuer.issue("A")))
    words = json.loads(made.stdout)["words"]
    refused = run(command, credential, "--trust", out)
    assert refused.exit_code == 3, refused.output
    assert run(command, credential, "--trust", out, "--root", "able " * 12).exit_code == 3
    assert run(command, credential, "--trust", out, "--root", words).exit_code == 0
    assert json.loads(run("trust", "show", "--json").stdout)["sets"] == []
    run("trust", "import", out, given="same\n")
    assert run(command, credential, "--trust", out).exit_code == 0


def test_renewing_the_date(bundle, tmp_path):
    out, _ = bundle
    again = tmp_path / "again.zip"
    made = run("trust", "build", "--renew", out, "--keys", tmp_path / "keys", "--out", again)
    assert made.exit_code == 0, made.output
    run("trust", "import", again, given="same\n")
    told = json.loads(run("trust", "show", "--json").stdout)["sets"][0]
    assert told["bundle"]["versions"]["timestamp"] == 2


def test_a_newer_bundle_of_a_confirmed_root_is_not_asked_about_again(bundle, sources, tmp_path):
    out, _ = bundle
    run("trust", "import", out, given="same\n")
    newer = tmp_path / "newer.zip"
    run("trust", "build", "--from", sources, "--keys", tmp_path / "keys", "--out", newer)
    assert run("trust", "import", newer, given="y\n").exit_code == 0
    old = run("trust", "import", out, "--json")
    assert old.exit_code == 3
    told = json.loads(run("trust", "show", "--json").stdout)["sets"]
    assert [one["bundle"]["versions"]["snapshot"] for one in told] == [2]


def test_without_sources_nothing_is_published(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    made = run("trust", "build", "--from", tmp_path / "notes.txt", "--keys", tmp_path / "keys",
               "--new-keys", "X", "--out", tmp_path / "out.zip")  # fmt: skip
    assert made.exit_code == 3
    assert not (tmp_path / "out.zip").exists()

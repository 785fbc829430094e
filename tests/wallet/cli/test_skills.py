"""``tessera skills``: packs are made, searched, and held against a wallet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import esco
from tests.helpers.esco import ANALYST, DATA
from tests.wallet.cli.conftest import Run

Opening = tuple[str, ...]


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    """The tables as files, one line of them bad."""
    made = []
    for name, data in esco.files():
        path = tmp_path / name
        bad = b"KnowledgeSkillCompetence,nowhere\n" if name == "skills_en.csv" else b""
        path.write_bytes(data + bad)
        made.append(path)
    return made


def test_a_pack_is_imported_listed_searched_and_removed(run: Run, tables: list[Path]) -> None:
    ran = run("skills", "import", *tables, "--name", "Small", "--json")
    assert (ran.status, ran.json["skills"], ran.json["bad_count"]) == (1, 4, 1)
    assert (ran.json["bad"][0]["line"], ran.json["bad"][0]["reason"]) == (5, "columns_differ")
    assert "line 5" in run("skills", "import", *tables, "--name", "Small").err
    (pack,) = run("skills", "list", "--json").json["packs"]
    assert pack["name"] == "Small"
    found = run("skills", "search", "daten", "--lang", "de", "--json").json["found"]
    assert [one["uri"] for one in found] == [DATA]
    assert "data analyst" in run("skills", "search", "analyst", "--kind", "occupation").out
    assert "Nothing found." in run("skills", "search", "zebra").out
    assert run("skills", "remove", pack["id"]).status == 0
    assert run("skills", "remove", pack["id"]).status == 3


def test_an_occupation_is_held_against_the_wallet(
    run: Run, tables: list[Path], opening: Opening, ids: list[str]
) -> None:
    assert ids
    run("skills", "import", *tables)
    for name in ("data analyst", ANALYST):
        ran = run("skills", "occupation", name, "--json", *opening)
        assert [one["covered"] for one in ran.json["skills"]] == [False, False, False]
    said = run("skills", "occupation", "data analyst", *opening).out
    assert "0 of 2 essential skills" in said
    assert run("skills", "occupation", "person", *opening).status == 3


def test_no_table_is_no_pack(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.csv"
    path.write_text("a,b\n")
    ran = run("skills", "import", path)
    assert ran.status == 3
    assert "skills or occupations" in ran.err

"""``tessera pathway convert``: the document, and beside it what was left."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tests.helpers.ctdl import component, condition, destination, pathway, welding
from tests.helpers.ctdl import written as as_file
from wallet.cli import main
from wallet.pathways import read
from wallet.wording import exchange as words


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        main, ["pathway", "convert", *map(str, arguments)], catch_exceptions=False
    )


def kept(folder: Path, document: object) -> Path:
    path = folder / "from.json"
    path.write_bytes(as_file(document))
    return path


def test_a_ctdl_file_becomes_a_pathway_with_a_list_of_what_was_left(tmp_path):
    out = tmp_path / "to.json"
    done = run(kept(tmp_path, welding()), "--out", out)
    assert done.exit_code == 1
    assert "/@graph/7/ceterms:subjectWebpage" in done.stderr
    assert read(out.read_bytes()).title[0].text == "Welding"
    again = run(out)
    assert again.exit_code == 1
    assert json.loads(again.stdout)["@graph"][0]["@type"] == "ceterms:Pathway"


def test_as_json_each_thing_has_its_place_and_reason(tmp_path):
    done = run(kept(tmp_path, welding()), "--json")
    told = json.loads(done.stdout)
    assert told["document"]["format"] == "pathway/1"
    assert {"pointer", "name", "reason", "parts", "meaning", "blocks"} == set(told["left"][0])


def test_nothing_left_is_status_zero(tmp_path):
    only = pathway(destination(condition("a", number=1), proxyFor=None), component("a"))
    done = run(kept(tmp_path, only))
    assert done.exit_code == 0
    assert "Everything was carried over" in done.stderr


def test_something_else_is_refused(tmp_path):
    assert run(kept(tmp_path, {"a": 1})).exit_code == 3
    assert run(kept(tmp_path, welding()), "--number", "2").exit_code == 3


def test_every_reason_has_its_words_and_every_word_its_reason():
    folder = Path(words.__file__).parents[1] / "exchange"
    source = "".join(one.read_text() for one in folder.glob("*.py"))
    assert [one for one in words.CODES if f'"{one}"' not in source] == []
    assert all(words.why(one) for one in words.CODES)

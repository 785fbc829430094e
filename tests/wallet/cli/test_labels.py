"""tag, note, favourite, collection, and finding by them."""

from __future__ import annotations

import pytest

from tests.wallet.cli.conftest import Run

Opening = tuple[str, ...]


def listed(run: Run, opening: Opening, *more: str) -> list[str]:
    told = run("list", *more, "--json", *opening).json["credentials"]
    return [one["titles"][0]["text"] for one in told]


def test_what_is_tagged_and_collected_is_found_by_it(
    run: Run, opening: Opening, ids: list[str]
) -> None:
    first, second = ids
    assert "For ACME" in run("tag", "add", "For ACME", first[:8], *opening).out
    run("collection", "create", "Visa", *opening)
    assert "2 credentials" in run("collection", "add", "Visa", second, first, *opening).out
    asked = ("--filter", "collection=visa", "--sort", "placed")
    told = run("search", "acme", *asked, "--json", *opening).json["credentials"]
    assert [(one["id"], one["tags"]) for one in told] == [(first, ["For ACME"])]
    line = run("timeline", "--json", *opening).json
    assert [one["count"] for one in line["years"]] == [2]
    assert (line["gaps"], line["undated"]) == ([], 0)


@pytest.mark.slow
def test_tags_are_put_on_found_renamed_and_taken_off(
    run: Run, opening: Opening, ids: list[str]
) -> None:
    first, second = (one[:8] for one in ids)
    assert run("tag", "add", "For ACME", first, second, *opening).out.count("For ACME") == 2
    assert run("tag", "list", *opening).out == "For ACME  (2 credentials)\n"
    run("tag", "remove", "for acme", second, *opening)
    assert len(listed(run, opening, "--filter", "tag=for acme")) == 1
    run("tag", "rename", "for acme", "Visa", *opening)
    assert run("tag", "list", "--json", *opening).json["tags"] == [{"tag": "Visa", "count": 1}]
    found = run("search", "visa", "--json", *opening).json["credentials"]
    assert [one["tags"] for one in found] == [["Visa"]]
    assert run("tag", "remove", "Visa", *opening).status == 0
    assert "no tag yet" in run("tag", "list", *opening).out
    refused = run("tag", "remove", "Visa", *opening)
    assert refused.status == 3
    assert "No credential has the tag Visa" in refused.err


@pytest.mark.slow
def test_notes_are_written_changed_and_removed(
    run: Run, opening: Opening, ids: list[str]
) -> None:
    one = ids[0][:8]
    made = run("note", "add", one, "Ask Šimić\nabout the lab", "--json", *opening)
    name = made.json["notes"][0]["note"]
    shown = run("note", "list", one, *opening).out
    assert name[-8:] in shown
    assert "  about the lab" in shown
    assert run("search", "simic", "--json", *opening).json["credentials"]
    run("note", "edit", one, name[-8:], "Asked", *opening)
    assert not run("search", "simic", "--json", *opening).json["credentials"]
    assert run("note", "remove", one, "nothing", *opening).status == 3
    run("note", "remove", one, name[-8:], *opening)
    assert "no note" in run("note", "list", one, *opening).out


@pytest.mark.slow
def test_favourites_and_collections_narrow_the_list(
    run: Run, opening: Opening, ids: list[str]
) -> None:
    first, second = ids
    run("favourite", first, *opening)
    assert len(listed(run, opening, "--filter", "favourite=yes")) == 1
    assert "no more" in run("favourite", "--off", first, *opening).out
    assert listed(run, opening, "--filter", "favourite=yes") == []
    run("collection", "create", "Visa", *opening)
    run("collection", "create", "Job", *opening)
    run("collection", "move", "job", "--before", "visa", *opening)
    run("collection", "add", "Visa", first, second, *opening)
    assert run("collection", "list", *opening).out == (
        "Job  (0 credentials)\nVisa  (2 credentials)\n"
    )
    run("collection", "arrange", "visa", second, "--before", first, *opening)
    shown = run("collection", "show", "visa", "--json", *opening).json["credentials"]
    assert [one["id"] for one in shown] == [second, first]
    run("collection", "rename", "visa", "Passport", *opening)
    run("collection", "remove", "Passport", first, *opening)
    assert len(listed(run, opening, "--filter", "collection=passport")) == 1
    assert run("list", "--filter", "collection=visa", *opening).status == 3
    run("collection", "delete", "Passport", *opening)
    assert len(listed(run, opening)) == 2, "nothing left the wallet"

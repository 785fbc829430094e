"""The library for one's own archive: whole, readable without us, and harmless to open."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.errors import InputError
from wallet.session import Costs, Session
from wallet.session.entries import Entry, add_entry

HOSTILE = '=HYPERLINK("http://evil.example")<script>alert(1)</script>\u202e'


class Held:
    """A wallet with a good, a hostile and an altered credential and an entry of one's own."""

    def __init__(self, folder) -> None:  # type: ignore[no-untyped-def]
        issuer = Issuer()
        data = issuer.issue("Data basics", ects="4.5", eqf=6)
        altered = json.loads(json.dumps(data))
        altered["credentialSubject"]["achievement"]["name"] = "Altered title"
        self.files = {
            "data.json": to_bytes(data),
            "hostile.json": to_bytes(issuer.issue(HOSTILE)),
            "altered.json": to_bytes(altered),
        }
        self.session, _ = Session.create(
            folder, "correct horse", clock=lambda: NOW, costs=Costs()
        )
        self.session.add_evidence([("registry.json", registry([issuer]))])
        self.ids = self.session.keep(self.session.review(self.files.items())).kept
        add_entry(self.session, Entry(title="Choir"), [])
        self.session.labels.tag(self.ids[:1], "=danger")
        self.session.labels.add_note(self.ids[0], "<b>my own words</b>")

    def made(self, form: str) -> bytes:
        return self.session.copies.archive(form).data


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    made = Held(tmp_path_factory.mktemp("archive") / "Wallet")
    yield made
    made.session.lock()


class Tags(HTMLParser):
    """Which elements stand in a page, with what."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_page_runs_nothing_and_points_nowhere(held: Held) -> None:
    page = held.made("html").decode()
    tags = Tags()
    tags.feed(page)
    names = {name for name, _ in tags.found}
    assert not names & {"script", "img", "a", "link", "iframe", "form", "object", "b", "base"}
    assert not any(
        key in {"src", "href", "style"} or key.startswith("on")
        for _, attributes in tags.found
        for key in attributes
    )
    (policy,) = (
        str(given["content"])
        for name, given in tags.found
        if name == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;my own words&lt;/b&gt;" in page


def test_a_page_tells_every_verdict_and_repeats_nothing_false(held: Held) -> None:
    page = held.made("html").decode()
    for words in ("Verified", "Not genuine", "Own entry, not verified", "This page is private"):
        assert words in page
    assert "Altered title" not in page
    assert len(re.findall("<article", page)) == 4


def test_the_index_of_the_originals_repeats_nothing_false(held: Held) -> None:
    with zipfile.ZipFile(io.BytesIO(held.made("originals"))) as archive:
        readable = archive.read("index.txt").decode()
    assert "Data basics · " in readable
    assert "Not genuine (" in readable
    assert "Altered title" not in readable


def test_a_page_is_turned_for_languages_from_the_right(held: Held) -> None:
    page = held.session.copies.archive("html", language="ar").data.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "dir=" not in held.made("html").decode().partition("<body>")[0]


def test_a_table_acts_in_no_spreadsheet(held: Held) -> None:
    rows = list(csv.DictReader(io.StringIO(held.made("csv").decode("utf-8-sig"))))
    assert {one["verdict"] for one in rows} == {"verified", "not_genuine", "cannot_tell"}
    (good,) = (one for one in rows if one["title"] == "Data basics")
    assert (good["credits"], good["tags"], good["rests_on"]) == ("4.5", "'=danger", "issuer")
    (bad,) = (one for one in rows if one["verdict"] == "not_genuine")
    assert (bad["title"], bad["rests_on"]) == ("", "nothing")
    for row in rows:
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


def test_data_hold_each_check_and_what_is_ones_own(held: Held) -> None:
    told = json.loads(held.made("json"))
    found = {one["id"]: one for one in told["credentials"]}
    good = found[held.ids[0]]
    assert (good["verdict"], good["tags"]) == ("verified", ["=danger"])
    assert good["notes"] == ["<b>my own words</b>"]
    assert {one["check"] for one in good["findings"]} >= {"proof", "status", "issuer_key"}


def test_originals_are_the_very_bytes(held: Held) -> None:
    with zipfile.ZipFile(io.BytesIO(held.made("originals"))) as archive:
        for name, content in held.files.items():
            assert archive.read(name) == content


def test_only_what_was_chosen_is_in_it(held: Held) -> None:
    made = held.session.copies.archive("json", held.ids[:1])
    assert made.count == 1
    assert [one["id"] for one in json.loads(made.data)["credentials"]] == [held.ids[0]]


def test_what_was_given_up_half_way_is_not_whole(held: Held) -> None:
    made = held.session.copies.archive("csv", cancelled=lambda: True)
    assert made.stopped
    assert not held.session.copies.archive("csv", cancelled=lambda: False).stopped


def test_a_form_that_is_not_known_is_refused(held: Held) -> None:
    with pytest.raises(InputError, match="unknown_form"):
        held.session.copies.archive("docx")

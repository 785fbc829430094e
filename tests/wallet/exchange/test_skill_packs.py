"""Packs of skills: read line by line, bad lines named, told in one's own language."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import esco
from tests.helpers.esco import ANALYST, DATA, GERMAN, HASKELL, TEAM
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.pathways import document
from wallet.errors import InputError, StorageError, WalletError
from wallet.exchange import skill_tables
from wallet.exchange.skill_tables import table
from wallet.pathways import read
from wallet.session import Costs, Session, told
from wallet.session.entries import Entry, add_entry
from wallet.session.skills import Skills
from wallet.skill_packs import Imported, Pack, SkillPacks
from wallet.wording import skills as words

EN, DE, FR = ("en",), ("de", "en"), ("fr",)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> SkillPacks:
    made = SkillPacks(tmp_path_factory.mktemp("skills"))
    made.add(esco.files(), "ESCO", NOW)
    return made


def opened(packs: SkillPacks) -> Pack:
    (info,) = packs.packs()
    return packs.open(info.id)


def added(folder: Path, *files: tuple[str, bytes]) -> Imported:
    """The first table is joined by what it needs to be a pack."""
    found = SkillPacks(folder).add(files, "Test", NOW)
    assert found is not None
    return found


def test_tables_become_a_pack(packs):
    (info,) = packs.packs()
    assert (info.name, info.skills, info.occupations, info.relations) == ("ESCO", 4, 2, 3)
    assert info.languages == ("de", "en")
    assert info.imported == "2026-11-21T09:00:00Z" or info.imported.startswith("2026-")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data", ["data analyst"]),
        ("numb pers", ["data analyst", "clerk"]),
        ("Datenanalystin", ["data analyst"]),
        ("clerk", ["clerk"]),
        ("", []),
        ('" OR 1 --*', []),
        ("nothing", []),
    ],
)
def test_occupations_are_found_by_any_label_in_any_language(packs, text, found):
    with opened(packs) as pack:
        labels = [one.label.text for one in pack.search(text, "occupation", EN)]
    assert sorted(labels) == sorted(found)


def test_accents_and_case_do_not_count(packs):
    with opened(packs) as pack:
        (found,) = pack.search("GERAT", "skill", EN)
    assert found.uri == GERMAN


def test_labels_come_in_the_persons_language_and_say_when_they_do_not(packs):
    with opened(packs) as pack:
        assert pack.concept(DATA, DE).label.text == "Daten auswerten"
        assert pack.concept(DATA, FR).label.lang == "en"
        assert pack.concept(GERMAN, EN).label.lang == "de"
        assert pack.labels([DATA, "urn:x"], EN).keys() == {DATA}
        assert pack.concept("urn:x", EN) is None


def test_what_an_occupation_wants_is_told_essential_first(packs):
    with opened(packs) as pack:
        told = [(one.skill.uri, one.essential) for one in pack.wants(ANALYST, EN)]
    assert told == [(DATA, True), (HASKELL, True), (TEAM, False)]


def test_an_archive_is_opened(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in esco.files():
            archive.writestr(f"ESCO dataset - en - csv/{name}", data)
        archive.writestr("readme.txt", "hello")
    found = added(tmp_path, ("esco.zip", out.getvalue()))
    assert (found.skills, found.not_tables) == (4, ("readme.txt",))


def test_importing_again_takes_the_old_ones_place(tmp_path):
    folder = SkillPacks(tmp_path)
    for label in ("one", "two"):
        folder.add([("skills_en.csv", esco.skills({DATA: label}))], " esco  1 ", NOW)
    (info,) = folder.packs()
    with folder.open(info.id) as pack:
        assert pack.concept(DATA, EN).label.text == "two"
    folder.remove(info.id)
    assert folder.packs() == ()
    with pytest.raises(InputError):
        folder.remove(info.id)
    with pytest.raises(InputError):
        folder.open("../../secret")


# --- bad lines ---------------------------------------------------------------------------


def cells(**changed: str) -> dict[str, str]:
    return {"conceptUri": DATA, "preferredLabel": "analyse data", "skillType": "x"} | changed


BAD = {
    "no address": (cells(conceptUri=""), "cell_missing"),
    "no web address": (cells(conceptUri="javascript:alert(1)"), "not_an_address"),
    "an address with a blank": (cells(conceptUri="http://a b"), "not_an_address"),
    "no label": (cells(preferredLabel=" "), "cell_missing"),
    "a label without end": (cells(preferredLabel="x" * 401), "too_long"),
    "text that turns": (cells(preferredLabel="a\u202eb"), "control_character"),
    "a bell": (cells(preferredLabel="a\x07b"), "control_character"),
    "a null": (cells(preferredLabel="a\x00b"), "control_character"),
}


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD)
def test_a_bad_line_is_named_and_the_others_count(tmp_path, row, reason):
    head = ("conceptUri", "preferredLabel", "skillType")
    good = cells(conceptUri=HASKELL, preferredLabel="Haskell")
    found = added(tmp_path, ("skills_en.csv", esco.written(head, [good, row, good | row])))
    assert found.skills == 1
    assert found.bad[0].line == 3
    assert found.bad[0].reason == reason
    assert found.bad_count >= 1


RAW = {
    "another number of cells": (b"http://a/1,A,x,y,z\n", "columns_differ"),
    "bytes that are no UTF-8": (b"http://a/1,\xff\xfe,x\n", "not_utf8"),
    "a quote in the middle": (b'http://a/1,"A"B,x\n', "not_csv"),
    "a quote that never ends": (b'http://a/1,"A,x\n', "not_csv"),
    "the same twice": (b"http://a/0,A,x\n", "twice"),
}


@pytest.mark.parametrize(("line", "reason"), RAW.values(), ids=RAW)
def test_a_torn_line_is_named(tmp_path, line, reason):
    data = b"conceptUri,preferredLabel,skillType\nhttp://a/0,Zero,x\n" + line
    found = added(tmp_path, ("skills_en.csv", data))
    assert [one.reason for one in found.bad] == [reason]
    assert (found.skills, found.bad_count) == (1, 1)
    assert words.bad_line("f", 3, reason, found.bad[0].detail)


@pytest.mark.parametrize(
    "head",
    [
        b'conceptUri,preferredLabel,"skillType"x',
        b'conceptUri,preferredLabel,skillType,"more',
        b'conceptUri,"a""preferredLabel",preferredLabel,skillType,"x"y',
    ],
)
def test_a_torn_first_line_is_named(tmp_path, head):
    good = ("skills_en.csv", esco.skills({DATA: "data"}))
    found = added(tmp_path, good, ("skills_de.csv", head + b"\nhttp://a/1,A,x\n"))
    assert [(one.file, one.line, one.reason) for one in found.bad] == [
        ("skills_de.csv", 1, "not_csv")
    ]
    assert found.skills == 1


def test_relations_to_nothing_and_of_no_kind_are_named(tmp_path):
    rows = [
        (ANALYST, "essential", DATA),
        (ANALYST, "mystery", DATA),
        (ANALYST, "optional", TEAM),
    ]
    found = added(
        tmp_path,
        ("r_en.csv", esco.relations(*rows)),
        ("skills_en.csv", esco.skills({DATA: "data"})),
        ("occupations_en.csv", esco.occupations({ANALYST: "analyst"})),
    )
    assert [(one.line, one.reason) for one in found.bad] == [
        (3, "unknown_relation"),
        (4, "unknown_concept"),
    ]
    assert found.relations == 1


def test_something_is_one_kind_of_thing(tmp_path):
    found = added(
        tmp_path,
        ("occupations_en.csv", esco.occupations({DATA: "analyst"})),
        ("skills_en.csv", esco.skills({DATA: "data"})),
    )
    assert [one.reason for one in found.bad] == ["another_kind"]


def test_every_reason_has_words():
    source = Path(skill_tables.__file__).read_text()
    making = (Path(skill_tables.__file__).parents[1] / "skill_packs/making.py").read_text()
    assert [one for one in words.CODES if f'"{one}"' not in source + making] == []


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "name", "code"),
    [
        ([], "x", "no_skills"),
        ([("a.csv", b"a,b\n1,2\n")], "x", "no_skills"),
        ([("a.csv", b"conceptUri,preferredLabel,skillType\n")], "x", "no_skills"),
        (esco.files(), " ", "name_missing"),
        ([("a.zip", b"PK\x03\x04 nothing")], "x", "damaged_archive"),
    ],
)
def test_what_is_no_framework_is_refused_and_leaves_nothing(tmp_path, files, name, code):
    with pytest.raises(InputError) as refused:
        SkillPacks(tmp_path).add(files, name, NOW)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_bounds_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(skill_tables, "MOST_ROWS", 1)
    found = added(tmp_path, ("skills_en.csv", esco.skills({DATA: "a", TEAM: "b", GERMAN: "c"})))
    assert (found.skills, found.bad[0].reason) == (1, "too_many_rows")
    monkeypatch.setattr(skill_tables, "LARGEST_FILE", 100)
    with pytest.raises(InputError) as refused:
        table("skills_en.csv", b"x" * 101)
    assert refused.value.code == "too_large"


def test_an_import_can_be_ended(tmp_path):
    folder = SkillPacks(tmp_path)
    assert folder.add(esco.files(), "x", NOW, step=lambda _count: True) is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_pack_is_told_and_not_read(tmp_path):
    folder = SkillPacks(tmp_path)
    made = folder.add(esco.files(), "x", NOW)
    (path,) = tmp_path.glob("*.sqlite")
    path.write_bytes(b"SQLite format 3\x00" + bytes(200))
    assert folder.packs() == ()
    assert folder.damaged() == (made.pack_id,)
    sqlite3.connect(tmp_path / "foreign.sqlite").execute("CREATE TABLE x (y)").close()
    assert folder.packs() == ()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        SkillPacks(tmp_path / "file" / "skills").add(esco.files(), "x", NOW)


@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_by_name(tmp_path_factory, data):
    head = b"conceptUri,preferredLabel,skillType,altLabels\n"
    for one in (data, head + data):
        try:
            SkillPacks(tmp_path_factory.mktemp("any")).add([("skills_en.csv", one)], "x", NOW)
        except WalletError:
            continue


# --- against what is held ----------------------------------------------------------------


@pytest.fixture(scope="module")
def skills(tmp_path_factory, packs) -> Any:
    """Haskell by a good credential, data by a stranger and an ended one, teams by oneself."""
    issuer, stranger = Issuer(), Issuer("Unknown School")
    files = [
        ("a.json", issuer.issue("Functional", outcomes=[("Haskell", HASKELL)])),
        ("b.json", stranger.issue("Figures", outcomes=[("Data", DATA)])),
        (
            "c.json",
            issuer.issue("Old", outcomes=[("Data", DATA)], valid_until=NOW - timedelta(days=1)),
        ),
    ]
    session, _ = Session.create(
        tmp_path_factory.mktemp("held") / "W", "correct horse", clock=lambda: NOW, costs=Costs()
    )
    session.add_evidence([("registry.json", registry([issuer]))])
    session.keep(session.review([(name, to_bytes(one)) for name, one in files]))
    add_entry(session, Entry(title="Choir", skills=("teamwork", TEAM)), [])
    yield Skills(session, packs)
    session.lock()


def test_only_verified_credentials_cover_a_skill(skills):
    (info,) = skills.packs()
    found = skills.standing(info.id, ANALYST)
    told = {
        one.wanted.skill.uri: (
            [each.title[0].text for each in one.covered.by],
            sorted(each.title[0].text for each in one.covered.claimed),
        )
        for one in found.skills
    }
    assert told == {
        DATA: ([], ["Figures", "Old"]),
        HASKELL: (["Functional"], []),
        TEAM: ([], []),
    }
    assert found.count(essential=True) == (1, 2)
    assert found.count(essential=False) == (0, 1)


def test_skills_that_a_pathway_does_not_name_are_told_by_a_framework(skills):
    own = [{"id": HASKELL, "label": [{"lang": "en", "text": "Functional programming"}]}]
    slot = {"id": "a", "match": {"skills": [DATA, HASKELL, "urn:of:nobody"]}}
    made = document(slots=[slot], tree={"of": ["a"]}, labels=own)
    result = skills._session.evaluate(read(to_bytes(made)))
    (named,) = skills.named([result])
    labels = {address: texts[0].text for address, texts in named.pathway.labels.items()}
    assert labels[HASKELL] == "Functional programming", "its own name stays"
    assert labels[DATA] == skills.labels([DATA])[DATA].text
    assert set(labels) == {HASKELL, DATA}
    ((asked,), bare) = (told(one).tree.children for one in (named, result))
    assert set(asked.asks) == {"Functional programming", labels[DATA]}
    assert bare[0].asks == ("Functional programming",)


def test_what_is_not_there_is_refused(skills):
    (info,) = skills.packs()
    for pack_id, occupation in ((info.id, DATA), (info.id, "urn:x"), ("none", ANALYST)):
        with pytest.raises(InputError):
            skills.standing(pack_id, occupation)


@pytest.mark.vectors
def test_skills_of_esco_in_json_form_name_the_same_addresses(vectors, tmp_path):
    listed = json.loads((vectors / "11-vocabularies/esco-skills-en.json").read_bytes())
    labels = {one["uri"]: one["label"]["en"] for one in listed}
    found = added(tmp_path, ("skills_en.csv", esco.skills(labels)))
    assert (found.skills, found.bad_count) == (len(labels), 0)

"""The owner's own order in the list: filters, orders, and words in any script."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.helpers.issuer import Issuer, registry
from tests.wallet.vault.shelf import TITLES, listed, rows, take_in
from wallet.session import Facet, LibraryQuery, Session, Sort, templates


def by_title(session: Session) -> dict[str, str]:
    return {one.titles[0].text: one.credential_id for one in session.page(LibraryQuery()).rows}


def test_the_list_is_narrowed_to_tags_collections_and_favourites(filled: Session) -> None:
    ids = by_title(filled)
    basics, chinese = ids["Data basics"], ids["数据分析"]
    filled.labels.tag((basics, chinese), "Für ACME")
    filled.labels.favour((chinese,))
    shelf, _ = filled.labels.add_collection("Visa")
    filled.labels.collect(shelf, (basics,))

    def narrowed(facet: Facet, value: str) -> set[str]:
        query = LibraryQuery(filters=((facet, value),))
        found = {one.titles[0].text for one in rows(filled, query)}
        assert filled.count(query) == len(found)
        return found

    assert narrowed(Facet.TAG, "fur acme") == {"Data basics", "数据分析"}
    assert narrowed(Facet.TAG, "Für ACME") == {"Data basics", "数据分析"}, "as it is written"
    assert narrowed(Facet.TAG, "fur") == set()
    assert narrowed(Facet.COLLECTION, shelf) == {"Data basics"}
    assert narrowed(Facet.FAVOURITE, "yes") == {"数据分析"}
    assert narrowed(Facet.FAVOURITE, "no") == set()
    told = {
        facet: [(one.label, one.count) for one in filled.choices(facet)]
        for facet in (Facet.TAG, Facet.COLLECTION, Facet.FAVOURITE)
    }
    assert told == {
        Facet.TAG: [("Für ACME", 2)],
        Facet.COLLECTION: [("Visa", 1)],
        Facet.FAVOURITE: [("", 1)],
    }
    row = next(one for one in filled.page(LibraryQuery()).rows if one.credential_id == chinese)
    assert (row.favourite, row.tags) == (True, ("Für ACME",))
    filled.delete((basics, chinese))
    assert filled.choices(Facet.TAG) == filled.choices(Facet.FAVOURITE) == ()


def test_a_collection_is_listed_in_its_own_order(filled: Session) -> None:
    ids = by_title(filled)
    shelf, _ = filled.labels.add_collection("Visa")
    filled.labels.collect(shelf, [ids[one] for one in TITLES])
    filled.labels.arrange(shelf, ids[TITLES[3]], ids[TITLES[1]])
    filled.labels.arrange(shelf, ids[TITLES[0]], None)
    wanted = [TITLES[one] for one in (3, 1, 2, 4, 0)]
    asked = ((Facet.COLLECTION, shelf),)
    assert listed(filled, filters=asked, sort=Sort.PLACED) == wanted


def test_without_one_collection_there_is_no_order_of_it(filled: Session) -> None:
    assert listed(filled, sort=Sort.PLACED) == listed(filled, sort=Sort.ADDED)


def test_words_may_stand_partly_in_the_credential_and_partly_in_a_note(
    filled: Session,
) -> None:
    ids = by_title(filled)
    filled.labels.add_note(ids["Data basics"], "Interview am Dienstag")
    assert listed(filled, text="data dienst") == ["Data basics"]
    assert listed(filled, text="donnees dienst") == []
    assert listed(filled, text="dienst") == ["Data basics"]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("高等教育机构质量保证课程", ["质量", "等教育机构", "程", "高等 保证"]),
        ("データ分析入門", ["分析", "タ分", "入門"]),
        ("การวิเคราะห์ข้อมูล", ["ข้อมูล", "วิเคราะห์"]),
        ("تحليل البيانات الأساسي", ["تحليل", "البيانات", "بيانات", "اساسي", "الاساسي"]),
        ("Анализ данных: Ёлкин", ["данн", "АНАЛИЗ", "елкин"]),
        ("Đurđević, Łukasiewicz ja Äänekoski", ["durdevic", "lukasiewicz", "aanekoski"]),
        ("הנדסת נתונים", ["נתונים", "הנד"]),
        ("데이터 분석 기초", ["데이", "분석"]),
    ],
)
def test_any_part_that_a_reader_of_the_script_would_type_finds_it(
    session: Session, title: str, parts: list[str]
) -> None:
    take_in(session, Issuer("Example University").issue(title), Issuer().issue("Other"))
    for part in parts:
        assert listed(session, text=part) == [title], part


def test_dates_narrow_to_what_ends_and_was_awarded_between_them(
    session: Session, issuer: Issuer
) -> None:
    take_in(
        session,
        issuer.issue("Ends soon", valid_until=datetime(2027, 1, 5, tzinfo=UTC)),
        issuer.issue("Ends late", valid_until=datetime(2031, 1, 5, tzinfo=UTC)),
        issuer.issue("Never ends"),
    )
    between = (
        (Facet.EXPIRES_AFTER, "2027-01-01"),
        (Facet.EXPIRES_BEFORE, "2028-01-01"),
    )
    assert listed(session, filters=between) == ["Ends soon"]
    assert listed(session, filters=between[:1], sort=Sort.EXPIRES)[-1] == "Never ends"
    year = date(2000, 1, 1).isoformat()
    assert listed(session, filters=((Facet.AWARDED_BEFORE, year),)) == []


def test_what_a_pathway_counts_can_be_listed(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    take_in(session, issuer.issue("Data basics", ects="5", eqf=6), issuer.issue("No credits"))
    session.add_pathway(templates()[0].data)
    assert session.choices(Facet.PATHWAY) == ()
    (result,) = session.evaluate_all()
    counted = {
        result.awards[item.award].credential_id for one in result.slots for item in one.items
    }
    found = session.choices(Facet.PATHWAY)
    assert [(one.value, one.count) for one in found] == [(result.pathway.id, len(counted))]
    asked = ((Facet.PATHWAY, result.pathway.id),)
    assert {one.credential_id for one in rows(session, LibraryQuery(filters=asked))} == counted
    assert session.rebuild() == 2
    assert session.choices(Facet.PATHWAY) == found, "rebuilding the index keeps it"
    session.remove_pathway(result.pathway.id)
    assert session.choices(Facet.PATHWAY) == ()

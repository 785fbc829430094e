"""What the first page has to say: each line once, until it is mended or waved away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet.session import Costs, Session, templates
from wallet.session.attention import Concern, Line
from wallet.trust_import import TrustFolder, default_folder


class At:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def at() -> At:
    return At()


@pytest.fixture
def session(tmp_path: Path, at: At) -> Iterator[Session]:
    made, _ = Session.create(tmp_path / "W", "correct horse battery", clock=at, costs=Costs())
    with made:
        yield made


def told(session: Session) -> list[tuple[Concern, str]]:
    return [(one.concern, one.key) for one in session.attention.lines()]


def of(session: Session, concern: Concern) -> Line:
    (found,) = (one for one in session.attention.lines() if one.concern is concern)
    return found


def test_an_end_is_told_at_90_30_7_and_0_days_each_until_it_is_waved_away(
    session: Session, at: At
) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    end = NOW + timedelta(days=100)
    session.keep(
        session.review(
            [("a.json", to_bytes(issuer.issue("Ends", ects="5", eqf=6, valid_until=end)))]
        )
    )
    assert told(session) == [], "all is well"
    for days, step in ((85, 90), (29, 30), (6, 7), (-1, 0)):
        at.now = end - timedelta(days=days)
        lines = [one for one in session.attention.lines() if one.concern is not Concern.BACKUP]
        (line,) = lines
        assert line.key == f"ends:{step}"
        assert line.concern is (Concern.ENDED if days < 0 else Concern.ENDS)
        assert line.row is not None
        session.attention.dismiss(line.key, line.row.credential_id)
        assert Concern(line.concern) not in {one for one, _ in told(session)}
    session.attention.recall()
    assert (Concern.ENDED, "ends:0") in told(session)
    at.now = end + timedelta(days=60)
    assert Concern.ENDED not in {one for one, _ in told(session)}, "no news any more"


def test_an_end_names_the_pathways_that_it_touches(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    badge = issuer.issue("Ends", ects="5", eqf=6, valid_until=NOW + timedelta(days=20))
    session.keep(session.review([("a.json", to_bytes(badge))]))
    session.add_pathway(templates()[0].data)
    assert of(session, Concern.ENDS).pathways == ()
    (result,) = session.evaluate_all()
    is_counted = any(slot.items for slot in result.slots)
    assert bool(of(session, Concern.ENDS).pathways) is is_counted


def test_what_was_good_and_is_not_any_more_is_told_and_what_never_was_is_not(
    session: Session,
) -> None:
    issuer, other = Issuer("Example University"), Issuer("Nobody")
    added = session.add_evidence([("registry.json", registry([issuer]))])
    files = [("a.json", to_bytes(issuer.issue("Good"))), ("b.json", to_bytes(other.issue("B")))]
    session.keep(session.review(files))
    assert told(session) == []
    session.remove_evidence(added.items[0].sha256)
    session.add_evidence([("other.json", registry([Issuer("Else")]))])
    line = of(session, Concern.CHANGED)
    assert line.row is not None
    assert line.row.titles[0].text == "Good"
    session.attention.dismiss(line.key, line.row.credential_id)
    assert told(session) == []


def test_without_anybody_to_trust_it_is_told_once_something_rests_on_it(
    session: Session,
) -> None:
    assert told(session) == []
    session.keep(session.review([("a.json", to_bytes(Issuer().issue("A")))]))
    assert told(session) == [(Concern.NO_TRUST, "no_trust")]
    session.attention.dismiss("no_trust")
    assert told(session) == []


def test_a_register_that_came_later_is_news_and_one_of_the_first_day_is_not(
    session: Session, at: At
) -> None:
    issuer = Issuer("Example University")
    session.keep(session.review([("a.json", to_bytes(issuer.issue("A")))]))

    def accept(name: str, of_: Issuer) -> None:
        folder = TrustFolder(default_folder(), at)
        offer = folder.offer(name, [(name, registry([of_]))])
        folder.accept(offer, offer.words)

    accept("first.json", issuer)
    assert told(session) == []
    at.now = NOW + timedelta(days=5)
    accept("later.json", Issuer("Another"))
    assert [one for one, _ in told(session)] == [Concern.REGISTER]
    at.now = NOW + timedelta(days=50)
    assert Concern.REGISTER not in {one for one, _ in told(session)}


def test_an_import_that_was_begun_is_told_until_it_is_decided(session: Session) -> None:
    session.attention.import_begun(["/home/ada/one.json", "/home/ada/two.json"])
    line = of(session, Concern.UNFINISHED_IMPORT)
    assert line.names == ("/home/ada/one.json", "/home/ada/two.json")
    assert session.settings().lock_after_seconds, "other settings stay what they are"
    session.attention.import_ended()
    session.attention.import_ended()
    assert told(session) == []


def test_an_old_backup_is_told(session: Session, at: At, tmp_path: Path) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    session.keep(session.review([("a.json", to_bytes(issuer.issue("A")))]))
    at.now = NOW + timedelta(days=400)
    assert (Concern.BACKUP, "backup:never") in told(session)
    (tmp_path / "safe").mkdir()
    session.backups.make(tmp_path / "safe")
    assert Concern.BACKUP not in {one for one, _ in told(session)}

"""A person says which programme it is: for one credential, and from their own wallet alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.helpers.bundles import Operator, accredited, deqar, take
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from wallet.errors import InputError
from wallet.evidence import Source
from wallet.register import ProgrammeRow
from wallet.report import Accreditation, Role
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.looking import confirm_programme
from wallet.trust import programmes, read_evidence
from wallet.trust_import import TrustFolder, default_folder
from wallet.trust_import.list_terms import Coverage
from wallet.wording import accreditation

ID, DECISION = "ab" * 32, "of-DEQARINST9000"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    issuer = Issuer()
    rows = accredited(
        issuer,
        type="micro_credential",
        start=date(2020, 1, 1),
        end=date(2030, 1, 1),
        programmes=(ProgrammeRow(name="Marine biology", eqf=6, degree=False),),
    )
    listed = deqar(rows, coverage=Coverage(countries=frozenset({issuer.country})))
    take(TrustFolder(default_folder(), lambda: NOW), Operator(tmp_path / "k").bundle(listed))
    made, _ = Session.create(tmp_path / "W", "correct horse", clock=lambda: NOW, costs=Costs())
    with made:
        issued = [
            issuer.issue("Marine Biology", eqf=6, description=one) for one in ("One", "Two")
        ]
        files = [(f"{n}.json", to_bytes(one)) for n, one in enumerate(issued)]
        made.keep(made.review(files))
        yield made


def told(session: Session, credential_id: str) -> Accreditation:
    return session.credential(credential_id).report.accreditation


def test_what_a_person_says_counts_for_that_credential_and_can_be_taken_back(
    session: Session,
) -> None:
    one, other = (row.credential_id for row in session.page(LibraryQuery()).rows)
    assert told(session, one).facts["why"] == "programme_missing"
    changes = confirm_programme(session, one, DECISION, "Marine biology")
    assert changes.changed[0] == one
    answer = told(session, one)
    assert (answer.code, answer.at_award, answer.now) == ("accredited", "yes", "yes")
    assert answer.facts["programme_confirmed_on"] == NOW.date().isoformat()
    words = accreditation(session.credential(one).report, Role.HOLDER)
    assert words is not None
    assert words.rests_on[-1].startswith("The owner of this wallet said on 21 Nov 2026")
    assert told(session, other).facts["why"] == "programme_missing"
    assert not session.evidence_changed(), "nothing else has to be judged again"
    (kept,) = [item for item in session.evidence_items() if item.kind == "programme"]
    session.remove_evidence(kept.sha256)
    assert told(session, one).facts["why"] == "programme_missing"


def test_another_decision_and_another_name_confirm_nothing(session: Session) -> None:
    one = session.page(LibraryQuery()).rows[0].credential_id
    confirm_programme(session, one, "of-another", "Marine biology")
    confirm_programme(session, one, DECISION, "Marine engineering")
    assert told(session, one).facts["why"] == "programme_missing"
    with pytest.raises(InputError):
        confirm_programme(session, "cd" * 32, DECISION, "Marine biology")


@pytest.mark.parametrize("source", [Source.ACCEPTED, Source.CARRIED])
def test_it_is_nothing_that_could_be_sent_to_somebody(source: Source) -> None:
    said = [programmes.written(ID, DECISION, "Marine biology")]
    found, refused = read_evidence(said, source=source, received_at=NOW)
    assert (found.programmes, [one.code for one in refused]) == ((), ["not_evidence"])
    found, refused = read_evidence(said, source=Source.VAULT, received_at=NOW)
    assert [(one.credential_id, one.decision) for one in found.programmes] == [(ID, DECISION)]


@pytest.mark.parametrize(
    "change",
    [
        {"credential": "short"},
        {"decision": 1},
        {"programme": None},
        {"more": "x"},
        {"decision": "x" * 301},
    ],
)
def test_another_shape_is_no_evidence(change: dict[str, object]) -> None:
    _, data = programmes.written(ID, DECISION, "Marine biology")
    bent = json.dumps({**json.loads(data), **change}).encode()
    found, refused = read_evidence([("p", bent)], source=Source.VAULT, received_at=NOW)
    assert (found.programmes, len(refused)) == ((), 1)

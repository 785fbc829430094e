"""The proof of a pathway (F-7): what counts, and the learner's own word for the result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.check_desk import CheckDesk
from wallet.errors import InputError, PresentingError
from wallet.examine import FileResult
from wallet.presenting import Note
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.session import Costs, Session, templates

SCHOOL = Issuer("A School", seed="school")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made, _ = Session.create(
        tmp_path / "W", "correct horse battery", clock=lambda: NOW, costs=Costs()
    )
    with made:
        made.add_evidence([("registry.json", registry([SCHOOL]))])
        yield made


def kept(session: Session, *titles: str, holder: str = "") -> list[str]:
    found = []
    for title in titles:
        badge = SCHOOL.issue(title, holder=holder, ects="5", eqf=6)
        found += session.keep(session.review([("a.json", to_bytes(badge))])).kept
    return found


def pathway(session: Session) -> str:
    session.add_pathway(templates()[0].data)
    return session.pathways()[0].id


def checked(data: bytes, tmp_path: Path, **more: Any) -> FileResult:
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([SCHOOL]))]
    return desk.check([("x", data)], evidence_files=known, **more)[0]


def test_what_counts_goes_with_the_learners_own_word(session: Session, tmp_path: Path) -> None:
    did = session.new_holder_key().did
    ids = kept(session, "Data basics", "Data ethics", holder=did)
    (spare,) = kept(session, "Data basics", holder=did)  # the same course once more
    plan = session.handover.plan_stack(
        pathway(session), recipient="ACME Ltd", nonce="n-1", preset=None
    )
    *credentials, statement = plan.credentials
    shown = [one.credential_id for one in credentials]
    assert shown
    assert set(shown) <= {*ids, spare}
    assert Note.OWN_STATEMENT in statement.notes
    data = session.present(plan).presentation
    for one in {*ids, spare} - set(shown):
        assert one not in data.decode()  # what was not counted stays at home
    result = checked(data, tmp_path, nonce="n-1", recipient="ACME Ltd")
    whole, *parts = result.credentials
    assert whole.verdict.code is VerdictCode.VERIFIED
    assert {one.verdict.code for one in parts[:-1]} == {VerdictCode.VERIFIED}
    own = parts[-1]
    assert own.verdict.code is VerdictCode.CANNOT_TELL
    assert own.report.find(Check.ISSUER_IDENTITY).reason is Reason.SELF_ASSERTED
    assert own.report.find(Check.PROOF).reason is Reason.SIGNATURE_VALID
    said = own.report.verified_document["credentialSubject"]["pathwayResult"]
    counted = [name for part in said["parts"] for name in part["credentials"]]
    assert set(counted) == {one.secured.credential_id for one in parts[:-1]}
    assert "signed by no issuer" in own.report.verified_document["description"]


def more(statement: dict[str, Any]) -> None:
    statement["credentialSubject"]["pathwayResult"]["counted"] = "500"


def complete(statement: dict[str, Any]) -> None:
    statement["credentialSubject"]["pathwayResult"]["result"] = "complete!"


def retitled(statement: dict[str, Any]) -> None:
    statement["name"] = "Diploma"


def by_the_school(statement: dict[str, Any]) -> None:
    statement["issuer"] = SCHOOL.did


def about_another(statement: dict[str, Any]) -> None:
    statement["credentialSubject"]["id"] = "did:example:other"


def test_an_altered_statement_is_forged(session: Session, tmp_path: Path) -> None:
    kept(session, "Data basics", holder=session.new_holder_key().did)
    plan = session.handover.plan_stack(pathway(session), recipient="ACME Ltd", preset=None)
    made = session.present(plan).presentation
    for change in (more, complete, retitled, by_the_school, about_another):
        sent = json.loads(made)
        change(sent["verifiableCredential"][-1])
        whole, *parts = checked(json.dumps(sent).encode(), tmp_path).credentials
        assert whole.verdict.code is VerdictCode.NOT_GENUINE, change
        assert parts[-1].verdict.code is VerdictCode.NOT_GENUINE, change


def test_without_a_bound_credential_a_key_for_once_says_it(
    session: Session, tmp_path: Path
) -> None:
    kept(session, "Data basics")
    plan = session.handover.plan_stack(pathway(session), preset=None)
    assert plan.is_signed_once
    data = session.present(plan).presentation
    own = checked(data, tmp_path).credentials[-1]
    assert own.report.find(Check.ISSUER_IDENTITY).reason is Reason.SELF_ASSERTED


def test_the_named_selection_fits_only_with_a_result(session: Session) -> None:
    ids = kept(session, "Data basics", holder=session.new_holder_key().did)
    assert session.handover.plan_stack(pathway(session)).credentials
    with pytest.raises(PresentingError) as refused:
        session.plan(ids, preset="F-7")
    assert refused.value.code == "preset_not_met"


def test_nothing_counted_and_no_such_pathway_are_refused(session: Session) -> None:
    with pytest.raises(PresentingError) as refused:
        session.handover.plan_stack(pathway(session))
    assert refused.value.code == "nothing_counted"
    with pytest.raises(InputError):
        session.handover.plan_stack("urn:pathway:none")

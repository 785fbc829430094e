"""Signed evidence that goes along: it counts by its own signature, or not at all."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.chain import Chain
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.presenting import HOLDER, KEY, chosen, make_plan
from tests.helpers.selective import sign_base
from wallet import presenting
from wallet.evidence import Evidence, Source
from wallet.examine import FileResult, examine
from wallet.presenting import DisclosurePlan, Pages, along, pages_of
from wallet.report import Check, Policy, Role, VerdictCode
from wallet.trust import read_evidence


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("Example University")


def held(*files: tuple[str, bytes], source: Source = Source.VAULT) -> Evidence:
    found, refused = read_evidence(files, source=source, received_at=NOW)
    assert not refused
    return found


def with_papers(plan: DisclosurePlan, known: Evidence) -> DisclosurePlan:
    shown = [one.secured.document for one in plan.credentials]
    return replace(plan, papers=presenting.papers_for(shown, known))


def sent(plan: DisclosurePlan, way: str = "file") -> bytes:
    data = presenting.encode(plan, KEY, NOW)
    (one,) = presenting.carry(data, way, plan.papers).artifacts
    return one.data


def checked(data: bytes, evidence: Evidence, later: timedelta = timedelta()) -> FileResult:
    return examine(data, "x", evidence, policy=Policy(), now=NOW + later, role=Role.RECEIVER)


def verdict(result: FileResult) -> VerdictCode:
    return result.credentials[-1].verdict.code


def badge(issuer: Issuer) -> dict[str, Any]:
    made: dict[str, Any] = issuer.issue("Data basics", holder=HOLDER, status=("revocation",))
    return made


def listed(issuer: Issuer) -> tuple[str, bytes]:
    return "list.json", issuer.publish()


@pytest.mark.parametrize("way", ["file", "pdf"])
def test_a_receiver_without_the_list_sees_that_it_was_not_revoked(
    issuer: Issuer, way: str
) -> None:
    plan = make_plan(badge(issuer))
    known = held(("r.json", registry([issuer])), source=Source.CALLER)
    assert verdict(checked(sent(plan, way), known)) is VerdictCode.CANNOT_TELL
    plan = with_papers(plan, held(listed(issuer)))
    (paper,) = plan.papers
    assert paper.kind == along.STATUS_LIST
    data = sent(plan, way)
    result = checked(data, known)
    assert verdict(result) is VerdictCode.VERIFIED
    assert [one.kind for one in result.brought] == [along.STATUS_LIST]
    assert len(result.credentials) == 2  # the list is no credential of anybody
    assert result.refused == ()
    if way == "pdf":
        assert pages_of(data) is Pages.MADE_FROM_IT


def test_a_presentation_comes_back_out_of_its_zip(issuer: Issuer) -> None:
    plan = with_papers(make_plan(badge(issuer)), held(listed(issuer)))
    data = presenting.encode(plan, KEY, NOW)
    (made,) = presenting.carry(data, "file", plan.papers).artifacts
    assert made.name.endswith(".zip")
    assert presenting.transport("file").decode([made.data]) == data
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.namelist() == ["presentation.vp.json", "evidence-1.json"]


def test_what_the_list_says_counts_also_against_its_bearer(issuer: Issuer) -> None:
    made = badge(issuer)
    issuer.revoke(made)
    plan = with_papers(make_plan(made), held(listed(issuer)))
    known = held(("r.json", registry([issuer])), source=Source.CALLER)
    assert verdict(checked(sent(plan), known)) is VerdictCode.NOT_VALID


def _bent(issuer: Issuer) -> bytes:
    told = json.loads(listed(issuer)[1])
    told["credentialSubject"]["encodedList"] = told["credentialSubject"]["encodedList"][:-4]
    return to_bytes(told)


def _anothers(issuer: Issuer) -> bytes:
    other = Issuer("Example University", seed="other")
    told = json.loads(issuer.publish())
    del told["proof"]
    told["issuer"] = other.did
    return to_bytes(other.sign(told))


@pytest.mark.parametrize("bad", [_bent, _anothers])
def test_a_list_that_was_bent_or_is_somebody_elses_shows_nothing(
    issuer: Issuer, bad: Any
) -> None:
    plan = make_plan(badge(issuer))
    paper = along.Paper(kind=along.STATUS_LIST, about="x", data=bad(issuer))
    known = held(("r.json", registry([issuer])), source=Source.CALLER)
    result = checked(sent(replace(plan, papers=(paper,))), known)
    assert verdict(result) is VerdictCode.CANNOT_TELL


def test_an_old_list_shows_nothing_of_today(issuer: Issuer) -> None:
    plan = with_papers(make_plan(badge(issuer)), held(listed(issuer)))
    known = held(("r.json", registry([issuer])), source=Source.CALLER)
    result = checked(sent(plan), known, timedelta(days=45))
    assert verdict(result) is VerdictCode.CANNOT_TELL


def test_keys_and_registers_that_came_along_are_not_used(issuer: Issuer) -> None:
    papers = tuple(
        along.Paper(kind=along.STATUS_LIST, about="x", data=data)
        for data in (registry([issuer]), to_bytes(issuer.document()))
    )
    plan = make_plan(issuer.issue("Data basics", holder=HOLDER))
    result = checked(sent(replace(plan, papers=papers)), Evidence())
    assert verdict(result) is VerdictCode.CANNOT_TELL
    assert {one.kind for one in result.brought} == {along.IGNORED}
    assert len(result.credentials) == 2


def test_of_an_entry_that_is_kept_back_no_list_goes_along() -> None:
    issuer = Issuer("Example University", kind="P-256")
    document = issuer.credential("Data basics", holder=HOLDER, status=("revocation",))
    signed = sign_base(document, issuer.key, issuer.method_id, ("/issuer",)).document
    known = held(listed(issuer))

    def papers(*reveal: str) -> tuple[along.Paper, ...]:
        one = replace(chosen(signed), reveal=reveal)
        plan = presenting.plan([one], (HOLDER,), recipient="A", now=NOW, once=lambda: HOLDER)
        return with_papers(plan, known).papers

    assert papers("/credentialSubject/achievement/name") == ()
    assert len(papers("/credentialStatus")) == 1


def test_codes_leave_them_at_home_and_say_so(issuer: Issuer) -> None:
    plan = with_papers(make_plan(badge(issuer)), held(listed(issuer)))
    data = presenting.encode(plan, KEY, NOW)
    for way in ("qr", "ur"):
        carried = presenting.carry(data, way, plan.papers)
        assert "papers_left" in carried.warnings
        entry = presenting.ledger_entry(plan, data, carried, now=NOW, salt=b"s" * 16)
        assert entry.papers == ()
    kept = presenting.carry(data, "file", plan.papers)
    entry = presenting.ledger_entry(plan, data, kept, now=NOW, salt=b"s" * 16)
    assert entry.papers == (plan.papers[0].sha256,)
    assert presenting.entry_from_json(presenting.entry_to_json(entry)) == entry


# --- signed accreditations ------------------------------------------------------------------


class Accredited:
    """A learner's badge by an accredited university, and what both sides hold."""

    def __init__(self, *, status: bool = True) -> None:
        self.chain = Chain()
        self.signers = self.chain.signers
        if status:
            for name, by in self.signers.items():
                self.chain.documents[name]["credentialStatus"] = by.entry("revocation")
        keys = [
            one
            for each in (self.chain.root, self.chain.ministry, self.chain.uni)
            for one in each.evidence_files()
        ]
        self.keys = held(*keys, source=Source.ACCEPTED)
        made = self.chain.uni.credential("Data basics", eqf=7, holder=HOLDER)
        made["issuer"]["address"] = {"type": ["Address"], "addressCountryCode": "FI"}
        self.plan = make_plan(self.chain.uni.sign(made))

    def learners(self) -> Evidence:
        """What the learner's wallet holds: the accreditations and the lists they name."""
        files = [
            (f"{name}.jwt", self.signers[name].jwt(document).encode())
            for name, document in self.chain.documents.items()
        ]
        files += [
            (f"{name}.json", by.publish())
            for name, by in self.signers.items()
            if "credentialStatus" in self.chain.documents[name]
        ]
        return held(*files)

    def code(self, *, pinned: bool = True) -> str | None:
        plan = with_papers(self.plan, self.learners())
        registers = (self.chain.world.register,) if pinned else ()
        known = self.keys.joined(Evidence(registers=registers))
        return checked(sent(plan), known).credentials[-1].report.accreditation.code


def test_signed_accreditations_count_up_to_a_root_that_the_receiver_pinned() -> None:
    world = Accredited()
    papers = with_papers(world.plan, world.learners()).papers
    kinds = [one.kind for one in papers]
    assert (kinds.count(along.ACCREDITATION), kinds.count(along.STATUS_LIST)) == (2, 2)
    assert world.code() == "accredited"


def test_without_the_receivers_own_root_they_say_nothing() -> None:
    assert Accredited().code(pinned=False) == "no_register"


def test_one_that_nobody_could_take_back_is_not_believed_from_its_bearer() -> None:
    assert Accredited(status=False).code() != "accredited"


def test_a_list_that_merely_informs_does_not_say_that_it_stands() -> None:
    world = Accredited()
    for name, by in world.signers.items():
        world.chain.documents[name]["credentialStatus"] = by.entry("message")
    assert world.code() != "accredited"


def test_one_that_was_taken_back_is_not_believed() -> None:
    world = Accredited()
    world.signers["attest"].revoke(world.chain.documents["attest"])
    assert world.code() != "accredited"


def test_they_are_not_among_the_credentials_that_were_shown() -> None:
    world = Accredited()
    plan = with_papers(world.plan, world.learners())
    result = checked(sent(plan), world.keys)
    assert [one.secured.is_presentation for one in result.credentials] == [True, False]
    status = result.credentials[-1].report.find(Check.STATUS)
    assert status is not None

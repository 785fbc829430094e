"""Drafts of pathways in a wallet: kept, tried on learners, signed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.pathways import TODAY, award, document, pathway, w1_awards
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.holder import new_private_key
from wallet.identifiers import did_key_of
from wallet.pathways import read, templates
from wallet.pathways.authoring import (
    Draft,
    Effect,
    Learner,
    affected,
    blank,
    copy,
    file_name,
    look,
    named_as_owner,
    new_version,
    preview,
    published,
    put,
    signed,
)
from wallet.session import Costs, Session
from wallet.session.authoring import Work, own_id

PASSPHRASE = "correct horse battery"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One wallet for all tests here: each uses ids of its own."""
    folder = tmp_path_factory.mktemp("wallet") / "W"
    made, _ = Session.create(folder, PASSPHRASE, clock=lambda: NOW, costs=Costs())
    with made:
        yield made


def test_a_draft_is_there_again_after_the_wallet_was_closed(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    unsound = put(blank(own_id()), ("validFrom",), "soon")
    work = Work(id=own_id(), draft=unsound, base=pathway())
    session, _ = Session.create(tmp_path / "W", PASSPHRASE, clock=clock, costs=Costs())
    assert session.authoring.save(work).areas == frozenset({"drafts"})
    session.lock()
    with Session.open(tmp_path / "W", PASSPHRASE, clock=clock) as again:
        (found,) = again.authoring.works()
        assert (found.id, found.draft) == (work.id, unsound)
        assert found.base is not None
        assert found.base.document == pathway().document
        assert found.changed_at
        assert again.pathways() == ()
        assert again.settings().languages == ("en",)


def test_a_draft_is_saved_over_itself_and_thrown_away_once(session: Session) -> None:
    first = Work(id="d", draft=blank("urn:uuid:1"))
    session.authoring.save(first)
    session.authoring.save(Work(id="e", draft=blank("urn:uuid:2")))
    session.authoring.save(Work(id="d", draft=put(first.draft, ("version",), "2")))
    assert [one.id for one in session.authoring.works()] == ["d", "e"]
    assert session.authoring.work("d").draft.at(("version",)) == "2"
    session.authoring.discard("d")
    with pytest.raises(InputError, match="unknown_draft"):
        session.authoring.discard("d")
    with pytest.raises(InputError, match="unknown_draft"):
        session.authoring.work("d")


def test_what_is_signed_is_read_and_names_its_key(session: Session) -> None:
    draft = Draft(document=document())
    data = session.authoring.sign(draft)
    found = read(data).signature
    assert found is not None
    assert (found.checked, found.signer) == (True, session.authoring.signer)
    owned = named_as_owner(draft, session.authoring.signer)
    assert named_as_owner(owned, session.authoring.signer) == owned
    assert session.authoring.signer in read(session.authoring.sign(owned)).owner_ids


@pytest.mark.parametrize("member", ["version", "title", "owner", "slots", "rules"])
def test_a_signed_document_that_was_changed_is_refused(session: Session, member: str) -> None:
    made = json.loads(session.authoring.sign(Draft(document=document())))
    made[member] = document(version="2", title=[{"lang": "en", "text": "X"}], rules=[],
                            owner={}, slots=[{"id": "z"}])[member]  # fmt: skip
    with pytest.raises(InputError) as refused:
        read(json.dumps(made).encode())
    assert refused.value.facts["reason"] == "signature_invalid"


def test_nothing_unsound_is_published_or_signed(session: Session) -> None:
    for publish in (published, session.authoring.sign):
        with pytest.raises(InputError) as refused:
            publish(blank("urn:uuid:x"))
        assert refused.value.code == "malformed_pathway"


def test_a_new_version_takes_the_place_of_the_one_it_names(session: Session) -> None:
    old = pathway(version="2026.1")
    session.add_pathway(session.authoring.sign(Draft(document=old.document)))
    (kept,) = session.pathways()
    assert session.authoring.may_replace(kept)
    draft = new_version(kept)
    assert (draft.at(("version",)), draft.at(("supersedes",))) == (
        "2026.2",
        "urn:example:pathway@2026.1",
    )
    assert draft.at(("proof",)) is None
    with pytest.raises(InputError, match="pathway_of_another_signer"):
        session.add_pathway(published(draft))
    session.add_pathway(session.authoring.sign(draft))
    assert [one.version for one in session.pathways()] == ["2026.2"]


@pytest.mark.parametrize(
    ("old", "new"), [("1", "2"), ("2026.9", "2026.10"), ("v3", "v4"), ("first", "first.1")]
)
def test_versions_are_counted_up(old: str, new: str) -> None:
    assert new_version(pathway(version=old)).at(("version",)) == new
    assert new_version(pathway(version=old), "9").at(("version",)) == "9"


def test_templates_and_what_somebody_else_signed_can_only_be_copied(session: Session) -> None:
    assert not session.authoring.may_replace(templates()[0].pathway)
    key = new_private_key()
    did = did_key_of(key.public_key())
    method = f"{did}#{did.removeprefix('did:key:')}"
    theirs = read(signed(Draft(document=document()), key=key, method=method, created=NOW))
    assert not session.authoring.may_replace(theirs)
    draft = copy(theirs, "urn:uuid:mine")
    assert draft.at(("basedOn",)) == "urn:example:pathway@1"
    assert {"owner", "supersedes", "proof"} & set(draft.document) == set()
    assert look(draft).pathway is not None


def test_the_own_wallet_is_the_first_learner(session: Session) -> None:
    issuer = Issuer("Example University")
    session.keep(session.review([("a.json", to_bytes(issuer.issue("Data basics")))]))
    (own,) = session.authoring.learners()
    assert (own.id, len(own.held)) == ("", 1)
    (tried,) = preview(pathway(), [own], session.authoring.today())
    assert tried.result.pathway.id == "urn:example:pathway"


def test_a_new_version_is_tried_on_each_learner_and_the_worst_stands_first() -> None:
    old = pathway()
    new = pathway(version="2", rules=[{"id": "total", "type": "totalCredits", "min": "12"}])
    learners = [
        Learner(id="a", name="Same", held=(award("a", "20"),)),
        Learner(id="b", name="Worse", held=(award("b", "11"),)),
        Learner(id="c", name="None", held=()),
    ]
    found = affected(old, new, learners, TODAY)
    assert [(one.learner.name, one.effect) for one in found] == [
        ("Worse", Effect.WORSE),
        ("Same", Effect.NONE),
        ("None", Effect.NONE),
    ]
    better = {one.learner.name: one.effect for one in affected(new, old, learners, TODAY)}
    assert better["Worse"] is Effect.BETTER
    assert affected(old, new, learners, TODAY, lambda: True) == ()
    assert preview(old, learners, TODAY, lambda: True) == ()


def test_another_choice_under_the_same_result_is_told() -> None:
    template = templates()[0].pathway
    learner = Learner(id="a", name="A", held=w1_awards())
    draft = put(Draft(document=template.document), ("rules", 1, "max"), "4")
    new = look(draft).pathway
    assert new is not None
    (found,) = affected(template, new, [learner], TODAY)
    assert found.effect is Effect.COUNTS_OTHERWISE


def test_a_file_is_named_after_its_title() -> None:
    assert file_name(Draft(document=document())) == "A-pathway.pathway.json"
    odd = put(Draft(document=document()), ("title",), [{"lang": "en", "text": "../..\\ "}])
    assert file_name(odd) == "pathway.pathway.json"

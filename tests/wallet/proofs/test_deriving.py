"""What a holder shows of a credential: that and no more, with a proof that others accept."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.helpers.badges import OB, V2, badge
from tests.helpers.keys import Key
from tests.helpers.proving import proven, refused
from tests.helpers.selective import Base, sign_base
from tests.helpers.signing import add_proof
from wallet.errors import InputError, ProofFailure
from wallet.proofs import deriving
from wallet.proofs.deriving import derive, disclosable
from wallet.reasons import Reason

KEY = Key.make("issuer", "P-256")
METHOD = f"{KEY.did_key}#{KEY.multibase}"
MANDATORY = ("/issuer", "/validFrom")
SUBJECT = "/credentialSubject"


def signed(document: dict[str, Any] | None = None, *mandatory: str) -> Base:
    return sign_base(document or badge(), KEY, METHOD, mandatory or MANDATORY)


def bare(document: Any) -> dict[str, Any]:
    return {name: one for name, one in document.items() if name != "proof"}


# --- what is shown ----------------------------------------------------------------------------


def test_nothing_chosen_shows_what_is_mandatory_and_nothing_else() -> None:
    base = signed()
    shown = derive(base.document, [])
    assert proven(shown).selective
    assert bare(shown) == {
        "@context": [V2, OB],
        **{name: badge()[name] for name in ("id", "type", "issuer", "validFrom")},
    }


def test_what_is_chosen_is_shown_as_another_holder_would() -> None:
    base = signed()
    for chosen in (
        [f"{SUBJECT}/achievement/name"],
        [f"{SUBJECT}/achievement/tag/1", f"{SUBJECT}/achievement/alignment/0/targetUrl"],
        [SUBJECT],
        [""],
    ):
        shown = derive(base.document, chosen)
        assert shown == base.derive(chosen).document
        assert proven(shown).selective


def test_entries_of_arrays_are_chosen_by_their_place() -> None:
    results = [{"type": ["Result"], "value": value} for value in ("1", "2", "3")]
    document = badge()
    document["credentialSubject"]["result"] = results
    base = signed(document)
    for at in range(3):
        shown = derive(base.document, [f"{SUBJECT}/result/{at}/value"])
        assert shown["credentialSubject"]["result"] == [results[at]]
        assert proven(shown).selective


def test_blank_nodes_inside_blank_nodes_keep_apart() -> None:
    """A subject without a name, with criteria: where libraries mix the labels up."""
    document = badge()
    subject = document["credentialSubject"]
    del subject["id"], subject["achievement"]["id"], document["id"]
    subject["identifier"] = [
        {"type": "IdentityObject", "hashed": False, "identityHash": one, "identityType": "name"}
        for one in ("a", "b")
    ]
    base = signed(document)
    every = disclosable(base.document)[1]
    assert f"{SUBJECT}/identifier/1/identityHash" in every
    for one in every:
        assert proven(derive(base.document, [one])).selective
    shown = derive(base.document, [f"{SUBJECT}/identifier/1/identityHash"])
    assert shown["credentialSubject"]["identifier"] == [
        {"type": "IdentityObject", "identityHash": "b"}
    ]


def test_a_value_in_array_brackets_or_without_is_the_same_value() -> None:
    document = badge(
        evidence={"type": ["Evidence"], "name": "Essay"},
        awardedDate="2026-01-01T00:00:00Z",
    )
    document["credentialSubject"]["achievement"]["criteria"] = [{"narrative": "Pass."}]
    document["credentialSubject"]["achievement"]["tag"] = "soil"
    base = signed(document)
    for pointer, value in (
        ("/evidence/name", "Essay"),
        (f"{SUBJECT}/achievement/criteria/0/narrative", "Pass."),
        (f"{SUBJECT}/achievement/tag", "soil"),
    ):
        shown = derive(base.document, [pointer])
        assert proven(shown).selective
        assert value in str(shown)
        assert str(shown).count("'name'") <= 2  # the issuer's, and the one asked for


def test_a_text_that_looks_like_a_node_is_a_text() -> None:
    """Other suites relabel ``_:b0`` wherever it stands."""
    base = signed(badge(name="_:b0", description="<urn:bnid:0> _:c14n0 ."))
    for pointer in ("/name", "/description"):
        assert proven(derive(base.document, [pointer])).selective


def test_names_with_slashes_and_tildes_are_escaped() -> None:
    own = {"@vocab": "urn:x:"}
    document = badge()
    document["@context"] = [V2, OB, own]
    document["credentialSubject"] |= {"a/b": "1", "c~d": "2", "~1": "3"}
    base = signed(document)
    names = {f"{SUBJECT}/a~1b": "a/b", f"{SUBJECT}/c~0d": "c~d", f"{SUBJECT}/~01": "~1"}
    assert set(names) <= set(disclosable(base.document)[1])
    for pointer, name in names.items():
        shown = derive(base.document, [pointer])
        assert set(shown["credentialSubject"]) == {"id", "type", name}
        proven(shown)


def test_the_whole_may_be_shown_and_is_still_a_derived_proof() -> None:
    base = signed()
    shown = derive(base.document, [""])
    assert bare(shown) == bare(base.document)
    (fact,) = proven(shown).proofs
    assert fact.disclosure == "derived"


def test_the_document_is_left_as_it_is() -> None:
    document = signed().document
    before = copy.deepcopy(document)
    derive(document, [SUBJECT])
    disclosable(document)
    assert document == before


def test_other_proofs_of_the_credential_stay_at_home() -> None:
    """One over the whole document would tell by its failing, and name, what is not shown."""
    base = signed()
    whole = add_proof(base.document, KEY, METHOD, "ecdsa-rdfc-2019")
    assert len(whole["proof"]) == 2
    shown = derive(whole, [])
    assert shown["proof"]["cryptosuite"] == "ecdsa-sd-2023"
    assert proven(shown).selective


# --- what may be chosen -----------------------------------------------------------------------


def test_what_is_mandatory_is_told_apart_from_what_is_free() -> None:
    base = signed(None, "/issuer", f"{SUBJECT}/achievement/name")
    always, free = disclosable(base.document)
    assert set(always) == {
        "/issuer", "/id", "/type", f"{SUBJECT}/id", f"{SUBJECT}/type",
        f"{SUBJECT}/achievement/id", f"{SUBJECT}/achievement/type",
        f"{SUBJECT}/achievement/name",
    }  # fmt: skip
    assert f"{SUBJECT}/achievement/tag/0" in free
    assert not set(always) & set(free)
    assert not any(one.startswith("/issuer/") or "@context" in one for one in free)
    shown = derive(base.document, always)
    assert shown == derive(base.document, [])


def test_everything_free_together_with_what_is_mandatory_is_everything() -> None:
    base = signed()
    _, free = disclosable(base.document)
    assert bare(derive(base.document, free)) == bare(base.document)


def test_an_ordered_list_is_chosen_as_a_whole() -> None:
    document = badge()
    description = {
        "id": "urn:x:result", "type": ["ResultDescription"], "name": "Grade",
        "resultType": "LetterGrade", "allowedValue": ["A", "B", "C"],
    }  # fmt: skip
    document["credentialSubject"]["achievement"]["resultDescription"] = [description]
    base = signed(document)
    _, free = disclosable(base.document)
    at = f"{SUBJECT}/achievement/resultDescription/0"
    assert {f"{at}/allowedValue", f"{at}/name"} <= set(free)
    assert not any(one.startswith(f"{at}/allowedValue/") for one in free)
    shown = derive(base.document, [f"{at}/allowedValue"])
    proven(shown)
    with pytest.raises(ProofFailure) as caught:
        derive(base.document, [f"{at}/allowedValue/1"])
    assert caught.value.code == Reason.UNSUPPORTED_PROOF


def test_beyond_a_bound_parts_are_offered_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question costs a millisecond; a hostile issuer may write thousands of parts."""
    document = badge()
    achievement = document["credentialSubject"]["achievement"]
    achievement["resultDescription"] = [
        {"type": ["ResultDescription"], "name": f"Grade {at}", "resultType": "LetterGrade",
         "allowedValue": ["A", "B"]} for at in range(3)
    ]  # fmt: skip
    base = signed(document)
    _, every = disclosable(base.document)
    monkeypatch.setattr(deriving, "_MOST_ASKED", 2)
    _, fewer = disclosable(base.document)
    assert len(fewer) < len(every)
    for one in fewer:
        assert proven(derive(base.document, [one])).selective
    assert bare(derive(base.document, fewer)) == bare(base.document)


def test_a_text_with_its_language_is_one_value() -> None:
    document = badge(name={"@value": "Bodenkunde", "@language": "de"})
    base = signed(document)
    assert "/name" in disclosable(base.document)[1]
    assert derive(base.document, ["/name"])["name"] == document["name"]


def test_what_nobody_signed_is_not_offered_and_not_shown() -> None:
    base = signed()
    document = {**base.document, "honours": "with distinction"}
    assert "/honours" not in disclosable(document)[1]
    proven(derive(document, ["/name"]))
    with pytest.raises(ProofFailure) as caught:
        derive(document, ["/honours"])
    assert (caught.value.code, caught.value.indeterminate) == (Reason.UNSIGNED_MEMBERS, True)


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pointer", ["/nothing", "name", "/name/x", "/type/9", "/type/01", "/-"]
)
def test_a_pointer_to_nothing_is_the_persons_mistake(pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        derive(signed().document, [pointer])
    assert caught.value.code == "pointer_to_nothing"


def test_nothing_chosen_and_nothing_mandatory_shows_nothing() -> None:
    base = sign_base(badge(), KEY, METHOD, ())
    with pytest.raises(InputError) as caught:
        derive(base.document, [])
    assert caught.value.code == "nothing_to_show"
    assert proven(derive(base.document, ["/issuer"])).selective


def test_only_a_base_proof_can_be_shown_in_part() -> None:
    derived = derive(signed().document, ["/name"])
    whole = add_proof(badge(), KEY, METHOD, "ecdsa-rdfc-2019")
    for document in (derived, whole):
        for ask in (lambda one: derive(one, []), disclosable):
            with pytest.raises(ProofFailure) as caught:
                ask(document)
            assert caught.value.code == Reason.UNSUPPORTED_PROOF
            assert caught.value.indeterminate
    assert disclosable(signed().document)


def test_an_altered_original_gives_nothing_that_passes() -> None:
    document = signed().document
    for bent in (
        {**document, "name": "Law"},
        {**document, "validFrom": "2020-01-01T00:00:00Z"},
    ):
        shown = derive(bent, ["/name"])
        assert refused(shown).code == Reason.SIGNATURE_INVALID
    added = {**document, "description": "more than was signed"}
    with pytest.raises(ProofFailure) as caught:
        derive(added, ["/name"])
    assert caught.value.code == Reason.SIGNATURE_INVALID

"""A request is answered with the least that satisfies it, for whoever asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.issuer import NOW, registry
from tests.helpers.presenting import HOLDER, ISSUER, KEY, MINE, MY_DID, chosen
from tests.helpers.qr_codes import qr_encode
from tests.helpers.sd_jwt import LEARNING, sign, vc_payload
from tests.wallet.presenting.asked import BADGES, TOKEN, asking_for, request_of
from wallet import presenting
from wallet.check_desk import CheckDesk, make_request
from wallet.cli import main
from wallet.errors import InputError, PresentingError, WalletError
from wallet.presenting import answering, propose, read_request
from wallet.presenting import request as asking
from wallet.presenting.request import Missing
from wallet.report import VerdictCode


def candidate(credential, *, good=True):
    return presenting.candidate(chosen(credential).secured, good=good)


def answer(asked, *credentials, key=MINE.private, own=(MY_DID,)):
    proposal = propose(asked, [candidate(one) for one in credentials])
    assert proposal.missing == ()
    held = {one.secured.credential_id: one for one in map(chosen, credentials)}
    plan = presenting.plan(
        answering(asked, proposal.picks, held, NOW),
        own,
        recipient=asked.who,
        nonce=asked.nonce,
        now=NOW,
        encrypt_to=asked.encrypt_to,
    )
    return plan, presenting.sealed(plan, presenting.encode(plan, key, NOW))


def checked(data, secret, tmp_path):
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([ISSUER, BADGES]))]
    return desk.answer([("answer", data)], secret=secret, evidence_files=known)


def test_the_answer_shows_what_was_asked_locked_and_bound_to_it(tmp_path):
    asked, secret = request_of(asking_for(["achievement_title"], ["issuing_authority"]))
    plan, data = answer(asked, TOKEN)
    (shown,) = plan.credentials
    assert shown.shown == ("/achievement_title",)
    assert data.startswith(b"eyJ")
    assert data.count(b".") == 4
    found = checked(data, secret, tmp_path)
    verdicts = {one.verdict.code for one in found.results[0].credentials}
    assert verdicts == {VerdictCode.VERIFIED}
    assert found.unmet == ()
    assert found.asked is not None
    assert found.asked.who == "ACME Ltd"


def test_a_copy_answers_nothing(tmp_path):
    query = asking_for(["achievement_title"])
    asked, secret = request_of(query)
    plan, data = answer(asked, TOKEN)
    assert checked(data, secret, tmp_path).unmet == ()
    (bare,) = plan.credentials
    stolen = checked(str(bare.secured.token).encode(), secret, tmp_path)
    assert [one.verdict.code for one in stolen.results[0].credentials][-1] == "verified"
    assert stolen.unmet
    other, _ = request_of(query)
    replayed, _ = answer(other, TOKEN)
    open_answer = presenting.encode(replayed, MINE.private, NOW)
    assert checked(open_answer, secret, tmp_path).unmet


def test_on_the_command_line_a_copy_is_no_success(tmp_path):
    asked, secret = request_of(asking_for(["achievement_title"]))
    plan, data = answer(asked, TOKEN)
    given = {
        "secret": secret,
        "answer": data,
        "copy": str(plan.credentials[0].secured.token).encode(),
        "r.json": registry([ISSUER, BADGES]),
    }
    for name, one in given.items():
        (tmp_path / name).write_bytes(one)
    codes = []
    for name in ("answer", "copy"):
        told = ["check", tmp_path / name, "--request", tmp_path / "secret"]
        told += ["--evidence", tmp_path / "r.json", "--at", NOW.isoformat()]
        codes.append(CliRunner().invoke(main, list(map(str, told))).exit_code)
    assert codes == [0, 2]


def test_without_the_secret_a_locked_answer_says_so(tmp_path):
    asked, _ = request_of(asking_for(["achievement_title"]))
    _, data = answer(asked, TOKEN)
    (result,) = CheckDesk(tmp_path / "trust").check([("x", data)])
    assert result.error.code == "locked_answer"
    _, other = request_of(asking_for(["achievement_title"]))
    (result,) = checked(data, other, tmp_path).results
    assert result.error.code == "not_our_answer"
    middle = len(data) // 2
    cut = data[:middle] + (b"A" if data[middle : middle + 1] != b"A" else b"B")
    altered = cut + data[middle + 1 :]
    (result,) = checked(altered, secret_of(asked), tmp_path).results
    assert result.error is not None


def secret_of(_asked):
    return make_request(who="x", fields=["title"]).secret


def test_an_answer_to_another_request_does_not_pass(tmp_path):
    query = asking_for(["achievement_title"])
    asked, _ = request_of(query)
    _, secret = request_of(query)
    plan, _ = answer(asked, TOKEN)
    open_answer = presenting.encode(plan, MINE.private, NOW)
    found = checked(open_answer, secret, tmp_path)
    assert found.results[0].credentials[0].verdict.code is not VerdictCode.VERIFIED


def test_what_was_asked_and_not_shown_is_said(tmp_path):
    asked, secret = request_of(asking_for(["achievement_title"], ["assessment_grade"]))
    plan, _ = answer(asked, TOKEN)
    less = replace(chosen(TOKEN), reveal=("/achievement_title",), query="q")
    plan = presenting.plan([less], (MY_DID,), recipient=asked.who, nonce=asked.nonce, now=NOW)
    found = checked(presenting.encode(plan, MINE.private, NOW), secret, tmp_path)
    assert [one.paths for one in found.unmet] == [("assessment_grade",)]


def test_the_least_is_proposed():
    wide = sign(
        ISSUER, vc_payload(ISSUER, MINE, jti="2"), hide=("achievement_title", "family_name")
    ).shown()
    asked, _ = request_of(
        {
            "credentials": [
                {
                    "id": "q",
                    "format": "dc+sd-jwt",
                    "claims": [
                        {"id": "a", "path": ["nobody"]},
                        {"id": "t", "path": ["achievement_title"]},
                        {"id": "o", "path": ["learning_outcomes", None]},
                    ],
                    "claim_sets": [["a"], ["t"], ["t", "o"]],
                }
            ]
        }
    )
    proposal = propose(asked, [candidate(wide, good=False), candidate(TOKEN)])
    (pick,) = proposal.picks
    assert pick.pointers == ("/achievement_title",)
    assert pick.credential_id == chosen(TOKEN).secured.credential_id


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        (asking_for(["vct"], ["shoe_size"]), Missing(query="q", paths=("shoe_size",))),
        (asking_for(["name"], meta={"vct_values": ["urn:other"]}), Missing(query="q")),
        (asking_for(["name"], form="mso_mdoc"), Missing(query="q", unknown=("format",))),
        (
            {"credentials": [{"id": "q", "format": "dc+sd-jwt", "trusted_authorities": []}]},
            Missing(query="q", unknown=("trusted_authorities",)),
        ),
        (
            {"credentials": [{"id": "q", "format": "dc+sd-jwt", "claims": [
                {"path": ["issuing_country"], "values": ["SE"]}]}]},
            Missing(query="q", paths=("issuing_country",)),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_met_is_named_and_not_met_loosely(query, missing):
    asked, _ = request_of(query)
    proposal = propose(asked, [candidate(TOKEN)])
    assert proposal.picks == ()
    assert proposal.missing == (missing,)


def test_values_types_and_elements_are_matched():
    asked, _ = request_of(
        {
            "credentials": [
                {
                    "id": "q",
                    "format": "dc+sd-jwt",
                    "meta": {"vct_values": [LEARNING]},
                    "claims": [
                        {"path": ["issuing_country"], "values": ["SE", "FI"]},
                        {"path": ["learning_outcomes", 1]},
                    ],
                }
            ]
        }
    )
    (pick,) = propose(asked, [candidate(TOKEN)]).picks
    assert pick.pointers == ("/issuing_country", "/learning_outcomes/1")


def test_plain_fields_are_answered_by_whatever_format_is_held(tmp_path):
    made = make_request(who="ACME Ltd", fields=["title", "body"])
    asked = read_request(made.document)
    badge = BADGES.issue("Data basics", holder=HOLDER)
    (pick,) = propose(asked, [candidate(badge)]).picks
    assert pick.query == "badge"
    held = {pick.credential_id: chosen(badge)}
    plan = presenting.plan(
        answering(asked, [pick], held, NOW),
        (HOLDER,),
        recipient=asked.who,
        nonce=asked.nonce,
        now=NOW,
    )
    data = presenting.encode(plan, KEY, NOW)
    assert set(json.loads(data)["vp_token"]) == {"badge"}
    found = checked(data, made.secret, tmp_path)
    assert found.unmet == ()
    assert propose(asked, [candidate(TOKEN)]).picks[0].query == "learning"


def test_a_request_that_is_over_is_not_answered():
    asked, _ = request_of(asking_for(["achievement_title"]), expires=NOW)
    (pick,) = propose(asked, [candidate(TOKEN)]).picks
    with pytest.raises(PresentingError) as refused:
        answering(asked, [pick], {pick.credential_id: chosen(TOKEN)}, NOW)
    assert refused.value.code == "request_ended"
    assert asked.expires is not None
    earlier = asked.expires - timedelta(seconds=1)
    assert answering(asked, [pick], {pick.credential_id: chosen(TOKEN)}, earlier)


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"client_id": " "}, "client_id"),
        ({"client_id": 7}, "client_id"),
        ({"nonce": ""}, "nonce"),
        ({"exp": "soon"}, "exp"),
        ({"dcql_query": {}}, "dcql_query"),
        ({"dcql_query": {"credentials": []}}, "dcql_query.credentials"),
        ({"dcql_query": {"credentials": [{"id": "q"}]}}, "dcql_query.credentials.id"),
        (
            {"dcql_query": asking_for([True])},
            "dcql_query.credentials.claims.path",
        ),
        (
            {
                "dcql_query": {
                    **asking_for(["a"]),
                    "credential_sets": [{"options": [["nobody"]]}],
                }
            },
            "dcql_query.credential_sets",
        ),
        (
            {"client_metadata": {"jwks": {"keys": [{"kty": "RSA"}]}}},
            "client_metadata.jwks",
        ),
    ],
)
def test_a_request_that_is_off_is_refused_by_name(change, member):
    made = make_request(who="ACME Ltd", fields=["title"])
    document = {**json.loads(made.document), **change}
    with pytest.raises(InputError) as refused:
        read_request(json.dumps(document).encode())
    assert refused.value.code == "malformed_request"
    assert refused.value.facts["member"] == member


def test_a_request_is_read_from_its_qr_code():
    made = make_request(who="ACME Ltd", why="a job", fields=["title", "outcomes", "level"])
    (picture,) = qr_encode(made.document)
    assert read_request(picture) == read_request(made.document)
    with pytest.raises(InputError):
        read_request(picture[:200])
    with pytest.raises(InputError):
        read_request(b"{}")


def test_a_locked_answer_travels_by_qr(tmp_path):
    asked, secret = request_of(asking_for(["achievement_title"]))
    _, data = answer(asked, TOKEN)
    pictures = qr_encode(data)
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([ISSUER]))]
    files = [(str(at), one) for at, one in enumerate(pictures)]
    (result,) = desk.answer(files, secret=secret, evidence_files=known).results
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}


def test_nobody_asks_for_nothing():
    for more in ({"who": "", "fields": ["title"]}, {"who": "ACME"}):
        with pytest.raises(InputError) as refused:
            make_request(**more)
        assert refused.value.code == "nothing_asked"
    with pytest.raises(InputError) as refused:
        make_request(who="ACME", fields=["shoe size"])
    assert refused.value.code == "unknown_field"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["credentials", "id", "format", "claims", "path", "meta", "options"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(_JSON)
def test_any_query_is_read_or_refused(value):
    document = {"client_id": "x", "nonce": "n", "dcql_query": value}
    try:
        asked = asking.read(json.dumps(document).encode())
    except WalletError:
        return
    propose(asked, [candidate(TOKEN)])


ASKED_AT_FIRST = ("title", "body", "outcomes", "level", "workload")
"""What the window ticks before anybody touched a box."""


@pytest.mark.parametrize(
    "said",
    [{}, {"ects": "5"}, {"ects": "5", "outcomes": ["collect data"]}, {"outcomes": ["x"]}],
)
def test_the_usual_request_is_answered_by_any_ordinary_badge(said):
    asked = read_request(make_request(who="ACME", fields=ASKED_AT_FIRST).document)
    found = propose(asked, [candidate(BADGES.issue("Data basics", holder=HOLDER, **said))])
    assert found.missing == ()
    assert len(found.picks[0].pointers) >= 2 + len(said)


def test_the_credential_that_states_more_of_it_answers():
    asked = read_request(make_request(who="ACME", fields=ASKED_AT_FIRST).document)
    bare = candidate(BADGES.issue("Bare", holder=HOLDER))
    full = candidate(BADGES.issue("Full", holder=HOLDER, ects="5", outcomes=["collect data"]))
    (pick,) = propose(asked, [bare, full]).picks
    assert pick.credential_id == full.secured.credential_id


def test_what_speaks_of_the_person_is_never_dropped_and_the_nearest_is_named():
    asked = read_request(make_request(who="ACME", fields=["title", "birth_date"]).document)
    found = propose(asked, [candidate(BADGES.issue("Data basics", holder=HOLDER))])
    assert found.picks == ()
    assert [one.paths for one in found.missing] == [("credentialSubject.birthDate",)]

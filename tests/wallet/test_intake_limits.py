"""How much is read: one file for each limit, on both sides of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import files
from tests.helpers.holder import presentation
from tests.helpers.issuer import Issuer, Key
from tests.wallet.opening import only, refusal
from wallet import intake
from wallet.limits import Limits


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


def test_size_is_refused_before_anything_is_parsed(issuer):
    data = files.to_bytes(issuer.issue("Data basics"))
    assert only(data, input_bytes=len(data)).path == "$"
    assert refusal(data, input_bytes=len(data) - 1) == "too_large"


def test_archives_and_pdfs_have_limits_of_their_own(issuer):
    data = files.archive({"a.json": files.to_bytes(issuer.issue("Data basics"))})
    assert intake.read(data, limits=Limits(zip_bytes=len(data)))
    assert refusal(data, zip_bytes=len(data) - 1) == "too_large"
    pdf = b"%PDF-1.7\n" + b" " * 100
    assert refusal(pdf, pdf_bytes=50) == "too_large"
    assert refusal(pdf, pdf_bytes=500) == "damaged"


def test_depth_is_refused_before_a_credential_is_recognised(issuer):
    badge = issuer.credential("Data basics")
    nested: Any = "x"
    for _ in range(63):
        nested = [nested]
    badge["evidence"] = {"type": ["Evidence"], "x": nested}
    assert refusal(files.to_bytes(badge)) == "too_deep"
    badge["evidence"]["x"] = nested[0]
    assert only(files.to_bytes(badge)).path == "$"


def test_more_values_than_anybody_reads_are_refused_unparsed(issuer):
    badge = files.to_bytes(issuer.issue("Data basics"))
    assert only(badge, json_values=badge.count(b",")).path == "$"
    assert refusal(badge, json_values=badge.count(b",") - 1) == "too_complex"
    token = issuer.issue("Data basics", suite="vc+jwt")
    found = only(token.encode(), json_values=5)
    assert found.problems == (("too_complex", "$"),)
    assert dict(found.document) == {}


def test_a_long_token_is_refused_as_a_file_and_named_in_a_presentation(issuer):
    token = issuer.issue("Data basics", suite="vc+jwt")
    assert refusal(token.encode(), jwt_bytes=len(token) - 1) == "too_large"
    shown = presentation([token], Key.make("holder"))
    found = only(files.to_bytes(shown), jwt_bytes=len(token) - 1)
    assert found.parts == ()
    assert found.problems == (("too_large", "$.verifiableCredential[0]"),)


@pytest.mark.parametrize(("count", "fits"), [(5, True), (6, False)])
def test_too_many_credentials_are_a_problem_of_the_presentation(issuer, count, fits):
    shown = presentation([issuer.issue("Data basics")] * count, Key.make("holder"))
    found = only(files.to_bytes(shown), embedded_credentials=5)
    assert len(found.parts) == (count if fits else 0)
    assert found.problems == (() if fits else (("too_complex", "$"),))


def test_carried_credentials_are_counted_over_the_whole_file(issuer):
    inner = presentation([issuer.issue("Data basics")] * 2, Key.make("holder"))
    outer = presentation([inner, inner], Key.make("holder"))
    found = only(files.to_bytes(outer), embedded_credentials=5)
    assert [len(one.parts) for one in found.parts] == [2, 0]
    assert found.parts[1].problems == (("too_complex", "$.verifiableCredential[1]"),)


def test_credentials_carried_in_credentials_have_an_end(issuer):
    carried: Any = issuer.issue("Data basics")
    for _ in range(4):
        carried = presentation([carried], Key.make("holder"), signed=False)
    found = only(files.to_bytes(carried), embedded_depth=3)
    deepest = found.parts[0].parts[0].parts[0]
    assert deepest.parts == ()
    assert deepest.problems[0][0] == "too_deep"
    assert only(files.to_bytes(carried), embedded_depth=4).parts[0].parts[0].parts[0].parts


@pytest.mark.parametrize(("count", "fits"), [(3, True), (4, False)])
def test_too_many_proofs_are_a_problem_of_the_credential(issuer, count, fits):
    badge = issuer.issue("Data basics")
    badge["proof"] = [badge["proof"]] * count
    found = only(files.to_bytes(badge), proofs=3)
    assert found.problems == (() if fits else (("too_complex", "$.proof"),))

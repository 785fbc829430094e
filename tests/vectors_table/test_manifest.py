"""Every entry of the manifest of third-party vectors gets the outcome that it names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.vector_contexts import pin_vector_contexts
from tests.vectors_table.outcomes import (
    Entry,
    complaint,
    entries,
    evidence,
    judge,
    outcome,
    table,
    verdicts,
)
from wallet.examine import FileResult
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.verify.codes import REASONS

pytestmark = pytest.mark.vectors

REGISTRIES_FRESH = datetime(2025, 6, 1, tzinfo=UTC)
"""A day on which the registries of the samples were a few months old."""
LIST_FRESH = datetime(2025, 1, 20, tzinfo=UTC)
"""Eleven days after the status list of the samples was made."""

EXAMPLE_VOCABULARIES = frozenset(
    {
        "https://www.w3.org/ns/credentials/examples/v2",
        "https://w3id.org/citizenship/v2",
        "https://w3id.org/citizenship/v4rc1",
    }
)

Rows = list[tuple[Entry, FileResult]]


@pytest.fixture(scope="module")
def rows(vectors: Path) -> Rows:
    """Every entry to be judged with what came out, by the product as it is shipped."""
    return [(one, judge(vectors, one)) for one in entries(vectors)]


@pytest.fixture
def shown_contexts(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vocabularies of the examples too, such as W3C's ``credentials/examples/v2``."""
    pin_vector_contexts(vectors, monkeypatch)
    return vectors


def _needs_example_vocabulary(entry: Entry, result: FileResult) -> bool:
    """Whether only a vocabulary made for examples, which no issuer uses, is missing."""
    return entry.category.startswith("01") and any(
        found.reason is Reason.UNKNOWN_CONTEXT
        and not EXAMPLE_VOCABULARIES.isdisjoint(found.facts.values())
        for judged in result.credentials
        for found in judged.report.findings
    )


def test_every_entry_comes_out_as_its_entry_says(
    rows: Rows,
    vectors: Path,
    shown_contexts: Path,
    record_property: Callable[[str, object], None],
) -> None:
    judged = []
    for entry, shipped in rows:
        unknown = _needs_example_vocabulary(entry, shipped)
        result = judge(shown_contexts, entry) if unknown else shipped
        why = complaint(entry, result, vectors)
        judged.append((entry, result, why))
    record_property("table", table(judged))
    wrong = [f"{entry.file}: {why}" for entry, _, why in judged if why]
    assert not wrong, "\n".join(wrong)


def test_no_entry_is_verified_without_real_trust(rows: Rows) -> None:
    """All their keys are test keys; nothing about them may come out ``verified``."""
    assert [e.file for e, result in rows if VerdictCode.VERIFIED in verdicts(result)] == []


def test_nothing_with_a_bad_signature_is_verified_even_where_test_keys_count(
    vectors: Path,
) -> None:
    bad = [one for one in entries(vectors) if one.signature in ("invalid", "none", "unknown")]
    assert bad
    for at in (REGISTRIES_FRESH, LIST_FRESH):
        found = [
            one.file
            for one in bad
            if VerdictCode.VERIFIED in verdicts(judge(vectors, one, at=at, test_keys=True))
        ]
        # a presentation that is not signed may hold a credential that is good by itself
        assert found in ([], ["05-dcc/verifier-plus/testVP-testVP.json"])


def test_good_ones_of_a_listed_issuer_are_verified_where_its_registry_counts(
    vectors: Path,
) -> None:
    """The twin of the refusals: the same files pass once the sandbox registry may count."""
    listed = {
        did for one in evidence(vectors, test_keys=True).registries for did in one.issuers
    }
    good = [
        one
        for one in entries(vectors)
        if one.signature == "valid"
        and one.status == "none"
        and not one.unbound
        and one.issuer in listed
    ]
    assert len(good) > 15
    missed = []
    for one in good:
        result = judge(vectors, one, at=REGISTRIES_FRESH, test_keys=True)
        if verdicts(result) != {VerdictCode.VERIFIED}:
            deciding = result.credentials[0].verdict.deciding
            missed.append((one.file, deciding.check.value, deciding.reason.value))
    # a badge that is from after that day is not yet valid then, and no other is missed
    assert [
        one for one in missed if one[2] not in ("not_yet_valid", "proof_from_the_future")
    ] == []


def test_the_samples_list_is_shorter_than_its_standard_so_it_raises_nothing(
    vectors: Path,
) -> None:
    """Their list holds 100,000 entries where the standard asks for 131,072 or more."""
    with_status = [
        one
        for one in entries(vectors)
        if one.signature == "valid"
        and one.status == "valid"
        and not one.category.startswith("07")  # its lists name credentials, and are younger
    ]
    assert with_status
    for one in with_status:
        result = judge(vectors, one, at=LIST_FRESH, test_keys=True)
        found = result.credentials[0].report.find(Check.STATUS)
        assert found is not None
        if outcome(result, Check.PROOF) is Outcome.PASSED:
            assert found.reason in (
                Reason.STATUS_LIST_TOO_SHORT,
                Reason.STATUS_LIST_WRONG_ISSUER,
                Reason.PROOF_NOT_ESTABLISHED,
            ), one.file
        assert VerdictCode.VERIFIED not in verdicts(result)


def test_every_reason_met_is_on_the_closed_list_of_its_check(rows: Rows) -> None:
    strange = {
        (found.check.value, found.reason.value)
        for _, result in rows
        for judged in result.credentials
        for found in judged.report.findings
        if found.reason not in REASONS[found.check]
    }
    assert strange == set()


def test_same_bytes_same_moment_same_result(vectors: Path) -> None:
    for one in entries(vectors)[::40]:
        assert judge(vectors, one) == judge(vectors, one), one.file

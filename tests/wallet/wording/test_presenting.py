"""Everything that sharing and trust can say has words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.presenting import Handle, Note
from wallet.wording import presenting as words


@pytest.mark.parametrize("note", list(Note))
def test_every_note_is_said(note):
    assert words.disclosure_note(note.value).endswith(".")


@pytest.mark.parametrize("kind", list(Handle))
def test_every_handle_has_a_name(kind):
    assert words.handle_name(kind.value)


@pytest.mark.parametrize(
    "code",
    [
        "trust_list_damaged", "trust_item_missing", "trust_item_changed", "trust_set_changed",
        "trust_item_unreadable",
    ],
)  # fmt: skip
def test_every_problem_of_the_trust_folder_is_said(code):
    assert words.trust_problem(code, {"name": "dcc.json"}).endswith(".")


@pytest.mark.parametrize("kind", ["registry", "key_document", "status_list"])
def test_every_kind_of_trust_item_is_said(kind):
    assert words.trust_kind(kind, 1) != words.trust_kind("", 1) or kind == "status_list"


def test_warnings_are_said():
    assert "dense" in words.carried_warning("dense_qr", 1)
    assert "7 pictures" in words.carried_warning("several_pictures", 7)


@pytest.mark.parametrize(
    ("pointer", "label"),
    [
        ("/issuer/name", "Issuer \u203a Name"),
        ("/credentialSubject/achievement/0/name", "Achievement \u203a Name"),
        ("/vc/credentialSubject/id", "Identifier of the learner"),
        ("/credentialSubject", "Learner"),
        ("/a~1b/c~0d", "a/b \u203a c~d"),
        ("/neverHeardOf/3", "neverHeardOf"),
        ("", "Signature"),
    ],
)
def test_statements_have_names_and_unknown_ones_keep_theirs(pointer, label):
    assert words.statement_label(pointer) == label


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "yes"), (False, "no"), (None, "(empty)"), ([], "(empty)"), ({}, "(empty)"),
     (4, "4"), ("<b>x</b>", "<b>x</b>")],
)  # fmt: skip
def test_values_are_plain_text(value, shown):
    assert words.statement_value(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-10-13", "13 Oct 2026"),
        ("2026-10-13T12:30:00Z", "13 Oct 2026, 12:30 UTC"),
        ("2026-10-14T01:30:05.25+02:00", "13 Oct 2026, 23:30:05.250000 UTC"),
        ("2026-02-30", "2026-02-30"),
        ("2026-02-30T12:00:00Z", "2026-02-30T12:00:00Z"),
        ("2026-10-13T12:30:00", "2026-10-13T12:30:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("2026-10", "2026-10"),
        ("on 2026-10-13", "on 2026-10-13"),
    ],
)
def test_dates_are_written_as_everywhere_and_lose_nothing(value, shown):
    assert words.statement_value(value, "/validFrom") == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "1 Jan 1970, 00:00 UTC"),
        (90, "1 Jan 1970, 00:01:30 UTC"),
        (-(10**12), str(-(10**12))),
        (10**18, str(10**18)),
    ],
)
def test_only_what_is_a_moment_is_told_as_one(seconds, shown):
    assert words.statement_value(seconds, "/iat") == shown


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("ext:EQF", "Level (EQF)"), ("CFItem", "Skill"), ("ext:House", "House"), ("CTDL", "CTDL")],
)
def test_what_it_is_aligned_to_has_a_name(kind, shown):
    pointer = "/credentialSubject/achievement/alignment/0/targetType"
    assert words.statement_value(kind, pointer) == shown
    assert words.statement_value(kind, "/name") == kind


@given(st.text())
def test_any_pointer_has_a_label(text):
    assert isinstance(words.statement_label("/" + text), str)


def test_the_button_counts():
    assert words.show_button(1, "ACME") == "Show 1 fact to ACME"
    assert words.show_button(7, "A {curly} Ltd") == "Show 7 facts to A {curly} Ltd"
    assert words.show_button(7, "") == "Show 7 facts"

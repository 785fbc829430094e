"""Every code that an evaluation can come to has words, and the words take its facts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from wallet.pathways import agreements
from wallet.pathways.rules import RULES
from wallet.wording import pathway_reasons
from wallet.wording import pathways as words

ROOM = Path(__file__).parents[3] / "wallet" / "pathways"
SOURCE = "\n".join(one.read_text() for one in sorted(ROOM.rglob("*.py")))
SAMPLE = {
    "level": 7,
    "scheme": "EQF",
    "credits": "1",
    "min": "2",
    "max": "5",
    "on": "2026-06-01",
    "date": "soon",
    "awarded": "2019-01-01",
    "months": 84,
    "grade": "D",
    "framework": "SBU",
    "by": ("a1",),
    "why": "no_status",
    "routes": ("rpl",),
    "languages": ("de", "fr"),
    "percent": "60",
    "whole": "3",
    "years": 5,
    "slot": "data",
    "accreditation": "refused",
    "modifier": "via_parent",
    "name": "Ada",
}


def codes() -> set[str]:
    """Reason codes in the source, and those made from the name of a check."""
    literal = set(re.findall(r'Doubt\(\s*code="(\w+)"', SOURCE))
    literal |= set(re.findall(r'"(\w+_counted)"', SOURCE)) | {"suspended", "revoked"}
    literal |= {agreements.NOT_CONFIRMED, agreements.OTHER_DAYS}
    return literal | {"format_unknown", "status_unknown", "issuer_identity_unknown"}


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_reason_has_a_sentence(code):
    said = pathway_reasons.reason(code, SAMPLE, {"a1": "Data"})
    assert said.endswith(".")
    assert "{" not in said


def test_the_list_of_reasons_is_closed():
    assert set(pathway_reasons._REASONS) == codes()


@pytest.mark.parametrize("code", sorted(set(re.findall(r'yield "(\w+)"', SOURCE))))
def test_every_notice_has_a_sentence(code):
    if code.startswith(("owner_", "pathway_", "pins_", "signoff_")):
        assert words.notice(code, "MicroCredX").endswith(".")


def refusals() -> set[str]:
    """The last argument of every call of ``refuse``."""
    found = set()
    for path in ROOM.rglob("*.py"):
        text = path.read_text()
        calls = ast.walk(ast.parse(text)) if "refuse(" in text else ()
        found |= {
            one.args[-1].value
            for one in calls
            if isinstance(one, ast.Call)
            and isinstance(one.func, ast.Name)
            and one.func.id == "refuse"
        }
    return found


def test_every_refusal_has_words_and_none_is_left_over():
    found = refusals()
    assert set(words._REFUSALS) == found
    assert all(words.refusal("rules[0]", code) for code in found)


def test_every_rule_type_has_a_name():
    assert all(words.rule_name(one) != one for one in RULES)


def test_a_title_that_looks_like_a_template_is_only_text():
    said = words.fix_renew("{counted} {0}", "incomplete", "3", "ECTS")
    assert "{counted} {0}" in said

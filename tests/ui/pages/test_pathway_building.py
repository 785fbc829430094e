"""Pathways are written in the window from nothing, and mean what the shipped ones mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.pathways import TODAY, award, w1_awards, w2_awards
from tests.ui.conftest import settle
from tests.ui.pages.writer import Writer
from ui.app import Tessera
from wallet.credential import Kind
from wallet.pathways import HeldAward, evaluate, read, templates, to_json
from wallet.pathways.authoring import Draft, put

HOME = "did:example:home"


def saved(writer: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Publishes what is written, as a person does, and gives the file."""
    target = folder / "mine.pathway.json"
    chosen = lambda *_args: (str(target), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    writer.settled()
    assert writer.model.soundness.problems == ()
    writer.press("Publish")
    writer.press("Save as a file")
    writer.qtbot.waitUntil(target.exists, timeout=20_000)
    settle(writer.tessera, writer.qtbot)
    return target.read_bytes()


def shipped(name: str) -> Draft:
    """A shipped pathway whose own institution is named."""
    draft = Draft(document=json.loads(next(o.data for o in templates() if o.name == name)))
    if "your-institution" in str(draft.at(("owner",))):
        draft = put(draft, ("owner", "identifiers"), [HOME])
    return draft


def results(data: bytes, held: tuple[HeldAward, ...]) -> dict[str, Any]:
    """Everything that an evaluation says, but for what the pathway is called and who signed."""
    found = to_json(evaluate(read(data), held, TODAY, seconds=300))  # a busy machine is slow
    del found["pathway"], found["notices"]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def begin(writer: Writer, title: str, kind: str) -> None:
    writer.press("Write a new pathway")
    settle(writer.tessera, writer.qtbot)
    writer.type("Title", title)
    writer.choose("Kind of award", kind)


def micro_degree(writer: Writer) -> None:
    """W1."""
    begin(writer, "Our micro-degree", "It leads to a micro-degree.")
    writer.choose("Whether an advisor signs", "An advisor has to sign the result.")
    for title, name, skills, fields in (
        ("Data", "data", ("skill/S2.7", "skill/S5.5", "isced-f/0542", "isced-f/0612"),
         "0542\n0612"),
        ("Green", "green", ("isced-f/0521", "isced-f/0522", "isced-f/0712"), "052\n0712"),
    ):  # fmt: skip
        writer.requirement(title, name)
        writer.type("Fewest credentials", "1")
        writer.type("Most credentials", "1")
        writer.type("Fewest credits", "2")
        writer.type("Most credits", "5")
        writer.press("Say what fits: What fits here")
        writer.press("Add an alternative")
        writer.fits("Teaching one of these skills", at=1)
        for one in skills:
            writer.type("Teaching one of these skills", f"http://data.europa.eu/esco/{one}")
        writer.press("Add an alternative", at=1)
        writer.fits("In one of these fields (ISCED-F codes)", at=2)
        writer.type("In one of these fields (ISCED-F codes)", fields)
    writer.requirement("Free choice", "free")
    writer.choose("How needed it is", "It is elective.")
    writer.type("Most credits", "25")
    writer.press("Say what fits: What fits here")
    writer.fits("Of one of these kinds")
    for kind in (
        "Micro-credential", "Course", "Badge or skill", "Certificate", "Short learning unit",
        "Kind not stated",
    ):  # fmt: skip
        writer.tick(f"Of one of these kinds: {kind}")
    rules_of_the_micro_degree(writer)


def rules_of_the_micro_degree(writer: Writer) -> None:
    writer.rule("Credits in all", "total")
    writer.type("At least", "15")
    writer.type("At most", "30")
    for _ in range(2):  # the shipped one names it first
        writer.press("Up")
    writer.rule("Size of each credential", "size")
    writer.type("At least", "2")
    writer.type("At most", "5")
    writer.choose("Setting it aside", "An advisor may not set it aside.")
    for _ in range(2):
        writer.press("Up")
    writer.rule("Level", "level")
    writer.type("Lowest level", "6")
    writer.type("Highest level", "6")
    for _ in range(2):
        writer.press("Up")
    writer.rule("Variety", "partners")
    writer.type("How many at least", "2")
    for _ in range(2):
        writer.press("Up")


def about_the_stack(writer: Writer) -> None:
    writer.type("Name of the owner", "Home University")
    writer.type("Identifiers of the owner, by which its credentials are known", HOME)
    writer.type("Unit of credit", "US-semester")
    writer.type("Hours of one credit", "")
    writer.press("Add a row: Credit of other units")
    writer.type("Other unit, row 1", "ECTS")
    writer.type("Credits here for one there, row 1", "0.5")
    writer.type(
        "Who says so, row 1", "Two ECTS for one US semester credit, as this template states"
    )
    writer.choose("Whether an advisor signs", "An advisor has to sign the result.")


def stack(writer: Writer) -> None:
    """W2."""
    begin(writer, "Our certificate", "It leads to a certificate.")
    about_the_stack(writer)
    for title, name, credits_ in (("First", "first", "6"), ("Second", "second", "3")):
        writer.requirement(title, name)
        writer.type("Fewest credentials", "1")
        writer.type("Most credentials", "1")
        writer.type("Fewest credits", credits_)
        writer.press("Say what fits: What fits here")
        writer.fits("Of one of these kinds")
        writer.tick("Of one of these kinds: Micro-credential")
    writer.requirement("Two courses", "courses")
    writer.type("Fewest credentials", "2")
    writer.press("Say what fits: What fits here")
    writer.fits("Of one of these kinds")
    writer.tick("Of one of these kinds: Course")
    writer.tick("Of one of these kinds: Prior learning")
    writer.rule("Credits in all", "total")
    writer.type("At least", "15")
    writer.rule("From the own institution", "home")
    writer.type("Percent at least", "50")
    writer.type("From these issuers", "owner")
    writer.rule("Largest share", "prior")
    writer.type("Percent at most", "25")
    writer.tick("Of these kinds: Prior learning")
    writer.rule("Grade", "grade")
    writer.type("Grades, the worst first", "F\nD\nC\nB\nA")
    writer.type("Lowest grade", "C")
    writer.rule("Age", "age")
    writer.type("Months at most", "84")
    for name in ("No double counting", "Genuine and valid"):  # they come last in the shipped
        writer.select(name)
        for _ in range(6):
            writer.press("Down")
    writer.select("Genuine and valid")
    writer.press("Up")


def master(writer: Writer) -> None:
    """W4."""
    begin(writer, "Our master", "It leads to a degree.")
    writer.type("Name of the owner", "Home University")
    writer.type("Identifiers of the owner, by which its credentials are known", HOME)
    writer.choose("Whether an advisor signs", "An advisor has to sign the result.")
    kinds = ("Course", "Degree", "Diploma", "Short-cycle qualification")
    for title, name, fields in (
        ("Core courses", "core", {"Fewest credits": "55"}),
        ("Language", "language",
         {"Fewest credentials": "1", "Fewest credits": "10", "Most credits": "15"}),
        ("Thesis", "thesis", {"Fewest credentials": "1", "Most credentials": "1",
                              "Fewest credits": "30", "Most credits": "40"}),
    ):  # fmt: skip
        writer.requirement(title, name)
        for field, text in fields.items():
            writer.type(field, text)
        writer.press("Say what fits: What fits here")
        writer.fits("Of one of these kinds")
        for kind in kinds:
            writer.tick(f"Of one of these kinds: {kind}")
    writer.requirement("Electives", "elective")
    writer.choose("How needed it is", "It is elective.")
    writer.type("Most credits", "25")
    writer.press("Say what fits: What fits here")
    writer.fits("Of one of these kinds")
    writer.tick("Of one of these kinds: Micro-credential")
    writer.rule("Credits in all", "total")
    writer.type("At least", "120")
    writer.rule("Final work", "own")
    writer.choose("Requirement for the final work", "Thesis")
    writer.rule("Safeguard of the degree", "safe")
    for name in ("No double counting", "Genuine and valid"):
        writer.select(name)
        for _ in range(4):
            writer.press("Down")
    writer.select("Genuine and valid")
    writer.press("Up")


def w4_awards() -> tuple[HeldAward, ...]:
    course = {"kind": Kind.COURSE, "eqf": "7"}
    small = [award(f"mc-{n}", size) for n, size in enumerate("5554433")]
    return (
        award("core", "55", "home", **course),
        award("language", "10", "home", **course),
        *small,
    )


CASES = [
    pytest.param("micro-degree-15-30", micro_degree, w1_awards, "incomplete", id="W1"),
    pytest.param("stack-to-certificate", stack, w2_awards, "complete", id="W2"),
    pytest.param("master-elective", master, w4_awards, "incomplete", id="W4"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "write", "awards", "result"), CASES)
def test_a_pathway_written_from_nothing_gives_the_results_of_the_shipped_one(  # noqa: PLR0913, PLR0917 - fixtures and the case
    unlocked: Tessera,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    write: Any,
    awards: Any,
    result: str,
) -> None:
    writer = Writer(unlocked, qtbot)
    write(writer)
    data = saved(writer, tmp_path, monkeypatch)
    made, held = read(data), awards()
    assert made.signature is not None
    assert made.signature.signer in made.owner_ids
    template = shipped(name)
    if made.owner_ids != frozenset(template.at(("owner", "identifiers"))):
        template = put(template, ("owner", "identifiers"), sorted(made.owner_ids))
    expected = results(template.to_bytes(), held)
    assert expected["result"] == result
    assert results(data, held) == expected

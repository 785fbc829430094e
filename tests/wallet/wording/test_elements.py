"""The eleven elements of the EU standard, and what to ask an issuer for."""

from __future__ import annotations

from wallet.credential import Completeness
from wallet.wording.elements import asking, element_name


def elements(**states: str) -> tuple[Completeness, ...]:
    """All present but those named ``e<number>``."""
    return tuple(
        Completeness(element=number, state=states.get(f"e{number}", "present"))
        for number in range(1, 12)
    )


def test_the_eleven_elements_have_names_of_their_own() -> None:
    names = {element_name(number) for number in range(1, 12)}
    assert len(names) == 11
    assert not any(name.isdigit() for name in names)


def test_what_is_missing_or_there_in_part_is_asked_for_and_nothing_else() -> None:
    said = asking(
        elements(e7="missing", e8="missing", e6="partial", e5="derived"), "Data basics"
    )
    assert "“Data basics”" in said
    assert "Missing: Workload; Level." in said
    assert "free text: Learning outcomes." in said
    assert "Date of issuing" not in said


def test_nothing_is_asked_for_where_all_is_there() -> None:
    assert asking(elements(), "Data basics") == ""
    assert asking(elements(e5="derived", e11="not_applicable"), "") == ""
    assert "“" not in asking(elements(e1="missing"), "")

"""A pathway of somebody else's format has a condition that nobody here knows: it is not met."""

from __future__ import annotations

from tests.helpers.ctdl import component, condition, constraint, destination, pathway
from tests.helpers.ctdl import written as as_file
from tests.helpers.pathways import award, result
from wallet.exchange import read_ctdl


def outcome(**members: object) -> str:
    """What a learner with the course comes to."""
    document = pathway(destination(condition("a", number=1, **members)), component("a"))
    (found,) = read_ctdl(as_file(document))
    course = award("a", None, definition_ids=("https://courses.example/a",))
    return result(found.pathway, course).result


def test_a_condition_that_is_not_known_is_not_met():
    unknown = constraint(leftSource=["ceterms:ageOfLearner"])
    assert outcome(hasConstraint=[unknown]) == "incomplete"


def test_without_it_the_course_is_enough():
    assert outcome() == "complete"

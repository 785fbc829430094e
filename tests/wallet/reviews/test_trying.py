"""A pathway that is being written is tried on learners whose cases are open, on no other."""

from __future__ import annotations

import json

from tests.helpers.pathways import document
from tests.wallet.reviews.people import UNRELEASED, People
from wallet.pathways import read
from wallet.pathways.authoring import affected, preview


def test_open_cases_are_learners_with_what_they_released(two: People) -> None:
    case_id = two.hand_over()
    own, learner = two.advisor.authoring.learners()
    assert (own.id, own.held) == ("", ())
    assert (learner.id, learner.name) == (case_id, "Lena Learner")
    assert UNRELEASED not in str(learner.held)
    old = read(json.dumps(document()).encode())
    new = read(
        json.dumps(
            document(version="2", rules=[{"id": "total", "type": "totalCredits", "min": "9"}])
        ).encode()
    )
    day = two.advisor.authoring.today()
    results = [one.result.result for one in preview(new, (own, learner), day)]
    assert results == ["incomplete", "complete"]
    (first, _) = affected(old, new, (own, learner), day)
    assert (first.learner.id, first.effect.value) == (case_id, "better")
    assert (first.before.result, first.after.result) == ("incomplete", "complete")


def test_a_case_that_was_signed_is_tried_no_longer(two: People) -> None:
    two.review(two.hand_over())
    assert [one.id for one in two.advisor.authoring.learners()] == [""]

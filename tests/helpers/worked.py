"""The worked examples W1 to W7 of spec/pathways.md, E.4, as signed files with their pathways.

One table for the library's two doors: the command line and the window are asked the same and
have to say the same. The part of a whole (W2) comes in a signed ELM credential, for Open Badges
cannot say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.helpers import elm
from tests.helpers.files import to_bytes
from tests.helpers.said import rfc3339
from tests.helpers.worked_learner import (
    ATTENDED,
    COURSE,
    DATA,
    GREEN,
    HOME,
    ISSUERS,
    NAMES,
    PRIOR,
    Learner,
    Worked,
    evidence,
    of_issuer,
    small,
    template,
)

__all__ = ["Worked", "evidence", "first", "others"]
W1_SAYS = (
    "0.5 ECTS missing",
    "14.5 of 15 ECTS count",
    "There are 2 equally good ways to place your credentials; this is one of them.",
    "Ask an advisor to set aside the rule “Level”, so that “TAU ethics” counts.",
    "Then it is complete, with 19.5 ECTS.",
    "Renew “MU robotics”. Then it is complete, with 17.5 ECTS.",
    "Earn one more credential of at least 2 ECTS for “Free choice”.",
    "Its level is 7; level 6 is asked for.",
    "It is too small: 1 of at least 2 credits.",
    "It expired on ",
)


def w1(now: datetime) -> Worked:
    """23.5 ECTS look enough; 14.5 count."""
    learner = Learner(now)
    learner.has("DHBW data", "5", "Home", outcomes=[DATA])
    learner.has("MU circular", "3", "Sister", outcomes=[GREEN])
    learner.has("UOC analytics", "4", "Third", outcomes=[DATA])
    learner.has("FHJ lean", "2.5", "Fourth")
    learner.has("TAU ethics", "5", "Fifth", eqf=7)
    learner.has("UOC Python", "1", "Third")
    learner.has("MU robotics", "3", "Sister", ended=True)
    return Worked(
        name="W1",
        document=template("micro-degree-15-30"),
        files=learner.files,
        result="incomplete",
        counted="14.5",
        equally_good=2,
        unused={
            "TAU ethics": ("level_out_of_range",),
            "UOC Python": ("item_too_small",),
            "MU robotics": ("expired",),
        },
        unmet=("total",),
        rules={"total": ("15", "14.5")},
        fixes=(
            ("waive", "19.5"),
            ("renew", "17.5"),
            ("add", "2"),
        ),
        says=W1_SAYS,
    )


def _stacked(now: datetime, *, is_part: bool) -> tuple[Learner, dict[str, Any]]:
    learner = Learner(now)
    owner = {"name": "Home University", "identifiers": [HOME]}
    if is_part:
        learner.files.append(("MC1.jwt", _whole_with_part(now)))
    else:
        learner.has("MC1", "12", grade="B")
        learner.has("C1", "6", kind=COURSE, grade="B")
    learner.has("MC2", "6", "Sister", grade="B")
    learner.has("C2", "6", "Third", kind=PRIOR, grade="B")
    learner.has("C3", "6", kind=COURSE, grade="D")
    learner.has("C4", "8", kind=COURSE, grade="B", days=9 * 365)
    document = template("stack-to-certificate", owner=owner)
    # ELM has no word for a course: what it does not name counts as one here.
    document["slots"][2]["match"]["kind"].append("unknown")
    return learner, document


def _whole_with_part(now: datetime) -> bytes:
    """MC1 of 12 ECTS with C1 of 6 in it, sealed by the home institution."""
    course = elm.claim(
        id="urn:epass:learningAchievement:2", title={"en": "C1"}, specifiedBy=_sized("C1", "6")
    )
    course["specifiedBy"].pop("dcType")
    course["provenBy"] = _graded("B", 2)
    whole = elm.claim(title={"en": "MC1"}, specifiedBy=_sized("MC1", "12"), hasPart=[course])
    whole["provenBy"] = _graded("B", 1)
    home = ISSUERS["Home"]
    body = elm.credential(
        validFrom=rfc3339(now - timedelta(days=40)),
        issuer=elm.organisation("Home University", "VATFI-1") | {"id": home.did},
    )
    body["credentialSubject"]["hasClaim"] = whole
    return to_bytes(home.jwt(body))


def _sized(name: str, points: str) -> dict[str, Any]:
    credit = elm.specification()["creditPoint"] | {"id": f"urn:c:{name}", "point": points}
    address = f"http://university.example/qualifications/{name}"
    return elm.specification(
        id=address, title={"en": name}, creditPoint=credit, learningOutcome=[]
    )


def _graded(grade: str, number: int) -> dict[str, Any]:
    return {
        "id": f"urn:epass:learningAssessment:{number}",
        "type": "LearningAssessment",
        "title": {"en": "Exam"},
        "grade": {"type": "Note", "noteLiteral": {"en": grade}},
    }


def w2(now: datetime) -> Worked:
    """The course stands alone: 15 US credits, 9 of them from home, 3 for prior learning."""
    learner, document = _stacked(now, is_part=False)
    return Worked(
        name="W2, the course alone",
        document=document,
        files=learner.files,
        result="complete",
        counted="15",
        unused={"C3": ("grade_too_low",), "C4": ("too_old",)},
        rules={"total": ("15", "15"), "home": ("7.5", "9"), "prior": ("3.75", "3")},
        fixes=(),
        says=(
            "Complete, with 15 US credits",
            "15 US credits count, 15 are required (30 ECTS)",
            "Its grade is D; at least C is asked for.",
            "more than 84 months ago.",
        ),
    )


def w2_part(now: datetime) -> Worked:
    """The course is a part of the micro-credential: it counts once."""
    learner, document = _stacked(now, is_part=True)
    return Worked(
        name="W2, the course as a part",
        document=document,
        files=learner.files,
        result="incomplete",
        counted="12",
        unused={
            "C1": ("whole_or_part_counted",),
            "C3": ("grade_too_low",),
            "C4": ("too_old",),
        },
        unmet=("courses", "home", "total"),
        rules={"total": ("15", "12"), "home": ("7.5", "6"), "prior": ("3.75", "3")},
        says=(
            "3 US credits missing",
            "It is a part of “MC1”, or contains it, and that counts already.",
            "Share from the home institution: 6 of 7.5 US credits",
            "Earn one more credential of at least 3 US credits for “Two courses”.",
            "It has to be from Home University. Then it is complete.",
        ),
    )


def _hours(now: datetime, *mooc: str) -> Learner:
    learner = Learner(now)
    for number, hours in enumerate(("150", "150", "120"), start=1):
        learner.has(
            f"Home course {number}", hours=hours, kind=COURSE, definition=f"urn:h:{number}"
        )
    for number, hours in enumerate(mooc, start=1):
        learner.has(f"MOOC {number}", hours=hours, issuer="Sister", kind=ATTENDED)
    return learner


def w3(now: datetime) -> Worked:
    """460 hours of 450."""
    return Worked(
        name="W3",
        document=template("iitu-micro-degree"),
        files=_hours(now, "40").files,
        result="complete",
        counted="15.33",
        rules={"total": ("15", "15.33"), "open": ("3", "1.33")},
        says=(
            "Complete, with 15.33 KZ-credit",
            "1.33 KZ-credit (40 hours, 30 for one KZ-credit)",
        ),
    )


def w3_rounded(now: datetime) -> Worked:
    """Each item rounded down to half a credit: exactly enough."""
    document = template("iitu-micro-degree")
    document["credit"] |= {"rounding": {"mode": "floor", "step": "0.5"}}
    return Worked(
        name="W3, rounded down",
        document=document,
        files=_hours(now, "40").files,
        result="complete",
        counted="15",
        says=("Complete, with 15 KZ-credit",),
    )


def w3_short(now: datetime) -> Worked:
    """449 hours are not enough, however they are printed."""
    return Worked(
        name="W3, an hour short",
        document=template("iitu-micro-degree"),
        files=_hours(now, "29").files,
        result="incomplete",
        counted="14.97",
        unmet=("total",),
        rules={"total": ("15", "14.97")},
        says=("0.03 KZ-credit missing", "14.97 of 15 KZ-credit count"),
    )


def w3_more(now: datetime) -> Worked:
    """More than the most is an excess; 2.5 ECTS of 25 hours are 2.08 credits."""
    learner = _hours(now, "40")
    learner.has("DHBW", "2.5", "Third", kind=COURSE)
    learner.has("More", hours="100", issuer="Fourth", kind=COURSE)
    return Worked(
        name="W3, with more",
        document=template("iitu-micro-degree"),
        files=learner.files,
        result="complete",
        counted="20",
        excess="0.75",
        says=(
            "2.08 KZ-credit (2.5 ECTS of 25 h, 30 h for one KZ-credit",
            "0.75 KZ-credit more than that do not count",
        ),
    )


MASTER = {"name": "Home University", "identifiers": [HOME]}


def w4(now: datetime) -> Worked:
    """The best electives are 25; without a thesis 90 of 120 count."""
    learner = Learner(now)
    learner.has("Core", "55", kind=COURSE)
    learner.has("Language", "10", kind=COURSE)
    for number, ects in enumerate("5554433", start=1):
        learner.has(f"Elective {number}", ects, "Sister")
    document = template("master-elective", owner=MASTER)
    return Worked(
        name="W4",
        document=document,
        files=learner.files,
        result="incomplete",
        counted="90",
        equally_good=2,
        unmet=("thesis", "total"),
        rules={"total": ("120", "90")},
        says=(
            "30 ECTS missing",
            "90 of 120 ECTS count",
            "Nothing fills “Thesis” yet.",
            "There are 2 equally good ways to place your credentials; this is one of them.",
        ),
    )


def w4_heap(now: datetime) -> Worked:
    """120 ECTS of micro-credentials are no degree."""
    learner = Learner(now)
    for number in range(1, 25):
        learner.has(f"Heap {number:02}", "5", NAMES[number % len(NAMES)])
    document = template("master-elective", owner=MASTER)
    return Worked(
        name="W4, a heap",
        document=document,
        files=learner.files,
        result="incomplete",
        counted="25",
        equally_good=-1,
        unmet=("core", "language", "thesis", "total"),
        says=("95 ECTS missing", "25 of 120 ECTS count", "Nothing fills “Thesis” yet."),
    )


def w5(now: datetime) -> Worked:
    """A narrow slot gets its only candidate."""
    learner = Learner(now)
    learner.has("A", "5", "Home")
    learner.has("B", "5", "Sister")
    slots = [
        {"id": "data", "match": of_issuer("Home", "Sister"), "items": {"max": 1}},
        {"id": "ai", "match": of_issuer("Home"), "items": {"max": 1}},
    ]
    return Worked(
        name="W5",
        document=small("W5", slots=slots),
        files=learner.files,
        result="complete",
        counted="10",
        says=("Complete, with 10 ECTS",),
    )


def _overlapping(now: datetime, counted: str, **rule: str) -> Worked:
    learner = Learner(now)
    for title, ects, issuer, first in (("P", "4", "Home", 1), ("Q", "3", "Sister", 3)):
        skills = [
            (f"skill {n}", f"https://skills.example/{n}") for n in range(first, first + 5)
        ]
        learner.has(title, ects, issuer, outcomes=skills)
    rules = [
        {"id": "total", "type": "totalCredits", "min": "4"},
        {"id": "same", "type": "overlap", "measure": "containment"} | rule,
    ]
    name = f"W6, {counted}"
    return Worked(
        name=name,
        document=small(name, rules=rules),
        files=learner.files,
        result="complete",
        counted=counted,
        unused={"Q": ("overlap_counted",)} if counted == "4" else {},
        says=(
            f"Complete, with {counted} ECTS",
            *{
                "4": ("60 % of what it teaches is the same as in “P”, which counts already.",),
                "5.2": ("Less than its 3 credits: a part of what it teaches counts elsewhere",),
                "7": (),
            }[counted],
        ),
    )


def w6(now: datetime) -> Iterator[Worked]:
    """Three of five skills are shared."""
    yield _overlapping(now, "4", threshold="0.6", action="drop-smaller")
    yield _overlapping(now, "5.2", threshold="0.6", action="discount")
    yield _overlapping(now, "7", threshold="0.7", action="drop-smaller")


def _vocational(now: datetime, counted: str, **credit: Any) -> Worked:
    learner = Learner(now)
    learner.has("VET badge", sbu="500")
    name = f"W7, {counted}"
    stated = (
        f"{counted} ECTS (500 SBU of 1 h, {credit.get('hoursPerCredit')} h for one ECTS; a law)"
    )
    slots = [{"id": "one", "items": {"min": 1}}]
    return Worked(
        name=name,
        document=small(name, slots=slots, credit={"unit": "ECTS"} | credit),
        files=learner.files,
        result="complete",
        counted=counted,
        says=(stated,)
        if credit
        else ("Complete, with 0 ECTS", "The pathway states no ratio for credits in SBU."),
    )


def w7(now: datetime) -> Iterator[Worked]:
    """What 500 SBU are worth hangs on the stated ratio."""
    ratios = [{"from": "SBU", "hours": "1", "source": "a law"}]
    yield _vocational(now, "17.86", hoursPerCredit="28", ratios=ratios)
    yield _vocational(now, "20", hoursPerCredit="25", ratios=ratios)
    yield _vocational(now, "0")


def first(now: datetime) -> Iterator[Worked]:
    """One of each."""
    yield from (make(now) for make in (w1, w2_part, w3, w4, w5))
    yield next(w6(now))
    yield next(w7(now))


def others(now: datetime) -> Iterator[Worked]:
    """The variants."""
    yield from (make(now) for make in (w2, w3_rounded, w3_short, w3_more, w4_heap))
    yield from list(w6(now))[1:]
    yield from list(w7(now))[1:]

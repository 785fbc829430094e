"""Evaluating pathways: 60 credentials by 20 slots, 200 by 40, and the worked example W1.

Ties and all explanations included, after the solver has been imported once; seconds of
computing, one core. Each size is made several times over with other numbers, so that no lucky
case is measured.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from datetime import date
from typing import Any

from benchmarks.figures import Target, close, spread, table
from tests.helpers.pathways import award, document, unknown_issuer, w1_awards
from wallet.pathways import HeldAward, Pathway, evaluate, read, templates

DAY = date(2026, 11, 21)
ROUNDS = 5
PATIENT = 60.0
"""Seconds of solving allowed here, so that the whole proof is measured on a busy machine."""
SKILLS = [f"urn:skill:{n}" for n in range(60)]


def pathway(slots: int, chance: random.Random, *, least: int) -> Pathway:
    """A programme of so many slots with ``least`` credits for each, in groups, with rules."""
    made = []
    for number in range(slots):
        skills = chance.sample(SKILLS, 4)
        slot: dict[str, Any] = {"id": f"s{number}", "match": {"skills": skills}}
        slot |= {"designation": "optional", "items": {"min": 1, "max": 2}}
        made.append(slot | {"credits": {"max": "10"}})
    ids = [one["id"] for one in made]
    groups = [ids[at : at + 5] for at in range(0, slots, 5)]
    tree = {"op": "all", "of": [{"op": "atLeast", "n": 3, "of": one} for one in groups]}
    rules = [
        {"id": "total", "type": "totalCredits", "min": str(least * slots)},
        {"id": "size", "type": "itemSize", "min": "2", "max": "6"},
        {"id": "level", "type": "level", "min": 6, "max": 7},
        {"id": "partners", "type": "diversity", "min": 5},
        {"id": "one", "type": "maxShare", "of": "counted", "each": "issuer", "max": "0.4"},
        {"id": "skills", "type": "outcomes", "outcomes": SKILLS[:20], "minCoverage": "0.5"},
        {"id": "order", "type": "prerequisite", "a": "s0", "b": "s1", "sameDay": True},
    ]
    return read(json.dumps(document(slots=made, tree=tree, rules=rules)).encode())


def awards(count: int, chance: random.Random) -> list[HeldAward]:
    """So many credentials: some too small, of the wrong level, referred, or taken again."""
    return [
        award(
            f"item-{n:03}",
            chance.choice(("1", "2", "2.5", "3", "4", "5", "6")),
            f"issuer-{chance.randrange(count // 8)}",
            skills=frozenset(chance.sample(SKILLS, 5)),
            eqf=chance.choice(("6", "6", "6", "7", "5")),
            definition_ids=(f"urn:course:{chance.randrange(count * 9 // 10)}",),
            **(unknown_issuer() if chance.random() < 0.1 else {}),
        )
        for n in range(count)
    ]


def measure(count: int, slots: int, *, least: int, brief: bool) -> tuple[list[float], int]:
    """Seconds of computing of each round, and how many of them were proven best."""
    times, proven = [], 0
    for round_ in range(ROUNDS):
        chance = random.Random(f"{count} {slots} {round_}")
        wanted, held = pathway(slots, chance, least=least), awards(count, chance)
        start = time.process_time()
        found = evaluate(wanted, held, DAY, seconds=PATIENT, brief=brief)
        times.append(time.process_time() - start)
        proven += found.proven_optimal
    return times, proven


def main() -> int:
    """Measure, print, compare with the targets."""
    template = templates()[0].pathway
    evaluate(template, w1_awards(), DAY)  # imports the solver
    w1 = []
    for _ in range(ROUNDS):
        start = time.process_time()
        evaluate(template, w1_awards(), DAY)
        w1.append(time.process_time() - start)
    proven = f"{ROUNDS} of {ROUNDS}"
    rows = [["W1, 7 by 3, with fixes", spread([1000 * one for one in w1]), proven]]
    targets = []
    for count, slots, limit in ((60, 20, 0.5), (200, 40, 3.0)):
        for least, brief, word in (
            (2, False, "complete"),
            (40, True, "incomplete, without fixes"),
            (40, False, "incomplete, with fixes"),
        ):
            times, proven = measure(count, slots, least=least, brief=brief)
            name = f"{count} by {slots}, {word}"
            rows.append([name, spread([1000 * one for one in times]), f"{proven} of {ROUNDS}"])
            if brief or least == 2:
                value = statistics.median(times)
                targets.append(Target(what=name, value=value, limit=limit, unit=" s"))
    print(table(["credentials by slots", "ms of computing", "proven best"], rows))
    return close(targets)


if __name__ == "__main__":
    sys.exit(main())

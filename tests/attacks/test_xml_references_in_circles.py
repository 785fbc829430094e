"""References in a Europass credential that lead in circles, or a million times to one thing."""

from __future__ import annotations

import time

from tests.helpers import xml_seals
from wallet import formats, intake


def bomb(levels: int, width: int) -> str:
    """Each specification is awarded by the next, many times over."""
    made = "".join(
        f'<learningAchievement id="urn:epass:a:{at}">{xml_seals.text("title", "x")}<hasPart>'
        + f'<learningAchievement idref="urn:epass:a:{at + 1}"/>' * width
        + "</hasPart></learningAchievement>"
        for at in range(levels)
    )
    held = f"<learningSpecificationReferences>{made}</learningSpecificationReferences>"
    first = (
        '<activities/><achievements><learningAchievement idref="urn:epass:a:0"/></achievements>'
    )
    text = xml_seals.europass(more=held)
    start, end = text.index("<achievements>"), text.index("</credentialSubject>")
    return text[:start] + first + text[end:]


def circle() -> str:
    inside = (
        '<learningAchievement id="urn:epass:a:0"><hasPart>'
        '<learningAchievement idref="urn:epass:a:0"/></hasPart></learningAchievement>'
    )
    held = f"<learningSpecificationReferences>{inside}</learningSpecificationReferences>"
    text = xml_seals.europass(more=held)
    return text.replace(
        "<achievements>", '<achievements><learningAchievement idref="urn:epass:a:0"/>', 1
    )


def test_work_and_depth_are_bounded():
    for text in (bomb(12, 12), bomb(300, 1), circle()):
        (one,) = intake.read(text.encode())
        start = time.process_time()
        formats.problems(one.format, one.document)
        view = formats.view(one.format, one.document)
        assert time.process_time() - start < 10
        assert len(view.awards) < 10_000

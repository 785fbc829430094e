"""Accreditation under the verdict: only a yes is a seal, and each answer says who says so."""

from __future__ import annotations

import pytest

from tests.helpers.accreditation import World, judged
from tests.helpers.issuer import Issuer
from tests.ui.conftest import texts
from ui.widgets.buttons import Fold
from ui.widgets.credential.accreditation import AccreditationLine
from ui.widgets.symbols import Symbol
from wallet.report import Role

pytestmark = pytest.mark.usefixtures("theme")


def line(world: World | None, role: Role = Role.HOLDER, **said: object) -> AccreditationLine:
    issuer = Issuer("Example University", method=str(said.pop("method", "did:web")))
    shown = AccreditationLine(judged(issuer, issuer.issue("Data", eqf=7), world).report, role)
    shown.show()
    return shown


def covered(**told: object) -> World:
    world = World(as_of="2026-11-01")
    world.decision(world.university(country="FI"), **{"start": "2022-01-01", **told})
    return world


def test_accredited_is_a_seal_with_both_answers_and_who_says_so() -> None:
    shown = line(covered(end="2028-01-01"))
    said = texts(shown)
    assert "Accredited when awarded and on 1 Nov 2026" in said
    assert "So says DEQAR of 1 Nov 2026 (20 days old), signed by Test operator." in said
    (fold,) = shown.findChildren(Fold)
    fold.button.setChecked(True)
    assert "Agency agency-1, review of the institution: positive" in texts(shown)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ({"end": "2026-10-15"}, "Accredited when awarded; expired 15 Oct 2026"),
        ({"withdrawn": "2026-10-16"}, "Accredited when awarded; withdrawn 16 Oct 2026"),
        ({"decision": "negative"}, "Refused"),
        ({"start": "2026-10-10"}, "Not yet accredited when awarded; accredited since"),
    ],
)
def test_the_day_stands_beside_the_code(told: dict[str, str], title: str) -> None:
    assert title in texts(line(covered(**told)))


def test_a_self_made_key_under_the_universitys_name_is_no_seal() -> None:
    shown = line(covered(), method="did:key")
    said = texts(shown)
    assert "The signer is not shown to be this institution" in said
    assert "yes" not in said
    assert all(one.property("tone") != "seal" for one in shown.findChildren(Symbol))


def test_without_a_register_one_quiet_sentence_is_enough() -> None:
    said = texts(line(None))
    assert said.strip() == "There is no register of accredited institutions on this computer."


def test_the_next_step_is_for_whoever_reads_it() -> None:
    holder = texts(line(covered(decision="negative")))
    receiver = texts(line(covered(decision="negative"), Role.RECEIVER))
    assert "Be ready to be asked" in holder
    assert "recognition centre" in receiver

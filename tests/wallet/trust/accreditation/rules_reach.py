"""One test for each rule of reach: which decisions speak of a body (D.3)."""

from tests.helpers.accreditation import LONG, World, period, programme
from tests.helpers.register import MemoryRegister
from tests.wallet.trust.accreditation.ruled import always, no, rule, yes
from wallet.register import DecisionRow, Period
from wallet.trust.accreditation import Body, accredit


def child_of(kind, **link):
    """A parent with a decision, and a body of its own with the key."""
    world = World()
    parent = world.university("Parent", "P1", did=None)
    child = world.university("Child", "C1")
    world.relation(parent, child, kind, **link)
    return world, parent, child


class _Careless(MemoryRegister):
    """Answers with more than it was asked for."""

    def decisions(self, institution):  # noqa: ARG002
        return tuple(one for one in self.rows if isinstance(one, DecisionRow))


# --- reach -----------------------------------------------------------------------------------


@rule("R1 who is named", "reach.speaks_of", yes)
def a_decision_speaks_of_those_it_names():
    world = World()
    world.university()
    world.decision(world.university("Other", "U2", did=None), **LONG)
    told = world.register
    careless = _Careless(rows=told.rows, sources=told.sources, sha256=told.sha256)
    assert accredit(world.question(), (careless,)).code == "known_not_reviewed"


@rule("R2 platforms", "reach.merely_names", no)
def a_platform_that_a_report_merely_names():
    world = World()
    platform = world.university("Platform", kind="platform")
    world.decision(platform, world.university("Uni", "U2", did=None), **LONG)
    assert world.ask().code == "known_not_reviewed"


@rule(
    "R3 independent faculties",
    "reach.is_part_of_entity",
    lambda kind: kind in ("faculty", "independent_faculty"),
)
def an_independent_faculty_is_another_body():
    world, parent, _ = child_of("independent_faculty")
    world.decision(parent, **LONG)
    assert world.ask().code == "known_not_reviewed"


@rule("R3 the parent's programmes", "reach._INSTITUTIONAL", ("institutional", "programme"))
def a_programme_of_the_parent_is_not_the_facultys():
    world, parent, _ = child_of("faculty")
    world.decision(
        parent, type="programme", programmes=(programme(identifiers=("p",)),), **LONG
    )
    assert world.ask(ids=("p",)).code == "known_not_reviewed"


@rule("R4 alliances", "reach.is_for_named_offers", yes)
def an_alliance_covers_a_named_offer_only():
    world, parent, _ = child_of("alliance")
    world.decision(parent, **LONG)
    assert world.ask(ids=("p",)).code == "known_not_reviewed"
    world.decision(
        parent, type="joint_programme", programmes=(programme(identifiers=("p",)),), **LONG
    )
    told = world.ask(ids=("p",))
    assert (told.code, told.modifiers) == ("accredited", ("joint",))


def _successor(kind="absorbed", **link):
    world = World()
    later = world.university("Later")
    earlier = world.university("Earlier", "E1", did=None)
    world.relation(later, earlier, kind, **link)
    world.decision(earlier, **LONG)
    return world


@rule("R5 never backwards", "reach.from_link_on", lambda _valid: Period())
def a_decision_moves_from_the_day_of_the_link_on():
    world = _successor(valid=period("2020-01-01"))
    assert world.ask("2019-12-31").code == "not_yet_accredited"
    assert world.ask("2020-01-01").code == "accredited"
    assert _successor().ask("2020-06-01").code == "known_not_reviewed"


@rule("R5 spun off", "reach.hands_on", yes)
def nothing_moves_along_spun_off():
    world = _successor("spun_off", valid=period("2019-01-01"))
    assert world.ask("2020-06-01").code == "known_not_reviewed"


@rule("R6 platforms", "reach._GROUPS", ("alliance", "consortium", "platform"))
def a_platforms_offer_is_not_a_members():
    world, parent, _ = child_of("platform")
    offer = programme(identifiers=("p",), ects="5", degree=False)
    world.decision(parent, type="micro_credential", programmes=(offer,), **LONG)
    assert world.ask(ids=("p",), kind="micro-credential").code == "known_not_reviewed"


@rule("R7 days of links", "reach.link_days", always(Period()))
def a_link_that_had_ended():
    world, parent, _ = child_of("faculty", valid=period(end="2019-12-31"))
    world.decision(parent, **LONG)
    assert world.ask("2020-01-01").code == "gap_at_award"
    assert world.ask("2019-12-31").at_award == "yes"


@rule("R8 both named", "reach.names_both", yes)
def a_decision_about_one_of_two():
    world = World()
    uni = world.university()
    other = world.university("Other", "U2", did=None)
    world.identifier(other, "eter", "DE0073")
    world.relation(uni, other, "franchise")
    world.decision(other, **LONG)
    body = Body(identifiers=(("eter", "DE0073", None),))
    told = world.ask(bodies=(body,))
    assert (told.code, told.facts["why"]) == ("scope_mismatch", "partner")

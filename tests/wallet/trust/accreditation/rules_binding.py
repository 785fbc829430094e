"""One test for each rule of trust in lists, binding and bodies (D.3, D.11)."""

import dataclasses
from datetime import date

from tests.helpers.accreditation import World, period
from tests.wallet.trust.accreditation.ruled import always, no, rule, yes
from tests.wallet.trust.accreditation.rules_identifiers import LEI
from wallet.trust.accreditation import (
    Body,
    Reached,
    Seal,
    Signer,
    Strength,
    bodies,
)
from wallet.trust.accreditation.binding import named_by_identifiers

DID = "did:web:university.example"


def accredited(world, **told):
    """A university covered from 2018 on, in that world."""
    uni = world.university(**told)
    world.decision(uni, start="2018-01-01", end="2030-01-01")
    return uni


# --- which lists count ------------------------------------------------------------------------


@rule("S1 confirmed", "believed.is_confirmed", yes)
def a_list_nobody_has_compared():
    world = World(changes={"confirmed": False})
    accredited(world)
    assert world.ask().code == "no_register"
    assert world.ask().facts["why"] == "not_confirmed"


@rule("S2 sandbox", "believed.is_real", yes)
def a_sandbox_outside_the_demo():
    world = World(changes={"sandbox": True})
    accredited(world)
    assert world.ask().code == "no_register"
    assert world.ask(allow_sandbox=True).code == "accredited"


@rule("S3 countries", "believed.covers_country", yes)
def a_country_that_is_not_covered():
    world = World(changes={"countries": frozenset({"FR"})})
    accredited(world)
    told = world.ask()
    assert (told.code, told.facts["why"]) == ("register_not_covering", "country")


@rule("S4 sectors", "believed.covers_sector", yes)
def a_sector_that_is_not_covered():
    world = World(changes={"sectors": frozenset({"vet"})})
    accredited(world)
    told = world.ask()
    assert (told.code, told.facts["why"]) == ("register_not_covering", "sector")


@rule("S5 days", "believed.covers_day", yes)
def a_day_that_is_not_covered():
    world = World(changes={"covers_from": date(2019, 1, 1)})
    accredited(world)
    told = world.ask("2018-06-01")
    assert (told.code, told.facts["why"]) == ("register_not_covering", "day")


@rule("S6 a domain that was given up", "believed.bears_now", yes)
def an_identifier_that_is_no_longer_the_bodys():
    world = World()
    uni = accredited(world, did=None)
    world.identifier(uni, "schac", "university.example", valid=period(end="2022-01-01"))
    assert world.ask().code == "unknown_issuer"
    assert world.ask(signed=date(2021, 1, 1)).code == "accredited"


@rule("S7 side by side", "believed.side_by_side", lambda registers: tuple(registers)[:1])
def what_the_second_bundle_alone_has():
    world = World(changes={"bundle": "Second", "bundle_sha256": "c0" * 32})
    accredited(world)
    assert World().ask().code == "unknown_issuer"
    assert World().ask(also=(world,)).code == "accredited"


# --- binding ----------------------------------------------------------------------------------


def _sealed(world, *, qualified):
    uni = accredited(world, did=None)
    world.identifier(uni, "lei", LEI)
    seal = Seal(organization=f"LEIXG-{LEI}", name="Uni", country="DE", qualified=qualified)
    return world.ask(signer=Signer(id="https://university.example/", seal=seal))


@rule("B1 seals", "binding.seal_strength", always(Strength.STRONG))
def an_advanced_seal_is_no_qualified_one():
    assert _sealed(World(), qualified=True).evidence[0]["strength"] == "strong"
    assert _sealed(World(), qualified=False).evidence[0]["strength"] == "medium"


@rule("B2 did:ebsi", "binding._by_ebsi", always(()))
def a_listed_did_ebsi():
    world = World()
    uni = accredited(world, did=None)
    world.identifier(uni, "did_ebsi", "did:ebsi:zUni")
    told = world.ask(did="did:ebsi:zUni")
    assert (told.code, told.evidence[0]["strength"]) == ("accredited", "strong")


def _with_domain(host="university.example"):
    world = World()
    world.identifier(accredited(world, did=None), "schac", host)
    return world


@rule(
    "B3 the host itself",
    "binding.hosts_that_count",
    lambda host: (host, host.partition(".")[2]),
)
def a_host_below_the_registered_one():
    world = _with_domain()
    assert world.ask(did=DID).code == "accredited"
    assert world.ask(did=DID).evidence[0]["strength"] == "medium"
    assert world.ask(did="did:web:cs.university.example").code == "unknown_issuer"


@rule("B4 a path on a host", "binding.is_part_of_host", no)
def a_path_on_the_universitys_host():
    assert _with_domain().ask(did=f"{DID}:~someone").code == "unknown_issuer"
    assert _with_domain().ask(did=f"{DID}%3A8443").code == "unknown_issuer"


@rule("B5 shared hosts", "binding.is_anybodys", no)
def a_host_on_which_anybody_gets_a_place():
    assert _with_domain("uni.github.io").ask(did="did:web:uni.github.io").code == (
        "unknown_issuer"
    )


@rule("B6 pinned keys", "binding.pinned_strength", always(Strength.STRONG))
def a_pinned_did_key_is_of_medium_strength():
    world = World()
    accredited(world, did="did:key:z6MkUni")
    told = world.ask(did="did:key:z6MkUni")
    assert (told.code, told.evidence[0]["strength"]) == ("accredited", "medium")


@rule("B7 other keys of a name", "binding.pins_this_key", yes)
def another_key_than_the_pinned_one():
    world = World()
    uni = accredited(world, did=None)
    world.issuer(DID, "Uni", institution=uni.id, thumbprints=("key-1",))
    assert world.ask(thumbprint="key-1").code == "accredited"
    assert world.ask(thumbprint="key-2").code == "unknown_issuer"


@rule("B8 lists of names", "binding.names_the_same", yes)
def a_list_that_names_somebody_else():
    world = World()
    uni = accredited(world, did=None)
    world.identifier(uni, "pic", "999880560")
    issuer = Body(id="did:key:z6MkA", identifiers=(("pic", "999880560", None),))
    world.issuer("did:key:z6MkA", "Somebody Else", country="DE")
    assert world.ask(did="did:key:z6MkA", issuer=issuer).code == "issuer_not_bound"
    world.issuer("did:key:z6MkB", "Example University", country="DE")
    issuer = dataclasses.replace(issuer, id="did:key:z6MkB")
    told = world.ask(did="did:key:z6MkB", issuer=issuer)
    assert (told.code, told.evidence[0]["strength"]) == ("accredited", "medium")


@rule("B9 two bodies", "binding.agree", yes)
def two_bodies_for_one_key():
    world = World()
    accredited(world)
    accredited(world, institution_id="U2", name="Another University")
    assert world.ask().code == "conflicting_evidence"


@rule("B9 the strongest path", "binding.strongest", lambda paths: paths)
def the_strongest_path_wins():
    world = World()
    accredited(world)
    other = world.university("Another University", "U2", did=None)
    world.identifier(other, "schac", "university.example")
    told = world.ask()
    assert (told.code, told.facts["institution"]) == ("accredited", "Example University")


# --- bodies -----------------------------------------------------------------------------------


def _believe_claims(believed, question):
    """What would be without W2: whoever is named is who signed."""
    named = named_by_identifiers(believed, question.issuer)
    return bodies.Asked(body=named[0]) if named else bodies.Asked(code="unknown_issuer")


@rule("W2 claims of identifiers", "bodies._unbound", _believe_claims)
def identifiers_of_a_university_in_somebodys_own_credential():
    world = World()
    uni = accredited(world, did=None)
    world.identifier(uni, "eter", "DE0069")
    issuer = Body(id="did:key:z6MkForger", identifiers=(("eter", "DE0069", None),))
    told = world.ask(did="did:key:z6MkForger", issuer=issuer)
    assert (told.code, told.at_award, told.now) == ("issuer_not_bound", "unknown", "unknown")


@rule("W3 contradictions", "bodies.contradicts", always(()))
def identifiers_of_another_body_than_the_keys():
    world = World()
    accredited(world)
    other = accredited(world, institution_id="U2", name="Another University", did=None)
    world.identifier(other, "eter", "DE0070")
    issuer = Body(id=DID, identifiers=(("eter", "DE0070", None),))
    told = world.ask(issuer=issuer)
    assert (told.code, told.facts["why"]) == ("conflicting_evidence", "identifiers_disagree")


@rule("W4 names of others", "bodies.misnamed", always(()))
def the_name_of_another_body_than_the_keys():
    world = World()
    accredited(world)
    accredited(world, institution_id="U2", name="University of Zed", did=None)
    told = world.ask(issuer=Body(id=DID, names=("University of Zed",)))
    assert (told.code, told.facts["named"]) == ("issuer_not_bound", ("University of Zed",))


def _faculty(kind="faculty", **link):
    world = World()
    uni = accredited(world)
    school = world.university("School of Law", "F1", did=None)
    world.identifier(school, "eter", "DE0071")
    world.relation(uni, school, kind, **link)
    body = Body(names=("School of Law",), identifiers=(("eter", "DE0071", None),))
    return world, uni, school, body


@rule("W5 faculties", "bodies.is_same_entity", no)
def a_university_signs_for_its_faculty():
    world, *_, body = _faculty()
    told = world.ask(bodies=(body,))
    assert (told.code, told.modifiers) == ("accredited", ("via_parent",))


@rule("W9 platforms", "bodies._ENTITY", ("faculty", "platform", "alliance", "consortium"))
def a_platform_signs_for_nobody():
    for kind in ("platform", "alliance", "consortium"):
        world, *_, body = _faculty(kind)
        assert world.ask(bodies=(body,)).code == "issuer_not_bound"


@rule("W6 mandates", "bodies.has_mandate", no)
def a_mandate_on_record():
    world = World()
    world.university("Signing Service", "S1")
    uni = accredited(world, institution_id="U2", name="University", did=None)
    world.identifier(uni, "eter", "DE0072")
    body = Body(identifiers=(("eter", "DE0072", None),))
    assert world.ask(bodies=(body,)).code == "issuer_not_bound"
    world.add(_mandate(world, uni))
    told = world.ask(bodies=(body,))
    assert (told.code, told.facts["relation"]) == ("accredited", "mandate")
    assert (told.facts["institution"], told.facts["signer"]) == (
        "University",
        "Signing Service",
    )


def _mandate(world, uni):
    row = world.relation(uni, dataclasses.replace(uni, id="S1"), "mandate")
    world.rows.remove(row)
    return row


def _two(world):
    """A university with the key, and another that is named by its ETER code."""
    uni = accredited(world)
    other = accredited(world, institution_id="U2", name="Other University", did=None)
    world.identifier(other, "eter", "DE0073")
    return (
        uni,
        other,
        Body(names=("Other University",), identifiers=(("eter", "DE0073", None),)),
    )


@rule("W7 joint awards", "bodies.is_joint_award", no)
def a_joint_award_with_a_joint_decision():
    world = World()
    uni, other, body = _two(world)
    own = Body(id=DID, names=("Example University",))
    assert world.ask(issuer=own, bodies=(own, body)).at_award == "no"
    world.decision(uni, other, start="2018-01-01", end="2030-01-01", id="joint")
    assert world.ask(issuer=own, bodies=(own, body)).code == "accredited"


@rule("W8 franchise", "bodies.is_franchise", no)
def a_franchise_with_a_decision_that_names_both():
    world = World()
    uni, other, body = _two(world)
    world.relation(other, uni, "franchise")
    world.decision(uni, other, start="2018-01-01", end="2030-01-01", id="both")
    told = world.ask(bodies=(body,))
    assert (told.code, told.facts["relation"]) == ("accredited", "franchise")


@rule("W10 keys of successors", "bodies.keys_count", yes)
def a_successors_key_for_an_earlier_body():
    world = World()
    uni, other, body = _two(world)
    world.relation(uni, other, "succeeded", valid=period("2022-01-01"))
    assert world.ask(bodies=(body,)).code == "issuer_not_bound"


@rule("W11 after the end", "bodies.closed_before", no)
def an_award_after_the_body_had_closed():
    world = World()
    accredited(world, closed=date(2019, 12, 31))
    told = world.ask("2020-06-01")
    assert (told.code, told.facts["why"]) == ("conflicting_evidence", "closed_before_award")


@rule("W11 before the beginning", "bodies.founded_after", no)
def an_award_before_the_body_was_founded():
    world = World()
    accredited(world, founded=date(2021, 1, 1))
    told = world.ask("2020-06-01")
    assert (told.code, told.facts["why"]) == ("conflicting_evidence", "founded_after_award")


@rule("W1 who awards", "bodies.awarding", lambda question: (question.issuer,))
def another_body_awards():
    world = World()
    _, _, body = _two(world)
    assert world.ask().code == "accredited"
    assert world.ask(bodies=(body,)).code == "issuer_not_bound"


@rule("B10 signed accreditations", "binding._by_accreditation", always(()))
def a_key_that_only_a_signed_accreditation_knows():
    world = World()
    holder = world.university("Accredited College", "A1", did=None)
    decision = world.decision(holder, start="2018-01-01", end="2030-01-01", id="granted")
    world.rows = [one for one in world.rows if one not in (holder, decision)]
    granted = Reached(decision=decision, via="accreditation", holder=holder, vouched=True)
    assert world.ask(granted=(granted,)).code == "accredited"

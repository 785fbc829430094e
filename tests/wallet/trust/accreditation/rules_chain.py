"""One test for each rule of chains of signed accreditations (D.2, D.7)."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from tests.helpers.accreditation import World
from tests.wallet.trust.accreditation.ruled import rule, yes
from wallet.trust.accreditation import chain
from wallet.trust.accreditation.chain import Link, Scope, Wanted

DAY = date(2025, 6, 1)
SCOPE = Scope(types=frozenset({"Badge"}), jurisdictions=frozenset({"FI"}))
ABOVE = Link(
    ids=frozenset({"above"}),
    issuer="did:root",
    subject="did:ministry",
    types=frozenset({"VerifiableAccreditationToAccredit"}),
    first=date(2024, 1, 1),
    last=date(2026, 1, 1),
    stands=True,
    scope=(SCOPE,),
)
BELOW = dataclasses.replace(
    ABOVE,
    ids=frozenset({"below"}),
    issuer="did:ministry",
    subject="did:uni",
    types=frozenset({"VerifiableAccreditationToAttest"}),
    parent="above",
)
WANTED = Wanted(types=frozenset({"VerifiableCredential", "Badge"}), days=(DAY,), country="FI")


def stands(below: Link = BELOW, above: Link = ABOVE, **wanted: Any) -> bool:
    """Whether the chain grants anything."""
    root = World().issuer("did:root", "Root", root=True)
    asked = dataclasses.replace(WANTED, **wanted)
    return bool(chain.granted("did:uni", (below, above), {"did:root": root}, asked))


def changed(link: Link, **told: Any) -> Link:
    return dataclasses.replace(link, **told)


@rule("H1 the parent that is named", "chain.is_parent", yes)
def the_parent_is_the_one_that_is_named_and_gave_it() -> None:
    assert stands()
    assert not stands(changed(BELOW, parent="another"))
    assert not stands(above=changed(ABOVE, subject="did:stranger"))


@rule("H2 pinned roots", "chain.pins_roots", yes)
def a_list_of_issuers_makes_nobody_a_root() -> None:
    by_role = {
        role: World(changes={"role": role}).issuer("did:root", "Root", root=True)
        for role in ("ebsi/tir", "issuers/dcc")
    }
    assert set(chain.roots_of([by_role["ebsi/tir"]])) == {"did:root"}
    assert chain.roots_of([by_role["issuers/dcc"]]) == {}


@rule("H3 days and status", "chain.is_valid", yes)
def every_hop_is_valid_on_the_day() -> None:
    for days in ((date(2023, 12, 31),), (date(2026, 1, 2),), (DAY, date(2026, 1, 2))):
        assert not stands(days=days)
    assert not stands(above=changed(ABOVE, stands=False))
    assert not stands(changed(BELOW, stands=False))


@rule("H4 narrowing", "chain.narrows", yes)
def scopes_only_narrow() -> None:
    wider = dataclasses.replace(SCOPE, types=frozenset({"Badge", "Diploma"}))
    assert not stands(changed(BELOW, scope=(wider,)))
    assert stands(above=changed(ABOVE, scope=(wider,)))


@rule("H5 the credential's type", "chain.allows", yes)
def the_credentials_own_type_lies_within() -> None:
    assert not stands(types=frozenset({"VerifiableCredential", "Diploma"}))
    assert not stands(types=frozenset({"VerifiableCredential"}))


@rule("H5 the place", "chain.is_place_allowed", yes)
def the_place_of_the_award_lies_within() -> None:
    assert not stands(country="SE")
    assert not stands(country=None)


@rule("H6 to attest", "chain.may_attest", yes)
def only_an_accreditation_to_attest_is_the_last() -> None:
    assert not stands(changed(BELOW, types=ABOVE.types))


@rule("H6 to accredit", "chain.may_accredit", yes)
def only_an_accreditation_to_accredit_is_a_parent() -> None:
    assert not stands(above=changed(ABOVE, types=BELOW.types))


@rule("H7 hops", "chain.MOST_HOPS", 20)
def a_chain_of_seven_hops_is_too_long() -> None:
    links = [BELOW]
    for number in range(7):
        above = f"did:{number}"
        links[-1] = changed(links[-1], issuer=above, parent=f"link {number}")
        links.append(
            changed(ABOVE, ids=frozenset({f"link {number}"}), subject=above, issuer="did:root")
        )
    root = World().issuer("did:root", "Root", root=True)
    assert not chain.granted("did:uni", links, {"did:root": root}, WANTED)

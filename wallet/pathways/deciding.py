"""What an advisor decided, as the evaluation takes it (spec/pathways.md, E.5 and E.6).

Rules
-----
1. An *equivalence* lets an award into a slot that it does not match by itself, and settles
   what was referred to an advisor there. Anything that speaks against it otherwise still does:
   a forged or revoked credential is never made good by a decision.
2. A *rejection* keeps an award out of every slot; one of a credential all of its awards.
3. *Prior learning* that was recognised is an item of its own, with its credit, in one slot.
   It is no credential: rules about prior learning (shares, residency, capstone) see it.
4. A *waiver* sets a rule aside, where the document lets anybody set it aside. A *placing*
   holds unless the learner places the same award elsewhere.
5. The route of each item says how it came in, and its note by whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wallet.credential import Kind, Text
from wallet.pathways.amounts import LARGEST_ITEM
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import CreditUnit, Pathway
from wallet.pathways.records import Entry
from wallet.pathways.rules.interface import Day, Decided, Doubt, Item, PriorLearning
from wallet.report import VerdictCode

MARK = "~prior-"
"""How the id of recognised prior learning begins; no award that is held has such an id."""
AD_HOC, RPL = "ad-hoc", "rpl"


REJECTED = Doubt(code="rejected_by_advisor")


def prior_items(
    decided: Decided, unit: CreditUnit, day: Day
) -> Iterator[tuple[PriorLearning, Item]]:
    """Recognised prior learning as items (rule 3)."""
    for one in decided.prior:
        name = f"{MARK}{one.id}"
        award = HeldAward(
            id=name,
            credential_id=name,
            verdict=VerdictCode.VERIFIED,
            title=(Text(lang="und", text=one.title),),
            kind=Kind.PRIOR_LEARNING,
            issuer_id=name,
            award_date=day.date,
        )
        credits_ = min(one.credits, LARGEST_ITEM)
        hours = credits_ * (unit.hours_per_credit or 0)
        yield one, Item(award=award, credits=credits_, credits_known=True, hours=hours)


def settled(doubts: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """What still speaks against an item that an advisor accepted (rule 1)."""
    return tuple(one for one in doubts if not one.refer)


def without_rejected(
    fits: Mapping[tuple[str, str], tuple[Doubt, ...]], decided: Decided
) -> dict[tuple[str, str], tuple[Doubt, ...]]:
    """The same with every rejected award kept out (rule 2)."""
    return {
        (award, slot): (*doubts, REJECTED) if _is_rejected(award, decided) else doubts
        for (award, slot), doubts in fits.items()
    }


def _is_rejected(award: str, decided: Decided) -> bool:
    return not decided.rejected.isdisjoint((award, award.partition("#")[0]))


def set_aside(pathway: Pathway, decided: Decided) -> frozenset[str]:
    """Rules that were waived and may be (rule 4)."""
    may = {one.id for one in pathway.rules if one.waivable}
    return decided.waived & may


def placed(decided: Decided, pinned: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Where awards were placed that the learner has not placed (rule 4)."""
    own = {award for award, _ in pinned}
    return frozenset(one for one in decided.placed if one[0] not in own)


def decided_by(award: str, slot: str, decided: Decided) -> Iterator[Doubt]:
    """Who let an item in, and on which day (rule 5)."""
    for record in decided.records:
        if any(_lets_in(one, award, slot) for one in record.counting):
            facts = {"name": record.advisor, "on": record.on.isoformat()}
            yield Doubt(code="decided_by", facts=facts)


def _lets_in(entry: Entry, award: str, slot: str) -> bool:
    if entry.slot != slot:
        return False
    return award in (entry.award, f"{MARK}{entry.id}")


def notices(pathway: Pathway, decided: Decided) -> Iterator[str]:
    """What stands in the headline: that others decided, and for whom."""
    signed_off = any(one.signed_off for one in decided.records)
    if signed_off:
        yield "signed_off"
    elif pathway.signoff_required:
        yield "signoff_required"
    counting = [one for one in decided.records if one.counting]
    if counting:
        yield "decided_by_advisor"
    if any(not one.for_owner for one in decided.records if one.counting or one.signed_off):
        yield "advisor_not_of_owner"


def route_of(award: str, slot: str, decided: Decided, otherwise: str) -> str:
    """By which way an item counts (rule 5)."""
    if award.startswith(MARK):
        return RPL
    return AD_HOC if (award, slot) in decided.accepted else otherwise

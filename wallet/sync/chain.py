"""What counts of all that the machines of one person said.

Rules
-----
1. A paper counts when its machine's signature holds, it is of this ring, and every paper of
   that machine before it is there: what comes after a gap waits, and the gap is told.
2. Two different papers of one machine with one number are a fork: from there on nothing of that
   machine counts until it is removed, and the fork is told. A copied wallet makes one.
3. Members are this machine, the one whose card it joined by, and whoever a member admitted.
4. A removal says how far the removed machine was heard; nothing of it beyond that counts.
5. Two machines that removed each other are a quarrel: it is told, neither is heard any further,
   and the person settles it on each machine. A machine's own word comes first for itself.
6. What counts depends on the papers alone, never on the order in which they came: machines
   that have the same papers agree.
7. Whom a removed machine let in before its removal stays: the person is told, and may remove
   it too. Whom it lets in after that was never let in (rule 4).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from wallet.reviews.contact import Contact
from wallet.sync.said import Epoch, Head, Paper

_MOST_MACHINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """What all papers together come to."""

    members: Mapping[str, Contact]
    """did:key -> its card; whoever began the ring admitted itself."""
    removed: Mapping[str, int]
    """did:key -> the last number of it that counts."""
    heads: Mapping[str, Head]
    """How far each machine was heard."""
    accepted: tuple[Paper, ...]
    """All papers that count, by machine and number."""
    gaps: Mapping[str, int]
    """did:key -> the number that is missing while later ones are there."""
    forks: Mapping[str, int]
    """did:key -> the number that it used twice."""
    quarrels: frozenset[str]
    """Machines that removed each other."""
    unheard: Mapping[str, int]
    """did:key -> how many papers beyond the last one that counts, of a removed machine."""
    gone: Mapping[str, Contact]
    """Cards of the removed machines."""

    @property
    def epochs(self) -> tuple[Epoch, ...]:
        """Every key that was handed out, each with everybody who got it."""
        found: dict[str, Epoch] = {}
        for paper in self.accepted:
            for one in paper.epochs:
                known = found.get(one.recipient)
                # Whoever hands a key out knows it, also where it leaves itself out of the list.
                told = one.audience | {paper.author}
                audience = told | (known.audience if known else frozenset())
                found[one.recipient] = Epoch(
                    recipient=one.recipient, secret=one.secret, audience=audience
                )
        return tuple(sorted(found.values(), key=lambda one: one.recipient))

    def let_in_by(self, did: str) -> str:
        """The machine (did:key) that let this one in; empty for the one that began."""
        return next(
            (
                one.author
                for one in self.accepted
                if one.author != did and did in {card.did for card in one.admitted}
            ),
            "",
        )

    def resting_on(self, did: str, own: str) -> tuple[Contact, ...]:
        """The members that this machine (``own``) has by the word of ``did`` alone."""
        sure, waiting = set[str](), [own]
        while waiting:
            author = waiting.pop()
            if author not in {did, *sure}:
                sure.add(author)
                waiting += [
                    card.did
                    for one in self.accepted
                    if one.author == author
                    for card in one.admitted
                ]
        return tuple(card for one, card in self.members.items() if one not in {did, *sure})


Chain = dict[int, dict[str, Paper]]
Chains = dict[str, Chain]


def ring_of(
    known: Iterable[Paper], roots: Collection[str], own: str, follow: Collection[str] = ()
) -> Ring:
    """What the papers come to, seen from one machine.

    Args:
        known: every paper of the ring that this machine has, in any order.
        roots: this machine and the one whose card it joined by (did:key).
        own: this machine: its own removals come before those of others.
        follow: machines whose removals the person chose to believe in a quarrel.
    """
    chains: Chains = {}
    for paper in known:
        chains.setdefault(paper.author, {}).setdefault(paper.seq, {})[paper.digest] = paper
    removed, quarrels = _removals(chains, roots, (own, *follow))
    members, accepted = _heard(chains, roots, removed)
    heads = {did: _head(papers) for did, papers in accepted.items()}
    counted = [one for did in sorted(accepted) for one in accepted[did]]
    gone = {did: members.pop(did) for did in sorted(removed) if did in members}
    return Ring(
        members=members,
        removed={did: min(most, heads.get(did, Head()).seq) for did, most in removed.items()},
        heads=heads,
        accepted=tuple(counted),
        gaps=_found(_gap, chains, accepted, removed),
        forks=_found(_fork, chains, accepted, removed),
        quarrels=quarrels,
        unheard={
            did: count
            for did, most in removed.items()
            if (count := sum(1 for seq in chains.get(did, {}) if seq > most))
        },
        gone=gone,
    )


def _removals(
    chains: Chains, roots: Collection[str], first: tuple[str, ...]
) -> tuple[dict[str, int], frozenset[str]]:
    """Who was removed, and after which paper; and who removed one another.

    A removal counts while its author is heard at that paper; so it is asked again until the
    answer stays. Where it swings to and fro there is a quarrel.
    """
    sure: dict[str, int] = {}
    for did in first:  # its own word, then of those whom the person believes
        if did not in sure:
            sure |= _said_removed({did: _prefix(chains.get(did, {}), None)})
    removed, met = sure, list[dict[str, int]]()
    while removed not in met:
        met.append(removed)
        _, accepted = _heard(chains, roots, removed)
        removed = _said_removed(accepted) | sure
    swinging = met[met.index(removed) :]
    settled = dict(removed)
    for one in swinging:
        for did, most in one.items():
            settled[did] = min(most, settled.get(did, most))
    calm = {did for did in settled if all(one.get(did) == settled[did] for one in swinging)}
    return settled, frozenset(settled) - calm


def _said_removed(accepted: Mapping[str, list[Paper]]) -> dict[str, int]:
    removed: dict[str, int] = {}
    for papers_ in accepted.values():
        for paper in papers_:
            for one in paper.removed:
                removed[one.did] = min(one.heard, removed.get(one.did, one.heard))
    return removed


def _heard(
    chains: Chains, roots: Collection[str], removed: Mapping[str, int]
) -> tuple[dict[str, Contact], dict[str, list[Paper]]]:
    """Everybody ever admitted, and what counts of each."""
    cards: dict[str, tuple[int, Contact]] = {}
    accepted: dict[str, list[Paper]] = {}
    waiting = sorted(roots)
    while waiting:
        did = waiting.pop()
        if did in accepted or len(accepted) >= _MOST_MACHINES:
            continue
        accepted[did] = _prefix(chains.get(did, {}), removed.get(did))
        for paper in accepted[did]:
            for card in paper.admitted:
                told = (_rank(card, did, removed), card)
                cards[card.did] = min(told, cards.get(card.did, told), key=_order)
                waiting.append(card.did)
    return {did: card for did, (_, card) in sorted(cards.items())}, accepted


def _rank(card: Contact, author: str, removed: Collection[str]) -> int:
    """Whose word on a machine's keys counts: its own, then a member's, then a removed one's."""
    if card.did == author:
        return 0
    return 2 if author in removed else 1


def _order(told: tuple[int, Contact]) -> tuple[int, str, str]:
    rank, card = told
    return rank, card.recipient, card.name


def _prefix(chain: Chain, most: int | None) -> list[Paper]:
    found: list[Paper] = []
    head = Head()
    while (most is None or head.seq < most) and len(chain.get(head.seq + 1, {})) == 1:
        (paper,) = chain[head.seq + 1].values()
        if paper.previous != head.digest:
            break
        found.append(paper)
        head = Head(seq=paper.seq, digest=paper.digest)
    return found


def _found(
    look: Callable[[Chain, int | None], int],
    chains: Chains,
    machines: Iterable[str],
    removed: Mapping[str, int],
) -> dict[str, int]:
    told = {did: look(chains.get(did, {}), removed.get(did)) for did in machines}
    return {did: seq for did, seq in told.items() if seq}


def _head(papers_: list[Paper]) -> Head:
    return Head(seq=papers_[-1].seq, digest=papers_[-1].digest) if papers_ else Head()


def _gap(chain: Chain, most: int | None) -> int:
    """The first number that is missing below one that is there; 0 for none."""
    last = max((seq for seq in chain if most is None or seq <= most), default=0)
    return next((seq for seq in range(1, last) if seq not in chain), 0)


def _fork(chain: Chain, most: int | None) -> int:
    """The first number with two papers, or whose paper does not follow the one before."""
    before: Mapping[str, Paper] = {}
    for seq in sorted(one for one in chain if most is None or one <= most):
        many = chain[seq]
        if len(many) > 1:
            return seq
        (paper,) = many.values()
        if seq - 1 in chain and seq > 1 and paper.previous not in before:
            return seq
        before = many
    return 0

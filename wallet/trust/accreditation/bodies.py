"""From the signer's body to the awarding body: may the one speak for the other (D.3, D.11)?

Rules
-----
W1. Who is asked about is the awarding body that the credential names, else its issuer.
W2. Identifiers and names in the credential are claims. They say whom it *means*; only a key
    bound to that body makes it so.
W3. Identifiers of the issuer that name another body than its key: a contradiction.
W4. Names that belong to other registered bodies only: the signer is not shown to be them.
W5. A faculty or school and the legal entity it belongs to may sign for each other.
W6. A mandate counts where a register lists it; one that only the credential tells does not.
W7. In a joint award that lists the signer's body, decisions that name both count for the
    others.
W8. Of a franchise or validation partnership, decisions that name both count.
W9. Platforms, alliances and consortia never sign for a member.
W10. A later body signs for an earlier one only where the register says that its keys count.
W11. The body that existed on the day is the one asked about. After a body has closed, or before
    it was founded without a predecessor on record, the data contradict themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wallet.register import InstitutionRow, RelationRow
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.binding import (
    Bound,
    aliases,
    named_by_identifiers,
    named_by_name,
    other_bodies,
)
from wallet.trust.accreditation.question import Body, Days, Question

_ENTITY = ("faculty",)
"""Links within one legal entity (W5); no other kind of link is one (W9)."""
_HISTORY = ("succeeded", "absorbed", "merged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose accreditation is asked about, or why nobody's can be."""

    body: InstitutionRow | None = None
    code: str | None = None
    """``unknown_issuer``, ``issuer_not_bound`` or ``conflicting_evidence``."""
    why: str | None = None
    """Which rule, for facts."""
    named: tuple[InstitutionRow, ...] = ()
    """Bodies that the credential names, for facts."""
    signer: InstitutionRow | None = None
    """The body that signed, where it is another."""
    relation: str = "same"
    """``same``, ``faculty``, ``mandate``, ``joint``, ``franchise`` or ``successor``."""
    together: InstitutionRow | None = None
    """Decisions have to name this body too (W7, W8)."""


def asked_bodies(believed: Believed, question: Question, bound: Bound) -> tuple[Asked, ...]:
    """One answer for each awarding body; the weakest decides."""
    if bound.conflict:
        rows = tuple(one.body for one in bound.conflict)
        return (Asked(code="conflicting_evidence", why="keys_disagree", named=rows),)
    if bound.best is None:
        return (_unbound(believed, question),)
    signer = bound.best.body
    contradicted = contradicts(believed, signer, question.issuer)
    if contradicted:
        return (_off("conflicting_evidence", "identifiers_disagree", contradicted, signer),)
    bodies = awarding(question)
    meant = [_meant(believed, question, one, signer) for one in bodies]
    is_joint = is_joint_award(believed, signer, meant)
    return tuple(_judge(believed, question, signer, one, is_joint=is_joint) for one in meant)


def awarding(question: Question) -> tuple[Body, ...]:
    """W1."""
    return question.award.bodies or (question.issuer,)


def contradicts(
    believed: Believed, signer: InstitutionRow, issuer: Body
) -> tuple[InstitutionRow, ...]:
    """W3: bodies that the issuer's own identifiers name, and that its key is not bound to."""
    named = named_by_identifiers(believed, issuer)
    return tuple(
        one
        for one in other_bodies(believed, signer, named)
        if not is_same_entity(believed, signer, one, None)
        and not keys_count(believed, signer, one)
    )


def misnamed(
    believed: Believed, signer: InstitutionRow, body: Body
) -> tuple[InstitutionRow, ...]:
    """W4: bodies whose name it bears, where the signer's body never bore it.

    Each name counts by itself, whatever country the credential writes beside it: one language
    may tell the truth while the other is read.
    """
    known = aliases(believed, signer)
    each = (believed.institutions_named(name, None) for name in body.names)
    return next((rows for rows in each if rows and not known & {one.id for one in rows}), ())


def _unbound(believed: Believed, question: Question) -> Asked:
    """W2: nothing binds the key; perhaps somebody is named all the same."""
    found: dict[str, InstitutionRow] = {}
    for body in (question.issuer, *question.award.bodies):
        for row in (*named_by_identifiers(believed, body), *named_by_name(believed, body)):
            found.setdefault(row.id, row)
    if found:
        return _off("issuer_not_bound", "named_only", tuple(found.values()), None)
    return Asked(code="unknown_issuer")


def _meant(
    believed: Believed, question: Question, body: Body, signer: InstitutionRow
) -> tuple[InstitutionRow, ...] | Asked:
    """W1 and W2: which registered bodies a party of the credential stands for."""
    named = named_by_identifiers(believed, body)
    if named:
        return named
    if body == question.issuer or (body.id and body.id == question.signer.id):
        others = misnamed(believed, signer, body)
        if others:
            return _off("issuer_not_bound", "other_name", others, signer)
        return (signer,)
    by_name = named_by_name(believed, body)
    if not by_name:
        return _off("issuer_not_bound", "awarding_body_unknown", (), signer)
    known = aliases(believed, signer)
    own = tuple(one for one in by_name if one.id in known)
    if not own and other_bodies(believed, by_name[0], by_name):
        return _off("issuer_not_bound", "other_name", by_name, signer)
    return own or by_name


def is_joint_award(
    believed: Believed,
    signer: InstitutionRow,
    meant: Iterable[tuple[InstitutionRow, ...] | Asked],
) -> bool:
    """W7: whether the signer's body is one of several that award."""
    return any(
        not isinstance(one, Asked) and not other_bodies(believed, signer, one) for one in meant
    )


def _judge(
    believed: Believed,
    question: Question,
    signer: InstitutionRow,
    meant: tuple[InstitutionRow, ...] | Asked,
    *,
    is_joint: bool,
) -> Asked:
    if isinstance(meant, Asked):
        return meant
    days = question.award.days
    others = other_bodies(believed, signer, meant)
    if not others:
        return _in_its_time(believed, signer, days)
    if len(others) > 1 and other_bodies(believed, others[0], others):
        return _off("conflicting_evidence", "identifiers_disagree", others, signer)
    body = others[0]
    relation = _relation(believed, signer, body, days, is_joint=is_joint)
    if relation is None:
        return _off("issuer_not_bound", "unrelated", others, signer)
    found = _in_its_time(believed, body, days)
    if found.body is None:
        return found
    needs_both = relation in ("joint", "franchise")
    return Asked(
        body=found.body,
        signer=signer,
        relation=relation,
        together=signer if needs_both else None,
    )


def _relation(
    believed: Believed,
    signer: InstitutionRow,
    body: InstitutionRow,
    days: Days,
    *,
    is_joint: bool,
) -> str | None:
    """Why the signer may speak for the body; None where nothing says so (W9)."""
    if is_same_entity(believed, signer, body, days.last):
        return "faculty"
    if has_mandate(believed, signer, body, days.last):
        return "mandate"
    if keys_count(believed, signer, body):
        return "successor"
    if is_joint:
        return "joint"
    return "franchise" if is_franchise(believed, signer, body, days.last) else None


def is_same_entity(
    believed: Believed, one: InstitutionRow, other: InstitutionRow, day: date | None
) -> bool:
    """W5."""
    return any(
        {row.parent, row.child} == {one.id, other.id}
        for row in _relations(believed, one, _ENTITY, day)
    )


def has_mandate(
    believed: Believed, signer: InstitutionRow, body: InstitutionRow, day: date | None
) -> bool:
    """W6."""
    return any(
        row.parent == body.id and row.child == signer.id
        for row in _relations(believed, signer, ("mandate",), day)
    )


def is_franchise(
    believed: Believed, signer: InstitutionRow, body: InstitutionRow, day: date | None
) -> bool:
    """W8."""
    return any(
        {row.parent, row.child} == {signer.id, body.id}
        for row in _relations(believed, signer, ("franchise",), day)
    )


def keys_count(believed: Believed, signer: InstitutionRow, body: InstitutionRow) -> bool:
    """W10."""
    return any(
        row.keys_count and row.parent == signer.id and row.child == body.id
        for row in _relations(believed, signer, _HISTORY, None)
    )


def _relations(
    believed: Believed, body: InstitutionRow, kinds: Iterable[str], day: date | None
) -> tuple[RelationRow, ...]:
    """Relations of these kinds, on that day where one is known."""
    return tuple(
        row
        for row in believed.relations(body.id)
        if row.kind in kinds and (day is None or row.valid.holds(day))
    )


def _in_its_time(believed: Believed, body: InstitutionRow, days: Days) -> Asked:
    """W11."""
    if closed_before(body, days):
        return _off("conflicting_evidence", "closed_before_award", (body,), None)
    if not founded_after(body, days):
        return Asked(body=body)
    earlier = [
        row.child
        for row in _relations(believed, body, _HISTORY, None)
        if row.parent == body.id and row.keys_count
    ]
    rows = [row for one in earlier for row in believed.institutions(one)[:1]]
    alive = [one for one in rows if not (founded_after(one, days) or closed_before(one, days))]
    if len(alive) == 1:
        return Asked(body=alive[0], signer=body, relation="successor")
    return _off("conflicting_evidence", "founded_after_award", (body,), None)


def closed_before(body: InstitutionRow, days: Days) -> bool:
    """W11: whether the whole time of the award lies after the body's end."""
    return body.closed is not None and days.first is not None and days.first > body.closed


def founded_after(body: InstitutionRow, days: Days) -> bool:
    """W11: whether the whole time of the award lies before the body's beginning."""
    return body.founded is not None and days.last is not None and days.last < body.founded


def _off(
    code: str, why: str, named: tuple[InstitutionRow, ...], signer: InstitutionRow | None
) -> Asked:
    return Asked(code=code, why=why, named=named, signer=signer)

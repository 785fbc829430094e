"""Reads a pathway document strictly (spec/pathways.md, E.1, E.7 and E.9).

Rules
-----
1. What is malformed or cannot be met by anybody is refused, with the member and the reason:
   min over max, two parts with one id, a tree that refers to a slot that is not there or to
   itself, a required slot outside the tree, wrong types, absurd numbers.
2. A degree needs a structure (R-12): a tree over at least two slots, a capstone slot, a named
   owner and a required sign-off. Credits alone never add up to a degree.
3. A document has no more parts than can be weighed against each other in a few seconds.
4. A rule that is not known blocks the evaluation; it does not make the document malformed.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from wallet.credential import Texts
from wallet.encoding import strict_json
from wallet.pathways import fitting, signature, tree, unit
from wallet.pathways.document import Pathway, Range, Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules import read_rule
from wallet.pathways.rules.capstone import CapstoneRule
from wallet.pathways.rules.interface import NeedRule, Rule
from wallet.pathways.rules.prerequisite import check_order
from wallet.pathways.rules.shares import ShareRule, is_cap, required_total

FORMAT = "pathway/1"
MEMBERS = (
    *("format", "id", "version", "status", "supersedes", "title", "description", "owner"),
    *("destination", "validFrom", "validUntil", "asOfRule", "credit", "slots", "tree"),
    *("rules", "signoff", "labels", "basedOn", "proof"),
)
DESTINATIONS = (
    *("degree", "short-cycle", "diploma", "certificate", "micro-degree", "micro-credential"),
    "other",
)
_SLOT = (
    *("id", "designation", "title", "match", "items", "credits", "routes", "reuseWith"),
    "component",
)
_MOST_PARTS, _MOST_PAIRS = 2_000, 20_000
"""Groups of the tree, or alternatives of all matches; slots times rules."""
_ROUTES = ("automatic", "ad-hoc", "elective", "academic-issuer", "rpl", "referred")


def read(data: bytes) -> Pathway:
    """The pathway in a document.

    Raises:
        InputError: ``malformed_json``, ``too_deep``, ``too_large``, or ``malformed_pathway``
            with ``member`` and ``reason``.
    """
    document = strict_json.loads(data)
    if isinstance(document, dict) and document.get("format") != FORMAT:
        refuse("format", "unsupported_value")
    top = Fields(document, "", MEMBERS)
    top.choice("asOfRule", ("evaluation-date",), "evaluation-date")
    owner = Fields(top.value.get("owner") or {}, "owner", ("name", "identifiers", "url"))
    owner_ids = frozenset(owner.words("identifiers"))
    destination = _destination(top)
    slots = _slots(top)
    rules = _rules(top, owner_ids, {slot.id for slot in slots})
    pathway = Pathway(
        id=top.text("id"),
        version=top.text("version"),
        status=top.choice("status", ("draft", "active", "withdrawn"), "active"),
        title=top.texts("title"),
        owner_name=owner.maybe_text("name"),
        owner_ids=owner_ids,
        signature=signature.read(top.value),
        kind=destination.choice("kind", DESTINATIONS, "other"),
        valid_from=top.day("validFrom"),
        valid_until=top.day("validUntil"),
        unit=unit.read(top),
        slots=slots,
        tree=tree.read(top, slots),
        rules=rules,
        signoff_required=_signoff(top),
        description=top.texts("description"),
        document=top.value,
        supersedes=top.maybe_text("supersedes"),
        based_on=top.maybe_text("basedOn"),
        labels=_labels(top),
        caps=tuple(one for one in rules if is_cap(one)),
    )
    _check_whole(pathway)
    return pathway


def _labels(top: Fields) -> dict[str, Texts]:
    parts = [Fields(one, member, ("id", "label")) for member, one in top.items("labels")]
    return {part.text("id"): part.texts("label") for part in parts}


def _destination(top: Fields) -> Fields:
    known = ("kind", "level", "automaticAward", "awardedBy", "title")
    found = Fields(top.need("destination"), "destination", known)
    found.text("kind")
    if found.has("level"):
        Fields(found.value["level"], "destination.level", ("scheme", "min", "max")).bounds()
    return found


def _signoff(top: Fields) -> bool:
    if not top.has("signoff"):
        return False
    signoff = Fields(top.value["signoff"], "signoff", ("required", "roles", "validMonths"))
    signoff.words("roles")
    signoff.whole("validMonths")
    return signoff.flag("required", default=False)


# --- slots -----------------------------------------------------------------------------------


def _slots(top: Fields) -> tuple[Slot, ...]:
    found = tuple(_slot(Fields(one, member, _SLOT)) for member, one in top.items("slots"))
    if not found:
        refuse("slots", "missing")
    ids = [slot.id for slot in found]
    looks = [unicodedata.normalize("NFC", one) for one in ids]  # what nobody can tell apart
    for index, slot in enumerate(found):
        if looks[index] in looks[:index]:
            refuse(f"slots[{index}].id", "duplicate")
        if not slot.reuse_with <= set(ids) - {slot.id}:
            refuse(f"slots[{index}].reuseWith", "unknown_slot")
    return found


def _slot(part: Fields) -> Slot:
    designation = part.choice("designation", ("required", "elective", "optional"), "required")
    part.maybe_text("component")
    routes = part.words("routes")
    if not set(routes) <= set(_ROUTES):
        refuse(part.at("routes"), "unsupported_value")
    has_match = part.has("match")
    return Slot(
        id=part.text("id"),
        title=part.texts("title"),
        designation=designation,
        match=fitting.read(part.value["match"], part.at("match")) if has_match else None,
        items=_item_count(part, designation),
        credits=part.range("credits"),
        routes=routes,
        reuse_with=frozenset(part.words("reuseWith")),
    )


def _item_count(part: Fields, designation: str) -> Range:
    """A required slot wants at least one item where the document does not say."""
    count = part.range("items")
    if any(one is not None and one.denominator != 1 for one in (count.least, count.most)):
        refuse(part.at("items"), "not_a_whole_number")
    if count.most == 0:
        refuse(part.at("items.max"), "out_of_range")
    if count.least is None and designation == "required":
        return Range(least=Fraction(1), most=count.most)
    return count


# --- rules and the whole ---------------------------------------------------------------------


def _rules(top: Fields, owner: frozenset[str], slots: set[str]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for member, one in top.items("rules"):
        rule = read_rule(one, member, owner)
        if rule.id in {other.id for other in found}:
            refuse(f"{member}.id", "duplicate")
        named = (rule.scope or frozenset()) | (
            {rule.slot} if isinstance(rule, CapstoneRule) else set()
        )
        if not named <= slots:
            refuse(f"{member}.scope" if rule.scope else f"{member}.slot", "unknown_slot")
        if isinstance(rule, NeedRule) and not {rule.source, rule.target} <= slots:
            refuse(f"{member}.{'b' if rule.source in slots else 'a'}", "unknown_slot")
        found.append(rule)
    check_order(found)
    return tuple(found)


def _check_whole(pathway: Pathway) -> None:
    """What only the parts together can break."""
    if not pathway.title:
        refuse("title", "missing")
    within = set(tree.slots_of(pathway.tree))
    for index, slot in enumerate(pathway.slots):
        if slot.designation == "required" and slot.id not in within:
            refuse(f"slots[{index}]", "required_slot_outside_tree")
    for index, rule in enumerate(pathway.rules):
        needs_total = isinstance(rule, ShareRule) and rule.of == "required"
        if needs_total and required_total(pathway).least is None:
            refuse(f"rules[{index}].of", "no_required_total")
    _check_size(pathway)
    if pathway.valid_from and pathway.valid_until and pathway.valid_from > pathway.valid_until:
        refuse("validFrom", "min_over_max")
    if pathway.kind == "degree":
        _check_degree(pathway)


def _check_size(pathway: Pathway) -> None:
    """Rule 3."""
    if sum(1 for _ in tree.nodes_of(pathway.tree)) > _MOST_PARTS:
        refuse("tree", "too_many")
    if sum(fitting.size(slot.match) for slot in pathway.slots) > _MOST_PARTS:
        refuse("slots", "too_many")
    if len(pathway.slots) * len(pathway.rules) > _MOST_PAIRS:
        refuse("rules", "too_many")


def _check_degree(pathway: Pathway) -> None:
    """R-12: what a degree needs beyond credits."""
    inside = set(tree.slots_of(pathway.tree))
    capstones = {one.slot for one in pathway.rules if isinstance(one, CapstoneRule)}
    if not pathway.owner_name:
        refuse("owner.name", "degree_needs_owner")
    if len(inside) < 2:  # noqa: PLR2004 - one slot is no structure
        refuse("tree", "degree_needs_structure")
    if not capstones & inside:
        refuse("rules", "degree_needs_capstone")
    if not pathway.signoff_required:
        refuse("signoff.required", "degree_needs_signoff")

"""Writes a pathway as CTDL (Credential Engine, JSON-LD), as far as CTDL can say it.

Rules
-----
1. Slots become components, groups become components without a resource of their own around a
   ``ComponentCondition``, so that every number is one of ``requiredNumber``.
2. A slot's ``match`` is carried over where it names definitions alone (``proxyFor``), or one
   skill alone. What a slot asks for besides is listed: the component then asks for less.
3. Of the rules a least and a most of credit and prerequisites are carried over; all others are
   listed, with their place in the pathway document.
4. A signature is not carried over: it covers the pathway document and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from wallet.credential import Texts
from wallet.exchange import ctdl_terms as terms
from wallet.exchange.left import Left
from wallet.pathways import Pathway
from wallet.pathways.amounts import shown
from wallet.pathways.document import Match, Node, Range, Slot
from wallet.pathways.rules.interface import Rule
from wallet.pathways.rules.prerequisite import PrerequisiteRule
from wallet.pathways.rules.totals import CREDITS, TotalRule

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_CTID = re.compile(r"ce-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_URN = "urn:uuid:"
_KINDS = frozenset(
    f"{one}Component"
    for one in (
        *("Assessment", "Basic", "Cocurricular", "Competency", "Course", "Credential"),
        *("Extracurricular", "Job", "WorkExperience"),
    )
)
_NOT_SAID = ("supersedes", "basedOn", "validFrom", "validUntil", "labels", "signoff", "proof")
_STATUS = {"active": "Active", "draft": "Developing", "withdrawn": "Ceased"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A pathway in CTDL."""

    data: bytes
    left: tuple[Left, ...]
    """What CTDL has no words for, with its place in the pathway document."""


def write_ctdl(pathway: Pathway) -> Written:
    """The pathway as a CTDL graph, and what could not be said in it."""
    writer = _Writer(pathway)
    graph = [one for one in writer.nodes() if one]
    made = {"@context": terms.CONTEXT, "@graph": graph}
    data = json.dumps(made, ensure_ascii=False, indent=2).encode()
    return Written(data=data, left=tuple(writer.left))


class _Writer:
    def __init__(self, pathway: Pathway) -> None:
        self._pathway = pathway
        self._id = pathway.id if _ADDRESS.fullmatch(pathway.id) else f"{_URN}{pathway.id}"
        self._boxes: list[dict[str, Any]] = []
        self.left: list[Left] = []

    def nodes(self) -> Iterator[dict[str, Any]]:
        """The graph: pathway, owner, destination, boxes, components."""
        pathway = self._pathway
        destination = self._destination()
        components = [self._component(slot, at) for at, slot in enumerate(pathway.slots)]
        parts = [destination, *self._boxes, *components]
        self._order({one["@id"]: one for one in parts})
        yield self._top([one["@id"] for one in parts])
        yield self._owner()
        yield from parts
        self._list_the_rest()

    # --- nodes ------------------------------------------------------------------------------

    def _top(self, parts: Sequence[str]) -> dict[str, Any]:
        pathway = self._pathway
        made: dict[str, Any] = {"@type": "ceterms:Pathway", "@id": self._id}
        ctid = _ctid(pathway.id)
        if ctid:
            made["ceterms:ctid"] = ctid
        else:
            self._leave("/id", "ceterms:ctid", "needs_ctid")
        made["ceterms:name"] = self._texts(pathway.title, "/title")
        if pathway.description:
            made["ceterms:description"] = self._texts(pathway.description, "/description")
        made["ceterms:inLanguage"] = list(dict.fromkeys(one.lang for one in pathway.title))
        owner = self._owner()
        if owner or pathway.owner_ids:
            ids = sorted(pathway.owner_ids) or [owner["@id"]]
            made["ceterms:ownedBy"] = ids
        made["ceterms:lifeCycleStatusType"] = {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:targetNode": f"lifeCycle:{_STATUS[pathway.status]}",
        }
        made["ceterms:versionIdentifier"] = [
            {
                "@type": "ceterms:IdentifierValue",
                "ceterms:identifierValueCode": pathway.version,
            }
        ]
        made["ceterms:hasDestinationComponent"] = [parts[0]]
        return made | {"ceterms:hasPart": list(parts)}

    def _owner(self) -> dict[str, Any]:
        pathway = self._pathway
        if not pathway.owner_name:
            return {}
        return {
            "@type": "ceterms:Organization",
            "@id": min(pathway.owner_ids, default="_:owner"),
            "ceterms:name": {_language(pathway): pathway.owner_name},
        }

    def _destination(self) -> dict[str, Any]:
        pathway = self._pathway
        kind = terms.KINDS_OUT.get(pathway.kind)
        made: dict[str, Any] = {
            "@type": "ceterms:CredentialComponent" if kind else "ceterms:BasicComponent",
            "@id": f"{self._id}#destination",
            "ceterms:name": self._texts(pathway.title, "/title"),
        }
        if kind:
            made["ceterms:credentialType"] = kind
        elif pathway.kind != "other":
            self._leave("/destination/kind", pathway.kind, "no_word")
        known = frozenset(("kind", "title", "awardedBy", "automaticAward"))
        destination = pathway.document.get("destination")
        for name in destination if isinstance(destination, Mapping) else ():
            if name not in known:
                self._leave(f"/destination/{name}", name, "no_word")
        condition = self._condition(pathway.tree)
        limits = list(self._limits())
        if limits:
            condition["ceterms:hasConstraint"] = limits
        return made | {"ceterms:hasCondition": [condition]}

    def _condition(self, node: Node) -> dict[str, Any]:
        made: dict[str, Any] = {"@type": "ceterms:ComponentCondition"}
        if node.title:
            made["ceterms:name"] = self._texts(node.title, f"/{node.path}/title")
        return made | {
            "ceterms:requiredNumber": node.needed,
            "ceterms:targetComponent": [
                self._box(one) if isinstance(one, Node) else self._slot_id(one)
                for one in node.children
            ],
        }

    def _box(self, node: Node) -> str:
        name = f"{self._id}#{quote(node.path, safe='')}"
        made: dict[str, Any] = {"@type": "ceterms:BasicComponent", "@id": name}
        self._boxes.append(made)
        if node.title:
            made["ceterms:name"] = self._texts(node.title, f"/{node.path}/title")
        made["ceterms:hasCondition"] = [self._condition(node)]
        return name

    def _component(self, slot: Slot, at: int) -> dict[str, Any]:
        place = f"/slots/{at}"
        kind, proxies = self._stands_for(slot, place)
        made: dict[str, Any] = {"@type": f"ceterms:{kind}", "@id": self._slot_id(slot.id)}
        made["ceterms:name"] = self._texts(slot.title, f"{place}/title")
        if len(proxies) == 1:
            made["ceterms:proxyFor"] = proxies[0]
        elif proxies:
            made["ceterms:proxyForList"] = list(proxies)
        made["ceterms:componentDesignation"] = [
            {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNodeName": {"en": slot.designation.title()},
            }
        ]
        credit = self._credit(slot.credits)
        if credit:
            made["ceterms:creditValue"] = [credit]
        self._asked_besides(slot, place)
        return {name: value for name, value in made.items() if value}

    def _stands_for(self, slot: Slot, place: str) -> tuple[str, tuple[str, ...]]:
        """Type and resources; what the match says besides is listed (rule 2)."""
        given = self._component_type(slot)
        match = slot.match
        if match is None:
            self._leave(f"{place}/match", "match", "open_to_all")
            return given, ()
        if match.definitions:
            self._leave_match(match, place, "definitions")
            return given, tuple(sorted(match.definitions))
        if len(match.skills) == 1 and match.coverage in (None, 1):
            self._leave_match(match, place, "skills")
            return "CompetencyComponent", tuple(match.skills)
        self._leave(f"{place}/match", "match", "match_not_said")
        return given, ()

    def _component_type(self, slot: Slot) -> str:
        for one in self._pathway.document["slots"]:
            if one.get("id") == slot.id and one.get("component") in _KINDS:
                return str(one["component"])
        return "BasicComponent"

    def _leave_match(self, match: Match, place: str, said: str) -> None:
        parts = {
            "any": match.any_of,
            "all": match.all_of,
            "definition": () if said == "definitions" else match.definitions,
            "skills": () if said == "skills" else match.skills,
            "kind": match.kinds,
            "issuer": match.issuers,
            "fields": match.fields,
            "agreement": match.agreement,
        }
        for name, value in parts.items():
            if value:
                self._leave(f"{place}/match/{name}", name, "match_not_said")

    def _asked_besides(self, slot: Slot, place: str) -> None:
        one = Range(least=Fraction(1), most=Fraction(1))
        if slot.items not in (one, Range(least=Fraction(1)), Range()):
            self._leave(f"{place}/items", "items", "no_word")
        if slot.routes:
            self._leave(f"{place}/routes", "routes", "no_word")
        if slot.reuse_with:
            self._leave(f"{place}/reuseWith", "reuseWith", "no_word")

    def _credit(self, amount: Range) -> dict[str, Any]:
        least, most = amount.least, amount.most
        if least is None and most is None:
            return {}
        made: dict[str, Any] = {"@type": "ceterms:ValueProfile"}
        if least == most and least is not None:
            made["schema:value"] = _number(least)
        else:
            made |= {
                name: _number(one)
                for name, one in (("schema:minValue", least), ("schema:maxValue", most))
                if one is not None
            }
        unit = self._pathway.unit.unit
        return made | {"ceterms:creditUnitTypeDescription": {"en": unit}}

    # --- rules ------------------------------------------------------------------------------

    def _limits(self) -> Iterator[dict[str, Any]]:
        """Rule 3: least and most of credit of the whole."""
        for at, rule in enumerate(self._pathway.rules):
            amount = _limit(rule)
            if amount is None:
                continue
            least, most = amount.least, amount.most
            if isinstance(rule, TotalRule) and most is not None and not rule.hard:
                self._leave(f"/rules/{at}/max", "max", "excess_not_said")
                most = None
            for word, bound in (
                [("EQ", least)] if least == most else [("GTEQ", least), ("LTEQ", most)]
            ):
                if bound is not None:
                    yield {
                        "@type": "ceterms:Constraint",
                        "ceterms:comparator": f"compare:{word}",
                        "ceterms:leftSource": ["ceterms:creditValue"],
                        "ceterms:rightSource": [shown(bound)],
                    }

    def _order(self, parts: Mapping[str, dict[str, Any]]) -> None:
        for at, rule in enumerate(self._pathway.rules):
            if isinstance(rule, PrerequisiteRule) and rule.severity != "warn":
                member = "prerequisite" if rule.severity == "block" else "precededBy"
                part = parts[self._slot_id(rule.target)]
                part.setdefault(f"ceterms:{member}", []).append(self._slot_id(rule.source))
                if rule.same_day:
                    self._leave(f"/rules/{at}/sameDay", "sameDay", "no_word")
            elif _limit(rule) is None:
                self._leave(f"/rules/{at}", f"{rule.type} ({rule.id})", "rule_not_said")

    def _list_the_rest(self) -> None:
        document = self._pathway.document
        for name in _NOT_SAID:
            if document.get(name):
                reason = "signature_of_another" if name == "proof" else "no_word"
                self._leave(f"/{name}", name, reason)
        for name in ("ratios", "hoursPerCredit"):
            if document["credit"].get(name):
                self._leave(f"/credit/{name}", name, "no_word")
        if document["credit"].get("rounding") not in (None, "none"):
            self._leave("/credit/rounding", "rounding", "no_word")

    def _leave(self, pointer: str, name: str, reason: str) -> None:
        self.left.append(Left(pointer=pointer, name=name, reason=reason))

    def _slot_id(self, name: str) -> str:
        known = _ADDRESS.fullmatch(name) or name.startswith("_:")
        return name if known else f"{self._id}#{quote(name, safe='')}"

    def _texts(self, texts: Texts, place: str) -> dict[str, str]:
        made: dict[str, str] = {}
        for one in texts:
            if one.lang in made:
                self._leave(place, one.lang, "language_twice")
            made.setdefault(one.lang, one.text)
        return made


def _language(pathway: Pathway) -> str:
    """The language in which the owner's name is given: that of the title."""
    return pathway.title[0].lang


def _limit(rule: Rule) -> Range | None:
    """How much credit the whole must have, where a rule says that and nothing besides."""
    if not isinstance(rule, TotalRule) or rule.type != CREDITS or rule.scope is not None:
        return None
    says = rule.amount.least is not None or rule.hard
    return rule.amount if says and rule.severity == "block" else None


def _ctid(name: str) -> str:
    found = _CTID.search(name)
    if found is not None:
        return found[0]
    made = f"ce-{name.removeprefix(_URN)}"
    return made if name.startswith(_URN) and _CTID.fullmatch(made) else ""


def _number(amount: Fraction) -> int | float:
    return int(amount) if amount.denominator == 1 else float(amount)

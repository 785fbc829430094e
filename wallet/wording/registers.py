"""Values of registers as people read them. Codes that are not known are shown as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.speech import tr

_Words = Mapping[str, Callable[[], str]]

_TYPES: _Words = {
    "institutional": lambda: tr("Review of the institution"),
    "institutional_programme": lambda: tr("Review of the institution and programmes"),
    "programme": lambda: tr("Review of a programme"),
    "joint_programme": lambda: tr("Review of a joint programme"),
    "micro_credential": lambda: tr("Review of a short course"),
}
_DECISIONS: _Words = {
    "positive": lambda: tr("Positive"),
    "positive_with_conditions": lambda: tr("Positive with conditions"),
    "negative": lambda: tr("Negative"),
    "not_applicable": lambda: tr("Reviewed without a decision"),
    "unknown": lambda: tr("Decision not stated"),
}
_STATUS: _Words = {
    "obligatory": lambda: tr("required by law"),
    "voluntary": lambda: tr("voluntary"),
}
_KINDS: _Words = {
    "hei": lambda: tr("Higher education institution"),
    "other_provider": lambda: tr("Other provider of courses"),
    "alliance": lambda: tr("Alliance of universities"),
    "consortium": lambda: tr("Consortium"),
    "platform": lambda: tr("Learning platform"),
}
_RELATIONS: _Words = {
    "faculty": lambda: tr("is a faculty of"),
    "independent_faculty": lambda: tr("is an independent school of"),
    "consortium": lambda: tr("belongs to the consortium"),
    "franchise": lambda: tr("teaches for"),
    "platform": lambda: tr("offers courses on"),
    "alliance": lambda: tr("belongs to the alliance"),
    "part_of": lambda: tr("is part of"),
    "succeeded": lambda: tr("was succeeded by"),
    "absorbed": lambda: tr("was absorbed by"),
    "merged": lambda: tr("merged into"),
    "spun_off": lambda: tr("came out of"),
}
_SCHEMES: Mapping[str, str] = {
    "deqarinst": "DEQAR",
    "eter": "ETER",
    "erasmus": "Erasmus",
    "eche": "ECHE",
    "pic": "PIC",
    "vat": "VAT",
    "schac": "SCHAC",
    "whed": "WHED",
    "did_ebsi": "DID (EBSI)",
    "did": "DID",
    "oidf": "OpenID",
    "ror": "ROR",
    "isni": "ISNI",
    "lei": "LEI",
    "brin": "BRIN",
    "ukprn": "UKPRN",
}


def report_type(code: str) -> str:
    """What was reviewed."""
    return _said(_TYPES, code)


def decision(code: str) -> str:
    """What the agency decided."""
    return _said(_DECISIONS, code)


def status(code: str) -> str:
    """Whether the review was required."""
    return _said(_STATUS, code) if code in _STATUS else ""


def institution_kind(code: str) -> str:
    """What sort of body it is."""
    return _said(_KINDS, code)


def relation(code: str, child: str, parent: str) -> str:
    """How two bodies hang together: "{child} is a faculty of {parent}"."""
    return f"{child} {_said(_RELATIONS, code)} {parent}"


def scheme(code: str) -> str:
    """What a kind of identifier is called."""
    if code == "website":
        return tr("Web page")
    if code == "national":
        return tr("National number")
    return _SCHEMES.get(code, code)


def _said(words: _Words, code: str) -> str:
    return words[code]() if code in words else code.replace("_", " ")

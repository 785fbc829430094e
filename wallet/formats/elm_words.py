"""Values of the European Learning Model: concepts of code lists, notes, languages, countries.

A concept is an object with an address (``id``), labels in several languages (``prefLabel``)
and the list it stands in. What is a code is told by the address, never by the label; a label is
what people read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wallet.credential import Text, Texts
from wallet.formats.country_codes import alpha_2
from wallet.formats.document import as_list, id_of, objects
from wallet.formats.values import UNKNOWN_LANGUAGE, texts

_LISTS = "http://data.europa.eu/snb/"
_LANGUAGE = re.compile(
    r"https?://publications\.europa\.eu/resource/authority/language/([A-Z]{3})", re.ASCII
)
_LANGUAGES = {
    "ARA": "ar",
    "BUL": "bg",
    "CAT": "ca",
    "CES": "cs",
    "DAN": "da",
    "DEU": "de",
    "ELL": "el",
    "ENG": "en",
    "EST": "et",
    "EUS": "eu",
    "FIN": "fi",
    "FRA": "fr",
    "GLE": "ga",
    "GLG": "gl",
    "HRV": "hr",
    "HUN": "hu",
    "ISL": "is",
    "ITA": "it",
    "LAV": "lv",
    "LIT": "lt",
    "MKD": "mk",
    "MLT": "mt",
    "NLD": "nl",
    "NOR": "no",
    "POL": "pl",
    "POR": "pt",
    "RON": "ro",
    "RUS": "ru",
    "SLK": "sk",
    "SLV": "sl",
    "SPA": "es",
    "SQI": "sq",
    "SRP": "sr",
    "SWE": "sv",
    "TUR": "tr",
    "UKR": "uk",
    "ZHO": "zh",
}
"""Codes of the authority list that BCP 47 writes with two letters; others keep their three."""

FRAMEWORKS = {
    f"{_LISTS}education-credit/6fcec5c5af": "ECTS",
    f"{_LISTS}education-credit/60b314e826": "ECVET",
}
MODES = {
    f"{_LISTS}learning-assessment/920fbb3cbe": "online",
    f"{_LISTS}learning-assessment/9191af2ed9": "onsite",
    f"{_LISTS}learning-assessment/e92d221e4d": "blended",
    f"{_LISTS}learning-assessment/729f3bed4b": "work",
    f"{_LISTS}learning-assessment/7813801c77": "project",
    f"{_LISTS}learning-assessment/ed4c557045": "research-lab",
}
EQF = re.compile(r"https?://data\.europa\.eu/snb/eqf/([1-8])", re.ASCII)
ISCED_F = re.compile(r"https?://data\.europa\.eu/snb/isced-f/(\d{2,4})", re.ASCII)
MANDATE = f"{_LISTS}evidence-type/c_18016257"


def literal(value: Any) -> Texts:
    """Texts of a language map whose values may be several, as ELM has them."""
    found: list[Text] = []
    for one in as_list(value):
        if not isinstance(one, Mapping) or "@value" in one:
            found.extend(texts(one))
            continue
        for tag, said in one.items():
            found.extend(text for each in as_list(said) for text in texts({tag.strip(): each}))
    return tuple(dict.fromkeys(found))


def noted(value: Any) -> Texts:
    """Texts of notes (``noteLiteral``), or of plain texts where notes are expected."""
    found: list[Text] = []
    for one in as_list(value):
        is_note = isinstance(one, Mapping) and "noteLiteral" in one
        found.extend(literal(one["noteLiteral"] if is_note else one))
    return tuple(dict.fromkeys(found))


def label(concept: Any) -> Texts:
    """What people call a concept: its labels; a plain text where a concept is expected."""
    if isinstance(concept, Mapping):
        return literal(concept.get("prefLabel")) or literal(concept.get("title"))
    return texts(concept)


def word_of(concept: Any) -> str | None:
    """One label of a concept, English first; else the end of its address."""
    found = label(concept)
    for wanted in ("en", UNKNOWN_LANGUAGE):
        for one in found:
            if one.lang == wanted:
                return one.text
    if found:
        return found[0].text
    address = id_of(concept)
    return address.rstrip("/").rsplit("/", 1)[-1] if address else None


def country(concept: Any) -> str | None:
    """The alpha-2 code of a country, from its address in the authority list."""
    address = id_of(concept)
    return alpha_2(address) if address else None


def countries(node: Mapping[str, Any], path: str) -> Iterator[tuple[str | None, str]]:
    """Countries of an organisation's addresses, with paths; None: named in words only."""
    for place, at in objects(node.get("location"), f"{path}.location"):
        for address, inside in objects(place.get("address"), f"{at}.address"):
            for concept in as_list(address.get("countryCode")):
                yield country(concept), f"{inside}.countryCode"


def languages(value: Any) -> tuple[str, ...]:
    """BCP 47 tags of language concepts."""
    found = []
    for concept in as_list(value):
        listed = _LANGUAGE.fullmatch(id_of(concept) or "")
        if listed:
            found.append(_LANGUAGES.get(listed[1], listed[1].lower()))
    return tuple(dict.fromkeys(found))


def language_address(tag: str) -> str | None:
    """The address in the authority list of a language; None for one that is not listed."""
    short = tag.partition("-")[0].lower()
    for three, two in _LANGUAGES.items():
        if short in (two, three.lower()):
            return f"http://publications.europa.eu/resource/authority/language/{three}"
    return None

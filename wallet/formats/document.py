"""How the JSON of a credential is looked at before anything is believed.

Every function takes any JSON value and answers; none raises. ``Body`` is the credential inside
a document: the document itself, or what a token carries in its ``vc`` or ``vp`` claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wallet.secured import JsonObject

Problem: TypeAlias = tuple[str, str]
"""A value of ``wallet.reasons.Reason`` and the path of the member it is about."""

VC_1_1 = "https://www.w3.org/2018/credentials/v1"
VC_2_0 = "https://www.w3.org/ns/credentials/v2"
BASE_CONTEXTS = (VC_1_1, VC_2_0)

_OPEN_BADGES_3 = re.compile(
    r"https://(?:purl\.imsglobal\.org/spec/ob/v3p0/(?:context[^/]*\.json)?"
    r"|imsglobal\.github\.io/openbadges-specification/context\.json).*"
)
_CLR_2 = re.compile(
    r"https://(?:purl\.imsglobal\.org/spec/clr/v2p0/|dc\.imsglobal\.org/draft/clr/v2p0/).*"
)
_BLOCKCERTS = re.compile(r"https://(?:w3id\.org/blockcerts/|www\.blockcerts\.org/schema/).*")
_ELM = re.compile(r"https?://data\.europa\.eu/snb/model/context/.*")

_URL = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A credential or presentation, and where it stands in the document."""

    content: JsonObject
    path: str = "$"
    claims: JsonObject | None = None
    """The registered claims around ``content`` where it is a ``vc`` or ``vp`` claim."""


_OWN_MEMBERS = frozenset({"@context", "credentialSubject", "issuer", "proof", "type"})
"""Members that make a document a credential itself. Were its ``vc`` read all the same, a proof
over the outside could lend its issuer to what the inside says."""


def body(document: JsonObject) -> Body:
    """The credential inside a document (VCDM 1.1, section 6.3.1 for ``vc`` and ``vp``)."""
    for claim in ("vc", "vp"):
        inner = document.get(claim)
        if isinstance(inner, Mapping) and not _OWN_MEMBERS & document.keys():
            return Body(content=inner, path=f"$.{claim}", claims=document)
    return Body(content=document)


def as_list(value: Any) -> list[Any]:
    """JSON-LD's "one or several": None is none, an array is itself, anything else is one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: Any, path: str) -> Iterator[tuple[JsonObject, str]]:
    """The objects among one or several values, each with its path."""
    several = isinstance(value, list)
    for number, one in enumerate(as_list(value)):
        if isinstance(one, Mapping):
            yield one, f"{path}[{number}]" if several else path


def types(content: Any) -> tuple[str, ...]:
    """The values of ``type`` that are strings."""
    if not isinstance(content, Mapping):
        return ()
    return tuple(one for one in as_list(content.get("type")) if isinstance(one, str))


def contexts(content: JsonObject) -> tuple[str, ...]:
    """The values of ``@context`` that are strings."""
    return tuple(one for one in as_list(content.get("@context")) if isinstance(one, str))


def has_context(content: JsonObject, *wanted: str) -> bool:
    """Whether one of these contexts is named."""
    return any(one in wanted for one in contexts(content))


def names_open_badges_3(content: JsonObject) -> bool:
    """Whether a context of Open Badges 3.0 is named."""
    return any(_OPEN_BADGES_3.fullmatch(one) for one in contexts(content))


def names_clr_2(content: JsonObject) -> bool:
    """Whether a context of CLR 2.0 is named."""
    return any(_CLR_2.fullmatch(one) for one in contexts(content))


def names_blockcerts(content: JsonObject) -> bool:
    """Whether a context of Blockcerts is named."""
    return any(_BLOCKCERTS.fullmatch(one) for one in contexts(content))


def is_blockcerts(content: JsonObject) -> bool:
    """Whether this is a Blockcerts 3 credential.

    By its type too: anybody may add a context that changes nothing in a signed graph.
    """
    return names_blockcerts(content) and "BlockcertsCredential" in types(content)


def names_elm(content: JsonObject) -> bool:
    """Whether this says it is a European Digital Credential."""
    return "EuropeanDigitalCredential" in types(content) or any(
        _ELM.fullmatch(one) for one in contexts(content)
    )


def is_url(value: Any) -> bool:
    """Whether this is an absolute URL or another URI, without blanks."""
    return isinstance(value, str) and _URL.fullmatch(value) is not None


def text_of(value: Any) -> str | None:
    """A string with something in it; None for anything else."""
    return value if isinstance(value, str) and value.strip() else None


def id_of(value: Any) -> str | None:
    """The id of a node given as a string or as an object with ``id``."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return text_of(value)

"""Words of the Credential Transparency Description Language (credreg.net/ctdl/terms).

Names are read as they are written, with the published prefixes or without: no context is
fetched and nothing is expanded. A document that gives one of the prefixes another meaning is
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
CONTEXTS = frozenset(
    f"{scheme}://{host}/{schema}/schema/context/json"
    for scheme in ("http", "https")
    for host in ("credreg.net", "credreg.com")
    for schema in ("ctdl", "ctdlasn")
)
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "ceterms": ("https://purl.org/ctdl/terms/", "http://purl.org/ctdl/terms/"),
    "ceasn": ("https://purl.org/ctdlasn/terms/", "http://purl.org/ctdlasn/terms/"),
    "asn": ("http://purl.org/ASN/schema/core/", "https://purl.org/ASN/schema/core/"),
    "skos": ("http://www.w3.org/2004/02/skos/core#",),
    "schema": ("http://schema.org/", "https://schema.org/"),
    "qdata": ("https://credreg.net/qdata/terms/", "http://credreg.net/qdata/terms/"),
}

STRUCTURE = frozenset(
    (
        *("id", "type", "context", "ctid", "hasPart", "hasChild", "isPartOf", "isChildOf"),
        *("isTopChildOf", "hasDestinationComponent", "isDestinationComponentOf", "inLanguage"),
    )
)
"""Members that say how things hang together; read wherever they stand."""

GROUPS = frozenset(
    ("BasicComponent", "SelectionComponent", "CollectionComponent", "MultiComponent")
)
"""Components that may be no more than a box around their conditions."""

DESIGNATIONS = {"required": "required", "elective": "elective", "optional": "optional"}
STATUS = {
    "active": "active",
    "developing": "draft",
    "ceased": "withdrawn",
    "suspended": "withdrawn",
}
UNITS = {
    **dict.fromkeys(("semesterhour", "semesterhours"), "US-semester"),
    **dict.fromkeys(("quarterhour", "quarterhours"), "US-quarter"),
    "ects": "ECTS",
}
NO_UNIT = "credits"
"""What is counted in where no unit is stated: nothing converts to it."""
POINTS = "points"

DEGREES = frozenset(
    (
        *("AssociateDegree", "AssociateOfAppliedArtsDegree", "AssociateOfAppliedScienceDegree"),
        *("AssociateOfArtsDegree", "AssociateOfScienceDegree", "BachelorDegree", "Degree"),
        *("BachelorOfArtsDegree", "BachelorOfScienceDegree", "DoctoralDegree", "MasterDegree"),
        *("MasterOfArtsDegree", "MasterOfScienceDegree", "ProfessionalDoctorate"),
        *("ResearchDoctorate", "SpecialistDegree"),
    )
)
DESTINATIONS = {
    **dict.fromkeys(
        (
            *("Certificate", "ApprenticeshipCertificate", "BasicTechnicalCertificate"),
            *("CertificateOfCompletion", "GraduateCertificate", "HigherEducationCertificate"),
            *("JourneymanCertificate", "MasterCertificate", "ProfessionalCertificate"),
            *("PostbaccalaureateCertificate", "TechnicalLevel1Certificate"),
            *("TechnicalLevel2Certificate", "TechnicalLevel3Certificate"),
        ),
        "certificate",
    ),
    **dict.fromkeys(("Diploma", "SecondarySchoolDiploma"), "diploma"),
    "MicroCredential": "micro-credential",
}
KINDS_OUT = {
    "certificate": "ceterms:Certificate",
    "diploma": "ceterms:Diploma",
    "micro-credential": "ceterms:MicroCredential",
    "degree": "ceterms:Degree",
}
COMPARATORS = frozenset(("GTEQ", "LTEQ", "EQ"))
SUMS = frozenset(("sum", "sumof"))


def local(name: str) -> str:
    """A name without its prefix or namespace; as it is where it has another one."""
    for prefix, addresses in PREFIXES.items():
        for start in (f"{prefix}:", *addresses):
            if name.startswith(start):
                return name[len(start) :]
    return name.removeprefix("@")


def last_part(value: str) -> str:
    """What a concept is called: ``compare:GTEQ`` and ``.../compare/GTEQ`` are ``GTEQ``."""
    for sign in ("#", "/", ":"):
        value = value.rpartition(sign)[2]
    return value


def meaning_changed(context: Any) -> bool:
    """Whether an inline context gives one of our prefixes another meaning."""
    parts = context if isinstance(context, list) else [context]
    for one in parts:
        if not isinstance(one, Mapping):
            continue
        for prefix, addresses in PREFIXES.items():
            named = one.get(prefix)
            target = named.get("@id") if isinstance(named, Mapping) else named
            if prefix in one and target not in addresses:
                return True
    return False


def unknown_contexts(context: Any) -> tuple[str, ...]:
    """Addresses of contexts that are not Credential Engine's."""
    parts = context if isinstance(context, list) else [context]
    return tuple(one for one in parts if isinstance(one, str) and one not in CONTEXTS)

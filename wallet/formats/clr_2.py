"""Comprehensive Learner Record 2.0: a credential that carries the learner's credentials.

Rules (CLR 2.0 section 5, beside those of ``vcdm``)
-----
1. ``type`` names ClrCredential.
2. The subject is a ClrSubject that has a ``verifiableCredential``; each of those is judged on
   its own, like the parts of a presentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from wallet.credential import CredentialView
from wallet.formats import vcdm
from wallet.formats.achievements import achievement_view
from wallet.formats.classes import Class, class_problems
from wallet.formats.document import (
    BASE_CONTEXTS,
    Body,
    Problem,
    body,
    has_context,
    names_clr_2,
    types,
)
from wallet.formats.open_badges_3 import CLASSES
from wallet.secured import Format, JsonObject

FORMAT = Format.CLR_2_0

_CLASSES: Mapping[str, Class] = MappingProxyType(
    {
        **CLASSES,
        "ClrSubject": Class(
            name="ClrSubject",
            required=("verifiableCredential",),
            members={"achievement": "Achievement", "identifier": "IdentityObject"},
        ),
    }
)


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this is a ClrCredential under a base context and a context of CLR 2.0."""
    del header
    content = body(document).content
    return (
        has_context(content, *BASE_CONTEXTS)
        and names_clr_2(content)
        and "ClrCredential" in types(content)
    )


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules of VCDM and CLR that this document breaks."""
    inner = body(document)
    return (*vcdm.problems(inner, secured=secured), *_class_problems(inner))


def view(document: JsonObject) -> CredentialView:
    """What the record says by itself; its parts have views of their own."""
    return achievement_view(body(document), FORMAT)


def _class_problems(inner: Body) -> Iterator[Problem]:
    content, path = inner.content, inner.path
    if "credentialSubject" in content:
        yield from class_problems(
            content["credentialSubject"], "ClrSubject", f"{path}.credentialSubject", _CLASSES
        )

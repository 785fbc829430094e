"""What the type of an SD-JWT VC is called, where the credential itself gives no title.

Rules
-----
1. Only type metadata of that very ``vct`` counts; where the credential has ``vct#integrity``,
   only the file with that digest. Nothing that came with the credential counts.
2. Two files that differ say nothing: nobody chooses between them.
3. A name from here is marked ``type-metadata``: the issuer of the credential did not sign it.
"""

from __future__ import annotations

from dataclasses import replace

from wallet.completeness import assess
from wallet.credential import CredentialView, Provenance, Text
from wallet.evidence import Evidence, Source, TypeMetadata
from wallet.secured import JsonObject

_AT = "/awards/0/title"


def named(view: CredentialView, document: JsonObject, evidence: Evidence) -> CredentialView:
    """The same view, with the name of its type for a title where it had none."""
    if not view.awards or view.awards[0].title:
        return view
    held = {one.names for one in evidence.type_metadata if _is_of(one, document)}
    if len(held) != 1:  # rule 2
        return view
    title = tuple(Text(lang=language, text=name) for language, name in held.pop())
    if not title:
        return view
    found = replace(
        view,
        awards=(replace(view.awards[0], title=title), *view.awards[1:]),
        provenance={
            **view.provenance,
            _AT: Provenance(source="type-metadata", path="$.vct"),
        },
    )
    return replace(found, completeness=assess(found))


def _is_of(one: TypeMetadata, document: JsonObject) -> bool:
    """Rule 1."""
    if one.vct != document.get("vct") or one.origin.source is Source.CARRIED:
        return False
    if "vct#integrity" not in document:
        return True
    stated = document["vct#integrity"]
    return isinstance(stated, str) and bool(one.integrity & set(stated.split()))

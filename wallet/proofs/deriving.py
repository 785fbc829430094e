"""What a holder may show of a credential, and the proof that goes with it.

Rules
-----
1. Only a credential with a *base* proof (``ecdsa-sd-2023``, ``bbs-2023``) can be shown in part.
   Its other proofs stay at home: they hold for the whole document, and name it.
2. Of several base proofs the one is taken that links least: ``bbs-2023`` first.
3. Pointers mean the document as it was received. What is above a chosen value keeps its ``id``
   and ``type``; with nothing chosen, only what the issuer made mandatory is shown.
4. Nothing is handed on that its own verifier would not accept (``selective``, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from wallet.encoding import pointers, safe_mode
from wallet.encoding.multibase import b64url_encode
from wallet.encoding.pointers import Steps
from wallet.encoding.selection import Grouped
from wallet.errors import ProofFailure
from wallet.proofs import bbs, ecdsa_sd, options, selective
from wallet.proofs.selective import Told
from wallet.proofs.signed import Signed, proofs_of
from wallet.reasons import Reason
from wallet.secured import JsonObject

_SUITES = {"bbs-2023": bbs, "ecdsa-sd-2023": ecdsa_sd}
"""In the order of rule 2."""
_Base: TypeAlias = tuple[Signed, Mapping[str, Any], Told]


def derive(
    document: JsonObject, chosen: Sequence[str], *, presentation_header: bytes = b""
) -> JsonObject:
    """The part of a credential that a holder chose, with a proof of its own.

    Args:
        document: with a base proof.
        chosen: JSON pointers (RFC 6901) into it, beside what is mandatory.
        presentation_header: what the proof is bound to, such as a digest of the receiver's
            challenge. Only ``bbs-2023`` has a place for it.

    Raises:
        InputError: ``pointer_to_nothing`` for a pointer to nothing, ``nothing_to_show`` where
            nothing is mandatory either.
        ProofFailure: ``unsupported_proof`` (indeterminate) where there is no base proof or
            the selection cannot be told from the rest, ``unsigned_members`` (indeterminate)
            where it would show what the issuer did not sign, ``malformed_proof``, and as for
            verifying.
    """
    signed, proof, told = _base_of(document)
    found = selective.choose(signed, told, chosen)
    value = told.derived(found, presentation_header)
    written = {**proof, "proofValue": "u" + b64url_encode(value)}
    return {**found.revealed, "proof": written}


def disclosable(document: JsonObject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """JSON pointers to what is shown in any case, and to what a holder may choose.

    The former are the issuer's, and the ``id`` and ``type`` of all that is above them. The
    latter lead to single values, or to a whole object or array where the issuer signed it in
    one piece; whatever lies below the former is left out, and so is what nobody signed.

    Raises:
        ProofFailure: as ``derive``.
    """
    signed, _, told = _base_of(document)
    grouped = selective.group(signed, told)
    mandatory = selective.always(signed, told, grouped)
    always = [*map(pointers.steps_of, mandatory), *_implied(signed.bare, mandatory)]
    unsigned = set(signed.expansion().unsigned)
    free = [
        steps
        for steps in _leaves(signed.bare, unsigned, ())
        if not any(steps[: len(one)] == one for one in always)
    ]
    return (
        tuple(dict.fromkeys(map(pointers.pointer_of, always))),
        tuple(map(pointers.pointer_of, _whole(signed.bare, grouped, free))),
    )


def _base_of(document: JsonObject) -> _Base:
    """Rules 1 and 2."""
    found = proofs_of(document)
    for suite, module in _SUITES.items():
        for proof in found:
            # the standards do not say what a chained one would sign
            if proof.get("cryptosuite") != suite or "previousProof" in proof:
                continue
            value = options.read(proof, "base64url").signature
            if module.form_of(value) == "base":
                return Signed({**document, "proof": proof}), proof, module.read(value)
    raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="base proof")


_MOST_ASKED = 300
"""Objects and arrays of which it is found out whether they can be shown in part."""


# --- what may be chosen ---------------------------------------------------------------------


def _implied(document: Mapping[str, Any], mandatory: Sequence[str]) -> Iterator[Steps]:
    """``id`` and ``type`` of every object above something mandatory."""
    for pointer in mandatory:
        at: Any = document
        way: Steps = ()
        for step in pointers.steps_of(pointer):
            if isinstance(at, Mapping):
                yield from ((*way, name) for name in ("id", "type") if name in at)
            at = at[int(step)] if isinstance(at, list) else at[step]
            way = (*way, step)


def _leaves(value: Any, unsigned: set[str], way: Steps, path: str = "$") -> Iterator[Steps]:
    """Single values, types as one, values with their language as one."""
    if path in unsigned or value is None:
        return
    if isinstance(value, Mapping) and "@value" not in value:
        for key, inner in value.items():
            if key == "type":
                yield (*way, key)
            elif key != "@context":
                yield from _leaves(inner, unsigned, (*way, key), path + safe_mode.step(key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves(inner, unsigned, (*way, str(at)), f"{path}[{at}]")
    else:
        yield way


def _whole(document: Mapping[str, Any], grouped: Grouped, free: list[Steps]) -> list[Steps]:
    """The same, with one pointer to each object or array that can only be shown whole."""
    if not _has_pieces(grouped.nodes):
        return free
    pieces: set[Steps] = set()
    asked = 0
    for steps, value in pointers.walk(document):
        if not steps or not isinstance(value, Mapping | list) or len(value) <= 1:
            continue
        asked += 1
        # Beyond, whatever it is goes as a whole: asking costs about a millisecond.
        if asked > _MOST_ASKED or _is_piece(document, grouped, steps, value):
            pieces.add(steps)
    found = (
        next((one[:at] for at in range(len(one)) if one[:at] in pieces), one) for one in free
    )
    return list(dict.fromkeys(found))


def _has_pieces(nodes: Any) -> bool:
    """Whether an expanded document holds ordered lists or JSON of its own."""
    return any(
        isinstance(value, Mapping) and ("@list" in value or value.get("@type") == "@json")
        for _, value in pointers.walk(nodes)
    )


def _is_piece(
    document: Mapping[str, Any],
    grouped: Grouped,
    steps: Steps,
    value: Mapping[str, Any] | list[Any],
) -> bool:
    """Whether one of several things in it, alone, is a statement that nobody signed."""
    if "@context" in steps:
        return False
    # What every selection keeps comes first: with it alone, least is shown.
    least = [one for one in ("id", "type") if one in value]
    first = "0" if isinstance(value, list) else next(iter([*least, *value]))
    part = pointers.pointer_of((*steps, first))
    try:
        grouped.selected([pointers.aligned(part, document, grouped.compact)])
    except ProofFailure:
        return True
    return False

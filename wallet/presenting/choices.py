"""What can be hidden of a credential, and what is left of it once it was chosen.

Rules (spec/presentations.md F.1, F.2)
--------------------------------------
1. One model for every form: a credential is its leaves; each leaf is locked (the issuer made it
   mandatory, or the form hides nothing) or belongs to one *unit* that is shown or kept back.
2. A pointer chooses every unit that it touches; one that leads nowhere is refused, and so is
   choosing in a form where nothing can be hidden: neither may pass as if it had been obeyed.
3. What is shown is read again from what will be sent. Nothing here says what bytes contain
   without having looked at those bytes.
4. The holder's base proof is never what is sent; where deriving fails, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, PresentingError, ProofFailure
from wallet.presenting import sd_jwt
from wallet.presenting.pointers import exists, touches, within
from wallet.presenting.statements import Statement, as_list, statements_of
from wallet.secured import Secured

SELECTIVE_SUITES = frozenset({"ecdsa-sd-2023", "bbs-2023"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectable:
    """One thing that is shown or kept back as a whole."""

    pointer: str
    parent: str | None
    """The choice that must be shown for this one to be readable."""
    statements: tuple[Statement, ...]
    """Its own leaves, without those of choices inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the learner may choose of one credential."""

    locked: tuple[Statement, ...]
    """Always shown."""
    free: tuple[Selectable, ...] = ()

    @property
    def selective(self) -> bool:
        """Whether anything at all can be hidden."""
        return bool(self.free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One credential as it will be sent."""

    secured: Secured
    """With the id of the credential that is held."""
    hidden: tuple[Statement, ...]
    places: int
    """How many hidden things a reader can count, decoys included."""
    shown: tuple[str, ...] = ()
    """Pointers of the free choices that are shown."""


def choices_of(secured: Secured) -> Choices:
    """What can be shown or kept back of a credential that the wallet holds.

    Raises:
        PresentingError: ``selection_not_possible``.
    """
    if secured.securing == "sd_jwt" and secured.token is not None:
        found = sd_jwt.units(secured.token)
        whole = replace(secured, document=sd_jwt.full_document(secured.token))
        return _choices(whole, [(one.pointer, one.parent) for one in found])
    if is_base_proof(secured):
        pointers = _disclosable(secured.document)
        return _choices(secured, [(one, _nearest(one, pointers)) for one in pointers])
    return Choices(locked=statements_of(secured))


def least(choices: Choices) -> tuple[str, ...]:
    """What is shown where nobody has chosen: nothing beyond the mandatory.

    Where nothing is mandatory there would be no proof to show; then all that is not personal.
    """
    if not choices.selective or any(
        one.in_document and not one.technical for one in choices.locked
    ):
        return ()
    return tuple(
        one.pointer
        for one in choices.free
        if not any(statement.sensitive for statement in one.statements)
        and not all(statement.technical for statement in one.statements)
    )


def select(
    secured: Secured, choices: Choices, pointers: Iterable[str] | None, header: bytes = b""
) -> Selected:
    """The credential with what the pointers choose; everything where there are none.

    Args:
        secured: as it is held.
        choices: what can be hidden of it, as ``choices_of`` says.
        pointers: into the fully disclosed document; None for all of it.
        header: the presentation header of a derived ``bbs-2023`` proof.

    Raises:
        PresentingError: ``selection_not_possible``, ``unknown_pointer``,
            ``nothing_can_be_hidden``.
    """
    if not choices.selective and not _is_selective_form(secured):
        if pointers is not None and tuple(pointers):
            raise PresentingError("nothing_can_be_hidden", credential=secured.credential_id)
        return Selected(secured=secured, hidden=(), places=0)
    wanted = _wanted(secured, choices, pointers)
    shown = tuple(
        one.pointer
        for one in choices.free
        if any(touches(one.pointer, pointer) for pointer in wanted)
        or (secured.token is None and _comes_along(one.pointer, wanted))
    )
    hidden = tuple(
        statement
        for one in choices.free
        if one.pointer not in shown
        for statement in one.statements
    )
    if secured.securing == "sd_jwt" and secured.token is not None:
        token = sd_jwt.select(secured.token, wanted)
        part = replace(secured, token=token, document=sd_jwt.full_document(token))
        return Selected(secured=part, hidden=hidden, places=sd_jwt.places(token), shown=shown)
    derived = _derived(secured.document, wanted, header)
    part = replace(secured, document=derived)
    return Selected(secured=part, hidden=hidden, places=len(hidden), shown=shown)


def _comes_along(pointer: str, wanted: Iterable[str]) -> bool:
    """Whether a derived proof shows it with what lies below: ``id`` and ``type`` of objects.

    What is above a selected value keeps them (VC-DI-ECDSA, section 3.4.13).
    """
    above, _, name = pointer.rpartition("/")
    if name.isdecimal():
        above, _, name = above.rpartition("/")
    return name in ("id", "type") and any(within(one, above) for one in wanted)


def is_base_proof(secured: Secured) -> bool:
    """Whether it holds a proof from which its holder must derive first.

    Every proof of these suites counts that is not plainly a derived one: what cannot be read
    is refused by deriving, and never sent as it is.
    """
    return secured.token is None and any(
        isinstance(proof, Mapping)
        and proof.get("cryptosuite") in SELECTIVE_SUITES
        and not _is_derived(proof)
        for proof in as_list(secured.document.get("proof"))
    )


def _is_derived(proof: Mapping[str, Any]) -> bool:
    from wallet.proofs import bbs, ecdsa_sd  # noqa: PLC0415 - heavy, and rarely needed

    module = bbs if proof.get("cryptosuite") == "bbs-2023" else ecdsa_sd
    value = proof.get("proofValue")
    try:
        data = b64url_decode(value[1:]) if isinstance(value, str) and value[:1] == "u" else b""
        form: object = module.form_of(data)
    except (ProofFailure, InputError):
        return False
    return form == "derived"


def not_shown(secured: Secured) -> int | None:
    """How many things a received credential may keep back; None where it hides nothing.

    Of a derived proof nobody can count them: then 0; so where it cannot be read.
    """
    if secured.securing == "cose":
        return _not_shown_of_mdoc(secured)
    if secured.securing == "sd_jwt" and secured.token is not None:
        try:
            return sd_jwt.places(secured.token) or None
        except PresentingError:
            return 0
    suites = {
        proof.get("cryptosuite")
        for proof in as_list(secured.document.get("proof"))
        if isinstance(proof, Mapping)
    }
    return 0 if suites & SELECTIVE_SUITES else None


def _not_shown_of_mdoc(secured: Secured) -> int | None:
    from wallet.proofs import mdoc  # noqa: PLC0415 - heavy, and rarely needed

    try:
        return mdoc.left_out(secured.data or b"") or None
    except (ProofFailure, InputError, KeyError, TypeError, ValueError, AttributeError):
        return 0


def goes_whole(secured: Secured) -> bool:
    """Whether its form lets nobody hide anything."""
    return not _is_selective_form(secured)


def _is_selective_form(secured: Secured) -> bool:
    return secured.securing == "sd_jwt" or is_base_proof(secured)


def _wanted(
    secured: Secured, choices: Choices, pointers: Iterable[str] | None
) -> tuple[str, ...]:
    if pointers is None:
        return tuple(one.pointer for one in choices.free)
    document = secured.document
    if secured.securing == "sd_jwt" and secured.token is not None:
        document = sd_jwt.full_document(secured.token)
    wanted = tuple(dict.fromkeys(pointers))
    for one in wanted:
        if not exists(document, one):
            raise PresentingError(
                "unknown_pointer", pointer=one[:200], credential=secured.credential_id
            )
    return wanted


def _choices(whole: Secured, found: list[tuple[str, str | None]]) -> Choices:
    own: dict[str, list[Statement]] = {pointer: [] for pointer, _ in found}
    deepest_first = sorted(own, key=len, reverse=True)
    locked: list[Statement] = []
    for statement in statements_of(whole):
        place = _unit_of(statement, deepest_first)
        (locked if place is None else own[place]).append(statement)
    return Choices(
        locked=tuple(locked),
        free=tuple(
            Selectable(pointer=pointer, parent=parent, statements=tuple(own[pointer]))
            for pointer, parent in found
        ),
    )


def _unit_of(statement: Statement, deepest_first: list[str]) -> str | None:
    if not statement.in_document:
        return None
    return next((one for one in deepest_first if within(statement.pointer, one)), None)


def _nearest(pointer: str, others: tuple[str, ...]) -> str | None:
    above = [one for one in others if one != pointer and within(pointer, one)]
    return max(above, key=len) if above else None


# --- deriving from a base proof -------------------------------------------------------------


def _disclosable(document: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        from wallet.proofs import deriving  # noqa: PLC0415 - heavy, and rarely needed

        return tuple(deriving.disclosable(document)[1])
    except (ProofFailure, InputError) as error:
        raise PresentingError("base_proof_not_shown", reason=error.code) from None


def _derived(
    document: Mapping[str, Any], pointers: tuple[str, ...], header: bytes
) -> Mapping[str, Any]:
    try:
        from wallet.proofs import deriving  # noqa: PLC0415 - heavy, and rarely needed

        return deriving.derive(document, pointers, presentation_header=header)
    except (ProofFailure, InputError) as error:
        raise PresentingError("selection_not_possible", reason=error.code) from None

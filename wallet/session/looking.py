"""What stands in and around one judged credential, for whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.credential import Attachment, CredentialView, Texts
from wallet.examine import Judged, claimed, inside, strays
from wallet.session.entries import attachments_of
from wallet.session.library import Library
from wallet.trust import programmes
from wallet.vault import library
from wallet.vault.interface import Changes

__all__ = [
    "Around",
    "Judged",
    "around",
    "confirm_programme",
    "programmes_asked",
    "said_of_programme",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A credential with what it carries, and what it says where nothing proves it."""

    judged: Judged
    carried: tuple[Judged, ...] = ()
    """A record's credentials and endorsements, each with its own verdict."""
    strays: frozenset[str] = frozenset()
    """Paths of endorsements that are about something else."""
    claimed: CredentialView | None = None
    """What it says of itself although nothing proves it: never a fact."""
    attachments: tuple[Attachment, ...] = ()
    called: Texts = ()
    """Its title in the library, which for a false one is only what the file says."""


def around(session: Library, credential_id: str) -> Around:
    """A credential of the wallet, judged now.

    Raises:
        VaultError: as ``Session.credential``.
    """
    judged = session.credential(credential_id)
    row = library.row(session._database, credential_id, session._today)  # noqa: SLF001
    return Around(
        judged=judged,
        carried=inside(judged),
        strays=strays(judged),
        claimed=claimed(judged, session.evidence()),
        attachments=attachments_of(judged),
        called=() if row is None else row.titles,
    )


def programmes_asked(judged: Judged) -> tuple[Mapping[str, Any], ...]:
    """The rows of evidence whose programme waits for the owner's word; see below."""
    told = judged.report.accreditation
    is_asked = told.facts.get("why") == "programme_missing"
    return tuple(one for one in told.evidence if is_asked and one.get("programme"))


def said_of_programme(session: Library, credential_id: str) -> tuple[str, ...]:
    """SHA-256 of what the owner said of a credential's programme, for ``remove_evidence``."""
    said = session.evidence().programmes
    return tuple(one.origin.sha256 for one in said if one.credential_id == credential_id)


def confirm_programme(
    session: Library, credential_id: str, decision: str, programme: str
) -> Changes:
    """Keep the owner's word that ``programme`` in a decision is that of this credential.

    It counts for this credential alone (spec/trust.md D.4), so only this one is judged again.
    ``remove_evidence`` takes it back.

    Raises:
        InputError: ``unknown_credential``.
    """
    session.originals(credential_id)
    said = programmes.written(credential_id, decision, programme)
    changes = session.add_evidence([said], about=(credential_id,)).changes
    return replace(changes, changed=(credential_id, *changes.changed))

"""What stands in and around one judged credential, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.credential import Attachment, CredentialView
from wallet.examine import Judged, claimed, inside, strays
from wallet.session.entries import attachments_of
from wallet.session.library import Library

__all__ = ["Around", "Judged", "around"]


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


def around(session: Library, credential_id: str) -> Around:
    """A credential of the wallet, judged now.

    Raises:
        VaultError: as ``Session.credential``.
    """
    judged = session.credential(credential_id)
    return Around(
        judged=judged,
        carried=inside(judged),
        strays=strays(judged),
        claimed=claimed(judged, session.evidence()),
        attachments=attachments_of(judged),
    )

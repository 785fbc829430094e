"""Files that are sealed as a whole: they go along as they are, never inside a presentation.

A signed PDF, a signed XML and a seal in JSON cover their own bytes. Nothing of them can be kept
back and no key of the learner signs them: whoever gets one sees all that it says.
"""

from __future__ import annotations

import uuid

from wallet.errors import PresentingError
from wallet.presenting.carriage import Carriage, is_whole_file, refuse_unshown
from wallet.presenting.chosen import Chosen
from wallet.presenting.plan import (
    ISSUER,
    TITLE,
    Disclosure,
    DisclosurePlan,
    Note,
    judgement,
    stated,
    tidy,
)
from wallet.presenting.statements import handles_of, statements_of


def whole_file(one: Chosen, *, recipient: str, purpose: str = "") -> DisclosurePlan:
    """Work out what such a file shows.

    Raises:
        PresentingError: ``securing_not_shown`` for what is no such file,
            ``credential_not_genuine``, ``nothing_can_be_hidden``, ``text_too_long``.
    """
    secured = one.secured
    refuse_unshown(one)
    if not is_whole_file(secured):
        facts = {"credential": secured.credential_id, "securing": secured.securing}
        raise PresentingError("securing_not_shown", **facts)
    if one.reveal:
        raise PresentingError("nothing_can_be_hidden", credential=secured.credential_id)
    statements = statements_of(secured)
    shown = Disclosure(
        secured=secured,
        carriage=Carriage.FILE,
        titles=one.titles or stated(statements, TITLE),
        issuer_names=one.issuer_names or stated(statements, ISSUER),
        verdict=one.verdict,
        statements=statements,
        notes=(Note.WHOLE_DOCUMENT, *judgement(one)),
        handles=handles_of(secured),
    )
    return DisclosurePlan(
        presentation_id=f"urn:uuid:{uuid.uuid4()}",
        holders=(),
        recipient=tidy(recipient, "recipient"),
        purpose=tidy(purpose, "purpose"),
        nonce=None,
        expires=None,
        credentials=(shown,),
        handles=shown.handles,
    )

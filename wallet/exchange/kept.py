"""A credential of the person's own, as this wallet judged it: for their paper and archive.

Rules
-----
1. Nothing that is not genuine is repeated: of such a file only the verdict is told.
2. What nothing proves is marked as the file's own word, what the learner wrote as theirs.
3. The name of the issuer is the one that a trusted list gives; what an issuer calls itself
   stands beside it as that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from wallet import wording
from wallet.credential import Award, CredentialView
from wallet.examine import Judged
from wallet.exchange.parts import Part, said
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.secured import Format
from wallet.wording import Words, tr


class Rests(StrEnum):
    """On whose word the contents rest."""

    ISSUER = "issuer"
    FILE = "file"
    """Nobody has shown that the issuer named in it signed it."""
    LEARNER = "learner"
    NOTHING = "nothing"
    """They are not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One credential or entry of the person's own."""

    judged: Judged
    rests: Rests
    part: Part | None
    """What it says; None where that is not told."""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    skill_names: Mapping[str, str] = field(default_factory=dict)
    """What the frameworks on this computer call a skill: address -> name."""

    @property
    def verdict(self) -> Words:
        """The badge's word, and the sentence under it."""
        return wording.verdict(self.judged.verdict, self.judged.report, Role.HOLDER)

    @property
    def awards(self) -> tuple[Award, ...]:
        """What was awarded, as far as it is told; one at least."""
        return (self.part.view.awards if self.part is not None else ()) or (Award(id=""),)

    def title(self, languages: Sequence[str]) -> str:
        """What it is called."""
        if self.part is None:
            return tr("Contents not shown")
        return said(self.awards[0].title, *languages) or tr("Without a title")

    def issuer(self, languages: Sequence[str]) -> str:
        """Who signed, by rule 3."""
        if self.part is None:
            return ""
        if self.rests is Rests.LEARNER:
            return tr("Your own entry. Nobody else vouches for it.")
        listed = self.judged.report.issuer_names
        party = self.part.view.envelope.issuer
        own = said(party.names, *languages) or party.id or tr("Issuer not named")
        if self.rests is Rests.FILE:
            return tr("{name}, as the file says; not proven", name=own)
        if not listed:
            return tr("{name}, by its own account", name=own)
        if own in listed or not party.names:
            return listed[0]
        return tr("{name}; it calls itself {own}", name=listed[0], own=own)

    def learner(self) -> str:
        """To whom it was awarded, as far as it names anybody."""
        return "" if self.part is None else _named(self.part.view)


def kept(
    judged: Judged,
    claimed: CredentialView | None,
    tags: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Kept:
    """What may be told of a credential; ``claimed`` is what it says where nothing proves it."""
    view, rests = _told(judged, claimed)
    part = None
    if view is not None:
        part = Part(
            credential_id=judged.credential_id,
            view=view,
            data=b"",
            media_type="",
            suffix="",
            document=None,
            is_own=rests is Rests.LEARNER,
        )
    return Kept(judged=judged, rests=rests, part=part, tags=tuple(tags), notes=tuple(notes))


def _told(
    judged: Judged, claimed: CredentialView | None
) -> tuple[CredentialView | None, Rests]:
    """Rules 1 and 2."""
    view = judged.view or claimed
    if view is None or judged.verdict.code is VerdictCode.NOT_GENUINE:
        return None, Rests.NOTHING
    if judged.secured.format is Format.SELF_DECLARED:
        return view, Rests.LEARNER
    key = judged.report.find(Check.ISSUER_KEY)
    is_signed = key is not None and key.outcome is Outcome.PASSED
    if judged.view is None or not is_signed:
        return replace(view, awards=tuple(map(_without_picture, view.awards))), Rests.FILE
    return view, Rests.ISSUER


def _without_picture(award: Award) -> Award:
    """A logo lends authority: none without a proven issuer."""
    return replace(award, image=None)


def _named(view: CredentialView) -> str:
    return ", ".join(dict.fromkeys(one.text for one in view.learner.names))

"""What a check came to, and what its receiver may keep of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wallet import check_report
from wallet.examine import FileResult, shown_in
from wallet.presenting.pack import is_pack
from wallet.presenting.request import Missing, Request
from wallet.report import Policy
from wallet.trust import RefusedItem
from wallet.verify import Challenge
from wallet.wording import tr
from wallet.wording.presenting import not_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was checked, for which moment, and by which rules."""

    results: tuple[FileResult, ...]
    at: datetime
    policy: Policy
    challenge: Challenge | None
    originals: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """SHA-256 -> the bytes that were checked; of pictures, what they carry together."""
    refused_evidence: tuple[RefusedItem, ...] = ()
    """Files of evidence that the caller gave and that could not be used."""
    cancelled: bool = False
    asked: Request | None = None
    """The request that was to be answered, where one was made."""
    unmet: tuple[Missing, ...] = ()
    """What was asked for and is not shown by anything that is verified."""
    evidence: tuple[str, ...] = ()
    """SHA-256 of every item of evidence that was at hand."""
    pages: tuple[tuple[str, str], ...] = ()
    """Printed pages by their codes, each with the file among these that it is a page of."""

    @property
    def packs(self) -> tuple[str, ...]:
        """Files whose pages were made from the presentation that is attached to them."""
        return tuple(
            one.source
            for one in self.results
            if one.error is None
            and is_pack(self.originals.get(one.sha256 or "-", b""))
            and not any(each.code == "pack_pages_not_compared" for each in one.refused)
        )

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Files with a credential that nobody signed for this question, where one was asked."""
        if self.challenge is None:
            return ()
        return tuple(
            result.source
            for result in self.results
            if any(
                not one.secured.is_presentation and shown_in(result, one) is None
                for one in result.credentials
            )
        )

    @property
    def is_open(self) -> bool:
        """Whether something that was asked for was not answered."""
        return bool(self.unmet or self.unanswered)

    def document(self) -> dict[str, Any]:
        """The JSON of the check, worst first, with what was asked."""
        told = check_report.document(self.results, now=self.at, policy=self.policy)
        request = {**self.question(), "unanswered": list(self.unanswered)}
        if self.asked is not None:
            request["unmet"] = [
                {"query": one.query, "paths": list(one.paths)}
                | ({"file": one.source} if one.source else {})
                for one in self.unmet
            ]
        if self.cancelled:
            request["cancelled"] = True
        return {**told, "request": request}

    def question(self) -> dict[str, Any]:
        """What the holder was asked to sign."""
        asked = self.challenge or Challenge()
        return {"nonce": asked.nonce, "recipient": asked.recipient}

    def csv(self) -> bytes:
        """The table for a spreadsheet."""
        return check_report.to_csv(self.results, tuple(self._lacking()))

    def _lacking(self) -> Iterator[tuple[str, str]]:
        """Of which file what is not there; no file where it is about all of them."""
        if self.cancelled:
            yield "", tr("You stopped it: not all files were checked.")
        for one in self.unmet:
            yield one.source, not_shown(one.paths)

    def signed_report(self) -> bytes:
        """The report as a signed file; see ``wallet.check_report``."""
        return check_report.signed(self.document(), self.evidence, self.question())

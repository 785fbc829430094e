"""Making portfolios: see ``wallet.portfolios``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wallet import examine, portfolios, wording
from wallet import pathways as stacking
from wallet.credential import Texts, best
from wallet.errors import PresentingError
from wallet.examine import Judged
from wallet.pathways import HeldAward, PathwayResult
from wallet.portfolios.pages import Accredited
from wallet.portfolios.paper import (
    ATTACHMENT,
    PRESENTATION,
    PURPOSE,
    SEALED,
    Attached,
    Portfolio,
    Words,
)
from wallet.portfolios.pdf import PAPER
from wallet.presenting import (
    FILE_MEDIA_TYPES,
    Artifact,
    Carried,
    Disclosure,
    DisclosurePlan,
    is_whole_file,
    whole_file,
)
from wallet.presenting.carriage import Carriage
from wallet.presenting.file import kind_of
from wallet.report import Policy, Role
from wallet.reviews.members import refuse
from wallet.session.choosing import chosen_of
from wallet.session.reviewing import Side
from wallet.session.sharing import Sharing

if TYPE_CHECKING:
    from wallet.session.exports import Exports

_SUFFIXES = {"jades": ".json", "xml_signature": ".xml", "pdf_signature": ".pdf"}
"""Of a file that is sealed as a whole, by how it is."""
_NO_REGISTER = "no_register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A credential that is sealed as a file, which came in one with others."""

    credential_id: str
    titles: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A portfolio before it is signed: exactly what will leave."""

    plans: tuple[DisclosurePlan, ...]
    """One for each credential."""
    pathway_id: str | None
    left: tuple[Left, ...] = ()
    """What was chosen and has no place in the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A portfolio that was made."""

    portfolio: Portfolio
    pdf: bytes


class Portfolios(Side):
    """Plans and makes portfolios."""

    def __init__(self, session: Sharing) -> None:
        super().__init__(session)

    @property
    def exports(self) -> Exports:
        """Portfolios in the forms of others."""
        from wallet.session.exports import Exports  # noqa: PLC0415 - loaded when asked for

        return Exports(self._session)

    def plan(
        self,
        ids: Iterable[str],
        *,
        pathway_id: str | None = None,
        recipient: str = "",
        reveal: Mapping[str, Sequence[str] | None] | None = None,
    ) -> Planned:
        """Exactly what a portfolio of these credentials will show; nothing leaves yet.

        What is sealed as a file goes along as it came. Where others came in the same file,
        it is named as left out: whoever makes the PDF is told first.

        Raises:
            InputError: ``unknown_credential``.
            PresentingError: what ``wallet.presenting`` refuses; ``securing_not_shown`` where
                nothing is left to show.
        """
        show, wanted = reveal or {}, tuple(dict.fromkeys(ids))
        left = tuple(self._left(wanted))
        out = {one.credential_id for one in left} if len(left) < len(wanted) else set()
        plans = tuple(
            self._plan(one, recipient, show.get(one)) for one in wanted if one not in out
        )
        return Planned(plans=plans, pathway_id=pathway_id, left=left)

    def make(
        self,
        planned: Planned,
        *,
        title: str,
        by_name: str,
        narrative: str = "",
        attachments: Iterable[tuple[str, bytes]] = (),
    ) -> Made:
        """Sign and bind what was planned; the share ledger has it first.

        Raises:
            InputError: ``title_missing``, ``case_empty``, ``text_too_long``,
                ``unknown_pathway``, ``malformed_review`` where two files have one name, or
                one that of the paper which signs them all.
        """
        own = tuple(_own(name, data) for name, data in attachments)
        shown = self._shown(planned)
        files, result = (*shown, *own), self._result(planned, shown)
        words = Words(title=title, narrative=narrative, by_name=by_name)
        portfolio = self._signed(words, files, result)
        sealed = [one.secured for plan in planned.plans for one in _files_of(plan)]
        pdf = portfolios.bind(
            portfolio, files, result, lambda: tuple(self._accredited(files)), sealed
        )
        return Made(portfolio=portfolio, pdf=pdf)

    def _signed(
        self, words: Words, files: Sequence[Attached], result: PathwayResult | None
    ) -> Portfolio:
        key = self._key()
        return portfolios.make(
            words=words,
            signer=(key.did, key.key),
            files=files,
            result=None if result is None else stacking.to_json(result),
            now=self._clock(),
        )

    def _left(self, ids: Iterable[str]) -> Iterator[Left]:
        for one in ids:
            held = chosen_of(self._session.credential(one))
            if is_whole_file(held.secured) and self._file(one) is None:
                yield Left(credential_id=one, titles=held.titles)

    def _plan(
        self, credential_id: str, recipient: str, reveal: Sequence[str] | None
    ) -> DisclosurePlan:
        held = chosen_of(self._session.credential(credential_id))
        if is_whole_file(held.secured) and self._file(credential_id) is not None:
            chosen = replace(held, reveal=None if reveal is None else tuple(reveal))
            return whole_file(chosen, recipient=recipient, purpose=PURPOSE)
        show = {credential_id: reveal}
        return self._session.plan([credential_id], recipient, PURPOSE, reveal=show)

    def _file(self, credential_id: str) -> bytes | None:
        """The file as it was received, where it is that one credential and nothing else."""
        sha256, path = self._session.originals(credential_id)[-1]
        data = self._session.original(sha256)
        found = [one.credential_id for one in self._examined(data, "")] if path == "$" else []
        return data if found == [credential_id] else None

    def _accredited(self, files: Sequence[Attached]) -> Iterator[Accredited]:
        """What this wallet's registers say of the issuers, where there is a register.

        Asked of what is shown: what stays hidden has no part in the answer.
        """
        for one in self._judged(one for one in files if one.role != ATTACHMENT):
            words = wording.accreditation(one.report, Role.RECEIVER)
            if words is not None and one.report.accreditation.code != _NO_REGISTER:
                yield Accredited(
                    title=_title(one), sentence=words.sentence, rests_on=words.rests_on
                )

    def _judged(self, shown: Iterable[Attached]) -> Iterator[Judged]:
        """What is in presentations, as whoever receives them would judge it by our evidence."""
        for one in shown:
            found = self._examined(one.data, one.name)
            yield from (each for each in found if not each.secured.is_presentation)

    def _examined(self, data: bytes, name: str) -> Sequence[Judged]:
        evidence, role = self._session.evidence(), Role.RECEIVER
        return examine.examine(
            data, name, evidence, policy=Policy(), now=self._clock(), role=role
        ).credentials

    def _shown(self, planned: Planned) -> tuple[Attached, ...]:
        return tuple(
            self._sealed(number, plan) if _files_of(plan) else self._presented(number, plan)
            for number, plan in enumerate(planned.plans, start=1)
        )

    def _presented(self, number: int, plan: DisclosurePlan) -> Attached:
        data = self._session.present(plan).presentation
        name = f"presentation-{number}{kind_of(data)[0]}"
        return Attached(name=name, data=data, role=PRESENTATION)

    def _sealed(self, number: int, plan: DisclosurePlan) -> Attached:
        """As it came; the ledger has it first."""
        (shown,) = plan.credentials
        data = self._file(shown.credential_id)
        if data is None:
            raise PresentingError("securing_not_shown", credential=shown.credential_id)
        how = shown.secured.securing
        name = f"credential-{number}{_SUFFIXES[how]}"
        artifact = Artifact(name=name, media_type=FILE_MEDIA_TYPES[how], data=data)
        carried = Carried(transport="file", artifacts=(artifact,))
        self._session._entered(plan, data, carried, self._clock())  # noqa: SLF001 - a part of it
        return Attached(name=name, data=data, role=SEALED)

    def _result(self, planned: Planned, shown: Sequence[Attached]) -> PathwayResult | None:
        """What the chosen credentials alone come to: others stay unmentioned.

        Of one that keeps something back what is shown of it, as whoever receives it reads it.
        """
        if planned.pathway_id is None:
            return None
        whole = self._session.evaluate(planned.pathway_id, decided=False)
        awards = [
            award
            for plan, one in zip(planned.plans, shown, strict=True)
            for award in self._counted(plan, one, whole)
        ]
        found = stacking.evaluate(
            whole.pathway, awards, whole.as_of, agreements=whole.agreements
        )
        return stacking.with_owner(found, self._session.evidence(), self._clock())

    def _counted(
        self, plan: DisclosurePlan, shown: Attached, whole: PathwayResult
    ) -> list[HeldAward]:
        if any(it.hidden for it in plan.credentials):
            return self._awards(shown)
        ids = {it.credential_id for it in plan.credentials}
        return [it for it in whole.awards.values() if it.credential_id in ids]

    def _awards(self, shown: Attached) -> list[HeldAward]:
        return [
            award
            for one in self._judged([shown])
            for award in stacking.held(one.credential_id, one.view, one.verdict, one.report)
        ]


def _files_of(plan: DisclosurePlan) -> tuple[Disclosure, ...]:
    """What of it goes along as a file of its own."""
    return tuple(one for one in plan.credentials if one.carriage is Carriage.FILE)


def _title(one: Judged) -> str:
    awards = one.view.awards if one.view is not None else ()
    title = best(awards[0].title, (wording.language(), "en")) if awards else None
    return title.text if title is not None else ""


def _own(name: str, data: bytes) -> Attached:
    if name == PAPER:
        refuse("files")
    return Attached(name=name, data=data, role=ATTACHMENT)

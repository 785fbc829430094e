"""One PDF: pages to read, and attached what counts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wallet.encoding import pdf_file
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS
from wallet.pathways import PathwayResult
from wallet.portfolios.pages import Accredited, lines_of
from wallet.portfolios.paper import (
    ATTACHMENT,
    PRESENTATION,
    SEALED,
    Attached,
    Portfolio,
    read,
)
from wallet.presenting import pack
from wallet.presenting.pages import say
from wallet.secured import Secured
from wallet.wording import language
from wallet.wording.speech import in_language

if TYPE_CHECKING:
    import pikepdf

PRODUCER = "Tessera portfolio, layout 1"
PAPER = "portfolio.json"
_ANY = "application/octet-stream"
_MEDIA = {PRESENTATION: "application/vp", SEALED: _ANY, ATTACHMENT: _ANY}


def bind(
    portfolio: Portfolio,
    attached: Sequence[Attached],
    result: PathwayResult | None,
    accredited: Callable[[], Sequence[Accredited]] = tuple,
    sealed: Sequence[Secured] = (),
) -> bytes:
    """The PDF of a portfolio; nothing of its maker's computer is in it.

    In the language that is spoken, in English where the fonts of a PDF lack its letters;
    ``accredited`` is asked in that language.
    """
    with in_language(pack.printable(language())):
        lines = lines_of(portfolio, attached, result, accredited(), sealed)
        drawn = pack.draw(lines, page=say("page", number="{}"))
    paper = Attached(name=PAPER, data=portfolio.data, role=ATTACHMENT)
    return with_files(drawn, (paper, *attached), PRODUCER)


def with_files(drawn: bytes, files: Iterable[Attached], producer: str) -> bytes:
    """Drawn pages with files attached, and no word of when or where they were made."""
    import pikepdf  # noqa: PLC0415 - heavy, and rarely needed

    pdf_file.room_for_own()
    with pikepdf.open(io.BytesIO(drawn)) as document:
        for one in files:
            document.attachments[one.name] = pikepdf.AttachedFileSpec(
                document,
                one.data,
                description="",
                filename=one.name,
                mime_type=_MEDIA[one.role],
                creation_date="",
                mod_date="",
            )
        del document.docinfo
        document.docinfo["/Producer"] = producer
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def open_pdf(data: bytes, now: datetime) -> tuple[Portfolio, tuple[Attached, ...]]:
    """The portfolio in a PDF and the files that go with it.

    Raises:
        IntakeError: ``damaged``, ``encrypted``, ``too_large``.
        InputError: ``not_this_paper`` where it is no portfolio; ``paper_not_genuine``,
            ``portfolio_files_differ`` with the ``files``.
    """
    if len(data) > LIMITS.pdf_bytes:
        raise IntakeError("too_large", limit=LIMITS.pdf_bytes)
    with pdf_file.opened(data) as document:
        try:
            found = dict(_attached(document))
        except IntakeError:
            raise
        except Exception:  # noqa: BLE001 - the library has errors of its own for bad bytes
            raise IntakeError("damaged", what="pdf") from None
    if PAPER not in found:
        raise InputError("not_this_paper", expected="portfolio/1", found="")
    portfolio = read(found.pop(PAPER), now)
    roles = {name: role for name, _, role in portfolio.files}
    attached = tuple(
        Attached(name=name, data=content, role=roles.get(name, ATTACHMENT))
        for name, content in found.items()
    )
    differing = portfolio.differing(attached)
    if differing:
        raise InputError("portfolio_files_differ", files=differing)
    return portfolio, attached


def _attached(document: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """Name and content of each attachment; all together no more than a PDF may be large.

    Raises:
        IntakeError: ``too_large``.
    """
    room = LIMITS.pdf_bytes
    for name, one in document.attachments.items():
        content = pdf_file.unpacked(one.get_file().obj, room)
        if content is None:
            raise IntakeError("too_large", limit=LIMITS.pdf_bytes)
        room -= len(content)
        yield name, content

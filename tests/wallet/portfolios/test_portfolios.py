"""Portfolios: a PDF to read, signed as a whole, with what counts attached."""

from __future__ import annotations

import gettext
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from tests.helpers import pdf
from tests.helpers import x509 as ca
from tests.helpers.bundles import Operator, accredited, deqar, take
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.selective import sign_base
from tests.wallet.reviews.people import PATHWAY, UNRELEASED, People, closed, people
from wallet import portfolios
from wallet.cli import main
from wallet.errors import InputError, PresentingError
from wallet.portfolios.pages import lines_of
from wallet.presenting import pack
from wallet.presenting.pages import Line
from wallet.report import VerdictCode
from wallet.session.portfolios import Made
from wallet.trust_import import TrustFolder, default_folder
from wallet.trust_import.list_terms import Coverage
from wallet.wording import speech

NOTE = ("thesis.txt", b"what I wrote myself")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[People]:
    made = people(tmp_path)
    yield made
    closed(made)


def _made(two: People) -> Made:
    planned = two.learner.portfolios.plan(two.ids, pathway_id=PATHWAY, recipient="ACME")
    return two.learner.portfolios.make(
        planned,
        title="Data and green chemistry",
        by_name="Lena Learner",
        narrative="What I can do.\nAnd why.",
        attachments=[NOTE],
    )


def _text(pdf: bytes) -> str:
    """What stands on the pages, as far as it is drawn in one piece."""
    portfolio, attached = portfolios.open_pdf(pdf, NOW)
    return "\n".join(one.text for one in lines_of(portfolio, attached, None))


def _changed(pdf: bytes, name: str, data: bytes | None) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if data is None:
            del document.attachments[name]
        else:
            document.attachments[name] = pikepdf.AttachedFileSpec(
                document, data, filename=name, description="", creation_date="", mod_date=""
            )
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_a_portfolio_is_whole_and_says_who_made_it(two: People) -> None:
    made = _made(two)
    portfolio, attached = portfolios.open_pdf(made.pdf, NOW)
    assert (portfolio.title, portfolio.by_name) == ("Data and green chemistry", "Lena Learner")
    assert portfolio.narrative == "What I can do.\nAnd why."
    assert portfolio.result is not None
    assert portfolio.result["totals"]["counted"]["amount"] == "9"
    assert [one.role for one in attached] == ["presentation", "presentation", "attachment"]
    assert attached[2].data == NOTE[1]
    assert "Data basics" in _text(made.pdf)
    result = two.learner.evaluate(PATHWAY)
    said = [one.text for one in lines_of(portfolio, attached, result)]
    assert any("Data basics (5 ECTS, As an elective)" in one for one in said)


def test_what_is_sealed_as_a_file_goes_along_as_it_came(two: People) -> None:
    sealed = pdf.seal(pdf.plain("Diploma of Lena"), ca.root().issue(pdf.SEAL))
    (diploma,) = two.learner.keep(two.learner.review([("diploma.pdf", sealed)])).kept
    desk = two.learner.portfolios
    planned = desk.plan([*two.ids, diploma], pathway_id=PATHWAY, recipient="ACME")
    assert planned.left == ()
    assert [len(one.credentials[0].hidden) for one in planned.plans] == [0, 0, 0]
    made = desk.make(planned, title="Mine", by_name="Lena")
    portfolio, attached = portfolios.open_pdf(made.pdf, NOW)
    roles = [role for _, _, role in portfolio.files]
    assert roles == ["presentation", "presentation", "credential"]
    assert {one.name: one.data for one in attached}["credential-3.pdf"] == sealed
    ledger = two.learner.ledger()
    assert [one.recipient for one in ledger] == ["ACME"] * 3
    assert {it.credential_id for one in ledger for it in one.credentials} >= {diploma}
    found = two.advisor.review([("portfolio.pdf", made.pdf)]).rows
    assert diploma in {one.judged.credential_id for one in found if one.judged is not None}
    alone = desk.make(desk.plan([diploma]), title="Mine", by_name="Lena")
    assert [one.name for one in portfolios.open_pdf(alone.pdf, NOW)[1]] == ["credential-1.pdf"]


def test_a_sealed_file_that_came_with_others_is_left_out_by_name(two: People) -> None:
    sealed = pdf.seal(pdf.plain("Diploma of Lena"), ca.root().issue(pdf.SEAL))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("diploma.pdf", sealed)
        written.writestr("private.txt", b"of the learner alone")
    (diploma,) = two.learner.keep(two.learner.review([("all.zip", packed.getvalue())])).kept
    desk = two.learner.portfolios
    planned = desk.plan([*two.ids, diploma], pathway_id=PATHWAY)
    assert [one.credential_id for one in planned.left] == [diploma]
    assert planned.left[0].titles[0].text == "Diploma of Lena"
    assert len(planned.plans) == len(two.ids)
    with pytest.raises(PresentingError) as told:
        desk.plan([diploma])
    assert told.value.code == "securing_not_shown", "a PDF of nothing is not made"


class Spoken(gettext.NullTranslations):
    """A language in which each sentence begins with a word of its own."""

    def __init__(self, code: str, word: str) -> None:
        super().__init__()
        self._code, self._word = code, word

    def gettext(self, message: str) -> str:
        return f"{self._word} {message}"

    def info(self) -> dict[str, str]:
        return {"language": self._code}


def test_it_is_in_the_language_that_is_spoken_where_that_can_be_printed(
    two: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = _pages(monkeypatch)
    words = {"de": "Ä", "ar": "بصفحة"}
    monkeypatch.setattr(speech, "_load", lambda code: Spoken(code, words[code]))
    for code in words:
        with speech.in_language(code):
            _made(two)
    german, english = pages
    for said in (
        *("Put together by Lena", "On the pathway", "As the wallet of", "Awarding body"),
        "Whether Home University really wrote this pathway is not confirmed.",
    ):
        assert f"Ä {said}" in german
        assert said in english, "the fonts of a PDF have no Arabic letters"
    assert words["ar"] not in english


def _pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn from now on, as text."""
    pages: list[str] = []
    draw = pack.draw

    def drawn(lines: Iterable[Line], **how: str) -> bytes:
        kept = list(lines)
        pages.append("\n".join(one.text for one in kept))
        return draw(kept, **how)

    monkeypatch.setattr(pack, "draw", drawn)
    return pages


def test_accreditation_stands_on_its_pages_as_the_wallet_found_it(
    two: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = _pages(monkeypatch)
    _made(two)
    assert "Accreditation" not in pages[0], "there is no register"
    rows = accredited(two.issuer, start=date(2020, 1, 1), end=date(2030, 1, 1))
    listed = deqar(rows, coverage=Coverage(countries=frozenset({two.issuer.country})))
    folder = TrustFolder(default_folder(), lambda: NOW)
    take(folder, Operator(tmp_path / "keys").bundle(listed))
    _made(two)
    assert "Accreditation of the issuers\nAs the wallet of that person found it" in pages[1]
    assert "signed by Test operator" in pages[1]
    assert UNRELEASED not in pages[1]


def test_its_credentials_are_checked_like_any_others(two: People) -> None:
    made = _made(two)
    review = two.advisor.review([("portfolio.pdf", made.pdf)])
    judged = [
        row.judged.verdict.code
        for row in review.rows
        if row.judged is not None and not row.judged.secured.is_presentation
    ]
    assert judged == [VerdictCode.VERIFIED] * 2


def test_what_was_not_chosen_is_nowhere_in_it(two: People) -> None:
    made = _made(two)
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        streams = [
            bytes(one.read_bytes())
            for one in document.objects
            if isinstance(one, pikepdf.Stream)
            and one.get("/Subtype") != pikepdf.Name("/Image")
            and "/DCTDecode" not in str(one.get("/Filter"))
        ]
    assert streams
    for mark in (UNRELEASED.encode(), two.unreleased.encode()):
        assert not any(mark in one for one in [made.pdf, *streams])
    assert [one.recipient for one in two.learner.ledger()] == ["ACME"] * 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("thesis.txt", b"what I wrote later"),
        ("thesis.txt", None),
        ("presentation-1.vp.json", b"{}"),
        ("presentation-2.vp.json", None),
        ("more.txt", b"slipped in"),
    ],
)
def test_a_file_that_was_changed_is_named(two: People, name: str, data: bytes | None) -> None:
    pdf = _changed(_made(two).pdf, name, data)
    with pytest.raises(InputError) as told:
        portfolios.open_pdf(pdf, NOW)
    assert told.value.code == "portfolio_files_differ"
    assert told.value.facts["files"] == (name,)


def test_an_altered_paper_is_refused(two: People) -> None:
    made = _made(two)
    paper = json.loads(made.portfolio.data)
    paper["narrative"] = "I can do everything"
    with pytest.raises(InputError) as told:
        portfolios.open_pdf(
            _changed(made.pdf, "portfolio.json", json.dumps(paper).encode()), NOW
        )
    assert told.value.code == "paper_not_genuine"


def test_a_pdf_without_a_paper_is_no_portfolio(two: People) -> None:
    with pytest.raises(InputError) as told:
        portfolios.open_pdf(_changed(_made(two).pdf, "portfolio.json", None), NOW)
    assert told.value.code == "not_this_paper"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"title": "x" * 5_000}, "text_too_long"),
        ({"attachments": [NOTE, NOTE]}, "malformed_review"),
        ({"attachments": [("presentation-1.vp.json", b"x")]}, "malformed_review"),
    ],
)
def test_what_cannot_be_a_portfolio_is_refused(
    two: People, how: dict[str, object], code: str
) -> None:
    planned = two.learner.portfolios.plan(two.ids[:1])
    asked: dict[str, object] = {"title": "Mine", "by_name": "Lena"} | how
    with pytest.raises(InputError) as told:
        two.learner.portfolios.make(planned, **asked)  # type: ignore[arg-type]
    assert told.value.code == code


def test_the_same_files_give_the_same_pages(two: People) -> None:
    made = _made(two)
    portfolio, attached = portfolios.open_pdf(made.pdf, NOW)
    assert portfolios.bind(portfolio, attached, None) == portfolios.bind(
        portfolio, attached, None
    )


def test_nothing_of_the_computer_is_in_the_file(two: People) -> None:
    with pikepdf.open(io.BytesIO(_made(two).pdf)) as document:
        assert {str(key) for key in document.docinfo.keys()} == {"/Producer"}  # noqa: SIM118
        assert "/Metadata" not in document.Root


def _exported(two: People, folder: Path, *more: str) -> Result:
    """``portfolio export``, with what it always needs."""
    closed(two)
    secret = folder / "secret"
    secret.write_text("correct horse\n")
    return CliRunner().invoke(
        main,
        [
            *("portfolio", "export", *two.ids, "--title", "Mine", "--name", "Lena"),
            *("--out", str(folder / "portfolio.pdf"), "--yes", "--json"),
            *("--vault", str(two.learner.folder), "--passphrase-file", str(secret), *more),
        ],
    )


def test_on_the_command_line(two: People, tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text("What I can do.", "utf-8")
    out = tmp_path / "portfolio.pdf"
    with_words = ("--narrative", str(own), "--attach", str(own), "--pathway", PATHWAY)
    ran = _exported(two, tmp_path, *with_words)
    assert ran.exit_code == 0, ran.stderr
    assert "Data basics" in ran.stderr
    facts = [line for line in ran.stderr.splitlines() if line.startswith("    ")]
    assert any("5" in line for line in facts), "each fact, before it leaves"
    shown = CliRunner().invoke(main, ["portfolio", "show", str(out)])
    assert "Whole: 3 files as signed." in shown.stdout
    Path(out).write_bytes(_changed(out.read_bytes(), "words.txt", b"other"))
    refused = CliRunner().invoke(main, ["portfolio", "show", str(out)])
    assert refused.exit_code == 3
    assert "words.txt" in refused.stderr


def test_the_command_speaks_the_language_that_it_is_told(
    two: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "_load", lambda code: Spoken(code, "Ä"))
    pages = _pages(monkeypatch)
    ran = _exported(two, tmp_path, "--language", "de")
    assert ran.exit_code == 0, ran.stderr
    assert "Ä Put together by Lena" in pages[0]
    assert "Ä Whoever has the PDF" in ran.stderr
    assert speech.language() == "en", "no longer than the command"


def test_a_language_without_words_is_refused(two: People, tmp_path: Path) -> None:
    ran = _exported(two, tmp_path, "--language", "xx")
    assert ran.exit_code == 3
    assert "--language" in ran.stderr
    assert not (tmp_path / "portfolio.pdf").exists()


def test_what_is_kept_back_is_not_in_the_result_either(two: People) -> None:
    holder = two.learner.new_holder_key().did
    issuer = Issuer("Another University", kind="P-256")
    two.learner.add_evidence([("other.json", registry([issuer]))])
    document = issuer.credential("Secret size", ects="7.25", eqf=6, holder=holder)
    mandatory = ("/issuer", "/validFrom", "/credentialSubject/id")
    signed = sign_base(document, issuer.key, issuer.method_id, mandatory).document
    (kept,) = two.learner.keep(two.learner.review([("sd.json", to_bytes(signed))])).kept
    name = ("/credentialSubject/achievement/name",)
    for reveal, size in ((None, "16.25"), (name, "9")):
        desk = two.learner.portfolios
        planned = desk.plan([*two.ids, kept], pathway_id=PATHWAY, reveal={kept: reveal})
        made = desk.make(planned, title="Mine", by_name="Lena")
        result: Any = made.portfolio.result
        assert result["totals"]["counted"]["amount"] == size
    assert "7.25" not in json.dumps(result)
    assert "Secret size" not in json.dumps(result)


def test_an_own_file_cannot_take_the_place_of_the_paper(two: People) -> None:
    desk = two.learner.portfolios
    planned = desk.plan(two.ids)
    with pytest.raises(InputError) as told:
        desk.make(
            planned, title="Mine", by_name="Lena", attachments=[("portfolio.json", b"{}")]
        )
    assert told.value.facts["member"] == "files"
    assert two.learner.ledger() == (), "nothing was handed over"
    made = desk.make(planned, title="Mine", by_name="Lena", attachments=[("empty.txt", b"")])
    _, attached = portfolios.open_pdf(made.pdf, NOW)
    assert [one.data for one in attached if one.name == "empty.txt"] == [b""]

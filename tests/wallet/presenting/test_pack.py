"""The share pack: pages for people, the presentation attached, and the two never apart."""

from __future__ import annotations

import gettext
import io
import json

import pikepdf
import pytest
from PIL import Image, ImageFilter

from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.presenting import HOLDER, KEY, make_plan
from ui import i18n
from wallet import presenting, wording
from wallet.check_desk import CheckDesk
from wallet.containers import qr as pictures
from wallet.encoding import pdf_file
from wallet.errors import IntakeError, PresentingError
from wallet.presenting import Pages, pack, pages, pages_of
from wallet.report import VerdictCode
from wallet.wording.speech import in_language

ISSUER = Issuer("Université de Łódź ő")


def shown(*titles, **more):
    badges = [
        ISSUER.issue(title, holder=HOLDER, learner="Ada Lovelace", ects="5", eqf=6, **more)
        for title in titles
    ]
    return presenting.encode(make_plan(*badges, nonce="n-1"), KEY, NOW)


@pytest.fixture(scope="module")
def presentation():
    return shown("Data basics", "Circular economy")


@pytest.fixture(scope="module")
def made(presentation):
    return pack.make(presentation)


def checked(data, tmp_path, **more):
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    known = [("r.json", registry([ISSUER]))]
    return desk.check([("pack.pdf", data)], evidence_files=known, **more)[0]


def changed(data, how):
    """The pack, with something done to it."""
    with pikepdf.open(io.BytesIO(data)) as document:
        how(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_a_pack_is_checked_with_its_attachment_and_its_pages(made, tmp_path):
    assert pages_of(made) is Pages.MADE_FROM_IT
    result = checked(made, tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}
    assert result.refused == ()
    assert len(result.credentials) == 3


def test_it_is_said_that_the_pages_belong(made, presentation, tmp_path):
    desk = CheckDesk(tmp_path / "trust", clock=lambda: NOW)
    answer = desk.answer([("pack.pdf", made), ("plain.vp.json", presentation)])
    assert answer.packs == ("pack.pdf",)
    assert desk.answer([("pack.pdf", changed(made, _overlay))]).packs == ()


@pytest.fixture
def french():
    """The window speaks French, and this computer has the catalogues."""
    wording.set_catalogues(i18n.load)
    wording.set_translations(i18n.load("fr"))
    yield
    wording.set_translations(gettext.NullTranslations())
    wording.set_catalogues(lambda _code: gettext.NullTranslations())


@pytest.mark.usefixtures("french")
def test_the_pages_speak_the_language_of_the_window_and_are_compared_by_any_other(presentation):
    french = pack.make(presentation)
    wording.set_translations(i18n.load("de"))  # whoever receives it
    assert pages_of(french) is Pages.MADE_FROM_IT
    assert pages_of(changed(french, _overlay)) is Pages.DIFFER
    assert pack.make(presentation, "fr") == french != pack.make(presentation)
    with in_language("fr"):
        told = "\n".join(one.text for one in pages.lines_of(presentation))
    assert "Valid from" not in told
    assert "Data basics" in told


@pytest.mark.usefixtures("french")
def test_pages_whose_words_are_not_known_here_are_not_compared(presentation):
    french = pack.make(presentation)
    wording.set_catalogues(lambda _code: gettext.NullTranslations())
    assert pages_of(french) is Pages.NOT_COMPARED

    def other_words(document):
        told = str(document.docinfo["/Producer"])
        document.docinfo["/Producer"] = told[:-1] + ("0" if told[-1] != "0" else "1")

    assert pages_of(changed(pack.make(presentation, "en"), other_words)) is Pages.NOT_COMPARED


def test_where_the_fonts_lack_the_letters_the_pages_are_in_english(presentation):
    class Arabic(gettext.NullTranslations):
        def gettext(self, message: str) -> str:  # noqa: ARG002 - whatever is said
            return "بصفحة"

        def info(self):
            return {"language": "ar"}

    wording.set_catalogues(lambda _code: Arabic())
    try:
        assert pack.make(presentation, "ar") == pack.make(presentation, "en")
    finally:
        wording.set_catalogues(lambda _code: gettext.NullTranslations())


def test_the_same_presentation_gives_the_same_file(presentation, made):
    assert pack.make(presentation) == made
    assert presenting.transport("pdf").decode([made]) == presentation


def test_the_pages_say_what_is_attached_and_give_no_verdict(presentation):
    told = "\n".join(one.text for one in pages.lines_of(presentation))
    for word in ("Data basics", "Circular economy", "Ada Lovelace", "5 ECTS", "EQF 6", "ACME"):
        assert word in told
    for word in ("verified", "genuine", "valid until today", "trusted"):
        assert word not in told.lower()
    assert "How to check this" in told


def _overlay(document):
    page = document.pages[1]
    page.contents_add(document.make_stream(b"BT /F1 12 Tf 60 400 Td (Grade: A) Tj ET"))


def _note(document):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[60, 400, 200, 430],
        Contents="Grade: A",
    )
    document.pages[1].Annots = pikepdf.Array([document.make_indirect(note)])


def _drop(document):
    del document.pages[1]


def _swap(document):
    document.pages.reverse()


def _picture(document):
    (image,) = document.pages[0].Resources.XObject.values()
    image.write(b"\x00" * len(image.read_bytes()))


def _act(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _form(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))


def _cut_from_above(document):
    """Some readers look up the tree for what a page does not say of its size."""
    page = document.pages[0].obj
    above = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array([page]), Count=1)
    above.CropBox = [0, 0, 595, 400]
    page.Parent = document.make_indirect(above)


def _title(document):
    document.docinfo["/Title"] = "Verified by Tessera"


def _stranger(document):
    spec = pikepdf.AttachedFileSpec(document, b"%PDF-", filename="diploma.pdf")
    document.attachments["diploma.pdf"] = spec


def _listed_stranger(document):
    spec = pikepdf.AttachedFileSpec(document, b"%PDF-", filename="diploma.pdf")
    document.Root.AF.append(document.make_indirect(spec.obj))


def _strangers_of_a_page(document):
    spec = pikepdf.AttachedFileSpec(document, b"%PDF-", filename="diploma.pdf")
    document.pages[0].obj.AF = pikepdf.Array([document.make_indirect(spec.obj)])


def _two_faced(document):
    """One reader takes the file out under this name, another under that."""
    (spec,) = document.attachments.values()
    spec.obj.EF.F = document.make_stream(b"another presentation")


_BESIDE = [
    _cut_from_above,
    _title,
    _stranger,
    _listed_stranger,
    _strangers_of_a_page,
    _two_faced,
]


@pytest.mark.parametrize("how", _BESIDE)
def test_what_lies_beside_the_pages_is_compared_too(made, how):
    assert pages_of(changed(made, how)) is Pages.DIFFER


@pytest.mark.parametrize("how", [_overlay, _note, _drop, _swap, _picture, _act, _form])
def test_pages_that_were_not_made_from_it_are_refused(made, tmp_path, how):
    data = changed(made, how)
    assert pages_of(data) is Pages.DIFFER
    result = checked(data, tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert result.error.code == "pack_pages_differ"
    assert result.credentials == ()
    with pytest.raises(IntakeError) as refused:
        presenting.transport("pdf").decode([data])
    assert refused.value.code == "pack_pages_differ"


def test_another_attachment_under_the_same_pages_is_refused(made, tmp_path):
    other = shown("Something easier")

    def replaced(document):
        spec = pikepdf.AttachedFileSpec(document, other, filename="presentation.vp.json")
        document.attachments["presentation.vp.json"] = spec

    result = checked(changed(made, replaced), tmp_path, nonce="n-1", recipient="ACME Ltd")
    assert result.error.code == "pack_pages_differ"


def test_packing_it_anew_changes_nothing_that_can_be_seen(made):
    with pikepdf.open(io.BytesIO(made)) as document:
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert pages_of(out.getvalue()) is Pages.MADE_FROM_IT


def test_of_another_layout_and_of_foreign_pdfs_it_says_that_it_did_not_compare(made, tmp_path):
    def newer(document):
        document.docinfo["/Producer"] = "Tessera share pack, layout 999"

    def foreign(document):
        document.docinfo["/Producer"] = "Some editor"

    for how in (newer, foreign):
        data = changed(made, how)
        assert pages_of(data) is Pages.NOT_COMPARED
        result = checked(data, tmp_path, nonce="n-1", recipient="ACME Ltd")
        assert [one.code for one in result.refused] == ["pack_pages_not_compared"]


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_a_cut_pack_is_refused(made, tmp_path, part):
    data = made[: int(len(made) * part)]
    assert checked(data, tmp_path).error is not None


def test_nothing_about_the_learner_stands_beside_the_pages(made, presentation):
    (artifact,) = presenting.transport("pdf").encode(presentation).artifacts
    assert artifact.name.startswith("presentation-")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert dict(document.docinfo.items()) == {
            "/Producer": f"{pack.LAYOUT}, en, {pages.words_digest()}"
        }
        assert "/Metadata" not in document.Root
        assert list(document.attachments) == ["presentation.vp.json"]
        spec = document.attachments["presentation.vp.json"]
        assert spec.relationship == pikepdf.Name.Source
        params = spec.get_file().obj.Params
        assert "/CreationDate" not in params
        assert "/ModDate" not in params


def test_a_small_presentation_stands_on_the_page_as_a_code():
    small = json.dumps({"type": ["VerifiablePresentation"], "verifiableCredential": []})
    picture, words = pack._code(small.encode())
    (text,) = pictures.read(picture)
    assert presenting.qr.join_texts([text.decode()]) == small.encode()
    assert "itself" in words


def test_a_large_one_stands_there_as_its_digest_with_its_salt(presentation):
    picture, _ = pack._code(presentation)
    (text,) = pictures.read(picture)
    assert pages.salt_of(presentation).startswith("urn:uuid:")
    assert text.decode().endswith(pages.salt_of(presentation))
    assert len(Image.open(io.BytesIO(picture)).getbands()) == 1


def test_letters_of_every_script_are_set_or_shown_as_missing():
    data = shown("Ő č Ж Ω \u202egnp 中 ع " + "x" * 300)
    assert pack.compare(pack.make(data), data) is Pages.MADE_FROM_IT


def test_a_locked_answer_has_no_pages():
    locked = b"eyJhbGciOiJFQ0RILUVTIn0..AAAA.BBBB.CCCC"
    with pytest.raises(PresentingError) as refused:
        presenting.transport("pdf").encode(locked)
    assert refused.value.code == "locked_on_paper"


@pytest.mark.parametrize("letters", [600, 1_800])
def test_a_code_is_read_back_from_a_crooked_and_blurred_print(letters):
    """As printed at 300 dpi in the size of a pack, laid askew on the glass, out of focus."""
    text = "UR:BYTES/" + "AEADAOLAZMJENDEOTI" * (letters // 18)
    code = Image.open(io.BytesIO(presenting.qr_png(text, 4)))
    side = round(pack._CODE / 72 * 300)
    page = Image.new("L", (2480, 3508), 255)
    page.paste(code.resize((side, side), Image.Resampling.BICUBIC), (233, 2700))
    scanned = page.rotate(5, Image.Resampling.BICUBIC, fillcolor=255)
    scanned = scanned.filter(ImageFilter.GaussianBlur(1.2))
    out = io.BytesIO()
    scanned.save(out, "PNG")
    assert [one.decode() for one in pictures.read(out.getvalue())] == [text]


def test_a_pack_is_made_after_a_file_that_could_unpack_to_nothing(
    presentation: bytes, made: bytes
) -> None:
    """Limits that were set for a received PDF are the process's; they are not for our own."""
    pdf_file._unpack_at_most(1)
    assert pack.make(presentation) == made
    assert pack.compare(made, presentation) is Pages.MADE_FROM_IT

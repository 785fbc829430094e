"""Paper of one credential: the verdict stands first, and never says more than the wallet."""

from __future__ import annotations

import gettext
import io
import json
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest

from tests.helpers import esco
from tests.helpers.esco import DATA, HASKELL
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.examine import examine
from wallet.report import Policy, Role
from wallet.session import Costs, Session
from wallet.session.entries import Entry, add_entry
from wallet.session.own_copies import Kind, Sheet
from wallet.skill_packs import SkillPacks
from wallet.skill_packs.folder import default_folder
from wallet.wording import set_translations

HOSTILE = "Verified \u202eby everybody " + "very long title " * 60
NAMED = ("data", "stranger", "ended", "altered", "hostile")


class Held:
    """A wallet with a credential of each verdict."""

    def __init__(self, folder) -> None:  # type: ignore[no-untyped-def]
        issuer, stranger = Issuer(), Issuer("Stranger", seed="other")
        said = {"ects": "4.5", "eqf": 6, "outcomes": [("analyse data", DATA), ("", HASKELL)]}
        data = issuer.issue("Data basics", **said)
        altered = json.loads(json.dumps(data))
        altered["credentialSubject"]["achievement"]["name"] = "Altered title"
        files = {
            "data.json": data,
            "stranger.json": stranger.issue("From a stranger"),
            "ended.json": issuer.issue("Ended", valid_until=NOW - timedelta(days=1)),
            "altered.json": altered,
            "hostile.json": issuer.issue(HOSTILE),
        }
        self.files = {name: to_bytes(one) for name, one in files.items()}
        self.session, _ = Session.create(
            folder, "correct horse", clock=lambda: NOW, costs=Costs()
        )
        self.session.add_evidence([("registry.json", registry([issuer]))])
        kept = self.session.keep(self.session.review(self.files.items())).kept
        self.ids = dict(zip(NAMED, kept, strict=True))
        (own,) = add_entry(self.session, Entry(title="Choir"), []).kept
        self.ids["own"] = own

    def lines(self, name: str, sheet: Sheet = Sheet.BOTH) -> list[str]:
        return [one.text for one in self.session.copies.lines(self.ids[name], sheet)]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    made = Held(tmp_path_factory.mktemp("paper") / "Wallet")
    yield made
    made.session.lock()


def test_a_certificate_says_what_who_to_whom_and_when(held: Held) -> None:
    said = "\n".join(held.lines("data", Sheet.CERTIFICATE))
    for words in ("Data basics", "Example University", "4.5 ECTS", "EQF 6", "No end date"):
        assert words in said
    assert "Verified (as of " in said
    assert "proves nothing by itself" in said
    assert held.ids["data"] in said


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("data", "Verified"),
        ("stranger", "Cannot tell"),
        ("ended", "No longer valid"),
        ("altered", "Not genuine"),
        ("own", "Own entry, not verified"),
    ],
)
@pytest.mark.parametrize("sheet", [Sheet.CERTIFICATE, Sheet.SUPPLEMENT])
def test_each_verdict_stands_as_large_as_any_other(
    held: Held, name: str, verdict: str, sheet: Sheet
) -> None:
    found = held.session.copies.lines(held.ids[name], sheet)
    (banner,) = (one for one in found if one.kind is Kind.BANNER)
    assert banner.text.startswith(f"{verdict} (as of ")
    assert found.index(banner) == 1
    assert "proves nothing by itself" in "\n".join(one.text for one in found)


def test_what_is_not_genuine_is_not_repeated(held: Held) -> None:
    said = "\n".join(held.lines("altered"))
    assert "Altered" not in said
    assert "4.5" not in said
    assert "Contents not shown" in said


def test_a_strangers_name_is_told_as_an_account_of_its_own(held: Held) -> None:
    said = "\n".join(held.lines("stranger"))
    assert "Stranger, by its own account" in said
    assert "Stranger, by its own account" not in "\n".join(held.lines("data"))


def test_the_supplement_holds_learning_accreditation_and_each_check(held: Held) -> None:
    found = held.lines("data", Sheet.SUPPLEMENT)
    for words in ("- analyse data", "Accreditation of the issuer", "What was checked"):
        assert words in found
    assert any(one.startswith("Is it unchanged since it was signed?") for one in found)
    assert any(one.startswith("Evidence of ") for one in found)


def test_skills_are_named_by_the_credential_or_by_a_framework_that_is_here(held: Held) -> None:
    def said() -> str:
        lines = held.lines("data", Sheet.SUPPLEMENT)
        return lines[lines.index("Skills") + 1]

    assert said() == HASKELL  # the other one stands under what was learned, by its name
    packs = SkillPacks()
    named = [("skills_en.csv", esco.skills({DATA: "something else", HASKELL: "Haskell"}))]
    packs.add(named, "ESCO", NOW)
    assert said() == "Haskell"
    page = held.session.copies.archive("html").data.decode()
    assert "<bdi>Haskell</bdi>" in page
    assert HASKELL not in page
    assert "something else" not in page
    for one in default_folder().iterdir():
        one.write_bytes(one.read_bytes()[:5_000])
    assert said() == HASKELL


def test_a_certificate_is_one_page_whatever_the_title(held: Held) -> None:
    for name in ("data", "hostile"):
        made = held.session.copies.paper(held.ids[name], Sheet.CERTIFICATE)
        with pikepdf.open(io.BytesIO(made.data)) as document:
            assert len(document.pages) == 1
            assert not document.attachments


def test_no_title_turns_what_stands_beside_it(held: Held) -> None:
    for name in NAMED:
        assert not any("\u202e" in one or "\n" in one for one in held.lines(name))
    (banner,) = (
        one.text
        for one in held.session.copies.lines(held.ids["hostile"], Sheet.CERTIFICATE)
        if one.kind is Kind.BANNER
    )
    assert banner.startswith("Verified (as of ")


def test_the_file_goes_along_only_where_chosen_and_can_then_be_checked(held: Held) -> None:
    ask = (held.ids["data"], Sheet.BOTH)
    with_it = held.session.copies.paper(*ask, with_file=True)
    without = held.session.copies.paper(*ask)
    assert with_it.name == without.name == "Data basics.pdf"
    for made, count in ((with_it, 1), (without, 0)):
        result = examine(
            made.data, "paper.pdf", Evidence(), policy=Policy(), now=NOW, role=Role.RECEIVER
        )
        found = [one for one in result.credentials if one.credential_id == ask[0]]
        assert len(found) == count
    with pikepdf.open(io.BytesIO(with_it.data)) as document:
        (attached,) = document.attachments.values()
        assert attached.get_file().read_bytes() == held.files["data.json"]


def test_the_printed_code_is_the_file_itself(held: Held) -> None:
    made = held.session.copies.paper(held.ids["data"], Sheet.CERTIFICATE, with_file=True)
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert len(document.pages) == 2
        assert not document.pages[0].get_images()
        (picture,) = document.pages[1].get_images().values()
        out = io.BytesIO()
        pikepdf.PdfImage(picture).as_pil_image().save(out, "PNG")
    result = examine(
        out.getvalue(), "photo.png", Evidence(), policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    assert [one.credential_id for one in result.credentials] == [held.ids["data"]]


def test_the_same_credential_and_day_give_the_same_paper(held: Held) -> None:
    ask = (held.ids["data"], Sheet.BOTH)
    assert held.session.copies.paper(*ask).data == held.session.copies.paper(*ask).data


class Unprintable(gettext.NullTranslations):
    """A language that the fonts of a PDF do not have."""

    def gettext(self, message: str) -> str:
        return f"\u6b21 {message}"


def test_a_language_without_letters_is_printed_in_english(held: Held) -> None:
    plain = held.session.copies.paper(held.ids["data"], Sheet.CERTIFICATE).data
    set_translations(Unprintable())
    try:
        assert held.session.copies.paper(held.ids["data"], Sheet.CERTIFICATE).data == plain
        assert held.lines("data")[1].startswith("\u6b21 ")  # the window has every letter
    finally:
        set_translations(gettext.NullTranslations())


def test_what_is_not_held_has_no_paper(held: Held) -> None:
    with pytest.raises(InputError, match="unknown_credential"):
        held.session.copies.paper("0" * 64, Sheet.BOTH)

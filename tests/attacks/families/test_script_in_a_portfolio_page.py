"""A credential's title is a script: it must not run in the browser of who gets the page."""

from __future__ import annotations

from tests.helpers.portfolios import SIGNER, WORDS, Seen, part
from wallet.credential import Award, Text
from wallet.exchange import write


def page_of(text: str) -> str:
    award = Award(id="a", title=(Text(lang="en", text=text),))
    return write("html", [part(award)], WORDS, SIGNER).data.decode()


def test_a_script_is_text():
    for attack in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><a>",
    ):
        tags = Seen(page_of(attack)).tags
        assert not {"script", "img", "a"} & set(tags)
        assert tags.count("style") == 1


def test_an_honest_title_is_read():
    assert "<bdi>Data &amp; more</bdi>" in page_of("Data & more")

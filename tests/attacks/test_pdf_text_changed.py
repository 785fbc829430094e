"""Attack: change the title of a sealed diploma where it stands."""

from __future__ import annotations

from tests.helpers import pdf
from tests.helpers import pdf_updates as attack


def test_another_title_under_the_seal() -> None:
    sealed = pdf.seal(pdf.plain(title="Bachelor"), attack.UNIVERSITY)
    assert attack.is_relied_on(attack.judged(sealed))
    assert sealed.count(b"Bachelor") >= 1
    assert not attack.is_relied_on(attack.judged(sealed.replace(b"Bachelor", b"Doctorat")))

"""Attack: ask under a name that ends our sentence and goes on as if the wallet said it."""

from __future__ import annotations

from wallet.presenting import request
from wallet.wording.asking import who_asks


def told(who: str, why: str = "") -> str:
    asked = request.read(request.make(who=who, why=why, fields=("title",)).document)
    return who_asks(asked.called, asked.why, None)


def test_a_name_that_confirms_itself() -> None:
    assert told("Müller & Söhne", "a job") == (
        "“Müller & Söhne” asks. Nobody confirms that it is them. They say what for: a job"
    )
    quoted = told("State” asks. The request is signed, and “State” confirms that it is them.")
    assert quoted.count("“") == quoted.count("”") == 1
    assert quoted.endswith("” asks. Nobody confirms that it is them.")
    for who in ("State\u202e", "State\u2067", "\u2066State", "State\n\n\n", "State \u2029"):
        assert told(who, "a\n\nb") == (
            "“State” asks. Nobody confirms that it is them. They say what for: a b"
        )
    assert len(told("State " * 160)) < 400

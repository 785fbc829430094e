"""Attack: take the name of a famous university, with one letter from another script."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_name_that_looks_alike_is_listed_by_nobody() -> None:
    famous = Issuer("Example University")
    thief = Issuer("Ex\N{CYRILLIC SMALL LETTER A}mple University")
    held = evidence_of(famous)
    assert judged(famous.issue(), held).verdict.code is VerdictCode.VERIFIED
    for name in (thief.name, famous.name):  # the very same name is of no more use
        document = thief.credential() | {"issuer": thief.profile() | {"name": name}}
        one = judged(thief.sign(document), held)
        assert found(one, Check.ISSUER_IDENTITY).reason is Reason.ISSUER_NOT_LISTED
        assert one.report.issuer_names == ()
        assert one.verdict.code is VerdictCode.CANNOT_TELL

"""What a receiver reads first of a credential of which parts may have been left out."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.helpers.files import archive, tampered, to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.selective import sign_base
from tests.ui.conftest import texts
from ui.widgets.checking.received import Hands, ReceivedCredential, ReceivedList
from wallet.check_desk import not_shown
from wallet.examine import examine
from wallet.report import Policy, Role, VerdictCode

SHOWN = "/credentialSubject/achievement"
STATUS = ("revocation",)
RECEIVER = Role.RECEIVER


def read(qtbot: QtBot, *pointers: str, locked: tuple[str, ...] = ()) -> tuple[VerdictCode, str]:
    """The verdict, and all that is read without opening anything."""
    issuer = Issuer("Example University", kind="P-256")
    document = issuer.credential("Statistics", status=STATUS)
    document["credentialSubject"]["result"] = [
        {"type": ["Result"], "value": "35 of 100", "status": "Failed"}
    ]
    base = sign_base(document, issuer.key, issuer.method_id, ("/issuer", "/validFrom", *locked))
    one = judged(base.derive((SHOWN, *pointers)).document, evidence_of(issuer))
    hands = Hands(
        copy=str, original=lambda _one: b"", kept_back=lambda each: not_shown(each.secured)
    )
    card = ReceivedCredential(one, ("en",), hands)
    qtbot.addWidget(card)
    card.show()
    return one.verdict.code, texts(card)


def test_a_failed_result_that_is_not_shown_does_not_read_as_a_pass(qtbot: QtBot) -> None:
    _, hidden = read(qtbot)
    assert "Result\nNone was shown to you" in hidden
    assert "such as a failed result" in hidden
    _, shown = read(qtbot, "/credentialSubject/result")
    assert "35 of 100 (Failed)" in shown
    assert "None was shown to you" not in shown.split("Result\n")[1].splitlines()[0]


def test_an_end_that_may_be_hidden_is_not_said_to_be_none(qtbot: QtBot) -> None:
    verdict, hidden = read(qtbot)
    assert verdict is VerdictCode.CANNOT_TELL
    assert "Valid until\nNone was shown to you" in hidden
    assert "No end date" not in hidden


def test_who_vouches_for_what_is_read_without_opening_anything(qtbot: QtBot) -> None:
    _, told = read(qtbot)
    assert "What Example University signed" in told
    assert "Who is the issuer?" in told
    assert "names the issuer: Example University." in told


def test_many_files_are_put_in_another_order(qtbot: QtBot) -> None:
    """Worst first, unless asked otherwise; the choice is there only where there are many."""
    issuer = Issuer("Example University")
    forged = tampered(issuer.issue("Alchemy"), "/name", "Better")
    given = [("c", issuer.issue("Biology")), ("b", forged), ("a", issuer.issue("Zoology"))]
    given.append(("d", issuer.issue("Chemistry")))
    results = [
        examine(
            to_bytes(one), name, evidence_of(issuer), policy=Policy(), now=NOW, role=RECEIVER
        )
        for name, one in given
    ]
    made = ReceivedList(results, ("en",), Hands(copy=str, original=lambda _one: b""))
    qtbot.addWidget(made)
    made.show()

    def order() -> str:
        lines = texts(made).splitlines()
        return "".join(one for one in lines if one in {"a", "b", "c", "d"})

    assert order() == "bcad"
    made.order.setCurrentIndex(1)
    made.order.activated.emit(1)
    qtbot.waitUntil(lambda: order() == "abcd")
    made.order.setCurrentIndex(2)
    made.order.activated.emit(2)
    qtbot.waitUntil(lambda: order() == "bcda")
    few = ReceivedList(results[:2], ("en",), Hands(copy=str, original=lambda _one: b""))
    qtbot.addWidget(few)
    few.show()
    assert not few.order.isVisible()


def test_of_many_files_too_it_is_said_which_part_of_one_is_bad(qtbot: QtBot) -> None:
    badge = Issuer().issue()
    parts = {"a.json": to_bytes(badge), "b.json": b"{", "c.pdf": b"%PDF-1.7", "d.txt": b"hello"}
    results = [
        examine(archive(parts), name, evidence_of(), policy=Policy(), now=NOW, role=RECEIVER)
        for name in "wxyz"
    ]
    shown = ReceivedList(results, ("en",), Hands(copy=str, original=lambda _one: b""))
    qtbot.addWidget(shown)
    shown.show()
    told = texts(shown)
    assert told.count("c.pdf: ") == len(results)
    assert "d.txt" not in told

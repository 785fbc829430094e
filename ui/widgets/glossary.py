"""Hard words in plain ones, and the mark beside such a word that opens its entry.

The meanings are those of ``docs/glossary.md``, said to somebody who has heard none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shell import Shell
from ui.widgets.buttons import IconButton
from ui.widgets.text import Label
from wallet.wording import tr

_ENTRIES: Mapping[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "credential": (
        lambda: tr("Credential"),
        lambda: tr("A file by which somebody says what you learned or did, and signs it."),
    ),
    "micro": (
        lambda: tr("Micro-credential"),
        lambda: tr(
            "A credential for a short piece of learning, with what you can do, how much "
            "work it was, and how it was assessed."
        ),
    ),
    "issuer": (
        lambda: tr("Issuer"),
        lambda: tr("Who signed the credential, such as a university."),
    ),
    "awarding_body": (
        lambda: tr("Awarding body"),
        lambda: tr("Who awarded it. Often the issuer, but another may sign for it."),
    ),
    "signed": (
        lambda: tr("Signed"),
        lambda: tr(
            "Sealed by the issuer in a way that shows every later change. It does not show "
            "who the issuer is: for that you need somebody you trust."
        ),
    ),
    "revoked": (
        lambda: tr("Revoked, suspended"),
        lambda: tr(
            "The issuer took the credential back, or stopped it for a while. Issuers "
            "publish lists of this; each list has a date."
        ),
    ),
    "evidence": (
        lambda: tr("Evidence"),
        lambda: tr(
            "What was looked at to answer a question, such as a list or a key, with its "
            "date. Tessera fetches nothing by itself, so evidence gets old."
        ),
    ),
    "register": (
        lambda: tr("Register"),
        lambda: tr("A list that says who an institution is, and whether it is accredited."),
    ),
    "accredited": (
        lambda: tr("Accredited"),
        lambda: tr(
            "A recognised agency looked at the institution and vouched for it. There are "
            "two answers: on the day of the award, and now. It is no part of the verdict."
        ),
    ),
    "bundle": (
        lambda: tr("Trust bundle"),
        lambda: tr(
            "One signed file with registers, lists and keys. You compare its fingerprint "
            "once, and then believe what it says."
        ),
    ),
    "fingerprint": (
        lambda: tr("Fingerprint"),
        lambda: tr(
            "A short code for one key. If it is the same as the one you were given on "
            "another way, the key is the right one."
        ),
    ),
    "original": (
        lambda: tr("Original"),
        lambda: tr("The file as it came to you. Tessera keeps it byte for byte."),
    ),
    "show": (
        lambda: tr("Choose what to show"),
        lambda: tr(
            "Some credentials can be shown in part: you choose, and the rest stays hidden. "
            "Others can only be shown whole."
        ),
    ),
    "presentation": (
        lambda: tr("Presentation"),
        lambda: tr(
            "Credentials as you show them to one receiver, signed by you for that occasion."
        ),
    ),
    "portfolio": (
        lambda: tr("Portfolio"),
        lambda: tr(
            "One file with chosen credentials, what they add up to, and your own words."
        ),
    ),
    "pathway": (
        lambda: tr("Pathway"),
        lambda: tr(
            "A plan that says which credentials add up to something larger. Tessera shows "
            "what you have, what would fit, and what is missing."
        ),
    ),
    "ects": (
        lambda: tr("ECTS"),
        lambda: tr("European credit points. One point is 25 to 30 hours of work."),
    ),
    "eqf": (
        lambda: tr("EQF"),
        lambda: tr("Eight European levels of learning. A bachelor's degree is level 6."),
    ),
    "outcome": (
        lambda: tr("Learning outcome"),
        lambda: tr("What you know or can do when you have finished."),
    ),
    "own_entry": (
        lambda: tr("Own entry"),
        lambda: tr("Something that you wrote yourself. It is never shown as verified."),
    ),
    "advisor": (
        lambda: tr("Advisor"),
        lambda: tr(
            "Somebody at an institution who looks at your credentials and answers in a "
            "signed review whether they count there."
        ),
    ),
    "agreement": (
        lambda: tr("Agreement"),
        lambda: tr("A document in which institutions say what of the one counts at the other."),
    ),
    "recovery": (
        lambda: tr("Recovery words"),
        lambda: tr(
            "Twelve words that open your wallet when you forget the passphrase. Whoever "
            "has them can open it, so keep them like a key."
        ),
    ),
    "backup": (
        lambda: tr("Backup"),
        lambda: tr("A locked copy of the whole wallet in one file, to keep in another place."),
    ),
}


def entries() -> Mapping[str, tuple[str, str]]:
    """Key -> (word, meaning), in the order of the page."""
    return {key: (word(), meaning()) for key, (word, meaning) in _ENTRIES.items()}


class Explain(IconButton):
    """The "?" beside a hard word: opens the page Help at its entry."""

    def __init__(self, shell: Shell, key: str) -> None:
        word, _meaning = entries()[key]
        super().__init__(
            "help",
            tr("What does this mean: {word}", word=word),
            lambda: shell.open("help", word=key),
            kind="quiet",
        )


class Explained(QWidget):
    """A label with its "?" right beside it."""

    def __init__(self, shell: Shell, label: Label, key: str) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        own = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        own.setHeightForWidth(True)
        self.setSizePolicy(own)
        policy = label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        label.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(label)
        across.addWidget(Explain(shell, key), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)

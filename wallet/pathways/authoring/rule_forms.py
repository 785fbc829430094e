"""The one table of the rules: type of a rule -> its sentences with gaps -> its fields.

Every parameter that a rule's module reads has a field here (a test compares the two), and
``COMMON`` is what every rule has. What is asked of all credentials together stands in
``rule_forms_together``.
"""

from __future__ import annotations

from collections.abc import Mapping

from wallet.pathways.authoring import choices
from wallet.pathways.authoring.fields import KINDS, ONE_A_LINE, Kind, field
from wallet.pathways.authoring.rule_forms_together import TOGETHER
from wallet.pathways.authoring.sentences import Clause, Form, always
from wallet.wording import tr

_UNKNOWN = field(
    Kind.CHOICE,
    "unknown",
    lambda: tr("Where it is not known"),
    choices=choices.UNKNOWN,
    default="refer",
)

RULES: Mapping[str, Form] = {
    **TOGETHER,
    "level": Form(
        name=lambda: tr("Level"),
        clauses=(
            Clause(
                lambda gap: tr(
                    "Each credential is at level {min} to {max} of {scheme}.", **gap
                ),
                (
                    lambda gap: tr(
                        "Each credential is at level {min} of {scheme} or above.", **gap
                    ),
                    lambda gap: tr(
                        "Each credential is at level {max} of {scheme} or below.", **gap
                    ),
                ),
                lambda gap: tr("Each credential is at level {min} of {scheme}.", **gap),
                ("min", "max"),
            ),
            "unknown",
        ),
        fields=(
            field(Kind.WHOLE, "min", lambda: tr("Lowest level")),
            field(Kind.WHOLE, "max", lambda: tr("Highest level")),
            field(
                Kind.CHOICE,
                "scheme",
                lambda: tr("Framework of levels"),
                choices=choices.LEVELS,
                default="EQF",
            ),
            _UNKNOWN,
            field(Kind.SHARE, "shareBelow", lambda: tr("Percent that may lie below")),
            field(Kind.SHARE, "shareAbove", lambda: tr("Percent that may lie above")),
        ),
    ),
    "prerequisite": Form(
        name=lambda: tr("What comes first"),
        clauses=(
            Clause(lambda gap: tr("What fills {a} was awarded before what fills {b}.", **gap)),
            "sameDay",
        ),
        fields=(
            field(Kind.SLOT, "a", lambda: tr("What comes first")),
            field(Kind.SLOT, "b", lambda: tr("What comes after it")),
            field(
                Kind.CHOICE,
                "sameDay",
                lambda: tr("The same day"),
                choices=choices.SAME_DAY,
                default=False,
            ),
        ),
    ),
    "recency": Form(
        name=lambda: tr("Age"),
        clauses=always(
            lambda gap: tr("No credential is older than {maxAgeMonths} months.", **gap)
        ),
        fields=(field(Kind.WHOLE, "maxAgeMonths", lambda: tr("Months at most")),),
    ),
    "degreeSafeguard": Form(
        name=lambda: tr("Safeguard of the degree"),
        clauses=always(
            lambda _gap: tr(
                "Credits alone do not make the degree: it has a final work and is signed off."
            )
        ),
    ),
    "capstone": Form(
        name=lambda: tr("Final work"),
        clauses=always(
            lambda gap: tr(
                "What fills {slot} was done with the owner of the pathway, not recognised "
                "as prior learning.",
                **gap,
            )
        ),
        fields=(
            field(Kind.SLOT, "slot", lambda: tr("Requirement for the final work")),
            field(Kind.CHOICES, "kind", KINDS, choices=choices.KINDS),
            field(
                Kind.WORDS,
                "assessment",
                lambda: tr("Assessed in one of these ways"),
                hint=ONE_A_LINE,
            ),
        ),
    ),
    "grade": Form(
        name=lambda: tr("Grade"),
        clauses=(
            Clause(lambda gap: tr("Each grade is at least {min}.", **gap)),
            "unknown",
            "passFailOk",
            "retake",
        ),
        fields=(
            field(Kind.TEXT, "min", lambda: tr("Lowest grade")),
            _UNKNOWN,
            field(
                Kind.CHOICE,
                "passFailOk",
                lambda: tr("A mere pass"),
                choices=choices.PASSED,
                default=False,
            ),
            field(
                Kind.CHOICE,
                "retake",
                lambda: tr("Which attempt counts"),
                choices=choices.RETAKE,
                default="best",
            ),
            field(Kind.WORDS, "scale", lambda: tr("Grades, the worst first"), hint=ONE_A_LINE),
            field(Kind.TEXT, "scheme", lambda: tr("Only grades of this scheme")),
            field(
                Kind.ROWS,
                "table",
                lambda: tr("Grades of other schemes"),
                columns=(
                    field(Kind.TEXT, "scheme", lambda: tr("Scheme")),
                    field(Kind.TEXT, "grade", lambda: tr("Grade there")),
                    field(Kind.TEXT, "as", lambda: tr("Counts here as")),
                ),
            ),
        ),
    ),
    "language": Form(
        name=lambda: tr("Language"),
        clauses=(
            Clause(
                lambda gap: tr("Credentials in one of these languages: at least {min}.", **gap),
                (lambda _gap: tr("Every credential is in one of these languages."),),
            ),
            "unknown",
        ),
        fields=(
            field(Kind.WHOLE, "min", lambda: tr("Credentials at least; empty for all")),
            _UNKNOWN,
            field(
                Kind.WORDS,
                "allowed",
                lambda: tr("Languages, such as en or fi"),
                hint=ONE_A_LINE,
            ),
        ),
    ),
    "accreditation": Form(
        name=lambda: tr("Accreditation"),
        clauses=(
            *always(lambda _gap: tr("The issuer was accredited when it awarded.")),
            "unknown",
            "viaParent",
            "voluntary",
        ),
        fields=(
            _UNKNOWN,
            field(
                Kind.CHOICE,
                "viaParent",
                lambda: tr("Through a parent institution"),
                choices=choices.VIA_PARENT,
                default=True,
            ),
            field(
                Kind.CHOICE,
                "voluntary",
                lambda: tr("By a voluntary review"),
                choices=choices.VOLUNTARY,
                default=True,
            ),
            field(
                Kind.CHOICES,
                "accepted",
                lambda: tr("Answers that are accepted"),
                choices=choices.ACCREDITATION,
            ),
        ),
    ),
    "authenticity": Form(
        name=lambda: tr("Genuine and valid"),
        clauses=(
            *always(
                lambda _gap: tr(
                    "Each credential is genuine, not revoked, and its issuer known."
                )
            ),
            "unknown",
            "expired",
        ),
        fields=(
            _UNKNOWN,
            field(
                Kind.CHOICE,
                "expired",
                lambda: tr("What has expired"),
                choices=choices.EXPIRED,
                default="no",
            ),
        ),
    ),
    "holder": Form(
        name=lambda: tr("Same learner"),
        clauses=always(lambda _gap: tr("All credentials are about the same person.")),
    ),
    "window": Form(
        name=lambda: tr("Within some years"),
        clauses=always(
            lambda gap: tr(
                "All credentials were awarded within {years} years of each other.", **gap
            )
        ),
        fields=(field(Kind.WHOLE, "years", lambda: tr("Years")),),
    ),
    "incompatible": Form(
        name=lambda: tr("Not together"),
        clauses=always(
            lambda _gap: tr(
                "What is described first does not count together with what is described second."
            )
        ),
        fields=(
            field(Kind.MATCH, "a", lambda: tr("The one")),
            field(Kind.MATCH, "b", lambda: tr("The other")),
        ),
    ),
}

COMMON = Form(
    name=lambda: tr("How the rule counts"),
    clauses=("severity", "waivable"),
    fields=(
        field(
            Kind.CHOICE,
            "severity",
            lambda: tr("How much hangs on it"),
            choices=choices.SEVERITY,
            default="block",
        ),
        field(
            Kind.CHOICE,
            "waivable",
            lambda: tr("Setting it aside"),
            choices=choices.WAIVABLE,
            default=True,
        ),
        field(Kind.SLOTS, "scope", lambda: tr("Only for these requirements; none for all")),
        field(Kind.TEXTS, "text", lambda: tr("In your own words, shown beside it")),
        field(Kind.TEXT, "id", lambda: tr("Short name")),
    ),
)

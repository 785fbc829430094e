"""Rules about all credentials together: how much, of what, how different."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.pathways.authoring import choices
from wallet.pathways.authoring.fields import KINDS, Kind, Said, field
from wallet.pathways.authoring.sentences import Clause, Form, Sentence, always
from wallet.wording import tr

_OWNER: Said = lambda: tr("One identifier on each line; “owner” is the pathway's own.")  # noqa: E731
_MIN = field(Kind.AMOUNT, "min", lambda: tr("At least"))
_MAX = field(Kind.AMOUNT, "max", lambda: tr("At most"))
_WHERE = (
    field(Kind.WORDS, "issuer", lambda: tr("From these issuers"), "where.issuer", hint=_OWNER),
    field(
        Kind.WORDS,
        "issuerNot",
        lambda: tr("Not from these issuers"),
        "where.issuerNot",
        hint=_OWNER,
    ),
    field(Kind.CHOICES, "kind", KINDS, "where.kind", choices=choices.KINDS),
    field(
        Kind.CHOICES,
        "mode",
        lambda: tr("Taken part in this way"),
        "where.mode",
        choices=choices.MODES,
    ),
    field(Kind.WHOLE, "levelBelow", lambda: tr("Below this level (EQF)"), "where.levelBelow"),
)
_SHARE = (
    field(
        Kind.CHOICE,
        "of",
        lambda: tr("Of which credit"),
        choices=choices.WHOLE,
        default="required",
    ),
    field(
        Kind.CHOICE,
        "priorLearning",
        lambda: tr("Prior learning"),
        choices=choices.PRIOR,
        default=False,
        needs="issuer",
    ),
)


def _total(both: Sentence, least: Sentence, most: Sentence) -> tuple[Clause | str, ...]:
    return Clause(both, (least, most)), "hard"


_TOTAL = (
    _MIN,
    _MAX,
    field(
        Kind.CHOICE,
        "hard",
        lambda: tr("More than that"),
        choices=choices.HARD,
        default=False,
        needs="max",
    ),
)

TOGETHER: Mapping[str, Form] = {
    "totalCredits": Form(
        name=lambda: tr("Credits in all"),
        clauses=_total(
            lambda gap: tr("The credits add up to at least {min} and at most {max}.", **gap),
            lambda gap: tr("The credits add up to at least {min}.", **gap),
            lambda gap: tr("The credits add up to at most {max}.", **gap),
        ),
        fields=_TOTAL,
    ),
    "totalHours": Form(
        name=lambda: tr("Hours in all"),
        clauses=_total(
            lambda gap: tr("The hours add up to at least {min} and at most {max}.", **gap),
            lambda gap: tr("The hours add up to at least {min}.", **gap),
            lambda gap: tr("The hours add up to at most {max}.", **gap),
        ),
        fields=_TOTAL,
    ),
    "unit": Form(
        name=lambda: tr("Units of credit"),
        clauses=always(
            lambda _gap: tr(
                "Credit of another unit counts only by a ratio that this pathway states."
            )
        ),
    ),
    "itemSize": Form(
        name=lambda: tr("Size of each credential"),
        clauses=(
            Clause(
                lambda gap: tr("Credits of each credential: {min} to {max}.", **gap),
                (
                    lambda gap: tr("Credits of each credential: {min} or more.", **gap),
                    lambda gap: tr("Credits of each credential: {max} or fewer.", **gap),
                ),
                lambda gap: tr("Credits of each credential: {min}.", **gap),
                ("min", "max"),
            ),
        ),
        fields=(_MIN, _MAX),
    ),
    "residency": Form(
        name=lambda: tr("From the own institution"),
        clauses=(
            Clause(
                lambda gap: tr(
                    "At least {min} percent of the credit is as described below.", **gap
                )
            ),
            "of",
            "priorLearning",
        ),
        fields=(
            field(Kind.SHARE, "min", lambda: tr("Percent at least")),
            *_SHARE,
            *_WHERE,
        ),
    ),
    "maxShare": Form(
        name=lambda: tr("Largest share"),
        clauses=(
            Clause(
                lambda gap: tr(
                    "At most {max} percent of the credit is as described below.", **gap
                )
            ),
            "each",
            "of",
            "priorLearning",
        ),
        fields=(
            field(Kind.SHARE, "max", lambda: tr("Percent at most")),
            field(Kind.CHOICE, "each", lambda: tr("Of what together"), choices=choices.EACH),
            *_SHARE,
            *_WHERE,
        ),
    ),
    "exclusive": Form(
        name=lambda: tr("No double counting"),
        clauses=always(
            lambda _gap: tr("Nothing counts twice, and never a whole and its part.")
        ),
    ),
    "overlap": Form(
        name=lambda: tr("Overlap"),
        clauses=(
            Clause(
                lambda gap: tr(
                    "Two credentials overlap where they share {threshold} percent or more.",
                    **gap,
                )
            ),
            "measure",
            "action",
        ),
        fields=(
            field(Kind.SHARE, "threshold", lambda: tr("Percent from which they overlap")),
            field(
                Kind.CHOICE,
                "measure",
                lambda: tr("Percent of what"),
                choices=choices.MEASURE,
                default="containment",
            ),
            field(
                Kind.CHOICE,
                "action",
                lambda: tr("What then happens"),
                choices=choices.OVERLAP,
                default="drop-smaller",
            ),
        ),
    ),
    "outcomes": Form(
        name=lambda: tr("Skills covered together"),
        clauses=(
            Clause(
                lambda gap: tr(
                    "Together the credentials cover at least {minCount} of these skills, and "
                    "at least {minCoverage} percent of them.",
                    **gap,
                ),
                (
                    lambda gap: tr(
                        "Together the credentials cover at least {minCount} of these skills.",
                        **gap,
                    ),
                    lambda gap: tr(
                        "Together the credentials cover at least {minCoverage} percent of "
                        "these skills.",
                        **gap,
                    ),
                    lambda _gap: tr("Together the credentials cover all of these skills."),
                ),
            ),
        ),
        fields=(
            field(Kind.WHOLE, "minCount", lambda: tr("At least so many skills")),
            field(Kind.SHARE, "minCoverage", lambda: tr("At least so many percent")),
            field(Kind.SKILLS, "outcomes", lambda: tr("Skills")),
            field(Kind.SKILLS, "essential", lambda: tr("Skills that must be there")),
        ),
    ),
    "diversity": Form(
        name=lambda: tr("Variety"),
        clauses=(
            Clause(
                lambda gap: tr("Different ones among the credentials: {min} or more.", **gap)
            ),
            "of",
        ),
        fields=(
            field(Kind.WHOLE, "min", lambda: tr("How many at least")),
            field(
                Kind.CHOICE,
                "of",
                lambda: tr("Different what"),
                choices=choices.DIFFERENT,
                default="issuers",
            ),
        ),
    ),
}

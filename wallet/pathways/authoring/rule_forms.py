"""The one table of the rules: type of a rule -> its sentence with gaps -> its fields.

Every parameter that a rule's module reads has a field here (a test compares the two), and
``COMMON`` is what every rule has.
"""

from __future__ import annotations

from collections.abc import Mapping

from wallet.pathways.authoring import choices
from wallet.pathways.authoring.fields import Choices, Field, Kind, Said
from wallet.pathways.authoring.sentences import Form
from wallet.wording import tr


def _field(name: str, kind: Kind, label: Said, *, under: str = "", hint: Said | None = None) -> Field:  # fmt: skip # noqa: E501
    path = (under, name) if under else (name,)
    return Field(name=name, path=path, kind=kind, label=label, hint=hint)


def _choice(
    name: str, label: Said, among: Choices, default: object, *, under: str = ""
) -> Field:
    path = (under, name) if under else (name,)
    return Field(
        name=name, path=path, kind=Kind.CHOICE, label=label, choices=among, default=default
    )


def _several(name: str, label: Said, among: Choices, *, under: str = "") -> Field:
    path = (under, name) if under else (name,)
    return Field(name=name, path=path, kind=Kind.CHOICES, label=label, choices=among)


_ONE_A_LINE: Said = lambda: tr("One on each line.")  # noqa: E731 - words that are looked up late
_OWNER: Said = lambda: tr("One identifier on each line; “owner” is the pathway's own.")  # noqa: E731
_MIN = _field("min", Kind.AMOUNT, lambda: tr("At least"))
_MAX = _field("max", Kind.AMOUNT, lambda: tr("At most"))
_UNKNOWN = _choice("unknown", lambda: tr("Where it is not known"), choices.UNKNOWN, "refer")

_TOTAL = (
    _MIN,
    _MAX,
    _choice("hard", lambda: tr("More than that"), choices.HARD, default=False),
)

_WHERE = (
    _field("issuer", Kind.WORDS, lambda: tr("From these issuers"), under="where", hint=_OWNER),
    _field(
        "issuerNot", Kind.WORDS, lambda: tr("Not from these issuers"), under="where",
        hint=_OWNER,
    ),
    _several("kind", lambda: tr("Of these kinds"), choices.KINDS, under="where"),
    _several("mode", lambda: tr("Taken part in this way"), choices.MODES, under="where"),
    _field("levelBelow", Kind.WHOLE, lambda: tr("Below this level (EQF)"), under="where"),
)  # fmt: skip
_OF = _choice("of", lambda: tr("Of which credit"), choices.WHOLE, "required")
_PRIOR = _choice("priorLearning", lambda: tr("Prior learning"), choices.PRIOR, default=False)

RULES: Mapping[str, Form] = {
    "totalCredits": Form(
        name=lambda: tr("Credits in all"),
        sentence=lambda gap: tr(
            "The credits add up to at least {min} and at most {max}; more {hard}.", **gap
        ),
        fields=_TOTAL,
    ),
    "totalHours": Form(
        name=lambda: tr("Hours in all"),
        sentence=lambda gap: tr(
            "The hours add up to at least {min} and at most {max}; more {hard}.", **gap
        ),
        fields=_TOTAL,
    ),
    "unit": Form(
        name=lambda: tr("Units of credit"),
        sentence=lambda _gap: tr(
            "Credit of another unit counts only by a ratio that this pathway states."
        ),
    ),
    "itemSize": Form(
        name=lambda: tr("Size of each credential"),
        sentence=lambda gap: tr(
            "Each credential has at least {min} and at most {max} credits.", **gap
        ),
        fields=(_MIN, _MAX),
    ),
    "level": Form(
        name=lambda: tr("Level"),
        sentence=lambda gap: tr(
            "Each credential is at level {min} to {max} of {scheme}. Where the level is not "
            "known, {unknown}.",
            **gap,
        ),
        fields=(
            _field("min", Kind.WHOLE, lambda: tr("Lowest level")),
            _field("max", Kind.WHOLE, lambda: tr("Highest level")),
            _choice("scheme", lambda: tr("Framework of levels"), choices.LEVELS, "EQF"),
            _UNKNOWN,
            _field("shareBelow", Kind.SHARE, lambda: tr("Percent that may lie below")),
            _field("shareAbove", Kind.SHARE, lambda: tr("Percent that may lie above")),
        ),
    ),
    "outcomes": Form(
        name=lambda: tr("Skills covered together"),
        sentence=lambda gap: tr(
            "Together the credentials cover at least {minCount} of these skills, and at least "
            "{minCoverage} percent of them.",
            **gap,
        ),
        fields=(
            _field("minCount", Kind.WHOLE, lambda: tr("At least so many skills")),
            _field("minCoverage", Kind.SHARE, lambda: tr("At least so many percent")),
            _field("outcomes", Kind.WORDS, lambda: tr("Skills"), hint=_ONE_A_LINE),
            _field("essential", Kind.WORDS, lambda: tr("Skills that must be there"),
                   hint=_ONE_A_LINE),
        ),
    ),
    "prerequisite": Form(
        name=lambda: tr("What comes first"),
        sentence=lambda gap: tr(
            "What fills {a} was awarded before what fills {b}; the same day {sameDay}.", **gap
        ),
        fields=(
            _field("a", Kind.SLOT, lambda: tr("What comes first")),
            _field("b", Kind.SLOT, lambda: tr("What comes after it")),
            _choice("sameDay", lambda: tr("The same day"), choices.SAME_DAY, default=False),
        ),
    ),
    "recency": Form(
        name=lambda: tr("Age"),
        sentence=lambda gap: tr("No credential is older than {maxAgeMonths} months.", **gap),
        fields=(_field("maxAgeMonths", Kind.WHOLE, lambda: tr("Months at most")),),
    ),
    "residency": Form(
        name=lambda: tr("From the own institution"),
        sentence=lambda gap: tr(
            "At least {min} percent of the {of} credit is of the following; prior learning "
            "{priorLearning}.",
            **gap,
        ),
        fields=(
            _field("min", Kind.SHARE, lambda: tr("Percent at least")), _OF, _PRIOR, *_WHERE,
        ),
    ),
    "maxShare": Form(
        name=lambda: tr("Largest share"),
        sentence=lambda gap: tr(
            "At most {max} percent of the {of} credit is of {each}.", **gap
        ),
        fields=(
            _field("max", Kind.SHARE, lambda: tr("Percent at most")),
            _OF,
            _choice("each", lambda: tr("Of what together"), choices.EACH, None),
            *_WHERE,
            _PRIOR,
        ),
    ),
    "exclusive": Form(
        name=lambda: tr("No double counting"),
        sentence=lambda _gap: tr("Nothing counts twice, and never a whole and its part."),
    ),
    "degreeSafeguard": Form(
        name=lambda: tr("Safeguard of the degree"),
        sentence=lambda _gap: tr(
            "Credits alone do not make the degree: it has a final work and is signed off."
        ),
    ),
    "capstone": Form(
        name=lambda: tr("Final work"),
        sentence=lambda gap: tr(
            "What fills {slot} was done with the owner of the pathway, not recognised as prior "
            "learning.",
            **gap,
        ),
        fields=(
            _field("slot", Kind.SLOT, lambda: tr("Requirement for the final work")),
            _several("kind", lambda: tr("Of these kinds"), choices.KINDS),
            _field("assessment", Kind.WORDS, lambda: tr("Assessed in one of these ways"),
                   hint=_ONE_A_LINE),
        ),
    ),
    "grade": Form(
        name=lambda: tr("Grade"),
        sentence=lambda gap: tr(
            "Each grade is at least {min}. Where no grade is stated, {unknown}. A mere pass "
            "{passFailOk}. Of several attempts {retake} counts.",
            **gap,
        ),
        fields=(
            _field("min", Kind.TEXT, lambda: tr("Lowest grade")),
            _UNKNOWN,
            _choice("passFailOk", lambda: tr("A mere pass"), choices.PASSED, default=False),
            _choice("retake", lambda: tr("Which attempt counts"), choices.RETAKE, "best"),
            _field("scale", Kind.WORDS, lambda: tr("Grades, the worst first"),
                   hint=_ONE_A_LINE),
            _field("scheme", Kind.TEXT, lambda: tr("Only grades of this scheme")),
            Field(
                name="table", path=("table",), kind=Kind.ROWS,
                label=lambda: tr("Grades of other schemes"),
                columns=(
                    _field("scheme", Kind.TEXT, lambda: tr("Scheme")),
                    _field("grade", Kind.TEXT, lambda: tr("Grade there")),
                    _field("as", Kind.TEXT, lambda: tr("Counts here as")),
                ),
            ),
        ),
    ),
    "overlap": Form(
        name=lambda: tr("Overlap"),
        sentence=lambda gap: tr(
            "Where two credentials share {threshold} percent {measure} or more, {action}.",
            **gap,
        ),
        fields=(
            _field("threshold", Kind.SHARE, lambda: tr("Percent from which they overlap")),
            _choice("measure", lambda: tr("Percent of what"), choices.MEASURE, "containment"),
            _choice("action", lambda: tr("What then happens"), choices.OVERLAP, "drop-smaller"),
        ),
    ),
    "language": Form(
        name=lambda: tr("Language"),
        sentence=lambda gap: tr(
            "The language is one of these, in at least {min} credentials. Where it is not "
            "known, {unknown}.",
            **gap,
        ),
        fields=(
            _field("min", Kind.WHOLE, lambda: tr("Credentials at least; empty for all")),
            _UNKNOWN,
            _field("allowed", Kind.WORDS, lambda: tr("Languages, such as en or fi"),
                   hint=_ONE_A_LINE),
        ),
    ),
    "accreditation": Form(
        name=lambda: tr("Accreditation"),
        sentence=lambda gap: tr(
            "The issuer was accredited when it awarded. Where that is not known, {unknown}. "
            "Through a parent institution {viaParent}, by a voluntary review {voluntary}.",
            **gap,
        ),
        fields=(
            _UNKNOWN,
            _choice("viaParent", lambda: tr("Through a parent institution"), choices.ACCEPTED,
                    default=True),
            _choice("voluntary", lambda: tr("By a voluntary review"), choices.ACCEPTED,
                    default=True),
            _several("accepted", lambda: tr("Answers that are accepted"),
                     choices.ACCREDITATION),
        ),
    ),
    "authenticity": Form(
        name=lambda: tr("Genuine and valid"),
        sentence=lambda gap: tr(
            "Each credential is genuine, not revoked, and its issuer known. Where one of these "
            "is not known, {unknown}. What has expired {expired}.",
            **gap,
        ),
        fields=(
            _UNKNOWN,
            _choice("expired", lambda: tr("What has expired"), choices.EXPIRED, "no"),
        ),
    ),
    "holder": Form(
        name=lambda: tr("Same learner"),
        sentence=lambda _gap: tr("All credentials are about the same person."),
    ),
    "diversity": Form(
        name=lambda: tr("Variety"),
        sentence=lambda gap: tr(
            "The credentials come from at least {min} different {of}.", **gap
        ),
        fields=(
            _field("min", Kind.WHOLE, lambda: tr("How many at least")),
            _choice("of", lambda: tr("Different what"), choices.DIFFERENT, "issuers"),
        ),
    ),
    "window": Form(
        name=lambda: tr("Within some years"),
        sentence=lambda gap: tr(
            "All credentials were awarded within {years} years of each other.", **gap
        ),
        fields=(_field("years", Kind.WHOLE, lambda: tr("Years")),),
    ),
    "incompatible": Form(
        name=lambda: tr("Not together"),
        sentence=lambda _gap: tr(
            "What is described first does not count together with what is described second."
        ),
        fields=(
            _field("a", Kind.MATCH, lambda: tr("The one")),
            _field("b", Kind.MATCH, lambda: tr("The other")),
        ),
    ),
}  # fmt: skip

COMMON = Form(
    name=lambda: tr("How the rule counts"),
    sentence=lambda gap: tr("This rule {severity}. An advisor {waivable} set it aside.", **gap),
    fields=(
        _choice("severity", lambda: tr("How much hangs on it"), choices.SEVERITY, "block"),
        _choice("waivable", lambda: tr("Setting it aside"), choices.WAIVABLE, default=True),
        _field("scope", Kind.SLOTS, lambda: tr("Only for these requirements; none for all")),
        _field("text", Kind.TEXTS, lambda: tr("In your own words, shown beside it")),
        _field("id", Kind.TEXT, lambda: tr("Short name")),
    ),
)

"""Sentences and fields for everything in a pathway but its rules (``rule_forms``)."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.pathways.authoring import choices
from wallet.pathways.authoring.fields import ONE_A_LINE, Kind, field
from wallet.pathways.authoring.sentences import Clause, Form
from wallet.wording import tr

TITLE = Form(
    name=lambda: tr("What it is"),
    fields=(
        field(Kind.TEXTS, "title", lambda: tr("Title")),
        field(Kind.TEXTS, "description", lambda: tr("What it is about"), multiline=True),
    ),
)
DESTINATION = Form(
    name=lambda: tr("Where it leads"),
    clauses=(
        "kind",
        Clause(
            lambda gap: tr("It is at level {least} to {most} of {scheme}.", **gap),
            (
                lambda gap: tr("It is at level {least} of {scheme} or above.", **gap),
                lambda gap: tr("It is at level {most} of {scheme} or below.", **gap),
            ),
            lambda gap: tr("It is at level {least} of {scheme}.", **gap),
            ("least", "most"),
        ),
        Clause(lambda gap: tr("It is awarded by {awardedBy}.", **gap)),
        "automatic",
    ),
    fields=(
        field(
            Kind.CHOICE,
            "kind",
            lambda: tr("Kind of award"),
            "destination.kind",
            choices=choices.DESTINATIONS,
        ),
        field(Kind.WHOLE, "least", lambda: tr("Lowest level"), "destination.level.min"),
        field(Kind.WHOLE, "most", lambda: tr("Highest level"), "destination.level.max"),
        field(
            Kind.CHOICE,
            "scheme",
            lambda: tr("Framework of levels"),
            "destination.level.scheme",
            choices=choices.LEVELS,
        ),
        field(
            Kind.TEXT,
            "awardedBy",
            lambda: tr("Who awards it; “owner” is the pathway's own"),
            "destination.awardedBy",
        ),
        field(
            Kind.CHOICE,
            "automatic",
            lambda: tr("Whether the award comes by itself"),
            "destination.automaticAward",
            choices=choices.AWARDED,
            default=False,
        ),
        field(Kind.TEXTS, "name", lambda: tr("Name of the award"), "destination.title"),
    ),
)
OWNER = Form(
    name=lambda: tr("Whose it is"),
    clauses=(Clause(lambda gap: tr("It belongs to {owner}.", **gap)),),
    fields=(
        field(Kind.TEXT, "owner", lambda: tr("Name of the owner"), "owner.name"),
        field(
            Kind.WORDS,
            "identifiers",
            lambda: tr("Identifiers of the owner, by which its credentials are known"),
            "owner.identifiers",
            hint=ONE_A_LINE,
        ),
        field(Kind.TEXT, "url", lambda: tr("Web address of the owner"), "owner.url"),
    ),
)
VERSION = Form(
    name=lambda: tr("Version and dates"),
    clauses=(
        Clause(lambda gap: tr("This is version {version}.", **gap)),
        "status",
        Clause(
            lambda gap: tr("It holds from {from} until {until}.", **gap),
            (
                lambda gap: tr("It holds from {from} on.", **gap),
                lambda gap: tr("It holds until {until}.", **gap),
            ),
        ),
    ),
    fields=(
        field(Kind.TEXT, "version", lambda: tr("Version")),
        field(
            Kind.CHOICE, "status", lambda: tr("State"), choices=choices.STATUS, default="active"
        ),
        field(Kind.DAY, "from", lambda: tr("First day, such as 2026-09-01"), "validFrom"),
        field(Kind.DAY, "until", lambda: tr("Last day, or empty"), "validUntil"),
        field(Kind.TEXT, "supersedes", lambda: tr("It replaces")),
        field(Kind.TEXT, "basedOn", lambda: tr("It was made from")),
    ),
)
CREDIT = Form(
    name=lambda: tr("How credit counts"),
    clauses=(
        Clause(
            lambda gap: tr("It counts in {unit}; one credit stands for {hours} hours.", **gap),
            (lambda gap: tr("It counts in {unit}.", **gap),),
        ),
        Clause(
            lambda gap: tr(
                "Each credential is rounded down to a multiple of {step} credits.", **gap
            )
        ),
    ),
    fields=(
        field(Kind.TEXT, "unit", lambda: tr("Unit of credit"), "credit.unit"),
        field(Kind.AMOUNT, "hours", lambda: tr("Hours of one credit"), "credit.hoursPerCredit"),
        field(
            Kind.AMOUNT,
            "step",
            lambda: tr("Rounded down to; empty for no rounding"),
            "credit.rounding.step",
        ),
        field(
            Kind.ROWS,
            "ratios",
            lambda: tr("Credit of other units"),
            "credit.ratios",
            columns=(
                field(Kind.TEXT, "from", lambda: tr("Other unit")),
                field(Kind.AMOUNT, "hours", lambda: tr("Hours of one there")),
                field(Kind.AMOUNT, "toUnit", lambda: tr("Credits here for one there")),
                field(Kind.TEXT, "source", lambda: tr("Who says so")),
            ),
        ),
    ),
)
SIGNOFF = Form(
    name=lambda: tr("Sign-off"),
    clauses=(
        "required",
        Clause(lambda gap: tr("A signed result stands for {months} months.", **gap)),
    ),
    fields=(
        field(
            Kind.CHOICE,
            "required",
            lambda: tr("Whether an advisor signs"),
            "signoff.required",
            choices=choices.SIGNOFF,
            default=False,
        ),
        field(Kind.WHOLE, "months", lambda: tr("Months"), "signoff.validMonths"),
        field(
            Kind.WORDS,
            "roles",
            lambda: tr("Who may sign, by role"),
            "signoff.roles",
            hint=ONE_A_LINE,
        ),
    ),
)
LABELS = Form(
    name=lambda: tr("Names of skills"),
    fields=(
        field(
            Kind.ROWS,
            "labels",
            lambda: tr("What the addresses of skills are called"),
            columns=(
                field(Kind.TEXT, "id", lambda: tr("Address of the skill")),
                field(Kind.TEXTS, "label", lambda: tr("Its name")),
            ),
        ),
    ),
)

ABOUT: tuple[Form, ...] = (TITLE, DESTINATION, OWNER, VERSION, CREDIT, SIGNOFF, LABELS)
"""What is said of the pathway itself, in this order."""

SLOT = Form(
    name=lambda: tr("Requirement"),
    clauses=(
        "designation",
        Clause(
            lambda gap: tr("Credentials: {items} to {itemsMost}.", **gap),
            (
                lambda gap: tr("Credentials: {items} or more.", **gap),
                lambda gap: tr("Credentials: {itemsMost} or fewer.", **gap),
            ),
            lambda gap: tr("Credentials: {items}.", **gap),
            ("items", "itemsMost"),
        ),
        Clause(
            lambda gap: tr("Credits together: {least} to {most}.", **gap),
            (
                lambda gap: tr("Credits together: {least} or more.", **gap),
                lambda gap: tr("Credits together: {most} or fewer.", **gap),
            ),
            lambda gap: tr("Credits together: {least}.", **gap),
            ("least", "most"),
        ),
    ),
    fields=(
        field(
            Kind.CHOICE,
            "designation",
            lambda: tr("How needed it is"),
            choices=choices.DESIGNATIONS,
            default="required",
        ),
        field(Kind.WHOLE, "items", lambda: tr("Fewest credentials"), "items.min"),
        field(Kind.WHOLE, "itemsMost", lambda: tr("Most credentials"), "items.max"),
        field(Kind.AMOUNT, "least", lambda: tr("Fewest credits"), "credits.min"),
        field(Kind.AMOUNT, "most", lambda: tr("Most credits"), "credits.max"),
        field(Kind.TEXTS, "title", lambda: tr("Title")),
        field(Kind.MATCH, "match", lambda: tr("What fits here")),
        field(
            Kind.CHOICES,
            "routes",
            lambda: tr("Ways by which it may count"),
            choices=choices.ROUTES,
        ),
        field(Kind.SLOTS, "reuseWith", lambda: tr("One credential may fill this and also")),
        field(
            Kind.CHOICE,
            "component",
            lambda: tr("In a CTDL pathway it is"),
            choices=choices.COMPONENTS,
            default="",
        ),
        field(Kind.TEXT, "id", lambda: tr("Short name")),
    ),
)
GROUP = Form(
    name=lambda: tr("Group"),
    clauses=("op",),
    fields=(
        field(
            Kind.CHOICE,
            "op",
            lambda: tr("How many of them"),
            choices=choices.OPS,
            default="all",
        ),
        field(Kind.WHOLE, "n", lambda: tr("How many, if a number is needed")),
        field(Kind.TEXTS, "title", lambda: tr("Title")),
    ),
)

MATCH = Form(
    name=lambda: tr("What fits here"),
    fields=(
        field(Kind.CHOICES, "kind", lambda: tr("Of one of these kinds"), choices=choices.KINDS),
        field(Kind.SKILLS, "skills", lambda: tr("Teaching one of these skills")),
        field(Kind.SHARE, "coverage", lambda: tr("At least so many percent of these skills")),
        field(
            Kind.WORDS,
            "fields",
            lambda: tr("In one of these fields (ISCED-F codes)"),
            hint=ONE_A_LINE,
        ),
        field(
            Kind.WORDS,
            "issuer",
            lambda: tr("From one of these issuers"),
            hint=lambda: tr("One identifier on each line."),
        ),
        field(
            Kind.WORDS,
            "definition",
            lambda: tr("By one of these definitions"),
            hint=lambda: tr("One address on each line."),
        ),
        field(Kind.TEXT, "agreement", lambda: tr("By the agreement with this identifier")),
    ),
)
"""One description; ``any`` and ``all`` of it hold further ones."""

FORMS: Mapping[str, Form] = {"slots": SLOT, "tree": GROUP}

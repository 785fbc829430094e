"""Sentences and fields for everything in a pathway but its rules (``rule_forms``)."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.pathways.authoring import choices
from wallet.pathways.authoring.fields import Choices, Field, Kind, Said
from wallet.pathways.authoring.sentences import Form
from wallet.wording import tr


def _field(  # noqa: PLR0913 - what a field is
    name: str,
    path: str,
    kind: Kind,
    label: Said,
    *,
    among: Choices = (),
    default: object = None,
    hint: Said | None = None,
    columns: tuple[Field, ...] = (),
    multiline: bool = False,
) -> Field:
    return Field(
        name=name, path=tuple(path.split(".")), kind=kind, label=label, choices=among,
        default=default, hint=hint, columns=columns, multiline=multiline,
    )  # fmt: skip


_ONE_A_LINE: Said = lambda: tr("One on each line.")  # noqa: E731 - words that are looked up late

TITLE = Form(
    name=lambda: tr("What it is"),
    sentence=lambda _gap: "",
    fields=(
        _field("title", "title", Kind.TEXTS, lambda: tr("Title")),
        _field("description", "description", Kind.TEXTS, lambda: tr("What it is about"),
               multiline=True),
    ),
)  # fmt: skip
DESTINATION = Form(
    name=lambda: tr("Where it leads"),
    sentence=lambda gap: tr(
        "It leads to {kind} at level {least} to {most} of {scheme}, awarded by {awardedBy}; it "
        "{automatic}.",
        **gap,
    ),
    fields=(
        _field("kind", "destination.kind", Kind.CHOICE, lambda: tr("Kind of award"),
               among=choices.DESTINATIONS),
        _field("least", "destination.level.min", Kind.WHOLE, lambda: tr("Lowest level")),
        _field("most", "destination.level.max", Kind.WHOLE, lambda: tr("Highest level")),
        _field("scheme", "destination.level.scheme", Kind.CHOICE,
               lambda: tr("Framework of levels"), among=choices.LEVELS),
        _field("awardedBy", "destination.awardedBy", Kind.TEXT,
               lambda: tr("Who awards it; “owner” is the pathway's own")),
        _field("automatic", "destination.automaticAward", Kind.CHOICE,
               lambda: tr("Whether the award comes by itself"), among=choices.AWARDED,
               default=False),
        _field("name", "destination.title", Kind.TEXTS, lambda: tr("Name of the award")),
    ),
)  # fmt: skip
OWNER = Form(
    name=lambda: tr("Whose it is"),
    sentence=lambda gap: tr("It belongs to {owner}.", **gap),
    fields=(
        _field("owner", "owner.name", Kind.TEXT, lambda: tr("Name of the owner")),
        _field("identifiers", "owner.identifiers", Kind.WORDS,
               lambda: tr("Identifiers of the owner, by which its credentials are known"),
               hint=_ONE_A_LINE),
        _field("url", "owner.url", Kind.TEXT, lambda: tr("Web address of the owner")),
    ),
)  # fmt: skip
VERSION = Form(
    name=lambda: tr("Version and dates"),
    sentence=lambda gap: tr(
        "Version {version} is {status}, from {from} until {until}.", **gap
    ),
    fields=(
        _field("version", "version", Kind.TEXT, lambda: tr("Version")),
        _field("status", "status", Kind.CHOICE, lambda: tr("State"), among=choices.STATUS,
               default="active"),
        _field("from", "validFrom", Kind.DAY, lambda: tr("First day, such as 2026-09-01")),
        _field("until", "validUntil", Kind.DAY, lambda: tr("Last day, or empty")),
        _field("supersedes", "supersedes", Kind.TEXT, lambda: tr("It replaces")),
        _field("basedOn", "basedOn", Kind.TEXT, lambda: tr("It was made from")),
    ),
)  # fmt: skip
CREDIT = Form(
    name=lambda: tr("How credit counts"),
    sentence=lambda gap: tr(
        "It counts in {unit}; one credit stands for {hours} hours. Each credential is rounded "
        "down to a multiple of {step}.",
        **gap,
    ),
    fields=(
        _field("unit", "credit.unit", Kind.TEXT, lambda: tr("Unit of credit")),
        _field("hours", "credit.hoursPerCredit", Kind.AMOUNT,
               lambda: tr("Hours of one credit")),
        _field("step", "credit.rounding.step", Kind.AMOUNT,
               lambda: tr("Rounded down to; empty for no rounding")),
        _field("ratios", "credit.ratios", Kind.ROWS, lambda: tr("Credit of other units"),
               columns=(
                   _field("from", "from", Kind.TEXT, lambda: tr("Other unit")),
                   _field("hours", "hours", Kind.AMOUNT, lambda: tr("Hours of one there")),
                   _field("toUnit", "toUnit", Kind.AMOUNT,
                          lambda: tr("Credits here for one there")),
                   _field("source", "source", Kind.TEXT, lambda: tr("Who says so")),
               )),
    ),
)  # fmt: skip
SIGNOFF = Form(
    name=lambda: tr("Sign-off"),
    sentence=lambda gap: tr(
        "An advisor {required} sign the result, which then stands for {months} months.", **gap
    ),
    fields=(
        _field("required", "signoff.required", Kind.CHOICE,
               lambda: tr("Whether an advisor signs"), among=choices.SIGNOFF, default=False),
        _field("months", "signoff.validMonths", Kind.WHOLE, lambda: tr("Months")),
        _field("roles", "signoff.roles", Kind.WORDS, lambda: tr("Who may sign, by role"),
               hint=_ONE_A_LINE),
    ),
)  # fmt: skip
LABELS = Form(
    name=lambda: tr("Names of skills"),
    sentence=lambda _gap: "",
    fields=(
        _field("labels", "labels", Kind.ROWS,
               lambda: tr("What the addresses of skills are called"),
               columns=(
                   _field("id", "id", Kind.TEXT, lambda: tr("Address of the skill")),
                   _field("label", "label", Kind.TEXTS, lambda: tr("Its name")),
               )),
    ),
)  # fmt: skip

ABOUT: tuple[Form, ...] = (TITLE, DESTINATION, OWNER, VERSION, CREDIT, SIGNOFF, LABELS)
"""What is said of the pathway itself, in this order."""

SLOT = Form(
    name=lambda: tr("Requirement"),
    sentence=lambda gap: tr(
        "It is {designation} and takes {items} to {itemsMost} credentials with {least} to "
        "{most} credits together.",
        **gap,
    ),
    fields=(
        _field("designation", "designation", Kind.CHOICE, lambda: tr("How needed it is"),
               among=choices.DESIGNATIONS, default="required"),
        _field("items", "items.min", Kind.WHOLE, lambda: tr("Fewest credentials")),
        _field("itemsMost", "items.max", Kind.WHOLE, lambda: tr("Most credentials")),
        _field("least", "credits.min", Kind.AMOUNT, lambda: tr("Fewest credits")),
        _field("most", "credits.max", Kind.AMOUNT, lambda: tr("Most credits")),
        _field("title", "title", Kind.TEXTS, lambda: tr("Title")),
        _field("match", "match", Kind.MATCH, lambda: tr("What fits here")),
        _field("routes", "routes", Kind.CHOICES, lambda: tr("Ways by which it may count"),
               among=choices.ROUTES),
        _field("reuseWith", "reuseWith", Kind.SLOTS,
               lambda: tr("One credential may fill this and also")),
        _field("component", "component", Kind.CHOICE, lambda: tr("In a CTDL pathway it is"),
               among=choices.COMPONENTS, default=""),
        _field("id", "id", Kind.TEXT, lambda: tr("Short name")),
    ),
)  # fmt: skip
GROUP = Form(
    name=lambda: tr("Group"),
    sentence=lambda gap: tr("It asks for {op}.", **gap),
    fields=(
        _field("op", "op", Kind.CHOICE, lambda: tr("How many of them"), among=choices.OPS,
               default="all"),
        _field("n", "n", Kind.WHOLE, lambda: tr("So many of them at least")),
        _field("title", "title", Kind.TEXTS, lambda: tr("Title")),
    ),
)  # fmt: skip

MATCH = Form(
    name=lambda: tr("What fits here"),
    sentence=lambda _gap: "",
    fields=(
        _field("kind", "kind", Kind.CHOICES, lambda: tr("Of one of these kinds"),
               among=choices.KINDS),
        _field("skills", "skills", Kind.WORDS, lambda: tr("Teaching one of these skills"),
               hint=lambda: tr("One address on each line, as in ESCO.")),
        _field("coverage", "coverage", Kind.SHARE,
               lambda: tr("At least so many percent of these skills")),
        _field("fields", "fields", Kind.WORDS,
               lambda: tr("In one of these fields (ISCED-F codes)"), hint=_ONE_A_LINE),
        _field("issuer", "issuer", Kind.WORDS, lambda: tr("From one of these issuers"),
               hint=lambda: tr("One identifier on each line.")),
        _field("definition", "definition", Kind.WORDS,
               lambda: tr("By one of these definitions"),
               hint=lambda: tr("One address on each line.")),
        _field("agreement", "agreement", Kind.TEXT,
               lambda: tr("By the agreement with this identifier")),
    ),
)  # fmt: skip
"""One description; ``any`` and ``all`` of it hold further ones."""

FORMS: Mapping[str, Form] = {"slots": SLOT, "tree": GROUP}

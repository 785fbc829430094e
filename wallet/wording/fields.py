"""The fields that a receiver can ask for, by name."""

from __future__ import annotations

from wallet.wording.speech import tr


def field_name(name: str) -> str:
    """A field that can be asked for: a name of ``presenting.FIELDS``."""
    return {
        "title": lambda: tr("Title"),
        "description": lambda: tr("Description"),
        "body": lambda: tr("Who awarded it"),
        "date": lambda: tr("Date"),
        "outcomes": lambda: tr("What was learned"),
        "level": lambda: tr("Level"),
        "workload": lambda: tr("Credits or hours"),
        "grade": lambda: tr("Grade"),
        "given_name": lambda: tr("Given name"),
        "family_name": lambda: tr("Family name"),
        "name": lambda: tr("Name"),
        "birth_date": lambda: tr("Date of birth"),
    }[name]()

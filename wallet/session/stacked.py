"""What of a pathway's result goes with the credentials that it counts (F-7)."""

from __future__ import annotations

from typing import Any

from wallet.credential import best
from wallet.pathways import PathwayResult
from wallet.pathways.amounts import shown, shown_below
from wallet.wording import pathways as words
from wallet.wording import tr


def counted(result: PathwayResult) -> tuple[str, ...]:
    """Ids of the credentials that fill its parts, in the order of the pathway."""
    found = [
        result.awards[item.award].credential_id for slot in result.slots for item in slot.items
    ]
    return tuple(dict.fromkeys(found))


def document(result: PathwayResult) -> dict[str, Any]:
    """The result as JSON: what was counted, nothing of what was not."""
    pathway = result.pathway
    return {
        "pathway": {
            "id": pathway.id,
            "version": pathway.version,
            "title": {one.lang: one.text for one in pathway.title},
        },
        "asOf": result.as_of.isoformat(),
        "result": result.result,
        "counted": shown(result.counted),
        "unit": pathway.unit.unit,
        "parts": [
            {
                "id": slot.id,
                "state": str(slot.state),
                "credentials": [result.awards[one.award].credential_id for one in slot.items],
            }
            for slot in result.slots
            if slot.items
        ],
    }


def title(result: PathwayResult) -> str:
    """What the statement is called."""
    found = best(result.pathway.title, ("en",))
    name = found.text if found is not None else result.pathway.id
    return tr("What my credentials add up to: {pathway}", pathway=name)


def sentence(result: PathwayResult) -> str:
    """The result in words."""
    unit, least = result.pathway.unit.unit, result.required.least
    have = shown(result.counted) if least is None else shown_below(result.counted, least)
    told = words.counted(
        have,
        None if least is None else shown(least),
        unit,
        enough=least is not None and result.counted >= least,
    )
    if result.result == "complete":
        state = tr("Complete")
    elif result.result == "complete_if_referred":
        state = tr("Complete if an advisor accepts what is referred")
    else:
        state = tr("Not complete")
    return tr(
        "The holder's own statement, signed by no issuer. {state}: {counted}, worked out on "
        "{date}. Everything that was counted is shown with it.",
        state=state,
        counted=told,
        date=result.as_of.isoformat(),
    )

"""``tessera reasons``: the closed list of codes of each check, with their sentences."""

from __future__ import annotations

import json

import click

from wallet import __version__, wording
from wallet.reasons import Reason
from wallet.report import REPORT_VERSION, Check, Finding, Outcome, Role
from wallet.verify.codes import REASONS


@click.command(name="reasons")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(as_json: bool) -> None:
    """Print every reason that a check may give, and what it means."""
    if as_json:
        told = {
            "tool": "tessera",
            "version": __version__,
            "report_version": REPORT_VERSION,
            "checks": {
                check.value: [_entry(check, reason) for reason in REASONS[check]]
                for check in Check
            },
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for check in Check:
        click.echo(f"\n{check.value}: {wording.check_name(check)}")
        for reason in REASONS[check]:
            click.echo(f"  {reason.value:<30} {_words(check, reason, Role.RECEIVER).meaning}")


def _entry(check: Check, reason: Reason) -> dict[str, str]:
    holder = _words(check, reason, Role.HOLDER)
    receiver = _words(check, reason, Role.RECEIVER)
    return {
        "reason": reason.value,
        "meaning": receiver.meaning,
        "holder": holder.advice,
        "receiver": receiver.advice,
    }


def _words(check: Check, reason: Reason, role: Role) -> wording.Words:
    """The words without facts of a case: each says "unknown" in its place."""
    example = Finding(check=check, outcome=Outcome.INDETERMINATE, reason=reason)
    return wording.finding(example, role)

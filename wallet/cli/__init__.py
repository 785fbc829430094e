"""The command line: one module a command; prints, never decides.

Arguments that are off, and an error that a command lets through, end with status 3 and a
sentence; the statuses of each command are in spec/verification.md, section 5.

A new command is one module with a ``click`` command named ``command`` and one line in
``COMMANDS``. Modules are imported only when their command runs.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from wallet import __version__
from wallet.errors import WalletError

COMMANDS: Mapping[str, str] = {
    "verify": "wallet.cli.verify",
    "check": "wallet.cli.check",
    "reasons": "wallet.cli.reasons",
    "create": "wallet.cli.create",
    "passphrase": "wallet.cli.passphrase",
    "recover": "wallet.cli.recover",
    "import": "wallet.cli.import_",
    "add": "wallet.cli.add",
    "list": "wallet.cli.list_",
    "show": "wallet.cli.show",
    "search": "wallet.cli.search",
    "export": "wallet.cli.export",
    "delete": "wallet.cli.delete",
    "undelete": "wallet.cli.undelete",
    "tag": "wallet.cli.tag",
    "note": "wallet.cli.note",
    "favourite": "wallet.cli.favourite",
    "collection": "wallet.cli.collection",
    "timeline": "wallet.cli.timeline",
    "attention": "wallet.cli.attention",
    "pathway": "wallet.cli.pathway",
    "keys": "wallet.cli.keys",
    "present": "wallet.cli.present",
    "request": "wallet.cli.request",
    "ledger": "wallet.cli.ledger",
    "review": "wallet.cli.review",
    "portfolio": "wallet.cli.portfolio",
    "agreement": "wallet.cli.agreement",
    "skills": "wallet.cli.skills",
    "trust": "wallet.cli.trust",
    "backup": "wallet.cli.backup",
    "machines": "wallet.cli.machines",
    "doctor": "wallet.cli.doctor",
}


COULD_NOT = 3
"""Exit status where a command could not do what was asked."""


class LazyGroup(click.Group):
    """Loads a command's module when it is asked for, so that ``--help`` stays fast."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT002 - as click has it
        **extra: Any,
    ) -> Any:
        """Run a command; the exit status, or the end of the process with it."""
        given = {"prog_name": prog_name, "complete_var": complete_var, **extra}
        status = self._status(args, given)
        if standalone_mode:
            sys.exit(status)
        return status

    def _status(self, args: Sequence[str] | None, given: dict[str, Any]) -> int:
        try:
            result = super().main(args, standalone_mode=False, **given)
        except click.ClickException as error:
            error.show()
            return COULD_NOT
        except click.Abort:
            return COULD_NOT
        except BrokenPipeError:  # the reader, such as ``head``, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return COULD_NOT
        except WalletError as error:
            _tell(error, as_json="--json" in (sys.argv if args is None else args))
            return COULD_NOT
        return result if isinstance(result, int) else 0

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name; None where there is none."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = importlib.import_module(module).command
        assert isinstance(found, click.Command)  # noqa: S101 - our own table
        return found


def _tell(error: WalletError, *, as_json: bool) -> None:
    from wallet.cli.common import tell_error  # noqa: PLC0415 - only where something went wrong

    tell_error(error, as_json=as_json)


@click.group(cls=LazyGroup)
@click.version_option(version=__version__, message="%(version)s")
def main() -> None:
    """Tessera keeps, checks, stacks and shows learning credentials, offline."""

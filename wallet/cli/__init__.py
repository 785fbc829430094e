"""The command line: one module a command; prints, never decides.

A new command is one module with a ``click`` command named ``command`` and one line in
``COMMANDS``. Modules are imported only when their command runs.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

COMMANDS: Mapping[str, str] = {
    "verify": "wallet.cli.verify",
    "check": "wallet.cli.check",
    "reasons": "wallet.cli.reasons",
    "create": "wallet.cli.create",
    "passphrase": "wallet.cli.passphrase",
    "recover": "wallet.cli.recover",
    "import": "wallet.cli.import_",
    "list": "wallet.cli.list_",
    "show": "wallet.cli.show",
    "search": "wallet.cli.search",
    "export": "wallet.cli.export",
    "delete": "wallet.cli.delete",
    "undelete": "wallet.cli.undelete",
    "pathway": "wallet.cli.pathway",
    "present": "wallet.cli.present",
    "trust": "wallet.cli.trust",
    "doctor": "wallet.cli.doctor",
}


class LazyGroup(click.Group):
    """Loads a command's module when it is asked for, so that ``--help`` stays fast."""

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


@click.group(cls=LazyGroup)
@click.version_option(package_name=None, version=None, message="%(version)s")
def main() -> None:
    """Tessera keeps, checks, stacks and shows learning credentials, offline."""

"""A group of verbs that are imported when they are called: `status` loads no other verb."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from marktui.cli.shared.hub_option import let_choose_hub

Verb = tuple[str, str]
"""Where the command of a verb is, as `module:name`, and what the help of its group says of it."""


class LateGroup(click.Group):
    """A group of verbs.

    Args:
        verbs: The verbs by name, in the order in which the help lists them.
        without_hub: Those that need no hub.
    """

    def __init__(
        self, *args: Any, verbs: Mapping[str, Verb], without_hub: frozenset[str] = frozenset(), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.verbs = verbs
        self._without_hub = without_hub

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in their order."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One verb, imported."""
        if cmd_name not in self.verbs:
            return None
        module, _, name = self.verbs[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        if cmd_name not in self._without_hub:
            let_choose_hub(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        room = formatter.width - 6 - max(map(len, self.verbs))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=text).get_short_help_str(room))
                    for name, (_, text) in self.verbs.items()
                ]
            )

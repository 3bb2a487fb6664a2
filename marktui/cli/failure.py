"""What a failure looks like on the command line: one sentence, or one JSON document."""

import os
import traceback

import click
import orjson

from marktui.cli.command import with_hub
from marktui.hub.error import Exit, MarktuiError


class CancelledByUserError(MarktuiError):
    """Somebody stopped the command before it changed anything."""

    exit = Exit.CANCELLED
    kind = "cancelled"

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")


def report(error: MarktuiError, *, as_json: bool) -> int:
    """Tell of a failure and give its exit code."""
    if as_json:
        told = {
            "exit": int(error.exit),
            "kind": error.kind,
            "message": error.message,
            "hint": with_hub(error.hint),
        }
        click.echo(orjson.dumps({"error": told}))
    else:
        click.echo(f"marktui: {error.message}", err=True)
        if error.hint:
            click.echo(with_hub(error.hint), err=True)
    return int(error.exit)


def unexpected(error: Exception) -> MarktuiError:
    """The sentence for an error that nobody foresaw; its words may hold data, so its type alone is told."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a name, not a path to use
    return MarktuiError(
        f"Something went wrong that should not have ({type(error).__name__} at {place}).",
        "Nothing is known to be lost. Please report it with this line.",
    )

"""What a failure looks like on the command line: one sentence, or one JSON document."""

import logging
import os

import click

from marktui.cli.command import with_hub
from marktui.cli.output import json_document
from marktui.hub.error import Exit, MarktuiError
from marktui.store.log import origin

_LOG = logging.getLogger(__name__)


class CancelledByUserError(MarktuiError):
    """Somebody stopped the command before it changed anything."""

    exit = Exit.CANCELLED
    kind = "cancelled"

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")


def report(error: MarktuiError, *, as_json: bool) -> int:
    """Tell of a failure and give its exit code."""
    _LOG.warning("failed: %s", error.kind)
    if as_json:
        told = {
            "exit": int(error.exit),
            "kind": error.kind,
            "message": error.message,
            "hint": with_hub(error.hint),
        }
        click.echo(json_document({"error": told}))
    else:
        click.echo(f"marktui: {error.message}", err=True)
        if error.hint:
            click.echo(with_hub(error.hint), err=True)
    return int(error.exit)


def unexpected(error: BaseException) -> MarktuiError:
    """The sentence for an error that nobody foresaw; its words may hold data, so its type alone is told."""
    _LOG.error("went wrong: %s", origin(error))
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    name = os.path.basename(last.tb_frame.f_code.co_filename) if last else None  # noqa: PTH119 - only a name
    place = f"{name}:{last.tb_lineno}" if last else "an unknown place"
    return MarktuiError(
        f"Something went wrong that should not have ({type(error).__name__} at {place}).",
        "Nothing is known to be lost. Please report it with this line and the file of: "
        "marktui doctor --report FILE",
    )

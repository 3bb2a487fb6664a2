"""How the command line reports a failure: a message, or a JSON document."""

import os
from contextlib import suppress

import click

from marktui.cli.terminal.call_log import LOG
from marktui.cli.terminal.signals import STOP
from marktui.cli.terminal.streams import OutputLostError
from marktui.hub.model.errors import Exit, MarktuiError
from marktui.store.save_report import save_report


class CancelledByUserError(MarktuiError):
    """The command was stopped before it changed anything."""

    exit = Exit.CANCELLED
    kind = "cancelled"

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")


def report(error: MarktuiError, *, as_json: bool) -> int:
    """Report a failure and what was saved before it; gives the exit code.

    It is always on standard error too, so that the mail of a cron job is never empty.
    """
    is_first = STOP.begin_report()
    if save_report() and error.exit is Exit.CANCELLED:
        error = MarktuiError("marktui was stopped before it had printed everything.")
    LOG.note("failed: %s", error.kind, failed=True)
    if isinstance(error, OutputLostError) and error.has_no_reader and not save_report():
        # The reader of our output has read enough, as `head` does: not a failure.
        return int(error.exit)
    # Imported here because most calls do not fail.
    from marktui.cli.terminal.next_steps import with_steps
    from marktui.cli.terminal.output import json_document

    message, hint = _with_saved(error), with_steps(error.hint, error.next)
    click.echo(f"marktui: {message}", err=True)
    if hint:
        click.echo(hint, err=True)
    if as_json and is_first:
        document = {"exit": int(error.exit), "kind": error.kind, "message": message, "hint": hint}
        # If it cannot be printed, standard error has it anyway.
        with suppress(OutputLostError):
            click.echo(json_document({"error": document}))
    return int(error.exit)


def _with_saved(error: MarktuiError) -> str:
    """The message of a failure, with what was saved."""
    saved = save_report()
    if saved:
        return f"{error.message} {saved.sentence()}"
    return f"{error.message} Nothing was changed." if isinstance(error, OutputLostError) else error.message


def unexpected(error: BaseException) -> MarktuiError:
    """The failure for an unforeseen error; its text may hold data, so only its type is named."""
    from marktui.hub.model.next_step import HubStep
    from marktui.store.disk.log import error_origin

    LOG.note("went wrong: %s", error_origin(error), failed=True)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    name = os.path.basename(last.tb_frame.f_code.co_filename) if last else None  # noqa: PTH119 - only a name
    place = f"{name}:{last.tb_lineno}" if last else "an unknown place"
    return MarktuiError(
        f"Something went wrong that should not have ({type(error).__name__} at {place}).",
        "Nothing is known to be lost. Please report it with this line and a report for support.",
        HubStep.WRITE_REPORT,
    )

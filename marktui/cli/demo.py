"""`marktui demo`: the program on an invented school, with nothing to set up."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from marktui.cli.interface import interface_settings
from marktui.cli.leavers import print_leavers
from marktui.cli.shared.session import run_async, system_login
from marktui.cli.sync import SyncJob
from marktui.cli.terminal.streams import is_terminal
from marktui.hub.accounts.permissions import is_uid_name
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.roster import leavers
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session


@click.command()
@click.option("--september", is_flag=True, help="Begin with a new school year that waits to be synced.")
def demo(september: bool) -> int:
    """Try marktui on an invented school.

    It has leavers to review, deletions that are due, and a sync waiting. It needs no account and no network,
    and leaves no files. Without a terminal it prints the waiting pupil sync and the leavers.
    """
    is_shown = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if is_shown:
        click.echo("Inventing a school that has a past. This takes some seconds.")
    with _demo_session(september=september, at_once=not is_shown) as (session, move_on):
        if is_shown:
            settings = interface_settings()
            from marktui.tui.run import run_interface

            return run_interface(lambda: session, settings, september=move_on)
        _print_demo(session)
        return 0


class DemoSession(Session):
    """A session on the demo's school, whose past is invented: its last entry may be long ago."""

    async def clock_remark(self) -> str | None:
        """Nothing: the clock of this machine is right."""
        return None


def _print_demo(session: Session) -> None:
    click.echo("The waiting pupil sync (nothing is changed):\n")
    SyncJob(session, Scope(kinds=(Kind.PUPIL,)), dry_run=True).run()
    hub = run_async(session.load())
    click.echo("\nThe leavers to review:\n")
    print_leavers(hub, leavers(hub), session.today)


@contextmanager
def _demo_session(*, september: bool, at_once: bool) -> Iterator[tuple[Session, Callable[[], None] | None]]:
    """A session on the demo's school, in a private folder that is deleted afterwards.

    Args:
        september: Whether a new school year waits to be synced.
        at_once: Whether the MIS answers at once.

    Yields:
        The session, and what moves the school on to its next school year; None where that waits already.
    """
    try:
        from marktui.cli.demo_school import (
            MID_YEAR,
            PACE,
            SEPTEMBER,
            demo_sandbox,
            let_september_come,
            live_through,
        )
    except ImportError as error:
        raise UsageError(
            "The demo needs the stand-in MIS, which is not installed.",
            "Install it with: pip install 'marktui[sandbox]'",
        ) from error
    with tempfile.TemporaryDirectory(prefix="marktui-demo-") as folder:
        days_ago = SEPTEMBER if september else MID_YEAR
        sandbox = demo_sandbox(days_ago=days_ago)
        with sandbox.serve():
            hub = Path(folder) / "hub"
            run_async(live_through(hub, sandbox, login := _login(), days_ago))
            if not at_once:
                sandbox.slow_down(PACE)
            session = DemoSession(hub, login, environment={}, state=hub.parent)
            yield session, None if september else partial(let_september_come, sandbox)


def _login() -> str:
    login = system_login()
    return "demo" if is_uid_name(login) else login

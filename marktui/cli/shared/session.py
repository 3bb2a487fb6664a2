"""How a verb gets at its hub, and runs its async work so that a signal cancels it."""

import os
import pwd
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from marktui.cli.shared.paths import path_of
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.next_command import NAMED_HUB
from marktui.cli.terminal.signals import STOP
from marktui.cli.terminal.streams import is_terminal
from marktui.hub.accounts.permissions import uid_name
from marktui.store.disk.paths import default_folder
from marktui.sync.session import Session

T = TypeVar("T")


def can_ask() -> bool:
    """Whether somebody is there to be asked: a terminal on standard input and on standard error."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def system_login() -> str:
    """The Unix login of the process, from the system and not from the environment; under sudo the new one."""
    with suppress(KeyError):
        return pwd.getpwuid(os.geteuid()).pw_name
    return uid_name(os.geteuid())


def open_session(hub: str | None) -> Session:
    """The session of whoever runs the process.

    Args:
        hub: The hub folder; the default one if None.
    """
    folder = path_of(hub, _named_by(hub)) if hub else default_folder()
    return Session(folder, system_login())


def _named_by(hub: str) -> str:
    """What named the hub folder: the variable, where it is the one that did."""
    return "" if NAMED_HUB.get() == hub else "MARKTUI_HUB"


def run_at_once(work: Coroutine[Any, Any, T]) -> T:
    """Run async work that only reads what is on disk; it never waits, and so needs no event loop.

    Raises:
        RuntimeError: It waited for something after all.
    """
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise RuntimeError("work that was to be done at once waits for something")


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run async work to its end; SIGINT, SIGTERM and SIGHUP cancel it until something is saved.

    Raises:
        CancelledByUserError: It was cancelled.
    """
    import asyncio  # here, because it takes long and `run_at_once` needs none of it

    async def watched() -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)
        with STOP.cancelling(lambda: loop.call_soon_threadsafe(task.cancel)):
            return await task

    try:
        return asyncio.run(watched())
    except asyncio.CancelledError:
        raise CancelledByUserError from None

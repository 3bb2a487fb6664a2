"""How a verb opens its hub, and runs async work that a signal can cancel."""

import os
import pwd
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from marktui.cli.shared.paths import path_of
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.signals import STOP
from marktui.cli.terminal.streams import is_terminal
from marktui.store.disk.paths import default_folder
from marktui.wording.next_command import NAMED_HUB

if TYPE_CHECKING:
    from marktui.sync.session import Session

T = TypeVar("T")

_READ: list[object] = []
"""What was read last. The end of the process frees it at once; Python would free one record after another."""


def can_ask() -> bool:
    """Whether a person can be asked: there is a terminal on standard input and on standard error."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def system_login() -> str:
    """The Unix login of the process, from the system and not from the environment; under sudo the new one."""
    with suppress(KeyError):
        return pwd.getpwuid(os.geteuid()).pw_name
    from marktui.hub.accounts.permissions import uid_name

    return uid_name(os.geteuid())


def open_session(hub: str | None) -> "Session":
    """The session of this process's login on a hub, by default the usual one.

    Args:
        hub: A folder, or the name of a hub in the settings.
    """
    return session_opener(hub)()


def session_opener(hub: str | None) -> Callable[[], "Session"]:
    """What opens the session once it is needed: whether a hub is meant is found out at once."""
    folder, login = _folder(hub), system_login()

    def opened() -> "Session":
        from marktui.sync.session import Session

        return Session(folder, login, network=lambda: SETTINGS.in_force().settings.network)

    return opened


def _folder(hub: str | None) -> Path:
    if not hub:
        return default_folder()
    folder = SETTINGS.in_force().settings.hubs.get(hub) if "/" not in hub else None
    if folder is not None:
        return path_of(folder, f"hubs.{hub}")
    return path_of(hub, "" if NAMED_HUB.get() == hub else "MARKTUI_HUB")


def run_at_once(work: Coroutine[Any, Any, T]) -> T:
    """Run async work that only reads files: it never waits, so it needs no event loop, which loads slowly."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        _READ[:] = [result]
        return result
    work.close()
    raise RuntimeError("work that only reads files has waited for something")


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run async work to its end; SIGINT, SIGTERM and SIGHUP cancel it until something is saved.

    Raises:
        CancelledByUserError: It was cancelled.
    """
    import asyncio  # here, because it takes long and `run_at_once` needs none of it

    from marktui.store.disk.log import hush_libraries

    hush_libraries()

    async def watched() -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)
        with STOP.cancelling(lambda: loop.call_soon_threadsafe(task.cancel)):
            return await task

    try:
        return asyncio.run(watched())
    except asyncio.CancelledError:
        raise CancelledByUserError from None

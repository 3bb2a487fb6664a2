"""How a verb gets at its hub, and runs its async work so that a signal cancels it."""

import asyncio
import os
import pwd
import signal
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from marktui.cli.failure import CancelledByUserError
from marktui.store.paths import default_folder
from marktui.sync.session import Session

T = TypeVar("T")


def system_login() -> str:
    """The Unix login of the process, from the system and not from the environment."""
    with suppress(KeyError):
        return pwd.getpwuid(os.geteuid()).pw_name
    return str(os.geteuid())


def open_session(hub: str | None) -> Session:
    """The session of whoever runs the process.

    Args:
        hub: The hub folder; the default one if None.
    """
    folder = Path(hub).expanduser().absolute() if hub else default_folder()
    return Session(folder, system_login())


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Run async work to its end; SIGINT, SIGTERM and SIGHUP cancel it.

    Raises:
        CancelledByUserError: It was cancelled.
    """

    async def watched() -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, task.cancel)
        return await task

    try:
        return asyncio.run(watched())
    except asyncio.CancelledError:
        raise CancelledByUserError from None

"""Somebody who looks at a hub all the time while others write."""

import asyncio
import threading
from pathlib import Path

from patience import wait_until

from marktui.store.store import HubStore

_PAUSE = 0.02
"""Seconds between two looks."""


class Reader:
    """Reads hub and history in a thread, again and again, while it is entered.

    Args:
        folder: The hub folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._read()))
        self.generations: list[int] = []
        """What it has met, look by look."""
        self.failure: Exception | None = None

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def looks_on(self) -> None:
        """Wait until it has looked twice more: nobody makes it wait."""
        seen = len(self.generations)
        wait_until(lambda: len(self.generations) >= seen + 2 or self.failure is not None)

    async def _read(self) -> None:
        store = HubStore(self._folder)
        try:
            while not self._over.is_set():
                hub = await store.load()
                entries = await store.history()
                self.generations.append(hub.generation)
                assert sum(entry.number is not None for entry in entries) >= hub.next_entry - 1
                await asyncio.sleep(_PAUSE)
        except Exception as error:  # noqa: BLE001 - told by the test that waits for it
            self.failure = error

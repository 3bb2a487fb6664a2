"""Looks whether the hub on disk is still the one on the screen."""

from marktui.hub.model.errors import MarktuiError
from marktui.store.store import HubStore


class ChangeWatcher:
    """Remembers a version of the hub, and compares it with the one on disk.

    Args:
        store: The hub's door.
    """

    def __init__(self, store: HubStore) -> None:
        self._store = store
        self._seen: tuple[int, int] | None = None

    async def remember(self) -> None:
        """Take the version on disk for the one on the screen: it is about to be loaded."""
        self._seen = await self._version()

    async def has_changed(self) -> bool:
        """Whether somebody changed the hub since, or left a note in its history."""
        return await self._version() != self._seen

    async def _version(self) -> tuple[int, int] | None:
        """What changes with every change; None where the hub cannot be read, which loading it explains."""
        try:
            return await self._store.version()
        except MarktuiError:
            return None

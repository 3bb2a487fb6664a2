"""Notices when the hub on disk is no longer the one on the screen."""

from marktui.hub.model.errors import MarktuiError
from marktui.store.store import HubStore


class ChangeWatcher:
    """Remembers a version of the hub, and compares it with the one on disk."""

    def __init__(self, store: HubStore) -> None:
        self._store = store
        self._version_shown: tuple[int, int] | None = None

    async def remember(self) -> None:
        """Remember the version on disk, which is about to be loaded and shown."""
        self._version_shown = await self._version()

    async def has_changed(self) -> bool:
        """Whether the hub has been changed since, or a note was added to its history."""
        return await self._version() != self._version_shown

    async def _version(self) -> tuple[int, int] | None:
        """What changes with every change; None where the hub cannot be read, which loading it explains."""
        try:
            return await self._store.version()
        except MarktuiError:
            return None

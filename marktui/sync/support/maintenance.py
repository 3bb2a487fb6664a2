"""Maintenance of the files of one hub: backups, checks, repairs."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from marktui.hub.accounts.permissions import Permission, permitted_actor
from marktui.hub.model.hub import Hub
from marktui.hub.model.time import local_day
from marktui.hub.rules.restore import carried_over
from marktui.store.disk.errors import NoHubError, StoreError
from marktui.store.doctor.doctor import CheckResult, examine, load_unchanged, repair
from marktui.store.file.entry import What, new_entry
from marktui.store.file.hub_file import no_hub_error
from marktui.store.history.backups import Backup
from marktui.store.store import HubStore
from marktui.store.threads import in_thread, to_the_end


class Maintenance:
    """What one person may do for the files of one hub, even if it can no longer be read."""

    def __init__(self, store: HubStore, login: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._now = now

    async def backups(self) -> tuple[Backup, ...]:
        """The earlier hub files, newest first."""
        await self._require_where_readable(Permission.MEND, self._store.load())
        found = await self._store.backups()
        if not found and not await self._store.exists():
            raise no_hub_error(self._store.folder)
        return found

    async def restore(self, name: str) -> Hub:
        """Replace the hub file with a backup; the present file is kept.

        Returns:
            The hub as it is now.
        """
        present = await self._require_where_readable(Permission.MEND, self._store.load())
        backup = await self._store.load_backup(name)
        # Accounts stay as they are today; if the hub cannot be read, they are as in the backup.
        restored = carried_over(backup, present, self._login) if present else backup
        actor = permitted_actor(restored, self._login, Permission.MEND)
        return await self._store.restore(name, new_entry(What.RESTORE, actor, self._now()))

    async def examine(self) -> tuple[CheckResult, ...]:
        """Everything in the folder that is not as it should be."""
        await self._require_where_readable(Permission.VIEW, in_thread(load_unchanged, self._store.files))
        return await in_thread(examine, self._store.files, self._login, self._now())

    async def report(self) -> dict[str, Any]:
        """What support needs to know of the hub, safe to send to a stranger."""
        # Imported here because hardly anybody asks for it.
        from marktui.store.doctor.evidence import gather_evidence
        from marktui.sync.support.report import support_report

        await self._require_where_readable(Permission.VIEW, in_thread(load_unchanged, self._store.files))
        now = self._now()
        try:
            checked = await in_thread(examine, self._store.files, self._login, now)
        except NoHubError:
            checked = ()
        evidence = await in_thread(gather_evidence, self._store.files)
        return support_report(evidence, checked, local_day(now))

    async def repair(self) -> tuple[CheckResult, ...]:
        """Repair what can be repaired without losing anything, and list the rest."""
        await self._require_where_readable(Permission.MEND, in_thread(load_unchanged, self._store.files))
        return await to_the_end(in_thread(repair, self._store.files, self._login, self._now()))

    async def _require_where_readable(self, act: Permission, reading: Awaitable[Hub]) -> Hub | None:
        """Check the permission if the hub can be read. If it cannot, access to its files is enough."""
        try:
            hub = await reading
        except (StoreError, NoHubError):
            return None
        permitted_actor(hub, self._login, act)
        return hub

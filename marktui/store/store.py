"""The one async door to a hub folder. All its work runs in a worker thread."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from marktui.hub.accounts.folder_owner import Ownership
from marktui.hub.accounts.logins import UnixLogin
from marktui.hub.accounts.sharing import UnixGroup
from marktui.hub.model.hub import Hub
from marktui.store.disk.disk import Disk
from marktui.store.disk.lock import PATIENCE
from marktui.store.disk.network import MOUNTS
from marktui.store.disk.sharing import HubDisk, other_files, ownership, unix_group, unix_login
from marktui.store.file.entry import Entry
from marktui.store.folder import HubFolder
from marktui.store.history.backups import Backup
from marktui.store.threads import in_thread, to_the_end

if TYPE_CHECKING:
    from marktui.store.doctor.doctor import CheckResult
    from marktui.store.doctor.evidence import Evidence


class HubStore:
    """One hub folder.

    Args:
        folder: The hub folder; it need not exist yet.
        patience: Seconds to wait for another writer.
        disk: What changes its files, if not the real one.
        mounts: The system's list of mounts, which tells network disks.
    """

    def __init__(
        self, folder: Path, patience: float = PATIENCE, disk: Disk | None = None, mounts: Path = MOUNTS
    ) -> None:
        self.folder = folder
        self._files = HubFolder(folder, patience, disk or HubDisk(folder), mounts)

    async def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        return await in_thread(self._files.exists)

    async def ownership(self) -> Ownership:
        """Whose folder it is, as the system tells.

        Raises:
            NotAllowedError: The system does not let this login look at it.
        """

        def look() -> Ownership:
            whose = ownership(self.folder)
            return structs.replace(whose, other_files=other_files(self.folder)) if whose.is_own else whose

        return await in_thread(look)

    async def group(self, name: str) -> UnixGroup:
        """What the system tells of a group with which the hub could be shared."""
        return await in_thread(unix_group, name)

    async def login(self, name: str) -> UnixLogin:
        """What the system tells of a login that could be mapped."""
        return await in_thread(unix_login, name)

    async def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the hub folder with its first generation.

        Raises:
            HubExistsError: There is one already.
            StoreError: The folder cannot be written.
        """
        return await to_the_end(in_thread(self._files.create, hub, entry))

    async def load(self) -> Hub:
        """The hub as it is on disk.

        Raises:
            NoHubError: There is none.
            DamagedError: The file is not what marktui wrote.
            NewerFormatError: A later marktui wrote it.
        """
        return await in_thread(self._files.load)

    async def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation.

        Args:
            before: The hub as it was loaded.
            after: The hub as it shall be.
            entry: The change, for the history.

        Returns:
            The hub with its new generation.

        Raises:
            ChangedElsewhereError: Somebody changed the hub since `before` was loaded; nothing is written.
            StoreError: It cannot be written; the old state is intact.
        """
        return await to_the_end(in_thread(self._files.commit, before, after, entry))

    async def note(self, entry: Entry) -> None:
        """Add a note to the history; the hub file stays as it is."""
        await to_the_end(in_thread(self._files.note, entry))

    async def history(self, is_enough: Callable[[Entry], bool] = lambda entry: False) -> tuple[Entry, ...]:
        """The newest entries that stand, newest first.

        Args:
            is_enough: Called with each entry; once it says so, no older one is read. All are read by default.
        """
        return await in_thread(self._files.newest, is_enough)

    async def times(self) -> list[datetime]:
        """The moments of the newest entries of the history, newest first."""
        return await in_thread(self._files.times)

    async def version(self) -> tuple[int, int]:
        """The generation on disk and the length of the history: another value means that somebody wrote.

        Raises:
            NoHubError: There is no hub.
            DamagedError: Its first line is not what marktui wrote.
        """
        return await in_thread(self._files.version)

    async def erase(self, hub: Hub, ids: Collection[str], entry: Entry) -> Hub:
        """Take people out of hub, history and backups for good, as the next generation.

        Args:
            hub: The hub as it was loaded.
            ids: The records of teachers and pupils.
            entry: What the history shall tell; numbered, without anything of theirs.

        Returns:
            The hub without them.

        Raises:
            ChangedElsewhereError: Somebody changed the hub since it was loaded; nobody is erased.
            StoreError: It cannot be written; the sentence tells whether they are out of the hub already.
        """
        return await to_the_end(in_thread(self._files.erase, hub, ids, entry))

    async def backups(self) -> tuple[Backup, ...]:
        """The hub files that went before, newest first."""
        return await in_thread(lambda: tuple(self._files.backups))

    async def load_backup(self, name: str) -> Hub:
        """The hub that a backup holds.

        Raises:
            NoBackupError: There is none of that name.
            DamagedError: It is not what marktui wrote.
        """
        return await in_thread(self._files.read_backup, name)

    async def restore(self, name: str, entry: Entry) -> Hub:
        """Put a backup in the place of the hub file, as a new generation; what is there now is kept.

        Args:
            name: The backup's name.
            entry: What the history shall tell; it gets its number here.

        Raises:
            NoBackupError: There is none of that name.
            StoreError: The backup is damaged, or the folder cannot be written; the hub is as it was.
        """
        return await to_the_end(in_thread(self._files.restore, name, entry))

    async def examine(self, login: str, now: datetime) -> tuple["CheckResult", ...]:
        """Everything in the folder that is not as it should be.

        Args:
            login: Who asks.
            now: The moment, aware.

        Raises:
            NoHubError: There is no hub, and no trace of one.
            StoreError: The folder cannot be read.
        """
        # Imported here because hardly anybody calls a doctor.
        from marktui.store.doctor.doctor import examine

        return await in_thread(examine, self._files, login, now)

    async def evidence(self) -> "Evidence":
        """What there is in the folder, for a report to support, whether or not the hub can be read.

        Raises:
            StoreError: The folder or the history cannot be read at all.
        """
        from marktui.store.doctor.evidence import gather_evidence

        return await in_thread(gather_evidence, self._files)

    async def repair(self, login: str, now: datetime) -> tuple["CheckResult", ...]:
        """Put right what can be without losing anything, and tell of the rest.

        Args:
            login: Who asks.
            now: The moment, aware.

        Raises:
            NoHubError: There is no hub, and no trace of one.
            StoreError: The folder cannot be read or written.
        """
        from marktui.store.doctor.doctor import repair

        return await to_the_end(in_thread(repair, self._files, login, now))

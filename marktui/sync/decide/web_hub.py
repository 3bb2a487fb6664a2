"""Taking pupils from the web hub's CSV, and writing what its own import takes."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, structs

from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import FileStep
from marktui.hub.web_hub.table import Table
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.disk.sheets import Sheet, remove_files, write_sheets
from marktui.store.file.entry import Entry, What
from marktui.store.threads import to_the_end
from marktui.sync.decide.hub_writer import HubWriter, Made
from marktui.sync.decide.web_hub_files import Target, rejected_sheet, sheet_of, sheets_of
from marktui.sync.web_hub.export_plan import MOST_ROWS, ExportPlan
from marktui.sync.web_hub.import_plan import ImportPlan
from marktui.sync.web_hub.known_state import Seen, known_from_history
from marktui.sync.web_hub.make_export_plan import plan_export
from marktui.sync.web_hub.make_import_plan import plan_import


class PlanOutdatedError(UsageError):
    """The hub has changed since it was shown what would be done."""

    kind = "not_as_seen"

    def __init__(self, what: str) -> None:
        super().__init__(f"The hub has changed since, so {what}.", "Look again at what would be done.")


class Imported(Struct, frozen=True):
    """What came of an import."""

    entry: int | None
    """Its number in the history; None in a dry run, or where nothing changed."""
    plan: ImportPlan
    rejected: Path | None = None
    """The file with the rows that could not be used; None where there are none."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What an export is asked for."""

    template: Table
    """The web hub's own template."""
    since: int | None = None
    """The entry from which on changes are written; None for the last export."""
    everybody: bool = False


class Exported(Struct, frozen=True):
    """What came of an export."""

    entry: int | None
    """Its number in the history; None in a dry run, or where nothing was due."""
    plan: ExportPlan
    files: tuple[Path, ...] = ()
    """The files for the web hub's *Import CSV*."""
    revoke_file: Path | None = None
    """The list of pupils whose access is to be revoked."""


class WebHubExchange(HubWriter):
    """One person's exchange of pupils between a hub and the web hub's files."""

    async def import_pupils(
        self,
        table: Table,
        *,
        rejected: Path | None = None,
        seen: ImportPlan | None = None,
        dry_run: bool = False,
    ) -> Imported:
        """Add the pupils of a file, and fill in those who are there already, in one commit.

        Args:
            rejected: Where the rows that cannot be used are written, if there are any.
            seen: What was shown of the import, where somebody has agreed to it.

        Raises:
            PlanOutdatedError: It would now be another one; nothing is changed.
        """

        async def make(hub: Hub, actor: Actor) -> Made[ImportPlan]:
            plan = await asyncio.to_thread(plan_import, hub, table, self._today())
            if seen is not None and plan.changes != seen.changes:
                raise PlanOutdatedError("nothing was imported")
            if plan.bad and rejected and not dry_run:
                await self._write_rejected(rejected, rejected_sheet(plan, table))
            if not plan.changes and await self._is_known(plan):
                return plan, hub, None
            kinds = tuple(kind for kind in Kind if any(one.kind is kind for one in plan.changes))
            entry = self._entry(
                What.IMPORT, hub, actor, plan.changes, kinds=kinds or (Kind.PUPIL,), web_hub=plan.state
            )
            return plan, plan.after, entry

        plan, number = await self._decide(Permission.EXCHANGE, make, dry_run=dry_run)
        return Imported(number, plan, rejected if plan.bad and not dry_run else None)

    @staticmethod
    async def _write_rejected(file: Path, sheet: Sheet) -> None:
        try:
            await asyncio.to_thread(write_sheets, {file: sheet}, replace=True)
        except MarktuiError as error:
            error.next = (*error.next, FileStep.REJECTED_ELSEWHERE)
            raise

    async def plan_export(self, wanted: Wanted) -> ExportPlan:
        """What an export would write."""
        hub, _ = await self._allowed(Permission.EXCHANGE)
        return await self._planned(hub, wanted)

    async def export_pupils(
        self, wanted: Wanted, target: Target, *, seen: ExportPlan | None = None
    ) -> Exported:
        """Write the files and note it in the history: both, or neither.

        Args:
            target: Where the files are written.
            seen: What was shown of the export, where somebody has agreed to it.

        Raises:
            PlanOutdatedError: It would now be another one; nothing is written.
        """
        return await self._unless_overtaken(lambda: self._export_once(wanted, target, seen))

    async def print_export(self, wanted: Wanted, write: Callable[[bytes], bool]) -> Exported:
        """Hand an export to a writer as one file, and note it in the history if it has arrived for sure.

        Args:
            write: Writes it all, and says whether nobody else can lose a part of it.

        Raises:
            PlanOutdatedError: The hub was changed while it was written; it is not noted.
        """
        hub, actor = await self._allowed(Permission.EXCHANGE)
        plan = _as_one_file(await self._planned(hub, wanted))
        has_arrived = write(sheet_of(plan, plan.rows, wanted.template).text.encode())
        if not plan.rows or not has_arrived:
            return Exported(None, plan)
        entry = self._export_entry(hub, actor, plan)
        try:
            await to_the_end(self._store.commit(hub, hub.with_(next_entry=hub.next_entry + 1), entry))
        except ChangedElsewhereError:
            raise PlanOutdatedError("what was written does not count as exported") from None
        return Exported(entry.number, plan)

    async def _export_once(self, wanted: Wanted, target: Target, seen: ExportPlan | None) -> Exported:
        hub, actor = await self._allowed(Permission.EXCHANGE)
        plan = await self._planned(hub, wanted)
        if seen is not None and plan != seen:
            raise PlanOutdatedError("nothing was written")
        if not plan.rows and not plan.to_revoke:
            return Exported(None, plan)
        sheets = sheets_of(plan, wanted.template, target.file(hub))
        entry = self._export_entry(hub, actor, plan)

        async def settle() -> None:
            await asyncio.to_thread(target.make_folder)
            new = await asyncio.to_thread(write_sheets, sheets, replace=target.replace)
            try:
                await self._store.commit(hub, hub.with_(next_entry=hub.next_entry + 1), entry)
            except Exception:
                # What the history does not know is due again: pupils would be added to the web hub twice.
                await asyncio.to_thread(remove_files, new)
                raise

        await to_the_end(settle())
        paths = tuple(sheets)
        revoke_file = paths[-1] if plan.to_revoke else None
        return Exported(entry.number, plan, paths[: len(plan.files)], revoke_file)

    def _export_entry(self, hub: Hub, actor: Actor, plan: ExportPlan) -> Entry:
        return self._entry(What.EXPORT, hub, actor, kinds=(Kind.PUPIL,), web_hub=plan.state)

    async def _planned(self, hub: Hub, wanted: Wanted) -> ExportPlan:
        entries = await self._store.history()
        return await asyncio.to_thread(
            plan_export, hub, entries, wanted.template, since=wanted.since, everybody=wanted.everybody
        )

    async def _is_known(self, plan: ImportPlan) -> bool:
        """Whether the history knows already what a file says of the web hub."""
        known = known_from_history(await self._store.history())
        says = {one: Seen(plan.state.columns, its) for one, its in plan.state.pupils.items()}
        is_same = all(known.pupils.get(one) == its for one, its in says.items())
        without = set(plan.state.without_access)
        # Somebody who was to be revoked and is in the file with access still has it there.
        return is_same and known.revoked & says.keys() == without


def _as_one_file(plan: ExportPlan) -> ExportPlan:
    """An export into one file, without the list of those to revoke."""
    if len(plan.files) > 1:
        raise UsageError(
            f"{len(plan.rows):,} rows are more than the {MOST_ROWS} of one file.",
            "Name a folder, so that several files can be written.",
        )
    return structs.replace(plan, to_revoke=())

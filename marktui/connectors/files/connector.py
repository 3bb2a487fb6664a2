"""A school as exports of its MIS have it: files, a folder, a zip, an address."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar, Self

from msgspec import structs

from marktui.connectors.base import Notify, Secrets
from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.check import granted
from marktui.connectors.files.formats import read_files
from marktui.connectors.files.look import said_of
from marktui.connectors.files.roster import FileContent, RejectedRow, Roster
from marktui.connectors.files.source.feed import SERVER, fetch
from marktui.connectors.files.source.logins import logins_of
from marktui.connectors.files.source.opening import digest_of, opened, read_paths
from marktui.connectors.files.source.places import is_address, split
from marktui.connectors.http.concurrency import in_side_thread
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import USUAL_PACE, Pace
from marktui.connectors.info import CA_BUNDLE
from marktui.connectors.mis import (
    SERVICE,
    Granted,
    MisLeaver,
    Page,
    Presence,
    PresenceAnswer,
    RejectedRows,
    Report,
    Source,
)
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.hub.settings.network import USUAL_NETWORK, Network

PAGE = 2_000
"""The rows of a page, after which it is shown how far the reading is."""
_NOTHING = Roster(rows={})


class Files:
    """Reads the files at the places of the settings, all of them when it is entered."""

    name: ClassVar[str] = "files"
    title: ClassVar[str] = "the export"
    side_by_side: ClassVar[bool] = False

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        *,
        today: date,
        notify: Notify,
        network: Network = USUAL_NETWORK,
        pace: Pace = USUAL_PACE,
    ) -> None:
        self.stale_reason: str | None = None
        self.data_at: datetime | None = None
        self.moved = False
        self.past_members: frozenset[str] = frozenset()
        self.source = SERVICE
        self._settings = settings
        self._secrets = secrets
        self._today = today
        bundle = settings.get(CA_BUNDLE)
        self._transport = Transport(SERVER, notify, pace=pace, ca_bundle=bundle, network=network)
        self._files: tuple[FileContent, ...] = ()
        self._roster = _NOTHING

    @property
    def requests(self) -> int:
        """Every HTTP request sent so far; none for files on a disk."""
        return self._transport.requests

    @property
    def warnings(self) -> Sequence[str]:
        """What looked odd."""
        return self._roster.warnings

    @property
    def observations(self) -> Report:
        """What was seen of the server, if there is one."""
        return self._transport.observations.report() if self.requests else {}

    async def __aenter__(self) -> Self:
        """Read everything, and understand it."""
        files = await self.open_files()
        read = partial(read_files, files, today=self._today, settings=self._settings)
        self._files, self._roster = files, await in_side_thread(read)
        roster = self._roster
        self.stale_reason = roster.doubt or None
        self.source = Source(
            kinds=tuple(kind for kind in Kind if kind in roster.rows),
            is_partial=not self._settings.get("whole_school"),
            digest=await in_side_thread(digest_of, files),
            rejected=_by_file(roster),
            changed=roster.changed,
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        """Let go of the files."""
        self._files, self._roster = (), _NOTHING

    async def check(self) -> Granted:
        """What each file was taken for, and what is in them."""
        return await in_side_thread(granted, self._files, self._roster, self._settings)

    async def identify(self) -> SchoolIdentity:
        """The school that the files name, if they do."""
        return self._roster.school

    async def freshen(self) -> None:
        """The data is as old as the files; a clock that was ahead makes it no newer than now."""
        made = self._roster.made_at
        self.data_at = min(made, datetime.now(UTC)) if made else None

    async def read(self, kind: Kind) -> AsyncGenerator[Page]:
        """The rows of a kind."""
        # Nobody asks for a check any more, and the bytes take as much room as the people.
        self._files = ()
        if kind not in self._roster.rows:
            raise IncompleteError(f"The files have no {kind.nouns}.", "Export them with the others.")
        rows = self._roster.rows[kind]
        for start in range(0, max(1, len(rows)), PAGE):
            page = rows[start : start + PAGE]
            yield Page(kind, page, start + len(page), len(rows))

    async def is_between_years(self) -> bool:
        """Never: files hold no academic years."""
        return False

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, by MIS id, as far as the files say so."""
        return dict(self._roster.leavers.get(kind, {}))

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, PresenceAnswer]:
        """What the files say about people: those who are in no row are unknown."""
        present = {row.mis_id for row in self._roster.rows.get(kind, ())}
        left = self._roster.leavers.get(kind, {})
        return {mis_id: _answer(mis_id, present, left) for mis_id in mis_ids}

    async def open_files(self) -> tuple[FileContent, ...]:
        """Everything at the places of the settings, not understood yet."""
        places = split(self._settings["source"])
        said = said_of(self._settings)
        files = await in_side_thread(read_paths, [one for one in places if not is_address(one)], said)
        addresses = [one for one in places if is_address(one)]
        async with self._transport if addresses else nullcontext():
            for address in addresses:
                file = await fetch(self._transport, address, self._secrets, logins_of(addresses, address))
                files.append(structs.replace(file, contents=said.get(address, ""), place=address))
        return await in_side_thread(opened, files)


def _answer(mis_id: str, present: Collection[str], left: Mapping[str, MisLeaver]) -> PresenceAnswer:
    if mis_id in present:
        return PresenceAnswer(Presence.ON_ROLL)
    if mis_id in left:
        return PresenceAnswer(Presence.LEFT, left[mis_id].left_on)
    return PresenceAnswer(Presence.UNKNOWN)


def _by_file(roster: Roster) -> tuple[RejectedRows, ...]:
    """The rows that cannot be used, file by file."""
    files: dict[str, list[RejectedRow]] = {}
    for row in roster.rejected:
        files.setdefault(row.file, []).append(row)
    return tuple(
        RejectedRows(file, roster.headings.get(file, ()), tuple((row.cells, row.reason) for row in rows))
        for file, rows in files.items()
    )

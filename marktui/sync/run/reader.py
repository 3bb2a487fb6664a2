"""Reads everything that a sync needs, and refuses what cannot be complete."""

import logging
from collections.abc import Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing
from datetime import date
from typing import Any

from msgspec import structs

from marktui.connectors.base import Connector
from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.connectors.http.concurrency import in_side_thread
from marktui.connectors.http.side_by_side import Found, side_by_side
from marktui.connectors.mis import MisLeaver, MisRow, Source
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Connect, GiveSetting
from marktui.hub.model.setup_order import source_kinds
from marktui.hub.model.text import sentence
from marktui.sync.match.evidence import is_on_roll
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.plan.hub_terms import any_year_said, asks_for_years
from marktui.sync.plan.year_gap import GROUPS, looks_like_a_gap
from marktui.sync.run import events
from marktui.sync.run.events import OnEvent
from marktui.sync.run.last_files import NO_FILES, LastFiles

_LOG = logging.getLogger(__name__)
_HEADINGS = GiveSetting("files", "column")
_UNKNOWN_YEARS = "Which classes have pupils of several years is not known"


async def read_everything(
    connector: Connector,
    hub: Hub,
    scope: Scope,
    today: date,
    last_counts: Mapping[Kind, int],
    on_event: OnEvent,
    last_files: LastFiles = NO_FILES,
) -> Reading:
    """Read every list that a scope needs.

    The list of leavers is read only if a linked person is missing, and not if the service says that its own
    data is out of date: then a missing row means nothing.

    Args:
        connector: The connector, entered.
        last_counts: How many rows each list had last time, for a service that gives no total.
        last_files: The files that were read last, if this reads files.
    """
    connector.moved = False
    source = source_of(connector, scope)
    _require_kinds(connector, hub)
    lists = _Lists(connector, hub, last_counts, on_event)
    gap = await lists.read_needed(scope, today)
    unknown = await lists.read_companions(scope)
    await connector.freshen()
    if connector.stale_reason is None:
        connector.stale_reason = last_files.why_old(connector)
    leavers = {} if connector.stale_reason else await lists.read_leavers(scope)
    stale = [connector.stale_reason] if connector.stale_reason else []
    return Reading(
        connector=connector.name,
        title=connector.title,
        today=today,
        source=source,
        rows=lists.rows,
        leavers=leavers,
        moved=connector.moved,
        past_members=connector.past_members,
        gap=gap,
        stale_reason=connector.stale_reason,
        warnings=(*stale, *last_files.same_words(connector), *connector.warnings, *unknown),
        data_at=connector.data_at,
    )


def source_of(connector: Connector, scope: Scope) -> Source:
    """What the rows come from; a person may have said that it is the whole school."""
    source = connector.source
    return structs.replace(source, is_partial=False) if scope.whole_school else source


def _require_kinds(connector: Connector, hub: Hub) -> None:
    """Refuse files that lack what they had when the hub was connected: a part of the export is missing."""
    gone = [kind.nouns for kind in source_kinds(hub) if kind not in connector.source.kinds]
    if gone:
        raise IncompleteError(
            " ".join((f"The files have no {' and no '.join(gone)} any more.", *connector.source.changed)),
            "Export them again. If they will not come back, connect again without them.",
            (*([_HEADINGS] if connector.source.changed else []), Connect(connector.name)),
        )


def lists_for(scope: Scope) -> list[Kind]:
    """The lists to read: those of the scope, and the classes with their members for pupils."""
    needed = set(scope.kinds)
    if Kind.PUPIL in needed:
        needed.add(Kind.CLASS)
    # People first: an error for the pupils is clearer than one for a class without its members.
    return [kind for kind in (Kind.TEACHER, Kind.PUPIL, Kind.YEAR_GROUP, Kind.CLASS) if kind in needed]


def companions_of(scope: Scope) -> list[Kind]:
    """The lists that help with those of the scope; the sync goes on without them.

    The year groups show which classes have pupils of several years.
    """
    is_known = Kind.PUPIL in scope.kinds or Kind.YEAR_GROUP in scope.kinds
    return [Kind.YEAR_GROUP] if Kind.CLASS in scope.kinds and not is_known else []


class _Lists:
    """The lists that one sync has read so far."""

    def __init__(
        self, connector: Connector, hub: Hub, last_counts: Mapping[Kind, int], on_event: OnEvent
    ) -> None:
        self._connector = connector
        self._hub = hub
        self._last_counts = last_counts
        self._on_event = on_event
        self.rows: dict[Kind, tuple[MisRow, ...]] = {}

    async def read_needed(self, scope: Scope, today: date) -> bool:
        """Read the lists that the scope needs; gives whether today is between two school years."""
        connector, hub, kinds = self._connector, self._hub, self._connector.source.kinds
        needed = [kind for kind in lists_for(scope) if kind in kinds]
        has_choices = Kind.PUPIL in needed and any_year_said(hub, connector.name, today)
        has_choices &= Kind.YEAR_GROUP in kinds
        if has_choices and Kind.YEAR_GROUP not in needed:
            needed.append(Kind.YEAR_GROUP)
        await self._read_all(needed)
        pupils = self.rows.get(Kind.PUPIL, ())
        is_unread = Kind.YEAR_GROUP in kinds and Kind.YEAR_GROUP not in self.rows
        # Beside the loop, as everybody in a big school is looked at.
        if is_unread and await in_side_thread(asks_for_years, hub, connector.name, pupils):
            await self._read_all([Kind.YEAR_GROUP])
        is_odd = await in_side_thread(looks_like_a_gap, connector, hub, self.rows)
        gap = is_odd and await connector.is_between_years()
        for kind in GROUPS:
            if kind in needed and not gap:
                self._refuse_empty(kind, self.rows[kind])
        return gap

    async def read_companions(self, scope: Scope) -> list[str]:
        """Read the lists that only help; gives a sentence for each that could not be read."""
        unknown: list[str] = []
        for kind in set(companions_of(scope)) & set(self._connector.source.kinds):
            try:
                await self._read_all([kind])
            except ConnectorError as error:
                unknown.append(f"{_UNKNOWN_YEARS}: {error.message}")
        return unknown

    async def read_leavers(self, scope: Scope) -> dict[Kind, dict[str, MisLeaver]]:
        """The leavers, by kind and MIS id; read only for kinds with missing people."""
        people = [one for one in (Kind.TEACHER, Kind.PUPIL) if one in scope.kinds]
        wanted = [kind for kind in people if await in_side_thread(self._is_somebody_missing, kind)]
        found = await self._in_turn_or_at_once(self._leavers(kind) for kind in wanted)
        return dict(zip(wanted, found, strict=True))

    async def _leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        self._on_event(events.ReadingLeavers(kind))
        found = await self._connector.leavers(kind)
        _LOG.info("read %d %s who have left", len(found), kind.plural)
        return found

    async def _read_all(self, kinds: Sequence[Kind]) -> None:
        """Read lists, side by side where the service permits it. Which rows there are depends on no order."""
        found = await self._in_turn_or_at_once(self._rows(kind) for kind in kinds)
        self.rows |= zip(kinds, found, strict=True)

    async def _in_turn_or_at_once(self, works: Iterable[Coroutine[Any, Any, Found]]) -> list[Found]:
        if self._connector.side_by_side:
            return await side_by_side(works)
        return [await work for work in works]

    async def _rows(self, kind: Kind) -> tuple[MisRow, ...]:
        """The rows of one list; of people, not none where some are linked."""
        rows: list[MisRow] = []
        done = 0
        about = self._last_counts.get(kind)
        self._on_event(events.ListProgress(kind, 0, about, about=about is not None))
        async with aclosing(self._connector.read(kind)) as pages:
            async for page in pages:
                rows.extend(page.rows)
                done = page.done
                if page.total is None:
                    self._on_event(events.ListProgress(kind, done, about, about=about is not None))
                else:
                    self._on_event(events.ListProgress(kind, done, page.total))
        self._on_event(events.ListProgress(kind, done, done, whole=True))
        _LOG.info("read %d %s", len(rows), kind.plural)
        if kind not in GROUPS:
            self._refuse_empty(kind, rows)
        return tuple(rows)

    def _refuse_empty(self, kind: Kind, rows: Collection[MisRow]) -> None:
        """Refuse an empty list where the hub has linked records: people do not all leave at once."""
        connector, hub = self._connector, self._hub
        if any(is_on_roll(row, {}) for row in rows):
            return
        linked = hub.linked(connector.name, kind)
        if any(is_on_roll(row, linked) for row in rows):
            return
        if not any(one.is_synced for one in hub.records(kind).values()):
            return
        name = kind.nouns
        raise IncompleteError(
            sentence(f"{connector.title} sent an empty list of {name}, though the hub has linked ones."),
            "Export it again, then sync again."
            if connector.source.digest
            else f"Check in {connector.title} that it still collects {name} from the MIS, then sync again.",
        )

    def _is_somebody_missing(self, kind: Kind) -> bool:
        present = {row.mis_id for row in self.rows[kind]}
        name, is_of_files = self._connector.name, bool(self._connector.source.digest)
        links = (one.link for one in self._hub.records(kind).values() if one.desync is None and one.link)
        # Files say more of leavers than an id, so those linked to another service can be among them.
        return any(link.mis_id not in present if link.connector == name else is_of_files for link in links)

"""Reads everything that a sync needs, and refuses what cannot be complete."""

import logging
from collections.abc import Mapping
from contextlib import aclosing
from datetime import date

from marktui.connectors.base import Connector, ConnectorError, IncompleteError
from marktui.connectors.mis import MisLeaver, MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.match.comparison import is_on_roll
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.plan.hub_terms import any_year_said, asks_for_years
from marktui.sync.plan.year_gap import GROUPS, looks_like_a_gap
from marktui.sync.run import events
from marktui.sync.run.events import OnEvent

_LOG = logging.getLogger(__name__)
_UNKNOWN_YEARS = "Which classes have pupils of several years is not known"


async def read_everything(
    connector: Connector,
    hub: Hub,
    scope: Scope,
    today: date,
    last_counts: Mapping[Kind, int],
    on_event: OnEvent,
) -> Reading:
    """Read every list that a scope needs.

    The list of leavers is read only if a linked person is missing, and not if the service says that its own
    data is out of date: then a missing row means nothing.

    Args:
        connector: The connector, entered.
        last_counts: How many rows each list had last time, for a service that gives no total.
    """
    rows: dict[Kind, tuple[MisRow, ...]] = {}
    connector.moved = False
    needed = lists_for(scope)
    if Kind.PUPIL in needed and Kind.YEAR_GROUP not in needed and any_year_said(hub, connector.name, today):
        needed.append(Kind.YEAR_GROUP)
    for kind in needed:
        rows[kind] = await _read_list(connector, kind, last_counts.get(kind), on_event)
        _LOG.info("read %d %s", len(rows[kind]), kind.plural)
        if kind not in GROUPS:
            _refuse_empty(connector, hub, kind, rows[kind])
    if Kind.YEAR_GROUP not in rows and asks_for_years(hub, connector.name, rows.get(Kind.PUPIL, ())):
        rows[Kind.YEAR_GROUP] = await _read_list(connector, Kind.YEAR_GROUP, None, on_event)
    gap = looks_like_a_gap(connector, hub, rows) and await connector.is_between_years()
    for kind in GROUPS:
        if kind in needed and not gap:
            _refuse_empty(connector, hub, kind, rows[kind])
    unknown: list[str] = []
    for kind in companions_of(scope):
        try:
            rows[kind] = await _read_list(connector, kind, last_counts.get(kind), on_event)
        except ConnectorError as error:
            unknown.append(f"{_UNKNOWN_YEARS}: {error.message}")
    asked: list[Kind] = [kind for kind in (Kind.TEACHER, Kind.PUPIL) if kind in scope.kinds]
    missing = [kind for kind in asked if _somebody_is_missing(connector, hub, kind, rows[kind])]
    await connector.freshen()
    stale = [connector.stale_reason] if connector.stale_reason else []
    leavers = {kind: await _read_leavers(connector, kind, on_event) for kind in missing if not stale}
    return Reading(
        connector=connector.name,
        title=connector.title,
        today=today,
        rows=rows,
        leavers=leavers,
        moved=connector.moved,
        past_members=connector.past_members,
        gap=gap,
        stale_reason=connector.stale_reason,
        warnings=(*stale, *connector.warnings, *unknown),
        data_at=connector.data_at,
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


async def _read_leavers(connector: Connector, kind: Kind, on_event: OnEvent) -> dict[str, MisLeaver]:
    on_event(events.ReadingLeavers(kind))
    leavers = await connector.leavers(kind)
    _LOG.info("read %d %s who have left", len(leavers), kind.plural)
    return leavers


async def _read_list(
    connector: Connector, kind: Kind, about: int | None, on_event: OnEvent
) -> tuple[MisRow, ...]:
    rows: list[MisRow] = []
    on_event(events.ListProgress(kind, 0, about, about=about is not None))
    async with aclosing(connector.read(kind)) as pages:
        async for page in pages:
            rows.extend(page.rows)
            if page.total is None:
                on_event(events.ListProgress(kind, page.done, about, about=about is not None))
            else:
                on_event(events.ListProgress(kind, page.done, page.total))
    return tuple(rows)


def _refuse_empty(connector: Connector, hub: Hub, kind: Kind, rows: tuple[MisRow, ...]) -> None:
    """Refuse an empty list where the hub has linked records: people do not all leave at once."""
    if any(is_on_roll(row, None) for row in rows):
        return
    linked = hub.linked(connector.name, kind)
    if any(is_on_roll(row, linked.get(row.mis_id)) for row in rows):
        return
    if not any(one.is_synced for one in hub.records(kind).values()):
        return
    name = kind.nouns
    raise IncompleteError(
        f"{connector.title} sent an empty list of {name}, though the hub has linked ones.",
        f"Check in {connector.title} that it still collects {name} from the MIS, then sync again.",
    )


def _somebody_is_missing(connector: Connector, hub: Hub, kind: Kind, rows: tuple[MisRow, ...]) -> bool:
    present = {row.mis_id for row in rows}
    linked = hub.linked(connector.name, kind)
    return any(one.is_synced and mis_id not in present for mis_id, one in linked.items())

"""Asks the service by id about people missing from its lists, before a plan is final."""

import logging
import time
from collections.abc import Awaitable, Callable

from msgspec import structs

from marktui.connectors.base import Connector
from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import Presence
from marktui.hub.model.kind import Kind
from marktui.store.garbage_collector import free_in_pieces
from marktui.store.threads import in_thread
from marktui.sync.missing.absence import listed_pupils
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.run import events
from marktui.sync.run.events import OnEvent

_LOG = logging.getLogger(__name__)
_READ_TWICE = "The lists changed while they were read, so they were read again."
Read = Callable[[], Awaitable[Reading]]
"""Reads everything that a sync needs."""
MakePlan = Callable[[Reading], Awaitable[Plan]]


async def read_and_plan(
    connector: Connector, read: Read, make_plan: MakePlan, on_event: OnEvent
) -> tuple[Reading, Plan]:
    """Read and plan, and ask by id about everybody who would be de-synced as gone.

    If somebody in no list turns out to be on roll, or an id came on two pages, the lists moved while they
    were read. Then everything is read once more.

    Args:
        connector: The connector, entered.
    """
    started = time.monotonic()
    reading = await read()
    plan = await make_plan(reading)
    if not reading.moved:
        reading = await _ask(connector, reading, plan, on_event)
    if plan.unasked and (reading.moved or _left_out(reading, plan)):
        _LOG.warning("the lists moved: reading once more")
        on_event(events.ReadingAgain())
        reading = await read()
        reading = structs.replace(reading, warnings=(*reading.warnings, _READ_TWICE))
        plan = await make_plan(reading)
        reading = await _ask(connector, reading, plan, on_event)
        _refuse_left_out(reading, plan)
    if plan.unasked:
        earlier = plan.pieces()
        plan = await make_plan(reading)
        await in_thread(free_in_pieces, earlier)
    spent = time.monotonic() - started
    return structs.replace(reading, requests=connector.requests, seconds=spent), plan


async def _ask(connector: Connector, reading: Reading, plan: Plan, on_event: OnEvent) -> Reading:
    """The reading with the answers about the people that were asked for."""
    answers = {}
    for kind, mis_ids in plan.unasked.items():
        on_event(events.Asking(kind, len(mis_ids)))
        answers[kind] = await connector.ask(kind, mis_ids)
        _LOG.info("asked for %d %s by id", len(mis_ids), kind.plural)
    return structs.replace(reading, answers=answers)


def _left_out(reading: Reading, plan: Plan) -> dict[Kind, list[str]]:
    """The people who are on roll when asked for by id, though no list names them."""
    listed = listed_pupils(reading)
    found = {
        kind: [
            mis_id
            for mis_id in mis_ids
            if reading.answers[kind][mis_id].presence is Presence.ON_ROLL
            and not (kind is Kind.PUPIL and mis_id in listed)
        ]
        for kind, mis_ids in plan.unasked.items()
    }
    return {kind: mis_ids for kind, mis_ids in found.items() if mis_ids}


def _refuse_left_out(reading: Reading, plan: Plan) -> None:
    for kind, mis_ids in _left_out(reading, plan).items():
        are = "is" if len(mis_ids) == 1 else "are"
        missing = f"{kind.counted(len(mis_ids))} {are} missing from {reading.title}'s lists"
        raise IncompleteError(
            f"{missing}, but on roll when asked for by id.",
            f"Nothing was changed. Sync again later; if it keeps happening, tell {reading.title}'s support.",
        )

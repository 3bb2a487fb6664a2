"""Asking Assembly for people by id, one request each, side by side (docs/wire-assembly.md, Rows)."""

from collections.abc import Iterable
from datetime import date

from marktui.connectors.assembly.api import AssemblyApi
from marktui.connectors.assembly.errors import wrong_shape
from marktui.connectors.assembly.rows import row_id
from marktui.connectors.assembly.sources import Source, single
from marktui.connectors.assembly.wire import SingleWire
from marktui.connectors.errors import IncompleteError
from marktui.connectors.http.side_by_side import side_by_side
from marktui.connectors.mis import Presence, PresenceAnswer
from marktui.connectors.rows import day_of, has_left
from marktui.hub.model.kind import Kind


async def ask_one_by_one(
    api: AssemblyApi, kind: Kind, mis_ids: Iterable[str], today: date
) -> dict[str, PresenceAnswer]:
    """What Assembly says about each of some people."""
    asked = dict.fromkeys(mis_ids)
    answers = await side_by_side(_ask(api, kind, mis_id, today) for mis_id in asked)
    return dict(zip(asked, answers, strict=True))


async def _ask(api: AssemblyApi, kind: Kind, mis_id: str, today: date) -> PresenceAnswer:
    if not (mis_id.isascii() and mis_id.isdigit()):
        # It becomes a part of the address, which nothing but a number may change.
        raise IncompleteError(f"Assembly cannot be asked for the id {mis_id!r}: its ids are numbers.")
    source = single(kind, mis_id)
    wire = await api.one_or_none(source, SingleWire)
    if wire is None:
        return PresenceAnswer(Presence.UNKNOWN)
    if row_id(wire.id) != mis_id:
        raise IncompleteError(f"Assembly answered about somebody else than the {source.what}.", "Try again.")
    start, end = _day(wire.start_date, source), _day(wire.end_date, source)
    if has_left(end, start, today):
        return PresenceAnswer(Presence.LEFT, end)
    return PresenceAnswer(Presence.ON_ROLL)


def _day(value: object, source: Source) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return day_of(value)
    except ValueError:
        pass
    raise wrong_shape(source)

"""Trying the connection to Arbor: what can be read, entity by entity, and whether the year has begun."""

from collections.abc import Callable
from datetime import date

from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.fields import ENTITIES, YEARS
from marktui.connectors.arbor.groups import current_year, years_of
from marktui.connectors.arbor.pages import PAGE_SIZE, id_of
from marktui.connectors.arbor.rows import wire_of
from marktui.connectors.arbor.schema import Selection
from marktui.connectors.arbor.wire import YearWire
from marktui.connectors.mis import Granted
from marktui.connectors.rows import OddRowError
from marktui.hub.model.time import day_words
from marktui.hub.rules.same_school import SchoolIdentity


async def check_connection(api: ArborApi, today: date, warn: Callable[[str], None]) -> Granted:
    """What the application may read."""
    await api.require_arbor()
    selection = await api.selection()
    selection.require(ENTITIES)
    data = await api.ask(_probe, "lists")
    _look_at_years(data.get(YEARS.name), today, warn)
    entities = tuple(selection.readable(entity) for entity in ENTITIES)
    missing = tuple(dict.fromkeys(name for one in entities for name in one.missing))
    report = selection.schema.report() | {
        "read": {one.entity: list(one.fields) for one in entities},
        "missing": list(missing),
    }
    return Granted(SchoolIdentity(), missing, entities=entities, report=report)


def _probe(selection: Selection) -> str:
    """One row of each list with all its fields: the schema does not say what is refused."""
    # All gaps are reported at once.
    selection.require(ENTITIES)
    sizes = {entity: PAGE_SIZE if entity is YEARS else 1 for entity in ENTITIES}
    parts = (
        f"{entity.name}(page_size: {size}, page_num: 0) {selection.text(entity)}"
        for entity, size in sizes.items()
    )
    return f"{{ {' '.join(parts)} }}"


def _look_at_years(rows: object, today: date, warn: Callable[[str], None]) -> None:
    wires = []
    for row in rows if isinstance(rows, list) else ():
        mis_id = id_of(row)
        try:
            if mis_id is not None:
                wires.append((mis_id, wire_of(row, YearWire)))
        except OddRowError:
            continue
    year = current_year(years_of(wires), today)
    if year is None:
        warn("Arbor has no academic year that has begun: there are no year groups and classes to read.")
    elif not year.holds(today):
        since = day_words(year.first)
        warn(f"Arbor has no academic year for today: the groups are those of the year that began on {since}.")

"""Arbor's lists, page by page until an empty one (docs/wire-arbor.md, Pages)."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.fields import Entity
from marktui.connectors.arbor.schema import Selection
from marktui.connectors.errors import NotThisServiceError
from marktui.connectors.http.paging import PAGE_ROWS, UntilEmpty, refuse_endless
from marktui.connectors.rows import without_id

PAGE_SIZE = 1_000
_SMALLEST = 25
"""No page is asked to be smaller."""

Raw = dict[str, Any]
"""A row as it came."""


class Pages:
    """Reads one list, or several short ones together.

    Args:
        ahead: How many pages of each list one document asks for. With two, a list that fits on one page shows
            its end at once.
    """

    def __init__(self, api: ArborApi, entities: Sequence[Entity], *, ahead: int = 1) -> None:
        self._api = api
        self._runs = {entity: UntilEmpty(f"Arbor's list of {entity.what}", PAGE_SIZE) for entity in entities}
        self._open = dict(self._runs)
        """The lists that have not come to their end."""
        self._ahead = ahead
        self._size = PAGE_SIZE
        self._what = " and ".join(entity.what for entity in entities)
        self._named = ahead > 1

    @property
    def moved(self) -> bool:
        """Whether a list that was read had one id on two pages."""
        return any(run.moved for run in self._runs.values())

    async def read(self) -> AsyncGenerator[tuple[Entity, list[Raw]]]:
        """The rows, list by list as their pages come; a row may come twice.

        While somebody works on a page, the next one is asked for; never more than one.
        """
        asking: asyncio.Task[Mapping[str, Any]] | None = self._ask()
        try:
            while asking is not None:
                found = self._admit(await asking)
                asking = self._ask() if self._open else None
                # Lets the question go out before the work begins.
                await asyncio.sleep(0)
                for one in found:
                    yield one
        finally:
            if asking is not None:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    def _ask(self) -> asyncio.Task[Mapping[str, Any]]:
        return asyncio.create_task(self._api.ask(self._write, self._what, self._shrink))

    def _admit(self, data: Mapping[str, Any]) -> list[tuple[Entity, list[Raw]]]:
        """The rows of an answer; whichever list has come to its end is not asked for again."""
        found = []
        for entity, run in list(self._open.items()):
            # Pages behind the end were asked for as well, and must be without rows.
            for number in range(run.number, run.number + self._ahead):
                rows = _rows(data, self._key(entity, number), entity)
                goes_on = run.admit(None if rows is None else [raw_id(row) for row in rows])
                if rows:
                    found.append((entity, rows))
            if not goes_on:
                del self._open[entity]
        return found

    def _write(self, selection: Selection) -> str:
        parts = []
        for entity, run in self._open.items():
            fields = selection.text(entity)
            for number in range(run.number, run.number + self._ahead):
                key = self._key(entity, number)
                alias = "" if key == entity.name else f"{key}: "
                parts.append(f"{alias}{entity.name}(page_size: {self._size}, page_num: {number}) {fields}")
        return f"{{ {' '.join(parts)} }}"

    def _shrink(self) -> None:
        """Halve the page."""
        self._size = max(self._size // 2, _SMALLEST)
        for run in self._open.values():
            run.shrink(self._size)

    def _key(self, entity: Entity, number: int) -> str:
        return f"{entity.name}_{number}" if self._named else entity.name


def raw_id(row: object) -> str:
    """The id of a row (docs/wire-arbor.md, Rows). Raises without one: then it is not known who is absent."""
    found = id_of(row)
    if found is None:
        raise without_id("Arbor")
    return found


def id_of(one: object) -> str | None:
    """The id of an object, if it is one and has any."""
    value = one.get("id") if isinstance(one, dict) else None
    if type(value) is int:
        return str(value)
    if not isinstance(value, str) or len(value) > 64 or not (value.isascii() and value.isprintable()):
        return None
    return value.strip() or None


def _rows(data: Mapping[str, Any], key: str, entity: Entity) -> list[Raw] | None:
    rows = data.get(key)
    if isinstance(rows, list):
        refuse_endless(f"Arbor's list of {entity.what}", len(rows), PAGE_ROWS)
        return rows
    if rows is None:
        return None
    raise NotThisServiceError(
        f"Arbor's list of {entity.what} is not a list.",
        "Please report it: Arbor may have changed its interface.",
    )

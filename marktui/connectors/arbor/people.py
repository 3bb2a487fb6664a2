"""Arbor's two lists of people: who is on roll, who has left, and who is in which form."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import date

from msgspec import Struct, structs

from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.fields import PEOPLE
from marktui.connectors.arbor.pages import Pages, Raw
from marktui.connectors.arbor.rows import SORT, Listed
from marktui.connectors.http.observations import Observations
from marktui.connectors.http.paging import Distinct
from marktui.connectors.mis import MisLeaver, MisPerson, MisRow
from marktui.hub.model.kind import Kind

_DATES = ("dateOfBirth", "mostRecentEntryDate", "leavingDate", "joiningDate")


class Summary(Struct, frozen=True):
    """What one whole read of a list shows besides its rows."""

    left: dict[str, MisLeaver]
    """Who has left, by MIS id."""
    forms: dict[str, list[str]]
    """The pupils of each form, by the form's id."""
    levels: dict[str, list[str]]
    """The pupils on roll of each level, by the level's id."""
    moved: bool = False
    """Whether one id came on two pages."""


class People:
    """One of the two lists."""

    def __init__(self, api: ArborApi, kind: Kind, today: date) -> None:
        self._api = api
        self._entity = PEOPLE[kind]
        self._sort = SORT[kind]
        self._today = today
        self._summary: Summary | None = None

    async def rows(self) -> AsyncGenerator[list[MisRow]]:
        """Everybody on roll, page by page, each once."""
        self._summary = None
        found = Summary({}, defaultdict(list), defaultdict(list))
        distinct: Distinct[Listed] = Distinct(self._entity.what)
        pages = Pages(self._api, [self._entity])
        async with aclosing(pages.read()) as parts:
            async for _, raws in parts:
                _look_at(raws, self._api.observations)
                fresh = distinct.fresh([self._sort(raw, self._today) for raw in raws])
                for one in fresh:
                    _take(one, found)
                yield [one.row for one in fresh if one.row is not None]
        self._api.observations.count("rows seen twice", distinct.twice)
        self._summary = structs.replace(found, moved=pages.moved)

    async def summary(self) -> Summary:
        """What the list shows besides its rows; it is read only if it has not been."""
        if self._summary is None:
            async with aclosing(self.rows()) as pages:
                async for _ in pages:
                    pass
        assert self._summary is not None  # noqa: S101 - a list that was read whole is known
        return self._summary


def _look_at(raws: Sequence[Raw], observations: Observations) -> None:
    observations.page(raws, _DATES)
    behind = sum(not raw.get("academicLevel") and bool(raw.get("displayAcademicLevel")) for raw in raws)
    observations.count("level null beside a display level", behind)


def _take(one: Listed, found: Summary) -> None:
    if one.left is not None:
        found.left[one.mis_id] = one.left
    if one.form_id is not None:
        found.forms[one.form_id].append(one.mis_id)
    starts_later = isinstance(one.row, MisPerson) and one.row.starts_on is not None
    if one.level_id is not None and not starts_later:
        found.levels[one.level_id].append(one.mis_id)

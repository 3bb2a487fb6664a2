"""Which of Assembly's groups are there today, and whether a year is (docs/wire-assembly.md, Groups)."""

from collections.abc import Iterable
from datetime import date

from marktui.connectors.assembly.api import AssemblyApi
from marktui.connectors.assembly.sources import ACADEMIC_YEARS
from marktui.connectors.assembly.wire import AcademicYearWire
from marktui.connectors.mis import InvalidRow, MisClass, MisRow
from marktui.connectors.rows import day_or_none


class OtherDay(MisRow, frozen=True, kw_only=True):
    """A group that does not hold today, so that it is not there. It counts as a row of the list."""

    member_ids: tuple[str, ...]


class OtherDays:
    """Takes the groups of other days out of a list, and knows who is in no other."""

    def __init__(self) -> None:
        self._past: set[str] = set()
        self._present: set[str] = set()

    def without(self, rows: Iterable[MisRow]) -> tuple[MisRow, ...]:
        """The rows of a page that are there today."""
        kept = []
        for row in rows:
            if isinstance(row, OtherDay):
                self._past.update(row.member_ids)
                continue
            if isinstance(row, (MisClass, InvalidRow)):
                self._present.update(row.member_ids)
            kept.append(row)
        return tuple(kept)

    @property
    def members(self) -> frozenset[str]:
        """The ids of the pupils who are only in groups of other days."""
        return frozenset(self._past - self._present)


def holds(start: object, end: object, today: date) -> bool:
    """Whether a group or an academic year is there today; a date that cannot be read is open."""
    first, last = day_or_none(start), day_or_none(end)
    return (first is None or first <= today) and (last is None or today <= last)


async def is_between_years(api: AssemblyApi, today: date) -> bool:
    """Whether there are academic years, and none holds today."""
    years = await api.one(ACADEMIC_YEARS, list[AcademicYearWire])
    return bool(years) and not any(holds(year.start_date, year.end_date, today) for year in years)
